//! Dates and further variables from outside a document: a table, the file's name, the manifest.

use std::collections::HashMap;
use std::sync::Arc;

use regex::Regex;

use super::{Found, Job, Row, csv, decode};
use crate::error::{Error, ErrorKind, Result};
use crate::frame::parse_date;
use crate::text::corpus::{name_of, stem_of};
use crate::text::{Fields, Meta, Problem};

const SECONDS: i64 = 86_400 * 1_000_000;

/// `date_pattern=`: how a file's name tells the date.
pub(super) struct Pattern {
    regex: Regex,
    /// Groups `year`, `month`, `day`; otherwise the first group is an ISO date.
    parts: bool,
}

impl Pattern {
    /// # Errors
    /// A pattern that does not compile, or without the groups.
    pub(super) fn new(pattern: &str) -> Result<Pattern> {
        let bad =
            |what: String| Error::new(ErrorKind::BadPattern, format!("date_pattern='{pattern}': {what}"));
        let regex = Regex::new(pattern).map_err(|error| bad(error.to_string()))?;
        let named = ["year", "month", "day"]
            .iter()
            .filter(|part| regex.capture_names().flatten().any(|name| name == **part))
            .count();
        if named != 3 && !(named == 0 && regex.captures_len() == 2) {
            let what =
                "must have the groups (?<year>), (?<month>) and (?<day>), or one group with an ISO date";
            return Err(bad(what.to_owned()));
        }
        Ok(Pattern { regex, parts: named == 3 })
    }

    /// The date in a name as it would be in ISO, if the pattern matches; it may still not be one.
    fn find(&self, name: &str) -> Option<String> {
        let groups = self.regex.captures(name)?;
        let group = |part: &str| groups.name(part).map_or("", |group| group.as_str());
        Some(if self.parts {
            format!("{}-{:0>2}-{:0>2}", group("year"), group("month"), group("day"))
        } else {
            groups.get(1).map_or("", |group| group.as_str()).to_owned()
        })
    }
}

/// Puts in place what the manifest says, and turns the date variable, or else the file's name, into the date.
pub(super) fn settle(job: &Job<'_>, row: &mut Row, problems: &mut Vec<Problem>) {
    let input = &mut row.input;
    if let Some(listed) = &job.file.listed {
        if let (Some(id), None) = (&listed.id, row.line) {
            input.id.clone_from(id);
        }
        merge(&mut input.meta, &listed.meta);
    }
    let mut bad = |source: String, message: String| {
        let line = row.line;
        problems.push(Problem { source, kind: ErrorKind::BadValue, message, line, action: "date unknown" });
    };
    let find = |name: &str| input.meta.iter().position(|(other, _)| **other == *name);
    // `date=` is about columns; what a page or front matter calls its date is its date in any case.
    let at = find(&job.plan.date).or_else(|| find("date").filter(|_| row.line.is_none()));
    if let Some(at) = at {
        let (name, value) = input.meta.remove(at);
        match date_of(&value) {
            Ok(date) => input.date = date,
            Err(value) => bad(job.file.id.clone(), not_a_date(&name, &value)),
        }
    }
    let Some(pattern) = job.plan.pattern.as_ref().filter(|_| input.date.is_none()) else { return };
    if let Some(found) = pattern.find(name_of(&job.file.id)) {
        input.date = parse_date(&found);
        if input.date.is_none() {
            bad(job.file.id.clone(), not_a_date("date_pattern", &found));
        }
    }
}

fn not_a_date(name: &str, value: &str) -> String {
    format!("{name}: '{value}' is not a date of the form YYYY-MM-DD")
}

/// A variable as a date; null and empty are unknown.
fn date_of(value: &Meta) -> Result<Option<i32>, String> {
    match value {
        Meta::Null => Ok(None),
        Meta::Date(days) => Ok(Some(*days)),
        Meta::Timestamp(micros) => Ok(i32::try_from(micros.div_euclid(SECONDS)).ok()),
        Meta::Str(text) if text.trim().is_empty() => Ok(None),
        Meta::Str(text) => parse_date(text).map(Some).ok_or_else(|| text.clone()),
        Meta::Bool(value) => Err(value.to_string()),
        Meta::Int(value) => Err(value.to_string()),
        Meta::Float(value) => Err(value.to_string()),
    }
}

/// Sets variables; those of the same name are replaced.
fn merge(meta: &mut Fields, from: &[(Arc<str>, Meta)]) {
    for (name, value) in from {
        match meta.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => old.clone_from(value),
            None => meta.push((name.clone(), value.clone())),
        }
    }
}

/// `dates=`: a table of dates and further variables by document.
pub(super) struct Dates {
    path: String,
    rows: Vec<Dated>,
    by_key: HashMap<String, usize>,
    problems: Vec<Problem>,
}

struct Dated {
    key: String,
    line: u64,
    date: Option<i32>,
    meta: Fields,
}

/// Columns that can name the document, the first that is there does.
const KEYS: &[&str] = &["doc_id", "id", "file", "stem", "name"];

