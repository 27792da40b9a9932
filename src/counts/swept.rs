//! All pairs of words that stand near each other, of runs that are put aside: counted in sweeps over them.
//!
//! Where runs are in memory, a node's places are looked up ([`super::Runs::pairs`]). From a file they are read in order,
//! once for each range of nodes whose pairs fit in memory; a range that turns out to be too wide is cut on the way, and
//! what was cut off is left to the next sweep.

use std::io::Read;
use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::contexts::BREAK;
use super::pairs::{LEFT_OUT, Pairing};
use super::words::{Pair, Window, WordTable};
use crate::error::Result;
use crate::par::Run;
use crate::stored::{Stored, damaged, get_number};

/// Runs of some parts, in the order of the documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Swept(Vec<Of>);

/// The runs of a part: where they are, and the numbers that its words have among those of all parts.
#[derive(Clone, Debug)]
struct Of {
    stored: Stored,
    start: u64,
    new_ids: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    left: u32,
    right: u32,
    docs: u32,
    last_doc: u32,
}

impl Swept {
    /// Adds the runs that `Runs::write` wrote at byte `start`.
    pub fn push(&mut self, stored: Stored, start: u64, new_ids: Vec<u32>) {
        self.0.push(Of { stored, start, new_ids });
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pairs of the first of `nodes` that occur `min_count` times, and where those nodes end: as many nodes as have
    /// at most `most` pairs, but at least one.
    pub fn pairs(
        &self,
        mut nodes: Range<u32>,
        words: &WordTable,
        (pairing, window): (Pairing, Window),
        min_count: u64,
        most: usize,
        run: &Run,
    ) -> Result<(u32, Vec<Pair>)> {
        let mut cells: HashMap<u64, Cell, FixedState> = HashMap::default();
        for part in &self.0 {
            run.check()?;
            part.each_run(|doc, ids| {
                for (at, &node) in ids.iter().enumerate().filter(|(_, node)| nodes.contains(*node)) {
                    let highest = if pairing == Pairing::Unordered { node } else { LEFT_OUT - 1 };
                    let from = at.saturating_sub(window.left);
                    let to = (at + 1).saturating_add(window.right).min(ids.len());
                    for (side, (left, right)) in [(&ids[from..at], (1, 0)), (&ids[at + 1..to], (0, 1))] {
                        for &collocate in side.iter().filter(|id| **id <= highest) {
                            let cell = cells.entry(u64::from(node) << 32 | u64::from(collocate)).or_default();
                            cell.left = cell.left.saturating_add(left);
                            cell.right = cell.right.saturating_add(right);
                            cell.docs += u32::from(cell.docs == 0 || cell.last_doc != doc);
                            cell.last_doc = doc;
                        }
                    }
                }
                while cells.len() > most && nodes.len() > 1 {
                    nodes.end = middle(&nodes, words);
                    cells.retain(|key, _| (*key >> 32) < u64::from(nodes.end));
                }
            })?;
        }
        let count = |cell: &Cell| u64::from(cell.left) + u64::from(cell.right);
        let mut pairs: Vec<Pair> = cells
            .into_iter()
            .filter(|(_, cell)| count(cell) >= min_count)
            .map(|(key, cell)| Pair {
                node: (key >> 32) as u32,
                collocate: key as u32,
                left: cell.left,
                right: cell.right,
                docs: cell.docs,
            })
            .collect();
        pairs.sort_unstable_by_key(|pair| (pair.node, pair.collocate));
        Ok((nodes.end, pairs))
    }
}

/// The node that parts `nodes` into two with about as many occurrences; neither is empty.
fn middle(nodes: &Range<u32>, words: &WordTable) -> u32 {
    let count = |id: u32| words.sums(id).count;
    let half = nodes.clone().map(count).sum::<u64>() / 2;
    let (mut sum, mut end) = (0, nodes.start);
    while end + 1 < nodes.end && (sum < half || end == nodes.start) {
        sum += count(end);
        end += 1;
    }
    end
}

impl Of {
    /// Gives each run of words with its document.
    fn each_run(&self, mut take: impl FnMut(u32, &[u32])) -> Result<()> {
        let mut input = self.stored.read(self.start)?;
        let mut ids = Vec::new();
        let mut read = |input: &mut dyn Read| -> std::io::Result<()> {
            let mut input = input;
            for _ in 0..get_number(&mut input)? {
                let (doc, words) = (get_number(&mut input)? as u32, get_number(&mut input)?);
                for _ in 0..words {
                    let id = (get_number(&mut input)? as u32).wrapping_sub(2);
                    match id {
                        BREAK => {
                            take(doc, &ids);
                            ids.clear();
                        }
                        LEFT_OUT => ids.push(LEFT_OUT),
                        id => ids.push(self.new_ids.get(id as usize).copied().unwrap_or(LEFT_OUT)),
                    }
                }
            }
            Ok(())
        };
        read(&mut input).map_err(|error| damaged(&error))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::counts::{Memory, Runs};
    use crate::stored::Scratch;

    proptest! {
        #[test]
        fn sweeps_find_what_places_find(
            mut lines in prop::collection::vec((prop::collection::vec(0u8..24, 1..9), 0usize..6), 1..20),
            reach in 1usize..5,
            most in 1usize..40,
            ordered in any::<bool>(),
        ) {
            lines.sort_by_key(|(_, doc)| *doc);
            let (mut words, mut runs, mut swept) = (WordTable::default(), Runs::default(), Swept::default());
            let (window, pairing) = match ordered {
                true => (Window { left: 0, right: reach }, Pairing::Ordered),
                false => (Window { left: reach, right: reach }, Pairing::Unordered),
            };
            let mut scratch = Scratch::new(0);
            for lines in lines.chunk_by(|a, b| a.1 == b.1) {
                let (mut of_part, mut runs_of_part) = (WordTable::default(), Runs::default());
                for (line, doc) in lines {
                    let stop = |term: &str| term.ends_with('0');
                    let ids: Vec<u32> = line.iter().map(|word| of_part.id(&word.to_string(), stop)).collect();
                    of_part.add_run(&ids, window);
                    runs_of_part.add(&ids, &of_part, *doc);
                }
                let mut bytes = Vec::new();
                runs_of_part.write(&mut bytes);
                let new_ids = words.merge(&of_part);
                swept.push(scratch.put(bytes).expect("room"), 0, new_ids.clone());
                runs = runs.merge(runs_of_part, &new_ids);
            }
            let all = words.vocabulary().len() as u32;
            let mut expected = runs.pairs(0..all, &words, (pairing, window), 2, &mut Memory::default());
            expected.sort_unstable_by_key(|pair| (pair.node, pair.collocate));
            let (mut found, mut start) = (Vec::new(), 0);
            while start < all {
                let (end, pairs) =
                    swept.pairs(start..all, &words, (pairing, window), 2, most, &Run::serial()).expect("as written");
                prop_assert!(end > start);
                found.extend(pairs);
                start = end;
            }
            prop_assert_eq!(found, expected);
        }
    }
}
