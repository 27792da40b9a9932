//! The corpus: documents with their text, ids and document variables.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::error::{Error, ErrorKind, Result};
use crate::frame::{Column, Strings};
use crate::par::{Run, chunks};

use super::ids::Places;
use super::layout::{outline, plain};
use super::meta::{Fields, Meta, meta_column};
use super::{Layout, Mark, Rules, Text, Unit};

/// How the bytes of a file were read as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Given as text, not bytes.
    #[default]
    Text,
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, a superset of Latin-1.
    Windows1252,
    /// Another encoding, which the caller or the page named.
    Other(&'static str),
}

impl Encoding {
    /// All encodings that are found without being named.
    pub const ALL: &'static [Encoding] = &[
        Encoding::Text,
        Encoding::Utf8,
        Encoding::Utf8Bom,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1252,
    ];

    /// The name in `corpus.docs()`; Python's names, so that `open(path, encoding=name)` reads the same text.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Text => "text",
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Bom => "utf-8-sig",
            Encoding::Utf16Le => "utf-16-le",
            Encoding::Utf16Be => "utf-16-be",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Other(name) => name,
        }
    }
}

/// One document on its way into a corpus.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Its id, unique in the corpus.
    pub id: String,
    /// Its text, as it will stay.
    pub text: Text,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// How many invalid byte sequences were replaced by U+FFFD.
    pub replaced: u64,
    /// Days since 1970-01-01; unknown is `None`, never a guess.
    pub date: Option<i32>,
    /// Document variables; a name that other documents lack is null there.
    pub meta: Fields,
    /// For HTML: where in `text` (bytes) each block starts, and the element it came from.
    pub tags: Vec<(usize, &'static str)>,
}

/// Something that went wrong with one document, or part of one, in a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file or document.
    pub source: String,
    /// What kind of problem; its slug is in the table.
    pub kind: ErrorKind,
    /// What happened, with values.
    pub message: String,
    /// Line in the file, from 1, where that is known.
    pub line: Option<u64>,
    /// What was done: "skipped", "replaced", "kept" or "date unknown".
    pub action: &'static str,
}

impl Problem {
    /// A document that was left out because of `error`; `source` is used where the error names no file.
    pub fn skipped(source: &str, error: &Error) -> Problem {
        Problem {
            source: error.path().unwrap_or(source).to_owned(),
            kind: error.kind(),
            message: error.message().to_owned(),
            line: error.line(),
            action: "skipped",
        }
    }
}

/// Documents with their text, never altered. Cheap to clone; a selection shares the text.
#[derive(Clone, Debug)]
pub struct Corpus {
    store: Arc<Store>,
    view: Arc<View>,
}

/// What was read; shared by all selections of it.
#[derive(Debug)]
struct Store {
    records: Vec<Record>,
    problems: Vec<Problem>,
    rules: Option<Arc<Rules>>,
}

#[derive(Debug)]
struct Record {
    /// As the reader gave it, not copied: copying cost as much as counting words.
    text: Text,
    encoding: Encoding,
    replaced: u64,
    date: Option<i32>,
    tags: Vec<(usize, &'static str)>,
    /// Made at first use and kept: regions and sentences cost more than most verbs.
    units: OnceLock<Arc<Vec<Unit>>>,
    /// The same; apart from the units, as counting words needs no sentences, which cost more than the count.
    layout: OnceLock<Layout>,
    /// The same; few verbs ask which units repeat others.
    marks: OnceLock<Box<[Mark]>>,
}

impl Record {
    /// The HTML elements that units came from which start at these bytes; nothing for text that is not HTML.
    fn tags(&self, starts: impl Iterator<Item = usize>) -> Vec<&'static str> {
        if self.tags.is_empty() {
            return Vec::new();
        }
        let tag = |start: usize| match self.tags.partition_point(|&(from, _)| from <= start) {
            0 => "",
            after => self.tags[after - 1].1,
        };
        starts.map(tag).collect()
    }
}

/// Which documents of the store, in which order, with their ids and variables.
#[derive(Debug)]
struct View {
    records: Vec<usize>,
    ids: Arc<Strings>,
    places: Places,
    meta: Vec<(String, Column)>,
    /// Phrases that count as one term.
    compounds: Vec<String>,
}

impl View {
    fn new(records: Vec<usize>, ids: Strings, meta: Vec<(String, Column)>) -> Result<View> {
        let places = Places::new(&ids).map_err(|(first, again)| {
            let (id, first, again) = (ids.get(first), first + 1, again + 1);
            let message = format!("ids: '{id}' names document {first} and document {again}");
            Error::new(ErrorKind::DuplicateId, message)
        })?;
        Ok(View { records, ids: Arc::new(ids), places, meta, compounds: Vec::new() })
    }
}

