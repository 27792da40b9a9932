//! Sentences: UAX #29 boundaries, less those after abbreviations, initials, ordinals and inside quotations.

mod abbreviations;
mod bounds;
mod classes;
mod tailor;

use std::ops::Range;

use super::Region;
use super::units::trim;
use abbreviations::Lists;
use bounds::{Lines, terminators};
use tailor::{missing_stops, splits};

/// Regions whose units are one sentence each.
const WHOLE: &[Region] = &[
    Region::Nav,
    Region::Kicker,
    Region::Headline,
    Region::Byline,
    Region::Thumbnail,
    Region::Crosshead,
    Region::Copyright,
    Region::Widget,
];

/// Adds to `out` the byte ranges of the sentences of the unit `text[unit]`, which lies in `region`.
///
/// Line ends inside the unit count as spaces. The ranges have no white space around them and together hold all of the
/// unit that is not white space. Linear in the length of the unit.
pub fn sentences(text: &str, unit: Range<usize>, region: Region, out: &mut Vec<Range<usize>>) {
    let unit = trim(text, unit);
    if unit.is_empty() {
        return;
    }
    if WHOLE.contains(&region) {
        out.push(unit);
        return;
    }
    let (lists, inner) = (Lists::get(), &text[unit.clone()]);
    let missing = missing_stops(inner, lists);
    let mut missing = missing.into_iter().peekable();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let piece = trim(text, unit.start + from..unit.start + to);
        if !piece.is_empty() {
            out.push(piece);
        }
    };
    terminators(inner, Lines::Space, |found| {
        while let Some(at) = missing.next_if(|&at| at <= found.start) {
            if at > start {
                push(start, at);
                start = at;
            }
        }
        if let Some(at) = splits(inner, start, &found, region, lists) {
            push(start, at);
            start = at;
        }
    });
    for at in missing.filter(|&at| at > start).collect::<Vec<_>>() {
        push(start, at);
        start = at;
    }
    push(start, inner.len());
}

/// Returns the sentences of `text` exactly as UAX #29 gives them: the reference mode.
pub fn sentences_uax29(text: &str) -> impl Iterator<Item = Range<usize>> {
    use unicode_segmentation::UnicodeSegmentation;
    text.split_sentence_bound_indices().map(|(start, piece)| start..start + piece.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        sentences(text, 0..text.len(), Region::Body, &mut out);
        out.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn hostile_units_are_linear() {
        assert_eq!(pieces(&"word ".repeat(500_000)).len(), 1);
        assert_eq!(pieces(&format!("He said.{} Then", "”".repeat(200_000))).len(), 2);
        assert_eq!(pieces(&". ".repeat(200_000)).len(), 1);
        assert!(!pieces(&"“He said (".repeat(200_000)).is_empty());
        assert!(!pieces(&"No. 1. ".repeat(100_000)).is_empty());
    }

    proptest! {
        #[test]
        fn sentences_hold_all_that_is_not_white_space(text in "([.!?…] ?|[aBé3]|[ \u{a0}\n]|[\"'”’()\\[\\]]|[,-]|U\\.S\\. |However, |Mr\\. |\\PC){0,40}") {
            let mut out = Vec::new();
            sentences(&text, 0..text.len(), Region::Body, &mut out);
            let mut last = 0;
            for range in &out {
                prop_assert!(range.start >= last && !range.is_empty());
                prop_assert!(trim(&text, last..range.start).is_empty());
                prop_assert_eq!(trim(&text, range.clone()), range.clone());
                last = range.end;
            }
            prop_assert!(trim(&text, last..text.len()).is_empty());
        }
    }
}
