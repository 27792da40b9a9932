//! Small drawings inside the page.

use super::html::Html;

/// Width of a bar of a sparkline and of the gap after it, and the height of the tallest.
const BAR: usize = 5;
const STEP: usize = 7;
const HEIGHT: usize = 18;

/// Bars for values over time, the tallest for the largest; `words` say the same for those who do not see it.
pub(super) fn spark(html: &mut Html, values: &[f64], words: &str) {
    let largest = values.iter().fold(0.0f64, |largest, value| largest.max(*value));
    let mut path = String::new();
    for (place, value) in values.iter().enumerate().filter(|(_, value)| **value > 0.0) {
        let height = (value / largest * HEIGHT as f64).max(1.0);
        path += &format!("M{} {HEIGHT}v-{height:.1}h{BAR}v{height:.1}z", place * STEP);
    }
    let width = (values.len() * STEP).saturating_sub(STEP - BAR).max(1).to_string();
    let height = HEIGHT.to_string();
    html.open(
        "svg",
        &[("class", "spark"), ("width", &width), ("height", &height), ("role", "img"), ("aria-label", words)],
    );
    html.element("title", &[], words).element("path", &[("d", &path)], "").close();
}

/// A name and the outline of the mark that stands for it.
pub(super) type Mark = (&'static str, &'static str);

/// The mark of that name (else the second of `marks`) at a share of the width and a height, with words for a pointer and a small
/// label above it.
pub(super) fn mark(
    html: &mut Html,
    marks: &[Mark],
    name: &str,
    (x, y): (f64, usize),
    words: &str,
    label: &str,
) {
    let shape = marks.iter().find(|(known, _)| *known == name).unwrap_or(&marks[1]).1;
    html.open(
        "svg",
        &[("x", &at(x)), ("y", &y.to_string()), ("overflow", "visible"), ("width", "1"), ("height", "1")],
    );
    html.open("path", &[("d", shape), ("class", "mark")]).element("title", &[], words).close();
    if !label.is_empty() {
        html.element("text", &[("class", "year"), ("x", "0"), ("y", "-8")], label);
    }
    html.close();
}

/// `12.34%`: places inside a drawing are shares of its width, so that text keeps its size on a narrow screen.
pub(super) fn at(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}
