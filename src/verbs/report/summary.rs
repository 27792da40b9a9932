//! What the terminal says when a report is done.

use std::path::Path;

use super::data::Data;
use super::files::{ENDINGS, PAGE, REDLINE, RUN};
use super::numbers::{count, head, plural};
use super::words::top;
use crate::frame::iso_date;

/// Words that are named.
const WORDS: usize = 5;
/// Cells of the left column.
const LEFT: usize = 13;

/// Aligned lines: what was read, what stands out, what was written.
pub(super) fn summary(data: &Data<'_>, folder: &Path, page: usize) -> String {
    let mut lines: Vec<(&str, String)> = vec![("Documents", documents(data)), ("Words", count(data.words()))];
    let words = top(data, WORDS).unwrap_or_default();
    let widest = words.iter().map(|word| word.words.chars().count()).max().unwrap_or(0);
    let digits = words.first().map_or(0, |word| count(word.count).len());
    for (place, word) in words.iter().enumerate() {
        let label = if place == 0 { "Top words" } else { "" };
        let docs = plural(usize::try_from(word.docs).unwrap_or_default(), "document");
        lines.push((label, format!("{:<widest$}  {:>digits$}  in {docs}", word.words, count(word.count))));
    }
    if let Some(phrase) = data.phrases.first() {
        let docs = plural(usize::try_from(phrase.docs).unwrap_or_default(), "document");
        lines.push(("Top phrase", format!("“{}”, {} times in {docs}", phrase.spelled, count(phrase.count))));
    }
    let problems = data.corpus.problems();
    let first = problems.first().map(|row| format!(": {}: {}", row.source, head(&row.message, 80)));
    let number = if problems.is_empty() { "none".to_owned() } else { count(problems.len()) };
    lines.push(("Problems", number + &first.unwrap_or_default()));
    lines.extend(written(data, folder, page));
    lines.iter().map(|(label, text)| format!("{label:<LEFT$}{}\n", plain(text))).collect()
}

fn documents(data: &Data<'_>) -> String {
    let number = count(data.docs.len());
    match data.span() {
        Some((first, last)) => format!("{number}, from {} to {}", iso_date(first), iso_date(last)),
        None => number,
    }
}

/// The paths, the page first.
fn written(data: &Data<'_>, folder: &Path, page: usize) -> Vec<(&'static str, String)> {
    let path = |name: &str| folder.join(name).display().to_string();
    let tables = data.made.iter().map(|made| {
        let name = format!("{}.{}", made.table.name, ENDINGS.join(", ."));
        (path(&name), plural(made.frame.rows(), "row"))
    });
    let size = format!("the page, {} kB", count(page.div_ceil(1000)));
    let files: Vec<(String, String)> = std::iter::once((path(PAGE), size))
        .chain(
            data.made("redline")
                .map(|_| (path(REDLINE), "first against last, every change marked".to_owned())),
        )
        .chain(tables)
        .chain([(path(RUN), "version and settings".to_owned())])
        .collect();
    let widest = files.iter().map(|(path, _)| path.chars().count()).max().unwrap_or(0);
    let line = |(place, (path, says)): (usize, &(String, String))| {
        (if place == 0 { "Written" } else { "" }, format!("{path:<widest$}  {says}"))
    };
    files.iter().enumerate().map(line).collect()
}

/// `text` without anything that moves a terminal's cursor.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}
