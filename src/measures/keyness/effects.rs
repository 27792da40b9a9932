//! Effect sizes: how much more frequent, whatever the size of the corpora.

use super::confidence::{LOG_RATIO as LOG_RATIO_BOUNDS, ODDS, RISK, WALTER};
use super::{Compute, Correction, Keyness, NO_MARGIN, NOTHING, Options, ROW};
use crate::measures::block::{Block, Needs, each};
use crate::measures::bounds::ExactRatio;
use crate::measures::significance::PValue;
use crate::measures::special::{conditional_odds_ratio, ln};
use crate::measures::{Direction, Info};

const INFINITE: f64 = f64::INFINITY;
const EVERT: &str =
    "Evert, S. (2022). Measuring keyness. Digital Humanities 2022: Conference Abstracts, 202-205";
const EVERT_DOI: &str = "https://osf.io/cy6mw";

pub(super) const LOG_RATIO: Keyness = Keyness {
    info: Info {
        name: "log_ratio",
        aliases: &["log_ratio_hardie", "lr_hardie"],
        reading: "Doublings by which the term is more frequent in the target: 1 is twice, 2 is four times, -1 is half.",
        formula: "log_b((f1/n1) / (f2/n2)), with 0.5 in place of a frequency of 0",
        citation: "Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster University",
        doi: "http://cass.lancs.ac.uk/log-ratio-an-informal-introduction/",
        undefined: NOTHING,
        default: true,
        ..ROW.info
    },
    options: &["base"],
    compute: Compute::Counts(|block, options, _, out| {
        let per_ln = options.per_ln();
        each!(block, out, |o11, o12, c1, c2, r1| {
            let (above, below) = (if o11 == 0.0 { 0.5 } else { o11 }, if o12 == 0.0 { 0.5 } else { o12 });
            let value = ln((above / c1) / (below / c2)) * per_ln;
            if r1 > 0.0 && c1 > 0.0 && c2 > 0.0 { value } else { f64::NAN }
        });
    }),
    bounds: Some(LOG_RATIO_BOUNDS),
    ..ROW
};

pub(super) const LOG_RATIO_WALTER: Keyness = Keyness {
    info: Info {
        name: "log_ratio_walter",
        aliases: &["walter"],
        reading: "The log ratio with half an occurrence more on both sides, which holds rare terms back a little.",
        formula: "log_b(((f1 + 0.5)/(n1 + 0.5)) / ((f2 + 0.5)/(n2 + 0.5)))",
        citation: "Walter, S. D. (1975). The distribution of Levin's measure of attributable risk. Biometrika 62(2), 371-374",
        doi: "10.1093/biomet/62.2.371",
        undefined: NOTHING,
        ..ROW.info
    },
    options: &["base"],
    compute: Compute::Counts(walter),
    bounds: Some(WALTER),
    ..ROW
};

fn walter(block: &Block, options: &Options, _: Correction, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |o11, o12, c1, c2, r1| {
        let value = ln(((o11 + 0.5) / (c1 + 0.5)) / ((o12 + 0.5) / (c2 + 0.5))) * per_ln;
        if r1 > 0.0 && c1 > 0.0 && c2 > 0.0 { value } else { f64::NAN }
    });
}

pub(super) const LOG_RATIO_SIGNIFICANT: Keyness = Keyness {
    info: Info {
        name: "log_ratio_significant",
        aliases: &["log_ratio_filtered", "log_ratio_g2"],
        reading: "Walter's log ratio of terms whose difference is significant; 0 for the others.",
        formula: "log_b of Walter's ratio (log_ratio_walter) where p of G2 (four cells) is at most alpha / comparisons, else 0",
        citation: EVERT,
        doi: EVERT_DOI,
        undefined: NO_MARGIN,
        ..ROW.info
    },
    options: &["base", "alpha", "comparisons"],
    needs: Needs::G2,
    compute: Compute::Counts(|block, options, correction, out| {
        walter(block, options, correction, out);
        let ln_alpha = options.shared_alpha().ln();
        for (row, out) in out.iter_mut().enumerate() {
            if block.r2[row] == 0.0 {
                *out = f64::NAN;
            } else if !out.is_nan() && PValue::ChiSquared.ln_p(2.0 * block.half_g2[row]) > ln_alpha {
                *out = 0.0;
            }
        }
    }),
    ..ROW
};

