//! Formulas made for other languages: Arabic, Dutch, French, Italian, Polish, Russian, Ukrainian.

use super::super::Info;
use super::{EASE, GRADE, HARD, Readability, WSL, WSY, of, row};

const LP: &str = "Lucisano & Piemontese 1988, GULPEASE: una formula per la predizione della difficoltà dei testi in lingua italiana, Scuola e Città 39(3)";

pub(super) const ROWS: &[Readability] = &[
    of(
        "nl",
        row(
            Info {
                name: "flesch_nl_douma",
                aliases: &["douma", "flesch_reading_ease_nl_douma"],
                formula: "206.84 - 77 syllables/words - 0.93 words/sentences",
                citation: "Douma 1960, De leesbaarheid van landbouwbladen, p. 453",
                doi: "https://edepot.wur.nl/276323",
                ..EASE
            },
            WSY,
            |c| 206.84 - 77.0 * c.word_syllables() - 0.93 * c.sentence_length(),
        ),
    ),
    of(
        "nl",
        row(
            Info {
                name: "flesch_nl_brouwer",
                aliases: &["brouwer", "flesch_reading_ease_nl_brouwer"],
                formula: "195 - 200/3 syllables/words - 2 words/sentences",
                citation: "Brouwer 1963, Onderzoek naar de leesmoeilijkheden van Nederlands proza",
                ..EASE
            },
            WSY,
            |c| 195.0 - 200.0 / 3.0 * c.word_syllables() - 2.0 * c.sentence_length(),
        ),
    ),
    of(
        "fr",
        row(
            Info {
                name: "flesch_fr",
                aliases: &["kandel_moles", "flesch_reading_ease_fr"],
                formula: "207 - 73.6 syllables/words - 1.015 words/sentences",
                citation: "Kandel & Moles 1958, Application de l'indice de Flesch à la langue française",
                ..EASE
            },
            WSY,
            |c| 207.0 - 73.6 * c.word_syllables() - 1.015 * c.sentence_length(),
        ),
    ),
    of(
        "it",
        row(
            Info {
                name: "flesch_it",
                aliases: &["franchina_vacca", "flesch_reading_ease_it"],
                formula: "217 - 60 syllables/words - 1.3 words/sentences",
                citation: "Franchina & Vacca 1986, Adaptation of Flesch readability index, Linguaggi 3",
                ..EASE
            },
            WSY,
            |c| 217.0 - 60.0 * c.word_syllables() - 1.3 * c.sentence_length(),
        ),
    ),
    of(
        "it",
        row(
            Info {
                name: "gulpease",
                formula: "89 + (300 sentences - 10 letters)/words",
                citation: LP,
                ..EASE
            },
            WSL,
            |c| 89.0 + (300.0 * c.sentences - 10.0 * c.letters) / c.words,
        ),
    ),
    of(
        "it",
        row(
            Info {
                name: "gulpease_characters",
                aliases: &["gulpease_index"],
                formula: "89 + (300 sentences - 10 characters)/words: with punctuation, as some programs have it",
                citation: LP,
                ..EASE
            },
            &["words", "sentences", "characters"],
            |c| 89.0 + (300.0 * c.sentences - 10.0 * c.characters) / c.words,
        ),
    ),
    of(
        "ru",
        row(
            Info {
                name: "flesch_ru",
                aliases: &["oborneva", "flesch_reading_ease_ru"],
                formula: "206.835 - 60.1 syllables/words - 1.3 words/sentences",
                citation: "Oborneva 2006, Avtomatizirovannaya otsenka slozhnosti uchebnykh tekstov, p. 13",
                ..EASE
            },
            WSY,
            |c| 206.835 - 60.1 * c.word_syllables() - 1.3 * c.sentence_length(),
        ),
    ),
    of(
        "uk",
        row(
            Info {
                name: "flesch_uk",
                aliases: &["partiko", "flesch_reading_ease_uk"],
                formula: "206.84 - 28.3 syllables/words - 5.93 words/sentences",
                citation: "Partiko 2001, Zahalne redahuvannia",
                ..EASE
            },
            WSY,
            |c| 206.84 - 28.3 * c.word_syllables() - 5.93 * c.sentence_length(),
        ),
    ),
    of(
        "pl",
        row(
            Info {
                name: "gunning_fog_pl",
                aliases: &["fog_pl", "pisarek"],
                formula: "sqrt((words/sentences)^2 + (complex words per 100)^2)/2",
                citation: "Pisarek 1969, Jak mierzyć zrozumiałość tekstu?, Zeszyty Prasoznawcze 4(42)",
                ..GRADE
            },
            &["words", "sentences", "complex_words"],
            |c| c.sentence_length().hypot(c.percent(c.complex_words)) / 2.0,
        ),
    ),
    of(
        "ar",
        row(
            Info {
                name: "aari",
                aliases: &["automatic_arabic_readability_index"],
                formula: "3.28 alphanumerics + 1.43 alphanumerics/words + 1.24 words/sentences; grows with the length of the text",
                citation: "Al-Tamimi, Jaradat, Aljarrah & Ghanim 2014, AARI: Automatic Arabic Readability Index, International Arab Journal of Information Technology 11(4)",
                ..HARD
            },
            &["words", "sentences", "alphanumerics"],
            |c| 3.28 * c.alphanumerics + 1.43 * c.alphanumerics / c.words + 1.24 * c.sentence_length(),
        ),
    ),
];
