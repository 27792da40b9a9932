//! A page as its elements come: the lines of text, what each comes from, and what the page says about itself.

use html5gum::State;

use super::elements::{self, BYLINE, ELEMENTS, Inner};
use crate::frame::parse_date;
use crate::text::{Fields, Input, Meta};

/// Names of `<meta>` and the variable each fills; the first that a page has counts, for dates the first that is one.
const METAS: &[(&str, &str)] = &[
    ("description", "description"),
    ("og:description", "description"),
    ("article:published_time", "date"),
    ("date", "date"),
    ("dc.date", "date"),
    ("dc.date.issued", "date"),
    ("dcterms.date", "date"),
    ("dcterms.issued", "date"),
    ("datepublished", "date"),
    ("og:site_name", "site_name"),
    ("author", "author"),
];

/// An open element.
struct Open {
    element: usize,
    /// What text in it comes from, and how much that says: of two, the one that says more counts, else the inner.
    tag: &'static str,
    rank: u8,
    /// Whether `tag` came from an element within a line.
    inline: bool,
    pre: bool,
    /// The nearest block on the stack, this one included.
    block: Option<usize>,
}

/// How many elements within a line an end tag looks through for its start.
const DEPTH: usize = 64;

/// A page as far as it was read.
#[derive(Default)]
pub(super) struct Page {
    text: String,
    tags: Vec<(usize, &'static str)>,
    /// Where the current line starts in `text`.
    line: usize,
    /// Whether white space stands before the next word.
    space: bool,
    /// Whether the tag of the current line came from an element within it.
    inline: bool,
    /// Alternative texts of images in the current line: they follow it, so that no sentence is cut.
    alts: Vec<String>,
    stack: Vec<Open>,
    /// How many of each element are open.
    open: Vec<u32>,
    /// An element whose content is not read, and how many of it are nested.
    hidden: Option<(usize, u32)>,
    /// An element whose content is no markup.
    raw: Option<usize>,
    /// Whether a `<pre>` has just started: a line feed right after it does not count.
    pre: bool,
    title: Option<String>,
    heading: bool,
    /// What `<meta>` say: index into [`METAS`], content.
    metas: Vec<(usize, String)>,
    lang: Option<String>,
    // The start tag being read.
    pub(super) element: Option<usize>,
    pub(super) attribute: Option<&'static str>,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) state: Option<State>,
}

impl Page {
    pub(super) fn new() -> Page {
        Page { open: vec![0; ELEMENTS.len()], ..Page::default() }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn start(&mut self, self_closing: bool) {
        self.pre = false;
        let Some(index) = self.element else { return };
        let element = &ELEMENTS[index];
        if let Some((hidden, depth)) = &mut self.hidden {
            let svg = ELEMENTS[*hidden].name == "svg";
            if index == *hidden {
                *depth += u32::from(!(svg && self_closing));
                return;
            }
            // A block ends a drawing that was not closed, as in browsers.
            if svg && element.block {
                self.hidden = None;
            } else {
                if !svg {
                    self.enter_raw(index);
                }
                return;
            }
        }
        match (element.inner, element.name) {
            (Inner::Hidden, name) => {
                if !(self_closing && name == "svg") {
                    self.hidden = Some((index, 1));
                }
            }
            (Inner::Raw | Inner::Script | Inner::Plain, _) => self.enter_raw(index),
            (Inner::Void, "img") => {
                let alt = collapse(self.attribute("alt").unwrap_or_default());
                if !alt.is_empty() {
                    self.alts.push(alt);
                }
            }
            (Inner::Void, "meta") => self.meta(),
            (Inner::Void, name) => {
                self.end_line();
                if name == "hr" {
                    self.close_nearest(&[]);
                }
            }
            (Inner::Markup | Inner::Pre, name) => {
                if name == "html" && self.lang.is_none() {
                    self.lang = self.attribute("lang").map(str::to_owned);
                }
                if element.block {
                    self.end_line();
                    self.close_nearest(element.closes);
                }
                self.pre = element.inner == Inner::Pre;
                self.push(index);
            }
        }
    }

    /// Lets the tokenizer read on to the end tag of an element without markup.
    fn enter_raw(&mut self, index: usize) {
        self.state = match ELEMENTS[index].inner {
            Inner::Raw => Some(State::RawText),
            Inner::Script => Some(State::ScriptData),
            Inner::Plain => Some(State::RcData),
            _ => return,
        };
        self.raw = Some(index);
    }

    fn push(&mut self, index: usize) {
        let element = &ELEMENTS[index];
        let whole = matches!(element.name, "html" | "body" | "main" | "article" | "section");
        let says = |name: &str| self.attribute(name).is_some_and(elements::says_byline);
        let byline = !whole && element.rank < BYLINE && (says("class") || says("rel") || says("itemprop"));
        let (tag, rank) = if byline { ("byline", BYLINE) } else { (element.tag, element.rank) };
        let outer = self.stack.last();
        let pre = element.inner == Inner::Pre || outer.is_some_and(|outer| outer.pre);
        let block = if element.block { Some(self.stack.len()) } else { outer.and_then(|outer| outer.block) };
        let (tag, rank, inline) = match outer {
            Some(outer) if outer.rank > rank || rank == 0 => (outer.tag, outer.rank, outer.inline),
            _ => (tag, rank, !element.block),
        };
        self.open[index] += 1;
        self.stack.push(Open { element: index, tag, rank, inline, pre, block });
    }

    /// Closes the nearest block if it is a paragraph, then those in `closes`, as their end tags may be left out.
    fn close_nearest(&mut self, closes: &[&str]) {
        for round in 0.. {
            let Some(at) = self.stack.last().and_then(|open| open.block) else { return };
            let name = ELEMENTS[self.stack[at].element].name;
            if !((round == 0 && name == "p") || closes.contains(&name)) {
                return;
            }
            self.truncate(at);
        }
    }

    fn truncate(&mut self, length: usize) {
        for open in self.stack.drain(length..) {
            self.open[open.element] -= 1;
        }
    }

    pub(super) fn end(&mut self, index: Option<usize>) {
        self.pre = false;
        if self.raw.take().is_some() {
            return;
        }
        if let Some((hidden, depth)) = &mut self.hidden {
            if index == Some(*hidden) {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        let Some(index) = index else { return };
        let element = &ELEMENTS[index];
        if element.block {
            self.end_line();
        }
        if self.open[index] == 0 {
            return;
        }
        let same = |open: &Open| open.element == index;
        let at = if element.block {
            // What it looks through, it closes.
            self.stack.iter().rposition(same)
        } else {
            // A block that starts within is not cut; then the element ends with it.
            let block = self.stack.last().and_then(|open| open.block).map_or(0, |at| at + 1);
            let from = block.max(self.stack.len().saturating_sub(DEPTH));
            self.stack[from..].iter().rposition(same).map(|at| from + at)
        };
        if let Some(at) = at {
            self.truncate(at);
        }
    }

    pub(super) fn say(&mut self, value: &str) {
        if let Some(raw) = self.raw {
            if self.hidden.is_none() && ELEMENTS[raw].name == "title" && self.title.is_none() {
                self.title = Some(collapse(value));
            }
            return;
        }
        if self.hidden.is_some() {
            return;
        }
        let skip = std::mem::take(&mut self.pre) && value.starts_with('\n');
        let value = &value[usize::from(skip)..];
        if self.stack.last().is_some_and(|open| open.pre) {
            for (index, piece) in value.split('\n').enumerate() {
                if index > 0 {
                    // Blank lines count here.
                    self.text.push('\n');
                    self.line = self.text.len();
                }
                self.word(piece);
            }
            return;
        }
        let is_space = |end: Option<u8>| end.is_some_and(|byte| byte.is_ascii_whitespace());
        self.space |= is_space(value.bytes().next());
        for (index, word) in value.split_ascii_whitespace().enumerate() {
            self.space |= index > 0;
            self.word(word);
        }
        self.space |= is_space(value.bytes().next_back());
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let (tag, inline) = self.stack.last().map_or(("", false), |open| (open.tag, open.inline));
        if self.text.len() == self.line {
            self.tags.push((self.line, tag));
            self.inline = inline;
            self.heading |= elements::find(b"h1").is_some_and(|h1| self.open[h1] > 0);
        } else if self.space {
            self.text.push(' ');
        }
        self.space = false;
        if let Some(last) = self.tags.last_mut().filter(|_| self.inline) {
            // The line goes on after the element that gave its tag.
            (last.1, self.inline) = (tag, inline);
        }
        self.text.push_str(word);
    }

    fn end_line(&mut self) {
        self.space = false;
        if self.text.len() > self.line {
            self.text.push('\n');
            self.line = self.text.len();
        }
        for alt in self.alts.drain(..) {
            self.tags.push((self.line, "img-alt"));
            self.text.push_str(&alt);
            self.text.push('\n');
            self.line = self.text.len();
        }
    }

    fn meta(&mut self) {
        let named = ["name", "property", "itemprop"].iter().find_map(|name| self.attribute(name));
        let Some(name) = named.map(|name| name.trim().to_ascii_lowercase()) else { return };
        let Some(index) = METAS.iter().position(|(other, _)| *other == name) else { return };
        let content = collapse(self.attribute("content").unwrap_or_default());
        if !content.is_empty() {
            self.metas.push((index, content));
        }
    }

    /// Text, tags and variables, in a document without an id.
    pub(super) fn finish(mut self) -> Input {
        self.end_line();
        let title = self.title.take().filter(|title| !title.is_empty());
        if let Some(title) = title.as_ref().filter(|_| !self.heading) {
            self.text.insert_str(0, &format!("{title}\n"));
            self.tags.iter_mut().for_each(|(at, _)| *at += title.len() + 1);
            self.tags.insert(0, (0, "title"));
        }
        // Some systems put the whole page in a form, or say on all of it who wrote it; then that says nothing.
        for (name, least) in [("form", 0), ("byline", 500)] {
            let ends = self.tags.iter().skip(1).map(|&(at, _)| at).chain([self.text.len()]);
            let here = self.tags.iter().zip(ends).filter(|((_, tag), _)| *tag == name);
            let bytes: usize = here.map(|(&(at, _), end)| end - at).sum();
            if bytes > least && bytes * 2 > self.text.len() {
                self.tags.iter_mut().filter(|(_, tag)| *tag == name).for_each(|(_, tag)| *tag = "");
            }
        }
        let mut meta: Fields = Vec::new();
        let mut fill = |name: &str, value: Option<String>| {
            meta.extend(value.map(|value| (name.into(), Meta::Str(value))));
        };
        fill("title", title);
        self.metas.sort_by_key(|(index, _)| *index);
        for field in ["description", "date", "site_name", "author"] {
            let all =
                || self.metas.iter().filter(|(index, _)| METAS[*index].1 == field).map(|(_, value)| value);
            let date = if field == "date" { all().find(|value| parse_date(value).is_some()) } else { None };
            fill(field, date.or_else(|| all().next()).cloned());
        }
        fill("lang", self.lang.take().filter(|lang| !lang.is_empty()));
        Input { text: self.text.into(), tags: self.tags, meta, ..Input::default() }
    }
}

/// White space as a browser shows it.
fn collapse(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
