//! Tests of a term's total frequencies.

use super::{Compute, Correction, Keyness, NO_MARGIN, NOTHING, Options, ROW};
use crate::measures::block::{Block, Needs, each};
use crate::measures::significance::PValue;
use crate::measures::special::{deviance, ln, ln_hypergeometric_two_sided};
use crate::measures::{Direction, Info};

const RAYSON: &str = "Rayson, P. & Garside, R. (2000). Comparing corpora using frequency profiling. ACL 2000 Workshop on Comparing Corpora, 1-6";
const RAYSON_DOI: &str = "10.3115/1117729.1117730";

pub(super) const LOG_LIKELIHOOD: Keyness = Keyness {
    info: Info {
        name: "log_likelihood",
        aliases: &["g2", "ll", "lr", "keyness"],
        reading: "Evidence of a difference, with the sign of its direction; 3.84 is p = 0.05, 10.83 is p = 0.001. Grows with the corpora.",
        formula: "2 sum of O ln(O/E) over all four cells, negative where f1/n1 < f2/n2. correction=yates moves the cells by 0.5 towards E, williams divides by 1 + (N/R1 + N/R2 - 1)(N/C1 + N/C2 - 1)/(6 N)",
        citation: "Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1), 61-74",
        doi: "https://aclanthology.org/J93-1003",
        undefined: NO_MARGIN,
        p_value: PValue::ChiSquared.rule(),
        corrections: &["none", "yates", "williams"],
        default: true,
        ..ROW.info
    },
    options: &["correction"],
    p_value: PValue::ChiSquared,
    needs: Needs::G2,
    compute: Compute::Counts(log_likelihood),
    ..ROW
};

/// G2 with the sign of O11 - E11; NaN without margins.
fn log_likelihood(block: &Block, _: &Options, correction: Correction, out: &mut [f64]) {
    match correction {
        Correction::Yates => yates_g2(block, out),
        _ => each!(block, out, |half_g2, d| (2.0 * half_g2).copysign(d)),
    }
    if correction == Correction::Williams {
        for (row, out) in out.iter_mut().enumerate() {
            let (n, [r1, r2, c1, c2]) = (block.n[row], margins(block, row));
            *out /= 1.0 + (n / r1 + n / r2 - 1.0) * (n / c1 + n / c2 - 1.0) / (6.0 * n);
        }
    }
    for (row, out) in out.iter_mut().enumerate() {
        if margins(block, row).contains(&0.0) {
            *out = f64::NAN;
        }
    }
}

fn margins(block: &Block, row: usize) -> [f64; 4] {
    [block.r1[row], block.r2[row], block.c1[row], block.c2[row]]
}

fn yates_g2(block: &Block, out: &mut [f64]) {
    for (row, out) in out.iter_mut().enumerate() {
        let (n, [r1, r2, c1, c2]) = (block.n[row], margins(block, row));
        let size = (block.d[row].abs() - 0.5).max(0.0);
        let d = size.copysign(block.d[row]);
        let cell = |row: f64, column: f64, d: f64| {
            let expected = row * column / n;
            deviance(expected + d, expected, d)
        };
        *out = (2.0 * (cell(r1, c1, d) + cell(r1, c2, -d) + cell(r2, c1, -d) + cell(r2, c2, d))).copysign(d);
    }
}

pub(super) const LOG_LIKELIHOOD_RAYSON: Keyness = Keyness {
    info: Info {
        name: "log_likelihood_rayson",
        aliases: &["ll_rayson", "log_likelihood_2cell", "ll_2cell", "g2_2cell"],
        reading: "G2 from the term's two cells only, as in Wmatrix, AntConc and the UCREL calculator; a little below the full one.",
        formula: "2 (f1 ln(f1/E1) + f2 ln(f2/E2)), negative where f1/n1 < f2/n2",
        citation: RAYSON,
        doi: RAYSON_DOI,
        undefined: NOTHING,
        p_value: PValue::ChiSquared.rule(),
        ..ROW.info
    },
    p_value: PValue::ChiSquared,
    compute: Compute::Counts(|block, _, _, out| {
        each!(block, out, |o11, o12, r1, c1, c2, n, d| rayson(o11, o12, r1, c1, c2, n, d).copysign(d));
    }),
    ..ROW
};

#[inline(always)]
fn rayson(o11: f64, o12: f64, r1: f64, c1: f64, c2: f64, n: f64, d: f64) -> f64 {
    let value = 2.0 * (deviance(o11, r1 * c1 / n, d) + deviance(o12, r1 * c2 / n, -d));
    if r1 > 0.0 && c1 > 0.0 && c2 > 0.0 { value } else { f64::NAN }
}

