//! Verbs over documents that come in parts, of which only one is in memory at a time.
//!
//! What a verb makes of a part is put aside, and its table is made of what was put aside of all parts: the same table
//! that it makes of all documents at once, whatever the size of the parts.

mod pairs;
mod rows;
mod run;
mod terms;

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::frame::Frame;
use crate::par::Run;
use crate::stored::{Scratch, Stored};
use crate::text::read::{Parts, ReadOptions};
use crate::text::{Builder, Corpus, Input, Problem, Rules, TableOptions, from_frame};

use super::args::{Kind, OptionRow, option};
use super::source::reading;
use super::{Args, Verb, variables};

pub(crate) use terms::{Finish, TermStream};

/// Bytes of text in a part: large enough that what is done once a part costs little, small beside most memories.
const PART: usize = 48 << 20;
/// The memory that parts and what is put aside may take where nobody says.
const MEMORY: u64 = 1 << 31;
/// How many parts of the memory a part of the text is: its bytes, its documents, what is counted of it, all at once.
const SHARE: u64 = 32;

/// How documents come in parts.
pub const SCANNING: &[OptionRow] = &[
    option(
        "memory",
        Kind::Text,
        "2GB",
        "memory for text and counts; what does not fit is put aside in files (\"500MB\", \"8GB\")",
    ),
    option(
        "part",
        Kind::Text,
        "none",
        "bytes of text read at a time (\"64MB\"); results do not depend on it",
    ),
];

/// Why options ask for all documents at once, if they do.
type Whole = fn(&Args) -> Result<Option<&'static str>>;

/// How a verb is computed where documents come in parts.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    /// Not at all.
    Whole,
    /// Rows depend on one document each: the tables of the parts, one after the other.
    Rows(Whole),
    /// Terms counted in groups.
    Terms(&'static TermStream),
    /// Pairs of words.
    Pairs,
}

/// What a verb made of a part.
#[derive(Debug)]
pub(super) enum Piece {
    Rows(Frame),
    Bytes(Vec<u8>),
    Nodes(pairs::Nodes),
}

/// Documents in files, read again by every verb, part by part.
#[derive(Clone, Debug)]
pub struct Source {
    paths: Vec<String>,
    options: ReadOptions,
    rules: Option<Arc<Rules>>,
    memory: u64,
    part: usize,
    /// The options of reading, as given.
    given: Map<String, Value>,
}

/// The table of a verb over a [`Source`].
#[derive(Debug)]
pub struct Scanned {
    /// The table, with its settings.
    pub frame: Frame,
    /// How many documents were read.
    pub documents: usize,
    /// What went wrong while reading.
    pub problems: Vec<Problem>,
}

impl Source {
    /// Files, folders and globs, read with the options of [`super::READING`] and [`SCANNING`].
    ///
    /// # Errors
    /// An option that is not known or not valid; rules that can't be read. Whether the paths are there is looked at by
    /// each verb.
    pub fn new(paths: &[String], mut options: Map<String, Value>) -> Result<Source> {
        let own = SCANNING.iter().filter_map(|row| options.remove_entry(row.name)).collect();
        let args = Args::new(SCANNING.iter(), own)?;
        let given = options.clone();
        let (options, rules) = reading(options)?;
        let rules = rules.map(Arc::new);
        let memory = match args.text("memory") {
            Some(text) => bytes_of("memory", text)?,
            None => MEMORY,
        };
        let part = match args.text("part") {
            Some(text) => bytes_of("part", text)? as usize,
            None => PART.min((memory / SHARE) as usize).max(1 << 20),
        };
        Ok(Source { paths: paths.to_vec(), options, rules, memory, part, given })
    }

    /// The files of the paths, part by part.
    fn parts(&self, run: &Run) -> Result<Parts> {
        Parts::new(&self.paths, &self.options, self.rules.clone(), self.part, run)
    }

    /// Room for what is put aside: a quarter of the memory, as it is there beside a part and a table.
    fn scratch(&self) -> Scratch {
        Scratch::new((self.memory / 4) as usize)
    }

