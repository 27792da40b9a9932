//! Frequencies of pairs of words that stand near each other, with the sums that their tables need.
//!
//! What is counted is co-occurrences: a node token together with a collocate token in its window. Each such pair of
//! tokens counts once, also where windows overlap. Row sums, column sums and total count the same things, so a table
//! made of them is one of whole counts that add up.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::Vocabulary;

/// How many words to each side of the node are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Words before the node.
    pub left: usize,
    /// Words after it.
    pub right: usize,
}

/// Which pairs are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pairing {
    /// All pairs, whichever word stands first; the window is the same on both sides.
    #[default]
    Unordered,
    /// All pairs with the node on one side of the collocate.
    Ordered,
    /// Given nodes, numbered by the caller, with the words around them.
    Nodes,
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
    fn add(&mut self, other: &WordSums) {
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
    pub left: u64,
    /// Co-occurrences with the collocate right of the node.
    pub right: u64,
    /// Documents with the pair.
    pub docs: u64,
}

/// 16 bytes: there may be tens of millions.
#[derive(Clone, Copy, Debug)]
struct PairCell {
    left: u32,
    right: u32,
    /// Documents; the top bit is set where one of them is the first document of the table.
    docs: u32,
    last_doc: u32,
}

const IN_FIRST: u32 = 1 << 31;
/// Stands for a word that is left out of pairs but keeps its place.
const LEFT_OUT: u32 = u32::MAX;

/// A table of pairs over some pieces of some documents. Memory grows with the distinct pairs.
#[derive(Clone, Debug, Default)]
pub struct PairCounts {
    pairing: Pairing,
    window: Window,
    vocabulary: Vocabulary,
    words: Vec<WordSums>,
    stops: Vec<bool>,
    any_stops: bool,
    nodes: Vec<WordSums>,
    pairs: HashMap<u64, PairCell, FixedState>,
    total: u64,
    first_doc: Option<u32>,
    kept: Vec<u32>,
}

fn key(node: u32, collocate: u32) -> u64 {
    u64::from(node) << 32 | u64::from(collocate)
}

impl PairCounts {
    /// Nothing counted yet. `nodes` is how many nodes the caller gives, where it does.
    pub fn new(pairing: Pairing, window: Window, nodes: usize) -> PairCounts {
        PairCounts { pairing, window, nodes: vec![WordSums::default(); nodes], ..PairCounts::default() }
    }

    /// The number of a term; one for which `stop` holds, asked once a term, is left out of pairs.
    #[inline]
    pub fn id(&mut self, term: &str, stop: impl FnOnce(&str) -> bool) -> u32 {
        let id = self.vocabulary.id(term);
        if self.words.len() < self.vocabulary.len() {
            let stop = stop(term);
            self.words.push(WordSums::default());
            self.stops.push(stop);
            self.any_stops |= stop;
        }
        id
    }

    /// Counts a run of words of document number `doc`, within which windows stay; where all pairs are counted, these
    /// too. Documents come in ascending order.
    pub fn add_run(&mut self, ids: &[u32], doc: usize) {
        let Window { left, right } = self.window;
        for (at, &id) in ids.iter().enumerate() {
            let (before, after) = (at, ids.len() - 1 - at);
            let as_node = (before.min(left) + after.min(right)) as u64;
            let word = &mut self.words[id as usize];
            word.count += 1;
            word.as_node += as_node;
            word.as_collocate += (before.min(right) + after.min(left)) as u64;
            self.total += as_node;
        }
        let first = *self.first_doc.get_or_insert(doc as u32);
        if self.pairing == Pairing::Nodes {
            return;
        }
        let mut kept = std::mem::take(&mut self.kept);
        kept.clear();
        match self.any_stops {
            true => {
                kept.extend(ids.iter().map(|&id| if self.stops[id as usize] { LEFT_OUT } else { id }));
            }
            false => kept.extend_from_slice(ids),
        }
        let reach = left.max(right);
        for (at, &a) in kept.iter().enumerate().filter(|(_, a)| **a != LEFT_OUT) {
            let end = (at + 1).saturating_add(reach).min(kept.len());
            for &b in kept[at + 1..end].iter().filter(|b| **b != LEFT_OUT) {
                let (node, collocate, lefts, rights) = match self.pairing {
                    Pairing::Unordered if a == b => (a, b, 1, 1),
                    Pairing::Unordered if a > b => (b, a, 1, 0),
                    Pairing::Ordered if right == 0 => (b, a, 1, 0),
                    _ => (a, b, 0, 1),
                };
                count(&mut self.pairs, key(node, collocate), (lefts, rights), doc as u32, first);
            }
        }
        self.kept = kept;
    }

    /// Counts the words around a node, which stands at `place` of a run given to [`PairCounts::add_run`] before.
    pub fn add_node(&mut self, node: u32, ids: &[u32], place: std::ops::Range<usize>, doc: usize) {
        let first = *self.first_doc.get_or_insert(doc as u32);
        let before = &ids[place.start.saturating_sub(self.window.left)..place.start];
        let after = &ids[place.end..place.end.saturating_add(self.window.right).min(ids.len())];
        let sums = &mut self.nodes[node as usize];
        sums.count += 1;
        sums.as_node += (before.len() + after.len()) as u64;
        for (words, sides) in [(before, (1, 0)), (after, (0, 1))] {
            for &id in words.iter().filter(|id| !self.stops[**id as usize]) {
                count(&mut self.pairs, key(node, id), sides, doc as u32, first);
            }
        }
    }

