//! Threads: the mentions of many documents, in the order of time, each linked to the earlier one that it takes up.
//!
//! Each mention chooses among the earlier ones (a search that runs in parallel); then the choices are settled document by document:
//! the most alike first, and one earlier mention answers to two of one document only where both are alike enough. A mention joins one
//! thread and never merges two, so that threads do not run together over the years.

use std::cmp::Reverse;

use super::mention::Mention;
use super::relation::{FORMULA, Relation, told};
use super::similarity::{Index, Sums, Terms, Vector, chance, similarity};

/// Least similarity of two mentions of a thread, among 100 mentions or fewer.
const LINK: u64 = 315;
/// Least similarity of two mentions of one document that the detector did not link.
const WITHIN: u64 = 350;
/// Least similarity at which a second mention of a document takes up the same earlier one.
const SHARED: u64 = 350;
/// Candidates kept for each mention, the most alike first.
const KEPT: usize = 12;
/// Postings read for each mention, the rarest terms first.
const BUDGET: usize = 30_000;
/// Latest documents of a thread that are searched for the previous mention.
const LATEST: usize = 4;
/// Mentions from which on a thread is long.
const LONG: usize = 6;
/// Thousandths of the least similarity that a body has to what its headline takes up.
const LENT: u64 = 800;
/// How much less alike than the best the previous mention may be.
const SLACK: u64 = 150;

/// A mention's place in its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The thread, numbered by first mention.
    pub thread: usize,
    /// The mention before, and the similarity to it (0 to 1000).
    pub previous: Option<(usize, u64)>,
    /// The relation to it; `Added` for the first of a thread.
    pub relation: Relation,
    /// The rule that decided.
    pub rule: &'static str,
}

/// An earlier mention, and how alike it is (0 to 1000).
pub type Link = (u32, u64);

/// Mentions ready to be linked; in the order of time, those of a document together and in reading order.
#[derive(Debug)]
pub struct Links<'m> {
    mentions: &'m [Mention],
    vectors: Vec<Vector>,
    index: Index,
    least: u64,
}

