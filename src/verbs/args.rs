//! Options of verbs as rows: the command line, the Python signatures, the documentation and the settings that travel
//! with results are all read off these.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::tokens::{self, StopwordOption, Values};

/// The default of an option that is not given.
const NONE: &str = "none";

/// What kind of value an option takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// A whole number, at least this.
    Count(u64),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Any text.
    Text,
    /// Several texts; on the command line separated by commas.
    Texts,
    /// A language, or a list of words; on the command line words are separated by commas.
    Words,
    /// Several whole numbers, each at least this; on the command line separated by commas.
    Counts(u64),
    /// A number within these limits.
    Float {
        /// The least that is taken.
        least: f64,
        /// The most.
        most: f64,
    },
    /// Documents: conditions such as `year>=2019,kind=statement`, or a list of places in the corpus.
    Docs,
}

/// One option of a verb.
#[derive(Clone, Copy, Debug)]
pub struct OptionRow {
    /// Its name, as in Python; on the command line `_` becomes `-`.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Its default, as on the command line; `none` is "not given".
    pub default: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    /// Must it be given, and first.
    pub required: bool,
}

/// A row for an option with a default.
pub const fn option(name: &'static str, kind: Kind, default: &'static str, help: &'static str) -> OptionRow {
    OptionRow { name, kind, default, help, required: false }
}

/// A row for what the verb is about: given first, without a name.
pub const fn subject(name: &'static str, kind: Kind, help: &'static str) -> OptionRow {
    OptionRow { name, kind, default: NONE, help, required: true }
}

impl OptionRow {
    /// The default as JSON.
    pub fn default_value(&self) -> Value {
        if self.default == NONE { Value::Null } else { self.from_text(self.default).unwrap_or(Value::Null) }
    }

    /// The value written as `text` on a command line.
    ///
    /// # Errors
    /// Text that is not of the option's kind.
    pub fn from_text(&self, text: &str) -> Result<Value> {
        let number = |text: &str| {
            text.trim()
                .parse::<u64>()
                .map(Value::from)
                .map_err(|_| Error::bad_value(self.name, text, "a whole number"))
        };
        match self.kind {
            Kind::Flag => match text {
                "true" | "yes" | "1" => Ok(true.into()),
                "false" | "no" | "0" => Ok(false.into()),
                _ => Err(Error::bad_value(self.name, text, "true or false")),
            },
            Kind::Count(_) => number(text),
            Kind::Choice(_) | Kind::Text | Kind::Docs => Ok(text.into()),
            Kind::Float { .. } => text
                .trim()
                .parse::<f64>()
                .map(Value::from)
                .map_err(|_| Error::bad_value(self.name, text, "a number")),
            Kind::Words if !text.contains(',') => Ok(text.into()),
            Kind::Texts | Kind::Words => {
                Ok(text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect())
            }
            Kind::Counts(_) => Ok(Value::Array(text.split(',').map(number).collect::<Result<_>>()?)),
        }
    }

    /// The value in the option's usual form (one text becomes a list of one where a list is meant).
    fn check(&self, value: Value) -> Result<Value> {
        let wrong = |value: &Value, limit: &str| Err(Error::bad_value(self.name, plain(value), limit));
        let count = |value: &Value, least: u64| match value.as_u64() {
            Some(number) if number >= least => Ok(value.clone()),
            _ => wrong(value, &format!("a whole number, at least {least}")),
        };
        if value.is_null() {
            return if self.required { wrong(&value, "given") } else { Ok(self.default_value()) };
        }
        match self.kind {
            Kind::Flag if !value.is_boolean() => wrong(&value, "True or False"),
            Kind::Count(least) => count(&value, least),
            Kind::Float { least, most } => match value.as_f64() {
                Some(number) if (least..=most).contains(&number) => Ok(number.into()),
                _ if most.is_infinite() => wrong(&value, &format!("a number, at least {least}")),
                _ => wrong(&value, &format!("a number from {least} to {most}")),
            },
            Kind::Choice(choices) => match value.as_str() {
                Some(text) if choices.contains(&text) => Ok(value),
                Some(text) => Err(Error::unknown_option(self.name, text, choices)),
                None => wrong(&value, "text"),
            },
            Kind::Text if !value.is_string() => wrong(&value, "text"),
            Kind::Texts => match value {
                Value::String(text) => Ok(Value::Array(vec![text.into()])),
                Value::Array(list) if list.iter().all(Value::is_string) => Ok(Value::Array(list)),
                other => wrong(&other, "text, or a list of texts"),
            },
            Kind::Words => match value {
                Value::String(text) => Ok(text.into()),
                Value::Array(list) if list.iter().all(Value::is_string) => Ok(Value::Array(list)),
                other => wrong(&other, "a language, or a list of words"),
            },
            Kind::Counts(least) => match value {
                Value::Array(list) if !list.is_empty() => {
                    Ok(Value::Array(list.iter().map(|value| count(value, least)).collect::<Result<_>>()?))
                }
                Value::Array(_) => wrong(&value, "a whole number, or a list of at least one"),
                single => Ok(Value::Array(vec![count(&single, least)?])),
            },
            Kind::Docs => match value {
                Value::Array(list) if list.iter().all(Value::is_u64) => Ok(Value::Array(list)),
                Value::String(text) => Ok(text.into()),
                other => {
                    wrong(&other, "conditions such as year>=2019,kind=statement, or places of documents")
                }
            },
            _ => Ok(value),
        }
    }
}

/// A JSON value as a user would write it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("'{text}'"))
}

