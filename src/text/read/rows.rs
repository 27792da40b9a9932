//! What jsonl, csv and parquet share: which column is the text, which the id, and what is left are variables.

use std::collections::HashSet;
use std::ops::Range;

use super::pool::Written;
use super::{Decoded, Found, Job, Row};
use crate::error::{Error, ErrorKind};
use crate::text::{Encoding, Fields, Input, Meta, Problem, Text};

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Which row of its file it is, from 1.
    pub(super) row: u64,
    /// The line it starts in, from 1; for parquet the row.
    pub(super) line: u64,
}

impl Place {
    /// The first row of a file.
    pub(super) const FIRST: Place = Place { row: 1, line: 1 };
}

impl Found {
    /// Adds the document that `fields` hold, or the problem why they hold none. A text column that is missing is
    /// judged in [`Found::end`].
    pub(super) fn row(&mut self, job: &Job<'_>, place: Place, fields: Fields, how: (Encoding, u64)) {
        self.row_of(job, place, (fields, None), how);
    }

    /// The same, of fields whose text may be in a pool; then that field is null.
    pub(super) fn row_of(
        &mut self,
        job: &Job<'_>,
        place: Place,
        (mut fields, written): (Fields, Option<Written>),
        how: (Encoding, u64),
    ) {
        let plan = job.plan;
        let Some(at) = fields.iter().position(|(name, _)| **name == *plan.text) else {
            self.lacking.push(place.line);
            return;
        };
        let text = match fields.remove(at).1 {
            Meta::Str(text) => text.into(),
            _ if written.is_some() => Text::default(),
            other => {
                let what = if other == Meta::Null { "null" } else { "not text" };
                let message = format!("row {}: the column '{}' is {what}", place.row, plan.text);
                self.problem(job, ErrorKind::BadValue, message, Some(place.line), "skipped");
                return;
            }
        };
        let id_at = plan.id.iter().find_map(|id| fields.iter().position(|(name, _)| **name == **id));
        let id = match id_at.map(|at| &mut fields[at].1) {
            Some(Meta::Str(id)) if !id.is_empty() => Some(std::mem::take(id)),
            Some(Meta::Int(id)) => Some(id.to_string()),
            _ => None,
        };
        if id.is_some() {
            fields.remove(id_at.unwrap_or_default());
        }
        let id = id.unwrap_or_else(|| format!("{}:{}", job.file.id, place.row));
        let input = Input { id, text, encoding: how.0, replaced: how.1, meta: fields, ..Input::default() };
        self.rows.push(Row { input, line: Some(place.line), written });
    }

    /// Adds what a later part of the same file gave.
    pub(super) fn append(&mut self, later: Found) {
        self.rows.extend(later.rows);
        self.problems.extend(later.problems);
        self.columns.extend(later.columns);
        self.lacking.extend(later.lacking);
    }

    /// Ends a file with rows: each column once, problems by line. A text column that all rows lack is left to
    /// [`super::deliver`], which sees all files; one that some rows lack is a problem of each.
    pub(super) fn end(&mut self, job: &Job<'_>) {
        let mut seen = HashSet::new();
        self.columns.retain(|name| seen.insert(name.clone()));
        if self.columns.contains(&job.plan.text) {
            for line in std::mem::take(&mut self.lacking) {
                let error =
                    Error::new(ErrorKind::UnknownColumn, format!("the row has no '{}'", job.plan.text));
                self.problems.push(Problem::skipped(&job.file.id, &error.at_line(line)));
            }
            self.problems.sort_by_key(|problem| problem.line);
        }
    }
}

/// How a row of a text file was read: as its file, with the replacements that stand in it.
pub(super) fn how(decoded: &Decoded, range: Range<usize>) -> (Encoding, u64) {
    (decoded.encoding, decoded.replaced_in(range))
}

/// A scalar written as text: `true`, whole numbers and numbers in their plain form, null where empty; else text, so
/// that `007`, `1e5` and `2017-01-02` stay what they are.
pub(super) fn scalar(text: &str) -> Meta {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && !digits.ends_with('.')
        && (!digits.starts_with('0') || digits == "0" || digits.starts_with("0."));
    match text {
        "" => Meta::Null,
        "true" | "True" | "TRUE" => Meta::Bool(true),
        "false" | "False" | "FALSE" => Meta::Bool(false),
        "-0" => Meta::Str(text.to_owned()),
        _ if !plain => Meta::Str(text.to_owned()),
        _ if !digits.contains('.') => text.parse().map_or_else(|_| Meta::Str(text.to_owned()), Meta::Int),
        _ => text.parse().map_or_else(|_| Meta::Str(text.to_owned()), Meta::Float),
    }
}
