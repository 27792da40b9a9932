//! Writes the folder: tables, `run.json`, and the page last, so that a page never stands beside missing tables.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::super::redline::redline_page;
use super::data::Data;
use crate::error::{Error, Result};
use crate::frame::{Format, write_atomic};
use crate::par::Run;

/// The formats of tables, by their endings.
pub(super) const ENDINGS: &[&str] = if cfg!(feature = "parquet") { &["csv", "parquet"] } else { &["csv"] };
/// What was made, with which settings.
pub(super) const RUN: &str = "run.json";
/// The page.
pub(super) const PAGE: &str = "index.html";

/// The first document of a series against the last, where there is one.
pub(super) const REDLINE: &str = "redline.html";

/// Writes everything.
pub(super) fn write(data: &Data<'_>, page: &str, folder: &Path, run: &Run) -> Result<()> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Error::io(folder.display().to_string(), "making the folder", &error))?;
    for made in &data.made {
        for ending in ENDINGS {
            run.check()?;
            let path = folder.join(format!("{}.{ending}", made.table.name));
            made.frame.write(&path, Some(Format::parse(ending)?))?;
        }
    }
    let put = |name: &str, content: &str| {
        write_atomic(&folder.join(name), |out| {
            out.write_all(content.as_bytes()).map_err(|error| Error::io(name, "writing", &error))
        })
    };
    if let Some(made) = data.made("redline") {
        put(REDLINE, &redline_page(data.corpus, made.options.clone(), run)?)?;
    }
    put(RUN, &run_json(data))?;
    put(PAGE, page)
}

/// Version, size, and for each table its files, rows and settings; one table a line.
fn run_json(data: &Data<'_>) -> String {
    let tables = data.made.iter().map(|made| {
        let files: Vec<String> =
            ENDINGS.iter().map(|ending| format!("{}.{ending}", made.table.name)).collect();
        let settings: Map<String, Value> = made.frame.settings().clone();
        json!({"name": made.table.name, "files": files, "rows": made.frame.rows(), "settings": settings})
    });
    let run = json!({
        "communique": env!("CARGO_PKG_VERSION"),
        "documents": data.docs.len(),
        "words": data.words(),
        "problems": data.corpus.problems().len(),
        "page": PAGE,
        "tables": tables.collect::<Vec<_>>(),
    });
    format!("{run:#}\n")
}
