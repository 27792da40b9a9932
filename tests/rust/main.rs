//! The integration tests, in one binary: one link instead of a dozen.

mod changes;
mod collocations;
mod commitments;
mod golden_measures;
mod keyness;
mod layering;
mod measures_association;
mod measures_indices;
mod measures_keyness;
mod multiwords;
mod redline;
mod regions;
mod reuse;
mod sentences;
mod shared_layout;
mod stream;
mod text_verbs;
mod threads;
mod tokens;
mod types;
mod unicode;
mod verbs;
