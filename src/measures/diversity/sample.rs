//! What measures of diversity are computed from.

use crate::error::{Error, Result};
use hashbrown::HashMap;

/// A text as the measures see it: its tokens as ids, and how often each occurs.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The tokens, each type numbered from 0 by its first place; empty where only frequencies are known.
    tokens: Vec<u32>,
    /// The frequencies of the types, highest first.
    ranked: Vec<u64>,
    /// How many types occur how often: (frequency, types), lowest frequency first.
    spectrum: Vec<(u64, u64)>,
    total: u64,
    content: Option<u64>,
}

impl Sample {
    /// From the tokens of a text, each as the id of its type; any ids will do.
    pub fn new(tokens: &[u32]) -> Sample {
        let mut numbers: HashMap<u32, u32, foldhash::fast::FixedState> = HashMap::default();
        let mut frequencies: Vec<u64> = Vec::new();
        let mut renumbered = Vec::with_capacity(tokens.len());
        for &token in tokens {
            let number = *numbers.entry(token).or_insert(frequencies.len() as u32);
            if number as usize == frequencies.len() {
                frequencies.push(0);
            }
            frequencies[number as usize] += 1;
            renumbered.push(number);
        }
        Sample { tokens: renumbered, ..Sample::from_frequencies(&frequencies) }
    }

    /// From the frequencies of the types alone, in any order; measures that need the order of the tokens are NaN.
    pub fn from_frequencies(frequencies: &[u64]) -> Sample {
        let mut ranked: Vec<u64> = frequencies.iter().copied().filter(|&frequency| frequency > 0).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let mut spectrum: Vec<(u64, u64)> = Vec::new();
        for &frequency in ranked.iter().rev() {
            match spectrum.last_mut().filter(|(last, _)| *last == frequency) {
                Some((_, types)) => *types += 1,
                None => spectrum.push((frequency, 1)),
            }
        }
        Sample { total: ranked.iter().sum(), ranked, spectrum, ..Sample::default() }
    }

    /// The same text, and which of its tokens are function words (one answer a token): for lexical density.
    ///
    /// # Errors
    /// As many answers as tokens are needed.
    pub fn with_function_words(mut self, is_function_word: &[bool]) -> Result<Sample> {
        if is_function_word.len() as u64 != self.total {
            let given = format!("{} answers", is_function_word.len());
            return Err(Error::bad_value(
                "function_words",
                given,
                &format!("as many as tokens ({})", self.total),
            ));
        }
        self.content = Some(is_function_word.iter().filter(|&&function| !function).count() as u64);
        Ok(self)
    }

    /// N: the number of tokens.
    pub fn token_count(&self) -> u64 {
        self.total
    }

    /// V: the number of types.
    pub fn type_count(&self) -> u64 {
        self.ranked.len() as u64
    }

    /// The frequencies of the types, highest first.
    pub fn ranked(&self) -> &[u64] {
        &self.ranked
    }

    /// (m, V_m), lowest m first.
    pub fn spectrum(&self) -> &[(u64, u64)] {
        &self.spectrum
    }

    /// The tokens, types numbered from 0; empty where only frequencies are known.
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    /// Tokens that are not function words, where that was told.
    pub(super) fn content(&self) -> f64 {
        self.content.map_or(f64::NAN, |count| count as f64)
    }

    pub(super) fn n(&self) -> f64 {
        self.total as f64
    }

    pub(super) fn v(&self) -> f64 {
        self.ranked.len() as f64
    }

    /// V_m.
    pub(super) fn types_with(&self, frequency: u64) -> f64 {
        self.spectrum.iter().find(|(m, _)| *m == frequency).map_or(0.0, |&(_, types)| types as f64)
    }

    /// The sum of the squared frequencies.
    pub(super) fn squares(&self) -> f64 {
        self.spectrum.iter().map(|&(m, types)| types as f64 * (m as f64).powi(2)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_are_counted() {
        let sample = Sample::new(&[7, 3, 7, 9, 7, 3]);
        assert_eq!((sample.token_count(), sample.type_count()), (6, 3));
        assert_eq!((sample.ranked(), sample.spectrum()), (&[3, 2, 1][..], &[(1, 1), (2, 1), (3, 1)][..]));
        assert_eq!(sample.tokens(), [0, 1, 0, 2, 0, 1]);
        assert!(sample.with_function_words(&[true]).is_err());
    }
}
