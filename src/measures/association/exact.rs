//! Exact probabilities and confidence bounds. All are worked out as logarithms; a row costs microseconds, not
//! nanoseconds.

use super::{
    Association, EVERT_2005, EVERT_2005_DOI, INFINITE, NOT_WHOLE, Options, PEDERSEN_1996, PEDERSEN_1996_DOI,
    ROW,
};
use crate::measures::block::Block;
use crate::measures::significance::PValue;
use crate::measures::special::{
    ln_binomial, ln_hypergeometric, ln_hypergeometric_distance, ln_hypergeometric_lower,
    ln_hypergeometric_two_sided, ln_hypergeometric_upper, ln_poisson_mean_lower, ln_poisson_upper,
    normal_quantile_upper,
};
use crate::measures::{Direction, Info, bounds};
use std::f64::consts::LN_10;

/// Writes `value` of each row whose cells are whole numbers, else NaN.
fn whole(block: &Block, out: &mut [f64], value: impl Fn(usize) -> f64) {
    for (row, out) in out.iter_mut().enumerate() {
        let cells = [block.o11[row], block.o12[row], block.o21[row], block.o22[row]];
        let good = block.n[row] > 0.0 && cells.iter().all(|cell| cell.fract() == 0.0);
        *out = if good { value(row) } else { f64::NAN };
    }
}

/// The same, of the four cells.
fn whole_cells(block: &Block, out: &mut [f64], value: impl Fn(f64, f64, f64, f64) -> f64) {
    whole(block, out, |row| value(block.o11[row], block.o12[row], block.o21[row], block.o22[row]));
}

const P: Association = Association {
    info: Info {
        range: (0.0, 1.0),
        direction: Direction::Lower,
        undefined: NOT_WHOLE,
        p_value: PValue::Itself.rule(),
        ..ROW.info
    },
    p_value: PValue::Itself,
    closed: false,
    ..ROW
};

const LOG10_P: Association = Association {
    info: Info { range: (0.0, INFINITE), undefined: NOT_WHOLE, p_value: PValue::Log10.rule(), ..ROW.info },
    p_value: PValue::Log10,
    closed: false,
    ..ROW
};

pub(super) const FISHER: Association = Association {
    info: Info {
        name: "fisher",
        aliases: &["fisher_two_sided", "fisher_exact"],
        reading: "Probability of a table at most as likely as this one, if the words are independent: attraction or repulsion.",
        formula: "sum of the hypergeometric probabilities that are at most this table's, times 1 + 1e-7 (R's rule for ties)",
        citation: PEDERSEN_1996,
        doi: PEDERSEN_1996_DOI,
        ..P.info
    },
    column: |block, _, out| {
        whole_cells(block, out, |a, b, c, d| ln_hypergeometric_two_sided(a, b, c, d).exp())
    },
    ..P
};

pub(super) const FISHER_GREATER: Association = Association {
    info: Info {
        name: "fisher_greater",
        aliases: &["fisher_right"],
        reading: "Probability of at least so many occurrences together, if the words are independent.",
        formula: "hypergeometric P(X >= O11) given the margins",
        citation: PEDERSEN_1996,
        doi: PEDERSEN_1996_DOI,
        ..P.info
    },
    column: |block, _, out| whole_cells(block, out, |a, b, c, d| ln_hypergeometric_upper(a, b, c, d).exp()),
    ..P
};

pub(super) const FISHER_LESS: Association = Association {
    info: Info {
        name: "fisher_less",
        aliases: &["fisher_left"],
        reading: "Probability of at most so many occurrences together, if the words are independent: low means repulsion.",
        formula: "hypergeometric P(X <= O11) given the margins",
        citation: PEDERSEN_1996,
        doi: PEDERSEN_1996_DOI,
        direction: Direction::Higher,
        ..P.info
    },
    column: |block, _, out| whole_cells(block, out, |a, b, c, d| ln_hypergeometric_lower(a, b, c, d).exp()),
    ..P
};

pub(super) const FISHER_LOG10: Association = Association {
    info: Info {
        name: "fisher_log10",
        aliases: &["fisher_pv"],
        reading: "Evidence for attraction: 2 is p = 0.01, 300 is p = 1e-300.",
        formula: "-log10 of hypergeometric P(X >= O11)",
        citation: PEDERSEN_1996,
        doi: PEDERSEN_1996_DOI,
        ..LOG10_P.info
    },
    column: |block, _, out| whole_cells(block, out, |a, b, c, d| log10(ln_hypergeometric_upper(a, b, c, d))),
    ..LOG10_P
};

pub(super) const COLLOSTRUCTION_STRENGTH: Association = Association {
    info: Info {
        name: "collostruction_strength",
        aliases: &["fye", "fisher_distance_log10"],
        reading: "Evidence for attraction or repulsion, without sign, as the script coll.analysis gives it: 1.3 is p = 0.05, 3 is p = 0.001.",
        formula: "-log10 of hypergeometric P(|X - E11| >= |O11 - E11|) given the margins",
        citation: "Stefanowitsch, A. & Gries, S. Th. (2003). Collostructions: investigating the interaction of words and constructions. International Journal of Corpus Linguistics 8(2), 209-243",
        doi: "10.1075/ijcl.8.2.03ste",
        ..LOG10_P.info
    },
    column: |block, _, out| {
        whole_cells(block, out, |a, b, c, d| log10(ln_hypergeometric_distance(a, b, c, d)))
    },
    ..LOG10_P
};

