//! Cut into words: UAX #29 and its named tailorings.

mod address;
mod blocks;
mod case;
mod compounds;
mod kernel;
mod masks;
mod odd;
mod options;
mod pattern;
mod plain;
mod scripts;
mod short;
mod stem;
mod stopwords;
mod tokenizer;
mod words;

pub use compounds::Compounds;
pub use options::{
    Abbreviations, Case, Hyphens, Numbers, OPTIONS, OptionRow, Punctuation, Quotes, TokenOptions, Urls,
    Values,
};
pub use pattern::{Patterns, ValueType};
pub use plain::{Plain, Take};
pub use short::Short;
pub use stopwords::{StopwordOption, Stopwords};
pub use tokenizer::{Scratch, Tokenizer};
pub use words::{Words, words_fast, words_reference};

/// One word: where it stands in the text given, in bytes, and the term it counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it counts as: folded, lower-cased and stemmed as the options say.
    pub term: &'a str,
    /// The term as a number, for tables of terms.
    pub short: Short,
}
