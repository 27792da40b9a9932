//! Counts of terms in each document, of all documents at once: the cells of a matrix.

use std::io::Read;

use super::Vocabulary;
use crate::error::Result;
use crate::stored::{damaged, get_number};
use crate::tokens::{Plain, Short, Take, Token};

/// Terms of documents, each document with the numbers of its terms and how often it has them. One vocabulary serves
/// all: with a table for each document the matrix of 20,000 documents took twice as long. Counts of one term in one
/// document are 32 bits: four billion would be a document of more than 8 GB.
#[derive(Clone, Debug, Default)]
pub struct DocCells {
    vocabulary: Vocabulary,
    /// Of the open document: occurrences by number, which numbers have any, and short terms not yet counted.
    counts: Vec<u32>,
    seen: Vec<u32>,
    waiting: Vec<Short>,
    /// Memory for the numbers of these.
    ids: Vec<u32>,
    open: Option<usize>,
    words: u64,
    /// Of all documents before: which they are, their words, and where in `cells` each ends.
    docs: Vec<(usize, u64, usize)>,
    /// Numbers with occurrences.
    cells: Vec<(u32, u32)>,
}

/// A document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocRow<'c> {
    /// Its number.
    pub doc: usize,
    /// Its size in words, whether or not they are counted.
    pub words: u64,
    /// Numbers of terms with their occurrences, in no order.
    pub cells: &'c [(u32, u32)],
}

impl DocCells {
    /// How many short terms wait, so that the reads of the table wait for each other, not for the work between them.
    const MOST: usize = 256;
    /// Bytes of text for each cell: 17 to 18 in articles.
    const BYTES: usize = 16;

    /// Nothing counted yet.
    pub fn new() -> DocCells {
        DocCells::default()
    }

    /// Nothing counted yet, with room for the cells of so many bytes of text, as a rule: memory that is not used costs
    /// nothing, while cells that are copied to where there is more of it take a tenth of what `keyness` takes.
    pub fn with_room(bytes: usize) -> DocCells {
        DocCells { cells: Vec::with_capacity(bytes / DocCells::BYTES), ..DocCells::default() }
    }

    /// Goes on with document number `doc`, the last or a later one.
    pub fn document(&mut self, doc: usize) {
        if self.open != Some(doc) {
            self.close();
            self.open = Some(doc);
        }
    }

    /// Counts one occurrence of `term`, of which `short` is the short form, in the open document.
    #[inline]
    pub fn add(&mut self, term: &str, short: Short) {
        if short == Short::LONG {
            let id = self.vocabulary.id_of(term, short);
            self.count(id);
            return;
        }
        self.waiting.push(short);
        if self.waiting.len() >= DocCells::MOST {
            self.flush();
        }
    }

    /// Counts words towards the size of the open document, whether or not they are terms.
    pub fn add_words(&mut self, words: u64) {
        self.words += words;
    }

    fn flush(&mut self) {
        let DocCells { vocabulary, counts, seen, waiting, ids, .. } = self;
        ids.clear();
        vocabulary.short_ids(waiting, ids);
        waiting.clear();
        if counts.len() < vocabulary.len() {
            counts.resize(vocabulary.len(), 0);
        }
        // A third of the words of an article are new in it, which no processor can foretell: each is written down, and
        // counts if it is new.
        let mut end = seen.len();
        seen.resize(end + ids.len(), 0);
        for &id in &*ids {
            let count = &mut counts[id as usize];
            seen[end] = id;
            end += usize::from(*count == 0);
            *count += 1;
        }
        seen.truncate(end);
    }

    #[inline]
    fn count(&mut self, id: u32) {
        if id as usize >= self.counts.len() {
            self.counts.resize(id as usize + 1, 0);
        }
        let count = &mut self.counts[id as usize];
        if *count == 0 {
            self.seen.push(id);
        }
        *count += 1;
    }

    /// Puts the open document with those before it; after the last one was counted.
    pub fn close(&mut self) {
        self.flush();
        let Some(doc) = self.open.take() else { return };
        let count = |id: u32| (id, std::mem::take(&mut self.counts[id as usize]));
        self.cells.extend(self.seen.drain(..).map(count));
        self.docs.push((doc, std::mem::take(&mut self.words), self.cells.len()));
    }

    /// Both as one; the documents of `other` come after those of `self`, or its first is the last of `self`.
    #[must_use]
    pub fn merge(mut self, mut other: DocCells) -> DocCells {
        other.close();
        let ids: Vec<u32> = other.vocabulary.iter().map(|term| self.vocabulary.id(term)).collect();
        for row in other.rows() {
            self.document(row.doc);
            self.words += row.words;
            for &(id, count) in row.cells {
                let id = ids[id as usize];
                self.count(id);
                self.counts[id as usize] += count - 1;
            }
        }
        self
    }

    /// Adds the documents that [`super::Cells::write`] wrote; they come after those that are there.
    ///
    /// # Errors
    /// Bytes that it did not write.
    pub(crate) fn read(&mut self, mut input: &[u8]) -> Result<()> {
        self.close();
        let ids = read_terms(&mut input, &mut self.vocabulary)?;
        read_rows(input, &ids, |row| {
            self.cells.extend_from_slice(row.cells);
            self.docs.push((row.doc, row.words, self.cells.len()));
            Ok(())
        })
    }

