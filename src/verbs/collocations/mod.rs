//! `collocations`: which words stand near each other, and how strongly they attract each other.

pub(crate) mod count;
pub(crate) mod score;

use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::measures::association::{self, ASSOCIATION, Association};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{StopwordOption, TokenOptions, ValueType};

pub use crate::counts::Window;

use super::args::{Kind, OptionRow, option};
use super::finder::VALUETYPE;
use super::select::{Grouping, SELECTION, Selection, Within, token_options};
use super::{Args, Stream, TOKENS, Verb, column};

pub(crate) const WINDOW: OptionRow = option(
    "window",
    Kind::Counts(0),
    "5",
    "words on each side of the node: one number, or two (left, right); stop words keep their place",
);
pub(crate) const DIRECTION: OptionRow = option(
    "direction",
    Kind::Choice(Direction::CHOICES),
    "both",
    "where the collocate stands: \"left\" or \"right\" of the node only, or on both sides",
);
pub(crate) const UNIT: OptionRow =
    option("unit", Kind::Choice(Within::CHOICES), "sentence", "where windows end at the latest");

const OWN: &[OptionRow] = &[
    option(
        "node",
        Kind::Texts,
        "none",
        "words around which to look: a word or a phrase, or several patterns; default: all pairs",
    ),
    VALUETYPE,
    WINDOW,
    DIRECTION,
    option("measures", Kind::Texts, "none", "measures of association; default: the usual ones of the table"),
    option("sort", Kind::Text, "none", "measure by which rows are ordered; default: the first"),
    option("p_values", Kind::Flag, "false", "add a column <measure>_p for each measure that has a p-value"),
    option("min_count", Kind::Count(1), "2", "leave out pairs with a smaller count"),
    option("top", Kind::Count(1), "none", "only the first so many rows of each group"),
    UNIT,
    option(
        "by",
        Kind::Texts,
        "none",
        "count in groups: \"doc\", \"region\", \"year\", \"month\", \"date\" or document variables",
    ),
    option(
        "stopwords",
        Kind::Words,
        "none",
        "collocates (and, of all pairs, nodes) to leave out: a language (\"en\"), or a list; sums keep them",
    ),
];

pub(crate) const VERB: Verb = Verb {
    name: "collocations",
    about: "Words that stand near each other: one row a node and collocate, most strongly bound first.",
    detail: "Counted are co-occurrences: a node token together with a collocate token in its window, each pair of \
             tokens once, also where windows overlap. The table that is scored counts the same things: row_sum those \
             of the node (the words in its windows), column_sum those of the collocate with any node, total all of \
             the group; expected is row_sum * column_sum / total; where no edge cuts a window of k words short \
             this is k f1 f2 / N, which Evert (2008) has for surface co-occurrence. Windows end with the sentence, with unit=\"document\" with \
             the document: paragraphs do not end them then, regions only where by= tells them apart. Without node all pairs are rows: with direction=\"both\" each pair once, the node first in \
             alphabetical order; with direction=\"right\" ordered pairs, node before collocate. A column for each \
             measure follows; undefined is NaN. lines() shows the text behind a row.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        column("node", "text", "the pattern, or the term where all pairs are rows"),
        column("collocate", "text", "the term near it"),
        column("count", "int", "co-occurrences: left + right"),
        column("left", "int", "with the collocate left of the node"),
        column("right", "int", "with the collocate right of the node"),
        column("node_count", "int", "occurrences of the node in the group"),
        column("collocate_count", "int", "occurrences of the collocate in the group"),
        column("row_sum", "int", "co-occurrences of the node with any word: the words in its windows"),
        column("column_sum", "int", "co-occurrences of any word with the collocate"),
        column("total", "int", "co-occurrences of any word with any word"),
        column("expected", "float", "count if node and collocate had nothing to do with each other"),
        column("doc_count", "int", "documents of the group with the pair"),
    ],
    example: "collocations seeds/ --node deterrence --window 5 --measures log_dice --stopwords en",
    python: r#">>> import communique as cq
>>> table = cq.sample().collocations("deterrence", window=3, measures="log_likelihood", stopwords="en", top=3)
>>> table[["collocate", "count", "left", "right"]]
  collocate  count  left  right
0  guidance     14     0     14
1     joint     12    12      0
2       JDG      7     0      7"#,
    stream: Stream::Pairs,
    run: |corpus, args, run| collocations(corpus, &CollocationOptions::from_args(args)?, run),
};

