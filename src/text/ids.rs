//! Which document has which id.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::frame::Strings;

/// The place of each of some ids, which stand back to back beside it: a map with ids of its own takes two allocations a
/// document, a third of the time of reading short ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(HashTable<u32>);

fn hash(id: &str) -> u64 {
    FixedState::default().hash_one(id)
}

impl Places {
    /// Those of `ids`.
    ///
    /// # Errors
    /// Two are the same: their places.
    pub(super) fn new(ids: &Strings) -> Result<Places, (usize, usize)> {
        let mut places = Places(HashTable::with_capacity(ids.len()));
        for (at, id) in ids.iter().enumerate() {
            places.insert(ids, at, id).map_err(|first| (first, at))?;
        }
        Ok(places)
    }

    /// Makes room for so many more of `ids`.
    pub(super) fn reserve(&mut self, ids: &Strings, more: usize) {
        self.0.reserve(more, |&at| hash(ids.get(at as usize)));
    }

    /// Where `id` is among `ids`.
    pub(super) fn get(&self, ids: &Strings, id: &str) -> Option<usize> {
        self.0.find(hash(id), |&at| ids.get(at as usize) == id).map(|&at| at as usize)
    }

    /// Takes note of `id`, which is or will be at `at` among `ids`.
    ///
    /// # Errors
    /// It was there before: its place.
    pub(super) fn insert(&mut self, ids: &Strings, at: usize, id: &str) -> Result<(), usize> {
        let same = |&at: &u32| ids.get(at as usize) == id;
        match self.0.entry(hash(id), same, |&at| hash(ids.get(at as usize))) {
            Entry::Occupied(first) => Err(*first.get() as usize),
            Entry::Vacant(free) => {
                free.insert(at as u32);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_are_those_of_a_plain_map(given in prop::collection::vec("[a-c]{0,3}", 0..60)) {
            let (mut ids, mut places, mut plain) = (Strings::new(), Places::default(), HashMap::new());
            for id in &given {
                let at = ids.len();
                match plain.get(id) {
                    Some(&first) => prop_assert_eq!(places.insert(&ids, at, id), Err(first)),
                    None => {
                        prop_assert_eq!(places.insert(&ids, at, id), Ok(()));
                        ids.push(id);
                        plain.insert(id.clone(), at);
                    }
                }
            }
            for id in given.iter().chain([&"d".to_owned()]) {
                prop_assert_eq!(places.get(&ids, id), plain.get(id).copied());
            }
            prop_assert!(Places::new(&ids).is_ok());
            let twice: Strings = ids.iter().chain(ids.iter().take(1)).collect();
            prop_assert_eq!(Places::new(&twice).err(), (!ids.is_empty()).then_some((0, ids.len())));
        }
    }
}
