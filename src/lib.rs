//! Language analysis for official prose: joint statements, communiqués, press releases, and the news about them.
//!
//! Text → tokens → counts → measures → frame, with verbs on top. A tour, in the order of that path:
//!
//! - [`text`]: a [`text::Corpus`] of documents whose text is never altered; readers, regions, sentences.
//! - [`tokens`]: words by UAX #29 and its named tailorings; patterns over words.
//! - [`counts`]: term counts that merge.
//! - [`measures`]: what a measure is.
//! - [`aligned`]: texts laid side by side: sentences aligned, words compared, sequences that come again.
//! - [`commitments`]: who bound whom to do what: lexicon, tagger, detector.
//! - [`frame`]: the table that every verb returns, and the ways it leaves.
//! - [`verbs`]: one function each, and the table of them.
//! - [`par`]: threads, and how a call is stopped or watched; [`error`]: what can go wrong; [`cli`]: the command line.
//!
//! ```
//! use communique::par::Run;
//! use communique::text::sample;
//! use communique::verbs::{KwicOptions, kwic};
//!
//! let corpus = sample()?;
//! let table = kwic(&corpus, &["current force level".into()], &KwicOptions::default(), &Run::default())?;
//! assert_eq!(table.column("keyword")?.text(0), Some("current force level"));
//! # Ok::<(), communique::error::Error>(())
//! ```
//!
//! Offsets in this crate are bytes into a document; tables hold code points, which Python counts in.

pub mod aligned;
pub mod cli;
pub mod commitments;
pub mod counts;
pub mod error;
pub mod frame;
pub mod measures;
pub mod par;
#[cfg(feature = "python")]
mod python;
mod stored;
pub mod text;
pub mod tokens;
pub mod verbs;
