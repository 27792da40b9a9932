//! The word lists of the comparison, read once from `words.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::words::Kind;

const SHIPPED: &str = include_str!("words.toml");

/// Letters that a stem keeps at least.
const STEM: usize = 4;

/// The file, as it stands there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    stop: String,
    soft: String,
    firm: String,
    light: String,
    voice: String,
    binding: String,
    number: Vec<String>,
    count: String,
    often: String,
    period: HashMap<String, String>,
    weak: String,
    pointer: String,
    purpose: String,
    link: Vec<String>,
    determiner: String,
    preposition: String,
    endings: Vec<String>,
    synonym: Vec<Synonym>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Synonym {
    name: String,
    #[serde(default)]
    light: bool,
    words: String,
}

/// The lists, ready to be asked.
#[derive(Debug)]
pub(super) struct Lists {
    pub stop: HashSet<String>,
    pub soft: HashSet<String>,
    pub firm: HashSet<String>,
    /// Words for numbers, from zero on.
    pub number: Vec<String>,
    pub count: HashSet<String>,
    pub often: HashSet<String>,
    /// The period of a word of frequency: "annually", a year.
    pub period: HashMap<String, String>,
    /// Words of what may be done, or is asked for.
    pub weak: HashSet<String>,
    pub pointer: HashSet<String>,
    /// Stems of verbs of saying and binding.
    pub binding: HashSet<String>,
    /// Names of verbs that say what an action is for.
    pub purpose: HashSet<String>,
    /// What joins the members of a list, in words.
    pub link: Vec<Vec<String>>,
    /// What opens a member of a list.
    pub determiner: HashSet<String>,
    pub preposition: HashSet<String>,
    light: HashSet<String>,
    voice: HashSet<String>,
    names: HashMap<String, String>,
    endings: Vec<String>,
}

impl Lists {
    /// Those that are shipped.
    pub fn shipped() -> &'static Lists {
        static READ: OnceLock<Lists> = OnceLock::new();
        READ.get_or_init(|| Lists::parse(SHIPPED).unwrap_or_else(|error| unreachable!("words.toml: {error}")))
    }

    fn parse(text: &str) -> Result<Lists, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let set = |words: &str| words.split_whitespace().map(str::to_owned).collect::<HashSet<String>>();
        let mut lists = Lists {
            stop: set(&file.stop),
            soft: set(&file.soft),
            firm: set(&file.firm),
            number: file.number,
            count: set(&file.count),
            often: set(&file.often),
            period: file.period,
            weak: set(&file.weak),
            pointer: set(&file.pointer),
            binding: HashSet::new(),
            purpose: HashSet::new(),
            link: file.link.iter().map(|link| link.split(' ').map(str::to_owned).collect()).collect(),
            determiner: set(&file.determiner),
            preposition: set(&file.preposition),
            light: HashSet::new(),
            voice: HashSet::new(),
            names: HashMap::new(),
            endings: file.endings,
        };
        for group in &file.synonym {
            for word in group.words.split_whitespace() {
                lists.names.insert(lists.stem(word).to_owned(), group.name.clone());
            }
            if group.light {
                lists.light.insert(group.name.clone());
            }
        }
        let named = |words: &str| {
            words.split_whitespace().map(|word| lists.name(word).to_owned()).collect::<HashSet<String>>()
        };
        let (light, voice, binding) = (named(&file.light), named(&file.voice), named(&file.binding));
        lists.purpose = named(&file.purpose);
        lists.light.extend(light);
        (lists.voice, lists.binding) = (voice, binding);
        Ok(lists)
    }

    /// A word in lower case without its ending.
    fn stem<'w>(&self, lower: &'w str) -> &'w str {
        let cut =
            |ending: &String| lower.strip_suffix(ending.as_str()).filter(|rest| rest.chars().count() >= STEM);
        self.endings.iter().find_map(cut).unwrap_or(lower)
    }

    /// The name of a word in lower case: of its synonyms, or its stem.
    pub fn name<'w>(&'w self, lower: &'w str) -> &'w str {
        let stem = self.stem(lower);
        self.names.get(stem).map_or(stem, String::as_str)
    }

    /// What a word of that name is.
    pub fn kind(&self, name: &str) -> Kind {
        if self.voice.contains(name) {
            Kind::Voice
        } else if self.light.contains(name) {
            Kind::General
        } else {
            Kind::Plain
        }
    }

    /// Whether words in lower case say nothing about the action.
    pub fn empty(&self, lower: &str) -> bool {
        self.stop.contains(lower) || self.soft.contains(lower) || self.firm.contains(lower)
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn lists_are_in_order_and_no_word_has_two_meanings() {
        let file: super::File = toml::from_str(super::SHIPPED).expect("words.toml is valid");
        let lists = Lists::shipped();
        for list in [&file.stop, &file.soft, &file.firm, &file.light, &file.voice, &file.binding] {
            let words: Vec<&str> = list.split_whitespace().collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{list}");
        }
        for group in &file.synonym {
            for word in group.words.split_whitespace() {
                assert_eq!(lists.name(word), group.name, "{word}");
                assert!(!lists.empty(word), "{word}");
            }
        }
        for word in file.light.split_whitespace().chain(file.voice.split_whitespace()) {
            assert!(!lists.empty(word), "{word}");
        }
    }
}
