//! The layout of a corpus: the units of every document with their regions, and their sentences.

use std::ops::Range;
use std::sync::Arc;

use super::pieces::pieces_on;
use super::units::units_on;
use super::{Region, Rules, sentences};
use crate::par::Run;

/// One text unit of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// First byte in the document.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What the unit is.
    pub region: Region,
    /// Which rule said so: an index into [`Rules`].
    pub rule: u16,
}

/// What other units say of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whether the site cut the text ("..." at the end, or a prefix of another unit cut inside).
    pub truncated: bool,
    /// The unit (from 0, in this document) whose text this one repeats, whole or cut short.
    pub duplicate_of: Option<u32>,
}

/// The units of `text` by `rules`; `tags` names the HTML element each came from, or returns nothing.
pub(super) fn outline<'t>(
    text: &str,
    rules: &Rules,
    tags: impl FnOnce(&[Range<usize>]) -> Vec<&'t str>,
    run: &Run,
) -> Arc<Vec<Unit>> {
    let ranges = units_on(text, run);
    Arc::new(rules.classify(text, &ranges, &tags(&ranges), run))
}

/// The units of `text`, of which no rule was asked; or with `pieces`, longer pieces that have the same words.
pub(super) fn plain(text: &str, pieces: bool, run: &Run) -> Vec<Unit> {
    let ranges = pieces.then(|| pieces_on(text, run)).flatten().unwrap_or_else(|| units_on(text, run));
    let unit =
        |range: Range<usize>| Unit { start: range.start, end: range.end, region: Region::Body, rule: 0 };
    ranges.into_iter().map(unit).collect()
}

/// The units and sentences of one document.
#[derive(Clone, Debug)]
pub struct Layout {
    units: Arc<Vec<Unit>>,
    /// Byte ranges of all sentences; a sentence lies in one unit.
    sentences: Vec<Range<usize>>,
    /// For each unit, the index of the sentence after its last.
    sentence_ends: Vec<usize>,
}

impl Layout {
    /// The layout of `text` by `rules`; `tag_of` names the HTML element a byte came from (empty: none).
    pub fn new<'t>(text: &str, rules: &Rules, tag_of: impl Fn(usize) -> &'t str) -> Layout {
        let run = Run::serial();
        let tags = |ranges: &[Range<usize>]| ranges.iter().map(|range| tag_of(range.start)).collect();
        Layout::of_units(text, outline(text, rules, tags, &run), &run)
    }

    /// The layout of `text`, of which `units` are the units.
    pub(super) fn of_units(text: &str, units: Arc<Vec<Unit>>, run: &Run) -> Layout {
        let mut parts = run.spread(units.len(), |range| {
            let (mut all, mut ends) = (Vec::new(), Vec::with_capacity(range.len()));
            for unit in &units[range] {
                sentences(text, unit.start..unit.end, unit.region, &mut all);
                ends.push(all.len());
            }
            vec![(all, ends)]
        });
        let (mut sentences, mut sentence_ends) = match &mut parts[..] {
            [] => (Vec::new(), Vec::new()),
            [first, ..] => std::mem::take(first),
        };
        for (more, ends) in parts.into_iter().skip(1) {
            sentence_ends.extend(ends.into_iter().map(|end| end + sentences.len()));
            sentences.extend(more);
        }
        Layout { units, sentences, sentence_ends }
    }

    /// The units in order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The sentences in order, as byte ranges; `sent_id` is the index plus 1.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The indices of the sentences of a unit.
    pub fn sentences_of(&self, unit: usize) -> Range<usize> {
        let start = if unit == 0 { 0 } else { self.sentence_ends[unit - 1] };
        start..self.sentence_ends[unit]
    }
}
