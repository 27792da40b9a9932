//! `redline`: what became of each sentence of one document in another, and of the words in it.

mod page;

use std::ops::Range;

use serde_json::{Map, Value};

use crate::aligned::{Change, Edit, Op, Relation, Row, Side, align, script};
use crate::error::Result;
use crate::frame::{Column, Floats, Frame, Strings, Values};
use crate::par::Run;
use crate::text::{Corpus, Document, Layout, offsets};

use super::args::{Args, Kind, OptionRow, option};
use super::select::{SELECTION, Selection};
use super::{Stream, Verb, column, settings};

pub use page::View;

const OWN: &[OptionRow] = &[
    option("a", Kind::Text, "none", "id of the document before; default: the first of the corpus"),
    option("b", Kind::Text, "none", "id of the document after; default: the last of the corpus"),
];

pub(crate) const VERB: Verb = Verb {
    name: "redline",
    about: "What became of each sentence of document a in document b: one row a sentence, with the words that changed.",
    detail: "Relations: kept (the same words; line ends and spaces do not count), edited, moved (the same or nearly the \
             same words, out of the order of the others), split, merged, inserted, deleted. Rows stand in the order of \
             b, what was deleted after the sentence of a before it. Of two sentences that exchanged their places the \
             shorter moved. Exchanging a and b mirrors the table. In words_removed and words_added ` … ` stands between \
             places. Where --out ends in .html, the command line writes a page to read; in Python it is \
             cq.redline(a, b).to_html(path).",
    options: &[OWN, SELECTION],
    columns: &[
        column("relation", "text", "kept, edited, moved, split, merged, inserted, deleted"),
        column(
            "moved",
            "bool",
            "whether it stands out of the order of the others; may be split or merged too",
        ),
        column(
            "similarity",
            "float",
            "2 × words and marks that stayed / those of both; null on one side only",
        ),
        column("doc_id_a", "text", "the document before"),
        column("doc_id_b", "text", "the document after"),
        column("sent_a", "int", "its first sentence in a, from 1, furniture included; null if it has none"),
        column("sent_b", "int", "its first sentence in b"),
        column("sentences_a", "int", "how many sentences of a"),
        column("sentences_b", "int", "how many sentences of b"),
        column("start_a", "int", "first code point in a: the text there is evidence_a"),
        column("end_a", "int", "code point after the last"),
        column("start_b", "int", "first code point in b: the text there is evidence_b"),
        column("end_b", "int", "code point after the last"),
        column("evidence_a", "text", "its text in a"),
        column("evidence_b", "text", "its text in b"),
        column("words_removed", "text", "words and marks that went; null if none"),
        column("words_added", "text", "words and marks that came; null if none"),
    ],
    example: "redline seeds/2023-11-13-joint-statement-35th-acm.txt seeds/2024-10-30-joint-statement-36th-acm.txt",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> t = c.redline("2019-10-14-joint-statement-31st-acm", "2020-10-22-joint-statement-32nd-acm")
>>> t[t.words_removed == "ironclad"][["relation", "sent_a", "sent_b", "similarity"]].round(2)
   relation  sent_a  sent_b  similarity
11   edited      14      12        0.98"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        let Some(redline) = Redline::of_corpus(corpus, args, run)? else { return Ok(Redline::empty()) };
        redline.frame()
    },
};

/// Two documents compared: the table, the page, and the way from one text to the other.
#[derive(Debug)]
pub struct Redline {
    a: Text,
    b: Text,
    rows: Vec<Row>,
}

/// The sentences of one side of a row.
type Sentences = fn(&Row) -> &Range<usize>;

/// One of the documents: a corpus of one, and the sentences that are compared.
#[derive(Debug)]
struct Text {
    corpus: Corpus,
    starts: Vec<usize>,
    ends: Vec<usize>,
    /// Their numbers in the document, and their units, from 0.
    numbers: Vec<usize>,
    units: Vec<usize>,
}

