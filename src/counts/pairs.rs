//! All pairs of words that stand near each other, without a table of them.
//!
//! Text is kept as runs of word numbers, four bytes a word. Pairs are counted one node at a time, from the places where
//! it stands, into one cell a collocate; only pairs with `min_count` leave. So memory is that of the numbers (less
//! than the text), the places of a range of nodes, a cell a word, and the pairs that are asked for, while the pairs
//! that are seen, most of them once, are never all there.

use std::io::Read;
use std::iter::from_fn;
use std::ops::Range;

use crate::stored::{get_number, put_number};

use super::contexts::{BREAK, Found, Near, Place, Places, Segment};
use super::words::{Pair, Window, WordTable};

/// Which pairs are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pairing {
    /// All pairs, whichever word stands first; the window is the same on both sides.
    #[default]
    Unordered,
    /// All pairs with the node on one side of the collocate.
    Ordered,
}

/// Stands for a word that is left out of pairs but keeps its place.
pub(super) const LEFT_OUT: u32 = u32::MAX - 1;
/// Word numbers in a segment, about: 1 MiB.
const SEGMENT: usize = 1 << 18;
/// Words that are looked at together.
const BLOCK: usize = 64;

/// What is counted of one collocate of one node. 16 bytes: four to a cache line.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    left: u32,
    right: u32,
    docs: u32,
    last_doc: u32,
}

/// The collocates of one node: a cell a word, and the numbers of those in use.
struct Tally {
    cells: Vec<Cell>,
    used: Vec<u32>,
    len: usize,
}

impl Tally {
    fn new(words: usize) -> Tally {
        // One more, as each number is written before it is known to be new.
        Tally { cells: vec![Cell::default(); words], used: vec![0; words + 1], len: 0 }
    }

    /// Without branches: which collocates are new can't be foretold.
    #[inline]
    fn add(&mut self, collocate: u32, (left, right): (u32, u32), doc: u32) {
        let cell = &mut self.cells[collocate as usize];
        let new = cell.docs == 0;
        self.used[self.len] = collocate;
        self.len += usize::from(new);
        cell.left = cell.left.saturating_add(left);
        cell.right = cell.right.saturating_add(right);
        cell.docs += u32::from(new | (cell.last_doc != doc));
        cell.last_doc = doc;
    }

    /// Gives all cells in use to `take` and empties them.
    fn drain(&mut self, mut take: impl FnMut(u32, Cell)) {
        for &collocate in &self.used[..self.len] {
            take(collocate, std::mem::take(&mut self.cells[collocate as usize]));
        }
        self.len = 0;
    }
}

/// What pairs of some nodes are counted in, used again for the next: asked of the system for each range of nodes, it
/// took half of the system's time.
#[derive(Debug, Default)]
pub struct Memory {
    near: Vec<u32>,
    places: Vec<Place>,
}

/// Runs of words whose pairs are to be counted; the words themselves are in a [`WordTable`].
#[derive(Clone, Debug, Default)]
pub struct Runs {
    segments: Vec<Segment>,
}

impl Runs {
    /// Adds a run of words of document number `doc`, within which windows stay. Documents come in ascending order.
    pub fn add(&mut self, ids: &[u32], words: &WordTable, doc: usize) {
        let doc = doc as u32;
        if self.segments.last().is_none_or(|segment| segment.ids.len() >= SEGMENT) {
            self.segments.push(Segment { ids: vec![BREAK], docs: Vec::new() });
        }
        let Some(segment) = self.segments.last_mut() else { return };
        if segment.docs.last().is_none_or(|(last, _)| *last != doc) {
            segment.docs.push((doc, segment.ids.len()));
        }
        segment.ids.extend(ids.iter().map(|&id| if words.stops(id) { LEFT_OUT } else { id }));
        segment.ids.push(BREAK);
    }

