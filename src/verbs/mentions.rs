//! What `compare`, `threads` and `track` read: the commitments of each document as mentions, and columns of places.

use crate::commitments::threads::{Acronyms, Mention, Reader, WEAK};
use crate::commitments::{Finder, Findings, Place, Record};
use crate::error::Result;
use crate::frame::{Column, Strings, Values};
use crate::par::{Run, chunks};
use crate::text::{Corpus, Document, Layout, offsets};

use super::commitments::findings;
use super::select::Selection;

/// Regions that repeat what the body says.
const HEADINGS: &[&str] = &["headline", "deck", "crosshead", "thumbnail", "caption", "kicker"];

/// A corpus read: the findings, and the mentions in reading order.
pub(super) struct Said<'c> {
    pub corpus: &'c Corpus,
    pub layouts: Vec<&'c Layout>,
    pub findings: Vec<Findings>,
    pub mentions: Vec<Vec<Mention>>,
}

/// The acronyms that the documents of all corpora define.
pub(super) fn acronyms<'c>(corpora: impl IntoIterator<Item = &'c Corpus>, run: &Run) -> Result<Acronyms> {
    let mut defined = Vec::new();
    for corpus in corpora {
        let sizes = corpus.documents().map(Document::bytes);
        let parts = run.map(&chunks(sizes, run.chunk_bytes()), |range| {
            Ok(range
                .clone()
                .flat_map(|doc| Acronyms::defined(corpus.document(doc).text()))
                .collect::<Vec<_>>())
        })?;
        defined.extend(parts.into_iter().flatten());
    }
    Ok(Acronyms::of(defined))
}

impl<'c> Said<'c> {
    /// Reads `corpus`; `weak` adds what is only talked about.
    pub fn new(
        corpus: &'c Corpus,
        finder: &Finder,
        selection: &Selection,
        acronyms: &Acronyms,
        weak: bool,
        run: &Run,
    ) -> Result<Said<'c>> {
        let findings = findings(corpus, finder, selection, run)?;
        let layouts = corpus.layouts(run)?;
        let sizes = corpus.documents().map(Document::bytes);
        let parts = run.map(&chunks(sizes, run.chunk_bytes()), |range| {
            Ok(range
                .clone()
                .map(|doc| {
                    let reader = reader(corpus, doc, acronyms);
                    let found = &findings[doc];
                    let records = found.records.iter().enumerate().map(|(index, record)| {
                        let heading = HEADINGS.contains(&region(layouts[doc], record.span.start));
                        reader.record(index, record, sentence(layouts[doc], record.sent_id), heading)
                    });
                    let misses = found.near_misses.iter().enumerate();
                    let misses = misses.filter(|(_, miss)| weak && WEAK.contains(&miss.reason.as_str())).map(
                        |(index, miss)| {
                            let end = found.next_trigger(miss).unwrap_or(miss.span.end);
                            reader.near_miss(found.records.len() + index, miss, end)
                        },
                    );
                    let mut mentions: Vec<Mention> = records.chain(misses).collect();
                    mentions.sort_by_key(|mention| (mention.span.start, mention.index));
                    mentions
                })
                .collect::<Vec<_>>())
        })?;
        Ok(Said { corpus, layouts, findings, mentions: parts.into_iter().flatten().collect() })
    }

    /// The record of a mention, unless it is a near miss.
    pub fn record(&self, mention: &Mention) -> Option<&Record> {
        self.findings[mention.doc].records.get(mention.index)
    }

    /// The text of a document.
    pub fn text(&self, doc: usize) -> &'c str {
        self.corpus.document(doc).text()
    }

    /// All sentences that `selection` reads, as passages; their `index` counts from 0.
    pub fn passages(&self, selection: &Selection, acronyms: &Acronyms) -> Vec<Mention> {
        let mut found = Vec::new();
        for (doc, layout) in self.layouts.iter().enumerate() {
            let reader = reader(self.corpus, doc, acronyms);
            for (unit, _) in selection.of(self.corpus.document(doc)) {
                for at in layout.sentences_of(unit) {
                    let range = &layout.sentences()[at];
                    let span = Place { start: range.start, end: range.end };
                    found.push(reader.plain(found.len(), at as u32 + 1, span));
                }
            }
        }
        found
    }

    /// The sentence of a mention.
    pub fn sentence(&self, mention: &Mention) -> &'c str {
        sentence(self.layouts[mention.doc], mention.sent_id).text(self.text(mention.doc))
    }
}

