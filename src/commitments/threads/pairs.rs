//! Two sides compared: restatements merged, each commitment of one side paired with at most one of the other.

use super::super::record::Place;
use super::mention::Mention;
use super::parts::Part;
use super::relation::{FORMULA, PARTS, Relation, relation, told};
use super::similarity::{Index, Sums, Terms, Vector, chance, similarity};

/// Least similarity of a pair.
const PAIR: u64 = 480;
/// Least similarity of two that are left without a partner on either side, among few.
const REST: u64 = 250;
/// Least similarity of two mentions in different documents of one side that are one commitment.
const MERGE: u64 = 750;

/// By how much a passage that does not bind must be nearer than a commitment to be named in its place.
const PASSAGE: u64 = 150;

/// What lies nearest to a commitment that has no counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Its place in the other side's mentions, or in its passages.
    pub index: usize,
    /// Whether it is a passage, not a commitment.
    pub passage: bool,
    /// 0 to 1000.
    pub similarity: u64,
}

/// One thread of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The mention of the first side.
    pub a: Option<usize>,
    /// The mention of the second.
    pub b: Option<usize>,
    /// What became of it.
    pub relation: Relation,
    /// The rule that decided.
    pub rule: &'static str,
    /// Of the two mentions, or to the nearest; 0 to 1000.
    pub similarity: u64,
    /// For what was added or dropped: what comes closest on the other side.
    pub nearest: Option<Nearest>,
    /// Where the row is not about the whole mention of that side but about a member of a list in it: its place.
    pub part_a: Option<Place>,
    /// The same for the second side.
    pub part_b: Option<Place>,
}

/// One side: its commitments and its passages (all sentences, whether they bind or not).
#[derive(Clone, Copy, Debug)]
pub struct Side<'m> {
    /// Commitments, documents in order, in reading order within them.
    pub mentions: &'m [Mention],
    /// What else is said there.
    pub passages: &'m [Mention],
}

