//! `passages`: the longest rows of words that stand in an earlier document too, with both places.

use std::ops::Range;

use crate::error::Result;
use crate::frame::Frame;
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::TokenOptions;

use super::args::{Kind, OptionRow, option};
use super::rows::{DOC_ID, END, SENT_ID, START};
use super::select::{SELECTION, Selection, dates, token_options};
use super::series::Series;
use super::{Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    option("n", Kind::Count(1), "10", "words in a row that must be the same, at least"),
    option("top", Kind::Count(1), "none", "only the first so many rows"),
];

pub(crate) const VERB: Verb = Verb {
    name: "passages",
    about: "Rows of words that stand in an earlier document too, longest first, with both places.",
    detail: "Each is as long as can be, and shown with the earliest document that has the whole of it; they may overlap, \
             none lies in another. What words in a row and earlier documents are: as in `reuse`. Further columns: the \
             document variables.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        column("words", "int", "how many words"),
        DOC_ID,
        SENT_ID,
        START,
        END,
        column("source_doc_id", "text", "the earliest document that has it"),
        column("source_sent_id", "int", "the sentence there"),
        column("source_start", "int", "first code point there"),
        column("source_end", "int", "code point after the last there"),
        column("text", "text", "the words: doc.text[start:end]"),
        column("source_date", "date", "the earliest document's date; null where unknown"),
        column("date", "date", "the document's date; null where unknown"),
    ],
    example: "passages seeds/ --n 20 --top 10",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> row = c.passages(20).iloc[0]
>>> c[row.doc_id].text[row.start:row.end] == row.text
True
>>> row.source_doc_id, c[row.source_doc_id].text[row.source_start:row.source_end][:40]
('2019-10-14-joint-statement-31st-acm', 'Secretary of Defense of the US, and incl')"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        let (selection, tokens) = (Selection::from_args(args)?, token_options(args)?);
        passages(corpus, args.count("n").unwrap_or(10), args.count("top"), &selection, &tokens, run)
    },
};

/// Returns one row a passage of `n` words or more, longest first, of one length in the order of time: `words, doc_id,
/// sent_id, start, end, source_doc_id, source_sent_id, source_start, source_end, text, source_date, date`, then the
/// document variables; at most `top`.
///
/// # Errors
/// An unknown stemmer in `tokens`; `Interrupted`.
pub fn passages(
    corpus: &Corpus,
    n: usize,
    top: Option<usize>,
    selection: &Selection,
    tokens: &TokenOptions,
    run: &Run,
) -> Result<Frame> {
    let series = Series::new(corpus, selection, tokens, run)?;
    let mut found = series.repeats.passages(&series.repeats.earlier(), n);
    found.sort_by(|x, y| y.words.cmp(&x.words).then(x.place.cmp(&y.place)));
    found.truncate(top.unwrap_or(usize::MAX));
    let here: Vec<Range<usize>> = found.iter().map(|row| row.place..row.place + row.words).collect();
    let there: Vec<Range<usize>> = found.iter().map(|row| row.source..row.source + row.words).collect();
    let docs = |stretches: &[Range<usize>]| -> Vec<usize> {
        stretches.iter().map(|at| series.doc(at.start)).collect()
    };
    let dates = dates(corpus)?;
    let frame = Frame::new().with("words", found.iter().map(|row| row.words as i64).collect::<Vec<i64>>());
    let frame = series.places(frame, "", &here);
    let mut frame = series
        .places(frame, "source_", &there)
        .with("text", series.texts(&here))
        .with("source_date", dates.take(&docs(&there)))
        .with("date", dates.take(&docs(&here)));
    for (name, values) in corpus.meta() {
        frame = frame.with_variable(name, values.take(&docs(&here)));
    }
    Ok(frame)
}