    /// The table of the verb called `name`; the same as that of [`super::open`] and [`Verb::call`].
    ///
    /// # Errors
    /// A verb, or options, that need all documents at once; what reading and the verb return; `Interrupted`.
    pub fn call(&self, name: &str, options: Map<String, Value>, run: &Run) -> Result<Scanned> {
        let verb = Verb::find(name)?;
        let task = Task::new(verb, Args::new(verb.option_rows(), options)?)?;
        let (mut parts, mut scratch) = (self.parts(run)?, self.scratch());
        let (mut kept, mut variables_of) = (Vec::new(), Vec::new());
        let (mut documents, mut problems) = (0, Vec::new());
        while let Some(part) = parts.next(run)? {
            let piece = task.part(&part.corpus, documents, &run.quiet())?;
            kept.push(match piece {
                Piece::Rows(frame) => Kept::Rows(frame),
                Piece::Bytes(bytes) => Kept::Bytes(scratch.put(bytes)?),
                Piece::Nodes(nodes) => Kept::Nodes(nodes),
            });
            if task.needs_variables() {
                variables_of.push(variables(&part.corpus)?);
            }
            documents += part.corpus.len();
            run.count_documents(part.corpus.len() as u64);
            problems.extend_from_slice(part.corpus.problems());
        }
        let mut frames = Vec::new();
        let documents_only = task.needs_variables().then(|| without_text(&variables_of)).transpose()?;
        let gathered = Gathered { kept: &kept, variables: documents_only, documents, memory: self.memory };
        task.finish(gathered, &mut scratch, run, &mut |frame| {
            frames.push(frame);
            Ok(())
        })?;
        let frame = verb.with_settings(Frame::concat(&frames), documents, &[], &task.args)?;
        Ok(Scanned { frame, documents, problems })
    }
}

/// A size such as "2GB", "500 MB" or "1048576": decimal prefixes are powers of 1,000, "GiB" and the like of 1,024.
fn bytes_of(option: &str, text: &str) -> Result<u64> {
    const UNITS: &[(&str, u64)] = &[
        ("kib", 1 << 10),
        ("mib", 1 << 20),
        ("gib", 1 << 30),
        ("tib", 1 << 40),
        ("kb", 1000),
        ("mb", 1_000_000),
        ("gb", 1_000_000_000),
        ("tb", 1_000_000_000_000),
        ("b", 1),
        ("", 1),
    ];
    let lower = text.trim().to_ascii_lowercase();
    let number = UNITS.iter().find_map(|(unit, times)| {
        let number: f64 = lower.strip_suffix(unit)?.trim_end().parse().ok()?;
        Some(number * *times as f64).filter(|bytes| (1.0..1e18).contains(bytes))
    });
    number
        .map(|bytes| bytes as u64)
        .ok_or_else(|| Error::bad_value(option, format!("'{text}'"), "a size such as \"500MB\" or \"2GB\""))
}

/// The documents whose variables these are, without their text.
fn without_text(variables: &[Frame]) -> Result<Corpus> {
    let whole = Frame::concat(variables);
    let mut name = "text".to_owned();
    while whole.column(&name).is_ok() {
        name.push('_');
    }
    let rows = whole.rows();
    let whole = whole.with(name.as_str(), (0..rows).map(|_| Some("")).collect::<crate::frame::Column>());
    let id = (rows > 0).then(|| "doc_id".to_owned());
    let mut builder = Builder::new();
    from_frame(&whole, &TableOptions { text: Some(name), id, date: None }, &mut builder)?;
    builder.build()
}

/// What a verb made of a part, put aside.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    Rows(Frame),
    Bytes(Stored),
    Nodes(pairs::Nodes),
    /// Rows in a Parquet file.
    File(std::path::PathBuf),
}

/// All that was put aside.
pub(super) struct Gathered<'k> {
    pub kept: &'k [Kept],
    /// The documents without their text, where the verb needs their variables.
    pub variables: Option<Corpus>,
    pub documents: usize,
    /// Bytes of memory that may be used.
    pub memory: u64,
}

