//! Formulas that give a school grade.

use super::super::Info;
use super::{Counts, GRADE, HARD, Readability, WSL, WSY, row};

const PSK: &str = "Powers, Sumner & Kearl 1958, A recalculation of four adult readability formulas, Journal of Educational Psychology 49(2)";
const ONE_WORD: &str = "there are fewer than two words, or a count it needs is missing";

pub(super) const ROWS: &[Readability] = &[
    row(
        Info {
            name: "flesch_kincaid_grade",
            aliases: &["flesch_kincaid", "fkgl"],
            formula: "0.39 words/sentences + 11.8 syllables/words - 15.59",
            citation: "Kincaid, Fishburne, Rogers & Chissom 1975, Derivation of new readability formulas for Navy enlisted personnel",
            doi: "https://apps.dtic.mil/sti/pdfs/ADA006655.pdf",
            default: true,
            ..GRADE
        },
        WSY,
        |c| 0.39 * c.sentence_length() + 11.8 * c.word_syllables() - 15.59,
    ),
    row(
        Info {
            name: "flesch_psk",
            formula: "0.0778 words/sentences + 4.55 syllables/words - 2.2029",
            citation: PSK,
            doi: "10.1037/h0043254",
            ..GRADE
        },
        WSY,
        |c| 0.0778 * c.sentence_length() + 4.55 * c.word_syllables() - 2.2029,
    ),
    row(
        Info {
            name: "farr_jenkins_paterson_psk",
            aliases: &["fjp_psk"],
            formula: "8.4335 - 0.0648 (one-syllable words per 100) + 0.0923 words/sentences",
            citation: PSK,
            doi: "10.1037/h0043254",
            ..GRADE
        },
        &["words", "sentences", "one_syllable_words"],
        |c| 8.4335 - 0.0648 * c.percent(c.one_syllable_words) + 0.0923 * c.sentence_length(),
    ),
    row(
        Info {
            name: "gunning_fog",
            aliases: &["fog"],
            formula: "0.4 (words/sentences + complex words per 100)",
            citation: "Gunning 1952, The Technique of Clear Writing",
            default: true,
            ..GRADE
        },
        &["words", "sentences", "complex_words"],
        |c| 0.4 * (c.sentence_length() + c.percent(c.complex_words)),
    ),
    row(
        Info {
            name: "gunning_fog_psk",
            aliases: &["fog_psk"],
            formula: "3.068 + 0.0877 words/sentences + 0.0984 (complex words per 100); a sum (a peer multiplies)",
            citation: PSK,
            doi: "10.1037/h0043254",
            ..GRADE
        },
        &["words", "sentences", "complex_words"],
        |c| 3.068 + 0.0877 * c.sentence_length() + 0.0984 * c.percent(c.complex_words),
    ),
    row(
        Info {
            name: "gunning_fog_navy",
            aliases: &["fog_nri", "fog_navy"],
            formula: "((words + 2 polysyllables)/sentences - 3)/2",
            citation: "Kincaid, Fishburne, Rogers & Chissom 1975, Derivation of new readability formulas for Navy enlisted personnel",
            doi: "https://apps.dtic.mil/sti/pdfs/ADA006655.pdf",
            ..GRADE
        },
        &["words", "sentences", "polysyllables"],
        |c| ((c.words + 2.0 * c.polysyllables) / c.sentences - 3.0) / 2.0,
    ),
    row(
        Info {
            name: "smog",
            aliases: &["smog_index"],
            formula: "3.1291 + 1.043 sqrt(30 polysyllables/sentences); normed on 30 sentences, shaky below",
            citation: "McLaughlin 1969, SMOG grading: a new readability formula, Journal of Reading 12(8)",
            default: true,
            ..GRADE
        },
        &["sentences", "polysyllables"],
        |c| 3.1291 + 1.043 * (30.0 * c.polysyllables / c.sentences).sqrt(),
    ),
    row(
        Info {
            name: "smog_c",
            formula: "2.8795 + 0.9986 sqrt(30 polysyllables/sentences + 5): McLaughlin's equation C",
            citation: "McLaughlin 1969, SMOG grading: a new readability formula, Journal of Reading 12(8)",
            ..GRADE
        },
        &["sentences", "polysyllables"],
        |c| 2.8795 + 0.9986 * (30.0 * c.polysyllables / c.sentences + 5.0).sqrt(),
    ),
    row(
        Info {
            name: "smog_simple",
            formula: "3 + sqrt(30 polysyllables/sentences)",
            citation: "McLaughlin 1969, SMOG grading: a new readability formula, Journal of Reading 12(8)",
            ..GRADE
        },
        &["sentences", "polysyllables"],
        |c| 3.0 + (30.0 * c.polysyllables / c.sentences).sqrt(),
    ),
    row(
        Info {
            name: "automated_readability_index",
            aliases: &["ari"],
            formula: "0.5 words/sentences + 4.71 alphanumerics/words - 21.43",
            citation: "Smith & Senter 1967, Automated Readability Index",
            doi: "https://apps.dtic.mil/sti/pdfs/AD0667273.pdf",
            default: true,
            ..GRADE
        },
        &["words", "sentences", "alphanumerics"],
        |c| 0.5 * c.sentence_length() + 4.71 * c.alphanumerics / c.words - 21.43,
    ),
    row(
        Info {
            name: "ari_navy",
            aliases: &["ari_nri"],
            formula: "0.37 words/sentences + 5.84 alphanumerics/words - 26.01",
            citation: "Kincaid, Fishburne, Rogers & Chissom 1975, Derivation of new readability formulas for Navy enlisted personnel",
            doi: "https://apps.dtic.mil/sti/pdfs/ADA006655.pdf",
            ..GRADE
        },
        &["words", "sentences", "alphanumerics"],
        |c| 0.37 * c.sentence_length() + 5.84 * c.alphanumerics / c.words - 26.01,
    ),
    row(
        Info {
            name: "ari_simple",
            formula: "words/sentences + 9 alphanumerics/words",
            citation: "Smith & Senter 1967, Automated Readability Index",
            doi: "https://apps.dtic.mil/sti/pdfs/AD0667273.pdf",
            ..HARD
        },
        &["words", "sentences", "alphanumerics"],
        |c| c.sentence_length() + 9.0 * c.alphanumerics / c.words,
    ),
    row(
        Info {
            name: "coleman_liau",
            aliases: &["coleman_liau_grade", "coleman_liau_index", "cli"],
            formula: "23.06395 - 27.4004 ECP/100, ECP = 141.8401 - 0.21459 L + 1.079812 S; L letters and S sentences per 100 words",
            citation: "Coleman & Liau 1975, A computer readability formula designed for machine scoring, Journal of Applied Psychology 60(2)",
            doi: "10.1037/h0076540",
            default: true,
            ..GRADE
        },
        WSL,
        |c| {
            23.06395
                - 0.274004 * (141.8401 - 0.21459 * c.percent(c.letters) + 1.079812 * c.percent(c.sentences))
        },
    ),
    row(
        Info {
            name: "coleman_liau_short",
            formula: "0.0588 L - 0.296 S - 15.8; L letters and S sentences per 100 words (a peer has 0.058)",
            citation: "Coleman & Liau 1975, A computer readability formula designed for machine scoring, Journal of Applied Psychology 60(2)",
            doi: "10.1037/h0076540",
            ..GRADE
        },
        WSL,
        |c| 0.0588 * c.percent(c.letters) - 0.296 * c.percent(c.sentences) - 15.8,
    ),
    row(
        Info {
            name: "forcast",
            formula: "20 - (one-syllable words in 150)/10",
            citation: "Caylor & Sticht 1973, Development of a Simple Readability Index for Job Reading Material",
            doi: "https://eric.ed.gov/?id=ED076707",
            ..GRADE
        },
        &["words", "one_syllable_words"],
        |c| 20.0 - 0.15 * c.percent(c.one_syllable_words),
    ),
    row(
        Info {
            name: "forcast_rgl",
            formula: "20.43 - 0.11 (one-syllable words in 150)",
            citation: "Caylor & Sticht 1973, Development of a Simple Readability Index for Job Reading Material",
            doi: "https://eric.ed.gov/?id=ED076707",
            ..GRADE
        },
        &["words", "one_syllable_words"],
        |c| 20.43 - 0.165 * c.percent(c.one_syllable_words),
    ),
    row(
        Info {
            name: "linsear_write",
            aliases: &["linsear"],
            formula: "r = (words + 2 polysyllables)/sentences; r/2 where r > 20, (r - 2)/2 elsewhere",
            citation: "Klare 1974, Assessing readability, Reading Research Quarterly 10(1)",
            doi: "10.2307/747086",
            ..GRADE
        },
        &["words", "sentences", "polysyllables"],
        linsear,
    ),
    row(
        Info {
            name: "danielson_bryan_1",
            aliases: &["db1", "danielson_bryan"],
            formula: "1.0364 characters/(words - 1) + 0.0194 characters/sentences - 0.6059; words - 1 stands for the blanks",
            citation: "Danielson & Bryan 1963, Computer automation of two readability formulas, Journalism Quarterly 40(2)",
            doi: "10.1177/107769906304000207",
            undefined: ONE_WORD,
            ..GRADE
        },
        &["words", "sentences", "characters"],
        |c| 1.0364 * c.characters / (c.words - 1.0) + 0.0194 * c.characters / c.sentences - 0.6059,
    ),
    row(
        Info {
            name: "devereux",
            aliases: &["devereaux"],
            formula: "1.56 characters/words + 0.19 words/sentences - 6.49",
            citation: "Smith 1961, Devereaux readability index, Journal of Educational Research 54(8)",
            doi: "10.1080/00220671.1961.10882728",
            ..GRADE
        },
        &["words", "sentences", "characters"],
        |c| 1.56 * c.characters / c.words + 0.19 * c.sentence_length() - 6.49,
    ),
];

/// The score of Linsear Write, on the scale of grades.
fn linsear(c: &Counts) -> f64 {
    let points = (c.words + 2.0 * c.polysyllables) / c.sentences;
    if points > 20.0 { points / 2.0 } else { (points - 2.0) / 2.0 }
}
