//! Counted: terms with their frequencies and the number of documents they occur in. Every type merges.

mod terms;
mod vocabulary;

pub use terms::{Cell, TermCounts};
pub use vocabulary::Vocabulary;
