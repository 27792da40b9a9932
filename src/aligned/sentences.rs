//! Sentences aligned: the heaviest chain of equal and like sentences in the order of both texts; what is left over is
//! looked for elsewhere (moved) and beside what was aligned (split, merged); the rest was inserted or deleted.

use std::collections::BTreeMap;
use std::ops::Range;

use super::candidates::{EDITED, Pair, alike, chain, equal, equal_pairs, shared};
use super::pieces::{Numbers, Pieces};
use super::words::{Step, ops, steps};
use super::{Relation, Row, Side};

/// The least likeness of sentences that stand elsewhere: more than in order, where the neighbours speak for them.
const MOVED: f64 = 0.6;
/// Fewer words and marks are no ground to look elsewhere, unless the sentences are equal.
const SHORT: usize = 6;
/// The share of a sentence that must come from the other side for it to be part of a split.
const PART: f64 = 0.6;
/// Sentences that one sentence is split into, at most.
const PARTS: usize = 8;

/// Returns every sentence of both texts in one row, in the order of `b`; what was deleted stands after the sentence of
/// `a` before it.
///
/// The two texts exchanged give the rows mirrored: the work is done on the lesser text first, by bytes. Near linear in
/// the sentences; quadratic at worst in the words of two sentences that are compared.
pub fn align(a: &Side<'_>, b: &Side<'_>) -> Vec<Row> {
    let exchanged = a > b;
    let (first, second) = if exchanged { (b, a) } else { (a, b) };
    let mut numbers = Numbers::default();
    let (ours, theirs) = (numbers.pieces(first), numbers.pieces(second));
    let matches = Matching::found((first, &ours), (second, &theirs), &numbers);
    let (mine, other) = if exchanged { (&theirs, &ours) } else { (&ours, &theirs) };
    let mut rows: Vec<Row> = matches
        .into_iter()
        .map(|found| {
            let (changes, stayed) =
                steps((&ours, pieces_of(&ours, &found.a)), (&theirs, pieces_of(&theirs, &found.b)), &numbers);
            let size = pieces_of(&ours, &found.a).len() + pieces_of(&theirs, &found.b).len();
            let both = !found.a.is_empty() && !found.b.is_empty();
            let same = both && size == 2 * stayed;
            let relation = match (found.a.len(), found.b.len()) {
                (_, 0) => Relation::Deleted,
                (0, _) => Relation::Inserted,
                (1, 1) if found.moved => Relation::Moved,
                (1, 1) if same => Relation::Kept,
                (1, 1) => Relation::Edited,
                (1, _) => Relation::Split,
                _ => Relation::Merged,
            };
            let similarity = both.then(|| if size == 0 { 1.0 } else { 2.0 * stayed as f64 / size as f64 });
            let (found, relation, changes) = if exchanged {
                let changes = changes.into_iter().map(Step::mirrored).collect();
                (Found { a: found.b, b: found.a, ..found }, relation.mirrored(), changes)
            } else {
                (found, relation, changes)
            };
            let ops = ops((a, mine), (b, other), &changes);
            Row { relation, a: found.a, b: found.b, moved: found.moved, similarity, ops }
        })
        .collect();
    in_order(&mut rows);
    rows
}

fn pieces_of(pieces: &Pieces, sentences: &Range<usize>) -> Range<usize> {
    if sentences.is_empty() { 0..0 } else { pieces.of(sentences) }
}

/// Rows in the order of `b`, what was deleted after the row of the sentence of `a` before it.
fn in_order(rows: &mut [Row]) {
    let places = Places::new(rows);
    rows.sort_by_cached_key(|row| if row.b.is_empty() { places.left(row) } else { (row.b.start + 1, 0, 0) });
}

/// The order in which rows are read, as places in `rows`, and whether the row stands there as what it left behind:
/// sentences that moved come a second time, where they were in `a`.
pub fn reading(rows: &[Row]) -> Vec<(usize, bool)> {
    let places = Places::new(rows);
    let mut order: Vec<_> = (0..rows.len()).map(|at| (at, rows[at].b.is_empty())).collect();
    order.extend((0..rows.len()).filter(|&at| rows[at].moved).map(|at| (at, true)));
    order.sort_by_cached_key(
        |&(at, left)| {
            if left { places.left(&rows[at]) } else { (rows[at].b.start + 1, 0, 0) }
        },
    );
    order.into_iter().map(|(at, left)| (at, left && rows[at].moved)).collect()
}

