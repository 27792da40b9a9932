//! The timeline: documents over time, one lane a kind, each mark as large as the document is long.

use std::collections::BTreeMap;

use super::data::{Data, FACETS};
use super::html::Html;
use super::numbers::{count, head, long_date, plural};
use super::svg::at;
use crate::frame::{parse_date, year_month};

/// Lanes beside the last, which holds all other kinds. Each has a colour in the style sheet.
const LANES: usize = 7;
/// Documents that get a mark each; more are gathered in so many spans of time.
const MARKS: usize = 300;
const SPANS: i64 = 60;
/// Years with a label at most.
const TICKS: i32 = 8;
/// Pixels: height of a lane, place of its marks in it, room for the years below.
const LANE: usize = 46;
const LINE: usize = 29;
const AXIS: usize = 24;
/// Pixels: radius of the smallest and of the largest mark.
const RADIUS: (f64, f64) = (3.0, 10.0);

/// One mark: documents that lie together.
struct Mark {
    from: i32,
    to: i32,
    docs: Vec<usize>,
    words: i64,
}

/// Draws the timeline, if two documents have different dates.
pub(super) fn timeline(html: &mut Html, data: &Data<'_>) {
    let Some((first, last)) = data.span().filter(|(first, last)| first < last) else { return };
    let lanes = lanes(data);
    let place =
        |day: i32| 0.015 + 0.97 * (f64::from(day) - f64::from(first)) / (f64::from(last) - f64::from(first));
    let marks: Vec<Vec<Mark>> = lanes.iter().map(|(_, docs)| marks(data, docs, (first, last))).collect();
    let largest = marks.iter().flatten().map(|mark| mark.words).max().unwrap_or(1).max(1);
    let height = lanes.len() * LANE;
    let says = format!(
        "{}, {} to {}. {}.",
        plural(lanes.iter().map(|lane| lane.1.len()).sum(), "document"),
        long_date(first),
        long_date(last),
        lanes.iter().map(|(name, docs)| format!("{name}: {}", docs.len())).collect::<Vec<_>>().join("; ")
    );
    html.open("figure", &[]).open(
        "svg",
        &[
            ("class", "timeline"),
            ("width", "100%"),
            ("height", &(height + AXIS).to_string()),
            ("role", "img"),
            ("aria-labelledby", "timeline-title timeline-desc"),
        ],
    );
    html.element("title", &[("id", "timeline-title")], "Documents over time");
    html.element("desc", &[("id", "timeline-desc")], &says);
    let (bottom, label) = (height.to_string(), (height + AXIS - 6).to_string());
    for (day, year) in ticks(first, last) {
        let x = at(place(day));
        html.element("line", &[("class", "tick"), ("x1", &x), ("x2", &x), ("y1", "0"), ("y2", &bottom)], "");
        html.element("text", &[("class", "year"), ("x", &x), ("y", &label)], &year);
    }
    for (lane, ((name, docs), marks)) in lanes.iter().zip(&marks).enumerate() {
        let y = (lane * LANE + LINE).to_string();
        let class = format!("lane k{lane}");
        html.open("g", &[("class", &class)]);
        html.element("line", &[("x1", "0"), ("x2", "100%"), ("y1", &y), ("y2", &y)], "");
        let title = (lane * LANE + LINE - 15).to_string();
        html.open("text", &[("x", "0"), ("y", &title)]).text(&head(name, 40));
        html.element("tspan", &[("dx", "6")], &count(docs.len())).close();
        for mark in marks {
            let day = mark.from + (mark.to - mark.from) / 2;
            let radius = RADIUS.0 + (RADIUS.1 - RADIUS.0) * (mark.words as f64 / largest as f64).sqrt();
            html.open("circle", &[("cx", &at(place(day))), ("cy", &y), ("r", &format!("{radius:.1}"))]);
            html.element("title", &[], &says_of(data, mark)).close();
        }
        html.close();
    }
    html.close();
    let of_kind = if lanes.len() > 1 { " One line for each kind." } else { "" };
    html.open("figcaption", &[]).own("When the documents are from. The larger the dot, the more words.");
    html.text(of_kind);
    if data.docs.len() > MARKS {
        html.own(" Documents that lie close together share a dot.");
    }
    let undated = data.docs.iter().filter(|doc| doc.date.is_none()).count();
    if undated > 0 {
        html.text(&format!(
            " {} without a date {} not shown.",
            plural(undated, "document"),
            if undated == 1 { "is" } else { "are" }
        ));
    }
    html.close().close();
}

