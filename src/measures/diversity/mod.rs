//! How rich the vocabulary of a text is.
//!
//! Letters: N tokens; V types; f_1 >= f_2 >= ... their frequencies; V_m the number of types that occur m times (V_1: the
//! hapax legomena). Logarithms are natural unless the row says otherwise. Segments, windows and factors follow the order
//! of the tokens; everything else is blind to it.

mod arcs;
mod logs;
mod moving;
mod mtld;
mod sample;
mod sampled;
mod shares;
mod spectrum;

pub use mtld::{Closes, mtld_from_factors};
pub use sample::Sample;
pub use sampled::{hdd, vocd, vocd_curve};
pub use spectrum::fisher_alpha;

use super::family::{Row, join, settle};
use super::{Direction, Family, Info};
use crate::error::{Error, Result};

/// What measures of diversity can be told; one value for the whole table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiversityOptions {
    /// MSTTR: tokens in a segment. Default 100.
    pub segment: usize,
    /// MATTR: tokens in the window. Default 100.
    pub window: usize,
    /// MTLD: the type-token ratio at which a factor ends. Default 0.72.
    pub threshold: f64,
    /// MTLD: whether a factor ends below the threshold or at it. Default [`Closes::Below`].
    pub closes: Closes,
    /// HD-D: tokens in the imagined sample. Default 42.
    pub sample: usize,
    /// vocd-D: seed of the random samples. Default 42.
    pub seed: u64,
}

impl Default for DiversityOptions {
    fn default() -> DiversityOptions {
        DiversityOptions {
            segment: 100,
            window: 100,
            threshold: 0.72,
            closes: Closes::Below,
            sample: 42,
            seed: 42,
        }
    }
}

impl DiversityOptions {
    /// Whether the options are within their limits.
    ///
    /// # Errors
    /// A segment, window or sample of no token; a threshold not between 0 and 1.
    pub fn check(&self) -> Result<()> {
        for (option, tokens) in [("segment", self.segment), ("window", self.window), ("sample", self.sample)]
        {
            if tokens == 0 {
                return Err(Error::bad_value(option, tokens, "1 or more"));
            }
        }
        if !(self.threshold > 0.0 && self.threshold < 1.0) {
            return Err(Error::bad_value("threshold", self.threshold, "above 0 and below 1"));
        }
        Ok(())
    }
}

/// A measure of diversity.
#[derive(Clone, Copy, Debug)]
pub struct Diversity {
    /// What is known about it.
    pub info: Info,
    score: fn(&Sample, &DiversityOptions) -> f64,
    /// Whether the order of the tokens matters ([`Sample::new`], not [`Sample::from_frequencies`]).
    pub needs_order: bool,
}

impl Diversity {
    /// The value for one text; NaN where the row says so. The options are taken to be checked
    /// ([`DiversityOptions::check`]).
    pub fn score(&self, sample: &Sample, options: &DiversityOptions) -> f64 {
        settle((self.score)(sample, options), self.info.range)
    }
}

impl Row for Diversity {
    fn info(&self) -> &Info {
        &self.info
    }
}

/// All measures of diversity.
pub static DIVERSITY: [Diversity; 42] =
    join(&[shares::ROWS, logs::ROWS, moving::ROWS, mtld::ROWS, sampled::ROWS, spectrum::ROWS, arcs::ROWS]);

/// What rows of this family have in common unless they say otherwise.
const RICH: Info = Info {
    name: "",
    aliases: &[],
    family: Family::Diversity,
    reading: "Higher: a richer vocabulary.",
    formula: "",
    citation: "",
    doi: "",
    range: (0.0, f64::INFINITY),
    direction: Direction::Higher,
    undefined: EMPTY,
    p_value: "",
    corrections: &[],
    default: false,
};

/// The same for measures that rise with repetition.
const POOR: Info =
    Info { reading: "Higher: more repetition, a poorer vocabulary.", direction: Direction::Lower, ..RICH };

const EMPTY: &str = "the text is empty";

const fn row(info: Info, score: fn(&Sample, &DiversityOptions) -> f64) -> Diversity {
    Diversity { info, score, needs_order: false }
}

const fn ordered(info: Info, score: fn(&Sample, &DiversityOptions) -> f64) -> Diversity {
    Diversity { info, score, needs_order: true }
}

fn defined(condition: bool, value: f64) -> f64 {
    if condition { value } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sound() {
        crate::measures::family::check(&DIVERSITY);
    }

    #[test]
    fn options_have_limits() {
        let good = DiversityOptions::default();
        assert!(good.check().is_ok());
        for bad in [
            DiversityOptions { segment: 0, ..good },
            DiversityOptions { window: 0, ..good },
            DiversityOptions { sample: 0, ..good },
            DiversityOptions { threshold: 1.0, ..good },
            DiversityOptions { threshold: f64::NAN, ..good },
        ] {
            assert!(bad.check().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_empty_text_has_no_diversity() {
        for row in &DIVERSITY {
            let value = row.score(&Sample::new(&[]), &DiversityOptions::default());
            assert!(value.is_nan() || row.info.undefined.is_empty(), "{} {value}", row.info.name);
        }
    }
}
