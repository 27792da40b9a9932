//! The page of a redline: what changed, as a list that links to its places; the text with its changes; both texts side
//! by side. It runs no script and loads nothing, and can be read without colour: what came is underlined, what went is
//! struck through, what moved says so.

use std::ops::Range;

use crate::aligned::{Change, Relation, Row, reading};
use crate::error::{Error, Result};
use crate::frame::iso_date;

use super::super::report::html::Html;
use super::{Redline, Text};

const STYLE: &str = include_str!("style.css");
/// Nothing may be fetched and nothing may run, whatever a text holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// One text, with what went and what came.
    Inline,
    /// Both texts, row by row.
    SideBySide,
    /// The one, then the other.
    Both,
    /// One text as part of another page.
    Fragment,
}

impl View {
    /// The view that options name.
    ///
    /// # Errors
    /// No view has that name.
    pub fn parse(name: &str) -> Result<View> {
        match name {
            "inline" => Ok(View::Inline),
            "side_by_side" => Ok(View::SideBySide),
            "both" => Ok(View::Both),
            "fragment" => Ok(View::Fragment),
            _ => Err(Error::unknown_option("view", name, &["inline", "side_by_side", "both"])),
        }
    }
}

/// A row that changed has a number; its place in the text is `#c1` or `#s1`, in the list `#i1`.
struct Page<'r> {
    redline: &'r Redline,
    numbers: Vec<Option<usize>>,
    /// What ids and links to the text begin with.
    text: &'static str,
    /// What all ids begin with: of a part of another page one that other parts will not have.
    own: String,
}

impl Redline {
    /// A short name of this pair of texts.
    fn mark(&self) -> String {
        // FNV-1a: eight digits that tell the cells of a notebook apart.
        let bytes = [&self.a, &self.b].map(|text| text.document().text().bytes());
        let hash = bytes
            .into_iter()
            .flatten()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        format!("r{hash:08x}-")
    }

    /// The page, or the part of one.
    ///
    /// # Errors
    /// A defect of this module.
    pub fn page(&self, view: View) -> Result<String> {
        let mut last = 0;
        let numbers = self
            .rows
            .iter()
            .map(|row| {
                last += usize::from(row.relation != Relation::Kept);
                (row.relation != Relation::Kept).then_some(last)
            })
            .collect();
        let text = if view == View::SideBySide { "s" } else { "c" };
        let own = if view == View::Fragment { self.mark() } else { String::new() };
        let page = Page { redline: self, numbers, text, own };
        let mut html = if view == View::Fragment { Html::default() } else { Html::page() };
        if view == View::Fragment {
            html.open("div", &[("class", "redline")]).open("style", &[]).own(STYLE).close();
            page.list(&mut html);
            page.inline(&mut html);
            html.close();
            return html.finish();
        }
        let ids = [&self.a, &self.b].map(|text| text.document().id());
        html.open("html", &[("lang", "en")]).open("head", &[]).void("meta", &[("charset", "utf-8")]);
        html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
        html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
        html.element("title", &[], &format!("{} → {} · communique", ids[0], ids[1]));
        html.open("style", &[]).own(STYLE).close().close();
        html.open("body", &[("class", "redline")]).open("header", &[]);
        html.element("p", &[("class", "brand")], "communique · redline");
        html.open("h1", &[]).quote(ids[0]).own(" → ").quote(ids[1]).close();
        page.summary(&mut html);
        html.close().open("main", &[]);
        page.section(&mut html, "changes", "Changes", Page::list);
        if view != View::SideBySide {
            page.section(&mut html, "inline", "The text with its changes", Page::inline);
        }
        if view != View::Inline {
            page.section(&mut html, "sides", "Side by side", Page::sides);
        }
        html.close().open("footer", &[]).element("p", &[], &format!(
            "Made by communique {}. The same texts give the same page, byte for byte. It runs no script and loads nothing.",
            env!("CARGO_PKG_VERSION")
        ));
        html.close().close().close();
        html.finish()
    }
}

