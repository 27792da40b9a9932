//! Changing a lexicon: rows from phrases as people write them, blocks, removal, and TOML out.

use serde_json::Value;

use crate::error::{Error, ErrorKind, Result, near};

use super::frame::{FRAMES, Frame};
use super::inflect;
use super::lexicon::{Lexicon, Row, TABLES, Table};

const BE: &[&str] = &["be", "is", "are", "am", "was", "were", "'s", "'re", "'m"];
const REMAIN: &[&str] = &["remain", "remains", "remained", "stay", "stays", "stayed"];
const MODALS: &[&str] = &["will", "would", "shall", "must", "may", "might", "can", "could", "should"];
const BEHIND_TO: &[&str] =
    &["a", "an", "the", "our", "its", "their", "his", "her", "my", "your", "this", "that", "any", "all"];
const PREPOSITIONS: &[&str] = &["with", "on", "for", "of", "toward", "towards", "about", "upon", "out", "in"];

/// A phrase to add, as a user gives it; what is not given is read off the words.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// The words: "is prepared to adjust", "pledges that", "push ahead with".
    pub words: String,
    /// What may follow.
    pub frames: Option<Vec<String>>,
    /// Whether the first word is a verb, whose forms all match.
    pub verb: Option<bool>,
    /// What must stand before: `be`, `remain` or nothing.
    pub be: Option<String>,
    /// The id of the row.
    pub id: Option<String>,
    /// Where it comes from.
    pub source: String,
}

/// How a phrase ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    Open,
    To,
    That,
}

/// A phrase taken apart.
struct Shape {
    row: Row,
    tail: Tail,
    modal: bool,
}

impl Shape {
    fn same(&self, row: &Row) -> bool {
        (&row.words, &row.be, &row.then) == (&self.row.words, &self.row.be, &self.row.then)
            && row.verb == self.row.verb
    }
}

impl Lexicon {
    /// Adds a row of `trigger` for a phrase and returns its id.
    ///
    /// A leading *is* or *are* is what must stand before; *to* + verb at the end must follow and belongs to the promise; a
    /// final *to*, *that* or preposition says what follows; a verb stands for all its forms. A row with the same words
    /// gives up the frames that the new row has.
    ///
    /// # Errors
    /// A class or frame that is not known; words that leave nothing to look for; an id that is taken.
    pub fn add(&mut self, class: &str, phrase: &Phrase) -> Result<String> {
        let classes: Vec<&str> = self.classes().map(|known| known.id.as_str()).collect();
        if !classes.contains(&class) {
            return Err(Error::unknown_option("cls", class, &classes));
        }
        let shape = self.shape(phrase)?;
        let mut changed = self.clone();
        let mut freed = None;
        changed.retain(|table, row| {
            if table == Table::Trigger && shape.same(row) {
                row.frames.retain(|frame| !shape.row.frames.contains(frame));
                if row.frames.is_empty() {
                    freed = Some(row.id.clone());
                    return false;
                }
            }
            true
        });
        let id = match (&phrase.id, freed) {
            (Some(id), _) => id.clone(),
            (None, Some(id)) => id,
            (None, None) => changed.free_id(&format!("{} {}", shape.row.words, shape.row.then)),
        };
        let row = Row { id: id.clone(), class: class.to_owned(), source: phrase.source.clone(), ..shape.row };
        changed.insert(Table::Trigger, row)?;
        *self = changed;
        Ok(id)
    }

    /// Adds a row of words to `table` ("hedge", "booster", ...) and returns its id; words that are there stay as they are.
    ///
    /// # Errors
    /// A table that is not known; no words.
    pub fn add_words(&mut self, table: &str, words: &str) -> Result<String> {
        let words = plain(words).join(" ");
        let table = known_table(table)?;
        if let Some((_, row)) = self.rows().find(|(known, row)| *known == table && row.words == words) {
            return Ok(row.id.clone());
        }
        self.add_row(table.name(), Row { words, ..Row::default() })
    }

