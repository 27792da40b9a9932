//! What a verb reads: which regions, cut how, grouped by what. Options that many verbs share, and the walk over the
//! units they select.

mod numbers;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::frame::{Column, Strings, Values, year_month};
use crate::par::{Run, chunks};
use crate::text::{Corpus, Document, FURNITURE, Layout, Region, Unit};
use crate::tokens::{
    Compounds, Plain, Punctuation, Scratch, Short, Stopwords, Take, Token, TokenOptions, Tokenizer, Urls,
};

pub(crate) use numbers::Numbers;

use super::TOKENS;
use super::args::{Args, Kind, OptionRow, option};

/// Which units are read.
pub const SELECTION: &[OptionRow] = &[
    option(
        "regions",
        Kind::Texts,
        "none",
        "regions to read, or \"all\"; default: all but nav, widget, copyright and byline",
    ),
    option(
        "duplicates",
        Kind::Choice(&["keep", "drop"]),
        "keep",
        "\"drop\" leaves out units that repeat another one of the document (thumbnail texts, doubled captions)",
    ),
];

/// The token options among `args`.
pub(crate) fn token_options(args: &Args) -> Result<TokenOptions> {
    let mut options = TokenOptions::default();
    for row in TOKENS {
        match args.settings().get(row.name) {
            None | Some(serde_json::Value::Null) => {}
            Some(serde_json::Value::String(text)) => options.set(row.name, text)?,
            Some(other) => options.set(row.name, &other.to_string())?,
        }
    }
    Ok(options)
}

/// Which units of a document a verb reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The regions.
    pub regions: Vec<Region>,
    /// Leave out units that repeat another one.
    pub drop_duplicates: bool,
}

impl Default for Selection {
    /// All regions but [`FURNITURE`].
    fn default() -> Selection {
        let regions = Region::ALL.iter().copied().filter(|region| !FURNITURE.contains(region)).collect();
        Selection { regions, drop_duplicates: false }
    }
}

impl Selection {
    /// Every unit of every region.
    pub fn all() -> Selection {
        Selection { regions: Region::ALL.to_vec(), drop_duplicates: false }
    }

    pub(crate) fn from_args(args: &Args) -> Result<Selection> {
        let mut selection = Selection::default();
        if let Some(names) = args.texts("regions") {
            selection.regions = match &names[..] {
                [] => return Err(Error::bad_value("regions", "[]", "at least one region, or \"all\"")),
                [all] if all == "all" => Region::ALL.to_vec(),
                names => names.iter().map(|name| Region::parse(name)).collect::<Result<_>>()?,
            };
            selection.regions.sort();
            selection.regions.dedup();
        }
        selection.drop_duplicates = args.text("duplicates") == Some("drop");
        Ok(selection)
    }

    /// Whether `unit`, at `index` of `doc`, is read.
    #[inline]
    fn holds(&self, doc: Document<'_>, index: usize, unit: &Unit) -> bool {
        self.regions.contains(&unit.region)
            && !(self.drop_duplicates && doc.marks()[index].duplicate_of.is_some())
    }

    /// The units of `doc` that are read, with their numbers.
    pub fn of<'c>(&self, doc: Document<'c>) -> impl Iterator<Item = (usize, &'c Unit)> {
        doc.units().iter().enumerate().filter(move |(index, unit)| self.holds(doc, *index, unit))
    }

    /// The names of the regions, for `settings`.
    pub fn names(&self) -> Vec<&'static str> {
        self.regions.iter().map(|region| region.name()).collect()
    }
}

/// Consecutive units of one document.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub doc: usize,
    pub units: Range<usize>,
}

/// What a verb needs of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// All words in order: without units, regions and sentences counting takes a third less time.
    Words,
    /// The words of each unit.
    Units,
    /// Units with their regions, and sentences.
    Layout,
}

/// A corpus as a verb reads it.
pub(crate) struct Scan<'c> {
    pub corpus: &'c Corpus,
    units: Vec<Cow<'c, [Unit]>>,
    pub selection: Selection,
    pub tokenizer: Tokenizer,
    pub stopwords: Option<Stopwords>,
    compounds: Option<Compounds>,
}

