//! From counts of pairs to rows with scores.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::counts::sorted::Leading;
use crate::counts::{Memory, Order, Pair, Pairing, Runs, Vocabulary, WordSums};
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

/// The words of a group in alphabetical order.
struct Alphabet {
    /// Of the given nodes, if there are any.
    nodes: Option<Order>,
    terms: Order,
}

impl Alphabet {
    fn of(counts: &Counts, options: &CollocationOptions, run: &Run) -> Result<Alphabet> {
        let given = options.node.iter().map(|node| Leading::new(node));
        let nodes = if options.node.is_empty() { None } else { Some(Order::of(given, run)?) };
        let terms = Order::of(counts.words.vocabulary().iter().map(Leading::new), run)?;
        Ok(Alphabet { nodes, terms })
    }

    fn nodes(&self) -> &Order {
        self.nodes.as_ref().unwrap_or(&self.terms)
    }

    /// Makes the node of an unordered pair the first of the two.
    fn sort(&self, pair: &mut Pair) {
        if self.terms.places[pair.node as usize] > self.terms.places[pair.collocate as usize] {
            std::mem::swap(&mut pair.node, &mut pair.collocate);
            std::mem::swap(&mut pair.left, &mut pair.right);
        }
    }

    fn entry(&self, pair: &Pair, place: u64) -> Entry {
        let &Pair { node, collocate, left, right, docs } = pair;
        let (node, collocate) = (self.nodes().places[node as usize], self.terms.places[collocate as usize]);
        Entry { place, node, collocate, left, right, docs }
    }

    fn pair(&self, row: &Entry) -> Pair {
        let &Entry { node, collocate, left, right, docs, .. } = row;
        let (node, collocate) = (self.nodes().numbers[node as usize], self.terms.numbers[collocate as usize]);
        Pair { node, collocate, left, right, docs }
    }
}

/// Drops rows that are not among the `top` best, once there are twice as many; all whose scores are as good as that of
/// the last of these stay, as it is not by the score alone that they are told apart.
fn keep_best(rows: &mut Vec<Entry>, top: usize) {
    if rows.len() / 2 < top.max(1) {
        return;
    }
    let mut places: Vec<u64> = rows.iter().map(|row| row.place).collect();
    let (_, &mut last, _) = places.select_nth_unstable(top - 1);
    rows.retain(|row| row.place <= last);
}

