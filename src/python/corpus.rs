//! The corpus as Python holds it: each method is one call through the door.

use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyDict, PyList, PyString};
use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::frame::parse_date;
use crate::par::Run;
use crate::text::{self, Builder, Input, Meta, Rules};
use crate::tokens::{Scratch, Tokenizer};
use crate::verbs::{self, Verb};

use super::door::enter;
use super::error::raise;
use super::frame::Frame;

/// Documents with their text, never altered.
#[pyclass(frozen, module = "communique._core")]
pub(crate) struct Corpus(text::Corpus);

/// How one call runs: threads, chunk size and a progress callback `(done, total)` in bytes.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct How<'py> {
    threads: Option<usize>,
    chunk_bytes: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
}

impl How<'_> {
    pub fn run(&self) -> Result<Run> {
        let mut run = Run::default();
        if let Some(threads) = self.threads {
            run = run.on_threads(threads)?;
        }
        if let Some(bytes) = self.chunk_bytes {
            run = run.with_chunk_bytes(bytes)?;
        }
        Ok(run)
    }
}

fn options(json: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(json).map_err(|error| Error::internal(format!("options: {error}")))
}

/// A metadata value: None, bool, int, float, str, date, datetime, and what numpy and pandas make of these.
fn meta(value: &Bound<'_, PyAny>) -> PyResult<Meta> {
    if value.is_none() {
        return Ok(Meta::Null);
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Meta::Str(text.to_str()?.to_owned()));
    }
    if value.is_instance_of::<pyo3::types::PyBool>() {
        return Ok(Meta::Bool(value.extract()?));
    }
    if value.hasattr("isoformat")? {
        let text: String = value.call_method0("isoformat")?.extract()?;
        let midnight = text.len() == 10 || text.ends_with("T00:00:00");
        return Ok(match parse_date(&text) {
            None => Meta::Null,
            Some(days) if midnight => Meta::Date(days),
            Some(_) => Meta::Str(text),
        });
    }
    if let Ok(number) = value.extract::<i64>() {
        return Ok(Meta::Int(number));
    }
    if let Ok(number) = value.extract::<f64>() {
        return Ok(if number.is_nan() { Meta::Null } else { Meta::Float(number) });
    }
    let name = value.get_type().name()?.to_string();
    Ok(if name == "NAType" { Meta::Null } else { Meta::Str(value.str()?.to_str()?.to_owned()) })
}

#[pymethods]
impl Corpus {
    /// A corpus of texts given as `str`; `meta` maps names to lists of values, one a text.
    #[new]
    #[pyo3(signature = (texts, ids, dates, meta, rules))]
    fn new(
        py: Python<'_>,
        texts: Vec<Option<String>>,
        ids: Vec<String>,
        dates: Option<Vec<Option<String>>>,
        meta: &Bound<'_, PyDict>,
        rules: Option<String>,
    ) -> PyResult<Corpus> {
        let mut columns = Vec::with_capacity(meta.len());
        for (name, values) in meta {
            let values: Vec<Meta> = values.try_iter()?.map(|value| self::meta(&value?)).collect::<PyResult<_>>()?;
            columns.push((name.extract::<String>()?, values.into_iter()));
        }
        let mut builder = Builder::new();
        let mut dates = dates.map(Vec::into_iter);
        for (row, (text, id)) in texts.into_iter().zip(ids).enumerate() {
            let date = dates.as_mut().and_then(Iterator::next).flatten();
            let meta = columns.iter_mut().map(|(name, values)| (name.clone(), values.next().unwrap_or_default()));
            let meta: Vec<(String, Meta)> = meta.collect();
            let days = match &date {
                None => None,
                Some(written) => {
                    let days = parse_date(written);
                    if days.is_none() {
                        let message = format!("date='{written}': must be YYYY-MM-DD");
                        builder.problem(text::Problem {
                            action: "date unknown",
                            ..text::Problem::skipped(&id, &Error::new(ErrorKind::BadValue, message))
                        });
                    }
                    days
                }
            };
            match text {
                Some(text) => builder.push(Input { id, text, date: days, meta, ..Input::default() }),
                None => {
                    let error = Error::new(ErrorKind::BadValue, format!("text of row {} is missing", row + 1));
                    builder.problem(text::Problem::skipped(&id, &error));
                }
            }
        }
        if let Some(rules) = rules {
            builder.rules(raise(py, Rules::from_toml(&rules))?);
        }
        Ok(Corpus(raise(py, builder.build())?))
    }

