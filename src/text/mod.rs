//! What was said: a [`Corpus`] of documents whose text is never altered, cut into units with a region, and sentences.
//!
//! Offsets inside this crate are bytes into the document; [`offsets`] turns them into code points at the border.

mod corpus;
mod ids;
mod layout;
mod meta;
pub mod offsets;
mod pieces;
pub mod read;
mod regions;
mod sample;
mod sentences;
mod shared;
mod table;
mod units;

pub use corpus::{Builder, Corpus, Document, Encoding, Input, Problem};
pub use layout::{Layout, Mark, Unit};
pub use meta::{Fields, Meta};
pub use regions::{FURNITURE, Region, Rules};
pub use sample::sample;
pub use sentences::{sentences, sentences_uax29};
pub use shared::Text;
pub use table::{TableOptions, from_frame};
pub use units::units;