pub(super) const LOG_RATIO_CONSERVATIVE: Keyness = Keyness {
    info: Info {
        name: "log_ratio_conservative",
        aliases: &["lrc", "conservative_log_ratio"],
        reading: "A cautious log ratio: the end of its confidence interval that is nearer to 0, and 0 where that holds 0.",
        formula: "log_b of the nearer bound of (f1/n1)/(f2/n2), exact for f1 out of f1 + f2 (Clopper-Pearson), two-sided, alpha / comparisons",
        citation: EVERT,
        doi: EVERT_DOI,
        undefined: "f1 + f2 = 0 or n1 = 0 or n2 = 0 or a cell is not whole",
        ..ROW.info
    },
    options: &["base", "alpha", "comparisons"],
    compute: Compute::Counts(|block, options, _, out| {
        let exact = ExactRatio::two_sided(options.shared_alpha());
        conservative(block, options, out, |first, second| exact.nearest_to_zero(first, second));
    }),
    ..ROW
};

pub(super) const LOG_RATIO_CONSERVATIVE_POSITIVE: Keyness = Keyness {
    info: Info {
        name: "log_ratio_conservative_positive",
        aliases: &["positive_lrc", "lrc_positive"],
        reading: "The least log ratio that the frequencies allow: above 0, the term is key in the target. -inf where it is not in it.",
        formula: "log_b of the lower bound of (f1/n1)/(f2/n2), exact for f1 out of f1 + f2 (Clopper-Pearson), one-sided, alpha / comparisons",
        citation: EVERT,
        doi: EVERT_DOI,
        undefined: LOG_RATIO_CONSERVATIVE.info.undefined,
        ..ROW.info
    },
    options: &["base", "alpha", "comparisons"],
    compute: Compute::Counts(|block, options, _, out| {
        let exact = ExactRatio::one_sided(options.shared_alpha());
        conservative(block, options, out, |first, second| exact.ln_lower(first, second));
    }),
    ..ROW
};

fn conservative(
    block: &Block,
    options: &Options,
    out: &mut [f64],
    ln_bound: impl Fn((f64, f64), (f64, f64)) -> f64,
) {
    let per_ln = options.per_ln();
    each!(block, out, |o11, o12, o21, o22, c1, c2, r1| {
        let whole = [o11, o12, o21, o22].iter().all(|cell| cell.fract() == 0.0);
        let good = whole && r1 > 0.0 && c1 > 0.0 && c2 > 0.0;
        if good { ln_bound((o11, c1), (o12, c2)) * per_ln } else { f64::NAN }
    });
}

pub(super) const PERCENT_DIFFERENCE: Keyness = Keyness {
    info: Info {
        name: "percent_difference",
        aliases: &["%diff", "pct_diff", "percent_diff"],
        reading: "By how many percent the relative frequency in the target is above that in the reference: 100 is twice, -50 is half.",
        formula: "100 (f1/n1 - f2/n2) / (f2/n2); inf for f2 = 0",
        citation: "Gabrielatos, C. & Marchi, A. (2012). Keyness: appropriate metrics and practical issues. CADS International Conference, Bologna",
        range: (-100.0, INFINITE),
        undefined: NOTHING,
        ..ROW.info
    },
    compute: Compute::Counts(|block, _, _, out| {
        each!(block, out, |determinant, o12, c1, r1, c2| {
            // (f1 n2 - f2 n1) / (f2 n1), and f1 n2 - f2 n1 is the determinant.
            let value = (100.0 * (determinant / (o12 * c1))).clamp(-100.0, INFINITE);
            if r1 > 0.0 && c1 > 0.0 && c2 > 0.0 { value } else { f64::NAN }
        });
    }),
    ..ROW
};

pub(super) const DIFFERENCE_COEFFICIENT: Keyness = Keyness {
    info: Info {
        name: "difference_coefficient",
        aliases: &["diff_coefficient", "diff_coeff"],
        reading: "Difference of the relative frequencies on a scale from -1 (only in the reference) to 1 (only in the target).",
        formula: "(f1/n1 - f2/n2) / (f1/n1 + f2/n2)",
        citation: "Hofland, K. & Johansson, S. (1982). Word Frequencies in British and American English. Norwegian Computing Centre for the Humanities",
        range: (-1.0, 1.0),
        undefined: NOTHING,
        ..ROW.info
    },
    compute: Compute::Counts(|block, _, _, out| {
        each!(block, out, |determinant, o11, o12, c1, c2, r1| {
            let value = (determinant / (o11 * c2 + o12 * c1)).clamp(-1.0, 1.0);
            if r1 > 0.0 && c1 > 0.0 && c2 > 0.0 { value } else { f64::NAN }
        });
    }),
    ..ROW
};

pub(super) const RELATIVE_RISK: Keyness = Keyness {
    info: Info {
        name: "relative_risk",
        aliases: &["rr", "ratio"],
        reading: "Times the term is more frequent in the target; 1 is no difference.",
        formula: "(f1/n1) / (f2/n2); inf for f2 = 0",
        citation: "Evert, S. (2005). The Statistics of Word Cooccurrences: Word Pairs and Collocations. University of Stuttgart",
        doi: "10.18419/opus-2556",
        range: (0.0, INFINITE),
        direction: Direction::Higher,
        undefined: NOTHING,
        ..ROW.info
    },
    compute: Compute::Counts(|block, _, _, out| {
        each!(block, out, |o11, o12, c1, c2| (o11 / c1) / (o12 / c2));
    }),
    bounds: Some(RISK),
    ..ROW
};

