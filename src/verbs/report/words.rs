//! The sections of counts: frequent words, words that mark a year or a document, and words in a row.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, Head, head, note, table};
use super::data::{Data, floats, ints};
use super::html::Html;
use super::numbers::{self, count, rate};
use super::phrases::{Phrase, sequences};
use crate::error::Result;

/// Rows of the tables of this page.
const WORDS: usize = 30;
const SEQUENCES: usize = 20;
/// Years or documents with their own words, words of each, and how often a word must occur there.
const GROUPS: usize = 60;
const OWN: usize = 10;
const OFTEN: i64 = 2;
/// Years that a small drawing can hold.
const DRAWN: usize = 24;

/// The most frequent telling words.
pub(super) fn top(data: &Data<'_>, most: usize) -> Result<Vec<Phrase>> {
    let frame = data.frame("terms")?;
    let (terms, counts, docs) = (frame.column("term")?, ints(frame, "count")?, ints(frame, "doc_count")?);
    let rows = (0..frame.rows()).filter_map(|row| {
        let term = terms.text(row).filter(|term| data.telling(term))?;
        Some(Phrase { words: term.to_owned(), spelled: term.to_owned(), count: counts[row], docs: docs[row] })
    });
    Ok(rows.take(most).collect())
}

/// Counts of a term in each year, and the words of that year they are counted among.
pub(super) type Years<'f> = BTreeMap<i64, BTreeMap<&'f str, (i64, f64)>>;

/// The telling words of each year.
pub(super) fn years<'d>(data: &'d Data<'_>) -> Result<Years<'d>> {
    let mut years = Years::new();
    let Some(made) = data.made("terms_by_year") else { return Ok(years) };
    let (column, terms) = (made.frame.column("year")?, made.frame.column("term")?);
    let (numbers, counts) = (ints(&made.frame, "year")?, ints(&made.frame, "count")?);
    let rates = floats(&made.frame, "per_million")?;
    for row in (0..made.frame.rows()).filter(|&row| !column.is_null(row)) {
        let term = terms.text(row).unwrap_or_default();
        if data.telling(term) {
            years.entry(numbers[row]).or_default().insert(term, (counts[row], rates[row]));
        }
    }
    Ok(years)
}

/// The table of frequent words.
pub(super) fn words(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let frame = data.frame("terms")?;
    let (terms, rates) = (frame.column("term")?, floats(frame, "per_million")?);
    let per_million: BTreeMap<&str, f64> =
        (0..frame.rows()).filter_map(|row| Some((terms.text(row)?, rates[row]))).collect();
    let years = years(data)?;
    let drawn = (2..=DRAWN).contains(&years.len());
    let top = top(data, WORDS)?;
    let largest = top.first().map_or(1, |first| first.count);
    let mut heads = vec![
        head("Word", "name"),
        head("Count", "bar"),
        head("Documents", "num"),
        head("Per million", "num"),
    ];
    if drawn {
        heads.push(head("Rate by year", "spark"));
    }
    let rows: Vec<Vec<Cell>> = top
        .iter()
        .map(|word| {
            let mut cells = vec![
                Cell::Name(word.words.clone(), String::new()),
                Cell::Bar(count(word.count), word.count as f64 / largest as f64),
                Cell::Number(count(word.docs)),
                Cell::Number(rate(per_million.get(&*word.words).copied().unwrap_or_default())),
            ];
            if drawn {
                let values: Vec<f64> =
                    years.values().map(|year| year.get(&*word.words).map_or(0.0, |cell| cell.1)).collect();
                let says: Vec<String> = years
                    .keys()
                    .zip(&values)
                    .map(|(year, value)| format!("{year}: {}", rate(*value)))
                    .collect();
                cells.push(Cell::Spark(values, says.join(", ")));
            }
            cells
        })
        .collect();
    let caption = match years.keys().next().zip(years.keys().next_back()) {
        Some((first, last)) if drawn => {
            format!("Most frequent words, with their rate in each year from {first} to {last}")
        }
        _ => "Most frequent words".to_owned(),
    };
    table(html, &caption, "words", &heads, &rows);
    let all = (0..frame.rows()).filter(|&row| terms.text(row).is_some_and(|term| data.telling(term))).count();
    note(html, rows.len(), all, "terms");
    Ok(())
}

