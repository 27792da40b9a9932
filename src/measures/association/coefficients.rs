//! Coefficients between fixed bounds: how much of one word's use is use with the other.

use super::{Association, NO_EXPECTATION, NO_MARGIN, Options, ROW};
use crate::measures::block::{Block, each};
use crate::measures::special::ln;
use crate::measures::{Direction, Info};
use std::f64::consts::LOG2_E;

const GRIES_2013: &str = "Gries, S. Th. (2013). 50-something years of work on collocations: what is or should be next. International Journal of Corpus Linguistics 18(1), 137-166";
const GRIES_2013_DOI: &str = "10.1075/ijcl.18.1.09gri";

pub(super) const DICE: Association = Association {
    info: Info {
        name: "dice",
        aliases: &["dice_sorensen"],
        reading: "Overlap of the two words' occurrences, from 0 (never together) to 1 (only together).",
        formula: "2 O11 / (R1 + C1)",
        citation: "Dice, L. R. (1945). Measures of the amount of ecologic association between species. Ecology 26(3), 297-302",
        doi: "10.2307/1932409",
        range: (0.0, 1.0),
        undefined: "R1 + C1 = 0",
        ..ROW.info
    },
    column: dice,
    ..ROW
};

fn dice(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, r1, c1| 2.0 * o11 / (r1 + c1));
}

pub(super) const LOG_DICE: Association = Association {
    info: Info {
        name: "log_dice",
        aliases: &["logdice"],
        reading: "Dice on a scale of doublings, at most 14; one less is half as much. Does not depend on the size of the corpus.",
        formula: "14 + log2(2 O11 / (R1 + C1))",
        citation: "Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN 2008, 6-9",
        range: (f64::NEG_INFINITY, 14.0),
        undefined: "R1 + C1 = 0",
        default: true,
        ..ROW.info
    },
    column: log_dice,
    ..ROW
};

fn log_dice(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, r1, c1| 14.0 + ln(2.0 * o11 / (r1 + c1)) * LOG2_E);
}

pub(super) const JACCARD: Association = Association {
    info: Info {
        name: "jaccard",
        aliases: &["jaccard_index"],
        reading: "Occurrences of both words together among those of either; ranks as Dice does.",
        formula: "O11 / (O11 + O12 + O21)",
        citation: "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11(2), 37-50",
        doi: "10.1111/j.1469-8137.1912.tb05611.x",
        range: (0.0, 1.0),
        undefined: "R1 + C1 = 0",
        ..ROW.info
    },
    column: jaccard,
    ..ROW
};

fn jaccard(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, o12, o21| o11 / (o11 + o12 + o21));
}

pub(super) const GEOMETRIC_MEAN: Association = Association {
    info: Info {
        name: "geometric_mean",
        aliases: &["gmean"],
        reading: "Geometric mean of the two conditional probabilities.",
        formula: "O11 / sqrt(R1 C1)",
        citation: super::EVERT_2008,
        doi: super::EVERT_2008_DOI,
        range: (0.0, 1.0),
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    column: geometric_mean,
    ..ROW
};

fn geometric_mean(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, r1, c1| (o11 / (r1 * c1).sqrt()).clamp(0.0, 1.0));
}

pub(super) const MINIMUM_SENSITIVITY: Association = Association {
    info: Info {
        name: "minimum_sensitivity",
        aliases: &["min_sensitivity", "ms"],
        reading: "The smaller of the two conditional probabilities: high only if each word calls for the other.",
        formula: "min(O11/R1, O11/C1)",
        citation: "Pedersen, T. & Bruce, R. (1996). What to infer from a description. Technical Report 96-CSE-04, Southern Methodist University",
        range: (0.0, 1.0),
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    column: minimum_sensitivity,
    ..ROW
};

fn minimum_sensitivity(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, r1, c1| {
        let (forward, backward) = (o11 / r1, o11 / c1);
        if forward < backward || forward.is_nan() { forward } else { backward }
    });
}

pub(super) const LIDDELL: Association = Association {
    info: Info {
        name: "liddell",
        aliases: &["difference_of_proportions"],
        reading: "Share of word 1 among the occurrences of word 2, less its share elsewhere; -1 to 1, 0 is chance.",
        formula: "(O11 O22 - O12 O21) / (C1 C2), that is O11/C1 - O12/C2",
        citation: "Liddell, D. (1976). Practical tests of 2 x 2 contingency tables. The Statistician 25(4), 295-304",
        range: (-1.0, 1.0),
        direction: Direction::Signed,
        undefined: "C1 = 0 or C2 = 0",
        ..ROW.info
    },
    column: by_columns,
    ..ROW
};

fn by_columns(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |determinant, c1, c2| (determinant / (c1 * c2)).clamp(-1.0, 1.0));
}

pub(super) const DELTA_P_FORWARD: Association = Association {
    info: Info {
        name: "delta_p_forward",
        aliases: &["delta_p", "delta_p_word1_to_word2", "delta_p_21"],
        reading: "How much word 1 raises the probability of word 2: -1 to 1, 0 is chance.",
        formula: "O11/R1 - O21/R2 (word 2 given word 1, less given its absence)",
        citation: GRIES_2013,
        doi: GRIES_2013_DOI,
        range: (-1.0, 1.0),
        direction: Direction::Signed,
        undefined: "R1 = 0 or R2 = 0",
        ..ROW.info
    },
    column: by_rows,
    ..ROW
};

