//! Weights in place of the counts of a document-term matrix: the options, and what they ask for.

use crate::error::{Error, Result};
use crate::measures::find;
use crate::measures::weighting::{
    Bm25, Bm25Variant, Csr, DF, Norm, TF, TfIdf, WeightingOptions, bm25, tf_idf,
};

use super::Args;
use super::args::{Kind, OptionRow, option};
use super::dtm::Dtm;

const POSITIVE: Kind = Kind::Float { least: 0.0, most: f64::INFINITY };

/// How cells of the matrix are weighted.
pub(crate) const WEIGHTING: &[OptionRow] = &[
    option(
        "weighting",
        Kind::Choice(&["tfidf", "tfidf_sklearn", "bm25"]),
        "none",
        "weights by name: tfidf is count times inverse, tfidf_sklearn what scikit-learn's TfidfTransformer gives; \
         default: counts, or what tf, df and norm say",
    ),
    option(
        "tf",
        Kind::Choice(&["count", "prop", "propmax", "logcount", "boolean", "augmented", "logave"]),
        "none",
        "weight of a term in its document; tfidf_sklearn takes count and logcount (sublinear_tf)",
    ),
    option(
        "df",
        Kind::Choice(&["count", "inverse", "inversemax", "inverseprob", "unary"]),
        "none",
        "weight of a term in all documents; tfidf_sklearn takes inverse and unary (no idf)",
    ),
    option(
        "norm",
        Kind::Choice(&["l1", "l2", "none"]),
        "none",
        "bring each row to length 1 by the sum of its values or of their squares; default: l2 for tfidf_sklearn",
    ),
    option(
        "smoothing",
        POSITIVE,
        "none",
        "added to the quotient in df before the logarithm; for tfidf_sklearn 1 (default) or 0: smooth_idf",
    ),
    option("k", POSITIVE, "0", "added to the documents of a term in the denominator of df"),
    option("base", POSITIVE, "10", "base of logarithms in tf and df; tfidf_sklearn and bm25 are natural"),
    option(
        "floor",
        Kind::Float { least: 0.0, most: 1.0 },
        "0.5",
        "augmented tf: the weight that any occurrence has",
    ),
    option("k1", POSITIVE, "1.2", "bm25: how slowly frequency saturates"),
    option(
        "b",
        Kind::Float { least: 0.0, most: 1.0 },
        "0.75",
        "bm25: how much the length of the document counts",
    ),
    option("bm25_variant", Kind::Choice(&["lucene", "robertson", "atire"]), "lucene", "bm25: which idf"),
];

/// A matrix as measures take it.
pub(crate) struct Cells {
    data: Vec<f64>,
    indices: Vec<u32>,
    indptr: Vec<usize>,
    columns: usize,
}

impl Cells {
    pub fn new(matrix: &Dtm) -> Cells {
        Cells {
            data: match &matrix.weights {
                Some(weights) => weights.clone(),
                None => matrix.data.iter().map(|&count| count as f64).collect(),
            },
            indices: matrix.indices.iter().map(|&column| column as u32).collect(),
            indptr: matrix.indptr.iter().map(|&place| place as usize).collect(),
            columns: matrix.vocabulary.len(),
        }
    }

    pub fn csr(&self) -> Result<Csr<'_>> {
        Csr::new(&self.data, &self.indices, &self.indptr, self.columns)
    }
}

/// Whether `args` ask for weights, not counts.
fn asked(args: &Args) -> bool {
    let given = |name| args.text(name).is_some();
    given("weighting") || given("tf") || given("df") || args.text("norm").is_some_and(|norm| norm != "none")
}

/// The weights that `args` ask for, cell by cell; none: counts.
///
/// # Errors
/// Options that do not go together, or outside their limits.
pub(crate) fn weights(matrix: &Dtm, args: &Args) -> Result<Option<Vec<f64>>> {
    if asked(args) { weigh(&Cells::new(matrix).csr()?, args) } else { Ok(None) }
}