/// For each sentence of `a` that kept its order, the sentence of `b` after it.
struct Places(BTreeMap<usize, usize>);

impl Places {
    fn new(rows: &[Row]) -> Places {
        let kept = rows.iter().filter(|row| !row.a.is_empty() && !row.b.is_empty() && !row.moved);
        Places(kept.map(|row| (row.a.end, row.b.end)).collect())
    }

    /// Where the sentences of `a` would stand in `b`.
    fn left(&self, row: &Row) -> (usize, usize, usize) {
        (self.0.range(..=row.a.start).next_back().map_or(0, |(_, &end)| end), 1, row.a.start)
    }
}

/// Sentences that belong together.
#[derive(Clone, Debug)]
struct Found {
    a: Range<usize>,
    b: Range<usize>,
    moved: bool,
}

struct Matching<'p> {
    ours: &'p Pieces,
    theirs: &'p Pieces,
    /// For each sentence, its partner.
    of_a: Vec<Option<usize>>,
    of_b: Vec<Option<usize>>,
    moved: Vec<bool>,
}

impl<'p> Matching<'p> {
    fn found(
        (a, ours): (&Side<'_>, &'p Pieces),
        (b, theirs): (&Side<'_>, &'p Pieces),
        numbers: &Numbers<'_>,
    ) -> Vec<Found> {
        let (n, m) = (ours.sentences.len(), theirs.sentences.len());
        let groups = equal(ours, theirs);
        let (mut has_a, mut has_b) = (vec![false; n], vec![false; m]);
        for (mine, others) in &groups {
            mine.iter().for_each(|&at| has_a[at] = true);
            others.iter().for_each(|&at| has_b[at] = true);
        }
        let like = alike((ours, &has_a), (theirs, &has_b), numbers);
        let mut pairs = equal_pairs(&groups, ours);
        pairs.extend_from_slice(&like);
        let mut matching =
            Matching { ours, theirs, of_a: vec![None; n], of_b: vec![None; m], moved: vec![false; n] };
        for pair in chain(&mut pairs, m) {
            matching.join(pair.a, pair.b, false);
        }
        matching.move_equal(&groups);
        matching.move_alike(like);
        matching.parts(a, b)
    }

    fn join(&mut self, a: usize, b: usize, moved: bool) {
        (self.of_a[a], self.of_b[b], self.moved[a]) = (Some(b), Some(a), moved);
    }

    fn free(&self, a: usize, b: usize) -> bool {
        self.of_a.get(a) == Some(&None) && self.of_b.get(b) == Some(&None)
    }