impl Dates {
    /// # Errors
    /// A file that is not there or can't be read, or without the columns.
    pub(super) fn read(path: &str) -> Result<Dates> {
        if std::path::Path::new(path).is_dir() {
            return Err(
                Error::new(ErrorKind::WrongPath, "dates= needs a csv file, not a folder").at_path(path)
            );
        }
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, "can't be read", &error))?;
        let text = decode::decode(bytes).map_err(|error| error.at_path(path))?.text;
        let (header, records) = csv::records(&text, if path.ends_with(".tsv") { b'\t' } else { b',' });
        let names: Vec<&str> = header.iter().map(String::as_str).collect();
        let shared: Vec<Arc<str>> = names.iter().map(|&name| name.into()).collect();
        let lacks = |name: &str| Error::unknown_column("dates", name, &names).at_path(path);
        let key_at = KEYS.iter().find_map(|key| names.iter().position(|name| name == key));
        let key_at = key_at.ok_or_else(|| lacks(KEYS[0]))?;
        let date_at = names.iter().position(|name| *name == "date").ok_or_else(|| lacks("date"))?;
        let mut dates =
            Dates { path: path.to_owned(), rows: Vec::new(), by_key: HashMap::new(), problems: Vec::new() };
        for record in records {
            let record = match record {
                Ok(record) => record,
                Err((message, line)) => {
                    dates.problem(ErrorKind::Corrupt, message, line, "skipped");
                    continue;
                }
            };
            let (key, line) = (record.fields[key_at].replace('\\', "/"), record.place.line);
            let given = Meta::Str(record.fields[date_at].to_owned());
            let date = date_of(&given).unwrap_or_else(|value| {
                dates.problem(ErrorKind::BadValue, not_a_date("date", &value), line, "date unknown");
                None
            });
            if dates.by_key.contains_key(&key) {
                let message = format!("'{key}' has a row before");
                dates.problem(ErrorKind::DuplicateId, message, line, "skipped");
                continue;
            }
            let others = shared.iter().zip(&record.fields).enumerate();
            let meta = others
                .filter(|&(at, _)| at != key_at && at != date_at)
                .map(|(_, (name, value))| (name.clone(), super::rows::scalar(value)))
                .collect();
            dates.by_key.insert(key.clone(), dates.rows.len());
            dates.rows.push(Dated { key, line, date, meta });
        }
        Ok(dates)
    }

    fn problem(&mut self, kind: ErrorKind, message: String, line: u64, action: &'static str) {
        self.problems.push(Problem { source: self.path.clone(), kind, message, line: Some(line), action });
    }

    fn exact(&self, id: &str) -> Option<usize> {
        self.by_key.get(id).copied()
    }

    fn near(&self, id: &str) -> Option<usize> {
        let by = |key: &str| self.by_key.get(key).copied();
        by(name_of(id)).or_else(|| by(stem_of(id)))
    }

    /// Notes which rows the documents with these ids use: that with the id as its key, else that with the name or stem of
    /// the file.
    pub(super) fn note<'i>(&self, ids: impl Iterator<Item = &'i str> + Clone, joined: &mut Joined) {
        joined.taken.resize(self.rows.len(), false);
        joined.near.resize(self.rows.len(), Vec::new());
        ids.clone().filter_map(|id| self.exact(id)).for_each(|at| joined.taken[at] = true);
        for id in ids.filter(|id| self.exact(id).is_none()) {
            if let Some(at) = self.near(id).filter(|&at| !joined.taken[at]) {
                joined.near[at].push(id.to_owned());
            }
        }
    }

    /// Gives each document what its row says: the row with its id, else the one with the name or stem of its file, if
    /// no other document so far has that too. Which rows were used is noted in `joined`.
    pub(super) fn join(&self, found: &mut [Found], joined: &mut Joined) {
        self.note(found.iter().flat_map(|found| &found.rows).map(|row| row.input.id.as_str()), joined);
        for input in found.iter_mut().flat_map(|found| &mut found.rows).map(|row| &mut row.input) {
            let alone = |at: &usize| !joined.taken[*at] && joined.near[*at].len() == 1;
            let at = self.exact(&input.id).or_else(|| self.near(&input.id).filter(alone));
            if let Some(row) = at.map(|at| &self.rows[at]) {
                input.date = row.date.or(input.date);
                merge(&mut input.meta, &row.meta);
            }
        }
    }

    /// What went wrong with the table, once all documents have been joined.
    pub(super) fn problems(&self, joined: &Joined) -> Vec<Problem> {
        let mut problems = self.problems.clone();
        let problem = |row: &Dated, message| Problem {
            source: self.path.clone(),
            kind: ErrorKind::UnknownDocument,
            message,
            line: Some(row.line),
            action: "skipped",
        };
        let rows = || {
            self.rows.iter().enumerate().map(|(at, row)| {
                let near = joined.near.get(at).map_or(&[][..], Vec::as_slice);
                (row, near, joined.taken.get(at).is_some_and(|taken| *taken))
            })
        };
        for (row, ids, _) in rows().filter(|(_, ids, _)| ids.len() > 1) {
            let message = format!("'{}' is one of {}: '{}', '{}' ...", row.key, ids.len(), ids[0], ids[1]);
            problems.push(problem(row, message));
        }
        let unused: Vec<&Dated> =
            rows().filter(|(_, ids, taken)| ids.is_empty() && !taken).map(|(row, _, _)| row).collect();
        if let Some(first) = unused.first() {
            let rows = if unused.len() == 1 { "row names" } else { "rows name" };
            let message = format!("{} {rows} no document, the first '{}'", unused.len(), first.key);
            problems.push(problem(first, message));
        }
        problems
    }
}

/// Which rows of [`Dates`] were used.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// For each row, whether a document has its key as id.
    taken: Vec<bool>,
    /// For each row, the documents whose name or stem is its key.
    near: Vec<Vec<String>>,
}
