//! `formulas`: rows of words that many documents have, with their first and last use.

use std::ops::Range;

use crate::error::Result;
use crate::frame::Frame;
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::TokenOptions;

use super::args::{Kind, OptionRow, option};
use super::select::{SELECTION, Selection, dates, token_options};
use super::series::Series;
use super::{Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    option("n", Kind::Count(1), "5", "words in a row, at least"),
    option("min_docs", Kind::Count(2), "3", "leave out formulas in fewer documents"),
    option("top", Kind::Count(1), "none", "only the first so many rows"),
];

pub(crate) const VERB: Verb = Verb {
    name: "formulas",
    about: "Rows of words that come again in document after document, with their first and last use.",
    detail: "Those that make up most words of the corpus (words × doc_count) come first. A formula is left out where a \
             longer one around it is in as many documents. What words in a row and the order of documents are: as in \
             `reuse`.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        column("text", "text", "the words, as first used"),
        column("words", "int", "how many words"),
        column("count", "int", "occurrences"),
        column("doc_count", "int", "documents that have it"),
        column("first_doc_id", "text", "the first document that has it"),
        column("first_sent_id", "int", "the sentence of its first use"),
        column("first_start", "int", "first code point there: doc.text[first_start:first_end] is text"),
        column("first_end", "int", "code point after the last there"),
        column("last_doc_id", "text", "the last document that has it"),
        column("last_sent_id", "int", "the sentence of its last use"),
        column("last_start", "int", "first code point there"),
        column("last_end", "int", "code point after the last there"),
        column("first_date", "date", "the first document's date; null where unknown"),
        column("last_date", "date", "the last document's date; null where unknown"),
    ],
    example: "formulas seeds/ --min-docs 5 --top 10",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> t = c.formulas(8, min_docs=7)
>>> t[t.words <= 12][["words", "doc_count", "first_date"]].head(2)
    words  doc_count first_date
11     10         10 2019-10-14
15     11          8 2019-10-14"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        let (selection, tokens) = (Selection::from_args(args)?, token_options(args)?);
        let least = (args.count("n").unwrap_or(5), args.count("min_docs").unwrap_or(3));
        formulas(corpus, least, args.count("top"), &selection, &tokens, run)
    },
};

/// Returns one row a formula of `least.0` words in `least.1` documents or more, those that make up most words first:
/// `text, words, count, doc_count`, its first use, its last; at most `top`.
///
/// # Errors
/// An unknown stemmer in `tokens`; `Interrupted`.
pub fn formulas(
    corpus: &Corpus,
    least: (usize, usize),
    top: Option<usize>,
    selection: &Selection,
    tokens: &TokenOptions,
    run: &Run,
) -> Result<Frame> {
    let series = Series::new(corpus, selection, tokens, run)?;
    let mut found = series.repeats.formulas(least.0, least.1);
    found.truncate(top.unwrap_or(usize::MAX));
    let first: Vec<Range<usize>> = found.iter().map(|row| row.first..row.first + row.words).collect();
    let last: Vec<Range<usize>> = found.iter().map(|row| row.last..row.last + row.words).collect();
    let numbers = |of: fn(&crate::aligned::repeats::Formula) -> usize| -> Vec<i64> {
        found.iter().map(|row| of(row) as i64).collect()
    };
    let dates = |stretches: &[Range<usize>]| {
        let docs: Vec<usize> = stretches.iter().map(|at| series.doc(at.start)).collect();
        dates(corpus).map(|dates| dates.take(&docs))
    };
    let frame = Frame::new()
        .with("text", series.texts(&first))
        .with("words", numbers(|row| row.words))
        .with("count", numbers(|row| row.count))
        .with("doc_count", numbers(|row| row.documents));
    let frame = series.places(series.places(frame, "first_", &first), "last_", &last);
    Ok(frame.with("first_date", dates(&first)?).with("last_date", dates(&last)?))
}