/// Pairs the commitments of two sides; one row a thread, in the order of the second side, what was dropped last in the order of
/// the first. Swapping the sides mirrors the result.
pub fn compare(a: Side<'_>, b: Side<'_>) -> Vec<Pair> {
    let terms = Terms::of(&[a.mentions, b.mentions]);
    let vectors =
        |mentions: &[Mention]| mentions.iter().map(|mention| terms.vector(mention)).collect::<Vec<_>>();
    let (of_a, of_b) = (vectors(a.mentions), vectors(b.mentions));
    let (index_a, index_b) = (Index::new(&terms, &of_a), Index::new(&terms, &of_b));
    let (bundle_a, count_a) = bundles(a.mentions, &of_a, &index_a);
    let (bundle_b, count_b) = bundles(b.mentions, &of_b, &index_b);
    let mut sums = Sums::default();
    // All likely pairs of mentions, the most alike first; among equals those at like places of their documents.
    let mut likely: Vec<(u64, bool, usize, usize, usize, usize, usize)> = Vec::new();
    for (i, mention) in a.mentions.iter().enumerate() {
        for (j, _) in index_b.like(&of_a[i], u32::MAX, PAIR, usize::MAX, &mut sums) {
            let j = j as usize;
            let alike = similarity((mention, &of_a[i]), (&b.mentions[j], &of_b[j]));
            if alike >= PAIR {
                let headings = mention.heading || b.mentions[j].heading;
                likely.push((alike, headings, i.abs_diff(j), i.min(j), i.max(j), i, j));
            }
        }
    }
    likely.sort_by(|x, y| y.0.cmp(&x.0).then_with(|| (x.1, x.2, x.3, x.4).cmp(&(y.1, y.2, y.3, y.4))));
    let mut partner_a = vec![None; count_a];
    let mut taken_b = vec![false; count_b];
    for &(.., i, j) in &likely {
        let (x, y) = (bundle_a[i], bundle_b[j]);
        if partner_a[x].is_none() && !taken_b[y] {
            partner_a[x] = Some(y);
            taken_b[y] = true;
        }
    }
    let passages = |side: &Side<'_>| {
        let vectors = vectors(side.passages);
        let index = Index::new(&terms, &vectors);
        (vectors, index)
    };
    let (said_a, said_b) = (passages(&a), passages(&b));
    let to_a = Other { side: a, vectors: &of_a, index: &index_a, said: &said_a };
    let to_b = Other { side: b, vectors: &of_b, index: &index_b, said: &said_b };
    // What is left: few, so less likeness will do, but each must be the nearest of the other, and no sentence of the later text
    // that does not bind nearer: a deed that it calls done is not taken up by another.
    let left = |partner: &[bool]| partner.iter().map(|partner| !partner).collect::<Vec<bool>>();
    let paired: Vec<bool> = partner_a.iter().map(Option::is_some).collect();
    let (rest_a, rest_b) =
        (alone(a.mentions, &bundle_a, &left(&paired)), alone(b.mentions, &bundle_b, &left(&taken_b)));
    let near_a: Vec<_> =
        rest_a.iter().map(|&i| to_b.best(&a.mentions[i], &of_a[i], &rest_b, &mut sums)).collect();
    let near_b: Vec<_> =
        rest_b.iter().map(|&j| to_a.best(&b.mentions[j], &of_b[j], &rest_a, &mut sums)).collect();
    let least = REST + chance(a.mentions.len() + b.mentions.len());
    for (near, &i) in near_a.iter().zip(&rest_a) {
        let Some((j, alike)) = *near else { continue };
        let mutual = rest_b.binary_search(&j).is_ok_and(|at| near_b[at].is_some_and(|(back, _)| back == i));
        let (date_a, date_b) = (a.mentions[i].date, b.mentions[j].date);
        let nearer = |other: &Other<'_>, mention, vector, sums: &mut Sums| {
            other.passage(mention, vector, alike, sums).is_some()
        };
        if mutual
            && alike >= least
            && !(date_a <= date_b && nearer(&to_b, &a.mentions[i], &of_a[i], &mut sums))
            && !(date_b <= date_a && nearer(&to_a, &b.mentions[j], &of_b[j], &mut sums))
        {
            partner_a[bundle_a[i]] = Some(bundle_b[j]);
            taken_b[bundle_b[j]] = true;
            likely.push((alike, a.mentions[i].heading || b.mentions[j].heading, 0, i.min(j), i.max(j), i, j));
        }
    }
    let mut pairs = Vec::new();
    let (mut gone, mut new): (Vec<Member>, Vec<Member>) = (Vec::new(), Vec::new());
    let mut shown = vec![false; count_a];
    // The pair of a thread is told by its most alike mentions; the body speaks before the headings.
    likely.sort_by(|x, y| {
        x.1.cmp(&y.1).then_with(|| y.0.cmp(&x.0)).then_with(|| (x.2, x.3, x.4).cmp(&(y.2, y.3, y.4)))
    });
    for &(alike, _, _, _, _, i, j) in &likely {
        let (x, y) = (bundle_a[i], bundle_b[j]);
        if partner_a[x] == Some(y) && !std::mem::replace(&mut shown[x], true) {
            let (relation, rule, parts) = told(&a.mentions[i], &b.mentions[j], alike);
            let row = pairs.len();
            pairs.push(Pair { relation, rule, ..Pair::of(i, j, alike) });
            gone.extend(parts.gone.into_iter().map(|part| Member { own: i, other: j, alike, row, part }));
            new.extend(parts.new.into_iter().map(|part| Member { own: j, other: i, alike, row, part }));
        }
    }
    // A member of a list that stands for itself on the other side was split off, or merged.
    let mut paired: Vec<bool> = partner_a.iter().map(Option::is_some).collect();
    let main = pairs.len();
    let mut apart = vec![false; main];
    let gone = to_b.take(gone, (a.mentions, &of_a), &bundle_b, &mut taken_b, least);
    let new = to_a.take(new, (b.mentions, &of_b), &bundle_a, &mut paired, least);
    for (member, fate, first) in
        gone.into_iter().map(|(x, y)| (x, y, true)).chain(new.into_iter().map(|(x, y)| (x, y, false)))
    {
        match fate {
            Fate::Said => {}
            Fate::Alone if !member.part.named => apart[member.row] = true,
            Fate::Alone => pairs.push(member.alone(first)),
            Fate::Taken(at, alike) => pairs.push(member.taken(first, at, alike, a.mentions, b.mentions)),
        }
    }
    for (pair, apart) in pairs[..main].iter_mut().zip(apart) {
        if PARTS.contains(&pair.rule) {
            pair.relation = if apart { Relation::Shifted } else { Relation::Kept };
        }
    }
    for i in alone(a.mentions, &bundle_a, &left(&paired)) {
        let nearest = to_b.nearest(&a.mentions[i], &of_a[i], &mut sums);
        pairs.push(Pair::alone(Some(i), None, nearest).asked(b.passages));
    }
    for j in alone(b.mentions, &bundle_b, &left(&taken_b)) {
        let nearest = to_a.nearest(&b.mentions[j], &of_b[j], &mut sums);
        pairs.push(Pair::alone(None, Some(j), nearest).asked(a.passages));
    }
    pairs.sort_by_key(|pair| {
        let part = pair.part_a.or(pair.part_b);
        (pair.b.is_none(), pair.b, pair.a.filter(|_| pair.b.is_none()), part.map(|part| part.start), pair.a)
    });
    pairs
}

