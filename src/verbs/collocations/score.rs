//! From counts of pairs to rows with scores.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::counts::{Pair, Pairing, Runs, Vocabulary};
use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::measures::Cells;
use crate::measures::Direction as Points;
use crate::measures::association::{self, Association, Options};
use crate::par::Run;

use super::CollocationOptions;
use super::count::{Counts, Groups, pairing};
use crate::verbs::select::Grouping;

/// The whole numbers of the rows, column by column, in the order of [`NUMBERS`].
type Numbers = [Vec<i64>; 9];

const NUMBERS: [&str; 9] = [
    "count",
    "left",
    "right",
    "node_count",
    "collocate_count",
    "row_sum",
    "column_sum",
    "total",
    "doc_count",
];

/// Nodes counted at once, at most, as a share of the work: what is held of them beside the text is an eighth.
const PARTS: usize = 8;
/// Words that are worth a part of their own.
const PART: u64 = 1 << 20;
/// Rows scored at a time by one thread.
const ROWS: usize = 1 << 16;

/// The pairs of some nodes of a group with `min_count`, and the scores that they are ordered by.
struct Part {
    pairs: Vec<Pair>,
    by: Vec<f64>,
}

impl Part {
    /// Drops pairs that are not among the `top` best, once there are twice as many; all that are as good as the last of
    /// these stay, as it is not by the score alone that they are told apart.
    fn keep_best(&mut self, sort: &Association, top: usize) {
        if self.by.len() / 2 < top.max(1) {
            return;
        }
        let mut scores = self.by.clone();
        let (_, &mut last, _) = scores.select_nth_unstable_by(top - 1, |a, b| order(sort, *a, *b));
        let keep: Vec<bool> = self.by.iter().map(|score| order(sort, *score, last).is_le()).collect();
        let mut kept = keep.iter();
        self.pairs.retain(|_| kept.next().is_some_and(|keep| *keep));
        let mut kept = keep.iter();
        self.by.retain(|_| kept.next().is_some_and(|keep| *keep));
    }
}

/// One pair as rows are ordered: by score, then by node and collocate, which are ranks in the alphabet.
struct Entry {
    score: f64,
    node: u32,
    collocate: u32,
    part: u32,
    at: u32,
}

/// The numbers of some pairs.
fn numbers<'p>(counts: &Counts, pairs: impl Iterator<Item = &'p Pair>, given: bool) -> Numbers {
    let mut numbers = Numbers::default();
    for pair in pairs {
        let node = if given { counts.nodes.sums(pair.node) } else { counts.words.sums(pair.node) };
        let collocate = counts.words.sums(pair.collocate);
        let values = [
            pair.count(),
            pair.left.into(),
            pair.right.into(),
            node.count,
            collocate.count,
            node.as_node,
            collocate.as_collocate,
            counts.words.total(),
            pair.docs.into(),
        ];
        numbers.iter_mut().zip(values).for_each(|(column, value)| column.push(value as i64));
    }
    numbers
}

/// Scores of rows with these numbers.
fn scored(numbers: &Numbers, measures: &[&Association]) -> Result<Vec<Vec<f64>>> {
    let floats = |column: &Vec<i64>| column.iter().map(|&value| value as f64).collect::<Vec<f64>>();
    let [count, _, _, _, _, row, column, total, _] = numbers;
    let cells = Cells::from_marginals(&floats(count), &floats(row), &floats(column), &floats(total))?;
    association::score(&cells, measures, &Options::default())
}

