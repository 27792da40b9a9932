//! Numbers of one column.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// The numbers of a column: memory of its own, or a part of memory that columns made together share. One piece for all
/// costs the system less than one for each: it is asked for once, in large pages where there are some, and kept for the
/// next table where it is small. Cheap to clone.
#[derive(Clone, Default)]
pub struct Floats {
    memory: Arc<Vec<f64>>,
    rows: Range<usize>,
}

impl Floats {
    /// The columns that lie one after the other in `memory`, each of so many rows.
    pub fn split(memory: Vec<f64>, columns: usize, rows: usize) -> Vec<Floats> {
        debug_assert_eq!(memory.len(), columns * rows);
        let memory = Arc::new(memory);
        (0..columns)
            .map(|column| Floats { memory: memory.clone(), rows: column * rows..(column + 1) * rows })
            .collect()
    }

    /// The numbers; not copied if they are a piece of memory of their own and nobody else holds it.
    pub fn into_vec(self) -> Vec<f64> {
        if self.rows == (0..self.memory.len()) { Arc::unwrap_or_clone(self.memory) } else { self.to_vec() }
    }

    /// The opposite of [`Floats::split`]: one piece of memory, and where in it each of `columns` begins. Nothing is copied if all of them
    /// share it and nothing else does.
    pub fn join(columns: Vec<Floats>) -> (Vec<f64>, Vec<usize>) {
        let Some(first) = columns.first().map(|first| first.memory.clone()) else {
            return (Vec::new(), Vec::new());
        };
        if columns.iter().all(|other| Arc::ptr_eq(&other.memory, &first)) {
            let starts = columns.iter().map(|other| other.rows.start).collect();
            drop(columns);
            return (Arc::unwrap_or_clone(first), starts);
        }
        let mut memory = Vec::with_capacity(columns.iter().map(|column| column.len()).sum());
        let starts = columns.iter().map(|column| {
            memory.extend_from_slice(column);
            memory.len() - column.len()
        });
        let starts = starts.collect();
        (memory, starts)
    }
}

impl Deref for Floats {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.memory[self.rows.clone()]
    }
}

impl From<Vec<f64>> for Floats {
    fn from(values: Vec<f64>) -> Floats {
        Floats { rows: 0..values.len(), memory: Arc::new(values) }
    }
}

impl FromIterator<f64> for Floats {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Floats {
        values.into_iter().collect::<Vec<f64>>().into()
    }
}

impl PartialEq for Floats {
    fn eq(&self, other: &Floats) -> bool {
        **self == **other
    }
}

impl std::fmt::Debug for Floats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_piece_are_joined_without_a_copy() {
        let memory = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let place = memory.as_ptr();
        let columns = Floats::split(memory, 3, 2);
        assert_eq!(&*columns[1], &[3.0, 4.0]);
        let (memory, starts) = Floats::join(columns);
        assert_eq!((memory.as_ptr(), starts), (place, vec![0, 2, 4]));
        let memory = Floats::from(memory).into_vec();
        assert_eq!(memory.as_ptr(), place);
    }

    #[test]
    fn what_others_hold_or_lies_apart_is_copied() {
        let columns = Floats::split(vec![1.0, 2.0], 2, 1);
        let held = columns[0].clone();
        assert_eq!(Floats::join(columns), (vec![1.0, 2.0], vec![0, 1]));
        let apart = vec![held, vec![7.0].into()];
        assert_eq!(Floats::join(apart), (vec![1.0, 7.0], vec![0, 1]));
        assert_eq!(Floats::join(Vec::new()), (Vec::new(), Vec::new()));
        assert!(Floats::split(Vec::new(), 2, 0).iter().all(|column| column.is_empty()));
    }
}
