//! Stems: Snowball by `frostem`, with a memory for the frequent words.

use foldhash::fast::FixedState;
use frostem::{Algorithm, Stemmer};
use hashbrown::HashMap;

use crate::error::{Error, Result};

/// Returns `name` if it is a language with a stemmer, or a code for one.
///
/// # Errors
/// It is not; the message names the near ones.
pub(super) fn check(name: &str) -> Result<String> {
    stemmer(name).map(|_| name.to_string())
}

/// Returns the stemmer for a language by its English name or ISO 639 code.
pub(super) fn stemmer(name: &str) -> Result<Stemmer> {
    Stemmer::try_from_name(name).map_err(|_| {
        let choices: Vec<&str> = Algorithm::all().iter().map(|algorithm| algorithm.name()).collect();
        Error::unknown_option("stem", name, &choices)
    })
}

/// How many words [`Stems`] holds before it starts anew: some 2 MB, and more than most corpora have types of words.
const HELD: usize = 1 << 15;
/// Longer words are not remembered.
const LONGEST: usize = 64;

/// The stems of the words met so far, for one stemmer.
#[derive(Clone, Debug, Default)]
pub(super) struct Stems {
    algorithm: Option<Algorithm>,
    stems: HashMap<String, Box<str>, FixedState>,
    long: String,
}

impl Stems {
    /// Returns the stem of `word`.
    pub fn stem<'a>(&'a mut self, stemmer: Stemmer, word: &str) -> &'a str {
        if self.algorithm != Some(stemmer.algorithm()) || self.stems.len() >= HELD {
            self.stems.clear();
            self.algorithm = Some(stemmer.algorithm());
        }
        if word.len() > LONGEST {
            self.long.clear();
            self.long.push_str(&stemmer.stem(word));
            return &self.long;
        }
        self.stems.entry_ref(word).or_insert_with(|| stemmer.stem(word).into())
    }
}