fn by_rows(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |determinant, r1, r2| (determinant / (r1 * r2)).clamp(-1.0, 1.0));
}

pub(super) const DELTA_P_BACKWARD: Association = Association {
    info: Info {
        name: "delta_p_backward",
        aliases: &["delta_p_word2_to_word1", "delta_p_12"],
        reading: "How much word 2 raises the probability of word 1: -1 to 1, 0 is chance. The same number as Liddell's.",
        formula: "O11/C1 - O12/C2 (word 1 given word 2, less given its absence)",
        citation: GRIES_2013,
        doi: GRIES_2013_DOI,
        range: (-1.0, 1.0),
        direction: Direction::Signed,
        undefined: "C1 = 0 or C2 = 0",
        ..ROW.info
    },
    column: by_columns,
    ..ROW
};

pub(super) const CONDITIONAL_PROBABILITY_FORWARD: Association = Association {
    info: Info {
        name: "conditional_probability_forward",
        aliases: &["conditional_probability", "transitional_probability"],
        reading: "Probability of word 2 where word 1 is, from 0 to 1.",
        formula: "O11 / R1",
        citation: "Durrant, P. (2008). High Frequency Collocations and Second Language Learning. University of Nottingham",
        range: (0.0, 1.0),
        undefined: "R1 = 0",
        ..ROW.info
    },
    column: |block, _, out| each!(block, out, |o11, r1| o11 / r1),
    ..ROW
};

pub(super) const CONDITIONAL_PROBABILITY_BACKWARD: Association = Association {
    info: Info {
        name: "conditional_probability_backward",
        aliases: &["backward_transitional_probability"],
        reading: "Probability of word 1 where word 2 is, from 0 to 1.",
        formula: "O11 / C1",
        citation: CONDITIONAL_PROBABILITY_FORWARD.info.citation,
        range: (0.0, 1.0),
        undefined: "C1 = 0",
        ..ROW.info
    },
    column: |block, _, out| each!(block, out, |o11, c1| o11 / c1),
    ..ROW
};

pub(super) const MUTUAL_EXPECTATION: Association = Association {
    info: Info {
        name: "mutual_expectation",
        aliases: &["me"],
        reading: "Dice weighted with the pair's probability: high for pairs both frequent and bound. Times N, it is weighted with the count.",
        formula: "O11/N times 2 O11 / (R1 + C1)",
        citation: "Dias, G. (2003). Multiword unit hybrid extraction. ACL 2003 Workshop on Multiword Expressions, 41-48",
        doi: "https://aclanthology.org/W03-1806",
        range: (0.0, 1.0),
        undefined: "R1 + C1 = 0",
        ..ROW.info
    },
    column: |block, _, out| each!(block, out, |o11, p11, r1, c1| p11 * (2.0 * o11 / (r1 + c1))),
    ..ROW
};

pub(super) const PHI: Association = Association {
    info: Info {
        name: "phi",
        aliases: &["phi_coefficient", "mcc"],
        reading: "Correlation of the two words' presence, from -1 over 0 (chance) to 1.",
        formula: "(O11 O22 - O12 O21) / sqrt(R1 R2 C1 C2)",
        citation: "Yule, G. U. (1912). On the methods of measuring association between two attributes. Journal of the Royal Statistical Society 75(6), 579-652",
        doi: "10.2307/2340126",
        range: (-1.0, 1.0),
        direction: Direction::Signed,
        undefined: NO_MARGIN,
        ..ROW.info
    },
    column: phi,
    ..ROW
};

fn phi(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |determinant, r1, r2, c1, c2| {
        (determinant / ((r1 * r2).sqrt() * (c1 * c2).sqrt())).clamp(-1.0, 1.0)
    });
}

pub(super) const PHI2: Association = Association {
    info: Info {
        name: "phi2",
        aliases: &["phi_squared", "mean_square_contingency"],
        reading: "Share of variance the words explain of each other, from 0 (independent) to 1, in either direction.",
        formula: "chi-squared / N, without correction",
        citation: "Church, K. W. & Gale, W. A. (1991). Concordances for parallel text. 7th Annual Conference of the UW Centre for the New OED and Text Research, 40-62",
        range: (0.0, 1.0),
        undefined: NO_MARGIN,
        ..ROW.info
    },
    column: phi2,
    ..ROW
};

fn phi2(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |determinant, r1, r2, c1, c2| {
        ((determinant / (r1 * r2)) * (determinant / (c1 * c2))).clamp(0.0, 1.0)
    });
}

pub(super) const YULE_Q: Association = Association {
    info: Info {
        name: "yule_q",
        aliases: &["yules_q"],
        reading: "The odds ratio on a scale from -1 over 0 (chance) to 1.",
        formula: "(O11 O22 - O12 O21) / (O11 O22 + O12 O21)",
        citation: PHI.info.citation,
        doi: PHI.info.doi,
        range: (-1.0, 1.0),
        direction: Direction::Signed,
        undefined: NO_MARGIN,
        ..ROW.info
    },
    column: yule_q,
    ..ROW
};

fn yule_q(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |determinant, o11, o12, o21, o22| {
        (determinant / (o11 * o22 + o12 * o21)).clamp(-1.0, 1.0)
    });
}
