//! Counts by keys of 64 bits, each beside its key: one look at memory counts one. As [`super::slots`] does for short
//! terms; a table of its own, as both fill half a cache line and no more: there the key has twice the bytes, and an
//! empty slot an empty key; here every key may be one, and the first document stands in the slot.

use super::terms::Cell;

/// A key with its counts; half a cache line, and never in two. The count is 0 where there is none.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Slot {
    key: u64,
    count: u64,
    docs: u32,
    first_doc: u32,
    last_doc: u32,
}

/// Open addressing with steps of one, at most two thirds full.
#[derive(Clone, Debug, Default)]
pub(super) struct Keyed {
    /// A power of two of them, or none.
    slots: Vec<Slot>,
    used: usize,
}

/// The number by which the place of a key is found: a folded multiplication. The caller may use the highest 8 bits.
#[inline]
pub(super) fn spread(key: u64) -> u64 {
    let product = u128::from(key ^ 0x243f_6a88_85a3_08d3) * 0x9e37_79b9_7f4a_7c15;
    product as u64 ^ (product >> 64) as u64
}

impl Keyed {
    const FEWEST: usize = 64;

    /// Where `key` is, or where it belongs; there are slots.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = spread(key) as usize & mask;
        while self.slots[at].key != key && self.slots[at].count != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    /// Counts an occurrence of each key in its document, the last counted of that key or a later one.
    pub fn count_all(&mut self, keys: &[(u64, u32)]) {
        let mut keys = keys;
        while !keys.is_empty() {
            // As many as find room without a look at how full the table is.
            let (some, rest) = keys.split_at(self.room().min(keys.len()));
            for &(key, doc) in some {
                let at = self.place(key);
                let slot = &mut self.slots[at];
                if slot.count == 0 {
                    *slot = Slot { key, count: 0, docs: 0, first_doc: doc, last_doc: !doc };
                    self.used += 1;
                }
                slot.count += 1;
                slot.docs += u32::from(slot.last_doc != doc);
                slot.last_doc = doc;
            }
            keys = rest;
        }
    }

    /// How many keys can be added, at least one; makes room.
    fn room(&mut self) -> usize {
        if self.used * 3 + 3 > self.slots.len() * 2 {
            let slots = vec![Slot::default(); (self.slots.len() * 2).max(Keyed::FEWEST)];
            let before = std::mem::replace(self, Keyed { slots, used: self.used });
            for slot in before.slots.iter().filter(|slot| slot.count > 0) {
                let at = self.place(slot.key);
                self.slots[at] = *slot;
            }
        }
        self.slots.len() * 2 / 3 - self.used
    }

    /// Adds what was counted of a key in later documents, or in the last one.
    pub fn put(&mut self, key: u64, cell: &Cell) {
        self.room();
        let at = self.place(key);
        let sum = match self.slots[at] {
            Slot { count: 0, .. } => {
                self.used += 1;
                *cell
            }
            slot => {
                let mut sum = slot.cell();
                sum.merge(cell);
                sum
            }
        };
        let (first_doc, last_doc) = sum.ends();
        let docs = u32::try_from(sum.docs).unwrap_or(u32::MAX);
        self.slots[at] = Slot { key, count: sum.count, docs, first_doc, last_doc };
    }

    pub fn len(&self) -> usize {
        self.used
    }

    /// Keys and cells, in the order of the slots.
    pub fn iter(&self) -> impl Iterator<Item = (u64, Cell)> {
        self.slots.iter().filter(|slot| slot.count > 0).map(|slot| (slot.key, slot.cell()))
    }
}

impl Slot {
    fn cell(&self) -> Cell {
        Cell::of(self.count, self.docs.into(), self.first_doc, self.last_doc)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    /// Of a plain map, in order: the reference.
    fn plain(keys: &[(u64, u32)]) -> HashMap<u64, Cell> {
        let mut plain = HashMap::new();
        for &(key, doc) in keys {
            plain.entry(key).or_insert(Cell::new(doc)).count_in(doc);
        }
        plain
    }

    proptest! {
        #[test]
        fn counts_are_those_of_a_plain_map(
            keys in prop::collection::vec((0u64..200, 0u32..2), 0..400),
            wide in any::<bool>(),
            cut in 0usize..400,
        ) {
            let mut doc = 0;
            let keys: Vec<(u64, u32)> = keys.into_iter().map(|(key, step)| {
                doc += step;
                (if wide { key << 32 | key } else { key }, doc)
            }).collect();
            let (first, second) = keys.split_at(cut.min(keys.len()));
            let mut keyed = Keyed::default();
            keyed.count_all(first);
            let mut merged = keyed.clone();
            keyed.count_all(second);
            prop_assert_eq!(keyed.iter().collect::<HashMap<_, _>>(), plain(&keys));
            prop_assert_eq!(keyed.len(), plain(&keys).len());
            for (key, cell) in plain(second) {
                merged.put(key, &cell);
            }
            prop_assert_eq!(merged.iter().collect::<HashMap<_, _>>(), plain(&keys));
        }
    }
}