/// A member of a list in `own` of one side that `other`, its partner on the other side, lacks; `row` is theirs.
struct Member {
    own: usize,
    other: usize,
    alike: u64,
    row: usize,
    part: Part,
}

/// What became of it: another commitment of the other side says it, too; one without a partner takes it up; or nothing.
#[derive(Clone, Copy)]
enum Fate {
    Said,
    Taken(usize, u64),
    Alone,
}

impl Member {
    /// Its row where nothing takes it up; `first`: it stands on the first side.
    fn alone(&self, first: bool) -> Pair {
        let nearest = Some(Nearest { index: self.other, passage: false, similarity: self.alike });
        let place = Some(self.part.place);
        if first {
            Pair { rule: "part_dropped", part_a: place, ..Pair::alone(Some(self.own), None, nearest) }
        } else {
            Pair { rule: "part_added", part_b: place, ..Pair::alone(None, Some(self.own), nearest) }
        }
    }

    /// Its row with the commitment `at` of the other side that takes it up.
    fn taken(&self, first: bool, at: usize, alike: u64, a: &[Mention], b: &[Mention]) -> Pair {
        let (i, j) = if first { (self.own, at) } else { (at, self.own) };
        let (relation, rule) = relation(&a[i], &b[j], 0);
        let rule = match (relation, first) {
            (Relation::Kept, true) => "split",
            (Relation::Kept, false) => "merged",
            _ => rule,
        };
        let place = Some(self.part.place);
        let (part_a, part_b) = if first { (place, None) } else { (None, place) };
        Pair { relation, rule, part_a, part_b, ..Pair::of(i, j, alike) }
    }
}

impl Pair {
    fn of(a: usize, b: usize, similarity: u64) -> Pair {
        let (relation, rule) = (Relation::Kept, "same_bond");
        let (a, b) = (Some(a), Some(b));
        Pair { a, b, relation, rule, similarity, nearest: None, part_a: None, part_b: None }
    }

    /// Where the nearest passage is the same formula, but says only what may or should be done, the bond has become that, or
    /// comes from it.
    fn asked(self, passages: &[Mention]) -> Pair {
        let near = self.nearest.filter(|near| near.passage && near.similarity >= FORMULA);
        match near.filter(|near| passages[near.index].weak) {
            Some(_) if self.a.is_some() => {
                Pair { relation: Relation::Weakened, rule: "no_longer_binding", ..self }
            }
            Some(_) => Pair { relation: Relation::Strengthened, rule: "becomes_binding", ..self },
            None => self,
        }
    }

