//! `dtm`: the document-term matrix.

use std::cmp::Reverse;
use std::ops::Range;

use crate::counts::sorted::Leading;
use crate::counts::{Order, TermCounts, Vocabulary};
use crate::error::Result;
use crate::frame::Strings;
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::Stopwords;

use super::counting::{CountOptions, Groups, count_documents};
use super::select::{Needs, Scan};
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
    let scan = Scan::of(corpus, &options.selection, &options.tokens, stopwords, Needs::Words, run)?;
    let cells = count_documents(&scan, run)?;
    let mut of_doc: Vec<&[(u32, u32)]> = vec![&[]; corpus.len()];
    cells.rows().for_each(|row| of_doc[row.doc] = row.cells);
    let cell = |&(id, count): &(u32, u32)| (id, u64::from(count));
    matrix(cells.vocabulary(), corpus.len(), |row| of_doc[row].iter().map(cell), &options.counting, run)
}

/// The matrix of `groups`, a row for each of `rows`.
///
/// # Errors
/// `Interrupted`.
pub(super) fn matrix_of(groups: &Groups, rows: &[u64], options: &CountOptions, run: &Run) -> Result<Dtm> {
    let mut vocabulary = Vocabulary::new();
    let mut numbered = |counts: &TermCounts| -> Vec<(u32, u64)> {
        counts.iter().map(|(term, cell)| (vocabulary.id(term), cell.count)).collect()
    };
    let rows: Vec<_> =
        rows.iter().map(|row| groups.get(row).map(&mut numbered).unwrap_or_default()).collect();
    matrix(&vocabulary, rows.len(), |row| rows[row].iter().copied(), options, run)
}

/// Rows that one thread writes at once.
const ROWS: usize = 256;

/// The matrix of so many rows; `cells` gives the numbers of the terms of a row and their counts.
fn matrix<I: Iterator<Item = (u32, u64)>>(
    vocabulary: &Vocabulary,
    rows: usize,
    cells: impl Fn(usize) -> I + Sync,
    options: &CountOptions,
    run: &Run,
) -> Result<Dtm> {
    let ranges: Vec<Range<usize>> =
        (0..rows).step_by(ROWS).map(|start| start..rows.min(start + ROWS)).collect();
    let add = |totals: &mut Vec<(u64, u64)>, range: &Range<usize>| {
        range.clone().for_each(|row| {
            cells(row).for_each(|(id, count)| {
                let (counts, docs) = &mut totals[id as usize];
                (*counts, *docs) = (*counts + count, *docs + 1);
            });
        });
        Ok(())
    };
    let sum = |mut a: Vec<(u64, u64)>, b: Vec<(u64, u64)>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a = (a.0 + b.0, a.1 + b.1));
        a
    };
    let totals = run.fold(&ranges, || vec![(0, 0); vocabulary.len()], add, sum)?;
    let total = |id: u32| totals[id as usize];
    let kept = |&id: &u32| {
        let (count, docs) = total(id);
        docs > 0 && count >= options.min_count && docs >= options.min_docs
    };
    let mut kept: Vec<u32> = (0..vocabulary.len() as u32).filter(kept).collect();
    let alphabet = Order::of(vocabulary.iter().map(Leading::new), run)?.places;
    let place = |id: &u32| alphabet[*id as usize];
    if let Some(top) = options.top {
        kept.sort_unstable_by_key(|id| (Reverse(total(*id).0), place(id)));
        kept.truncate(top);
    }
    kept.sort_unstable_by_key(place);
    let mut columns = vec![None; vocabulary.len()];
    for (column, &id) in (0i32..).zip(&kept) {
        columns[id as usize] = Some(column);
    }
    let terms: Strings = kept.iter().map(|&id| vocabulary.term(id)).collect();
    let kept = |row| cells(row).filter_map(|(id, count)| Some((columns[id as usize]?, count)));
    let all = terms.len() == vocabulary.len();
    let size = |row| if all { cells(row).count() } else { kept(row).count() };
    let sizes = run.map(&ranges, |range| Ok(range.clone().map(size).collect()))?;
    let sizes: Vec<usize> = sizes.into_iter().flat_map(|sizes: Vec<usize>| sizes).collect();
    let size = sizes.iter().sum();
    let (mut data, mut indices) = (vec![0; size], vec![0; size]);
    let (mut data_left, mut indices_left) = (&mut data[..], &mut indices[..]);
    let parts = ranges.into_iter().map(|range| {
        let size = sizes[range.clone()].iter().sum();
        let data = data_left.split_off_mut(..size).unwrap_or_default();
        (range, data, indices_left.split_off_mut(..size).unwrap_or_default())
    });
    run.each(parts.collect(), |(range, mut data, mut indices)| {
        // Of each cell the column above its place in the row: one number sorts faster than two.
        let (mut order, mut counts): (Vec<u64>, Vec<u64>) = Default::default();
        for row in range {
            order.clear();
            counts.clear();
            for (column, count) in kept(row) {
                order.push((column as u64) << 32 | counts.len() as u64);
                counts.push(count);
            }
            order.sort_unstable();
            let (of_row, rest) = std::mem::take(&mut data).split_at_mut(order.len());
            let (columns, more) = std::mem::take(&mut indices).split_at_mut(order.len());
            (data, indices) = (rest, more);
            for ((count, column), cell) in of_row.iter_mut().zip(columns).zip(&order) {
                (*count, *column) = (counts[*cell as u32 as usize] as i64, (cell >> 32) as i32);
            }
        }
        Ok(())
    })?;
    let ends = sizes.iter().scan(0, |end, size| {
        *end += *size as i64;
        Some(*end)
    });
    let indptr = std::iter::once(0).chain(ends).collect();
    Ok(Dtm { data, indices, indptr, vocabulary: terms, weights: None })
}
