//! A document-term matrix in compressed rows, as scipy stores it; borrowed, checked once.

use crate::error::{Error, Result};

/// A sparse matrix: row i holds `data[indptr[i]..indptr[i + 1]]` in the columns `indices` of the same range.
#[derive(Clone, Copy, Debug)]
pub struct Csr<'a> {
    data: &'a [f64],
    indices: &'a [u32],
    indptr: &'a [usize],
    columns: usize,
}

impl<'a> Csr<'a> {
    /// From the three arrays and the number of columns.
    ///
    /// # Errors
    /// Arrays that do not fit together; columns out of order, twice in a row, or past the last; numbers not finite.
    pub fn new(data: &'a [f64], indices: &'a [u32], indptr: &'a [usize], columns: usize) -> Result<Csr<'a>> {
        if indices.len() != data.len() {
            let limit = format!("as many as data ({})", data.len());
            return Err(Error::bad_value("indices", format!("{} numbers", indices.len()), &limit));
        }
        let (first, last) = (indptr.first().copied(), indptr.last().copied());
        if first != Some(0) || last != Some(data.len()) || !indptr.is_sorted() {
            let given = format!("{first:?}..{last:?}");
            return Err(Error::bad_value("indptr", given, &format!("ascending from 0 to {}", data.len())));
        }
        if let Some(bad) = data.iter().find(|value| !value.is_finite()) {
            return Err(Error::bad_value("data", bad, "finite numbers"));
        }
        for row in indptr.windows(2) {
            let places = &indices[row[0]..row[1]];
            if !places.is_sorted_by(|a, b| a < b) {
                return Err(Error::bad_value("indices", format!("{places:?}"), "ascending in each row"));
            }
            if let Some(&most) = places.last().filter(|&&most| most as usize >= columns) {
                return Err(Error::bad_value(
                    "indices",
                    most,
                    &format!("below the number of columns, {columns}"),
                ));
            }
        }
        Ok(Csr { data, indices, indptr, columns })
    }

    /// The number of rows: documents.
    pub fn rows(&self) -> usize {
        self.indptr.len() - 1
    }

    /// The number of columns: terms.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The stored values, row by row.
    pub fn data(&self) -> &'a [f64] {
        self.data
    }

    /// The columns and values of a row.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn row(&self, row: usize) -> (&'a [u32], &'a [f64]) {
        let range = self.indptr[row]..self.indptr[row + 1];
        (&self.indices[range.clone()], &self.data[range])
    }

    /// The number of documents that have each term.
    pub fn document_frequencies(&self) -> Vec<u64> {
        let mut frequencies = vec![0; self.columns];
        for (&column, &value) in self.indices.iter().zip(self.data) {
            frequencies[column as usize] += u64::from(value != 0.0);
        }
        frequencies
    }

    /// `weights`, cell by cell times the weight of its column: tf times df.
    ///
    /// # Errors
    /// One weight a stored cell and one a column are needed.
    pub fn scale(&self, weights: &[f64], by_column: &[f64]) -> Result<Vec<f64>> {
        for (option, given, needed) in
            [("weights", weights.len(), self.data.len()), ("by_column", by_column.len(), self.columns)]
        {
            if given != needed {
                return Err(Error::bad_value(
                    option,
                    format!("{given} numbers"),
                    &format!("{needed} numbers"),
                ));
            }
        }
        Ok(weights
            .iter()
            .zip(self.indices)
            .map(|(weight, &column)| weight * by_column[column as usize])
            .collect())
    }

    pub(super) fn indices(&self) -> &'a [u32] {
        self.indices
    }

    pub(super) fn check_counts(&self) -> Result<()> {
        match self.data.iter().find(|&&value| value < 0.0) {
            Some(bad) => Err(Error::bad_value("data", bad, "counts, 0 or more")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_arrays_are_named() {
        assert!(Csr::new(&[1.0, 2.0], &[0, 2], &[0, 2, 2], 3).is_ok());
        for (data, indices, indptr, said) in [
            (&[1.0][..], &[][..], &[0, 1][..], "indices"),
            (&[1.0], &[0], &[], "indptr"),
            (&[1.0], &[0], &[0, 2], "indptr"),
            (&[1.0], &[0], &[0, 3, 1], "indptr"),
            (&[f64::NAN], &[0], &[0, 1], "data"),
            (&[1.0, 1.0], &[1, 1], &[0, 2], "indices"),
            (&[1.0], &[9], &[0, 1], "indices"),
        ] {
            let error = Csr::new(data, indices, indptr, 3).expect_err(said);
            assert!(error.message().starts_with(said), "{error}");
        }
    }
}
