//! Plain text: the file is the document.

use super::{Found, Job};
use crate::error::Result;

/// Reads a file of plain text; an empty file is an empty document.
pub(super) fn read(job: &Job<'_>, bytes: Vec<u8>) -> Result<Found> {
    let (decoded, mut found) = job.decode(bytes, None)?;
    found.document(job, decoded);
    Ok(found)
}