fn reader<'c>(corpus: &'c Corpus, doc: usize, acronyms: &'c Acronyms) -> Reader<'c> {
    let document = corpus.document(doc);
    Reader::new(doc, document.text(), document.date(), acronyms)
}

fn sentence(layout: &Layout, sent_id: u32) -> Place {
    let range = &layout.sentences()[sent_id as usize - 1];
    Place { start: range.start, end: range.end }
}

/// The region at a byte.
pub(super) fn region(layout: &Layout, at: usize) -> &'static str {
    let units = layout.units();
    let unit = units.partition_point(|unit| unit.end <= at).min(units.len().saturating_sub(1));
    units.get(unit).map_or("body", |unit| unit.region.name())
}

/// Where rows stand: document and bytes, or nowhere.
pub(super) type At = Option<(usize, Place)>;

/// `start` and `end` in code points, null where there is no place.
pub(super) fn code_points(corpus: &Corpus, places: &[At]) -> (Column, Column) {
    let mut indices: Vec<Option<offsets::Index<'_>>> = (0..corpus.len()).map(|_| None).collect();
    let (mut starts, mut ends) = (Vec::with_capacity(places.len()), Vec::with_capacity(places.len()));
    for place in places {
        let (start, end) = place.map_or((0, 0), |(doc, span)| {
            let index = indices[doc].get_or_insert_with(|| offsets::Index::new(corpus.document(doc).text()));
            (index.code_points(span.start) as i64, index.code_points(span.end) as i64)
        });
        starts.push(start);
        ends.push(end);
    }
    let valid: Vec<bool> = places.iter().map(Option::is_some).collect();
    (Column::with_nulls(Values::Int(starts), valid.clone()), Column::with_nulls(Values::Int(ends), valid))
}

/// Ids of documents, null where there is none.
pub(super) fn ids(corpus: &Corpus, docs: impl Iterator<Item = Option<usize>>) -> Column {
    docs.map(|doc| doc.map(|doc| corpus.document(doc).id())).collect()
}

/// Whole numbers, null where there is none.
pub(super) fn ints(values: impl Iterator<Item = Option<i64>>) -> Column {
    let values: Vec<Option<i64>> = values.collect();
    let valid = values.iter().map(Option::is_some).collect();
    Column::with_nulls(Values::Int(values.into_iter().map(Option::unwrap_or_default).collect()), valid)
}

/// Dates, null where there is none.
pub(super) fn dates(values: impl Iterator<Item = Option<i32>>) -> Column {
    let values: Vec<Option<i32>> = values.collect();
    let valid = values.iter().map(Option::is_some).collect();
    Column::with_nulls(Values::Date(values.into_iter().map(Option::unwrap_or_default).collect()), valid)
}

/// Shares from 0 to 1, null where there is none.
pub(super) fn shares(values: impl Iterator<Item = Option<u64>>) -> Column {
    let values: Vec<Option<u64>> = values.collect();
    let valid = values.iter().map(Option::is_some).collect();
    let values = values.into_iter().map(|value| value.map_or(f64::NAN, |value| value as f64 / 1000.0));
    Column::with_nulls(Values::Float(values.collect()), valid)
}

/// Texts.
pub(super) fn texts<'t>(values: impl Iterator<Item = &'t str>) -> Strings {
    values.collect()
}
