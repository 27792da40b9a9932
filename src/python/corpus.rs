//! The corpus as Python holds it: each method is one call through the door.

use std::ffi::OsString;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::par::Run;
use crate::text::{self, Builder, Rules, TableOptions};
use crate::tokens::{Scratch, Tokenizer};
use crate::verbs::{self, Reference, Verb, View};

use super::door::enter;
use super::frame::PyFrame;
use super::memory::{Numbers, PyMemory};

/// Documents with their text, never altered.
#[pyclass(frozen, name = "Corpus", module = "communique._core")]
pub(crate) struct PyCorpus(text::Corpus);

/// How one call runs: threads, bytes in a chunk, and a callback `progress(done, total)` in bytes; None is the default.
pub(super) type How = (Option<usize>, Option<usize>, Option<Py<PyAny>>);

pub(super) fn run(how: &How) -> Result<Run> {
    let (threads, chunk_bytes, _) = how;
    let mut run = Run::default();
    if let Some(threads) = threads {
        run = run.on_threads(*threads)?;
    }
    if let Some(bytes) = chunk_bytes {
        run = run.with_chunk_bytes(*bytes)?;
    }
    Ok(run)
}

pub(super) fn options(json: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(json).map_err(|error| Error::internal(format!("options: {error}")))
}

/// Whether cells are weights; cells, columns and row starts as memory of int64 (weights: float64), int32, int64; the
/// vocabulary; settings as JSON.
type Matrix<'py> = (bool, PyMemory, PyMemory, PyMemory, Bound<'py, PyList>, String);

#[pymethods]
impl PyCorpus {
    /// A corpus with a document for each row of a table; `rules` is the text of a file of region rules.
    #[staticmethod]
    fn from_frame(
        py: Python<'_>,
        frame: &PyFrame,
        text: Option<String>,
        id: Option<String>,
        date: Option<String>,
        rules: Option<&str>,
    ) -> PyResult<PyCorpus> {
        let columns = TableOptions { text, id, date };
        let made = py.detach(|| {
            let mut builder = Builder::new();
            if let Some(rules) = rules {
                builder.rules(Rules::from_toml(rules)?);
            }
            text::from_frame(&frame.0, &columns, &mut builder)?;
            builder.build()
        });
        Ok(PyCorpus(made?))
    }

    /// A corpus read from files.
    #[staticmethod]
    fn open(py: Python<'_>, paths: Vec<String>, options_json: &str, how: How) -> PyResult<PyCorpus> {
        let options = options(options_json)?;
        enter(py, &run(&how)?, how.2.as_ref(), |run| verbs::open(&paths, options, run)).map(PyCorpus)
    }

    /// The sample corpus.
    #[staticmethod]
    fn sample(py: Python<'_>) -> PyResult<PyCorpus> {
        Ok(PyCorpus(py.detach(text::sample)?))
    }

    /// The table of the verb of that name.
    fn verb(&self, py: Python<'_>, name: &str, options_json: &str, how: How) -> PyResult<PyFrame> {
        let (verb, options) = (Verb::find(name)?, options(options_json)?);
        enter(py, &run(&how)?, how.2.as_ref(), |run| verb.call(&self.0, options, run)).map(PyFrame)
    }

    /// The table of `keyness` against another corpus, or a table with the columns term and count.
    fn keyness(
        &self,
        py: Python<'_>,
        options_json: &str,
        corpus: Option<PyRef<'_, PyCorpus>>,
        list: Option<PyRef<'_, PyFrame>>,
        how: How,
    ) -> PyResult<PyFrame> {
        let options = options(options_json)?;
        let reference = match (corpus, list) {
            (Some(corpus), _) => Reference::Corpus(corpus.0.clone()),
            (None, Some(list)) => {
                let words = options.get("reference_words").and_then(Value::as_u64);
                Reference::from_frame(&list.0, words)?
            }
            (None, None) => return Err(Error::bad_value("reference", "None", "a corpus or a list").into()),
        };
        let work = |run: &Run| verbs::keyness_with(&self.0, &reference, options, run);
        enter(py, &run(&how)?, how.2.as_ref(), work).map(PyFrame)
    }

    /// The table of `redline`, of this corpus's first document and another's.
    fn redline(
        &self,
        py: Python<'_>,
        other: PyRef<'_, PyCorpus>,
        options_json: &str,
        how: How,
    ) -> PyResult<PyFrame> {
        let (options, other) = (options(options_json)?, other.0.clone());
        let work = |run: &Run| verbs::redline_with(&self.0, &other, options, run);
        enter(py, &run(&how)?, how.2.as_ref(), work).map(PyFrame)
    }

