//! The files a table can be written to: one row a format.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Frame, csv, jsonl, parquet, table};
use crate::error::{Error, ErrorKind, Result};

/// One row of [`FORMATS`].
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name as an option's value.
    pub name: &'static str,
    /// File name endings that mean it, the usual one first.
    pub extensions: &'static [&'static str],
    /// What it is, in one line.
    pub about: &'static str,
    /// Writes a table; the same table gives the same bytes.
    pub write: fn(&Frame, &mut dyn Write) -> Result<()>,
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format {
        name: "csv",
        extensions: &["csv"],
        about: "comma-separated values, UTF-8, a line of names first",
        write: csv::write,
    },
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        about: "JSON lines: one object a row",
        write: jsonl::write,
    },
    Format {
        name: "parquet",
        extensions: &["parquet"],
        about: "Parquet with zstd, types and settings kept",
        write: parquet::write,
    },
    Format {
        name: "table",
        extensions: &["txt"],
        about: "plain text in aligned columns, to look at",
        write: table::write,
    },
];

impl Format {
    /// The format called `name`.
    ///
    /// # Errors
    /// No format has that name; the message lists them.
    pub fn parse(name: &str) -> Result<&'static Format> {
        FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            Error::unknown_option("format", name, &names)
        })
    }

    /// The format that the ending of `path` means, in capitals or not.
    ///
    /// # Errors
    /// Kind `UnknownFormat`: no ending, or an unknown one; the message lists the known ones.
    pub fn of_path(path: &Path) -> Result<&'static Format> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let known = ending
            .as_deref()
            .and_then(|ending| FORMATS.iter().find(|format| format.extensions.contains(&ending)));
        known.ok_or_else(|| {
            let endings: Vec<String> =
                FORMATS.iter().flat_map(|format| format.extensions).map(|e| format!(".{e}")).collect();
            let message = format!("the name must end in one of {}", endings.join(", "));
            Error::new(ErrorKind::UnknownFormat, message).at_path(path.display().to_string())
        })
    }
}

impl Frame {
    /// Writes the table to `path`, in `format` or in the one that the ending of `path` means. Either the whole file is
    /// there afterwards or what was there before.
    ///
    /// # Errors
    /// As [`Format::of_path`] and [`write_atomic`].
    pub fn write(&self, path: &Path, format: Option<&Format>) -> Result<()> {
        let format = format.map_or_else(|| Format::of_path(path), Ok)?;
        write_atomic(path, |out| (format.write)(self, out))
    }
}

/// What an output said that could not be written to.
pub(super) fn failed(error: &io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("writing: {error}"))
}

/// Lets `write` fill a temporary file beside `path` and renames it to `path` when all went well.
///
/// A link is followed, permissions of a file already there are kept. What is no regular file (`/dev/stdout`, a pipe) is
/// written to directly.
///
/// # Errors
/// A folder that does not exist, a path that is a folder, and what the operating system or `write` said.
pub fn write_atomic(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let shown = path.display().to_string();
    let io = |doing: &'static str| {
        let shown = shown.clone();
        move |error: io::Error| Error::io(shown, doing, &error)
    };
    let there = fs::metadata(path).ok();
    if there.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Error::new(ErrorKind::WrongPath, "is a folder, not a file").at_path(shown));
    }
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(path).map_err(io("opening"))?);
        return write(&mut out)
            .and_then(|()| out.flush().map_err(|error| failed(&error)))
            .map_err(|error| error.at_path(shown));
    }
    let target =
        if there.is_some() { fs::canonicalize(path).map_err(io("opening"))? } else { path.to_owned() };
    let (temporary, file) = beside(&target).map_err(io("creating"))?;
    let mut out = BufWriter::new(file);
    let result = write(&mut out)
        .and_then(|()| out.into_inner().map_err(|error| failed(error.error())))
        .map_err(|error| error.at_path(shown.clone()))
        .and_then(|_| {
            if let Some(there) = there {
                fs::set_permissions(&temporary, there.permissions()).map_err(io("writing"))?;
            }
            fs::rename(&temporary, &target).map_err(io("writing"))
        });
    if result.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// Creates a new file in the folder of `target`, hidden and with a name of its own.
fn beside(target: &Path) -> io::Result<(PathBuf, fs::File)> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    loop {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let temporary = target.with_file_name(format!(".{name}.{}-{number}.tmp", std::process::id()));
        match fs::OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => return other.map(|file| (temporary, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("communique-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder can be written to");
        folder
    }

    #[test]
    fn table_is_complete() {
        for (index, format) in FORMATS.iter().enumerate() {
            assert!(Format::parse(format.name).is_ok_and(|found| found.name == format.name));
            assert!(!format.about.is_empty());
            for ending in format.extensions {
                let found = Format::of_path(Path::new(&format!("a.{}", ending.to_uppercase())));
                assert!(found.is_ok_and(|found| found.name == format.name));
                assert!(FORMATS[..index].iter().all(|other| !other.extensions.contains(ending)));
            }
        }
        let error = Format::parse("cvs").err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("did you mean 'csv'"), "{error}");
        let error = Format::of_path(Path::new("terms.xlsx")).err().map(|error| error.kind());
        assert_eq!(error, Some(ErrorKind::UnknownFormat));
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() -> Result<()> {
        let folder = folder("atomic");
        let path = folder.join("t.csv");
        let frame = Frame::new().with("n", vec![1i64]);
        frame.write(&path, None)?;
        let failed = write_atomic(&path, |out| {
            out.write_all(b"half").map_err(|error| failed(&error))?;
            Err(Error::internal("stop"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).ok().as_deref(), Some(&b"n\n1\n"[..]));
        assert_eq!(fs::read_dir(&folder).map(Iterator::count).ok(), Some(1));
        let error = frame.write(&folder, Some(&FORMATS[0])).err().map(|error| error.kind());
        assert_eq!(error, Some(ErrorKind::WrongPath));
        let error = frame.write(&folder.join("no/t.csv"), None).err().map(|error| error.kind());
        assert_eq!(error, Some(ErrorKind::MissingFile));
        let _ = fs::remove_dir_all(&folder);
        Ok(())
    }
}
