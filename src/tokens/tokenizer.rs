//! placeholder until the tokenizer lands

use super::{Token, TokenOptions};
use crate::error::Result;
use unicode_segmentation::UnicodeSegmentation;

/// Cuts text into words.
#[derive(Debug)]
pub struct Tokenizer {}

/// Buffers.
#[derive(Debug, Default)]
pub struct Scratch {
    term: String,
}

impl Tokenizer {
    /// A tokenizer.
    ///
    /// # Errors
    /// none
    pub fn new(_options: &TokenOptions) -> Result<Tokenizer> {
        Ok(Tokenizer {})
    }

    /// Emits tokens.
    pub fn tokenize(&self, text: &str, scratch: &mut Scratch, emit: &mut impl FnMut(Token<'_>)) {
        for (start, word) in text.unicode_word_indices() {
            scratch.term = word.to_lowercase();
            emit(Token { start, end: start + word.len(), term: &scratch.term });
        }
    }
}
