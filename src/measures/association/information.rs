//! Mutual information and its kin.

use super::{Association, NO_EXPECTATION, Options, ROW};
use crate::measures::block::{Block, Needs, each};
use crate::measures::special::ln;
use crate::measures::{Direction, Info};

const DAILLE: &str =
    "Daille, B. (1994). Approche mixte pour l'extraction automatique de terminologie. Université Paris 7";
const BOUMA: &str =
    "Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL 2009, 31-40";

pub(super) const PMI: Association = Association {
    info: Info {
        name: "pmi",
        aliases: &["mi", "pointwise_mutual_information"],
        reading: "Doublings by which the pair is more frequent than chance would make it; 0 is chance. Favours rare pairs.",
        formula: "log_b(O11/E11)",
        citation: "Church, K. W. & Hanks, P. (1990). Word association norms, mutual information, and lexicography. Computational Linguistics 16(1), 22-29",
        doi: "https://aclanthology.org/J90-1003",
        direction: Direction::Signed,
        undefined: NO_EXPECTATION,
        default: true,
        ..ROW.info
    },
    options: &["base"],
    needs: Needs::L11,
    column: pmi,
    ..ROW
};

fn pmi(block: &Block, options: &Options, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |l11| l11 * per_ln);
}

pub(super) const PPMI: Association = Association {
    info: Info {
        name: "ppmi",
        aliases: &["positive_pmi"],
        reading: "PMI where the pair is more frequent than by chance, else 0.",
        formula: "max(0, log_b(O11/E11))",
        citation: "Niwa, Y. & Nitta, Y. (1994). Co-occurrence vectors from corpora vs. distance vectors from dictionaries. COLING 1994, 304-309",
        doi: "https://aclanthology.org/C94-1049",
        range: (0.0, f64::INFINITY),
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    options: &["base"],
    needs: Needs::L11,
    column: ppmi,
    ..ROW
};

fn ppmi(block: &Block, options: &Options, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |l11| if l11 < 0.0 { 0.0 } else { l11 * per_ln });
}

pub(super) const PMI2: Association = Association {
    info: Info {
        name: "pmi2",
        aliases: &["mi2", "im2"],
        reading: "PMI with the pair's frequency squared, which takes away the favour for rare pairs.",
        formula: "log_b(O11^2/E11)",
        citation: DAILLE,
        direction: Direction::Signed,
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    options: &["base"],
    needs: Needs::L11.and(Needs::LN_O11),
    column: pmi2,
    ..ROW
};

fn pmi2(block: &Block, options: &Options, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |l11, ln_o11| (l11 + ln_o11) * per_ln);
}

pub(super) const PMI3: Association = Association {
    info: Info {
        name: "pmi3",
        aliases: &["mi3", "im3"],
        reading: "PMI with the pair's frequency cubed: favours frequent pairs.",
        formula: "log_b(O11^3/E11)",
        citation: DAILLE,
        direction: Direction::Signed,
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    options: &["base"],
    needs: Needs::L11.and(Needs::LN_O11),
    column: pmi3,
    ..ROW
};

fn pmi3(block: &Block, options: &Options, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |l11, ln_o11| (l11 + 2.0 * ln_o11) * per_ln);
}

pub(super) const NPMI: Association = Association {
    info: Info {
        name: "npmi",
        aliases: &["normalized_pmi", "normalised_pmi"],
        reading: "PMI on a scale from -1 (never together) over 0 (chance) to 1 (only together).",
        formula: "ln(O11/E11) / -ln(O11/N); -1 for O11 = 0",
        citation: BOUMA,
        range: (-1.0, 1.0),
        direction: Direction::Signed,
        undefined: "R1 = 0 or C1 = 0 or O11 = N",
        ..ROW.info
    },
    needs: Needs::L11.and(Needs::LN_P11),
    column: npmi,
    ..ROW
};

