//! Confidence bounds of effect sizes: Wald intervals on the logarithmic scale.

use super::Options;
use crate::measures::Cells;
use crate::measures::special::normal_quantile_upper;

/// Lower and upper bounds, a pair of columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// The lower bound of each term.
    pub lower: Vec<f64>,
    /// The upper bound of each term.
    pub upper: Vec<f64>,
}

/// Natural logarithm of an effect with its variance, from f1, f2, n1 - f1, n2 - f2; and how the scale is left again.
#[derive(Clone, Copy)]
pub(super) struct Wald {
    estimate: fn([f64; 4]) -> (f64, f64),
    scale: Scale,
}

#[derive(Clone, Copy, PartialEq)]
enum Scale {
    /// Bounds are logarithms to the base asked for.
    Log,
    /// Bounds are ratios, kept away from 0 and infinity by the zero rule.
    Ratio,
    /// Bounds are ratios; one of 0 or infinity is its own bound.
    OpenRatio,
}

/// Ratio of relative frequencies: variance 1/f1 - 1/n1 + 1/f2 - 1/n2 (Katz et al. 1978, doi 10.2307/2530610).
fn ratio(f1: f64, n1: f64, f2: f64, n2: f64) -> (f64, f64) {
    ((f1 / n1 / (f2 / n2)).ln(), 1.0 / f1 - 1.0 / n1 + 1.0 / f2 - 1.0 / n2)
}

fn walter([f1, f2, rest1, rest2]: [f64; 4]) -> (f64, f64) {
    ratio(f1 + 0.5, f1 + rest1 + 0.5, f2 + 0.5, f2 + rest2 + 0.5)
}

/// Hardie's zero rule: a frequency of 0 is 0.5, in the variance too.
fn hardie([f1, f2, rest1, rest2]: [f64; 4]) -> (f64, f64) {
    let (n1, n2) = (f1 + rest1, f2 + rest2);
    let some = |f: f64| if f == 0.0 { 0.5 } else { f };
    ratio(some(f1), n1, some(f2), n2)
}

/// Where a frequency is 0, the bounds are those of Walter's ratio, opened on the side where the ratio has no end.
fn risk(cells: [f64; 4]) -> (f64, f64) {
    if cells[0] == 0.0 || cells[1] == 0.0 { walter(cells) } else { hardie(cells) }
}

/// Variance 1/O11 + 1/O12 + 1/O21 + 1/O22 (Woolf 1955, doi 10.1111/j.1469-1809.1955.tb01348.x), 0.5 in each cell
/// where one is 0.
fn odds(mut cells: [f64; 4]) -> (f64, f64) {
    if cells.contains(&0.0) {
        cells = cells.map(|cell| cell + 0.5);
    }
    let [f1, f2, rest1, rest2] = cells;
    ((f1 / rest1 / (f2 / rest2)).ln(), cells.iter().map(|cell| 1.0 / cell).sum())
}

pub(super) const LOG_RATIO: Wald = Wald { estimate: hardie, scale: Scale::Log };
pub(super) const WALTER: Wald = Wald { estimate: walter, scale: Scale::Log };
pub(super) const RISK: Wald = Wald { estimate: risk, scale: Scale::OpenRatio };
pub(super) const ODDS: Wald = Wald { estimate: odds, scale: Scale::Ratio };

/// Estimate -+ z standard errors; NaN where the effect is.
pub(super) fn bounds(cells: &Cells<'_>, wald: Wald, options: &Options) -> Bounds {
    let z = normal_quantile_upper(0.5 * options.shared_alpha());
    let scale = |ln: f64| if wald.scale == Scale::Log { ln * options.per_ln() } else { ln.exp() };
    let (lower, upper) = (0..cells.len())
        .map(|row| {
            let [f1, f2, rest1, rest2] = cells.row(row);
            if f1 + f2 == 0.0 || f1 + rest1 == 0.0 || f2 + rest2 == 0.0 {
                return (f64::NAN, f64::NAN);
            }
            let (ln, variance) = (wald.estimate)([f1, f2, rest1, rest2]);
            let reach = z * variance.max(0.0).sqrt();
            let (mut low, mut high) = (scale(ln - reach), scale(ln + reach));
            if wald.scale == Scale::OpenRatio {
                low = if f1 == 0.0 { 0.0 } else { low };
                high = if f2 == 0.0 { f64::INFINITY } else { high };
            }
            (low, high)
        })
        .unzip();
    Bounds { lower, upper }
}
