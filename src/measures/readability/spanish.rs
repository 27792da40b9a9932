//! Formulas made for Spanish.

use super::super::Info;
use super::{EASE, GRADE, Readability, WSL, WSY, of, row};

const SZ: &str = "Szigriszt Pazos 1993, Sistemas predictivos de legibilidad del mensaje escrito, p. 247";

pub(super) const ROWS: &[Readability] = &[
    of(
        "es",
        row(
            Info {
                name: "fernandez_huerta",
                aliases: &["flesch_reading_ease_es_fernandez_huerta"],
                formula: "206.84 - 60 syllables/words - 1.02 words/sentences",
                citation: "Fernández Huerta 1959, Medidas sencillas de lecturabilidad, Consigna 214",
                ..EASE
            },
            WSY,
            |c| 206.84 - 60.0 * c.word_syllables() - 1.02 * c.sentence_length(),
        ),
    ),
    of(
        "es",
        row(
            Info {
                name: "szigriszt_pazos",
                aliases: &["inflesz", "perspicuidad"],
                formula: "206.835 - 62.3 syllables/words - words/sentences",
                citation: SZ,
                ..EASE
            },
            WSY,
            |c| 206.835 - 62.3 * c.word_syllables() - c.sentence_length(),
        ),
    ),
    of(
        "es",
        row(
            Info {
                name: "szigriszt_pazos_rounded",
                aliases: &["flesch_reading_ease_es_szigriszt"],
                formula: "206.84 - 62.3 syllables/words - words/sentences: the constant rounded, as some programs have it",
                citation: SZ,
                ..EASE
            },
            WSY,
            |c| 206.84 - 62.3 * c.word_syllables() - c.sentence_length(),
        ),
    ),
    of(
        "es",
        row(
            Info {
                name: "gutierrez_polini",
                aliases: &["gutierrez_de_polini"],
                formula: "95.2 - 9.7 letters/words - 0.35 words/sentences",
                citation: "Gutiérrez de Polini 1972, Investigación sobre lectura en Venezuela",
                ..EASE
            },
            WSL,
            |c| 95.2 - 9.7 * c.word_letters() - 0.35 * c.sentence_length(),
        ),
    ),
    of(
        "es",
        row(
            Info {
                name: "crawford",
                formula: "0.049 (syllables per 100 words) - 0.205 (sentences per 100 words) - 3.407",
                citation: "Crawford 1985, Fórmula y gráfico para determinar la comprensibilidad de textos de nivel primario en castellano, Lectura y Vida 6(4)",
                doi: "http://www.lecturayvida.fahce.unlp.edu.ar/numeros/a6n4/06_04_Crawford.pdf",
                ..GRADE
            },
            WSY,
            |c| 0.049 * c.percent(c.syllables) - 0.205 * c.percent(c.sentences) - 3.407,
        ),
    ),
    of(
        "es",
        row(
            Info {
                name: "legibilidad_mu",
                aliases: &["mu"],
                formula: "100 words/(words - 1) mean/variance of the letters of a word; population variance",
                citation: "Muñoz Baquedano 2006, Legibilidad y variabilidad de los textos, Boletín de Investigación Educacional 21(2)",
                undefined: "there are fewer than two words, all are of one length, or a count it needs is missing",
                ..EASE
            },
            &["words", "letters", "letters_variance"],
            |c| 100.0 * c.words / (c.words - 1.0) * c.word_letters() / c.letters_variance,
        ),
    ),
];
