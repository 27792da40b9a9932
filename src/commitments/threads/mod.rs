//! Commitments through time: which mention answers to which, and what changed.
//!
//! Pure functions over mentions ([`Mention`], read off records by [`Reader`]): [`compare`] pairs the mentions of two sides one to
//! one, `link` strings those of many documents into threads. Both read likeness from `similarity` and the verdict from
//! `relation`. Thresholds are thousandths, chosen on the sample series and eight judged threads.

mod link;
mod lists;
mod mention;
mod pairs;
mod parts;
mod relation;
mod similarity;
mod words;

pub use link::{Link, Links, Step};
pub use mention::{Mention, Reader, WEAK};
pub use pairs::{Nearest, Pair, Side, compare};
pub use relation::Relation;
pub use words::{Acronyms, missing};
