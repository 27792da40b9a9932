//! Collocations of any length by a log-linear model.

use super::check;
use crate::error::{Error, Result};

/// What [`lambda`] returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lambda {
    /// The interaction of all words, in natural logarithms; 0 where no more binds them than binds parts of them.
    pub lambda: f64,
    /// Its standard error.
    pub error: f64,
    /// Lambda over its standard error: above 1.96, p < 0.05 (both tails of the normal distribution).
    pub z: f64,
}

/// Returns the highest-order interaction of an n-gram in the saturated log-linear model, with its z.
///
/// `cells` holds the 2^n counts of all patterns; bit i of an index is set where word i of the n-gram is present, so
/// the first cell counts windows with none of the words, the last one the n-gram itself. `smoothing` is added to each
/// cell; 0.5 is usual. For two words lambda is the natural log odds ratio.
///
/// lambda = sum over the cells of (-1)^(n - bits) ln(count + smoothing); error = sqrt(sum 1/(count + smoothing)).
/// Blaheta, D. & Johnson, M. (2001). Unsupervised learning of multi-word verbs. ACL 2001 Workshop on Collocation,
/// 54-60.
///
/// # Errors
/// A number of cells that is no power of two, or below 2; counts or smoothing that are negative or not finite; a cell
/// of 0 without smoothing.
///
/// # Example
/// ```
/// let cells = [5.0, 1.0, 1.0, 2.0];
/// let pair = communique::measures::association::lambda(&cells, 0.5)?;
/// assert!((pair.lambda - (5.5_f64 * 2.5 / (1.5 * 1.5)).ln()).abs() < 1e-12);
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn lambda(cells: &[f64], smoothing: f64) -> Result<Lambda> {
    if !cells.len().is_power_of_two() || cells.len() < 2 {
        return Err(Error::bad_value("cells", cells.len(), "2^n counts for n words"));
    }
    check("smoothing", smoothing, smoothing >= 0.0 && smoothing.is_finite(), "at least 0")?;
    let words = cells.len().trailing_zeros();
    let (mut lambda, mut variance) = (0.0, 0.0);
    for (pattern, &count) in cells.iter().enumerate() {
        check("cells", count, count >= 0.0 && count.is_finite(), "at least 0")?;
        let smoothed = count + smoothing;
        check("smoothing", smoothing, smoothed > 0.0, "above 0 where a cell is 0")?;
        let sign = if (words - pattern.count_ones()).is_multiple_of(2) { 1.0 } else { -1.0 };
        lambda += sign * smoothed.ln();
        variance += 1.0 / smoothed;
    }
    let error = f64::sqrt(variance);
    Ok(Lambda { lambda, error, z: lambda / error })
}
