//! Which sentences of two texts may belong together, and the heaviest set of them that keeps the order of both.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::pieces::{Numbers, Pieces};

/// The least likeness of sentences that are one edited into the other, in the order of both texts.
pub(super) const EDITED: f64 = 0.4;
/// A word of more sentences is not followed to them: cost stays near linear, and rarer words lead there too.
const COMMON: usize = 64;
/// Sentences that one sentence is compared with, those that share most rare words first.
const NEAREST: usize = 12;
/// What a mark counts in likeness, where a word counts 1: brackets and stops say little.
const MARK: f64 = 0.25;
/// Equal sentences of which all pairs are tried; of more the first goes with the first, and so on.
const PAIRS: usize = 64;

/// Sentence `a` of the first text and `b` of the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub a: usize,
    pub b: usize,
    /// Likeness from 0 to 1; 1 where they are equal.
    pub score: f64,
    /// What it is worth to keep them together.
    weight: f64,
}

/// Equal sentences: those of the first text and those of the second, for each wording that both have, in the order of
/// the first text.
pub(super) fn equal(a: &Pieces, b: &Pieces) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    let mut places: HashMap<&[u32], usize, FixedState> = HashMap::default();
    for sentence in 0..a.sentences.len() {
        let place = *places.entry(a.ids_of(sentence)).or_insert(groups.len());
        if place == groups.len() {
            groups.push((Vec::new(), Vec::new()));
        }
        groups[place].0.push(sentence);
    }
    for sentence in 0..b.sentences.len() {
        if let Some(&place) = places.get(b.ids_of(sentence)) {
            groups[place].1.push(sentence);
        }
    }
    groups.retain(|(_, others)| !others.is_empty());
    groups
}

/// The pairs of equal sentences.
pub(super) fn equal_pairs(groups: &[(Vec<usize>, Vec<usize>)], pieces: &Pieces) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (ours, theirs) in groups {
        let weight = pieces.ids_of(ours[0]).len() as f64 + 1.0;
        let pair = |a: usize, b: usize| Pair { a, b, score: 1.0, weight };
        if ours.len() * theirs.len() <= PAIRS {
            pairs.extend(ours.iter().flat_map(|&a| theirs.iter().map(move |&b| pair(a, b))));
        } else {
            pairs.extend(ours.iter().zip(theirs).map(|(&a, &b)| pair(a, b)));
        }
    }
    pairs
}

/// Multiset of the pieces of a sentence: sorted numbers.
fn bag(ids: &[u32]) -> Vec<u32> {
    let mut bag = ids.to_vec();
    bag.sort_unstable();
    bag
}

/// What two sorted multisets share, `each` counting once.
pub(super) fn shared(a: &[u32], b: &[u32], mut each: impl FnMut(u32)) {
    let (mut at, mut other) = (0, 0);
    while at < a.len() && other < b.len() {
        match a[at].cmp(&b[other]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                each(a[at]);
                (at, other) = (at + 1, other + 1);
            }
        }
    }
}