/// Counts the pairs of all groups and scores them by what they are ordered by, a range of nodes at a time.
fn parts(groups: &Groups, options: &CollocationOptions, run: &Run) -> Result<BTreeMap<u64, Vec<Part>>> {
    let given = !options.node.is_empty();
    let pairing = if given { Pairing::default() } else { pairing(options)? };
    let cut = |(group, counts): (&u64, &'_ Counts)| {
        let parts = (counts.words.total() / PART + 1).min(PARTS.max(4 * run.threads()) as u64) as usize;
        // Sweeps read everything, so there are no more of them at a time than threads.
        let parts = if counts.swept.is_empty() { parts } else { run.threads() };
        let nodes = if given { vec![Range::default()] } else { counts.runs.parts(&counts.words, parts) };
        nodes.into_iter().map(|nodes| (*group, nodes)).collect::<Vec<_>>()
    };
    let work: Vec<(u64, Range<u32>)> = groups.iter().flat_map(cut).collect();
    let made = run.map(&work, |(group, nodes)| {
        let counts = &groups[group];
        let scored = |mut pairs: Vec<Pair>| {
            if !given && pairing == Pairing::Unordered {
                pairs.iter_mut().for_each(|pair| alphabetical(pair, counts.words.vocabulary()));
            }
            let mut by = Vec::with_capacity(pairs.len());
            for rows in pairs.chunks(ROWS) {
                run.check()?;
                by.append(&mut scored(&numbers(counts, rows.iter(), given), &[options.sort])?[0]);
            }
            Ok(Part { pairs, by })
        };
        if given {
            return scored(counts.nodes.iter().filter(|pair| pair.count() >= options.min_count).collect());
        }
        if counts.swept.is_empty() {
            let nodes = nodes.clone();
            return scored(counts.runs.pairs(
                nodes,
                &counts.words,
                pairing,
                options.window,
                options.min_count,
            ));
        }
        let (mut all, mut start) = (Part { pairs: Vec::new(), by: Vec::new() }, nodes.start);
        while start < nodes.end {
            let how = (pairing, options.window);
            let (words, least, most) = (&counts.words, options.min_count, options.most_pairs);
            let (end, pairs) = counts.swept.pairs(start..nodes.end, words, how, least, most, run)?;
            let more = scored(pairs)?;
            all.pairs.extend(more.pairs);
            all.by.extend(more.by);
            if let Some(top) = options.top {
                all.keep_best(options.sort, top);
            }
            start = end;
        }
        Ok(all)
    })?;
    let mut parts: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    for ((group, _), part) in work.into_iter().zip(made) {
        parts.entry(group).or_default().push(part);
    }
    Ok(parts)
}

/// Makes the node of an unordered pair the first in alphabetical order.
fn alphabetical(pair: &mut Pair, terms: &Vocabulary) {
    if terms.term(pair.node) > terms.term(pair.collocate) {
        std::mem::swap(&mut pair.node, &mut pair.collocate);
        std::mem::swap(&mut pair.left, &mut pair.right);
    }
}

/// For each of `terms` its place in alphabetical order.
fn ranks<'t>(terms: impl Iterator<Item = &'t str>) -> Vec<u32> {
    let terms: Vec<&str> = terms.collect();
    let mut order: Vec<u32> = (0..terms.len() as u32).collect();
    order.sort_by_key(|&id| terms[id as usize]);
    let mut ranks = vec![0; terms.len()];
    (0..).zip(order).for_each(|(rank, id)| ranks[id as usize] = rank);
    ranks
}

/// The rows of one group in their order.
fn ordered(parts: &[Part], counts: &Counts, options: &CollocationOptions, run: &Run) -> Result<Vec<Entry>> {
    let collocates = ranks(counts.words.vocabulary().iter());
    let given = (!options.node.is_empty()).then(|| ranks(options.node.iter().map(String::as_str)));
    let nodes = given.as_ref().unwrap_or(&collocates);
    let mut rows = Vec::with_capacity(parts.iter().map(|part| part.pairs.len()).sum());
    for (part, Part { pairs, by }) in (0..).zip(parts) {
        rows.extend((0..).zip(pairs.iter().zip(by)).map(|(at, (pair, &score))| Entry {
            score,
            node: nodes[pair.node as usize],
            collocate: collocates[pair.collocate as usize],
            part,
            at,
        }));
    }
    let best_first = |a: &Entry, b: &Entry| {
        order(options.sort, a.score, b.score).then_with(|| (a.node, a.collocate).cmp(&(b.node, b.collocate)))
    };
    if let Some(top) = options.top.filter(|top| *top < rows.len()) {
        rows.select_nth_unstable_by(top, best_first);
        rows.truncate(top);
    }
    run.sort(&mut rows, best_first)?;
    Ok(rows)
}

/// The best first, undefined last.
fn order(measure: &Association, a: f64, b: f64) -> Ordering {
    a.is_nan().cmp(&b.is_nan()).then_with(|| match measure.info.direction {
        Points::Lower => a.total_cmp(&b),
        Points::Higher | Points::Signed => b.total_cmp(&a),
    })
}

