//! `kwic`: keywords in context.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Patterns, TokenOptions};

pub use crate::tokens::ValueType;

use super::args::{Kind, OptionRow, option, subject};
use super::finder::{Finder, VALUETYPE};
use super::rows::{DOC_ID, END, Place, Places, REGION, SENT_ID, START};
use super::select::{SELECTION, Scan, Selection, Words, token_options};
use super::{Args, Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    subject("pattern", Kind::Texts, "what to find: a word or a phrase, or several patterns"),
    VALUETYPE,
    option("window", Kind::Count(0), "5", "words of context on each side"),
    option("unit", Kind::Choice(Unit::CHOICES), "words", "context: so many words, or the whole sentence"),
    option("cross_sentences", Kind::Flag, "false", "let phrases and context run into the next sentence"),
    option(
        "sort",
        Kind::Choice(Sort::CHOICES),
        "position",
        "order of rows: as in the text, by keyword, by the words to the left, or to the right",
    ),
];

pub(crate) const VERB: Verb = Verb {
    name: "kwic",
    about: "Keywords in context (a concordance): one row a hit.",
    detail: "A pattern of several words is a phrase. Patterns are folded like the text: with case=\"smart\", US finds \
             US and not us. A regular expression is tried on each word as written and as counted, and may match \
             inside it. A phrase finds compounds of its words too. Context stays inside the sentence unless cross_sentences is set, and always inside the unit \
             of text. Further columns: the document variables.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        DOC_ID,
        SENT_ID,
        START,
        END,
        column("pre", "text", "the text before"),
        column("keyword", "text", "the hit: doc.text[start:end]"),
        column("post", "text", "the text after"),
        column("pattern", "text", "the pattern that it matches"),
        REGION,
        column("date", "date", "the document's date; null where unknown"),
    ],
    example: "kwic 'extended deterrence' seeds/ --window 8",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> hits = c.kwic("ironclad", window=3)
>>> hits[["pre", "keyword", "post"]].head(1)
                        pre   keyword               post
0  Secretary reaffirmed the  ironclad  commitment of the
>>> hit = hits.iloc[0]
>>> c[hit.doc_id].text[hit.start:hit.end]
'ironclad'"#,
    stream: Stream::Rows(|args| {
        let sorts = args.text("sort").is_some_and(|sort| sort != "position");
        Ok(sorts.then_some("an order other than position is one of all rows"))
    }),
    run: |corpus, args, run| {
        kwic(corpus, &args.texts("pattern").unwrap_or_default(), &KwicOptions::from_args(args)?, run)
    },
};

/// What the context of a hit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// So many words on each side.
    #[default]
    Words,
    /// The whole sentence.
    Sentence,
}

impl Unit {
    /// The values as written in options.
    pub const CHOICES: &'static [&'static str] = &["words", "sentence"];
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As in the text.
    #[default]
    Position,
    /// By keyword.
    Keyword,
    /// By the words before, nearest first.
    Left,
    /// By the words after.
    Right,
}

impl Sort {
    /// The values as written in options.
    pub const CHOICES: &'static [&'static str] = &["position", "keyword", "left", "right"];
}