    /// A corpus read from files.
    #[staticmethod]
    fn open(py: Python<'_>, paths: Vec<String>, options_json: &str, how: How<'_>) -> PyResult<Corpus> {
        let options = raise(py, options(options_json))?;
        let run = raise(py, how.run())?;
        enter(py, &run, how.progress.as_ref(), || verbs::open(&paths, options, &run)).map(Corpus)
    }

    /// The sample corpus.
    #[staticmethod]
    fn sample(py: Python<'_>) -> PyResult<Corpus> {
        raise(py, text::sample()).map(Corpus)
    }

    /// The table of the verb of that name.
    fn verb(&self, py: Python<'_>, name: &str, options_json: &str, how: How<'_>) -> PyResult<Frame> {
        let options = raise(py, options(options_json))?;
        let run = raise(py, how.run())?;
        let verb = raise(py, Verb::find(name))?;
        enter(py, &run, how.progress.as_ref(), || verb.call(&self.0, options, &run)).map(Frame::new)
    }

    /// The document-term matrix: `(data, indices, indptr)` as bytes of int64, int32, int64; the vocabulary; settings.
    fn dtm<'py>(
        &self,
        py: Python<'py>,
        options_json: &str,
        how: How<'py>,
    ) -> PyResult<(Bound<'py, PyByteArray>, Bound<'py, PyByteArray>, Bound<'py, PyByteArray>, Bound<'py, PyList>, String)>
    {
        let options = raise(py, options(options_json))?;
        let run = raise(py, how.run())?;
        let (matrix, settings) = enter(py, &run, how.progress.as_ref(), || verbs::dtm_of(&self.0, options, &run))?;
        let long = |values: &[i64]| PyByteArray::new(py, &values.iter().flat_map(|v| v.to_ne_bytes()).collect::<Vec<u8>>());
        let indices: Vec<u8> = matrix.indices.iter().flat_map(|value| value.to_ne_bytes()).collect();
        Ok((
            long(&matrix.data),
            PyByteArray::new(py, &indices),
            long(&matrix.indptr),
            PyList::new(py, matrix.vocabulary.iter())?,
            Value::Object(settings).to_string(),
        ))
    }

    /// Writes the report and returns its summary.
    fn report(&self, py: Python<'_>, folder: std::path::PathBuf, how: How<'_>) -> PyResult<String> {
        let run = raise(py, how.run())?;
        enter(py, &run, how.progress.as_ref(), || verbs::report(&self.0, &folder, &run))
    }

    /// The documents at these places, in this order, as a corpus that shares the text.
    fn select(&self, py: Python<'_>, indices: Vec<usize>) -> PyResult<Corpus> {
        raise(py, self.0.select(&indices)).map(Corpus)
    }

    /// Where the document is that `id` names, whole or by a unique stem.
    fn find(&self, py: Python<'_>, id: &str) -> PyResult<usize> {
        raise(py, self.0.find(id)).map(|doc| doc.index())
    }

    /// The ids in order.
    fn ids<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.0.ids_in_order())
    }

    /// The text of the document at `index`.
    fn text<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyString>> {
        if index >= self.0.len() {
            return raise(py, Err(Error::bad_value("index", index, &format!("below {}", self.0.len()))));
        }
        Ok(PyString::new(py, self.0.document(index).text()))
    }

    /// The document variables, with `doc_id` first.
    fn variables(&self) -> Frame {
        Frame::new(verbs::variables(&self.0))
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

/// The terms of one text, cut and folded by `options_json`.
#[pyfunction]
pub(crate) fn tokenize<'py>(py: Python<'py>, text: &str, options_json: &str) -> PyResult<Bound<'py, PyList>> {
    let made = options(options_json).and_then(verbs::token_options_of).and_then(|options| Tokenizer::new(&options));
    let tokenizer = raise(py, made)?;
    let terms = PyList::empty(py);
    let mut failed = Ok(());
    for line in text::units(text) {
        tokenizer.tokenize(&text[line], &mut Scratch::default(), &mut |token| {
            if failed.is_ok() {
                failed = terms.append(token.term);
            }
        });
    }
    failed.map(|()| terms)
}

/// The tables of verbs, reading options and regions, as JSON: what stubs, documentation and tests are made from.
#[pyfunction]
pub(crate) fn tables() -> String {
    verbs::tables().to_string()
}

/// Runs the command line and returns its exit code.
#[pyfunction]
pub(crate) fn cli(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> PyResult<u8> {
    let run = Run::default();
    enter(py, &run, None, || Ok(crate::cli::main(arguments, &run)))
}
