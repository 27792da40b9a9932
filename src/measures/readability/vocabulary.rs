//! Formulas that need a list of easy words, which the caller brings.

use super::super::Info;
use super::{Counts, EASE, GRADE, HARD, Readability, row};

const PSK: &str = "Powers, Sumner & Kearl 1958, A recalculation of four adult readability formulas, Journal of Educational Psychology 49(2)";
const D48: &str = "Dale & Chall 1948, A formula for predicting readability, Educational Research Bulletin 27";
const BOR: &str = "Bormuth 1969, Development of Readability Analyses";
const BORD: &str = "http://files.eric.ed.gov/fulltext/ED029166.pdf";

pub(super) const ROWS: &[Readability] = &[
    row(
        Info {
            name: "dale_chall_1948",
            aliases: &["dale_chall_old"],
            formula: "0.1579 (difficult words per 100) + 0.0496 words/sentences + 3.6365",
            citation: D48,
            ..GRADE
        },
        &["words", "sentences", "difficult_words"],
        |c| 0.1579 * c.percent(c.difficult_words) + 0.0496 * c.sentence_length() + 3.6365,
    ),
    row(
        Info {
            name: "dale_chall_adjusted",
            formula: "0.1579 d + 0.0496 words/sentences, and 3.6365 more where d > 5; d difficult words per 100",
            citation: D48,
            ..GRADE
        },
        &["words", "sentences", "difficult_words"],
        dale_chall_adjusted,
    ),
    row(
        Info {
            name: "dale_chall_psk",
            formula: "0.1155 (difficult words per 100) + 0.0596 words/sentences + 3.2672",
            citation: PSK,
            doi: "10.1037/h0043254",
            ..GRADE
        },
        &["words", "sentences", "difficult_words"],
        |c| 0.1155 * c.percent(c.difficult_words) + 0.0596 * c.sentence_length() + 3.2672,
    ),
    row(
        Info {
            name: "dale_chall_1995",
            aliases: &["dale_chall", "dale_chall_new"],
            formula: "64 - 0.95 (difficult words per 100) - 0.69 words/sentences",
            citation: "Chall & Dale 1995, Readability Revisited: The New Dale-Chall Readability Formula, p. 66",
            ..EASE
        },
        &["words", "sentences", "difficult_words"],
        |c| 64.0 - 0.95 * c.percent(c.difficult_words) - 0.69 * c.sentence_length(),
    ),
    row(
        Info {
            name: "spache_revised",
            aliases: &["spache"],
            formula: "0.121 words/sentences + 0.082 (unfamiliar words per 100) + 0.659",
            citation: "Spache 1974, Good Reading for Poor Readers (rev. 9th ed.)",
            ..GRADE
        },
        &["words", "sentences", "unfamiliar_words"],
        |c| 0.121 * c.sentence_length() + 0.082 * c.percent(c.unfamiliar_words) + 0.659,
    ),
    row(
        Info {
            name: "spache_1953",
            aliases: &["spache_old", "spache_readability"],
            formula: "0.141 words/sentences + 0.086 (unfamiliar words per 100) + 0.839; made for Dale's list of 769",
            citation: "Spache 1953, A new readability formula for primary-grade reading materials, Elementary School Journal 53(7)",
            doi: "10.1086/458513",
            ..GRADE
        },
        &["words", "sentences", "unfamiliar_words"],
        |c| 0.141 * c.sentence_length() + 0.086 * c.percent(c.unfamiliar_words) + 0.839,
    ),
    row(
        Info {
            name: "bormuth_mean_cloze",
            aliases: &["bormuth_mc", "bormuth"],
            reading: "Higher: easier to read; the share of deleted words a reader restores.",
            formula: "0.886593 - 0.083640 letters/words + 0.161911 (familiar words/words)^3 - 0.021401 a + 0.000577 a^2 - 0.000005 a^3; a = words/sentences; familiar: not difficult",
            citation: BOR,
            doi: BORD,
            ..EASE
        },
        &["words", "sentences", "letters", "difficult_words"],
        mean_cloze,
    ),
    row(
        Info {
            name: "bormuth_grade_placement",
            aliases: &["bormuth_gp"],
            formula: "4.275 + 12.881 m - 34.934 m^2 + 20.388 m^3 + 26.194 k - 2.046 k^2 - 11.767 k^3 - 44.285 mk + 97.620 (mk)^2 - 59.538 (mk)^3; m the mean cloze, k = 0.35 the cloze criterion (`bormuth_grade` takes others)",
            citation: BOR,
            doi: BORD,
            ..GRADE
        },
        &["words", "sentences", "letters", "difficult_words"],
        |c| bormuth_grade(mean_cloze(c), 0.35),
    ),
    row(
        Info {
            name: "degrees_of_reading_power",
            aliases: &["drp"],
            formula: "100 - floor(100 m + 0.5); m Bormuth's mean cloze",
            citation: "College Entrance Examination Board 1981, Degrees of Reading Power",
            ..HARD
        },
        &["words", "sentences", "letters", "difficult_words"],
        |c| 100.0 - (100.0 * mean_cloze(c) + 0.5).floor(),
    ),
    row(
        Info {
            name: "lorge",
            formula: "0.07 words/sentences + 0.1301 (prepositions per 100) + 0.1073 (hard types per 100 words) + 1.6126",
            citation: "Lorge 1944, Predicting readability, Teachers College Record 45",
            ..GRADE
        },
        &["words", "sentences", "prepositions", "hard_types"],
        |c| {
            0.07 * c.sentence_length()
                + 0.1301 * c.percent(c.prepositions)
                + 0.1073 * c.percent(c.hard_types)
                + 1.6126
        },
    ),
    row(
        Info {
            name: "lorge_corrected",
            formula: "0.06 words/sentences + 0.10 (prepositions per 100) + 0.10 (hard types per 100 words) + 1.99 (a peer takes shares for percentages here)",
            citation: "Lorge 1948, The Lorge and Flesch readability formulae: a correction, School and Society 67",
            ..GRADE
        },
        &["words", "sentences", "prepositions", "hard_types"],
        |c| {
            0.06 * c.sentence_length()
                + 0.1 * c.percent(c.prepositions)
                + 0.1 * c.percent(c.hard_types)
                + 1.99
        },
    ),
];

fn dale_chall_adjusted(c: &Counts) -> f64 {
    let difficult = c.percent(c.difficult_words);
    let more = if difficult > 5.0 { 3.6365 } else { 0.0 };
    0.1579 * difficult + 0.0496 * c.sentence_length() + more
}

fn mean_cloze(c: &Counts) -> f64 {
    let length = c.sentence_length();
    let familiar = (c.words - c.difficult_words) / c.words;
    0.886593 - 0.083640 * c.word_letters() + 0.161911 * familiar.powi(3) - 0.021401 * length
        + 0.000577 * length.powi(2)
        - 0.000005 * length.powi(3)
}

/// Bormuth's grade placement from the mean cloze score of a text and a cloze criterion (0.35, 0.45 or 0.55), both as
/// shares.
pub fn bormuth_grade(mean_cloze: f64, criterion: f64) -> f64 {
    let (m, k) = (mean_cloze, criterion);
    4.275 + 12.881 * m - 34.934 * m.powi(2) + 20.388 * m.powi(3) + 26.194 * k
        - 2.046 * k.powi(2)
        - 11.767 * k.powi(3)
        - 44.285 * (m * k)
        + 97.620 * (m * k).powi(2)
        - 59.538 * (m * k).powi(3)
}
