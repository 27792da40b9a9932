//! Patterns over words: phrases of fixed words, globs or regular expressions.

use regex::Regex;

use super::{Case, Hyphens, Quotes, Scratch, TokenOptions, Tokenizer};
use crate::error::{Error, ErrorKind, Result};

/// How a pattern is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValueType {
    /// `*` is any characters, `?` is one; a pattern stands for the whole word.
    #[default]
    Glob,
    /// A regular expression (crate `regex`), found anywhere in the word unless anchored.
    Regex,
    /// The words themselves.
    Fixed,
}

impl ValueType {
    /// The values as written in options.
    pub const CHOICES: &'static [&'static str] = &["glob", "regex", "fixed"];

    /// The value of that name.
    ///
    /// # Errors
    /// No value has that name; the message lists them.
    pub fn parse(name: &str) -> Result<ValueType> {
        match name {
            "glob" => Ok(ValueType::Glob),
            "regex" => Ok(ValueType::Regex),
            "fixed" => Ok(ValueType::Fixed),
            _ => Err(Error::unknown_option("valuetype", name, ValueType::CHOICES)),
        }
    }
}

/// What one word of a pattern must be.
#[derive(Clone, Debug)]
enum Element {
    /// The term itself.
    Term(String),
    /// A glob over the whole term.
    Glob(Regex),
    /// A regular expression over the word as written (quotes folded) or its term.
    Regex(Regex),
}

/// Patterns compiled for one way of cutting words.
#[derive(Clone, Debug)]
pub struct Patterns {
    sources: Vec<String>,
    elements: Vec<Element>,
    /// For each pattern, its elements.
    phrases: Vec<std::ops::Range<usize>>,
}

impl Patterns {
    /// Compiles `sources`; white space separates the words of a phrase. Fixed words and globs are cut and folded as
    /// `tokens` cuts and folds text, so with `case="smart"` the pattern `US` finds US and not us.
    ///
    /// # Errors
    /// No pattern, an empty one, or a regular expression that does not compile; the message shows the place in it.
    pub fn new(sources: &[String], valuetype: ValueType, tokens: &TokenOptions) -> Result<Patterns> {
        let tokenizer = Tokenizer::new(tokens)?;
        let mut patterns = Patterns { sources: sources.to_vec(), elements: Vec::new(), phrases: Vec::new() };
        for source in sources {
            let start = patterns.elements.len();
            for piece in source.split_whitespace() {
                match valuetype {
                    ValueType::Regex => patterns.elements.push(Element::Regex(compile(piece, source)?)),
                    ValueType::Glob if piece.contains(['*', '?']) => {
                        let pieces: Vec<&str> = match tokens.hyphens {
                            Hyphens::Split => piece.split('-').filter(|part| !part.is_empty()).collect(),
                            Hyphens::Join => vec![piece],
                        };
                        for piece in pieces {
                            patterns
                                .elements
                                .push(Element::Glob(compile(&glob(&fold(piece, tokens)), source)?));
                        }
                    }
                    _ => {
                        let elements = &mut patterns.elements;
                        tokenizer.tokenize(piece, &mut Scratch::default(), &mut |token| {
                            elements.push(Element::Term(token.term.to_owned()));
                        });
                    }
                }
            }
            if patterns.elements.len() == start {
                return Err(Error::new(ErrorKind::BadPattern, format!("pattern='{source}': holds no word")));
            }
            patterns.phrases.push(start..patterns.elements.len());
        }
        if sources.is_empty() {
            return Err(Error::new(ErrorKind::BadPattern, "pattern=[]: must hold at least one pattern"));
        }
        Ok(patterns)
    }

    /// The patterns as given.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// For each pattern the range of its elements.
    pub fn phrases(&self) -> &[std::ops::Range<usize>] {
        &self.phrases
    }

    /// Sets bit `i` of `bits` where a word, written `surface` and counted as `term`, is what element `i` asks for.
    pub fn test(&self, surface: &str, term: &str, bits: &mut [u64]) {
        for (index, element) in self.elements.iter().enumerate() {
            let hit = match element {
                Element::Term(wanted) => wanted == term,
                Element::Glob(regex) => regex.is_match(term),
                Element::Regex(regex) => {
                    regex.is_match(term) || regex.is_match(surface) || {
                        surface.contains(['’', '‘']) && regex.is_match(&surface.replace(['’', '‘'], "'"))
                    }
                }
            };
            if hit {
                bits[index / 64] |= 1 << (index % 64);
            }
        }
    }

    /// How many `u64` [`Patterns::test`] needs.
    pub fn blocks(&self) -> usize {
        self.elements.len().div_ceil(64)
    }
}

fn compile(pattern: &str, source: &str) -> Result<Regex> {
    Regex::new(pattern)
        .map_err(|error| Error::new(ErrorKind::BadPattern, format!("pattern='{source}': {error}")))
}

/// A glob as an anchored regular expression.
fn glob(pattern: &str) -> String {
    let mut regex = String::from("(?s)^");
    for character in pattern.chars() {
        match character {
            '*' => regex += ".*",
            '?' => regex.push('.'),
            _ => regex += &regex::escape(character.encode_utf8(&mut [0; 4])),
        }
    }
    regex.push('$');
    regex
}

/// A piece of a glob as `tokens` folds words: quotes, and case unless it is all in capitals.
fn fold(piece: &str, tokens: &TokenOptions) -> String {
    let piece = match tokens.quotes {
        Quotes::Fold => piece.replace(['’', '‘'], "'"),
        Quotes::Keep => piece.to_owned(),
    };
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let capital = letters >= 2 && !piece.chars().any(char::is_lowercase);
    match tokens.case {
        Case::Keep => piece,
        Case::Smart if capital => piece,
        Case::Smart | Case::Fold => piece.to_lowercase(),
    }
}