fn npmi(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, n, l11, ln_p11| {
        let value = (l11 / -ln_p11).clamp(-1.0, 1.0);
        if o11 == 0.0 && !l11.is_nan() {
            -1.0
        } else if o11 == n {
            f64::NAN
        } else {
            value
        }
    });
}

pub(super) const AVERAGE_MI: Association = Association {
    info: Info {
        name: "average_mi",
        aliases: &["average_mutual_information", "mutual_information"],
        reading: "Bits that one word tells about the other, over all four cells; 0 is independence, either sign of attraction counts.",
        formula: "sum over the four cells of O/N log_b(O/E); equals G2 / (2 N ln b)",
        citation: "Dunning, T. (1998). Finding Structure in Text, Genome and Other Symbolic Sequences. University of Sheffield",
        doi: "https://arxiv.org/abs/1207.1847",
        range: (0.0, 1.0),
        undefined: "N = 0",
        ..ROW.info
    },
    options: &["base"],
    needs: Needs::G2,
    column: average_mi,
    ..ROW
};

fn average_mi(block: &Block, options: &Options, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |n, half_g2| half_g2 / n * per_ln);
}

pub(super) const NMI: Association = Association {
    info: Info {
        name: "nmi",
        aliases: &["normalized_mi", "normalised_mi"],
        reading: "Share of the joint entropy that the words tell about each other, from 0 (independent) to 1 (one determines the other).",
        formula: "average MI / joint entropy, that is sum O ln(O/E) / -sum O ln(O/N)",
        citation: BOUMA,
        range: (0.0, 1.0),
        undefined: "N = 0 or a cell is N",
        ..ROW.info
    },
    needs: Needs::G2.and(Needs::LN_P11),
    column: nmi,
    ..ROW
};

fn nmi(block: &Block, _: &Options, out: &mut [f64]) {
    // O ln O with 0 ln 0 = 0: the logarithm of 1 in place of that of 0.
    #[inline(always)]
    fn term(o: f64) -> f64 {
        o * ln(if o == 0.0 { 1.0 } else { o })
    }
    each!(block, out, |p11, ln_p11, o12, o21, o22, n, half_g2| {
        let first = if p11 == 0.0 { 0.0 } else { p11 * ln_p11 };
        let entropy = -first - term(o12 / n) - term(o21 / n) - term(o22 / n);
        (half_g2 / n / entropy).clamp(0.0, 1.0)
    });
}

pub(super) const LOCAL_MI: Association = Association {
    info: Info {
        name: "local_mi",
        aliases: &["lmi"],
        reading: "The pair's own part in the mutual information: PMI weighted with frequency. Ranks much like G2.",
        formula: "O11 log_b(O11/E11)",
        citation: super::EVERT_2005,
        doi: super::EVERT_2005_DOI,
        direction: Direction::Signed,
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    options: &["base"],
    needs: Needs::L11,
    column: local_mi,
    ..ROW
};

fn local_mi(block: &Block, options: &Options, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |o11, l11| if l11 == f64::NEG_INFINITY { 0.0 } else { o11 * l11 * per_ln });
}

pub(super) const MI_LOG_F: Association = Association {
    info: Info {
        name: "mi_log_f",
        aliases: &["milogf", "mi.log_f", "salience"],
        reading: "PMI weighted with the logarithm of the frequency: between PMI and local MI.",
        formula: "log_b(O11/E11) ln(O11 + 1)",
        citation: "Kilgarriff, A. & Tugwell, D. (2001). WASP-bench: an MT lexicographers' workstation supporting state-of-the-art lexical disambiguation. MT Summit VIII, 187-190",
        direction: Direction::Signed,
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    options: &["base"],
    needs: Needs::L11,
    column: mi_log_f,
    ..ROW
};

fn mi_log_f(block: &Block, options: &Options, out: &mut [f64]) {
    let per_ln = options.per_ln();
    each!(block, out, |o11, l11| {
        let value = l11 * per_ln * ln(o11 + 1.0);
        if l11 == f64::NEG_INFINITY { 0.0 } else { value }
    });
}
