//! The integration tests, in one binary.

mod shared_layout;
