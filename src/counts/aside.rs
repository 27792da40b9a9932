//! Cells of documents, here or put aside.

use super::cells::{read_rows, read_terms};
use super::{DocCells, DocRow, Vocabulary};
use crate::error::Result;
use crate::par::Run;
use crate::stored::{Stored, put_number};

/// Terms of documents with their counts, read document by document: in memory, or, where they outgrow it, from what was
/// put aside, of which one part at a time is in memory.
#[derive(Debug)]
pub(crate) enum Cells {
    Here(DocCells),
    Aside(Aside),
}

/// What is known of the cells put aside.
#[derive(Debug, Default)]
pub(crate) struct Aside {
    vocabulary: Vocabulary,
    /// Documents and their words.
    docs: Vec<(usize, u64)>,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    stored: Stored,
    /// The numbers of its terms, and where its documents begin.
    ids: Vec<u32>,
    start: usize,
}

impl Cells {
    /// The documents that [`Cells::write`] wrote into these, in their order; here, if they need no more than `memory`
    /// bytes.
    ///
    /// # Errors
    /// Something else was written there; `Interrupted`.
    pub fn of<'s>(parts: impl Iterator<Item = &'s Stored> + Clone, memory: u64, run: &Run) -> Result<Cells> {
        let mut cells = DocCells::new();
        for stored in parts.clone() {
            run.check()?;
            cells.read(&stored.bytes()?)?;
            if (cells.len() * size_of::<(u32, u32)>()) as u64 > memory {
                drop(cells);
                return Ok(Cells::Aside(Aside::of(parts, run)?));
            }
        }
        Ok(Cells::Here(cells))
    }

    /// Writes all documents, numbered from `before` on; read back by [`Cells::of`].
    ///
    /// # Errors
    /// As [`Cells::each`].
    pub fn write(&self, before: usize) -> Result<Vec<u8>> {
        let (mut out, vocabulary) = (Vec::new(), self.vocabulary());
        put_number(&mut out, vocabulary.len() as u64);
        for term in vocabulary.iter() {
            put_number(&mut out, term.len() as u64);
            out.extend_from_slice(term.as_bytes());
        }
        put_number(&mut out, self.docs().len() as u64);
        self.each(|_, row| {
            for number in [(before + row.doc) as u64, row.words, row.cells.len() as u64] {
                put_number(&mut out, number);
            }
            for &(id, count) in row.cells {
                put_number(&mut out, id.into());
                put_number(&mut out, count.into());
            }
            Ok(())
        })?;
        Ok(out)
    }

    /// The terms by number.
    pub fn vocabulary(&self) -> &Vocabulary {
        match self {
            Cells::Here(cells) => cells.vocabulary(),
            Cells::Aside(aside) => &aside.vocabulary,
        }
    }

    /// The documents in their order, and their sizes in words.
    pub fn docs(&self) -> Vec<(usize, u64)> {
        match self {
            Cells::Here(cells) => cells.rows().map(|row| (row.doc, row.words)).collect(),
            Cells::Aside(aside) => aside.docs.clone(),
        }
    }

    /// Gives all documents, numbered as [`Cells::docs`] has them.
    ///
    /// # Errors
    /// What `row` returns; what was put aside can't be read.
    pub fn each(&self, mut row: impl FnMut(usize, DocRow<'_>) -> Result<()>) -> Result<()> {
        let mut numbers = 0..;
        let mut each = |found: DocRow<'_>| row(numbers.next().unwrap_or_default(), found);
        match self {
            Cells::Here(cells) => cells.rows().try_for_each(each),
            Cells::Aside(aside) => aside.parts.iter().try_for_each(|part| {
                read_rows(part.stored.bytes()?.get(part.start..).unwrap_or_default(), &part.ids, &mut each)
            }),
        }
    }
}

impl Aside {
    fn of<'s>(parts: impl Iterator<Item = &'s Stored>, run: &Run) -> Result<Aside> {
        let mut aside = Aside::default();
        for stored in parts {
            run.check()?;
            let bytes = stored.bytes()?;
            let mut input = &bytes[..];
            let ids = read_terms(&mut input, &mut aside.vocabulary)?;
            read_rows(input, &ids, |row| {
                aside.docs.push((row.doc, row.words));
                Ok(())
            })?;
            let start = bytes.len() - input.len();
            aside.parts.push(Part { stored: stored.clone(), ids, start });
        }
        Ok(aside)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stored::Scratch;

    proptest! {
        #[test]
        fn cells_put_aside_are_the_same(
            parts in prop::collection::vec(prop::collection::vec(prop::collection::vec("[a-d]{1,2}", 0..9), 0..5), 0..5),
            limit in 0usize..200,
        ) {
            let (mut scratch, mut whole, mut stored) = (Scratch::new(limit), DocCells::new(), Vec::new());
            let mut before = 0;
            for part in &parts {
                let mut cells = DocCells::new();
                for (doc, terms) in part.iter().enumerate() {
                    for (cells, doc) in [(&mut cells, doc), (&mut whole, before + doc)] {
                        cells.push(doc, terms.len() as u64, terms.iter().map(|term| (term.as_str(), 3)));
                    }
                }
                let bytes = Cells::Here(cells).write(before).expect("cells");
                prop_assert!(DocCells::new().read(&bytes[..bytes.len() - 1]).is_err());
                stored.push(scratch.put(bytes).expect("room"));
                before += part.len();
            }
            let rows = |cells: &Cells| {
                let mut rows = Vec::new();
                cells.each(|number, row| {
                    let terms: Vec<_> = row.cells.iter().map(|&(id, n)| (cells.vocabulary().term(id).to_owned(), n)).collect();
                    rows.push((number, row.doc, row.words, terms));
                    Ok(())
                }).expect("as written");
                (rows, cells.docs())
            };
            let expected = rows(&Cells::Here(whole));
            for memory in [0, u64::MAX] {
                let cells = Cells::of(stored.iter(), memory, &Run::serial()).expect("as written");
                prop_assert_eq!(matches!(cells, Cells::Aside(_)), memory == 0 && expected.0.iter().any(|row| !row.3.is_empty()));
                prop_assert_eq!(&rows(&cells), &expected);
            }
        }
    }
}
