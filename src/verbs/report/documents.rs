//! The section of documents: the timeline, and what each document is.

use super::cells::{Cell, Head, head, note, table};
use super::data::{Data, FACETS};
use super::html::Html;
use super::numbers::{self, count, percent};
use super::timeline::timeline;
use crate::error::Result;
use crate::frame::iso_date;

/// Documents that the page lists.
const SHOWN: usize = 200;
/// Characters of a title, and of an id.
const TITLE: usize = 140;
const ID: usize = 120;

/// The timeline and the table of documents.
pub(super) fn documents(data: &Data<'_>, html: &mut Html) -> Result<()> {
    timeline(html, data);
    let dated = data.span().is_some();
    let facets: Vec<usize> = (0..FACETS.len()).filter(|&facet| !data.facet(facet).is_empty()).collect();
    let longest = data.docs.iter().map(|doc| doc.words).max().unwrap_or(1).max(1);
    let mut heads: Vec<Head> = if dated { vec![head("Date", "date")] } else { Vec::new() };
    heads.push(head("Document", "name"));
    heads.extend(facets.iter().map(|&facet| head(FACETS[facet].head, FACETS[facet].class)));
    heads.extend([head("Words", "bar"), head("Body text", "num")]);
    let shown = &data.by_date[..data.by_date.len().min(SHOWN)];
    let rows: Vec<Vec<Cell>> = shown
        .iter()
        .map(|&place| {
            let doc = &data.docs[place];
            let id = numbers::head(&doc.id, ID);
            let mut cells = if dated {
                vec![Cell::Number(doc.date.map_or_else(|| "–".to_owned(), iso_date))]
            } else {
                Vec::new()
            };
            cells.push(match &doc.title {
                Some(title) => Cell::Name(numbers::head(title, TITLE), id),
                None => Cell::Name(id, String::new()),
            });
            cells.extend(facets.iter().map(|&facet| {
                let value = doc.facets[facet].as_deref().unwrap_or("–");
                Cell::Text(numbers::head(&value.replace('_', " "), TITLE))
            }));
            cells.push(Cell::Bar(count(doc.words), doc.words as f64 / longest as f64));
            cells.push(Cell::Number(percent(doc.body, doc.words)));
            cells
        })
        .collect();
    table(html, if dated { "Documents by date" } else { "Documents" }, "documents", &heads, &rows);
    note(html, rows.len(), data.docs.len(), "docs");
    Ok(())
}