    /// Adds a document with these counts of its terms, after those that are there.
    pub(crate) fn push<'t>(&mut self, doc: usize, words: u64, terms: impl Iterator<Item = (&'t str, u32)>) {
        self.close();
        self.cells.extend(terms.map(|(term, count)| (self.vocabulary.id(term), count)));
        self.docs.push((doc, words, self.cells.len()));
    }

    /// How many cells all documents have that are closed.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The terms by number.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The documents that are closed.
    pub fn rows(&self) -> impl Iterator<Item = DocRow<'_>> + Clone {
        let starts = std::iter::once(0).chain(self.docs.iter().map(|doc| doc.2));
        let row = |(start, &(doc, words, end))| DocRow { doc, words, cells: &self.cells[start..end] };
        starts.zip(&self.docs).map(row)
    }
}

/// The numbers that `vocabulary` gives to the terms that [`super::Cells::write`] wrote first.
pub(super) fn read_terms(input: &mut &[u8], vocabulary: &mut Vocabulary) -> Result<Vec<u32>> {
    let mut read = |input: &mut &[u8]| -> std::io::Result<Vec<u32>> {
        let (mut ids, mut term) = (Vec::new(), Vec::new());
        for _ in 0..get_number(input)? {
            term.resize(small(get_number(input)?)? as usize, 0);
            input.read_exact(&mut term)?;
            ids.push(vocabulary.id(std::str::from_utf8(&term).map_err(|_| bad())?));
        }
        Ok(ids)
    };
    read(input).map_err(|error| damaged(&error))
}

/// Gives the documents that come after the terms; `ids`: the numbers of these.
pub(super) fn read_rows(
    mut input: &[u8],
    ids: &[u32],
    mut row: impl FnMut(DocRow<'_>) -> Result<()>,
) -> Result<()> {
    let next = |input: &mut &[u8], cells: &mut Vec<(u32, u32)>| {
        let (doc, words) = (get_number(input)? as usize, get_number(input)?);
        cells.clear();
        for _ in 0..get_number(input)? {
            let id = ids.get(get_number(input)? as usize).ok_or_else(bad)?;
            cells.push((*id, small(get_number(input)?)?));
        }
        Ok((doc, words))
    };
    let mut cells = Vec::new();
    for _ in 0..get_number(&mut input).map_err(|error| damaged(&error))? {
        let (doc, words) = next(&mut input, &mut cells).map_err(|error| damaged(&error))?;
        row(DocRow { doc, words, cells: &cells })?;
    }
    Ok(())
}

fn bad() -> std::io::Error {
    std::io::ErrorKind::InvalidData.into()
}

fn small(number: u64) -> std::io::Result<u32> {
    u32::try_from(number).map_err(|_| bad())
}

impl Take for DocCells {
    #[inline]
    fn token(&mut self, token: Token<'_>) {
        self.add(token.term, token.short);
    }

    #[inline]
    fn plain(&mut self, words: &Plain<'_>) {
        if !words.shorts(&mut self.waiting) {
            words.each(&mut |token: Token<'_>| self.add(token.term, token.short));
        } else if self.waiting.len() >= DocCells::MOST {
            self.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::counts::TermCounts;

    fn counted(words: &[(usize, String)]) -> DocCells {
        let mut cells = DocCells::new();
        for (doc, term) in words {
            cells.document(*doc);
            cells.add(term, Short::new(term));
            cells.add_words(1);
        }
        cells
    }

    type Row = (usize, u64, Vec<(String, u64)>);

    fn sorted(mut cells: DocCells) -> Vec<Row> {
        cells.close();
        let term = |&(id, count): &(u32, u32)| (cells.vocabulary().term(id).to_owned(), u64::from(count));
        let row = |row: DocRow<'_>| {
            let mut terms: Vec<_> = row.cells.iter().map(term).collect();
            terms.sort();
            (row.doc, row.words, terms)
        };
        cells.rows().map(row).collect()
    }

    proptest! {
        #[test]
        fn cells_are_those_of_a_table_for_each_document(
            mut words in prop::collection::vec((0usize..6, "[a-e]{1,2}|a word of more than sixteen bytes"), 0..300),
            cut in 0usize..300,
        ) {
            words.sort_by_key(|word| word.0);
            let mut expected = Vec::new();
            for chunk in words.chunk_by(|a, b| a.0 == b.0) {
                let mut counts = TermCounts::new();
                chunk.iter().for_each(|(doc, term)| counts.add(term, *doc));
                let mut row: Vec<_> = counts.iter().map(|(term, cell)| (term.to_owned(), cell.count)).collect();
                row.sort();
                expected.push((chunk[0].0, chunk.len() as u64, row));
            }
            let (first, last) = words.split_at(cut.min(words.len()));
            prop_assert_eq!(&sorted(counted(&words)), &expected);
            prop_assert_eq!(&sorted(counted(first).merge(counted(last))), &expected);
        }
    }
}
