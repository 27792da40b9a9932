//! Tables of the page: columns are rows of a table, cells say what they are, and everything in them is escaped.

use super::html::Html;
use super::numbers::count;
use super::svg::spark;

/// A column: its head and the class of its cells.
pub(super) struct Head {
    pub text: &'static str,
    pub class: &'static str,
}

/// A column of that head and class.
pub(super) const fn head(text: &'static str, class: &'static str) -> Head {
    Head { text, class }
}

/// One cell.
pub(super) enum Cell {
    /// The name of the row, and a smaller line under it (empty: none).
    Name(String, String),
    /// Text.
    Text(String),
    /// A number.
    Number(String),
    /// A number and its share of the largest one, as a bar.
    Bar(String, f64),
    /// Values over the years, and the same in words.
    Spark(Vec<f64>, String),
    /// Terms with their counts.
    Terms(Vec<(String, i64)>),
    /// Texts, each on its own line.
    Lines(Vec<String>),
}

/// Writes a table with its caption, inside a frame that scrolls where the screen is narrow.
pub(super) fn table(html: &mut Html, caption: &str, class: &str, heads: &[Head], rows: &[Vec<Cell>]) {
    html.open("div", &[("class", "scroll"), ("role", "region"), ("aria-label", caption), ("tabindex", "0")]);
    html.open("table", &[("class", class)]).element("caption", &[], caption);
    html.open("thead", &[]).open("tr", &[]);
    for head in heads {
        html.element("th", &[("scope", "col"), ("class", head.class)], head.text);
    }
    html.close().close().open("tbody", &[]);
    for row in rows {
        html.open("tr", &[]);
        for (cell, head) in row.iter().zip(heads) {
            write(html, cell, head.class);
        }
        html.close();
    }
    html.close().close().close();
}

fn write(html: &mut Html, cell: &Cell, class: &str) {
    match cell {
        Cell::Name(name, small) => {
            html.open("th", &[("scope", "row"), ("class", class)]);
            html.element("span", &[("dir", "auto")], name);
            if !small.is_empty() {
                html.element("small", &[("dir", "auto")], small);
            }
        }
        Cell::Text(text) => {
            html.open("td", &[("class", class), ("dir", "auto")]).text(text);
        }
        Cell::Number(text) => {
            html.open("td", &[("class", class)]).text(text);
        }
        Cell::Bar(text, share) => {
            let width = format!("--share:{:.3}", share.clamp(0.0, 1.0));
            html.open("td", &[("class", class)]).element("span", &[], text);
            html.element("i", &[("style", &width)], "");
        }
        Cell::Spark(values, words) => {
            html.open("td", &[("class", class)]);
            spark(html, values, words);
        }
        Cell::Terms(terms) => {
            html.open("td", &[("class", class)]);
            for (place, (term, times)) in terms.iter().enumerate() {
                if place > 0 {
                    html.text(" ");
                }
                html.open("span", &[]).quote(term).own(" ").element("small", &[], &count(times)).close();
            }
        }
        Cell::Lines(lines) => {
            html.open("td", &[("class", class)]);
            for line in lines {
                html.element("p", &[("dir", "auto")], line);
            }
        }
    }
    html.close();
}

/// Says how much of a table is shown and where the rest is.
pub(super) fn note(html: &mut Html, shown: usize, all: usize, file: &str) {
    html.open("p", &[("class", "note")]);
    if shown < all {
        html.text(&format!("First {} of {}; all in ", count(shown), count(all)));
    } else {
        html.own("The whole table: ");
    }
    let name = format!("{file}.csv");
    html.element("a", &[("href", &name)], &name).own(".").close();
}
