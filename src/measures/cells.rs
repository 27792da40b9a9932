//! Columns of 2x2 tables, and what follows from them.
//!
//! ```text
//!              w2     not w2                 target   reference
//!  w1          O11    O12   | R1    term     O11=f1   O12=f2    | R1
//!  not w1      O21    O22   | R2    others   O21      O22       | R2
//!              C1     C2    | N              C1=n1    C2=n2     | N
//! ```

use super::block::CHUNK;
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
        let rows = Cells::check_marginals(f, f1, f2, n)?;
        let (f, f1, f2, n) = (full(f, rows), full(f1, rows), full(f2, rows), full(n, rows));
        let (f, f1, f2, n) = (&f[..rows], &f1[..rows], &f2[..rows], &n[..rows]);
        Ok(Cells {
            o11: f.to_vec().into(),
            o12: column(rows, |row| f1[row] - f[row]),
            o21: column(rows, |row| f2[row] - f[row]),
            o22: column(rows, |row| n[row] - f1[row] - (f2[row] - f[row])),
        })
    }

    /// Returns how many tables these columns make: the checks of [`Cells::from_marginals`], without the tables.
    ///
    /// # Errors
    /// As there.
    pub fn check_marginals(f: &[f64], f1: &[f64], f2: &[f64], n: &[f64]) -> Result<usize> {
        let rows = rows(&[("f", f), ("f1", f1), ("f2", f2), ("n", n)])?;
        // With a mask for the row: of a column of one value, every row is the first.
        let [f, f1, f2, n] =
            [f, f1, f2, n].map(|column| (column, if column.len() == 1 { 0 } else { usize::MAX }));
        let at = |(column, most): (&[f64], usize), row: usize| column[row & most];
        let fits = |row: usize| {
            let (f, f1, f2, n) = (at(f, row), at(f1, row), at(f2, row), at(n, row));
            (f <= f1) & (f <= f2) & (f1 - f <= n - f2)
        };
        if let Some(row) = find(rows, |row| !fits(row)) {
            let (f, f1, f2, n) = (at(f, row), at(f1, row), at(f2, row), at(n, row));
            if f > f1 || f > f2 {
                return Err(Error::bad_value("f", f, &format!("at most f1={f1} and f2={f2} (row {row})")));
            }
            return Err(Error::bad_value(
                "n",
                n,
                &format!("at least f1 + f2 - f = {} (row {row})", f1 + f2 - f),
            ));
        }
        Ok(rows)
    }

    /// Returns the tables of terms seen `f1` times among the `n1` tokens of a target and `f2` times among the `n2` of
    /// a reference. A column of one value stands for all rows.
    ///
    /// # Errors
    /// A value that is negative, not finite or above 2^53, a frequency above its size, or columns of different lengths.
    pub fn from_corpora(f1: &[f64], n1: &[f64], f2: &[f64], n2: &[f64]) -> Result<Cells<'static>> {
        let rows = rows(&[("f1", f1), ("n1", n1), ("f2", f2), ("n2", n2)])?;
        let (f1, n1, f2, n2) = (full(f1, rows), full(n1, rows), full(f2, rows), full(n2, rows));
        let (f1, n1, f2, n2) = (&f1[..rows], &n1[..rows], &f2[..rows], &n2[..rows]);
        for (name, f, size, n) in [("f1", f1, "n1", n1), ("f2", f2, "n2", n2)] {
            if let Some(row) = find(rows, |row| f[row] > n[row]) {
                let limit = format!("at most {size}={} (row {row})", n[row]);
                return Err(Error::bad_value(name, f[row], &limit));
            }
        }
        Ok(Cells {
            o11: f1.to_vec().into(),
            o12: f2.to_vec().into(),
            o21: column(rows, |row| n1[row] - f1[row]),
            o22: column(rows, |row| n2[row] - f2[row]),
        })
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
    match find(column.len(), |row| !(0.0..=MOST).contains(&column[row])) {
        None => Ok(()),
        Some(row) => Err(Error::bad_value(name, column[row], "a number from 0 to 2^53")),
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

/// The column; one value as often as there are rows.
fn full(column: &[f64], rows: usize) -> Cow<'_, [f64]> {
    if column.len() == 1 { vec![column[0]; rows].into() } else { column.into() }
}

fn column(rows: usize, value: impl Fn(usize) -> f64) -> Cow<'static, [f64]> {
    (0..rows).map(value).collect()
}

/// The first row that is `wrong`. Looks at some rows at once: nearly always none is.
fn find(rows: usize, wrong: impl Fn(usize) -> bool) -> Option<usize> {
    let chunks = (0..rows).step_by(CHUNK).map(|from| from..rows.min(from + CHUNK));
    let mut suspect = chunks.filter(|rows| rows.clone().fold(false, |any, row| any | wrong(row)));
    suspect.next()?.find(|&row| wrong(row))
}
