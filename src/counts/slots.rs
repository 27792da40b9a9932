//! Counts of short terms, each beside its term: one look at memory counts a word.

use super::terms::Cell;
use crate::tokens::Short;

/// A term with its counts; half a cache line, and never in two.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Slot {
    /// The bytes of a [`Short`], all 0 where there is none.
    key: [u8; 16],
    count: u64,
    docs: u32,
    last_doc: u32,
}

/// Open addressing with steps of one, at most two thirds full. Against a table of numbers, from which terms and counts
/// are looked up, counting the words of English takes half the time.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    /// A power of two of them, or none.
    slots: Vec<Slot>,
    /// The first document of each, which counting does not ask for.
    firsts: Vec<u32>,
    used: usize,
}

impl Slots {
    const FEWEST: usize = 64;

    /// The first place where `short` may be; there are slots.
    #[inline]
    fn home(&self, short: Short) -> usize {
        short.spread() as usize & (self.slots.len() - 1)
    }

    /// Where `short` is, or where it belongs; there are slots.
    #[inline]
    fn place(&self, short: Short) -> usize {
        let (mask, key) = (self.slots.len() - 1, short.get().to_le_bytes());
        let mut at = self.home(short);
        while self.slots[at].key != key && self.slots[at].key != [0; 16] {
            at = (at + 1) & mask;
        }
        at
    }

    /// Counts an occurrence of each in document number `doc`, the last counted or a later one.
    pub fn count_all(&mut self, shorts: &[Short], doc: u32) {
        let mut shorts = shorts;
        while !shorts.is_empty() {
            // As many as find room without a look at how full the table is.
            let (some, rest) = shorts.split_at(self.room().min(shorts.len()));
            for &short in some {
                let mut at = self.home(short);
                // As it is with 97 words in 100; with what else may be out of the way, a tenth less time.
                if u128::from_le_bytes(self.slots[at].key) != short.get() {
                    at = self.place_or_add(short, doc);
                }
                let slot = &mut self.slots[at];
                slot.count += 1;
                slot.docs += u32::from(slot.last_doc != doc);
                slot.last_doc = doc;
            }
            shorts = rest;
        }
    }

    /// Where `short` is, now if not before; first met in document number `doc`. There is room.
    #[cold]
    #[inline(never)]
    fn place_or_add(&mut self, short: Short, doc: u32) -> usize {
        let at = self.place(short);
        if self.slots[at].key == [0; 16] {
            self.slots[at] = Slot { key: short.get().to_le_bytes(), count: 0, docs: 0, last_doc: !doc };
            self.firsts[at] = doc;
            self.used += 1;
        }
        at
    }

    /// How many terms can be added, at least one; makes room.
    fn room(&mut self) -> usize {
        if self.used * 3 + 3 > self.slots.len() * 2 {
            let more = Slots {
                slots: vec![Slot::default(); (self.slots.len() * 2).max(Slots::FEWEST)],
                firsts: vec![0; (self.slots.len() * 2).max(Slots::FEWEST)],
                used: self.used,
            };
            let before = std::mem::replace(self, more);
            for (slot, first) in before.slots.iter().zip(before.firsts) {
                if slot.key != [0; 16] {
                    let at = self.place(Short::from_bytes(slot.key));
                    (self.slots[at], self.firsts[at]) = (*slot, first);
                }
            }
        }
        self.slots.len() * 2 / 3 - self.used
    }

    pub fn get(&self, short: Short) -> Option<Cell> {
        if self.slots.is_empty() {
            return None;
        }
        let at = self.place(short);
        (self.slots[at].key != [0; 16]).then(|| self.cell(at))
    }

    /// Gives a term a cell, in place of the one it may have.
    pub fn set(&mut self, short: Short, cell: Cell) {
        self.room();
        let (at, (first, last)) = (self.place(short), cell.ends());
        let docs = u32::try_from(cell.docs).unwrap_or(u32::MAX);
        self.used += usize::from(self.slots[at].key == [0; 16]);
        self.slots[at] = Slot { key: short.get().to_le_bytes(), count: cell.count, docs, last_doc: last };
        self.firsts[at] = first;
    }

    fn cell(&self, at: usize) -> Cell {
        let Slot { count, docs, last_doc, .. } = self.slots[at];
        Cell::of(count, docs.into(), self.firsts[at], last_doc)
    }

    pub fn len(&self) -> usize {
        self.used
    }

    /// Terms and cells, in the order of the slots.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Cell)> {
        let used = self.slots.iter().enumerate().filter(|(_, slot)| slot.key != [0; 16]);
        used.map(|(at, slot)| (Short::text(&slot.key), self.cell(at)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_are_those_of_a_plain_map(documents in prop::collection::vec(prop::collection::vec("[a-d]{0,4}|é\\x00?", 0..300), 1..5)) {
            let (mut slots, mut plain) = (Slots::default(), HashMap::<&str, Cell>::new());
            for (doc, terms) in (0..).zip(&documents) {
                slots.count_all(&terms.iter().map(|term| Short::new(term)).collect::<Vec<_>>(), doc);
                for term in terms {
                    plain.entry(term).or_insert(Cell::new(doc)).count_in(doc);
                }
            }
            prop_assert_eq!(slots.len(), plain.len());
            prop_assert_eq!(slots.iter().collect::<HashMap<_, _>>(), plain.clone());
            for (term, cell) in plain {
                prop_assert_eq!(slots.get(Short::new(term)), Some(cell));
                let other = Cell::of(7, 2, 1, 3);
                slots.set(Short::new(term), other);
                prop_assert_eq!(slots.get(Short::new(term)), Some(other));
            }
            prop_assert_eq!(slots.get(Short::new("z")), None);
        }
    }
}