/// The dated documents by the first facet the corpus has: most frequent first, the rest together.
fn lanes(data: &Data<'_>) -> Vec<(String, Vec<usize>)> {
    let dated = || data.by_date.iter().copied().filter(|&doc| data.docs[doc].date.is_some());
    let facet = (0..FACETS.len()).find(|&facet| data.docs.iter().any(|doc| doc.facets[facet].is_some()));
    let Some(facet) = facet else { return vec![("All documents".to_owned(), dated().collect())] };
    let values = data.facet(facet);
    let shown = if values.len() > LANES + 1 { LANES } else { values.len() };
    let with =
        |value: &str| dated().filter(|&doc| data.docs[doc].facets[facet].as_deref() == Some(value)).collect();
    let mut lanes: Vec<(String, Vec<usize>)> =
        values[..shown].iter().map(|(value, _)| (value.replace('_', " "), with(value))).collect();
    let named = |doc: usize| {
        let value = data.docs[doc].facets[facet].as_deref();
        values[..shown].iter().any(|(name, _)| Some(*name) == value)
    };
    let rest: Vec<usize> = dated().filter(|&doc| !named(doc)).collect();
    if !rest.is_empty() {
        lanes.push(("other".to_owned(), rest));
    }
    lanes
}

/// The marks of a lane: each document, or what lies in each span of time.
fn marks(data: &Data<'_>, docs: &[usize], (first, last): (i32, i32)) -> Vec<Mark> {
    let many = data.docs.len() > MARKS;
    let days = i64::from(last) - i64::from(first) + 1;
    let mut spans: BTreeMap<(i64, usize), Mark> = BTreeMap::new();
    for &doc in docs {
        let Some(day) = data.docs[doc].date else { continue };
        let span = (i64::from(day) - i64::from(first)) * SPANS / days;
        let key = if many { (span, 0) } else { (i64::from(day), doc) };
        let mark =
            spans.entry(key).or_insert_with(|| Mark { from: day, to: day, docs: Vec::new(), words: 0 });
        (mark.from, mark.to) = (mark.from.min(day), mark.to.max(day));
        mark.docs.push(doc);
        mark.words += data.docs[doc].words;
    }
    spans.into_values().collect()
}

fn says_of(data: &Data<'_>, mark: &Mark) -> String {
    let words = plural(usize::try_from(mark.words).unwrap_or_default(), "word");
    match mark.docs[..] {
        [doc] => {
            let doc = &data.docs[doc];
            format!("{}: {}, {words}", long_date(mark.from), head(doc.title.as_ref().unwrap_or(&doc.id), 90))
        }
        _ => {
            let docs = plural(mark.docs.len(), "document");
            format!("{} to {}: {docs}, {words}", long_date(mark.from), long_date(mark.to))
        }
    }
}

/// The first days of years (or months, where all is in one or two years) between two days, with their labels.
pub(super) fn ticks(first: i32, last: i32) -> Vec<(i32, String)> {
    let (Some((from, month)), Some((to, _))) = (year_month(first), year_month(last)) else {
        return Vec::new();
    };
    let start = |year: i32, month: u32| parse_date(&format!("{year:04}-{month:02}-01"));
    let inside = |(day, label): (Option<i32>, String)| {
        day.filter(|day| (first..=last).contains(day)).map(|day| (day, label))
    };
    if to - from >= 2 {
        let step = ((to - from + TICKS) / TICKS).max(1);
        let years = (from..=to).filter(|year| year.rem_euclid(step) == 0);
        return years.map(|year| (start(year, 1), year.to_string())).filter_map(inside).collect();
    }
    let months =
        (0..=24).map(|after| (from + (month as i32 - 1 + after) / 12, (month as i32 - 1 + after) % 12 + 1));
    let all: Vec<(i32, String)> = months
        .map(|(year, month)| (start(year, month as u32), format!("{year}-{month:02}")))
        .filter_map(inside)
        .collect();
    let step = all.len().div_ceil(TICKS as usize).max(1);
    all.into_iter().step_by(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_fit_their_span() {
        let labels = |from: &str, to: &str| {
            let days = parse_date(from).zip(parse_date(to)).unwrap_or_default();
            ticks(days.0, days.1).into_iter().map(|(_, label)| label).collect::<Vec<_>>()
        };
        assert_eq!(labels("2018-06-21", "2021-01-02"), ["2019", "2020", "2021"]);
        assert_eq!(labels("2024-11-20", "2025-02-02"), ["2024-12", "2025-01", "2025-02"]);
        assert!(labels("1789-04-30", "2025-01-20").len() <= TICKS as usize + 1);
        assert!(labels("2025-01-05", "2025-01-06").is_empty());
    }
}
