//! Words many at once, for those who count them.

use super::blocks::Runs;
use super::{Short, Token};

/// Takes the words of a text, in order.
pub trait Take {
    /// Takes one word.
    fn token(&mut self, token: Token<'_>);

    /// Takes words that follow each other.
    #[inline]
    fn plain(&mut self, words: &Plain<'_>) {
        words.each(&mut |token| self.token(token));
    }
}

impl<F: FnMut(Token<'_>)> Take for F {
    #[inline]
    fn token(&mut self, token: Token<'_>) {
        self(token);
    }
}

/// Takes words and keeps nothing.
impl Take for () {
    fn token(&mut self, _: Token<'_>) {}

    fn plain(&mut self, _: &Plain<'_>) {}
}

/// Words that follow each other, of ASCII letters and digits, in small letters where these are asked for: nine words
/// in ten of English, about twenty at once.
#[derive(Clone, Copy, Debug)]
pub struct Plain<'r> {
    runs: &'r Runs,
    /// Where the group of the runs begins in the text.
    base: usize,
    /// Of its runs, those from the first number to before the second.
    from: usize,
    to: usize,
}

impl<'r> Plain<'r> {
    pub(super) fn new(runs: &'r Runs, base: usize, from: usize, to: usize) -> Plain<'r> {
        Plain { runs, base, from, to }
    }

    /// How many there are, at least one.
    pub fn count(&self) -> usize {
        self.to - self.from
    }

    #[inline]
    fn places(&self) -> (&'r [u16], &'r [u16]) {
        (&self.runs.starts()[self.from..self.to], &self.runs.ends()[self.from..self.to])
    }

    /// Appends their short forms to `shorts`, or nothing if one of them has none; returns whether it did.
    #[inline]
    pub fn shorts(&self, shorts: &mut Vec<Short>) -> bool {
        let (starts, ends) = self.places();
        // Apart from the others' loop, in which it would be written to memory for each.
        let most = starts.iter().zip(ends).map(|(&start, &end)| end - start).max().unwrap_or_default();
        let all = usize::from(most) <= Short::MOST;
        if all {
            shorts.extend(starts.iter().zip(ends).map(|(&start, &end)| self.runs.short(start, end)));
        }
        all
    }

    /// How many of them, which come first, start before `end`, a byte of the text.
    pub fn before(&self, end: usize) -> usize {
        let (starts, _) = self.places();
        match end.checked_sub(self.base) {
            Some(end) => starts.partition_point(|&start| usize::from(start) < end),
            None => 0,
        }
    }

    /// Gives each of them.
    #[inline]
    pub fn each(&self, emit: &mut impl FnMut(Token<'_>)) {
        let (starts, ends) = self.places();
        let (Some(&first), Some(&last)) = (starts.first(), ends.last()) else { return };
        // Nothing odd is among them or between them: all of it is ASCII.
        let Ok(text) = std::str::from_utf8(self.runs.bytes(first, last)) else { return };
        for (&start, &end) in starts.iter().zip(ends) {
            emit(Token {
                start: self.base + usize::from(start),
                end: self.base + usize::from(end),
                term: &text[usize::from(start - first)..usize::from(end - first)],
                short: self.runs.short(start, end),
            });
        }
    }
}
