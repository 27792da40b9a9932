//! Actors: who is meant by a name, a capital, an office, a pronoun.
//!
//! The [`Gazetteer`] is open data (`actors.toml`: states, organisations, bodies, their names, adjectives and capitals). A
//! document adds its own: names with an abbreviation in brackets, and persons with their office. `Parties` is what one
//! document says about who takes part, who is an adversary, and whom "the two sides" means. Nothing is guessed silently:
//! `actor_resolution` names the way.

mod gazetteer;
mod local;
mod parties;

pub use gazetteer::{Actor, Gazetteer};
pub(crate) use parties::{Parties, Standing};

/// One word of a text as the gazetteer cuts it: letters and digits, with the stops inside abbreviations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub start: usize,
    pub text: &'t str,
}

impl Token<'_> {
    /// Whether it begins with a capital.
    pub fn capital(&self) -> bool {
        // Most begin with a letter of ASCII.
        match self.text.as_bytes().first() {
            Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
            _ => self.text.starts_with(char::is_uppercase),
        }
    }
}

/// Cuts `text` into words: runs of letters and digits; a stop belongs to a word where a letter follows it at once (U.S).
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// The words of a text that are left.
pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    #[inline]
    fn next(&mut self) -> Option<Token<'t>> {
        let bytes = self.text.as_bytes();
        let kind = |at: usize| bytes.get(at).map_or(Kind::Other, |&byte| KINDS[usize::from(byte)]);
        let wide = |at: usize| kind(at) == Kind::Wide && !mark(bytes, at);
        let mut start = self.at;
        while kind(start) == Kind::Other || kind(start) == Kind::Wide && mark(bytes, start) {
            start += 1;
            if start >= bytes.len() {
                self.at = start;
                return None;
            }
        }
        let mut end = start;
        loop {
            while kind(end) == Kind::Letter {
                end += 1;
            }
            let joins = bytes.get(end) == Some(&b'.') && (kind(end + 1) == Kind::Letter || wide(end + 1));
            if !(joins || wide(end)) {
                break;
            }
            end += 1;
        }
        self.at = end;
        Some(Token { start, text: &self.text[start..end] })
    }
}

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Other,
    /// A letter or digit of ASCII.
    Letter,
    /// Part of a character beyond ASCII.
    Wide,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 {
            kinds[byte] = Kind::Wide;
        } else if (byte as u8).is_ascii_alphanumeric() {
            kinds[byte] = Kind::Letter;
        }
        byte += 1;
    }
    kinds
};

/// General punctuation (curly quotes, dashes, ellipsis: U+2000 to U+206F) and U+00A0 to U+00BF part words.
fn mark(bytes: &[u8], at: usize) -> bool {
    let lead = |at: usize| match bytes.get(at) {
        Some(0xE2) => matches!(bytes.get(at + 1), Some(0x80 | 0x81)),
        Some(0xC2) => true,
        _ => false,
    };
    lead(at)
        || at > 0 && bytes[at] & 0xC0 == 0x80 && lead(at - 1)
        || at > 1
            && bytes[at] & 0xC0 == 0x80
            && bytes[at - 1] & 0xC0 == 0x80
            && lead(at - 2)
            && bytes[at - 2] == 0xE2
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn words_of_names() {
        let words: Vec<&str> =
            tokens("The U.S.’s ROK-US “Côte d’Ivoire” (UAE) S. Korea…").map(|token| token.text).collect();
        assert_eq!(words, ["The", "U.S", "s", "ROK", "US", "Côte", "d", "Ivoire", "UAE", "S", "Korea"]);
    }
}
