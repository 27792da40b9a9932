//! `terms`: how often each term occurs.

use crate::error::Result;
use crate::frame::Frame;
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Stopwords, TokenOptions};

use super::counting::{COUNT, COUNTING, CountOptions, Counts, DOC_COUNT, PER_MILLION, RANK, TERM, count_by};
use super::select::{Grouping, Needs, SELECTION, Scan, Selection, token_options};
use super::stream::{Finish, TermStream};
use super::{Args, Stream, TOKENS, Verb};

pub(crate) const VERB: Verb = Verb {
    name: "terms",
    about: "How often each term occurs: one row a term, most frequent first.",
    detail: "With by=\"doc\" a column tfidf follows: count * ln(documents / doc_count).",
    options: &[COUNTING, SELECTION, TOKENS],
    columns: &[TERM, COUNT, RANK, DOC_COUNT, PER_MILLION],
    example: "terms seeds/ --stopwords en --top 20",
    python: r#">>> import communique as cq
>>> cq.sample().terms(stopwords="en", top=3)
      term  count  rank  doc_count  per_million
0   agreed    182     1         28  9732.099888
1      two    172     2         29  9197.369125
2  defense    168     3         28  8983.476819
>>> cq.sample().terms(by="year", stopwords="en", top=1)[["year", "term", "count"]].head(2)
   year    term  count
0  2018    sarn     15
1  2019  agreed     26"#,
    stream: Stream::Terms(&STREAM),
    run: |corpus, args, run| terms(corpus, &TermOptions::from_args(args)?, run),
};

/// Options of [`terms`].
#[derive(Clone, Debug, Default)]
pub struct TermOptions {
    /// How counts become rows.
    pub counting: CountOptions,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl TermOptions {
    pub(crate) fn from_args(args: &Args) -> Result<TermOptions> {
        Ok(TermOptions {
            counting: CountOptions::from_args(args),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// Returns one row a term and group, most frequent first: the group's columns, `term, count, rank, doc_count,
/// per_million`, and `tfidf` where each document is a group.
///
/// Parallel over chunks of text; memory grows with the vocabulary, not with the text.
///
/// # Errors
/// An unknown column in `by`, language in `stopwords` or `stem`; `Interrupted`.
///
/// # Example
/// ```
/// use communique::{par::Run, text::{Builder, Input}, verbs::{TermOptions, terms}};
///
/// let mut builder = Builder::new();
/// builder.push(Input { id: "a".into(), text: "The US told us: the U.S. will stay.".into(), ..Input::default() });
/// let table = terms(&builder.build()?, &TermOptions::default(), &Run::serial())?;
/// let terms: Vec<_> = (0..table.rows()).filter_map(|row| table.column("term").ok()?.text(row)).collect();
/// assert_eq!(terms, ["the", "U.S.", "US", "stay", "told", "us", "will"]);
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn terms(corpus: &Corpus, options: &TermOptions, run: &Run) -> Result<Frame> {
    let (counts, grouping) = count(corpus, options, run)?;
    counts.table(&grouping, corpus.len(), &options.counting, run)
}

/// The counts, and the groups they are in.
fn count(corpus: &Corpus, options: &TermOptions, run: &Run) -> Result<(Counts, Grouping)> {
    let grouping = Grouping::new(corpus, &options.counting.by)?;
    let stopwords = Stopwords::from_option(&options.counting.stopwords, options.tokens.stem.as_deref())?;
    let (selection, needs) = (&options.selection, grouping.needs(Needs::Words));
    let scan = Scan::of(corpus, selection, &options.tokens, stopwords, needs, run)?;
    Ok((count_by(&scan, &grouping, run)?, grouping))
}

const STREAM: TermStream = TermStream {
    whole: |_| Ok(None),
    by: |args| args.texts("by").unwrap_or_default(),
    cells: true,
    count: |corpus, args, run| count(corpus, &TermOptions::from_args(args)?, run),
    finish: Finish::Table(Ok),
};
