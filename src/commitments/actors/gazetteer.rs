//! The gazetteer: rows of `actors.toml`, and the index that finds their names.

use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::Deserialize;

use super::super::caseless::Caseless;
use super::tokens;

const SHIPPED: &str = include_str!("actors.toml");

/// A state, organisation or body.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Actor {
    /// ISO 3166 code, abbreviation, or `owner.body`.
    pub id: String,
    /// What results print; the name where it is empty.
    #[serde(default)]
    pub label: String,
    /// English name.
    pub name: String,
    /// state, territory, organisation, grouping, institution, force, central_bank, court, armed_group ...
    pub kind: String,
    /// The actor it acts for.
    #[serde(default)]
    pub owner: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    abbr: Vec<String>,
    #[serde(default)]
    adj: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    capital: Vec<String>,
    #[serde(default)]
    seats: Vec<String>,
}

#[derive(Deserialize)]
struct Ambiguous {
    alias: String,
    field: String,
    #[serde(default)]
    ids: Vec<String>,
    #[serde(default)]
    default: String,
}

#[derive(Deserialize)]
struct Title {
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    actor: Vec<Actor>,
    #[serde(default)]
    ambiguous: Vec<Ambiguous>,
    #[serde(default)]
    title: Vec<Title>,
    #[serde(default)]
    blocker: std::collections::BTreeMap<String, toml::Value>,
}

/// How a name leads to its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// A name or abbreviation.
    Name,
    /// An adjective or a people.
    Adjective,
    /// A capital or seat of government.
    Capital,
    /// A phrase that holds a name and names nobody.
    Blocker,
}

/// A name in the index.
#[derive(Clone, Debug)]
pub(crate) struct Alias {
    pub rest: Vec<Box<str>>,
    /// Whom it means; nothing where only the document can tell, or it names nobody.
    pub actor: Option<u32>,
    pub field: Field,
}

/// States, organisations, bodies, and their names.
#[derive(Debug)]
pub struct Gazetteer {
    actors: Vec<Actor>,
    /// For each actor the one whose name results print.
    principals: Vec<u32>,
    index: HashMap<Box<str>, Vec<Alias>, FixedState>,
    titles: Caseless,
}

impl Gazetteer {
    /// The gazetteer that ships with the package.
    pub fn shipped() -> &'static Gazetteer {
        static MADE: OnceLock<Gazetteer> = OnceLock::new();
        MADE.get_or_init(|| {
            Gazetteer::parse(SHIPPED).unwrap_or_else(|error| unreachable!("the shipped gazetteer: {error}"))
        })
    }

    fn parse(text: &str) -> Result<Gazetteer, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let ids: HashMap<&str, u32, FixedState> =
            file.actor.iter().enumerate().map(|(at, actor)| (actor.id.as_str(), at as u32)).collect();
        let mut made = Gazetteer {
            actors: Vec::new(),
            principals: Vec::new(),
            index: HashMap::default(),
            titles: Caseless::default(),
        };
        made.principals = (0_u32..).zip(&file.actor).map(|(at, actor)| owner(at, actor, &ids)).collect();
        let ambiguous: HashMap<&str, (), FixedState> =
            file.ambiguous.iter().map(|row| (row.alias.as_str(), ())).collect();
        for row in &file.ambiguous {
            let field = match row.field.as_str() {
                "adj" | "people" => Field::Adjective,
                "capital" | "seats" => Field::Capital,
                _ => Field::Name,
            };
            let only = match &row.ids[..] {
                _ if !row.default.is_empty() => ids.get(row.default.as_str()).copied(),
                _ => None,
            };
            made.add(&row.alias, only, field);
        }
        for (at, actor) in file.actor.iter().enumerate() {
            let all = std::iter::once(&actor.name)
                .chain(&actor.names)
                .chain(&actor.abbr)
                .map(|name| (name, Field::Name))
                .chain(actor.adj.iter().chain(&actor.people).map(|name| (name, Field::Adjective)))
                .chain(actor.capital.iter().chain(&actor.seats).map(|name| (name, Field::Capital)));
            for (name, field) in all.filter(|(name, _)| !ambiguous.contains_key(name.as_str())) {
                made.add(name, Some(at as u32), field);
            }
        }
        for value in file.blocker.values() {
            for phrase in value.as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
                made.add(phrase, None, Field::Blocker);
            }
        }
        for word in file.title.iter().flat_map(|row| &row.words) {
            if let Some(last) = tokens(word).last() {
                made.titles.insert(&last.text.to_lowercase());
            }
        }
        for list in made.index.values_mut() {
            list.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then_with(|| a.rest.cmp(&b.rest)));
        }
        drop(ids);
        drop(ambiguous);
        made.actors = file.actor;
        Ok(made)
    }

    fn add(&mut self, name: &str, actor: Option<u32>, field: Field) {
        let mut words = tokens(name).map(|token| token.text);
        let Some(first) = words.next() else { return };
        let rest: Vec<Box<str>> = words.map(Box::from).collect();
        let list = self.index.entry(Box::from(first)).or_default();
        if !list.iter().any(|alias| alias.rest == rest) {
            list.push(Alias { rest, actor, field });
        }
    }

    /// The names that begin with `first`, longest first.
    pub(crate) fn names(&self, first: &str) -> &[Alias] {
        self.index.get(first).map_or(&[], Vec::as_slice)
    }

    /// The actor whose name results print for `index`: an institution or force stands for its owner.
    pub(crate) fn principal(&self, index: u32) -> u32 {
        self.principals[index as usize]
    }

    /// What results print for an actor.
    pub(crate) fn label(&self, index: u32) -> &str {
        let actor = &self.actors[index as usize];
        if actor.label.is_empty() { &actor.name } else { &actor.label }
    }

    /// The actor of row `index`.
    pub(crate) fn actor(&self, index: u32) -> &Actor {
        &self.actors[index as usize]
    }

    /// Whether `word` (in any case) is the last word of a title: minister, president, secretary.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        if word.is_ascii() {
            self.titles.get(word.as_bytes()).is_some()
        } else {
            self.titles.get(word.to_lowercase().as_bytes()).is_some()
        }
    }

    /// All rows.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }
}

/// Whom `actor`, in row `at`, stands for.
fn owner(at: u32, actor: &Actor, ids: &HashMap<&str, u32, FixedState>) -> u32 {
    let stands_for =
        matches!(actor.kind.as_str(), "institution" | "force" | "territory" | "part" | "former_state");
    if stands_for { ids.get(actor.owner.as_str()).copied().unwrap_or(at) } else { at }
}
