//! Counts by two numbers, a row and a column: of a sequence of words, what stands before the last word, and that word.
//!
//! What is to be counted waits. Up to some million at once are brought into the order of their rows, and each row is
//! counted into one cell a column: no key is looked for, and what is read and written at random is in the caches.
//! Against a table of keys in parts as large as these, a pair takes 16 ns, not 21, where 14 million are 650,000 distinct
//! ones, and 17, not 31, where they are 2.6 million.

use std::ops::Range;

use super::terms::Cell;
use crate::error::Result;
use crate::par::{Run, merging};

/// How many wait: twice as many as there are entries, between these bounds; but a quarter of the rows may always.
const WAITING: (usize, usize) = (1 << 18, 1 << 21);
/// With more rows than so many times those that wait, these are sorted.
const SPARSE: usize = 4;
/// How many may ever wait, and how many documents: what a cell can count.
const MOST: usize = 1 << 23;
const DOCS: usize = (1 << DOC_BITS) - 1;
const DOC_BITS: u32 = 16;
/// A layer is joined with all later ones once these hold so many times its entries: each is written again few times.
const LATER: usize = 3;
/// Parts that a thread joins.
const PARTS: usize = 4;

/// Counts by row and column.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    /// Rows and columns.
    waiting: Vec<(u32, u32)>,
    /// The documents of those, and where each begins.
    docs: Vec<(u32, usize)>,
    /// How many may wait.
    most: usize,
    /// What is counted, of earlier documents first.
    layers: Vec<Layer>,
}

/// What is counted of some documents.
#[derive(Clone, Debug, Default)]
struct Layer {
    /// The rows that have entries, ascending, and where the entries of each end.
    rows: Vec<(u32, usize)>,
    entries: Vec<Entry>,
}

/// What is counted of one column of one row.
#[derive(Clone, Copy, Debug)]
struct Entry {
    column: u32,
    docs: u32,
    first_doc: u32,
    last_doc: u32,
    count: u64,
}

/// What waiting pairs are counted in, used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// Where the next of each row goes.
    next: Vec<u32>,
    /// What waited, in the order of rows: the column and the number of the document, from 1.
    sorted: Vec<u64>,
    /// What is counted of each column, all 0 between rows: occurrences, documents, and the number of the last one.
    cells: Vec<u64>,
    /// The first of each column of a row.
    firsts: Vec<u64>,
}

impl Grid {
    /// Counts one in document number `doc`, the last counted or a later one.
    #[inline]
    pub fn add(&mut self, row: u32, column: u32, doc: u32, scratch: &mut Scratch) {
        self.begin(doc, scratch);
        self.waiting.push((row, column));
    }

    /// Counts each word as a row with the next as its column, but where `left_out` is one of them.
    pub fn add_pairs(
        &mut self,
        words: &[u32],
        doc: u32,
        left_out: impl Fn(u32) -> bool,
        scratch: &mut Scratch,
    ) {
        let mut rest = words;
        while rest.len() > 1 {
            let words = &rest[..rest.len().min(WAITING.0)];
            self.begin(doc, scratch);
            let pairs = words.iter().zip(&words[1..]).map(|(&row, &column)| (row, column));
            self.waiting.extend(pairs.filter(|&(row, column)| !left_out(row) && !left_out(column)));
            rest = &rest[words.len() - 1..];
        }
    }

    /// Makes room, and notes where `doc` begins.
    #[inline]
    fn begin(&mut self, doc: u32, scratch: &mut Scratch) {
        if self.waiting.len() >= self.most.max(WAITING.0) || self.docs.len() == DOCS {
            self.settle(scratch);
        }
        if self.docs.last().is_none_or(|(last, _)| *last != doc) {
            self.docs.push((doc, self.waiting.len()));
        }
    }

    /// Counts what waits.
    pub fn settle(&mut self, scratch: &mut Scratch) {
        if self.waiting.is_empty() {
            return;
        }
        let (rows, columns) =
            self.waiting.iter().fold((0, 0), |max, pair| (max.0.max(pair.0), max.1.max(pair.1)));
        let rows = rows as usize + 1;
        let order =
            if rows / SPARSE > self.waiting.len() { scratch.sort(self) } else { scratch.place(self, rows) };
        self.layers.push(scratch.layer(order, columns as usize + 1, &self.docs));
        self.waiting.clear();
        self.docs.clear();
        self.compact();
        let entries: usize = self.layers.iter().map(|layer| layer.entries.len()).sum();
        self.most = (entries * 2).clamp(WAITING.0, WAITING.1).max(rows / SPARSE).min(MOST);
    }

