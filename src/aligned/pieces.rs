//! The words and marks of two texts, numbered alike: equal pieces have equal numbers.

use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use unicode_segmentation::UnicodeSegmentation;

use super::Side;

/// A word or mark: bytes of the text. White space is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
}

/// The pieces of one side.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub list: Vec<Piece>,
    /// Their numbers.
    pub ids: Vec<u32>,
    /// The pieces of each sentence.
    pub sentences: Vec<Range<usize>>,
}

impl Pieces {
    /// The pieces from the first to the last of these sentences.
    pub fn of(&self, sentences: &Range<usize>) -> Range<usize> {
        self.sentences[sentences.start].start..self.sentences[sentences.end - 1].end
    }

    /// The numbers of the pieces of one sentence.
    pub fn ids_of(&self, sentence: usize) -> &[u32] {
        &self.ids[self.sentences[sentence].clone()]
    }
}

/// Numbers pieces; holds which are words.
#[derive(Debug, Default)]
pub(super) struct Numbers<'t> {
    numbers: HashMap<&'t str, u32, FixedState>,
    words: Vec<bool>,
}

impl<'t> Numbers<'t> {
    pub fn pieces(&mut self, side: &Side<'t>) -> Pieces {
        let mut pieces = Pieces::default();
        for (&start, &end) in side.starts.iter().zip(side.ends) {
            let first = pieces.list.len();
            for (at, piece) in side.text[start..end].split_word_bound_indices() {
                if piece.chars().all(char::is_whitespace) {
                    continue;
                }
                let next = self.words.len() as u32;
                let number = *self.numbers.entry(piece).or_insert(next);
                if number == next {
                    self.words.push(piece.chars().any(char::is_alphanumeric));
                }
                pieces.list.push(Piece { start: start + at, end: start + at + piece.len() });
                pieces.ids.push(number);
            }
            pieces.sentences.push(first..pieces.list.len());
        }
        pieces
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the piece of that number is a word, not a mark.
    pub fn is_word(&self, number: u32) -> bool {
        self.words[number as usize]
    }
}
