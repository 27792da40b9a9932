//! Counted: terms with their frequencies and the number of documents they occur in, and pairs of terms. Every type
//! merges.

mod aside;
mod by_term;
mod cells;
mod contexts;
mod grams;
mod grid;
mod nodes;
mod order;
mod pairs;
mod slots;
pub(crate) mod sorted;
mod swept;
mod terms;
mod vocabulary;
mod words;

pub(crate) use aside::Cells;
pub(crate) use by_term::ByTerm;
pub use cells::{DocCells, DocRow};
pub use grams::GramCounts;
pub use grid::Scratch;
pub use nodes::NodePairs;
pub(crate) use order::Order;
pub use pairs::{Memory, Pairing, Runs};
pub(crate) use swept::Swept;
pub use terms::{Batch, Cell, TermCounts};
pub use vocabulary::Vocabulary;
pub use words::{Pair, Window, WordSums, WordTable};
