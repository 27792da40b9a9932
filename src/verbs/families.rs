//! Rows of the tables of measures, as verbs use them: chosen by name, and as JSON.

use serde_json::{Value, json};

use crate::error::Result;
use crate::measures::dispersion::DISPERSION;
use crate::measures::diversity::DIVERSITY;
use crate::measures::readability::READABILITY;
use crate::measures::similarity::SIMILARITY;
use crate::measures::weighting::{DF, TF};
use crate::measures::{Direction, Family, Info, Row, find};

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

/// The name of a family in JSON.
fn family(family: Family) -> &'static str {
    match family {
        Family::Association => "association",
        Family::Keyness => "keyness",
        Family::Dispersion => "dispersion",
        Family::AdjustedFrequency => "adjusted_frequency",
        Family::Diversity => "diversity",
        Family::Readability => "readability",
        Family::Weighting => "weighting",
        Family::Similarity => "similarity",
    }
}

/// All measures as JSON, family by family; a bound that is infinite is null.
pub(crate) fn measures() -> Vec<Value> {
    let row = |info: &Info| {
        let bound = |bound: f64| if bound.is_finite() { json!(bound) } else { Value::Null };
        let direction = match info.direction {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
            Direction::Signed => "signed",
        };
        json!({
            "name": info.name, "aliases": info.aliases, "family": family(info.family), "formula": info.formula,
            "reading": info.reading, "citation": info.citation, "doi": info.doi,
            "range": [bound(info.range.0), bound(info.range.1)], "direction": direction,
            "undefined": info.undefined, "p_value": info.p_value, "corrections": info.corrections,
            "default": info.default,
        })
    };
    let of = |infos: &mut dyn Iterator<Item = &Info>| infos.map(row).collect::<Vec<Value>>();
    let mut rows = of(&mut DISPERSION.iter().map(Row::info));
    rows.extend(of(&mut DIVERSITY.iter().map(Row::info)));
    rows.extend(of(&mut READABILITY.iter().map(Row::info)));
    for (mut weight, part) in of(&mut TF.iter().map(Row::info))
        .into_iter()
        .map(|row| (row, "tf"))
        .chain(of(&mut DF.iter().map(Row::info)).into_iter().map(|row| (row, "df")))
    {
        // Both tables have a scheme "count": which one a row is of must be told.
        weight["part"] = part.into();
        rows.push(weight);
    }
    rows.extend(of(&mut SIMILARITY.iter().map(Row::info)));
    rows
}
