//! Files to bytes: opened, unpacked, and told how far they could be read.

use std::io::Read;

use super::{File, Origin};
use crate::error::{Error, ErrorKind, Result};

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

/// Returns the bytes of a file, unpacked, at most `limit`, and why they end early, if they do.
///
/// # Errors
/// A file that can't be opened, or read where it is not packed.
pub(super) fn load(file: &File, limit: u64) -> Result<(Vec<u8>, Option<Error>)> {
    // Prose packs to about a third.
    let times = if file.packed == Packed::No { 1 } else { 3 };
    let mut bytes = Vec::with_capacity(file.size.saturating_mul(times).min(limit).min(1 << 30) as usize + 1);
    let broken = open(file)?.read(file, limit, &mut bytes)?;
    Ok((bytes, broken))
}
