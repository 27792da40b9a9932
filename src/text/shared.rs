//! The text of a document.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// The text of a document: all of a string, or a piece of a block that holds the texts of many documents.
///
/// ```
/// use communique::text::Text;
///
/// let text = Text::from("The allies met.");
/// assert_eq!(text.len(), 15);
/// assert!(text.starts_with("The allies"));
/// ```
#[derive(Clone, Default)]
pub struct Text {
    block: Arc<String>,
    range: Range<usize>,
}

impl Text {
    /// A piece of a block.
    ///
    /// # Panics
    /// If the range is not one of the block, between characters.
    pub fn piece(block: &Arc<String>, range: Range<usize>) -> Text {
        assert!(block.get(range.clone()).is_some(), "no piece of {} bytes: {range:?}", block.len());
        Text { block: block.clone(), range }
    }

    /// Its bytes, without a look at them.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.block[self.range.clone()]
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text { range: 0..text.len(), block: Arc::new(text) }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        text.to_owned().into()
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}
