//! Type-token ratios of segments and of a moving window.

use super::super::Info;
use super::{Diversity, RICH, ordered};

pub(super) const ROWS: &[Diversity] = &[
    ordered(
        Info {
            name: "msttr",
            aliases: &["mean_segmental_ttr", "sttr"],
            formula: "mean V/N of consecutive segments of `segment` tokens (default 100); a last partial segment is left out, a full one is kept",
            citation: "Johnson 1944, Studies in language behavior, Psychological Monographs 56(2)",
            doi: "10.1037/h0093508",
            range: (0.0, 1.0),
            undefined: "the text is shorter than one segment",
            default: true,
            ..RICH
        },
        |s, options| msttr(s.tokens(), options.segment),
    ),
    ordered(
        Info {
            name: "mattr",
            aliases: &["moving_average_ttr"],
            formula: "mean V/N of all windows of `window` tokens (default 100)",
            citation: "Covington & McFall 2010, Cutting the Gordian knot: the moving-average type-token ratio (MATTR), Journal of Quantitative Linguistics 17(2)",
            doi: "10.1080/09296171003643098",
            range: (0.0, 1.0),
            undefined: "the text is shorter than the window",
            default: true,
            ..RICH
        },
        |s, options| mattr(s.tokens(), options.window),
    ),
];

/// Which types have been met, forgotten in one step: a type counts as met when its mark is the current round.
pub(super) struct Met {
    marks: Vec<u32>,
    round: u32,
}

impl Met {
    /// Room for every type of `tokens`, which are numbered without large gaps.
    pub(super) fn new(tokens: &[u32]) -> Met {
        Met { marks: vec![0; tokens.iter().max().map_or(0, |&most| most as usize + 1)], round: 0 }
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.round += 1;
    }

    /// Whether `token` is met for the first time.
    pub(super) fn is_new(&mut self, token: u32) -> bool {
        let mark = &mut self.marks[token as usize];
        let new = *mark != self.round;
        *mark = self.round;
        new
    }
}

/// The mean type-token ratio of the full segments; NaN where there is none. Types numbered from 0; linear time.
fn msttr(tokens: &[u32], segment: usize) -> f64 {
    let mut met = Met::new(tokens);
    let (mut types, mut segments) = (0_u64, 0_u64);
    for part in tokens.chunks_exact(segment.max(1)) {
        met.clear();
        types += part.iter().filter(|&&token| met.is_new(token)).count() as u64;
        segments += 1;
    }
    types as f64 / (segments as f64 * segment as f64)
}

/// The mean type-token ratio of all windows; NaN where the text is shorter. Types numbered from 0; linear time.
fn mattr(tokens: &[u32], window: usize) -> f64 {
    if window == 0 || tokens.len() < window {
        return f64::NAN;
    }
    let mut inside = vec![0_u32; tokens.iter().max().map_or(0, |&most| most as usize + 1)];
    let (mut types, mut sum) = (0_u64, 0_u64);
    for (at, &token) in tokens.iter().enumerate() {
        inside[token as usize] += 1;
        types += u64::from(inside[token as usize] == 1);
        if at >= window {
            let left = tokens[at - window] as usize;
            inside[left] -= 1;
            types -= u64::from(inside[left] == 0);
        }
        if at + 1 >= window {
            sum += types;
        }
    }
    sum as f64 / ((tokens.len() - window + 1) as f64 * window as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_agree_with_counting_each() {
        let tokens: Vec<u32> = (0..200_u32).map(|k| (k * k + 3 * k) % 17).collect();
        for window in [1, 2, 7, 50, 200] {
            let slow: f64 = tokens.windows(window).map(|part| msttr(part, window)).sum();
            assert!((mattr(&tokens, window) - slow / (201 - window) as f64).abs() < 1e-12, "{window}");
        }
    }

    #[test]
    fn a_full_last_segment_is_kept() {
        assert_eq!(msttr(&[0, 1, 2, 3, 1, 4, 5, 6, 1, 7], 5), 0.9);
        assert!(msttr(&[0, 1], 3).is_nan() && mattr(&[0, 1], 3).is_nan() && mattr(&[], 0).is_nan());
    }
}
