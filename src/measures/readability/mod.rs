//! How hard a text is to read: formulas on counts. Each row names the counts it needs; a count that was not taken is
//! NaN, and so is the formula.
//!
//! No list of easy words comes with this package: those of Dale and Chall, of Spache and of Bamberger and Vanecek have
//! no licence that lets them be passed on. [`Reader::new`] takes the caller's; without it the count is NaN.

mod counts;
mod ease;
mod english;
mod european;
mod german;
mod grade;
mod spanish;
mod syllables;
mod tally;
mod vocabulary;

pub use counts::{COUNTS, CountRow, Counts};
pub use syllables::syllables;
pub use tally::{List, Reader, Tally};
pub use vocabulary::bormuth_grade;

use super::family::{Row, join, settle};
use super::{Direction, Family, Info};

/// A readability formula.
#[derive(Clone, Copy, Debug)]
pub struct Readability {
    /// What is known about it.
    pub info: Info,
    /// The counts it is computed from: names in [`COUNTS`].
    pub needs: &'static [&'static str],
    /// The language it was made for, as a code; empty: any.
    pub language: &'static str,
    score: fn(&Counts) -> f64,
}

impl Readability {
    /// The value; NaN where a count is missing, there is no word or no sentence, or the row says so.
    pub fn score(&self, counts: &Counts) -> f64 {
        let value = (self.score)(counts);
        if value.is_finite() { settle(value, self.info.range) } else { f64::NAN }
    }
}

impl Row for Readability {
    fn info(&self) -> &Info {
        &self.info
    }
}

/// All readability formulas.
pub static READABILITY: [Readability; 75] =
    join(&[ease::ROWS, grade::ROWS, vocabulary::ROWS, german::ROWS, spanish::ROWS, european::ROWS]);

const NO_WORDS: &str = "there is no word or no sentence, or a count it needs is missing";

/// What formulas of a school grade have in common.
const GRADE: Info = Info {
    name: "",
    aliases: &[],
    family: Family::Readability,
    reading: "The years at school one needs (US grades): higher, harder.",
    formula: "",
    citation: "",
    doi: "",
    range: (f64::NEG_INFINITY, f64::INFINITY),
    direction: Direction::Higher,
    undefined: NO_WORDS,
    p_value: "",
    corrections: &[],
    default: false,
};

/// What other formulas that rise with difficulty have in common.
const HARD: Info = Info { reading: "Higher: harder to read.", ..GRADE };

/// What formulas that fall with difficulty have in common.
const EASE: Info = Info {
    reading: "Higher: easier to read; 0 to 100 for most texts.",
    direction: Direction::Lower,
    ..GRADE
};

const fn row(info: Info, needs: &'static [&'static str], score: fn(&Counts) -> f64) -> Readability {
    Readability { info, needs, language: "en", score }
}

/// The same row for a language; empty: for any.
const fn of(language: &'static str, row: Readability) -> Readability {
    Readability { language, ..row }
}

const WSY: &[&str] = &["words", "sentences", "syllables"];
const WSL: &[&str] = &["words", "sentences", "letters"];

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts of a plausible text.
    fn counts() -> Counts {
        let mut counts = Counts::default();
        for row in COUNTS {
            (row.set)(&mut counts, 40.0);
        }
        Counts {
            words: 120.0,
            sentences: 8.0,
            letters: 540.0,
            alphanumerics: 545.0,
            characters: 570.0,
            ..counts
        }
    }

    #[test]
    fn table_is_sound() {
        crate::measures::family::check(&READABILITY);
    }

    #[test]
    fn the_needs_are_the_needs() {
        for row in &READABILITY {
            assert!(row.score(&counts()).is_finite(), "{}", row.info.name);
            assert!(!row.needs.is_empty(), "{}", row.info.name);
            for count in COUNTS {
                let mut without = counts();
                (count.set)(&mut without, f64::NAN);
                let needed = row.needs.contains(&count.name);
                assert_eq!(row.score(&without).is_nan(), needed, "{} {}", row.info.name, count.name);
            }
            assert!(
                row.needs.iter().all(|need| COUNTS.iter().any(|count| count.name == *need)),
                "{}",
                row.info.name
            );
        }
    }

    #[test]
    fn a_text_without_words_has_no_readability() {
        let mut counts = Counts::default();
        for row in COUNTS {
            (row.set)(&mut counts, 0.0);
        }
        for row in &READABILITY {
            assert!(row.score(&counts).is_nan(), "{}", row.info.name);
        }
    }
}