/// One document of a corpus.
#[derive(Clone, Copy, Debug)]
pub struct Document<'c> {
    corpus: &'c Corpus,
    index: usize,
}

impl<'c> Document<'c> {
    fn record(self) -> &'c Record {
        &self.corpus.store.records[self.corpus.view.records[self.index]]
    }

    /// Its place in the corpus, from 0.
    pub fn index(self) -> usize {
        self.index
    }

    /// Its id.
    pub fn id(self) -> &'c str {
        self.corpus.view.ids.get(self.index)
    }

    /// Its text, as it came.
    pub fn text(self) -> &'c str {
        &self.record().text
    }

    /// The bytes of its text, without a look at them: of a text that was read a while ago it would wait for memory.
    pub fn bytes(self) -> usize {
        self.record().text.len()
    }

    /// Its date in days since 1970-01-01, if known.
    pub fn date(self) -> Option<i32> {
        self.record().date
    }

    /// How its bytes were read.
    pub fn encoding(self) -> Encoding {
        self.record().encoding
    }

    /// How many invalid byte sequences were replaced.
    pub fn replaced(self) -> u64 {
        self.record().replaced
    }

    /// Its units with their regions; made at the first call and kept.
    pub fn units(self) -> &'c [Unit] {
        self.record().units.get().unwrap_or_else(|| self.outline(&Run::serial()))
    }

    /// Its units and sentences; made at the first call and kept.
    pub fn layout(self) -> &'c Layout {
        self.record().layout.get().unwrap_or_else(|| self.layout_on(&Run::serial()))
    }

    fn layout_on(self, run: &Run) -> &'c Layout {
        let record = self.record();
        record.layout.get_or_init(|| Layout::of_units(self.text(), self.outline(run).clone(), run))
    }

    fn outline(self, run: &Run) -> &'c Arc<Vec<Unit>> {
        let record = self.record();
        let tags = |ranges: &[Range<usize>]| record.tags(ranges.iter().map(|range| range.start));
        record.units.get_or_init(|| outline(self.text(), self.corpus.rules(), tags, run))
    }

    /// What other units say of each unit; made at the first call and kept.
    pub fn marks(self) -> &'c [Mark] {
        let record = self.record();
        record.marks.get_or_init(|| {
            let (units, run) = (self.units(), Run::serial());
            let tags = record.tags(units.iter().map(|unit| unit.start));
            self.corpus.rules().marks(self.text(), units, &tags, &run).into()
        })
    }
}

