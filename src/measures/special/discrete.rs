//! Binomial, Poisson and hypergeometric probabilities and tails, as natural logarithms.
//!
//! A difference of three log factorials of 1e12 would have no correct digit after the point. Each probability is
//! instead a sum of deviances, which are small where the probability is not, and of Stirling remainders (Loader 2000,
//! "Fast and accurate computation of binomial probabilities"). For a 2x2 table the deviances add up to half of G2.

use super::log::{deviance, difference_of_products, ln};
use super::tail::ln_sum;
use super::{ln_add, ln_complement};

const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_7;
/// ln n! - (n + 1/2) ln n + n - ln(2 pi)/2 for n = 1 to 15.
const REMAINDERS: [f64; 15] = [
    0.081_061_466_795_327_26,
    0.041_340_695_955_409_29,
    0.027_677_925_684_998_34,
    0.020_790_672_103_765_093,
    0.016_644_691_189_821_193,
    0.013_876_128_823_070_748,
    0.011_896_709_945_891_77,
    0.010_411_265_261_972_096,
    0.009_255_462_182_712_733,
    0.008_330_563_433_362_87,
    0.007_573_675_487_951_841,
    0.006_942_840_107_209_53,
    0.006_408_994_188_004_207,
    0.005_951_370_112_758_848,
    0.005_554_733_551_962_801,
];

/// ln n! - (n ln n - n); 0 at 0. Exact for whole numbers, and for any n from 15.
pub(super) fn rest(n: f64) -> f64 {
    if n <= 0.0 {
        return 0.0;
    }
    let remainder = if n <= 15.0 {
        REMAINDERS[(n as usize).clamp(1, 15) - 1]
    } else {
        let square = n * n;
        let series =
            1.0 / 1260.0 - (1.0 / 1680.0 - (1.0 / 1188.0 - 691.0 / 360_360.0 / square) / square) / square;
        (1.0 / 12.0 - (1.0 / 360.0 - series / square) / square) / n
    };
    HALF_LN_TWO_PI + 0.5 * ln(n) + remainder
}

/// Returns ln n!, for whole n.
pub fn ln_factorial(n: f64) -> f64 {
    if n <= 0.0 { 0.0 } else { n * ln(n) - n + rest(n) }
}

/// Returns the logarithm of the Poisson probability of `k` events where `mean` are expected.
pub fn ln_poisson(k: f64, mean: f64) -> f64 {
    if mean == 0.0 && k > 0.0 { f64::NEG_INFINITY } else { -deviance(k, mean, k - mean) - rest(k) }
}

/// Returns ln P(X >= k) of the Poisson distribution.
pub fn ln_poisson_upper(k: f64, mean: f64) -> f64 {
    if k <= 0.0 {
        return 0.0;
    }
    if mean == 0.0 {
        return f64::NEG_INFINITY;
    }
    let deviation = mean.sqrt();
    if mean <= k + 1.0 {
        ln_sum(|step| ln_poisson(k + step, mean), |step| mean / (k + step + 1.0), deviation).min(0.0)
    } else {
        let below = k - 1.0;
        ln_complement(
            ln_sum(|step| ln_poisson(below - step, mean), |step| (below - step) / mean, deviation).min(0.0),
        )
    }
}

/// Returns the logarithm of the binomial probability of `k` out of `n`, with chances `p` and `q` = 1 - p.
pub fn ln_binomial(k: f64, n: f64, p: f64, q: f64) -> f64 {
    let (hits, misses) = (n * p, n * q);
    if (hits == 0.0 && k > 0.0) || (misses == 0.0 && k < n) {
        return f64::NEG_INFINITY;
    }
    // The difference is taken where it is known best: from the smaller of the two expectations.
    let d = if p <= q { k - hits } else { misses - (n - k) };
    -deviance(k, hits, d) - deviance(n - k, misses, -d) + rest(n) - rest(k) - rest(n - k)
}

/// Returns ln P(X >= k) of the binomial distribution with chances `p` and `q` = 1 - p.
pub fn ln_binomial_upper(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k <= 0.0 {
        return 0.0;
    }
    if k > n || p == 0.0 {
        return f64::NEG_INFINITY;
    }
    if q == 0.0 {
        return 0.0;
    }
    let deviation = (n * p * q).sqrt();
    let odds = p / q;
    if (n - k) * odds <= k + 1.0 {
        let ratio = |step: f64| (n - k - step) / (k + step + 1.0) * odds;
        ln_sum(|step| ln_binomial(k + step, n, p, q), ratio, deviation).min(0.0)
    } else {
        let below = k - 1.0;
        let ratio = |step: f64| (below - step) / (n - below + step + 1.0) / odds;
        ln_complement(ln_sum(|step| ln_binomial(below - step, n, p, q), ratio, deviation).min(0.0))
    }
}

/// Returns the log-likelihood statistic G2 of a 2x2 table, to the last digits also near 0; 0 where a margin is 0.
pub fn log_likelihood(o11: f64, o12: f64, o21: f64, o22: f64) -> f64 {
    let (r1, r2, c1, c2) = (o11 + o12, o21 + o22, o11 + o21, o12 + o22);
    let n = r1 + r2;
    let d = difference_of_products(o11, o22, o12, o21) / n;
    2.0 * (deviance(o11, r1 * c1 / n, d)
        + deviance(o12, r1 * c2 / n, -d)
        + deviance(o21, r2 * c1 / n, -d)
        + deviance(o22, r2 * c2 / n, d))
}

