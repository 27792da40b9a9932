//! `dtm`: the document-term matrix.

use crate::counts::{TermCounts, Vocabulary};
use crate::error::Result;
use crate::frame::Strings;
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::Stopwords;

use super::counting::{CountOptions, Groups, count_documents};
use super::select::Scan;
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
    let stopwords = Stopwords::from_option(&options.counting.stopwords, options.tokens.stem.as_deref())?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, stopwords, run)?;
    let cells = count_documents(&scan, run)?;
    let mut of_doc: Vec<&[(u32, u32)]> = vec![&[]; corpus.len()];
    cells.rows().for_each(|row| of_doc[row.doc] = row.cells);
    let cell = |&(id, count): &(u32, u32)| (id, u64::from(count));
    Ok(matrix(cells.vocabulary(), of_doc.iter().map(|row| row.iter().map(cell)), &options.counting))
}

/// The matrix of `groups`, a row for each of `rows`.
pub(super) fn matrix_of(groups: &Groups, rows: &[u64], options: &CountOptions) -> Dtm {
    let mut vocabulary = Vocabulary::new();
    let mut numbered = |counts: &TermCounts| -> Vec<(u32, u64)> {
        counts.iter().map(|(term, cell)| (vocabulary.id(term), cell.count)).collect()
    };
    let rows: Vec<_> =
        rows.iter().map(|row| groups.get(row).map(&mut numbered).unwrap_or_default()).collect();
    matrix(&vocabulary, rows.iter().map(|row| row.iter().copied()), options)
}

/// The matrix of `rows`, each of the numbers of terms and their counts.
fn matrix(
    vocabulary: &Vocabulary,
    rows: impl Iterator<Item = impl Iterator<Item = (u32, u64)>> + Clone,
    options: &CountOptions,
) -> Dtm {
    let (mut totals, mut cells) = (vec![(0, 0); vocabulary.len()], 0);
    for (id, count) in rows.clone().flatten() {
        let (counts, docs): &mut (u64, u64) = &mut totals[id as usize];
        (*counts, *docs) = (*counts + count, *docs + 1);
        cells += 1;
    }
    let total = |id: u32| totals[id as usize];
    let kept = |&id: &u32| {
        let (count, docs) = total(id);
        docs > 0 && count >= options.min_count && docs >= options.min_docs
    };
    let mut kept: Vec<u32> = (0..vocabulary.len() as u32).filter(kept).collect();
    let by_term = |a: &u32, b: &u32| vocabulary.term(*a).cmp(vocabulary.term(*b));
    if let Some(top) = options.top {
        kept.sort_unstable_by(|a, b| total(*b).0.cmp(&total(*a).0).then_with(|| by_term(a, b)));
        kept.truncate(top);
    }
    kept.sort_unstable_by(by_term);
    let mut columns = vec![None; vocabulary.len()];
    for (column, &id) in (0i32..).zip(&kept) {
        columns[id as usize] = Some(column);
    }
    let terms = kept.iter().map(|&id| vocabulary.term(id)).collect();
    let mut matrix = Dtm {
        vocabulary: terms,
        indptr: vec![0],
        indices: Vec::with_capacity(cells),
        data: Vec::with_capacity(cells),
        weights: None,
    };
    // Of each cell the column above its place in the row: one number sorts faster than two.
    let (mut order, mut counts): (Vec<u64>, Vec<u64>) = Default::default();
    for row in rows {
        order.clear();
        counts.clear();
        for (column, count) in row.filter_map(|(id, count)| Some((columns[id as usize]?, count))) {
            order.push((column as u64) << 32 | counts.len() as u64);
            counts.push(count);
        }
        order.sort_unstable();
        matrix.indices.extend(order.iter().map(|cell| (cell >> 32) as i32));
        matrix.data.extend(order.iter().map(|&cell| counts[cell as u32 as usize] as i64));
        matrix.indptr.push(matrix.data.len() as i64);
    }
    matrix
}