impl Text {
    fn new(corpus: Corpus, selection: &Selection, run: &Run) -> Result<Text> {
        let (mut starts, mut ends, mut numbers, mut units) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let layout: &Layout = corpus.layouts(run)?[0];
        for (index, unit) in selection.of(corpus.document(0)) {
            for sentence in layout.sentences_of(index) {
                starts.push(layout.sentences()[sentence].start);
                ends.push(layout.sentences()[sentence].end);
                numbers.push(sentence);
                units.push(unit.start);
            }
        }
        Ok(Text { corpus, starts, ends, numbers, units })
    }

    fn document(&self) -> Document<'_> {
        self.corpus.document(0)
    }

    fn side(&self) -> Side<'_> {
        Side { text: self.document().text(), starts: &self.starts, ends: &self.ends }
    }

    /// The words of stretches of text, each line in one line, ` … ` between stretches.
    fn words(&self, stretches: impl Iterator<Item = Range<usize>>) -> Option<String> {
        let text = self.document().text();
        let words = stretches.map(|at| text[at].split_whitespace().collect::<Vec<_>>().join(" "));
        let all: Vec<String> = words.filter(|words| !words.is_empty()).collect();
        (!all.is_empty()).then(|| all.join(" … "))
    }
}

/// The documents that `args` name, each as a corpus of one; none in a corpus without documents.
fn chosen(corpus: &Corpus, args: &Args) -> Result<Option<(Corpus, Corpus)>> {
    if corpus.is_empty() {
        return Ok(None);
    }
    let one = |name: &str, otherwise: usize| {
        let index = args.text(name).map_or(Ok(otherwise), |id| corpus.find(id).map(Document::index))?;
        corpus.select(&[index])
    };
    Ok(Some((one("a", 0)?, one("b", corpus.len() - 1)?)))
}

impl Redline {
    /// Compares the first documents of two corpora.
    ///
    /// # Errors
    /// `Interrupted`.
    ///
    /// # Panics
    /// One of them has no document.
    pub fn new(a: &Corpus, b: &Corpus, selection: &Selection, run: &Run) -> Result<Redline> {
        let of = |corpus: &Corpus| Text::new(corpus.select(&[0])?, selection, run);
        let (a, b) = (of(a)?, of(b)?);
        let rows = align(&a.side(), &b.side());
        Ok(Redline { a, b, rows })
    }

    /// Compares the documents of `corpus` that options name; `None` if it has none.
    fn of_corpus(corpus: &Corpus, args: &Args, run: &Run) -> Result<Option<Redline>> {
        let Some((a, b)) = chosen(corpus, args)? else { return Ok(None) };
        Redline::new(&a, &b, &Selection::from_args(args)?, run).map(Some)
    }

