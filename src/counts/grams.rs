//! Sequences of words, counted by the numbers of their words: a term of several words is written once, at the end.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::grid::{Grid, Scratch};
use super::order::Order;
use super::sorted::Leading;
use super::terms::TermCounts;
use super::vocabulary::Vocabulary;
use crate::error::Result;
use crate::frame::Strings;
use crate::par::Run;

/// Counts of sequences of `n` words, over some pieces of some documents. The words are numbers of a vocabulary that
/// the caller keeps.
#[derive(Clone, Debug)]
pub struct GramCounts {
    /// Of the words before the last: those of two words, of three, up to `n` - 1.
    prefixes: Vec<Prefixes>,
    single: bool,
    /// A row a prefix, a column a last word.
    grid: Grid,
}

/// Rows whose words are joined at once.
const ROWS: usize = 1 << 14;

/// Sequences of one length, numbered: the shorter sequence and the last word.
#[derive(Clone, Debug, Default)]
struct Prefixes {
    numbers: HashMap<u64, u32, FixedState>,
    keys: Vec<u64>,
}

impl Prefixes {
    /// A u32 suffices: four billion sequences would need 100 GB.
    fn number(&mut self, key: u64) -> u32 {
        let Prefixes { numbers, keys } = self;
        *numbers.entry(key).or_insert_with(|| {
            keys.push(key);
            u32::try_from(keys.len() - 1).expect("fewer than 2^32 distinct sequences")
        })
    }
}

fn key(prefix: u32, word: u32) -> u64 {
    u64::from(prefix) << 32 | u64::from(word)
}

fn halves(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}

/// A sequence with its counts, as rows are ordered: the most frequent first, then as the joined words sort. The parts of
/// the sequence are places in [`Order`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    count: Reverse<u64>,
    prefix: u32,
    last: u32,
    docs: u32,
}

impl GramCounts {
    /// Nothing counted yet, of sequences of `n` words.
    pub fn new(n: usize) -> GramCounts {
        let prefixes = vec![Prefixes::default(); n.saturating_sub(2)];
        GramCounts { prefixes, single: n == 1, grid: Grid::default() }
    }

    /// Nothing counted yet, of sequences as long as those of `other`.
    pub fn like(other: &GramCounts) -> GramCounts {
        let prefixes = vec![Prefixes::default(); other.prefixes.len()];
        GramCounts { prefixes, single: other.single, grid: Grid::default() }
    }

