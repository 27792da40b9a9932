//! The words of runs of text, with the sums that tables of pairs need.
//!
//! What is counted is co-occurrences: a node token together with a collocate token in its window. Each such pair of
//! tokens counts once, also where windows overlap. Row sums, column sums and total count the same things, so a table
//! made of them is one of whole counts that add up.

use std::io::Read;

use crate::stored::{get_number, put_number};

use super::Vocabulary;

/// How many words to each side of the node are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Words before the node.
    pub left: usize,
    /// Words after it.
    pub right: usize,
}

/// How often a word was seen, and in how many co-occurrences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordSums {
    /// Occurrences.
    pub count: u64,
    /// Co-occurrences in which it is the node: the words in its windows.
    pub as_node: u64,
    /// Co-occurrences in which it is the collocate.
    pub as_collocate: u64,
}

impl WordSums {
    pub(super) fn add(&mut self, other: &WordSums) {
        self.count += other.count;
        self.as_node += other.as_node;
        self.as_collocate += other.as_collocate;
    }
}

/// One pair with its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The number of the node: of its term, or as given by the caller.
    pub node: u32,
    /// The number of the collocate's term.
    pub collocate: u32,
    /// Co-occurrences with the collocate left of the node.
    pub left: u32,
    /// Co-occurrences with the collocate right of the node.
    pub right: u32,
    /// Documents with the pair.
    pub docs: u32,
}

impl Pair {
    /// Co-occurrences on both sides.
    pub fn count(&self) -> u64 {
        u64::from(self.left) + u64::from(self.right)
    }
}

/// The distinct words of some runs, with their sums.
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    vocabulary: Vocabulary,
    sums: Vec<WordSums>,
    stops: Vec<bool>,
    total: u64,
}

impl WordTable {
    /// The number of a term; one for which `stop` holds, asked once a term, is left out of pairs.
    #[inline]
    pub fn id(&mut self, term: &str, stop: impl FnOnce(&str) -> bool) -> u32 {
        let id = self.vocabulary.id(term);
        if self.sums.len() < self.vocabulary.len() {
            self.stops.push(stop(term));
            self.sums.push(WordSums::default());
        }
        id
    }

    /// Has `number` ask the vocabulary for numbers; `stop` as above.
    pub fn number(&mut self, number: impl FnOnce(&mut Vocabulary), stop: impl Fn(&str) -> bool) {
        number(&mut self.vocabulary);
        let new = self.sums.len()..self.vocabulary.len();
        self.stops.extend(new.map(|id| stop(self.vocabulary.term(id as u32))));
        self.sums.resize(self.vocabulary.len(), WordSums::default());
    }

    /// Counts the words of a run, within which windows stay.
    pub fn add_run(&mut self, ids: &[u32], window: Window) {
        let Window { left, right } = window;
        for (at, &id) in ids.iter().enumerate() {
            let (before, after) = (at, ids.len() - 1 - at);
            let as_node = (before.min(left) + after.min(right)) as u64;
            let word = &mut self.sums[id as usize];
            word.count += 1;
            word.as_node += as_node;
            word.as_collocate += (before.min(right) + after.min(left)) as u64;
            self.total += as_node;
        }
    }

    /// Takes the words of `other` in, after its own, and returns the number that each of them has here.
    pub fn merge(&mut self, other: &WordTable) -> Vec<u32> {
        self.total += other.total;
        let words = other.vocabulary.iter().zip(other.sums.iter().zip(&other.stops));
        words
            .map(|(term, (sums, stop))| {
                let id = self.id(term, |_| *stop);
                self.sums[id as usize].add(sums);
                id
            })
            .collect()
    }

    /// The words with their sums, to be put aside; read back by [`WordTable::read`].
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put_number(out, self.total);
        put_number(out, self.sums.len() as u64);
        for ((term, sums), &stops) in self.vocabulary.iter().zip(&self.sums).zip(&self.stops) {
            put_number(out, (term.len() as u64) << 1 | u64::from(stops));
            out.extend_from_slice(term.as_bytes());
            [sums.count, sums.as_node, sums.as_collocate].iter().for_each(|&sum| put_number(out, sum));
        }
    }

    /// What [`WordTable::write`] wrote.
    pub(crate) fn read(input: &mut impl Read) -> std::io::Result<WordTable> {
        let mut table = WordTable { total: get_number(input)?, ..WordTable::default() };
        let mut term = Vec::new();
        for _ in 0..get_number(input)? {
            let head = get_number(input)?;
            term.resize((head >> 1) as usize, 0);
            input.read_exact(&mut term)?;
            let text = std::str::from_utf8(&term).map_err(std::io::Error::other)?;
            let id = table.id(text, |_| head & 1 != 0) as usize;
            table.sums[id] = WordSums {
                count: get_number(input)?,
                as_node: get_number(input)?,
                as_collocate: get_number(input)?,
            };
        }
        Ok(table)
    }

    /// All co-occurrences, of all words: the total of each table.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The terms by number.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What was counted of a word.
    #[inline]
    pub fn sums(&self, id: u32) -> &WordSums {
        &self.sums[id as usize]
    }

    /// Whether a word is left out of pairs.
    #[inline]
    pub fn stops(&self, id: u32) -> bool {
        self.stops[id as usize]
    }
}
