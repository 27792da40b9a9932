//! From what the readers found to the builder: in order, with what only shows when all files are seen.

use super::{Builder, File, Found, Plan, Problem};
use crate::error::{Error, ErrorKind, Result};
use crate::frame::Strings;
use crate::text::ids::Places;

/// The largest text in bytes; offsets are 32 bits wide.
pub(super) const LIMIT: usize = u32::MAX as usize;

/// Checks that the columns asked for are there.
///
/// A column named in the options that no file with rows has is an error of use. So is the lack of `text` where nothing
/// else was read; beside other documents it is a problem of those files.
///
/// # Errors
/// `UnknownColumn`, with the columns of the first such file.
pub(super) fn check_columns(files: &[File], found: &[Found], plan: &Plan) -> Result<()> {
    let with_rows = || files.iter().zip(found).filter(|(_, found)| !found.columns.is_empty());
    let Some((file, first)) = with_rows().next() else { return Ok(()) };
    let columns: Vec<&str> = first.columns.iter().map(String::as_str).collect();
    let lacked = |name: &String| with_rows().all(|(_, found)| !found.columns.contains(name));
    let nothing_read = found.iter().all(|found| found.rows.is_empty());
    let text = ("text", plan.text.clone());
    for (option, name) in plan.named.iter().chain(nothing_read.then_some(&text)) {
        if lacked(name) {
            return Err(Error::unknown_column(option, name, &columns).at_path(&file.id));
        }
    }
    Ok(())
}

/// Where a document was found: the number of its file, and the line, where the file has several.
pub(super) type Origin = (usize, Option<u64>);

/// What has been delivered so far, by id.
#[derive(Debug, Default)]
pub(super) struct Delivered {
    ids: Strings,
    places: Places,
    origins: Vec<Origin>,
}

impl Delivered {
    /// Takes note of a document that was delivered before.
    ///
    /// # Errors
    /// One with this id was: where it was found.
    pub(super) fn note(&mut self, id: &str, origin: Origin) -> std::result::Result<(), Origin> {
        self.places.insert(&self.ids, self.origins.len(), id).map_err(|first| self.origins[first])?;
        self.ids.push(id);
        self.origins.push(origin);
        Ok(())
    }

    /// Where the document with this id was found.
    pub(super) fn origin(&self, id: &str) -> Option<Origin> {
        self.places.get(&self.ids, id).map(|at| self.origins[at])
    }

    /// Hands the documents and problems of `files`, from number `first` on, to the builder; a document with the id of
    /// an earlier one, or larger than `limit` bytes, is a problem.
    pub(super) fn deliver(
        &mut self,
        files: &[File],
        (first, found): (usize, Vec<Found>),
        plan: &Plan,
        builder: &mut Builder,
        limit: usize,
    ) {
        for (index, found) in (first..).zip(found) {
            let file = &files[index];
            found.problems.into_iter().for_each(|problem| builder.problem(problem));
            if !found.columns.is_empty() && !found.columns.contains(&plan.text) {
                let columns: Vec<&str> = found.columns.iter().map(String::as_str).collect();
                let error = Error::unknown_column("text", &plan.text, &columns);
                builder.problem(Problem::skipped(&file.id, &error));
            }
            self.places.reserve(&self.ids, found.rows.len());
            for row in found.rows {
                let (id, size) = (&row.input.id, row.input.text.len());
                let error = if size > limit {
                    let message = format!("'{id}' has {size} bytes of text, more than {limit}");
                    Error::new(ErrorKind::TooLarge, message)
                } else if let Err((first, line)) = self.note(id, (index, row.line)) {
                    let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
                    let message = format!("the id '{id}' is that of a document in {}{line}", files[first].id);
                    Error::new(ErrorKind::DuplicateId, message)
                } else {
                    builder.push(row.input);
                    continue;
                };
                let problem = Problem::skipped(&file.id, &error);
                builder.problem(Problem { line: row.line, ..problem });
            }
        }
    }
}