    /// Adds a row as it stands and returns its id, made of the words if it has none.
    ///
    /// # Errors
    /// A table that is not known; what [`Lexicon::insert`] refuses.
    pub fn add_row(&mut self, table: &str, mut row: Row) -> Result<String> {
        let table = known_table(table)?;
        if row.id.is_empty() {
            row.id = self.free_id(if row.words.is_empty() { &row.any } else { &row.words });
        }
        let id = row.id.clone();
        self.insert(table, row)?;
        Ok(id)
    }

    /// Stops a phrase and returns the ids of the rows that changed: what the phrase opens, and what stands in a clause
    /// under it, are near misses with `reason`.
    ///
    /// # Errors
    /// A reason that is none; words that leave nothing to look for.
    pub fn block(&mut self, words: &str, reason: Option<&str>) -> Result<Vec<String>> {
        if let Some(reason) = reason.filter(|reason| !super::REASONS.contains(reason)) {
            return Err(Error::unknown_option("reason", reason, super::REASONS));
        }
        let shape = self.shape(&Phrase { words: words.to_owned(), ..Phrase::default() })?;
        let held = self
            .rows()
            .find(|(table, row)| *table == Table::Blocker && row.words == shape.row.words)
            .map(|(_, row)| row.reason.clone());
        let reason = reason.map(str::to_owned).or(held).unwrap_or_else(|| {
            let usual =
                if shape.tail == Tail::That { "assertive_that_clause" } else { "description_or_elaboration" };
            usual.to_owned()
        });
        let mut changed = self.clone();
        let mut touched = Vec::new();
        let noun = plain(words).join(" ");
        if !shape.row.then.is_empty() {
            // Only with these words behind it: a longer row, which wins.
            let class = changed
                .rows()
                .find(|(table, row)| *table == Table::Trigger && row.words == shape.row.words)
                .map_or("WILL", |(_, row)| row.class.as_str())
                .to_owned();
            changed.retain(|table, row| !(table == Table::Trigger && shape.same(row)));
            let id = changed.free_id(&format!("{} {}", shape.row.words, shape.row.then));
            changed.insert(Table::Trigger, Row { id: id.clone(), class, reason, ..shape.row })?;
            *self = changed;
            return Ok(vec![id]);
        }
        let mut parted: Vec<(Table, Row)> = Vec::new();
        let mut bond = false;
        changed.retain(|table, row| {
            let opens = table == Table::Trigger && shape.same(row);
            let named = table == Table::Bond && (row.words == noun || row.words == shape.row.words);
            bond |= named;
            if opens || named {
                let stops = |frame: &String| match shape.tail {
                    Tail::Open => true,
                    Tail::To => frame.contains("to_"),
                    Tail::That => frame == "that",
                };
                let (stopped, left): (Vec<String>, Vec<String>) = row.frames.drain(..).partition(stops);
                if left.is_empty() {
                    row.frames = stopped;
                    row.reason.clone_from(&reason);
                    touched.push(row.id.clone());
                } else {
                    row.frames = left;
                    if !stopped.is_empty() {
                        let id = format!("{}-blocked", row.id);
                        let row = Row { id, frames: stopped, reason: reason.clone(), ..row.clone() };
                        parted.push((table, row));
                    }
                }
            }
            if shape.tail != Tail::To && row.words == shape.row.words {
                if table == Table::Carrier && row.speech {
                    row.speech = false;
                    touched.push(row.id.clone());
                }
                if table == Table::Speech {
                    touched.push(row.id.clone());
                    return false;
                }
            }
            true
        });
        for (table, row) in parted {
            touched.push(row.id.clone());
            changed.insert(table, row)?;
        }
        let governs = shape.tail == Tail::That
            || touched.is_empty()
            || shape.tail == Tail::Open && !bond && shape.row.be.is_empty();
        if governs && !shape.modal {
            let found = changed
                .rows()
                .find(|(table, row)| *table == Table::Blocker && row.words == shape.row.words)
                .map(|(_, row)| row.id.clone());
            let id = found.unwrap_or_else(|| changed.free_id(&format!("b {}", shape.row.words)));
            changed.retain(|table, row| !(table == Table::Blocker && row.id == id));
            let row = Row { id: id.clone(), reason, frames: Vec::new(), ..shape.row };
            changed.insert(Table::Blocker, row)?;
            touched.push(id);
        }
        touched.sort();
        touched.dedup();
        *self = changed;
        Ok(touched)
    }

