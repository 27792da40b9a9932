//! A writer of HTML and SVG that escapes by default: whatever is not a name of ours goes through [`escape`].

use std::borrow::Cow;

use crate::error::{Error, Result};

/// An attribute: name and value.
pub(in crate::verbs) type Attr<'a> = (&'static str, &'a str);

/// Elements that end a line, so that the source can be read.
const LINES: &[&str] = &[
    "html", "head", "body", "header", "main", "nav", "footer", "section", "div", "h1", "h2", "h3", "p", "ul",
    "ol", "dl", "table", "caption", "thead", "tbody", "tr", "details", "summary", "figure", "svg", "g",
    "style", "title",
];

/// HTML on its way: what was written, and the elements still open.
#[derive(Debug, Default)]
pub(in crate::verbs) struct Html {
    out: String,
    open: Vec<&'static str>,
}

impl Html {
    /// A page that begins.
    pub fn page() -> Html {
        Html { out: "<!DOCTYPE html>\n".to_owned(), open: Vec::new() }
    }

    /// Opens an element.
    pub fn open(&mut self, tag: &'static str, attrs: &[Attr<'_>]) -> &mut Html {
        self.tag(tag, attrs);
        self.open.push(tag);
        self
    }

    /// An element that has no end tag.
    pub fn void(&mut self, tag: &'static str, attrs: &[Attr<'_>]) -> &mut Html {
        self.tag(tag, attrs);
        self
    }

    fn tag(&mut self, tag: &'static str, attrs: &[Attr<'_>]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attrs {
            self.out.push(' ');
            self.out.push_str(name);
            if !value.is_empty() {
                self.out.push_str("=\"");
                self.out.push_str(&escape(value));
                self.out.push('"');
            }
        }
        self.out.push('>');
    }

    /// Closes the innermost open element.
    pub fn close(&mut self) -> &mut Html {
        if let Some(tag) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(tag);
            self.out.push('>');
            if LINES.contains(&tag) {
                self.out.push('\n');
            }
        }
        self
    }

    /// Text.
    pub fn text(&mut self, text: &str) -> &mut Html {
        self.out.push_str(&escape(text));
        self
    }

    /// Words that are ours, not the corpus's: markup is kept.
    pub fn own(&mut self, markup: &'static str) -> &mut Html {
        self.out.push_str(markup);
        self
    }

    /// An element with nothing but text in it.
    pub fn element(&mut self, tag: &'static str, attrs: &[Attr<'_>], text: &str) -> &mut Html {
        self.open(tag, attrs).text(text).close()
    }

    /// Text of the corpus inside a line of ours: its direction is its own, and stays inside.
    pub fn quote(&mut self, text: &str) -> &mut Html {
        self.element("bdi", &[("dir", "auto")], text)
    }

    /// The page.
    ///
    /// # Errors
    /// An element is still open: a defect of this module.
    pub fn finish(self) -> Result<String> {
        match self.open.last() {
            None => Ok(self.out),
            Some(tag) => Err(Error::internal(format!("report: <{tag}> is not closed"))),
        }
    }
}

/// `text` as it stands between tags or quotes. Control characters, which HTML cannot hold, become their pictures
/// (U+2400 and on) or U+FFFD; so do overrides of the direction (U+202D, U+202E), which make text read as what it is not.
pub(in crate::verbs) fn escape(text: &str) -> Cow<'_, str> {
    let control =
        |c: char| matches!(c, '\u{202D}' | '\u{202E}') || c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(|c: char| control(c) || matches!(c, '&' | '<' | '>' | '"' | '\'')) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if control(c) => escaped.push(match u32::from(c) {
                code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or('\u{FFFD}'),
                0x7F => '\u{2421}',
                _ => '\u{FFFD}',
            }),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_given_is_escaped() -> Result<()> {
        assert_eq!(
            escape("<script>\"a\" & 'b'</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"
        );
        assert_eq!(escape("nul \0 esc \u{1b} del \u{7f} nel \u{85}"), "nul ␀ esc ␛ del ␡ nel \u{FFFD}");
        assert_eq!(escape("\u{202E}abc"), "\u{FFFD}abc");
        assert_eq!(escape("“plain” 👩‍👩‍👧 שלום\n\t"), "“plain” 👩‍👩‍👧 שלום\n\t");
        let mut html = Html::default();
        html.open("p", &[("title", "\"><script>")]).text("</p>").quote("<b>").close();
        assert_eq!(
            html.finish()?,
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;/p&gt;<bdi dir=\"auto\">&lt;b&gt;</bdi></p>\n"
        );
        Ok(())
    }

    #[test]
    fn open_elements_are_defects() {
        let mut html = Html::default();
        html.open("p", &[]);
        assert!(html.finish().is_err());
    }
}