/// -log10 p from ln p; 0, not -0, for p = 1.
fn log10(ln_p: f64) -> f64 {
    (-ln_p / LN_10).max(0.0)
}

pub(super) const POISSON: Association = Association {
    info: Info {
        name: "poisson",
        aliases: &["poisson_p"],
        reading: "Probability of at least so many occurrences together, if they fall at random: close to Fisher's for rare words.",
        formula: "Poisson P(X >= O11) with mean E11",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        ..P.info
    },
    column: |block, _, out| whole(block, out, |row| ln_poisson_upper(block.o11[row], block.e11[row]).exp()),
    ..P
};

pub(super) const POISSON_LOG10: Association = Association {
    info: Info {
        name: "poisson_log10",
        aliases: &["poisson_pv"],
        reading: "Evidence for attraction by the Poisson distribution: 2 is p = 0.01.",
        formula: "-log10 of Poisson P(X >= O11) with mean E11",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        ..LOG10_P.info
    },
    column: |block, _, out| whole(block, out, |row| log10(ln_poisson_upper(block.o11[row], block.e11[row]))),
    ..LOG10_P
};

const LIKELIHOOD: Association = Association {
    info: Info { citation: EVERT_2005, doi: EVERT_2005_DOI, p_value: "", ..P.info },
    p_value: PValue::None,
    ..P
};

pub(super) const BINOMIAL_LIKELIHOOD: Association = Association {
    info: Info {
        name: "binomial_likelihood",
        aliases: &[],
        reading: "Probability of exactly so many occurrences together among N, by chance; low for attraction and for repulsion.",
        formula: "binomial P(X = O11), N draws with chance E11/N",
        ..LIKELIHOOD.info
    },
    column: |block, _, out| {
        whole(block, out, |row| {
            let n = block.n[row];
            let p = block.e11[row] / n;
            ln_binomial(block.o11[row], n, p, 1.0 - p).exp()
        });
    },
    ..LIKELIHOOD
};

pub(super) const HYPERGEOMETRIC_LIKELIHOOD: Association = Association {
    info: Info {
        name: "hypergeometric_likelihood",
        aliases: &[],
        reading: "Probability of exactly this table given its margins, by chance; low for attraction and for repulsion.",
        formula: "hypergeometric P(X = O11) given the margins",
        ..LIKELIHOOD.info
    },
    column: |block, _, out| {
        whole_cells(block, out, |a, b, c, d| ln_hypergeometric(a, b, c, d).min(0.0).exp())
    },
    ..LIKELIHOOD
};

pub(super) const MI_CONF: Association = Association {
    info: Info {
        name: "mi_conf",
        aliases: &["mi.conf", "pmi_conf"],
        reading: "A cautious PMI: the lower confidence bound, so that rare pairs do not come out on top by chance.",
        formula: "log_b(m/E11), m the Poisson mean for which P(X >= O11) = alpha / comparisons; -inf for O11 = 0",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        direction: Direction::Signed,
        undefined: "R1 = 0 or C1 = 0 or a cell is not whole",
        ..ROW.info
    },
    options: &["base", "alpha", "comparisons"],
    closed: false,
    column: mi_conf,
    ..ROW
};

fn mi_conf(block: &Block, options: &Options, out: &mut [f64]) {
    let alpha = options.alpha / options.comparisons;
    let (ln_alpha, z) = (alpha.ln(), normal_quantile_upper(alpha));
    let per_ln = options.per_ln();
    whole(block, out, |row| match block.e11[row] {
        0.0 => f64::NAN,
        e11 => (ln_poisson_mean_lower(block.o11[row], ln_alpha, z) - e11.ln()) * per_ln,
    });
}

pub(super) const LOG_RATIO_CONSERVATIVE: Association = Association {
    info: Info {
        name: "log_ratio_conservative",
        aliases: &["lrc", "conservative_log_ratio"],
        reading: "A cautious log ratio: the end of its confidence interval that is nearer to 0, and 0 where that holds 0.",
        formula: "log_b of the nearer bound of (O11/R1)/(O21/R2), exact for O11 out of C1 (Clopper-Pearson), two-sided, alpha / comparisons",
        citation: "Evert, S. (2022). Measuring keyness. Digital Humanities 2022: Conference Abstracts, 202-205",
        doi: "https://osf.io/cy6mw",
        direction: Direction::Signed,
        undefined: "R1 = 0 or R2 = 0 or C1 = 0 or a cell is not whole",
        ..ROW.info
    },
    options: &["base", "alpha", "comparisons"],
    closed: false,
    column: log_ratio_conservative,
    ..ROW
};

fn log_ratio_conservative(block: &Block, options: &Options, out: &mut [f64]) {
    let exact = bounds::ExactRatio::two_sided(options.alpha / options.comparisons);
    let per_ln = options.per_ln();
    whole(block, out, |row| {
        let (first, second) = ((block.o11[row], block.r1[row]), (block.o21[row], block.r2[row]));
        exact.nearest_to_zero(first, second) * per_ln
    });
}
