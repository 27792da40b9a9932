//! The named tailorings: each an option with a closed set of values, and a row of [`OPTIONS`].

use serde_json::{Map, Value};

use super::stem;
use crate::error::{Error, Result};

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? } default $default:ident, option $option:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl Default for $name {
            fn default() -> $name { $name::$default }
        }

        impl $name {
            /// The values as written in options.
            pub const CHOICES: &'static [&'static str] = &[$($text),+];

            /// The value as written in options.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The value of that name.
            ///
            /// # Errors
            /// No value has that name; the message lists them.
            pub fn parse(value: &str) -> Result<$name> {
                match value {
                    $($text => Ok($name::$variant),)+
                    _ => Err(Error::unknown_option($option, value, $name::CHOICES)),
                }
            }
        }
    };
}

choice! {
    /// Words joined by one hyphen (U+002D, U+2010, U+2011) without a space. An en dash never joins, nor does a hyphen
    /// at the start or the end of a word, nor two of them.
    Hyphens {
        /// `ROK-US` is one token, and so are `54th-year` and the range `1950-1953`.
        Join = "join",
        /// `ROK-US` is two tokens, as in UAX #29.
        Split = "split",
    } default Join, option "hyphens"
}
choice! {
    /// The last stop of a sequence of single letters and stops.
    Abbreviations {
        /// `U.S.`, `a.m.` keep their last stop, and `U.S.'s` is one token. `Jan.`, `S. Korean` do not.
        Join = "join",
        /// `U.S.` is `U.S`, as in UAX #29.
        Split = "split",
    } default Join, option "abbreviations"
}
choice! {
    /// Typographic apostrophes: U+2018, U+2019, U+FF07.
    Quotes {
        /// ’ counts as '.
        Fold = "fold",
        /// ’ and ' stay two characters.
        Keep = "keep",
    } default Fold, option "quotes"
}
choice! {
    /// Capital letters.
    Case {
        /// A word all in capitals stays, so US is not us, outside lines all in capitals; all else is lower-cased.
        Smart = "smart",
        /// Everything is lower-cased.
        Fold = "fold",
        /// Nothing is.
        Keep = "keep",
    } default Smart, option "case"
}
choice! {
    /// Numbers: words with a digit and without a letter, so `36,574` and `1950-1953` but not `54th` or `COVID-19`.
    Numbers {
        /// They are words.
        Keep = "keep",
        /// They are left out.
        Remove = "remove",
        /// Each digit counts as 0, so that 36,574 and 12,345 are one term.
        Fold = "fold",
    } default Keep, option "numbers"
}
choice! {
    /// Segments without a letter or a digit: punctuation and symbols, emoji too.
    Punctuation {
        /// They are left out.
        Remove = "remove",
        /// They are tokens; white space never is.
        Keep = "keep",
    } default Remove, option "punctuation"
}
choice! {
    /// Addresses: `http://`, `https://` and `www.` up to white space, and e-mail; closing punctuation is not part of one.
    Urls {
        /// Cut like any text, as in UAX #29.
        Split = "split",
        /// One token each, its term as written.
        Join = "join",
        /// Left out whole.
        Remove = "remove",
    } default Split, option "urls"
}

/// How text is cut into words and what a word counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenOptions {
    /// Words joined by hyphens.
    pub hyphens: Hyphens,
    /// The last stop of `U.S.`.
    pub abbreviations: Abbreviations,
    /// Typographic apostrophes.
    pub quotes: Quotes,
    /// Capital letters.
    pub case: Case,
    /// Words made of digits.
    pub numbers: Numbers,
    /// Punctuation and symbols.
    pub punctuation: Punctuation,
    /// Addresses.
    pub urls: Urls,
    /// Leave out tokens whose term has fewer characters.
    pub min_chars: usize,
    /// Leave out tokens whose term has more characters.
    pub max_chars: Option<usize>,
    /// A Snowball stemmer by language name or ISO 639 code, applied to the term.
    pub stem: Option<String>,
}

impl Default for TokenOptions {
    fn default() -> TokenOptions {
        TokenOptions {
            hyphens: Hyphens::default(),
            abbreviations: Abbreviations::default(),
            quotes: Quotes::default(),
            case: Case::default(),
            numbers: Numbers::default(),
            punctuation: Punctuation::default(),
            urls: Urls::default(),
            min_chars: 1,
            max_chars: None,
            stem: None,
        }
    }
}

impl TokenOptions {
    /// Sets the option `name` from text, as the command line and files of settings give it.
    ///
    /// # Errors
    /// No option has that name, or it has no such value; the message names the near ones.
    pub fn set(&mut self, name: &str, value: &str) -> Result<()> {
        match OPTIONS.iter().find(|row| row.name == name) {
            Some(row) => (row.set)(self, value),
            None => Err(Error::unknown_option("option", name, &names())),
        }
    }

    /// Returns all options and their values, in the order of [`OPTIONS`].
    pub fn settings(&self) -> Map<String, Value> {
        OPTIONS.iter().map(|row| (row.name.to_string(), (row.get)(self))).collect()
    }
}

