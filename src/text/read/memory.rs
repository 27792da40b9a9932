//! Documents from files that are in memory already.

use std::path::PathBuf;

use super::{Builder, File, Origin, Plan, ReadOptions, deliver, manifest, paths, read_files};
use crate::error::Result;
use crate::par::Run;

/// Reads the documents that `manifest` lists (the text of a `manifest.toml`) from `files`, each a name and its bytes,
/// into `builder`. A listed file that is not among them is left out.
///
/// # Errors
/// A manifest that does not parse; `Interrupted`.
pub fn read_bytes(manifest: &str, files: &[(&str, &[u8])], run: &Run, builder: &mut Builder) -> Result<()> {
    let plan = Plan::new(&ReadOptions::default())?;
    let mut listed = Vec::new();
    for entry in manifest::documents(manifest, manifest::MANIFEST)? {
        if let Some((name, bytes)) = files.iter().find(|(name, _)| *name == entry.file) {
            let file = paths::file(PathBuf::from(name), bytes.len() as u64, &plan);
            listed.push(File { origin: Origin::Memory(bytes.to_vec()), listed: Some(entry), ..file });
        }
    }
    let found = read_files(&listed, &plan, run)?;
    deliver::Delivered::default().deliver(&listed, (0, found), &plan, builder, deliver::LIMIT);
    Ok(())
}
