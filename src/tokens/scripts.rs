//! Rows of characters outside ASCII: what Word_Break and the flags say of those that ordinary text in Latin, Greek,
//! Cyrillic, Arabic, Thai, Korean, Chinese and Japanese is made of. All others are `Unknown`, and left to the
//! reference. A test holds every row against it.

use super::kernel::{Class, QUOTE, Row, WIDE, WIDE_ALNUM, WIDE_CASED, row};

/// Whether lower-casing may change a character, by scripts: true for some that it never changes.
pub(super) const fn may_have_case(code: u32) -> bool {
    !matches!(code, 0x0590..=0x109f | 0x1100..=0x139f | 0x1400..=0x1c7f | 0x2e80..=0xa63f | 0xa800..=0xab2f | 0xac00..=0xfaff)
}

const fn letter(code: u32) -> Row {
    row(Class::Letter, WIDE | WIDE_ALNUM | if may_have_case(code) { WIDE_CASED } else { 0 })
}

/// A letter or number that is a word of its own.
const fn alone(code: u32) -> Row {
    row(Class::Other, letter(code).flags)
}

const fn other(code: u32) -> Row {
    row(Class::Other, WIDE | if may_have_case(code) { WIDE_CASED } else { 0 })
}

/// A mark that belongs to the character before it.
const fn mark(code: u32, alphabetic: bool) -> Row {
    row(Class::Extend, if alphabetic { letter(code).flags } else { other(code).flags })
}

const fn of(class: Class, code: u32) -> Row {
    row(class, other(code).flags)
}

/// The row of a character from U+0080 to U+07FF.
const fn two(code: u32) -> Row {
    match code {
        0x85 => of(Class::LineEnd, code),
        // cedilla: ALetter, though not alphabetic
        0xb8 => of(Class::Letter, code),
        0xb7 | 0x387 => of(Class::MidLetter, code),
        // superscript digits and fractions: numbers, and no part of a word
        0xb2 | 0xb3 | 0xb9 | 0xbc..=0xbe => alone(code),
        // soft hyphen: Format
        0xad => of(Class::Unknown, code),
        0xaa | 0xb5 | 0xba => letter(code),
        0x80..=0xbf | 0xd7 | 0xf7 => other(code),
        0xc0..=0x2af => letter(code),
        0x345 | 0x363..=0x36f => mark(code, true),
        0x300..=0x362 => mark(code, false),
        0x37e => of(Class::MidNum, code),
        0x375 | 0x384 | 0x385 | 0x3f6 | 0x482 => other(code),
        0x378 | 0x379 | 0x380..=0x383 | 0x38b | 0x38d | 0x3a2 => of(Class::Unknown, code),
        0x483..=0x489 => mark(code, false),
        0x370..=0x52f => letter(code),
        0x60c | 0x60d => of(Class::MidNum, code),
        0x61f => other(code),
        0x658 => mark(code, false),
        0x64b..=0x65f | 0x670 => mark(code, true),
        0x620..=0x64a | 0x671..=0x6d3 => letter(code),
        _ => of(Class::Unknown, code),
    }
}

/// The row of a character from U+0800 to U+FFFF that is not in [`LETTERS`] or [`IDEOGRAPHS`].
const fn three(code: u32) -> Row {
    match code {
        0xe31 | 0xe34..=0xe3a | 0xe4d => mark(code, true),
        0xe47..=0xe4c | 0xe4e => mark(code, false),
        0xe01..=0xe33 | 0xe40..=0xe46 => alone(code),
        0x2018 | 0x2019 => row(Class::MidNumLet, other(code).flags | QUOTE),
        0x2024 => of(Class::MidNumLet, code),
        0x2027 => of(Class::MidLetter, code),
        0x2010..=0x2027 | 0x2030..=0x203e => other(code),
        0x3001..=0x3003 | 0x3008..=0x3020 => other(code),
        0x3041..=0x3096 => alone(code),
        0xff01 | 0xff08 | 0xff09 | 0xff1f => other(code),
        0xff0c | 0xff1b => of(Class::MidNum, code),
        0xff0e => of(Class::MidNumLet, code),
        0xff1a => of(Class::MidLetter, code),
        _ => of(Class::Unknown, code),
    }
}

/// What a page of 64 characters holds.
const LETTERS: u8 = 254;
const IDEOGRAPHS: u8 = 255;

/// The first characters of pages with rows of their own; the others are `Unknown` all over.
const MIXED: [u32; 9] = [0, 0xe00, 0xe40, 0x2000, 0x3000, 0x3040, 0x3080, 0xff00, 0xff40];

/// By page of the characters up to U+FFFF: [`LETTERS`], [`IDEOGRAPHS`], or which of [`MIXED`]; 0 for `Unknown`.
static PAGES: [u8; 1024] = {
    let mut pages = [0; 1024];
    let mut page = 0;
    while page < 1024 {
        pages[page as usize] = match page << 6 {
            // Vietnamese, and syllables of Korean but the last 36
            0x1e00..=0x1eff | 0xac00..=0xd77f => LETTERS,
            0x3400..=0x4dbf | 0x4e00..=0x9fff => IDEOGRAPHS,
            first => {
                let mut mixed = 0;
                while mixed < MIXED.len() && MIXED[mixed] != first {
                    mixed += 1;
                }
                if mixed < MIXED.len() { mixed as u8 } else { 0 }
            }
        };
        page += 1;
    }
    pages
};

static ROWS: [Row; 64 * MIXED.len()] = {
    let mut rows = [of(Class::Unknown, 0); 64 * MIXED.len()];
    let mut at = 64;
    while at < rows.len() {
        rows[at] = three(MIXED[at / 64] + at as u32 % 64);
        at += 1;
    }
    rows
};

static TWO: [Row; 0x800] = {
    let mut rows = [of(Class::Unknown, 0); 0x800];
    let mut code = 0x80;
    while code < 0x800 {
        rows[code as usize] = two(code);
        code += 1;
    }
    rows
};

/// Returns the row of the character outside ASCII at `at`, which is a character boundary of valid UTF-8, and its length.
#[inline]
pub(super) fn look(bytes: &[u8], at: usize) -> (Row, usize) {
    let bits = |ahead: usize| usize::from(bytes[at + ahead] & 0x3f);
    match bytes[at] {
        byte @ 0xc2..=0xdf => (TWO[usize::from(byte & 0x1f) << 6 | bits(1)], 2),
        byte @ 0xe0..=0xef => {
            let page = usize::from(byte & 0xf) << 6 | bits(1);
            let row = match PAGES[page] {
                LETTERS => letter((page as u32) << 6),
                IDEOGRAPHS => alone((page as u32) << 6),
                mixed => ROWS[usize::from(mixed) << 6 | bits(2)],
            };
            (row, 3)
        }
        _ => (row(Class::Unknown, WIDE), 1),
    }
}
