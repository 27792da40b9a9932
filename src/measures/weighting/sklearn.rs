//! tf-idf as scikit-learn's `TfidfTransformer` computes it.

use super::Csr;
use crate::error::Result;

/// How a row is brought to a common length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Norm {
    /// Its squares sum to 1.
    L2,
    /// Its absolute values sum to 1.
    L1,
    /// Left as it is.
    None,
}

/// The options of tf-idf; the defaults are scikit-learn's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TfIdf {
    /// idf = ln((1 + N)/(1 + d)) + 1 (default), or without: ln(N/d) + 1.
    pub smooth_idf: bool,
    /// 1 + ln f in place of f. Default: no.
    pub sublinear_tf: bool,
    /// Whether idf is used at all. Default: yes.
    pub use_idf: bool,
    /// The norm of a row. Default [`Norm::L2`].
    pub norm: Norm,
}

impl Default for TfIdf {
    fn default() -> TfIdf {
        TfIdf { smooth_idf: true, sublinear_tf: false, use_idf: true, norm: Norm::L2 }
    }
}

/// The weights of the stored cells: f idf, natural logarithms, rows normed. A row without a count stays zero.
///
/// # Errors
/// A negative count.
pub fn tf_idf(matrix: &Csr, options: &TfIdf) -> Result<Vec<f64>> {
    matrix.check_counts()?;
    let (n, smooth) = (matrix.rows() as f64, f64::from(u8::from(options.smooth_idf)));
    let frequencies = matrix.document_frequencies();
    let idf = frequencies.iter().map(|&d| ((n + smooth) / (d as f64 + smooth)).ln() + 1.0);
    let idf: Vec<f64> = if options.use_idf { idf.collect() } else { vec![1.0; matrix.columns()] };
    let tf = |f: f64| if options.sublinear_tf && f > 0.0 { f.ln() + 1.0 } else { f };
    let cells = matrix.data().iter().zip(matrix.indices());
    let weigh = |(&f, &column): (&f64, &u32)| if f == 0.0 { 0.0 } else { tf(f) * idf[column as usize] };
    let mut weights: Vec<f64> = cells.map(weigh).collect();
    let mut rest = weights.as_mut_slice();
    for row in 0..matrix.rows() {
        let (cells, after) = rest.split_at_mut(matrix.row(row).1.len());
        let length = match options.norm {
            Norm::L2 => cells.iter().map(|x| x * x).sum::<f64>().sqrt(),
            Norm::L1 => cells.iter().map(|x| x.abs()).sum(),
            Norm::None => 1.0,
        };
        if length > 0.0 {
            cells.iter_mut().for_each(|x| *x /= length);
        }
        rest = after;
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three documents, four terms; the last document is empty.
    #[test]
    fn cells_by_hand() {
        let matrix = Csr::new(&[3.0, 1.0, 2.0], &[0, 2, 0], &[0, 2, 3, 3], 4).expect("matrix");
        let raw = TfIdf { norm: Norm::None, ..TfIdf::default() };
        let (common, rare) = ((4.0_f64 / 3.0).ln() + 1.0, 2.0_f64.ln() + 1.0);
        assert_eq!(tf_idf(&matrix, &raw).expect("weights"), [3.0 * common, rare, 2.0 * common]);
        let plain = TfIdf { smooth_idf: false, sublinear_tf: true, ..raw };
        let common = 1.5_f64.ln() + 1.0;
        let expected = [(3.0_f64.ln() + 1.0) * common, 3.0_f64.ln() + 1.0, (2.0_f64.ln() + 1.0) * common];
        assert_eq!(tf_idf(&matrix, &plain).expect("weights"), expected);
        let normed = tf_idf(&matrix, &TfIdf::default()).expect("weights");
        assert!((normed[0].hypot(normed[1]) - 1.0).abs() < 1e-15 && normed[2] == 1.0);
    }
}
