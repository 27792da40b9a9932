//! `manifest.toml` in a folder: which documents it holds, in order, with ids and variables.

use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};
use crate::frame::parse_date;
use crate::text::{Fields, Meta};

/// The name of the file.
pub(super) const MANIFEST: &str = "manifest.toml";

/// One `[[document]]`.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The file, relative to the folder.
    pub(super) file: String,
    /// The document's id.
    pub(super) id: Option<String>,
    /// Its variables; `sha256` is about the file, not about the document, and left out.
    pub(super) meta: Fields,
}

/// The documents that the manifest of `folder` lists, and the files that it says stand `beside` them and are none; nothing
/// if it has no manifest, or one about something else.
///
/// # Errors
/// A manifest that can't be read or parsed, with the line; a document without a file.
pub(super) fn read(folder: &Path) -> Result<(Vec<Arc<Listed>>, Vec<String>)> {
    let path = folder.join(MANIFEST);
    let name = super::paths::id(&path);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Default::default()),
        Err(error) => return Err(Error::io(name, "can't be read", &error)),
    };
    let table = parse(&text).map_err(|error| error.at_path(&name))?;
    let beside = table.get("beside").and_then(toml::Value::as_array);
    let beside = beside.into_iter().flatten().filter_map(|file| file.as_str().map(str::to_owned)).collect();
    Ok((documents(&text, &name)?, beside))
}

/// The documents that a manifest called `name` lists.
///
/// # Errors
/// Text that does not parse, with the line; a document without a file.
pub(super) fn documents(text: &str, name: &str) -> Result<Vec<Arc<Listed>>> {
    let table = parse(text).map_err(|error| error.at_path(name))?;
    let Some(toml::Value::Array(documents)) = table.get("document") else { return Ok(Vec::new()) };
    documents.iter().enumerate().map(|(index, document)| listed(index, document, name)).collect()
}

/// Text as a TOML table.
///
/// # Errors
/// Text that is not TOML, with the line.
pub(super) fn parse(text: &str) -> Result<toml::Table> {
    text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map(|span| {
            1 + text.as_bytes()[..span.start.min(text.len())].iter().filter(|&&b| b == b'\n').count()
        });
        let error = Error::new(ErrorKind::Corrupt, format!("not TOML: {}", error.message()));
        line.map_or(error.clone(), |line| error.at_line(line as u64))
    })
}

fn listed(index: usize, document: &toml::Value, name: &str) -> Result<Arc<Listed>> {
    let bad = |what: &str| {
        let message = format!("document {} of the manifest has no {what}", index + 1);
        Error::new(ErrorKind::Corrupt, message).at_path(name)
    };
    let mut listed = Listed::default();
    for (key, value) in document.as_table().ok_or_else(|| bad("fields"))? {
        match (key.as_str(), value.as_str()) {
            ("file", Some(file)) => listed.file = file.to_owned(),
            ("id", Some(id)) => listed.id = Some(id.to_owned()),
            ("sha256", _) => {}
            _ => listed.meta.push((key.as_str().into(), meta(value))),
        }
    }
    if listed.file.is_empty() { Err(bad("file")) } else { Ok(Arc::new(listed)) }
}

/// A TOML value as a document variable; lists and tables as JSON text, as from jsonl.
pub(super) fn meta(value: &toml::Value) -> Meta {
    match value {
        toml::Value::String(value) => Meta::Str(value.clone()),
        toml::Value::Integer(value) => Meta::Int(*value),
        toml::Value::Float(value) => Meta::Float(*value),
        toml::Value::Boolean(value) => Meta::Bool(*value),
        toml::Value::Datetime(value) => {
            let text = value.to_string();
            match parse_date(&text).filter(|_| value.time.is_none()) {
                Some(days) => Meta::Date(days),
                None => Meta::Str(text),
            }
        }
        nested => Meta::Str(serde_json::to_string(nested).unwrap_or_default()),
    }
}
