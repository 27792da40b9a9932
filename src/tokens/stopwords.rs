//! placeholder

use crate::error::Result;

/// Stop words.
#[derive(Debug)]
pub struct Stopwords {}

impl Stopwords {
    /// From an option.
    ///
    /// # Errors
    /// none
    pub fn from_option(_words: &[String]) -> Result<Option<Stopwords>> {
        Ok(None)
    }

    /// whether
    pub fn contains(&self, _term: &str) -> bool {
        false
    }
}
