//! `problems`: what went wrong while reading.

use crate::error::Result;
use crate::frame::{Column, Frame, Strings, Values};
use crate::par::Run;
use crate::text::Corpus;

use super::{Stream, Verb, column};

pub(crate) const VERB: Verb = Verb {
    name: "problems",
    about: "What went wrong while reading, one row a problem; nothing is left out in silence.",
    detail: "An empty table means that every file was read as it stands.",
    options: &[],
    columns: &[
        column("source", "text", "the file or document"),
        column("kind", "text", "what kind of problem"),
        column("message", "text", "what happened, with values"),
        column("line", "int", "line of the file, from 1; null where unknown"),
        column("action", "text", "what was done"),
    ],
    example: "problems seeds/",
    python: r#">>> import communique as cq
>>> cq.Corpus(["Agreed.", None], ids=["a", "b"]).problems()[["source", "message", "action"]]
  source            message   action
0      b  row 2 has no text  skipped"#,
    stream: Stream::Rows(|_| Ok(None)),
    run: |corpus, _, run| problems(corpus, run),
};

/// Returns one row a problem: `source, kind, message, line, action`.
///
/// # Errors
/// None; the signature is that of all verbs.
pub fn problems(corpus: &Corpus, _run: &Run) -> Result<Frame> {
    let rows = corpus.problems();
    let lines = rows.iter().map(|row| row.line.unwrap_or_default() as i64).collect();
    let known = rows.iter().map(|row| row.line.is_some()).collect();
    Ok(Frame::new()
        .with("source", rows.iter().map(|row| &row.source).collect::<Strings>())
        .with("kind", rows.iter().map(|row| row.kind.row().slug).collect::<Strings>())
        .with("message", rows.iter().map(|row| &row.message).collect::<Strings>())
        .with("line", Column::with_nulls(Values::Int(lines), known))
        .with("action", rows.iter().map(|row| row.action).collect::<Strings>()))
}