/// Returns the logarithm of the probability of a 2x2 table given its margins.
pub fn ln_hypergeometric(o11: f64, o12: f64, o21: f64, o22: f64) -> f64 {
    let (r1, r2, c1, c2) = (o11 + o12, o21 + o22, o11 + o21, o12 + o22);
    let margins = rest(r1) + rest(r2) + rest(c1) + rest(c2) - rest(r1 + r2);
    let cells = rest(o11) + rest(o12) + rest(o21) + rest(o22);
    margins - cells - 0.5 * log_likelihood(o11, o12, o21, o22)
}

/// The table with `step` more in its diagonal; the margins stay.
#[derive(Clone, Copy)]
struct Table(f64, f64, f64, f64);

impl Table {
    fn ln_p(self, step: f64) -> f64 {
        ln_hypergeometric(self.0 + step, self.1 - step, self.2 - step, self.3 + step)
    }

    /// p(step + 1) / p(step).
    fn ratio(self, step: f64) -> f64 {
        let up = (self.1 - step) * (self.2 - step);
        if up <= 0.0 { 0.0 } else { up / ((self.0 + step + 1.0) * (self.3 + step + 1.0)) }
    }

    fn deviation(self) -> f64 {
        let Table(o11, o12, o21, o22) = self;
        let n = o11 + o12 + o21 + o22;
        ((o11 + o12) / n * ((o21 + o22) / n) * (o11 + o21) * ((o12 + o22) / (n - 1.0).max(1.0))).sqrt()
    }

    /// ln of this table and all with more in the diagonal; this one is at the mode or beyond.
    fn ln_sum(self) -> f64 {
        ln_sum(|step| self.ln_p(step), |step| self.ratio(step), self.deviation()).min(0.0)
    }

    fn at_or_beyond_mode(self) -> bool {
        self.ratio(0.0) <= 1.0
    }

    /// The same table with its columns exchanged: "more" becomes "less".
    fn mirrored(self) -> Table {
        Table(self.1, self.0, self.3, self.2)
    }

    fn ln_upper(self) -> f64 {
        if self.at_or_beyond_mode() {
            self.ln_sum()
        } else if self.0 == 0.0 || self.3 == 0.0 {
            0.0
        } else {
            let Table(o11, o12, o21, o22) = self;
            ln_complement(Table(o12 + 1.0, o11 - 1.0, o22 - 1.0, o21 + 1.0).ln_sum())
        }
    }
}

/// Returns ln P(X >= o11) given the margins: Fisher's test against "greater".
pub fn ln_hypergeometric_upper(o11: f64, o12: f64, o21: f64, o22: f64) -> f64 {
    Table(o11, o12, o21, o22).ln_upper()
}

/// Returns ln P(X <= o11) given the margins: Fisher's test against "less".
pub fn ln_hypergeometric_lower(o11: f64, o12: f64, o21: f64, o22: f64) -> f64 {
    Table(o11, o12, o21, o22).mirrored().ln_upper()
}

/// Returns the logarithm of the two-sided p of Fisher's test: the tables at most as probable as this one. Ties are
/// counted up to a relative difference of 1e-7, as R does.
pub fn ln_hypergeometric_two_sided(o11: f64, o12: f64, o21: f64, o22: f64) -> f64 {
    let mut table = Table(o11, o12, o21, o22);
    if !table.at_or_beyond_mode() {
        table = table.mirrored();
    }
    let bound = table.ln_p(0.0) + 1e-7;
    let least = -table.0.min(table.3);
    // The last step on the other side that is improbable enough. Probabilities rise from `least` to the mode.
    let mode = (-difference_of_products(table.0, table.3, table.1, table.2)
        / (table.0 + table.1 + table.2 + table.3 + 2.0))
        .floor();
    let (mut low, mut high) = (least - 1.0, mode.clamp(least, 0.0));
    while table.ratio(high) > 1.0 && high < 0.0 {
        high += 1.0;
    }
    if table.ln_p(high) <= bound {
        return 0.0;
    }
    while high - low > 1.0 {
        let middle = (0.5 * (low + high)).floor();
        if table.ln_p(middle) <= bound { low = middle } else { high = middle }
    }
    let this = table.ln_sum();
    if low < least {
        return this;
    }
    let other = Table(table.1 - low, table.0 + low, table.3 + low, table.2 - low).ln_sum();
    ln_add(this, other).min(0.0)
}

/// Returns the logarithm of the other two-sided p: of the tables at least as far from the expectation as this one.
pub fn ln_hypergeometric_distance(o11: f64, o12: f64, o21: f64, o22: f64) -> f64 {
    let mut table = Table(o11, o12, o21, o22);
    let d = difference_of_products(o11, o22, o12, o21) / (o11 + o12 + o21 + o22);
    if d < 0.0 {
        table = table.mirrored();
    }
    // O - E is d, so E - d lies 2 d below O. Half a millionth makes up for rounding in exact ties.
    let below = (2.0 * d.abs() - 5e-7).ceil().max(0.0);
    let this = table.ln_upper();
    let Table(o11, o12, o21, o22) = table;
    if below == 0.0 {
        return 0.0;
    }
    if below > o11.min(o22) {
        return this;
    }
    ln_add(this, Table(o12 + below, o11 - below, o22 - below, o21 + below).ln_upper()).min(0.0)
}
