//! Files to corpora of bounded size, one after the other: what need not be in memory at once.
//!
//! A part is a run of files that are one document each, or a block of rows of one file. Where parts begin depends on the
//! files and on the size asked for, never on the threads; a document is never cut.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::bytes::{self, Packed, Unpacked};
use super::deliver::{self, Delivered};
use super::rows::Place;
use super::{File, Found, Job, Origin, Plan, ReadOptions, csv, dates, decode, jsonl, paths, read_files};
use crate::error::{Error, ErrorKind, Result};
use crate::par::Run;
use crate::text::{Builder, Corpus, Encoding, Problem, Rules};

/// How much of a file tells its encoding.
const HEAD: usize = 1 << 20;
/// The largest packed file that is read whole.
const PACKED: u64 = 1 << 20;

/// Where a part begins: what is needed to go on from there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cursor {
    /// The file, from 0.
    file: usize,
    /// Unpacked bytes of it, or rows of parquet, that were read before.
    offset: u64,
    /// The next row and its line, from 1; 0 at the beginning of a file.
    row: u64,
    line: u64,
    /// The columns seen in the file so far.
    columns: Vec<String>,
    /// The first file with rows, and its columns.
    example: Option<(usize, Vec<String>)>,
    /// The options that name a column which was there.
    named: Vec<String>,
    /// Whether any document was read.
    some: bool,
}

/// Some of the documents.
#[derive(Debug)]
pub struct Part {
    /// The documents, and what went wrong while they were read.
    pub corpus: Corpus,
    /// Where the next part begins.
    pub next: Cursor,
    /// Of each document, the number of its file, and its line where the file has several.
    pub origins: Vec<(usize, Option<u64>)>,
}

/// A file of rows that is being read.
enum Open {
    Blocks {
        blocks: Blocks,
        reader: Reader,
        known: Option<Encoding>,
    },
    #[cfg(feature = "parquet")]
    Parquet(super::parquet::Rows),
}

/// How a block of rows is read.
enum Reader {
    Lines,
    /// The separator, and the header.
    Table(u8, Vec<u8>),
}

/// The bytes of a file in blocks that end with a record.
struct Blocks {
    input: Unpacked,
    /// Read and not yet given away.
    rest: Vec<u8>,
    ended: bool,
    broken: Option<Error>,
}

impl Blocks {
    /// Reads on until there are `size` bytes, or no more.
    fn fill(&mut self, file: &File, size: usize) -> Result<()> {
        if !self.ended && self.rest.len() < size {
            let wanted = size - self.rest.len();
            let before = self.rest.len();
            self.broken = self.input.read(file, wanted as u64, &mut self.rest)?;
            self.ended = self.broken.is_some() || self.rest.len() - before < wanted;
        }
        Ok(())
    }

    /// Passes over `bytes`.
    fn skip(&mut self, file: &File, mut bytes: u64) -> Result<()> {
        while bytes > 0 {
            self.fill(file, HEAD)?;
            let some = self.rest.len().min(usize::try_from(bytes).unwrap_or(usize::MAX));
            if some == 0 {
                return Err(Error::new(ErrorKind::Corrupt, "is shorter than it was").at_path(&file.id));
            }
            self.rest.drain(..some);
            bytes -= some as u64;
        }
        Ok(())
    }

    /// The next block of about `size` bytes, which `cut` ends after a record; empty at the end.
    fn next(&mut self, file: &File, size: usize, cut: impl Fn(&[u8]) -> usize) -> Result<Vec<u8>> {
        let mut size = size;
        loop {
            self.fill(file, size)?;
            let end = match self.ended {
                // A last record without a line end is whole, unless the file broke off in it.
                true if self.broken.is_none() => self.rest.len(),
                _ => cut(&self.rest),
            };
            if end > 0 || self.ended {
                let rest = self.rest.split_off(end);
                return Ok(std::mem::replace(&mut self.rest, rest));
            }
            if size > deliver::LIMIT {
                let message = format!("a record of more than {} bytes", deliver::LIMIT);
                return Err(Error::new(ErrorKind::TooLarge, message).at_path(&file.id));
            }
            size *= 2;
        }
    }
}