impl<'c> Scan<'c> {
    pub fn new(
        corpus: &'c Corpus,
        selection: &Selection,
        tokens: &TokenOptions,
        stopwords: Option<Stopwords>,
        run: &Run,
    ) -> Result<Scan<'c>> {
        let tokenizer = Tokenizer::new(tokens)?;
        let compounds = match corpus.compounds() {
            [] => None,
            phrases => Some(Compounds::new(phrases, tokens)?),
        };
        let (units, selection) = (corpus.units(run)?, selection.clone());
        let units = units.into_iter().map(Cow::Borrowed).collect();
        if selection.drop_duplicates {
            corpus.mark(run)?;
        }
        Ok(Scan { corpus, units, selection, tokenizer, stopwords, compounds })
    }

    /// The same for who does not need all of the layout: where all regions are read, what is not needed is not found.
    pub fn of(
        corpus: &'c Corpus,
        selection: &Selection,
        tokens: &TokenOptions,
        stopwords: Option<Stopwords>,
        needs: Needs,
        run: &Run,
    ) -> Result<Scan<'c>> {
        // Compounds end with the sentence.
        if needs == Needs::Layout || *selection != Selection::all() || !corpus.compounds().is_empty() {
            return Scan::new(corpus, selection, tokens, stopwords, run);
        }
        let tokenizer = Tokenizer::new(tokens)?;
        // The white space around units may be part of other tokens than words.
        let words = tokens.punctuation == Punctuation::Remove && tokens.urls == Urls::Split;
        let pieces = needs == Needs::Words && words;
        let units = corpus.plain_units(pieces, run)?;
        Ok(Scan { corpus, units, selection: selection.clone(), tokenizer, stopwords, compounds: None })
    }

    /// Units and sentences of a document; the sentences are made where a verb first asks for them.
    pub fn layout(&self, doc: usize) -> &'c Layout {
        self.corpus.document(doc).layout()
    }

    /// The units of a document, read or not.
    pub fn units_of(&self, doc: usize) -> &[Unit] {
        &self.units[doc]
    }

    /// All units of all documents, cut into work of about `run.chunk_bytes()` bytes; a document may be cut.
    pub fn work(&self, run: &Run) -> Vec<Vec<Piece>> {
        self.work_within(Within::Sentence, run)
    }

    /// The same; no document is cut where stretches are as long as documents.
    pub fn work_within(&self, within: Within, run: &Run) -> Vec<Vec<Piece>> {
        let most = if within == Within::Document { usize::MAX } else { run.chunk_bytes() };
        let mut work: Vec<Vec<Piece>> = Vec::new();
        let mut filled = usize::MAX;
        for (doc, all) in self.units.iter().enumerate() {
            for units in chunks(all.iter().map(|unit| unit.end - unit.start), most) {
                if filled >= run.chunk_bytes() {
                    work.push(Vec::new());
                    filled = 0;
                }
                filled += all[units.clone()].iter().map(|unit| unit.end - unit.start).sum::<usize>();
                if let Some(last) = work.last_mut() {
                    last.push(Piece { doc, units });
                }
            }
        }
        run.expect(self.corpus.bytes() as u64);
        work
    }

    /// The selected units of a piece: number in the document, unit, text.
    pub fn units(&self, piece: &Piece) -> impl Iterator<Item = (usize, &Unit, &'c str)> {
        let doc = self.corpus.document(piece.doc);
        let (text, units) = (doc.text(), self.units_of(piece.doc));
        let held = piece.units.clone().filter(move |&index| self.selection.holds(doc, index, &units[index]));
        held.map(move |index| (index, &units[index], &text[units[index].start..units[index].end]))
    }

    /// The units of a piece that are read together: one by one, or those of one `group` that follow each other.
    pub fn stretches(&self, piece: &Piece, within: Within, group: impl Fn(Region) -> u64) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (index, unit, text) in self.units(piece) {
            match stretches.last_mut() {
                Some(last) if within == Within::Document && group(last.region) == group(unit.region) => {
                    last.units.end = index + 1;
                    last.bytes += text.len();
                }
                _ => stretches.push(Stretch {
                    units: index..index + 1,
                    region: unit.region,
                    bytes: text.len(),
                }),
            }
        }
        stretches
    }

    /// The words of a stretch, as [`Scan::words`] gives those of a unit.
    pub fn words_of(&self, doc: usize, stretch: &Stretch, words: &mut Words) {
        words.clear();
        for (index, _, text) in self.units(&Piece { doc, units: stretch.units.clone() }) {
            self.append(doc, index, text, words);
        }
    }

    /// The words of a unit with the sentence each stands in, into `words`; offsets are bytes into the document.
    pub fn words(&self, doc: usize, unit_index: usize, text: &str, words: &mut Words) {
        words.clear();
        self.append(doc, unit_index, text, words);
    }

    fn append(&self, doc: usize, unit_index: usize, text: &str, words: &mut Words) {
        let layout = self.layout(doc);
        let unit = &layout.units()[unit_index];
        let sentences = layout.sentences();
        let mut sentence = layout.sentences_of(unit_index);
        let before = words.list.len();
        let Words { terms, list, scratch, .. } = words;
        self.tokenizer.tokenize(text, scratch, &mut |token: Token<'_>| {
            let (start, end) = (unit.start + token.start, unit.start + token.end);
            while sentence.len() > 1 && sentences[sentence.start].end <= start {
                sentence.start += 1;
            }
            let term_start = terms.len();
            terms.push_str(token.term);
            list.push(Word { start, end, sentence: sentence.start, term_start, term_end: terms.len() });
        });
        if let Some(compounds) = &self.compounds {
            words.join(compounds, before);
        }
    }

    /// Gives the terms of a unit to `emit`, in order, each with its short form.
    pub fn terms(
        &self,
        doc: usize,
        index: usize,
        text: &str,
        words: &mut Words,
        emit: &mut impl FnMut(&str, Short),
    ) {
        self.cut(doc, index, text, words, &mut |token: Token<'_>| emit(token.term, token.short));
    }

    /// Gives the words of a unit to `take`, in order.
    fn cut(&self, doc: usize, index: usize, text: &str, words: &mut Words, take: &mut impl Take) {
        if self.compounds.is_none() {
            self.tokenizer.cut(text, &mut words.scratch, take);
            return;
        }
        self.words(doc, index, text, words);
        for &Word { start, end, term_start, term_end, .. } in &words.list {
            let term = &words.terms[term_start..term_end];
            take.token(Token { start, end, term, short: Short::new(term) });
        }
    }

    /// Gives the words of a unit that are no stop words to `take`, in order; returns how many words there are, with
    /// stop words.
    pub fn count(
        &self,
        doc: usize,
        index: usize,
        text: &str,
        words: &mut Words,
        take: &mut impl Take,
    ) -> u64 {
        if self.stopwords.is_none() {
            let mut counted = Counted { take, seen: 0 };
            self.cut(doc, index, text, words, &mut counted);
            return counted.seen;
        }
        let mut seen = 0;
        self.cut(doc, index, text, words, &mut |token: Token<'_>| {
            seen += 1;
            if !self.stops(token.term) {
                take.token(token);
            }
        });
        seen
    }

    /// Whether a term is a stop word.
    pub fn stops(&self, term: &str) -> bool {
        self.stopwords.as_ref().is_some_and(|words| words.contains(term))
    }
}

