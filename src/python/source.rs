//! Documents in files, as Python holds them.

use std::path::PathBuf;

use pyo3::prelude::*;

use crate::verbs::Source;

use super::corpus::{How, options, run};
use super::door::enter;
use super::frame::PyFrame;

/// Documents in files, read part by part by every verb.
#[pyclass(frozen, name = "Source", module = "communique._core")]
pub(crate) struct PySource(Source);

#[pymethods]
impl PySource {
    #[new]
    fn new(paths: Vec<String>, options_json: &str) -> PyResult<PySource> {
        Ok(PySource(Source::new(&paths, options(options_json)?)?))
    }

    /// The table of the verb of that name.
    fn verb(&self, py: Python<'_>, name: &str, options_json: &str, how: How) -> PyResult<PyFrame> {
        let options = options(options_json)?;
        let work = |run: &crate::par::Run| self.0.call(name, options, run);
        enter(py, &run(&how)?, how.2.as_ref(), work).map(|scanned| PyFrame(scanned.frame))
    }

    /// Writes the tables of several verbs to a folder; returns what is in `run.json`.
    fn run(
        &self,
        py: Python<'_>,
        folder: PathBuf,
        tables_json: &str,
        resume: bool,
        how: How,
    ) -> PyResult<String> {
        let tables = options(tables_json)?;
        let work = |run: &crate::par::Run| self.0.run(&folder, tables, resume, run);
        enter(py, &run(&how)?, how.2.as_ref(), work).map(|summary| summary.to_string())
    }
}