impl Gathered<'_> {
    fn bytes(&self) -> impl Iterator<Item = &Stored> + Clone {
        self.kept.iter().filter_map(|kept| if let Kept::Bytes(stored) = kept { Some(stored) } else { None })
    }

    fn nodes(&self) -> impl Iterator<Item = (&(usize, u8), &crate::verbs::collocations::count::Counts)> {
        self.kept
            .iter()
            .filter_map(|kept| if let Kept::Nodes(nodes) = kept { Some(nodes) } else { None })
            .flatten()
    }

    /// The documents by whose variables groups are told apart; or one that stands for all, where they are not.
    fn documents(&self) -> Result<(Corpus, bool)> {
        if let Some(documents) = &self.variables {
            return Ok((documents.clone(), false));
        }
        let mut builder = Builder::new();
        if self.documents > 0 {
            builder.push(Input::default());
        }
        Ok((builder.build()?, true))
    }
}

/// A verb with its options.
pub(super) struct Task {
    pub verb: &'static Verb,
    pub args: Args,
}

/// Takes the rows of a table, some at a time.
pub(super) type Emit<'e> = &'e mut dyn FnMut(Frame) -> Result<()>;

impl Task {
    /// # Errors
    /// A verb, or options, that need all documents at once.
    pub fn new(verb: &'static Verb, args: Args) -> Result<Task> {
        match why_whole(verb, &args)? {
            None => Ok(Task { verb, args }),
            Some(why) => {
                let message = format!(
                    "{} needs all documents at once ({why}); read them with open, not with scan",
                    verb.name
                );
                Err(Error::new(ErrorKind::BadValue, message))
            }
        }
    }

    pub fn needs_variables(&self) -> bool {
        matches!(self.verb.stream, Stream::Terms(_) | Stream::Pairs)
            && super::select::Grouping::of_variables(&self.by())
    }

    fn by(&self) -> Vec<String> {
        match self.verb.stream {
            Stream::Terms(stream) => (stream.by)(&self.args),
            _ => self.args.texts("by").unwrap_or_default(),
        }
    }

    /// What is put aside of a part; `before`: documents of earlier parts.
    pub fn part(&self, corpus: &Corpus, before: usize, run: &Run) -> Result<Piece> {
        match self.verb.stream {
            Stream::Terms(stream) => terms::part(stream, corpus, &self.args, before, run).map(Piece::Bytes),
            Stream::Pairs => pairs::part(corpus, &self.args, before, run),
            Stream::Rows(_) | Stream::Whole => (self.verb.run)(corpus, &self.args, run).map(Piece::Rows),
        }
    }

    /// Makes the table of all that was put aside and gives it to `emit`.
    pub fn finish(
        &self,
        gathered: Gathered<'_>,
        scratch: &mut Scratch,
        run: &Run,
        emit: Emit<'_>,
    ) -> Result<()> {
        match self.verb.stream {
            Stream::Terms(stream) => {
                terms::finish(stream, &gathered, &self.args, &self.by(), scratch, run, emit)
            }
            Stream::Pairs => pairs::finish(gathered, &self.args, run, emit),
            Stream::Rows(_) | Stream::Whole => rows::finish(self, &gathered, run, emit),
        }
    }
}

/// Why a verb with these options needs all documents at once, if it does.
pub(crate) fn why_whole(verb: &Verb, args: &Args) -> Result<Option<&'static str>> {
    match verb.stream {
        Stream::Whole => Ok(Some("it looks at several documents together")),
        Stream::Rows(whole) => whole(args),
        Stream::Terms(stream) => (stream.whole)(args),
        Stream::Pairs => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("2GB", 2_000_000_000),
            ("500 MB", 500_000_000),
            ("1.5kib", 1536),
            ("77", 77),
            ("64MiB", 1 << 26),
        ] {
            assert_eq!(bytes_of("memory", text).ok(), Some(bytes), "{text}");
        }
        for text in ["", "GB", "-1GB", "0", "lots", "1e30GB"] {
            assert!(bytes_of("memory", text).is_err(), "{text}");
        }
    }
}
