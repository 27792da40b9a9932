//! Functions that scores and their p-values stand on: logarithms that keep their accuracy near 1, and tails of
//! distributions as logarithms, so that a p-value of 1e-5000 still has a size.
//!
//! All are accurate for counts of up to 2^53. None loops over the counts: a tail costs some hundred terms at most.

mod continuous;
mod discrete;
mod log;
mod odds;
mod quantile;
mod tail;

pub use continuous::{
    ln_beta_regularized, ln_chi_squared_upper, ln_gamma_upper, ln_normal_two_sided, ln_normal_upper,
    ln_student_two_sided, normal_quantile_upper,
};
pub use discrete::{
    ln_binomial, ln_binomial_upper, ln_factorial, ln_hypergeometric, ln_hypergeometric_distance,
    ln_hypergeometric_lower, ln_hypergeometric_two_sided, ln_hypergeometric_upper, ln_poisson,
    ln_poisson_upper, log_likelihood,
};
pub use log::{deviance, difference_of_products, ln, ln_ratio, ln_ratio_and_deviance};
pub use odds::conditional_odds_ratio;
pub use quantile::{ln_odds_lower, ln_poisson_mean_lower};

/// ln(e^a + e^b).
pub(crate) fn ln_add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if high == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// ln(1 - e^a), for a <= 0.
pub(crate) fn ln_complement(a: f64) -> f64 {
    if a > -std::f64::consts::LN_2 { (-a.exp_m1()).ln() } else { (-a.exp()).ln_1p() }
}