    /// The passage that a bond has become, or comes from.
    pub fn passage(&self) -> Option<usize> {
        let bare = self.a.is_none() != self.b.is_none();
        let moved = matches!(self.relation, Relation::Weakened | Relation::Strengthened);
        self.nearest.filter(|_| bare && moved).map(|near| near.index)
    }

    fn alone(a: Option<usize>, b: Option<usize>, nearest: Option<Nearest>) -> Pair {
        let relation = if a.is_some() { Relation::Dropped } else { Relation::Added };
        let similarity = nearest.map_or(0, |nearest| nearest.similarity);
        let rule = match nearest {
            None => "nothing_alike",
            Some(near) if near.passage => "nearest_does_not_bind",
            Some(near) if near.similarity < PAIR => "nearest_too_far",
            Some(_) => "nearest_answers_another",
        };
        Pair { a, b, relation, rule, similarity, nearest, part_a: None, part_b: None }
    }
}

/// The other side of a commitment that stands alone.
struct Other<'o> {
    side: Side<'o>,
    vectors: &'o [Vector],
    index: &'o Index,
    said: &'o (Vec<Vector>, Index),
}

impl Other<'_> {
    /// The nearest commitment, or a passage where that is nearer.
    fn nearest(&self, mention: &Mention, vector: &Vector, sums: &mut Sums) -> Option<Nearest> {
        let mut best: Option<Nearest> = None;
        for (j, _) in self.index.like(vector, u32::MAX, 1, usize::MAX, sums) {
            let index = j as usize;
            let similarity =
                similarity((mention, vector), (&self.side.mentions[index], &self.vectors[index]));
            if best.is_none_or(|best| similarity > best.similarity) {
                best = Some(Nearest { index, passage: false, similarity });
            }
        }
        let least = best.map_or(0, |best| best.similarity + PASSAGE);
        self.passage(mention, vector, least, sums).or(best)
    }

    /// The nearest of the commitments `among` whose time is not over when the other is said, of equals the first, and how alike it is.
    fn best(
        &self,
        mention: &Mention,
        vector: &Vector,
        among: &[usize],
        sums: &mut Sums,
    ) -> Option<(usize, u64)> {
        let near =
            self.index.like(vector, u32::MAX, 1, usize::MAX, sums).into_iter().map(|(j, _)| j as usize);
        near.filter(|j| among.binary_search(j).is_ok())
            .filter(|&j| !mention.over(&self.side.mentions[j]) && !self.side.mentions[j].over(mention))
            .map(|j| (j, similarity((mention, vector), (&self.side.mentions[j], &self.vectors[j]))))
            .max_by_key(|&(j, alike)| (alike, std::cmp::Reverse(j)))
    }

    /// What becomes of `members` of the other side; those of this side go by `bundle`, and what takes one up is marked in `taken`.
    fn take(
        &self,
        members: Vec<Member>,
        (theirs, vectors): (&[Mention], &[Vector]),
        bundle: &[usize],
        taken: &mut [bool],
        least: u64,
    ) -> Vec<(Member, Fate)> {
        let mut likely: Vec<(u64, usize, usize, usize)> = Vec::new();
        let mut found: Vec<(Member, Fate)> = Vec::new();
        for member in members {
            let own = (&theirs[member.own], &vectors[member.own]);
            let about: Vec<(usize, u64)> = (0..self.side.mentions.len())
                .filter(|&at| at != member.other)
                .filter(|&at| {
                    member.part.stems.iter().all(|stem| self.side.mentions[at].content.contains(stem))
                })
                .map(|at| (at, similarity(own, (&self.side.mentions[at], &self.vectors[at]))))
                .filter(|&(_, alike)| alike >= least)
                .collect();
            let said = about.iter().any(|&(at, _)| taken[bundle[at]]);
            if !said {
                let start = member.part.place.start;
                likely.extend(about.into_iter().map(|(at, alike)| (alike, start, at, found.len())));
            }
            found.push((member, if said { Fate::Said } else { Fate::Alone }));
        }
        likely.sort_by_key(|&(alike, start, at, member)| (std::cmp::Reverse(alike), start, at, member));
        for (alike, _, at, member) in likely {
            if matches!(found[member].1, Fate::Alone) && !taken[bundle[at]] {
                taken[bundle[at]] = true;
                found[member].1 = Fate::Taken(at, alike);
            }
        }
        found
    }

    /// The nearest sentence that is more alike than `least` and holds no commitment.
    fn passage(&self, mention: &Mention, vector: &Vector, least: u64, sums: &mut Sums) -> Option<Nearest> {
        let mut best: Option<Nearest> = None;
        for (j, _) in self.said.1.like(vector, u32::MAX, 1, usize::MAX, sums) {
            let index = j as usize;
            let similarity = similarity((mention, vector), (&self.side.passages[index], &self.said.0[index]));
            if similarity > best.map_or(least, |best| best.similarity) {
                // A sentence that holds a commitment is spoken for by it.
                let (passage, doc) = (self.side.passages[index].span, self.side.passages[index].doc);
                let holds = self.side.mentions.iter().any(|other| {
                    other.doc == doc && other.span.start < passage.end && passage.start < other.span.end
                });
                if !holds {
                    best = Some(Nearest { index, passage: true, similarity });
                }
            }
        }
        best
    }
}