    /// What waits, with the number of its document, from 1.
    fn numbered(&self) -> impl Iterator<Item = (u64, &[(u32, u32)])> {
        let ends = self.docs.iter().skip(1).map(|(_, start)| *start).chain([self.waiting.len()]);
        (1..)
            .zip(self.docs.iter().zip(ends))
            .map(|(number, ((_, start), end))| (number, &self.waiting[*start..end]))
    }

    /// Joins layers that later ones have outgrown.
    fn compact(&mut self) {
        let later = |at: usize| self.layers[at + 1..].iter().map(|layer| layer.entries.len()).sum::<usize>();
        let outgrown = |at: &usize| self.layers[*at].entries.len() * LATER <= later(*at);
        if let Some(at) = (0..self.layers.len().saturating_sub(1)).find(outgrown) {
            let joined = Layer::join(&self.layers[at..], 0..u64::MAX);
            self.layers.truncate(at);
            self.layers.push(joined);
        }
    }

    /// Adds what was counted in later documents, or from the last one on. `rows` and `columns` are the numbers of those
    /// of `other`.
    pub fn merge(&mut self, mut other: Grid, rows: &[u32], columns: &[u32]) {
        merging(vec![&mut *self, &mut other], |grid| grid.settle(&mut Scratch::default()));
        self.layers.extend(merging(other.layers, |layer| layer.renumbered(rows, columns)));
        self.compact();
    }

    /// Makes one layer of all, so that each column of a row stands there once.
    pub fn join(&mut self, scratch: &mut Scratch) {
        self.settle(scratch);
        if self.layers.len() > 1 {
            self.layers = vec![Layer::join(&self.layers, 0..u64::MAX)];
        }
    }

    /// As [`Grid::join`], on all threads: each layer then has some of the rows.
    ///
    /// # Errors
    /// If there can be no threads.
    pub fn join_on(&mut self, run: &Run, scratch: &mut Scratch) -> Result<()> {
        self.settle(scratch);
        let largest = self.layers.iter().max_by_key(|layer| layer.entries.len());
        if let (Some(largest), 2..) = (largest, self.layers.len()) {
            let parts = run.threads() * PARTS;
            let border = |part: usize| match part {
                0 => 0,
                _ if part == parts => u64::MAX,
                _ => u64::from(largest.row_at(largest.entries.len() / parts * part)),
            };
            let parts: Vec<Range<u64>> = (0..parts).map(|part| border(part)..border(part + 1)).collect();
            self.layers = run.map(&parts, |rows| Ok(Layer::join(&self.layers, rows.clone())))?;
        }
        Ok(())
    }

    /// Row, column and what is counted of both, once joined.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32, Cell)> {
        self.layers.iter().flat_map(Layer::iter)
    }
}

impl Scratch {
    /// Brings what waits into the order of its rows, each by a look at where it goes; returns the rows and their ends.
    fn place(&mut self, grid: &Grid, rows: usize) -> Vec<(u32, usize)> {
        self.next.clear();
        self.next.resize(rows, 0);
        grid.waiting.iter().for_each(|&(row, _)| self.next[row as usize] += 1);
        let mut sum = 0;
        for next in &mut self.next {
            sum += std::mem::replace(next, sum);
        }
        self.sorted.resize(grid.waiting.len(), 0);
        for (number, pairs) in grid.numbered() {
            for &(row, column) in pairs {
                let next = &mut self.next[row as usize];
                self.sorted[*next as usize] = u64::from(column) << DOC_BITS | number;
                *next += 1;
            }
        }
        let mut start = 0;
        let filled = |&(_, end): &(u32, usize)| std::mem::replace(&mut start, end) != end;
        (0..).zip(self.next.iter().map(|&end| end as usize)).filter(filled).collect()
    }

    /// As [`Scratch::place`], by sorting: few that wait have rows that are far apart.
    fn sort(&mut self, grid: &Grid) -> Vec<(u32, usize)> {
        let pairs = grid.numbered().flat_map(|(number, pairs)| pairs.iter().map(move |pair| (number, pair)));
        let mut order: Vec<(u32, u64)> =
            pairs.map(|(number, &(row, column))| (row, u64::from(column) << DOC_BITS | number)).collect();
        // Those of a row stay in the order of their documents.
        order.sort_by_key(|(row, _)| *row);
        self.sorted.clear();
        self.sorted.extend(order.iter().map(|(_, pair)| pair));
        let rows = order.chunk_by(|a, b| a.0 == b.0);
        rows.scan(0, |end, pairs| {
            *end += pairs.len();
            Some((pairs[0].0, *end))
        })
        .collect()
    }

