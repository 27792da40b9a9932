//! Readers: files to documents.
//!
//! `FORMATS` is the table of formats. [`read_paths`] expands the paths, has every file read by its format's reader,
//! in parallel, and delivers documents and problems in the order of the paths.

mod blocks;
mod bytes;
mod csv;
mod dates;
mod decode;
mod deliver;
mod elements;
mod html;
mod jsonl;
mod manifest;
mod markdown;
mod memory;
mod object;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod parts;
mod paths;
mod plain;
mod pool;
mod rows;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use super::{Builder, Encoding, Input, Problem};
use crate::error::{Error, ErrorKind, Result};
use crate::par::{Run, chunks};

pub use decode::{Decoded, decode};
pub use memory::read_bytes;
pub use parts::{Cursor, Part, Parts};

/// How files are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The column with the text, for jsonl, csv and parquet; default: `text`.
    pub text: Option<String>,
    /// The column with the id; default: `id` or `doc_id` where there is one, else `path:row`.
    pub id: Option<String>,
    /// The column with the date; default: `date` where there is one.
    pub date: Option<String>,
    /// An encoding to use instead of the one found: a WHATWG label such as `latin1`.
    pub encoding: Option<String>,
    /// A regular expression on the file's name with groups `year`, `month`, `day`, or one group with an ISO date.
    pub date_pattern: Option<String>,
    /// A csv with a column `doc_id`, `id`, `file`, `stem` or `name`, a column `date`, and any others.
    pub dates: Option<String>,
    /// The format of every file, whatever its name says; one of the names in the table of formats.
    pub format: Option<String>,
    /// Read folders within folders; default: yes.
    pub recursive: bool,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions {
            text: None,
            id: None,
            date: None,
            encoding: None,
            date_pattern: None,
            dates: None,
            format: None,
            recursive: true,
        }
    }
}

/// One format.
struct Format {
    /// Its name as `format=`.
    name: &'static str,
    /// Endings of file names, in lower case; each also with `.gz` and `.zst`.
    endings: &'static [&'static str],
    /// Whether a file holds one document a row; what was read before a file breaks off then stays.
    rows: bool,
    /// Its reader. A file that can't be read is an error here and a problem row in the corpus.
    read: fn(&Job<'_>, Vec<u8>) -> Result<Found>,
}

/// All formats.
const FORMATS: &[Format] = &[
    Format { name: "text", endings: &["txt", "text"], rows: false, read: plain::read },
    Format { name: "markdown", endings: &["md", "markdown"], rows: false, read: markdown::read },
    Format { name: "html", endings: &["html", "htm"], rows: false, read: html::read },
    Format { name: "jsonl", endings: &["jsonl", "ndjson"], rows: true, read: jsonl::read },
    Format { name: "csv", endings: &["csv"], rows: true, read: csv::read_csv },
    Format { name: "tsv", endings: &["tsv"], rows: true, read: csv::read_tsv },
    #[cfg(feature = "parquet")]
    Format { name: "parquet", endings: &["parquet"], rows: true, read: parquet::read },
    #[cfg(not(feature = "parquet"))]
    Format { name: "parquet", endings: &["parquet"], rows: true, read: no_parquet },
];

#[cfg(not(feature = "parquet"))]
fn no_parquet(_: &Job<'_>, _: Vec<u8>) -> Result<Found> {
    Err(Error::new(
        ErrorKind::NotInstalled,
        "this build reads no parquet; build it with the feature `parquet`",
    ))
}

/// The options, checked once.
struct Plan {
    text: String,
    /// Columns that may hold the id, the first that is there counts.
    id: Vec<String>,
    date: String,
    /// Which columns were asked for by name: option, column.
    named: Vec<(&'static str, String)>,
    encoding: Option<&'static encoding_rs::Encoding>,
    pattern: Option<dates::Pattern>,
    dates: Option<dates::Dates>,
    format: Option<&'static Format>,
    recursive: bool,
}

impl Plan {
    fn new(options: &ReadOptions) -> Result<Plan> {
        let named = [("text", &options.text), ("id", &options.id), ("date", &options.date)];
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        let format = |name: &String| {
            let found =
                FORMATS.iter().find(|format| format.name == name || format.endings.contains(&name.as_str()));
            found.ok_or_else(|| Error::unknown_option("format", name, &names))
        };
        let encoding = |label: &String| {
            encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| {
                let common = [
                    "utf-8",
                    "utf-16le",
                    "utf-16be",
                    "latin1",
                    "windows-1252",
                    "euc-kr",
                    "shift_jis",
                    "gb18030",
                ];
                Error::unknown_option("encoding", label, &common)
            })
        };
        Ok(Plan {
            text: options.text.clone().unwrap_or_else(|| "text".to_owned()),
            id: options.id.clone().map_or_else(|| vec!["id".to_owned(), "doc_id".to_owned()], |id| vec![id]),
            date: options.date.clone().unwrap_or_else(|| "date".to_owned()),
            named: named.into_iter().filter_map(|(option, name)| Some((option, name.clone()?))).collect(),
            encoding: options.encoding.as_ref().map(encoding).transpose()?,
            pattern: options.date_pattern.as_deref().map(dates::Pattern::new).transpose()?,
            dates: options.dates.as_deref().map(dates::Dates::read).transpose()?,
            format: options.format.as_ref().map(format).transpose()?,
            recursive: options.recursive,
        })
    }
}

