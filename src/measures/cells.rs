//! Columns of 2x2 tables, and what follows from them.
//!
//! ```text
//!              w2     not w2                 target   reference
//!  w1          O11    O12   | R1    term     O11=f1   O12=f2    | R1
//!  not w1      O21    O22   | R2    others   O21      O22       | R2
//!              C1     C2    | N              C1=n1    C2=n2     | N
//! ```

use crate::error::{Error, Result};
use std::borrow::Cow;
use std::ops::Range;

/// Up to here a float counts exactly.
const MOST: f64 = 9_007_199_254_740_992.0;

/// Columns of checked 2x2 tables: no cell is negative, infinite or missing.
#[derive(Clone, Debug)]
pub struct Cells<'a> {
    pub(super) o11: Cow<'a, [f64]>,
    pub(super) o12: Cow<'a, [f64]>,
    pub(super) o21: Cow<'a, [f64]>,
    pub(super) o22: Cow<'a, [f64]>,
}

impl<'a> Cells<'a> {
    /// Returns the tables with these cells, which are borrowed.
    ///
    /// # Errors
    /// A cell that is negative, not finite or above 2^53, or columns of different lengths.
    pub fn from_cells(o11: &'a [f64], o12: &'a [f64], o21: &'a [f64], o22: &'a [f64]) -> Result<Cells<'a>> {
        for (name, column) in [("o11", o11), ("o12", o12), ("o21", o21), ("o22", o22)] {
            check(name, column)?;
            if column.len() != o11.len() {
                return Err(Error::bad_value(
                    name,
                    column.len(),
                    &format!("as many values as o11 ({})", o11.len()),
                ));
            }
        }
        Ok(Cells {
            o11: Cow::Borrowed(o11),
            o12: Cow::Borrowed(o12),
            o21: Cow::Borrowed(o21),
            o22: Cow::Borrowed(o22),
        })
    }

    /// Returns the tables of pairs seen `f` times, whose words were seen `f1` and `f2` times, among `n` pairs. A column
    /// of one value stands for all rows.
    ///
    /// # Errors
    /// A value that is negative, not finite or above 2^53, a pair seen more often than one of its words, words seen
    /// more often than `n` allows, or columns of different lengths.
    pub fn from_marginals(f: &[f64], f1: &[f64], f2: &[f64], n: &[f64]) -> Result<Cells<'static>> {
        let rows = rows(&[("f", f), ("f1", f1), ("f2", f2), ("n", n)])?;
        let mut cells = Cells::with_capacity(rows);
        for row in 0..rows {
            let (f, f1, f2, n) = (at(f, row), at(f1, row), at(f2, row), at(n, row));
            if f > f1 || f > f2 {
                return Err(Error::bad_value("f", f, &format!("at most f1={f1} and f2={f2} (row {row})")));
            }
            if f1 - f > n - f2 {
                return Err(Error::bad_value(
                    "n",
                    n,
                    &format!("at least f1 + f2 - f = {} (row {row})", f1 + f2 - f),
                ));
            }
            cells.push(f, f1 - f, f2 - f, n - f1 - (f2 - f));
        }
        Ok(cells)
    }

    /// Returns the tables of terms seen `f1` times among the `n1` tokens of a target and `f2` times among the `n2` of
    /// a reference. A column of one value stands for all rows.
    ///
    /// # Errors
    /// A value that is negative, not finite or above 2^53, a frequency above its size, or columns of different lengths.
    pub fn from_corpora(f1: &[f64], n1: &[f64], f2: &[f64], n2: &[f64]) -> Result<Cells<'static>> {
        let rows = rows(&[("f1", f1), ("n1", n1), ("f2", f2), ("n2", n2)])?;
        let mut cells = Cells::with_capacity(rows);
        for row in 0..rows {
            let (f1, n1, f2, n2) = (at(f1, row), at(n1, row), at(f2, row), at(n2, row));
            for (name, f, size, n) in [("f1", f1, "n1", n1), ("f2", f2, "n2", n2)] {
                if f > n {
                    return Err(Error::bad_value(name, f, &format!("at most {size}={n} (row {row})")));
                }
            }
            cells.push(f1, f2, n1 - f1, n2 - f2);
        }
        Ok(cells)
    }

    fn with_capacity(rows: usize) -> Cells<'static> {
        let column = || Cow::Owned(Vec::with_capacity(rows));
        Cells { o11: column(), o12: column(), o21: column(), o22: column() }
    }

    fn push(&mut self, o11: f64, o12: f64, o21: f64, o22: f64) {
        self.o11.to_mut().push(o11);
        self.o12.to_mut().push(o12);
        self.o21.to_mut().push(o21);
        self.o22.to_mut().push(o22);
    }

    /// Returns the number of tables.
    pub fn len(&self) -> usize {
        self.o11.len()
    }

    /// Whether there is no table.
    pub fn is_empty(&self) -> bool {
        self.o11.is_empty()
    }

    /// Returns the cells O11, O12, O21, O22 of one table.
    pub fn row(&self, row: usize) -> [f64; 4] {
        [self.o11[row], self.o12[row], self.o21[row], self.o22[row]]
    }

    /// Returns some rows, borrowed: what one thread works on.
    pub fn slice(&self, rows: Range<usize>) -> Cells<'_> {
        Cells {
            o11: Cow::Borrowed(&self.o11[rows.clone()]),
            o12: Cow::Borrowed(&self.o12[rows.clone()]),
            o21: Cow::Borrowed(&self.o21[rows.clone()]),
            o22: Cow::Borrowed(&self.o22[rows]),
        }
    }
}

fn check(name: &str, column: &[f64]) -> Result<()> {
    match column.iter().find(|value| !(0.0..=MOST).contains(*value)) {
        None => Ok(()),
        Some(value) => Err(Error::bad_value(name, value, "a number from 0 to 2^53")),
    }
}

/// Checks columns that may be one value long, and returns how many rows they make.
fn rows(columns: &[(&str, &[f64])]) -> Result<usize> {
    let rows = columns.iter().map(|(_, column)| column.len()).find(|&len| len != 1).unwrap_or(1);
    for (name, column) in columns {
        check(name, column)?;
        if column.len() != 1 && column.len() != rows {
            return Err(Error::bad_value(
                name,
                column.len(),
                &format!("one value or as many as the others ({rows})"),
            ));
        }
    }
    Ok(rows)
}

fn at(column: &[f64], row: usize) -> f64 {
    if column.len() == 1 { column[0] } else { column[row] }
}
