//! How a cell of a document-term matrix is weighted: term frequency, document frequency, and both together as
//! scikit-learn and BM25 have them.
//!
//! Letters: f the count of the term in the document; L the sum, m the maximum and a the mean of the document's non-zero
//! counts; N documents; d documents with the term; D the largest d; b the base of the logarithm. Cells that are zero stay
//! zero and are not stored.

mod bm25;
mod df;
mod matrix;
mod sklearn;
mod tf;

pub use bm25::{Bm25, Bm25Variant, bm25};
pub use df::DF;
pub use matrix::Csr;
pub use sklearn::{Norm, TfIdf, tf_idf};
pub use tf::TF;

use super::family::{Row, settle};
use super::{Direction, Family, Info};
use crate::error::{Error, Result};

/// What schemes of weighting can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightingOptions {
    /// Base of the logarithm. Default 10.
    pub base: f64,
    /// Augmented tf: the weight of a term that occurs once in an endless document. Default 0.5.
    pub floor: f64,
    /// Document frequency: added to the quotient before the logarithm is taken. Default 0.
    pub smoothing: f64,
    /// Document frequency: added to d in the denominator. Default 0.
    pub k: f64,
}

impl Default for WeightingOptions {
    fn default() -> WeightingOptions {
        WeightingOptions { base: 10.0, floor: 0.5, smoothing: 0.0, k: 0.0 }
    }
}

impl WeightingOptions {
    fn check(&self) -> Result<()> {
        let base = (self.base > 0.0 && self.base != 1.0, "base", self.base, "above 0 and not 1");
        let floor = ((0.0..=1.0).contains(&self.floor), "floor", self.floor, "between 0 and 1");
        let smoothing = (self.smoothing >= 0.0, "smoothing", self.smoothing, "0 or more");
        let k = (self.k >= 0.0, "k", self.k, "0 or more");
        for (good, option, value, limit) in [base, floor, smoothing, k] {
            if !good {
                return Err(Error::bad_value(option, value, limit));
            }
        }
        Ok(())
    }

    fn log(&self, x: f64) -> f64 {
        // log10 and log2 are exact at powers of their base; a quotient of logarithms is not.
        match self.base {
            10.0 => x.log10(),
            2.0 => x.log2(),
            base => x.ln() / base.ln(),
        }
    }
}

/// A document, as schemes of term frequency see it.
#[derive(Clone, Copy, Debug)]
struct Document {
    sum: f64,
    most: f64,
    mean: f64,
}

/// A scheme of term frequency: a row of [`TF`].
#[derive(Clone, Copy, Debug)]
pub struct TermWeight {
    /// What is known about it.
    pub info: Info,
    score: fn(f64, &Document, &WeightingOptions) -> f64,
}

impl TermWeight {
    /// The weights of the stored cells of `matrix`, in their order.
    ///
    /// # Errors
    /// An option outside its limits, or a negative count.
    pub fn weigh(&self, matrix: &Csr, options: &WeightingOptions) -> Result<Vec<f64>> {
        options.check()?;
        matrix.check_counts()?;
        let mut weights = Vec::with_capacity(matrix.data().len());
        for row in 0..matrix.rows() {
            let (_, counts) = matrix.row(row);
            let some = counts.iter().filter(|&&f| f > 0.0).count() as f64;
            let sum: f64 = counts.iter().sum();
            let document =
                Document { sum, most: counts.iter().copied().fold(0.0, f64::max), mean: sum / some };
            weights.extend(
                counts.iter().map(|&f| if f > 0.0 { (self.score)(f, &document, options) } else { 0.0 }),
            );
        }
        Ok(weights)
    }
}

impl Row for TermWeight {
    fn info(&self) -> &Info {
        &self.info
    }
}

/// A collection, as schemes of document frequency see it.
#[derive(Clone, Copy, Debug)]
struct Collection {
    documents: f64,
    most: f64,
}

/// A scheme of document frequency: a row of [`DF`].
#[derive(Clone, Copy, Debug)]
pub struct DocumentWeight {
    /// What is known about it.
    pub info: Info,
    score: fn(f64, &Collection, &WeightingOptions) -> f64,
}

impl DocumentWeight {
    /// The weight of each term, from the number of documents it occurs in, of `documents` in all.
    ///
    /// # Errors
    /// An option outside its limits, or a term in more documents than there are.
    pub fn weigh(&self, frequencies: &[u64], documents: u64, options: &WeightingOptions) -> Result<Vec<f64>> {
        options.check()?;
        let most = frequencies.iter().copied().max().unwrap_or(0);
        if most > documents {
            return Err(Error::bad_value(
                "documents",
                documents,
                &format!("no less than {most}, a term's documents"),
            ));
        }
        let collection = Collection { documents: documents as f64, most: most as f64 };
        let score = |&d: &u64| settle((self.score)(d as f64, &collection, options), self.info.range);
        Ok(frequencies.iter().map(score).collect())
    }
}

impl Row for DocumentWeight {
    fn info(&self) -> &Info {
        &self.info
    }
}

/// What rows of this family have in common unless they say otherwise.
const WEIGHT: Info = Info {
    name: "",
    aliases: &[],
    family: Family::Weighting,
    reading: "Higher: the term matters more in the document.",
    formula: "",
    citation: "Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, ch. 6",
    doi: "10.1017/CBO9780511809071",
    range: (0.0, f64::INFINITY),
    direction: Direction::Higher,
    undefined: "",
    p_value: "",
    corrections: &[],
    default: false,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sound() {
        crate::measures::family::check(TF);
        crate::measures::family::check(DF);
    }
}