/// What an option's value can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// One of these.
    Choices(&'static [&'static str]),
    /// A whole number from 0.
    Number,
    /// A whole number from 0, or `none`.
    NumberOrNone,
    /// A language's English name or its ISO 639 code, or `none`.
    LanguageOrNone,
}

/// One row of [`OPTIONS`].
#[derive(Clone, Copy)]
pub struct OptionRow {
    /// Its name in Rust, in Python and, with `--` and hyphens, on the command line.
    pub name: &'static str,
    /// What its value can be.
    pub values: Values,
    /// Its default, as text.
    pub default: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    /// Sets it from text.
    pub set: fn(&mut TokenOptions, &str) -> Result<()>,
    /// Its value for `settings`: a string, a number or null.
    pub get: fn(&TokenOptions) -> Value,
}

macro_rules! choice_row {
    ($field:ident: $type:ident, $default:literal, $help:literal) => {
        OptionRow {
            name: stringify!($field),
            values: Values::Choices($type::CHOICES),
            default: $default,
            help: $help,
            set: |options, value| {
                options.$field = $type::parse(value)?;
                Ok(())
            },
            get: |options| options.$field.name().into(),
        }
    };
}

/// All options of words: the command line, the Python stubs and the documentation are derived from these rows.
pub const OPTIONS: &[OptionRow] = &[
    choice_row!(hyphens: Hyphens, "join", "words joined by a hyphen: one token (ROK-US), or one for each part"),
    choice_row!(abbreviations: Abbreviations, "join", "whether U.S. and a.m. keep their last stop"),
    choice_row!(quotes: Quotes, "fold", "whether the apostrophe ’ counts as '"),
    choice_row!(case: Case, "smart", "lower-case all words (fold), none (keep), or all but words in capitals such as US"),
    choice_row!(numbers: Numbers, "keep", "words made of digits: words, left out, or each digit counted as 0 (fold)"),
    choice_row!(punctuation: Punctuation, "remove", "whether punctuation and symbols are tokens"),
    choice_row!(urls: Urls, "split", "web and e-mail addresses: cut like any text, one token each, or left out"),
    OptionRow {
        name: "min_chars",
        values: Values::Number,
        default: "1",
        help: "leave out tokens whose term has fewer characters",
        set: |options, value| {
            options.min_chars = number("min_chars", value)?;
            Ok(())
        },
        get: |options| options.min_chars.into(),
    },
    OptionRow {
        name: "max_chars",
        values: Values::NumberOrNone,
        default: "none",
        help: "leave out tokens whose term has more characters",
        set: |options, value| {
            options.max_chars = if value == "none" { None } else { Some(number("max_chars", value)?) };
            Ok(())
        },
        get: |options| options.max_chars.into(),
    },
    OptionRow {
        name: "stem",
        values: Values::LanguageOrNone,
        default: "none",
        help: "count stems: the language of a Snowball stemmer, as english or en",
        set: |options, value| {
            options.stem = if value == "none" { None } else { Some(stem::check(value)?) };
            Ok(())
        },
        get: |options| options.stem.as_deref().into(),
    },
];

fn names() -> Vec<&'static str> {
    OPTIONS.iter().map(|row| row.name).collect()
}

fn number(option: &str, value: &str) -> Result<usize> {
    value.parse().map_err(|_| Error::bad_value(option, value, "a whole number from 0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_agree_with_the_default() {
        for row in OPTIONS {
            assert_eq!(OPTIONS.iter().filter(|other| other.name == row.name).count(), 1, "{}", row.name);
            assert!(!row.help.ends_with('.') && row.help.len() < 100, "{}", row.help);
            let mut options = TokenOptions::default();
            (row.set)(&mut options, row.default).expect(row.name);
            assert_eq!(options, TokenOptions::default(), "{}", row.name);
            if let Values::Choices(choices) = row.values {
                for choice in choices {
                    options.set(row.name, choice).expect(choice);
                    assert_eq!((row.get)(&options), *choice);
                }
            }
        }
    }

    #[test]
    fn settings_hold_every_option() {
        let settings = TokenOptions::default().settings();
        assert_eq!(settings.len(), OPTIONS.len());
        assert_eq!(settings["case"], "smart");
        assert_eq!(settings["min_chars"], 1);
        assert_eq!(settings["stem"], Value::Null);
    }

    #[test]
    fn unknown_names_and_values_list_the_near_ones() {
        let mut options = TokenOptions::default();
        let message = |result: Result<()>| result.expect_err("an error").message().to_string();
        assert!(message(options.set("hyphen", "join")).contains("did you mean 'hyphens'?"));
        assert!(message(options.set("case", "smrt")).contains("did you mean 'smart'?"));
        assert!(message(options.set("stem", "englsh")).contains("did you mean 'english'?"));
        assert_eq!(message(options.set("min_chars", "-1")), "min_chars=-1: must be a whole number from 0");
    }
}
