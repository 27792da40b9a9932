//! The lexicon of commitments in Python: a value that never changes; an edit gives another one.

use pyo3::prelude::*;

use crate::error::{Error, ErrorKind};
use crate::verbs::{Lexicon, LexiconRow, Phrase, lexicon_diff, lexicon_rows, read_lexicon};

use super::frame::PyFrame;

/// A lexicon of commitments; edits return another one.
#[pyclass(frozen, name = "Lexicon", module = "communique._core")]
pub(crate) struct PyLexicon(Lexicon);

impl PyLexicon {
    /// The lexicon after `edit`, and what it returned.
    fn edited<T>(&self, edit: impl FnOnce(&mut Lexicon) -> Result<T, Error>) -> PyResult<(PyLexicon, T)> {
        let mut lexicon = self.0.clone();
        let value = edit(&mut lexicon)?;
        Ok((PyLexicon(lexicon), value))
    }
}

#[pymethods]
impl PyLexicon {
    /// The lexicon named "commitment", in a file, or in TOML of several lines.
    #[staticmethod]
    fn read(py: Python<'_>, given: &str) -> PyResult<PyLexicon> {
        Ok(PyLexicon(py.detach(|| read_lexicon(given))?))
    }

    /// The same rows under another name.
    fn rename(&self, name: &str) -> PyLexicon {
        let mut lexicon = self.0.clone();
        lexicon.rename(name);
        PyLexicon(lexicon)
    }

    /// With a phrase that opens a commitment; and its id.
    #[pyo3(signature = (cls, words, frames, verb, id, be, source))]
    #[allow(clippy::too_many_arguments)]
    fn add(
        &self,
        cls: &str,
        words: String,
        frames: Option<Vec<String>>,
        verb: Option<bool>,
        id: Option<String>,
        be: Option<String>,
        source: String,
    ) -> PyResult<(PyLexicon, String)> {
        self.edited(|lexicon| lexicon.add(cls, &Phrase { words, frames, verb, be, id, source }))
    }

    /// With words in a table; and the id of their row.
    fn add_words(&self, table: &str, words: &str) -> PyResult<(PyLexicon, String)> {
        self.edited(|lexicon| lexicon.add_words(table, words))
    }

    /// With a row given as JSON; and its id.
    fn add_row(&self, table: &str, row_json: &str) -> PyResult<(PyLexicon, String)> {
        let row: LexiconRow = serde_json::from_str(row_json).map_err(|error| {
            let message = error.to_string();
            Error::new(ErrorKind::BadRule, message.split(" at line ").next().unwrap_or_default())
        })?;
        self.edited(|lexicon| lexicon.add_row(table, row))
    }

    /// With a phrase stopped; and the ids of the rows that changed.
    fn block(&self, words: &str, reason: Option<&str>) -> PyResult<(PyLexicon, Vec<String>)> {
        self.edited(|lexicon| lexicon.block(words, reason))
    }

    /// Without the rows of that id or words; and how many these were.
    fn remove(&self, name: &str) -> PyResult<(PyLexicon, usize)> {
        self.edited(|lexicon| lexicon.remove(name))
    }

    /// What `other` has more, less or otherwise.
    fn diff(&self, other: &PyLexicon) -> PyFrame {
        PyFrame(lexicon_diff(&self.0, &other.0))
    }

    /// All rows.
    fn rows(&self) -> PyFrame {
        PyFrame(lexicon_rows(&self.0))
    }

    /// As TOML, rows sorted.
    fn to_toml(&self) -> String {
        self.0.to_toml()
    }

    /// The name.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    /// A fingerprint of rows and classes.
    #[getter]
    fn hash(&self) -> String {
        self.0.hash()
    }

    fn __len__(&self) -> usize {
        self.0.rows().count()
    }
}