impl<'m> Links<'m> {
    /// Of `mentions`.
    pub fn new(mentions: &'m [Mention]) -> Links<'m> {
        let terms = Terms::of(&[mentions]);
        let vectors: Vec<Vector> = mentions.iter().map(|mention| terms.vector(mention)).collect();
        let index = Index::new(&terms, &vectors);
        Links { mentions, vectors, index, least: LINK + chance(mentions.len()) }
    }

    /// How alike two mentions are, 0 to 1000.
    pub fn alike(&self, a: usize, b: usize) -> u64 {
        similarity((&self.mentions[a], &self.vectors[a]), (&self.mentions[b], &self.vectors[b]))
    }

    /// For each mention of `range` the earlier ones that it may take up, the most alike first, of equals the latest.
    pub fn candidates(&self, range: std::ops::Range<usize>) -> Vec<Vec<Link>> {
        let mut sums = Sums::default();
        range
            .map(|at| {
                let end = u32::try_from(at).unwrap_or(u32::MAX);
                let mut found: Vec<Link> = self
                    .index
                    .like(&self.vectors[at], end, self.least, BUDGET, &mut sums)
                    .into_iter()
                    .map(|(other, _)| (other, self.alike(at, other as usize)))
                    .filter(|&(other, alike)| {
                        let other = &self.mentions[other as usize];
                        let within = other.doc == self.mentions[at].doc;
                        alike >= if within { WITHIN.max(self.least) } else { self.least }
                            && !(within && self.one_breath(&self.mentions[at], other))
                    })
                    .collect();
                found.sort_unstable_by_key(|&(other, alike)| Reverse((alike, other)));
                found.truncate(KEPT);
                found
            })
            .collect()
    }

    /// Whether two mentions of a document say one thing twice, or two things in one sentence.
    fn one_breath(&self, a: &Mention, b: &Mention) -> bool {
        let recalled = a.recalls || b.recalls;
        a.restates.is_some() || b.restates.is_some() || a.sent_id == b.sent_id && !recalled
    }

    /// The threads, given the candidates of all mentions.
    pub fn settle(&self, candidates: &[Vec<Link>]) -> Vec<Step> {
        let mentions = self.mentions;
        let mut threads: Vec<Vec<usize>> = Vec::new();
        let mut chosen: Vec<Option<(usize, u64)>> = vec![None; mentions.len()];
        let mut thread_of: Vec<usize> = vec![usize::MAX; mentions.len()];
        let mut from = 0;
        while from < mentions.len() {
            let doc = mentions[from].doc;
            let to = from + mentions[from..].iter().take_while(|mention| mention.doc == doc).count();
            // Where a body takes up nothing, what its headline takes up is its own.
            let body = |at: usize| {
                let restated = mentions[at].restates;
                (from..to).find(|&other| Some(mentions[other].index) == restated).unwrap_or(at)
            };
            let mut likely: Vec<(bool, u64, usize, usize)> = Vec::new();
            for (at, found) in (from..to).zip(&candidates[from..to]) {
                let body = body(at);
                let found = found.iter().map(|&(other, alike)| (body != at, alike, body, other as usize));
                likely.extend(found.filter(|&(lent, _, _, other)| !lent || other < from));
            }
            likely
                .sort_unstable_by_key(|&(lent, alike, at, other)| (lent, Reverse(alike), at, Reverse(other)));
            let mut taken: Vec<usize> = Vec::new();
            for (lent, alike, at, other) in likely {
                if chosen[at].is_some() || other < from && taken.contains(&other) && alike < SHARED {
                    continue;
                }
                // A headline may say little: what it takes up must be like the body, too.
                let own = if lent { self.alike(at, other) } else { alike };
                if own < self.least * LENT / 1000 {
                    continue;
                }
                // A long thread that drifts from mention to mention ends where it has lost sight of its first.
                if alike < FORMULA
                    && let Some(thread) = threads.get(thread_of[other])
                    && thread.len() > LONG
                    && self.alike(at, thread[0]) < self.least / 2
                {
                    continue;
                }
                chosen[at] = Some((other, own));
                taken.push(other);
            }
            for at in from..to {
                if mentions[at].restates.is_some() {
                    continue;
                }
                // A choice within the document lies before, so its thread is known.
                let thread = match chosen[at] {
                    Some((other, _)) => thread_of[other],
                    None => {
                        threads.push(Vec::new());
                        threads.len() - 1
                    }
                };
                if let Some((other, alike)) = chosen[at] {
                    chosen[at] = Some(self.latest(&threads[thread], at, other, alike));
                }
                thread_of[at] = thread;
                threads[thread].push(at);
            }
            for at in from..to {
                let Some(restated) = mentions[at].restates else { continue };
                let other = (from..to).find(|&other| mentions[other].index == restated);
                let known = other.filter(|&other| thread_of[other] != usize::MAX);
                thread_of[at] = match known {
                    Some(other) => {
                        chosen[at] = Some((other, self.alike(other, at)));
                        thread_of[other]
                    }
                    None => {
                        threads.push(Vec::new());
                        threads.len() - 1
                    }
                };
                // Not pushed: what later documents take up is the body.
                if known.is_none() {
                    threads[thread_of[at]].push(at);
                }
            }
            from = to;
        }
        (0..mentions.len()).map(|at| self.step(at, thread_of[at], chosen[at])).collect()
    }

    /// The mention before `at` in its thread: in the latest earlier document that has one alike enough, the most alike.
    fn latest(&self, thread: &[usize], at: usize, other: usize, alike: u64) -> (usize, u64) {
        let doc = self.mentions[at].doc;
        if self.mentions[other].doc == doc {
            return (other, alike);
        }
        let least = alike.saturating_sub(SLACK).max(self.least);
        let mut best: Option<(usize, u64)> = None;
        let (mut seen, mut docs) = (doc, 0);
        for &known in thread.iter().rev() {
            let theirs = self.mentions[known].doc;
            if theirs == doc {
                continue;
            }
            if theirs != seen {
                if best.is_some() || docs == LATEST {
                    break;
                }
                (seen, docs) = (theirs, docs + 1);
            }
            let like = self.alike(at, known);
            if like >= least && best.is_none_or(|(_, best)| like > best) {
                best = Some((known, like));
            }
        }
        best.unwrap_or((other, alike))
    }

    fn step(&self, at: usize, thread: usize, previous: Option<(usize, u64)>) -> Step {
        let mention = &self.mentions[at];
        let Some((other, alike)) = previous else {
            let (relation, rule) = if mention.status == "fulfilled" {
                (Relation::Fulfilled, "status_fulfilled")
            } else {
                (Relation::Added, "first_mention")
            };
            return Step { thread, previous, relation, rule };
        };
        let before = &self.mentions[other];
        let (relation, rule) = if mention.status == "fulfilled" {
            (Relation::Fulfilled, "status_fulfilled")
        } else if mention.restates.is_some() {
            let (relation, rule, _) = told(before, mention, alike.max(FORMULA));
            match (relation, rule) {
                (Relation::Kept, _) => (Relation::Restated, "restates"),
                (_, "content" | "action" | "actor" | "quantity") => (Relation::Restated, "restates"),
                (_, rule) if mention.heading => (Relation::Distorted, rule),
                other => other,
            }
        } else {
            let (relation, rule, _) = told(before, mention, alike);
            (relation, rule)
        };
        Step { thread, previous, relation, rule }
    }
}