    /// Documents with their words, a number for each, to be put aside; read back by [`Runs::read`].
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put_number(out, self.segments.iter().map(|segment| segment.docs.len() as u64).sum());
        for segment in &self.segments {
            for (index, &(doc, start)) in segment.docs.iter().enumerate() {
                let end = segment.docs.get(index + 1).map_or(segment.ids.len(), |(_, end)| *end);
                put_number(out, doc.into());
                put_number(out, (end - start) as u64);
                // Small numbers, which frequent words have, take a byte or two.
                segment.ids[start..end].iter().for_each(|id| put_number(out, u64::from(id.wrapping_add(2))));
            }
        }
    }

    /// Adds what [`Runs::write`] wrote; `new_ids` are the numbers of the words.
    pub(crate) fn read(&mut self, input: &mut impl Read, new_ids: &[u32]) -> std::io::Result<()> {
        for _ in 0..get_number(input)? {
            let (doc, ids) = (get_number(input)? as u32, get_number(input)? as usize);
            if self.segments.last().is_none_or(|segment| segment.ids.len() >= SEGMENT) {
                self.segments.push(Segment { ids: vec![BREAK], docs: Vec::new() });
            }
            let Some(segment) = self.segments.last_mut() else { continue };
            segment.docs.push((doc, segment.ids.len()));
            for _ in 0..ids {
                let id = (get_number(input)? as u32).wrapping_sub(2);
                segment.ids.push(new_ids.get(id as usize).copied().unwrap_or(id));
            }
        }
        Ok(())
    }

    /// Both as one; associative. `self` holds the earlier documents, `new_ids` are the numbers of the words of `other`.
    #[must_use]
    pub fn merge(mut self, mut other: Runs, new_ids: &[u32]) -> Runs {
        for id in other.segments.iter_mut().flat_map(|segment| &mut segment.ids) {
            // BREAK and LEFT_OUT have no other number.
            *id = new_ids.get(*id as usize).copied().unwrap_or(*id);
        }
        self.segments.append(&mut other.segments);
        self
    }

    /// Cuts the nodes into at most `parts` ranges for [`Runs::pairs`], with about as many occurrences each.
    pub fn parts(&self, words: &WordTable, parts: usize) -> Vec<Range<u32>> {
        let count = |id: u32| if words.stops(id) { 0 } else { words.sums(id).count };
        let nodes = words.vocabulary().len() as u32;
        let target = (0..nodes).map(count).sum::<u64>().div_ceil(parts.max(1) as u64);
        let (mut ranges, mut start, mut filled) = (Vec::with_capacity(parts), 0, 0);
        for id in 0..nodes {
            filled += count(id);
            if filled >= target || id + 1 == nodes {
                ranges.push(start..id + 1);
                (start, filled) = (id + 1, 0);
            }
        }
        ranges
    }

    /// The pairs of these nodes that occur `min_count` times. Of an unordered pair the node is the word with the higher
    /// number, as a rule the rarer one, so that what is counted in are the few cells of frequent words.
    pub fn pairs(
        &self,
        nodes: Range<u32>,
        words: &WordTable,
        how: (Pairing, Window),
        min_count: u64,
        memory: &mut Memory,
    ) -> Vec<Pair> {
        if how.1.left + how.1.right <= Near::WIDEST {
            self.pairs_of::<Near>(nodes, words, how, min_count, &mut memory.near)
        } else {
            self.pairs_of::<Places>(nodes, words, how, min_count, &mut memory.places)
        }
    }

    fn pairs_of<F: Found>(
        &self,
        nodes: Range<u32>,
        words: &WordTable,
        (pairing, window): (Pairing, Window),
        min_count: u64,
        memory: &mut F::Memory,
    ) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut tally = Tally::new(words.vocabulary().len());
        let (mut found, ends) = self.find::<F>(&nodes, words, window, std::mem::take(memory));
        let mut start = 0;
        for (node, end) in nodes.zip(ends) {
            let most = match pairing {
                Pairing::Unordered => node,
                Pairing::Ordered => LEFT_OUT - 1,
            };
            found.each(start..end, &self.segments, most, |doc, before, after| {
                before.iter().for_each(|&collocate| tally.add(collocate, (1, 0), doc));
                after.iter().for_each(|&collocate| tally.add(collocate, (0, 1), doc));
            });
            tally.drain(|collocate, Cell { left, right, docs, .. }| {
                let pair = Pair { node, collocate, left, right, docs };
                if pair.count() >= min_count {
                    pairs.push(pair);
                }
            });
            start = end;
        }
        *memory = found.memory();
        pairs
    }

    /// Where these nodes stand, in the order of documents, and for each node where its places end.
    fn find<F: Found>(
        &self,
        nodes: &Range<u32>,
        words: &WordTable,
        window: Window,
        memory: F::Memory,
    ) -> (F, Vec<usize>) {
        let mut next = Vec::with_capacity(nodes.len());
        let mut all = 0;
        for id in nodes.clone() {
            next.push(all);
            all += if words.stops(id) { 0 } else { words.sums(id).count as usize };
        }
        let mut found = F::new(all, window, memory);
        for (number, segment) in self.segments.iter().enumerate() {
            for (index, &(doc, start)) in segment.docs.iter().enumerate() {
                let end = segment.docs.get(index + 1).map_or(segment.ids.len(), |(_, end)| *end);
                for (block, ids) in (start..).step_by(BLOCK).zip(segment.ids[start..end].chunks(BLOCK)) {
                    for at in within(ids, nodes) {
                        let at = block + at;
                        let next = &mut next[(segment.ids[at] - nodes.start) as usize];
                        let place = Place { segment: number as u32, at: at as u32, doc };
                        found.put(*next, place, &segment.ids);
                        *next += 1;
                    }
                }
            }
        }
        (found, next)
    }
}

