//! [`Frame`] in Python: an Arrow C stream, and the raw parts from which `communique.frame` builds a pandas table.

use std::ffi::CStr;
use std::path::PathBuf;

use arrow_buffer::ToByteSlice;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyCapsule, PyList, PyString};

use super::door;
use super::memory::{Numbers, PyMemory};
use crate::error::{Error, ErrorKind, Result};
use crate::frame::arrow::take_stream;
use crate::frame::{Column, Floats, Format, Frame, Strings, Values};
use crate::par::Run;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";

/// A table of the core: what `output="arrow"` gives. `pyarrow.table`, `polars.DataFrame` and DuckDB read it without
/// a copy of numbers and text.
#[pyclass(name = "Frame", module = "communique")]
pub(crate) struct PyFrame(pub(crate) Frame);

/// Kind, data and validity of one column; see [`PyFrame::column`].
type Parts<'py> = (&'static str, Bound<'py, PyAny>, Option<Bound<'py, PyByteArray>>);

#[pymethods]
impl PyFrame {
    /// The table as an Arrow C stream; `requested_schema` is a wish that the interface lets one ignore.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        // A consumer moves the stream out and leaves a released one; dropping either is safe.
        PyCapsule::new_with_value(py, py.detach(|| self.0.to_stream())?, STREAM)
    }

    /// The Arrow schema.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&self.0.schema())
            .map_err(|error| Error::internal(format!("Arrow: {error}")))?;
        PyCapsule::new_with_value(py, schema, SCHEMA)
    }

    /// The number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.0.rows()
    }

    /// The names of the columns, left to right.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.0.columns().iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Version, verb and options that made the table, as JSON.
    #[getter]
    fn settings(&self) -> String {
        self.0.settings_json()
    }

    /// The kind of a column: "text", "int", "float", "bool", "date" or "timestamp".
    fn kind(&self, name: &str) -> PyResult<&'static str> {
        Ok(kind(self.0.column(name)?.values()))
    }

    /// Kind, data and validity of a column.
    ///
    /// Kinds: "text", data a list of str or None; "int" and "timestamp" (microseconds), int64; "float", float64;
    /// "date" (days), int32; "bool", one byte a row. All but text come as a bytearray in the machine's byte order, with
    /// a bytearray of one byte a row that is 0 where the row is null, or None where no row is. With `take` "int" and
    /// "timestamp" come as memory instead, not copied where nothing else holds it; the table is without them afterwards.
    #[pyo3(signature = (name, take=false))]
    fn column<'py>(&mut self, py: Python<'py>, name: &str, take: bool) -> PyResult<Parts<'py>> {
        let column = self.0.column(name)?;
        let kind = kind(column.values());
        let flags = |flags: &[bool]| -> Vec<u8> { flags.iter().map(|&flag| flag.into()).collect() };
        let valid = column.valid().map(|valid| PyByteArray::new(py, &flags(valid)));
        if take && let Some(values) = self.0.take_ints(name)? {
            return Ok((kind, PyMemory(Numbers::Ints(values)).into_pyobject(py)?.into_any(), valid));
        }
        let column = self.0.column(name)?;
        let bytes = |bytes: &[u8]| PyByteArray::new(py, bytes).into_any();
        Ok(match column.values() {
            Values::Str(_) => {
                (kind, PyList::new(py, (0..column.len()).map(|row| column.text(row)))?.into_any(), None)
            }
            Values::Dict(codes, distinct) => (kind, repeated(py, column, codes, distinct)?.into_any(), None),
            Values::Int(values) => (kind, bytes(values.to_byte_slice()), valid),
            Values::Float(values) => (kind, bytes(values.to_byte_slice()), valid),
            Values::Bool(values) => (kind, bytes(&flags(values)), valid),
            Values::Date(values) => (kind, bytes(values.to_byte_slice()), valid),
            Values::Timestamp(values) => (kind, bytes(values.to_byte_slice()), valid),
        })
    }

    /// The columns of kind "text" alone; they share their memory with this table.
    fn texts(&self) -> PyFrame {
        let texts = self.0.columns().iter().filter(|(_, column)| kind(column.values()) == "text");
        PyFrame(texts.fold(Frame::new(), |frame, (name, column)| frame.with(name, column.clone())))
    }

    /// The numbers of all columns of kind "float" as one piece of memory, null as NaN, and where in it each column
    /// begins. With `take` the table is empty afterwards, and nothing is copied where one piece holds them all.
    fn floats(&mut self, take: bool) -> (PyMemory, Vec<usize>) {
        let frame = if take { std::mem::take(&mut self.0) } else { self.0.clone() };
        let columns = frame.into_columns().into_iter().filter_map(|(_, column)| {
            let Values::Float(values) = column.values() else { return None };
            let or_nan = |(&value, &valid): (&f64, &bool)| if valid { value } else { f64::NAN };
            Some(match column.valid() {
                None => values.clone(),
                Some(valid) => values.iter().zip(valid).map(or_nan).collect(),
            })
        });
        let (memory, starts) = Floats::join(columns.collect());
        (PyMemory(Numbers::Floats(memory)), starts)
    }

    /// The table of `columns`: name, kind, data and validity of each, as `column` gives them; data and validity may
    /// be bytes, text any list.
    #[staticmethod]
    fn from_columns(columns: Vec<Given<'_>>) -> PyResult<PyFrame> {
        let mut frame = Frame::new();
        for (name, kind, data, valid) in columns {
            if frame.column(&name).is_ok() {
                let message = format!("two columns are named '{name}'");
                return Err(Error::new(ErrorKind::Corrupt, message).into());
            }
            let column = read(&name, &kind, &data, valid)?;
            let expected = frame.columns().first().map_or(column.len(), |(_, first)| first.len());
            if column.len() != expected {
                let limit = format!("{expected} rows, as the first column has");
                return Err(Error::bad_value(&name, column.len(), &limit).into());
            }
            frame = frame.with(name, column);
        }
        Ok(PyFrame(frame))
    }

    /// Writes the table to `path` as "csv", "jsonl", "parquet" or "table", by default as its ending says.
    #[pyo3(signature = (path, format=None))]
    fn write(&self, py: Python<'_>, path: PathBuf, format: Option<&str>) -> PyResult<()> {
        let format = format.map(Format::parse).transpose()?;
        door::enter(py, &Run::serial(), None, |_| self.0.write(&path, format))
    }

    fn __len__(&self) -> usize {
        self.0.rows()
    }

    fn __repr__(&self) -> String {
        format!("<communique.Frame: {} rows, columns {}>", self.0.rows(), self.column_names().join(", "))
    }
}

