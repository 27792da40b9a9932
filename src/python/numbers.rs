//! Measures of bare numbers, and the table of measures: columns come as bytes of float64.

use std::collections::HashMap;

use pyo3::prelude::*;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::par::Run;
use crate::verbs::{self, Numbers};

use super::door::enter;
use super::frame::PyFrame;

/// The measures of a family for columns of numbers; see `verbs::NUMBERS`.
#[pyfunction]
pub(crate) fn numbers(
    py: Python<'_>,
    what: &str,
    columns: Vec<(String, Vec<u8>)>,
    options_json: &str,
    threads: Option<usize>,
) -> PyResult<PyFrame> {
    let options: HashMap<String, Value> =
        serde_json::from_str(options_json).map_err(|error| Error::internal(format!("options: {error}")))?;
    let run = match threads {
        Some(threads) => Run::default().on_threads(threads)?,
        None => Run::default(),
    };
    let work = |run: &Run| -> Result<_> {
        let columns = columns.into_iter().map(|(name, bytes)| (name, floats(&bytes))).collect();
        verbs::numbers(what, &Numbers(columns), options.into_iter().collect(), run)
    };
    enter(py, &run, None, work).map(PyFrame)
}

fn floats(bytes: &[u8]) -> Vec<f64> {
    bytes.chunks_exact(8).map(|eight| f64::from_ne_bytes(eight.try_into().unwrap_or_default())).collect()
}

/// The table of measures.
#[pyfunction]
#[pyo3(signature = (search=None, family=None))]
pub(crate) fn measures(search: Option<&str>, family: Option<&str>) -> PyResult<PyFrame> {
    Ok(PyFrame(verbs::measures(search, family)?))
}
