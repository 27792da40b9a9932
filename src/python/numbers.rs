//! Measures of bare numbers, and the table of measures: columns come as arrays of float64.

use std::collections::HashMap;

use pyo3::buffer::PyBuffer;
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
    columns: Vec<(String, PyBuffer<f64>)>,
    options_json: &str,
    threads: Option<usize>,
) -> PyResult<PyFrame> {
    let options: HashMap<String, Value> =
        serde_json::from_str(options_json).map_err(|error| Error::internal(format!("options: {error}")))?;
    let run = match threads {
        Some(threads) => Run::default().on_threads(threads)?,
        None => Run::default(),
    };
    let columns = columns.into_iter().map(|(name, values)| Ok((name, values.to_vec(py)?)));
    let columns = Numbers(columns.collect::<PyResult<_>>()?);
    let work =
        |run: &Run| -> Result<_> { verbs::numbers(what, &columns, options.into_iter().collect(), run) };
    enter(py, &run, None, work).map(PyFrame)
}

/// The table of measures.
#[pyfunction]
#[pyo3(signature = (search=None, family=None))]
pub(crate) fn measures(search: Option<&str>, family: Option<&str>) -> PyResult<PyFrame> {
    Ok(PyFrame(verbs::measures(search, family)?))
}
