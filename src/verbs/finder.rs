//! Where patterns occur in runs of words.

use std::ops::Range;

use crate::counts::Vocabulary;
use crate::tokens::{Patterns, ValueType};

use super::args::{Kind, OptionRow, option};
use super::select::{Word, Words};

pub(crate) const VALUETYPE: OptionRow =
    option("valuetype", Kind::Choice(ValueType::CHOICES), "glob", "how patterns are read");

/// Finds patterns in runs of words; remembers for each distinct word which elements of the patterns it satisfies. A
/// compound satisfies one element as a term of its own, and as many as it has words where each of these does.
pub(crate) struct Finder<'p> {
    patterns: &'p Patterns,
    seen: Vocabulary,
    bits: Vec<u64>,
    firsts: Vec<u64>,
    key: String,
    ids: Vec<u32>,
    /// For each word of the run where the ids of its parts are; empty unless it is a compound.
    parts: Vec<Range<usize>>,
    part_ids: Vec<u32>,
    busy_until: Vec<usize>,
}

impl<'p> Finder<'p> {
    pub fn new(patterns: &'p Patterns) -> Finder<'p> {
        let mut firsts = vec![0; patterns.blocks()];
        for phrase in patterns.phrases() {
            firsts[phrase.start / 64] |= 1 << (phrase.start % 64);
        }
        let (seen, bits, key, ids) = Default::default();
        let (parts, part_ids, busy_until) = Default::default();
        Finder { patterns, seen, bits, firsts, key, ids, parts, part_ids, busy_until }
    }

    fn row(&self, id: u32) -> &[u64] {
        let blocks = self.patterns.blocks();
        &self.bits[id as usize * blocks..(id as usize + 1) * blocks]
    }

    fn has(&self, id: u32, element: usize) -> bool {
        self.row(id)[element / 64] & (1 << (element % 64)) != 0
    }

    /// The number of a word among those seen.
    fn id(&mut self, text: &str, word: &Word, words: &Words) -> u32 {
        let (surface, term) = (&text[word.start..word.end], words.term(word));
        let id = if surface == term {
            self.seen.id(term)
        } else {
            self.key.clear();
            self.key.push_str(surface);
            // U+0000 is no word character, so it parts the two unmistakably.
            self.key.push('\0');
            self.key.push_str(term);
            self.seen.id(&self.key)
        };
        if self.bits.len() < self.seen.len() * self.patterns.blocks() {
            let start = self.bits.len();
            self.bits.resize(start + self.patterns.blocks(), 0);
            self.patterns.test(surface, term, &mut self.bits[start..]);
        }
        id
    }

    /// Whether a pattern may begin with that word.
    fn begins(&self, id: u32) -> bool {
        self.row(id).iter().zip(&self.firsts).any(|(bits, firsts)| bits & firsts != 0)
    }

    /// The word after the last, if the words from `at` on satisfy `elements`.
    fn end(&self, elements: Range<usize>, at: usize) -> Option<usize> {
        if elements.is_empty() {
            return Some(at);
        }
        let id = *self.ids.get(at)?;
        let whole = self.has(id, elements.start).then(|| self.end(elements.start + 1..elements.end, at + 1));
        whole.flatten().or_else(|| {
            let parts = &self.part_ids[self.parts.get(at)?.clone()];
            let rest = elements.start + parts.len();
            let fits = !parts.is_empty()
                && rest <= elements.end
                && elements.clone().zip(parts).all(|(element, &id)| self.has(id, element));
            fits.then(|| self.end(rest..elements.end, at + 1)).flatten()
        })
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
        self.parts.clear();
        self.part_ids.clear();
        for word in run {
            let id = self.id(text, word, words);
            self.ids.push(id);
            let parts = words.parts(word);
            if !parts.is_empty() {
                self.parts.resize(self.ids.len() - 1, 0..0);
                let from = self.part_ids.len();
                for part in parts {
                    let id = self.id(text, part, words);
                    self.part_ids.push(id);
                }
                self.parts.push(from..self.part_ids.len());
            }
        }
        self.busy_until.clear();
        self.busy_until.resize(self.patterns.phrases().len(), 0);
        for at in 0..run.len() {
            let part = self.parts.get(at).and_then(|parts| self.part_ids.get(parts.clone())?.first());
            if !self.begins(self.ids[at]) && !part.is_some_and(|&id| self.begins(id)) {
                continue;
            }
            for (pattern, phrase) in self.patterns.phrases().iter().enumerate() {
                if self.busy_until[pattern] > at {
                    continue;
                }
                if let Some(end) = self.end(phrase.clone(), at) {
                    self.busy_until[pattern] = end;
                    emit(pattern as u32, at, end);
                }
            }
        }
    }
}
