//! The sum of a discrete distribution from some value outwards, as a logarithm.

/// Positive nodes and weights of the Gauss-Legendre rule of 16 points.
const NODES: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_64),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_64),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_65),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_7),
    (0.755_404_408_355_003, 0.124_628_971_255_534_07),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_6),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_456),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_176),
];
/// Terms that are added one by one; longer sums become integrals.
const TERMS: f64 = 2000.0;

/// Returns ln(p(0) + p(1) + ...), where step 0 lies at or beyond the mode of a log-concave distribution.
///
/// `ln_p` gives ln p at any step, also between whole ones; `ratio` gives p(step + 1) / p(step), 0 at the end;
/// `deviation` is the standard deviation. A long sum is an integral by the midpoint rule read backwards
/// (Euler-Maclaurin): the sum is the integral from -1/2 plus p'(-1/2)/24, and what is left out is of the order of the
/// third derivative, below 1e-12 for more than 2,000 terms.
pub(super) fn ln_sum(ln_p: impl Fn(f64) -> f64, ratio: impl Fn(f64) -> f64, deviation: f64) -> f64 {
    let first = ln_p(0.0);
    let slope = -ratio(0.0).ln();
    let length = (40.0 / slope).min(9.0 * deviation);
    if length <= TERMS || !length.is_finite() {
        let (mut step, mut term, mut sum) = (0.0, 1.0, 1.0);
        loop {
            term *= ratio(step);
            if term <= sum * 1e-17 {
                return first + f64::ln(sum);
            }
            sum += term;
            step += 1.0;
        }
    }
    let value = |step: f64| (ln_p(step) - first).exp();
    let width = deviation.min(4.0 / slope.max(f64::MIN_POSITIVE));
    let (mut from, mut sum) = (-0.5, 0.0);
    loop {
        let middle = from + 0.5 * width;
        let panel: f64 = NODES
            .iter()
            .map(|&(node, weight)| {
                weight * (value(middle - 0.5 * width * node) + value(middle + 0.5 * width * node))
            })
            .sum();
        sum += 0.5 * width * panel;
        if 0.5 * width * panel <= sum * 1e-17 {
            break;
        }
        from += width;
    }
    sum += value(-0.5) * (first - ln_p(-1.0)) / 24.0;
    first + sum.ln()
}