impl Corpus {
    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.view.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.view.records.is_empty()
    }

    /// Bytes of text in all documents.
    pub fn bytes(&self) -> usize {
        self.documents().map(Document::bytes).sum()
    }

    /// The document at `index`, from 0.
    ///
    /// # Panics
    /// There are not that many documents.
    pub fn document(&self, index: usize) -> Document<'_> {
        assert!(index < self.len(), "document {index} of {}", self.len());
        Document { corpus: self, index }
    }

    /// All documents in order.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = Document<'_>> {
        (0..self.len()).map(|index| Document { corpus: self, index })
    }

    /// The documents at these places, in this order, as a corpus that shares the text.
    ///
    /// # Errors
    /// A place past the last document, or named twice.
    pub fn select(&self, indices: &[usize]) -> Result<Corpus> {
        if let Some(index) = indices.iter().find(|index| **index >= self.len()) {
            return Err(Error::bad_value("index", index, &format!("below {}", self.len())));
        }
        let records = indices.iter().map(|&index| self.view.records[index]).collect();
        let ids = indices.iter().map(|&index| self.view.ids.get(index)).collect();
        let meta = self.view.meta.iter().map(|(name, column)| (name.clone(), column.take(indices))).collect();
        let view = View { compounds: self.view.compounds.clone(), ..View::new(records, ids, meta)? };
        Ok(Corpus { store: self.store.clone(), view: Arc::new(view) })
    }

    /// The same documents, in which each of `phrases`, beside those of this corpus, counts as one term of every verb;
    /// they share the text.
    pub fn compound(&self, phrases: impl IntoIterator<Item = String>) -> Corpus {
        let View { records, ids, places, meta, compounds } = &*self.view;
        let compounds = compounds.iter().cloned().chain(phrases).collect();
        let view = View {
            records: records.clone(),
            ids: ids.clone(),
            places: places.clone(),
            meta: meta.clone(),
            compounds,
        };
        Corpus { store: self.store.clone(), view: Arc::new(view) }
    }

    /// Phrases that count as one term.
    pub fn compounds(&self) -> &[String] {
        &self.view.compounds
    }

    /// The document whose id is `id`, or whose id, taken as a path, has the unique name or stem `id`.
    ///
    /// # Errors
    /// No such document, or several; the message names the near ones.
    pub fn find(&self, id: &str) -> Result<Document<'_>> {
        if let Some(index) = self.view.places.get(&self.view.ids, id) {
            return Ok(self.document(index));
        }
        let matching: Vec<Document<'_>> =
            self.documents().filter(|doc| name_of(doc.id()) == id || stem_of(doc.id()) == id).collect();
        match matching[..] {
            [doc] => Ok(doc),
            [] => Err(Error::unknown_document(id, &self.view.ids.iter().collect::<Vec<_>>())),
            [a, b, ..] => Err(Error::new(
                ErrorKind::UnknownDocument,
                format!("document '{id}' is one of {}: '{}', '{}' ...", matching.len(), a.id(), b.id()),
            )),
        }
    }

    /// The ids in order.
    pub fn ids(&self) -> &Arc<Strings> {
        &self.view.ids
    }

    /// The document variables, one value a document.
    pub fn meta(&self) -> &[(String, Column)] {
        &self.view.meta
    }

    /// What went wrong while reading.
    pub fn problems(&self) -> &[Problem] {
        &self.store.problems
    }

    /// The rules by which units get their region.
    pub fn rules(&self) -> &Rules {
        self.store.rules.as_deref().unwrap_or_else(|| Rules::builtin())
    }

    /// Units and regions of every document; made at the first call and kept.
    ///
    /// # Errors
    /// `Interrupted`.
    pub fn units(&self, run: &Run) -> Result<Vec<&[Unit]>> {
        self.prepare(run, |doc, run| _ = doc.outline(run))?;
        Ok(self.documents().map(Document::units).collect())
    }

    /// What has all words of every document, for who asks neither for their regions nor for their sentences: units
    /// that say they are body, or with `pieces`, where the words are the same, longer pieces of the text. Not kept.
    ///
    /// # Errors
    /// `Interrupted`.
    pub(crate) fn plain_units(&self, pieces: bool, run: &Run) -> Result<Vec<Cow<'_, [Unit]>>> {
        let made: Vec<OnceLock<Vec<Unit>>> = (0..self.len()).map(|_| OnceLock::new()).collect();
        self.prepare(run, |doc, run| {
            if doc.record().units.get().is_none() {
                _ = made[doc.index].set(plain(doc.text(), pieces, run));
            }
        })?;
        let made = self.documents().zip(made.into_iter().map(OnceLock::into_inner));
        Ok(made.map(|(doc, made)| made.map_or_else(|| Cow::Borrowed(doc.units()), Cow::Owned)).collect())
    }

    /// Units, regions and sentences of every document; made at the first call and kept.
    ///
    /// # Errors
    /// `Interrupted`.
    pub fn layouts(&self, run: &Run) -> Result<Vec<&Layout>> {
        self.prepare(run, |doc, run| _ = doc.layout_on(run))?;
        Ok(self.documents().map(Document::layout).collect())
    }

    /// Makes what [`Document::marks`] gives, of every document.
    ///
    /// # Errors
    /// `Interrupted`.
    pub fn mark(&self, run: &Run) -> Result<()> {
        self.prepare(run, |doc, run| _ = (doc.outline(run), doc.marks()))
    }

    /// Calls `make` for every document: for large ones with all threads, for others on all threads.
    fn prepare(&self, run: &Run, make: impl Fn(Document<'_>, &Run) + Sync) -> Result<()> {
        let large = run.chunk_bytes().saturating_mul(2 * run.threads());
        if run.threads() > 1 {
            for doc in self.documents().filter(|doc| doc.bytes() > large) {
                run.check()?;
                make(doc, run);
            }
        }
        let serial = Run::serial();
        let ranges = chunks(self.documents().map(Document::bytes), run.chunk_bytes());
        run.map(&ranges, |range| {
            for index in range.clone() {
                run.check()?;
                make(self.document(index), &serial);
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// The last part of a path-like id.
pub(super) fn name_of(id: &str) -> &str {
    id.rsplit(['/', '\\']).next().unwrap_or(id)
}

/// The last part of a path-like id, up to its first extension that a reader knows: `b` for `a/b.txt.gz`.
pub(super) fn stem_of(id: &str) -> &str {
    let mut stem = name_of(id);
    while let Some((rest, ending)) = stem.rsplit_once('.') {
        let known = matches!(
            ending.to_ascii_lowercase().as_str(),
            "txt"
                | "text"
                | "md"
                | "markdown"
                | "html"
                | "htm"
                | "jsonl"
                | "ndjson"
                | "csv"
                | "tsv"
                | "parquet"
                | "gz"
                | "zst"
        );
        if !known || rest.is_empty() {
            break;
        }
        stem = rest;
    }
    stem
}

/// Takes documents and makes a [`Corpus`] of them.
#[derive(Debug, Default)]
pub struct Builder {
    inputs: Vec<Input>,
    problems: Vec<Problem>,
    rules: Option<Arc<Rules>>,
}

impl Builder {
    /// Nothing yet.
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Adds a document.
    pub fn push(&mut self, input: Input) {
        self.inputs.push(input);
    }

    /// Adds a row to `corpus.problems()`.
    pub fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Region rules other than the built-in ones.
    pub fn rules(&mut self, rules: Rules) {
        self.shared_rules(Arc::new(rules));
    }

    /// The same, of rules that other corpora have too.
    pub fn shared_rules(&mut self, rules: Arc<Rules>) {
        self.rules = Some(rules);
    }

    /// The corpus.
    ///
    /// # Errors
    /// Two documents with one id.
    pub fn build(self) -> Result<Corpus> {
        let count = self.inputs.len();
        let mut names: Vec<Arc<str>> = Vec::new();
        let mut columns: HashMap<Arc<str>, usize> = HashMap::new();
        let mut rows: Vec<Vec<Meta>> = Vec::new();
        let ids = self.inputs.iter().map(|input| &input.id).collect();
        let mut records = Vec::with_capacity(count);
        for (index, input) in self.inputs.into_iter().enumerate() {
            records.push(Record {
                text: input.text,
                encoding: input.encoding,
                replaced: input.replaced,
                date: input.date,
                tags: input.tags,
                units: OnceLock::new(),
                layout: OnceLock::new(),
                marks: OnceLock::new(),
            });
            for (place, (name, value)) in input.meta.into_iter().enumerate() {
                // Most documents have the variables of the first, in their order.
                let known = names.get(place).is_some_and(|known| *known == name);
                let column = if known {
                    place
                } else {
                    *columns.entry(name).or_insert_with_key(|name| {
                        names.push(name.clone());
                        rows.push(vec![Meta::Null; count]);
                        rows.len() - 1
                    })
                };
                rows[column][index] = value;
            }
        }
        let meta =
            names.into_iter().zip(rows).map(|(name, rows)| (name.to_string(), meta_column(&rows))).collect();
        let view = Arc::new(View::new((0..count).collect(), ids, meta)?);
        let store = Arc::new(Store { records, problems: self.problems, rules: self.rules });
        Ok(Corpus { store, view })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(ids: &[&str]) -> Result<Corpus> {
        let mut builder = Builder::new();
        for id in ids {
            builder.push(Input {
                id: (*id).to_owned(),
                text: format!("text of {id}").into(),
                ..Input::default()
            });
        }
        builder.build()
    }

    #[test]
    fn found_by_id_name_and_unique_stem() -> Result<()> {
        let corpus = corpus(&["a/one.txt", "a/two.txt.gz", "b/two.md", "v1.2"])?;
        assert_eq!(corpus.find("a/one.txt")?.text(), "text of a/one.txt");
        assert_eq!(corpus.find("one")?.index(), 0);
        assert_eq!(corpus.find("two.md")?.index(), 2);
        assert_eq!(corpus.find("v1.2")?.index(), 3);
        assert!(corpus.find("two").is_err_and(|error| error.message().contains("one of 2")));
        assert!(corpus.find("oen").is_err());
        Ok(())
    }

    #[test]
    fn selections_share_text_and_keep_order() -> Result<()> {
        let some = corpus(&["a", "b", "c"])?.select(&[2, 0])?;
        assert_eq!(some.ids().iter().collect::<Vec<_>>(), ["c", "a"]);
        assert_eq!((some.document(0).text(), some.find("a")?.index()), ("text of c", 1));
        assert!(some.select(&[2]).is_err() && some.select(&[0, 0]).is_err());
        Ok(())
    }

    #[test]
    fn duplicate_ids_are_an_error() {
        let error = corpus(&["a", "b", "a"]).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("ids: 'a' names document 1 and document 3"));
    }
}