    /// Takes rows away: those whose id or words are `name`, and the single word `name` out of lists. Returns how many.
    ///
    /// # Errors
    /// Nothing has that name; the message lists the near ones.
    pub fn remove(&mut self, name: &str) -> Result<usize> {
        let words = plain(name).join(" ");
        let shape = self.shape(&Phrase { words: name.to_owned(), ..Phrase::default() }).ok();
        let mut removed = 0;
        self.retain(|table, row| {
            let phrase = table == Table::Trigger && shape.as_ref().is_some_and(|shape| shape.same(row));
            if row.id == name || !words.is_empty() && row.words == words || phrase {
                removed += 1;
                return false;
            }
            if row.any.split_whitespace().any(|word| word == words) {
                removed += 1;
                let left: Vec<&str> = row.any.split_whitespace().filter(|word| *word != words).collect();
                row.any = left.join(" ");
                return !(row.any.is_empty() && row.words.is_empty());
            }
            true
        });
        if removed > 0 {
            return Ok(removed);
        }
        let mut names: Vec<&str> = self.rows().flat_map(|(_, row)| [row.id.as_str(), &row.words]).collect();
        names.retain(|name| !name.is_empty());
        names.sort_unstable();
        names.dedup();
        let near: Vec<String> = near(name, &names).iter().map(|name| format!("'{name}'")).collect();
        let hint =
            if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
        Err(Error::new(ErrorKind::UnknownColumn, format!("no row has the id or words '{name}'{hint}")))
    }

    /// The lexicon as TOML, rows sorted by table and id: what [`Lexicon::parse`] reads, with the same hash.
    pub fn to_toml(&self) -> String {
        let mut out =
            format!("name = {}\nversion = {}\n\nclass = [\n", quoted(self.name()), quoted(self.version()));
        for class in self.classes() {
            out += &format!(
                "  {{ id = {}, strength = {}, status = {} }},\n",
                quoted(&class.id),
                class.strength,
                quoted(&class.status)
            );
        }
        out += "]\n";
        for (table, name, _) in TABLES {
            let mut rows = self.rows().filter(|(known, _)| known == table).peekable();
            if rows.peek().is_none() {
                continue;
            }
            out += &format!("\n{name} = [\n");
            for (_, row) in rows {
                let fields: Vec<String> =
                    fields(row).iter().map(|(name, value)| format!("{name} = {}", toml(value))).collect();
                out += &format!("  {{ {} }},\n", fields.join(", "));
            }
            out += "]\n";
        }
        out
    }

