//! Units that repeat others: the same text again, or the start of a longer one.

use hashbrown::hash_table::Entry;
use hashbrown::{HashSet, HashTable};

use super::conditions::{Field, View};
use super::facts::{COMMA, ELLIPSIS, MANY, OPEN, core};
use crate::frame::head;

/// Bytes of the shortest unit whose doubles are looked for: below, chance repeats.
const SHORTEST: usize = 10;
/// Bytes of the longest unit that may be a cut text.
const LONGEST_CUT: usize = 300;
/// How a cut text ends.
const CUT: u32 = OPEN | ELLIPSIS | COMMA;

/// A text to be sorted, its unit, and whether it may be the start of another.
type Row<'t> = ([u64; 2], &'t str, u32, bool);

/// What was found so far.
pub(super) struct Doubles<'t> {
    same_as: Vec<Option<u32>>,
    /// The first unit of each text, with 32 bits of its hash, so that a growing table reads no text again.
    first: HashTable<(u32, u32)>,
    /// Cut texts, and how they begin.
    cut: Vec<Row<'t>>,
    starts: HashSet<(u64, u64), foldhash::fast::FixedState>,
}

/// The first [`SHORTEST`] bytes.
fn start([first, second]: [u64; 2]) -> (u64, u64) {
    (first, second >> (128 - 8 * SHORTEST))
}

/// A hash of 64 bits that is the same for the same 32.
fn widened(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

impl<'t> Doubles<'t> {
    pub(super) fn new(units: usize) -> Doubles<'t> {
        Doubles {
            same_as: Vec::with_capacity(units),
            first: HashTable::new(),
            cut: Vec::new(),
            starts: HashSet::default(),
        }
    }

    /// Looks at the unit after `before`.
    pub(super) fn add(&mut self, before: &[View<'t>], view: &View<'t>) {
        let index = before.len() as u32;
        self.same_as.push(None);
        if view.words >= MANY || view.text.len() < SHORTEST {
            return;
        }
        let hash = view.hash;
        let is_same = |&(of, at): &(u32, u32)| of == hash && before[at as usize].text == view.text;
        match self.first.entry(widened(hash), is_same, |&(of, _)| widened(of)) {
            Entry::Occupied(first) => {
                let other = first.get().1;
                self.same_as[index as usize] = Some(other);
                self.same_as[other as usize].get_or_insert(index);
            }
            Entry::Vacant(free) => _ = free.insert((hash, index)),
        }
        if view.bits[Field::Ends as usize] & CUT != 0 && view.words > 1 && view.text.len() <= LONGEST_CUT {
            let core = core(view.text);
            if core.len() >= SHORTEST {
                self.starts.insert(start(head(core)));
                self.cut.push((head(core), core, index, true));
            }
        }
    }

    /// For each short unit a longer one that starts with it, and the first one that is the same. Sorts the units that
    /// share their first bytes with a cut text: texts that start with a text follow it in the order of sorting.
    pub(super) fn find(self, views: &[View<'t>]) -> (Vec<Option<u32>>, Vec<Option<u32>>) {
        let Doubles { same_as, cut: mut rows, starts, .. } = self;
        let mut prefix_of = vec![None; views.len()];
        if rows.is_empty() {
            return (prefix_of, same_as);
        }
        for (index, view) in (0u32..).zip(views) {
            // A text cut with an ellipsis is nobody's full version.
            let full = view.bits[Field::Ends as usize] & ELLIPSIS == 0;
            if full && starts.contains(&start(view.head)) {
                rows.push((view.head, view.text, index, false));
            }
        }
        rows.sort_unstable();
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
                prefix_of[index as usize] = Some(at);
            }
            last = Some((text, index));
        }
        (prefix_of, same_as)
    }
}
