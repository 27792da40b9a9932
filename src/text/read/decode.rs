//! Bytes to text: which encoding, and what could not be read in it.

use encoding_rs::{DecoderResult, WINDOWS_1252};

use crate::error::{Error, ErrorKind, Result};
use crate::text::Encoding;

/// Text read from bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark; otherwise as it came.
    pub text: String,
    /// How it was read.
    pub encoding: Encoding,
    /// How many invalid sequences were replaced by U+FFFD.
    pub replaced: u64,
    /// Where the first of them starts, in bytes of the input.
    pub first_bad: Option<usize>,
    /// Where in `text` each replacement stands (bytes).
    pub(super) marks: Vec<usize>,
}

impl Decoded {
    /// How many of the replacements stand in `range` of the text.
    pub(super) fn replaced_in(&self, range: std::ops::Range<usize>) -> u64 {
        let before = |at| self.marks.partition_point(|&mark| mark < at);
        (before(range.end) - before(range.start)) as u64
    }

    fn replace(&mut self, at: usize) {
        self.first_bad.get_or_insert(at);
        self.replaced += 1;
        self.marks.push(self.text.len());
        self.text.push('\u{FFFD}');
    }
}

/// Returns `bytes` as text: by the byte order mark; as UTF-16 where the NUL bytes of the first kilobyte say so; as
/// UTF-8 where valid, or where at least as many multibyte sequences are valid as invalid; else as Windows-1252.
///
/// # Errors
/// The byte order mark of UTF-32.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded> {
    decode_declared(bytes, None)
}

/// [`decode`], with an encoding the file itself names; it counts only where the bytes are not UTF.
pub(super) fn decode_declared(
    bytes: Vec<u8>,
    declared: Option<&'static encoding_rs::Encoding>,
) -> Result<Decoded> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(Error::new(ErrorKind::Encoding, "UTF-32 is not read; store the file as UTF-8"));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Ok(from_utf8(&bytes, 3, Encoding::Utf8Bom));
    }
    if let Some((encoding, start)) = utf16(&bytes) {
        return Ok(from_utf16(&bytes, start, encoding));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text, encoding: Encoding::Utf8, ..Decoded::default() }),
        Err(error) => error.into_bytes(),
    };
    // A page that says UTF-16 in ASCII is not.
    if let Some(declared) = declared.filter(|it| *it != encoding_rs::UTF_8 && it.is_ascii_compatible()) {
        return Ok(decode_as(&bytes, declared));
    }
    let (mut valid, mut invalid) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        // Lead bytes: one for each multibyte character.
        valid += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    if valid >= invalid {
        return Ok(from_utf8(&bytes, 0, Encoding::Utf8));
    }
    let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
    Ok(Decoded { text, encoding: Encoding::Windows1252, ..Decoded::default() })
}

/// Returns more bytes of a file whose beginning was found to be in `encoding`: one that can be cut after a line feed.
pub(super) fn decode_more(bytes: Vec<u8>, encoding: Encoding) -> Decoded {
    match encoding {
        Encoding::Windows1252 => {
            let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
            Decoded { text, encoding, ..Decoded::default() }
        }
        _ => match String::from_utf8(bytes) {
            Ok(text) => Decoded { text, encoding, ..Decoded::default() },
            Err(error) => from_utf8(error.as_bytes(), 0, encoding),
        },
    }
}

/// Returns `bytes` as text in `encoding`, whatever they look like.
pub(super) fn decode_as(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Decoded {
    let mut found = Decoded { encoding: named(encoding), ..Decoded::default() };
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut read = 0;
    loop {
        let rest = &bytes[read..];
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len());
        // In pieces, so that many bad bytes do not each ask for room for all the rest.
        found.text.reserve(room.clamp(64, 1 << 16));
        let (result, took) = decoder.decode_to_string_without_replacement(rest, &mut found.text, true);
        read += took;
        match result {
            DecoderResult::InputEmpty => return found,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                found.replace(read.saturating_sub(usize::from(length) + usize::from(after)));
            }
        }
    }
}

