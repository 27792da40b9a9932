//! From counts of pairs to rows with scores.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::counts::{Pair, PairCounts, Vocabulary};
use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::measures::Cells;
use crate::measures::Direction as Points;
use crate::measures::association::{self, Association, Options};
use crate::par::Run;

use super::CollocationOptions;
use super::count::Groups;
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

/// The rows of one group, in no order yet.
fn rows_of(counts: &PairCounts, options: &CollocationOptions) -> (Vec<Pair>, Numbers) {
    let (mut pairs, mut numbers) = (Vec::new(), Numbers::default());
    for mut pair in counts.iter().filter(|pair| pair.left + pair.right >= options.min_count) {
        let terms = counts.vocabulary();
        // Numbers depend on the order of the text in each accumulator, strings do not.
        if options.node.is_empty()
            && options.window.left == options.window.right
            && terms.term(pair.node) > terms.term(pair.collocate)
        {
            std::mem::swap(&mut pair.node, &mut pair.collocate);
            std::mem::swap(&mut pair.left, &mut pair.right);
        }
        let (node, collocate) = (counts.node(pair.node), counts.word(pair.collocate));
        let values = [
            pair.left + pair.right,
            pair.left,
            pair.right,
            node.count,
            collocate.count,
            node.as_node,
            collocate.as_collocate,
            counts.total(),
            pair.docs,
        ];
        numbers.iter_mut().zip(values).for_each(|(column, value)| column.push(value as i64));
        pairs.push(pair);
    }
    (pairs, numbers)
}

/// The cells that are scored.
fn cells(numbers: &Numbers) -> Result<Cells<'static>> {
    let floats = |column: &Vec<i64>| column.iter().map(|&value| value as f64).collect::<Vec<f64>>();
    let [count, _, _, _, _, row, column, total, _] = numbers;
    Cells::from_marginals(&floats(count), &floats(row), &floats(column), &floats(total))
}

/// The best first, undefined last.
fn order(measure: &Association, a: f64, b: f64) -> Ordering {
    a.is_nan().cmp(&b.is_nan()).then_with(|| match measure.info.direction {
        Points::Lower => a.total_cmp(&b),
        Points::Higher | Points::Signed => b.total_cmp(&a),
    })
}

pub(super) fn table(
    groups: &Groups,
    grouping: &Grouping,
    options: &CollocationOptions,
    run: &Run,
) -> Result<Frame> {
    let (mut nodes, mut collocates) = (Vocabulary::new(), Vocabulary::new());
    let (mut node_codes, mut collocate_codes, mut group_of) = (Vec::new(), Vec::new(), Vec::new());
    let mut numbers = Numbers::default();
    let mut scores: Vec<Vec<f64>> = vec![Vec::new(); options.measures.len()];
    for (group, counts) in groups {
        run.check()?;
        let (pairs, own) = rows_of(counts, options);
        let cells = cells(&own)?;
        let by = association::score(&cells, &[options.sort], &Options::default())?.swap_remove(0);
        let name = |pair: &Pair| match options.node.is_empty() {
            true => counts.vocabulary().term(pair.node),
            false => options.node[pair.node as usize].as_str(),
        };
        let collocate = |pair: &Pair| counts.vocabulary().term(pair.collocate);
        let mut rows: Vec<usize> = (0..pairs.len()).collect();
        let best_first = |&a: &usize, &b: &usize| {
            order(options.sort, by[a], by[b]).then_with(|| {
                let (a, b) = (&pairs[a], &pairs[b]);
                name(a).cmp(name(b)).then_with(|| collocate(a).cmp(collocate(b)))
            })
        };
        if let Some(top) = options.top.filter(|top| *top < rows.len()) {
            rows.select_nth_unstable_by(top, best_first);
            rows.truncate(top);
        }
        rows.sort_unstable_by(best_first);
        let taken = Numbers::map(own, |column| rows.iter().map(|&row| column[row]).collect());
        let cells = self::cells(&taken)?;
        let made = association::score(&cells, &options.measures, &Options::default())?;
        scores.iter_mut().zip(made).for_each(|(all, some)| all.extend(some));
        numbers.iter_mut().zip(taken).for_each(|(all, some)| all.extend(some));
        for &row in &rows {
            node_codes.push(nodes.id(name(&pairs[row])));
            collocate_codes.push(collocates.id(collocate(&pairs[row])));
            group_of.push(*group);
        }
    }
    Ok(frame((nodes, node_codes), (collocates, collocate_codes), numbers, scores, options, |frame| {
        grouping.labels(&group_of).into_iter().fold(frame, |frame, (name, labels)| frame.with(name, labels))
    }))
}

fn frame(
    (nodes, node_codes): (Vocabulary, Vec<u32>),
    (collocates, collocate_codes): (Vocabulary, Vec<u32>),
    numbers: Numbers,
    scores: Vec<Vec<f64>>,
    options: &CollocationOptions,
    labelled: impl FnOnce(Frame) -> Frame,
) -> Frame {
    let terms = |vocabulary: &Vocabulary| Arc::new(vocabulary.iter().collect::<Strings>());
    let expected: Vec<f64> = (0..node_codes.len())
        .map(|row| numbers[5][row] as f64 * numbers[6][row] as f64 / numbers[7][row] as f64)
        .collect();
    let mut frame = labelled(Frame::new())
        .with("node", Column::dict(node_codes, terms(&nodes)))
        .with("collocate", Column::dict(collocate_codes, terms(&collocates)));
    for (name, column) in NUMBERS.iter().zip(numbers) {
        if *name == "doc_count" {
            frame = frame.with("expected", expected.clone());
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
