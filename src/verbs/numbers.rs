//! Measures of bare numbers: columns in, a column a measure out, one row an input row.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::frame::{Floats, Frame};
use crate::measures::dispersion::{DISPERSION, Parts};
use crate::measures::diversity::{Closes, DIVERSITY, DiversityOptions, Sample};
use crate::measures::readability::{COUNTS, Counts, READABILITY};
use crate::measures::significance::Adjustment;
use crate::measures::similarity::{SIMILARITY, SimilarityOptions};
use crate::measures::weighting::Csr;
use crate::measures::{Cells, Info, Row, association, find, keyness};
use crate::par::Run;

use super::Args;
use super::args::{Kind, OptionRow, option};
use super::similarity::PSEUDOCOUNT;
use super::weights::{WEIGHTING, weigh};

/// Rows scored at a time by one thread: some tens of microseconds to a measure.
const ROWS: usize = 1 << 13;
const MOST: f64 = 1e15;

const MEASURES: OptionRow =
    option("measures", Kind::Texts, "none", "names or aliases; default: those of the family");
const P_VALUES: OptionRow =
    option("p_values", Kind::Flag, "false", "add <name>_p where a measure has a p-value");
const BASE: OptionRow = option("base", Kind::Float { least: 1e-9, most: MOST }, "2", "base of logarithms");
const ALPHA: OptionRow =
    option("alpha", Kind::Float { least: 0.0, most: 1.0 }, "0.05", "chance of error of bounds");
const COMPARISONS: OptionRow =
    option("comparisons", Kind::Float { least: 1.0, most: MOST }, "1", "comparisons that alpha is shared by");
const CORRECTION: OptionRow = option(
    "correction",
    Kind::Choice(&["default", "none", "yates", "williams"]),
    "default",
    "correction of test statistics for small counts",
);
const K: OptionRow = option("k", Kind::Float { least: 0.0, most: MOST }, "1", "what simple_maths adds");
const PRIOR: OptionRow = option(
    "prior_size",
    Kind::Float { least: 1e-9, most: MOST },
    "none",
    "words the prior of log-odds stands for",
);
const PERMUTATIONS: OptionRow = option("permutations", Kind::Count(1), "9999", "random exchanges");
const SEED: OptionRow = option("seed", Kind::Count(0), "1", "seed of what is random");

/// Columns by name; some are longer than others.
#[derive(Clone, Debug, Default)]
pub struct Numbers(pub Vec<(String, Vec<f64>)>);

impl Numbers {
    fn get(&self, name: &str) -> Option<&[f64]> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, column)| column.as_slice())
    }

    fn need(&self, name: &str) -> Result<&[f64]> {
        self.get(name).ok_or_else(|| Error::bad_value(name, "none", "given"))
    }
}

/// What can be asked of bare numbers.
#[derive(Clone, Copy)]
pub struct NumberRow {
    /// The name: the family, or what is done.
    pub name: &'static str,
    /// The columns it takes.
    pub input: &'static [&'static str],
    /// The options.
    pub options: &'static [OptionRow],
    run: fn(&Numbers, &Args, &Run) -> Result<Frame>,
}

impl std::fmt::Debug for NumberRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NumberRow({})", self.name)
    }
}

