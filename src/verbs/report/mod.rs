//! `report`: every table as a file, and one page to read.
//!
//! [`tables::TABLES`] says which tables are made, [`sections::SECTIONS`] what the page shows: a new table or section is
//! a new row. The page is made from the tables, holds no script and asks no network, and the same corpus gives the
//! same bytes.

mod bonds;
mod cells;
mod change;
mod changes;
mod contexts;
mod data;
mod documents;
mod files;
mod history;
pub(super) mod html;
mod left_out;
mod numbers;
mod obligations;
mod page;
mod pairs;
mod phrases;
mod sections;
mod sources;
mod summary;
mod svg;
mod tables;
#[cfg(test)]
mod tests;
mod threads;
mod timeline;
mod word_for_word;
mod words;

use std::path::Path;

use crate::error::Result;
use crate::par::Run;
use crate::text::Corpus;

/// Writes the tables of the corpus (CSV and, where this build has it, Parquet), `run.json`, `index.html` and, where the corpus
/// holds a yearly series, `redline.html` (its first document against its last) to `folder`, which is made where it is missing, and
/// returns a summary for a terminal.
///
/// Each file is written whole or not at all. All tables are in memory at once; the page itself stays under 2 MB, since
/// long tables are cut there, and say so.
///
/// # Errors
/// A folder that can't be made or written; `Interrupted`.
///
/// # Example
/// ```
/// use communique::{par::Run, text::{Builder, Input}, verbs::report};
///
/// let mut builder = Builder::new();
/// builder.push(Input { id: "a".into(), text: "The allies agreed. The allies met.".into(), ..Input::default() });
/// let folder = std::env::temp_dir().join(format!("communique-example-{}", std::process::id()));
/// let summary = report(&builder.build()?, &folder, &Run::serial())?;
/// assert!(summary.contains("index.html") && folder.join("terms.csv").is_file());
/// # let _ = std::fs::remove_dir_all(&folder);
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn report(corpus: &Corpus, folder: &Path, run: &Run) -> Result<String> {
    let data = data::Data::new(corpus, run)?;
    let page = page::page(&data)?;
    files::write(&data, &page, folder, run)?;
    Ok(summary::summary(&data, folder, page.len()))
}
