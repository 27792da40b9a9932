//! `trends`: how often patterns occur, period by period.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Values, parse_date, year_month};
use crate::measures::special::{ln_poisson_mean_lower, normal_quantile_upper};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Patterns, TokenOptions, ValueType};

use super::args::{Kind, OptionRow, option, subject};
use super::finder::{Finder, VALUETYPE};
use super::keyness_rows::optional;
use super::select::{SELECTION, Scan, Selection, Words, token_options, variable};
use super::{Args, Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    subject("terms", Kind::Texts, "what to count: a word or a phrase, or several patterns, as in kwic"),
    option("over", Kind::Text, "date", "the date to go by: \"date\" or a document variable that holds dates"),
    option("every", Kind::Choice(Every::CHOICES), "month", "length of a period"),
    VALUETYPE,
    option("cross_sentences", Kind::Flag, "false", "let phrases run into the next sentence"),
    option("confidence", Kind::Float { least: 0.01, most: 0.999_999 }, "0.95", "how sure the bounds are"),
];

pub(crate) const VERB: Verb = Verb {
    name: "trends",
    about: "How often patterns occur over time, with confidence bounds: one row a period and pattern.",
    detail: "Periods run without a gap from the first to the last dated document: one without documents has words 0 \
             and no rate. Documents without a date come last, in rows whose period is null. The bounds are exact \
             ones of a Poisson count (Garwood 1936), per million words as the rate is; where a pattern comes in \
             bursts within documents they are too narrow. Hits of one pattern do not overlap.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        column("period", "date", "first day of the period; null for documents without a date"),
        column("pattern", "text", "the pattern"),
        column("count", "int", "hits"),
        column("words", "int", "words of the period"),
        column("per_million", "float", "hits per million words; null where there is no word"),
        column("low", "float", "lower confidence bound of per_million"),
        column("high", "float", "upper confidence bound of per_million"),
        column("docs", "int", "documents of the period"),
        column("docs_with", "int", "documents with a hit"),
    ],
    example: "trends 'extended deterrence' seeds/ --every year",
    python: r#">>> import communique as cq
>>> table = cq.sample().trends(["deter*", "extended deterrence"], every="year")
>>> table.columns.tolist()
['period', 'pattern', 'count', 'words', 'per_million', 'low', 'high', 'docs', 'docs_with']
>>> bool((table["low"] <= table["per_million"]).all() and (table["per_million"] <= table["high"]).all())
True"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        trends(corpus, &args.texts("terms").unwrap_or_default(), &TrendOptions::from_args(args)?, run)
    },
};

/// The length of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Every {
    /// A month.
    #[default]
    Month,
    /// Three months, from January on.
    Quarter,
    /// A year.
    Year,
}

impl Every {
    /// The values as written in options.
    pub const CHOICES: &'static [&'static str] = &["month", "quarter", "year"];

    fn months(self) -> i32 {
        match self {
            Every::Month => 1,
            Every::Quarter => 3,
            Every::Year => 12,
        }
    }
}

