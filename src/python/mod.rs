//! The extension `communique._core`: wrappers around core types, each slow call through the door.

mod corpus;
mod door;
mod error;
mod frame;
mod lexicon;
mod memory;
mod numbers;
mod source;

use pyo3::prelude::*;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The core of communique; import `communique` instead.
#[pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    use super::corpus::{PyCorpus, cli, tables, tokenize};
    #[pymodule_export]
    use super::error::unknown_option;
    #[pymodule_export]
    use super::frame::{PyFrame, from_stream};
    #[pymodule_export]
    use super::lexicon::PyLexicon;
    #[pymodule_export]
    use super::memory::PyMemory;
    #[pymodule_export]
    use super::numbers::{measures, numbers};
    #[pymodule_export]
    use super::source::PySource;

    #[cfg(debug_assertions)]
    #[pymodule_export]
    use super::door::_probe;

    /// The version of the core, which is the version of the package.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
