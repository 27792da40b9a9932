//! The Sentence_Break class of every character, asked of `unicode-segmentation`.
//!
//! The crate keeps its tables to itself, so the class is found by how tiny texts break; 256 characters at a time, when
//! one of them is first seen. So there is one source of truth and no second copy of the Unicode data.

use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation;

/// The classes of UAX #29 as far as the rules tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Other,
    /// CR, LF and the separators.
    Line,
    /// Extend and Format: seen through.
    Through,
    Space,
    Lower,
    Upper,
    /// Letters without case.
    Letter,
    Numeric,
    /// `.` and its like.
    Stop,
    /// `!`, `?` and their like.
    Mark,
    Continue,
    Close,
}

const BLOCK: usize = 256;
const BLOCKS: usize = 0x11_0000 / BLOCK;

static TABLE: [OnceLock<Box<[Class; BLOCK]>>; BLOCKS] = [const { OnceLock::new() }; BLOCKS];

/// The class of `c`.
pub(super) fn class(c: char) -> Class {
    let code = c as usize;
    TABLE[code / BLOCK].get_or_init(|| block(code / BLOCK))[code % BLOCK]
}

/// The classes of the ASCII characters and of nothing else.
pub(super) fn ascii() -> &'static [Class; BLOCK] {
    TABLE[0].get_or_init(|| block(0))
}

fn block(index: usize) -> Box<[Class; BLOCK]> {
    let mut classes = Box::new([Class::Other; BLOCK]);
    for (offset, class) in classes.iter_mut().enumerate() {
        if let Some(c) = u32::try_from(index * BLOCK + offset).ok().and_then(char::from_u32) {
            *class = probe(c);
        }
    }
    classes
}

/// Whether UAX #29 breaks `before` + `c` + `after` right before the character at `at` (0: `c`, 1: the one after it).
fn breaks(before: &str, c: char, after: &str, at: usize) -> bool {
    let mut text = String::with_capacity(16);
    text.push_str(before);
    text.push(c);
    text.push_str(after);
    let place = before.len() + at * c.len_utf8();
    text.split_sentence_bound_indices().any(|(start, _)| start == place)
}

/// Each line holds one rule: what follows says which texts only characters of that class break, or keep together.
fn probe(c: char) -> Class {
    if breaks("a", c, ")", 1) {
        return Class::Line; // SB4, before SB9
    }
    if !breaks("? ", c, "", 0) {
        return match () {
            () if breaks("?", c, "(", 1) => Class::Space, // SB9 does not see through a space
            () if breaks("1", c, "a", 1) => Class::Mark,  // SB11
            () if breaks("1", c, "A", 1) => Class::Stop,  // SB11, where SB8 kept the line above
            () if breaks("?", c, "A", 1) => Class::Through, // SB5
            () => Class::Continue,                        // SB8a
        };
    }
    match () {
        () if !breaks("?", c, "", 0) => Class::Close,    // SB9
        () if !breaks("a. ", c, "", 0) => Class::Lower,  // SB8
        () if !breaks("1.", c, "", 0) => Class::Numeric, // SB6
        () if !breaks("a.", c, "", 0) => Class::Upper,   // SB7
        () if breaks("a. ", c, "a", 0) => Class::Letter, // SB8 stops at letters
        () => Class::Other,
    }
}