/// The same for a matrix of counts without terms.
///
/// # Errors
/// As [`weights`]; negative counts.
pub(crate) fn weigh(csr: &Csr<'_>, args: &Args) -> Result<Option<Vec<f64>>> {
    if !asked(args) {
        return Ok(None);
    }
    let (tf, df, norm) = (args.text("tf"), args.text("df"), args.text("norm"));
    let weighting = args.text("weighting");
    let only = |option: &str, value: Option<&str>, allowed: &[&str]| match value {
        Some(value) if !allowed.contains(&value) => {
            let limit = format!("one of {allowed:?} with weighting={:?}", weighting.unwrap_or_default());
            Err(Error::bad_value(option, format!("'{value}'"), &limit))
        }
        _ => Ok(()),
    };
    let mut made = match weighting {
        Some("tfidf_sklearn") => {
            only("tf", tf, &["count", "logcount"])?;
            only("df", df, &["inverse", "unary"])?;
            let smoothing = args.float("smoothing").unwrap_or(1.0);
            if smoothing != 0.0 && smoothing != 1.0 {
                return Err(Error::bad_value(
                    "smoothing",
                    smoothing,
                    "0 or 1 with weighting=\"tfidf_sklearn\"",
                ));
            }
            let norm = match norm {
                Some("l1") => Norm::L1,
                Some("none") => Norm::None,
                _ => Norm::L2,
            };
            let options = TfIdf {
                smooth_idf: smoothing == 1.0,
                sublinear_tf: tf == Some("logcount"),
                use_idf: df != Some("unary"),
                norm,
            };
            return tf_idf(csr, &options).map(Some);
        }
        Some("bm25") => {
            only("tf", tf, &[])?;
            only("df", df, &[])?;
            let default = Bm25::default();
            let variant = match args.text("bm25_variant") {
                Some("robertson") => Bm25Variant::Robertson,
                Some("atire") => Bm25Variant::Atire,
                _ => Bm25Variant::Lucene,
            };
            let number = |name: &str, default: f64| args.float(name).unwrap_or(default);
            bm25(csr, &Bm25 { k1: number("k1", default.k1), b: number("b", default.b), variant })?
        }
        preset => {
            let default = WeightingOptions::default();
            let number = |name: &str, default: f64| args.float(name).unwrap_or(default);
            let options = WeightingOptions {
                base: number("base", default.base),
                floor: number("floor", default.floor),
                smoothing: number("smoothing", default.smoothing),
                k: number("k", default.k),
            };
            let df = df.unwrap_or(if preset.is_some() { "inverse" } else { "unary" });
            let by_term = find(DF, df)?.weigh(&csr.document_frequencies(), csr.rows() as u64, &options)?;
            csr.scale(&find(TF, tf.unwrap_or("count"))?.weigh(csr, &options)?, &by_term)?
        }
    };
    bring_to_length(&mut made, csr, norm);
    Ok(Some(made))
}

/// Divides each row by the sum of its absolute values or the root of its squares; a row of zeros stays.
fn bring_to_length(weights: &mut [f64], csr: &Csr<'_>, norm: Option<&str>) {
    let mut rest = weights;
    for row in 0..csr.rows() {
        let (row, after) = rest.split_at_mut(csr.row(row).1.len());
        rest = after;
        let length = match norm {
            Some("l1") => row.iter().map(|x| x.abs()).sum(),
            Some("l2") => row.iter().map(|x| x * x).sum::<f64>().sqrt(),
            _ => 1.0,
        };
        if length > 0.0 {
            row.iter_mut().for_each(|x| *x /= length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Row;

    #[test]
    fn choices_are_the_rows_of_the_tables() {
        let choices = |name: &str| {
            WEIGHTING.iter().find(|row| row.name == name).map(|row| match row.kind {
                Kind::Choice(choices) => choices.to_vec(),
                _ => Vec::new(),
            })
        };
        let tf: Vec<&str> = TF.iter().map(|row| row.info().name).collect();
        let df: Vec<&str> = DF.iter().map(|row| row.info().name).collect();
        assert_eq!((choices("tf"), choices("df")), (Some(tf), Some(df)));
    }
}