    /// Equal sentences out of order: first those of which one is left on each side and their neighbours, so that a
    /// paragraph stays together, then the others one by one.
    fn move_equal(&mut self, groups: &[(Vec<usize>, Vec<usize>)]) {
        let left = |this: &Matching<'_>, (mine, others): &(Vec<usize>, Vec<usize>)| {
            let mine: Vec<usize> = mine.iter().copied().filter(|&at| this.of_a[at].is_none()).collect();
            let others: Vec<usize> = others.iter().copied().filter(|&at| this.of_b[at].is_none()).collect();
            (mine, others)
        };
        for single in [true, false] {
            for group in groups {
                let (mine, others) = left(self, group);
                if single && (mine.len() != 1 || others.len() != 1) {
                    continue;
                }
                for (&a, &b) in mine.iter().zip(&others) {
                    if self.free(a, b) {
                        self.join(a, b, true);
                        self.spread(a, b, |this, a, b| this.ours.ids_of(a) == this.theirs.ids_of(b));
                    }
                }
            }
        }
    }

    /// Joins the neighbours of a pair that moved, while they are free and `same`.
    fn spread(&mut self, a: usize, b: usize, same: impl Fn(&Matching<'_>, usize, usize) -> bool) {
        let (mut at, mut other) = (a + 1, b + 1);
        while self.free(at, other) && same(self, at, other) {
            self.join(at, other, true);
            (at, other) = (at + 1, other + 1);
        }
        let (mut at, mut other) = (a.wrapping_sub(1), b.wrapping_sub(1));
        while self.free(at, other) && same(self, at, other) {
            self.join(at, other, true);
            (at, other) = (at.wrapping_sub(1), other.wrapping_sub(1));
        }
    }

    /// Like sentences out of order: neighbours of what moved already, then the likest first.
    fn move_alike(&mut self, mut like: Vec<Pair>) {
        like.sort_by(|x, y| {
            let far = |pair: &Pair| pair.a.abs_diff(pair.b);
            y.score.total_cmp(&x.score).then(far(x).cmp(&far(y))).then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        let beside = |this: &Matching<'_>, pair: &Pair| {
            let joined = |a: usize, b: usize| this.of_a.get(a) == Some(&Some(b)) && this.moved[a];
            joined(pair.a.wrapping_sub(1), pair.b.wrapping_sub(1)) || joined(pair.a + 1, pair.b + 1)
        };
        for round in 0..3 {
            for pair in &like {
                let size = self.ours.ids_of(pair.a).len().min(self.theirs.ids_of(pair.b).len());
                let near = match round {
                    1 => pair.score >= MOVED && size >= SHORT,
                    _ => pair.score >= EDITED && beside(self, pair),
                };
                if near && self.free(pair.a, pair.b) {
                    self.join(pair.a, pair.b, true);
                }
            }
        }
    }

    /// What belongs together, after sentences left over have joined the pair beside them that they are part of.
    fn parts(mut self, a: &Side<'_>, b: &Side<'_>) -> Vec<Found> {
        let blank = |side: &Side<'_>, at: usize| {
            side.text[side.ends[at - 1]..side.starts[at]].chars().all(char::is_whitespace)
        };
        let mut found = Vec::new();
        for at in 0..self.of_a.len() {
            let Some(other) = self.of_a[at] else { continue };
            let moved = self.moved[at];
            if other == usize::MAX {
                // Part of a merge that was found already.
                continue;
            }
            let (mut mine, mut others) = (at..at + 1, other..other + 1);
            let mut grown = self.ours.ids_of(at) != self.theirs.ids_of(other);
            while grown {
                grown = false;
                if mine.len() == 1 && others.len() < PARTS {
                    for next in [others.end, others.start.wrapping_sub(1)] {
                        let free = self.of_b.get(next) == Some(&None) && blank(b, next.max(others.start));
                        if !grown && free && is_part(self.theirs, next, &others, self.ours, at) {
                            others = others.start.min(next)..others.end.max(next + 1);
                            self.of_b[next] = Some(at);
                            grown = true;
                        }
                    }
                }
                if others.len() == 1 && mine.len() < PARTS && !grown {
                    for next in [mine.end, mine.start.wrapping_sub(1)] {
                        let free = self.of_a.get(next) == Some(&None) && blank(a, next.max(mine.start));
                        if !grown && free && is_part(self.ours, next, &mine, self.theirs, other) {
                            mine = mine.start.min(next)..mine.end.max(next + 1);
                            self.of_a[next] = Some(usize::MAX);
                            grown = true;
                        }
                    }
                }
            }
            found.push(Found { a: mine, b: others, moved });
        }
        let alone = |free: &[Option<usize>]| -> Vec<usize> {
            (0..free.len()).filter(|&at| free[at].is_none()).collect()
        };
        found.extend(alone(&self.of_a).into_iter().map(|at| Found { a: at..at + 1, b: 0..0, moved: false }));
        found.extend(alone(&self.of_b).into_iter().map(|at| Found { a: 0..0, b: at..at + 1, moved: false }));
        found
    }
}

/// Whether sentence `next`, beside `joined`, is a part of `whole`, sentence `at` of the other side: most of it is there
/// and in none of `joined`.
fn is_part(pieces: &Pieces, next: usize, joined: &Range<usize>, whole: &Pieces, at: usize) -> bool {
    let sorted = |ids: &[u32]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    let common = |a: &[u32], b: &[u32]| {
        let mut count = 0;
        shared(a, b, |_| count += 1);
        count
    };
    let target = sorted(whole.ids_of(at));
    let range = pieces.of(joined);
    let with = range.start.min(pieces.sentences[next].start)..range.end.max(pieces.sentences[next].end);
    let (before, after) = (sorted(&pieces.ids[range.clone()]), sorted(&pieces.ids[with.clone()]));
    let (had, has) = (common(&before, &target), common(&after, &target));
    let size = pieces.ids_of(next).len();
    let likeness = |count: usize, length: usize| 2.0 * count as f64 / (length + target.len()).max(1) as f64;
    has - had >= 3
        && (has - had) as f64 >= PART * size as f64
        && likeness(has, with.len()) > likeness(had, range.len())
}
