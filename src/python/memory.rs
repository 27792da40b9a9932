//! Numbers whose memory Python takes over.
//!
//! The one place under `python` with `unsafe`: that is how pyo3 has the buffer protocol. Handing columns over instead of
//! copying them halves what a table of 43 columns of ten million rows needs (3.4 GB), and the time to make it.
#![allow(unsafe_code)]

use std::ffi::c_int;

use pyo3::ffi;
use pyo3::prelude::*;

/// Numbers of one type.
pub(super) enum Numbers {
    Floats(Vec<f64>),
    Ints(Vec<i64>),
    /// Numbers of columns.
    Places(Vec<i32>),
}

/// Numbers as a writable buffer of bytes, for `numpy.frombuffer`.
#[pyclass(name = "Memory", module = "communique")]
pub(crate) struct PyMemory(pub(super) Numbers);

#[pymethods]
impl PyMemory {
    // SAFETY: pyo3 calls this with a view to be filled in.
    unsafe fn __getbuffer__(slf: Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        let mut memory = slf.try_borrow_mut()?;
        let (start, bytes) = match &mut memory.0 {
            Numbers::Floats(values) => (values.as_mut_ptr().cast(), size_of_val(values.as_slice())),
            Numbers::Ints(values) => (values.as_mut_ptr().cast(), size_of_val(values.as_slice())),
            Numbers::Places(values) => (values.as_mut_ptr().cast(), size_of_val(values.as_slice())),
        };
        let bytes = bytes as ffi::Py_ssize_t;
        // SAFETY: the memory is as long as said. It neither moves nor changes its length, and nothing else in Rust reads
        // or writes it: the vector is touched nowhere but here. The view keeps the object alive, so the memory lasts as
        // long as the view does.
        match unsafe { ffi::PyBuffer_FillInfo(view, slf.as_ptr(), start, bytes, 0, flags) } {
            0 => Ok(()),
            _ => Err(PyErr::fetch(slf.py())),
        }
    }
}
