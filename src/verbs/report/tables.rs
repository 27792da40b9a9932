//! The tables that a report writes: each is one call of a verb, so that anybody can make it again.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// What a table needs of the corpus to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing.
    Nothing,
    /// At least one document with a date.
    Dates,
    /// Documents of at least two years: the last becomes the option `target`, the first `reference`.
    Years,
    /// The same, as `a` (the first) and `b` (the last).
    Sides,
    /// Phrases, which become the option `pattern`.
    Phrases,
    /// The same, and few documents: those of the series, as `docs`, where there is one.
    History,
    /// The first and the last document of a series, as `a` and `b`.
    Pair,
}

/// What a corpus has for the options of tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Has {
    /// The key phrases.
    pub phrases: Vec<String>,
    /// Conditions for the last and the first year.
    pub years: Option<(String, String)>,
    /// Condition for the documents of the yearly series.
    pub series: Option<String>,
    /// Ids of the first and the last document, where each year of `years` has one.
    pub pair: Option<(String, String)>,
}

/// One table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// The name of its files, without the ending.
    pub name: &'static str,
    /// The verb that makes it.
    pub verb: &'static str,
    /// The verb's options, as JSON.
    pub options: &'static str,
    /// What the corpus must have.
    pub needs: Needs,
    /// What it holds, in one line.
    pub about: &'static str,
}

const fn table(name: &'static str, verb: &'static str, options: &'static str, about: &'static str) -> Table {
    Table { name, verb, options, needs: Needs::Nothing, about }
}