    /// The page of `redline` as HTML: view "inline", "side_by_side", "both", or "fragment", which is part of a page.
    fn redline_page(
        &self,
        py: Python<'_>,
        other: PyRef<'_, PyCorpus>,
        options_json: &str,
        view: &str,
        how: How,
    ) -> PyResult<String> {
        let (options, view, other) = (options(options_json)?, View::parse(view)?, other.0.clone());
        let work = |run: &Run| verbs::redline_page_with(&self.0, &other, options, view, run);
        enter(py, &run(&how)?, how.2.as_ref(), work)
    }

    /// The table of `compare` with another corpus as the second side.
    fn compare(
        &self,
        py: Python<'_>,
        other: PyRef<'_, PyCorpus>,
        options_json: &str,
        how: How,
    ) -> PyResult<PyFrame> {
        let (options, other) = (options(options_json)?, other.0.clone());
        let work = |run: &Run| verbs::compare_with(&self.0, &other, options, run);
        enter(py, &run(&how)?, how.2.as_ref(), work).map(PyFrame)
    }

    /// The document-term matrix: whether cells are weights (float64) or counts (int64); cells, their columns (int32)
    /// and where each row starts (int64) as bytes; the vocabulary; settings as JSON.
    fn dtm<'py>(&self, py: Python<'py>, options_json: &str, how: How) -> PyResult<Matrix<'py>> {
        let options = options(options_json)?;
        let (matrix, settings) =
            enter(py, &run(&how)?, how.2.as_ref(), |run| verbs::dtm_of(&self.0, options, run))?;
        let weighted = matrix.weights.is_some();
        let cells = match matrix.weights {
            Some(weights) => Numbers::Floats(weights),
            None => Numbers::Ints(matrix.data),
        };
        Ok((
            weighted,
            PyMemory(cells),
            PyMemory(Numbers::Places(matrix.indices)),
            PyMemory(Numbers::Ints(matrix.indptr)),
            PyList::new(py, matrix.vocabulary.iter())?,
            Value::Object(settings).to_string(),
        ))
    }

    /// Writes the report to a folder and returns its summary.
    fn report(&self, py: Python<'_>, folder: PathBuf, how: How) -> PyResult<String> {
        enter(py, &run(&how)?, how.2.as_ref(), |run| verbs::report(&self.0, &folder, run))
    }

    /// The documents at these places, in this order, as a corpus that shares the text.
    fn select(&self, indices: Vec<usize>) -> PyResult<PyCorpus> {
        Ok(PyCorpus(self.0.select(&indices)?))
    }

    /// The same documents, in which each of these phrases counts as one term.
    fn compound(&self, phrases: Vec<String>) -> PyCorpus {
        PyCorpus(self.0.compound(phrases))
    }

    /// The place of the document that `id` names, whole or by a unique stem.
    fn find(&self, id: &str) -> PyResult<usize> {
        Ok(self.0.find(id)?.index())
    }

    /// The ids in order.
    fn ids<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.0.ids().iter())
    }

    /// The text of the document at a place.
    fn text<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyString>> {
        if index >= self.0.len() {
            return Err(Error::bad_value("index", index, &format!("below {}", self.0.len())).into());
        }
        Ok(PyString::new(py, self.0.document(index).text()))
    }

    /// The document variables, with `doc_id` and `date` first.
    fn variables(&self) -> PyResult<PyFrame> {
        Ok(PyFrame(verbs::variables(&self.0)?))
    }

    /// Bytes of text in all documents.
    #[getter]
    fn bytes(&self) -> usize {
        self.0.bytes()
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }
}

/// The terms of one text, cut and folded as the options say.
#[pyfunction]
pub(crate) fn tokenize<'py>(py: Python<'py>, text: &str, options_json: &str) -> PyResult<Bound<'py, PyList>> {
    let tokenizer = Tokenizer::new(&verbs::token_options_of(options(options_json)?)?)?;
    let terms = PyList::empty(py);
    let mut failed = Ok(());
    for unit in text::units(text) {
        tokenizer.tokenize(&text[unit], &mut Scratch::default(), &mut |token| {
            if failed.is_ok() {
                failed = terms.append(token.term);
            }
        });
    }
    failed.map(|()| terms)
}

/// The tables of verbs, options, regions and errors as JSON: what methods, documentation and tests are made from.
#[pyfunction]
pub(crate) fn tables() -> String {
    verbs::tables().to_string()
}

/// Runs the command line and returns its exit code.
#[pyfunction]
pub(crate) fn cli(py: Python<'_>, arguments: Vec<OsString>) -> PyResult<u8> {
    enter(py, &Run::default(), None, |run| Ok(crate::cli::main(arguments, run)))
}
