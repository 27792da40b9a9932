//! A vocabulary: distinct strings numbered in the order they were first met. It belongs to whoever counts; there is
//! no global one.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::frame::Strings;

/// Distinct strings, numbered from 0. A u32 suffices: four billion distinct terms would need 100 GB of strings.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    strings: Strings,
    ids: HashTable<u32>,
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
    pub fn id(&mut self, term: &str) -> u32 {
        let hasher = FixedState::default();
        let Vocabulary { strings, ids } = self;
        let entry = ids.entry(
            hasher.hash_one(term),
            |&id| strings.get(id as usize) == term,
            |&id| hasher.hash_one(strings.get(id as usize)),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let id = u32::try_from(strings.len()).expect("fewer than 2^32 distinct terms");
                entry.insert(id);
                strings.push(term);
                id
            }
        }
    }

    /// The number of `term`, if it is there.
    pub fn get(&self, term: &str) -> Option<u32> {
        self.ids
            .find(FixedState::default().hash_one(term), |&id| self.strings.get(id as usize) == term)
            .copied()
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
