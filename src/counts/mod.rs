//! Counted: terms with their frequencies and the number of documents they occur in, and pairs of terms. Every type
//! merges.

mod pairs;
mod terms;
mod vocabulary;

pub use pairs::{Pair, PairCounts, Pairing, Window, WordSums};
pub use terms::{Cell, TermCounts};
pub use vocabulary::Vocabulary;
