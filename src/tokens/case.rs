//! What a word counts as: apostrophes, hyphens and digits folded, capitals by the rule of `case`.
//!
//! The rule of `case="smart"`, for each part of a hyphen compound:
//! * a possessive `'s` at its end is ignored;
//! * a part without a small letter and with two capitals, or with one capital and a digit, is a *capital form*:
//!   `US`, `U.S.`, `2MD`, `G7`. It stays as written. All other parts are lower-cased: `I`, `Korea`, `ICBMs`;
//! * a compound of capital forms, numbers and single capitals only stays whole: `F-35A`, `COVID-19`, `T-72`;
//! * on a heading (see [`Lines`]) everything is lower-cased.

use super::kernel;

/// Apostrophes that `quotes="fold"` writes as '.
pub(super) fn is_quote(char: char) -> bool {
    matches!(char, '\'' | '\u{2018}' | '\u{2019}' | '\u{ff07}')
}

/// Hyphens that join words, and count as -.
pub(super) fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}' | '\u{2011}')
}

/// What a part of a compound is written like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Capitals,
    SingleCapital,
    Number,
    Plain,
}

impl Form {
    /// That of a part with so many capitals, digits and other letters.
    #[inline]
    pub(super) fn of(capitals: usize, digits: usize, others: usize) -> Form {
        match (capitals, digits, others) {
            (2.., _, 0) | (1, 1.., 0) => Form::Capitals,
            (1, 0, 0) => Form::SingleCapital,
            (0, 1.., 0) => Form::Number,
            _ => Form::Plain,
        }
    }
}

fn form(part: &str) -> Form {
    let stem = part.strip_suffix('s').and_then(|rest| rest.strip_suffix(is_quote)).unwrap_or(part);
    let (mut capitals, mut digits, mut others) = (0, 0, 0);
    for char in stem.chars() {
        if char.is_uppercase() {
            capitals += 1;
        } else if char.is_numeric() {
            digits += 1;
        } else if char.is_alphabetic() {
            others += 1;
        }
    }
    Form::of(capitals, digits, others)
}

/// Whether smart case keeps some of `word` as it is written, off headings.
pub(super) fn keeps_capitals(word: &str) -> bool {
    word.split(is_hyphen).any(|part| form(part) == Form::Capitals) || keeps_whole(word)
}

/// Whether `word` is a capital form, or a compound of capital forms, single capitals and numbers.
pub(super) fn keeps_whole(word: &str) -> bool {
    let (mut parts, mut numbers) = (0, 0);
    for part in word.split(is_hyphen) {
        match form(part) {
            Form::Plain => return false,
            Form::Number => numbers += 1,
            Form::SingleCapital if parts == 0 && part.len() == word.len() => return false,
            _ => {}
        }
        parts += 1;
    }
    numbers < parts
}

/// What [`write`] does to capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    Keep,
    Lower,
    /// Lower-case the parts that are not capital forms.
    LowerPlain,
}

/// What [`write`] folds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folds {
    pub quotes: bool,
    pub hyphens: bool,
    pub digits: bool,
    pub capitals: Capitals,
}

/// Writes what `word` counts as to `out`.
pub(super) fn write(word: &str, folds: Folds, out: &mut String) {
    out.clear();
    // Only where parts differ are they told apart.
    let whole = folds.capitals != Capitals::LowerPlain;
    for part in word.split_inclusive(|char| !whole && is_hyphen(char)) {
        let lower = match folds.capitals {
            Capitals::Keep => false,
            Capitals::Lower => true,
            Capitals::LowerPlain => form(part.strip_suffix(is_hyphen).unwrap_or(part)) != Form::Capitals,
        };
        // The small sigma depends on what follows; the standard library has the rule, at the cost of a string.
        if lower && part.as_bytes().contains(&0xce) && part.contains('Σ') {
            part.to_lowercase().chars().for_each(|char| push(char, folds, false, out));
        } else {
            part.chars().for_each(|char| push(char, folds, lower, out));
        }
    }
}

#[inline]
fn push(char: char, folds: Folds, lower: bool, out: &mut String) {
    match char {
        _ if folds.digits && char.is_numeric() => out.push('0'),
        '\0'..='\x7f' => out.push(if lower { char.to_ascii_lowercase() } else { char }),
        _ if folds.quotes && is_quote(char) => out.push('\''),
        _ if folds.hyphens && is_hyphen(char) => out.push('-'),
        _ if lower => lower_case(char, out),
        _ => out.push(char),
    }
}

/// Adds the small letter of a character outside ASCII; those of Latin-1, Greek and Russian by their place, and
/// quotes and dashes have none.
#[inline]
fn lower_case(char: char, out: &mut String) {
    let away = match char {
        '\u{d7}' | '\u{2000}'..='\u{206f}' => 0,
        '\u{c0}'..='\u{de}' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        '\u{400}'..='\u{40f}' => 80,
        '\u{df}'..='\u{ff}' | 'α'..='ώ' | 'а'..='џ' => 0,
        _ => return out.extend(char.to_lowercase()),
    };
    out.push(char::from_u32(u32::from(char) + away).unwrap_or(char));
}

/// Words of a heading: at least so many, one of them with at least so many letters in a row.
const HEADING_WORDS: usize = 2;
const HEADING_LETTERS: usize = 6;

/// Whether the line of a text that a place is on is a heading all in capitals, where capitals say nothing.
///
/// A heading is a line (from one CR or LF to the next) on which every letter is a capital, of two words or more, one
/// of which has six letters in a row or more: `NATO SUMMIT TO OPEN` is one, `ROK, US` and `USFK` are not. The long word
/// tells sentences from lists of acronyms; the second tells headings from names like `INDOPACOM` standing alone. A
/// letter without case (`한미 SUMMIT`) means that capitals are used for the acronym only, so it is no heading.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// End of the line last asked for; 0 before.
    end: usize,
    heading: bool,
}

impl Lines {
    /// Returns whether `at`, which never decreases between calls, is on a heading. Linear over all calls together.
    pub fn heading(&mut self, text: &str, at: usize) -> bool {
        if at >= self.end {
            let bytes = text.as_bytes();
            let start = memchr::memrchr2(b'\n', b'\r', &bytes[self.end..at])
                .map_or(self.end, |found| self.end + found + 1);
            let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |found| at + found);
            self.heading = is_heading(&text[start..end]);
            self.end = end;
        }
        self.heading
    }
}

fn is_heading(line: &str) -> bool {
    let (mut words, mut longest, mut run, mut in_word) = (0, 0, 0, false);
    for char in line.chars() {
        if char.is_uppercase() {
            words += usize::from(!in_word);
            in_word = true;
            run += 1;
            longest = longest.max(run);
        } else if char.is_alphabetic() {
            return false;
        } else {
            run = 0;
            in_word &= !char.is_whitespace();
        }
    }
    words >= HEADING_WORDS && longest >= HEADING_LETTERS
}

/// Whether `word`, which holds `flags`, is a number: digits and no letter.
pub(super) fn is_number(word: &str, flags: u16) -> bool {
    if flags & (kernel::LOWER | kernel::UPPER) != 0 {
        return false;
    }
    if flags & kernel::WIDE_ALNUM == 0 {
        return flags & kernel::DIGIT != 0;
    }
    word.chars().any(char::is_numeric) && !word.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_those_of_the_standard_library() {
        for char in '\u{80}'..=char::MAX {
            let mut small = String::new();
            lower_case(char, &mut small);
            assert!(small.chars().eq(char.to_lowercase()), "{char:?}");
        }
    }
}
