//! Word sequences that come again: the longest that stand in an earlier document, and those that many documents have.
//!
//! Documents are sequences of numbers of words, in the order of time; each ends with a number that nothing else has, so
//! no sequence crosses documents. One suffix array answers both questions; memory is about 30 bytes a word.

use std::ops::Range;

use super::suffixes;

/// Places whose least is kept, so that a long stretch of the suffix array is looked up by blocks.
const BLOCK: usize = 64;

/// The documents, indexed.
#[derive(Debug)]
pub struct Repeats {
    words: Vec<u32>,
    /// Of each document the place after its last word, where its own number stands.
    ends: Vec<usize>,
    documents: Vec<u32>,
    order: Vec<u32>,
    shared: Vec<u32>,
    ranks: Vec<u32>,
    blocks: Blocks,
}

#[derive(Debug, Default)]
struct Blocks {
    shared: Vec<u32>,
    first: Vec<u32>,
    last: Vec<u32>,
}

/// A sequence that stands in an earlier document, and can't be longer; places count the words of all documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it begins.
    pub place: usize,
    /// Where it begins in the earliest document that has it.
    pub source: usize,
    /// How many words.
    pub words: usize,
}

/// A sequence that several documents have, and that no longer one around it has in as many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formula {
    /// How many words.
    pub words: usize,
    /// How often.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// Where it begins for the first time.
    pub first: usize,
    /// Where it begins for the last time.
    pub last: usize,
}

/// An interval of the suffix array whose suffixes share `depth` words.
#[derive(Clone, Copy, Debug)]
struct Node {
    depth: usize,
    start: usize,
    end: usize,
    /// Suffixes of a document that has one further up.
    again: usize,
    /// Documents of the longer sequence, to the right, that has most.
    longer: usize,
}

impl Node {
    fn documents(&self) -> usize {
        self.end - self.start - self.again
    }

    fn take(&mut self, inner: &Node) {
        self.again += inner.again;
        self.longer = self.longer.max(inner.documents());
    }
}