/// Options of [`trends`].
#[derive(Clone, Debug)]
pub struct TrendOptions {
    /// The variable with the date.
    pub over: String,
    /// The length of a period.
    pub every: Every,
    /// How patterns are read.
    pub valuetype: ValueType,
    /// Whether phrases may run into the next sentence.
    pub cross_sentences: bool,
    /// How sure the bounds are, between 0 and 1.
    pub confidence: f64,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl Default for TrendOptions {
    fn default() -> TrendOptions {
        TrendOptions {
            over: "date".into(),
            every: Every::default(),
            valuetype: ValueType::default(),
            cross_sentences: false,
            confidence: 0.95,
            selection: Selection::default(),
            tokens: TokenOptions::default(),
        }
    }
}

impl TrendOptions {
    fn from_args(args: &Args) -> Result<TrendOptions> {
        Ok(TrendOptions {
            over: args.text("over").unwrap_or("date").into(),
            every: match args.text("every") {
                Some("quarter") => Every::Quarter,
                Some("year") => Every::Year,
                _ => Every::Month,
            },
            valuetype: ValueType::parse(args.text("valuetype").unwrap_or("glob"))?,
            cross_sentences: args.flag("cross_sentences"),
            confidence: args.float("confidence").unwrap_or(0.95),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// Hits of each pattern, and words, in one document.
#[derive(Clone, Default)]
struct Counted {
    hits: Vec<u64>,
    words: u64,
}

/// What is known of one period.
#[derive(Default)]
struct Period {
    hits: Vec<u64>,
    with: Vec<u64>,
    words: u64,
    docs: u64,
}

/// Returns one row a period and pattern: `period, pattern, count, words, per_million, low, high, docs, docs_with`;
/// periods in order, the one of documents without a date last.
///
/// # Errors
/// As [`super::kwic()`]; `over` is not there or holds no dates; `confidence` is not between 0 and 1.
///
/// # Example
/// ```
/// use communique::{par::Run, text::sample, verbs::{Every, TrendOptions, trends}};
///
/// let options = TrendOptions { every: Every::Year, ..TrendOptions::default() };
/// let table = trends(&sample()?, &["deter*".into()], &options, &Run::serial())?;
/// assert_eq!(table.column("pattern")?.text(0), Some("deter*"));
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn trends(corpus: &Corpus, terms: &[String], options: &TrendOptions, run: &Run) -> Result<Frame> {
    if !(options.confidence > 0.0 && options.confidence < 1.0) {
        return Err(Error::bad_value("confidence", options.confidence, "between 0 and 1"));
    }
    let patterns = Patterns::new(terms, options.valuetype, &options.tokens)?;
    let number = terms.len();
    let periods_of = periods(corpus, options)?;
    let by_doc = count(corpus, &patterns, options, run)?;
    let empty = || Period { hits: vec![0; number], with: vec![0; number], ..Period::default() };
    let mut periods: BTreeMap<(bool, i32), Period> = BTreeMap::new();
    let dated: Vec<i32> = periods_of.iter().copied().flatten().collect();
    if let (Some(&first), Some(&last)) = (dated.iter().min(), dated.iter().max()) {
        periods.extend((first..=last).map(|period| ((false, period), empty())));
    }
    for (doc, at) in by_doc.iter().zip(&periods_of) {
        let period = periods.entry((at.is_none(), at.unwrap_or(0))).or_insert_with(empty);
        period.words += doc.words;
        period.docs += 1;
        for (pattern, &hits) in doc.hits.iter().enumerate() {
            period.hits[pattern] += hits;
            period.with[pattern] += u64::from(hits > 0);
        }
    }
    table(&periods, &patterns, options)
}

/// The number of each document's period, counted from the year 0.
fn periods(corpus: &Corpus, options: &TrendOptions) -> Result<Vec<Option<i32>>> {
    let column = variable(corpus, "over", &options.over)?;
    let day = |row: usize| match column.values() {
        _ if column.is_null(row) => Ok(None),
        Values::Date(days) => Ok(Some(days[row])),
        Values::Timestamp(micros) => Ok(i32::try_from(micros[row].div_euclid(86_400_000_000)).ok()),
        _ => Err(Error::bad_value("over", &options.over, "a variable that holds dates")),
    };
    let months = options.every.months();
    let number =
        |day: i32| year_month(day).map(|(year, month)| (year * 12 + month as i32 - 1).div_euclid(months));
    (0..corpus.len()).map(|row| Ok(day(row)?.and_then(number))).collect()
}

fn count(corpus: &Corpus, patterns: &Patterns, options: &TrendOptions, run: &Run) -> Result<Vec<Counted>> {
    let scan = Scan::new(corpus, &options.selection, &options.tokens, None, run)?;
    let none = Counted { hits: vec![0; patterns.phrases().len()], words: 0 };
    let made = run.map(&scan.work(run), |pieces| {
        let (mut finder, mut words) = (Finder::new(patterns), Words::default());
        let mut counted: Vec<(usize, Counted)> = Vec::new();
        for piece in pieces {
            run.check()?;
            let (text, mut doc) = (corpus.document(piece.doc).text(), none.clone());
            for (index, _, unit_text) in scan.units(piece) {
                scan.words(piece.doc, index, unit_text, &mut words);
                doc.words += words.list().len() as u64;
                for sentence in words.runs(options.cross_sentences) {
                    finder.find(text, sentence, &words, &mut |pattern, _, _| doc.hits[pattern as usize] += 1);
                }
                run.advance(unit_text.len() as u64);
            }
            counted.push((piece.doc, doc));
        }
        Ok(counted)
    })?;
    let mut by_doc = vec![none; corpus.len()];
    for (doc, counted) in made.into_iter().flatten() {
        by_doc[doc].words += counted.words;
        by_doc[doc].hits.iter_mut().zip(&counted.hits).for_each(|(sum, hits)| *sum += hits);
    }
    Ok(by_doc)
}

fn table(
    periods: &BTreeMap<(bool, i32), Period>,
    patterns: &Patterns,
    options: &TrendOptions,
) -> Result<Frame> {
    let number = patterns.sources().len();
    let months = options.every.months();
    let day = |period: i32| {
        let month = period * months;
        parse_date(&format!("{:04}-{:02}-01", month.div_euclid(12), month.rem_euclid(12) + 1))
            .unwrap_or_default()
    };
    let rows =
        || periods.iter().flat_map(|(at, period)| (0..number).map(move |pattern| (at, period, pattern)));
    let days = rows().map(|(at, _, _)| if at.0 { 0 } else { day(at.1) }).collect();
    let dated = rows().map(|(at, _, _)| !at.0).collect();
    let ints = |of: &dyn Fn(&Period, usize) -> u64| {
        rows().map(|(_, period, at)| of(period, at) as i64).collect::<Vec<i64>>()
    };
    let rate = |of: &dyn Fn(f64) -> f64| {
        let per_million = |period: &Period, at: usize| of(period.hits[at] as f64) * 1e6 / period.words as f64;
        let defined = |period: &Period, value: f64| if period.words > 0 { value } else { f64::NAN };
        optional(rows().map(|(_, period, at)| defined(period, per_million(period, at))).collect())
    };
    let tail = 0.5 * (1.0 - options.confidence);
    Ok(Frame::new()
        .with("period", Column::with_nulls(Values::Date(days), dated))
        .with(
            "pattern",
            Column::dict(
                rows().map(|(_, _, at)| at as u32).collect(),
                Arc::new(patterns.sources().iter().collect()),
            ),
        )
        .with("count", ints(&|period, at| period.hits[at]))
        .with("words", ints(&|period, _| period.words))
        .with("per_million", rate(&|count| count))
        .with("low", rate(&|count| lower(count, tail)))
        .with("high", rate(&|count| upper(count, tail)))
        .with("docs", ints(&|period, _| period.docs))
        .with("docs_with", ints(&|period, at| period.with[at])))
}

/// The mean at which `count` or more have the chance `tail`.
fn lower(count: f64, tail: f64) -> f64 {
    ln_poisson_mean_lower(count, tail.ln(), normal_quantile_upper(tail)).exp()
}

/// The mean at which `count` or fewer have the chance `tail`.
fn upper(count: f64, tail: f64) -> f64 {
    ln_poisson_mean_lower(count + 1.0, (-tail).ln_1p(), -normal_quantile_upper(tail)).exp()
}
