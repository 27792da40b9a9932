//! Members of a list that come or go within one commitment: "help our people" against "help our people and those of Maruva".
//!
//! The two contents are aligned word by word. A run of words that one side alone has is a member where a list joins it to
//! its neighbours ("and", "as well as", a comma of the list) and it names something that the other sentence lacks.
//! A word joined to what it modifies ("strong and lasting ties"), a second verb ("review and sign the pact"), a purpose, a
//! condition or a date is none.

use std::cmp::Ordering;
use std::ops::Range;

use super::super::record::Place;
use super::lists::Lists;
use super::mention::Mention;
use super::words::{Acronyms, Kind, firmness, purpose, quantities, split, terms};

/// Of three words that are no members, so many must stand on both sides.
const SAME: usize = 2;
/// Least words that say something and stand on both sides.
const COMMON: usize = 2;
/// Words times words up to which two contents are aligned.
const CELLS: usize = 250_000;

/// A member of a list that the other side lacks.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// In bytes of the document.
    pub place: Place,
    /// What it names that the other sentence lacks.
    pub stems: Vec<String>,
    /// Whether it has a name of its own: a party, a place, a programme.
    pub named: bool,
}

/// What only one of two mentions lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// Of the earlier.
    pub gone: Vec<Part>,
    /// Of the later.
    pub new: Vec<Part>,
}

impl Parts {
    /// The members that stand on one side of two mentions of one commitment; swapping the sides mirrors them.
    pub fn of(a: &Mention, b: &Mention) -> Parts {
        if a.strength == 0 || b.strength == 0 || a.words == b.words {
            return Parts::default();
        }
        let (left, right) = (Words::of(a), Words::of(b));
        let gaps = gaps(&left.words, &right.words);
        let mut parts = Parts::default();
        let (mut only_a, mut only_b) = (0, 0);
        for (place, (ours, theirs)) in gaps.iter().enumerate() {
            let free = |side: &dyn Fn(&Gap) -> Range<usize>, all: usize| {
                let from = place.checked_sub(1).map_or(0, |before| side(&gaps[before]).end);
                from..gaps.get(place + 1).map_or(all, |next| side(next).start)
            };
            let found = if theirs.is_empty() {
                left.member(ours, free(&|gap| gap.0.clone(), left.words.len()), b).map(|part| (part, true))
            } else if ours.is_empty() {
                right
                    .member(theirs, free(&|gap| gap.1.clone(), right.words.len()), a)
                    .map(|part| (part, false))
            } else {
                None
            };
            // Two gaps may lay claim to the same words between them: the first has them.
            let behind = |known: &[Part], part: &Part| {
                known.last().is_none_or(|last| last.place.end <= part.place.start)
            };
            match found {
                Some((part, true)) if behind(&parts.gone, &part) => parts.gone.push(part),
                Some((part, false)) if behind(&parts.new, &part) => parts.new.push(part),
                _ => {
                    only_a += ours.len();
                    only_b += theirs.len();
                }
            }
        }
        let kept: usize = left.words.len() - gaps.iter().map(|gap| gap.0.len()).sum::<usize>();
        let telling = left.telling() - gaps.iter().map(|gap| left.telling_in(&gap.0)).sum::<usize>();
        if telling < COMMON || kept * 3 < (kept + only_a.max(only_b)) * SAME {
            return Parts::default();
        }
        parts
    }

    /// Whether all of them have names.
    pub fn named(&self) -> bool {
        self.gone.iter().chain(&self.new).all(|part| part.named)
    }

    /// Whether there are none.
    pub fn none(&self) -> bool {
        self.gone.is_empty() && self.new.is_empty()
    }
}

/// A mention as if it did not list `parts`.
pub(super) fn without(mention: &Mention, parts: &[Part]) -> Mention {
    let mut rest = String::with_capacity(mention.said.len());
    let mut names: Vec<String> = Vec::new();
    let (mut at, mut soft, mut firm) = (0, 0, 0);
    for part in parts {
        let (start, end) = (part.place.start - mention.said_at, part.place.end - mention.said_at);
        rest.push_str(&mention.said[at..start]);
        let member = &mention.said[start..end];
        names.extend(stems(member));
        let words = firmness(member);
        (soft, firm) = (soft + words.0, firm + words.1);
        at = end;
    }
    rest.push_str(&mention.said[at..]);
    let left = stems(&rest);
    names.retain(|stem| !left.contains(stem));
    let mut mention = mention.clone();
    mention.content.retain(|stem| !names.contains(stem));
    mention.names.retain(|stem| !names.contains(stem));
    mention.quantities = quantities(&rest);
    mention.soft = mention.soft.saturating_sub(soft);
    mention.firm = mention.firm.saturating_sub(firm);
    mention
}