/// Where bytes come from.
enum Origin {
    Path(PathBuf),
    Stdin,
    Memory(Vec<u8>),
}

/// One file on its way to a reader.
struct File {
    /// Where its bytes come from.
    origin: Origin,
    /// Its path as given, with forward slashes: the id of its document and the source of its problems.
    id: String,
    /// Its format, where its name or `format=` says so.
    format: Option<&'static Format>,
    /// How it is packed.
    packed: bytes::Packed,
    /// Its size on disk in bytes.
    size: u64,
    /// What a manifest says about it.
    listed: Option<Arc<manifest::Listed>>,
}

/// A file, how it is to be read, and what may share the work.
struct Job<'a> {
    file: &'a File,
    plan: &'a Plan,
    run: &'a Run,
    /// Whether rows of this file are read in parallel; otherwise files are.
    parallel: bool,
    /// How the part of the file that came before was read; none where this is all of it, or its beginning.
    known: Option<Encoding>,
}

impl Job<'_> {
    /// The file's bytes as text, by `encoding=` or as found; replacements are a problem row.
    fn decode(
        &self,
        bytes: Vec<u8>,
        declared: Option<&'static encoding_rs::Encoding>,
    ) -> Result<(Decoded, Found)> {
        let decoded = match (self.plan.encoding, self.known) {
            (Some(encoding), _) => decode::decode_as(&bytes, encoding),
            (None, Some(known)) => decode::decode_more(bytes, known),
            (None, None) => decode::decode_declared(bytes, declared)?,
        };
        let mut found = Found::default();
        if let Some(first) = decoded.first_bad {
            let (count, name) = (decoded.replaced, decoded.encoding.name());
            let sequences = if count == 1 { "sequence is" } else { "sequences are" };
            let message = format!("{count} {sequences} not valid {name}, the first at byte {first}");
            found.problem(self, ErrorKind::Encoding, message, None, "replaced");
        }
        Ok((decoded, found))
    }
}

/// A document and the line it stands in, where its file has several.
#[derive(Debug)]
struct Row {
    input: Input,
    line: Option<u64>,
    /// Where its text was written, until the pool is sealed.
    written: Option<pool::Written>,
}

/// What one file gave.
#[derive(Debug, Default)]
struct Found {
    rows: Vec<Row>,
    problems: Vec<Problem>,
    /// The columns of a file with rows, in the order met.
    columns: Vec<String>,
    /// Lines without the text column, until it is known whether all lack it.
    lacking: Vec<u64>,
}

impl Found {
    fn problem(
        &mut self,
        job: &Job<'_>,
        kind: ErrorKind,
        message: String,
        line: Option<u64>,
        action: &'static str,
    ) {
        self.problems.push(Problem { source: job.file.id.clone(), kind, message, line, action });
    }

    /// The one document of a file.
    fn document(&mut self, job: &Job<'_>, decoded: Decoded) -> &mut Input {
        let Decoded { text, encoding, replaced, .. } = decoded;
        let input =
            Input { id: job.file.id.clone(), text: text.into(), encoding, replaced, ..Input::default() };
        let at = self.rows.len();
        self.rows.push(Row { input, line: None, written: None });
        &mut self.rows[at].input
    }
}

