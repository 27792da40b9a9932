//! The rules file: parsed, checked and compiled, with errors that name the line.

use std::ops::Range;
use std::sync::OnceLock;

use hashbrown::HashSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Region;
use super::conditions::{CONDITIONS, Condition, Value, View, choices, is_relative};
use super::facts::MANY;
use super::pattern::Pattern;
use super::sieve::Sieve;
use crate::error::{Error, ErrorKind, Result, near};

/// The rules by which units get their region; data, in `regions.toml`.
#[derive(Debug)]
pub struct Rules {
    pub(super) rules: Vec<Rule>,
    /// Which of the sure rules, and of the others, a unit can meet.
    sieves: [Vec<Sieve>; 2],
}

/// One row of the file.
#[derive(Debug)]
pub(super) struct Rule {
    id: String,
    why: String,
    pub(super) region: Region,
    /// Decided before the position of units is known; such a unit is no paragraph of the text.
    pub(super) sure: bool,
    /// All must hold; the cheap ones first.
    pub(super) conditions: Vec<Condition>,
}

/// The id of what no rule is about.
const DEFAULT: &str = "default";

impl Rules {
    /// The rules that ship with this crate.
    pub fn builtin() -> &'static Rules {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            Rules::parse(include_str!("../regions.toml")).expect("the shipped rules parse: see tests")
        })
    }

    /// Rules from the text of a file like `regions.toml`.
    ///
    /// # Errors
    /// Text that does not parse, or a rule with an unknown key or value; names the line and the near choices.
    pub fn from_toml(text: &str) -> Result<Rules> {
        let rules = Rules::parse(text)?;
        for rule in &rules.rules {
            for condition in &rule.conditions {
                if let Condition::Pattern { pattern, .. } = condition {
                    let of_rule =
                        |error| Error::new(ErrorKind::BadRule, format!("rule '{}': {error}", rule.id));
                    pattern.check().map_err(of_rule)?;
                }
            }
        }
        Ok(rules)
    }

    fn parse(text: &str) -> Result<Rules> {
        let file = DeTable::parse(text)
            .map_err(|error| bad(text, error.span().unwrap_or_default(), error.message()))?;
        let mut rules: Vec<Rule> = Vec::new();
        for (key, value) in file.get_ref() {
            if key.get_ref() != "rule" {
                return Err(unknown(text, key.span(), "key", key.get_ref(), &["rule"]));
            }
            let rows = value
                .get_ref()
                .as_array()
                .ok_or_else(|| bad(text, value.span(), "rule is not a list: write [[rule]]"))?;
            for row in rows.iter() {
                let rule = Rule::compile(text, row)?;
                if rule.id == DEFAULT || rules.iter().any(|other| other.id == rule.id) {
                    return Err(bad(text, row.span(), &format!("the id '{}' is taken", rule.id)));
                }
                rules.push(rule);
            }
        }
        // Units store the rule's index in 16 bits.
        if rules.len() >= usize::from(u16::MAX) {
            return Err(bad(text, 0..0, &format!("{} rules: must be at most {}", rules.len(), u16::MAX - 1)));
        }
        Ok(Rules::indexed(rules))
    }

    fn indexed(rules: Vec<Rule>) -> Rules {
        let sieves = [true, false].map(|sure| {
            let kind: Vec<(u16, &Rule)> =
                (0u16..).zip(&rules).filter(|(_, rule)| rule.sure == sure).collect();
            kind.chunks(Sieve::MOST).map(Sieve::new).collect()
        });
        Rules { rules, sieves }
    }

    /// The first rule that `view` meets, of the sure rules or the others; `None` where other units have to be read to
    /// tell.
    pub(super) fn first(&self, view: &View<'_, '_>, sure: bool) -> Option<Option<u16>> {
        for sieve in &self.sieves[usize::from(!sure)] {
            for index in sieve.may(view) {
                if self.rules[usize::from(index)].meets(view)? {
                    return Some(Some(index));
                }
            }
        }
        Some(None)
    }

    /// The id of the rule at `index`, as in the file; `default` for what no rule is about.
    pub fn id(&self, index: u16) -> &str {
        self.rules.get(usize::from(index)).map_or(DEFAULT, |rule| &rule.id)
    }

    /// The reason that the file gives for the rule at `index`.
    pub fn why(&self, index: u16) -> &str {
        self.rules.get(usize::from(index)).map_or("no rule is about it, so it is text", |rule| &rule.why)
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there are none, so that everything is body.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The index that units have which no rule is about.
    pub(super) fn default_index(&self) -> u16 {
        u16::try_from(self.rules.len()).unwrap_or(u16::MAX)
    }
}

