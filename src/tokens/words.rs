//! Word segments by UAX #29: the reference path, and a fast one that equals it on every input.
//!
//! Both give *every* segment, white space and punctuation too, as `split_word_bound_indices` of unicode-segmentation
//! does. That function keeps no state between segments but the class of the next character, so the segment that
//! starts at a boundary is a function of the text from there on. The fast path uses this twice: the kernel answers for
//! one segment at a time, and where it can't, the reference answers for that one segment. No window has to be chosen
//! and nothing is scanned more than a constant number of times.

use unicode_segmentation::UnicodeSegmentation;

use super::case::is_quote;
use super::kernel::{self, Segment};
use super::scripts::may_have_case;

/// Returns the segments of `text` with their first byte, as unicode-segmentation gives them.
pub fn words_reference(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_word_bound_indices()
}

/// Returns the segments of `text` with their first byte: the same as [`words_reference`], several times faster on
/// Western text.
///
/// # Example
/// ```
/// let words: Vec<&str> = communique::tokens::words_fast("U.S. don’t").map(|(_, word)| word).collect();
/// assert_eq!(words, ["U.S", ".", " ", "don’t"]);
/// ```
pub fn words_fast(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// The segments of a text: see [`words_fast`].
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    #[inline]
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let start = self.at;
        if start == self.text.len() {
            return None;
        }
        self.at = segment(self.text, start).end;
        Some((start, &self.text[start..self.at]))
    }
}

/// Returns the segment of `text` that starts at the boundary `start`, which is before the end.
#[inline]
pub(super) fn segment(text: &str, start: usize) -> Segment {
    kernel::segment(text.as_bytes(), start).unwrap_or_else(|| by_reference(text, start))
}

#[cold]
fn by_reference(text: &str, start: usize) -> Segment {
    let piece = text[start..].split_word_bounds().next().unwrap_or(&text[start..]);
    Segment { end: start + piece.len(), flags: flags(piece) }
}

