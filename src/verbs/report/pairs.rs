//! The section of collocations: a table, and a picture of the strongest ties.

use std::collections::BTreeSet;
use std::f64::consts::TAU;

use super::cells::{Cell, head, note, table};
use super::data::{Data, floats, ints};
use super::html::Html;
use super::numbers::count;
use crate::error::Result;

/// Rows of the table, and ties of the picture.
const ROWS: usize = 25;
const TIES: usize = 30;
/// Sides of the picture and radius of its circle, in its own units.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 560.0;
const RADIUS: f64 = 180.0;
/// The thickest line.
const THICKEST: f64 = 7.0;

struct Tie {
    words: (String, String),
    row: usize,
    score: f64,
}

/// The table of pairs and their network.
pub(super) fn pairs(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let frame = data.frame("collocations")?;
    let (nodes, collocates) = (frame.column("node")?, frame.column("collocate")?);
    let (counts, docs) = (ints(frame, "count")?, ints(frame, "doc_count")?);
    let (expected, scores, dice) =
        (floats(frame, "expected")?, floats(frame, "log_likelihood")?, floats(frame, "log_dice")?);
    let ties: Vec<Tie> = (0..frame.rows())
        .filter_map(|row| {
            let words = (nodes.text(row)?, collocates.text(row)?);
            let shown = words.0 != words.1 && data.telling(words.0) && data.telling(words.1);
            let words = (words.0.to_owned(), words.1.to_owned());
            shown.then(|| Tie { words, row, score: scores[row] })
        })
        .collect();
    network(html, &ties[..ties.len().min(TIES)]);
    let largest = ties.iter().take(ROWS).map(|tie| counts[tie.row]).max().unwrap_or(1);
    let cells: Vec<Vec<Cell>> = ties
        .iter()
        .take(ROWS)
        .map(|tie| {
            vec![
                Cell::Name(format!("{} – {}", tie.words.0, tie.words.1), String::new()),
                Cell::Bar(count(counts[tie.row]), counts[tie.row] as f64 / largest as f64),
                Cell::Number(format!("{:.1}", expected[tie.row])),
                Cell::Number(format!("{:.1}", dice[tie.row])),
                Cell::Number(count(docs[tie.row])),
            ]
        })
        .collect();
    let heads = [
        head("Words", "name"),
        head("Count", "bar"),
        head("Expected", "num"),
        head("logDice", "num"),
        head("Documents", "num"),
    ];
    table(html, "Pairs of words, the most striking first", "pairs", &heads, &cells);
    note(html, cells.len(), ties.len(), "collocations");
    Ok(())
}

/// The words on a circle, a line for each tie.
fn network(html: &mut Html, ties: &[Tie]) {
    // Tied words come near each other on the circle: each word is followed by its partners.
    let mut words: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut place = |word: &'_ str| seen.insert(word.to_owned());
    for tie in ties {
        for word in [tie.words.0.as_str(), tie.words.1.as_str()] {
            if place(word) {
                let partner =
                    ties.iter().find_map(|other| match (other.words.0.as_str(), other.words.1.as_str()) {
                        (a, b) if a == word && words.contains(&b) => Some(b),
                        (a, b) if b == word && words.contains(&a) => Some(a),
                        _ => None,
                    });
                let at = partner.and_then(|partner| words.iter().position(|other| *other == partner));
                words.insert(at.map_or(words.len(), |at| at + 1), word);
            }
        }
    }
    let angle = |index: usize| TAU * index as f64 / words.len() as f64;
    let point = |index: usize, radius: f64| {
        (WIDTH / 2.0 + radius * angle(index).cos(), HEIGHT / 2.0 + radius * angle(index).sin())
    };
    let index = |word: &str| words.iter().position(|other| *other == word).unwrap_or_default();
    let strongest = ties.iter().fold(1.0f64, |most, tie| most.max(tie.score));
    let label = format!("Network of {} words and their {} strongest ties", words.len(), ties.len());
    let view = format!("0 0 {WIDTH} {HEIGHT}");
    html.open("figure", &[("class", "network")]);
    html.open("svg", &[("viewBox", &view), ("role", "img"), ("aria-label", &label)]);
    html.element("title", &[], &label);
    for tie in ties {
        let (from, to) = (point(index(&tie.words.0), RADIUS), point(index(&tie.words.1), RADIUS));
        let path = format!(
            "M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}",
            from.0,
            from.1,
            WIDTH / 2.0,
            HEIGHT / 2.0,
            to.0,
            to.1
        );
        let width = format!("{:.1}", (THICKEST * tie.score / strongest).max(0.8));
        html.element("path", &[("d", &path), ("class", "tie"), ("stroke-width", &width)], "");
    }
    for (at, word) in words.iter().enumerate() {
        let (dot, text) = (point(at, RADIUS), point(at, RADIUS + 10.0));
        let (x, y) = (format!("{:.1}", dot.0), format!("{:.1}", dot.1));
        html.element("circle", &[("cx", &x), ("cy", &y), ("r", "3")], "");
        // Each word reads outwards from its dot, on the left turned so that it is not upside down.
        let left = angle(at).cos() < 0.0;
        let turn = angle(at).to_degrees() + if left { 180.0 } else { 0.0 };
        let place = format!("translate({:.1} {:.1}) rotate({turn:.1})", text.0, text.1);
        let anchor = if left { "end" } else { "start" };
        html.element("text", &[("transform", &place), ("dy", "0.35em"), ("text-anchor", anchor)], word);
    }
    html.close().element("figcaption", &[], &label).close();
}
