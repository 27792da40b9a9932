//! What the sections are made from: the tables, the documents as readers name them, the key phrases.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::numbers::line;
use super::phrases::{Phrase, pick, spell};
use super::tables::{Has, Needs, TABLES, Table};
use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Values, year_month};
use crate::par::Run;
use crate::text::{Corpus, Region};
use crate::tokens::Stopwords;
use crate::verbs::Verb;
use crate::verbs::conditions::documents;

/// A table that was made.
pub(super) struct Made {
    pub table: &'static Table,
    /// The options it was made with, as given.
    pub options: Map<String, Value>,
    pub frame: Frame,
}

/// A document as a reader knows it.
#[derive(Clone, Debug)]
pub(super) struct Doc {
    pub id: String,
    /// A variable called title, else the first headline.
    pub title: Option<String>,
    pub date: Option<i32>,
    /// One value a row of [`FACETS`].
    pub facets: Vec<Option<String>>,
    pub words: i64,
    pub body: i64,
}

/// A document variable that the page shows: what it is called there, and the names it goes by.
pub(super) struct Facet {
    pub head: &'static str,
    /// Of several: `3 outlets`.
    pub many: &'static str,
    /// The class of its column.
    pub class: &'static str,
    names: &'static [&'static str],
}

/// Variables that the page knows how to show; the first of them a corpus has gives the timeline its lanes.
pub(super) const FACETS: &[Facet] = &[
    Facet { head: "Kind", many: "kinds", class: "short", names: &["kind", "type", "genre", "category"] },
    Facet {
        head: "Outlet",
        many: "outlets",
        class: "long",
        names: &["outlet", "source", "publisher", "newspaper", "speaker", "author"],
    },
];

/// Documents whose phrases are followed one by one where they are no series.
const FEW: usize = 80;

/// Names of the variable that holds titles.
const TITLES: &[&str] = &["title", "headline"];

/// All that the page shows.
pub(super) struct Data<'c> {
    pub corpus: &'c Corpus,
    pub made: Vec<Made>,
    pub docs: Vec<Doc>,
    /// Places in `docs` by date, those without one last.
    pub by_date: Vec<usize>,
    pub stopwords: Stopwords,
    pub phrases: Vec<Phrase>,
}

impl<'c> Data<'c> {
    pub fn new(corpus: &'c Corpus, run: &Run) -> Result<Data<'c>> {
        let stopwords = Stopwords::named("en")?;
        let mut data = Data {
            corpus,
            made: Vec::new(),
            docs: Vec::new(),
            by_date: Vec::new(),
            stopwords,
            phrases: Vec::new(),
        };
        let mut has = has(corpus)?;
        let few = has.series.is_some() || corpus.len() <= FEW;
        for table in TABLES {
            if table.needs == Needs::Phrases {
                data.phrases = pick(&data)?;
                has.phrases = data.phrases.iter().map(|phrase| phrase.words.clone()).collect();
            }
            let possible = match table.needs {
                Needs::Nothing => true,
                Needs::Dates => corpus.documents().any(|doc| doc.date().is_some()),
                Needs::Years | Needs::Sides => has.years.is_some(),
                Needs::Phrases => !has.phrases.is_empty(),
                Needs::History => !has.phrases.is_empty() && few,
                Needs::Pair => has.pair.is_some(),
            };
            if possible {
                let options = table.arguments(&has)?;
                let frame = Verb::find(table.verb)?.call(corpus, options.clone(), run)?;
                data.made.push(Made { table, options, frame });
            }
        }
        if let Some(made) = data.made.iter().find(|made| made.table.needs == Needs::Phrases) {
            spell(&mut data.phrases, &made.frame)?;
        }
        data.docs = docs(corpus, data.frame("docs")?, run)?;
        data.by_date = (0..data.docs.len()).collect();
        data.by_date.sort_by_key(|&doc| (data.docs[doc].date.is_none(), data.docs[doc].date, doc));
        Ok(data)
    }

    /// The table of that name, if it was made.
    pub fn made(&self, name: &str) -> Option<&Made> {
        self.made.iter().find(|made| made.table.name == name)
    }

    /// The table of that name.
    ///
    /// # Errors
    /// It was not made: a defect of the section that asks.
    pub fn frame(&self, name: &str) -> Result<&Frame> {
        self.made(name)
            .map(|made| &made.frame)
            .ok_or_else(|| Error::internal(format!("report: no table {name}")))
    }

    /// Words in all documents, furniture included.
    pub fn words(&self) -> i64 {
        self.docs.iter().map(|doc| doc.words).sum()
    }

    /// The first and the last date.
    pub fn span(&self) -> Option<(i32, i32)> {
        let dates = || self.docs.iter().filter_map(|doc| doc.date);
        Some((dates().min()?, dates().max()?))
    }

    /// The values of a row of [`FACETS`] with the documents that have each, most frequent first.
    pub fn facet(&self, facet: usize) -> Vec<(&str, usize)> {
        let mut values: Vec<(&str, usize)> = Vec::new();
        let mut all: Vec<&str> = self.docs.iter().filter_map(|doc| doc.facets[facet].as_deref()).collect();
        all.sort_unstable();
        values.extend(all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())));
        values.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        values
    }

    /// Whether a term says something by itself: it has a letter and is no stop word.
    pub fn telling(&self, term: &str) -> bool {
        term.contains(char::is_alphabetic) && !self.stopwords.contains(term)
    }
}

