//! p-values from scores, and corrections for many comparisons.

mod adjust;
mod random;
mod samples;

pub use adjust::{ADJUSTMENTS, Adjustment};
pub use samples::{MannWhitney, StudentT, mann_whitney, permutation, student_t, welch_t};

use super::special::ln_normal_two_sided;
use std::f64::consts::LN_10;

/// How a p-value follows from a score. The rules read the size of a score, never its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PValue {
    /// No distribution is known: no p-value.
    None,
    /// The upper tail of chi-squared with one degree of freedom.
    ChiSquared,
    /// Both tails of the standard normal distribution.
    Normal,
    /// The score is the p-value.
    Itself,
    /// The score is -log10 of the p-value.
    Log10,
    /// From the two samples, with the score.
    Samples,
}

impl PValue {
    /// Returns the rule in words, as rows of measures state it.
    pub const fn rule(self) -> &'static str {
        match self {
            PValue::None => "",
            PValue::ChiSquared => "upper tail of chi-squared with 1 degree of freedom",
            PValue::Normal => "both tails of the standard normal distribution",
            PValue::Itself => "the value itself",
            PValue::Log10 => "10 to the power of minus the value",
            PValue::Samples => "worked out with the value, from the two samples of texts",
        }
    }

    /// Returns ln p of one score: finite where p itself is too small for a float. NaN where there is no rule.
    pub fn ln_p(self, score: f64) -> f64 {
        match self {
            _ if score.is_nan() => f64::NAN,
            PValue::None | PValue::Samples => f64::NAN,
            PValue::ChiSquared => ln_normal_two_sided(score.abs().sqrt()),
            PValue::Normal => ln_normal_two_sided(score),
            PValue::Itself => score.ln(),
            PValue::Log10 => -score * LN_10,
        }
    }

    /// Returns the p-value of each score, or `None` where there is no rule.
    pub fn of(self, scores: &[f64]) -> Option<Vec<f64>> {
        match self {
            PValue::None | PValue::Samples => None,
            PValue::Itself => Some(scores.to_vec()),
            _ => Some(scores.iter().map(|&score| self.ln_p(score).exp()).collect()),
        }
    }
}