/// All of them.
pub const NUMBERS: &[NumberRow] = &[
    NumberRow {
        name: "association",
        input: &["o11", "o12", "o21", "o22", "f", "f1", "f2", "n"],
        options: &[
            MEASURES,
            P_VALUES,
            BASE,
            ALPHA,
            COMPARISONS,
            option(
                "discount",
                Kind::Float { least: 0.0, most: MOST },
                "5",
                "taken off every pair by phrase_score",
            ),
            option(
                "span",
                Kind::Float { least: 1e-9, most: MOST },
                "1",
                "words of the window, for Berry-Rogghe's z",
            ),
            option(
                "continuity",
                Kind::Choice(&["clipped", "literal"]),
                "clipped",
                "whether a continuity correction stops at the expectation",
            ),
        ],
        run: of_pairs,
    },
    NumberRow {
        name: "keyness",
        input: &["count_target", "size_target", "count_reference", "size_reference"],
        options: &[
            MEASURES,
            P_VALUES,
            option("bounds", Kind::Flag, "false", "add <name>_low and <name>_high where there are bounds"),
            CORRECTION,
            BASE,
            ALPHA,
            COMPARISONS,
            K,
            PRIOR,
        ],
        run: of_corpora,
    },
    NumberRow {
        name: "keyness_texts",
        input: &["count_target", "size_target", "count_reference", "size_reference"],
        options: &[MEASURES, P_VALUES, ALPHA, COMPARISONS, PERMUTATIONS, SEED],
        run: of_texts,
    },
    NumberRow {
        name: "dispersion",
        input: &["frequencies", "sizes", "positions"],
        options: &[MEASURES, option("equal_sizes", Kind::Flag, "false", "take all parts as of one size")],
        run: of_parts,
    },
    NumberRow {
        name: "diversity",
        input: &["tokens", "lengths", "frequencies", "function_words"],
        options: &[
            MEASURES,
            option("segment", Kind::Count(1), "100", "MSTTR: tokens in a segment"),
            option("window", Kind::Count(1), "100", "MATTR: tokens in the window"),
            option(
                "threshold",
                Kind::Float { least: 1e-9, most: 1.0 },
                "0.72",
                "MTLD: ratio at which a factor ends",
            ),
            option(
                "closes",
                Kind::Choice(&["below", "at_or_below"]),
                "below",
                "MTLD: whether a factor ends below the threshold or at it",
            ),
            option("sample", Kind::Count(1), "42", "HD-D: tokens in the imagined sample"),
            option("seed", Kind::Count(0), "42", "vocd-D: seed of the random samples"),
        ],
        run: of_tokens,
    },
    NumberRow { name: "readability", input: &[], options: &[MEASURES], run: of_counts },
    NumberRow {
        name: "weighting",
        input: &["data", "indices", "indptr", "columns"],
        options: WEIGHTING,
        run: of_matrix,
    },
    NumberRow {
        name: "similarity",
        input: &["x", "y", "columns"],
        options: &[MEASURES, PSEUDOCOUNT],
        run: of_rows,
    },
    NumberRow {
        name: "adjust",
        input: &["p"],
        options: &[
            option("method", Kind::Text, "holm", "the correction"),
            option("comparisons", Kind::Count(0), "none", "number of comparisons; default: of the p-values"),
        ],
        run: |numbers, args, _| {
            let method = Adjustment::find(args.text("method").unwrap_or("holm"))?;
            Ok(Frame::new().with("p_adjusted", method.adjust(numbers.need("p")?, args.count("comparisons"))?))
        },
    },
];

/// The table for `what`, a row of [`NUMBERS`], of these columns.
///
/// # Errors
/// An option, a measure or a column that is not known or not valid; a column that is missing.
///
/// # Example
/// ```
/// use communique::{par::Run, verbs::{Numbers, numbers}};
/// let column = |name: &str, value: f64| (name.to_owned(), vec![value]);
/// let input = Numbers(vec![column("f", 8.0), column("f1", 1105.0), column("f2", 44.0), column("n", 15e6)]);
/// let options = serde_json::Map::from_iter([("measures".to_owned(), "pmi".into())]);
/// assert_eq!(numbers("association", &input, options, &Run::serial())?.rows(), 1);
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn numbers(what: &str, input: &Numbers, given: Map<String, Value>, run: &Run) -> Result<Frame> {
    let names: Vec<&str> = NUMBERS.iter().map(|row| row.name).collect();
    let row = NUMBERS.iter().find(|row| row.name == what);
    let row = row.ok_or_else(|| Error::unknown_name("family", what, &names))?;
    let args = Args::new(row.options.iter(), given)?;
    let frame = (row.run)(input, &args, run)?;
    let mut settings = Map::new();
    settings.insert("communique".into(), env!("CARGO_PKG_VERSION").into());
    settings.insert("verb".into(), what.into());
    settings.insert("options".into(), args.settings().clone().into());
    Ok(frame.with_settings(settings))
}

/// The rows that `measures=` names, each once; without, those that `usual` keeps.
fn chosen<R>(
    args: &Args,
    table: &'static [R],
    info: fn(&R) -> &Info,
    find: impl Fn(&str) -> Result<&'static R>,
    usual: impl Fn(&R) -> bool,
) -> Result<Vec<&'static R>> {
    let Some(names) = args.texts("measures") else {
        return Ok(table.iter().filter(|row| usual(row)).collect());
    };
    let mut rows: Vec<&R> = Vec::new();
    for name in &names {
        let row = find(name)?;
        if !rows.iter().any(|other| info(other).name == info(row).name) {
            rows.push(row);
        }
    }
    Ok(rows)
}

