//! Texts laid side by side: sentences aligned, words within them compared, word sequences that come again.
//!
//! Pure algorithms over text, sentence ranges and numbers of words; offsets are bytes.

mod candidates;
mod pieces;
pub mod repeats;
mod sentences;
mod suffixes;
mod words;

pub use sentences::{align, reading};
pub use words::{Change, Edit, Op, replay, script};

use std::ops::Range;

/// One of the two texts, with the sentences of it that are compared: ranges of bytes, in order, apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Where each sentence starts.
    pub starts: &'t [usize],
    /// Where each ends.
    pub ends: &'t [usize],
}

impl Side<'_> {
    /// The bytes from the first to the last of these sentences.
    pub fn bytes(&self, sentences: &Range<usize>) -> Range<usize> {
        match sentences.is_empty() {
            true => 0..0,
            false => self.starts[sentences.start]..self.ends[sentences.end - 1],
        }
    }
}

/// What became of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same words in the same order of sentences.
    Kept,
    /// Other words, in the same order of sentences.
    Edited,
    /// The same or nearly the same words, out of that order.
    Moved,
    /// One sentence that became several.
    Split,
    /// Several that became one.
    Merged,
    /// Only in the second text.
    Inserted,
    /// Only in the first.
    Deleted,
}

impl Relation {
    /// All of them.
    pub const ALL: &'static [Relation] = &[
        Relation::Kept,
        Relation::Edited,
        Relation::Moved,
        Relation::Split,
        Relation::Merged,
        Relation::Inserted,
        Relation::Deleted,
    ];

    /// Its name in tables and pages.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Kept => "kept",
            Relation::Edited => "edited",
            Relation::Moved => "moved",
            Relation::Split => "split",
            Relation::Merged => "merged",
            Relation::Inserted => "inserted",
            Relation::Deleted => "deleted",
        }
    }

    /// The relation with the two texts exchanged.
    #[must_use]
    pub fn mirrored(self) -> Relation {
        match self {
            Relation::Split => Relation::Merged,
            Relation::Merged => Relation::Split,
            Relation::Inserted => Relation::Deleted,
            Relation::Deleted => Relation::Inserted,
            same => same,
        }
    }
}

/// Sentences of the first text and those of the second that they became; one of the two may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What became of them.
    pub relation: Relation,
    /// Sentences of the first text, from 0.
    pub a: Range<usize>,
    /// Sentences of the second.
    pub b: Range<usize>,
    /// Whether they stand out of the order of the others; true of `Moved`, and of some that were split or merged.
    pub moved: bool,
    /// Twice the words and marks that stayed, over those of both; `None` where there is one side only.
    pub similarity: Option<f64>,
    /// How the words of `a` become those of `b`, in order; what stayed, then what went, then what came.
    pub ops: Vec<Op>,
}