/// Words that mark a year.
pub(super) fn by_year(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let years = years(data)?;
    let mut years_with: BTreeMap<&str, usize> = BTreeMap::new();
    years.values().flat_map(BTreeMap::keys).for_each(|term| *years_with.entry(term).or_default() += 1);
    let score = |term: &str, times: i64| {
        let with = years_with.get(term).copied().unwrap_or(years.len());
        times as f64 * (years.len() as f64 / with as f64).ln()
    };
    let rows: Vec<Vec<Cell>> = years
        .iter()
        .take(GROUPS)
        .map(|(year, terms)| {
            let scored = terms.iter().map(|(term, cell)| (score(term, cell.0), *term, cell.0));
            vec![Cell::Name(year.to_string(), String::new()), Cell::Terms(best(scored))]
        })
        .collect();
    groups(html, "Words of each year", head("Year", "year name"), &rows, years.len(), "terms_by_year");
    Ok(())
}

/// Words that mark a document.
pub(super) fn by_document(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let frame = data.frame("terms_by_doc")?;
    let (ids, terms) = (frame.column("doc_id")?, frame.column("term")?);
    let (counts, scores) = (ints(frame, "count")?, floats(frame, "tfidf")?);
    let all: Vec<usize> = (0..frame.rows()).collect();
    let documents: Vec<&[usize]> = all.chunk_by(|&a, &b| ids.text(a) == ids.text(b)).collect();
    let rows: Vec<Vec<Cell>> = documents
        .iter()
        .take(GROUPS)
        .map(|rows| {
            let id = ids.text(rows[0]).unwrap_or_default();
            let title = data.docs.iter().find(|doc| doc.id == id).and_then(|doc| doc.title.as_deref());
            let scored = rows.iter().filter_map(|&row| {
                let term = terms.text(row).filter(|term| data.telling(term))?;
                Some((scores[row], term, counts[row]))
            });
            vec![Cell::Name(numbers::head(title.unwrap_or(id), 80), String::new()), Cell::Terms(best(scored))]
        })
        .collect();
    groups(html, "Words of each document", head("Document", "name"), &rows, documents.len(), "terms_by_doc");
    Ok(())
}

/// A table of groups and their own words, or the news that there are none.
fn groups(html: &mut Html, caption: &str, group: Head, rows: &[Vec<Cell>], all: usize, file: &str) {
    if !rows.iter().flatten().any(|cell| matches!(cell, Cell::Terms(terms) if !terms.is_empty())) {
        html.element("p", &[("class", "note")], "No word does: they all share the same words.");
        return;
    }
    table(html, caption, "own", &[group, head("Words and counts", "terms")], rows);
    note(html, rows.len(), all, file);
}

/// The terms with the best scores, those that occur once only where no other is left.
fn best<'t>(scored: impl Iterator<Item = (f64, &'t str, i64)>) -> Vec<(String, i64)> {
    let mut scored: Vec<_> = scored.filter(|(score, _, _)| *score > 0.0).collect();
    scored.sort_by(|a, b| (b.2 >= OFTEN).cmp(&(a.2 >= OFTEN)).then(b.0.total_cmp(&a.0)).then(a.1.cmp(b.1)));
    scored.into_iter().take(OWN).map(|(_, term, times)| (term.to_owned(), times)).collect()
}

/// Two and three words in a row, side by side.
pub(super) fn in_a_row(data: &Data<'_>, html: &mut Html) -> Result<()> {
    const LENGTHS: &[(i64, &str)] = &[(2, "Two words in a row"), (3, "Three words in a row")];
    let mut found = BTreeSet::new();
    html.open("div", &[("class", "pair")]);
    for &(length, caption) in LENGTHS {
        let all = sequences(data, Some(length), usize::MAX)?;
        let largest = all.first().map_or(1, |first| first.count);
        let rows: Vec<Vec<Cell>> = all
            .iter()
            .take(SEQUENCES)
            .map(|phrase| {
                vec![
                    Cell::Name(phrase.words.clone(), String::new()),
                    Cell::Bar(count(phrase.count), phrase.count as f64 / largest as f64),
                    Cell::Number(count(phrase.docs)),
                ]
            })
            .collect();
        if !rows.is_empty() {
            html.open("div", &[]);
            let heads = [head("Phrase", "name"), head("Count", "bar"), head("Documents", "num")];
            table(html, caption, "sequences", &heads, &rows);
            note(html, rows.len(), all.len(), "ngrams");
            html.close();
            found.insert(length);
        }
    }
    html.close();
    if found.is_empty() {
        html.element("p", &[("class", "note")], "No such phrase occurs twice.");
    }
    Ok(())
}
