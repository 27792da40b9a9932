//! The section on commitments compared: the last of a series against the first.

use super::cells::{Cell, head, note, table};
use super::data::{Data, ints};
use super::html::Html;
use super::numbers::plural;
use crate::error::{Error, Result};
use crate::frame::{Column, Frame};

/// Rows of each of the tables.
const ROWS: usize = 40;

/// What a relation is called on the page, in the order it is shown.
const RELATIONS: &[(&str, &str)] = &[
    ("dropped", "Dropped"),
    ("added", "Added"),
    ("weakened", "Weakened"),
    ("strengthened", "Strengthened"),
    ("shifted", "Shifted: scope, specificity, time or condition"),
];

/// Tables of what moved, and how much stayed.
pub(super) fn changes(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let made = data.made("compare").ok_or_else(|| Error::internal("report: no table compare"))?;
    let frame = &made.frame;
    let relation = frame.column("relation")?;
    let side = |name: &str| made.options.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    let rows = |wanted: &str| -> Vec<usize> {
        (0..frame.rows()).filter(|&row| relation.text(row) == Some(wanted)).collect()
    };
    html.open("p", &[]).text(&format!(
        "From {} to {}: {} kept",
        side("a").replace(',', ", "),
        side("b").replace(',', ", "),
        plural(rows("kept").len(), "commitment")
    ));
    for (name, _) in RELATIONS {
        html.text(&format!(", {} {name}", rows(name).len()));
    }
    html.own(".").close();
    if let Some(warning) = frame.column("warning")?.text(0) {
        html.element("p", &[("class", "note")], warning);
    }
    for (name, title) in RELATIONS {
        let rows = rows(name);
        if rows.is_empty() {
            continue;
        }
        let cells = rows.iter().take(ROWS).map(|&row| cells(frame, row)).collect::<Result<Vec<_>>>()?;
        let heads =
            [head("Before", "long"), head("After", "long"), head("Strength", "short"), head("Why", "short")];
        table(html, title, "changes", &heads, &cells);
        if cells.len() < rows.len() {
            note(html, cells.len(), rows.len(), "compare");
        }
    }
    note(html, frame.rows(), frame.rows(), "compare");
    Ok(())
}

fn cells(frame: &Frame, row: usize) -> Result<Vec<Cell>> {
    let text =
        |name: &str| -> Result<Option<String>> { Ok(frame.column(name)?.text(row).map(str::to_owned)) };
    let number = |name: &str| -> Result<Option<i64>> {
        let column: &Column = frame.column(name)?;
        Ok((!column.is_null(row)).then_some(ints(frame, name)?[row]))
    };
    let nearest = |text: Option<String>, similarity: &str| match text {
        Some(text) => vec!["—".to_owned(), format!("nearest ({similarity}): {text}")],
        None => vec!["—".to_owned()],
    };
    let similarity = frame.column("similarity")?.display(row).unwrap_or_default();
    let near = text("nearest_evidence")?;
    let before = text("evidence_a")?.map_or_else(|| nearest(near.clone(), &similarity), |text| vec![text]);
    let after = text("evidence_b")?.map_or_else(|| nearest(near.clone(), &similarity), |text| vec![text]);
    let strength = match (number("strength_a")?, number("strength_b")?) {
        (Some(a), Some(b)) => format!("{a} → {b}"),
        (a, b) => a.or(b).map_or_else(String::new, |only| only.to_string()),
    };
    let rule = text("rule")?.unwrap_or_default().replace('_', " ");
    Ok(vec![Cell::Lines(before), Cell::Lines(after), Cell::Text(strength), Cell::Text(rule)])
}
