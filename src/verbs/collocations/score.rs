//! From counts of pairs to rows with scores.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::counts::{Memory, Pair, Pairing, Runs, Vocabulary, WordSums};
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

/// One pair as rows are ordered: by the place of its score, then by node and collocate, which are ranks in the alphabet.
/// It holds all there is to say of the pair, so that nothing is looked up by rows in the order of their scores.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    place: u64,
    node: u32,
    collocate: u32,
    left: u32,
    right: u32,
    docs: u32,
}

/// Terms in alphabetical order, by their numbers, and the rank of each.
struct Alphabet {
    numbers: Vec<u32>,
    ranks: Vec<u32>,
}

/// The rows of a group in their order, and what their ranks stand for.
struct Ordered {
    rows: Vec<Entry>,
    /// Of the given nodes, if there are any.
    nodes: Option<Alphabet>,
    terms: Alphabet,
}

/// Rows that are written at once, to their places in the columns.
struct Written<'c> {
    rows: &'c [Entry],
    numbers: [&'c mut [i64]; 9],
    scores: Vec<&'c mut [f64]>,
}

/// What a pair and its words were counted.
fn sums<'c>(counts: &'c Counts, pair: &Pair, given: bool) -> (&'c WordSums, &'c WordSums) {
    let node = if given { counts.nodes.sums(pair.node) } else { counts.words.sums(pair.node) };
    (node, counts.words.sums(pair.collocate))
}

