//! Large files of JSON lines, in blocks: one thread at a time reads on while the others parse.
//!
//! The bytes are never all in memory, and each block is parsed while it is in the caches: a file of 96 MB is read in
//! two thirds of the time. Whatever is out of the ordinary is left to those who read the file whole.

use std::io::Read;
use std::sync::{Mutex, PoisonError};

use super::bytes::Packed;
use super::pool::Pool;
use super::rows::Place;
use super::{Found, Job, Origin, jsonl};
use crate::error::Result;
use crate::text::Encoding;

/// How far a file was given away.
struct Source {
    input: std::fs::File,
    /// Read and not yet given away: the beginning of a line.
    rest: Vec<u8>,
    /// Where `rest` stands, and how many blocks came before.
    place: Place,
    given: usize,
    /// Nothing more is given: because there is nothing, or because the file must be read whole.
    ended: bool,
    failed: bool,
}

impl Source {
    /// Puts the next lines, about `size` bytes of them, into `block`; returns which block they are and where they begin.
    fn next(&mut self, block: &mut Vec<u8>, size: usize) -> Option<(usize, Place)> {
        block.clear();
        block.append(&mut self.rest);
        while !self.ended {
            let before = block.len();
            match (&mut self.input).take(size as u64).read_to_end(block) {
                Ok(0) => self.ended = true,
                Ok(_) => {
                    if let Some(end) = memchr::memrchr(b'\n', &block[before..]) {
                        self.rest.extend_from_slice(&block[before + end + 1..]);
                        block.truncate(before + end + 1);
                        break;
                    }
                }
                Err(_) => self.fail(),
            }
        }
        if self.failed || self.given == 0 && !is_plain(block) {
            self.fail();
        }
        let first = (!self.failed && !block.is_empty()).then_some((self.given, self.place))?;
        self.place = jsonl::behind(block, self.place);
        self.given += 1;
        Some(first)
    }

    /// The file must be read whole.
    fn fail(&mut self) {
        (self.ended, self.failed) = (true, true);
    }
}

/// Whether a file that begins with `bytes` is without a byte order mark, and not UTF-16.
fn is_plain(bytes: &[u8]) -> bool {
    !bytes.starts_with(b"\xef\xbb\xbf") && memchr::memchr(0, &bytes[..bytes.len().min(1024)]).is_none()
}

/// Reads a large file of plain JSON lines; none where the file must be read whole.
///
/// # Errors
/// `Interrupted`.
pub(super) fn read(job: &Job<'_>) -> Result<Option<Found>> {
    let lines = job.file.format.is_some_and(|format| format.name == "jsonl");
    let plain = lines && job.parallel && job.file.packed == Packed::No && job.plan.encoding.is_none();
    let Origin::Path(path) = &job.file.origin else { return Ok(None) };
    let Some(input) = plain.then(|| std::fs::File::open(path).ok()).flatten() else { return Ok(None) };
    let source =
        Source { input, rest: Vec::new(), place: Place::FIRST, given: 0, ended: false, failed: false };
    let source = Mutex::new(source);
    let lock = || source.lock().unwrap_or_else(PoisonError::into_inner);
    let takers: Vec<usize> = (0..job.run.threads()).collect();
    let size = job.run.chunk_bytes();
    let made = job.run.map(&takers, |_| {
        let (mut made, mut pool) = (Vec::new(), Pool::new(job.file.size));
        let mut block = Vec::with_capacity(size.saturating_add(size / 2).min(1 << 24));
        loop {
            job.run.check()?;
            let Some((at, first)) = lock().next(&mut block, size) else { break };
            let Ok(text) = std::str::from_utf8(&block) else {
                lock().fail();
                break;
            };
            let how = |_| (Encoding::Utf8, 0);
            made.push((at, jsonl::read_lines(job, text, first, how, &mut pool)?));
        }
        pool.seal(made.iter_mut().flat_map(|(_, found)| &mut found.rows));
        Ok(made)
    })?;
    if lock().failed {
        return Ok(None);
    }
    let mut made: Vec<(usize, Found)> = made.into_iter().flatten().collect();
    made.sort_unstable_by_key(|(at, _)| *at);
    let mut found = Found::default();
    made.into_iter().for_each(|(_, part)| found.append(part));
    found.end(job);
    Ok(Some(found))
}
