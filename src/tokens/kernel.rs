//! The table kernel: one word segment of UAX #29 from bytes, without decoding, for the characters of ordinary
//! text: ASCII, and those of [`scripts`].
//!
//! [`segment`] answers only where every character it had to look at is in its tables. Among them is no Format, ZWJ,
//! Hebrew, Katakana or Regional_Indicator character and no digit outside ASCII, so of the word rules only these are
//! left: WB3, WB3a/b (line ends), WB3d (runs of spaces), WB4 (marks), WB5-WB7, WB8-WB12 (letters, digits, what stands
//! between them), WB13a/b (underscore) and WB999. For anything else it gives up, and the caller asks the reference.
//!
//! A segment depends on nothing before its first byte, so this function is the whole contract of a kernel. One that
//! works on blocks of 64 bytes can keep the boundary mask of its block and answer the same question from that.

use super::scripts;

/// Holds an ASCII small letter.
pub(super) const LOWER: u16 = 1;
/// Holds an ASCII capital.
pub(super) const UPPER: u16 = 2;
/// Holds an ASCII digit.
pub(super) const DIGIT: u16 = 4;
/// Holds an underscore.
pub(super) const UNDERSCORE: u16 = 8;
/// Holds an alphanumeric character outside ASCII.
pub(super) const WIDE_ALNUM: u16 = 16;
/// Holds a character outside ASCII.
pub(super) const WIDE: u16 = 32;
/// Holds a full stop.
pub(super) const STOP: u16 = 64;
/// Holds an apostrophe: ' or one of those that `quotes="fold"` folds to it.
pub(super) const QUOTE: u16 = 128;
/// Holds a hyphen that joins two segments to one word; no single segment has it.
pub(super) const HYPHEN: u16 = 256;
/// Holds a character outside ASCII that lower-casing may change.
pub(super) const WIDE_CASED: u16 = 512;
/// Holds a letter or a digit: it is a word.
pub(super) const ALNUM: u16 = LOWER | UPPER | DIGIT | WIDE_ALNUM;

const CORE: u16 = LOWER | UPPER | DIGIT | UNDERSCORE;

/// One segment: where it ends, and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub end: usize,
    pub flags: u16,
}

impl Segment {
    /// Whether it is a word: it holds a letter or a digit.
    #[inline]
    pub fn is_word(self) -> bool {
        self.flags & ALNUM != 0
    }
}

/// The values of Word_Break that the tables hold. Single_Quote is MidNumLet and Double_Quote is Other here: they
/// differ beside Hebrew letters only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Unknown,
    Other,
    CarriageReturn,
    /// LF and Newline: both stand alone.
    LineEnd,
    Space,
    MidNum,
    MidNumLet,
    MidLetter,
    Letter,
    Digit,
    ExtendNumLet,
    /// A mark on the character before it.
    Extend,
}

/// What is known of a character.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub class: Class,
    pub flags: u16,
}

pub(super) const fn row(class: Class, flags: u16) -> Row {
    Row { class, flags }
}

/// By byte, for ASCII; the rows of other bytes are `Unknown` without flags, which ends every ASCII run.
static ASCII: [Row; 256] = {
    let mut table = [row(Class::Unknown, 0); 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => row(Class::Letter, LOWER),
            b'A'..=b'Z' => row(Class::Letter, UPPER),
            b'0'..=b'9' => row(Class::Digit, DIGIT),
            b'_' => row(Class::ExtendNumLet, UNDERSCORE),
            b' ' => row(Class::Space, 0),
            b'\r' => row(Class::CarriageReturn, 0),
            b'\n' | 0x0b | 0x0c => row(Class::LineEnd, 0),
            b',' | b';' => row(Class::MidNum, 0),
            b'.' => row(Class::MidNumLet, STOP),
            b'\'' => row(Class::MidNumLet, QUOTE),
            b':' => row(Class::MidLetter, 0),
            _ => row(Class::Other, 0),
        };
        byte += 1;
    }
    table
};

/// Returns the row of the character at `at`, and its length. `at` is a character boundary of valid UTF-8.
#[inline]
fn look(bytes: &[u8], at: usize) -> (Row, usize) {
    match bytes[at] {
        byte @ 0..=0x7f => (ASCII[usize::from(byte)], 1),
        _ => scripts::look(bytes, at),
    }
}

/// Returns the segment that starts at the boundary `start`, or none where the tables do not reach.
#[inline]
pub(super) fn segment(bytes: &[u8], start: usize) -> Option<Segment> {
    let first = ASCII[usize::from(bytes[start])];
    if first.flags & CORE != 0 { core(bytes, start) } else { other(bytes, start) }
}

/// A segment that starts with a letter, a digit or an underscore.
#[inline]
fn core(bytes: &[u8], start: usize) -> Option<Segment> {
    let mut flags = 0;
    let (mut at, mut marked) = (start, start);
    loop {
        while let Some(&byte) = bytes.get(at) {
            let here = ASCII[usize::from(byte)].flags;
            if here & CORE == 0 {
                break;
            }
            flags |= here;
            at += 1;
        }
        // WB6/7 and WB11/12 ask whether the character after this one is of the kind of the character before it.
        if at == bytes.len() {
            return Some(Segment { end: at, flags });
        }
        let (here, len) = look(bytes, at);
        let (letters, digits) = match here.class {
            Class::Letter => {
                flags |= here.flags;
                at += len;
                continue;
            }
            Class::Extend => {
                flags |= here.flags;
                at += len;
                marked = at;
                continue;
            }
            Class::Unknown => return None,
            Class::MidLetter => (true, false),
            Class::MidNum => (false, true),
            Class::MidNumLet => (true, true),
            _ => return Some(Segment { end: at, flags }),
        };
        // But for marks every character of the segment outside ASCII is a letter, so its last byte tells enough.
        if marked == at {
            return None;
        }
        let before = bytes[at - 1];
        let wanted = match ASCII[usize::from(before)].class {
            Class::Letter | Class::Unknown if letters => Class::Letter,
            Class::Digit if digits => Class::Digit,
            _ => return Some(Segment { end: at, flags }),
        };
        if at + len == bytes.len() {
            return Some(Segment { end: at, flags });
        }
        let (after, after_len) = look(bytes, at + len);
        if after.class == wanted {
            flags |= here.flags | after.flags;
            at += len + after_len;
        } else if matches!(after.class, Class::Unknown | Class::Extend) {
            return None;
        } else {
            return Some(Segment { end: at, flags });
        }
    }
}

/// A segment that starts with anything else: letters outside ASCII, spaces, line ends, punctuation.
fn other(bytes: &[u8], start: usize) -> Option<Segment> {
    let (mut first, len) = look(bytes, start);
    let mut end = start + len;
    match first.class {
        Class::Unknown | Class::Extend => return None,
        Class::Letter => return core(bytes, start),
        Class::LineEnd => return Some(Segment { end, flags: first.flags }),
        Class::CarriageReturn => {
            end += usize::from(bytes.get(end) == Some(&b'\n'));
            return Some(Segment { end, flags: first.flags });
        }
        Class::Space => {
            while bytes.get(end) == Some(&b' ') {
                end += 1;
            }
        }
        _ => {}
    }
    // WB4: marks belong to this segment, and so would a Format or ZWJ character, which are `Unknown`.
    while end < bytes.len() {
        let (after, len) = look(bytes, end);
        match after.class {
            Class::Extend if first.class != Class::Space => {
                first.flags |= after.flags;
                end += len;
            }
            Class::Unknown | Class::Extend => return None,
            _ => break,
        }
    }
    Some(Segment { end, flags: first.flags })
}
