//! Rows of the tables of measures, as verbs use them: chosen by name, and as JSON.

use serde_json::{Value, json};

use crate::error::Result;
use crate::measures::weighting::{DF, TF};
use crate::measures::{Info, Row, find};

/// What the option `measures` asks for: rows by name or alias, each once, in the order given; "all"; or the defaults.
/// Rows named in `columns` are left out: the verb has these columns anyway.
pub(crate) fn chosen<R: Row>(
    table: &'static [R],
    names: Option<&[String]>,
    default: impl Fn(&Info) -> bool,
    columns: &[&str],
) -> Result<Vec<&'static R>> {
    let mut rows: Vec<&'static R> = match names {
        None => table.iter().filter(|row| default(row.info())).collect(),
        Some([all]) if all == "all" => table.iter().collect(),
        Some(names) => names.iter().map(|name| find(table, name)).collect::<Result<_>>()?,
    };
    let mut seen = std::collections::HashSet::new();
    rows.retain(|row| !columns.contains(&row.info().name) && seen.insert(row.info().name));
    Ok(rows)
}

/// All measures as JSON, family by family; a bound that is infinite is null.
pub(crate) fn measures() -> Vec<Value> {
    let row = |info: &Info| {
        let bound = |bound: f64| if bound.is_finite() { json!(bound) } else { Value::Null };
        // The two tables of weights both have a scheme "count": which one a row is of must be told.
        let part = |table: &[&Info]| table.iter().any(|other| std::ptr::eq(*other, info));
        let tf: Vec<&Info> = TF.iter().map(Row::info).collect();
        let df: Vec<&Info> = DF.iter().map(Row::info).collect();
        let part = if part(&tf) { Some("tf") } else { part(&df).then_some("df") };
        let mut json = json!({
            "name": info.name, "aliases": info.aliases, "family": info.family.name(), "formula": info.formula,
            "reading": info.reading, "citation": info.citation, "doi": info.doi,
            "range": [bound(info.range.0), bound(info.range.1)], "direction": info.direction.name(),
            "undefined": info.undefined, "p_value": info.p_value, "corrections": info.corrections,
            "default": info.default,
        });
        if let Some(part) = part {
            json["part"] = part.into();
        }
        json
    };
    super::measures::infos().map(row).collect()
}
