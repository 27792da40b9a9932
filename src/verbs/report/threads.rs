//! The section on threads: commitments through time, as a picture and a table.

use super::cells::{Cell, head, note, table};
use super::data::{Data, ints};
use super::html::Html;
use super::numbers::{head as cut, long_date, plural};
use super::svg::{Mark as Shape, at, mark as draw};
use super::timeline::ticks;
use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Values};

/// Threads in the picture.
const SHOWN: usize = 14;
/// Pixels: height of a thread, place of its marks in it, room for the years below.
const LANE: usize = 56;
const LINE: usize = 42;
const AXIS: usize = 24;

/// Marks that lie nearer than this share of the width have one number.
const NEAR: f64 = 0.015;

/// A mark for each relation: told apart by shape, not by colour alone.
const MARKS: &[Shape] = &[
    ("first", "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0z"),
    ("kept", "M-3 0A3 3 0 1 0 3 0A3 3 0 1 0 -3 0z"),
    ("strengthened", "M0 -6L6 5H-6z"),
    ("weakened", "M0 6L6 -5H-6z"),
    ("shifted", "M0 -6L6 0L0 6L-6 0z"),
    ("fulfilled", "M-5 -5H5V5H-5z"),
];

/// One mention in the picture.
struct Mark {
    day: i32,
    /// The document's place.
    doc: usize,
    relation: String,
    strength: Option<i64>,
    evidence: String,
}

/// One thread.
struct Thread {
    label: String,
    marks: Vec<Mark>,
}

/// The picture and the table of the longest threads.
pub(super) fn threads(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let made = data.made("threads").ok_or_else(|| Error::internal("report: no table threads"))?;
    let found = read(data, &made.frame)?;
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(found[at].marks.len()), at));
    let shown: Vec<&Thread> = order.iter().take(SHOWN).map(|&at| &found[at]).collect();
    picture(data, html, &shown);
    let heads = [
        head("Commitment", "name"),
        head("Mentions", "num"),
        head("Strength over time", "short"),
        head("Last", "short"),
    ];
    let cells: Vec<Vec<Cell>> = shown
        .iter()
        .map(|thread| {
            let strengths: Vec<String> = thread
                .marks
                .iter()
                .filter_map(|mark| mark.strength.map(|strength| strength.to_string()))
                .collect();
            vec![
                Cell::Name(cut(&thread.label, 120), String::new()),
                Cell::Number(thread.marks.len().to_string()),
                Cell::Text(strengths.join(" ")),
                Cell::Text(thread.marks.last().map(|mark| long_date(mark.day)).unwrap_or_default()),
            ]
        })
        .collect();
    table(html, "Threads with the most mentions", "threads", &heads, &cells);
    note(html, cells.len(), found.len(), "threads");
    Ok(())
}

/// Threads with a dated mention, restatements within a document left out.
fn read(data: &Data<'_>, frame: &Frame) -> Result<Vec<Thread>> {
    let column = |name: &str| frame.column(name);
    let (numbers, strengths) = (ints(frame, "thread")?, ints(frame, "strength")?);
    let (relation, label, evidence, dates) =
        (column("relation")?, column("label")?, column("evidence")?, column("date")?);
    let (bound, ids) = (column("strength")?, column("doc_id")?);
    let text = |column: &Column, row: usize| column.text(row).unwrap_or_default().to_owned();
    let mut threads: Vec<(i64, Thread)> = Vec::new();
    for (row, &number) in numbers.iter().enumerate() {
        let Values::Date(days) = dates.values() else { continue };
        if dates.is_null(row) || matches!(relation.text(row), Some("restated" | "distorted")) {
            continue;
        }
        if threads.last().is_none_or(|(last, _)| *last != number) {
            threads.push((number, Thread { label: text(label, row), marks: Vec::new() }));
        }
        if let Some((_, thread)) = threads.last_mut() {
            let strength = (!bound.is_null(row)).then_some(strengths[row]);
            let (relation, evidence) = (text(relation, row), text(evidence, row));
            let doc = data.corpus.find(ids.text(row).unwrap_or_default())?.index();
            thread.marks.push(Mark { day: days[row], doc, relation, strength, evidence });
        }
    }
    Ok(threads.into_iter().map(|(_, thread)| thread).collect())
}