    /// Counts one occurrence of the `n` words in document number `doc`. Documents come in ascending order.
    ///
    /// # Panics
    /// At the four-billionth distinct sequence of words before the last.
    #[inline]
    pub fn add(&mut self, words: &[u32], doc: usize, scratch: &mut Scratch) {
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return };
        let mut prefix = first;
        for (at, numbered) in self.prefixes.iter_mut().enumerate() {
            prefix = numbered.number(key(prefix, words[at + 1]));
        }
        // Documents are numbered in 32 bits wherever their words are.
        self.grid.add(prefix, last, doc as u32, scratch);
    }

    /// Counts all sequences of two of these words in document number `doc`, but where `left_out` is one of both.
    pub fn add_pairs(
        &mut self,
        words: &[u32],
        doc: usize,
        left_out: impl Fn(u32) -> bool,
        scratch: &mut Scratch,
    ) {
        self.grid.add_pairs(words, doc as u32, left_out, scratch);
    }

    /// Both as one; associative. `self` holds the earlier documents; one that was cut between the two counts once.
    /// `new_ids` are the numbers of the words of `other`.
    #[must_use]
    pub fn merge(mut self, other: GramCounts, new_ids: &[u32]) -> GramCounts {
        let mut numbers = new_ids.to_vec();
        let renumbered = |numbers: &[u32], old: u64| {
            let (prefix, word) = halves(old);
            key(numbers[prefix as usize], new_ids[word as usize])
        };
        for (ours, theirs) in self.prefixes.iter_mut().zip(other.prefixes) {
            numbers = theirs.keys.iter().map(|&old| ours.number(renumbered(&numbers, old))).collect();
        }
        self.grid.merge(other.grid, &numbers, new_ids);
        self
    }

    /// Adds the sequences that occur `min_count` times to `counts`, their words joined by spaces.
    pub fn write(
        &mut self,
        vocabulary: &Vocabulary,
        min_count: u64,
        counts: &mut TermCounts,
        scratch: &mut Scratch,
    ) {
        let (mut words, mut term) = (Vec::new(), String::new());
        self.grid.join(scratch);
        for (prefix, last, cell) in self.grid.iter().filter(|(.., cell)| cell.count >= min_count) {
            term.clear();
            self.join(prefix, last, vocabulary, &mut words, &mut term);
            counts.put(&term, cell);
        }
    }

    /// Appends the words of a sequence to `term`, joined by spaces; `words` is memory used again.
    fn join(&self, prefix: u32, last: u32, vocabulary: &Vocabulary, words: &mut Vec<u32>, term: &mut String) {
        words.clear();
        words.push(last);
        let mut prefix = prefix;
        for numbered in self.prefixes.iter().rev() {
            let (before, word) = halves(numbered.keys[prefix as usize]);
            words.push(word);
            prefix = before;
        }
        // Of a single word both halves are the word.
        words.extend((!self.single).then_some(prefix));
        for (at, &word) in words.iter().rev().enumerate() {
            if at > 0 {
                term.push(' ');
            }
            term.push_str(vocabulary.term(word));
        }
    }

    /// Gives the sequences that occur `min_count` times with their counts and documents, the most frequent first, then
    /// as the joined words sort, while `row` asks for more. No joined words are compared: the words are sorted once, then
    /// numbers are. A word holds no space but before its first other character.
    ///
    /// # Errors
    /// If there can be no threads.
    pub fn each(
        &mut self,
        vocabulary: &Vocabulary,
        min_count: u64,
        run: &Run,
        scratch: &mut Scratch,
        mut row: impl FnMut(&str, u64, u64) -> ControlFlow<()>,
    ) -> Result<()> {
        self.grid.join_on(run, scratch)?;
        let lasts = Order::of(vocabulary.iter().map(Leading::new), run)?;
        // After a word that is not the last comes a space, before which some characters sort.
        let spaced: Strings = vocabulary.iter().map(|term| format!("{term} ")).collect();
        let words = Order::of(spaced.iter().map(Leading::new), run)?;
        let mut order = None;
        for Prefixes { keys, .. } in &self.prefixes {
            let before = order.as_ref().unwrap_or(&words);
            let places = keys.iter().map(|&key| {
                let (prefix, word) = halves(key);
                (before.places[prefix as usize], words.places[word as usize])
            });
            order = Some(Order::of(places, run)?);
        }
        let prefixes = order.as_ref().unwrap_or(if self.single { &lasts } else { &words });
        let mut rows: Vec<Row> = self
            .grid
            .iter()
            .filter(|(.., cell)| cell.count >= min_count)
            .map(|(prefix, last, cell)| {
                let (prefix, last) = (prefixes.places[prefix as usize], lasts.places[last as usize]);
                Row { count: Reverse(cell.count), prefix, last, docs: cell.docs as u32 }
            })
            .collect();
        run.sort(&mut rows, Ord::cmp)?;
        // Words lie all over the memory: all threads look them up.
        for rows in rows.chunks(ROWS * run.threads()) {
            let pieces: Vec<&[Row]> = rows.chunks(ROWS).collect();
            let terms = run.map(&pieces, |rows| {
                let (mut memory, mut term, mut terms) = (Vec::new(), String::new(), Strings::new());
                for row in *rows {
                    let prefix = prefixes.numbers[row.prefix as usize];
                    term.clear();
                    self.join(prefix, lasts.numbers[row.last as usize], vocabulary, &mut memory, &mut term);
                    terms.push(&term);
                }
                Ok(terms)
            })?;
            for (&Row { count: Reverse(count), docs, .. }, term) in
                rows.iter().zip(terms.iter().flat_map(Strings::iter))
            {
                if row(term, count, docs.into()).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Terms of all lengths up to 4, counted as numbers in parts that are merged.
    fn by_number(words: &[(&str, usize)], cuts: &[usize], min_count: u64) -> Vec<(String, u64, u64)> {
        let part = |words: &[(&str, usize)]| {
            let mut vocabulary = Vocabulary::new();
            let ids: Vec<u32> = words.iter().map(|(word, _)| vocabulary.id(word)).collect();
            let mut grams: Vec<GramCounts> = (1..=4).map(GramCounts::new).collect();
            for (n, grams) in (1..=4).zip(&mut grams) {
                ids.windows(n)
                    .zip(words)
                    .for_each(|(gram, (_, doc))| grams.add(gram, *doc, &mut Scratch::default()));
            }
            (vocabulary, grams)
        };
        let mut parts = cuts.windows(2).map(|cut| part(&words[cut[0]..cut[1]]));
        let (mut vocabulary, mut grams) = parts.next().unwrap_or_else(|| part(&[]));
        for (theirs, other) in parts {
            let new_ids: Vec<u32> = theirs.iter().map(|term| vocabulary.id(term)).collect();
            grams = grams.into_iter().zip(other).map(|(a, b)| a.merge(b, &new_ids)).collect();
        }
        let mut counts = TermCounts::new();
        grams
            .iter_mut()
            .for_each(|grams| grams.write(&vocabulary, min_count, &mut counts, &mut Scratch::default()));
        sorted(&counts)
    }

    fn sorted(counts: &TermCounts) -> Vec<(String, u64, u64)> {
        let mut rows: Vec<_> =
            counts.iter().map(|(term, cell)| (term.into(), cell.count, cell.docs)).collect();
        rows.sort();
        rows
    }

    /// As rows are ordered: the reference.
    fn by_count(mut rows: Vec<(String, u64, u64)>) -> Vec<(String, u64, u64)> {
        rows.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
        rows
    }

    fn in_order(grams: &mut GramCounts, vocabulary: &Vocabulary, min_count: u64) -> Vec<(String, u64, u64)> {
        let mut rows = Vec::new();
        let each = grams.each(
            vocabulary,
            min_count,
            &Run::serial(),
            &mut Scratch::default(),
            |term, count, docs| {
                rows.push((term.to_owned(), count, docs));
                ControlFlow::Continue(())
            },
        );
        each.expect("no threads");
        rows
    }

    proptest! {
        #[test]
        fn sequences_are_those_of_joined_terms(
            words in prop::collection::vec("[ab]{1,2}", 0..60),
            docs in prop::collection::vec(0..2usize, 60),
            at in 0..60usize,
            min_count in 1..3u64,
        ) {
            let mut doc = 0;
            let words: Vec<(&str, usize)> = words.iter().zip(docs).map(|(word, step)| {
                doc += step;
                (word.as_str(), doc)
            }).collect();
            let at = at.min(words.len());
            let mut joined = TermCounts::new();
            for part in [&words[..at], &words[at..]] {
                for n in 1..=4 {
                    for gram in part.windows(n) {
                        let term: Vec<&str> = gram.iter().map(|(word, _)| *word).collect();
                        joined.add(&term.join(" "), gram[0].1);
                    }
                }
            }
            // Documents come in ascending order for each term, whatever its length.
            let rows: Vec<_> = sorted(&joined).into_iter().filter(|row| row.1 >= min_count).collect();
            prop_assert_eq!(by_number(&words, &[0, at, words.len()], min_count), rows);
        }

        #[test]
        fn rows_sort_as_joined_terms_do(
            words in prop::collection::vec(" {0,2}[ab\\x01é]{1,3}", 0..80),
            min_count in 1..3u64,
        ) {
            let mut vocabulary = Vocabulary::new();
            let ids: Vec<u32> = words.iter().map(|word| vocabulary.id(word)).collect();
            for n in 1..=4 {
                let (mut grams, mut joined) = (GramCounts::new(n), TermCounts::new());
                ids.windows(n).for_each(|gram| grams.add(gram, 0, &mut Scratch::default()));
                words.windows(n).for_each(|gram| joined.add(&gram.join(" "), 0));
                let rows = sorted(&joined).into_iter().filter(|row| row.1 >= min_count).collect();
                prop_assert_eq!(in_order(&mut grams, &vocabulary, min_count), by_count(rows));
            }
        }
    }
}
