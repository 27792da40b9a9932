//! Documents from the rows of a table.

use std::sync::Arc;

use super::{Builder, Input, Meta, Problem};
use crate::error::{Error, ErrorKind, Result};
use crate::frame::{Column, Frame, Values, parse_date};

/// Which columns of a table hold what.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// The column with the text; default: `text`.
    pub text: Option<String>,
    /// The column with the id; default: `id` or `doc_id` where there is one, else the number of the row, from 0.
    pub id: Option<String>,
    /// The column with the date; default: `date` where there is one.
    pub date: Option<String>,
}

/// Adds a document for each row of `frame` to `builder`; columns that hold neither text, id nor date become document
/// variables. A row without text, or with a date that is none, is a row of `corpus.problems()`.
///
/// # Errors
/// A column that is not there, or a text column that holds no text.
pub fn from_frame(frame: &Frame, options: &TableOptions, builder: &mut Builder) -> Result<()> {
    let names: Vec<&str> = frame.columns().iter().map(|(name, _)| name.as_str()).collect();
    let pick = |option: &str, given: &Option<String>, defaults: &[&'static str]| match given {
        Some(name) if names.contains(&name.as_str()) => Ok(Some(name.clone())),
        Some(name) => Err(Error::unknown_column(option, name, &names)),
        None => Ok(defaults.iter().find(|name| names.contains(*name)).map(|name| (*name).to_owned())),
    };
    let text = pick("text", &Some(options.text.clone().unwrap_or_else(|| "text".to_owned())), &[])?;
    let id = pick("id", &options.id, &["id", "doc_id"])?;
    let date = pick("date", &options.date, &["date"])?;
    let column = |name: &Option<String>| name.as_deref().map(|name| frame.column(name)).transpose();
    let (Some(texts), ids, dates) = (column(&text)?, column(&id)?, column(&date)?) else { return Ok(()) };
    if frame.rows() > 0 && !matches!(texts.values(), Values::Str(_) | Values::Dict(..)) {
        return Err(Error::bad_value(
            "text",
            text.unwrap_or_default(),
            "the name of a column that holds text",
        ));
    }
    let special = [&text, &id, &date];
    let variables: Vec<(Arc<str>, &Column)> = frame
        .columns()
        .iter()
        .filter(|(name, _)| !special.contains(&&Some(name.clone())))
        .map(|(name, column)| (name.as_str().into(), column))
        .collect();
    for row in 0..frame.rows() {
        let name = ids.and_then(|ids| ids.display(row)).unwrap_or_else(|| row.to_string());
        let day = match dates {
            Some(dates) => day(dates, row).unwrap_or_else(|written| {
                let error = Error::new(ErrorKind::BadValue, format!("date='{written}': must be YYYY-MM-DD"));
                builder.problem(Problem { action: "date unknown", ..Problem::skipped(&name, &error) });
                None
            }),
            None => None,
        };
        let Some(text) = texts.text(row) else {
            let error = Error::new(ErrorKind::BadValue, format!("row {} has no text", row + 1));
            builder.problem(Problem::skipped(&name, &error));
            continue;
        };
        let meta = variables.iter().map(|(name, column)| (name.clone(), cell(column, row))).collect();
        builder.push(Input { id: name, text: text.into(), date: day, meta, ..Input::default() });
    }
    Ok(())
}

/// The day of a row, null where it has none; the text where that is no date.
fn day(dates: &Column, row: usize) -> std::result::Result<Option<i32>, String> {
    const MICROSECONDS: i64 = 86_400_000_000;
    match dates.values() {
        _ if dates.is_null(row) => Ok(None),
        Values::Date(days) => Ok(Some(days[row])),
        Values::Timestamp(times) => Ok(i32::try_from(times[row].div_euclid(MICROSECONDS)).ok()),
        _ => {
            let written = dates.display(row).unwrap_or_default();
            if written.trim().is_empty() { Ok(None) } else { parse_date(&written).map(Some).ok_or(written) }
        }
    }
}

/// One cell as a document variable.
fn cell(column: &Column, row: usize) -> Meta {
    match column.values() {
        _ if column.is_null(row) => Meta::Null,
        Values::Int(values) => Meta::Int(values[row]),
        Values::Float(values) if values[row].is_nan() => Meta::Null,
        Values::Float(values) => Meta::Float(values[row]),
        Values::Bool(values) => Meta::Bool(values[row]),
        Values::Date(values) => Meta::Date(values[row]),
        Values::Timestamp(values) => Meta::Timestamp(values[row]),
        Values::Str(_) | Values::Dict(..) => Meta::Str(column.text(row).unwrap_or_default().to_owned()),
    }
}