/// Reads paths part by part.
pub struct Parts {
    plan: Plan,
    rules: Option<Arc<Rules>>,
    files: Vec<File>,
    /// About how many bytes of text a part has.
    size: usize,
    at: Cursor,
    open: Option<Open>,
    delivered: Delivered,
    joined: dates::Joined,
    /// What went wrong before the first part.
    before: Vec<Problem>,
    ended: bool,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Parts({} files, at {:?})", self.files.len(), self.at)
    }
}

impl Parts {
    /// Finds the files of `paths` (files, folders, globs; `-` is standard input, which is read whole), to be read in
    /// parts of about `size` bytes of text.
    ///
    /// # Errors
    /// A missing path, an option that is not valid, `Interrupted`.
    pub fn new(
        paths: &[String],
        options: &ReadOptions,
        rules: Option<Arc<Rules>>,
        size: usize,
        run: &Run,
    ) -> Result<Parts> {
        let plan = Plan::new(options)?;
        let (files, before) = paths::expand(paths, &plan, run)?;
        run.expect(files.iter().map(|file| file.size).sum());
        Ok(Parts {
            plan,
            rules,
            files,
            size: size.max(1),
            at: Cursor::default(),
            open: None,
            delivered: Delivered::default(),
            joined: dates::Joined::default(),
            before,
            ended: false,
        })
    }