fn kind(values: &Values) -> &'static str {
    match values {
        Values::Str(_) | Values::Dict(..) => "text",
        Values::Int(_) => "int",
        Values::Float(_) => "float",
        Values::Bool(_) => "bool",
        Values::Date(_) => "date",
        Values::Timestamp(_) => "timestamp",
    }
}

/// One str object a distinct value, made when it is first met.
fn repeated<'py>(
    py: Python<'py>,
    column: &Column,
    codes: &[u32],
    distinct: &Strings,
) -> PyResult<Bound<'py, PyList>> {
    let mut made: Vec<Option<Bound<'py, PyString>>> = vec![None; distinct.len()];
    let cells = codes.iter().enumerate().map(|(row, &code)| {
        let code = code as usize;
        let make = || PyString::new(py, distinct.get(code));
        (!column.is_null(row)).then(|| made[code].get_or_insert_with(make).clone())
    });
    PyList::new(py, cells.collect::<Vec<_>>())
}

/// Name, kind, data and validity of one column.
type Given<'py> = (String, String, Bound<'py, PyAny>, Option<Bound<'py, PyBytes>>);

fn read(
    name: &str,
    kind: &str,
    data: &Bound<'_, PyAny>,
    valid: Option<Bound<'_, PyBytes>>,
) -> PyResult<Column> {
    if kind == "text" {
        return text(name, data);
    }
    let data = data.cast::<PyBytes>()?.as_bytes();
    let values = match kind {
        "int" => Values::Int(numbers(data, i64::from_ne_bytes)),
        "float" => Values::Float(numbers(data, f64::from_ne_bytes).into()),
        "bool" => Values::Bool(data.iter().map(|&byte| byte != 0).collect()),
        "date" => Values::Date(numbers(data, i32::from_ne_bytes)),
        "timestamp" => Values::Timestamp(numbers(data, i64::from_ne_bytes)),
        _ => {
            let kinds = ["text", "int", "float", "bool", "date", "timestamp"];
            return Err(Error::unknown_option("kind", kind, &kinds).into());
        }
    };
    let column = Column::new(values);
    let Some(valid) = valid else { return Ok(column) };
    let valid = valid.as_bytes();
    if valid.len() != column.len() {
        return Err(Error::bad_value(name, valid.len(), &format!("{} validity bytes", column.len())).into());
    }
    let values = column.values().clone();
    Ok(Column::with_nulls(values, valid.iter().map(|&byte| byte != 0).collect()))
}

fn numbers<const N: usize, T>(data: &[u8], read: impl Fn([u8; N]) -> T) -> Vec<T> {
    data.as_chunks::<N>().0.iter().map(|&bytes| read(bytes)).collect()
}

fn text(name: &str, data: &Bound<'_, PyAny>) -> PyResult<Column> {
    let rows = data.cast::<PyList>()?;
    let (mut strings, mut valid) = (Strings::new(), Vec::with_capacity(rows.len()));
    for (row, cell) in rows.iter().enumerate() {
        let refused = |what: &str| Error::bad_value(name, what, &format!("text (row {row}, from 0)"));
        valid.push(!cell.is_none());
        match cell.cast::<PyString>() {
            // A str may hold half a surrogate pair, which is no text.
            Ok(text) => strings.push(text.to_str().map_err(|_| refused("a lone surrogate"))?),
            Err(_) if cell.is_none() => strings.push(""),
            Err(_) => return Err(refused(&cell.get_type().name()?.to_string_lossy()).into()),
        }
    }
    Ok(Column::with_nulls(Values::Str(strings), valid))
}

/// The table that `source.__arrow_c_stream__()` gives; a series or an array is a table of the one column `plain`.
#[pyfunction]
pub(crate) fn from_stream(py: Python<'_>, source: Bound<'_, PyAny>, plain: &str) -> PyResult<PyFrame> {
    let capsule = source.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let stream = take_stream(capsule.pointer_checked(Some(STREAM))?);
    let run = Run::serial();
    let read = |run: &Run| -> Result<Frame> { Frame::from_stream(stream, plain, || run.check()) };
    door::enter(py, &run, None, read).map(PyFrame)
}
