//! Formulas made for German.

use super::super::Info;
use super::{EASE, GRADE, Readability, WSY, of, row};

const BV: &str = "Bamberger & Vanecek 1984, Lesen - Verstehen - Lernen - Schreiben";
const TB: &str = "Tränkle & Bailer 1984, Kreuzvalidierung und Neuberechnung von Lesbarkeitsformeln für die deutsche Sprache, Zeitschrift für Entwicklungspsychologie und Pädagogische Psychologie 16(3)";

pub(super) const ROWS: &[Readability] = &[
    of(
        "de",
        row(
            Info {
                name: "flesch_de",
                aliases: &["amstad", "flesch_reading_ease_de"],
                formula: "180 - words/sentences - 58.5 syllables/words",
                citation: "Amstad 1978, Wie verständlich sind unsere Zeitungen?",
                ..EASE
            },
            WSY,
            |c| 180.0 - c.sentence_length() - 58.5 * c.word_syllables(),
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "wiener_sachtextformel_1",
                aliases: &["nws_1", "wstf_1"],
                formula: "0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875; per 100 words MS polysyllables, IW words of at least seven letters, ES one-syllable words; SL = words/sentences",
                citation: BV,
                ..GRADE
            },
            &["words", "sentences", "polysyllables", "words_7_letters", "one_syllable_words"],
            |c| {
                0.1935 * c.percent(c.polysyllables)
                    + 0.1672 * c.sentence_length()
                    + 0.1297 * c.percent(c.words_7_letters)
                    - 0.0327 * c.percent(c.one_syllable_words)
                    - 0.875
            },
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "wiener_sachtextformel_2",
                aliases: &["nws_2", "wstf_2"],
                formula: "0.2007 MS + 0.1682 SL + 0.1373 IW - 2.779; letters as in the first",
                citation: BV,
                ..GRADE
            },
            &["words", "sentences", "polysyllables", "words_7_letters"],
            |c| {
                0.2007 * c.percent(c.polysyllables)
                    + 0.1682 * c.sentence_length()
                    + 0.1373 * c.percent(c.words_7_letters)
                    - 2.779
            },
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "wiener_sachtextformel_3",
                aliases: &["nws_3", "wstf_3"],
                formula: "0.2963 MS + 0.1905 SL - 1.1144; letters as in the first",
                citation: BV,
                ..GRADE
            },
            &["words", "sentences", "polysyllables"],
            |c| 0.2963 * c.percent(c.polysyllables) + 0.1905 * c.sentence_length() - 1.1144,
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "wiener_sachtextformel_4",
                aliases: &["nws_4", "wstf_4"],
                formula: "0.2744 MS + 0.2656 SL - 1.693; letters as in the first",
                citation: BV,
                ..GRADE
            },
            &["words", "sentences", "polysyllables"],
            |c| 0.2744 * c.percent(c.polysyllables) + 0.2656 * c.sentence_length() - 1.693,
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "neue_wiener_literaturformel_1",
                aliases: &["nwl_1"],
                formula: "0.2032 SW - 0.1715 S100 + 0.1594 MS - 0.0746 SL - 0.145; SW rare types per 100 types, S100 sentences and MS polysyllables per 100 words, SL = words/sentences (a peer takes MS for SL)",
                citation: BV,
                ..GRADE
            },
            &["words", "sentences", "polysyllables", "types", "rare_types"],
            |c| {
                0.2032 * (100.0 * c.rare_types / c.types) - 0.1715 * c.percent(c.sentences)
                    + 0.1594 * c.percent(c.polysyllables)
                    - 0.0746 * c.sentence_length()
                    - 0.145
            },
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "neue_wiener_literaturformel_2",
                aliases: &["nwl_2"],
                formula: "0.2081 SW - 0.207 S100 + 0.1772 MS + 0.7498; letters as in the first",
                citation: BV,
                ..GRADE
            },
            &["words", "sentences", "polysyllables", "types", "rare_types"],
            |c| {
                0.2081 * (100.0 * c.rare_types / c.types) - 0.207 * c.percent(c.sentences)
                    + 0.1772 * c.percent(c.polysyllables)
                    + 0.7498
            },
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "neue_wiener_literaturformel_3",
                aliases: &["nwl_3"],
                formula: "0.2373 MS + 0.2433 SL + 0.1508 IW - 3.9203; IW words of at least seven letters per 100",
                citation: BV,
                ..GRADE
            },
            &["words", "sentences", "polysyllables", "words_7_letters"],
            |c| {
                0.2373 * c.percent(c.polysyllables)
                    + 0.2433 * c.sentence_length()
                    + 0.1508 * c.percent(c.words_7_letters)
                    - 3.9203
            },
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "smog_de",
                aliases: &["smog_bamberger_vanecek"],
                formula: "sqrt(30 polysyllables/sentences) - 2",
                citation: BV,
                ..GRADE
            },
            &["sentences", "polysyllables"],
            |c| (30.0 * c.polysyllables / c.sentences).sqrt() - 2.0,
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "dickes_steiwer",
                formula: "235.95993 - 73.021 ln(letters/words + 1) - 12.56438 ln(words/sentences + 1) - 50.03293 types/words; natural logarithms (a peer leaves them out)",
                citation: "Dickes & Steiwer 1977, Ausarbeitung von Lesbarkeitsformeln für die deutsche Sprache, Zeitschrift für Entwicklungspsychologie und Pädagogische Psychologie 9(1)",
                ..EASE
            },
            &["words", "sentences", "letters", "types"],
            |c| {
                235.95993
                    - 73.021 * c.word_letters().ln_1p()
                    - 12.56438 * c.sentence_length().ln_1p()
                    - 50.03293 * c.types / c.words
            },
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "traenkle_bailer_1",
                aliases: &["trankle_bailer_1", "traenkle_bailer"],
                formula: "224.6814 - 79.8304 ln(letters/words + 1) - 12.24032 ln(words/sentences + 1) - 1.292857 (prepositions per 100); natural logarithms (a peer leaves them out)",
                citation: TB,
                ..EASE
            },
            &["words", "sentences", "letters", "prepositions"],
            |c| {
                224.6814
                    - 79.8304 * c.word_letters().ln_1p()
                    - 12.24032 * c.sentence_length().ln_1p()
                    - 1.292857 * c.percent(c.prepositions)
            },
        ),
    ),
    of(
        "de",
        row(
            Info {
                name: "traenkle_bailer_2",
                aliases: &["trankle_bailer_2"],
                formula: "234.1063 - 96.11069 ln(letters/words + 1) - 2.05444 (prepositions per 100) - 1.02805 (conjunctions per 100)",
                citation: TB,
                ..EASE
            },
            &["words", "letters", "prepositions", "conjunctions"],
            |c| {
                234.1063
                    - 96.11069 * c.word_letters().ln_1p()
                    - 2.05444 * c.percent(c.prepositions)
                    - 1.02805 * c.percent(c.conjunctions)
            },
        ),
    ),
];