    /// The files: path as given, and size in bytes as stored.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&str, u64)> {
        self.files.iter().map(|file| (file.id.as_str(), file.size))
    }

    /// Where a file's bytes are; none for standard input.
    pub fn path(&self, file: usize) -> Option<&std::path::Path> {
        match &self.files.get(file)?.origin {
            Origin::Path(path) => Some(path),
            _ => None,
        }
    }

    /// Goes on at `cursor`, where a part of the same files ended before; `documents` are the ids and origins of those
    /// read so far.
    pub fn resume(&mut self, cursor: Cursor, documents: &[(String, (usize, Option<u64>))], run: &Run) {
        for (id, origin) in documents {
            // None is there twice.
            _ = self.delivered.note(id, *origin);
        }
        if let Some(dates) = &self.plan.dates {
            dates.note(documents.iter().map(|(id, _)| id.as_str()), &mut self.joined);
        }
        let read = self.files[..cursor.file.min(self.files.len())].iter();
        run.advance(read.map(|file| file.size).sum());
        self.before.clear();
        self.at = cursor;
    }

    /// The next part, unless there is none; its corpus may be without documents, where only problems were found.
    ///
    /// # Errors
    /// A column that no row has, `Interrupted`. What is wrong with a file is a problem of the part.
    pub fn next(&mut self, run: &Run) -> Result<Option<Part>> {
        if self.ended {
            return Ok(None);
        }
        let mut builder = Builder::new();
        std::mem::take(&mut self.before).into_iter().for_each(|problem| builder.problem(problem));
        if let Some(rules) = &self.rules {
            builder.shared_rules(rules.clone());
        }
        if self.at.file == self.files.len() {
            self.ended = true;
            if let Some(dates) = &self.plan.dates {
                dates.problems(&self.joined).into_iter().for_each(|problem| builder.problem(problem));
            }
            let corpus = builder.build()?;
            let part = Part { corpus, next: self.at.clone(), origins: Vec::new() };
            return Ok((!part.corpus.problems().is_empty()).then_some(part));
        }
        let first = self.at.file;
        let mut found = if self.streams(first) { vec![self.block(run)?] } else { self.whole(run)? };
        self.check_columns(first, &found)?;
        if let Some(dates) = &self.plan.dates {
            dates.join(&mut found, &mut self.joined);
        }
        self.delivered.deliver(&self.files, (first, found), &self.plan, &mut builder, deliver::LIMIT);
        let corpus = builder.build()?;
        let origin = |id: &str| self.delivered.origin(id).unwrap_or((first, None));
        let origins = corpus.ids().iter().map(origin).collect();
        Ok(Some(Part { corpus, next: self.at.clone(), origins }))
    }

    /// Whether a file is read block by block.
    fn streams(&self, file: usize) -> bool {
        let file = &self.files[file];
        let largest = if file.packed == Packed::No { self.size as u64 } else { PACKED.min(self.size as u64) };
        let path = matches!(file.origin, Origin::Path(_));
        // Parquet is read from its end, so a packed one is read whole.
        let seekable =
            file.packed == Packed::No || file.format.is_some_and(|format| format.name != "parquet");
        let rows = path && seekable && file.format.is_some_and(|format| format.rows);
        rows && file.size > largest && self.cuts(file)
    }

    /// Whether a file can be cut after a line feed before it is decoded.
    fn cuts(&self, file: &File) -> bool {
        if file.format.is_some_and(|format| format.name == "parquet") {
            return true;
        }
        let mut head = Vec::new();
        // What can't be opened is told when it is read.
        let _ = bytes::open(file).and_then(|mut input| input.read(file, 1024, &mut head));
        match self.plan.encoding {
            Some(encoding) => encoding.is_ascii_compatible(),
            None => decode::ascii_compatible(&head),
        }
    }

    /// The next files that are read whole, up to the size of a part.
    fn whole(&mut self, run: &Run) -> Result<Vec<Found>> {
        let first = self.at.file;
        let (mut end, mut bytes) = (first, 0);
        while end < self.files.len() && !self.streams(end) && (end == first || bytes < self.size as u64) {
            let file = &self.files[end];
            // Prose packs to about a third. Opening a file costs about as much as reading a few kilobytes.
            bytes += 4096 + if file.packed == Packed::No { file.size } else { 3 * file.size };
            end += 1;
        }
        let found = read_files(&self.files[first..end], &self.plan, run)?;
        self.turn(end);
        Ok(found)
    }

    /// Goes on to the file with number `file`.
    fn turn(&mut self, file: usize) {
        let Cursor { example, named, some, .. } = std::mem::take(&mut self.at);
        self.at = Cursor { file, example, named, some, ..Cursor::default() };
        self.open = None;
    }

    /// The next block of the file that is being read.
    fn block(&mut self, run: &Run) -> Result<Found> {
        let (number, before) = (self.at.file, self.at.offset);
        let mut found = Found { columns: self.at.columns.clone(), ..Found::default() };
        let open = self.open.take();
        let result = {
            let job = Job { file: &self.files[number], plan: &self.plan, run, parallel: true, known: None };
            let open = open.map_or_else(|| open_file(&job, &mut self.at, self.size, &mut found), Ok);
            open.and_then(|mut open| {
                let more = read_block(&job, &mut open, &mut self.at, self.size, &mut found)?;
                let more = if more { Ok(Some(open)) } else { Ok(None) };
                run.check().and(more)
            })
        };
        let file = &self.files[number];
        // Of a packed file it is not known how much of it that was.
        let done = if file.packed == Packed::No { (self.at.offset - before).min(file.size) } else { 0 };
        let rest =
            if file.packed == Packed::No { file.size.saturating_sub(self.at.offset) } else { file.size };
        run.advance(done);
        match result {
            Ok(Some(open)) => {
                self.open = Some(open);
                self.at.columns.clone_from(&found.columns);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => return Err(error),
            ended => {
                found.problems.extend(ended.err().map(|error| Problem::skipped(&file.id, &error)));
                run.advance(rest);
                self.turn(number + 1);
            }
        }
        let job = Job { file: &self.files[number], plan: &self.plan, run, parallel: true, known: None };
        let Found { rows, problems, .. } = &mut found;
        rows.iter_mut().for_each(|row| dates::settle(&job, row, problems));
        Ok(found)
    }

    /// A column named in the options that no file with rows has is an error of use, as is the lack of the text column
    /// where nothing else was read: at once where the first rows have neither, else when all files have been read.
    fn check_columns(&mut self, first: usize, found: &[Found]) -> Result<()> {
        for (option, name) in &self.plan.named {
            let there = found.iter().any(|found| found.columns.contains(name));
            if there && !self.at.named.iter().any(|seen| seen == option) {
                self.at.named.push((*option).to_owned());
            }
        }
        if self.at.example.is_none() {
            let with_rows = (first..).zip(found).find(|(_, found)| !found.columns.is_empty());
            self.at.example = with_rows.map(|(file, found)| (file, found.columns.clone()));
        }
        self.at.some |= found.iter().any(|found| !found.rows.is_empty());
        if self.at.some && self.at.file < self.files.len() {
            return Ok(());
        }
        let Some((file, columns)) = &self.at.example else { return Ok(()) };
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let text = ("text", self.plan.text.clone());
        for (option, name) in self.plan.named.iter().chain((!self.at.some).then_some(&text)) {
            if !columns.contains(&name.as_str()) && !self.at.named.iter().any(|seen| seen == option) {
                return Err(Error::unknown_column(option, name, &columns).at_path(&self.files[*file].id));
            }
        }
        Ok(())
    }
}

