//! How evenly a term is spread over the parts of a corpus, and its frequency corrected for that.
//!
//! Letters: n parts; f_i the frequency of the term and N_i the size of part i; F and N their sums; s_i = N_i/N;
//! t_i = f_i/F; r_i = f_i/N_i (frequency relative to the part); R the number of parts with f_i > 0.
//! Distance-based measures take the places of the term in the whole corpus instead; d_1 ... d_F are the distances
//! between neighbouring occurrences, the first one counted from the last around the end (their sum is N).

mod adjusted;
mod distance;
mod parts;
mod raw;
mod spread;

pub use parts::{Parts, Sizes};

use super::family::{Row, join, settle};
use super::{Direction, Family, Info};

/// A measure of dispersion or an adjusted frequency.
#[derive(Clone, Copy, Debug)]
pub struct Dispersion {
    /// What is known about it.
    pub info: Info,
    score: fn(&Parts) -> f64,
    /// Whether it needs the places of the term, not only its frequencies ([`Parts::at`]).
    pub needs_positions: bool,
}

impl Dispersion {
    /// The value for one term; NaN where the row says so.
    pub fn score(&self, parts: &Parts) -> f64 {
        settle((self.score)(parts), self.info.range)
    }
}

impl Row for Dispersion {
    fn info(&self) -> &Info {
        &self.info
    }
}

/// All measures of dispersion, then all adjusted frequencies.
pub static DISPERSION: [Dispersion; 30] =
    join(&[raw::ROWS, spread::ROWS, distance::ROWS, adjusted::ROWS, distance::ADJUSTED]);

/// What rows of this family have in common unless they say otherwise.
const EVEN: Info = Info {
    name: "",
    aliases: &[],
    family: Family::Dispersion,
    reading: "1: as evenly spread as the sizes of the parts allow; 0: all in one part.",
    formula: "",
    citation: "",
    doi: "",
    range: (0.0, 1.0),
    direction: Direction::Higher,
    undefined: "",
    p_value: "",
    corrections: &[],
    default: false,
};

/// The same for measures that rise with unevenness.
const UNEVEN: Info = Info {
    reading: "0: as evenly spread as the sizes of the parts allow; higher: less evenly.",
    range: (0.0, f64::INFINITY),
    direction: Direction::Lower,
    ..EVEN
};

const fn row(info: Info, score: fn(&Parts) -> f64) -> Dispersion {
    Dispersion { info, score, needs_positions: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sound() {
        crate::measures::family::check(&DISPERSION);
        for row in &DISPERSION {
            assert!(!row.info.citation.is_empty(), "{}", row.info.name);
        }
    }
}