fn stems(text: &str) -> Vec<String> {
    terms(text, &Acronyms::default()).into_iter().map(|term| term.stem).collect()
}

/// A word of a content, and what stands between it and the word before.
struct Word {
    start: usize,
    end: usize,
    lower: String,
    link: bool,
    comma: bool,
    /// A bracket, a colon, a dash: no list goes on over it.
    stop: bool,
}

impl Word {
    fn key(&self) -> &str {
        Lists::shipped().name(&self.lower)
    }
}

/// The content of a mention as words; what joins the members of a list is no word.
struct Words<'m> {
    mention: &'m Mention,
    words: Vec<Word>,
    /// The byte from which it says what the action is for.
    purpose: usize,
}

impl<'m> Words<'m> {
    fn of(mention: &'m Mention) -> Words<'m> {
        let text = &mention.said;
        let found: Vec<(usize, &str, String)> = split(text)
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word, word.to_lowercase()))
            .collect();
        let mut words: Vec<Word> = Vec::with_capacity(found.len());
        let (mut at, mut link, mut last) = (0, false, 0);
        while let Some((start, word, lower)) = found.get(at) {
            let joins = Lists::shipped().link.iter().find(|link| {
                found.len() - at >= link.len()
                    && link.iter().zip(&found[at..]).all(|(word, (_, _, other))| word == other)
            });
            if let Some(joins) = joins {
                at += joins.len();
                link = true;
                continue;
            }
            let between = text.get(last..*start).unwrap_or_default();
            let mut end = start + word.len();
            let behind = |own: &&&str| {
                let rest = text[end..].strip_prefix(**own);
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            if let Some(own) = ["'s", "’s"].iter().find(behind) {
                end += own.len();
            }
            words.push(Word {
                start: *start,
                end,
                lower: lower.clone(),
                link,
                comma: between.contains(','),
                stop: between.contains([';', ':', '(', ')', '—', '–', '"', '“', '”']),
            });
            (at, link, last) = (at + 1, false, end);
        }
        Words { mention, words, purpose: purpose(text) }
    }

    /// Words that say something about the action.
    fn telling(&self) -> usize {
        self.telling_in(&(0..self.words.len()))
    }

    fn telling_in(&self, range: &Range<usize>) -> usize {
        self.words[range.clone()].iter().filter(|word| !Lists::shipped().empty(&word.lower)).count()
    }

    /// The member of a list that the words of `gap` are, which `other` lacks. Where the words around repeat ("of Sarn and of
    /// Maruva"), a gap may as well stand some words before or behind, within `free`.
    fn member(&self, gap: &Range<usize>, free: Range<usize>, other: &Mention) -> Option<Part> {
        let same = |a: usize, b: usize| self.words[a].key() == self.words[b].key();
        let (mut first, mut last) = (gap.start, gap.start);
        while first > free.start && same(first - 1, first - 1 + gap.len()) {
            first -= 1;
        }
        while last + gap.len() < free.end && same(last, last + gap.len()) {
            last += 1;
        }
        let places = || (first..=last).map(|start| start..start + gap.len());
        let found = places()
            .find(|run| self.words[run.start].link && self.ends(run))
            .or_else(|| places().find(|run| self.listed(run) && self.ends(run)))
            .or_else(|| places().find(|run| self.leads(run)))?;
        let (start, end) = (self.words[found.start].start, self.words[found.end - 1].end);
        let at = self.mention.said_at;
        let place = Place { start: start + at, end: end + at };
        let outside = self.mention.outside.iter().flatten();
        if start >= self.purpose
            || self.words[found.start + 1..found.end].iter().any(|word| word.stop)
            || outside.into_iter().any(|other| other.start < place.end && place.start < other.end)
        {
            return None;
        }
        let stems = self.names(&found, other)?;
        Some(Part { place, stems, named: self.named(&found) })
    }

    fn small(&self, at: usize) -> bool {
        Lists::shipped().stop.contains(&self.words[at].lower)
    }

    fn determiner(&self, at: usize) -> bool {
        Lists::shipped().determiner.contains(&self.words[at].lower)
    }

    fn preposition(&self, at: usize) -> bool {
        Lists::shipped().preposition.contains(&self.words[at].lower)
    }