    /// Counts what is in order, row after row; `rows` are those and where each ends.
    fn layer(&mut self, mut rows: Vec<(u32, usize)>, columns: usize, docs: &[(u32, usize)]) -> Layer {
        const DOC: u64 = (1 << DOC_BITS) - 1;
        const ONE_DOC: u64 = 1 << DOC_BITS;
        const ONE: u64 = 1 << 40;
        self.cells.resize(self.cells.len().max(columns), 0);
        // One more, as each is written before it is known to be a first.
        self.firsts.resize(self.firsts.len().max(columns + 1), 0);
        // There may be as many; what is not used takes no memory.
        let (mut entries, mut start) = (Vec::with_capacity(self.sorted.len()), 0);
        for (_, end) in &mut rows {
            let mut len = 0;
            for &pair in &self.sorted[start..*end] {
                // Without branches: which columns are new can't be foretold.
                let cell = &mut self.cells[(pair >> DOC_BITS) as usize];
                let (old, doc) = (*cell, pair & DOC);
                self.firsts[len] = pair;
                len += usize::from(old == 0);
                let new_doc = u64::from(old & DOC != doc) * ONE_DOC;
                *cell = (old + ONE + new_doc) & !DOC | doc;
            }
            entries.extend(self.firsts[..len].iter().map(|first| {
                let column = first >> DOC_BITS;
                let cell = std::mem::take(&mut self.cells[column as usize]);
                Entry {
                    column: column as u32,
                    docs: (cell % ONE / ONE_DOC) as u32,
                    first_doc: docs[(first & DOC) as usize - 1].0,
                    last_doc: docs[(cell & DOC) as usize - 1].0,
                    count: cell / ONE,
                }
            }));
            start = std::mem::replace(end, entries.len());
        }
        Layer { rows, entries }
    }
}

impl Layer {
    fn iter(&self) -> impl Iterator<Item = (u32, u32, Cell)> {
        (0..self.rows.len()).flat_map(|at| {
            let row = self.rows[at].0;
            self.entries_of(at).iter().map(move |entry| (row, entry.column, entry.cell()))
        })
    }

    /// The entries of row number `at` of those that have any.
    fn entries_of(&self, at: usize) -> &[Entry] {
        &self.entries[self.start_of(at)..self.rows[at].1]
    }

    /// How many entries stand before row number `at` of those that have any.
    fn start_of(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.rows[before].1)
    }

    /// The row of entry number `entry`.
    fn row_at(&self, entry: usize) -> u32 {
        self.rows[self.rows.partition_point(|(_, end)| *end <= entry)].0
    }

    /// With other numbers of rows and columns.
    fn renumbered(&self, rows: &[u32], columns: &[u32]) -> Layer {
        let mut order: Vec<(u32, usize)> =
            (0..).zip(&self.rows).map(|(at, (row, _))| (rows[*row as usize], at)).collect();
        order.sort_unstable();
        let mut entries = Vec::with_capacity(self.entries.len());
        for (_, at) in &mut order {
            let of_row = self.entries_of(*at).iter();
            entries.extend(of_row.map(|entry| Entry { column: columns[entry.column as usize], ..*entry }));
            *at = entries.len();
        }
        Layer { rows: order, entries }
    }

    /// These rows of all layers, of earlier documents first.
    fn join(layers: &[Layer], rows: Range<u64>) -> Layer {
        let before =
            |layer: &Layer, row: u64| layer.rows.partition_point(|(found, _)| u64::from(*found) < row);
        let mut at: Vec<usize> = layers.iter().map(|layer| before(layer, rows.start)).collect();
        let of_rows = layers
            .iter()
            .zip(&at)
            .map(|(layer, &at)| layer.start_of(before(layer, rows.end)) - layer.start_of(at));
        let mut all = Layer { rows: Vec::new(), entries: Vec::with_capacity(of_rows.sum()) };
        let columns =
            layers.iter().flat_map(|layer| &layer.entries).map(|entry| entry.column as usize + 1).max();
        // Where the entry of a column stands in its row, from 1.
        let mut places = vec![0u32; columns.unwrap_or(0)];
        loop {
            let heads = layers.iter().zip(&at).filter_map(|(layer, at)| layer.rows.get(*at));
            let Some(row) = heads.map(|(row, _)| *row).min().filter(|row| rows.contains(&u64::from(*row)))
            else {
                return all;
            };
            let start = all.entries.len();
            for (layer, at) in layers.iter().zip(&mut at) {
                if layer.rows.get(*at).is_none_or(|(found, _)| *found != row) {
                    continue;
                }
                for entry in layer.entries_of(*at) {
                    let place = &mut places[entry.column as usize];
                    if *place == 0 {
                        all.entries.push(*entry);
                        *place = (all.entries.len() - start) as u32;
                    } else {
                        all.entries[start + *place as usize - 1].merge(entry);
                    }
                }
                *at += 1;
            }
            all.entries[start..].iter().for_each(|entry| places[entry.column as usize] = 0);
            all.rows.push((row, all.entries.len()));
        }
    }
}