/// Passes words on, and says how many there were.
struct Counted<'t, T> {
    take: &'t mut T,
    seen: u64,
}

impl<T: Take> Take for Counted<'_, T> {
    #[inline]
    fn token(&mut self, token: Token<'_>) {
        self.seen += 1;
        self.take.token(token);
    }

    #[inline]
    fn plain(&mut self, words: &Plain<'_>) {
        self.seen += words.count() as u64;
        self.take.plain(words);
    }
}

/// One word of a unit: bytes into the document, sentence from 0, and where its term is in [`Words`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub start: usize,
    pub end: usize,
    pub sentence: usize,
    term_start: usize,
    term_end: usize,
}

/// The words of one unit; a buffer used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Words {
    terms: String,
    list: Vec<Word>,
    /// The words that compounds were made of, in order.
    parts: Vec<Word>,
    scratch: Scratch,
}

/// Units of one document whose words are read together.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    units: Range<usize>,
    /// The region of the first.
    pub region: Region,
    pub bytes: usize,
}

/// Where windows end at the latest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// With the sentence.
    #[default]
    Sentence,
    /// With the document, or with its text in one group of `by`; units that are not read are passed over.
    Document,
}

impl Within {
    /// The values as written in options.
    pub const CHOICES: &'static [&'static str] = &["sentence", "document"];

    pub(crate) fn from_args(args: &Args) -> Within {
        if args.text("unit") == Some("document") { Within::Document } else { Within::Sentence }
    }
}

