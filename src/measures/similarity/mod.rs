//! How alike two documents are: two rows of a document-term matrix.
//!
//! Letters: x, y the rows; A, B the sets of terms with a value that is not 0; n the number of columns; p, q the rows
//! divided by their sums. Sets and probabilities come from counts; cosine, correlation and distances from any weights.

mod distances;
mod overlap;

use super::family::{Row, settle};
use super::weighting::Csr;
use super::{Direction, Family, Info};
use crate::error::{Error, Result};

/// What measures of similarity can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SimilarityOptions {
    /// Kullback-Leibler: added to every column of both rows before they are divided by their sums. Default 0.
    pub smoothing: f64,
}

/// A measure of similarity or distance.
#[derive(Clone, Copy, Debug)]
pub struct Similarity {
    /// What is known about it.
    pub info: Info,
    score: fn(&Pair) -> f64,
}

/// Two rows, and what is known of them before they are compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    x: (&'a [u32], &'a [f64]),
    y: (&'a [u32], &'a [f64]),
    columns: f64,
    smoothing: f64,
}

impl Similarity {
    /// The value for a row of `a` and a row of `b`, NaN where the row of the table says so. Linear in their non-zero
    /// cells.
    ///
    /// # Errors
    /// No such row; matrices of different width; smoothing below 0.
    pub fn score(
        &self,
        (a, row_a): (&Csr, usize),
        (b, row_b): (&Csr, usize),
        options: &SimilarityOptions,
    ) -> Result<f64> {
        if a.columns() != b.columns() {
            return Err(Error::bad_value(
                "columns",
                b.columns(),
                &format!("as many as in the other, {}", a.columns()),
            ));
        }
        for (matrix, row) in [(a, row_a), (b, row_b)] {
            if row >= matrix.rows() {
                return Err(Error::bad_value(
                    "row",
                    row,
                    &format!("below the number of rows, {}", matrix.rows()),
                ));
            }
        }
        if !(options.smoothing >= 0.0 && options.smoothing.is_finite()) {
            return Err(Error::bad_value("smoothing", options.smoothing, "0 or more"));
        }
        let (x, y) = (a.row(row_a), b.row(row_b));
        let pair = Pair { x, y, columns: a.columns() as f64, smoothing: options.smoothing };
        Ok(settle((self.score)(&pair), self.info.range))
    }
}

impl Row for Similarity {
    fn info(&self) -> &Info {
        &self.info
    }
}

/// All measures of similarity, then the distances.
pub static SIMILARITY: [Similarity; 15] = super::family::join(&[overlap::ROWS, distances::ROWS]);

impl Pair<'_> {
    /// The sum of `of(x_i, y_i)` over the columns where one of them is stored.
    fn sum(&self, mut of: impl FnMut(f64, f64) -> f64) -> f64 {
        let ((xi, xv), (yi, yv)) = (self.x, self.y);
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < xi.len() || j < yi.len() {
            let (at_x, at_y) = (xi.get(i), yi.get(j));
            let (mut x, mut y) = (0.0, 0.0);
            if at_y.is_none_or(|y| at_x.is_some_and(|x| x <= y)) {
                (x, i) = (xv[i], i + 1);
            }
            if at_x.is_none_or(|x| at_y.is_some_and(|y| y <= x)) {
                (y, j) = (yv[j], j + 1);
            }
            sum += of(x, y);
        }
        sum
    }

    /// The sums of x and of y.
    fn totals(&self) -> (f64, f64) {
        (self.x.1.iter().sum(), self.y.1.iter().sum())
    }

    /// |A and B|, |A|, |B|.
    fn sets(&self) -> (f64, f64, f64) {
        let both = self.sum(|x, y| f64::from(u8::from(x != 0.0 && y != 0.0)));
        let held = |values: &[f64]| values.iter().filter(|&&value| value != 0.0).count() as f64;
        (both, held(self.x.1), held(self.y.1))
    }

    /// x.y, x.x, y.y.
    fn products(&self) -> (f64, f64, f64) {
        let squared = |values: &[f64]| values.iter().map(|value| value * value).sum();
        (self.sum(|x, y| x * y), squared(self.x.1), squared(self.y.1))
    }
}

/// What similarities have in common unless they say otherwise.
const ALIKE: Info = Info {
    name: "",
    aliases: &[],
    family: Family::Similarity,
    reading: "1: the same; 0: nothing in common.",
    formula: "",
    citation: "Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, ch. 6",
    doi: "10.1017/CBO9780511809071",
    range: (0.0, 1.0),
    direction: Direction::Higher,
    undefined: "",
    p_value: "",
    corrections: &[],
    default: false,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sound() {
        crate::measures::family::check(&SIMILARITY);
    }

    #[test]
    fn rows_are_merged_by_column() {
        let matrix = Csr::new(&[1.0, 2.0, 4.0, 8.0], &[0, 3, 1, 3], &[0, 2, 4, 4], 5).expect("matrix");
        let (x, y) = (matrix.row(0), matrix.row(1));
        let pair = Pair { x, y, columns: 5.0, smoothing: 0.0 };
        let mut seen = Vec::new();
        pair.sum(|x, y| {
            seen.push((x, y));
            0.0
        });
        assert_eq!(seen, [(1.0, 0.0), (0.0, 4.0), (2.0, 8.0)]);
        assert_eq!(pair.products(), (16.0, 5.0, 80.0));
        assert_eq!(pair.sets(), (1.0, 2.0, 2.0));
    }
}