    /// The rows; sentences are counted among those compared.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How the text of the first becomes that of the second: [`crate::aligned::replay`] does it.
    pub fn script(&self) -> Vec<Edit<'_>> {
        script(&self.a.side(), &self.b.side(), &self.rows)
    }

    /// The words that went, and those that came.
    fn words(&self, row: &Row) -> (Option<String>, Option<String>) {
        let of = |change: Change| row.ops.iter().filter(move |op: &&Op| op.change == change);
        (
            self.a.words(of(Change::Went).map(|op| op.a.clone())),
            self.b.words(of(Change::Came).map(|op| op.b.clone())),
        )
    }

    /// The table, without settings.
    ///
    /// # Errors
    /// None so far.
    pub fn frame(&self) -> Result<Frame> {
        let rows = &self.rows;
        let relations: Strings = Relation::ALL.iter().map(|relation| relation.name()).collect();
        let codes = rows.iter().map(|row| row.relation as u32).collect();
        let id = |text: &Text| rows.iter().map(|_| text.document().id()).collect::<Strings>();
        let similarity = Column::with_nulls(
            Values::Float(rows.iter().map(|row| row.similarity.unwrap_or(f64::NAN)).collect()),
            rows.iter().map(|row| row.similarity.is_some()).collect(),
        );
        let sides: [(&Text, Sentences); 2] = [(&self.a, |row| &row.a), (&self.b, |row| &row.b)];
        let ints = |of: &dyn Fn(&Text, &Range<usize>) -> usize, side: usize| {
            let (text, range) = sides[side];
            let value = |row: &Row| if range(row).is_empty() { 0 } else { of(text, range(row)) as i64 };
            let valid = rows.iter().map(|row| !range(row).is_empty()).collect();
            Column::with_nulls(Values::Int(rows.iter().map(value).collect()), valid)
        };
        let counts =
            |side: usize| rows.iter().map(|row| sides[side].1(row).len() as i64).collect::<Vec<i64>>();
        let indices = sides.map(|(text, _)| offsets::Index::new(text.document().text()));
        let sentence = |text: &Text, range: &Range<usize>| text.numbers[range.start] + 1;
        let evidence = |side: usize| -> Column {
            let (text, range) = sides[side];
            let of = |row: &Row| {
                (!range(row).is_empty()).then(|| &text.document().text()[text.side().bytes(range(row))])
            };
            rows.iter().map(of).collect()
        };
        let start = |side: usize| {
            ints(&|text, range| indices[side].code_points(text.side().bytes(range).start), side)
        };
        let end =
            |side: usize| ints(&|text, range| indices[side].code_points(text.side().bytes(range).end), side);
        let (removed, added): (Vec<_>, Vec<_>) = rows.iter().map(|row| self.words(row)).unzip();
        Ok(Frame::new()
            .with("relation", Column::dict(codes, relations.into()))
            .with("moved", Column::new(Values::Bool(rows.iter().map(|row| row.moved).collect())))
            .with("similarity", similarity)
            .with("doc_id_a", id(&self.a))
            .with("doc_id_b", id(&self.b))
            .with("sent_a", ints(&sentence, 0))
            .with("sent_b", ints(&sentence, 1))
            .with("sentences_a", counts(0))
            .with("sentences_b", counts(1))
            .with("start_a", start(0))
            .with("end_a", end(0))
            .with("start_b", start(1))
            .with("end_b", end(1))
            .with("evidence_a", evidence(0))
            .with("evidence_b", evidence(1))
            .with("words_removed", removed.into_iter().collect::<Column>())
            .with("words_added", added.into_iter().collect::<Column>()))
    }

    /// The table of no documents.
    fn empty() -> Frame {
        VERB.columns.iter().fold(Frame::new(), |frame, row| {
            let column = match row.kind {
                "text" => Column::from(Strings::new()),
                "bool" => Column::new(Values::Bool(Vec::new())),
                "float" => Column::new(Values::Float(Floats::default())),
                _ => Column::new(Values::Int(Vec::new())),
            };
            frame.with(row.name, column)
        })
    }
}

/// The table of two documents that may be of different corpora, with the settings that made it.
///
/// # Errors
/// An option that is not valid; `Interrupted`.
pub fn redline_with(a: &Corpus, b: &Corpus, options: Map<String, Value>, run: &Run) -> Result<Frame> {
    let args = Args::new(VERB.option_rows(), options)?;
    let frame = Redline::new(a, b, &Selection::from_args(&args)?, run)?.frame()?;
    let mut made = settings(VERB.name, a, &args)?;
    made.insert("documents".into(), 2.into());
    if let Some(Value::Object(options)) = made.get_mut("options") {
        options.insert("a".into(), a.document(0).id().into());
        options.insert("b".into(), b.document(0).id().into());
    }
    Ok(frame.with_settings(made))
}

/// The page of two documents that may be of different corpora.
///
/// # Errors
/// An option that is not valid; `Interrupted`.
pub fn redline_page_with(
    a: &Corpus,
    b: &Corpus,
    options: Map<String, Value>,
    view: View,
    run: &Run,
) -> Result<String> {
    let args = Args::new(VERB.option_rows(), options)?;
    Redline::new(a, b, &Selection::from_args(&args)?, run)?.page(view)
}

/// The page of the documents of `corpus` that options name, with both views.
///
/// # Errors
/// An option that is not valid, or a document that is not there; `Interrupted`.
pub fn redline_page(corpus: &Corpus, options: Map<String, Value>, run: &Run) -> Result<String> {
    let args = Args::new(VERB.option_rows(), options)?;
    match chosen(corpus, &args)? {
        Some((a, b)) => Redline::new(&a, &b, &Selection::from_args(&args)?, run)?.page(View::Both),
        None => Err(crate::error::Error::bad_value("a", "none", "a document of the corpus")),
    }
}