fn of_pairs(numbers: &Numbers, args: &Args, run: &Run) -> Result<Frame> {
    let given = |name| numbers.need(name);
    let of_cells = numbers.get("o11").is_some();
    let [a, b, c, d] = if of_cells { ["o11", "o12", "o21", "o22"] } else { ["f", "f1", "f2", "n"] };
    let columns = [given(a)?, given(b)?, given(c)?, given(d)?];
    let [a, b, c, d] = columns;
    let height =
        if of_cells { Cells::from_cells(a, b, c, d)?.len() } else { Cells::check_marginals(a, b, c, d)? };
    let rows =
        chosen(args, association::ASSOCIATION, |row| &row.info, association::find, |row| row.info.default)?;
    let mut options = association::Options::default();
    options.base = args.float("base").unwrap_or(options.base);
    options.alpha = args.float("alpha").unwrap_or(options.alpha);
    options.comparisons = args.float("comparisons").unwrap_or(options.comparisons);
    options.discount = args.float("discount").unwrap_or(options.discount);
    options.span = args.float("span").unwrap_or(options.span);
    if args.text("continuity") == Some("literal") {
        options.continuity = association::Continuity::Literal;
    }
    let scores = by_chunks(height, rows.len(), run, |range, scores| {
        // The cells of a chunk are made when they are needed: those of all rows would be memory that is touched twice.
        let [a, b, c, d] =
            columns.map(|column| if column.len() == 1 { column } else { &column[range.clone()] });
        let cells =
            if of_cells { Cells::from_cells(a, b, c, d)? } else { Cells::from_marginals(a, b, c, d)? };
        association::score_into(&cells, &rows, &options, scores)
    })?;
    let mut frame = Frame::new();
    for (row, scores) in rows.iter().zip(scores) {
        let p = if args.flag("p_values") { row.p_values(&scores) } else { None };
        frame = with_p(frame.with(row.info.name, scores), row.info.name, p);
    }
    Ok(frame)
}

fn with_p(frame: Frame, name: &str, p: Option<Vec<f64>>) -> Frame {
    match p {
        Some(p) => frame.with(format!("{name}_p"), p),
        None => frame,
    }
}

/// Scores chunks of rows on all threads, each into its own part of every column. The columns are one piece of memory.
fn by_chunks(
    rows: usize,
    columns: usize,
    run: &Run,
    score: impl Fn(Range<usize>, &mut [&mut [f64]]) -> Result<()> + Sync,
) -> Result<Vec<Floats>> {
    let mut all = vec![0.0; columns * rows];
    let mut parts: Vec<_> = all.chunks_mut(rows.max(1)).map(|column| column.chunks_mut(ROWS)).collect();
    let chunks: Vec<(usize, Vec<&mut [f64]>)> = (0..rows)
        .step_by(ROWS)
        .map(|start| (start, parts.iter_mut().filter_map(Iterator::next).collect()))
        .collect();
    run.each(chunks, |(start, mut columns)| score(start..rows.min(start + ROWS), &mut columns))?;
    Ok(Floats::split(all, columns, rows))
}

fn keyness_options(args: &Args) -> Result<keyness::Options> {
    let usual = keyness::Options::default();
    Ok(keyness::Options {
        correction: keyness::Correction::find(args.text("correction").unwrap_or("default"))?,
        base: args.float("base").unwrap_or(usual.base),
        alpha: args.float("alpha").unwrap_or(usual.alpha),
        comparisons: args.float("comparisons").unwrap_or(usual.comparisons),
        k: args.float("k").unwrap_or(usual.k),
        prior_size: args.float("prior_size"),
        permutations: args.count("permutations").unwrap_or(usual.permutations),
        seed: args.count("seed").map_or(usual.seed, |seed| seed as u64),
    })
}

fn of_corpora(numbers: &Numbers, args: &Args, run: &Run) -> Result<Frame> {
    let given = |name| numbers.need(name);
    let cells = Cells::from_corpora(
        given("count_target")?,
        given("size_target")?,
        given("count_reference")?,
        given("size_reference")?,
    )?;
    let rows = chosen(args, keyness::KEYNESS, |row| &row.info, keyness::find, |row| row.info.default)?;
    let options = keyness_options(args)?;
    let scores = by_chunks(cells.len(), rows.len(), run, |range, columns| {
        keyness::score_into(&cells.slice(range), &rows, &options, columns)
    })?;
    let mut frame = Frame::new();
    for (row, scores) in rows.iter().zip(scores) {
        let name = row.info.name;
        let p = if args.flag("p_values") { row.p_values(&scores) } else { None };
        frame = with_p(frame.with(name, scores), name, p);
        if let Some(bounds) = row.bounds(&cells, &options)?.filter(|_| args.flag("bounds")) {
            frame =
                frame.with(format!("{name}_low"), bounds.lower).with(format!("{name}_high"), bounds.upper);
        }
    }
    Ok(frame)
}