/// Rows that are written at once, to their places in the columns.
struct Written<'c> {
    rows: &'c [Entry],
    /// Codes of nodes and collocates.
    codes: [&'c mut [u32]; 2],
    numbers: [&'c mut [i64]; 9],
    expected: &'c mut [f64],
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

/// Counts the pairs of all groups and scores them by what they are ordered by, a range of nodes at a time. Rows of each
/// group, in pieces.
fn rows(
    groups: &Groups,
    alphabets: &BTreeMap<u64, Alphabet>,
    options: &CollocationOptions,
    run: &Run,
) -> Result<BTreeMap<u64, Vec<Vec<Entry>>>> {
    let given = !options.node.is_empty();
    let pairing = if given { Pairing::default() } else { pairing(options)? };
    let cut = |(group, counts): (&u64, &'_ Counts)| {
        let parts = (counts.words.total() / PART + 1).min(PARTS.max(8 * run.threads()) as u64) as usize;
        // Sweeps read everything, so there are no more of them at a time than threads.
        let parts = if counts.swept.is_empty() { parts } else { run.threads() };
        let nodes = if given { vec![Range::default()] } else { counts.runs.parts(&counts.words, parts) };
        nodes.into_iter().map(|nodes| (*group, nodes)).collect::<Vec<_>>()
    };
    let work: Vec<(u64, Range<u32>)> = groups.iter().flat_map(cut).collect();
    let made = run.map_with(&work, Memory::default, |memory, (group, nodes)| {
        let (counts, alphabet) = (&groups[group], &alphabets[group]);
        let scored = |mut pairs: Vec<Pair>| {
            if !given && pairing == Pairing::Unordered {
                pairs.iter_mut().for_each(|pair| alphabet.sort(pair));
            }
            let mut rows = Vec::with_capacity(pairs.len());
            for pairs in pairs.chunks(ROWS) {
                run.check()?;
                let scores = &scored(counts, pairs, given, &[options.sort])?[0];
                let row = |(pair, &score)| alphabet.entry(pair, place(options.sort, score));
                rows.extend(pairs.iter().zip(scores).map(row));
            }
            Ok(rows)
        };
        if given {
            return scored(counts.nodes.iter().filter(|pair| pair.count() >= options.min_count).collect());
        }
        if counts.swept.is_empty() {
            let (nodes, how) = (nodes.clone(), (pairing, options.window));
            return scored(counts.runs.pairs(nodes, &counts.words, how, options.min_count, memory));
        }
        let (mut all, mut start) = (Vec::new(), nodes.start);
        while start < nodes.end {
            let how = (pairing, options.window);
            let (words, least, most) = (&counts.words, options.min_count, options.most_pairs);
            let (end, pairs) = counts.swept.pairs(start..nodes.end, words, how, least, most, run)?;
            all.append(&mut scored(pairs)?);
            if let Some(top) = options.top {
                keep_best(&mut all, top);
            }
            start = end;
        }
        Ok(all)
    })?;
    let mut rows: BTreeMap<u64, Vec<Vec<Entry>>> = BTreeMap::new();
    for ((group, _), some) in work.into_iter().zip(made) {
        rows.entry(group).or_default().push(some);
    }
    Ok(rows)
}

/// The rows of one group in their order.
fn ordered(pieces: Vec<Vec<Entry>>, options: &CollocationOptions, run: &Run) -> Result<Vec<Entry>> {
    let mut rows = pieces.concat();
    if let Some(top) = options.top.filter(|top| *top < rows.len()) {
        rows.select_nth_unstable(top);
        rows.truncate(top);
    }
    run.sort(&mut rows, Ord::cmp)?;
    Ok(rows)
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

/// Codes of one text column, of all groups.
#[derive(Default)]
struct Codes {
    terms: Vocabulary,
    codes: Vec<u32>,
}

impl Codes {
    /// The codes of a group's words by their places in `order`, of those places that are used.
    fn of<'t>(&mut self, used: &[bool], order: &Order, term: impl Fn(u32) -> &'t str) -> Vec<u32> {
        let code = |(&number, &used)| if used { self.terms.id(term(number)) } else { 0 };
        order.numbers.iter().zip(used).map(code).collect()
    }

    fn column(self) -> Column {
        Column::dict(self.codes, Arc::new(self.terms.iter().collect::<Strings>()))
    }
}

/// Appends so many zeros; returns where they begin. The first are memory that whoever writes it is the first to touch.
fn lengthen<T: Copy + Default>(column: &mut Vec<T>, by: usize) -> &mut [T] {
    let start = column.len();
    match start {
        0 => *column = vec![T::default(); by],
        _ => column.resize(start + by, T::default()),
    }
    &mut column[start..]
}

pub(crate) fn table(
    mut groups: Groups,
    grouping: &Grouping,
    options: &CollocationOptions,
    run: &Run,
) -> Result<Frame> {
    let alphabet = |(&group, counts)| Ok((group, Alphabet::of(counts, options, run)?));
    let alphabets: BTreeMap<u64, Alphabet> = groups.iter().map(alphabet).collect::<Result<_>>()?;
    let pieces = rows(&groups, &alphabets, options, run)?;
    groups.values_mut().for_each(|counts| counts.runs = Runs::default());
    let (mut nodes, mut collocates, mut group_of) = (Codes::default(), Codes::default(), Vec::new());
    let (mut columns, mut expected) = (Numbers::default(), Vec::new());
    let mut scores: Vec<Vec<f64>> = vec![Vec::new(); options.measures.len()];
    for (group, pieces) in pieces {
        run.check()?;
        let (counts, alphabet) = (&groups[&group], &alphabets[&group]);
        let terms = counts.words.vocabulary();
        let rows = ordered(pieces, options, run)?;
        let node = |id: u32| match options.node.get(id as usize) {
            Some(node) => node,
            None => terms.term(id),
        };
        let (mut as_node, mut as_collocate) =
            (vec![false; alphabet.nodes().numbers.len()], vec![false; terms.len()]);
        for row in &rows {
            as_node[row.node as usize] = true;
            as_collocate[row.collocate as usize] = true;
        }
        let codes = [
            nodes.of(&as_node, alphabet.nodes(), node),
            collocates.of(&as_collocate, &alphabet.terms, |id| terms.term(id)),
        ];
        group_of.extend(std::iter::repeat_n(group, rows.len()));
        let mut coded = [&mut nodes, &mut collocates]
            .map(|column| lengthen(&mut column.codes, rows.len()).chunks_mut(ROWS));
        let mut numbers = columns.each_mut().map(|column| lengthen(column, rows.len()).chunks_mut(ROWS));
        let mut expected = lengthen(&mut expected, rows.len()).chunks_mut(ROWS);
        let mut scores: Vec<_> =
            scores.iter_mut().map(|column| lengthen(column, rows.len()).chunks_mut(ROWS)).collect();
        let chunks = rows.chunks(ROWS).map(|rows| Written {
            rows,
            codes: coded.each_mut().map(|column| column.next().unwrap_or_default()),
            numbers: numbers.each_mut().map(|column| column.next().unwrap_or_default()),
            expected: expected.next().unwrap_or_default(),
            scores: scores.iter_mut().map(|column| column.next().unwrap_or_default()).collect(),
        });
        run.each(chunks.collect(), |written| write(written, counts, alphabet, &codes, options))?;
    }
    let labels = grouping.labels(&group_of);
    let frame = labels.into_iter().fold(Frame::new(), |frame, (name, labels)| frame.with(name, labels));
    let frame = frame.with("node", nodes.column()).with("collocate", collocates.column());
    Ok(with_numbers(frame, columns, expected, scores, options))
}

/// Writes codes, numbers and scores of some rows; `codes` by place in the alphabet.
fn write(
    written: Written<'_>,
    counts: &Counts,
    alphabet: &Alphabet,
    codes: &[Vec<u32>; 2],
    options: &CollocationOptions,
) -> Result<()> {
    let Written { rows, codes: [nodes, collocates], mut numbers, expected, scores } = written;
    for (at, row) in rows.iter().enumerate() {
        nodes[at] = codes[0][row.node as usize];
        collocates[at] = codes[1][row.collocate as usize];
    }
    let given = !options.node.is_empty();
    let pairs: Vec<Pair> = rows.iter().map(|row| alphabet.pair(row)).collect();
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
        let [row, column, total] = [node.as_node, collocate.as_collocate, counts.words.total()];
        expected[at] = row as f64 * column as f64 / total as f64;
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
    expected: Vec<f64>,
    scores: Vec<Vec<f64>>,
    options: &CollocationOptions,
) -> Frame {
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
                prop_assert_eq!(place(measure, a).cmp(&place(measure, b)), expected);
                let again = score_at(measure, place(measure, a));
                prop_assert!(again.to_bits() == a.to_bits() || again.is_nan() && a.is_nan());
            }
        }
    }
}
