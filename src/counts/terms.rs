//! Frequencies of terms, and of documents that hold them.

use super::Vocabulary;
use super::slots::Slots;
use crate::tokens::{Plain, Short, Take, Token};

/// How often one term was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Occurrences.
    pub count: u64,
    /// Documents with at least one.
    pub docs: u64,
    first_doc: u32,
    last_doc: u32,
}

impl Cell {
    /// Of a term of which no occurrence is counted yet, the first of which is in document number `doc`.
    pub(super) fn new(doc: u32) -> Cell {
        Cell { count: 0, docs: 1, first_doc: doc, last_doc: doc }
    }

    /// Of the numbers it is made of, in the order of the fields.
    pub(super) fn of(count: u64, docs: u64, first_doc: u32, last_doc: u32) -> Cell {
        Cell { count, docs, first_doc, last_doc }
    }

    /// The first document, and the last.
    pub(super) fn ends(&self) -> (u32, u32) {
        (self.first_doc, self.last_doc)
    }

    /// Counts an occurrence in document number `doc`, the last counted or a later one.
    #[inline]
    pub(super) fn count_in(&mut self, doc: u32) {
        self.count += 1;
        self.docs += u64::from(self.last_doc != doc);
        self.last_doc = doc;
    }

    /// Adds what was counted elsewhere; a document that both end and begin with counts once.
    pub(super) fn merge(&mut self, from: &Cell) {
        let shared = self.last_doc == from.first_doc || from.last_doc == self.first_doc;
        self.count += from.count;
        self.docs += from.docs - u64::from(shared);
        self.first_doc = self.first_doc.min(from.first_doc);
        self.last_doc = self.last_doc.max(from.last_doc);
    }
}

/// A table of term counts over some pieces of some documents.
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    short: Slots,
    /// Long terms, and their counts by number.
    long: Vocabulary,
    cells: Vec<Cell>,
    words: u64,
    /// Memory of [`Batch`]; empty when there is none.
    waiting: Vec<Short>,
}

/// Counts terms of one document, short ones some hundred at once: the reads of the table, most of them from slow
/// memory, then wait for each other instead of the work between them. Everything is counted when it goes away.
#[derive(Debug)]
pub struct Batch<'c> {
    counts: &'c mut TermCounts,
    doc: u32,
}

impl Batch<'_> {
    const MOST: usize = 256;

    /// Counts one occurrence of `term`, of which `short` is the short form.
    #[inline]
    pub fn add(&mut self, term: &str, short: Short) {
        if short == Short::LONG {
            self.counts.add_long(term, self.doc);
            return;
        }
        self.counts.waiting.push(short);
        if self.counts.waiting.len() >= Batch::MOST {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.counts.short.count_all(&self.counts.waiting, self.doc);
        self.counts.waiting.clear();
    }
}

impl Take for Batch<'_> {
    #[inline]
    fn token(&mut self, token: Token<'_>) {
        self.add(token.term, token.short);
    }

    #[inline]
    fn plain(&mut self, words: &Plain<'_>) {
        if !words.shorts(&mut self.counts.waiting) {
            words.each(&mut |token: Token<'_>| self.add(token.term, token.short));
        } else if self.counts.waiting.len() >= Batch::MOST {
            self.flush();
        }
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        self.flush();
    }
}

/// The number of a document, as cells keep it: a corpus has fewer than four billion.
fn number(doc: usize) -> u32 {
    u32::try_from(doc).unwrap_or(u32::MAX)
}

impl TermCounts {
    /// Nothing counted yet.
    pub fn new() -> TermCounts {
        TermCounts::default()
    }

    /// Counts one occurrence of `term` in document number `doc`. Documents come in ascending order.
    pub fn add(&mut self, term: &str, doc: usize) {
        self.add_short(term, Short::new(term), doc);
    }

    /// The same, of a term with its short form.
    #[inline]
    pub fn add_short(&mut self, term: &str, short: Short, doc: usize) {
        match short {
            Short::LONG => self.add_long(term, number(doc)),
            short => self.short.count_all(&[short], number(doc)),
        }
    }

    fn add_long(&mut self, term: &str, doc: u32) {
        let mut first = Cell::new(doc);
        first.count_in(doc);
        self.update(term, first, |cell| cell.count_in(doc));
    }

