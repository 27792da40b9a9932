//! Given nodes, numbered by the caller, with the words around them.
//!
//! A hash table of pairs: the nodes are few, so the pairs are. All pairs of all words are in `pairs.rs`.

use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::words::{Pair, Window, WordSums, WordTable};

#[derive(Clone, Copy, Debug)]
struct Cell {
    left: u32,
    right: u32,
    /// Documents; the top bit is set where one of them is the first document of the table.
    docs: u32,
    last_doc: u32,
}

const IN_FIRST: u32 = 1 << 31;

/// A table of nodes and the words around them, over some pieces of some documents.
#[derive(Clone, Debug, Default)]
pub struct NodePairs {
    nodes: Vec<WordSums>,
    pairs: HashMap<u64, Cell, FixedState>,
    first_doc: Option<u32>,
}

fn key(node: u32, collocate: u32) -> u64 {
    u64::from(node) << 32 | u64::from(collocate)
}

impl NodePairs {
    /// Nothing counted yet, of so many nodes.
    pub fn new(nodes: usize) -> NodePairs {
        NodePairs { nodes: vec![WordSums::default(); nodes], ..NodePairs::default() }
    }

    /// Counts the words around a node, which stands at `place` of a run. Documents come in ascending order.
    pub fn add(
        &mut self,
        node: u32,
        (ids, place): (&[u32], Range<usize>),
        window: Window,
        words: &WordTable,
        doc: usize,
    ) {
        let doc = doc as u32;
        let first = *self.first_doc.get_or_insert(doc);
        let before = &ids[place.start.saturating_sub(window.left)..place.start];
        let after = &ids[place.end..place.end.saturating_add(window.right).min(ids.len())];
        let sums = &mut self.nodes[node as usize];
        sums.count += 1;
        sums.as_node += (before.len() + after.len()) as u64;
        for (side, (left, right)) in [(before, (1, 0)), (after, (0, 1))] {
            for &id in side.iter().filter(|id| !words.stops(**id)) {
                let new = Cell { left: 0, right: 0, docs: 0, last_doc: u32::MAX };
                let cell = self.pairs.entry(key(node, id)).or_insert(new);
                cell.left = cell.left.saturating_add(left);
                cell.right = cell.right.saturating_add(right);
                if cell.last_doc != doc {
                    cell.last_doc = doc;
                    cell.docs = (cell.docs + 1) | if doc == first { IN_FIRST } else { 0 };
                }
            }
        }
    }

    /// What was counted of a node.
    pub fn sums(&self, node: u32) -> &WordSums {
        &self.nodes[node as usize]
    }

    /// All pairs, in no order.
    pub fn iter(&self) -> impl Iterator<Item = Pair> {
        self.pairs.iter().map(|(key, cell)| Pair {
            node: (key >> 32) as u32,
            collocate: *key as u32,
            left: cell.left,
            right: cell.right,
            docs: cell.docs & !IN_FIRST,
        })
    }

    /// Both tables as one; associative. `self` holds the earlier documents; one that was cut between the two counts
    /// once. `new_ids` are the numbers of the words of `other`.
    #[must_use]
    pub fn merge(mut self, other: NodePairs, new_ids: &[u32]) -> NodePairs {
        let same_first = self.first_doc.is_none() || self.first_doc == other.first_doc;
        self.nodes.iter_mut().zip(&other.nodes).for_each(|(sums, more)| sums.add(more));
        for (old, mut cell) in other.pairs {
            let in_first = cell.docs & IN_FIRST != 0;
            cell.docs &= !IN_FIRST;
            let flag = if same_first && in_first { IN_FIRST } else { 0 };
            match self.pairs.entry(key((old >> 32) as u32, new_ids[old as u32 as usize])) {
                Entry::Vacant(entry) => {
                    entry.insert(Cell { docs: cell.docs | flag, ..cell });
                }
                Entry::Occupied(mut entry) => {
                    let sum = entry.get_mut();
                    let shared = in_first && other.first_doc == Some(sum.last_doc);
                    sum.left = sum.left.saturating_add(cell.left);
                    sum.right = sum.right.saturating_add(cell.right);
                    // The flag, where there is one, stays: only the low bits change.
                    sum.docs = (sum.docs + cell.docs - u32::from(shared)) | flag;
                    sum.last_doc = cell.last_doc;
                }
            }
        }
        self.first_doc = self.first_doc.or(other.first_doc);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Window = Window { left: 1, right: 2 };

    fn counted(lines: &[(&str, usize)]) -> (WordTable, NodePairs) {
        let (mut words, mut pairs) = (WordTable::default(), NodePairs::new(1));
        for (line, doc) in lines {
            let ids: Vec<u32> = line.split(' ').map(|term| words.id(term, |_| false)).collect();
            words.add_run(&ids, WINDOW);
            pairs.add(0, (&ids, 1..2), WINDOW, &words, *doc);
        }
        (words, pairs)
    }

    fn merged(
        (mut words, pairs): (WordTable, NodePairs),
        other: (WordTable, NodePairs),
    ) -> (WordTable, NodePairs) {
        let new_ids = words.merge(&other.0);
        (words, pairs.merge(other.1, &new_ids))
    }

    fn rows((words, pairs): &(WordTable, NodePairs)) -> Vec<(String, u32, u32, u32)> {
        let row =
            |pair: Pair| (words.vocabulary().term(pair.collocate).into(), pair.left, pair.right, pair.docs);
        let mut rows: Vec<_> = pairs.iter().map(row).collect();
        rows.sort();
        rows
    }

    #[test]
    fn merging_equals_counting_at_once_wherever_documents_are_cut() {
        let lines =
            [("b a", 0), ("a b", 0), ("c a b", 1), ("b a a", 1), ("a b c", 1), ("b a", 3), ("c b", 3)];
        let whole = counted(&lines);
        for i in 0..=lines.len() {
            for j in i..=lines.len() {
                let part = |range: Range<usize>| counted(&lines[range]);
                let left = merged(merged(part(0..i), part(i..j)), part(j..lines.len()));
                let right = merged(part(0..i), merged(part(i..j), part(j..lines.len())));
                for found in [left, right] {
                    assert_eq!(rows(&found), rows(&whole), "cut at {i}, {j}");
                    assert_eq!(found.0.total(), whole.0.total());
                    assert_eq!(found.1.nodes, whole.1.nodes);
                }
            }
        }
    }
}