impl Rule {
    /// Whether the unit meets all conditions; `None` where other units have to be read to tell.
    pub(super) fn meets(&self, view: &View<'_, '_>) -> Option<bool> {
        for condition in &self.conditions {
            if !condition.holds(view)? {
                return Some(false);
            }
        }
        Some(true)
    }

    fn compile(text: &str, row: &Spanned<DeValue<'_>>) -> Result<Rule> {
        let table = row
            .get_ref()
            .as_table()
            .ok_or_else(|| bad(text, row.span(), "a rule is a table: write [[rule]]"))?;
        let (mut id, mut why, mut region, mut sure) = (None, None, None, false);
        let (mut conditions, mut relative) = (Vec::new(), None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "id" => id = Some(string(text, value)?),
                "why" => why = Some(string(text, value)?),
                "sure" => sure = boolean(text, value)?,
                "region" => {
                    let name = string(text, value)?;
                    let names: Vec<&str> = Region::ALL.iter().map(|region| region.name()).collect();
                    let found = Region::parse(&name)
                        .map_err(|_| unknown(text, value.span(), "region", &name, &names))?;
                    region = Some(found);
                }
                name => {
                    let Some((_, kind, _)) = CONDITIONS.iter().find(|(key, _, _)| *key == name) else {
                        let keys: Vec<&str> = ["id", "region", "why", "sure"]
                            .into_iter()
                            .chain(CONDITIONS.iter().map(|(key, _, _)| *key))
                            .collect();
                        return Err(unknown(text, key.span(), "key", name, &keys));
                    };
                    if is_relative(*kind) {
                        relative = Some((key.span(), name.to_owned()));
                    }
                    conditions.push(condition(text, *kind, value)?);
                }
            }
        }
        if let Some((span, name)) = relative.filter(|_| sure) {
            return Err(bad(
                text,
                span,
                &format!("a sure rule can't state '{name}', which other rules decide"),
            ));
        }
        let missing = |key: &str| bad(text, row.span(), &format!("the rule has no '{key}'"));
        conditions.sort_by_key(Condition::cost);
        Ok(Rule {
            id: id.ok_or_else(|| missing("id"))?,
            why: why.ok_or_else(|| missing("why"))?,
            region: region.ok_or_else(|| missing("region"))?,
            sure,
            conditions,
        })
    }
}

fn condition(text: &str, kind: Value, value: &Spanned<DeValue<'_>>) -> Result<Condition> {
    Ok(match kind {
        Value::Pattern { matches } => {
            let pattern = string(text, value)?;
            let pattern =
                Pattern::new(&pattern).map_err(|error| bad(text, value.span(), &error.to_string()))?;
            Condition::Pattern { pattern, matches }
        }
        Value::Exact => {
            let texts = strings(text, value)?.into_iter().map(|(_, name)| name.to_lowercase());
            let texts: HashSet<String, _> = texts.collect();
            let most = |of: fn(&String) -> usize| texts.iter().map(of).max().unwrap_or_default();
            let (bytes, words) = (most(String::len), most(|text| text.split_ascii_whitespace().count()));
            Condition::Exact { texts, bytes, words: words.min(MANY) }
        }
        Value::Words { least } => {
            let limit = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
            let limit = limit.filter(|limit| *limit <= MANY);
            let limit = limit.ok_or_else(|| {
                bad(text, value.span(), &format!("must be a whole number from 0 to {}", MANY))
            })?;
            Condition::Words { limit, least }
        }
        Value::Flag(flag) => Condition::Flag { flag, holds: boolean(text, value)? },
        Value::Names { field, holds } => {
            let choices = choices(field);
            let mut mask = 0;
            for (span, name) in strings(text, value)? {
                let at = choices.iter().position(|choice| *choice == name);
                mask |= 1 << at.ok_or_else(|| unknown(text, span, "value", &name, &choices))?;
            }
            Condition::Names { field, mask, holds }
        }
    })
}