    /// Counts many terms of document number `doc`. Documents come in ascending order.
    pub fn batch(&mut self, doc: usize) -> Batch<'_> {
        self.waiting.reserve(Batch::MOST);
        Batch { counts: self, doc: number(doc) }
    }

    /// Adds a term with its counts; what was counted of it before is of earlier documents, or of the same.
    pub(super) fn put(&mut self, term: &str, from: Cell) {
        self.update(term, from, |cell| cell.merge(&from));
    }

    /// Adds a term with what was counted of it elsewhere: occurrences, and documents that are not counted yet.
    pub(crate) fn add_counted(&mut self, term: &str, count: u64, docs: u64) {
        // The numbers of the documents are not known, and not asked for where nothing is merged after this.
        self.update(term, Cell::of(count, docs, u32::MAX, u32::MAX), |cell| {
            cell.count += count;
            cell.docs += docs;
        });
    }

    /// Gives a term the cell `new`, or changes the one it has.
    fn update(&mut self, term: &str, new: Cell, change: impl FnOnce(&mut Cell)) {
        match Short::new(term) {
            Short::LONG => match self.cells.get_mut(self.long.id_of(term, Short::LONG) as usize) {
                Some(cell) => change(cell),
                None => self.cells.push(new),
            },
            short => {
                let cell = self.short.get(short).map_or(new, |mut cell| {
                    change(&mut cell);
                    cell
                });
                self.short.set(short, cell);
            }
        }
    }

    /// Counts words towards the size of the text, whether or not they are terms of the table.
    pub fn add_words(&mut self, words: u64) {
        self.words += words;
    }

    /// The size of the text in words: what rates are taken of.
    pub fn words(&self) -> u64 {
        self.words
    }

    /// How many distinct terms there are.
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Terms and cells, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Cell)> {
        self.short.iter().chain(self.long.iter().zip(self.cells.iter().copied()))
    }

    /// Both tables as one. Associative; commutative over whole documents. Where a document was cut between the two,
    /// `self` must hold its earlier part: then it counts as one document, not two.
    #[must_use]
    pub fn merge(mut self, mut other: TermCounts) -> TermCounts {
        if self.len() < other.len() {
            std::mem::swap(&mut self, &mut other);
        }
        for (term, from) in other.iter() {
            self.put(term, from);
        }
        self.words += other.words;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(words: &[(&str, usize)]) -> TermCounts {
        let mut counts = TermCounts::new();
        for (term, doc) in words {
            counts.add(term, *doc);
            counts.add_words(1);
        }
        counts
    }

    fn sorted(counts: &TermCounts) -> Vec<(String, u64, u64)> {
        let mut rows: Vec<_> =
            counts.iter().map(|(term, cell)| (term.to_owned(), cell.count, cell.docs)).collect();
        rows.sort();
        rows
    }

    #[test]
    fn batches_count_as_single_terms_do() {
        let words: Vec<String> = (0..2000).map(|at| format!("{}", at * at % 701)).collect();
        let long = "a word of more than sixteen bytes";
        let (mut one_by_one, mut batched) = (TermCounts::new(), TermCounts::new());
        for (doc, words) in words.chunks(300).enumerate() {
            let mut batch = batched.batch(doc);
            for term in words.iter().map(String::as_str).chain([long]) {
                batch.add(term, Short::new(term));
                one_by_one.add(term, doc);
            }
        }
        assert_eq!(sorted(&batched), sorted(&one_by_one));
    }

    #[test]
    fn merging_equals_counting_at_once_wherever_documents_are_cut() {
        let words = [
            ("a", 0),
            ("b", 0),
            ("a", 0),
            ("a", 1),
            ("c", 1),
            ("b", 1),
            ("a", 1),
            ("b", 2),
            ("a", 2),
            ("a", 4),
        ];
        let whole = counted(&words);
        for i in 0..words.len() {
            for j in i..words.len() {
                let (x, y, z) = (counted(&words[..i]), counted(&words[i..j]), counted(&words[j..]));
                let left = x.clone().merge(y.clone()).merge(z.clone());
                let right = x.merge(y.merge(z));
                assert_eq!(sorted(&left), sorted(&whole), "cut at {i}, {j}");
                assert_eq!(sorted(&right), sorted(&whole), "cut at {i}, {j}");
                assert_eq!(left.words(), whole.words());
            }
        }
    }
}