/// How text is cut into words: the rows of [`tokens::OPTIONS`] as rows of a verb.
pub(crate) const TOKENS: &[OptionRow] = &token_rows();

const fn token_rows() -> [OptionRow; tokens::OPTIONS.len()] {
    let mut rows = [option("", Kind::Text, NONE, ""); tokens::OPTIONS.len()];
    let mut place = 0;
    while place < rows.len() {
        let row = &tokens::OPTIONS[place];
        let kind = match row.values {
            Values::Choices(choices) => Kind::Choice(choices),
            Values::Number | Values::NumberOrNone => Kind::Count(0),
            Values::LanguageOrNone => Kind::Text,
        };
        rows[place] = option(row.name, kind, row.default, row.help);
        place += 1;
    }
    rows
}

/// The options of one call: every row of the verb has its value, given or default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args(Map<String, Value>);

impl Args {
    /// Checks what was given against `rows` and fills in the defaults.
    ///
    /// # Errors
    /// An option that no row names (the message lists the near ones), or a value outside its row's limits.
    pub fn new<'r>(
        rows: impl Iterator<Item = &'r OptionRow> + Clone,
        mut given: Map<String, Value>,
    ) -> Result<Args> {
        let mut args = Map::new();
        for row in rows.clone() {
            let value = given.remove(row.name).unwrap_or(Value::Null);
            args.insert(row.name.to_owned(), row.check(value)?);
        }
        match given.keys().next() {
            None => Ok(Args(args)),
            Some(name) => {
                let names: Vec<&str> = rows.map(|row| row.name).collect();
                Err(Error::unknown_name("option", name, &names))
            }
        }
    }

    /// All values, for `settings`.
    pub fn settings(&self) -> &Map<String, Value> {
        &self.0
    }

    pub(super) fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// The text of an option, unless it is not given.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).as_str()
    }

    /// The whole number of an option, unless it is not given.
    pub fn count(&self, name: &str) -> Option<usize> {
        self.get(name).as_u64().map(|number| usize::try_from(number).unwrap_or(usize::MAX))
    }

    /// The number of an option, unless it is not given.
    pub fn float(&self, name: &str) -> Option<f64> {
        self.get(name).as_f64()
    }

    /// Whether a flag is set.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).as_bool().unwrap_or(false)
    }

    /// The texts of an option, unless it is not given.
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        let list = self.get(name).as_array()?;
        Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// The words to leave out that an option asks for.
    pub fn stopwords(&self, name: &str) -> StopwordOption {
        match self.get(name) {
            Value::String(language) => StopwordOption::Language(language.clone()),
            Value::Array(_) => StopwordOption::Words(self.texts(name).unwrap_or_default()),
            _ => StopwordOption::None,
        }
    }

    /// The whole numbers of an option, unless it is not given.
    pub fn counts(&self, name: &str) -> Option<Vec<usize>> {
        let list = self.get(name).as_array()?;
        Some(
            list.iter()
                .filter_map(Value::as_u64)
                .map(|number| usize::try_from(number).unwrap_or(usize::MAX))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &[OptionRow] = &[
        subject("pattern", Kind::Texts, "what to find"),
        option("window", Kind::Count(1), "5", "words on each side"),
        option("case", Kind::Choice(&["smart", "fold"]), "smart", "capitals"),
        option("n", Kind::Counts(1), "2", "lengths"),
        option("sort", Kind::Flag, "false", "sorted"),
        option("share", Kind::Float { least: 0.0, most: 1.0 }, "0.5", "a share"),
    ];

    fn args(json: &str) -> Result<Args> {
        let given = serde_json::from_str(json).map_err(|error| Error::internal(error.to_string()))?;
        Args::new(ROWS.iter(), given)
    }

    #[test]
    fn defaults_are_filled_in() -> Result<()> {
        let args = args(r#"{"pattern": "a", "n": 3}"#)?;
        assert_eq!(args.texts("pattern"), Some(vec!["a".to_owned()]));
        assert_eq!(
            (args.count("window"), args.text("case"), args.flag("sort")),
            (Some(5), Some("smart"), false)
        );
        assert_eq!(args.counts("n"), Some(vec![3]));
        assert_eq!(args.float("share"), Some(0.5));
        Ok(())
    }

    #[test]
    fn errors_name_value_and_limit() {
        let message = |json: &str| args(json).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(
            message(r#"{"pattern": "a", "window": 0}"#),
            "window=0: must be a whole number, at least 1"
        );
        assert_eq!(
            message(r#"{"pattern": "a", "windw": 3}"#).split(" (").next(),
            Some("option 'windw' is not known; did you mean 'window'?")
        );
        assert_eq!(message("{}"), "pattern=null: must be given");
        assert_eq!(
            message(r#"{"pattern": "a", "case": "fol"}"#),
            "case='fol' is not known; did you mean 'fold'? (choices: 'smart', 'fold')"
        );
        assert_eq!(message(r#"{"pattern": "a", "n": "x"}"#), "n='x': must be a whole number, at least 1");
        assert_eq!(message(r#"{"pattern": "a", "share": 2}"#), "share=2: must be a number from 0 to 1");
    }

    #[test]
    fn command_line_text_becomes_values() -> Result<()> {
        assert_eq!(ROWS[3].from_text("2,3")?, serde_json::json!([2, 3]));
        assert_eq!(ROWS[0].from_text("a, b")?, serde_json::json!(["a", "b"]));
        assert!(ROWS[1].from_text("x").is_err());
        Ok(())
    }
}
