//! Verbs whose rows depend on one document each.

use crate::error::Result;
use crate::frame::read_parquet;
use crate::par::Run;
use crate::text::Builder;

use super::{Emit, Gathered, Kept, Task};

/// Gives the tables of the parts one after the other; without parts, that of no documents.
pub(super) fn finish(task: &Task, gathered: &Gathered<'_>, run: &Run, emit: Emit<'_>) -> Result<()> {
    let mut some = false;
    for kept in gathered.kept {
        run.check()?;
        match kept {
            Kept::Rows(frame) => emit(frame.clone())?,
            Kept::File(path) => emit(read_parquet(path)?)?,
            Kept::Bytes(_) | Kept::Nodes(_) => continue,
        }
        some = true;
    }
    if !some {
        emit((task.verb.run)(&Builder::new().build()?, &task.args, run)?)?;
    }
    Ok(())
}