fn string(text: &str, value: &Spanned<DeValue<'_>>) -> Result<String> {
    value
        .get_ref()
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| bad(text, value.span(), "must be a text in quotes"))
}

fn boolean(text: &str, value: &Spanned<DeValue<'_>>) -> Result<bool> {
    value.get_ref().as_bool().ok_or_else(|| bad(text, value.span(), "must be true or false"))
}

fn strings(text: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<(Range<usize>, String)>> {
    let list =
        value.get_ref().as_array().ok_or_else(|| bad(text, value.span(), "must be a list of texts"))?;
    list.iter().map(|item| Ok((item.span(), string(text, item)?))).collect()
}

fn bad(text: &str, span: Range<usize>, message: &str) -> Error {
    let line = text.as_bytes().iter().take(span.start).filter(|byte| **byte == b'\n').count() + 1;
    Error::new(ErrorKind::BadRule, message).at_line(line as u64)
}

fn unknown(text: &str, span: Range<usize>, what: &str, name: &str, choices: &[&str]) -> Error {
    let near = near(name, choices);
    let (lead, list) = if near.is_empty() { ("choices: ", choices) } else { ("did you mean ", &near[..]) };
    let list: Vec<String> = list.iter().map(|choice| format!("'{choice}'")).collect();
    bad(text, span, &format!("{what} '{name}' is not known; {lead}{}", list.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_parse_and_have_reasons() {
        let rules = Rules::from_toml(include_str!("../regions.toml")).expect("they parse");
        assert!(!rules.is_empty());
        for index in 0..rules.default_index() {
            assert!(rules.why(index).len() > 10, "{}", rules.id(index));
        }
        assert_eq!(rules.id(rules.default_index()), "default");
    }

    #[test]
    fn errors_name_the_line_and_the_near_choices() {
        let says =
            |text: &str| Rules::from_toml(text).err().map(|error| error.to_string()).unwrap_or_default();
        let rule = |rest: &str| {
            format!("# a comment\n[[rule]]\nid = \"a\"\nregion = \"nav\"\nwhy = \"b\"\n{rest}\n")
        };
        assert_eq!(says(&rule("")), "");
        assert_eq!(
            says(&rule("max_word = 3")),
            "line 6: key 'max_word' is not known; did you mean 'max_words', 'min_words'"
        );
        assert_eq!(
            says(&rule("ends = [\"stop\",\n \"opne\"]")),
            "line 7: value 'opne' is not known; did you mean 'open'"
        );
        assert!(says(&rule("regex = '('")).starts_with("line 6: regex parse error"));
        assert!(says(&rule("min_words = -1")).contains("whole number"));
        assert!(says(&rule("sure = true\nposition = [\"head\"]")).starts_with("line 7: a sure rule"));
        assert!(
            says("[[rule]]\nid = \"a\"\nregion = \"navi\"")
                .contains("line 3: region 'navi' is not known; did you mean 'nav'")
        );
        assert!(says("[[rule]]\nid = \"a\"\nregion = \"nav\"").contains("has no 'why'"));
        assert!(says("[[rules]]\n").contains("did you mean 'rule'"));
        assert!(says("[[rule]\n").starts_with("line 1: "));
        assert!(says(&format!("{0}{0}", rule(""))).starts_with("line 8: the id 'a' is taken"));
    }
}