    /// Whether a run ends as a member does: what it modifies, or the object of a verb, would follow at once.
    fn ends(&self, run: &Range<usize>) -> bool {
        self.words.get(run.end).is_none_or(|next| {
            next.link || next.comma || next.stop || self.small(run.end) && !self.determiner(run.end)
        })
    }

    /// Whether a run stands in a list behind a comma: ", Y and Z", ", Y, Z or W".
    fn listed(&self, run: &Range<usize>) -> bool {
        let next = self.words.get(run.end);
        run.start > 0
            && self.words[run.start].comma
            && !self.preposition(run.start)
            && next.is_none_or(|next| next.link || next.comma || next.stop)
            && self.words[run.start + 1..].iter().any(|word| word.link)
    }

    /// Whether a run is the first of a list: "with Maruva" before "and with Sarn".
    fn leads(&self, run: &Range<usize>) -> bool {
        let (named, inner) = (self.named(run), self.preposition(run.start));
        let opens = named || inner || self.thing(run);
        let listed =
            |next: &Word| next.comma && named && !inner && self.words[run.end..].iter().any(|word| word.link);
        opens && self.words.get(run.end).is_some_and(|next| next.link || listed(next))
    }

    fn named(&self, run: &Range<usize>) -> bool {
        self.words[run.clone()]
            .iter()
            .any(|word| self.mention.said[word.start..].starts_with(char::is_uppercase))
    }

    /// What a run names that the other sentence lacks, if it names a thing: a name, "those of our neighbours", "tariffs", "air
    /// defense"; one word without a sign of a noun may be a property.
    fn names(&self, run: &Range<usize>, other: &Mention) -> Option<Vec<String>> {
        let text = &self.mention.said[self.words[run.start].start..self.words[run.end - 1].end];
        let mut found: Vec<String> = terms(text, &Acronyms::default())
            .into_iter()
            .filter(|term| matches!(term.kind, Kind::Plain | Kind::Name | Kind::Acronym))
            .map(|term| term.stem)
            .filter(|stem| !stem.ends_with("ly") && other.sentence.binary_search(stem).is_err())
            .collect();
        found.sort_unstable();
        found.dedup();
        let thing = self.named(run) || self.preposition(run.start) || self.thing(run);
        (thing && !found.is_empty()).then_some(found)
    }

    /// Whether a run looks like a thing: "the radar", "tariffs", "air defense".
    fn thing(&self, run: &Range<usize>) -> bool {
        let last = &self.words[run.end - 1].lower;
        self.determiner(run.start) || last.ends_with('s') && !last.ends_with("ss") || self.telling_in(run) > 1
    }
}

/// Words that only one side has, between words that both have.
type Gap = (Range<usize>, Range<usize>);

/// The gaps of the longest alignment of two contents; the same from either side.
fn gaps(a: &[Word], b: &[Word]) -> Vec<Gap> {
    let order = a.len().cmp(&b.len()).then_with(|| {
        let keys = |words: &[Word]| words.iter().map(|word| word.lower.clone()).collect::<Vec<_>>();
        keys(a).cmp(&keys(b))
    });
    if order == Ordering::Greater {
        return gaps(b, a).into_iter().map(|(left, right)| (right, left)).collect();
    }
    let same = |i: usize, j: usize| a[i].key() == b[j].key();
    let head = (0..a.len()).take_while(|&at| same(at, at)).count();
    let tail = (0..a.len() - head).take_while(|&at| same(a.len() - 1 - at, b.len() - 1 - at)).count();
    let (to_a, to_b) = (a.len() - tail, b.len() - tail);
    let (rows, columns) = (to_a - head, to_b - head);
    if rows * columns > CELLS {
        return vec![(head..to_a, head..to_b)];
    }
    // Cell (i, j): how many words of the rest from i and from j on both have.
    let width = columns + 1;
    let mut common = vec![0_u16; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            common[i * width + j] = if same(head + i, head + j) {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let mut found: Vec<Gap> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut from_a, mut from_b) = (0, 0);
    while i < rows || j < columns {
        if i < rows && j < columns && same(head + i, head + j) {
            if from_a < i || from_b < j {
                found.push((head + from_a..head + i, head + from_b..head + j));
            }
            (i, j) = (i + 1, j + 1);
            (from_a, from_b) = (i, j);
        } else if j == columns || i < rows && common[(i + 1) * width + j] >= common[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    if from_a < rows || from_b < columns {
        found.push((head + from_a..to_a, head + from_b..to_b));
    }
    found
}