pub(super) const ODDS_RATIO: Keyness = Keyness {
    info: Info {
        name: "odds_ratio",
        aliases: &["or"],
        reading: "Times the odds of the term are higher in the target; 1 is no difference.",
        formula: "f1 (n2 - f2) / (f2 (n1 - f1)), with 0.5 added to all four cells where one is 0 (Haldane, Anscombe)",
        citation: "Haldane, J. B. S. (1956). The estimation and significance of the logarithm of a ratio of frequencies. Annals of Human Genetics 20(4), 309-311",
        doi: "10.1111/j.1469-1809.1955.tb01285.x",
        range: (0.0, INFINITE),
        direction: Direction::Higher,
        undefined: NOTHING,
        ..ROW.info
    },
    compute: Compute::Counts(|block, _, _, out| {
        each!(block, out, |o11, o12, o21, o22, r1, c1, c2| {
            let zero = o11 == 0.0 || o12 == 0.0 || o21 == 0.0 || o22 == 0.0;
            let half = if zero { 0.5 } else { 0.0 };
            let value = ((o11 + half) * (o22 + half)) / ((o12 + half) * (o21 + half));
            if r1 > 0.0 && c1 > 0.0 && c2 > 0.0 { value } else { f64::NAN }
        });
    }),
    bounds: Some(ODDS),
    ..ROW
};

pub(super) const ODDS_RATIO_CONDITIONAL: Keyness = Keyness {
    info: Info {
        name: "odds_ratio_conditional",
        aliases: &["fisher_odds_ratio", "odds_ratio_mle"],
        reading: "The odds ratio that Fisher's test estimates; a little nearer to 1 than the plain one.",
        formula: "the odds ratio under which the noncentral hypergeometric mean given the margins is f1; 0 and inf at the ends",
        citation: "Cornfield, J. (1956). A statistical problem arising from retrospective studies. Proceedings of the Third Berkeley Symposium 4, 135-148",
        range: (0.0, INFINITE),
        direction: Direction::Higher,
        undefined: "f1 + f2 = 0 or f1 + f2 = N or n1 = 0 or n2 = 0 or a cell is not whole",
        ..ROW.info
    },
    compute: Compute::Counts(|block, _, _, out| {
        each!(block, out, |o11, o12, o21, o22| {
            let whole = [o11, o12, o21, o22].iter().all(|cell| cell.fract() == 0.0);
            if whole { conditional_odds_ratio(o11, o12, o21, o22) } else { f64::NAN }
        });
    }),
    ..ROW
};

pub(super) const SIMPLE_MATHS: Keyness = Keyness {
    info: Info {
        name: "simple_maths",
        aliases: &["simple_math", "kilgarriff_ratio", "keyness_score"],
        reading: "Ratio of the frequencies per million after adding k to both: a small k finds rare terms, a large one frequent terms; 1 is no difference.",
        formula: "(1e6 f1/n1 + k) / (1e6 f2/n2 + k), k = 1",
        citation: "Kilgarriff, A. (2009). Simple maths for keywords. Proceedings of Corpus Linguistics 2009, Liverpool",
        range: (0.0, INFINITE),
        direction: Direction::Higher,
        undefined: "n1 = 0 or n2 = 0",
        ..ROW.info
    },
    options: &["k"],
    compute: Compute::Counts(|block, options, _, out| {
        let k = options.k;
        each!(block, out, |o11, o12, c1, c2| (1e6 * o11 / c1 + k) / (1e6 * o12 / c2 + k));
    }),
    ..ROW
};

pub(super) const PMI: Keyness = Keyness {
    info: Info {
        name: "pmi",
        aliases: &["mi", "pointwise_mutual_information"],
        reading: "Doublings by which the term is more frequent in the target than in both corpora together.",
        formula: "log_b(f1/E1)",
        citation: "Church, K. W. & Hanks, P. (1990). Word association norms, mutual information, and lexicography. Computational Linguistics 16(1), 22-29",
        doi: "https://aclanthology.org/J90-1003",
        undefined: "f1 + f2 = 0 or n1 = 0",
        ..ROW.info
    },
    options: &["base"],
    needs: Needs::L11,
    compute: Compute::Counts(|block, options, _, out| {
        let per_ln = options.per_ln();
        each!(block, out, |l11| l11 * per_ln);
    }),
    ..ROW
};
