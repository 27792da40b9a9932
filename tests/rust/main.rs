//! The integration tests, in one binary: one link instead of a dozen.

mod layering;
mod measures_indices;
mod regions;
mod sentences;
mod shared_layout;
mod text_verbs;
mod threads;
mod tokens;
mod types;
mod unicode;
mod verbs;
