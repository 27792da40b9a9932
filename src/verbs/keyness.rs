//! `keyness`: which terms are more frequent in a target than in a reference.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::frame::{Frame, Strings, Values};
use crate::measures::keyness as measures;
use crate::measures::significance::Adjustment;
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{StopwordOption, TokenOptions};

use super::args::{Kind, OptionRow, option};
use super::conditions::documents;
use super::keyness_rows::{Against, Maker};
use super::keyness_texts::{Counted, by_texts, count};
use super::select::{Grouping, SELECTION, Selection, token_options};
use super::source::open;
use super::stream::{Finish, TermStream};
use super::{Args, ColumnRow, Stream, TOKENS, Verb, column};

const ADJUST: &[&str] = &["holm", "bonferroni", "sidak", "benjamini_hochberg", "none"];
const CORRECTION: &[&str] = &["default", "none", "yates", "williams"];
/// The most that options without a limit of their own take.
const MOST: f64 = 1e15;

const OWN: &[OptionRow] = &[
    option(
        "target",
        Kind::Docs,
        "none",
        "the documents to describe: column, =, !=, <, <=, > or >=, value; all must hold",
    ),
    option(
        "reference",
        Kind::Docs,
        "none",
        "the documents to compare with, in the same way; default: all others",
    ),
    option("by", Kind::Texts, "none", "instead of target: each group against the rest; groups as in terms"),
    option(
        "measures",
        Kind::Texts,
        "none",
        "measures of the family keyness; default: log_likelihood, log_ratio",
    ),
    option(
        "correction",
        Kind::Choice(CORRECTION),
        "default",
        "correction of test statistics for small counts",
    ),
    option("adjust", Kind::Choice(ADJUST), "holm", "how p is corrected for the number of terms compared"),
    option(
        "alpha",
        Kind::Float { least: 1e-12, most: 0.999 },
        "0.05",
        "chance of error of bounds and filters",
    ),
    option(
        "k",
        Kind::Float { least: 0.0, most: MOST },
        "1",
        "what simple_maths adds to frequencies per million",
    ),
    option(
        "prior_size",
        Kind::Float { least: 1e-9, most: MOST },
        "none",
        "words the prior of weighted_log_odds stands for; default: as many as target and reference have",
    ),
    option("permutations", Kind::Count(1), "9999", "random exchanges of the permutation test"),
    option("seed", Kind::Count(0), "1", "seed of those exchanges"),
    option("min_count", Kind::Count(1), "1", "leave out terms with fewer occurrences, both sides together"),
    option("min_docs", Kind::Count(1), "1", "leave out terms in fewer documents, both sides together"),
    option("top", Kind::Count(1), "none", "only the first so many rows of each group; p is adjusted before"),
    option(
        "stopwords",
        Kind::Words,
        "none",
        "words to leave out: a language (\"en\"), or a list; sizes still hold them",
    ),
    option("sort", Kind::Text, "none", "column to sort by, most key first; default: the first measure"),
    option(
        "reference_list",
        Kind::Text,
        "none",
        "a frequency list to compare with: a file (csv, tsv, jsonl, parquet) with the columns term and count",
    ),
    option(
        "reference_words",
        Kind::Count(1),
        "none",
        "words of a reference that is a list; default: the sum of its counts",
    ),
];

const DISPERSION: &str = "Gries' DP_norm over documents: 0 even, 1 in the smallest only; null where the term or a second document is missing";

pub(crate) const VERB: Verb = Verb {
    name: "keyness",
    about: "Which terms are more frequent in a target than in a reference: one row a term, most key first.",
    detail: "Measures with a sign are negative where the reference has more. After each measure that has confidence \
             bounds come <name>_low and <name>_high. p belongs to the first measure that has one, else to \
             log_likelihood, and is adjusted for all terms of the group that min_count and min_docs leave in. \
             Measures on texts (mann_whitney, welch_t, permutation, ...) see documents; where by= holds \"region\", \
             the regions of documents. Undefined is null; a bare list as reference has no documents. A document may \
             be on both sides if target and reference say so.",
    options: &[OWN, SELECTION, TOKENS],
    columns: COLUMNS,
    example: "keyness seeds/ --target 'year=2019' --reference 'year=2024' --top 20",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> table = c.keyness("year == 2024", "year == 2019", stopwords="en", top=3)
>>> table.columns[:4].tolist()
['term', 'count_target', 'count_reference', 'per_million_target']
>>> official = c.keyness(lambda v: v["kind"] == "joint_statement", top=9)
>>> official.equals(c.keyness("kind == 'joint_statement'", top=9))
True"#,
    stream: Stream::Terms(&STREAM),
    run: |corpus, args, run| with_args(corpus, None, args, run),
};