/// Opens the file of `job` and goes to where `at` says.
#[cfg_attr(not(feature = "parquet"), expect(unused_variables))]
fn open_file(job: &Job<'_>, at: &mut Cursor, size: usize, found: &mut Found) -> Result<Open> {
    let file = job.file;
    let format = file.format.map_or("", |format| format.name);
    #[cfg(feature = "parquet")]
    if let ("parquet", Origin::Path(path)) = (format, &file.origin) {
        let input = std::fs::File::open(path).map_err(|e| Error::io(&file.id, "can't be read", &e))?;
        found.columns.clear();
        return super::parquet::Rows::open(job, input, at.offset, size, found).map(Open::Parquet);
    }
    let mut blocks = Blocks { input: bytes::open(file)?, rest: Vec::new(), ended: false, broken: None };
    blocks.fill(file, HEAD)?;
    let known = match job.plan.encoding {
        Some(_) => None,
        None => Some(decode::decode(whole_characters(&blocks.rest).to_vec())?.encoding),
    };
    let mark = if known == Some(Encoding::Utf8Bom) { 3 } else { 0 };
    let header = |separator| {
        let body = &blocks.rest[mark..];
        Reader::Table(separator, body[..csv::cut(body, separator, true)].to_vec())
    };
    let reader = match format {
        "csv" => header(b','),
        "tsv" => header(b'\t'),
        _ => Reader::Lines,
    };
    if at.offset == 0 {
        (at.offset, at.row, at.line) = (mark as u64, 1, 1);
    }
    blocks.skip(file, at.offset)?;
    Ok(Open::Blocks { blocks, reader, known })
}

/// `bytes` without a character of UTF-8 that is cut at their end.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    let end = bytes.len() - bytes.iter().rev().take(3).take_while(|&&byte| byte & 0xC0 == 0x80).count();
    let last = bytes.get(end.wrapping_sub(1)).is_some_and(|&byte| byte >= 0xC0);
    if end < bytes.len() || last { &bytes[..end - usize::from(last)] } else { bytes }
}

/// Reads the next block of the file of `job` into `found`; returns whether there is more.
fn read_block(
    job: &Job<'_>,
    open: &mut Open,
    at: &mut Cursor,
    size: usize,
    found: &mut Found,
) -> Result<bool> {
    match open {
        #[cfg(feature = "parquet")]
        Open::Parquet(rows) => {
            let more = rows.read(job, size, found);
            at.offset = rows.row;
            found.end(job);
            more.map_err(|error| {
                let message = format!("breaks off after {} rows: {}", at.offset, error.message());
                Error::new(error.kind(), message)
            })
        }
        Open::Blocks { blocks, reader, known } => {
            let separator = if let Reader::Table(separator, _) = reader { Some(*separator) } else { None };
            let block = blocks.next(job.file, size, |bytes| match separator {
                None => memchr::memrchr(b'\n', bytes).map_or(0, |end| end + 1),
                Some(separator) => csv::cut(bytes, separator, false),
            })?;
            let first = Place { row: at.row, line: at.line };
            at.offset += block.len() as u64;
            let job = Job { known: *known, ..*job };
            let (read, place) = match reader {
                Reader::Lines => jsonl::read_block(&job, block, first, std::mem::take(&mut found.columns))?,
                Reader::Table(separator, _) if at.line == 1 => {
                    csv::read_block(&job, block, *separator, first, 0)?
                }
                Reader::Table(separator, header) => {
                    let lines = header.iter().filter(|&&byte| byte == b'\n').count() as u64;
                    let block = [header.as_slice(), &block].concat();
                    csv::read_block(&job, block, *separator, first, lines)?
                }
            };
            (at.row, at.line) = (place.row, place.line);
            *found = read;
            if !blocks.ended || !blocks.rest.is_empty() && blocks.broken.is_none() {
                return Ok(true);
            }
            found.problems.extend(blocks.broken.take().map(|error| Problem::skipped(&job.file.id, &error)));
            Ok(false)
        }
    }
}
