//! Cut into words: UAX #29 and its named tailorings.

mod options;
mod pattern;
mod stopwords;
mod tokenizer;

pub use options::{Case, Hyphens, Keep, Numbers, Quotes, TokenOptions, Urls};
pub use pattern::{Patterns, ValueType};
pub use stopwords::Stopwords;
pub use tokenizer::{Scratch, Tokenizer};

/// One word: where it stands in the text given, in bytes, and the term it counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it counts as: folded, lower-cased and stemmed as the options say.
    pub term: &'a str,
}
