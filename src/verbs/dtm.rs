//! `dtm`: the document-term matrix.

use crate::error::Result;
use crate::frame::Strings;
use crate::par::Run;
use crate::text::{Corpus, Region};
use crate::tokens::Stopwords;

use super::counting::{CountOptions, Groups, count_terms};
use super::select::{Grouping, Scan};
use super::terms::TermOptions;

/// A sparse matrix of counts: documents in rows, terms in columns, compressed by rows.
#[derive(Clone, Debug, Default)]
pub struct Dtm {
    /// Counts, row after row.
    pub data: Vec<i64>,
    /// The column of each count; ascending within a row.
    pub indices: Vec<i32>,
    /// Where in `data` each row starts, and at the end its length.
    pub indptr: Vec<i64>,
    /// The terms, in the order of code points.
    pub vocabulary: Strings,
    /// Weights in place of the counts, cell by cell, where weights were asked for.
    pub weights: Option<Vec<f64>>,
}

/// Returns the document-term matrix: a row a document, in corpus order; a column a term, in code-point order; cells
/// are counts. `min_count`, `min_docs` and `top` of the options apply to terms over the whole corpus.
///
/// # Errors
/// As [`super::terms()`]; `by` is not read.
pub fn dtm(corpus: &Corpus, options: &TermOptions, run: &Run) -> Result<Dtm> {
    let grouping = Grouping::new(corpus, &["doc".to_owned()])?;
    let stopwords = Stopwords::from_option(&options.counting.stopwords, options.tokens.stem.as_deref())?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, stopwords, run)?;
    let groups = count_terms(&scan, &grouping, run)?;
    let rows: Vec<u64> = (0..corpus.len()).map(|doc| grouping.group(doc, Region::Body)).collect();
    Ok(matrix_of(&groups, &rows, &options.counting))
}

/// The matrix of `groups`, a row for each of `rows`.
pub(super) fn matrix_of(groups: &Groups, rows: &[u64], options: &CountOptions) -> Dtm {
    let mut totals = std::collections::BTreeMap::<&str, (u64, u64)>::new();
    for counts in groups.values() {
        for (term, cell) in counts.iter() {
            let total = totals.entry(term).or_default();
            *total = (total.0 + cell.count, total.1 + 1);
        }
    }
    totals.retain(|_, (count, docs)| *count >= options.min_count && *docs >= options.min_docs);
    if let Some(top) = options.top {
        let mut order: Vec<(u64, &str)> = totals.iter().map(|(term, total)| (total.0, *term)).collect();
        order.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        for (_, term) in order.iter().skip(top) {
            totals.remove(term);
        }
    }
    let columns: std::collections::HashMap<&str, i32> =
        totals.keys().enumerate().map(|(column, term)| (*term, column as i32)).collect();
    let mut matrix = Dtm { vocabulary: totals.keys().collect(), indptr: vec![0], ..Dtm::default() };
    for row in rows {
        if let Some(counts) = groups.get(row) {
            let mut row: Vec<(i32, i64)> = counts
                .iter()
                .filter_map(|(term, cell)| Some((*columns.get(term)?, cell.count as i64)))
                .collect();
            row.sort_unstable();
            matrix.indices.extend(row.iter().map(|cell| cell.0));
            matrix.data.extend(row.iter().map(|cell| cell.1));
        }
        matrix.indptr.push(matrix.data.len() as i64);
    }
    matrix
}
