//! Comma and tab separated values with a header.

use std::collections::HashMap;
use std::sync::Arc;

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
    let separator = separator_of(text.as_bytes(), separator);
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

/// The separator of a table whose first line says it: `;` where it has no comma.
fn separator_of(text: &[u8], separator: u8) -> u8 {
    let first = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if separator == b',' && !first.contains(&b',') && first.contains(&b';') { b';' } else { separator }
}

/// Follows the quotation marks of fields.
#[derive(Clone, Copy)]
struct Quotes {
    separator: u8,
    /// Inside a quoted field.
    open: bool,
    /// A quotation mark here would open a field, or be the second of a doubled one.
    at_start: bool,
}

impl Quotes {
    fn new(separator: u8) -> Quotes {
        Quotes { separator, open: false, at_start: true }
    }

    #[inline]
    fn step(&mut self, byte: u8) {
        if self.open {
            self.open = byte != b'"';
            self.at_start = byte == b'"';
        } else {
            // Elsewhere than at the start of a field a quotation mark is a character like others.
            self.open = byte == b'"' && self.at_start;
            self.at_start = !self.open && (byte == self.separator || byte == b'\n');
        }
    }
}

/// Whether a record ends inside a quoted field.
fn quote_open(raw: &str, separator: u8) -> bool {
    let mut quotes = Quotes::new(separator);
    raw.bytes().for_each(|byte| quotes.step(byte));
    quotes.open
}

/// Where the last whole record of a table ends, in bytes; `first`: where the first does, the header.
pub(super) fn cut(bytes: &[u8], separator: u8, first: bool) -> usize {
    let mut quotes = Quotes::new(separator_of(bytes, separator));
    let mut end = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        quotes.step(byte);
        if byte == b'\n' && !quotes.open {
            end = at + 1;
            if first {
                break;
            }
        }
    }
    end
}

fn read(job: &Job<'_>, bytes: Vec<u8>, separator: u8) -> Result<Found> {
    read_block(job, bytes, separator, Place::FIRST, 0).map(|(found, _)| found)
}

/// Reads a table whose first record is the header, of `header` lines that do not count, and whose other records begin at
/// `first`; returns the place behind them too.
pub(super) fn read_block(
    job: &Job<'_>,
    bytes: Vec<u8>,
    separator: u8,
    first: Place,
    header_lines: u64,
) -> Result<(Found, Place)> {
    let (decoded, mut found) = job.decode(bytes, None)?;
    let (header, records) = records(&decoded.text, separator);
    let place_of = |place: Place| Place {
        row: place.row + first.row - 1,
        line: place.line + first.line - 1 - header_lines,
    };
    let names: Vec<Arc<str>> = header.iter().map(|name| name.as_str().into()).collect();
    let mut rows = 0;
    for record in records {
        match record {
            Ok(Record { fields, place, range }) => {
                let place = place_of(place);
                if place.row.is_multiple_of(1024) {
                    job.run.check()?;
                }
                let fields = names.iter().zip(&fields);
                let fields =
                    fields.map(|(name, value)| (name.clone(), Meta::Str(value.to_owned()))).collect();
                found.row(job, place, fields, how(&decoded, range));
            }
            Err((message, line)) => {
                let line = place_of(Place { row: 1, line }).line;
                found.problem(job, ErrorKind::Corrupt, message, Some(line), "skipped");
            }
        }
        rows += 1;
    }
    typed(&mut found);
    found.columns = header;
    found.end(job);
    let lines = decoded.text.bytes().filter(|&byte| byte == b'\n').count() as u64;
    Ok((found, place_of(Place { row: rows + 1, line: lines + 1 })))
}

/// Gives every variable the type that all its values have; empty ones are null.
fn typed(found: &mut Found) {
    // Per column: only truth values so far, only whole numbers, only numbers.
    let mut kinds: HashMap<Arc<str>, [bool; 3]> = HashMap::new();
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
            } else if kinds.get(name).is_some_and(|kinds| kinds.contains(&true)) {
                *value = scalar(text);
            }
        }
    }
}
