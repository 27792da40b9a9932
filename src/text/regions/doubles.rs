//! Units that repeat others: the same text again, or the start of a longer one. Found where they are asked for.

use std::sync::OnceLock;

use hashbrown::{HashMap, HashSet};

use super::facts::{COMMA, ELLIPSIS, Facts, MANY, OPEN, core};
use crate::frame::head;

/// Bytes of the shortest unit whose doubles are looked for: below, chance repeats.
const SHORTEST: usize = 10;
/// Bytes of the longest unit that may be a cut text.
const LONGEST_CUT: usize = 300;
/// How a cut text ends.
const CUT: u32 = OPEN | ELLIPSIS | COMMA;

/// Units, in order, each with another.
type Pairs = Vec<(u32, u32)>;
/// A text to be sorted, its unit, and whether it may be the start of another.
type Row<'t> = ([u64; 2], &'t str, u32, bool);

/// What was found so far. Most rules that ask are about short lines: where paragraphs are all of a text, none of them is
/// read again, which took a third of the time of finding regions.
#[derive(Debug)]
pub(super) struct Doubles {
    /// For each number of words the units with so many that are not alone with their text, and the first with it.
    same: [OnceLock<Pairs>; MANY],
    /// Cut texts, each with a longer unit that starts with it.
    longer: OnceLock<Pairs>,
}

impl Default for Doubles {
    fn default() -> Doubles {
        Doubles { same: std::array::from_fn(|_| OnceLock::new()), longer: OnceLock::new() }
    }
}

/// The first [`SHORTEST`] bytes.
fn start([first, second]: [u64; 2]) -> (u64, u64) {
    (first, second >> (128 - 8 * SHORTEST))
}

fn of(pairs: &Pairs, index: usize) -> Option<u32> {
    let at = pairs.binary_search_by_key(&(index as u32), |&(unit, _)| unit).ok()?;
    Some(pairs[at].1)
}

impl Doubles {
    /// See [`Facts::same`].
    pub(super) fn same(&self, facts: &Facts<'_>, index: usize) -> Option<u32> {
        let words = facts.words(index);
        let pairs = self.same.get(words)?;
        of(pairs.get_or_init(|| equal(facts, words)), index)
    }

    /// See [`Facts::longer`].
    pub(super) fn longer(&self, facts: &Facts<'_>, index: usize) -> Option<u32> {
        of(self.longer.get_or_init(|| cut(facts)), index)
    }
}

/// Units of so many words that are not alone with their text, each with the first of that text.
fn equal(facts: &Facts<'_>, words: usize) -> Pairs {
    let mut seen: HashMap<&str, (u32, bool), foldhash::fast::FixedState> = HashMap::default();
    let mut pairs = Pairs::new();
    for index in
        (0..facts.count()).filter(|&index| facts.words(index) == words && facts.len(index) >= SHORTEST)
    {
        let (first, again) = seen.entry(facts.text(index)).or_insert((index as u32, true));
        if *first == index as u32 {
            continue;
        }
        if std::mem::take(again) {
            pairs.push((*first, *first));
        }
        pairs.push((index as u32, *first));
    }
    pairs.sort_unstable();
    pairs
}

/// Cut texts, each with a longer unit that starts with it. Sorts the units that share their first bytes with a cut text:
/// texts that start with a text follow it in the order of sorting.
fn cut(facts: &Facts<'_>) -> Pairs {
    let mut starts: HashSet<(u64, u64), foldhash::fast::FixedState> = HashSet::default();
    let mut rows: Vec<Row<'_>> = Vec::new();
    let is_cut = |index: usize| {
        (2..MANY).contains(&facts.words(index))
            && (SHORTEST..=LONGEST_CUT).contains(&facts.len(index))
            && facts.ends(index, CUT)
    };
    for index in (0..facts.count()).filter(|&index| is_cut(index)) {
        let core = core(facts.text(index));
        if core.len() >= SHORTEST {
            starts.insert(start(head(core)));
            rows.push((head(core), core, index as u32, true));
        }
    }
    if rows.is_empty() {
        return Pairs::new();
    }
    // A text cut with an ellipsis is nobody's full version.
    for index in (0..facts.count()).filter(|&index| !facts.ends(index, ELLIPSIS)) {
        let text = facts.text(index);
        if starts.contains(&start(head(text))) {
            rows.push((head(text), text, index as u32, false));
        }
    }
    rows.sort_unstable();
    let mut pairs = Pairs::new();
    // From the back: the nearest text after this one that is longer; texts equal to it have the same.
    let mut longer: Option<(&str, u32)> = None;
    let mut last: Option<(&str, u32)> = None;
    for &(_, text, index, cut) in rows.iter().rev() {
        if last.is_some_and(|(other, _)| other != text) {
            longer = last;
        }
        if let Some((other, at)) = longer
            && cut
            && at != index
            && other.starts_with(text)
        {
            pairs.push((index, at));
        }
        last = Some((text, index));
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::par::Run;
    use crate::text::units;

    proptest! {
        #[test]
        fn doubles_are_those_found_by_looking_at_every_pair(
            text in "((The harbour (opens|closes)|A boat in the harbour|Ferries)( again)?( and again)?[.,…]?\n{1,2}|short\n|[a-b ]{9,12}\n){0,12}",
        ) {
            let units = units(&text);
            let facts = Facts::new(&text, &units, &[], &Run::serial());
            let texts: Vec<&str> = units.iter().map(|unit| &text[unit.clone()]).collect();
            for (index, text) in texts.iter().enumerate() {
                let same = || texts.iter().enumerate().filter(|(_, other)| *other == text && text.len() >= SHORTEST);
                let first = same().next().filter(|_| same().count() > 1);
                prop_assert_eq!(facts.same(index), first.map(|(first, _)| first as u32));
                let start = core(text);
                let may = text.len() >= SHORTEST && start.len() >= SHORTEST && text.contains(char::is_whitespace)
                    && !text.ends_with('.');
                let longer = |other: usize| {
                    let cut = texts[other].ends_with('…');
                    let other = if cut { core(texts[other]) } else { texts[other] };
                    other.len() > start.len() && other.starts_with(start)
                };
                let longest = (0..texts.len()).any(|other| other != index && longer(other));
                prop_assert_eq!(facts.longer(index).is_some(), may && longest, "{:?} of {:?}", text, texts);
                let found = facts.longer(index).is_none_or(|other| texts[other as usize].starts_with(start));
                prop_assert!(found);
            }
        }
    }
}
