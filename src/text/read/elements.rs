//! The elements of HTML that decide lines and regions, as a table.

/// What stands inside an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inner {
    /// Text and elements.
    Markup,
    /// The same, with white space as it stands.
    Pre,
    /// Nothing: it has no end tag.
    Void,
    /// Elements, but nothing that is read.
    Hidden,
    /// Text that is not read and in which `<` starts no tag.
    Raw,
    /// The same in scripts, which have rules of their own.
    Script,
    /// The same with entities: the title, and fields of forms.
    Plain,
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    /// Whether a line ends before and after it.
    pub(super) block: bool,
    pub(super) inner: Inner,
    /// What lines in it are tagged, and how much that says: of two elements around a line, the one that says more
    /// counts, else the inner. A paragraph in a navigation bar is navigation; a heading in a header is a heading.
    pub(super) tag: &'static str,
    pub(super) rank: u8,
    /// Which elements its start closes, if they are the nearest block; any block closes a paragraph.
    pub(super) closes: &'static [&'static str],
}

/// The rank of a byline that a class or a link says.
pub(super) const BYLINE: u8 = 3;

const fn row(name: &'static str, block: bool, inner: Inner) -> Element {
    Element { name, block, inner, tag: "", rank: 0, closes: &[] }
}
const fn block(name: &'static str) -> Element {
    row(name, true, Inner::Markup)
}
const fn inline(name: &'static str) -> Element {
    row(name, false, Inner::Markup)
}
const fn tagged(name: &'static str, rank: u8) -> Element {
    Element { tag: name, rank, ..block(name) }
}

/// All elements that matter, by name; others are as if they were not there.
pub(super) const ELEMENTS: &[Element] = &[
    inline("a"),
    inline("abbr"),
    block("address"),
    block("article"),
    tagged("aside", 4),
    row("audio", false, Inner::Hidden),
    inline("b"),
    tagged("blockquote", 3),
    block("body"),
    row("br", true, Inner::Void),
    tagged("button", 4),
    row("canvas", false, Inner::Hidden),
    block("caption"),
    block("center"),
    inline("cite"),
    Element { closes: &["dd", "dt"], ..block("dd") },
    block("details"),
    block("dialog"),
    block("dir"),
    block("div"),
    block("dl"),
    Element { closes: &["dd", "dt"], ..block("dt") },
    inline("em"),
    block("fieldset"),
    tagged("figcaption", 3),
    block("figure"),
    inline("font"),
    tagged("footer", 4),
    tagged("form", 1),
    tagged("h1", 3),
    tagged("h2", 3),
    tagged("h3", 3),
    tagged("h4", 3),
    tagged("h5", 3),
    tagged("h6", 3),
    block("head"),
    tagged("header", 2),
    block("hgroup"),
    row("hr", true, Inner::Void),
    block("html"),
    inline("i"),
    row("iframe", false, Inner::Raw),
    row("img", false, Inner::Void),
    inline("label"),
    block("legend"),
    Element { closes: &["li"], ..tagged("li", 1) },
    row("listing", true, Inner::Pre),
    block("main"),
    block("menu"),
    row("meta", false, Inner::Void),
    tagged("nav", 4),
    row("noembed", false, Inner::Raw),
    row("noframes", false, Inner::Raw),
    row("noscript", false, Inner::Raw),
    block("ol"),
    block("optgroup"),
    Element { closes: &["option"], ..block("option") },
    tagged("p", 1),
    row("pre", true, Inner::Pre),
    inline("q"),
    row("script", false, Inner::Script),
    block("search"),
    block("section"),
    block("select"),
    inline("small"),
    inline("span"),
    inline("strong"),
    row("style", false, Inner::Raw),
    block("summary"),
    row("svg", false, Inner::Hidden),
    block("table"),
    block("tbody"),
    Element { closes: &["td", "th"], ..tagged("td", 1) },
    row("template", false, Inner::Hidden),
    row("textarea", false, Inner::Plain),
    block("tfoot"),
    Element { closes: &["td", "th"], tag: "td", ..tagged("th", 1) },
    block("thead"),
    Element { block: false, ..tagged("time", 3) },
    row("title", false, Inner::Plain),
    Element { closes: &["td", "th", "tr"], ..block("tr") },
    inline("u"),
    block("ul"),
    row("video", false, Inner::Hidden),
];

/// The index of an element in [`ELEMENTS`].
pub(super) fn find(name: &[u8]) -> Option<usize> {
    ELEMENTS.binary_search_by(|element| element.name.as_bytes().cmp(name)).ok()
}

/// Whether a class or a relation says that an element holds who wrote the text: `byline`, `article-byline`,
/// `post__author`, `author-name`; not `coauthored`.
pub(super) fn says_byline(value: &str) -> bool {
    value.split_ascii_whitespace().any(|token| {
        let token = token.to_ascii_lowercase();
        let parts: Vec<&str> = token.split(['-', '_']).filter(|part| !part.is_empty()).collect();
        let author = |part: Option<&&str>| part.is_some_and(|part| matches!(*part, "author" | "authors"));
        parts.contains(&"byline") || author(parts.first()) || author(parts.last())
    })
}
