//! Where patterns occur in runs of words.

use crate::counts::Vocabulary;
use crate::tokens::Patterns;

use super::select::{Word, Words};

/// Finds patterns in runs of words; remembers for each distinct word which elements of the patterns it satisfies.
pub(crate) struct Finder<'p> {
    patterns: &'p Patterns,
    seen: Vocabulary,
    bits: Vec<u64>,
    firsts: Vec<u64>,
    key: String,
    ids: Vec<u32>,
    busy_until: Vec<usize>,
}

impl<'p> Finder<'p> {
    pub fn new(patterns: &'p Patterns) -> Finder<'p> {
        let mut firsts = vec![0; patterns.blocks()];
        for phrase in patterns.phrases() {
            firsts[phrase.start / 64] |= 1 << (phrase.start % 64);
        }
        let (seen, bits, key, ids, busy_until) = Default::default();
        Finder { patterns, seen, bits, firsts, key, ids, busy_until }
    }

    fn row(&self, id: u32) -> &[u64] {
        let blocks = self.patterns.blocks();
        &self.bits[id as usize * blocks..(id as usize + 1) * blocks]
    }

    fn has(&self, id: u32, element: usize) -> bool {
        self.row(id)[element / 64] & (1 << (element % 64)) != 0
    }

    /// Calls `emit(pattern, first word, word after the last)` for each hit.
    pub fn find(
        &mut self,
        text: &str,
        run: &[Word],
        words: &Words,
        emit: &mut impl FnMut(u32, usize, usize),
    ) {
        self.ids.clear();
        for word in run {
            let (surface, term) = (&text[word.start..word.end], words.term(word));
            self.key.clear();
            self.key.push_str(surface);
            // U+0000 is no word character, so it parts the two unmistakably.
            self.key.push('\0');
            self.key.push_str(term);
            let id = self.seen.id(&self.key);
            if self.bits.len() < self.seen.len() * self.patterns.blocks() {
                let start = self.bits.len();
                self.bits.resize(start + self.patterns.blocks(), 0);
                self.patterns.test(surface, term, &mut self.bits[start..]);
            }
            self.ids.push(id);
        }
        self.busy_until.clear();
        self.busy_until.resize(self.patterns.phrases().len(), 0);
        for at in 0..run.len() {
            if !self.row(self.ids[at]).iter().zip(&self.firsts).any(|(bits, firsts)| bits & firsts != 0) {
                continue;
            }
            for (pattern, phrase) in self.patterns.phrases().iter().enumerate() {
                let end = at + phrase.len();
                let free = self.busy_until[pattern] <= at && end <= run.len();
                if free && phrase.clone().zip(&self.ids[at..end]).all(|(element, &id)| self.has(id, element))
                {
                    self.busy_until[pattern] = end;
                    emit(pattern as u32, at, end);
                }
            }
        }
    }
}
