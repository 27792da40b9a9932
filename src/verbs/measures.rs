//! `measures`: every row of every table of measures.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::frame::{Frame, Strings};
use crate::measures::Info;
use crate::measures::association::ASSOCIATION;
use crate::measures::dispersion::DISPERSION;
use crate::measures::diversity::DIVERSITY;
use crate::measures::keyness::KEYNESS;
use crate::measures::readability::READABILITY;
use crate::measures::significance::ADJUSTMENTS;
use crate::measures::similarity::SIMILARITY;
use crate::measures::weighting::{DF, TF};

use super::keyness_rows::optional;

/// The families by name, in the order of the table.
pub const FAMILIES: &[&str] = &[
    "association",
    "keyness",
    "dispersion",
    "adjusted_frequency",
    "diversity",
    "readability",
    "weighting",
    "similarity",
    "adjustment",
];

/// What is known about every measure, family by family.
pub(crate) fn infos() -> impl Iterator<Item = &'static Info> {
    let counted = ASSOCIATION.iter().map(|row| &row.info).chain(KEYNESS.iter().map(|row| &row.info));
    let spread = DISPERSION.iter().map(|row| &row.info).chain(DIVERSITY.iter().map(|row| &row.info));
    let weighted = TF.iter().map(|row| &row.info).chain(DF.iter().map(|row| &row.info));
    counted
        .chain(spread)
        .chain(READABILITY.iter().map(|row| &row.info))
        .chain(weighted)
        .chain(SIMILARITY.iter().map(|row| &row.info))
}

/// The names of the measures of each family.
pub(crate) fn names() -> Value {
    let mut names: Map<String, Value> = FAMILIES.iter().map(|name| ((*name).to_owned(), json!([]))).collect();
    let rows = infos().map(|info| (info.family.name(), info.name));
    for (family, name) in rows.chain(ADJUSTMENTS.iter().map(|row| ("adjustment", row.name))) {
        if let Some(Value::Array(list)) = names.get_mut(family) {
            list.push(name.into());
        }
    }
    names.into()
}

/// A row of the table as text: name, aliases, family, formula, reading, citation, doi, direction, undefined, p_value,
/// corrections; range; default.
type Row = ([String; 11], (f64, f64), bool);

fn rows() -> Vec<Row> {
    let of_info = |info: &Info| -> Row {
        let text = [
            info.name,
            &info.aliases.join(", "),
            info.family.name(),
            info.formula,
            info.reading,
            info.citation,
            info.doi,
            info.direction.name(),
            info.undefined,
            info.p_value,
            &info.corrections.join(", "),
        ];
        (text.map(str::to_owned), info.range, info.default)
    };
    let of_adjustment = |row: &crate::measures::significance::Adjustment| -> Row {
        let aliases = row.aliases.join(", ");
        let text = [
            row.name,
            &aliases,
            "adjustment",
            row.formula,
            row.reading,
            row.citation,
            row.doi,
            "lower",
            "",
            "",
            "",
        ];
        (text.map(str::to_owned), (0.0, 1.0), row.name == "holm")
    };
    infos().map(of_info).chain(ADJUSTMENTS.iter().map(of_adjustment)).collect()
}

/// Returns the table of measures: `name, aliases, family, formula, reading, citation, doi, range_low, range_high,
/// direction, undefined, p_value, corrections, default`. `search` keeps rows with that text in name, aliases, formula,
/// reading or citation, whatever the case; `wanted` keeps one family.
///
/// # Errors
/// A family that is not known.
///
/// # Example
/// ```
/// let table = communique::verbs::measures(Some("logdice"), None)?;
/// assert_eq!(table.column("name")?.text(0), Some("log_dice"));
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn measures(search: Option<&str>, wanted: Option<&str>) -> Result<Frame> {
    if let Some(name) = wanted.filter(|name| !FAMILIES.contains(name)) {
        return Err(Error::unknown_option("family", name, FAMILIES));
    }
    let needle = search.unwrap_or_default().to_lowercase();
    let mut rows = rows();
    rows.retain(|(text, _, _)| {
        let found = [0, 1, 3, 4, 5].iter().any(|&at| text[at].to_lowercase().contains(&needle));
        found && wanted.is_none_or(|name| text[2] == name)
    });
    let text = |at: usize| rows.iter().map(|row| row.0[at].as_str()).collect::<Strings>();
    let range = |of: fn(&(f64, f64)) -> f64| optional(rows.iter().map(|row| of(&row.1)).collect());
    let mut frame = Frame::new();
    for (at, name) in
        ["name", "aliases", "family", "formula", "reading", "citation", "doi"].into_iter().enumerate()
    {
        frame = frame.with(name, text(at));
    }
    frame = frame.with("range_low", range(|range| range.0)).with("range_high", range(|range| range.1));
    for (at, name) in ["direction", "undefined", "p_value", "corrections"].into_iter().enumerate() {
        frame = frame.with(name, text(at + 7));
    }
    let mut settings = Map::new();
    settings.insert("communique".into(), env!("CARGO_PKG_VERSION").into());
    settings.insert("verb".into(), "measures".into());
    settings.insert("options".into(), json!({"search": search, "family": wanted}));
    let default: Vec<bool> = rows.iter().map(|row| row.2).collect();
    Ok(frame.with("default", default).with_settings(settings))
}
