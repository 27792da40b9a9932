//! The section on phrases through time: a lane a phrase, a mark a document, and what changed in words.

use super::cells::{Cell, head, note, table};
use super::data::Data;
use super::html::Html;
use super::numbers::{head as cut, line, long_date, plural};
use super::svg::{Mark, at, mark};
use super::timeline::ticks;
use crate::error::{Error, Result};
use crate::frame::{Frame, Values, iso_date};

/// Pixels: height of a lane, place of its marks in it, room for the years below.
const LANE: usize = 44;
const LINE: usize = 29;
const AXIS: usize = 24;
/// Changes told of a phrase.
const TOLD: usize = 6;

/// A mark for each change: told apart by shape, not by colour alone.
const MARKS: &[Mark] = &[
    ("first", "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0z"),
    ("same", "M-3 0A3 3 0 1 0 3 0A3 3 0 1 0 -3 0z"),
    ("context", "M-5 -5H5V5H-5z"),
    ("reworded", "M0 -6L6 0L0 6L-6 0z"),
    ("returned", "M0 -6L6 5H-6z"),
    ("gone", "M-5 -4L-4 -5L0 -1L4 -5L5 -4L1 0L5 4L4 5L0 1L-4 5L-5 4L-1 0z"),
    ("absent", "M-4 -1H4V1H-4z"),
];

/// A document in the history of a phrase.
struct Step {
    day: i32,
    change: String,
    says: String,
}

/// The history of one phrase.
struct Phrase {
    words: String,
    present: usize,
    steps: Vec<Step>,
    changes: Vec<String>,
}

/// The picture of the key phrases, and what changed around them.
pub(super) fn history(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let made = data.made("track").ok_or_else(|| Error::internal("report: no table track"))?;
    let phrases = read(data, &made.frame)?;
    if let Some(docs) = made.options.get("docs").and_then(serde_json::Value::as_str) {
        html.element("p", &[("class", "note")], &format!("Of the documents with {docs}."));
    }
    picture(html, &phrases);
    let heads = [head("Phrase", "name"), head("Documents", "num"), head("What changed", "long")];
    let cells: Vec<Vec<Cell>> = phrases
        .iter()
        .map(|phrase| {
            vec![
                Cell::Name(phrase.words.clone(), String::new()),
                Cell::Number(format!("{} of {}", phrase.present, phrase.steps.len())),
                Cell::Lines(phrase.changes.iter().take(TOLD).cloned().collect()),
            ]
        })
        .collect();
    table(html, "Key phrases and what changed around them", "history", &heads, &cells);
    note(html, cells.len(), cells.len(), "track");
    Ok(())
}

fn read(data: &Data<'_>, frame: &Frame) -> Result<Vec<Phrase>> {
    let text = |name: &str| frame.column(name);
    let (patterns, ids, present) = (text("pattern")?, text("doc_id")?, text("present")?);
    let (change, wording) = (text("change")?, text("wording")?);
    let (removed, added, dates) = (text("words_removed")?, text("words_added")?, text("date")?);
    let Values::Date(days) = dates.values() else {
        return Err(Error::internal("report: track has no dates"));
    };
    let mut phrases: Vec<Phrase> = Vec::new();
    for row in (0..frame.rows()).filter(|&row| !dates.is_null(row)) {
        let pattern = patterns.text(row).unwrap_or_default();
        let spelled = data.phrases.iter().find(|phrase| phrase.words == pattern);
        let words = spelled.map_or(pattern, |phrase| &*phrase.spelled);
        if phrases.last().is_none_or(|last| last.words != words) {
            let words = words.to_owned();
            phrases.push(Phrase { words, present: 0, steps: Vec::new(), changes: Vec::new() });
        }
        let Some(phrase) = phrases.last_mut() else { continue };
        let here = present.text(row) == Some("yes");
        phrase.present += usize::from(here);
        let change = change.text(row).unwrap_or(if here { "same" } else { "absent" });
        let some = |sign: &str, words: Option<&str>| {
            let words = line(words.unwrap_or_default());
            (!words.is_empty()).then(|| format!("{sign} {}", cut(&words, 160)))
        };
        let moved: Vec<String> =
            [some("−", removed.text(row)), some("+", added.text(row))].into_iter().flatten().collect();
        let moved = match change {
            "context" | "reworded" if here => moved.join("; "),
            _ => cut(&line(wording.text(row).filter(|wording| *wording != words).unwrap_or_default()), 160),
        };
        let colon = if moved.is_empty() { "" } else { ": " };
        if !matches!(change, "same" | "absent") {
            phrase.changes.push(format!("{} {change}{colon}{moved}", iso_date(days[row])));
        }
        let id = cut(ids.text(row).unwrap_or_default(), 100);
        let says = format!("{}: {change}{colon}{moved} ({id})", long_date(days[row]));
        phrase.steps.push(Step { day: days[row], change: change.to_owned(), says });
    }
    Ok(phrases)
}

fn picture(html: &mut Html, phrases: &[Phrase]) {
    let days = || phrases.iter().flat_map(|phrase| phrase.steps.iter().map(|step| step.day));
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return };
    if first == last {
        return;
    }
    let place = |day: i32| 0.02 + 0.95 * f64::from(day - first) / f64::from(last - first);
    let height = phrases.len() * LANE;
    let size = (height + AXIS).to_string();
    html.open("figure", &[]).open(
        "svg",
        &[
            ("class", "timeline"),
            ("width", "100%"),
            ("height", &size),
            ("role", "img"),
            ("aria-labelledby", "history-picture"),
        ],
    );
    let says =
        format!("{} from {} to {}", plural(phrases.len(), "phrase"), long_date(first), long_date(last));
    html.element("title", &[("id", "history-picture")], &says);
    let (bottom, label) = (height.to_string(), (height + AXIS - 6).to_string());
    for (day, year) in ticks(first, last) {
        let x = at(place(day));
        html.element("line", &[("class", "tick"), ("x1", &x), ("x2", &x), ("y1", "0"), ("y2", &bottom)], "");
        html.element("text", &[("class", "year"), ("x", &x), ("y", &label)], &year);
    }
    for (lane, phrase) in phrases.iter().enumerate() {
        let (y, title) = (lane * LANE + LINE, (lane * LANE + LINE - 13).to_string());
        html.open("g", &[]).element("text", &[("x", "0"), ("y", &title)], &cut(&phrase.words, 90));
        for step in &phrase.steps {
            mark(html, MARKS, &step.change, (place(step.day), y), &step.says, "");
        }
        html.close();
    }
    html.close().open("figcaption", &[]);
    html.own(
        "A line is a phrase, a mark a document: a large dot the first time, a small one in the same words, a square with \
         other words around it, a diamond in other words, a triangle back again, a cross gone, a dash still absent.",
    );
    html.close().close();
}
