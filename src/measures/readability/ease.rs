//! Formulas on syllables, words and sentences that give a degree of ease, and those that only order texts.

use super::super::Info;
use super::{EASE, HARD, Readability, WSL, WSY, of, row};

const ONE_WORD: &str = "there are fewer than two words, or a count it needs is missing";

pub(super) const ROWS: &[Readability] = &[
    row(
        Info {
            name: "flesch_reading_ease",
            aliases: &["flesch", "fre"],
            formula: "206.835 - 1.015 words/sentences - 84.6 syllables/words",
            citation: "Flesch 1948, A new readability yardstick, Journal of Applied Psychology 32(3)",
            doi: "10.1037/h0057532",
            default: true,
            ..EASE
        },
        WSY,
        |c| 206.835 - 1.015 * c.sentence_length() - 84.6 * c.word_syllables(),
    ),
    row(
        Info {
            name: "farr_jenkins_paterson",
            aliases: &["fjp"],
            formula: "1.599 (one-syllable words per 100) - 1.015 words/sentences - 31.517",
            citation: "Farr, Jenkins & Paterson 1951, Simplification of Flesch reading ease formula, Journal of Applied Psychology 35(5)",
            doi: "10.1037/h0062427",
            ..EASE
        },
        &["words", "sentences", "one_syllable_words"],
        |c| 1.599 * c.percent(c.one_syllable_words) - 1.015 * c.sentence_length() - 31.517,
    ),
    row(
        Info {
            name: "coleman_1",
            aliases: &["coleman"],
            formula: "1.29 (one-syllable words per 100) - 38.45",
            citation: "Coleman 1965, On understanding prose; Liau, Bassin, Martin & Coleman 1976, Journal of Reading Behavior 8(4)",
            doi: "10.1080/10862967609547193",
            ..EASE
        },
        &["words", "one_syllable_words"],
        |c| 1.29 * c.percent(c.one_syllable_words) - 38.45,
    ),
    row(
        Info {
            name: "coleman_2",
            aliases: &["coleman_c2"],
            formula: "1.16 (one-syllable words per 100) + 1.48 (sentences per 100 words) - 37.95",
            citation: "Coleman 1965, On understanding prose; Liau, Bassin, Martin & Coleman 1976, Journal of Reading Behavior 8(4)",
            doi: "10.1080/10862967609547193",
            ..EASE
        },
        &["words", "sentences", "one_syllable_words"],
        |c| 1.16 * c.percent(c.one_syllable_words) + 1.48 * c.percent(c.sentences) - 37.95,
    ),
    row(
        Info {
            name: "coleman_3",
            formula: "1.07 (one-syllable words per 100) + 1.18 (sentences per 100 words) + 0.76 (pronouns per 100) - 34.02",
            citation: "Coleman 1965, On understanding prose; Liau, Bassin, Martin & Coleman 1976, Journal of Reading Behavior 8(4)",
            doi: "10.1080/10862967609547193",
            ..EASE
        },
        &["words", "sentences", "one_syllable_words", "pronouns"],
        |c| {
            1.07 * c.percent(c.one_syllable_words)
                + 1.18 * c.percent(c.sentences)
                + 0.76 * c.percent(c.pronouns)
                - 34.02
        },
    ),
    row(
        Info {
            name: "coleman_4",
            formula: "1.04 (one-syllable words per 100) + 1.06 (sentences per 100 words) + 0.56 (pronouns per 100) - 0.36 (prepositions per 100) - 26.01",
            citation: "Coleman 1965, On understanding prose; Liau, Bassin, Martin & Coleman 1976, Journal of Reading Behavior 8(4)",
            doi: "10.1080/10862967609547193",
            ..EASE
        },
        &["words", "sentences", "one_syllable_words", "pronouns", "prepositions"],
        |c| {
            1.04 * c.percent(c.one_syllable_words)
                + 1.06 * c.percent(c.sentences)
                + 0.56 * c.percent(c.pronouns)
                - 0.36 * c.percent(c.prepositions)
                - 26.01
        },
    ),
    row(
        Info {
            name: "coleman_liau_ecp",
            aliases: &["coleman_liau_cloze"],
            formula: "141.8401 - 0.21459 (letters per 100 words) + 1.079812 (sentences per 100 words): the estimated cloze percentage",
            citation: "Coleman & Liau 1975, A computer readability formula designed for machine scoring, Journal of Applied Psychology 60(2)",
            doi: "10.1037/h0076540",
            ..EASE
        },
        WSL,
        |c| 141.8401 - 0.21459 * c.percent(c.letters) + 1.079812 * c.percent(c.sentences),
    ),
    row(
        Info {
            name: "danielson_bryan_2",
            aliases: &["db2"],
            formula: "131.059 - 10.364 characters/(words - 1) - 0.194 characters/sentences; words - 1 stands for the blanks (a peer adds the last term)",
            citation: "Danielson & Bryan 1963, Computer automation of two readability formulas, Journalism Quarterly 40(2)",
            doi: "10.1177/107769906304000207",
            undefined: ONE_WORD,
            ..EASE
        },
        &["words", "sentences", "characters"],
        |c| 131.059 - 10.364 * c.characters / (c.words - 1.0) - 0.194 * c.characters / c.sentences,
    ),
    row(
        Info {
            name: "lensear_write",
            aliases: &["lensear"],
            formula: "one-syllable words other than the, is, are, was, were, plus 3 sentences, in 100 words",
            citation: "O'Hayre 1966, Gobbledygook Has Gotta Go, p. 8",
            ..EASE
        },
        &["words", "sentences", "one_syllable_words_excl_common"],
        |c| c.percent(c.one_syllable_words_excl_common) + 3.0 * c.percent(c.sentences),
    ),
    row(
        Info {
            name: "easy_listening_formula",
            aliases: &["elf"],
            formula: "(syllables - words)/sentences",
            citation: "Fang 1966, The easy listening formula, Journal of Broadcasting 11(1)",
            doi: "10.1080/08838156609363529",
            ..HARD
        },
        WSY,
        |c| (c.syllables - c.words) / c.sentences,
    ),
    row(
        Info {
            name: "strain_index",
            aliases: &["strain"],
            formula: "syllables in 3 sentences/10",
            citation: "Nathaniel 2017, A Quantitative Analysis of Media Language; Solomon 2006",
            ..HARD
        },
        &["sentences", "syllables"],
        |c| c.syllables / (c.sentences / 3.0) / 10.0,
    ),
    row(
        Info {
            name: "wheeler_smith",
            formula: "10 (words/units) (words of two syllables or more/words)",
            citation: "Wheeler & Smith 1954, A practical readability formula for the classroom teacher in the primary grades, Elementary English 31(7)",
            ..HARD
        },
        &["words", "units", "two_syllable_words"],
        |c| 10.0 * (c.words / c.units) * (c.two_syllable_words / c.words),
    ),
    row(
        Info {
            name: "mcalpine_eflaw",
            aliases: &["eflaw"],
            formula: "(words + words of at most three letters)/sentences; up to 20 is easy for learners",
            citation: "McAlpine 2006, From Plain English to Global English",
            ..HARD
        },
        &["words", "sentences", "words_3_letters"],
        |c| (c.words + c.words_3_letters) / c.sentences,
    ),
    of(
        "",
        row(
            Info {
                name: "lix",
                aliases: &["lasbarhetsindex", "liw"],
                formula: "words/sentences + words of at least seven letters per 100",
                citation: "Björnsson 1968, Läsbarhet; Anderson 1983, Lix and Rix, Journal of Reading 26(6)",
                default: true,
                ..HARD
            },
            &["words", "sentences", "words_7_letters"],
            |c| c.sentence_length() + c.percent(c.words_7_letters),
        ),
    ),
    of(
        "",
        row(
            Info {
                name: "rix",
                formula: "words of at least seven letters/sentences",
                citation: "Anderson 1983, Lix and Rix: variations on a little-known readability index, Journal of Reading 26(6)",
                ..HARD
            },
            &["sentences", "words_7_letters"],
            |c| c.words_7_letters / c.sentences,
        ),
    ),
    of(
        "",
        row(
            Info {
                name: "tuldava",
                formula: "syllables/words ln(words/sentences)",
                citation: "Tuldava 1975, Ob izmerenii trudnosti tekstov",
                ..HARD
            },
            WSY,
            |c| c.word_syllables() * c.sentence_length().ln(),
        ),
    ),
    of(
        "",
        row(
            Info {
                name: "fucks",
                aliases: &["stilcharakteristik"],
                formula: "(syllables/words) (words/sentences): syllables in a sentence",
                citation: "Fucks 1955, Unterschied des Prosastils von Dichtern und anderen Schriftstellern",
                ..HARD
            },
            WSY,
            |c| c.word_syllables() * c.sentence_length(),
        ),
    ),
];