const COLUMNS: &[ColumnRow] = &[
    column("term", "text", "the term"),
    column("count_target", "int", "occurrences in the target"),
    column("count_reference", "int", "occurrences in the reference"),
    column("per_million_target", "float", "occurrences per million words of the target, stop words included"),
    column("per_million_reference", "float", "the same for the reference"),
    column("doc_count_target", "int", "documents of the target with the term"),
    column("doc_count_reference", "int", "documents of the reference with the term; null for a list"),
    column("log_likelihood", "float", "G2, negative where the reference has more"),
    column("log_ratio", "float", "binary logarithm of the ratio of the rates; a count of 0 is 0.5"),
    column("log_ratio_low", "float", "lower confidence bound of log_ratio"),
    column("log_ratio_high", "float", "upper confidence bound of log_ratio"),
    column("p", "float", "p of the first measure that has one"),
    column("p_adjusted", "float", "the same, corrected for the number of terms"),
    column("dispersion_target", "float", DISPERSION),
    column("dispersion_reference", "float", DISPERSION),
];

/// What a target is compared with.
#[derive(Clone, Debug)]
pub enum Reference {
    /// Documents.
    Corpus(Corpus),
    /// A bare frequency list; a term may come more than once.
    Frequencies {
        /// The terms.
        terms: Strings,
        /// How often each occurs.
        counts: Vec<u64>,
        /// The size of what was counted, in words; at least the sum of the counts.
        words: u64,
    },
}

impl Reference {
    /// A frequency list from the columns `term` and `count`; `words` is its size where that is more than the sum of its
    /// counts.
    ///
    /// # Errors
    /// No such columns, a term that is null, a count that is no whole number from 0.
    pub fn from_frame(list: &Frame, words: Option<u64>) -> Result<Reference> {
        let (names, numbers) = (list.column("term")?, list.column("count")?);
        let mut terms = Strings::new();
        let mut counts = Vec::with_capacity(list.rows());
        for row in 0..list.rows() {
            let Some(term) = names.text(row) else {
                return Err(Error::bad_value("reference", format!("row {row}"), "a term that is text"));
            };
            let count = match numbers.values() {
                _ if numbers.is_null(row) => -1.0,
                Values::Int(values) => values[row] as f64,
                Values::Float(values) => values[row],
                _ => -1.0,
            };
            if !(count >= 0.0 && count.fract() == 0.0 && count <= 9_007_199_254_740_992.0) {
                return Err(Error::bad_value(
                    "reference",
                    format!("count of '{term}'"),
                    "a whole number from 0",
                ));
            }
            terms.push(term);
            counts.push(count as u64);
        }
        let words = words.unwrap_or_else(|| counts.iter().sum());
        Ok(Reference::Frequencies { terms, counts, words })
    }

    /// A frequency list from a file with the columns `term` and `count`, in any format that holds rows.
    ///
    /// # Errors
    /// A file that is not there, a row that can't be read; as [`Reference::from_frame`].
    pub fn from_file(path: &str, words: Option<u64>, run: &Run) -> Result<Reference> {
        let options = Map::from_iter([("text".to_owned(), Value::from("term"))]);
        let list = open(&[path.to_owned()], options, run)?;
        if let Some(problem) = list.problems().first() {
            let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
            return Err(Error::bad_value(
                "reference_list",
                format!("'{path}'{line}"),
                &format!("a list of terms and counts ({})", problem.message),
            ));
        }
        let Some((_, counts)) = list.meta().iter().find(|(name, _)| name == "count") else {
            return Err(Error::bad_value(
                "reference_list",
                format!("'{path}'"),
                "a file with the columns term and count",
            ));
        };
        let terms: Strings = list.documents().map(|doc| doc.text()).collect();
        Reference::from_frame(&Frame::new().with("term", terms).with("count", counts.clone()), words)
    }
}