/// Reads `paths` (files, folders, globs; `-` is standard input) into `builder`, in order. A file that can't be read is
/// a problem, not an error; a path that was named and is not there is an error.
///
/// Files are read in parallel, and so are the rows of large ones; the result does not depend on the threads. The text
/// of all files is in memory at the end, that of one file with rows, but for plain JSON lines, twice while it is read.
///
/// # Errors
/// A missing path, an option that is not valid, a column that no row has, `Interrupted`.
pub fn read_paths(paths: &[String], options: &ReadOptions, run: &Run, builder: &mut Builder) -> Result<()> {
    let plan = Plan::new(options)?;
    let (files, problems) = paths::expand(paths, &plan, run)?;
    run.expect(files.iter().map(|file| file.size).sum());
    let mut found = read_files(&files, &plan, run)?;
    deliver::check_columns(&files, &found, &plan)?;
    problems.into_iter().for_each(|problem| builder.problem(problem));
    if let Some(dates) = &plan.dates {
        let mut joined = dates::Joined::default();
        dates.join(&mut found, &mut joined);
        dates.problems(&joined).into_iter().for_each(|problem| builder.problem(problem));
    }
    deliver::Delivered::default().deliver(&files, (0, found), &plan, builder, deliver::LIMIT);
    Ok(())
}

/// Reads every file; runs of small files in parallel, large files with rows one after the other, each in parallel.
fn read_files(files: &[File], plan: &Plan, run: &Run) -> Result<Vec<Found>> {
    let large =
        |file: &File| file.format.is_some_and(|format| format.rows) && file.size > run.chunk_bytes() as u64;
    let mut found = Vec::with_capacity(files.len());
    let mut start = 0;
    for end in 0..=files.len() {
        let here = files.get(end);
        if here.is_some_and(|file| !large(file)) {
            continue;
        }
        let small = &files[start..end];
        // Opening a file costs about as much as reading a few kilobytes.
        let ranges = chunks(small.iter().map(|file| file.size as usize + 4096), run.chunk_bytes());
        let read = run.map(&ranges, |range| {
            small[range.clone()]
                .iter()
                .map(|file| read_file(&Job { file, plan, run, parallel: false, known: None }))
                .collect()
        })?;
        found.extend(read.into_iter().flat_map(|found: Vec<Found>| found));
        if let Some(file) = here {
            found.push(read_file(&Job { file, plan, run, parallel: true, known: None })?);
        }
        start = end + 1;
    }
    Ok(found)
}

/// Reads one file; whatever is wrong with it is a problem row, so only `Interrupted` is an error.
fn read_file(job: &Job<'_>) -> Result<Found> {
    job.run.check()?;
    // Of a file that is one document, one byte more than a document may have is enough.
    let rows = job.file.format.is_some_and(|format| format.rows) || matches!(job.file.origin, Origin::Stdin);
    let limit = if rows { u64::MAX } else { deliver::LIMIT as u64 + 1 };
    let whole = || {
        bytes::load(job.file, limit, job.run).and_then(|(mut bytes, broken)| {
            let format = format_of(job, &bytes)?;
            if !format.rows && bytes.len() > deliver::LIMIT {
                return Err(Error::new(ErrorKind::TooLarge, format!("more than {} bytes", deliver::LIMIT)));
            }
            if let Some(error) = &broken {
                let end = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
                if !format.rows || format.name == "parquet" || end == 0 {
                    return Err(error.clone());
                }
                bytes.truncate(end);
            }
            let mut found = (format.read)(job, bytes)?;
            found.problems.extend(broken.map(|error| Problem::skipped(&job.file.id, &error)));
            Ok(found)
        })
    };
    let found = match blocks::read(job) {
        Ok(None) => whole(),
        Ok(Some(found)) => Ok(found),
        Err(error) => Err(error),
    };
    job.run.advance(job.file.size);
    match found {
        Ok(mut found) => {
            found.rows.iter_mut().for_each(|row| dates::settle(job, row, &mut found.problems));
            Ok(found)
        }
        Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
        Err(error) => {
            let problems = vec![Problem::skipped(&job.file.id, &error)];
            Ok(Found { problems, ..Found::default() })
        }
    }
}

/// The format of a file; where nothing says it, standard input that starts with `{` is jsonl, and what can be text is.
fn format_of(job: &Job<'_>, bytes: &[u8]) -> Result<&'static Format> {
    let named = |name: &str| FORMATS.iter().find(|format| format.name == name).unwrap_or(&FORMATS[0]);
    if let Some(format) = job.file.format {
        return Ok(format);
    }
    if matches!(job.file.origin, Origin::Stdin) && bytes.trim_ascii_start().starts_with(b"{") {
        return Ok(named("jsonl"));
    }
    if job.plan.encoding.is_none() && !decode::looks_like_text(bytes) {
        let known: Vec<&str> = FORMATS.iter().flat_map(|format| format.endings).copied().collect();
        let message =
            format!("neither text nor a known format (those are {}; each also .gz, .zst)", known.join(", "));
        return Err(Error::new(ErrorKind::UnknownFormat, message));
    }
    Ok(named("text"))
}
