//! Stop words: words that say little by themselves.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::case;
use crate::error::{Error, Result};

/// Which words an option asks to leave out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StopwordOption {
    /// None.
    #[default]
    None,
    /// The list of a language.
    Language(String),
    /// These.
    Words(Vec<String>),
}

/// A set of stop words. A term is looked up with its apostrophes folded and in small letters, except that a capital
/// form (`US`, `IT`, `WHO`, as `case="smart"` keeps them) is only found where the list itself has it in capitals.
#[derive(Clone, Debug, Default)]
pub struct Stopwords {
    words: HashSet<Box<str>, FixedState>,
}

impl Stopwords {
    /// Returns the list of a language, by English name or ISO 639 code in any case, from the `stop-words` crate.
    /// Entries of several words are in some lists; no token equals them.
    ///
    /// # Errors
    /// There is no list for it; the message names the near ones.
    pub fn named(language: &str) -> Result<Stopwords> {
        let wanted = language.trim().to_ascii_lowercase();
        let code = LANGUAGES
            .iter()
            .find(|(code, name)| *code == wanted || *name == wanted)
            .map_or(wanted.as_str(), |(code, _)| code);
        match stop_words::lookup(code) {
            Some(words) => Ok(Stopwords::from_list(words)),
            None => Err(Error::unknown_option("stopwords", language, &Stopwords::languages())),
        }
    }

    /// Returns what an option asks for: nothing, the list of a language, or a list of words; with their stems where
    /// terms are stems.
    ///
    /// # Errors
    /// There is no list for the language, or no stemmer.
    pub fn from_option(option: &StopwordOption, stem: Option<&str>) -> Result<Option<Stopwords>> {
        let words = match option {
            StopwordOption::None => return Ok(None),
            StopwordOption::Language(language) => Stopwords::named(language)?,
            StopwordOption::Words(words) => Stopwords::from_list(words),
        };
        match stem {
            Some(stem) => words.stemmed(stem).map(Some),
            None => Ok(Some(words)),
        }
    }

    /// Returns the set of `words`. An entry in capitals (`US`) stands for the word in capitals only. An entry that
    /// ends with a stop (`etc.`) also stands for the word without it, since `etc.` is the token `etc`.
    pub fn from_list(words: impl IntoIterator<Item = impl AsRef<str>>) -> Stopwords {
        let mut set = Stopwords::default();
        for word in words {
            let word = key(word.as_ref().trim());
            if let Some(short) = word.strip_suffix('.').filter(|short| !short.is_empty()) {
                set.words.insert(short.into());
            }
            if !word.is_empty() {
                set.words.insert(word.into());
            }
        }
        set
    }

    /// Returns the names of the languages that have a list.
    pub fn languages() -> Vec<&'static str> {
        let available = stop_words::available_languages();
        LANGUAGES.iter().filter(|(code, _)| available.contains(code)).map(|&(_, name)| name).collect()
    }

    /// Returns the same set with the stem of each word added, for terms made with `stem`.
    ///
    /// # Errors
    /// `stem` is not a language with a stemmer.
    pub fn stemmed(mut self, stem: &str) -> Result<Stopwords> {
        let stemmer = super::stem::stemmer(stem)?;
        let stems: Vec<Box<str>> = self.words.iter().map(|word| stemmer.stem(word).into()).collect();
        self.words.extend(stems);
        Ok(self)
    }

    /// Returns whether `term` is a stop word.
    pub fn contains(&self, term: &str) -> bool {
        // Terms of the default options need no folding, except for capitals, which are rare.
        if term.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return self.words.contains(term);
        }
        self.words.contains(key(term).as_str())
    }

    /// Returns how many words it holds.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// What is compared.
fn key(word: &str) -> String {
    let folded: String = word
        .chars()
        .map(|char| match char {
            _ if case::is_quote(char) => '\'',
            _ if case::is_hyphen(char) => '-',
            _ => char,
        })
        .collect();
    if case::keeps_capitals(&folded) { folded } else { folded.to_lowercase() }
}

/// ISO 639 codes and English names, of all languages for which the crate can have a list.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str)] = &[
    ("af", "afrikaans"), ("ar", "arabic"), ("az", "azerbaijani"), ("be", "belarusian"), ("bg", "bulgarian"),
    ("bn", "bengali"), ("br", "breton"), ("ca", "catalan"), ("cs", "czech"), ("da", "danish"),
    ("de", "german"), ("el", "greek"), ("en", "english"), ("eo", "esperanto"), ("es", "spanish"),
    ("et", "estonian"), ("eu", "basque"), ("fa", "persian"), ("fi", "finnish"), ("fr", "french"),
    ("ga", "irish"), ("gl", "galician"), ("gu", "gujarati"), ("ha", "hausa"), ("he", "hebrew"),
    ("hi", "hindi"), ("hr", "croatian"), ("hu", "hungarian"), ("hy", "armenian"), ("id", "indonesian"),
    ("it", "italian"), ("ja", "japanese"), ("kk", "kazakh"), ("ko", "korean"), ("ku", "kurdish"),
    ("la", "latin"), ("lt", "lithuanian"), ("lv", "latvian"), ("mr", "marathi"), ("ms", "malay"),
    ("ne", "nepali"), ("nl", "dutch"), ("no", "norwegian"), ("pl", "polish"), ("pt", "portuguese"),
    ("ro", "romanian"), ("ru", "russian"), ("sk", "slovak"), ("sl", "slovenian"), ("so", "somali"),
    ("sq", "albanian"), ("st", "sesotho"), ("sv", "swedish"), ("sw", "swahili"), ("ta", "tamil"),
    ("tg", "tajik"), ("th", "thai"), ("tl", "tagalog"), ("tr", "turkish"), ("uk", "ukrainian"),
    ("ur", "urdu"), ("uz", "uzbek"), ("vi", "vietnamese"), ("yo", "yoruba"), ("zh", "chinese"),
    ("zu", "zulu"), ("hinglish", "hinglish"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_name() {
        for code in stop_words::available_languages() {
            assert!(LANGUAGES.iter().any(|(known, _)| known == code), "{code}");
        }
        assert!(Stopwords::languages().contains(&"english"));
    }

    #[test]
    fn names_and_codes_give_the_same_list() {
        for name in ["en", "english", "English", " EN "] {
            let words = Stopwords::named(name).expect(name);
            assert!(words.contains("the") && words.contains("don't") && words.contains("don’t"), "{name}");
            assert!(words.contains("The") && !words.contains("communiqué"));
        }
        let error = Stopwords::named("englich").expect_err("an error");
        assert!(error.message().contains("did you mean 'english'"), "{error}");
    }

    #[test]
    fn capital_forms_are_no_stop_words() {
        let words = Stopwords::from_list(["us", "it", "who", "i", "NATO", "etc."]);
        for stop in ["us", "it", "It", "I", "NATO", "etc", "etc."] {
            assert!(words.contains(stop), "{stop}");
        }
        for word in ["US", "U.S.", "IT", "WHO", "WHO's", "nato", "US-led"] {
            assert!(!words.contains(word), "{word}");
        }
    }

    #[test]
    fn stems_are_found() {
        let words = Stopwords::from_list(["because"]).stemmed("en").expect("a stemmer");
        assert!(words.contains("becaus") && words.contains("because"));
    }
}