impl Words {
    pub fn list(&self) -> &[Word] {
        &self.list
    }

    pub fn term(&self, word: &Word) -> &str {
        &self.terms[word.term_start..word.term_end]
    }

    fn clear(&mut self) {
        self.terms.clear();
        self.list.clear();
        self.parts.clear();
    }

    /// The words that `word` was made of; none unless it is a compound.
    pub fn parts(&self, word: &Word) -> &[Word] {
        let first = self.parts.partition_point(|part| part.start < word.start);
        let length = self.parts[first..].partition_point(|part| part.start < word.end);
        &self.parts[first..first + length]
    }

    /// Makes one word of each phrase in `compounds`, the longest first, within a sentence, from the word `from` on.
    fn join(&mut self, compounds: &Compounds, mut from: usize) {
        let mut to = from;
        while let Some(&first) = self.list.get(from) {
            let found = compounds.at(|place| {
                let word = self.list.get(from + place).filter(|word| word.sentence == first.sentence)?;
                Some(&self.terms[word.term_start..word.term_end])
            });
            let mut word = first;
            let mut length = 1;
            if let Some((words, joined)) = found {
                length = words;
                self.parts.extend_from_slice(&self.list[from..from + words]);
                word.end = self.list[from + words - 1].end;
                word.term_start = self.terms.len();
                self.terms.push_str(joined);
                word.term_end = self.terms.len();
            }
            self.list[to] = word;
            (from, to) = (from + length, to + 1);
        }
        self.list.truncate(to);
    }

    /// Runs of words in one sentence, or all words where sentences do not count.
    pub fn runs(&self, cross_sentences: bool) -> impl Iterator<Item = &[Word]> {
        self.list.chunk_by(move |a, b| cross_sentences || a.sentence == b.sentence)
    }
}

/// Names that `by=` takes besides the document variables.
const BY: &[&str] = &["doc", "region", "year", "month", "date"];

/// How results are grouped: by document variables, by the date, and by region.
pub(crate) struct Grouping {
    /// Columns that tell groups apart, with one row for each combination that documents have.
    columns: Vec<(String, Column)>,
    /// Each document's row in `columns`.
    of_doc: Vec<u32>,
    /// The first document of each row.
    firsts: Vec<usize>,
    by_region: bool,
}

impl Grouping {
    pub fn new(corpus: &Corpus, by: &[String]) -> Result<Grouping> {
        let mut variables: Vec<(String, Column)> = Vec::new();
        let mut by_region = false;
        for name in by {
            match name.as_str() {
                "region" => by_region = true,
                "doc" | "doc_id" => variables.push(("doc_id".into(), doc_ids(corpus))),
                _ => variables.push((name.clone(), variable(corpus, "by", name)?)),
            }
        }
        let ranks: Vec<Vec<u32>> = variables.iter().map(|(name, column)| ranks(name, column)).collect();
        let mut rows: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        let key = |doc: usize| ranks.iter().map(|ranks| ranks[doc]).collect::<Vec<u32>>();
        for doc in 0..corpus.len() {
            rows.entry(key(doc)).or_insert(doc);
        }
        let firsts: Vec<usize> = rows.values().copied().collect();
        for (row, value) in rows.values_mut().enumerate() {
            *value = row;
        }
        let of_doc = (0..corpus.len()).map(|doc| rows[&key(doc)] as u32).collect();
        let columns = variables.into_iter().map(|(name, column)| (name, column.take(&firsts))).collect();
        Ok(Grouping { columns, of_doc, firsts, by_region })
    }

    /// Whether groups of `by` depend on the document.
    pub fn of_variables(by: &[String]) -> bool {
        by.iter().any(|name| name != "region")
    }

    /// A document and a region of a group.
    pub fn example(&self, group: u64) -> (usize, Region) {
        let regions = Region::ALL.len() as u64;
        (self.firsts[(group / regions) as usize], Region::ALL[(group % regions) as usize])
    }

    /// The group of a unit; groups sort as their values do.
    pub fn group(&self, doc: usize, region: Region) -> u64 {
        let region = if self.by_region { region as u64 } else { 0 };
        u64::from(self.of_doc[doc]) * Region::ALL.len() as u64 + region
    }

