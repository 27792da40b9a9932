//! Documents picked by conditions on their variables: `year>=2019,kind=statement`.

use std::cmp::Ordering;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::frame::{Column, Values, parse_date};
use crate::text::Corpus;

use super::select::{doc_ids, variable};

/// How a comparison must come out.
type Holds = fn(Ordering) -> bool;

/// The operators, the longer ones first.
const OPERATORS: &[(&str, Holds)] = &[
    ("<=", Ordering::is_le),
    (">=", Ordering::is_ge),
    ("!=", Ordering::is_ne),
    ("==", Ordering::is_eq),
    ("=", Ordering::is_eq),
    ("<", Ordering::is_lt),
    (">", Ordering::is_gt),
];

/// The places of the documents that the option `name` asks for: conditions as text, or places as they are.
///
/// # Errors
/// A condition without an operator, an unknown column, a value that is not of the column's kind, a place outside the
/// corpus.
pub(crate) fn documents(corpus: &Corpus, name: &str, asked: &Value) -> Result<Vec<usize>> {
    match asked {
        Value::String(text) => matching(corpus, name, text),
        Value::Array(places) => places
            .iter()
            .map(|place| match place.as_u64() {
                Some(at) if (at as usize) < corpus.len() => Ok(at as usize),
                _ => Err(Error::bad_value(name, place, &format!("below {}", corpus.len()))),
            })
            .collect(),
        _ => Ok(Vec::new()),
    }
}

fn matching(corpus: &Corpus, name: &str, text: &str) -> Result<Vec<usize>> {
    let mut keep = vec![true; corpus.len()];
    for condition in split(text) {
        let at = condition.find(['<', '>', '=', '!']);
        let found = at.and_then(|at| {
            let (column, rest) = condition.split_at(at);
            OPERATORS.iter().find_map(|(sign, holds)| Some((column, rest.strip_prefix(sign)?, holds)))
        });
        let Some((column, value, holds)) = found else {
            return Err(Error::bad_value(name, format!("'{condition}'"), "a condition such as year>=2019"));
        };
        let (column, value) = (column.trim(), value.trim());
        let value =
            value.strip_prefix(['"', '\'']).and_then(|v| v.strip_suffix(['"', '\''])).unwrap_or(value);
        let values = match column {
            "doc" | "doc_id" => doc_ids(corpus),
            _ => variable(corpus, name, column)?,
        };
        if !corpus.is_empty() && (0..corpus.len()).all(|doc| values.is_null(doc)) {
            let wanted = format!("about a column with values; no document has a {column}");
            return Err(Error::bad_value(name, format!("'{condition}'"), &wanted));
        }
        for (doc, keep) in keep.iter_mut().enumerate() {
            let order = if values.is_null(doc) { None } else { compare(&values, doc, column, value)? };
            *keep &= order.is_some_and(holds);
        }
    }
    Ok((0..corpus.len()).filter(|&doc| keep[doc]).collect())
}

/// Parts of `text` between commas outside quotes.
fn split(text: &str) -> Vec<&str> {
    let mut quote = None;
    text.split(|c: char| match (quote, c) {
        (None, '"' | '\'') => {
            quote = Some(c);
            false
        }
        (Some(open), _) if open == c => {
            quote = None;
            false
        }
        _ => c == ',' && quote.is_none(),
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
    .collect()
}

/// How the value of a row stands to `value`; None where they can't be compared (NaN).
fn compare(column: &Column, row: usize, name: &str, value: &str) -> Result<Option<Ordering>> {
    let number = || value.parse::<f64>().map_err(|_| Error::bad_value(name, value, "compared with a number"));
    let day =
        || parse_date(value).ok_or_else(|| Error::bad_value(name, value, "compared with a date, 2024-01-31"));
    Ok(match column.values() {
        Values::Int(values) => (values[row] as f64).partial_cmp(&number()?),
        Values::Float(values) => values[row].partial_cmp(&number()?),
        Values::Bool(values) => match value.to_lowercase().as_str() {
            "true" | "yes" | "1" => Some(values[row].cmp(&true)),
            "false" | "no" | "0" => Some(values[row].cmp(&false)),
            _ => return Err(Error::bad_value(name, value, "compared with true or false")),
        },
        Values::Date(values) => Some(values[row].cmp(&day()?)),
        Values::Timestamp(values) => Some(values[row].cmp(&(i64::from(day()?) * 86_400_000_000))),
        Values::Str(_) | Values::Dict(..) => column.text(row).map(|text| text.cmp(value)),
    })
}
