//! The named tailorings, each an option with a closed set of values.

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
            pub fn parse(value: &str) -> crate::error::Result<$name> {
                match value {
                    $($text => Ok($name::$variant),)+
                    _ => Err(crate::error::Error::unknown_option($option, value, $name::CHOICES)),
                }
            }
        }
    };
}

choice! {
    /// Words joined by hyphens.
    Hyphens {
        /// `ROK-US` is one token.
        Join = "join",
        /// `ROK-US` is two tokens, as in UAX #29.
        Split = "split",
    } default Join, option "hyphens"
}
choice! {
    /// The last stop of an abbreviation made of letters and stops, and whether it is part of the word.
    Keep {
        /// `U.S.` keeps its last stop.
        Join = "join",
        /// `U.S.` is `U.S`, as in UAX #29.
        Split = "split",
    } default Join, option "abbreviations"
}
choice! {
    /// Typographic apostrophes.
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
    /// Words made of digits.
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
    /// Addresses: URLs and e-mail.
    Urls {
        /// Cut like any text, as in UAX #29.
        Split = "split",
        /// One token each.
        Join = "join",
        /// Left out whole.
        Remove = "remove",
    } default Split, option "urls"
}

/// How text is cut into words and what a word counts as. The default is stated by each type's default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenOptions {
    /// Words joined by hyphens.
    pub hyphens: Hyphens,
    /// The last stop of `U.S.`.
    pub abbreviations: Keep,
    /// Typographic apostrophes.
    pub quotes: Quotes,
    /// Capital letters.
    pub case: Case,
    /// Words made of digits.
    pub numbers: Numbers,
    /// Keep punctuation and symbols as tokens.
    pub punctuation: bool,
    /// Addresses.
    pub urls: Urls,
    /// Leave out words of fewer characters.
    pub min_chars: usize,
    /// Leave out words of more characters.
    pub max_chars: Option<usize>,
    /// A Snowball stemmer by language name or ISO 639 code, applied to the term.
    pub stem: Option<String>,
}

impl TokenOptions {
    /// placeholder
    ///
    /// # Errors
    /// none
    pub fn set(&mut self, _name: &str, _value: &str) -> crate::error::Result<()> {
        Ok(())
    }
}
