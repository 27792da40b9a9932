//! JSON lines: one object a line.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::Value;

use super::object::{self, Names};
use super::pool::Pool;
use super::rows::{Place, how};
use super::{Found, Job};
use crate::error::{ErrorKind, Result};
use crate::text::{Encoding, Meta};

/// Consecutive lines.
struct Lines {
    range: Range<usize>,
    /// Where its first line stands.
    first: Place,
}

/// Reads a file of JSON lines; a line that is not an object is a problem with its number, blank lines are passed over.
pub(super) fn read(job: &Job<'_>, bytes: Vec<u8>) -> Result<Found> {
    read_block(job, bytes, Place::FIRST, Vec::new()).map(|(found, _)| found)
}

/// Reads lines of a file that begin at `first`, where `columns` were seen before; returns the place behind them too.
pub(super) fn read_block(
    job: &Job<'_>,
    bytes: Vec<u8>,
    first: Place,
    columns: Vec<String>,
) -> Result<(Found, Place)> {
    let (decoded, mut found) = job.decode(bytes, None)?;
    found.columns = columns;
    // Larger than other chunks, as texts of a chunk are a block.
    let share = || decoded.text.len() / (4 * job.run.threads());
    let target = if job.parallel { share().max(job.run.chunk_bytes()) } else { usize::MAX };
    let (parts, end) = split(&decoded.text, target, first);
    let read = |part: &Lines| {
        let how =
            |line: Range<usize>| how(&decoded, part.range.start + line.start..part.range.start + line.end);
        let (mut pool, text) = (Pool::default(), &decoded.text[part.range.clone()]);
        let mut found = read_lines(job, text, part.first, how, &mut pool)?;
        pool.seal(&mut found.rows);
        Ok(found)
    };
    let parts = if job.parallel {
        job.run.map(&parts, read)?
    } else {
        parts.iter().map(read).collect::<Result<_>>()?
    };
    parts.into_iter().for_each(|part| found.append(part));
    found.end(job);
    Ok((found, end))
}

/// Cuts text that begins at `place` after lines into parts of about `target` bytes, counting lines and rows; returns the
/// place behind it too.
fn split(text: &str, target: usize, mut place: Place) -> (Vec<Lines>, Place) {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let aim = from.saturating_add(target).min(text.len());
        let end = memchr::memchr(b'\n', &text.as_bytes()[aim..]).map_or(text.len(), |at| aim + at + 1);
        parts.push(Lines { range: from..end, first: place });
        place = behind(&text.as_bytes()[from..end], place);
        from = end;
    }
    (parts, place)
}

/// The place behind lines that begin at `place`.
pub(super) fn behind(lines: &[u8], mut place: Place) -> Place {
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', lines).map(|at| at + 1).chain([lines.len()]) {
        place.line += u64::from(end > start);
        place.row += u64::from(!is_blank(&lines[start..end]));
        start = end;
    }
    place
}

/// The lines with their ends; twice as fast as `split_inclusive`.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// Reads the lines of `text`, the first of which stands at `place`; `how` tells how each stretch of it was decoded. Their
/// texts are in `pool`.
pub(super) fn read_lines(
    job: &Job<'_>,
    text: &str,
    mut place: Place,
    how: impl Fn(Range<usize>) -> (Encoding, u64),
    pool: &mut Pool,
) -> Result<Found> {
    // No text is longer than the line it stands in.
    pool.reserve(text.len());
    let (mut found, mut names, mut seen) = (Found::default(), Names::default(), HashSet::new());
    let mut at = 0;
    for line in lines(text) {
        let range = at..at + line.len();
        at = range.end;
        if !is_blank(line.as_bytes()) {
            if place.row.is_multiple_of(1024) {
                job.run.check()?;
            }
            match object::read(line, &job.plan.text, &mut names, pool) {
                Ok(object::Read { fields, written, nested }) => {
                    if found.columns.len() < names.len() {
                        for (name, _) in &fields {
                            if seen.insert(name.clone()) {
                                found.columns.push(name.to_string());
                            }
                        }
                    }
                    if nested {
                        let message =
                            format!("row {}: the column '{}' is nested, not text", place.row, job.plan.text);
                        found.problem(job, ErrorKind::BadValue, message, Some(place.line), "skipped");
                        place = Place { row: place.row + 1, line: place.line + 1 };
                        continue;
                    }
                    found.row_of(job, place, (fields, written), how(range));
                }
                Err(error) => {
                    let message = format!("not a JSON object: {}", told(&error));
                    found.problem(job, ErrorKind::Corrupt, message, Some(place.line), "skipped");
                }
            }
            place.row += 1;
        }
        place.line += 1;
    }
    Ok(found)
}

/// What is wrong with a line; the parser's own "line 1" would mislead.
fn told(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    format!("{what} at byte {} of the line", error.column())
}

/// A JSON value as a document variable; what is nested stays JSON.
pub(super) fn meta(value: Value) -> Meta {
    match value {
        Value::Null => Meta::Null,
        Value::Bool(value) => Meta::Bool(value),
        Value::String(value) => Meta::Str(value),
        Value::Number(value) => match (value.as_i64(), value.as_u64(), value.as_f64()) {
            (Some(value), _, _) => Meta::Int(value),
            (None, None, Some(value)) => Meta::Float(value),
            // Past 64 bits with a sign: as text, so that no digit is lost.
            _ => Meta::Str(value.to_string()),
        },
        nested => Meta::Str(nested.to_string()),
    }
}
