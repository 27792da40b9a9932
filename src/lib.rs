//! Language analysis for official prose: text → tokens → counts → measures → frame, with verbs on top.

pub mod cli;
pub mod counts;
pub mod error;
pub mod frame;
pub mod measures;
pub mod par;
#[cfg(feature = "python")]
mod python;
pub mod text;
pub mod tokens;
pub mod verbs;
