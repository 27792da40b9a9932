//! Tails of the normal, chi-squared and t distributions, as natural logarithms.

use super::discrete::rest;
use super::ln_complement;
use std::f64::consts::{LN_2, PI};

/// Returns ln P(Z >= z) of the normal distribution.
pub fn ln_normal_upper(z: f64) -> f64 {
    if z < 0.0 {
        return ln_complement(ln_normal_upper(-z));
    }
    if z < 20.0 {
        return ln_gamma_upper(0.5, 0.5 * z * z) - LN_2;
    }
    // Mills' ratio as a continued fraction: 1/(z + 1/(z + 2/(z + 3/...))).
    let fraction = (1..=24).rev().fold(z, |below, k| z + f64::from(k) / below);
    -0.5 * z * z - 0.5 * (2.0 * PI).ln() - fraction.ln()
}

/// Returns ln P(|Z| >= |z|) of the normal distribution; with the root of a chi-squared value of one degree of freedom
/// it is that value's p.
pub fn ln_normal_two_sided(z: f64) -> f64 {
    (LN_2 + ln_normal_upper(z.abs())).min(0.0)
}

/// Returns the z that is exceeded with the chance `alpha`.
pub fn normal_quantile_upper(alpha: f64) -> f64 {
    if alpha > 0.5 {
        return -normal_quantile_upper(1.0 - alpha);
    }
    let target = alpha.ln();
    // ln P is concave and falls: Newton's steps from the right stay on the right.
    let mut z = (-2.0 * target).sqrt();
    for _ in 0..60 {
        let tail = ln_normal_upper(z);
        let density = -0.5 * z * z - 0.5 * (2.0 * PI).ln();
        let step = (tail - target) * (tail - density).exp();
        z += step;
        if step.abs() <= 1e-15 * z.abs().max(1e-3) {
            break;
        }
    }
    z
}

/// Returns ln P(X >= x) of the chi-squared distribution with `df` degrees of freedom.
pub fn ln_chi_squared_upper(x: f64, df: f64) -> f64 {
    if df == 1.0 { ln_normal_two_sided(x.max(0.0).sqrt()) } else { ln_gamma_upper(0.5 * df, 0.5 * x) }
}

/// Returns ln of the regularized upper incomplete gamma function Q(a, x).
pub fn ln_gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = a * x.ln() - x - ln_gamma(a);
    if x < a + 1.0 {
        let (mut term, mut sum, mut k) = (1.0 / a, 1.0 / a, a);
        while term > sum * 1e-17 {
            k += 1.0;
            term *= x / k;
            sum += term;
        }
        return ln_complement((front + sum.ln()).min(0.0));
    }
    let term = |i: f64| if i == 0.0 { (1.0, x + 1.0 - a) } else { (i * (a - i), x + 2.0 * i + 1.0 - a) };
    front + lentz(term).ln()
}

/// Returns ln P(|T| >= |t|) of Student's distribution with `df` degrees of freedom.
pub fn ln_student_two_sided(t: f64, df: f64) -> f64 {
    let square = t * t;
    if !square.is_finite() {
        return if square.is_nan() { f64::NAN } else { f64::NEG_INFINITY };
    }
    ln_beta_regularized(0.5 * df, 0.5, df / (df + square), square / (df + square))
}

/// Returns ln of the regularized incomplete beta function at `x`, with `y` = 1 - x.
pub fn ln_beta_regularized(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if y <= 0.0 {
        return 0.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return ln_complement(ln_beta_fraction(b, a, y, x).min(0.0));
    }
    ln_beta_fraction(a, b, x, y).min(0.0)
}

fn ln_beta_fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    // The logarithm of a number close to 1 is taken from its complement.
    let ln_of = |value: f64, other: f64| if value > 0.5 { (-other).ln_1p() } else { value.ln() };
    let term = |i: f64| {
        if i == 0.0 {
            return (1.0, 1.0);
        }
        let m = (0.5 * i).floor();
        let numerator = if i % 2.0 == 0.0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        (numerator, 1.0)
    };
    a * ln_of(x, y) + b * ln_of(y, x) - ln_beta(a, b) - a.ln() + lentz(term).ln()
}

/// ln of the gamma function, x > 0: Stirling's formula, far enough out.
fn ln_gamma(x: f64) -> f64 {
    let (mut shifted, mut product) = (x, 1.0);
    while shifted < 20.0 {
        product *= shifted;
        shifted += 1.0;
    }
    (shifted - 1.0) * f64::ln(shifted) - shifted + rest(shifted) - f64::ln(product)
}

/// ln B(a, b). With Stirling's remainders where the gamma functions are large and would cancel.
fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if large < 20.0 {
        return ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    }
    // ln gamma(large) - ln gamma(large + small), each n ln n - n + rest(n) - ln n.
    let sum = large + small;
    let difference = -large * (small / large).ln_1p() - small * sum.ln() + small + rest(large) - rest(sum)
        + (small / large).ln_1p();
    ln_gamma(small) + difference
}

/// n0/(d0 + n1/(d1 + n2/(d2 + ...))) by the modified method of Lentz; `term` gives (n, d).
fn lentz(term: impl Fn(f64) -> (f64, f64)) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |x: f64| if x.abs() < TINY { TINY } else { x };
    let (mut value, mut c, mut d) = (TINY, TINY, 0.0);
    for i in 0..100_000 {
        let (numerator, denominator) = term(f64::from(i));
        d = 1.0 / guard(denominator + numerator * d);
        c = guard(denominator + numerator / c);
        let change = c * d;
        value *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} {b}");
    }

    #[test]
    fn tails_are_those_of_forty_digits() {
        // mpmath, 40 digits
        near(ln_normal_upper(1.96), -3.688_963_651_729_639);
        near(ln_normal_upper(40.0), -804.608_442_013_753_8);
        near(ln_normal_upper(-3.0), -0.001_350_809_964_748_193_8);
        near(normal_quantile_upper(0.025), 1.959_963_984_540_054);
        near(normal_quantile_upper(0.975), -1.959_963_984_540_054);
        assert!(normal_quantile_upper(0.5).abs() < 1e-12);
        near(ln_student_two_sided(2.5, 7.0), -3.194_373_020_881_735_6);
        near(ln_student_two_sided(0.01, 3.0), -0.007_378_039_506_072_52);
        near(ln_student_two_sided(50.0, 400.0), -399.348_630_013_340_77);
        near(ln_student_two_sided(38.0, 1e5), -720.693_707_959_073);
        near(ln_chi_squared_upper(40.0, 5.0), -15.717_061_746_112_256);
        near(ln_chi_squared_upper(1.5, 5.0), -0.090_942_934_120_716_76);
        near(ln_chi_squared_upper(1400.0, 1.0), -703.848_618_125_122_4);
        near(ln_beta(30.0, 0.5), -1.124_067_274_076_699_3);
        near(ln_beta(1e3, 0.5), -2.881_387_696_571_576_6);
        near(ln_beta(1e6, 0.5), -6.335_390_211_057_437);
        near(ln_gamma(0.5), 0.5 * PI.ln());
        near(ln_gamma(5.0), 24_f64.ln());
    }
}