/// Options of [`keyness`].
#[derive(Clone, Debug)]
pub struct KeynessOptions {
    /// Names of measures of the family keyness; empty: those that are the default.
    pub measures: Vec<String>,
    /// Options of the measures.
    pub scoring: measures::Options,
    /// How p is corrected: a row of [`crate::measures::significance::ADJUSTMENTS`].
    pub adjust: String,
    /// Leave out terms with fewer occurrences on both sides together.
    pub min_count: u64,
    /// Leave out terms in fewer documents on both sides together.
    pub min_docs: u64,
    /// Only the first so many rows of each group.
    pub top: Option<usize>,
    /// A language or a list of words to leave out.
    pub stopwords: StopwordOption,
    /// The column to sort by; none: the first measure.
    pub sort: Option<String>,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl Default for KeynessOptions {
    fn default() -> KeynessOptions {
        KeynessOptions {
            measures: Vec::new(),
            scoring: measures::Options::default(),
            adjust: "holm".into(),
            min_count: 1,
            min_docs: 1,
            top: None,
            stopwords: StopwordOption::None,
            sort: None,
            selection: Selection::default(),
            tokens: TokenOptions::default(),
        }
    }
}

impl KeynessOptions {
    fn from_args(args: &Args) -> Result<KeynessOptions> {
        let usual = measures::Options::default();
        Ok(KeynessOptions {
            measures: args.texts("measures").unwrap_or_default(),
            scoring: measures::Options {
                correction: measures::Correction::find(args.text("correction").unwrap_or("default"))?,
                alpha: args.float("alpha").unwrap_or(usual.alpha),
                k: args.float("k").unwrap_or(usual.k),
                prior_size: args.float("prior_size"),
                permutations: args.count("permutations").unwrap_or(usual.permutations),
                seed: args.count("seed").map_or(usual.seed, |seed| seed as u64),
                ..usual
            },
            adjust: args.text("adjust").unwrap_or("holm").into(),
            min_count: args.count("min_count").unwrap_or(1) as u64,
            min_docs: args.count("min_docs").unwrap_or(1) as u64,
            top: args.count("top"),
            stopwords: args.stopwords("stopwords"),
            sort: args.text("sort").map(str::to_owned),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// Returns one row a term of target or reference, most key first: `term, count_target, count_reference,
/// per_million_target, per_million_reference, doc_count_target, doc_count_reference`, the measures with their bounds, `p,
/// p_adjusted, dispersion_target, dispersion_reference`.
///
/// # Errors
/// An unknown measure or column; a correction that one of the measures does not know; a list whose size is below the
/// sum of its counts; `Interrupted`.
///
/// # Example
/// ```
/// use communique::{par::Run, text::{Builder, Input}, verbs::{KeynessOptions, Reference, keyness}};
///
/// let corpus = |text: &str| {
///     let mut builder = Builder::new();
///     builder.push(Input { id: "a".into(), text: text.into(), ..Input::default() });
///     builder.build()
/// };
/// let (target, reference) = (corpus("deter and deter and agree")?, corpus("agree and talk and agree")?);
/// let table = keyness(&target, &Reference::Corpus(reference), &KeynessOptions::default(), &Run::serial())?;
/// assert_eq!(table.column("term")?.text(0), Some("deter"));
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn keyness(target: &Corpus, reference: &Reference, options: &KeynessOptions, run: &Run) -> Result<Frame> {
    let mut maker = Maker::new(options)?;
    let counted = Counted::new(target, false, options, run)?;
    with_reference(reference, options, run, &counted, |against| {
        maker.group(0, &counted.side(|_| true)?, against, run)
    })?;
    Ok(maker.frame(Vec::new()))
}

/// Calls `work` with the reference, counted.
fn with_reference(
    reference: &Reference,
    options: &KeynessOptions,
    run: &Run,
    target: &Counted,
    work: impl FnOnce(&Against<'_>) -> Result<()>,
) -> Result<()> {
    match reference {
        Reference::Corpus(corpus) => {
            let counted = Counted::new(corpus, false, options, run)?;
            work(&Against::Side(counted.side(|_| true)?))
        }
        Reference::Frequencies { terms, counts, words } => {
            let sum = counts.iter().sum::<u64>();
            if *words < sum {
                return Err(Error::bad_value(
                    "reference_words",
                    words,
                    &format!("at least the sum of the counts, {sum}"),
                ));
            }
            let mut list: HashMap<&str, u64> = HashMap::new();
            for (term, count) in terms.iter().zip(counts) {
                if !target.stopwords.as_ref().is_some_and(|stopwords| stopwords.contains(term)) {
                    *list.entry(term).or_default() += count;
                }
            }
            work(&Against::List { counts: list, words: *words })
        }
    }
}

/// The table of `keyness` for options given as JSON, compared with something that is not part of the corpus: all its
/// documents, those of `target`, or each group of `by`.
///
/// # Errors
/// As [`keyness`]; an option that is not known or not valid.
pub fn keyness_with(
    corpus: &Corpus,
    reference: &Reference,
    given: Map<String, Value>,
    run: &Run,
) -> Result<Frame> {
    let args = Args::new(VERB.option_rows(), given)?;
    let frame = with_args(corpus, Some(reference), &args, run)?;
    Ok(frame.with_settings(super::settings(VERB.name, corpus, &args)?))
}

fn with_args(corpus: &Corpus, other: Option<&Reference>, args: &Args, run: &Run) -> Result<Frame> {
    let count = |options: &KeynessOptions| Counted::new(corpus, by_region(args), options, run);
    with_counts(corpus, other, args, run, count)
}

/// Whether the regions of a document are texts of their own.
fn by_region(args: &Args) -> bool {
    args.texts("by").is_some_and(|by| by.iter().any(|name| name == "region"))
}

const STREAM: TermStream = TermStream {
    whole: |_| Ok(None),
    by: |args| by_texts(by_region(args)),
    cells: true,
    count: |corpus, args, run| count(corpus, by_region(args), &KeynessOptions::from_args(args)?, run),
    finish: Finish::Counts(|corpus, counts, args, run| {
        with_counts(corpus, None, args, run, |options| Counted::of(counts, options))
    }),
};

/// The table for options in `args`, from what `count` counts; of the documents only the variables are looked at.
fn with_counts(
    corpus: &Corpus,
    other: Option<&Reference>,
    args: &Args,
    run: &Run,
    count: impl FnOnce(&KeynessOptions) -> Result<Counted>,
) -> Result<Frame> {
    let options = KeynessOptions::from_args(args)?;
    Adjustment::find(&options.adjust)?;
    let listed = match args.text("reference_list") {
        Some(_) if other.is_some() => {
            return Err(Error::bad_value("reference", "two", "one: documents, another corpus or a list"));
        }
        Some(path) => Some(Reference::from_file(path, args.count("reference_words").map(|n| n as u64), run)?),
        None => None,
    };
    let other = other.or(listed.as_ref());
    let by = args.texts("by").unwrap_or_default();
    let (target, reference) = (args.get("target"), args.get("reference"));
    let sides = !target.is_null() || !reference.is_null();
    if sides && !by.is_empty() {
        return Err(Error::bad_value("by", by.join(","), "given without target and reference"));
    }
    if by.is_empty() && target.is_null() && other.is_none() {
        return Err(Error::bad_value("target", "none", "given: the documents to describe; or by="));
    }
    if other.is_some() && !reference.is_null() {
        return Err(Error::bad_value("reference", reference, "one: documents, another corpus or a list"));
    }
    let counted = count(&options)?;
    let mut maker = Maker::new(&options)?;
    if by.is_empty() {
        let chosen = side(corpus, "target", target)?.unwrap_or_else(|| vec![true; corpus.len()]);
        let others = side(corpus, "reference", reference)?;
        let others = others.unwrap_or_else(|| chosen.iter().map(|chosen| !chosen).collect());
        if other.is_none() && !corpus.is_empty() && !others.contains(&true) {
            return Err(Error::bad_value("reference", "no document", "at least one document"));
        }
        let target = counted.side(|text| chosen[text.doc])?;
        match other {
            Some(other) => with_reference(other, &options, run, &counted, |against| {
                maker.group(0, &target, against, run)
            })?,
            None => {
                maker.group(0, &target, &Against::Side(counted.side(|text| others[text.doc])?), run)?;
            }
        }
        return Ok(maker.frame(Vec::new()));
    }
    let grouping = Grouping::new(corpus, &by)?;
    let group = |text: &super::keyness_texts::Text| grouping.group(text.doc, text.region);
    let mut groups: Vec<u64> = counted.texts.iter().map(group).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut all = |against: Option<&Against<'_>>| -> Result<()> {
        for &wanted in &groups {
            run.check()?;
            let target = counted.side(|text| group(text) == wanted)?;
            match against {
                Some(against) => maker.group(wanted, &target, against, run)?,
                None => {
                    let rest = Against::Side(counted.side(|text| group(text) != wanted)?);
                    maker.group(wanted, &target, &rest, run)?;
                }
            }
        }
        Ok(())
    };
    match other {
        Some(other) => with_reference(other, &options, run, &counted, |against| all(Some(against)))?,
        None => all(None)?,
    }
    let labels = grouping.labels(maker.groups());
    Ok(maker.frame(labels))
}

/// For each document whether the option asks for it; none where it is not given.
fn side(corpus: &Corpus, name: &str, asked: &Value) -> Result<Option<Vec<bool>>> {
    if asked.is_null() {
        return Ok(None);
    }
    let places = documents(corpus, name, asked)?;
    if places.is_empty() && !corpus.is_empty() {
        return Err(Error::bad_value(name, asked, "conditions that at least one document meets"));
    }
    let mut holds = vec![false; corpus.len()];
    places.into_iter().for_each(|place| holds[place] = true);
    Ok(Some(holds))
}