/// Codes of one text column: strings numbered as they come.
#[derive(Default)]
struct Codes {
    terms: Vocabulary,
    codes: Vec<u32>,
}

impl Codes {
    /// Adds a row; `known` remembers the codes of one group's numbers.
    fn push(&mut self, id: u32, term: &str, known: &mut [u32]) {
        let code = &mut known[id as usize];
        if *code == u32::MAX {
            *code = self.terms.id(term);
        }
        self.codes.push(*code);
    }

    fn column(self) -> Column {
        Column::dict(self.codes, Arc::new(self.terms.iter().collect::<Strings>()))
    }
}

pub(crate) fn table(
    mut groups: Groups,
    grouping: &Grouping,
    options: &CollocationOptions,
    run: &Run,
) -> Result<Frame> {
    let given = !options.node.is_empty();
    let parts = parts(&groups, options, run)?;
    groups.values_mut().for_each(|counts| counts.runs = Runs::default());
    let (mut nodes, mut collocates, mut group_of) = (Codes::default(), Codes::default(), Vec::new());
    let mut columns = Numbers::default();
    let mut scores: Vec<Vec<f64>> = vec![Vec::new(); options.measures.len()];
    for (group, parts) in parts {
        run.check()?;
        let counts = &groups[&group];
        let terms = counts.words.vocabulary();
        let rows = ordered(&parts, counts, options, run)?;
        columns.iter_mut().for_each(|column| column.reserve(rows.len()));
        scores.iter_mut().for_each(|column| column.reserve(rows.len()));
        let pair = |row: &Entry| &parts[row.part as usize].pairs[row.at as usize];
        let mut known = (vec![u32::MAX; options.node.len().max(terms.len())], vec![u32::MAX; terms.len()]);
        for row in rows.iter().map(pair) {
            let name = if given { &options.node[row.node as usize] } else { terms.term(row.node) };
            nodes.push(row.node, name, &mut known.0);
            collocates.push(row.collocate, terms.term(row.collocate), &mut known.1);
            group_of.push(group);
        }
        // A few chunks at a time, so that of the columns there is but one copy.
        for rows in rows.chunks(ROWS * PARTS) {
            let chunks: Vec<&[Entry]> = rows.chunks(ROWS).collect();
            let made = run.map(&chunks, |rows| {
                let numbers = numbers(counts, rows.iter().map(pair), given);
                let scores = scored(&numbers, &options.measures)?;
                Ok((numbers, scores))
            })?;
            for (numbers, some) in made {
                columns.iter_mut().zip(numbers).for_each(|(all, some)| all.extend(some));
                scores.iter_mut().zip(some).for_each(|(all, some)| all.extend(some));
            }
        }
    }
    let labels = grouping.labels(&group_of);
    let frame = labels.into_iter().fold(Frame::new(), |frame, (name, labels)| frame.with(name, labels));
    let frame = frame.with("node", nodes.column()).with("collocate", collocates.column());
    Ok(with_numbers(frame, columns, scores, options))
}

/// `frame` with the columns of numbers.
fn with_numbers(
    mut frame: Frame,
    numbers: Numbers,
    scores: Vec<Vec<f64>>,
    options: &CollocationOptions,
) -> Frame {
    let [.., rows, columns, totals, _] = &numbers;
    let expected: Vec<f64> = rows
        .iter()
        .zip(columns.iter().zip(totals))
        .map(|(&row, (&column, &total))| row as f64 * column as f64 / total as f64)
        .collect();
    let mut expected = Some(expected);
    for (name, column) in NUMBERS.iter().zip(numbers) {
        if let Some(expected) = expected.take_if(|_| *name == "doc_count") {
            frame = frame.with("expected", expected);
        }
        frame = frame.with(*name, column);
    }
    for (measure, column) in options.measures.iter().zip(scores) {
        let p_values = if options.p_values { measure.p_values(&column) } else { None };
        // `expected` is a measure too, but always a column.
        if measure.info.name != "expected" {
            frame = frame.with(measure.info.name, column);
        }
        if let Some(p_values) = p_values {
            frame = frame.with(format!("{}_p", measure.info.name), p_values);
        }
    }
    frame
}
