//! Tabulated: what every verb returns, a [`Frame`] of typed columns with the settings that made it.

pub mod arrow;
mod column;
mod concat;
mod csv;
mod floats;
mod format;
mod import;
mod jsonl;
mod parquet;
mod table;

pub(crate) use concat::Shape;
pub use floats::Floats;
pub use format::{FORMATS, Format, write_atomic};
pub use import::from_arrays;
pub(crate) use parquet::{ParquetFile, read_parquet};
pub use table::write_table;

pub(crate) use column::head;
pub use column::{Column, Strings, Values, iso_date, iso_timestamp, parse_date, year_month};

use crate::error::{Error, Result};

/// A table: named columns of one length, and the settings that made it. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    columns: Vec<(String, Column)>,
    settings: serde_json::Map<String, serde_json::Value>,
}

impl Frame {
    /// A table with no columns yet.
    pub fn new() -> Frame {
        Frame::default()
    }

    /// The same table with one more column at the right.
    ///
    /// # Panics
    /// Never; a column of another length or with a name already there is a defect and caught by `debug_assert`.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, column: impl Into<Column>) -> Frame {
        let (name, column) = (name.into(), column.into());
        debug_assert!(
            self.columns.is_empty() || column.len() == self.rows(),
            "column {name} has another length"
        );
        debug_assert!(self.column(&name).is_err(), "column {name} is there already");
        self.columns.push((name, column));
        self
    }

    /// The same table with one more column, at the right of column `after`.
    #[must_use]
    pub fn with_after(self, after: &str, name: impl Into<String>, column: impl Into<Column>) -> Frame {
        let place =
            self.columns.iter().position(|(name, _)| name == after).map_or(self.columns.len(), |at| at + 1);
        let mut frame = self.with(name, column);
        frame.columns[place..].rotate_right(1);
        frame
    }

    /// The same table with a document variable at the right. Ours stays what it is documented to be: a variable whose
    /// name is taken gets a `_`.
    #[must_use]
    pub fn with_variable(self, name: &str, column: Column) -> Frame {
        let mut name = name.to_owned();
        while self.column(&name).is_ok() {
            name.push('_');
        }
        self.with(name, column)
    }

    /// The same table with these settings; they travel with the result.
    #[must_use]
    pub fn with_settings(mut self, settings: serde_json::Map<String, serde_json::Value>) -> Frame {
        self.settings = settings;
        self
    }

    /// Version, verb and options that made the table.
    pub fn settings(&self) -> &serde_json::Map<String, serde_json::Value> {
        &self.settings
    }

    /// The settings as one line of JSON: what Arrow and Parquet carry under the key `communique`.
    pub fn settings_json(&self) -> String {
        serde_json::Value::Object(self.settings.clone()).to_string()
    }

    /// Takes the table apart into names and columns.
    pub fn into_columns(self) -> Vec<(String, Column)> {
        self.columns
    }

    /// The numbers of a column of type `Int` or `Timestamp`, which has none in this table afterwards; none of other
    /// columns. Not copied if nobody else holds them.
    ///
    /// # Errors
    /// As [`Frame::column`].
    #[cfg_attr(not(feature = "python"), allow(dead_code))]
    pub(crate) fn take_ints(&mut self, name: &str) -> Result<Option<Vec<i64>>> {
        if !matches!(self.column(name)?.values(), Values::Int(_) | Values::Timestamp(_)) {
            return Ok(None);
        }
        let column = self.columns.iter_mut().find(|(other, _)| other == name);
        let empty = Column::from(Vec::<i64>::new());
        Ok(column.and_then(|(_, column)| std::mem::replace(column, empty).into_ints()))
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// Names and columns, left to right.
    pub fn columns(&self) -> &[(String, Column)] {
        &self.columns
    }

    /// The column's values.
    ///
    /// # Errors
    /// No column has that name; the message lists the near ones.
    pub fn column(&self, name: &str) -> Result<&Column> {
        self.columns.iter().find(|(other, _)| other == name).map(|(_, column)| column).ok_or_else(|| {
            let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
            Error::unknown_column("column", name, &names)
        })
    }

    /// The rows at `order`, in that order; a row may come more than once.
    #[must_use]
    pub fn take(&self, order: &[usize]) -> Frame {
        let columns = self.columns.iter().map(|(name, column)| (name.clone(), column.take(order))).collect();
        Frame { columns, settings: self.settings.clone() }
    }
}