impl Repeats {
    /// Indexes documents whose words are numbers below `alphabet`, earliest first.
    pub fn new<'d>(documents: impl IntoIterator<Item = &'d [u32]>, alphabet: usize) -> Repeats {
        let (mut words, mut ends, mut of) = (Vec::new(), Vec::new(), Vec::new());
        for (number, document) in documents.into_iter().enumerate() {
            words.extend_from_slice(document);
            ends.push(words.len());
            words.push((alphabet + number) as u32);
            of.resize(words.len(), number as u32);
        }
        let (order, shared) = suffixes::sorted(&words, alphabet + ends.len());
        let mut ranks = vec![0u32; words.len()];
        for (rank, &place) in order.iter().enumerate() {
            ranks[place as usize] = rank as u32;
        }
        let least = |values: &[u32]| -> Vec<u32> {
            values.chunks(BLOCK).map(|block| block.iter().copied().min().unwrap_or(0)).collect()
        };
        let most = order.chunks(BLOCK).map(|block| block.iter().copied().max().unwrap_or(0)).collect();
        let blocks = Blocks { shared: least(&shared), first: least(&order), last: most };
        Repeats { words, ends, documents: of, order, shared, ranks, blocks }
    }

    /// The places of a document's words.
    pub fn document(&self, number: usize) -> Range<usize> {
        let start = if number == 0 { 0 } else { self.ends[number - 1] + 1 };
        start..self.ends[number]
    }

    /// The document of a place.
    pub fn document_of(&self, place: usize) -> usize {
        self.documents[place] as usize
    }

    /// For each place the words from there on that stand in an earlier document too, as many as possible.
    pub fn earlier(&self) -> Vec<u32> {
        let mut lengths = vec![0u32; self.words.len()];
        // Of suffixes passed: document, and words shared with the one below; documents rise from below.
        let mut stack: Vec<(u32, u32)> = Vec::new();
        let mut pass = |rank: usize, with_last: u32| {
            let place = self.order[rank] as usize;
            let document = self.documents[place];
            let mut shared = with_last;
            while let Some(&(other, below)) = stack.last() {
                if other < document {
                    lengths[place] = lengths[place].max(shared);
                    break;
                }
                shared = shared.min(below);
                stack.pop();
            }
            stack.push((document, shared));
        };
        let n = self.order.len();
        (0..n).for_each(|rank| pass(rank, self.shared[rank]));
        (0..n).rev().for_each(|rank| pass(rank, if rank + 1 < n { self.shared[rank + 1] } else { 0 }));
        lengths
    }

    /// The passages of at least `least` words that stand in an earlier document, in order; `lengths` are those of
    /// [`Repeats::earlier`]. They may overlap; none lies in another.
    pub fn passages(&self, lengths: &[u32], least: usize) -> Vec<Passage> {
        let mut passages = Vec::new();
        let mut end = 0;
        for (place, &length) in lengths.iter().enumerate() {
            let words = length as usize;
            if words >= least && words > 0 && place + words > end {
                end = place + words;
                let interval = self.interval(place, words);
                passages.push(Passage { place, source: self.bounds(&interval).0, words });
            }
        }
        passages
    }

    /// The suffixes that share the first `words` words with the one at `place`.
    fn interval(&self, place: usize, words: usize) -> Range<usize> {
        let least = words as u32;
        let rank = self.ranks[place] as usize;
        let (mut start, mut end) = (rank, rank + 1);
        while start > 0 && self.shared[start] >= least {
            let block = start / BLOCK;
            let whole = start % BLOCK == BLOCK - 1 && self.blocks.shared[block] >= least;
            start = if whole { (block * BLOCK).saturating_sub(1) } else { start - 1 };
        }
        while end < self.order.len() && self.shared[end] >= least {
            let whole = end % BLOCK == 0 && self.blocks.shared[end / BLOCK] >= least;
            end = if whole { (end + BLOCK).min(self.order.len()) } else { end + 1 };
        }
        start..end
    }

    /// The first and the last place of the suffixes in an interval.
    fn bounds(&self, interval: &Range<usize>) -> (usize, usize) {
        let (mut first, mut last, mut at) = (u32::MAX, 0, interval.start);
        while at < interval.end {
            if at % BLOCK == 0 && at + BLOCK <= interval.end {
                first = first.min(self.blocks.first[at / BLOCK]);
                last = last.max(self.blocks.last[at / BLOCK]);
                at += BLOCK;
            } else {
                (first, last) = (first.min(self.order[at]), last.max(self.order[at]));
                at += 1;
            }
        }
        (first as usize, last as usize)
    }

    /// The sequences of at least `least` words in at least `documents` documents, but for those that a longer one has
    /// in as many; those that make up most words of the documents (words × documents) come first.
    pub fn formulas(&self, least: usize, documents: usize) -> Vec<Formula> {
        let mut nodes = self.nodes(least, documents.max(2));
        // Of one depth intervals are apart: the one around a suffix is found by its start.
        nodes.sort_unstable_by_key(|node| (node.depth, node.start));
        let mut closed: Vec<bool> = nodes.iter().map(|node| node.longer < node.documents()).collect();
        for node in &nodes {
            // The same sequence without its first word.
            let rank = self.ranks[self.order[node.start] as usize + 1] as usize;
            let at = nodes.partition_point(|other| (other.depth, other.start) <= (node.depth - 1, rank));
            let same = |other: &Node| {
                other.depth + 1 == node.depth && rank < other.end && other.documents() == node.documents()
            };
            if at > 0 && same(&nodes[at - 1]) {
                closed[at - 1] = false;
            }
        }
        let kept = nodes.iter().zip(closed).filter(|(_, closed)| *closed);
        let mut formulas: Vec<Formula> = kept
            .map(|(node, _)| {
                let (first, last) = self.bounds(&(node.start..node.end));
                let count = node.end - node.start;
                Formula { words: node.depth, count, documents: node.documents(), first, last }
            })
            .collect();
        formulas.sort_by(|x, y| {
            let made = |formula: &Formula| formula.words * formula.documents;
            made(y).cmp(&made(x)).then(y.documents.cmp(&x.documents)).then(x.first.cmp(&y.first))
        });
        formulas
    }

    /// The intervals of the suffix array at least `least` words deep with at least `documents` documents.
    fn nodes(&self, least: usize, documents: usize) -> Vec<Node> {
        let mut found = Vec::new();
        let open = |depth: usize, start: usize| Node { depth, start, end: 0, again: 0, longer: 1 };
        let mut stack = vec![open(0, 0)];
        // The last suffix of each document.
        let mut seen = vec![usize::MAX; self.ends.len()];
        for rank in 0..=self.order.len() {
            let shared = self.shared.get(rank).map_or(0, |&shared| shared as usize);
            let (mut start, mut inner) = (rank.saturating_sub(1), None::<Node>);
            while stack.len() > 1 && stack[stack.len() - 1].depth > shared {
                let Some(mut node) = stack.pop() else { break };
                if let Some(inner) = inner {
                    node.take(&inner);
                }
                node.end = rank;
                start = node.start;
                if node.depth >= least && node.documents() >= documents {
                    found.push(node);
                }
                inner = Some(node);
            }
            if stack[stack.len() - 1].depth < shared {
                stack.push(open(shared, start));
            }
            let top = stack.len() - 1;
            if let Some(inner) = inner {
                stack[top].take(&inner);
            }
            if let Some(&place) = self.order.get(rank) {
                let last = &mut seen[self.documents[place as usize] as usize];
                if *last != usize::MAX {
                    let deepest = stack.partition_point(|node| node.start <= *last) - 1;
                    stack[deepest].again += 1;
                }
                *last = rank;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    fn documents() -> impl Strategy<Value = Vec<Vec<u32>>> {
        prop::collection::vec(prop::collection::vec(0u32..3, 0..40), 0..7)
    }

    fn plain(documents: &[Vec<u32>], least: usize) -> BTreeMap<Vec<u32>, Vec<(usize, usize)>> {
        let mut places: BTreeMap<Vec<u32>, Vec<(usize, usize)>> = BTreeMap::new();
        for (number, document) in documents.iter().enumerate() {
            for start in 0..document.len() {
                for end in start + least..=document.len() {
                    places.entry(document[start..end].to_vec()).or_default().push((number, start));
                }
            }
        }
        places
    }

    proptest! {
        #[test]
        fn passages_are_the_longest_of_earlier_documents(documents in documents(), least in 1usize..5) {
            let index = Repeats::new(documents.iter().map(Vec::as_slice), 3);
            let places = plain(&documents, 1);
            let lengths = index.earlier();
            let mut expected = Vec::new();
            for (number, document) in documents.iter().enumerate() {
                let mut end = 0;
                for start in 0..document.len() {
                    let stands = |length: &usize| places[&document[start..start + length]][0].0 < number;
                    let longest = (1..=document.len() - start).rev().find(stands).unwrap_or(0);
                    prop_assert_eq!(lengths[index.document(number).start + start] as usize, longest);
                    if longest >= least && start + longest > end {
                        end = start + longest;
                        let (other, at) = places[&document[start..end]][0];
                        let source = index.document(other).start + at;
                        expected.push(Passage { place: index.document(number).start + start, source, words: longest });
                    }
                }
            }
            prop_assert_eq!(index.passages(&lengths, least), expected);
        }

        #[test]
        fn formulas_equal_a_plain_count(documents in documents(), least in 1usize..5, most in 2usize..4) {
            let index = Repeats::new(documents.iter().map(Vec::as_slice), 3);
            let places = plain(&documents, least);
            let holders = |places: &[(usize, usize)]| places.iter().map(|place| place.0).collect::<BTreeSet<_>>().len();
            let mut expected: Vec<(Vec<u32>, usize, usize)> = Vec::new();
            for (words, own) in &places {
                let longer = places.iter().any(|(other, places)| {
                    other.len() == words.len() + 1
                        && (other[1..] == words[..] || other[..words.len()] == words[..])
                        && holders(places) == holders(own)
                });
                if holders(own) >= most && !longer {
                    expected.push((words.clone(), own.len(), holders(own)));
                }
            }
            let mut found: Vec<_> = index
                .formulas(least, most)
                .iter()
                .map(|row| (index.words[row.first..row.first + row.words].to_vec(), row.count, row.documents))
                .collect();
            found.sort();
            expected.sort();
            prop_assert_eq!(found, expected);
        }
    }
}
