//! The lists of `abbreviations.toml`, compiled once.

use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use serde::Deserialize;

/// When the stop of an abbreviation ends a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Never: a name follows.
    Title,
    /// Not before a number.
    Month,
    /// Not before a number, a letter or a bracket.
    Reference,
    /// Never.
    Never,
    /// Only before a starter.
    Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Vec<String>,
    month: Vec<String>,
    reference: Vec<String>,
    never: Vec<String>,
    other: Vec<String>,
    starter: Vec<String>,
    adverb: Vec<String>,
}

/// The lists, ready for lookup.
pub(super) struct Lists {
    words: HashMap<String, Abbreviation, FixedState>,
    starters: HashSet<String, FixedState>,
    adverbs: HashSet<String, FixedState>,
}

impl Lists {
    /// The lists that ship with this crate.
    pub(super) fn get() -> &'static Lists {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| {
            let file: File = toml::from_str(include_str!("../abbreviations.toml"))
                .expect("the shipped file parses: see tests");
            let classes = [
                (file.other, Abbreviation::Other),
                (file.never, Abbreviation::Never),
                (file.reference, Abbreviation::Reference),
                (file.month, Abbreviation::Month),
                (file.title, Abbreviation::Title),
            ];
            let mut words = HashMap::with_hasher(FixedState::default());
            for (list, class) in classes {
                for word in list {
                    // In headings and transcripts: MR., SEN. One letter in capitals is an initial.
                    if word.len() > 1 {
                        words.entry(word.to_uppercase()).or_insert(class);
                    }
                    words.insert(word, class);
                }
            }
            Lists {
                words,
                starters: file.starter.into_iter().collect(),
                adverbs: file.adverb.into_iter().collect(),
            }
        })
    }

    /// The class of `word`, which comes without its last stop.
    pub(super) fn find(&self, word: &str) -> Option<Abbreviation> {
        self.words.get(word).copied()
    }

    /// Whether `word` starts a sentence.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether `word` is one of the adverbs before which a stop may be missing.
    pub(super) fn is_adverb(&self, word: &str) -> bool {
        self.adverbs.contains(word)
    }
}
