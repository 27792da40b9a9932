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

/// Returns the bytes of a file, unpacked, at most `limit`, and why they end early, if they do.
///
/// # Errors
/// A file that can't be opened, or read where it is not packed.
pub(super) fn load(file: &File, limit: u64) -> Result<(Vec<u8>, Option<Error>)> {
    let io = |doing: &str, error: &std::io::Error| Error::io(&file.id, doing, error);
    let mut raw = Vec::new();
    match &file.origin {
        Origin::Stdin => std::io::stdin().lock().take(limit).read_to_end(&mut raw),
        Origin::Path(path) => {
            std::fs::File::open(path).and_then(|open| open.take(limit).read_to_end(&mut raw))
        }
        Origin::Memory(bytes) => bytes.as_slice().read_to_end(&mut raw),
    }
    .map_err(|error| io("can't be read", &error))?;
    let packed = match file.packed {
        Packed::Sniff if raw.starts_with(&[0x1F, 0x8B]) => Packed::Gzip,
        Packed::Sniff if raw.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => Packed::Zstd,
        packed => packed,
    };
    let (name, unpacked) = match packed {
        Packed::No | Packed::Sniff => return Ok((raw, None)),
        Packed::Gzip => ("gzip", unpack(flate2::read::MultiGzDecoder::new(raw.as_slice()), &raw, limit)),
        Packed::Zstd => match zstd::stream::read::Decoder::with_buffer(raw.as_slice()) {
            Ok(decoder) => ("zstd", unpack(decoder, &raw, limit)),
            Err(error) => return Err(io("can't be unpacked", &error)),
        },
    };
    let (bytes, error) = unpacked;
    let broken = error.map(|error| {
        let message = format!("{name} breaks off after {} unpacked bytes: {error}", bytes.len());
        Error::new(ErrorKind::Corrupt, message).at_path(&file.id)
    });
    Ok((bytes, broken))
}

/// Everything that can be unpacked, and what stopped it.
fn unpack(decoder: impl Read, raw: &[u8], limit: u64) -> (Vec<u8>, Option<std::io::Error>) {
    if raw.is_empty() {
        return (
            Vec::new(),
            Some(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "the file is empty")),
        );
    }
    // Prose packs to about a third.
    let mut bytes = Vec::with_capacity(raw.len().saturating_mul(3).min(1 << 30));
    let error = decoder.take(limit).read_to_end(&mut bytes).err();
    (bytes, error)
}
