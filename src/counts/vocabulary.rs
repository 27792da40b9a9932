//! A vocabulary: distinct strings numbered in the order they were first met. It belongs to whoever counts; there is
//! no global one.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::frame::Strings;
use crate::tokens::Short;

/// Distinct strings, numbered from 0. A u32 suffices: four billion distinct terms would need 100 GB of strings.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    strings: Strings,
    /// Short strings, which most words are: compared in the table, without a look at `strings`.
    short: Shorts,
    long: HashTable<u32>,
}

/// Numbers of short strings: open addressing, at most half full, so that the first look nearly always finds. What is
/// compared lies by number: words that are frequent are met early, so what is read most is close together.
#[derive(Clone, Debug, Default)]
struct Shorts {
    /// A power of two of them: the number of a string plus 1, or 0.
    slots: Vec<u32>,
    used: usize,
    /// By number; of longer strings [`Short::LONG`].
    shorts: Vec<Short>,
}

impl Shorts {
    const FEWEST: usize = 64;

    /// The slot that holds `short`, or the empty one where it belongs; there are slots.
    #[inline]
    fn slot(&self, short: Short) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = short.spread() as usize;
        loop {
            let slot = self.slots[at & mask];
            if slot == 0 || self.shorts[slot as usize - 1] == short {
                return at & mask;
            }
            at += 1;
        }
    }

    #[inline]
    fn get(&self, short: Short) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.slots[self.slot(short)].checked_sub(1)
    }

    /// What stands where each would be, if nothing else were there.
    #[inline]
    fn look(&self, shorts: &[Short], looks: &mut [u32]) {
        let Some(mask) = self.slots.len().checked_sub(1) else { return looks.fill(0) };
        for (look, short) in looks.iter_mut().zip(shorts) {
            *look = self.slots[short.spread() as usize & mask];
        }
    }

    /// Gives the next number to what is not there.
    fn push(&mut self, short: Short) {
        self.shorts.push(short);
        if short == Short::LONG {
            return;
        }
        let number = self.shorts.len() as u32;
        if self.used * 2 >= self.slots.len() {
            let empty = vec![0; (self.slots.len() * 2).max(Shorts::FEWEST)];
            for slot in std::mem::replace(&mut self.slots, empty) {
                if slot != 0 {
                    let at = self.slot(self.shorts[slot as usize - 1]);
                    self.slots[at] = slot;
                }
            }
        }
        let at = self.slot(short);
        self.slots[at] = number;
        self.used += 1;
    }
}

fn hash(term: &str) -> u64 {
    FixedState::default().hash_one(term)
}

impl Vocabulary {
    /// No strings yet.
    pub fn new() -> Vocabulary {
        Vocabulary::default()
    }

    /// The number of `term`, which is added if it is new.
    ///
    /// # Panics
    /// At the four-billionth distinct string.
    #[inline]
    pub fn id(&mut self, term: &str) -> u32 {
        self.id_of(term, Short::new(term))
    }

    /// The number of `term`, of which `short` is the short form, as [`Vocabulary::id`] gives it.
    ///
    /// # Panics
    /// At the four-billionth distinct string.
    #[inline]
    pub fn id_of(&mut self, term: &str, short: Short) -> u32 {
        if short == Short::LONG { self.long_id(term) } else { self.short_id(short) }
    }

    /// The number of a short string, as [`Vocabulary::id`] gives it; not of [`Short::LONG`].
    ///
    /// # Panics
    /// At the four-billionth distinct string.
    #[inline]
    pub fn short_id(&mut self, short: Short) -> u32 {
        match self.short.get(short) {
            Some(id) => id,
            None => self.add_short(short),
        }
    }

    /// Appends the numbers of short strings, in their order, as [`Vocabulary::short_id`] gives them.
    ///
    /// Looks at all places of the table, then at all strings, before it asks what was found: so the reads of slow
    /// memory wait for each other, and not for branches. The matrix of 100 MB takes a tenth less time so.
    ///
    /// # Panics
    /// At the four-billionth distinct string.
    pub fn short_ids(&mut self, shorts: &[Short], ids: &mut Vec<u32>) {
        let mut looks = [0; 256];
        for shorts in shorts.chunks(looks.len()) {
            let first = ids.len();
            self.short.look(shorts, &mut looks);
            let known = &self.short.shorts;
            ids.extend(shorts.iter().zip(&looks).map(|(&short, &slot)| {
                let at = slot.wrapping_sub(1);
                if known.get(at as usize) == Some(&short) { at } else { u32::MAX }
            }));
            for (id, &short) in ids[first..].iter_mut().zip(shorts) {
                if *id == u32::MAX {
                    *id = self.short_id(short);
                }
            }
        }
    }

    #[cold]
    fn add_short(&mut self, short: Short) -> u32 {
        let id = short.with(|term| push(&mut self.strings, term));
        self.short.push(short);
        id
    }

    fn long_id(&mut self, term: &str) -> u32 {
        let Vocabulary { strings, long, short } = self;
        let same = |&id: &u32| strings.get(id as usize) == term;
        match long.entry(hash(term), same, |&id| hash(strings.get(id as usize))) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                short.push(Short::LONG);
                *entry.insert(push(strings, term)).get()
            }
        }
    }

    /// The number of `term`, if it is there.
    pub fn get(&self, term: &str) -> Option<u32> {
        match Short::new(term) {
            Short::LONG => self.long.find(hash(term), |&id| self.strings.get(id as usize) == term).copied(),
            short => self.short.get(short),
        }
    }

    /// The string with number `id`.
    pub fn term(&self, id: u32) -> &str {
        self.strings.get(id as usize)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.strings.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.strings.is_empty()
    }

    /// All strings, by number.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.strings.iter()
    }
}

/// Adds a string and returns its number.
fn push(strings: &mut Strings, term: &str) -> u32 {
    let id = u32::try_from(strings.len())
        .ok()
        .filter(|&id| id < u32::MAX)
        .expect("fewer than 2^32 - 1 distinct terms");
    strings.push(term);
    id
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_those_of_a_plain_map(terms in prop::collection::vec("[ab\\x00é]{0,20}", 0..300)) {
            let (mut vocabulary, mut plain) = (Vocabulary::new(), HashMap::new());
            for term in &terms {
                let next = plain.len() as u32;
                let expected = *plain.entry(term.clone()).or_insert(next);
                prop_assert_eq!(vocabulary.id(term), expected);
            }
            prop_assert_eq!(vocabulary.len(), plain.len());
            let short = || terms.iter().filter(|term| term.len() <= Short::MOST);
            let shorts: Vec<Short> = short().map(|term| Short::new(term)).collect();
            let (mut ids, mut fresh) = (Vec::new(), Vec::new());
            vocabulary.short_ids(&shorts, &mut ids);
            prop_assert!(ids.iter().copied().eq(short().map(|term| plain[term])));
            let mut new = Vocabulary::new();
            new.short_ids(&shorts, &mut fresh);
            prop_assert!(fresh.iter().zip(short()).all(|(&id, term)| new.term(id) == term));
            prop_assert!(new.iter().enumerate().all(|(id, term)| fresh.iter().zip(short()).position(|(_, other)| other == term).map(|at| fresh[at]) == Some(id as u32)));
            for (term, id) in &plain {
                prop_assert_eq!(vocabulary.get(term), Some(*id));
                prop_assert_eq!(vocabulary.term(*id), term.as_str());
            }
            prop_assert_eq!(vocabulary.get("c"), None);
            prop_assert_eq!(vocabulary.get("a word of more than sixteen bytes"), None);
        }
    }
}
