//! Actors: who is meant by a name, a capital, an office, a pronoun.
//!
//! The [`Gazetteer`] is open data (`actors.toml`: states, organisations, bodies, their names, adjectives and capitals). A
//! document adds its own: names with an abbreviation in brackets, and persons with their office. `Parties` is what one
//! document says about who takes part, who is an adversary, and whom "the two sides" means. Nothing is guessed silently:
//! `actor_resolution` names the way.

mod gazetteer;
mod parties;

pub use gazetteer::{Actor, Gazetteer};
pub(crate) use parties::{Parties, Standing};

/// One word of a text as the gazetteer cuts it: letters and digits, with the stops inside abbreviations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub start: usize,
    pub text: &'t str,
}

/// Cuts `text` into words: runs of letters and digits; a stop belongs to a word where a letter follows it at once (U.S).
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let inside = |at: usize| {
            bytes
                .get(at)
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80 && !mark(bytes, at))
        };
        while at < bytes.len() && !inside(at) {
            at += 1;
        }
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        while inside(at) || bytes.get(at) == Some(&b'.') && inside(at + 1) && at > start {
            at += 1;
        }
        Some(Token { start, text: &text[start..at] })
    })
}

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
