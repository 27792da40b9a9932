//! The section of commitments: who promised most, and the firmest promises with their evidence.

use super::cells::{Cell, Head, head, note, table};
use super::data::{Data, floats, ints};
use super::html::Html;
use super::numbers::{self, count};
use crate::error::Result;
use crate::frame::iso_date;

/// Rows of the table of actors; commitments shown with their sentences.
const ROWS: usize = 12;
const SHOWN: usize = 12;
const ID: usize = 100;

/// Commitments by actor and class, and the firmest of them.
pub(super) fn bonds(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let frame = data.frame("commitments_by_actor")?;
    let (actors, classes) = (frame.column("actor")?, frame.column("trigger_class")?);
    let (counts, docs) = (ints(frame, "count")?, ints(frame, "doc_count")?);
    let strengths = floats(frame, "mean_strength")?;
    let conditional = ints(frame, "conditional")?;
    let dated = ints(frame, "dated")?;
    let mut order: Vec<usize> = (0..frame.rows()).collect();
    order.sort_by_key(|&row| (-counts[row], row));
    let most = order.first().map_or(1, |&row| counts[row].max(1));
    let heads: [Head; 7] = [
        head("Who", "name"),
        head("How", "short"),
        head("Commitments", "bar"),
        head("Documents", "num"),
        head("Strength, 1 to 5", "num"),
        head("With a condition", "num"),
        head("With a date", "num"),
    ];
    let rows: Vec<Vec<Cell>> = order
        .iter()
        .take(ROWS)
        .map(|&row| {
            let actor = actors.text(row).filter(|actor| !actor.is_empty()).unwrap_or("(not said)");
            vec![
                Cell::Name(actor.replace("; ", " and "), String::new()),
                Cell::Text(classes.text(row).unwrap_or_default().to_owned()),
                Cell::Bar(count(counts[row]), counts[row] as f64 / most as f64),
                Cell::Number(count(docs[row])),
                Cell::Number(format!("{:.1}", strengths[row])),
                Cell::Number(count(conditional[row])),
                Cell::Number(count(dated[row])),
            ]
        })
        .collect();
    table(html, "Commitments by actor and kind", "bonds", &heads, &rows);
    note(html, rows.len(), order.len(), "commitments_by_actor");
    firmest(data, html)
}

/// The firmest substantive commitments, newest first, each with its sentence.
fn firmest(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let frame = data.frame("commitments")?;
    let text = |name: &str| frame.column(name);
    let (ids, classes, scopes) = (text("doc_id")?, text("trigger_class")?, text("scope")?);
    let (actors, evidence, basis) = (text("actor_resolved")?, text("evidence")?, text("strength_basis")?);
    let (deadlines, conditions) = (text("deadline")?, text("condition")?);
    let (strength, sentences) = (ints(frame, "strength")?, ints(frame, "sent_id")?);
    let (starts, ends) = (ints(frame, "start")?, ints(frame, "end")?);
    let duplicate = frame.column("duplicate_of")?;
    let place = |row: usize| {
        let index =
            data.corpus.find(ids.text(row).unwrap_or_default()).map_or(0, |document| document.index());
        (data.docs[index].date, index)
    };
    let mut rows: Vec<usize> = (0..frame.rows())
        .filter(|&row| scopes.text(row) == Some("substantive") && duplicate.is_null(row))
        .collect();
    rows.sort_by_key(|&row| (std::cmp::Reverse(strength[row]), std::cmp::Reverse(place(row)), row));
    if rows.is_empty() {
        return Ok(());
    }
    html.open("div", &[("class", "concordance")]);
    html.element("h3", &[("id", "firmest")], "The firmest, newest first");
    html.open("ul", &[("class", "kwic"), ("aria-labelledby", "firmest")]);
    for &row in rows.iter().take(SHOWN) {
        let (date, index) = place(row);
        html.open("li", &[]).open("p", &[("class", "said"), ("dir", "auto")]);
        html.quote(&numbers::line(evidence.text(row).unwrap_or_default())).close();
        html.open("p", &[("class", "cite")]);
        let actor = actors.text(row).filter(|actor| !actor.is_empty()).unwrap_or("not said");
        html.text(&format!(
            "{} · {} · strength {}",
            actor.replace("; ", " and "),
            classes.text(row).unwrap_or_default(),
            basis.text(row).unwrap_or_default()
        ));
        if let Some(deadline) = deadlines.text(row).filter(|_| !deadlines.is_null(row)) {
            html.text(&format!(" · by: {}", numbers::line(deadline)));
        }
        if let Some(condition) = conditions.text(row).filter(|_| !conditions.is_null(row)) {
            html.text(&format!(" · if: {}", numbers::line(condition)));
        }
        html.close().open("p", &[("class", "cite")]);
        if let Some(date) = date {
            html.text(&iso_date(date)).own(" · ");
        }
        html.quote(&numbers::head(&data.docs[index].id, ID));
        html.text(&format!(" · sentence {}, characters {}–{}", sentences[row], starts[row], ends[row]));
        html.close().close();
    }
    html.close().close();
    note(html, rows.len().min(SHOWN), rows.len(), "commitments");
    Ok(())
}