/// On which side of the node collocates are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// On both sides.
    #[default]
    Both,
    /// Left of the node.
    Left,
    /// Right of the node.
    Right,
}

impl Direction {
    /// The values as written in options.
    pub const CHOICES: &'static [&'static str] = &["both", "left", "right"];
}

/// The widest window: more is the sentence.
const WIDEST: usize = 1000;

/// The window that the options `window` and `direction` ask for.
pub(crate) fn window_of(args: &Args) -> Result<Window> {
    let given = args.counts("window").unwrap_or_else(|| vec![5]);
    let (left, right) = match given[..] {
        [both] => (both, both),
        [left, right] => (left, right),
        _ => return Err(Error::bad_value("window", given.len(), "one number, or two (left, right)")),
    };
    let (left, right) = match args.text("direction") {
        Some("left") => (left, 0),
        Some("right") => (0, right),
        _ => (left, right),
    };
    if left.max(right) > WIDEST || left + right == 0 {
        let limit = format!("from 1 to {WIDEST} words on one side at least");
        return Err(Error::bad_value("window", format!("({left}, {right})"), &limit));
    }
    Ok(Window { left, right })
}

/// Options of [`collocations`].
#[derive(Clone, Debug)]
pub struct CollocationOptions {
    /// Patterns for the node; empty: all pairs.
    pub node: Vec<String>,
    /// How patterns are read.
    pub valuetype: ValueType,
    /// Words on each side of the node.
    pub window: Window,
    /// Measures, the one that rows are ordered by among them.
    pub measures: Vec<&'static Association>,
    /// The measure that rows are ordered by.
    pub sort: &'static Association,
    /// Whether p-values are added.
    pub p_values: bool,
    /// Leave out pairs with a smaller count.
    pub min_count: u64,
    /// Only the first so many rows of each group.
    pub top: Option<usize>,
    /// Pairs that one thread counts at a time, at most, where not all words are in memory.
    pub(crate) most_pairs: usize,
    /// Where windows end at the latest.
    pub unit: Within,
    /// Group by these; see [`super::terms()`].
    pub by: Vec<String>,
    /// A language or a list of words to leave out.
    pub stopwords: StopwordOption,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl CollocationOptions {
    pub(crate) fn from_args(args: &Args) -> Result<CollocationOptions> {
        let mut measures: Vec<&'static Association> = match args.texts("measures") {
            Some(names) => names.iter().map(|name| association::find(name)).collect::<Result<_>>()?,
            None => ASSOCIATION.iter().filter(|row| row.info.default).collect(),
        };
        let mut seen = std::collections::HashSet::new();
        measures.retain(|row| seen.insert(row.info.name));
        let sort = match (args.text("sort"), measures.first()) {
            (Some(name), _) => association::find(name)?,
            (None, Some(first)) => first,
            (None, None) => return Err(Error::bad_value("measures", "[]", "at least one measure")),
        };
        Ok(CollocationOptions {
            node: args.texts("node").unwrap_or_default(),
            valuetype: ValueType::parse(args.text("valuetype").unwrap_or("glob"))?,
            window: window_of(args)?,
            measures,
            sort,
            p_values: args.flag("p_values"),
            min_count: args.count("min_count").unwrap_or(2) as u64,
            top: args.count("top"),
            most_pairs: usize::MAX,
            unit: Within::from_args(args),
            by: args.texts("by").unwrap_or_default(),
            stopwords: args.stopwords("stopwords"),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// Returns one row a node and collocate and group: the group's columns, `node, collocate, count, left, right,
/// node_count, collocate_count, row_sum, column_sum, total, expected, doc_count`, and a column a measure. Parallel over
/// chunks of text, then over ranges of nodes. Beside the text, memory is 4 bytes a word, and what there is of pairs with
/// `min_count`: rarer ones are never all there.
///
/// # Errors
/// A bad pattern; without node, a window of two different widths; an unknown column, language; `Interrupted`.
pub fn collocations(corpus: &Corpus, options: &CollocationOptions, run: &Run) -> Result<Frame> {
    let grouping = Grouping::new(corpus, &options.by)?;
    if options.node.is_empty() {
        count::pairing(options)?;
    }
    let groups = count::count(corpus, 0, options, &grouping, run)?;
    score::table(groups, &grouping, options, run)
}
