//! MTLD: how many tokens in a row keep up a given type-token ratio.

use super::super::Info;
use super::moving::Met;
use super::{Diversity, RICH, ordered};

/// When a factor of MTLD is complete. The literature has both; they differ where the ratio is met exactly (18/25).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closes {
    /// The type-token ratio is below the threshold.
    Below,
    /// The type-token ratio is at or below the threshold.
    AtOrBelow,
}

impl Closes {
    fn met(self, types: f64, tokens: f64, threshold: f64) -> bool {
        let ratio = types / tokens;
        match self {
            Closes::Below => ratio < threshold,
            Closes::AtOrBelow => ratio <= threshold,
        }
    }
}

const MCCARTHY: &str =
    "McCarthy & Jarvis 2010, MTLD, vocd-D, and HD-D: a validation study, Behavior Research Methods 42(2)";
const MCCARTHY_DOI: &str = "10.3758/BRM.42.2.381";

pub(super) const ROWS: &[Diversity] = &[
    ordered(
        Info {
            name: "mtld",
            aliases: &["measure_of_textual_lexical_diversity"],
            reading: "How many tokens in a row keep the type-token ratio up, on average.",
            formula: "mean of both directions of N/factors; a factor closes where V/N < `threshold` (default 0.72; `closes` chooses <=), the rest counts (1 - V/N)/(1 - threshold) of one",
            citation: MCCARTHY,
            doi: MCCARTHY_DOI,
            undefined: "no factor closes and no token is repeated in the rest (or the text is empty)",
            default: true,
            ..RICH
        },
        |s, options| mtld(s.tokens(), options.threshold, options.closes),
    ),
    ordered(
        Info {
            name: "mtld_bidirectional",
            aliases: &["mtld_ma_bi", "mtld_ma_bid"],
            reading: "How many tokens in a row keep the type-token ratio up, from every place, on average.",
            formula: "mean length of the factors that begin at each token and close within the text, read forwards, and the same backwards; the mean of both",
            citation: MCCARTHY,
            doi: MCCARTHY_DOI,
            undefined: "no factor closes in one of the directions",
            ..RICH
        },
        |s, options| mtld_bidirectional(s.tokens(), options.threshold, options.closes),
    ),
    ordered(
        Info {
            name: "mtld_wrap",
            aliases: &["mtld_ma_wrap"],
            reading: "How many tokens in a row keep the type-token ratio up, from every place, on average.",
            formula: "mean length of the factors that begin at each token, going on at the beginning of the text where they reach its end",
            citation: "Vidal & Jarvis 2020, Effects of English-medium instruction on Spanish students' proficiency and lexical diversity in English, Language Teaching Research 24(5)",
            doi: "10.1177/1362168818817945",
            undefined: "a factor does not close within one round",
            ..RICH
        },
        |s, options| mtld_wrap(s.tokens(), options.threshold, options.closes),
    ),
];

/// MTLD from its two counts: 340 words and 4.404 factors give 77.203.
pub fn mtld_from_factors(tokens: f64, factors: f64) -> f64 {
    if tokens > 0.0 && factors > 0.0 { tokens / factors } else { f64::NAN }
}

/// MTLD, the mean of both directions. Types numbered from 0; linear time.
fn mtld(tokens: &[u32], threshold: f64, closes: Closes) -> f64 {
    let mut met = Met::new(tokens);
    let forwards = factors(&mut met, tokens.iter(), threshold, closes);
    let backwards = factors(&mut met, tokens.iter().rev(), threshold, closes);
    let one_way = |factors| mtld_from_factors(tokens.len() as f64, factors);
    (one_way(forwards) + one_way(backwards)) / 2.0
}

/// The number of factors, with the part of one that the rest is.
fn factors<'a>(met: &mut Met, tokens: impl Iterator<Item = &'a u32>, threshold: f64, closes: Closes) -> f64 {
    met.clear();
    let (mut factors, mut types, mut length) = (0.0, 0.0, 0.0);
    for &token in tokens {
        length += 1.0;
        types += f64::from(u8::from(met.is_new(token)));
        if closes.met(types, length, threshold) {
            factors += 1.0;
            (types, length) = (0.0, 0.0);
            met.clear();
        }
    }
    if length > 0.0 { factors + (1.0 - types / length) / (1.0 - threshold) } else { factors }
}

/// The mean length of factors from every token, forwards and backwards. Types numbered from 0; time grows with
/// tokens times the length of a factor.
fn mtld_bidirectional(tokens: &[u32], threshold: f64, closes: Closes) -> f64 {
    let mut met = Met::new(tokens);
    let mut one_way = |tokens: &[u32]| {
        let lengths = (0..tokens.len()).map(|at| length(&mut met, tokens[at..].iter(), threshold, closes));
        let (sum, count) =
            lengths.flatten().fold((0.0, 0.0), |(sum, count), length| (sum + length, count + 1.0));
        sum / count
    };
    let backwards: Vec<u32> = tokens.iter().rev().copied().collect();
    (one_way(tokens) + one_way(&backwards)) / 2.0
}

/// The mean length of factors from every token around the end. Types numbered from 0; time as for
/// [`mtld_bidirectional`].
fn mtld_wrap(tokens: &[u32], threshold: f64, closes: Closes) -> f64 {
    let mut met = Met::new(tokens);
    let mut sum = 0.0;
    for at in 0..tokens.len() {
        match length(&mut met, tokens[at..].iter().chain(&tokens[..at]), threshold, closes) {
            Some(length) => sum += length,
            None => return f64::NAN,
        }
    }
    sum / tokens.len() as f64
}

/// The length of the factor that `tokens` begin with, where it closes.
fn length<'a>(
    met: &mut Met,
    tokens: impl Iterator<Item = &'a u32>,
    threshold: f64,
    closes: Closes,
) -> Option<f64> {
    met.clear();
    let (mut types, mut length) = (0.0, 0.0);
    for &token in tokens {
        length += 1.0;
        types += f64::from(u8::from(met.is_new(token)));
        if closes.met(types, length, threshold) {
            return Some(length);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_matters_where_the_ratio_is_met_exactly() {
        // Three types in four tokens: 0.75.
        let tokens = [0, 1, 2, 0];
        assert_eq!(mtld(&tokens, 0.75, Closes::AtOrBelow), 4.0);
        assert_eq!(mtld(&tokens, 0.75, Closes::Below), 4.0);
        let longer = [0, 1, 2, 0, 3, 4, 5, 3];
        assert_eq!(mtld(&longer, 0.75, Closes::AtOrBelow), 4.0);
        assert_eq!(mtld(&longer, 0.75, Closes::Below), 8.0);
    }

    #[test]
    fn factors_from_every_place() {
        // From each place the fifth token of a circle of 3 brings 3/5, the fourth only 3/4.
        let tokens: Vec<u32> = (0..9).map(|k| k % 3).collect();
        assert_eq!(mtld_wrap(&tokens, 0.72, Closes::Below), 5.0);
        assert_eq!(mtld_bidirectional(&tokens, 0.72, Closes::Below), 5.0);
        assert!(mtld_wrap(&[0, 1, 2], 0.72, Closes::Below).is_nan());
        assert!(mtld(&[0, 1, 2], 0.72, Closes::Below).is_nan());
    }
}