/// What `piece` holds, as the kernel's tables say it.
pub(super) fn flags(piece: &str) -> u16 {
    piece.chars().fold(0, |flags, char| {
        flags
            | match char {
                'a'..='z' => kernel::LOWER,
                'A'..='Z' => kernel::UPPER,
                '0'..='9' => kernel::DIGIT,
                '_' => kernel::UNDERSCORE,
                '.' => kernel::STOP,
                '\'' => kernel::QUOTE,
                '\0'..='\x7f' => 0,
                _ => {
                    let quote = if is_quote(char) { kernel::QUOTE } else { 0 };
                    let alnum = if char.is_alphanumeric() { kernel::WIDE_ALNUM } else { 0 };
                    let cased = if may_have_case(char.into()) { kernel::WIDE_CASED } else { 0 };
                    kernel::WIDE | quote | alnum | cased
                }
            }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks boundaries and flags; every suffix at a boundary is checked by way of the flags.
    fn check(text: &str) {
        let mut fast = words_fast(text);
        for expected in words_reference(text) {
            let found = fast.next();
            assert_eq!(found, Some(expected), "in {text:?}");
            let found = segment(text, expected.0);
            assert_eq!(found.flags, flags(expected.1), "flags of {expected:?} in {text:?}");
        }
        assert_eq!(fast.next(), None, "in {text:?}");
    }

    /// Characters of every class of Word_Break, most of them several times, and what hostile text holds.
    #[rustfmt::skip]
    const ALPHABET: &[&str] = &[
        "a", "b", "s", "z", "A", "B", "Z", "0", "1", "9", " ", " ", "  ", ".", ".", ",", ":", ";", "'",
        "\"", "_", "-", "--", "\r", "\n", "\r\n", "\t", "\u{b}", "\u{c}", "\0", "\u{85}", "\u{2028}",
        "\u{a0}", "\u{ad}", "\u{b7}", "é", "ß", "Ł", "œ", "ŉ", "ª", "µ", "²", "½", "×", "÷", "ſ", "ƀ",
        "\u{2018}", "\u{2019}", "\u{201c}", "\u{201d}", "\u{2013}", "\u{2014}", "\u{2010}", "\u{2011}",
        "\u{2024}", "\u{2026}", "\u{2027}", "\u{202f}", "\u{203f}", "\u{2007}", "\u{2003}", "\u{3000}",
        "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{2060}", "\u{feff}", "\u{fffd}",
        "\u{300}", "\u{308}", "\u{301}\u{302}", "\u{34f}", "\u{fe0f}", "\u{1f3fb}", "א", "ב", "״", "׳",
        "ア", "ー", "カ\u{3099}", "あ", "中", "한", "ส", "วั", "ห", "क्", "ष", "ا", "\u{600}", "\u{6dd}", "٣",
        "٫", "я", "Ж", "Σ", "ⓒ", "\u{ff07}", "\u{ff0e}", "\u{ff1a}", "🇫", "🇷", "🇰🇷", "👩", "👩\u{200d}🚀",
        "👍🏽", "❤\u{fe0f}", "©", "™", "1\u{fe0f}\u{20e3}", "\u{e0001}", "\u{10ffff}", "€", "•", "·",
        "U.S.", "ROK-US", "don’t", "36,574", "3.14", "a.m.", "word ", "the ", "http://x.org/a",
    ];

    struct Xorshift(u64);

    impl Xorshift {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 11) as usize % limit
        }
    }

    /// 10 million bytes in strings of up to 40 pieces; some from the whole alphabet, some from a few of its pieces, so
    /// that rare neighbours meet often.
    #[test]
    fn fast_equals_reference_on_generated_text() {
        let mut random = Xorshift(0x9e37_79b9_7f4a_7c15);
        let mut text = String::new();
        let mut bytes = 0;
        while bytes < 10_000_000 {
            text.clear();
            let few: [usize; 6] = std::array::from_fn(|_| random.below(ALPHABET.len()));
            let mixed = random.below(3) == 0;
            for _ in 0..random.below(40) + 1 {
                let piece = if mixed { random.below(ALPHABET.len()) } else { few[random.below(few.len())] };
                text.push_str(ALPHABET[piece]);
            }
            check(&text);
            bytes += text.len();
        }
    }

    /// Every pair of pieces, with a letter, a digit, a space and a line end around it.
    #[test]
    fn fast_equals_reference_on_all_pairs() {
        for first in ALPHABET {
            for second in ALPHABET {
                for around in ["", "a", "1", " ", "\n"] {
                    check(&format!("{around}{first}{second}{around}"));
                }
            }
        }
    }

    /// Every character of the tables, between neighbours that tell the classes of Word_Break apart.
    #[test]
    fn tables_hold_the_classes_of_the_reference() {
        let chars = [
            '\0'..='\u{7ff}',
            '\u{e00}'..='\u{e7f}',
            '\u{1e00}'..='\u{206f}',
            '\u{3000}'..='\u{30ff}',
            '\u{3400}'..='\u{ffff}',
        ];
        for char in chars.into_iter().flatten() {
            for (before, after) in
                [("", ""), ("a", "a"), ("1", "1"), ("_", "_"), (" ", " "), ("\"", "\u{301}"), ("\r", "\n")]
            {
                check(&format!("{before}{char}{after}"));
                check(&format!("{before}{char}{char}{after}"));
            }
        }
    }

    #[test]
    fn no_script_with_case_is_left_out() {
        for char in '\0'..=char::MAX {
            let same = !char.is_uppercase() && char.to_lowercase().eq([char]);
            assert!(same || may_have_case(char.into()), "{char:?}");
        }
    }

    #[test]
    fn long_inputs_take_linear_time() {
        let count = 300_000;
        for text in [
            "a".repeat(count),
            "a-".repeat(count),
            "-".repeat(count),
            " ".repeat(count) + "\u{301}",
            " ".to_string() + &"\u{301}".repeat(count),
            "a.".to_string() + &"\u{301}".repeat(count) + "-",
            "a\u{200d}".repeat(count),
            "א\"".repeat(count),
            "🇫".repeat(count),
        ] {
            assert_eq!(words_fast(&text).map(|(_, word)| word.len()).sum::<usize>(), text.len());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn fast_equals_reference(text in "(?s).{0,64}") {
            check(&text);
        }

        #[test]
        fn fast_equals_reference_near_ascii(text in "[ -~\r\n\u{a0}-\u{17f}\u{2010}-\u{2027}\u{300}\u{200d}א]{0,64}") {
            check(&text);
        }
    }
}