fn of_texts(numbers: &Numbers, args: &Args, _: &Run) -> Result<Frame> {
    let given = |name| numbers.need(name);
    let (f1, n1) = (given("count_target")?, given("size_target")?);
    let (f2, n2) = (given("count_reference")?, given("size_reference")?);
    let texts = keyness::Texts::new(f1, n1, f2, n2)?;
    let rows = chosen(args, keyness::KEYNESS, |row| &row.info, keyness::find, |row| row.on_texts())?;
    let options = keyness_options(args)?;
    let mut frame = Frame::new();
    for row in rows {
        let scored = row.score_texts(&texts, &options)?;
        let p = (args.flag("p_values") && !row.info.p_value.is_empty()).then(|| vec![scored.p]);
        frame = with_p(frame.with(row.info.name, vec![scored.value]), row.info.name, p);
    }
    Ok(frame)
}

fn of_parts(numbers: &Numbers, args: &Args, run: &Run) -> Result<Frame> {
    let (frequencies, sizes) = (numbers.need("frequencies")?, numbers.need("sizes")?);
    if sizes.is_empty() || !frequencies.len().is_multiple_of(sizes.len()) {
        let limit = format!("as many for each term as parts ({})", sizes.len());
        return Err(Error::bad_value("frequencies", format!("{} numbers", frequencies.len()), &limit));
    }
    let terms: Vec<&[f64]> = frequencies.chunks(sizes.len()).collect();
    let positions = numbers.get("positions").map(|at| at.iter().map(|&at| at as u64).collect::<Vec<u64>>());
    if positions.is_some() && terms.len() != 1 {
        return Err(Error::bad_value("positions", "given", "given for one term only"));
    }
    let rows = chosen(
        args,
        &DISPERSION,
        |row| &row.info,
        |name| find(&DISPERSION, name),
        |row| row.info.default && (positions.is_some() || !row.needs_positions),
    )?;
    let scores = run.map(&terms, |frequencies| {
        let mut parts = Parts::new(frequencies, sizes)?;
        if let Some(positions) = &positions {
            parts = parts.at(positions)?;
        }
        if args.flag("equal_sizes") {
            parts = parts.assume_equal();
        }
        Ok(rows.iter().map(|row| row.score(&parts)).collect::<Vec<f64>>())
    })?;
    Ok(columns_of(rows.iter().map(|row| row.info.name), &scores))
}

/// A column for each name, from rows of values.
fn columns_of<'n>(names: impl Iterator<Item = &'n str>, rows: &[Vec<f64>]) -> Frame {
    names.enumerate().fold(Frame::new(), |frame, (at, name)| {
        frame.with(name, rows.iter().map(|row| row[at]).collect::<Vec<f64>>())
    })
}

fn of_tokens(numbers: &Numbers, args: &Args, run: &Run) -> Result<Frame> {
    let usual = DiversityOptions::default();
    let options = DiversityOptions {
        segment: args.count("segment").unwrap_or(usual.segment),
        window: args.count("window").unwrap_or(usual.window),
        threshold: args.float("threshold").unwrap_or(usual.threshold),
        closes: if args.text("closes") == Some("at_or_below") { Closes::AtOrBelow } else { Closes::Below },
        sample: args.count("sample").unwrap_or(usual.sample),
        seed: args.count("seed").map_or(usual.seed, |seed| seed as u64),
    };
    let (name, all) = match numbers.get("frequencies") {
        Some(frequencies) => ("frequencies", frequencies),
        None => ("tokens", numbers.need("tokens")?),
    };
    let whole = [all.len() as f64];
    let mut rest = 0..all.len();
    let mut texts = Vec::new();
    for &length in numbers.get("lengths").unwrap_or(&whole) {
        let end = rest.start.saturating_add(length as usize);
        if end > rest.end {
            return Err(Error::bad_value("lengths", length, &format!("{} in all", all.len())));
        }
        texts.push(rest.start..end);
        rest.start = end;
    }
    let function_words = numbers.get("function_words");
    let rows =
        chosen(args, &DIVERSITY, |row| &row.info, |name| find(&DIVERSITY, name), |row| row.info.default)?;
    let scores = run.map(&texts, |range| {
        run.check()?;
        let values = &all[range.clone()];
        let mut sample = if name == "tokens" {
            Sample::new(&values.iter().map(|&id| id as u32).collect::<Vec<u32>>())
        } else {
            Sample::from_frequencies(&values.iter().map(|&count| count as u64).collect::<Vec<u64>>())
        };
        if let Some(flags) = function_words {
            let flags = flags.get(range.clone()).unwrap_or_default();
            sample =
                sample.with_function_words(&flags.iter().map(|&flag| flag != 0.0).collect::<Vec<bool>>())?;
        }
        Ok(rows.iter().map(|row| row.score(&sample, &options)).collect::<Vec<f64>>())
    })?;
    Ok(columns_of(rows.iter().map(|row| row.info.name), &scores))
}