/// What the corpus has for the options of tables, but for the phrases.
///
/// Conditions for the last and the first year are those of the longest series with one document a year, told by the first row
/// of [`FACETS`], where there is one; else of all documents.
fn has(corpus: &Corpus) -> Result<Has> {
    let year = |row: usize| corpus.document(row).date().and_then(year_month).map(|(year, _)| year);
    let mut kinds: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    let named = |name: &str| corpus.meta().iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    let variable = FACETS[0].names.iter().find_map(|name| named(name));
    for row in 0..corpus.len() {
        let Some(year) = year(row) else { continue };
        kinds.entry(String::new()).or_default().push(year);
        if let Some((name, kind)) = variable.and_then(|(name, column)| Some((name, column.display(row)?))) {
            kinds.entry(format!("{name}={kind},")).or_default().push(year);
        }
    }
    kinds.values_mut().for_each(|years| years.sort_unstable());
    let series = |(condition, years): &(&String, &Vec<i32>)| {
        // A comma or an operator in a value would end the condition there.
        let plain = condition.matches([',', '=', '<', '>', '!']).count() == 2;
        plain && years.len() > 2 && years.windows(2).all(|pair| pair[0] < pair[1])
    };
    let longest = kinds.iter().filter(series).max_by_key(|(_, years)| years.len());
    let Some((condition, years)) = longest.or_else(|| kinds.iter().next()) else { return Ok(Has::default()) };
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Ok(Has::default()) };
    if first == last {
        return Ok(Has::default());
    }
    let (last, first) = (format!("{condition}year={last}"), format!("{condition}year={first}"));
    let only = |condition: &str| -> Result<Option<String>> {
        let places = documents(corpus, "docs", &Value::from(condition))?;
        Ok((places.len() == 1).then(|| corpus.document(places[0]).id().to_owned()))
    };
    Ok(Has {
        phrases: Vec::new(),
        pair: only(&first)?.zip(only(&last)?),
        years: Some((last, first)),
        series: longest
            .map(|_| condition.trim_end_matches(',').to_owned())
            .filter(|series| !series.is_empty()),
    })
}

fn docs(corpus: &Corpus, frame: &Frame, run: &Run) -> Result<Vec<Doc>> {
    let variable = |names: &[&str]| {
        let named = |name: &&str| corpus.meta().iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        names.iter().find_map(named).map(|(_, column)| column)
    };
    let shown = |column: Option<&Column>, row: usize| {
        column.and_then(|column| column.display(row)).map(|text| line(&text)).filter(|text| !text.is_empty())
    };
    let titles = variable(TITLES);
    let facets: Vec<Option<&Column>> = FACETS.iter().map(|facet| variable(facet.names)).collect();
    let layouts = corpus.layouts(run)?;
    let (words, body) = (ints(frame, "words")?, ints(frame, "body_words")?);
    let headline = |row: usize| {
        let unit = layouts[row].units().iter().find(|unit| unit.region == Region::Headline)?;
        Some(line(&corpus.document(row).text()[unit.start..unit.end]))
    };
    let doc = |row: usize| Doc {
        id: corpus.document(row).id().to_owned(),
        title: shown(titles, row).or_else(|| headline(row)),
        date: corpus.document(row).date(),
        facets: facets.iter().map(|column| shown(*column, row)).collect(),
        words: words[row],
        body: body[row],
    };
    Ok((0..corpus.len()).map(doc).collect())
}

/// The values of a column of whole numbers.
pub(super) fn ints<'f>(frame: &'f Frame, name: &str) -> Result<&'f [i64]> {
    match frame.column(name)?.values() {
        Values::Int(values) => Ok(values),
        _ => Err(Error::internal(format!("report: column {name} is not of whole numbers"))),
    }
}

/// The values of a column of numbers.
pub(super) fn floats<'f>(frame: &'f Frame, name: &str) -> Result<&'f [f64]> {
    match frame.column(name)?.values() {
        Values::Float(values) => Ok(values),
        _ => Err(Error::internal(format!("report: column {name} is not of numbers"))),
    }
}
