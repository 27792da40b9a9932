//! `similarity`: how alike documents or groups are, pair by pair.

use std::sync::Arc;

use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::measures::similarity::{SIMILARITY, Similarity, SimilarityOptions};
use crate::measures::{Direction, Row};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::Stopwords;

use super::args::{Kind, OptionRow, option};
use super::counting::{CountOptions, count_terms};
use super::dtm::matrix_of;
use super::families::chosen;
use super::select::{Grouping, Needs, SELECTION, Scan};
use super::terms::TermOptions;
use super::weights::{Cells, WEIGHTING, weights};
use super::{Args, Stream, TOKENS, Verb, column};

pub(crate) const PSEUDOCOUNT: OptionRow = option(
    "pseudocount",
    Kind::Float { least: 0.0, most: f64::INFINITY },
    "0",
    "kullback_leibler: added to every term of both",
);

const OWN: &[OptionRow] = &[
    option(
        "by",
        Kind::Texts,
        "doc",
        "what is compared: \"doc\", \"region\", \"year\", \"month\", \"date\" or document variables",
    ),
    option("measure", Kind::Texts, "cosine", "one measure of similarity or distance, several, or \"all\""),
    option(
        "min_similarity",
        Kind::Float { least: f64::MIN, most: f64::MAX },
        "none",
        "leave out pairs that are less alike by the first measure (of a distance: further apart)",
    ),
    option("top", Kind::Count(1), "none", "only so many pairs, the most alike by the first measure first"),
    PSEUDOCOUNT,
    option("min_count", Kind::Count(1), "1", "leave out terms with a smaller count"),
    option("min_docs", Kind::Count(1), "1", "leave out terms in fewer documents or groups"),
    option("stopwords", Kind::Words, "none", "words to leave out: a language (\"en\"), or a list"),
];

pub(crate) const VERB: Verb = Verb {
    name: "similarity",
    about: "How alike documents or groups are: one row a pair.",
    detail: "After the columns below come the measures. Each pair stands once, a before b in the order of the corpus \
             (of groups: of their values); kullback_leibler is that of a from b. Rows of the matrix that is compared \
             hold counts, or weights as in dtm.",
    options: &[OWN, WEIGHTING, SELECTION, TOKENS],
    columns: &[column("a", "text", "the one"), column("b", "text", "the other")],
    example: "similarity seeds/ --by year --stopwords en --weighting tfidf_sklearn",
    python: r#">>> import communique as cq
>>> cq.sample().similarity(by="year", stopwords="en", weighting="tfidf_sklearn", top=3).round(3)
      a     b  cosine
0  2019  2020   0.726
1  2021  2022   0.713
2  2022  2023   0.677"#,
    stream: Stream::Whole,
    run: |corpus, args, run| similarity(corpus, &SimilarityCall::from_args(args)?, run),
};

/// Options of [`similarity`].
#[derive(Clone, Debug)]
pub struct SimilarityCall {
    /// What is compared and counted.
    pub terms: TermOptions,
    /// Measures by name; none: the defaults.
    pub measures: Option<Vec<String>>,
    /// Leave out pairs less alike by the first measure.
    pub min_similarity: Option<f64>,
    /// Only so many pairs, the most alike first.
    pub top: Option<usize>,
    /// What the measures are told.
    pub options: SimilarityOptions,
    /// Options of weighting, by name.
    weighting: Args,
}

impl SimilarityCall {
    pub(crate) fn from_args(args: &Args) -> Result<SimilarityCall> {
        let terms = TermOptions::from_args(args)?;
        Ok(SimilarityCall {
            // `top` is of pairs here, not of terms.
            terms: TermOptions { counting: CountOptions { top: None, ..terms.counting }, ..terms },
            measures: args.texts("measure"),
            min_similarity: args.float("min_similarity"),
            top: args.count("top"),
            options: SimilarityOptions { smoothing: args.float("pseudocount").unwrap_or(0.0) },
            weighting: args.clone(),
        })
    }
}

/// Whether `value` is at least as alike as `least`, in the direction of the measure.
fn alike(measure: &Similarity, value: f64, least: f64) -> bool {
    if measure.info().direction == Direction::Lower { value <= least } else { value >= least }
}

/// Returns one row a pair of documents or groups: `a, b`, then the measures.
///
/// Parallel over documents; memory grows with the pairs that are kept.
///
/// # Errors
/// An unknown column in `by`, measure or language; options of weighting that do not go together; `Interrupted`.
pub fn similarity(corpus: &Corpus, call: &SimilarityCall, run: &Run) -> Result<Frame> {
    let measures = chosen(&SIMILARITY, call.measures.as_deref(), |info| info.default, &[])?;
    let (counting, tokens) = (&call.terms.counting, &call.terms.tokens);
    let grouping = Grouping::new(corpus, &counting.by)?;
    let stopwords = Stopwords::from_option(&counting.stopwords, tokens.stem.as_deref())?;
    let needs = grouping.needs(Needs::Words);
    let scan = Scan::of(corpus, &call.terms.selection, tokens, stopwords, needs, run)?;
    let groups = count_terms(&scan, &grouping, run)?;
    let mut keys = grouping.of_documents();
    keys.extend(groups.keys().copied());
    let keys: Vec<u64> = keys.into_iter().collect();
    let mut matrix = matrix_of(&groups, &keys, counting, run)?;
    matrix.weights = weights(&matrix, &call.weighting)?;
    let cells = Cells::new(&matrix);
    let csr = cells.csr()?;
    let firsts: Vec<usize> = (0..keys.len()).collect();
    let made = run.map(&firsts, |&a| {
        let mut rows: Vec<(usize, usize, Vec<f64>)> = Vec::new();
        for b in a + 1..keys.len() {
            let score = |row: &&Similarity| row.score((&csr, a), (&csr, b), &call.options);
            let Some(first) = measures.first() else { continue };
            let mut values = vec![score(first)?];
            if call.min_similarity.is_none_or(|least| alike(first, values[0], least)) {
                values.extend(measures[1..].iter().map(score).collect::<Result<Vec<f64>>>()?);
                rows.push((a, b, values));
            }
        }
        Ok(rows)
    })?;
    let mut rows: Vec<(usize, usize, Vec<f64>)> = made.into_iter().flatten().collect();
    if let (Some(top), Some(first)) = (call.top, measures.first()) {
        let near = |value: f64| match first.info().direction {
            _ if value.is_nan() => f64::INFINITY,
            Direction::Lower => value,
            _ => -value,
        };
        rows.sort_by(|x, y| near(x.2[0]).total_cmp(&near(y.2[0])));
        rows.truncate(top);
    }
    let labels = grouping.labels(&keys);
    let names: Strings = (0..keys.len())
        .map(|row| {
            let parts = labels.iter().map(|(_, column)| column.display(row).unwrap_or_default());
            parts.collect::<Vec<String>>().join(", ")
        })
        .collect();
    let names = Arc::new(names);
    let side = |of: fn(&(usize, usize, Vec<f64>)) -> usize| {
        Column::dict(rows.iter().map(|row| of(row) as u32).collect(), names.clone())
    };
    let mut frame = Frame::new().with("a", side(|row| row.0)).with("b", side(|row| row.1));
    for (place, row) in measures.iter().enumerate() {
        frame = frame.with(row.info().name, rows.iter().map(|row| row.2[place]).collect::<Vec<f64>>());
    }
    Ok(frame)
}