fn of_counts(numbers: &Numbers, args: &Args, _: &Run) -> Result<Frame> {
    let names: Vec<&str> = COUNTS.iter().map(|row| row.name).collect();
    let length = numbers.0.first().map_or(0, |(_, column)| column.len());
    let mut counts = vec![Counts::default(); length];
    for (name, column) in &numbers.0 {
        let row = COUNTS.iter().find(|row| row.name == name);
        let row = row.ok_or_else(|| Error::unknown_option("counts", name, &names))?;
        if column.len() != length {
            return Err(Error::bad_value(
                name,
                column.len(),
                &format!("as many values as the others ({length})"),
            ));
        }
        counts.iter_mut().zip(column).for_each(|(counts, &value)| (row.set)(counts, value));
    }
    let rows = chosen(
        args,
        &READABILITY,
        |row| row.info(),
        |name| find(&READABILITY, name),
        |row| row.info.default,
    )?;
    let scores: Vec<Vec<f64>> =
        counts.iter().map(|counts| rows.iter().map(|row| row.score(counts)).collect()).collect();
    Ok(columns_of(rows.iter().map(|row| row.info.name), &scores))
}

/// A matrix of counts in compressed rows: the weight of each stored cell.
fn of_matrix(numbers: &Numbers, args: &Args, _: &Run) -> Result<Frame> {
    let data = numbers.need("data")?;
    let indices: Vec<u32> = numbers.need("indices")?.iter().map(|&at| at as u32).collect();
    let indptr: Vec<usize> = numbers.need("indptr")?.iter().map(|&at| at as usize).collect();
    let csr = Csr::new(data, &indices, &indptr, width(numbers)?)?;
    Ok(Frame::new().with("weight", weigh(&csr, args)?.unwrap_or_else(|| data.to_vec())))
}

/// The number of columns of a matrix.
fn width(numbers: &Numbers) -> Result<usize> {
    Ok(numbers.need("columns")?.first().map_or(0, |&columns| columns as usize))
}

/// Two matrices, row after row: how alike their rows of the same place are.
fn of_rows(numbers: &Numbers, args: &Args, run: &Run) -> Result<Frame> {
    let (x, y, columns) = (numbers.need("x")?, numbers.need("y")?, width(numbers)?.max(1));
    if x.len() != y.len() || !x.len().is_multiple_of(columns) {
        return Err(Error::bad_value(
            "y",
            format!("{} numbers", y.len()),
            &format!("as many as x ({})", x.len()),
        ));
    }
    let measures =
        chosen(args, &SIMILARITY, |row| &row.info, |name| find(&SIMILARITY, name), |row| row.info.default)?;
    let options = SimilarityOptions { smoothing: args.float("pseudocount").unwrap_or(0.0) };
    let rows: Vec<(&[f64], &[f64])> = x.chunks(columns).zip(y.chunks(columns)).collect();
    let stored = |row: &[f64]| {
        let cells = row.iter().enumerate().filter(|(_, value)| **value != 0.0);
        cells.map(|(at, &value)| (at as u32, value)).unzip::<u32, f64, Vec<u32>, Vec<f64>>()
    };
    let scores = run.map(&rows, |(x, y)| {
        let ((at_x, x), (at_y, y)) = (stored(x), stored(y));
        let (ends_x, ends_y) = ([0, x.len()], [0, y.len()]);
        let a = Csr::new(&x, &at_x, &ends_x, columns)?;
        let b = Csr::new(&y, &at_y, &ends_y, columns)?;
        measures.iter().map(|row| row.score((&a, 0), (&b, 0), &options)).collect::<Result<Vec<f64>>>()
    })?;
    Ok(columns_of(measures.iter().map(|row| row.info.name), &scores))
}
