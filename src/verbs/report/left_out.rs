//! The section on reading: what was taken for furniture and by which rule, and what went wrong.

use std::collections::BTreeMap;

use super::cells::{Cell, head, note, table};
use super::data::Data;
use super::html::Html;
use super::numbers::{self, count, line, plural};
use crate::error::Result;
use crate::frame::{Frame, Values};
use crate::text::{FURNITURE, Region};

/// What each region is, in words for somebody who has never heard of it.
const GLOSSES: &[(&str, &str)] = &[
    ("nav", "menus and links of the site"),
    ("kicker", "the rubric above a headline"),
    ("headline", "the title"),
    ("deck", "the lines under the headline"),
    ("byline", "who wrote it"),
    ("caption", "text under a picture"),
    ("thumbnail", "the cut-off text of a preview picture"),
    ("crosshead", "a heading inside the text"),
    ("body", "the text itself"),
    ("quote", "a quotation set apart"),
    ("copyright", "the copyright line"),
    ("widget", "buttons, forms, attachments"),
];
/// Examples of each rule, and characters of each; problems that the page lists.
const EXAMPLES: usize = 3;
const EXAMPLE: usize = 90;
const PROBLEMS: usize = 50;

/// Counts of regions, the furniture with examples, and the problems.
pub(super) fn left_out(data: &Data<'_>, html: &mut Html) -> Result<()> {
    problems(data.frame("problems")?, html)?;
    regions(data, html)?;
    furniture(data.frame("regions")?, html)
}

fn problems(frame: &Frame, html: &mut Html) -> Result<()> {
    if frame.rows() == 0 {
        html.element("p", &[("class", "good")], "Every file was read as it stands: no problems.");
        return Ok(());
    }
    let columns = ["source", "message", "action"].map(|name| frame.column(name));
    let text = |column: usize, row: usize| {
        columns[column].as_ref().ok().and_then(|column| column.text(row)).unwrap_or_default().to_owned()
    };
    let rows: Vec<Vec<Cell>> = (0..frame.rows().min(PROBLEMS))
        .map(|row| {
            let message = numbers::head(&text(1, row), 2 * EXAMPLE);
            vec![
                Cell::Name(numbers::head(&text(0, row), EXAMPLE), String::new()),
                Cell::Text(message),
                Cell::Text(text(2, row)),
            ]
        })
        .collect();
    let heads = [head("File", "name"), head("What happened", "text"), head("What was done", "short")];
    table(html, "Problems while reading", "problems", &heads, &rows);
    note(html, rows.len(), frame.rows(), "problems");
    Ok(())
}

/// How many units of each region there are, and whether they are counted.
fn regions(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let names = data.frame("regions")?.column("region")?.clone();
    let mut units: BTreeMap<&str, i64> = BTreeMap::new();
    (0..names.len()).filter_map(|row| names.text(row)).for_each(|name| *units.entry(name).or_default() += 1);
    let largest = units.values().copied().max().unwrap_or(1);
    let rows: Vec<Vec<Cell>> = Region::ALL
        .iter()
        .filter_map(|region| units.get(region.name()).map(|&number| (region, number)))
        .map(|(region, number)| {
            let gloss =
                GLOSSES.iter().find(|(name, _)| *name == region.name()).map_or("", |(_, gloss)| *gloss);
            vec![
                Cell::Name(region.name().to_owned(), String::new()),
                Cell::Text(gloss.to_owned()),
                Cell::Bar(count(number), number as f64 / largest as f64),
                Cell::Text(if FURNITURE.contains(region) { "left out" } else { "counted" }.to_owned()),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let heads = [
        head("Part", "name"),
        head("What it is", "text"),
        head("Pieces", "bar"),
        head("In the counts", "short"),
    ];
    table(html, "Parts of the pages", "regions", &heads, &rows);
    note(html, names.len(), names.len(), "regions");
    Ok(())
}

/// What was left out, by rule, with examples.
fn furniture(frame: &Frame, html: &mut Html) -> Result<()> {
    let (regions, rules, texts) = (frame.column("region")?, frame.column("rule")?, frame.column("text")?);
    let mut by_rule: BTreeMap<(usize, &str), (usize, Vec<String>)> = BTreeMap::new();
    for row in 0..frame.rows() {
        let name = regions.text(row).unwrap_or_default();
        let Some(place) = FURNITURE.iter().position(|region| region.name() == name) else { continue };
        let (number, examples) = by_rule.entry((place, rules.text(row).unwrap_or_default())).or_default();
        *number += 1;
        if examples.len() < EXAMPLES {
            let example = numbers::head(&line(texts.text(row).unwrap_or_default()), EXAMPLE);
            if !examples.contains(&example) {
                examples.push(example);
            }
        }
    }
    let pieces = by_rule.values().map(|(number, _)| number).sum();
    if pieces > 0 {
        html.open("details", &[]);
        html.element(
            "summary",
            &[],
            &format!("What was left out, and by which rule: {}", plural(pieces, "piece")),
        );
        let rows: Vec<Vec<Cell>> = by_rule
            .into_iter()
            .map(|((place, rule), (number, examples))| {
                vec![
                    Cell::Name(rule.to_owned(), FURNITURE[place].name().to_owned()),
                    Cell::Number(count(number)),
                    Cell::Lines(examples),
                ]
            })
            .collect();
        let heads = [head("Rule", "name"), head("Pieces", "num"), head("For example", "text")];
        table(html, "Left out, by rule", "furniture", &heads, &rows);
        html.close();
    }
    marked(frame, html)
}

/// What is marked without being left out.
fn marked(frame: &Frame, html: &mut Html) -> Result<()> {
    let duplicates = frame.column("duplicate_of")?;
    let repeated = (0..frame.rows()).filter(|&row| !duplicates.is_null(row)).count();
    let cut = match frame.column("truncated")?.values() {
        Values::Bool(values) => values.iter().filter(|cut| **cut).count(),
        _ => 0,
    };
    if repeated + cut > 0 {
        let says = format!(
            "{} {} another one of the same document, and {} cut short by the site; all of them are counted, and marked in regions.csv.",
            plural(repeated, "piece"),
            if repeated == 1 { "repeats" } else { "repeat" },
            if cut == 1 { "1 was".to_owned() } else { format!("{} were", count(cut)) },
        );
        html.element("p", &[("class", "note")], &says);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_gloss() {
        assert!(Region::ALL.iter().map(|region| region.name()).eq(GLOSSES.iter().map(|(name, _)| *name)));
    }
}