    /// All co-occurrences, of all words: the total of each table.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many distinct pairs there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The terms by number.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What was counted of a word.
    pub fn word(&self, id: u32) -> &WordSums {
        &self.words[id as usize]
    }

    /// What was counted of a node: of the one given by the caller, or of the word.
    pub fn node(&self, id: u32) -> &WordSums {
        if self.pairing == Pairing::Nodes { &self.nodes[id as usize] } else { self.word(id) }
    }

    /// All pairs, in no order.
    pub fn iter(&self) -> impl Iterator<Item = Pair> {
        self.pairs.iter().map(|(key, cell)| Pair {
            node: (key >> 32) as u32,
            collocate: *key as u32,
            left: u64::from(cell.left),
            right: u64::from(cell.right),
            docs: u64::from(cell.docs & !IN_FIRST),
        })
    }

    /// Both tables as one; associative. `self` holds the earlier documents; one that was cut between the two counts
    /// once.
    #[must_use]
    pub fn merge(mut self, other: PairCounts) -> PairCounts {
        let same_first = self.first_doc.is_none() || self.first_doc == other.first_doc;
        let mut new_ids = Vec::with_capacity(other.words.len());
        for (term, (sums, stop)) in other.vocabulary.iter().zip(other.words.iter().zip(&other.stops)) {
            let id = self.id(term, |_| *stop);
            self.words[id as usize].add(sums);
            new_ids.push(id);
        }
        self.nodes.iter_mut().zip(&other.nodes).for_each(|(sums, more)| sums.add(more));
        for (old, mut cell) in other.pairs {
            let (mut node, mut collocate) = ((old >> 32) as u32, new_ids[old as u32 as usize]);
            if self.pairing != Pairing::Nodes {
                node = new_ids[node as usize];
            }
            if self.pairing == Pairing::Unordered && node > collocate {
                std::mem::swap(&mut node, &mut collocate);
                std::mem::swap(&mut cell.left, &mut cell.right);
            }
            let in_first = cell.docs & IN_FIRST != 0;
            cell.docs &= !IN_FIRST;
            let flag = if same_first && in_first { IN_FIRST } else { 0 };
            match self.pairs.entry(key(node, collocate)) {
                Entry::Vacant(entry) => {
                    entry.insert(PairCell { docs: cell.docs | flag, ..cell });
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
        self.total += other.total;
        self.first_doc = self.first_doc.or(other.first_doc);
        self
    }
}

#[inline]
fn count(
    pairs: &mut HashMap<u64, PairCell, FixedState>,
    key: u64,
    (left, right): (u32, u32),
    doc: u32,
    first: u32,
) {
    let cell = pairs.entry(key).or_insert(PairCell { left: 0, right: 0, docs: 0, last_doc: u32::MAX });
    cell.left = cell.left.saturating_add(left);
    cell.right = cell.right.saturating_add(right);
    if cell.last_doc != doc {
        cell.last_doc = doc;
        cell.docs = (cell.docs + 1) | if doc == first { IN_FIRST } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(words: &[(&str, usize)], pairing: Pairing, window: Window) -> PairCounts {
        let mut counts = PairCounts::new(pairing, window, 1);
        for (line, doc) in words {
            let ids: Vec<u32> = line.split(' ').map(|term| counts.id(term, |_| false)).collect();
            counts.add_run(&ids, *doc);
            if pairing == Pairing::Nodes {
                counts.add_node(0, &ids, 0..1, *doc);
            }
        }
        counts
    }

    fn rows(counts: &PairCounts) -> Vec<(String, String, u64, u64, u64)> {
        let term = |id: u32| counts.vocabulary().term(id).to_owned();
        let mut rows: Vec<_> = counts
            .iter()
            .map(|pair| {
                let node = if counts.pairing == Pairing::Nodes { String::new() } else { term(pair.node) };
                let collocate = term(pair.collocate);
                match counts.pairing == Pairing::Unordered && node > collocate {
                    true => (collocate, node, pair.right, pair.left, pair.docs),
                    false => (node, collocate, pair.left, pair.right, pair.docs),
                }
            })
            .collect();
        rows.sort();
        rows
    }

    #[test]
    fn merging_equals_counting_at_once_wherever_documents_are_cut() {
        let words =
            [("b a", 0), ("a b", 0), ("c a b", 1), ("b a a", 1), ("a b c", 1), ("b a", 3), ("c b", 3)];
        let cases = [
            (Pairing::Unordered, Window { left: 2, right: 2 }),
            (Pairing::Ordered, Window { left: 0, right: 2 }),
            (Pairing::Ordered, Window { left: 1, right: 0 }),
            (Pairing::Nodes, Window { left: 1, right: 2 }),
        ];
        for (pairing, window) in cases {
            let whole = counted(&words, pairing, window);
            for i in 0..=words.len() {
                for j in i..=words.len() {
                    let part = |range: std::ops::Range<usize>| counted(&words[range], pairing, window);
                    let left = part(0..i).merge(part(i..j)).merge(part(j..words.len()));
                    let right = part(0..i).merge(part(i..j).merge(part(j..words.len())));
                    assert_eq!(rows(&left), rows(&whole), "cut at {i}, {j}");
                    assert_eq!(rows(&right), rows(&whole), "cut at {i}, {j}");
                    assert_eq!(left.total(), whole.total());
                    assert_eq!(left.nodes, whole.nodes);
                }
            }
        }
    }
}