pub(super) const CHI_SQUARED: Keyness = Keyness {
    info: Info {
        name: "chi_squared",
        aliases: &["chi2", "x2", "chisq"],
        reading: "Evidence of a difference, with the sign of its direction; overrates terms expected less than five times.",
        formula: "N (f1 (n2 - f2) - f2 (n1 - f1))^2 / (R1 R2 n1 n2), negative where f1/n1 < f2/n2. correction=yates takes N/2 from the difference, at most all of it",
        citation: "Hofland, K. & Johansson, S. (1982). Word Frequencies in British and American English. Norwegian Computing Centre for the Humanities",
        undefined: NO_MARGIN,
        p_value: PValue::ChiSquared.rule(),
        corrections: &["none", "yates"],
        ..ROW.info
    },
    options: &["correction"],
    p_value: PValue::ChiSquared,
    compute: Compute::Counts(chi_squared),
    ..ROW
};

fn chi_squared(block: &Block, _: &Options, correction: Correction, out: &mut [f64]) {
    let half = if correction == Correction::Yates { 0.5 } else { 0.0 };
    each!(block, out, |n, determinant, r1, r2, c1, c2| {
        let distance = determinant.abs() - half * n;
        let distance = if distance < 0.0 { 0.0 } else { distance };
        ((distance / (r1 * r2)) * (distance / (c1 * c2)) * n).copysign(determinant)
    });
}

pub(super) const FISHER: Keyness = Keyness {
    info: Info {
        name: "fisher",
        aliases: &["exact", "fisher_exact"],
        reading: "Probability of a split between the corpora at most as likely as this one, if the term is as frequent in both; no sign.",
        formula: "sum of the hypergeometric probabilities that are at most this one's, times 1 + 1e-7 (R's rule for ties)",
        citation: "Pedersen, T. (1996). Fishing for exactness. Proceedings of SCSUG 96, 188-200",
        doi: "https://arxiv.org/abs/cmp-lg/9608010",
        range: (0.0, 1.0),
        direction: Direction::Lower,
        undefined: "N = 0 or a cell is not whole",
        p_value: PValue::Itself.rule(),
        ..ROW.info
    },
    p_value: PValue::Itself,
    compute: Compute::Counts(|block, _, _, out| {
        each!(block, out, |o11, o12, o21, o22, n| {
            let whole = [o11, o12, o21, o22].iter().all(|cell| cell.fract() == 0.0);
            if whole && n > 0.0 { ln_hypergeometric_two_sided(o11, o12, o21, o22).exp() } else { f64::NAN }
        });
    }),
    ..ROW
};

pub(super) const BIC: Keyness = Keyness {
    info: Info {
        name: "bic",
        aliases: &["bayes_factor"],
        reading: "Evidence of a difference after a charge for the size of the corpora: below 0 none, above 2 positive, 6 strong, 10 very strong. Its sign is no direction.",
        formula: "|G2| - ln N, of four cells without correction",
        citation: "Wilson, A. (2013). Embracing Bayes factors for key item analysis in corpus linguistics. In New Approaches to the Study of Linguistic Variability, 3-11. Peter Lang",
        direction: Direction::Higher,
        undefined: NO_MARGIN,
        ..ROW.info
    },
    needs: Needs::G2,
    compute: Compute::Counts(|block, options, _, out| {
        log_likelihood(block, options, Correction::None, out);
        for (out, &n) in out.iter_mut().zip(&block.n) {
            *out = out.abs() - ln(n);
        }
    }),
    ..ROW
};

pub(super) const ELL: Keyness = Keyness {
    info: Info {
        name: "ell",
        aliases: &["effect_size_log_likelihood"],
        reading: "Share of the largest possible G2, from 0 to 1; no sign. Small for all words of large corpora.",
        formula: "G2 / (N ln min(E1, E2)), G2 of two cells (Rayson & Garside), unsigned; as in the UCREL calculator",
        citation: "Johnston, J. E., Berry, K. J. & Mielke, P. W. (2006). Measures of effect size for chi-squared and likelihood-ratio goodness-of-fit tests. Perceptual and Motor Skills 103(2), 412-414",
        doi: "10.2466/pms.103.2.412-414",
        range: (0.0, f64::INFINITY),
        direction: Direction::Higher,
        undefined: "f1 + f2 = 0 or n1 = 0 or n2 = 0 or E1 <= 1 or E2 <= 1",
        ..ROW.info
    },
    compute: Compute::Counts(|block, _, _, out| {
        each!(block, out, |o11, o12, r1, c1, c2, n, d| {
            let least = r1 * (if c1 < c2 { c1 } else { c2 }) / n;
            let value = rayson(o11, o12, r1, c1, c2, n, d) / (n * ln(least));
            if least > 1.0 { value } else { f64::NAN }
        });
    }),
    ..ROW
};