/// For each bundle without a partner the mention that speaks for it: of the body, the firmest, the first.
fn alone(mentions: &[Mention], bundle: &[usize], alone: &[bool]) -> Vec<usize> {
    let mut speaker: Vec<Option<usize>> = vec![None; alone.len()];
    let key = |at: usize| {
        let mention = &mentions[at];
        (mention.heading, std::cmp::Reverse((mention.strength, mention.specificity)), at)
    };
    for at in 0..mentions.len() {
        let known = &mut speaker[bundle[at]];
        if known.is_none_or(|known| key(at) < key(known)) {
            *known = Some(at);
        }
    }
    let mut found: Vec<usize> =
        speaker.into_iter().zip(alone).filter(|(_, alone)| **alone).filter_map(|(at, _)| at).collect();
    found.sort_unstable();
    found
}

/// Mentions of one side that are one commitment: the bundle of each, and how many there are.
fn bundles(mentions: &[Mention], vectors: &[Vector], index: &Index) -> (Vec<usize>, usize) {
    let mut parent: Vec<usize> = (0..mentions.len()).collect();
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    let mut join = |a: usize, b: usize| {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent[a.max(b)] = a.min(b);
    };
    let mut first = 0;
    let mut sums = Sums::default();
    for (at, mention) in mentions.iter().enumerate() {
        if mentions[first].doc != mention.doc {
            first = at;
        }
        if let Some(other) = mention.restates
            && let Some(place) = mentions[first..]
                .iter()
                .take_while(|other| other.doc == mention.doc)
                .position(|known| known.index == other)
        {
            join(at, first + place);
        }
        if first > 0 {
            let end = u32::try_from(first).unwrap_or(u32::MAX);
            let best = index
                .like(&vectors[at], end, MERGE, usize::MAX, &mut sums)
                .into_iter()
                .map(|(other, _)| {
                    let other = other as usize;
                    (similarity((mention, &vectors[at]), (&mentions[other], &vectors[other])), other)
                })
                .filter(|&(alike, _)| alike >= MERGE)
                .max_by_key(|&(alike, other)| (alike, std::cmp::Reverse(other)));
            if let Some((_, other)) = best {
                join(at, other);
            }
        }
    }
    let mut number = vec![None; mentions.len()];
    let mut count = 0;
    let bundle = (0..mentions.len())
        .map(|at| {
            let root = root(&mut parent, at);
            *number[root].get_or_insert_with(|| {
                count += 1;
                count - 1
            })
        })
        .collect();
    (bundle, count)
}
