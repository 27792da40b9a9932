//! Terms of several words that count as one.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::{Scratch, TokenOptions, Tokenizer};
use crate::error::{Error, ErrorKind, Result};

/// Phrases cut and folded as text is; `_` joins their words: "joint statement" counts as `joint_statement`.
#[derive(Clone, Debug, Default)]
pub struct Compounds {
    /// By first term: the terms of each phrase, longest first, and what it counts as.
    phrases: HashMap<String, Vec<(Vec<String>, String)>, FixedState>,
}

impl Compounds {
    /// Returns the phrases as `tokens` cuts and folds them.
    ///
    /// # Errors
    /// A phrase of fewer than two words.
    pub fn new(phrases: &[String], tokens: &TokenOptions) -> Result<Compounds> {
        let tokenizer = Tokenizer::new(tokens)?;
        let mut compounds = Compounds::default();
        for phrase in phrases {
            let mut terms = Vec::new();
            // Word by word, so that a phrase in capitals is not taken for a heading.
            for word in phrase.split_whitespace() {
                tokenizer
                    .tokenize(word, &mut Scratch::default(), &mut |token| terms.push(token.term.to_owned()));
            }
            if phrase.split_whitespace().nth(1).is_none() {
                let message = format!("compound '{phrase}': must hold two words or more");
                return Err(Error::new(ErrorKind::BadValue, message));
            }
            // Words that the options leave out may leave one word, or none.
            if let [first, _, ..] = &terms[..] {
                let joined = terms.join("_");
                compounds.phrases.entry(first.clone()).or_default().push((terms, joined));
            }
        }
        for list in compounds.phrases.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
            list.dedup();
        }
        Ok(compounds)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The longest phrase that begins where `term(0)` is: how many words it has, and what it counts as. `term(i)` is
    /// the word `i` places on, `None` past the end of the sentence.
    pub fn at<'t>(&self, term: impl Fn(usize) -> Option<&'t str>) -> Option<(usize, &str)> {
        let list = self.phrases.get(term(0)?)?;
        list.iter()
            .find(|(terms, _)| terms.iter().enumerate().all(|(place, wanted)| term(place) == Some(wanted)))
            .map(|(terms, joined)| (terms.len(), joined.as_str()))
    }
}
