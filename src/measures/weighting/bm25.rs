//! BM25: term frequency that saturates, corrected for the length of the document.

use super::Csr;
use crate::error::{Error, Result};

/// Which idf, and whether the numerator has k1 + 1. The order of documents differs by the idf alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bm25Variant {
    /// idf = ln(1 + (N - d + 0.5)/(d + 0.5)), never negative; no k1 + 1: Lucene since version 8.
    Lucene,
    /// idf = ln((N - d + 0.5)/(d + 0.5)), negative where d > N/2; with k1 + 1: Robertson & Zaragoza 2009,
    /// doi 10.1561/1500000019.
    Robertson,
    /// idf = ln(N/d); with k1 + 1: ATIRE.
    Atire,
}

/// The options of BM25.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bm25 {
    /// How slowly frequency saturates. Default 1.2.
    pub k1: f64,
    /// How much the length of the document counts, 0 to 1. Default 0.75.
    pub b: f64,
    /// The variant. Default [`Bm25Variant::Lucene`].
    pub variant: Bm25Variant,
}

impl Default for Bm25 {
    fn default() -> Bm25 {
        Bm25 { k1: 1.2, b: 0.75, variant: Bm25Variant::Lucene }
    }
}

/// The weights of the stored cells: idf f (k1 + 1)/(f + k1 (1 - b + b L/mean L)), without k1 + 1 for Lucene; L is the sum
/// of the document's counts. A document's score for a query is the sum over the query's terms.
///
/// # Errors
/// k1 below 0, b outside 0..1, or a negative count.
pub fn bm25(matrix: &Csr, options: &Bm25) -> Result<Vec<f64>> {
    let Bm25 { k1, b, variant } = *options;
    matrix.check_counts()?;
    for (good, option, value, limit) in
        [(k1 >= 0.0, "k1", k1, "0 or more"), ((0.0..=1.0).contains(&b), "b", b, "between 0 and 1")]
    {
        if !good {
            return Err(Error::bad_value(option, value, limit));
        }
    }
    let n = matrix.rows() as f64;
    let (idf, factor): (fn(f64, f64) -> f64, f64) = match variant {
        Bm25Variant::Lucene => (|n, d| ((n - d + 0.5) / (d + 0.5)).ln_1p(), 1.0),
        Bm25Variant::Robertson => (|n, d| ((n - d + 0.5) / (d + 0.5)).ln(), k1 + 1.0),
        Bm25Variant::Atire => (|n, d| (n / d).ln(), k1 + 1.0),
    };
    let by_term: Vec<f64> = matrix.document_frequencies().iter().map(|&d| idf(n, d as f64)).collect();
    let mean = matrix.data().iter().sum::<f64>() / n;
    let mut weights = Vec::with_capacity(matrix.data().len());
    for row in 0..matrix.rows() {
        let (terms, counts) = matrix.row(row);
        let length = counts.iter().sum::<f64>() / mean;
        let weigh = |(&term, &f): (&u32, &f64)| {
            let tf = f * factor / (f + k1 * (1.0 - b + b * length));
            if f > 0.0 { by_term[term as usize] * tf } else { 0.0 }
        };
        weights.extend(terms.iter().zip(counts).map(weigh));
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_by_hand() {
        // Lengths 4 and 2, mean 3; the first term is in both documents, the second in one.
        let matrix = Csr::new(&[3.0, 1.0, 2.0], &[0, 1, 0], &[0, 2, 3], 2).expect("matrix");
        let lucene = bm25(&matrix, &Bm25::default()).expect("weights");
        let expected = (0.5_f64 / 2.5).ln_1p() * 3.0 / (3.0 + 1.2 * (0.25 + 0.75 * 4.0 / 3.0));
        assert!((lucene[0] - expected).abs() < 1e-15);
        let robertson =
            bm25(&matrix, &Bm25 { variant: Bm25Variant::Robertson, ..Bm25::default() }).expect("weights");
        assert!(robertson[0] < 0.0 && robertson[1] == 0.0, "{robertson:?}");
        let atire = bm25(&matrix, &Bm25 { variant: Bm25Variant::Atire, ..Bm25::default() }).expect("weights");
        assert!((atire[1] - 2.0_f64.ln() * 2.2 / (1.0 + 1.2 * (0.25 + 0.75 * 4.0 / 3.0))).abs() < 1e-15);
        assert!(bm25(&matrix, &Bm25 { b: 2.0, ..Bm25::default() }).is_err());
    }
}
