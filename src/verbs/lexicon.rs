//! The lexicon of commitments as tables, and where a call gets it from.

pub use crate::commitments::{Lexicon, Phrase, Row as LexiconRow};

use crate::commitments::Table;
use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Strings, Values};

/// Reads a lexicon: TOML where `given` has several lines, else a file of that name, or "commitment", the shipped one.
///
/// # Errors
/// A file that can't be read; what [`Lexicon::parse`] refuses, with file and line.
pub fn read_lexicon(given: &str) -> Result<Lexicon> {
    if given.contains('\n') {
        return Lexicon::parse(given, "lexicon");
    }
    if given == "commitment" {
        return Ok(Lexicon::shipped());
    }
    let text =
        std::fs::read_to_string(given).map_err(|error| Error::io(given, "reading the lexicon", &error))?;
    Lexicon::parse(&text, given)
}

/// Returns the lexicon, one row an entry, classes first: `table, id, class, base, words, be, then, frames, status, reason,
/// flags, source`.
pub fn lexicon_rows(lexicon: &Lexicon) -> Frame {
    let classes = lexicon.classes().map(|class| LexiconRow {
        id: class.id.clone(),
        class: class.id.clone(),
        status: class.status.clone(),
        ..LexiconRow::default()
    });
    let classes: Vec<LexiconRow> = classes.collect();
    let rows: Vec<(&str, &LexiconRow)> = classes
        .iter()
        .map(|row| ("class", row))
        .chain(lexicon.rows().map(|(table, row)| (table.name(), row)))
        .collect();
    frame(Frame::new(), lexicon, &rows)
}

/// Returns what `new` has more, less or otherwise than `old`: `change` (added, removed, changed), then the columns of
/// [`lexicon_rows`].
pub fn lexicon_diff(old: &Lexicon, new: &Lexicon) -> Frame {
    let found = old.diff(new);
    let changes: Strings = found.iter().map(|(change, _, _)| *change).collect();
    let rows: Vec<(&str, &LexiconRow)> =
        found.iter().map(|(_, table, row): &(_, Table, _)| (table.name(), *row)).collect();
    frame(Frame::new().with("change", changes), new, &rows)
}

fn frame(frame: Frame, lexicon: &Lexicon, rows: &[(&str, &LexiconRow)]) -> Frame {
    let text =
        |value: &dyn Fn(&LexiconRow) -> String| rows.iter().map(|(_, row)| value(row)).collect::<Strings>();
    let base = |row: &LexiconRow| lexicon.class(&row.class).map(|class| i64::from(class.strength));
    frame
        .with("table", rows.iter().map(|(table, _)| *table).collect::<Strings>())
        .with("id", text(&|row| row.id.clone()))
        .with("class", text(&|row| row.class.clone()))
        .with(
            "base",
            Column::with_nulls(
                Values::Int(rows.iter().map(|(_, row)| base(row).unwrap_or(0)).collect()),
                rows.iter().map(|(_, row)| base(row).is_some()).collect(),
            ),
        )
        .with("words", text(&|row| if row.words.is_empty() { row.any.clone() } else { row.words.clone() }))
        .with("be", text(&|row| row.be.clone()))
        .with("then", text(&|row| row.then.clone()))
        .with("frames", text(&|row| row.frames.join(" ")))
        .with("status", text(&|row| row.status.clone()))
        .with("reason", text(&|row| row.reason.clone()))
        .with("flags", text(&|row| row.flags().join(" ")))
        .with("source", text(&|row| row.source.clone()))
}
