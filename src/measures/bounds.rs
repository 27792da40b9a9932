//! Confidence bounds of ratios.

use super::special::{ln_odds_lower, normal_quantile_upper};

/// Exact bounds of the ratio of two relative frequencies: given both counts, the first is binomial (Clopper and
/// Pearson 1934), so the odds of falling into the first sample, by size, are the ratio.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExactRatio {
    ln_tail: f64,
    z: f64,
}

impl ExactRatio {
    /// Both bounds are missed with the chance `alpha` in all.
    pub(super) fn two_sided(alpha: f64) -> ExactRatio {
        ExactRatio::one_sided(0.5 * alpha)
    }

    /// Each bound is missed with the chance `alpha`.
    pub(super) fn one_sided(alpha: f64) -> ExactRatio {
        ExactRatio { ln_tail: alpha.ln(), z: normal_quantile_upper(alpha) }
    }

    /// Natural logarithm of the lower bound of (f1/n1)/(f2/n2); -inf for f1 = 0. NaN where a size or both counts are 0.
    pub(super) fn ln_lower(&self, (f1, n1): (f64, f64), (f2, n2): (f64, f64)) -> f64 {
        let sizes = n2.ln() - n1.ln();
        if f1 + f2 == 0.0 || !sizes.is_finite() {
            return f64::NAN;
        }
        if f2 == 0.0 {
            // P(X >= n) is p^n.
            let ln_p = self.ln_tail / f1;
            return ln_p - (-ln_p.exp_m1()).ln() + sizes;
        }
        ln_odds_lower(f1, f1 + f2, self.ln_tail, self.z) + sizes
    }

    /// Natural logarithm of the bound that is nearer to 0; 0 between the bounds.
    pub(super) fn nearest_to_zero(&self, first: (f64, f64), second: (f64, f64)) -> f64 {
        let ((f1, n1), (f2, n2)) = (first, second);
        if f1 / n1 > f2 / n2 {
            let lower = self.ln_lower(first, second);
            if lower < 0.0 { 0.0 } else { lower }
        } else {
            let upper = -self.ln_lower(second, first);
            if upper > 0.0 { 0.0 } else { upper }
        }
    }
}
