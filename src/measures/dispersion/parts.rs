//! What measures of dispersion are computed from.

use crate::error::{Error, Result};

/// The frequencies of one term in the parts of a corpus, the sizes of the parts, and optionally the term's places.
#[derive(Clone, Debug)]
pub struct Parts {
    frequencies: Vec<f64>,
    sizes: Vec<f64>,
    total: f64,
    size: f64,
    distances: Option<Vec<f64>>,
}

impl Parts {
    /// From a term's frequency in each part and the size of each part, both in tokens.
    ///
    /// # Errors
    /// No part; lengths that differ; a number that is negative or not finite; a frequency above the size of its part.
    pub fn new(frequencies: &[f64], sizes: &[f64]) -> Result<Parts> {
        if frequencies.len() != sizes.len() {
            let limit = format!("as many as frequencies ({})", frequencies.len());
            return Err(Error::bad_value("sizes", format!("{} numbers", sizes.len()), &limit));
        }
        if sizes.is_empty() {
            return Err(Error::bad_value("sizes", "[]", "at least one part"));
        }
        for (option, numbers) in [("frequencies", frequencies), ("sizes", sizes)] {
            if let Some(bad) = numbers.iter().find(|number| !number.is_finite() || **number < 0.0) {
                return Err(Error::bad_value(option, bad, "finite numbers, 0 or more"));
            }
        }
        if let Some((frequency, size)) =
            frequencies.iter().zip(sizes).find(|(frequency, size)| frequency > size)
        {
            return Err(Error::bad_value(
                "frequencies",
                frequency,
                &format!("no more than the part's size, {size}"),
            ));
        }
        Ok(Parts {
            frequencies: frequencies.to_vec(),
            sizes: sizes.to_vec(),
            total: frequencies.iter().sum(),
            size: sizes.iter().sum(),
            distances: None,
        })
    }

    /// The same frequencies as if all parts were of one size: the original formulas of Juilland, Carroll and Rosengren.
    #[must_use]
    pub fn assume_equal(&self) -> Parts {
        let size = self.sizes.iter().fold(0.0, |most: f64, &size| most.max(size));
        let sizes = vec![size; self.sizes.len()];
        Parts { size: sizes.iter().sum(), sizes, ..self.clone() }
    }

    /// The same parts with the places of the term in the whole corpus: token numbers from 0, ascending.
    ///
    /// # Errors
    /// Places that do not ascend or lie past the end, or whose number is not the term's frequency.
    pub fn at(mut self, positions: &[u64]) -> Result<Parts> {
        if positions.len() as f64 != self.total {
            let limit = format!("as many as the term's frequency ({})", self.total);
            return Err(Error::bad_value("positions", format!("{} places", positions.len()), &limit));
        }
        if let Some(pair) = positions.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(Error::bad_value("positions", pair[1], &format!("ascending, after {}", pair[0])));
        }
        if let Some(&last) = positions.last().filter(|&&last| last as f64 >= self.size) {
            return Err(Error::bad_value(
                "positions",
                last,
                &format!("below the corpus size, {}", self.size),
            ));
        }
        let around = positions.first().zip(positions.last());
        let first = around.map(|(&first, &last)| first as f64 + self.size - last as f64);
        let rest = positions.windows(2).map(|pair| (pair[1] - pair[0]) as f64);
        self.distances = Some(first.into_iter().chain(rest).collect());
        Ok(self)
    }

    /// n: the number of parts.
    pub(super) fn count(&self) -> f64 {
        self.sizes.len() as f64
    }

    /// F: the frequency in all parts.
    pub fn frequency(&self) -> f64 {
        self.total
    }

    /// N: the size of all parts, in tokens.
    pub fn size(&self) -> f64 {
        self.size
    }

    /// R: the number of parts with the term.
    pub fn range(&self) -> f64 {
        self.frequencies.iter().filter(|&&frequency| frequency > 0.0).count() as f64
    }

    /// f_i.
    pub(super) fn frequencies(&self) -> &[f64] {
        &self.frequencies
    }

    /// t_i: the share of the term's frequency that is in each part. NaN where F = 0.
    pub(super) fn shares(&self) -> impl Iterator<Item = f64> {
        self.frequencies.iter().map(|frequency| frequency / self.total)
    }

    /// s_i: the share of the corpus that each part is.
    pub(super) fn portions(&self) -> impl Iterator<Item = f64> {
        self.sizes.iter().map(|size| size / self.size)
    }

    /// r_i: the frequency relative to the size of the part. NaN for a part of size 0.
    pub(super) fn rates(&self) -> Vec<f64> {
        self.frequencies.iter().zip(&self.sizes).map(|(frequency, size)| frequency / size).collect()
    }

    /// d_i, where the places are known and there is one.
    pub(super) fn distances(&self) -> Option<&[f64]> {
        self.distances.as_deref().filter(|distances| !distances.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_input_is_named() {
        for (frequencies, sizes, said) in [
            (&[1.0][..], &[1.0, 2.0][..], "sizes=2 numbers: must be as many as frequencies (1)"),
            (&[], &[], "sizes=[]: must be at least one part"),
            (&[-1.0], &[2.0], "frequencies=-1: must be finite numbers, 0 or more"),
            (&[0.0], &[f64::NAN], "sizes=NaN: must be finite numbers, 0 or more"),
            (&[3.0], &[2.0], "frequencies=3: must be no more than the part's size, 2"),
        ] {
            let error = Parts::new(frequencies, sizes).expect_err(said);
            assert_eq!(error.message(), said);
        }
    }

    #[test]
    fn places_are_checked() {
        let parts = Parts::new(&[2.0], &[5.0]).expect("parts");
        assert!(parts.clone().at(&[1, 4]).is_ok());
        for places in [&[1][..], &[4, 1], &[1, 1], &[1, 5]] {
            assert!(parts.clone().at(places).is_err(), "{places:?}");
        }
    }
}
