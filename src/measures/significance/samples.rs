//! Tests of two samples of numbers: a term's relative frequencies in the texts of a target and of a reference.

use super::random::SplitMix;
use crate::measures::special::{ln_normal_two_sided, ln_student_two_sided};

/// What [`mann_whitney`] returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// Pairs in which the value of the first sample is the greater; ties count half.
    pub u: f64,
    /// Sum of the ranks of the first sample, ties sharing their mean rank.
    pub rank_sum: f64,
    /// Standardized U with correction for ties and continuity; negative where the second sample is the greater one.
    pub z: f64,
    /// Two-sided p.
    pub p: f64,
}

/// Returns the Mann-Whitney test (Wilcoxon's rank-sum test). NaN where a sample is empty or all values are equal.
///
/// p is exact where the smaller sample has up to 8 values and there are no ties, else by the normal distribution: as
/// scipy chooses.
pub fn mann_whitney(x: &[f64], y: &[f64]) -> MannWhitney {
    let (n1, n2) = (x.len() as f64, y.len() as f64);
    let mut values: Vec<(f64, bool)> =
        x.iter().map(|&v| (v, true)).chain(y.iter().map(|&v| (v, false))).collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut rank_sum, mut ties, mut before) = (0.0, 0.0, 0.0);
    for group in values.chunk_by(|a, b| a.0 == b.0) {
        let size = group.len() as f64;
        rank_sum += (before + 0.5 * (size + 1.0)) * group.iter().filter(|value| value.1).count() as f64;
        ties += size * size * size - size;
        before += size;
    }
    let u = rank_sum - 0.5 * n1 * (n1 + 1.0);
    let (n, from_mean) = (n1 + n2, u - 0.5 * n1 * n2);
    let deviation = (n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)))).sqrt();
    if deviation.is_nan() || deviation == 0.0 {
        return MannWhitney { u: f64::NAN, rank_sum, z: f64::NAN, p: f64::NAN };
    }
    let z = (from_mean.abs() - 0.5).max(0.0) / deviation;
    let exact = ties == 0.0 && x.len().min(y.len()) <= 8;
    let p = if exact { exact_p(u, x.len(), y.len()) } else { ln_normal_two_sided(z).exp() };
    MannWhitney { u, rank_sum, z: z.copysign(from_mean), p }
}

/// Two-sided p of U without ties. The number of orders with U = u is a coefficient of the Gaussian binomial; factors
/// (1 - q^(large + i)) / (1 - q^i) are multiplied in one after the other.
fn exact_p(u: f64, n1: usize, n2: usize) -> f64 {
    let (small, large) = (n1.min(n2), n1.max(n2));
    let tail = u.min((n1 * n2) as f64 - u) as usize;
    let mut orders = vec![0.0_f64; tail + 1];
    orders[0] = 1.0;
    let mut all = 1.0;
    for i in 1..=small {
        for k in i..=tail {
            orders[k] += orders[k - i];
        }
        for k in (large + i..=tail).rev() {
            orders[k] -= orders[k - large - i];
        }
        all *= (large + i) as f64 / i as f64;
    }
    (2.0 * orders.iter().sum::<f64>() / all).min(1.0)
}

/// What the t tests return.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StudentT {
    /// The difference of the means in standard errors; negative where the second mean is the greater one.
    pub t: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Two-sided p.
    pub p: f64,
}

/// Returns Welch's t test, which allows for unequal variances. NaN where a sample has fewer than two values or
/// neither varies.
pub fn welch_t(x: &[f64], y: &[f64]) -> StudentT {
    let (n1, m1, v1) = moments(x);
    let (n2, m2, v2) = moments(y);
    let (e1, e2) = (v1 / (n1 - 1.0) / n1, v2 / (n2 - 1.0) / n2);
    let df = (e1 + e2) * (e1 + e2) / (e1 * e1 / (n1 - 1.0) + e2 * e2 / (n2 - 1.0));
    student(m1 - m2, e1 + e2, df)
}

/// Returns Student's t test, which takes both variances to be equal. NaN where both samples together have fewer than
/// three values, one is empty, or neither varies.
pub fn student_t(x: &[f64], y: &[f64]) -> StudentT {
    let (n1, m1, v1) = moments(x);
    let (n2, m2, v2) = moments(y);
    let df = n1 + n2 - 2.0;
    student(m1 - m2, (v1 + v2) / df * (1.0 / n1 + 1.0 / n2), df)
}

fn student(difference: f64, variance: f64, df: f64) -> StudentT {
    if variance.is_nan() || variance == 0.0 || df <= 0.0 {
        return StudentT { t: f64::NAN, df: f64::NAN, p: f64::NAN };
    }
    let t = difference / variance.sqrt();
    StudentT { t, df, p: ln_student_two_sided(t, df).exp() }
}

/// Number, mean and sum of squares about the mean.
fn moments(x: &[f64]) -> (f64, f64, f64) {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    // The second sum is 0 but for rounding, and takes the rounding of the mean out of the first.
    let (squares, sum) = x.iter().fold((0.0, 0.0), |(squares, sum), &x| {
        let from_mean = x - mean;
        (squares + from_mean * from_mean, sum + from_mean)
    });
    (n, mean, squares - sum * sum / n)
}

/// Returns mean(x) - mean(y).
fn difference_of_means(x: &[f64], y: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64 - y.iter().sum::<f64>() / y.len() as f64
}

/// Returns the two-sided p of a difference of means, from `permutations` random exchanges of values between the
/// samples: the share with a difference at least as large, the one observed among them. NaN where a sample is empty.
///
/// The same seed gives the same p everywhere (SplitMix64).
pub fn permutation(x: &[f64], y: &[f64], permutations: usize, seed: u64) -> f64 {
    if x.is_empty() || y.is_empty() {
        return f64::NAN;
    }
    let mut values: Vec<f64> = x.iter().chain(y).copied().collect();
    let total: f64 = values.iter().sum();
    let (chosen, others) = (x.len().min(y.len()), x.len().max(y.len()));
    let difference = |sum: f64| (sum / chosen as f64 - (total - sum) / others as f64).abs();
    let observed = difference_of_means(x, y).abs();
    // Sums of the same numbers in another order differ in the last digits.
    let bound = observed - 1e-12 * (values.iter().map(|value| value.abs()).sum::<f64>() / chosen as f64);
    let mut random = SplitMix(seed);
    let mut as_large = 1_usize;
    for _ in 0..permutations {
        let mut sum = 0.0;
        for at in 0..chosen {
            let other = at + random.below(values.len() - at);
            values.swap(at, other);
            sum += values[at];
        }
        as_large += usize::from(difference(sum) >= bound);
    }
    as_large as f64 / (permutations + 1) as f64
}