/// The pairs of sentences that are alike, of those with no equal one in the other text.
///
/// Likeness is the mean of two Dice coefficients of the multisets of words and marks: one counts words alike, one by how
/// few sentences have it (`ln(1 + sentences / sentences with it)`), so that neither the frame of a formula alone nor
/// its names alone make a pair.
pub(super) fn alike(a: (&Pieces, &[bool]), b: (&Pieces, &[bool]), numbers: &Numbers<'_>) -> Vec<Pair> {
    let bags = |(pieces, equal): (&Pieces, &[bool])| -> Vec<(usize, Vec<u32>)> {
        (0..equal.len()).filter(|&at| !equal[at]).map(|at| (at, bag(pieces.ids_of(at)))).collect()
    };
    let all = a.1.len() + b.1.len();
    let mut frequency = vec![0u32; numbers.len()];
    for pieces in [a.0, b.0] {
        for sentence in 0..pieces.sentences.len() {
            let mut ids = bag(pieces.ids_of(sentence));
            ids.dedup();
            ids.iter().for_each(|&id| frequency[id as usize] += 1);
        }
    }
    let count = |id: u32| if numbers.is_word(id) { 1.0 } else { MARK };
    let rare =
        |(id, &with): (usize, &u32)| count(id as u32) * (1.0 + all as f64 / f64::from(with.max(1))).ln();
    let rarity: Vec<f64> = frequency.iter().enumerate().map(rare).collect();
    let counts = |bag: &[u32]| bag.iter().map(|&id| count(id)).sum::<f64>();
    let sum = |bag: &[u32]| bag.iter().map(|&id| rarity[id as usize]).sum::<f64>();
    let (ours, theirs) = (bags(a), bags(b));
    let sums: Vec<f64> = theirs.iter().map(|(_, bag)| sum(bag)).collect();
    let mut postings: Vec<Vec<u32>> = vec![Vec::new(); numbers.len()];
    for (place, (_, bag)) in theirs.iter().enumerate() {
        for id in bag.chunk_by(|x, y| x == y).map(|same| same[0]).filter(|&id| numbers.is_word(id)) {
            postings[id as usize].push(place as u32);
        }
    }
    let mut reached = vec![0.0f64; theirs.len()];
    let mut pairs = Vec::new();
    for (sentence, bag) in &ours {
        let mut near: Vec<u32> = Vec::new();
        for id in bag.chunk_by(|x, y| x == y).map(|same| same[0] as usize) {
            if postings[id].len() > COMMON {
                continue;
            }
            for &place in &postings[id] {
                if reached[place as usize] == 0.0 {
                    near.push(place);
                }
                reached[place as usize] += rarity[id];
            }
        }
        let own = sum(bag);
        let mut ranked: Vec<(f64, u32)> = near
            .iter()
            .map(|&place| (reached[place as usize] / (own + sums[place as usize]), place))
            .collect();
        near.iter().for_each(|&place| reached[place as usize] = 0.0);
        ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        for &(_, place) in ranked.iter().take(NEAREST) {
            let (other, their) = &theirs[place as usize];
            let (mut common, mut rare) = (0.0, 0.0);
            shared(bag, their, |id| {
                common += count(id);
                rare += rarity[id as usize];
            });
            let size = counts(bag) + counts(their);
            let score = common / size + rare / (own + sums[place as usize]);
            if score >= EDITED {
                // The square: one pair that is right outweighs two crossing it that are half right.
                pairs.push(Pair { a: *sentence, b: *other, score, weight: score * score * size / 2.0 });
            }
        }
    }
    pairs
}

/// The heaviest of the pairs in which both `a` and `b` rise. `n log n`.
pub(super) fn chain(pairs: &mut [Pair], sentences_of_b: usize) -> Vec<Pair> {
    // Of one `a` the last `b` comes first, so that a chain takes one of them at most.
    pairs.sort_by(|x, y| x.a.cmp(&y.a).then(y.b.cmp(&x.b)));
    // A Fenwick tree of maxima: for the first so many sentences of `b`, the best chain that ends there.
    let mut best: Vec<(f64, usize)> = vec![(0.0, usize::MAX); sentences_of_b + 1];
    let mut before = vec![usize::MAX; pairs.len()];
    for (place, pair) in pairs.iter().enumerate() {
        let (mut weight, mut at) = (0.0, pair.b);
        while at > 0 {
            if best[at].0 > weight {
                (weight, before[place]) = best[at];
            }
            at &= at - 1;
        }
        weight += pair.weight;
        at = pair.b + 1;
        while at <= sentences_of_b {
            // Of two as good the first sentences of both texts.
            let (other, last) = best[at];
            if weight > other || weight == other && pairs[last].a == pair.a {
                best[at] = (weight, place);
            }
            at += at & at.wrapping_neg();
        }
    }
    let (mut weight, mut last, mut at) = (0.0, usize::MAX, sentences_of_b);
    while at > 0 {
        if best[at].0 > weight {
            (weight, last) = best[at];
        }
        at &= at - 1;
    }
    let mut chain = Vec::new();
    while last != usize::MAX {
        chain.push(pairs[last]);
        last = before[last];
    }
    chain.reverse();
    chain
}
