//! The odds ratio that Fisher's test estimates.

use super::ln_hypergeometric;

/// Returns the conditional maximum-likelihood odds ratio of a 2x2 table given its margins: the one under which the
/// mean of o11 is its value. 0 and inf where o11 is the least and the greatest possible; NaN where it is both.
pub fn conditional_odds_ratio(o11: f64, o12: f64, o21: f64, o22: f64) -> f64 {
    let (least, greatest) = (-o11.min(o22), o12.min(o21));
    if least == 0.0 && greatest == 0.0 {
        return f64::NAN;
    }
    if least == 0.0 {
        return 0.0;
    }
    if greatest == 0.0 {
        return f64::INFINITY;
    }
    let mut u = ((o11 + 0.5) * (o22 + 0.5) / ((o12 + 0.5) * (o21 + 0.5))).ln();
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for _ in 0..100 {
        let (mean, variance) = moments([o11, o12, o21, o22], (least, greatest), u);
        if mean < 0.0 {
            low = u
        } else {
            high = u
        }
        let mut next = u - mean / variance;
        if !(next > low && next < high) {
            next = if low.is_finite() && high.is_finite() { 0.5 * (low + high) } else { u - mean.signum() };
        }
        let step = next - u;
        u = next;
        if step.abs() <= 1e-13 * (1.0 + u.abs()) {
            break;
        }
    }
    u.exp()
}

/// Mean and variance of the step from the table under the odds ratio e^u. Where the distribution is wide, every m-th
/// term stands for m: the sum of a smooth bell over its whole width loses nothing by it (Poisson's summation).
fn moments([o11, o12, o21, o22]: [f64; 4], (least, greatest): (f64, f64), u: f64) -> (f64, f64) {
    let ln_p = |step: f64| ln_hypergeometric(o11 + step, o12 - step, o21 - step, o22 + step) + u * step;
    let slope = |step: f64| {
        let (up, down) = ((o12 - step) * (o21 - step), (o11 + step + 1.0) * (o22 + step + 1.0));
        if up <= 0.0 { f64::NEG_INFINITY } else { (up / down).ln() + u }
    };
    // The mode: the first step from which the next one is less probable.
    let (mut low, mut high) = (least, greatest);
    while low < high {
        let middle = (0.5 * (low + high)).floor();
        if slope(middle) > 0.0 { low = middle + 1.0 } else { high = middle }
    }
    let mode = low;
    let cell = |x: f64| 1.0 / (x + 0.5);
    let width = 1.0 / (cell(o11 + mode) + cell(o12 - mode) + cell(o21 - mode) + cell(o22 + mode));
    let stride = (0.5 * width.sqrt()).floor().max(1.0);
    let top = ln_p(mode);
    let (mut sum, mut first, mut second) = (1.0, 0.0, 0.0);
    for direction in [-stride, stride] {
        let mut away = direction;
        while (least..=greatest).contains(&(mode + away)) {
            let weight = (ln_p(mode + away) - top).exp();
            sum += weight;
            first += weight * away;
            second += weight * away * away;
            if weight < 1e-18 {
                break;
            }
            away += direction;
        }
    }
    let mean = first / sum;
    (mode + mean, second / sum - mean * mean)
}