impl Entry {
    fn cell(&self) -> Cell {
        Cell::of(self.count, self.docs.into(), self.first_doc, self.last_doc)
    }

    /// Adds what was counted in later documents, or from the last one on.
    fn merge(&mut self, later: &Entry) {
        self.count += later.count;
        self.docs += later.docs - u32::from(self.last_doc == later.first_doc);
        self.last_doc = later.last_doc;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    type Cells = HashMap<(u32, u32), Cell>;

    fn cells(grid: &mut Grid, run: &Run) -> Cells {
        grid.join_on(run, &mut Scratch::default()).expect("no threads");
        let all: Vec<_> = grid.iter().map(|(row, column, cell)| ((row, column), cell)).collect();
        let cells: Cells = all.iter().copied().collect();
        assert_eq!(cells.len(), all.len());
        cells
    }

    /// Of a plain map: the reference.
    fn plain(words: &[(u32, u32)], left_out: impl Fn(u32) -> bool) -> Cells {
        let mut plain = Cells::new();
        for pair in words.windows(2).filter(|pair| pair[0].1 == pair[1].1) {
            if !left_out(pair[0].0) && !left_out(pair[1].0) {
                plain.entry((pair[0].0, pair[1].0)).or_insert(Cell::new(pair[0].1)).count_in(pair[0].1);
            }
        }
        plain
    }

    /// Words with their documents, all pairs in a grid that settles after each `every` of documents.
    fn grid(words: &[(u32, u32)], every: u32, left_out: impl Fn(u32) -> bool) -> Grid {
        let (mut grid, mut scratch) = (Grid::default(), Scratch::default());
        for doc in words.chunk_by(|a, b| a.1 == b.1) {
            let (ids, number): (Vec<u32>, u32) = (doc.iter().map(|word| word.0).collect(), doc[0].1);
            grid.add_pairs(&ids, number, &left_out, &mut scratch);
            if number % every == 0 {
                grid.settle(&mut scratch);
            }
        }
        grid
    }

    proptest! {
        #[test]
        fn counts_are_those_of_a_plain_map(
            words in prop::collection::vec((0u32..12, prop::bool::weighted(0.2)), 0..400),
            // Rows that are near each other are placed, rows that are far apart sorted.
            far in any::<bool>(),
            every in 1u32..9,
            cut in 0usize..400,
            threads in 1usize..3,
        ) {
            let mut doc = 0;
            let words: Vec<(u32, u32)> = words.into_iter().map(|(word, next)| {
                doc += u32::from(next);
                (if far { word * 9_000 } else { word }, doc)
            }).collect();
            let left_out = |word| word % 7 == 3;
            let run = Run::with_threads(threads).expect("no threads");
            prop_assert_eq!(cells(&mut grid(&words, every, left_out), &run), plain(&words, left_out));

            // In two, the second with other numbers; the document that is cut is in both.
            let (first, second) = words.split_at(cut.min(words.len()));
            let mut merged = grid(first, every, left_out);
            let numbers: Vec<u32> = (0..=100_000).rev().collect();
            let other: Vec<(u32, u32)> = second.iter().map(|&(word, doc)| (numbers[word as usize], doc)).collect();
            merged.merge(grid(&other, every, |word| left_out(numbers[word as usize])), &numbers, &numbers);
            let mut both = plain(first, left_out);
            for (pair, cell) in plain(second, left_out) {
                both.entry(pair).and_modify(|sum| sum.merge(&cell)).or_insert(cell);
            }
            prop_assert_eq!(cells(&mut merged, &run), both);
        }
    }

    #[test]
    fn more_documents_than_a_cell_can_number() {
        let words: Vec<(u32, u32)> = (0..3 * DOCS as u32).map(|at| (at % 5, at / 2)).collect();
        let run = Run::serial();
        assert_eq!(cells(&mut grid(&words, u32::MAX, |_| false), &run), plain(&words, |_| false));
    }

    #[test]
    fn one_document_longer_than_what_waits() {
        let words: Vec<(u32, u32)> =
            (0..5 * WAITING.0 as u32).map(|at| (at / 7 % 1009 * (at % 11), 7)).collect();
        let mut long = grid(&words, u32::MAX, |_| false);
        assert!(long.layers.len() > 1);
        assert_eq!(cells(&mut long, &Run::serial()), plain(&words, |_| false));
    }
}
