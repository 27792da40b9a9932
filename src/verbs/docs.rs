//! `docs`: the documents.

use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::text::{Corpus, Region};
use crate::tokens::TokenOptions;

use super::select::{Scan, Selection, Words, dates, doc_ids, token_options};
use super::{Stream, TOKENS, Verb, column};

pub(crate) const VERB: Verb = Verb {
    name: "docs",
    about: "The documents: size, encoding, date and variables, one row each.",
    detail: "Words are counted in all regions, furniture included; body_words only in body and quote. Further columns: \
             the document variables.",
    options: &[TOKENS],
    columns: &[
        column("doc_id", "text", "the document"),
        column("characters", "int", "length in code points"),
        column("words", "int", "words in all regions"),
        column("body_words", "int", "words in body and quote"),
        column("sentences", "int", "sentences, furniture included"),
        column("units", "int", "units of text"),
        column("duplicates", "int", "units that repeat another one of the document"),
        column(
            "encoding",
            "text",
            "how the bytes were read, by Python's name; \"text\" where text was given",
        ),
        column("replaced", "int", "invalid byte sequences replaced by U+FFFD"),
        column("date", "date", "the date given for it; null where unknown"),
    ],
    example: "docs seeds/",
    python: r#">>> import communique as cq
>>> cq.sample().docs()[["doc_id", "words", "body_words", "date"]].head(2)
                                     doc_id  words  body_words       date
0  2018-06-21-report-lakeside-defense-talks    640         542 2018-06-21
1               2019-10-08-preview-31st-acm    617         521 2019-10-08"#,
    stream: Stream::Rows(|_| Ok(None)),
    run: |corpus, args, run| docs(corpus, &token_options(args)?, run),
};

/// Returns one row a document: `doc_id, characters, words, body_words, sentences, units, duplicates, encoding,
/// replaced, date`, then the document variables.
///
/// # Errors
/// An unknown stemmer in `tokens`; `Interrupted`.
pub fn docs(corpus: &Corpus, tokens: &TokenOptions, run: &Run) -> Result<Frame> {
    let scan = Scan::new(corpus, &Selection::all(), tokens, None, run)?;
    corpus.mark(run)?;
    let layouts = corpus.layouts(run)?;
    let indices: Vec<usize> = (0..corpus.len()).collect();
    let words = run.map(&indices, |&index| {
        let text = corpus.document(index).text();
        let (mut words, mut body, mut buffer) = (0i64, 0i64, Words::default());
        for (place, unit) in layouts[index].units().iter().enumerate() {
            let unit_text = &text[unit.start..unit.end];
            let seen = scan.count(index, place, unit_text, &mut buffer, &mut ()) as i64;
            words += seen;
            body += if matches!(unit.region, Region::Body | Region::Quote) { seen } else { 0 };
        }
        Ok((words, body, text.chars().count() as i64))
    })?;
    let per_doc =
        |of: &dyn Fn(usize) -> usize| indices.iter().map(|&index| of(index) as i64).collect::<Vec<i64>>();
    let duplicates = |index: usize| {
        corpus.document(index).marks().iter().filter(|mark| mark.duplicate_of.is_some()).count()
    };
    let mut frame = Frame::new()
        .with("doc_id", doc_ids(corpus))
        .with("characters", words.iter().map(|row| row.2).collect::<Vec<i64>>())
        .with("words", words.iter().map(|row| row.0).collect::<Vec<i64>>())
        .with("body_words", words.iter().map(|row| row.1).collect::<Vec<i64>>())
        .with("sentences", per_doc(&|index| layouts[index].sentences().len()))
        .with("units", per_doc(&|index| layouts[index].units().len()))
        .with("duplicates", per_doc(&duplicates))
        .with("encoding", corpus.documents().map(|doc| doc.encoding().name()).collect::<Strings>())
        .with("replaced", corpus.documents().map(|doc| doc.replaced() as i64).collect::<Vec<i64>>())
        .with("date", dates(corpus)?);
    for (name, values) in corpus.meta() {
        frame = frame.with_variable(name, Column::clone(values));
    }
    Ok(frame)
}
