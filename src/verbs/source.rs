//! Where a corpus comes from, as options that the command line and Python share.

use crate::error::{Error, Result};
use crate::par::Run;
use crate::text::read::{ReadOptions, read_paths};
use crate::text::{Builder, Corpus, Rules};

use super::Args;
use super::args::{Kind, OptionRow, option};

/// How files become documents.
pub const READING: &[OptionRow] = &[
    option("text", Kind::Text, "none", "column with the text, for jsonl, csv and parquet; default: text"),
    option("id", Kind::Text, "none", "column with the id; default: id or doc_id, else path:row"),
    option("date", Kind::Text, "none", "column with the date; default: date"),
    option(
        "dates",
        Kind::Text,
        "none",
        "a csv file that gives documents (by id, file name or stem) a date and variables",
    ),
    option(
        "date_pattern",
        Kind::Text,
        "none",
        "regular expression on the file name, with groups year, month, day or one group with an ISO date",
    ),
    option(
        "encoding",
        Kind::Text,
        "none",
        "read bytes as this encoding (a WHATWG label); default: found file by file",
    ),
    option("input_format", Kind::Text, "none", "read every file as this format; default: by its name"),
    option("recursive", Kind::Flag, "true", "read folders within folders"),
    option("rules", Kind::Text, "none", "a file of region rules to use instead of the built-in ones"),
];

/// Reads `paths` (files, folders, globs, `-` for standard input) with the options of [`READING`].
///
/// # Errors
/// A named path that does not exist, an option that is not valid, rules that do not parse; `Interrupted`. A file that
/// can't be read is a row of `corpus.problems()`.
pub fn open(
    paths: &[String],
    options: serde_json::Map<String, serde_json::Value>,
    run: &Run,
) -> Result<Corpus> {
    let (options, rules) = reading(options)?;
    let mut builder = Builder::new();
    if let Some(rules) = rules {
        builder.rules(rules);
    }
    read_paths(paths, &options, run, &mut builder)?;
    builder.build()
}

/// The options of [`READING`], with the rules that they name.
pub(super) fn reading(
    options: serde_json::Map<String, serde_json::Value>,
) -> Result<(ReadOptions, Option<Rules>)> {
    let args = Args::new(READING.iter(), options)?;
    let text = |name: &str| args.text(name).map(str::to_owned);
    let options = ReadOptions {
        text: text("text"),
        id: text("id"),
        date: text("date"),
        dates: text("dates"),
        date_pattern: text("date_pattern"),
        encoding: text("encoding"),
        format: text("input_format"),
        recursive: args.flag("recursive"),
    };
    let rules = args.text("rules").map(|path| {
        let file =
            std::fs::read_to_string(path).map_err(|error| Error::io(path, "reading region rules", &error))?;
        Rules::from_toml(&file).map_err(|error| error.at_path(path))
    });
    Ok((options, rules.transpose()?))
}
