//! How alike two mentions are, from 0 to 1000: the terms they share, weighted by how rare they are among the mentions compared,
//! less what tells them apart: other actors, another polarity, another kind of bond.
//!
//! All sums are of whole numbers, so that they do not depend on the order of the documents.

use std::collections::HashMap;

use super::mention::{Mention, Stem};

/// Thousandths of the share that both hold (Dice) in the likeness of content; the rest is the share of the shorter in the longer.
const DICE: u64 = 650;
/// Least worth of the terms that two mentions share, or their likeness counts half; see `Term::signs`.
const SIGNS: u32 = 2;
/// A term that more than one in so many mentions holds is no sign, if it stands more than once a document: in a few short texts
/// every word is common.
const COMMON: u64 = 4;
/// Thousandths by which a term counts that no other mention holds.
const ALONE: u64 = 800;
/// By how much a threshold rises with each tenfold of mentions, from 100 on.
const TENFOLD: f64 = 45.0;
/// Thousandths kept where one is done once and the other again and again.
const RECURS: u64 = 700;
/// Thousandths kept where the time of the earlier is over when the later is said: a deed done or missed, seldom taken up.
const OVER: u64 = 870;
/// Thousandths kept where the actors are not known on one side, overlap, or have none in common.
const ACTORS_UNKNOWN: u64 = 970;
const ACTORS_OVERLAP: u64 = 960;
const ACTORS_APART: u64 = 780;
/// Thousandths kept where one refuses what the other promises.
const POLARITY: u64 = 600;
/// Thousandths kept where one reaffirms a bond and the other schedules a deed.
const FAMILY: u64 = 950;
/// Thousandths kept where the targets have no word in common.
const TARGETS_APART: u64 = 900;

/// A mention's terms as numbers, with weights and what they are worth as signs; in order of number.
#[derive(Clone, Debug, Default)]
pub(super) struct Vector {
    pub terms: Vec<(u32, u64, u32)>,
    pub mass: u64,
}

/// Terms by number, and how many mentions hold each.
#[derive(Debug, Default)]
pub(super) struct Terms {
    ids: HashMap<String, u32>,
    counts: Vec<u64>,
    mentions: u64,
    documents: u64,
}

impl Terms {
    /// Counts the terms of the mentions of all `sides`, those of a document together; numbers go by code point, whatever order
    /// they come in.
    pub fn of(sides: &[&[Mention]]) -> Terms {
        let mut counted: HashMap<&str, u64> = HashMap::new();
        for term in sides.iter().flat_map(|side| side.iter()).flat_map(|mention| &mention.stems) {
            *counted.entry(&term.stem).or_default() += 1;
        }
        let mentions = sides.iter().map(|side| side.len() as u64).sum();
        let documents = sides.iter().map(|side| side.chunk_by(|a, b| a.doc == b.doc).count() as u64).sum();
        let mut sorted: Vec<(&str, u64)> = counted.into_iter().collect();
        sorted.sort_unstable();
        Terms {
            ids: sorted.iter().zip(0..).map(|(&(stem, _), id)| (stem.to_owned(), id)).collect(),
            counts: sorted.iter().map(|&(_, count)| count).collect(),
            mentions,
            documents,
        }
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// How rare a term is, in thousandths: ln(1 + mentions / mentions that hold it). A term that one mention alone holds can't be
    /// shared: it counts less, or the words of a writer would outweigh what two texts have in common.
    fn rarity(&self, count: u64) -> u64 {
        let rare = (1.0 + self.mentions as f64 / count.max(2) as f64).ln() * 1000.0;
        let rare = rare.round() as u64;
        if count < 2 { rare * ALONE / 1000 } else { rare }
    }

    /// The terms of a mention with their weights; words that no counted mention holds weigh as the rarest.
    pub fn vector(&self, mention: &Mention) -> Vector {
        let mut unknown = 0;
        let mut terms = Vec::with_capacity(mention.stems.len());
        for Stem { stem, factor, signs } in &mention.stems {
            match self.ids.get(stem) {
                Some(&id) => {
                    let count = self.counts[id as usize];
                    let common = count * COMMON > self.mentions && count > self.documents;
                    let signs = if common { 0 } else { *signs };
                    terms.push((id, factor * self.rarity(count) / 1000, signs));
                }
                None => unknown += factor * self.rarity(1) / 1000,
            }
        }
        terms.sort_unstable();
        let mass = terms.iter().map(|(_, weight, _)| weight).sum::<u64>() + unknown;
        Vector { terms, mass }
    }
}

/// How alike the contents are, 0 to 1000; half of it where what they share is no sign of one thing.
pub(super) fn content(a: &Vector, b: &Vector) -> u64 {
    if a.mass == 0 || b.mass == 0 {
        return 0;
    }
    let (mut at, mut common, mut shared) = (0, 0, 0);
    for &(id, weight, signs) in &a.terms {
        while at < b.terms.len() && b.terms[at].0 < id {
            at += 1;
        }
        if let Some(&(other, theirs, others)) = b.terms.get(at)
            && other == id
        {
            // Content and clause weigh a term differently; what both hold counts for both.
            common += weight.min(theirs);
            shared += signs.min(others);
        }
    }
    let like = likeness(common, a.mass, b.mass);
    if shared < SIGNS { like / 2 } else { like }
}

/// How alike two contents are whose common terms weigh `common`.
fn likeness(common: u64, a: u64, b: u64) -> u64 {
    let dice = (2000 * common / (a + b).max(1)).min(1000);
    // A few words lie within almost anything: the shorter counts as at least a third of the longer.
    let within = (1000 * common / a.min(b).max(a.max(b) / 3).max(1)).min(1000);
    (dice * DICE + within * (1000 - DICE)) / 1000
}

/// Which mentions hold a term: finds what may be alike without trying all pairs.
#[derive(Debug)]
pub(super) struct Index {
    /// For each term the mentions that hold it, in order, with its weight there.
    postings: Vec<Vec<(u32, u32)>>,
    masses: Vec<u64>,
}

/// Sums by mention, kept from one search to the next.
#[derive(Debug, Default)]
pub(super) struct Sums {
    sums: Vec<u64>,
    touched: Vec<u32>,
}

impl Index {
    /// Of `vectors`, whose terms are those of `terms`.
    pub fn new(terms: &Terms, vectors: &[Vector]) -> Index {
        let mut postings = vec![Vec::new(); terms.len()];
        for (vector, at) in vectors.iter().zip(0..) {
            for &(id, weight, _) in &vector.terms {
                postings[id as usize].push((at, u32::try_from(weight).unwrap_or(u32::MAX)));
            }
        }
        Index { postings, masses: vectors.iter().map(|vector| vector.mass).collect() }
    }

