//! The section that holds the last year against the first.

use super::cells::{Cell, Head, head, note, table};
use super::data::{Data, floats, ints};
use super::html::Html;
use super::numbers::{count, rate};
use crate::error::{Error, Result};

/// Rows of each of the two tables.
const ROWS: usize = 15;

/// Words of the last year, and words of the first.
pub(super) fn change(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let made = data.made("keyness").ok_or_else(|| Error::internal("report: no table keyness"))?;
    let frame = &made.frame;
    let condition =
        |side: &str| made.options.get(side).and_then(serde_json::Value::as_str).unwrap_or_default();
    let year = |side: &str| condition(side).rsplit('=').next().unwrap_or_default().to_owned();
    let series = condition("target").rsplit_once(',').and_then(|(series, _)| series.split_once('='));
    let of = series.map(|(_, kind)| format!(", {}", kind.replace('_', " "))).unwrap_or_default();
    let terms = frame.column("term")?;
    let (here, there) = (ints(frame, "count_target")?, ints(frame, "count_reference")?);
    let (rates, others) = (floats(frame, "per_million_target")?, floats(frame, "per_million_reference")?);
    let (ratio, low, high) =
        (floats(frame, "log_ratio")?, floats(frame, "log_ratio_low")?, floats(frame, "log_ratio_high")?);
    let (score, p) = (floats(frame, "log_likelihood")?, floats(frame, "p_adjusted")?);
    let row = |&row: &usize| {
        vec![
            Cell::Name(terms.text(row).unwrap_or_default().to_owned(), String::new()),
            Cell::Number(count(here[row])),
            Cell::Number(count(there[row])),
            Cell::Number(rate(rates[row])),
            Cell::Number(rate(others[row])),
            Cell::Number(format!("{:+.1}", ratio[row])),
            Cell::Text(format!("{:+.1} to {:+.1}", low[row], high[row])),
            Cell::Number(if p[row] < 0.001 { "< 0.001".to_owned() } else { format!("{:.3}", p[row]) }),
        ]
    };
    let heads: [Head; 8] = [
        head("Word", "name"),
        head("Last", "num"),
        head("First", "num"),
        head("Per million, last", "num"),
        head("Per million, first", "num"),
        head("Log ratio", "num"),
        head("Range", "short"),
        head("p", "num"),
    ];
    let telling: Vec<usize> =
        (0..frame.rows()).filter(|&row| terms.text(row).is_some_and(|term| data.telling(term))).collect();
    let more: Vec<usize> = telling.iter().copied().filter(|&row| score[row] > 0.0).collect();
    let mut less: Vec<usize> = telling.iter().copied().filter(|&row| score[row] < 0.0).collect();
    less.reverse();
    for (rows, caption) in [
        (more, format!("More frequent in {} than in {}{of}", year("target"), year("reference"))),
        (less, format!("More frequent in {} than in {}{of}", year("reference"), year("target"))),
    ] {
        let cells: Vec<Vec<Cell>> = rows.iter().take(ROWS).map(row).collect();
        table(html, &caption, "change", &heads, &cells);
        note(html, cells.len(), rows.len(), "keyness");
    }
    Ok(())
}
