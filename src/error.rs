//! The one error type: an opaque [`Error`] with a [`ErrorKind`], a message that carries the value and the limit, and
//! the place where the input has one.
//!
//! The kinds are rows of [`KINDS`]: slug, Python exception, exit code. Python exceptions, exit codes of the command
//! line and the rows of `corpus.problems()` are all read off that table.

use std::fmt;

/// What every fallible function of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong, as a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A path that does not exist.
    MissingFile,
    /// A folder was given where a file is needed, or the other way round.
    WrongPath,
    /// A file that exists and can't be read, or written.
    Io,
    /// A file whose format is not known by its name.
    UnknownFormat,
    /// A file that does not hold what its format promises.
    Corrupt,
    /// Bytes that are not text in the encoding found; they were replaced and counted.
    Encoding,
    /// An option's value that is not among the choices.
    UnknownOption,
    /// An option's value outside its limits.
    BadValue,
    /// A search pattern that can't be compiled.
    BadPattern,
    /// A file of rules (regions, lexicon) that does not parse.
    BadRule,
    /// A column that is not there.
    UnknownColumn,
    /// A document id that is not there.
    UnknownDocument,
    /// Two documents with one id.
    DuplicateId,
    /// A text larger than the offsets can count.
    TooLarge,
    /// A part that this build or this Python was installed without.
    NotInstalled,
    /// Stopped by the user.
    Interrupted,
    /// A defect of this package.
    Internal,
}

/// One row of [`KINDS`].
#[derive(Clone, Copy, Debug)]
pub struct KindRow {
    /// The kind.
    pub kind: ErrorKind,
    /// Its name in tables (`corpus.problems()`) and on the command line.
    pub slug: &'static str,
    /// The class raised in Python: a name in `communique.errors`, or a built-in exception.
    pub python: &'static str,
    /// Exit code of the command line.
    pub exit: u8,
}

const fn row(kind: ErrorKind, slug: &'static str, python: &'static str, exit: u8) -> KindRow {
    KindRow { kind, slug, python, exit }
}

/// All kinds, each with its slug, Python exception and exit code. Exit codes: 2 usage, 3 input, 4 defect, 130 Ctrl-C.
pub const KINDS: &[KindRow] = &[
    row(ErrorKind::MissingFile, "missing_file", "FileNotFoundError", 3),
    row(ErrorKind::WrongPath, "wrong_path", "InputError", 3),
    row(ErrorKind::Io, "io", "InputError", 3),
    row(ErrorKind::UnknownFormat, "unknown_format", "InputError", 3),
    row(ErrorKind::Corrupt, "corrupt", "InputError", 3),
    row(ErrorKind::Encoding, "encoding", "InputError", 3),
    row(ErrorKind::UnknownOption, "unknown_option", "OptionError", 2),
    row(ErrorKind::BadValue, "bad_value", "OptionError", 2),
    row(ErrorKind::BadPattern, "bad_pattern", "OptionError", 2),
    row(ErrorKind::BadRule, "bad_rule", "RuleError", 2),
    row(ErrorKind::UnknownColumn, "unknown_column", "UnknownNameError", 2),
    row(ErrorKind::UnknownDocument, "unknown_document", "UnknownNameError", 2),
    row(ErrorKind::DuplicateId, "duplicate_id", "OptionError", 3),
    row(ErrorKind::TooLarge, "too_large", "InputError", 3),
    row(ErrorKind::NotInstalled, "not_installed", "NotInstalledError", 2),
    row(ErrorKind::Interrupted, "interrupted", "KeyboardInterrupt", 130),
    row(ErrorKind::Internal, "internal", "InternalError", 4),
];

impl ErrorKind {
    /// The kind's row in [`KINDS`].
    pub fn row(self) -> &'static KindRow {
        // The table holds every kind (test `table_is_complete`), so the fallback is never reached.
        KINDS.iter().find(|row| row.kind == self).unwrap_or(&KINDS[KINDS.len() - 1])
    }
}

/// What went wrong, with the value, the limit and the place in its message.
///
/// Opaque, so that fields can be added; one pointer wide, so that `Result<usize>` stays small.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    message: String,
    path: Option<String>,
    line: Option<u64>,
}