/// Whether a document of the kind of either stands between two mentions and does not take the thread up.
fn silent(data: &Data<'_>, from: &Mark, to: &Mark) -> bool {
    let kind = |doc: usize| data.docs[doc].facets[0].as_deref();
    data.docs.iter().enumerate().any(|(doc, other)| {
        let alike = kind(doc) == kind(from.doc) || kind(doc) == kind(to.doc);
        alike && other.date.is_some_and(|day| from.day < day && day < to.day)
    })
}

fn picture(data: &Data<'_>, html: &mut Html, threads: &[&Thread]) {
    let mut days: Vec<i32> =
        threads.iter().flat_map(|thread| thread.marks.iter().map(|mark| mark.day)).collect();
    days.sort_unstable();
    days.dedup();
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return };
    if first == last {
        return;
    }
    let place = |day: i32| 0.02 + 0.95 * f64::from(day - first) / f64::from(last - first);
    let height = threads.len() * LANE;
    html.open("figure", &[]).open(
        "svg",
        &[
            ("class", "timeline"),
            ("width", "100%"),
            ("height", &(height + AXIS).to_string()),
            ("role", "img"),
            ("aria-labelledby", "threads-picture"),
        ],
    );
    let says =
        format!("{} from {} to {}", plural(threads.len(), "thread"), long_date(first), long_date(last));
    html.element("title", &[("id", "threads-picture")], &says);
    let (bottom, label) = (height.to_string(), (height + AXIS - 6).to_string());
    for (day, year) in ticks(first, last) {
        let x = at(place(day));
        html.element("line", &[("class", "tick"), ("x1", &x), ("x2", &x), ("y1", "0"), ("y2", &bottom)], "");
        html.element("text", &[("class", "year"), ("x", &x), ("y", &label)], &year);
    }
    for (lane, thread) in threads.iter().enumerate() {
        let class = format!("lane k{}", lane % 8);
        let y = (lane * LANE + LINE).to_string();
        let title = (lane * LANE + LINE - 26).to_string();
        html.open("g", &[("class", &class)]);
        html.element("text", &[("x", "0"), ("y", &title)], &cut(&thread.label, 90));
        for pair in thread.marks.windows(2) {
            let (from, to) = (at(place(pair[0].day)), at(place(pair[1].day)));
            let class = if silent(data, &pair[0], &pair[1]) { "gap" } else { "span" };
            html.element("line", &[("class", class), ("x1", &from), ("x2", &to), ("y1", &y), ("y2", &y)], "");
        }
        let mut told = f64::NEG_INFINITY;
        for mark in &thread.marks {
            let strength =
                mark.strength.map_or_else(String::new, |strength| format!(", strength {strength}"));
            let words =
                format!("{}: {}{strength}: {}", long_date(mark.day), mark.relation, cut(&mark.evidence, 200));
            // Of marks that lie close together the first has its number.
            let near = place(mark.day) - told < NEAR;
            let label = mark.strength.filter(|_| !near).map_or_else(String::new, |number| number.to_string());
            if !near {
                told = place(mark.day);
            }
            draw(html, MARKS, &mark.relation, (place(mark.day), lane * LANE + LINE), &words, &label);
        }
        html.close();
    }
    html.close().open("figcaption", &[]);
    html.own(
        "A line is a commitment, a mark a document that makes it: a large dot the first time, a small one the same again, \
         a triangle upwards firmer, downwards less firm, a diamond moved in scope, time or condition, a square fulfilled. \
         A broken line passes over a document of the same kind that is silent. The number is the strength, 1 to 5.",
    );
    html.close().close();
}