/// Scores of some pairs, a column a measure.
fn scored(counts: &Counts, pairs: &[Pair], given: bool, measures: &[&Association]) -> Result<Vec<Vec<f64>>> {
    let (mut count, mut row, mut column) = (Vec::new(), Vec::new(), Vec::new());
    for pair in pairs {
        let (node, collocate) = sums(counts, pair, given);
        count.push(pair.count() as f64);
        row.push(node.as_node as f64);
        column.push(collocate.as_collocate as f64);
    }
    let cells = Cells::from_marginals(&count, &row, &column, &[counts.words.total() as f64])?;
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
    let made = run.map_with(&work, Memory::default, |memory, (group, nodes)| {
        let counts = &groups[group];
        let scored = |mut pairs: Vec<Pair>| {
            if !given && pairing == Pairing::Unordered {
                pairs.iter_mut().for_each(|pair| alphabetical(pair, counts.words.vocabulary()));
            }
            let mut by = Vec::with_capacity(pairs.len());
            for rows in pairs.chunks(ROWS) {
                run.check()?;
                by.append(&mut scored(counts, rows, given, &[options.sort])?[0]);
            }
            Ok(Part { pairs, by })
        };
        if given {
            return scored(counts.nodes.iter().filter(|pair| pair.count() >= options.min_count).collect());
        }
        if counts.swept.is_empty() {
            let (nodes, how) = (nodes.clone(), (pairing, options.window));
            return scored(counts.runs.pairs(nodes, &counts.words, how, options.min_count, memory));
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

impl Alphabet {
    fn of<'t>(terms: impl Iterator<Item = &'t str>) -> Alphabet {
        let terms: Vec<&str> = terms.collect();
        let mut numbers: Vec<u32> = (0..terms.len() as u32).collect();
        numbers.sort_by_key(|&id| terms[id as usize]);
        let mut ranks = vec![0; terms.len()];
        (0..).zip(&numbers).for_each(|(rank, &id)| ranks[id as usize] = rank);
        Alphabet { numbers, ranks }
    }
}

impl Ordered {
    fn pair(&self, row: &Entry) -> Pair {
        let &Entry { node, collocate, left, right, docs, .. } = row;
        let nodes = self.nodes.as_ref().unwrap_or(&self.terms);
        let (node, collocate) = (nodes.numbers[node as usize], self.terms.numbers[collocate as usize]);
        Pair { node, collocate, left, right, docs }
    }
}

/// The rows of one group in their order.
fn ordered(parts: Vec<Part>, counts: &Counts, options: &CollocationOptions, run: &Run) -> Result<Ordered> {
    let terms = Alphabet::of(counts.words.vocabulary().iter());
    let nodes = (!options.node.is_empty()).then(|| Alphabet::of(options.node.iter().map(String::as_str)));
    let of_nodes = nodes.as_ref().unwrap_or(&terms);
    let mut rows = Vec::with_capacity(parts.iter().map(|part| part.pairs.len()).sum());
    for Part { pairs, by } in parts {
        rows.extend(pairs.iter().zip(by).map(|(pair, score)| Entry {
            place: place(options.sort, score),
            node: of_nodes.ranks[pair.node as usize],
            collocate: terms.ranks[pair.collocate as usize],
            left: pair.left,
            right: pair.right,
            docs: pair.docs,
        }));
    }
    if let Some(top) = options.top.filter(|top| *top < rows.len()) {
        rows.select_nth_unstable(top);
        rows.truncate(top);
    }
    run.sort(&mut rows, Ord::cmp)?;
    Ok(Ordered { rows, nodes, terms })
}

/// The best first, undefined last.
fn order(measure: &Association, a: f64, b: f64) -> Ordering {
    place(measure, a).cmp(&place(measure, b))
}

/// A number for a score: the lower, the better; undefined comes last.
fn place(measure: &Association, score: f64) -> u64 {
    let bits = score.to_bits();
    // As floats sort, from the lowest up (`f64::total_cmp`).
    let upwards = if score.is_sign_negative() { !bits } else { bits | 1 << 63 };
    let place = match measure.info.direction {
        Points::Lower => upwards,
        Points::Higher | Points::Signed => !upwards,
    };
    if score.is_nan() { u64::MAX - u64::from(place < 1 << 63) } else { place }
}

/// The score that has this number.
fn score_at(measure: &Association, place: u64) -> f64 {
    if place >= u64::MAX - 1 {
        return f64::NAN;
    }
    let upwards = match measure.info.direction {
        Points::Lower => place,
        Points::Higher | Points::Signed => !place,
    };
    f64::from_bits(if upwards >> 63 == 0 { !upwards } else { upwards ^ 1 << 63 })
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
        let ordered = ordered(parts, counts, options, run)?;
        let rows = &ordered.rows;
        let mut known = (vec![u32::MAX; options.node.len().max(terms.len())], vec![u32::MAX; terms.len()]);
        for row in rows.iter().map(|row| ordered.pair(row)) {
            let name = if given { &options.node[row.node as usize] } else { terms.term(row.node) };
            nodes.push(row.node, name, &mut known.0);
            collocates.push(row.collocate, terms.term(row.collocate), &mut known.1);
            group_of.push(group);
        }
        let start = columns[0].len();
        columns.iter_mut().for_each(|column| column.resize(start + rows.len(), 0));
        scores.iter_mut().for_each(|column| column.resize(start + rows.len(), 0.0));
        let mut numbers = columns.each_mut().map(|column| column[start..].chunks_mut(ROWS));
        let mut scores: Vec<_> = scores.iter_mut().map(|column| column[start..].chunks_mut(ROWS)).collect();
        let chunks = rows.chunks(ROWS).map(|rows| Written {
            rows,
            numbers: numbers.each_mut().map(|column| column.next().unwrap_or_default()),
            scores: scores.iter_mut().map(|column| column.next().unwrap_or_default()).collect(),
        });
        run.each(chunks.collect(), |written| write(written, counts, &ordered, options))?;
    }
    let labels = grouping.labels(&group_of);
    let frame = labels.into_iter().fold(Frame::new(), |frame, (name, labels)| frame.with(name, labels));
    let frame = frame.with("node", nodes.column()).with("collocate", collocates.column());
    Ok(with_numbers(frame, columns, scores, options))
}

/// Writes the numbers and scores of some rows.
fn write(
    written: Written<'_>,
    counts: &Counts,
    ordered: &Ordered,
    options: &CollocationOptions,
) -> Result<()> {
    let Written { rows, mut numbers, scores } = written;
    let given = !options.node.is_empty();
    let pairs: Vec<Pair> = rows.iter().map(|row| ordered.pair(row)).collect();
    for (at, pair) in pairs.iter().enumerate() {
        let (node, collocate) = sums(counts, pair, given);
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
        numbers.iter_mut().zip(values).for_each(|(column, value)| column[at] = value as i64);
    }
    // The one that rows are ordered by is known.
    let name = |measure: &&Association| measure.info.name == options.sort.info.name;
    let others: Vec<&Association> = options.measures.iter().copied().filter(|row| !name(row)).collect();
    let mut made = match others.is_empty() {
        true => Vec::new(),
        false => scored(counts, &pairs, given, &others)?,
    }
    .into_iter();
    for (measure, column) in options.measures.iter().zip(scores) {
        if name(measure) {
            let known = rows.iter().map(|row| score_at(options.sort, row.place));
            column.iter_mut().zip(known).for_each(|(score, known)| *score = known);
        } else if let Some(made) = made.next() {
            column.copy_from_slice(&made);
        }
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_sort_as_scores_do(scores in prop::collection::vec(prop_oneof![
            any::<f64>(),
            prop::sample::select(vec![f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0]),
        ], 2)) {
            for measure in association::ASSOCIATION {
                let (a, b) = (scores[0], scores[1]);
                let expected = a.is_nan().cmp(&b.is_nan()).then_with(|| match measure.info.direction {
                    Points::Lower => a.total_cmp(&b),
                    Points::Higher | Points::Signed => b.total_cmp(&a),
                });
                prop_assert_eq!(order(measure, a, b), expected);
                let again = score_at(measure, place(measure, a));
                prop_assert!(again.to_bits() == a.to_bits() || again.is_nan() && a.is_nan());
            }
        }
    }
}
