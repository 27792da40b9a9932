//! Logarithms without branches: the compiler makes vector code of loops over them, and they give the same bits on
//! every machine. The polynomial is that of the natural logarithm in FreeBSD's msun (Sun Microsystems, 1993), with an
//! error below one unit in the last place.

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const POLYNOMIAL: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];
/// Bits of the square root of 1/2: the mantissa is taken from there to the square root of 2.
const HALF_ROOT: u64 = 0x3fe6_a09e_0000_0000;
const TWO_TO_52: f64 = 4_503_599_627_370_496.0;

/// (ln(1 + f) - 2s) / s for s = f / (2 + f).
#[inline(always)]
fn series(s: f64) -> f64 {
    let [p1, p2, p3, p4, p5, p6, p7] = POLYNOMIAL;
    let z = s * s;
    let w = z * z;
    w * (p2 + w * (p4 + w * p6)) + z * (p1 + w * (p3 + w * (p5 + w * p7)))
}

/// Exponent k and f, with x = 2^k (1 + f); x is positive, finite and normal.
#[inline(always)]
fn split(x: f64) -> (f64, f64) {
    let bits = x.to_bits().wrapping_add(0x3ff0_0000_0000_0000 - HALF_ROOT);
    // An integer below 2^52 becomes a float by being put into the mantissa of 2^52: that vectorizes, a cast does not.
    let exponent = f64::from_bits((bits >> 52) | 0x4330_0000_0000_0000) - (TWO_TO_52 + 1023.0);
    let mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff).wrapping_add(HALF_ROOT));
    (exponent, mantissa - 1.0)
}

/// ln(2^k (1 + f)), given s = f / (2 + f) and its series.
#[inline(always)]
fn assemble(k: f64, f: f64, s: f64, series: f64) -> f64 {
    let half = 0.5 * f * f;
    s * (half + series) + k * LN2_LOW - half + f + k * LN2_HIGH
}

/// ln x where x is positive and finite, -inf at 0, NaN below.
#[inline(always)]
fn limits(x: f64, ln: f64) -> f64 {
    let ln = if x < f64::INFINITY { ln } else { x };
    if x > 0.0 {
        ln
    } else if x == 0.0 {
        f64::NEG_INFINITY
    } else {
        f64::NAN
    }
}

/// Returns ln x; -inf at 0, NaN below 0.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let small = x < f64::MIN_POSITIVE;
    let (k, f) = split(if small { x * TWO_TO_52 } else { x });
    let s = f / (2.0 + f);
    limits(x, assemble(if small { k - 52.0 } else { k }, f, s, series(s)))
}

/// What [`ln_ratio`] and [`deviance`] of a cell have in common: o/e = 2^k (1 + f), and s with its series, for the
/// argument that keeps the digits. It is chosen before the division, so that there is one, and one polynomial.
struct Parts {
    ratio: f64,
    k: f64,
    f: f64,
    s: f64,
    series: f64,
}

impl Parts {
    #[inline(always)]
    fn new(o: f64, e: f64, d: f64) -> Parts {
        let ratio = o / e;
        let (k, f) = split(ratio);
        let s = (if k == 0.0 { d } else { f }) / (if k == 0.0 { o + e } else { 2.0 + f });
        Parts { ratio, k, f, s, series: series(s) }
    }

    /// Where k is not 0.
    #[inline(always)]
    fn far(&self) -> f64 {
        assemble(self.k, self.f, self.s, self.series)
    }

    #[inline(always)]
    fn ln(&self) -> f64 {
        limits(self.ratio, if self.k == 0.0 { self.s * (2.0 + self.series) } else { self.far() })
    }

    #[inline(always)]
    fn deviance(&self, o: f64, d: f64) -> f64 {
        let near = d * self.s + o * self.s * self.series;
        let value = if self.k == 0.0 { near } else { o * self.far() - d };
        if o == 0.0 { -d } else { value }
    }
}

/// Returns ln(o/e), given d = o - e exactly: accurate to the last digits when o and e are close, where o/e is not.
/// NaN for 0/0.
#[inline(always)]
pub fn ln_ratio(o: f64, e: f64, d: f64) -> f64 {
    Parts::new(o, e, d).ln()
}

/// Returns o ln(o/e) - (o - e), given d = o - e exactly: what one cell adds to half of G2. Never negative; 0 for
/// o = e, also where both are 0.
#[inline(always)]
pub fn deviance(o: f64, e: f64, d: f64) -> f64 {
    Parts::new(o, e, d).deviance(o, d)
}

/// Returns both, [`ln_ratio`] first, for little more than one.
#[inline(always)]
pub fn ln_ratio_and_deviance(o: f64, e: f64, d: f64) -> (f64, f64) {
    let parts = Parts::new(o, e, d);
    (parts.ln(), parts.deviance(o, d))
}

/// Returns a b - c d, accurate where the products almost cancel (Dekker's exact products).
#[inline(always)]
pub fn difference_of_products(a: f64, b: f64, c: f64, d: f64) -> f64 {
    let (first, first_rest) = product(a, b);
    let (second, second_rest) = product(c, d);
    (first - second) + (first_rest - second_rest)
}

/// a b as a sum of two floats. By splitting, not by a fused multiply: that is a library call on the base x86-64.
#[inline(always)]
fn product(a: f64, b: f64) -> (f64, f64) {
    #[inline(always)]
    fn halves(x: f64) -> (f64, f64) {
        let c = 134_217_729.0 * x;
        let high = c - (c - x);
        (high, x - high)
    }
    let p = a * b;
    let ((a1, a2), (b1, b2)) = (halves(a), halves(b));
    (p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ln_is_that_of_the_library() {
        let mut x = 1e-300;
        while x < 1e300 {
            assert!((ln(x) - x.ln()).abs() <= 2.3e-16 * x.ln().abs(), "{x}");
            x *= 1.000_37e1_f64.sqrt();
        }
        assert_eq!(ln(1.0), 0.0);
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert_eq!(ln(f64::INFINITY), f64::INFINITY);
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan());
        assert!((ln(5e-324) - 5e-324_f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn ratios_close_to_one_keep_their_digits() {
        // ln(1 + 1/n) = 1/n - 1/2n^2 + ..., and the deviance is 1/2n - 1/6n^2 + ...
        let n = 1e12;
        assert!((ln_ratio(n + 1.0, n, 1.0) / (1e-12 - 0.5e-24) - 1.0).abs() < 1e-15);
        assert!((deviance(n + 1.0, n, 1.0) / (0.5e-12 - 1e-24 / 6.0) - 1.0).abs() < 1e-15);
        assert_eq!(deviance(0.0, 3.0, -3.0), 3.0);
        assert_eq!(deviance(0.0, 0.0, 0.0), 0.0);
        assert_eq!(ln_ratio(0.0, 2.0, -2.0), f64::NEG_INFINITY);
        assert!(ln_ratio(0.0, 0.0, 0.0).is_nan());
        let (a, b) = (94_906_267.0, 94_906_265.0);
        assert_eq!(difference_of_products(94_906_266.0, 94_906_266.0, a, b), 1.0);
    }
}
