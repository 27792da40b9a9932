//! The integration tests, in one binary.

mod regions;
mod sentences;
mod shared_layout;