/// Whether `bytes` can be text: they are UTF-16, or hold no NUL.
pub(super) fn looks_like_text(bytes: &[u8]) -> bool {
    utf16(bytes).is_some() || memchr::memchr(0, bytes).is_none()
}

/// Whether a file that begins with `head` can be cut after the bytes of line feeds.
pub(super) fn ascii_compatible(head: &[u8]) -> bool {
    utf16(head).is_none()
}

/// The encoding of an HTML page as it says so itself in its first kilobyte.
pub(super) fn declared_in_html(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = memchr::memmem::find(rest, b"charset") {
        rest = rest[at + b"charset".len()..].trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
            let end = value.iter().position(|byte| b"\"'; />\t\r\n".contains(byte)).unwrap_or(value.len());
            return encoding_rs::Encoding::for_label_no_replacement(&value[..end]);
        }
    }
    None
}

/// UTF-16 and where the text starts: by a byte order mark, or because NUL bytes stand on one side of the pairs.
///
/// In UTF-16 of English nearly every pair holds a NUL. In that of other scripts few do, and then the bytes are hardly
/// ever valid UTF-8; UTF-8 that itself holds NULs (`find -print0`) is.
fn utf16(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => return Some((Encoding::Utf16Be, 2)),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(1024)];
    let pairs = head.len() / 2;
    let nuls = |side: usize| head.chunks_exact(2).filter(|pair| pair[side] == 0).count();
    let (high, low) = (nuls(0), nuls(1));
    let (encoding, most, least) =
        if low > high { (Encoding::Utf16Le, low, high) } else { (Encoding::Utf16Be, high, low) };
    if pairs < 2 || most < least * 3 {
        return None;
    }
    let english = least == 0 && most * 4 >= pairs * 3;
    let utf8 = || std::str::from_utf8(head).err().is_none_or(|error| error.error_len().is_none());
    // A pair of surrogates may be cut at the end of the sample.
    let whole = || from_utf16(head, 0, encoding).first_bad.is_none_or(|at| at + 2 >= head.len());
    let other = || most * 16 >= pairs && !utf8() && whole();
    (most > 0 && (english || other())).then_some((encoding, 0))
}

fn from_utf8(bytes: &[u8], start: usize, encoding: Encoding) -> Decoded {
    let mut found =
        Decoded { text: String::with_capacity(bytes.len() - start), encoding, ..Decoded::default() };
    let mut at = start;
    for chunk in bytes[start..].utf8_chunks() {
        found.text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            found.replace(at);
            at += chunk.invalid().len();
        }
    }
    found
}

fn from_utf16(bytes: &[u8], start: usize, encoding: Encoding) -> Decoded {
    let body = &bytes[start..];
    let mut found = Decoded { text: String::with_capacity(body.len() / 2), encoding, ..Decoded::default() };
    let units = body.chunks_exact(2).map(|pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes([pair[0], pair[1]]),
        _ => u16::from_le_bytes([pair[0], pair[1]]),
    });
    let mut at = start;
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => {
                found.text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => {
                found.replace(at);
                at += 2;
            }
        }
    }
    if body.len() % 2 == 1 {
        found.replace(at);
    }
    found
}

/// Our name of an encoding that was asked for. Python's codecs are narrower than the web's under the same label, so
/// the wider codec is named where there is one.
fn named(encoding: &'static encoding_rs::Encoding) -> Encoding {
    match encoding.name() {
        "UTF-8" => Encoding::Utf8,
        "UTF-16LE" => Encoding::Utf16Le,
        "UTF-16BE" => Encoding::Utf16Be,
        "windows-1252" => Encoding::Windows1252,
        "EUC-KR" => Encoding::Other("cp949"),
        "Shift_JIS" => Encoding::Other("cp932"),
        "GBK" => Encoding::Other("gb18030"),
        "Big5" => Encoding::Other("big5hkscs"),
        "windows-874" => Encoding::Other("cp874"),
        "ISO-8859-8-I" => Encoding::Other("iso-8859-8"),
        "x-mac-cyrillic" => Encoding::Other("mac-cyrillic"),
        name => Encoding::Other(name),
    }
}