/// Where `nodes` stand among at most [`BLOCK`] numbers, in an order of its own.
///
/// Of eight ranges, which hold one word in eight each, all words are looked at for each: number by number, counting all
/// pairs took a fifth longer.
fn within(ids: &[u32], nodes: &Range<u32>) -> impl Iterator<Item = usize> + use<> {
    let mut hits = match ids.first_chunk() {
        Some(block) => bits_within(block, nodes),
        None => {
            let mut block = [LEFT_OUT; BLOCK];
            block[..ids.len()].copy_from_slice(ids);
            bits_within(&block, nodes)
        }
    };
    from_fn(move || {
        let hit = (hits != 0).then(|| hits.trailing_zeros() as usize)?;
        hits &= hits - 1;
        Some(4 * (hit % 16) + hit / 16)
    })
}

/// A bit for each number, set where it is one of `nodes`. Each of four lanes looks at every fourth number, which compilers
/// do in one register: bit n of lane m, of sixteen bits each, is that of number 4 n + m.
#[inline]
fn bits_within(ids: &[u32; BLOCK], nodes: &Range<u32>) -> u64 {
    let (mut lanes, len) = ([0_u32; 4], nodes.end - nodes.start);
    for four in ids.as_chunks::<4>().0.iter().rev() {
        for (lane, id) in lanes.iter_mut().zip(four) {
            *lane = *lane << 1 | u32::from(id.wrapping_sub(nodes.start) < len);
        }
    }
    lanes.iter().rev().fold(0, |all, &lane| all << 16 | u64::from(lane))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    type Line = (Vec<u8>, usize);
    type Rows = BTreeMap<(String, String), (u64, u64, u64)>;

    /// Words are small numbers; those that end in 0 are left out.
    fn stops(term: &str) -> bool {
        term.ends_with('0')
    }

    fn added(lines: &[Line]) -> (WordTable, Runs) {
        let (mut words, mut runs) = (WordTable::default(), Runs::default());
        for (line, doc) in lines {
            let ids: Vec<u32> = line.iter().map(|word| words.id(&word.to_string(), stops)).collect();
            words.add_run(&ids, Window::default());
            runs.add(&ids, &words, *doc);
        }
        (words, runs)
    }

    fn merged((mut words, runs): (WordTable, Runs), other: (WordTable, Runs)) -> (WordTable, Runs) {
        let new_ids = words.merge(&other.0);
        (words, runs.merge(other.1, &new_ids))
    }

    fn rows((words, runs): &(WordTable, Runs), pairing: Pairing, window: Window, parts: usize) -> Rows {
        let ranges = runs.parts(words, parts);
        let (how, mut memory) = ((pairing, window), Memory::default());
        let pairs = ranges.into_iter().flat_map(|nodes| {
            let near = runs.pairs_of::<Near>(nodes.clone(), words, how, 2, &mut memory.near);
            assert_eq!(near, runs.pairs_of::<Places>(nodes, words, how, 2, &mut memory.places));
            near
        });
        let term = |id| words.vocabulary().term(id).to_owned();
        let row = |pair: Pair| {
            let (node, collocate) = (term(pair.node), term(pair.collocate));
            let (left, right, docs) = (pair.left.into(), pair.right.into(), pair.docs.into());
            match pairing == Pairing::Unordered && node > collocate {
                true => ((collocate, node), (right, left, docs)),
                false => ((node, collocate), (left, right, docs)),
            }
        };
        pairs.map(row).collect()
    }

    /// The reference: every pair of tokens into one table.
    fn plain(lines: &[Line], pairing: Pairing, window: Window) -> Rows {
        let mut table: BTreeMap<(String, String), (u64, u64, BTreeSet<usize>)> = BTreeMap::new();
        for (line, doc) in lines {
            let words: Vec<String> = line.iter().map(u8::to_string).collect();
            for (at, node) in words.iter().enumerate() {
                for (other, collocate) in words.iter().enumerate() {
                    let left = other < at && at - other <= window.left;
                    let right = other > at && other - at <= window.right;
                    let twice = pairing == Pairing::Unordered && node > collocate;
                    if (left || right) && !twice && !stops(node) && !stops(collocate) {
                        let row = table.entry((node.clone(), collocate.clone())).or_default();
                        row.0 += u64::from(left);
                        row.1 += u64::from(right);
                        row.2.insert(*doc);
                    }
                }
            }
        }
        table
            .into_iter()
            .map(|(pair, (left, right, docs))| (pair, (left, right, docs.len() as u64)))
            .filter(|(_, (left, right, _))| left + right >= 2)
            .collect()
    }

    proptest! {
        #[test]
        fn hits_are_the_numbers_in_the_range(
            ids in prop::collection::vec(prop_oneof![0u32..20, Just(BREAK), Just(LEFT_OUT)], 0..=BLOCK),
            nodes in (0u32..20, 0u32..20),
        ) {
            let nodes = nodes.0.min(nodes.1)..nodes.0.max(nodes.1);
            let found: BTreeSet<usize> = within(&ids, &nodes).collect();
            prop_assert_eq!(found, (0..ids.len()).filter(|&at| nodes.contains(&ids[at])).collect());
        }

        #[test]
        fn pairs_equal_a_plain_count_wherever_text_is_cut(
            mut lines in prop::collection::vec((prop::collection::vec(0u8..24, 1..9), 0usize..6), 1..20),
            reach in 1usize..5,
            parts in 1usize..9,
            cuts in (0usize..20, 0usize..20),
        ) {
            lines.sort_by_key(|(_, doc)| *doc);
            let whole = added(&lines);
            let (i, j) = (cuts.0.min(cuts.1).min(lines.len()), cuts.0.max(cuts.1).min(lines.len()));
            let (a, b, c) = (added(&lines[..i]), added(&lines[i..j]), added(&lines[j..]));
            let left = merged(merged(a.clone(), b.clone()), c.clone());
            let right = merged(a, merged(b, c));
            for (pairing, window) in [
                (Pairing::Unordered, Window { left: reach, right: reach }),
                (Pairing::Ordered, Window { left: reach, right: 0 }),
                (Pairing::Ordered, Window { left: 0, right: reach }),
            ] {
                let expected = plain(&lines, pairing, window);
                for found in [&whole, &left, &right] {
                    prop_assert_eq!(&rows(found, pairing, window, parts), &expected);
                }
            }
        }
    }
}