/// Options of [`kwic`].
#[derive(Clone, Debug)]
pub struct KwicOptions {
    /// How patterns are read.
    pub valuetype: ValueType,
    /// Words of context on each side.
    pub window: usize,
    /// Words or the whole sentence.
    pub unit: Unit,
    /// Whether phrases and context may run into the next sentence.
    pub cross_sentences: bool,
    /// The order of rows.
    pub sort: Sort,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl Default for KwicOptions {
    fn default() -> KwicOptions {
        KwicOptions {
            valuetype: ValueType::default(),
            window: 5,
            unit: Unit::default(),
            cross_sentences: false,
            sort: Sort::default(),
            selection: Selection::default(),
            tokens: TokenOptions::default(),
        }
    }
}

impl KwicOptions {
    fn from_args(args: &Args) -> Result<KwicOptions> {
        Ok(KwicOptions {
            valuetype: ValueType::parse(args.text("valuetype").unwrap_or("glob"))?,
            window: args.count("window").unwrap_or(5),
            unit: if args.text("unit") == Some("sentence") { Unit::Sentence } else { Unit::Words },
            cross_sentences: args.flag("cross_sentences"),
            sort: match args.text("sort") {
                Some("keyword") => Sort::Keyword,
                Some("left") => Sort::Left,
                Some("right") => Sort::Right,
                _ => Sort::Position,
            },
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// The widest context: more is the sentence, or the document.
const WIDEST: usize = 1000;

/// One hit: where, its context in bytes of the document, and which pattern.
struct Hit {
    place: Place,
    pre: usize,
    post: usize,
    pattern: u32,
}

/// Returns one row a hit of `patterns`: `doc_id, sent_id, start, end, pre, keyword, post, pattern, region, date`, then the
/// document variables. Hits of one pattern do not overlap; those of several may.
///
/// # Errors
/// An empty pattern, a regular expression that does not compile, a window over 1,000; `Interrupted`.
///
/// # Example
/// ```
/// use communique::{par::Run, text::{Builder, Input}, verbs::{KwicOptions, kwic}};
///
/// let mut builder = Builder::new();
/// builder.push(Input { id: "a".into(), text: "Both sides agreed to deter. They deterred.".into(), ..Input::default() });
/// let table = kwic(&builder.build()?, &["deter*".into()], &KwicOptions::default(), &Run::serial())?;
/// assert_eq!((table.rows(), table.column("pre")?.text(0)), (2, Some("Both sides agreed to")));
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn kwic(corpus: &Corpus, patterns: &[String], options: &KwicOptions, run: &Run) -> Result<Frame> {
    if options.window > WIDEST {
        return Err(Error::bad_value("window", options.window, &format!("from 0 to {WIDEST}")));
    }
    let patterns = Patterns::new(patterns, options.valuetype, &options.tokens)?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, None, run)?;
    let made = run.map(&scan.work(run), |pieces| {
        let (mut finder, mut words, mut hits) = (Finder::new(&patterns), Words::default(), Vec::new());
        for piece in pieces {
            run.check()?;
            let text = corpus.document(piece.doc).text();
            for (index, unit, unit_text) in scan.units(piece) {
                scan.words(piece.doc, index, unit_text, &mut words);
                for sentence in words.runs(options.cross_sentences) {
                    finder.find(text, sentence, &words, &mut |pattern, from, to| {
                        let first = &sentence[from];
                        let (start, end) = (first.start, sentence[to - 1].end);
                        let (pre, post) = match options.unit {
                            Unit::Words => (
                                sentence[from.saturating_sub(options.window)].start,
                                sentence[(to - 1 + options.window).min(sentence.len() - 1)].end,
                            ),
                            Unit::Sentence => {
                                let sentences = scan.layout(piece.doc).sentences();
                                (sentences[first.sentence].start, sentences[sentence[to - 1].sentence].end)
                            }
                        };
                        let place = Place {
                            doc: piece.doc,
                            sentence: first.sentence,
                            unit: index,
                            region: unit.region,
                            start,
                            end,
                        };
                        hits.push(Hit { place, pre: pre.min(start), post: post.max(end), pattern });
                    });
                }
                run.advance(unit_text.len() as u64);
            }
        }
        Ok(hits)
    })?;
    let mut hits: Vec<Hit> = made.into_iter().flatten().collect();
    // Patterns are tried word by word, so hits of several patterns already come in the order of the text.
    let side =
        |hit: &Hit, from: usize, to: usize| corpus.document(hit.place.doc).text()[from..to].to_lowercase();
    match options.sort {
        Sort::Position => {}
        Sort::Keyword => hits.sort_by_cached_key(|hit| side(hit, hit.place.start, hit.place.end)),
        Sort::Left => hits.sort_by_cached_key(|hit| {
            side(hit, hit.pre, hit.place.start)
                .split_whitespace()
                .rev()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        }),
        Sort::Right => {
            hits.sort_by_cached_key(|hit| side(hit, hit.place.end, hit.post).trim_start().to_owned())
        }
    }
    let places: Vec<Place> = hits.iter().map(|hit| hit.place).collect();
    let rows = Places(&places);
    let (start, end) = rows.offsets(corpus);
    let slice = |hit: &Hit, from: usize, to: usize| corpus.document(hit.place.doc).text()[from..to].trim();
    let frame = Frame::new()
        .with("doc_id", rows.doc_ids(corpus))
        .with("sent_id", rows.sent_ids())
        .with("start", start)
        .with("end", end)
        .with("pre", hits.iter().map(|hit| slice(hit, hit.pre, hit.place.start)).collect::<Strings>())
        .with("keyword", rows.texts(corpus))
        .with("post", hits.iter().map(|hit| slice(hit, hit.place.end, hit.post)).collect::<Strings>())
        .with(
            "pattern",
            Column::dict(
                hits.iter().map(|hit| hit.pattern).collect(),
                Arc::new(patterns.sources().iter().collect()),
            ),
        )
        .with("region", rows.regions());
    rows.with_variables(frame, corpus)
}
