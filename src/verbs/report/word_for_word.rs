//! The section that leads to the redline of a series: how many sentences stayed and changed, and the page beside this one.

use super::cells::{Cell, head, note, table};
use super::data::Data;
use super::files::REDLINE;
use super::html::Html;
use super::numbers::{count, head as cut, line, plural};
use crate::aligned::Relation;
use crate::error::{Error, Result};

/// Sentences shown of those that changed.
const SHOWN: usize = 8;

/// Sentences by what became of them, some that changed, and the link.
pub(super) fn word_for_word(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let made = data.made("redline").ok_or_else(|| Error::internal("report: no table redline"))?;
    let frame = &made.frame;
    let side = |name: &str| made.options.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    html.open("p", &[]).text("From ").quote(side("a")).text(" to ").quote(side("b")).text(": ");
    let relation = frame.column("relation")?;
    let of = |wanted: &str| (0..frame.rows()).filter(|&row| relation.text(row) == Some(wanted)).count();
    let said: Vec<String> = Relation::ALL
        .iter()
        .map(|relation| (of(relation.name()), relation.name()))
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| format!("{} {name}", count(number)))
        .collect();
    html.text(&format!("of {} ", plural(frame.rows(), "sentence")));
    html.text(&said.join(", ")).own(". ");
    html.element("a", &[("href", REDLINE)], "Both texts with every change marked").own(".").close();
    let (removed, added) = (frame.column("words_removed")?, frame.column("words_added")?);
    let edited: Vec<usize> =
        (0..frame.rows()).filter(|&row| relation.text(row) == Some(Relation::Edited.name())).collect();
    let words = |text: Option<&str>| vec![cut(&line(text.unwrap_or("—")), 160)];
    let after = frame.column("evidence_b")?;
    let cells: Vec<Vec<Cell>> = edited
        .iter()
        .take(SHOWN)
        .map(|&row| {
            vec![
                Cell::Lines(words(removed.text(row))),
                Cell::Lines(words(added.text(row))),
                Cell::Lines(words(after.text(row))),
            ]
        })
        .collect();
    if !cells.is_empty() {
        let heads = [head("Words that went", "long"), head("Words that came", "long"), head("Now", "long")];
        table(html, "The first sentences that were edited", "changes", &heads, &cells);
    }
    note(html, cells.len(), edited.len(), "redline");
    Ok(())
}
