//! Rows that point at text: ids, sentences, and offsets turned from bytes into code points.

use std::sync::Arc;

use crate::error::Result;
use crate::frame::{Column, Frame, Strings, Values};
use crate::text::{Corpus, Region, offsets};

use super::select::dates;
use super::{ColumnRow, column};

pub(crate) const DOC_ID: ColumnRow = column("doc_id", "text", "the document");
pub(crate) const SENT_ID: ColumnRow =
    column("sent_id", "int", "the sentence in the document, from 1, furniture included");
pub(crate) const UNIT: ColumnRow = column("unit", "int", "the unit of text in the document, from 1");
pub(crate) const REGION: ColumnRow = column("region", "text", "the region it stands in");
pub(crate) const START: ColumnRow =
    column("start", "int", "first code point: doc.text[start:end] is the evidence");
pub(crate) const END: ColumnRow = column("end", "int", "code point after the last");

/// Where a row's evidence stands: bytes into document `doc`; sentence and unit from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub doc: usize,
    pub sentence: usize,
    pub unit: usize,
    pub region: Region,
    pub start: usize,
    pub end: usize,
}

/// Columns of places; rows of one document stand together.
pub(crate) struct Places<'p>(pub &'p [Place]);

impl Places<'_> {
    pub fn doc_ids(&self, corpus: &Corpus) -> Column {
        Column::dict(self.0.iter().map(|place| place.doc as u32).collect(), corpus.ids().clone())
    }

    pub fn sent_ids(&self) -> Column {
        self.0.iter().map(|place| place.sentence as i64 + 1).collect::<Vec<i64>>().into()
    }

    pub fn units(&self) -> Column {
        self.0.iter().map(|place| place.unit as i64 + 1).collect::<Vec<i64>>().into()
    }

    pub fn regions(&self) -> Column {
        let names: Strings = Region::ALL.iter().map(|region| region.name()).collect();
        Column::dict(self.0.iter().map(|place| place.region as u32).collect(), Arc::new(names))
    }

    /// `start` and `end` in code points.
    pub fn offsets(&self, corpus: &Corpus) -> (Column, Column) {
        let (mut starts, mut ends) = (Vec::with_capacity(self.0.len()), Vec::with_capacity(self.0.len()));
        for places in self.0.chunk_by(|a, b| a.doc == b.doc) {
            let index = offsets::Index::new(corpus.document(places[0].doc).text());
            for place in places {
                starts.push(index.code_points(place.start) as i64);
                ends.push(index.code_points(place.end) as i64);
            }
        }
        (Column::new(Values::Int(starts)), Column::new(Values::Int(ends)))
    }

    /// The evidence itself.
    pub fn texts(&self, corpus: &Corpus) -> Strings {
        let bytes = self.0.iter().map(|place| place.end - place.start).sum();
        let mut texts = Strings::with_capacity(self.0.len(), bytes);
        for place in self.0 {
            texts.push(&corpus.document(place.doc).text()[place.start..place.end]);
        }
        texts
    }

    /// `frame` with the date and the document variables of each row at the right; a name already there gets a `_`.
    pub fn with_variables(&self, mut frame: Frame, corpus: &Corpus) -> Result<Frame> {
        let rows: Vec<usize> = self.0.iter().map(|place| place.doc).collect();
        frame = frame.with("date", dates(corpus)?.take(&rows));
        for (name, values) in corpus.meta() {
            frame = frame.with_variable(name, values.take(&rows));
        }
        Ok(frame)
    }
}
