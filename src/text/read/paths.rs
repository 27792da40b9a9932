//! Paths to files: folders and globs opened up, in a fixed order.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::bytes::{PACKED, Packed};
use super::manifest::{self, MANIFEST};
use super::{FORMATS, File, Format, Origin, Plan};
use crate::error::{Error, ErrorKind, Result};
use crate::par::Run;
use crate::text::Problem;

/// Returns the files that `paths` name, in order, and what went wrong on the way.
///
/// # Errors
/// A path that is not there, a glob that matches nothing or is not valid.
pub(super) fn expand(paths: &[String], plan: &Plan, run: &Run) -> Result<(Vec<File>, Vec<Problem>)> {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for given in paths {
        run.check()?;
        if given == "-" {
            let format = plan.format;
            files.push(File {
                origin: Origin::Stdin,
                id: given.clone(),
                format,
                packed: Packed::Sniff,
                size: 0,
                listed: None,
            });
            continue;
        }
        let path = Path::new(given);
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => folder(path, plan, run, &mut files, &mut problems)?,
            Ok(found) => files.push(file(path.to_owned(), found.len(), plan)),
            // A name that ends in a slash, or goes on after a file.
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
                return Err(
                    Error::new(ErrorKind::WrongPath, "a file, not a folder, in the path").at_path(given)
                );
            }
            Err(_) if given.contains(['*', '?', '[']) => glob(given, plan, run, &mut files, &mut problems)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::missing_file(given));
            }
            Err(error) => problems.push(Problem::skipped(given, &Error::io(given, "can't be read", &error))),
        }
    }
    Ok((files, problems))
}

/// The format and the packing that a file's name tells.
fn by_name(path: &Path) -> (Option<&'static Format>, Packed) {
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let packed = ending(path).and_then(|ending| PACKED.iter().find(|(name, _)| *name == ending));
    let inner = if packed.is_some() { path.with_extension("") } else { path.to_owned() };
    let format = ending(&inner)
        .and_then(|ending| FORMATS.iter().find(|format| format.endings.contains(&ending.as_str())));
    (format, packed.map_or(Packed::No, |&(_, packed)| packed))
}

/// A path as an id: with forward slashes.
pub(super) fn id(path: &Path) -> String {
    let id = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        id.into_owned()
    } else {
        id.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

pub(super) fn file(path: PathBuf, size: u64, plan: &Plan) -> File {
    let (format, packed) = by_name(&path);
    File {
        id: id(&path),
        origin: Origin::Path(path),
        format: plan.format.or(format),
        packed,
        size,
        listed: None,
    }
}

/// The files of a folder whose format is known, sorted by path; if it has a manifest, those it lists first, as listed,
/// and without those that it says stand beside them.
fn folder(
    folder: &Path,
    plan: &Plan,
    run: &Run,
    files: &mut Vec<File>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let depth = if plan.recursive { usize::MAX } else { 1 };
    let mut found = walk(folder, depth, false, run, problems)?;
    found.retain(|(path, _)| by_name(path).0.is_some() && !belongs_to_manifest(path));
    let (listed, beside) = match manifest::read(folder) {
        Ok(listed) => listed,
        Err(error) => {
            problems.push(Problem::skipped(&id(folder), &error));
            Default::default()
        }
    };
    found.retain(|(path, _)| !beside.iter().any(|file| *path == folder.join(file)));
    let mut taken = HashSet::new();
    for entry in listed {
        let parts = || Path::new(&entry.file).components().filter(|part| *part != Component::CurDir);
        let path = folder.join(parts().collect::<PathBuf>());
        let inside = parts().all(|part| matches!(part, Component::Normal(_)));
        match std::fs::metadata(&path) {
            _ if !inside => {
                let error =
                    Error::new(ErrorKind::WrongPath, "listed in the manifest, but outside of its folder");
                problems.push(Problem::skipped(&id(&path), &error));
            }
            Ok(metadata) if metadata.is_file() => {
                taken.insert(path.clone());
                files.push(File { listed: Some(entry), ..file(path, metadata.len(), plan) });
            }
            _ => {
                let error = Error::new(ErrorKind::MissingFile, "listed in the manifest, but not there");
                problems.push(Problem::skipped(&id(&path), &error));
            }
        }
    }
    found.retain(|(path, _)| !taken.contains(path));
    files.extend(found.into_iter().map(|(path, size)| file(path, size, plan)));
    Ok(())
}

/// Whether a file explains a collection instead of being part of it: a read-me beside a manifest.
fn belongs_to_manifest(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    name.starts_with("readme.") && path.with_file_name(MANIFEST).is_file()
}

/// The files that a glob matches, sorted by path. `*`, `?` and `[..]` stay within a folder, `**` does not.
fn glob(
    given: &str,
    plan: &Plan,
    run: &Run,
    files: &mut Vec<File>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let bad = |error: globset::Error| Error::new(ErrorKind::BadPattern, error.to_string()).at_path(given);
    let path = Path::new(given);
    let is_pattern = |part: &Component<'_>| part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let base: PathBuf = path.components().take_while(|part| !is_pattern(part)).collect();
    let rest: PathBuf = path.components().skip_while(|part| !is_pattern(part)).collect();
    let matcher = globset::GlobBuilder::new(&id(&rest)).literal_separator(true).build().map_err(bad)?;
    let matcher = matcher.compile_matcher();
    let depth = if given.contains("**") { usize::MAX } else { rest.components().count() };
    let hidden = rest.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    let start = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
    let mut found = if start.is_dir() { walk(start, depth, hidden, run, problems)? } else { Vec::new() };
    found.retain(|(path, _)| path.strip_prefix(start).is_ok_and(|below| matcher.is_match(below)));
    if found.is_empty() {
        return Err(Error::new(ErrorKind::MissingFile, "no file matches this pattern").at_path(given));
    }
    files.extend(found.into_iter().map(|(path, size)| {
        // Without a folder in the pattern, none in the id.
        let path = if base.as_os_str().is_empty() {
            path.strip_prefix(start).unwrap_or(&path).to_owned()
        } else {
            path
        };
        file(path, size, plan)
    }));
    Ok(())
}

/// All files below a folder, sorted by the bytes of their paths; hidden ones (`.name`, so also `._name`) only if asked.
fn walk(
    folder: &Path,
    depth: usize,
    hidden: bool,
    run: &Run,
    problems: &mut Vec<Problem>,
) -> Result<Vec<(PathBuf, u64)>> {
    let shown = |entry: &walkdir::DirEntry| {
        hidden || entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).max_depth(depth).follow_links(true).into_iter().filter_entry(shown) {
        run.check()?;
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let size = entry.metadata().map_or(0, |metadata| metadata.len());
                found.push((entry.into_path(), size));
            }
            Ok(_) => {}
            Err(error) => {
                let source = id(error.path().unwrap_or(folder));
                problems.push(Problem::skipped(&source, &Error::new(ErrorKind::Io, error.to_string())));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
    Ok(found)
}
