//! The one conversion from the core's errors to Python exceptions, by the table `error::KINDS`.

use pyo3::exceptions::{PyFileNotFoundError, PyKeyboardInterrupt};
use pyo3::prelude::*;

use crate::error::Error;

/// "No such file or directory", on every platform that CPython runs on.
const ENOENT: i32 = 2;

impl From<Error> for PyErr {
    fn from(error: Error) -> PyErr {
        // If the class can't be had (a broken install), that error is the one to show.
        Python::attach(|py| convert(py, &error).unwrap_or_else(|broken| broken))
    }
}

fn convert(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let row = error.kind().row();
    match (row.python, error.path()) {
        ("KeyboardInterrupt", _) => Ok(PyKeyboardInterrupt::new_err(())),
        ("FileNotFoundError", Some(path)) => {
            Ok(PyFileNotFoundError::new_err((ENOENT, error.message().to_owned(), path.to_owned())))
        }
        ("FileNotFoundError", None) => Ok(PyFileNotFoundError::new_err((ENOENT, error.message().to_owned()))),
        (name, path) => {
            let exception = py.import("communique.errors")?.getattr(name)?.call1((error.to_string(),))?;
            exception.setattr("kind", row.slug)?;
            exception.setattr("path", path)?;
            exception.setattr("line", error.line())?;
            Ok(PyErr::from_value(exception))
        }
    }
}

/// The exception for a value that is not among the choices of an option; for options that Python alone knows.
#[pyfunction]
pub(super) fn unknown_option(py: Python<'_>, option: &str, value: &str, choices: Vec<String>) -> Py<PyAny> {
    let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
    PyErr::from(Error::unknown_option(option, value, &choices)).into_value(py).into_any()
}

#[cfg(test)]
mod tests {
    use crate::error::KINDS;

    #[test]
    fn every_class_of_the_table_is_there() {
        let classes = include_str!("../../python/communique/errors.py");
        for row in KINDS {
            let builtin = ["FileNotFoundError", "KeyboardInterrupt"].contains(&row.python);
            assert!(builtin || classes.contains(&format!("\nclass {}(", row.python)), "{}", row.python);
        }
    }
}
