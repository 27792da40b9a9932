//! Diversity of samples drawn from the text: computed (HD-D) or drawn and fitted (vocd-D).

use super::super::Info;
use super::{Diversity, DiversityOptions, RICH, Sample, row};

pub(super) const ROWS: &[Diversity] = &[
    row(
        Info {
            name: "hdd",
            aliases: &["hd_d"],
            reading: "The type-token ratio one expects in a sample of `sample` tokens.",
            formula: "sum over types of (1 - P(not in a sample without replacement))/sample, hypergeometric; `sample` 42 by default",
            citation: "McCarthy & Jarvis 2007, vocd: a theoretical and empirical evaluation, Language Testing 24(4)",
            doi: "10.1177/0265532207080767",
            range: (0.0, 1.0),
            undefined: "the text is shorter than the sample",
            default: true,
            ..RICH
        },
        |s, options| hdd(s, options.sample),
    ),
    row(
        Info {
            name: "vocd_d",
            aliases: &["vocd", "vocdd"],
            formula: "the D of TTR = D/n(sqrt(1 + 2n/D) - 1) that fits the mean TTR of 100 random samples of each size n = 35..50 best (least squares); the mean of three fits; drawn with `seed`",
            citation: "Malvern, Richards, Chipere & Durán 2004, Lexical Diversity and Language Development",
            doi: "10.1057/9780230511804",
            range: (0.0, MOST),
            undefined: "the text has fewer than 50 tokens",
            ..RICH
        },
        vocd_row,
    ),
];

/// The largest D that is looked for: reached where no sample repeats a word.
const MOST: f64 = 1e6;
const SIZES: std::ops::RangeInclusive<usize> = 35..=50;
const DRAWS: usize = 100;
const FITS: usize = 3;

fn vocd_row(s: &Sample, options: &DiversityOptions) -> f64 {
    vocd(s, options.seed)
}

/// HD-D as a type-token ratio: the expected number of types in `sample` tokens, over `sample`.
pub fn hdd(text: &Sample, sample: usize) -> f64 {
    let (n, size) = (text.n(), sample as f64);
    if sample == 0 || n < size {
        return f64::NAN;
    }
    let absent = |m: f64| (0..sample).map(|i| (n - m - i as f64).max(0.0) / (n - i as f64)).product::<f64>();
    text.spectrum().iter().map(|&(m, types)| types as f64 * (1.0 - absent(m as f64))).sum::<f64>() / size
}

/// The type-token ratio that the model of vocd expects in `n` tokens at diversity `d`.
pub fn vocd_curve(n: f64, d: f64) -> f64 {
    d / n * ((1.0 + 2.0 * n / d).sqrt() - 1.0)
}

/// vocd-D with random samples of the given seed. Blind to the order of the tokens: samples are drawn from the ranked
/// frequencies, so the same words in another order have the same value.
pub fn vocd(text: &Sample, seed: u64) -> f64 {
    if text.token_count() < *SIZES.end() as u64 {
        return f64::NAN;
    }
    let ranked = text.ranked().iter().enumerate();
    let mut pool: Vec<u32> =
        ranked.flat_map(|(rank, &f)| std::iter::repeat_n(rank as u32, f as usize)).collect();
    let mut random = Random(seed);
    let fits: f64 = (0..FITS).map(|_| fit(&curve(&mut pool, &mut random))).sum();
    fits / FITS as f64
}

/// (sample size, mean type-token ratio of the samples).
fn curve(pool: &mut [u32], random: &mut Random) -> Vec<(f64, f64)> {
    let mut met = super::moving::Met::new(pool);
    SIZES
        .map(|size| {
            let mut types = 0_u64;
            for _ in 0..DRAWS {
                met.clear();
                for at in 0..size {
                    pool.swap(at, random.between(at, pool.len()));
                    types += u64::from(met.is_new(pool[at]));
                }
            }
            (size as f64, types as f64 / (DRAWS * size) as f64)
        })
        .collect()
}

/// The D of the least squared error: golden section over ln D.
fn fit(curve: &[(f64, f64)]) -> f64 {
    let error = |log_d: f64| -> f64 {
        curve.iter().map(|&(n, ttr)| (vocd_curve(n, log_d.exp()) - ttr).powi(2)).sum()
    };
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (1e-3_f64.ln(), MOST.ln());
    let (mut a, mut b) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_a, mut at_b) = (error(a), error(b));
    while high - low > 1e-10 {
        if at_a < at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - golden * (high - low);
            at_a = error(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + golden * (high - low);
            at_b = error(b);
        }
    }
    (f64::midpoint(low, high)).exp()
}

/// SplitMix64: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to below `high`; the multiply keeps the bias below 2^-32 for any text.
    fn between(&mut self, low: usize, high: usize) -> usize {
        low + ((u128::from(self.next()) * (high - low) as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_of_the_model_is_found_again() {
        for d in [0.5, 7.0, 42.0, 120.0] {
            let curve: Vec<(f64, f64)> = SIZES.map(|n| (n as f64, vocd_curve(n as f64, d))).collect();
            assert!((fit(&curve) / d - 1.0).abs() < 1e-6, "{d}");
        }
    }

    #[test]
    fn the_seed_decides() {
        let text = Sample::from_frequencies(&(1..40).collect::<Vec<u64>>());
        assert_eq!(vocd(&text, 1), vocd(&text, 1));
        assert_ne!(vocd(&text, 1), vocd(&text, 2));
        assert!((vocd(&text, 1) / vocd(&text, 2) - 1.0).abs() < 0.05);
    }
}
