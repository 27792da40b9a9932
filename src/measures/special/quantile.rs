//! Exact lower confidence bounds of a Poisson mean and of binomial odds.

use super::{ln_binomial, ln_binomial_upper, ln_poisson, ln_poisson_upper};

/// The root of `tail(u) = target`, where the tail is an increasing, concave function of u: Newton's method, which from
/// the left never oversteps. `tail` gives the value and its derivative.
fn newton(start: f64, target: f64, tail: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut u = start;
    for _ in 0..100 {
        let (value, derivative) = tail(u);
        let step = (target - value) / derivative;
        if !step.is_finite() {
            break;
        }
        u += step;
        if step.abs() <= 1e-14 * (1.0 + u.abs()) {
            break;
        }
    }
    u
}

/// Returns the logarithm of the mean for which `k` or more events have the chance e^`ln_alpha`: the lower bound of a
/// Poisson mean of which `k` were seen. `z` is about the normal quantile of that chance. -inf for k = 0.
pub fn ln_poisson_mean_lower(k: f64, ln_alpha: f64, z: f64) -> f64 {
    if k <= 0.0 {
        return f64::NEG_INFINITY;
    }
    newton(k.ln() - z / k.sqrt(), ln_alpha, |u| {
        let mean = u.exp();
        let upper = ln_poisson_upper(k, mean);
        (upper, k * (ln_poisson(k, mean) - upper).exp())
    })
}

/// Returns the logarithm of the odds p/(1-p) for which `k` or more out of `n` have the chance e^`ln_alpha`: the lower
/// bound of Clopper and Pearson. `z` is about the normal quantile of that chance. -inf for k = 0.
pub fn ln_odds_lower(k: f64, n: f64, ln_alpha: f64, z: f64) -> f64 {
    if k <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let rest = n + 1.0 - k;
    let start = (k / rest).ln() - z * ((n + 1.0) / (k * rest)).sqrt();
    newton(start, ln_alpha, |u| {
        let (p, q) = (1.0 / (1.0 + (-u).exp()), 1.0 / (1.0 + u.exp()));
        let upper = ln_binomial_upper(k, n, p, q);
        (upper, k * q * (ln_binomial(k, n, p, q) - upper).exp())
    })
}
