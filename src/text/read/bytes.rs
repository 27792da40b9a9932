//! Files to bytes: opened, unpacked, and told how far they could be read.

use std::io::{Read, Seek, SeekFrom};

use super::{File, Origin};
use crate::error::{Error, ErrorKind, Result};
use crate::par::Run;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// Not at all.
    No,
    /// gzip, of one member or several.
    Gzip,
    /// Zstandard, of one frame or several.
    Zstd,
    /// Its first bytes say so: standard input.
    Sniff,
}

/// Endings of packed files.
pub(super) const PACKED: &[(&str, Packed)] = &[("gz", Packed::Gzip), ("zst", Packed::Zstd)];

/// A file's bytes as they come, unpacked.
pub(super) struct Unpacked {
    inner: Box<dyn Read + Send>,
    /// How it is packed, in words; none where it is not.
    packed: Option<&'static str>,
}

impl Unpacked {
    /// Adds up to `limit` bytes to `bytes`; returns why they end early, if they do.
    ///
    /// # Errors
    /// A file that can't be read where it is not packed.
    pub(super) fn read(&mut self, file: &File, limit: u64, bytes: &mut Vec<u8>) -> Result<Option<Error>> {
        let before = bytes.len();
        let Err(error) = (&mut self.inner).take(limit).read_to_end(bytes) else { return Ok(None) };
        let Some(name) = self.packed else { return Err(Error::io(&file.id, "can't be read", &error)) };
        let message = format!("{name} breaks off after {} unpacked bytes: {error}", bytes.len() - before);
        Ok(Some(Error::new(ErrorKind::Corrupt, message).at_path(&file.id)))
    }
}

/// Opens a file.
///
/// # Errors
/// A file that can't be opened.
pub(super) fn open(file: &File) -> Result<Unpacked> {
    let io = |doing: &str, error: &std::io::Error| Error::io(&file.id, doing, error);
    let mut raw: Box<dyn Read + Send> = match &file.origin {
        Origin::Stdin => Box::new(std::io::stdin()),
        Origin::Path(path) => Box::new(std::fs::File::open(path).map_err(|e| io("can't be read", &e))?),
        Origin::Memory(bytes) => Box::new(std::io::Cursor::new(bytes.clone())),
    };
    let mut packed = file.packed;
    let mut empty = false;
    if packed != Packed::No {
        let mut head = Vec::new();
        (&mut raw).take(4).read_to_end(&mut head).map_err(|error| io("can't be read", &error))?;
        packed = match packed {
            Packed::Sniff if head.starts_with(&[0x1F, 0x8B]) => Packed::Gzip,
            Packed::Sniff if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => Packed::Zstd,
            packed => packed,
        };
        empty = head.is_empty();
        raw = Box::new(std::io::Cursor::new(head).chain(raw));
    }
    let raw = std::io::BufReader::with_capacity(1 << 16, raw);
    let (packed, inner): (_, Box<dyn Read + Send>) = match packed {
        Packed::No | Packed::Sniff => (None, Box::new(raw)),
        Packed::Gzip if empty => (Some("gzip"), Box::new(NoBytes)),
        Packed::Zstd if empty => (Some("zstd"), Box::new(NoBytes)),
        Packed::Gzip => (Some("gzip"), Box::new(flate2::bufread::MultiGzDecoder::new(raw))),
        Packed::Zstd => {
            let decoder = zstd::stream::read::Decoder::with_buffer(raw);
            (Some("zstd"), Box::new(decoder.map_err(|error| io("can't be unpacked", &error))?))
        }
    };
    Ok(Unpacked { inner, packed })
}

/// A packed file needs at least its header.
struct NoBytes;

impl Read for NoBytes {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "the file is empty"))
    }
}

/// From so many bytes on all threads read a file.
const LARGE: u64 = if cfg!(test) { 1 << 12 } else { 1 << 25 };
/// The most bytes that are asked for before they are read.
const ROOM: u64 = 1 << 30;

/// The bytes of a large file that is not packed, which all threads read; none where that is not how it can be read.
fn read_together(file: &File, limit: u64, run: &Run) -> Option<Vec<u8>> {
    let Origin::Path(path) = &file.origin else { return None };
    if run.threads() == 1 || file.packed != Packed::No || !(LARGE..=limit.min(ROOM)).contains(&file.size) {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(file.size).ok()?];
    let piece = bytes.len().div_ceil(4 * run.threads());
    let read = |at: u64, piece: &mut [u8]| {
        let mut input = std::fs::File::open(path)?;
        input.seek(SeekFrom::Start(at)).and_then(|_| input.read_exact(piece))
    };
    let pieces = bytes.chunks_mut(piece).zip((0..).step_by(piece)).collect();
    run.each(pieces, |(piece, at)| {
        read(at, piece).map_err(|error| Error::io(&file.id, "can't be read", &error))
    })
    .ok()?;
    // Unless it has grown.
    read(file.size, &mut [0]).is_err().then_some(bytes)
}

/// Returns the bytes of a file, unpacked, at most `limit`, and why they end early, if they do.
///
/// # Errors
/// A file that can't be opened, or read where it is not packed.
pub(super) fn load(file: &File, limit: u64, run: &Run) -> Result<(Vec<u8>, Option<Error>)> {
    if let Some(bytes) = read_together(file, limit, run) {
        return Ok((bytes, None));
    }
    run.check()?;
    // Prose packs to about a third.
    let times = if file.packed == Packed::No { 1 } else { 3 };
    let mut bytes = Vec::with_capacity(file.size.saturating_mul(times).min(limit).min(ROOM) as usize + 1);
    let broken = open(file)?.read(file, limit, &mut bytes)?;
    Ok((bytes, broken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_read_what_one_reads() {
        let folder = std::env::temp_dir().join(format!("communique-bytes-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written to");
        let path = folder.join("large.txt");
        for length in [0, 1, 4095, 4096, 4097, 100_003] {
            let expected: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            std::fs::write(&path, &expected).expect("the temporary folder can be written to");
            for threads in 1..4 {
                let run = Run::with_threads(threads).expect("a few threads");
                // As long as it was when it was found, shorter, longer.
                for size in [length, length / 2, length + 5000] {
                    let file = File {
                        origin: Origin::Path(path.clone()),
                        id: "large.txt".into(),
                        format: None,
                        packed: Packed::No,
                        size: size as u64,
                        listed: None,
                    };
                    let together = read_together(&file, u64::MAX, &run);
                    let whole = threads > 1 && size == length && size >= 4096;
                    assert_eq!(together, whole.then(|| expected.clone()), "{size} of {length}");
                    assert_eq!(read_together(&file, 4096, &run).is_some(), whole && size == 4096);
                    let (bytes, broken) = load(&file, u64::MAX, &run).expect("the file is there");
                    assert!(bytes == expected && broken.is_none());
                }
            }
        }
        std::fs::remove_dir_all(&folder).expect("the temporary folder can be written to");
    }
}
