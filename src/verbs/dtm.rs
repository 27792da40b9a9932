//! `dtm`: the document-term matrix.

use std::collections::BTreeMap;

use crate::counts::{TermCounts, Vocabulary};
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
    let (mut vocabulary, mut totals) = (Vocabulary::new(), Vec::<(u64, u64)>::new());
    let mut numbered = |counts: &TermCounts| -> Vec<(u32, i64)> {
        let cells = counts.iter().map(|(term, cell)| {
            let id = vocabulary.id(term);
            totals.resize(vocabulary.len(), (0, 0));
            let total = &mut totals[id as usize];
            *total = (total.0 + cell.count, total.1 + 1);
            (id, cell.count as i64)
        });
        cells.collect()
    };
    let groups: BTreeMap<u64, Vec<(u32, i64)>> =
        groups.iter().map(|(group, counts)| (*group, numbered(counts))).collect();
    let total = |id: u32| totals[id as usize];
    let mut kept: Vec<u32> = (0..vocabulary.len() as u32)
        .filter(|&id| total(id).0 >= options.min_count && total(id).1 >= options.min_docs)
        .collect();
    let by_term = |a: &u32, b: &u32| vocabulary.term(*a).cmp(vocabulary.term(*b));
    if let Some(top) = options.top {
        kept.sort_unstable_by(|a, b| total(*b).0.cmp(&total(*a).0).then_with(|| by_term(a, b)));
        kept.truncate(top);
    }
    kept.sort_unstable_by(by_term);
    let mut columns = vec![None; vocabulary.len()];
    for (column, &id) in (0..).zip(&kept) {
        columns[id as usize] = Some(column);
    }
    let terms = kept.iter().map(|&id| vocabulary.term(id)).collect();
    let mut matrix = Dtm { vocabulary: terms, indptr: vec![0], ..Dtm::default() };
    for row in rows {
        let cells = groups.get(row).into_iter().flatten();
        let mut row: Vec<(i32, i64)> =
            cells.filter_map(|&(id, count)| Some((columns[id as usize]?, count))).collect();
        row.sort_unstable();
        matrix.indices.extend(row.iter().map(|cell| cell.0));
        matrix.data.extend(row.iter().map(|cell| cell.1));
        matrix.indptr.push(matrix.data.len() as i64);
    }
    matrix
}