impl Error {
    /// An error of `kind` that says `message`. Prefer a named constructor where there is one.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Box::new(Inner { kind, message: message.into(), path: None, line: None }))
    }

    /// A path that does not exist.
    pub fn missing_file(path: impl Into<String>) -> Error {
        Error::new(ErrorKind::MissingFile, "no such file or folder").at_path(path)
    }

    /// What the operating system said while `doing` something with `path`.
    pub fn io(path: impl Into<String>, doing: &str, error: &std::io::Error) -> Error {
        let kind =
            if error.kind() == std::io::ErrorKind::NotFound { ErrorKind::MissingFile } else { ErrorKind::Io };
        Error::new(kind, format!("{doing}: {error}")).at_path(path)
    }

    /// A value that is not among the choices of an option: names the near ones first, then all.
    pub fn unknown_option(option: &str, value: &str, choices: &[&str]) -> Error {
        Error::new(ErrorKind::UnknownOption, unknown(&format!("{option}="), value, choices))
    }

    /// A name of `what` (an option, a verb) that is not known: names the near ones.
    pub fn unknown_name(what: &str, name: &str, choices: &[&str]) -> Error {
        Error::new(ErrorKind::UnknownOption, unknown(&format!("{what} "), name, choices))
    }

    /// A value outside an option's limits.
    pub fn bad_value(option: &str, value: impl fmt::Display, limit: &str) -> Error {
        Error::new(ErrorKind::BadValue, format!("{option}={value}: must be {limit}"))
    }

    /// A column that is not there: names the near ones first, then all.
    pub fn unknown_column(option: &str, value: &str, choices: &[&str]) -> Error {
        Error::new(ErrorKind::UnknownColumn, unknown(&format!("{option}="), value, choices))
    }

    /// A document that is not there: names the near ones.
    pub fn unknown_document(value: &str, choices: &[&str]) -> Error {
        Error::new(ErrorKind::UnknownDocument, unknown("document ", value, choices))
    }

    /// A defect of this package, never of the input.
    pub fn internal(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Internal, message)
    }

    /// Stopped by the user.
    pub fn interrupted() -> Error {
        Error::new(ErrorKind::Interrupted, "interrupted")
    }

    /// The same error with the file it happened in.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<String>) -> Error {
        self.0.path = Some(path.into());
        self
    }

    /// The same error with the line (from 1) it happened in.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Error {
        self.0.line = Some(line);
        self
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The message without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The file, where there is one.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// The line in that file, from 1, where there is one.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }
}

/// `place: message`; the place is `path`, `path:line` or `line N`.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0.path, self.0.line) {
            (Some(path), Some(line)) => write!(f, "{path}:{line}: ")?,
            (Some(path), None) => write!(f, "{path}: ")?,
            (None, Some(line)) => write!(f, "line {line}: ")?,
            (None, None) => {}
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({}: {self})", self.0.kind.row().slug)
    }
}

impl std::error::Error for Error {}

/// How many choices an error lists before it cuts the list short.
const LISTED: usize = 12;

fn unknown(what: &str, value: &str, choices: &[&str]) -> String {
    let near = near(value, choices);
    let mut message = format!("{what}'{value}' is not known");
    if !near.is_empty() {
        message += &format!("; did you mean {}?", quoted(&near, " or "));
    }
    if choices.len() <= LISTED && near.len() < choices.len() {
        message += &format!(" (choices: {})", quoted(choices, ", "));
    } else if choices.len() > LISTED && near.is_empty() {
        message +=
            &format!(" (choices: {} and {} more)", quoted(&choices[..LISTED], ", "), choices.len() - LISTED);
    }
    message
}

fn quoted(names: &[&str], between: &str) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(between)
}

/// Returns up to three of `choices` within a third of `value`'s length in edits, or that hold it, nearest first.
pub fn near<'a>(value: &str, choices: &[&'a str]) -> Vec<&'a str> {
    let value = value.to_lowercase();
    if value.is_empty() {
        return Vec::new();
    }
    let limit = 1 + value.chars().count() / 3;
    let mut scored: Vec<(usize, &str)> = choices
        .iter()
        .filter_map(|&choice| {
            let lower = choice.to_lowercase();
            let held =
                value.len() >= 3 && (lower.contains(&value) || (lower.len() >= 3 && value.contains(&lower)));
            let edits = edits(&value, &lower);
            (edits <= limit || held).then_some((edits, choice))
        })
        .collect();
    scored.sort();
    scored.into_iter().take(3).map(|(_, choice)| choice).collect()
}

/// Levenshtein distance in characters.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_complete() {
        for row in KINDS {
            assert_eq!(row.kind.row().slug, row.slug);
            assert_eq!(KINDS.iter().filter(|other| other.slug == row.slug).count(), 1);
        }
    }

    #[test]
    fn unknown_names_list_the_near_choices() {
        let error = Error::unknown_option("case", "smrt", &["smart", "fold", "keep"]);
        assert_eq!(
            error.message(),
            "case='smrt' is not known; did you mean 'smart'? (choices: 'smart', 'fold', 'keep')"
        );
        let error = Error::unknown_document("zzz", &["a", "b"]);
        assert_eq!(error.message(), "document 'zzz' is not known (choices: 'a', 'b')");
    }

    #[test]
    fn place_comes_first() {
        let error = Error::new(ErrorKind::Corrupt, "not JSON").at_path("a.jsonl").at_line(3);
        assert_eq!(error.to_string(), "a.jsonl:3: not JSON");
    }
}
