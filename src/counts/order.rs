//! Numbers in the order of what they stand for, so that rows are compared by numbers, not by texts.

use crate::error::Result;
use crate::par::Run;

/// Numbers in the order of what they stand for, and the place of each there.
#[derive(Default)]
pub(crate) struct Order {
    pub numbers: Vec<u32>,
    pub places: Vec<u32>,
}

impl Order {
    /// The order of `keys`, which are numbered as they come; equal ones stay in that order.
    ///
    /// # Errors
    /// If there can be no threads.
    pub fn of<K: Ord + Send>(keys: impl Iterator<Item = K>, run: &Run) -> Result<Order> {
        let mut keyed: Vec<(K, u32)> = keys.zip(0..).collect();
        run.sort(&mut keyed, Ord::cmp)?;
        let numbers: Vec<u32> = keyed.into_iter().map(|(_, number)| number).collect();
        let mut places = vec![0; numbers.len()];
        (0..).zip(&numbers).for_each(|(place, &number)| places[number as usize] = place);
        Ok(Order { numbers, places })
    }
}
