//! Words to numbers, whatever the case of their ASCII letters: every word of a text is looked up, so nothing is copied to
//! fold its case, and most words that are not there cost a few instructions.

/// A set of words, each with the number of its place.
#[derive(Debug)]
pub(crate) struct Caseless {
    words: Vec<Box<str>>,
    /// Open addressing, half full at most.
    slots: Vec<Slot>,
    /// A bit for each word, found by `mark`: half of the words of a text have none, and need no search.
    filter: Vec<u64>,
}

/// A word by its ends: all of one up to 16 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ends {
    first: u64,
    last: u64,
    length: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    ends: Ends,
    /// The place and one more; 0 is empty.
    id: u32,
}

const MARK_BITS: u32 = 16;

/// A number below 2^`MARK_BITS`, the same for a word in capitals: from its length, first, middle and last letter.
#[inline]
fn mark(bytes: &[u8]) -> usize {
    let Some(&last) = bytes.last() else { return 0 };
    let parts = [bytes[0] | 32, bytes[bytes.len() / 2] | 32, last | 32, bytes.len() as u8];
    (u32::from_le_bytes(parts).wrapping_mul(0x9E37_79B1) >> (32 - MARK_BITS)) as usize
}

/// Eight bytes with the capitals of ASCII in lower case.
#[inline]
fn lower(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The upper bit of a byte tells that it is at least `A`, and more than `Z`.
    let low = bytes & (EACH * 0x7F);
    let from = low + EACH * (0x80 - b'A' as u64);
    let past = low + EACH * (0x7F - b'Z' as u64);
    bytes | ((from ^ past) & !bytes & (EACH * 0x80)) >> 2
}

impl Ends {
    /// The ends of a word in lower case.
    #[inline]
    fn of(bytes: &[u8]) -> Ends {
        let (first, last) = if let (Some(a), Some(b)) = (bytes.first_chunk(), bytes.last_chunk()) {
            (u64::from_le_bytes(*a), u64::from_le_bytes(*b))
        } else if let (Some(a), Some(b)) = (bytes.first_chunk(), bytes.last_chunk()) {
            (u64::from(u32::from_le_bytes(*a)), u64::from(u32::from_le_bytes(*b)))
        } else {
            (bytes.iter().fold(0, |h, &byte| h << 8 | u64::from(byte)), 0)
        };
        Ends { first: lower(first), last: lower(last), length: bytes.len() as u32 }
    }

    #[inline]
    fn hash(self) -> usize {
        let h = (self.first ^ u64::from(self.length) << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let h = (h ^ h >> 32 ^ self.last).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (h ^ h >> 32) as usize
    }
}

impl Default for Caseless {
    fn default() -> Caseless {
        Caseless {
            words: Vec::new(),
            slots: vec![Slot::default(); 16],
            filter: vec![0; 1 << (MARK_BITS - 6)],
        }
    }
}

impl Caseless {
    /// The place of `word`, which should be in lower case.
    pub fn insert(&mut self, word: &str) -> u32 {
        if let Some(place) = self.get(word.as_bytes()) {
            return place;
        }
        self.words.push(word.into());
        let mark = mark(word.as_bytes());
        self.filter[mark >> 6] |= 1 << (mark & 63);
        if self.words.len() * 2 > self.slots.len() {
            self.slots = vec![Slot::default(); self.slots.len() * 2];
            (0..self.words.len()).for_each(|place| self.put(place));
        } else {
            self.put(self.words.len() - 1);
        }
        self.words.len() as u32 - 1
    }

    /// The words, by their places.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    fn put(&mut self, place: usize) {
        let ends = Ends::of(self.words[place].as_bytes());
        let mask = self.slots.len() - 1;
        let mut at = ends.hash() & mask;
        while self.slots[at].id != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = Slot { ends, id: place as u32 + 1 };
    }

    /// The place of the word that `word` is but for the case of its ASCII letters.
    #[inline]
    pub fn get(&self, word: &[u8]) -> Option<u32> {
        let mark = mark(word);
        if self.filter[mark >> 6] & 1 << (mark & 63) == 0 {
            return None;
        }
        let ends = Ends::of(word);
        let mask = self.slots.len() - 1;
        let mut at = ends.hash() & mask;
        loop {
            let slot = &self.slots[at];
            let place = slot.id.checked_sub(1)?;
            let whole =
                || word.len() <= 16 || word.eq_ignore_ascii_case(self.words[place as usize].as_bytes());
            if slot.ends == ends && whole() {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::Caseless;

    proptest! {
        /// As a plain map that is asked with the word in lower case.
        #[test]
        fn finds_what_a_map_finds(
            words in prop::collection::vec("[a-c@`é]{0,20}", 0..60),
            asked in prop::collection::vec("[a-cA-C@`éÉ]{0,20}", 0..60),
        ) {
            let mut set = Caseless::default();
            let mut map = HashMap::new();
            for word in &words {
                let next = map.len() as u32;
                prop_assert_eq!(set.insert(word), *map.entry(word.clone()).or_insert(next));
            }
            for word in asked.iter().chain(&words) {
                prop_assert_eq!(set.get(word.as_bytes()), map.get(&word.to_ascii_lowercase()).copied());
            }
        }
    }
}