    /// Takes a phrase apart.
    fn shape(&self, phrase: &Phrase) -> Result<Shape> {
        let bad = |why: &str| {
            Err(Error::new(
                ErrorKind::BadRule,
                format!("`{}`: {why}", phrase.words.trim().replace('\n', " ")),
            ))
        };
        let mut words = plain(&phrase.words);
        let mut be = phrase.be.clone().unwrap_or_default();
        if !matches!(be.as_str(), "" | "be" | "remain") {
            return Err(Error::unknown_option("be", &be, &["be", "remain"]));
        }
        if let Some(frame) = phrase.frames.iter().flatten().find(|frame| Frame::parse(frame).is_none()) {
            let known: Vec<&str> = FRAMES.iter().map(|(name, _, _)| *name).collect();
            return Err(Error::unknown_option("frames", frame, &known));
        }
        if let Some(first) = words.first().filter(|_| words.len() > 1) {
            let found = if BE.contains(&first.as_str()) {
                "be"
            } else if REMAIN.contains(&first.as_str()) && words[1] != "to" {
                "remain"
            } else {
                ""
            };
            if !found.is_empty() {
                found.clone_into(&mut be);
                words.remove(0);
            }
        }
        if words.is_empty() {
            return bad("a phrase needs words");
        }
        if words[0] == "to" || words[0] == "that" {
            return bad("a phrase needs a word of its own before `to` or `that`");
        }
        let modal = be.is_empty() && MODALS.contains(&words[0].as_str()) && phrase.verb != Some(true);
        let mut tail = Tail::Open;
        let mut then = Vec::new();
        let mut usual: &[&str] = &["to_verb"];
        if modal {
            then = words.split_off(1);
            usual = &["verb"];
        } else if let Some(at) = words.iter().rposition(|word| word == "that").filter(|at| *at > 0) {
            if at + 1 < words.len() {
                return bad("nothing may follow `that`");
            }
            words.truncate(at);
            (tail, usual) = (Tail::That, &["that"]);
        } else if let Some(at) = words.iter().rposition(|word| word == "to").filter(|at| *at > 0) {
            match words.get(at + 1) {
                None => {
                    words.truncate(at);
                    tail = Tail::To;
                }
                Some(next) if !BEHIND_TO.contains(&next.as_str()) => {
                    if next.ends_with("ing") && next.len() > 5 {
                        usual = &["to_gerund"];
                    }
                    then = words.split_off(at);
                }
                Some(_) => {}
            }
        } else if words.len() > 1 && words.last().is_some_and(|last| PREPOSITIONS.contains(&last.as_str())) {
            usual = &["noun", "gerund"];
        }
        let adjective = |word: &str| {
            self.rows().any(|(table, row)| table == Table::Trigger && !row.be.is_empty() && row.words == word)
        };
        if be.is_empty() && phrase.be.is_none() && phrase.verb.is_none() && adjective(&words.join(" ")) {
            "be".clone_into(&mut be);
        }
        let verb = phrase.verb.unwrap_or(be.is_empty() && !modal);
        if verb {
            let known = self
                .rows()
                .filter(|(_, row)| row.verb)
                .filter_map(|(_, row)| row.words.split_whitespace().next());
            words[0] = inflect::base(&words[0], known);
        }
        let frames =
            phrase.frames.clone().unwrap_or_else(|| usual.iter().map(|frame| (*frame).to_owned()).collect());
        if frames.is_empty() {
            return bad("a phrase needs frames");
        }
        let row = Row { words: words.join(" "), be, verb, then: then.join(" "), frames, ..Row::default() };
        Ok(Shape { row, tail, modal })
    }

    /// An id made of words that no row of `trigger` or any other table has.
    fn free_id(&self, words: &str) -> String {
        let mut slug: String = words
            .trim()
            .chars()
            .map(|c| if c.is_alphanumeric() || c == '\'' { c } else { '-' })
            .take(60)
            .collect();
        if slug.is_empty() {
            slug.push('x');
        }
        let taken = |id: &str| self.rows().any(|(_, row)| row.id == id);
        let ids = std::iter::once(slug.clone()).chain((2..).map(|count| format!("{slug}-{count}")));
        ids.into_iter().find(|id| !taken(id)).unwrap_or(slug)
    }
}

impl Row {
    /// The names of its yes/no fields that are set.
    pub fn flags(&self) -> Vec<String> {
        let set = fields(self).into_iter().filter(|(_, value)| *value == Value::Bool(true));
        set.map(|(name, _)| name).collect()
    }
}

/// The fields of a row that say something: whatever fields a row has.
fn fields(row: &Row) -> Vec<(String, Value)> {
    let Ok(Value::Object(fields)) = serde_json::to_value(row) else { return Vec::new() };
    let says = |value: &Value| match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        value => *value == Value::Bool(true),
    };
    fields.into_iter().filter(|(_, value)| says(value)).collect()
}

/// A field of a row as TOML.
fn toml(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        value => value.to_string(),
    }
}

/// Words in lower case, typographic apostrophes straight.
fn plain(words: &str) -> Vec<String> {
    words.replace('’', "'").to_lowercase().split_whitespace().map(str::to_owned).collect()
}

fn known_table(name: &str) -> Result<Table> {
    Table::parse(name).ok_or_else(|| {
        let known: Vec<&str> = TABLES.iter().map(|(_, name, _)| *name).collect();
        Error::unknown_option("table", name, &known)
    })
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
