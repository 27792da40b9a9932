//! Odd runs of the kinds that are frequent, told without the kernel: acronyms, compounds with hyphens, possessives,
//! numbers with commas. One word in twenty of English is one; asking the kernel took a third of the time of counting.

use std::ops::Range;

use super::Short;
use super::blocks::{GROUP, Runs, is_core};
use super::case::{self, Capitals, Folds, Form, Lines};
use super::options::{Case, Hyphens, Quotes, TokenOptions};

/// A word that some runs are: the number of the run after the last, and what it counts as.
pub(super) struct Odd<'a> {
    pub next: usize,
    pub term: &'a str,
    pub short: Short,
}

/// The runs of a group of a text.
#[derive(Clone, Copy)]
pub(super) struct Group<'a> {
    pub text: &'a str,
    /// Where the group begins.
    pub base: usize,
    pub runs: &'a Runs,
    /// Of these `case`, `hyphens` and `quotes` are looked at; with others than by default the kernel is to be asked, but
    /// for `abbreviations`, which no word here is.
    pub options: &'a TokenOptions,
}

impl<'a> Group<'a> {
    /// Returns the word that begins with the odd run `first`; none where only the kernel can tell.
    #[inline(never)]
    pub fn odd(self, first: usize, lines: &mut Lines, buffer: &'a mut String) -> Option<Odd<'a>> {
        let (start, end) = self.run(first)?;
        let mut parts = Parts::default();
        if !parts.add(&self.text.as_bytes()[start..end]) {
            return self.joined(first, buffer);
        }
        let last = self.compound(first, &mut parts)?;
        let word = &self.text[start..self.run(last)?.1];
        let capitals = match self.options.case {
            _ if !parts.cased => Capitals::Keep,
            Case::Keep => Capitals::Keep,
            Case::Fold => Capitals::Lower,
            Case::Smart => match parts.capitals() {
                Capitals::Lower => Capitals::Lower,
                _ if lines.heading(self.text, start) => Capitals::Lower,
                kept => kept,
            },
        };
        let term = match capitals {
            Capitals::Lower => return self.small(first, last),
            Capitals::Keep => word,
            Capitals::LowerPlain => {
                case::write(word, Folds { quotes: false, hyphens: false, digits: false, capitals }, buffer);
                buffer
            }
        };
        Some(Odd { next: last + 1, term, short: Short::new(term) })
    }

    /// Where a run is in the text; none if it may go on after the group.
    #[inline]
    fn run(self, number: usize) -> Option<(usize, usize)> {
        let [start, end] = [self.runs.starts(), self.runs.ends()].map(|list| usize::from(list[number]));
        (end - start < GROUP).then(|| (self.base + start, self.base + end))
    }

    /// Whether a word that ends here may be joined to the next by a hyphen.
    #[inline]
    fn joins(self, end: usize) -> bool {
        self.options.hyphens == Hyphens::Join && self.text.as_bytes().get(end) == Some(&b'-')
    }

    /// The last run of the compound that begins with `first`, of ASCII letters, digits and hyphens only.
    #[inline]
    fn compound(self, first: usize, parts: &mut Parts) -> Option<usize> {
        let (bytes, mut last, mut end) = (self.text.as_bytes(), first, self.run(first)?.1);
        while self.joins(end) && bytes.get(end + 1).is_some_and(|&next| is_core(next)) {
            last += 1;
            // The next run may be in the next group.
            self.runs.starts().get(last).filter(|&&start| self.base + usize::from(start) == end + 1)?;
            let part = end + 1;
            end = self.run(last)?.1;
            if !parts.add(&bytes[part..end]) {
                return None;
            }
        }
        Some(last)
    }

    /// The word of a run that is a possessive, a short form like `don't`, or a number.
    #[inline]
    fn joined(self, number: usize, buffer: &'a mut String) -> Option<Odd<'a>> {
        let (start, end) = self.run(number)?;
        if self.joins(end) || self.options.case == Case::Keep {
            return None;
        }
        let run = &self.text.as_bytes()[start..end];
        match apostrophe(run) {
            Some(mark) if mark.len() > 1 && self.options.quotes == Quotes::Fold => {
                let small = self.small(number, number)?;
                buffer.clear();
                buffer.push_str(&small.term[..mark.start]);
                buffer.push('\'');
                buffer.push_str(&small.term[mark.end..]);
                Some(Odd { term: buffer, short: Short::new(buffer), ..small })
            }
            Some(_) => self.small(number, number),
            None => is_number(run).then(|| self.small(number, number)).flatten(),
        }
    }

    /// The word from a run to another, in small letters, as the group has them.
    #[inline]
    fn small(self, first: usize, last: usize) -> Option<Odd<'a>> {
        let (start, end) = (self.runs.starts()[first], self.runs.ends()[last]);
        let term = str::from_utf8(self.runs.bytes(start, end)).ok()?;
        Some(Odd { next: last + 1, term, short: self.runs.short(start, end) })
    }
}

/// The parts of a compound, as [`case`] tells them apart.
#[derive(Default)]
struct Parts {
    count: usize,
    numbers: usize,
    plain: bool,
    single: bool,
    kept: bool,
    /// Whether there is a capital.
    cased: bool,
}

impl Parts {
    /// Adds a part; returns whether it has ASCII letters and digits only.
    #[inline]
    fn add(&mut self, part: &[u8]) -> bool {
        let (mut capitals, mut digits, mut small) = (0, 0, 0);
        for byte in part {
            match byte {
                b'a'..=b'z' => small += 1,
                b'A'..=b'Z' => capitals += 1,
                b'0'..=b'9' => digits += 1,
                _ => return false,
            }
        }
        self.count += 1;
        self.cased |= capitals > 0;
        match Form::of(capitals, digits, small) {
            Form::Capitals => self.kept = true,
            Form::SingleCapital => self.single = true,
            Form::Number => self.numbers += 1,
            Form::Plain => self.plain = true,
        }
        true
    }

    /// What `case="smart"` does to the whole, off headings: see [`case::keeps_whole`] and [`case::keeps_capitals`].
    fn capitals(&self) -> Capitals {
        let whole = !self.plain && self.numbers < self.count && !(self.count == 1 && self.single);
        match self.kept {
            _ if whole => Capitals::Keep,
            true => Capitals::LowerPlain,
            false => Capitals::Lower,
        }
    }
}

/// Where the apostrophe is in a run of ASCII letters with one between them, of which only the first may be a capital: in
/// no case such a word keeps it.
#[inline]
fn apostrophe(run: &[u8]) -> Option<Range<usize>> {
    let (&first, rest) = run.split_first()?;
    let start = 1 + rest.iter().position(|byte| !byte.is_ascii_lowercase())?;
    let end = match run[start..] {
        [b'\'', ..] => start + 1,
        [0xe2, 0x80, 0x99, ..] => start + 3,
        _ => return None,
    };
    let letters = &run[end..];
    let fits =
        first.is_ascii_alphabetic() && !letters.is_empty() && letters.iter().all(u8::is_ascii_lowercase);
    fits.then_some(start..end)
}

/// Whether a run is digits with stops or commas between them.
fn is_number(run: &[u8]) -> bool {
    run.split(|byte| matches!(byte, b'.' | b','))
        .all(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit))
}
