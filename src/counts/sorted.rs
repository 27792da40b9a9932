//! Term counts put aside, sorted by term, and merged again: what does not fit in memory at once.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io::{Read, Write};

use super::TermCounts;
use crate::error::{Error, Result};
use crate::frame::head;
use crate::stored::{Reader, Scratch, Stored, damaged, get_number, put_number};

/// A text that is compared by its first bytes before the others are looked at, which lie elsewhere in memory: most of
/// half a million pairs of words differ in these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Leading<'t>([u64; 2], &'t str);

impl<'t> Leading<'t> {
    pub fn new(text: &'t str) -> Leading<'t> {
        Leading(head(text), text)
    }

    pub fn text(self) -> &'t str {
        self.1
    }
}

/// The counts of one group of a part, as they lie in the bytes that hold those of all its groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// What the caller knows the group by.
    pub key: (u64, u8),
    /// The size of the text in words.
    pub words: u64,
    terms: u64,
    start: u64,
}

/// Writes groups of counts, each under its key, sorted by term; read back by [`sections`].
pub(crate) fn write<'c>(groups: impl Iterator<Item = ((u64, u8), &'c TermCounts)>) -> Vec<u8> {
    let (mut head, mut body) = (Vec::new(), Vec::new());
    let mut number = 0;
    for (key, counts) in groups {
        let mut rows: Vec<(Leading<'_>, u64, u64)> =
            counts.iter().map(|(term, cell)| (Leading::new(term), cell.count, cell.docs)).collect();
        rows.sort_unstable_by_key(|row| row.0);
        let start = body.len() as u64;
        for value in [key.0, key.1.into(), counts.words(), rows.len() as u64, start] {
            put_number(&mut head, value);
        }
        let mut writer = Rows::default();
        rows.into_iter()
            .for_each(|(term, count, docs)| writer.put(&mut body, term.text().as_bytes(), [count, docs]));
        number += 1;
    }
    let mut bytes = Vec::with_capacity(head.len() + body.len() + 20);
    put_number(&mut bytes, number);
    put_number(&mut bytes, head.len() as u64);
    bytes.extend(head);
    bytes.extend(body);
    bytes
}

/// The groups that [`write`] wrote.
pub(crate) fn sections(stored: &Stored) -> Result<Vec<Section>> {
    let mut input = stored.read(0)?;
    let mut read = || get_number(&mut input).map_err(|error| damaged(&error));
    let (number, head) = (read()?, read()?);
    let before = digits(number) + digits(head) + head;
    let section = |_| {
        let (key, words, terms) = ((read()?, read()? as u8), read()?, read()?);
        Ok(Section { key, words, terms, start: before + read()? })
    };
    (0..number).map(section).collect()
}

/// How many bytes [`put_number`] makes of a number.
fn digits(number: u64) -> u64 {
    u64::from(64 - (number | 1).leading_zeros()).div_ceil(7)
}

/// No term is longer than a document.
const LONGEST: usize = u32::MAX as usize;

/// Rows of a text and two numbers; of a text only what differs from the one before.
#[derive(Debug, Default)]
struct Rows {
    last: Vec<u8>,
}

impl Rows {
    fn put(&mut self, out: &mut Vec<u8>, term: &[u8], numbers: [u64; 2]) {
        let shared = self.last.iter().zip(term).take_while(|(a, b)| a == b).count();
        put_number(out, shared as u64);
        put_number(out, (term.len() - shared) as u64);
        out.extend_from_slice(&term[shared..]);
        numbers.iter().for_each(|&number| put_number(out, number));
        self.last.truncate(shared);
        self.last.extend_from_slice(&term[shared..]);
    }

    /// Reads the next row; its text is in `last`.
    fn get(&mut self, input: &mut impl Read) -> std::io::Result<[u64; 2]> {
        let (shared, rest) = (get_number(input)? as usize, get_number(input)? as usize);
        if shared > self.last.len() || rest > LONGEST {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        self.last.resize(shared + rest, 0);
        input.read_exact(&mut self.last[shared..])?;
        Ok([get_number(input)?, get_number(input)?])
    }
}

/// A section that is being read: its next row.
struct Source {
    input: Reader,
    rows: Rows,
    numbers: [u64; 2],
    left: u64,
}

impl Source {
    /// Goes on to the next row; whether there is one.
    fn next(&mut self) -> Result<bool> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        self.numbers = self.rows.get(&mut self.input).map_err(|error| damaged(&error))?;
        Ok(true)
    }
}

/// The one with the smallest text is the greatest, so that it is on top of the heap.
impl Ord for Source {
    fn cmp(&self, other: &Source) -> Ordering {
        other.rows.last.cmp(&self.rows.last)
    }
}

impl PartialOrd for Source {
    fn partial_cmp(&self, other: &Source) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Source {}

/// Gives every term of some sections once, in the order of their bytes, with the sums of its counts and documents.
pub(crate) fn merge(
    sections: &[(&Stored, Section)],
    mut row: impl FnMut(&str, u64, u64) -> Result<()>,
) -> Result<()> {
    let mut heap = BinaryHeap::with_capacity(sections.len());
    for (stored, section) in sections {
        let input = stored.read(section.start)?;
        let mut source = Source { input, rows: Rows::default(), numbers: [0; 2], left: section.terms };
        if source.next()? {
            heap.push(source);
        }
    }
    let mut term = Vec::new();
    while let Some(top) = heap.peek() {
        term.clear();
        term.extend_from_slice(&top.rows.last);
        let mut sums = [0; 2];
        while let Some(mut top) = heap.peek_mut().filter(|top| top.rows.last == term) {
            sums.iter_mut().zip(top.numbers).for_each(|(sum, number)| *sum += number);
            if !top.next()? {
                PeekMut::pop(top);
            }
        }
        let text = std::str::from_utf8(&term).map_err(|error| damaged(&std::io::Error::other(error)))?;
        row(text, sums[0], sums[1])?;
    }
    Ok(())
}

/// Counts below this are frequent enough that each has a heap of its own.
const LOW: u64 = 64;
/// Bytes of such a heap before it goes to its file.
const HEAP: usize = 1 << 22;

/// Rows that come sorted by term and leave sorted by count, the highest first, then by term. Rows with a low count, most
/// of all, are only put on heaps, one a count.
pub(crate) struct ByCount {
    high: Vec<(u64, u64, String)>,
    low: Vec<Heap>,
    /// Whether heaps may grow as they like.
    in_memory: bool,
}

#[derive(Default)]
struct Heap {
    rows: Rows,
    count: u64,
    bytes: Vec<u8>,
    file: Option<(std::path::PathBuf, std::io::BufWriter<std::fs::File>)>,
}

impl ByCount {
    /// Nothing yet; heaps go to files unless they may stay in memory.
    pub fn new(in_memory: bool) -> ByCount {
        ByCount { high: Vec::new(), low: (0..LOW).map(|_| Heap::default()).collect(), in_memory }
    }

    /// Adds a row; rows come in the order of their terms.
    pub fn push(&mut self, term: &str, count: u64, docs: u64, scratch: &mut Scratch) -> Result<()> {
        if count >= LOW {
            self.high.push((count, docs, term.to_owned()));
            return Ok(());
        }
        let heap = &mut self.low[count as usize];
        heap.rows.put(&mut heap.bytes, term.as_bytes(), [docs, 0]);
        heap.count += 1;
        if !self.in_memory && heap.bytes.len() >= HEAP {
            heap.spill(scratch)?;
        }
        Ok(())
    }

    /// Gives all rows in their order: term, count, documents.
    pub fn drain(
        mut self,
        scratch: &mut Scratch,
        mut row: impl FnMut(&str, u64, u64) -> Result<()>,
    ) -> Result<()> {
        // Stable, so that terms stay in order.
        self.high.sort_by_key(|row| std::cmp::Reverse(row.0));
        for (count, docs, term) in self.high {
            row(&term, count, docs)?;
        }
        for (count, mut heap) in self.low.into_iter().enumerate().rev() {
            if heap.file.is_some() {
                heap.spill(scratch)?;
            }
            let stored = match heap.file.take() {
                None => Stored::Memory(std::mem::take(&mut heap.bytes).into()),
                Some((path, _)) => Stored::File(path),
            };
            let (mut rows, mut input) = (Rows::default(), stored.read(0)?);
            for _ in 0..heap.count {
                let [docs, _] = rows.get(&mut input).map_err(|error| damaged(&error))?;
                let text = std::str::from_utf8(&rows.last);
                let text = text.map_err(|error| damaged(&std::io::Error::other(error)))?;
                row(text, count as u64, docs)?;
            }
        }
        Ok(())
    }
}

impl Heap {
    fn spill(&mut self, scratch: &mut Scratch) -> Result<()> {
        let (path, file) = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(scratch.file()?),
        };
        let written = file.write_all(&self.bytes).and_then(|()| file.flush());
        written.map_err(|error| Error::io(path.display().to_string(), "working file", &error))?;
        self.bytes.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_sort_by_their_bytes() {
        let texts = [
            "",
            "\0",
            "a",
            "a\0",
            "a b",
            "a bc",
            "é",
            "sixteen bytes ..",
            "sixteen bytes ...",
            "sixteen bytes ..é",
        ];
        for a in texts {
            for b in texts {
                assert_eq!(Leading::new(a).cmp(&Leading::new(b)), a.cmp(b), "{a:?} {b:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn parts_give_what_the_whole_gives(
            parts in prop::collection::vec(prop::collection::vec("[abé ]{0,6}", 0..60), 1..6),
            limit in 0usize..600,
        ) {
            let mut scratch = Scratch::new(limit);
            let (mut stored, mut plain) = (Vec::new(), BTreeMap::<String, (u64, u64)>::new());
            for (doc, terms) in parts.iter().enumerate() {
                let mut counts = TermCounts::new();
                terms.iter().for_each(|term| counts.add(term, doc));
                counts.add_words(terms.len() as u64);
                for (term, cell) in counts.iter() {
                    let sum = plain.entry(term.to_owned()).or_default();
                    *sum = (sum.0 + cell.count, sum.1 + cell.docs);
                }
                stored.push(scratch.put(write([((7, 3), &TermCounts::new()), ((9, 0), &counts)].into_iter())).expect("room"));
            }
            let mut found = Vec::new();
            for stored in &stored {
                let of_part = sections(stored).expect("as written");
                prop_assert_eq!((of_part.len(), of_part[0].key, of_part[0].terms), (2, (7, 3), 0));
                found.push((stored, of_part[1]));
            }
            let words: u64 = found.iter().map(|(_, section)| section.words).sum();
            prop_assert_eq!(words, parts.iter().map(|part| part.len() as u64).sum::<u64>());
            let (mut merged, mut by_count) = (Vec::new(), ByCount::new(limit > 300));
            merge(&found, |term, count, docs| {
                merged.push((term.to_owned(), (count, docs)));
                by_count.push(term, count, docs, &mut scratch)
            }).expect("as written");
            prop_assert_eq!(&merged, &plain.clone().into_iter().collect::<Vec<_>>());
            merged.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
            let mut drained = Vec::new();
            by_count.drain(&mut scratch, |term, count, docs| {
                drained.push((term.to_owned(), (count, docs)));
                Ok(())
            }).expect("as written");
            prop_assert_eq!(drained, merged);
        }
    }
}