    /// What a verb needs of documents for these groups, `least` for itself.
    pub fn needs(&self, least: Needs) -> Needs {
        if self.by_region { Needs::Layout } else { least }
    }

    /// The groups that documents fall into whether or not a unit of them is read; none where regions are told apart.
    pub fn of_documents(&self) -> std::collections::BTreeSet<u64> {
        let docs = if self.by_region { 0 } else { self.of_doc.len() };
        (0..docs).map(|doc| self.group(doc, Region::Body)).collect()
    }

    /// Whether each document is a group of its own.
    pub fn by_documents(&self) -> bool {
        !self.by_region && matches!(&self.columns[..], [(name, _)] if name == "doc_id")
    }

    /// The columns that name the group of each row.
    pub fn labels(&self, groups: &[u64]) -> Vec<(String, Column)> {
        let regions = Region::ALL.len() as u64;
        let rows: Vec<usize> = groups.iter().map(|group| (group / regions) as usize).collect();
        let mut labels: Vec<(String, Column)> =
            self.columns.iter().map(|(name, column)| (name.clone(), column.take(&rows))).collect();
        if self.by_region {
            let names: Strings = Region::ALL.iter().map(|region| region.name()).collect();
            let codes = groups.iter().map(|group| (group % regions) as u32).collect();
            labels.push(("region".into(), Column::dict(codes, Arc::new(names))));
        }
        labels
    }
}

/// The ids of all documents as a column.
pub(crate) fn doc_ids(corpus: &Corpus) -> Column {
    Column::dict((0..corpus.len() as u32).collect(), corpus.ids().clone())
}

/// The dates of all documents as a column.
pub(crate) fn dates(corpus: &Corpus) -> Result<Column> {
    variable(corpus, "date", "date")
}

/// A document variable by name: a metadata column, or one read off the date. `option` asked for it.
pub(crate) fn variable(corpus: &Corpus, option: &str, name: &str) -> Result<Column> {
    if let Some((_, column)) = corpus.meta().iter().find(|(other, _)| other == name) {
        return Ok(column.clone());
    }
    let dates: Vec<Option<i32>> = corpus.documents().map(|doc| doc.date()).collect();
    let valid: Vec<bool> = dates.iter().map(Option::is_some).collect();
    match name {
        "date" => Ok(Column::with_nulls(
            Values::Date(dates.iter().map(|date| date.unwrap_or_default()).collect()),
            valid,
        )),
        "year" => {
            let year = |date: &Option<i32>| date.and_then(year_month).map_or(0, |(year, _)| i64::from(year));
            Ok(Column::with_nulls(Values::Int(dates.iter().map(year).collect()), valid))
        }
        "month" => Ok(dates
            .iter()
            .map(|date| date.and_then(year_month).map(|(year, month)| format!("{year:04}-{month:02}")))
            .collect()),
        _ => {
            let mut names: Vec<&str> = BY.to_vec();
            names.extend(corpus.meta().iter().map(|(name, _)| name.as_str()));
            Err(Error::unknown_column(option, name, &names))
        }
    }
}

/// For each row the rank of its value among the column's distinct values; nulls last; documents in corpus order.
fn ranks(name: &str, column: &Column) -> Vec<u32> {
    if name == "doc_id" {
        return (0..column.len() as u32).collect();
    }
    let mut order: Vec<usize> = (0..column.len()).collect();
    let compare = |&a: &usize, &b: &usize| {
        column.is_null(a).cmp(&column.is_null(b)).then_with(|| match column.values() {
            _ if column.is_null(a) => std::cmp::Ordering::Equal,
            Values::Int(values) | Values::Timestamp(values) => values[a].cmp(&values[b]),
            Values::Float(values) => values[a].total_cmp(&values[b]),
            Values::Bool(values) => values[a].cmp(&values[b]),
            Values::Date(values) => values[a].cmp(&values[b]),
            Values::Str(_) | Values::Dict(..) => column.text(a).cmp(&column.text(b)),
        })
    };
    order.sort_by(compare);
    let mut ranks = vec![0; column.len()];
    let mut rank = 0;
    for pair in 0..order.len() {
        if pair > 0 && compare(&order[pair - 1], &order[pair]).is_ne() {
            rank += 1;
        }
        ranks[order[pair]] = rank;
    }
    ranks
}