/// All tables, in the order they are made.
pub(super) const TABLES: &[Table] = &[
    table("docs", "docs", "{}", "the documents: size, encoding, date, variables"),
    table("problems", "problems", "{}", "what went wrong while reading"),
    table(
        "regions",
        "regions",
        r#"{"regions": ["all"]}"#,
        "every unit of text, what it is, and the rule that says so",
    ),
    table("terms", "terms", "{}", "every word with its count, stop words included"),
    table("terms_by_doc", "terms", r#"{"by": ["doc"]}"#, "every word in every document, with tf-idf"),
    Table {
        needs: Needs::Dates,
        ..table("terms_by_year", "terms", r#"{"by": ["year"]}"#, "every word in every year")
    },
    table(
        "ngrams",
        "ngrams",
        r#"{"n": [2, 3], "min_count": 2}"#,
        "two and three words in a row, at least twice",
    ),
    table(
        "collocations",
        "collocations",
        r#"{"stopwords": "en", "min_count": 5, "measures": ["log_likelihood", "log_dice"], "top": 500}"#,
        "words that stand near each other more often than chance would have it",
    ),
    Table {
        needs: Needs::Years,
        ..table(
            "keyness",
            "keyness",
            r#"{"stopwords": "en", "min_count": 3}"#,
            "words of the last year against the first",
        )
    },
    table(
        "commitments",
        "commitments",
        "{}",
        "every commitment: actor, action, strength, condition, deadline, evidence",
    ),
    table(
        "commitments_by_actor",
        "aggregate",
        r#"{"keys": ["actor", "trigger_class"]}"#,
        "commitments counted by actor and class",
    ),
    table("near_misses", "near_misses", "{}", "what looks like a commitment and is none, with the reason"),
    Table {
        needs: Needs::Sides,
        ..table("compare", "compare", "{}", "what became of the commitments of the first year in the last")
    },
    Table {
        needs: Needs::Dates,
        ..table(
            "threads",
            "threads",
            r#"{"min_mentions": 2}"#,
            "commitments made more than once, through time",
        )
    },
    table("network", "network", "{}", "commitments counted by actor and target"),
    Table {
        needs: Needs::Pair,
        ..table(
            "redline",
            "redline",
            "{}",
            "the first statement of the series against the last, sentence by sentence",
        )
    },
    Table {
        needs: Needs::Phrases,
        ..table(
            "kwic",
            "kwic",
            r#"{"valuetype": "fixed", "unit": "sentence"}"#,
            "every occurrence of the key phrases of the page, in its sentence",
        )
    },
    Table {
        needs: Needs::History,
        ..table(
            "track",
            "track",
            r#"{"valuetype": "fixed"}"#,
            "the key phrases from document to document: there or not, and what changed around them",
        )
    },
];

impl Table {
    /// The options of the call, filled in with what the corpus `has`.
    pub fn arguments(&self, has: &Has) -> Result<Map<String, Value>> {
        let mut options: Map<String, Value> = serde_json::from_str(self.options)
            .map_err(|error| Error::internal(format!("report: options of {}: {error}", self.name)))?;
        let phrases = matches!(self.needs, Needs::Phrases | Needs::History);
        let years = has.years.as_ref();
        let pair = has.pair.as_ref();
        let filled: [(&str, Needs, Option<Value>); 8] = [
            ("pattern", self.needs, phrases.then(|| has.phrases.clone().into())),
            ("docs", Needs::History, has.series.clone().map(Value::from)),
            ("target", Needs::Years, years.map(|(last, _)| last.clone().into())),
            ("reference", Needs::Years, years.map(|(_, first)| first.clone().into())),
            ("a", Needs::Sides, years.map(|(_, first)| first.clone().into())),
            ("b", Needs::Sides, years.map(|(last, _)| last.clone().into())),
            ("a", Needs::Pair, pair.map(|(first, _)| first.clone().into())),
            ("b", Needs::Pair, pair.map(|(_, last)| last.clone().into())),
        ];
        for (name, needs, value) in filled {
            if let Some(value) = value.filter(|_| needs == self.needs) {
                options.insert(name.into(), value);
            }
        }
        Ok(options)
    }
}

/// What a reader puts in for the files the report was made from.
pub(super) const INPUT: &str = "INPUT";

/// The lines of a shell that write the table to a file; a pattern a line.
pub(super) fn shell(verb: &str, options: &Map<String, Value>, out: &str) -> Vec<String> {
    let flags: String = options
        .iter()
        .filter(|(name, _)| *name != "pattern")
        .map(|(name, value)| match value {
            Value::Bool(true) => format!(" --{}", name.replace('_', "-")),
            value => format!(" --{} {}", name.replace('_', "-"), quoted(&plain(value))),
        })
        .collect();
    match options.get("pattern").and_then(Value::as_array) {
        None => vec![format!("communique {verb} {INPUT}{flags} --out {out}")],
        Some(patterns) => patterns
            .iter()
            .map(|pattern| format!("communique {verb} {} {INPUT}{flags}", quoted(&plain(pattern))))
            .collect(),
    }
}

/// The line of Python that returns the table.
pub(super) fn python(verb: &str, options: &Map<String, Value>) -> String {
    let pattern = options.get("pattern").map(literal);
    let rest = options.iter().filter(|(name, _)| *name != "pattern");
    let arguments: Vec<String> =
        pattern.into_iter().chain(rest.map(|(name, value)| format!("{name}={}", literal(value)))).collect();
    format!("corpus.{verb}({})", arguments.join(", "))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// A JSON value as Python writes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(list) => format!("[{}]", list.iter().map(literal).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | '/' | ':' | '=');
    if !word.is_empty() && word.chars().all(safe) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verbs::Verb;

    #[test]
    fn rows_are_calls_of_verbs() -> Result<()> {
        for (index, row) in TABLES.iter().enumerate() {
            assert!(TABLES[..index].iter().all(|other| other.name != row.name), "{}", row.name);
            let verb = Verb::find(row.verb)?;
            let has = Has {
                phrases: vec!["a".to_owned()],
                years: Some(("year=2020".to_owned(), "year=2019".to_owned())),
                series: Some("kind=statement".to_owned()),
                pair: Some(("first".to_owned(), "last".to_owned())),
            };
            for name in row.arguments(&has)?.keys() {
                assert!(verb.option_rows().any(|option| option.name == name), "{} {name}", row.name);
            }
        }
        Ok(())
    }

    #[test]
    fn commands_are_exact() -> Result<()> {
        let ngrams = TABLES.iter().find(|row| row.name == "ngrams").map(|row| row.arguments(&Has::default()));
        let options = ngrams.unwrap_or_else(|| Ok(Map::new()))?;
        assert_eq!(
            shell("ngrams", &options, "ngrams.csv"),
            ["communique ngrams INPUT --n 2,3 --min-count 2 --out ngrams.csv"]
        );
        assert_eq!(python("ngrams", &options), "corpus.ngrams(n=[2, 3], min_count=2)");
        let options = Map::from_iter([("pattern".to_owned(), Value::from(vec!["allies' pledge"]))]);
        assert_eq!(shell("kwic", &options, ""), [r"communique kwic 'allies'\'' pledge' INPUT"]);
        assert_eq!(python("kwic", &options), "corpus.kwic([\"allies' pledge\"])");
        Ok(())
    }
}
