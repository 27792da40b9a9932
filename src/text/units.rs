//! Units: the lines or paragraphs a text is made of.

use std::ops::Range;

/// Returns the byte ranges of the text units of `text`, in order, without the white space around them.
pub fn units(text: &str) -> Vec<Range<usize>> {
    let _ = text;
    Vec::new()
}
