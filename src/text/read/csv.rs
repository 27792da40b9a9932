//! Comma and tab separated values with a header.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use super::rows::{Place, how, scalar};
use super::{Found, Job};
use crate::error::{ErrorKind, Result};
use crate::text::Meta;

/// Reads a csv file; the separator is `;` where the header has no comma.
pub(super) fn read_csv(job: &Job<'_>, bytes: Vec<u8>) -> Result<Found> {
    read(job, bytes, b',')
}

/// Reads a tsv file.
pub(super) fn read_tsv(job: &Job<'_>, bytes: Vec<u8>) -> Result<Found> {
    read(job, bytes, b'\t')
}

/// One record and where it stands.
pub(super) struct Record {
    pub(super) fields: StringRecord,
    pub(super) place: Place,
    /// Its bytes in the text.
    pub(super) range: std::ops::Range<usize>,
}

/// The header of `text`, and its records; a record that can't be one is an error message and its line.
pub(super) fn records(
    text: &str,
    separator: u8,
) -> (Vec<String>, impl Iterator<Item = Result<Record, (String, u64)>> + '_) {
    let first = text.lines().next().unwrap_or_default();
    let separator =
        if separator == b',' && !first.contains(',') && first.contains(';') { b';' } else { separator };
    let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let mut header: Vec<String> = Vec::new();
    // Reading from memory, from text: neither can fail.
    for name in reader.headers().cloned().unwrap_or_default().iter() {
        let times = header.iter().filter(|other| *other == name).count();
        // A second column of one name would hide the first.
        header.push(if times == 0 { name.to_owned() } else { format!("{name}_{}", times + 1) });
    }
    let width = header.len();
    let mut row = 0;
    let mut record = StringRecord::new();
    let records = std::iter::from_fn(move || {
        // The reader passes over blank lines before it notes the position, so it is asked after.
        if !reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        row += 1;
        let start = record.position().map_or(0, |at| at.byte() as usize);
        let mut line = record.position().map_or(0, csv::Position::line);
        let end = reader.position().byte() as usize;
        let raw = &text[start.min(end)..end];
        let blank = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        line += raw[..blank].bytes().filter(|&byte| byte == b'\n').count() as u64;
        if end == text.len() && quote_open(&raw[blank..], separator) {
            return Some(Err(("a quotation mark is not closed before the end of the file".to_owned(), line)));
        }
        if record.len() != width {
            return Some(Err((format!("{} fields, but the header has {width}", record.len()), line)));
        }
        Some(Ok(Record { fields: record.clone(), place: Place { row, line }, range: start..end }))
    });
    (header, records)
}

/// Whether a record ends inside a quoted field.
fn quote_open(raw: &str, separator: u8) -> bool {
    let (mut open, mut at_start) = (false, true);
    for byte in raw.bytes() {
        if open {
            open = byte != b'"';
            at_start = false;
        } else if byte == b'"' {
            // At the start of a field, or the second of a doubled one; elsewhere it is a character like others.
            open = at_start;
        }
        at_start = if open { false } else { byte == separator || (byte == b'"' && !at_start) };
    }
    open
}

fn read(job: &Job<'_>, bytes: Vec<u8>, separator: u8) -> Result<Found> {
    let (decoded, mut found) = job.decode(bytes, None)?;
    let (header, records) = records(&decoded.text, separator);
    for record in records {
        match record {
            Ok(Record { fields, place, range }) => {
                if place.row.is_multiple_of(1024) {
                    job.run.check()?;
                }
                let fields = header.iter().zip(&fields);
                let fields =
                    fields.map(|(name, value)| (name.clone(), Meta::Str(value.to_owned()))).collect();
                found.row(job, place, fields, how(&decoded, range));
            }
            Err((message, line)) => found.problem(job, ErrorKind::Corrupt, message, Some(line), "skipped"),
        }
    }
    typed(&mut found);
    found.columns = header;
    found.end(job);
    Ok(found)
}

/// Gives every variable the type that all its values have; empty ones are null.
fn typed(found: &mut Found) {
    // Per column: only truth values so far, only whole numbers, only numbers.
    let mut kinds: HashMap<String, [bool; 3]> = HashMap::new();
    for (name, value) in found.rows.iter().flat_map(|row| &row.input.meta) {
        let Meta::Str(text) = value else { continue };
        let fits = match scalar(text) {
            Meta::Null => continue,
            Meta::Bool(_) => [true, false, false],
            Meta::Int(_) => [false, true, true],
            Meta::Float(_) => [false, false, true],
            _ => [false; 3],
        };
        match kinds.get_mut(name) {
            Some(kinds) => kinds.iter_mut().zip(fits).for_each(|(kind, fits)| *kind &= fits),
            None => _ = kinds.insert(name.clone(), fits),
        }
    }
    for (name, value) in found.rows.iter_mut().flat_map(|row| &mut row.input.meta) {
        if let Meta::Str(text) = value {
            if text.is_empty() {
                *value = Meta::Null;
            } else if kinds.get(name.as_str()).is_some_and(|kinds| kinds.contains(&true)) {
                *value = scalar(text);
            }
        }
    }
}
