//! A vocabulary: distinct strings numbered in the order they were first met. It belongs to whoever counts; there is
//! no global one.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::frame::Strings;

/// Distinct strings, numbered from 0. A u32 suffices: four billion distinct terms would need 100 GB of strings.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    strings: Strings,
    /// Strings of up to 16 bytes, which most words are: compared in the table, without a look at `strings`.
    short: HashTable<(Short, u32)>,
    long: HashTable<u32>,
}

/// A string of up to 16 bytes: its first and last bytes, which overlap, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Short {
    first: u64,
    last: u64,
    len: u32,
}

impl Short {
    #[inline]
    fn new(term: &str) -> Option<Short> {
        let bytes = term.as_bytes();
        let (first, last) = match bytes.len() {
            8..=16 => (u64::from_le_bytes(*bytes.first_chunk()?), u64::from_le_bytes(*bytes.last_chunk()?)),
            4..8 => (
                u32::from_le_bytes(*bytes.first_chunk()?).into(),
                u32::from_le_bytes(*bytes.last_chunk()?).into(),
            ),
            2..4 => (
                u16::from_le_bytes(*bytes.first_chunk()?).into(),
                u16::from_le_bytes(*bytes.last_chunk()?).into(),
            ),
            1 => (bytes[0].into(), 0),
            0 => (0, 0),
            _ => return None,
        };
        Some(Short { first, last, len: bytes.len() as u32 })
    }

    /// A folded multiplication of the two halves, by digits of pi so that neither is 0.
    #[inline]
    fn hash(&self) -> u64 {
        let first = self.first ^ 0x243f_6a88_85a3_08d3;
        let last = (self.last ^ 0x1319_8a2e_0370_7344).wrapping_add(u64::from(self.len) << 56);
        let product = u128::from(first) * u128::from(last);
        product as u64 ^ (product >> 64) as u64
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
        let Vocabulary { strings, short, long } = self;
        let new = |strings: &mut Strings| {
            let id = u32::try_from(strings.len()).expect("fewer than 2^32 distinct terms");
            strings.push(term);
            id
        };
        match Short::new(term) {
            Some(key) => match short.entry(key.hash(), |(other, _)| *other == key, |(key, _)| key.hash()) {
                Entry::Occupied(entry) => entry.get().1,
                Entry::Vacant(entry) => entry.insert((key, new(strings))).get().1,
            },
            None => {
                let same = |&id: &u32| strings.get(id as usize) == term;
                match long.entry(hash(term), same, |&id| hash(strings.get(id as usize))) {
                    Entry::Occupied(entry) => *entry.get(),
                    Entry::Vacant(entry) => *entry.insert(new(strings)).get(),
                }
            }
        }
    }

    /// The number of `term`, if it is there.
    pub fn get(&self, term: &str) -> Option<u32> {
        match Short::new(term) {
            Some(key) => self.short.find(key.hash(), |(other, _)| *other == key).map(|(_, id)| *id),
            None => self.long.find(hash(term), |&id| self.strings.get(id as usize) == term).copied(),
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
            for (term, id) in &plain {
                prop_assert_eq!(vocabulary.get(term), Some(*id));
                prop_assert_eq!(vocabulary.term(*id), term.as_str());
            }
            prop_assert_eq!(vocabulary.get("c"), None);
            prop_assert_eq!(vocabulary.get("a word of more than sixteen bytes"), None);
        }
    }
}
