//! `lines`: the co-occurrences behind a row of `collocations`.

use std::sync::Arc;

use crate::counts::Window;
use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Patterns, TokenOptions, ValueType};

use super::args::{Kind, OptionRow, subject};
use super::collocations::{DIRECTION, UNIT, WINDOW, window_of};
use super::finder::{Finder, VALUETYPE};
use super::rows::{DOC_ID, END, Place, Places, REGION, SENT_ID, START};
use super::select::{SELECTION, Scan, Selection, Within, Words, token_options};
use super::{Args, Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    subject("node", Kind::Texts, "words around which to look, as in collocations"),
    subject("collocate", Kind::Texts, "what to look for near them: a word or a phrase, or several patterns"),
    VALUETYPE,
    WINDOW,
    DIRECTION,
    UNIT,
];

pub(crate) const VERB: Verb = Verb {
    name: "lines",
    about: "The co-occurrences behind a row of collocations: one row each, as in the text.",
    detail: "With the options of a call of collocations, as many rows as its count says. Where all pairs were \
             counted, each pair of tokens of one and the same word counts from both sides, and has two rows.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        DOC_ID,
        SENT_ID,
        START,
        END,
        column("text", "text", "from the first of the two to the last: doc.text[start:end]"),
        column("node", "text", "the pattern of the node"),
        column("collocate", "text", "the pattern of the collocate"),
        column("side", "text", "where the collocate stands: left or right of the node"),
        column("node_start", "int", "first code point of the node"),
        column("node_end", "int", "code point after its last"),
        column("collocate_start", "int", "first code point of the collocate"),
        column("collocate_end", "int", "code point after its last"),
        column("sentence", "text", "the sentence, or the sentences from the first to the last"),
        REGION,
        column("date", "date", "the document's date; null where unknown"),
    ],
    example: "lines deterrence extended seeds/ --window 3",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> row = c.lines("deterrence", "extended", window=3).iloc[0]
>>> row.text == c[row.doc_id].text[row.start:row.end]
True"#,
    stream: Stream::Whole,
    run: |corpus, args, run| lines(corpus, &LineOptions::from_args(args)?, run),
};

/// Options of [`lines`].
#[derive(Clone, Debug)]
pub struct LineOptions {
    /// Patterns for the node.
    pub node: Vec<String>,
    /// Patterns for the collocate.
    pub collocate: Vec<String>,
    /// How patterns are read.
    pub valuetype: ValueType,
    /// Words on each side of the node.
    pub window: Window,
    /// Where windows end at the latest.
    pub unit: Within,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl LineOptions {
    fn from_args(args: &Args) -> Result<LineOptions> {
        Ok(LineOptions {
            node: args.texts("node").unwrap_or_default(),
            collocate: args.texts("collocate").unwrap_or_default(),
            valuetype: ValueType::parse(args.text("valuetype").unwrap_or("glob"))?,
            window: window_of(args)?,
            unit: Within::from_args(args),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// One co-occurrence: the span of both, their places and patterns, and the sentences it stands in.
struct Line {
    span: Place,
    node: Place,
    collocate: Place,
    patterns: (u32, u32),
    sentences: (usize, usize),
}

/// Returns one row a co-occurrence, in the order of the text: `doc_id, sent_id, start, end, text`, then which pattern
/// stands where, the sentence, and the document variables.
///
/// # Errors
/// A bad pattern or window; `Interrupted`.
pub fn lines(corpus: &Corpus, options: &LineOptions, run: &Run) -> Result<Frame> {
    let nodes = Patterns::new(&options.node, options.valuetype, &options.tokens)?;
    let collocates = Patterns::new(&options.collocate, options.valuetype, &options.tokens)?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, None, run)?;
    let Window { left, right } = options.window;
    let made = run.map(&scan.work_within(options.unit, run), |pieces| {
        let (mut at_node, mut at_collocate) = (Finder::new(&nodes), Finder::new(&collocates));
        let (mut words, mut near, mut lines) = (Words::default(), Vec::new(), Vec::new());
        for piece in pieces {
            run.check()?;
            let text = corpus.document(piece.doc).text();
            let (sentences, units) = (scan.layout(piece.doc).sentences(), scan.units_of(piece.doc));
            for stretch in scan.stretches(piece, options.unit, |_| 0) {
                scan.words_of(piece.doc, &stretch, &mut words);
                for sentence in words.runs(options.unit == Within::Document) {
                    near.clear();
                    at_collocate.find(text, sentence, &words, &mut |pattern, from, to| {
                        near.push((pattern, from, to))
                    });
                    if near.is_empty() {
                        continue;
                    }
                    let place = |from: usize, to: usize| {
                        let start = sentence[from].start;
                        let unit = units.partition_point(|unit| unit.end <= start);
                        Place {
                            doc: piece.doc,
                            sentence: sentence[from].sentence,
                            unit,
                            region: units[unit].region,
                            start,
                            end: sentence[to - 1].end,
                        }
                    };
                    at_node.find(text, sentence, &words, &mut |pattern, from, to| {
                        for &(other, start, end) in &near {
                            let before = end <= from && start + left >= from;
                            let after = start >= to && end <= to.saturating_add(right);
                            if before || after {
                                let (first, last) = (from.min(start), to.max(end));
                                lines.push(Line {
                                    span: place(first, last),
                                    node: place(from, to),
                                    collocate: place(start, end),
                                    patterns: (pattern, other),
                                    sentences: (
                                        sentences[sentence[first].sentence].start,
                                        sentences[sentence[last - 1].sentence].end,
                                    ),
                                });
                            }
                        }
                    });
                }
                run.advance(stretch.bytes as u64);
            }
        }
        Ok(lines)
    })?;
    frame(corpus, &made.into_iter().flatten().collect::<Vec<Line>>(), &nodes, &collocates)
}

fn frame(corpus: &Corpus, lines: &[Line], nodes: &Patterns, collocates: &Patterns) -> Result<Frame> {
    let places = |of: fn(&Line) -> Place| lines.iter().map(of).collect::<Vec<Place>>();
    let (spans, node, collocate) =
        (places(|line| line.span), places(|line| line.node), places(|line| line.collocate));
    let rows = Places(&spans);
    let (start, end) = rows.offsets(corpus);
    let (node_start, node_end) = Places(&node).offsets(corpus);
    let (collocate_start, collocate_end) = Places(&collocate).offsets(corpus);
    let named = |codes: Vec<u32>, patterns: &Patterns| {
        Column::dict(codes, Arc::new(patterns.sources().iter().collect::<Strings>()))
    };
    let side = |line: &Line| if line.collocate.start < line.node.start { "left" } else { "right" };
    let frame = Frame::new()
        .with("doc_id", rows.doc_ids(corpus))
        .with("sent_id", rows.sent_ids())
        .with("start", start)
        .with("end", end)
        .with("text", rows.texts(corpus))
        .with("node", named(lines.iter().map(|line| line.patterns.0).collect(), nodes))
        .with("collocate", named(lines.iter().map(|line| line.patterns.1).collect(), collocates))
        .with("side", lines.iter().map(side).collect::<Strings>())
        .with("node_start", node_start)
        .with("node_end", node_end)
        .with("collocate_start", collocate_start)
        .with("collocate_end", collocate_end)
        .with(
            "sentence",
            lines
                .iter()
                .map(|line| &corpus.document(line.span.doc).text()[line.sentences.0..line.sentences.1])
                .collect::<Strings>(),
        )
        .with("region", rows.regions());
    rows.with_variables(frame, corpus)
}