    /// Mentions before `end` whose content is like that of `vector`, at least `least`, with the likeness; in order.
    ///
    /// Terms are read from the rarest on until `budget` postings are read; what the others hold in common is taken as shared, so
    /// that nothing alike is lost, and the caller measures again.
    pub fn like(
        &self,
        vector: &Vector,
        end: u32,
        least: u64,
        budget: usize,
        sums: &mut Sums,
    ) -> Vec<(u32, u64)> {
        sums.sums.resize(self.masses.len(), 0);
        let mut terms: Vec<(usize, u32, u64)> = vector
            .terms
            .iter()
            .map(|&(id, weight, _)| {
                (self.postings[id as usize].partition_point(|&(mention, _)| mention < end), id, weight)
            })
            .collect();
        terms.sort_unstable();
        let (mut read, mut rest) = (0, 0);
        for (count, id, weight) in terms {
            read += count;
            if read > budget {
                rest += weight;
                continue;
            }
            for &(mention, theirs) in &self.postings[id as usize][..count] {
                let sum = &mut sums.sums[mention as usize];
                if *sum == 0 {
                    sums.touched.push(mention);
                }
                *sum += weight.min(u64::from(theirs));
            }
        }
        let mut found = Vec::new();
        for mention in sums.touched.drain(..) {
            let common = std::mem::take(&mut sums.sums[mention as usize]) + rest;
            let like = likeness(common, vector.mass, self.masses[mention as usize]);
            if like >= least {
                found.push((mention, like));
            }
        }
        found.sort_unstable();
        found
    }
}

/// What is kept of the likeness of content, in thousandths.
pub(super) fn kept(a: &Mention, b: &Mention) -> u64 {
    let mut kept = 1000;
    if a.strength > 0 && b.strength > 0 {
        kept = kept * actors(&a.actors, &b.actors) / 1000;
        if a.negative != b.negative {
            kept = kept * POLARITY / 1000;
        }
        if a.family != b.family {
            kept = kept * FAMILY / 1000;
        }
        let (ours, theirs) = (&a.target, &b.target);
        if !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|name| theirs.contains(name)) {
            kept = kept * TARGETS_APART / 1000;
        }
        if a.recurs != b.recurs {
            kept = kept * RECURS / 1000;
        }
        if a.over(b) || b.over(a) {
            kept = kept * OVER / 1000;
        }
    }
    kept
}

/// By how much a threshold rises among so many mentions: the best of many is alike by chance.
pub(super) fn chance(mentions: usize) -> u64 {
    (TENFOLD * (mentions as f64 / 100.0).log10().max(0.0)).round() as u64
}

/// How alike two mentions are, 0 to 1000.
pub(super) fn similarity(a: (&Mention, &Vector), b: (&Mention, &Vector)) -> u64 {
    content(a.1, b.1) * kept(a.0, b.0) / 1000
}

fn actors(a: &[String], b: &[String]) -> u64 {
    if a.is_empty() || b.is_empty() {
        return ACTORS_UNKNOWN;
    }
    let common = a.iter().filter(|name| b.contains(name)).count();
    if common == a.len() && common == b.len() {
        1000
    } else if common > 0 {
        ACTORS_OVERLAP
    } else {
        ACTORS_APART
    }
}
