//! Counts, and ratios of them without an upper bound.

use super::{Association, EVERT_2005, EVERT_2005_DOI, INFINITE, NO_EXPECTATION, NO_MARGIN, Options, ROW};
use crate::measures::block::{Block, each};
use crate::measures::special::{ln, ln_ratio};
use crate::measures::{Direction, Info};

pub(super) const FREQUENCY: Association = Association {
    info: Info {
        name: "frequency",
        aliases: &["o11", "observed"],
        reading: "How often the words were seen together.",
        formula: "O11",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        range: (0.0, INFINITE),
        ..ROW.info
    },
    column: |block, _, out| out.copy_from_slice(&block.o11),
    ..ROW
};

pub(super) const EXPECTED: Association = Association {
    info: Info {
        name: "expected",
        aliases: &["e11", "expected_frequency"],
        reading: "How often the words would be together by chance.",
        formula: "E11 = R1 C1 / N",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        range: (0.0, INFINITE),
        undefined: "N = 0",
        ..ROW.info
    },
    column: |block, _, out| out.copy_from_slice(&block.e11),
    ..ROW
};

pub(super) const MU: Association = Association {
    info: Info {
        name: "mu",
        aliases: &["mu_value", "observed_to_expected"],
        reading: "Times the pair is more frequent than by chance; 1 is chance.",
        formula: "O11 / E11",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        range: (0.0, INFINITE),
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    column: |block, _, out| each!(block, out, |o11, e11| o11 / e11),
    ..ROW
};

pub(super) const RELATIVE_RISK: Association = Association {
    info: Info {
        name: "relative_risk",
        aliases: &["rr", "risk_ratio"],
        reading: "Times word 1 is more frequent where word 2 is than elsewhere; 1 is chance.",
        formula: "(O11/C1) / (O12/C2), by columns; inf for O12 = 0",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        range: (0.0, INFINITE),
        undefined: "R1 = 0 or C1 = 0 or C2 = 0",
        ..ROW.info
    },
    column: |block, _, out| each!(block, out, |o11, o12, c1, c2| (o11 / c1) / (o12 / c2)),
    ..ROW
};

pub(super) const ODDS_RATIO: Association = Association {
    info: Info {
        name: "odds_ratio",
        aliases: &["or"],
        reading: "Times the odds of word 2 are higher with word 1 than without; 1 is chance.",
        formula: "O11 O22 / (O12 O21); inf for O12 O21 = 0",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        range: (0.0, INFINITE),
        undefined: NO_MARGIN,
        ..ROW.info
    },
    column: |block, _, out| each!(block, out, |o11, o12, o21, o22| (o11 * o22) / (o12 * o21)),
    ..ROW
};

pub(super) const ODDS_RATIO_HALDANE: Association = Association {
    info: Info {
        name: "odds_ratio_haldane",
        aliases: &["odds_ratio_discounted", "odds_ratio_disc"],
        reading: "The odds ratio with half an occurrence in every cell, so that it is never infinite.",
        formula: "(O11 + 0.5)(O22 + 0.5) / ((O12 + 0.5)(O21 + 0.5)), always",
        citation: "Haldane, J. B. S. (1956). The estimation and significance of the logarithm of a ratio of frequencies. Annals of Human Genetics 20(4), 309-311",
        doi: "10.1111/j.1469-1809.1955.tb01285.x",
        range: (0.0, INFINITE),
        undefined: "N = 0",
        ..ROW.info
    },
    column: odds_ratio_haldane,
    ..ROW
};

fn odds_ratio_haldane(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, o12, o21, o22, n| {
        let ratio = ((o11 + 0.5) * (o22 + 0.5)) / ((o12 + 0.5) * (o21 + 0.5));
        if n > 0.0 { ratio } else { f64::NAN }
    });
}

pub(super) const LOG_ODDS_RATIO: Association = Association {
    info: Info {
        name: "log_odds_ratio",
        aliases: &["log_odds", "lor"],
        reading: "The odds ratio on a scale symmetrical about 0, which is chance.",
        formula: "ln(O11 O22 / (O12 O21)), natural",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        direction: Direction::Signed,
        undefined: NO_MARGIN,
        ..ROW.info
    },
    column: |block, _, out| {
        each!(block, out, |o11, o12, o21, o22, determinant| ln_ratio(o11 * o22, o12 * o21, determinant))
    },
    ..ROW
};

pub(super) const LOG_RATIO: Association = Association {
    info: Info {
        name: "log_ratio",
        aliases: &["log_ratio_hardie"],
        reading: "Doublings by which word 2 is more frequent with word 1 than without; 0 is chance.",
        formula: "log_b((O11/R1) / (O21/R2)), by rows, with 0.5 in place of an O11 or O21 of 0",
        citation: "Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster University",
        doi: "http://cass.lancs.ac.uk/log-ratio-an-informal-introduction/",
        direction: Direction::Signed,
        undefined: "R1 = 0 or R2 = 0 or C1 = 0",
        ..ROW.info
    },
    options: &["base"],
    column: log_ratio,
    ..ROW
};

fn log_ratio(block: &Block, options: &Options, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |o11, o21, r1, r2, c1| {
        let above = if o11 == 0.0 { 0.5 } else { o11 };
        let below = if o21 == 0.0 { 0.5 } else { o21 };
        let ratio = (above / r1) / (below / r2);
        let value = ln(ratio) * per_ln;
        if (r1 > 0.0) & (r2 > 0.0) & (c1 > 0.0) { value } else { f64::NAN }
    });
}

pub(super) const PHRASE_SCORE: Association = Association {
    info: Info {
        name: "phrase_score",
        aliases: &["mikolov", "word2vec_phrase", "gensim_default"],
        reading: "Times the pair is more frequent than by chance, after a discount that keeps rare pairs out; above 100 is a phrase in word2phrase.",
        formula: "(O11 - discount) N / (R1 C1), discount 5; the paper's formula has no N, the program word2phrase has it",
        citation: "Mikolov, T., Sutskever, I., Chen, K., Corrado, G. & Dean, J. (2013). Distributed representations of words and phrases and their compositionality. NIPS 2013",
        doi: "https://arxiv.org/abs/1310.4546",
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    options: &["discount"],
    column: phrase_score,
    ..ROW
};

fn phrase_score(block: &Block, options: &Options, out: &mut [f64]) {
    let discount = options.discount;
    each!(block, out, |o11, e11| if e11 > 0.0 { (o11 - discount) / e11 } else { f64::NAN });
}