impl Page<'_> {
    fn id(&self, kind: &str, number: usize) -> String {
        format!("{}{kind}{number}", self.own)
    }

    fn section(&self, html: &mut Html, id: &str, title: &str, write: fn(&Self, &mut Html)) {
        let heading = format!("{id}-title");
        html.open("section", &[("id", id), ("aria-labelledby", &heading)]);
        html.element("h2", &[("id", &heading)], title);
        write(self, html);
        html.close();
    }

    /// How many sentences of each kind, and how to read the marks.
    fn summary(&self, html: &mut Html) {
        let rows = &self.redline.rows;
        html.open("p", &[("class", "standfirst")]);
        let dates = [&self.redline.a, &self.redline.b].map(|text| text.document().date());
        if let [Some(from), Some(to)] = dates {
            html.text(&format!("{} to {}. ", iso_date(from), iso_date(to)));
        }
        let counts = Relation::ALL.iter().filter_map(|&relation| {
            let count = rows.iter().filter(|row| row.relation == relation).count();
            (count > 0).then(|| format!("{count} {}", relation.name()))
        });
        let counts = counts.collect::<Vec<_>>().join(", ");
        html.text(&match counts.as_str() {
            "" => "No sentences to compare.".to_owned(),
            _ => format!("Sentences: {counts}."),
        });
        html.close().open("p", &[("class", "legend")]);
        html.element("ins", &[], "underlined")
            .own(" came, ")
            .element("del", &[], "struck through")
            .own(" went, ");
        html.element("span", &[("class", "moved")], "dotted").own(
            " moved; <small>[1]</small> leads to the list of changes, and the list back to the text. Numbers of sentences \
             are those of <code>sent_a</code> and <code>sent_b</code>.",
        );
        html.close();
    }

    /// Where in the document a row stands: `sentence 3`, `sentences 3–5`.
    fn sentences(text: &Text, range: &Range<usize>) -> String {
        match range.len() {
            0 => "none".to_owned(),
            1 => (text.numbers[range.start] + 1).to_string(),
            _ => format!("{}–{}", text.numbers[range.start] + 1, text.numbers[range.end - 1] + 1),
        }
    }

    fn places(&self, row: &Row) -> String {
        let (a, b) = (Page::sentences(&self.redline.a, &row.a), Page::sentences(&self.redline.b, &row.b));
        match (row.a.is_empty(), row.b.is_empty()) {
            (true, _) => format!("sentence {b}"),
            (_, true) => format!("sentence {a}"),
            _ => format!("sentence {a} → {b}"),
        }
    }

    /// Every change in one line, linked to its place.
    fn list(&self, html: &mut Html) {
        if self.numbers.iter().all(Option::is_none) {
            html.element("p", &[], "Nothing changed.");
            return;
        }
        html.open("ol", &[("class", "changes")]);
        for (row, number) in self.redline.rows.iter().zip(&self.numbers) {
            let Some(number) = number else { continue };
            html.open("li", &[("id", &self.id("i", *number))]);
            let target = format!("#{}", self.id(self.text, *number));
            let moved = if row.moved && row.relation != Relation::Moved { ", moved" } else { "" };
            let name = format!("{}{moved}, {}", row.relation.name(), self.places(row));
            html.element("a", &[("href", &target)], &name);
            let (removed, added) = self.redline.words(row);
            if let Some(words) = removed {
                html.own(" ").open("del", &[]).quote(&words).close();
            }
            if let Some(words) = added {
                html.own(" ").open("ins", &[]).quote(&words).close();
            }
            if row.relation == Relation::Moved && row.similarity == Some(1.0) {
                let text = self.redline.b.document().text();
                html.own(" ").quote(&text[self.redline.b.side().bytes(&row.b)]);
            }
            html.close().own("\n");
        }
        html.close();
    }

    /// What is left of a row where both texts, or one of them, are shown.
    fn ops(&self, html: &mut Html, row: &Row, shown: [bool; 2]) {
        let texts = [&self.redline.a, &self.redline.b].map(|text| text.document().text());
        for op in &row.ops {
            let blank = |text: &str| text.trim().is_empty();
            match op.change {
                Change::Stayed => {
                    html.text(if shown[1] { &texts[1][op.b.clone()] } else { &texts[0][op.a.clone()] });
                }
                Change::Went if shown[0] => {
                    self.marked(
                        html,
                        "del",
                        &texts[0][op.a.clone()],
                        shown[1] && blank(&texts[0][op.a.clone()]),
                    );
                }
                Change::Came if shown[1] => {
                    self.marked(html, "ins", &texts[1][op.b.clone()], false);
                }
                _ => {}
            }
        }
    }

    /// A changed stretch; white space at its start is no part of the mark.
    fn marked(&self, html: &mut Html, tag: &'static str, text: &str, hidden: bool) {
        let words = text.trim_start();
        if !hidden {
            html.text(&text[..text.len() - words.len()]);
        }
        if !words.is_empty() {
            html.element(tag, &[], words);
        }
    }

    fn reference(&self, html: &mut Html, number: usize, note: &str) {
        let (target, text) = (format!("#{}", self.id("i", number)), format!("[{number}{note}]"));
        html.own(" ").element("a", &[("class", "ref"), ("href", &target)], &text);
    }

    /// One text: that of b, with what went from a where it stood.
    fn inline(&self, html: &mut Html) {
        let (a, b) = (&self.redline.a, &self.redline.b);
        html.open("div", &[("class", "text")]);
        let (mut unit_a, mut unit_b, mut open) = (usize::MAX, usize::MAX, false);
        for (at, left) in reading(&self.redline.rows) {
            let row = &self.redline.rows[at];
            let of_a = left || row.b.is_empty();
            let (unit, last) =
                if of_a { (a.units[row.a.start], &mut unit_a) } else { (b.units[row.b.start], &mut unit_b) };
            if *last != unit || !open {
                if open {
                    html.close();
                }
                html.open("p", &[("dir", "auto")]);
                open = true;
            }
            *last = unit;
            if !of_a && !row.a.is_empty() && !row.moved {
                unit_a = a.units[row.a.end - 1];
            }
            let Some(number) = self.numbers[at] else {
                self.ops(html, row, [true, true]);
                html.own(" ");
                continue;
            };
            let id = self.id(if left { "from" } else { "c" }, number);
            let class = if left { "left" } else { row.relation.name() };
            html.open("span", &[("class", class), ("id", &id)]);
            if left {
                html.element("del", &[], &a.document().text()[a.side().bytes(&row.a)]);
                let target = format!("#{}", self.id("c", number));
                html.own(" ").element(
                    "a",
                    &[("class", "ref"), ("href", &target)],
                    &format!("[{number} moved away]"),
                );
            } else {
                self.ops(html, row, [true, true]);
                let note = match row.relation {
                    Relation::Moved => " moved here",
                    Relation::Split if row.moved => " split, moved here",
                    Relation::Merged if row.moved => " merged, moved here",
                    Relation::Split => " split",
                    Relation::Merged => " merged",
                    _ => "",
                };
                self.reference(html, number, note);
                if row.moved {
                    let target = format!("#{}", self.id("from", number));
                    html.own(" ").element("a", &[("class", "ref"), ("href", &target)], "[from]");
                }
            }
            html.close().own(" ");
        }
        if open {
            html.close();
        }
        html.close();
    }

    /// Both texts, a row of the table for each row.
    fn sides(&self, html: &mut Html) {
        let texts = [&self.redline.a, &self.redline.b];
        html.open("table", &[("class", "sides")]).open("thead", &[]).open("tr", &[]);
        html.element("th", &[("scope", "col")], "what");
        for text in texts {
            html.open("th", &[("scope", "col")]).quote(text.document().id()).close();
        }
        html.close().close().open("tbody", &[]);
        for (row, number) in self.redline.rows.iter().zip(&self.numbers) {
            let id = number.map_or(String::new(), |number| self.id("s", number));
            let id = [("class", row.relation.name()), ("id", id.as_str())];
            html.open("tr", &id[..1 + usize::from(number.is_some())]);
            html.open("th", &[("scope", "row")]).text(row.relation.name());
            if row.moved && row.relation != Relation::Moved {
                html.own(", moved");
            }
            if let Some(number) = number {
                self.reference(html, *number, "");
            }
            html.close();
            for (side, range) in [(0, &row.a), (1, &row.b)] {
                html.open("td", &[("dir", "auto")]);
                if !range.is_empty() {
                    let label = Page::sentences(texts[side], range);
                    html.element("small", &[], &label).own(" ");
                    self.ops(html, row, [side == 0, side == 1]);
                }
                html.close();
            }
            html.close();
        }
        html.close().close();
    }
}
