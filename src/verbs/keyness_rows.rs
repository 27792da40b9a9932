//! Rows of `keyness`: two sides compared, scored, corrected, sorted.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Strings, Values, head};
use crate::measures::keyness::{self as measures, Keyness, Texts};
use crate::measures::significance::Adjustment;
use crate::measures::{Cells, Direction};
use crate::par::Run;

use super::keyness::KeynessOptions;
use super::keyness_texts::{Seen, Side};

/// The reference, counted.
pub(crate) enum Against<'c> {
    Side(Side<'c>),
    List { counts: HashMap<&'c str, u64>, words: u64 },
}

impl Against<'_> {
    fn words(&self) -> u64 {
        match self {
            Against::Side(side) => side.words,
            Against::List { words, .. } => *words,
        }
    }

    fn seen(&self, term: &str) -> Seen {
        match self {
            Against::Side(side) => side.seen(term),
            Against::List { counts, .. } => {
                Seen { count: counts.get(term).copied().unwrap_or(0), docs: 0, dispersion: f64::NAN }
            }
        }
    }

    fn terms(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Against::Side(side) => Box::new(side.terms()),
            Against::List { counts, .. } => Box::new(counts.keys().copied()),
        }
    }
}

struct Row {
    target: Seen,
    reference: Seen,
    p: f64,
    adjusted: f64,
    rates: (f64, f64),
}

/// Collects the rows of all groups.
pub(crate) struct Maker<'o> {
    options: &'o KeynessOptions,
    measures: Vec<&'static Keyness>,
    adjust: &'static Adjustment,
    groups: Vec<u64>,
    /// Of each row its term, the columns of scores, and the rest.
    terms: Strings,
    scores: Vec<Vec<f64>>,
    rows: Vec<Row>,
    listed: bool,
}

impl<'o> Maker<'o> {
    pub fn new(options: &'o KeynessOptions) -> Result<Maker<'o>> {
        let mut measures: Vec<&Keyness> = Vec::new();
        for name in &options.measures {
            let found = measures::find(name)?;
            if !measures.iter().any(|other| other.info.name == found.info.name) {
                measures.push(found);
            }
        }
        if options.measures.is_empty() {
            measures = measures::KEYNESS.iter().filter(|row| row.info.default).collect();
        }
        let adjust = Adjustment::find(&options.adjust)?;
        let mut maker = Maker {
            options,
            measures,
            adjust,
            groups: Vec::new(),
            terms: Strings::new(),
            scores: Vec::new(),
            rows: Vec::new(),
            listed: false,
        };
        maker.scores = vec![Vec::new(); maker.names().len()];
        if let Some(sort) = &options.sort {
            let mut names = maker.names();
            names.extend(
                ["term", "count_target", "count_reference", "doc_count_target", "doc_count_reference"]
                    .map(String::from),
            );
            names.extend(["p", "p_adjusted", "dispersion_target", "dispersion_reference"].map(String::from));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            if !names.contains(&sort.as_str()) {
                return Err(Error::unknown_option("sort", sort, &names));
            }
        }
        Ok(maker)
    }

    /// Names of the columns of scores.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for measure in &self.measures {
            names.push(measure.info.name.to_owned());
            if measure.has_bounds() {
                names.extend(["low", "high"].map(|side| format!("{}_{side}", measure.info.name)));
            }
        }
        names
    }

    /// The group of each row.
    pub fn groups(&self) -> &[u64] {
        &self.groups
    }

    /// Adds the rows of one group.
    pub fn group(&mut self, group: u64, target: &Side<'_>, against: &Against<'_>, run: &Run) -> Result<()> {
        self.listed |= matches!(against, Against::List { .. });
        // Sorted by their first bytes as numbers; most terms differ there.
        let terms = target.terms().chain(against.terms());
        let mut terms: Vec<_> = terms.map(|term| (head(term), term)).collect();
        terms.sort_unstable();
        terms.dedup();
        // A bare list has no documents: what occurs in it alone is not in too few of them.
        let unknown = if matches!(against, Against::List { .. }) { self.options.min_docs } else { 0 };
        let seen: Vec<(&str, Seen, Seen)> = terms
            .into_iter()
            .map(|(_, term)| (term, target.seen(term), against.seen(term)))
            .filter(|(_, target, reference)| {
                target.count + reference.count >= self.options.min_count
                    && target.docs + reference.docs + unknown >= self.options.min_docs
            })
            .collect();
        let (n1, n2) = (target.words as f64, against.words() as f64);
        let column =
            |of: fn(&(&str, Seen, Seen)) -> u64| seen.iter().map(|row| of(row) as f64).collect::<Vec<f64>>();
        let cells = Cells::from_corpora(
            &column(|row| row.1.count),
            &vec![n1; seen.len()],
            &column(|row| row.2.count),
            &vec![n2; seen.len()],
        )?;
        let scoring = &self.options.scoring;
        let (mut columns, mut p): (Vec<Vec<f64>>, Option<Vec<f64>>) = (Vec::new(), None);
        for measure in &self.measures {
            let (scores, own) = if measure.on_texts() {
                let scored = self.on_texts(measure, &seen, target, against, run)?;
                let (scores, own) = scored.into_iter().unzip();
                (scores, (!measure.info.p_value.is_empty()).then_some(own))
            } else {
                let scores = measures::score(&cells, &[*measure], scoring)?.swap_remove(0);
                let own = measure.p_values(&scores);
                (scores, own)
            };
            p = p.or(own);
            columns.push(scores);
            if let Some(bounds) = measure.bounds(&cells, scoring)? {
                columns.extend([bounds.lower, bounds.upper]);
            }
        }
        let p = match p {
            Some(p) => p,
            None => {
                let usual = measures::find("log_likelihood")?;
                let options = measures::Options { correction: measures::Correction::Default, ..*scoring };
                usual.p_values(&measures::score(&cells, &[usual], &options)?[0]).unwrap_or_default()
            }
        };
        let adjusted = self.adjust.adjust(&p, None)?;
        let row = |at: usize| {
            let (_, target, reference) = seen[at];
            let rates = (target.count as f64 * 1e6 / n1, reference.count as f64 * 1e6 / n2);
            Row { target, reference, p: p[at], adjusted: adjusted[at], rates }
        };
        let order = self.order(&seen, &columns, row);
        self.groups.extend(std::iter::repeat_n(group, order.len()));
        order.iter().for_each(|&at| self.terms.push(seen[at].0));
        for (scores, column) in self.scores.iter_mut().zip(&columns) {
            scores.extend(order.iter().map(|&at| column[at]));
        }
        self.rows.extend(order.into_iter().map(row));
        Ok(())
    }

    /// Score and p of each term by a measure on texts; NaN against a list.
    fn on_texts(
        &self,
        measure: &Keyness,
        seen: &[(&str, Seen, Seen)],
        target: &Side<'_>,
        against: &Against<'_>,
        run: &Run,
    ) -> Result<Vec<(f64, f64)>> {
        let Against::Side(reference) = against else { return Ok(vec![(f64::NAN, f64::NAN); seen.len()]) };
        target.turn()?;
        reference.turn()?;
        let (n1, n2) = (target.sizes(), reference.sizes());
        run.map(seen, |(term, _, _)| {
            let (f1, f2) = (target.frequencies(term), reference.frequencies(term));
            let scored = measure.score_texts(&Texts::new(&f1, &n1, &f2, &n2)?, &self.options.scoring)?;
            Ok((scored.value, scored.p))
        })
    }

    /// The rows that are asked for, most key first; what is undefined last; then the more frequent, then by term.
    fn order(
        &self,
        seen: &[(&str, Seen, Seen)],
        columns: &[Vec<f64>],
        row: impl Fn(usize) -> Row,
    ) -> Vec<usize> {
        let names = self.names();
        let by = self.options.sort.as_deref().unwrap_or(names.first().map_or("p", String::as_str));
        let column = names.iter().position(|name| name == by);
        let lower = match self.measures.iter().find(|measure| measure.info.name == by) {
            Some(measure) => measure.info.direction == Direction::Lower,
            None => by.starts_with("p") || by.starts_with("dispersion_"),
        };
        let key = |at: usize| {
            let value = match (column, by) {
                (Some(column), _) => columns[column][at],
                (_, "count_target") => row(at).target.count as f64,
                (_, "count_reference") => row(at).reference.count as f64,
                (_, "doc_count_target") => row(at).target.docs as f64,
                (_, "doc_count_reference") => row(at).reference.docs as f64,
                (_, "p") => row(at).p,
                (_, "p_adjusted") => row(at).adjusted,
                (_, "dispersion_target") => row(at).target.dispersion,
                (_, "dispersion_reference") => row(at).reference.dispersion,
                _ => 0.0,
            };
            if lower { -value } else { value }
        };
        let keys: Vec<f64> = (0..seen.len()).map(key).collect();
        let mut order: Vec<usize> = (0..seen.len()).collect();
        order.sort_by(|&a, &b| {
            let (x, y) = (keys[a], keys[b]);
            let order = x
                .is_nan()
                .cmp(&y.is_nan())
                .then_with(|| y.partial_cmp(&x).unwrap_or(std::cmp::Ordering::Equal));
            let tie = || match by {
                "term" => std::cmp::Ordering::Equal,
                _ => seen[b].1.count.cmp(&seen[a].1.count),
            };
            // The terms come sorted.
            order.then_with(tie).then_with(|| a.cmp(&b))
        });
        order.truncate(self.options.top.unwrap_or(usize::MAX));
        order
    }

    /// The table; `labels` are the columns of the groups.
    pub fn frame(self, labels: Vec<(String, Column)>) -> Frame {
        let names = self.names();
        let rows = &self.rows;
        let ints = |of: fn(&Row) -> u64| rows.iter().map(|row| of(row) as i64).collect::<Vec<i64>>();
        let floats = |of: &dyn Fn(&Row) -> f64| optional(rows.iter().map(of).collect());
        let docs =
            Column::with_nulls(Values::Int(ints(|row| row.reference.docs)), vec![!self.listed; rows.len()]);
        let mut frame =
            labels.into_iter().fold(Frame::new(), |frame, (name, column)| frame.with(name, column));
        frame = frame
            .with("term", self.terms)
            .with("count_target", ints(|row| row.target.count))
            .with("count_reference", ints(|row| row.reference.count))
            .with("per_million_target", floats(&|row| row.rates.0))
            .with("per_million_reference", floats(&|row| row.rates.1))
            .with("doc_count_target", ints(|row| row.target.docs))
            .with("doc_count_reference", docs);
        for (name, scores) in names.into_iter().zip(self.scores) {
            frame = frame.with(name, optional(scores));
        }
        frame
            .with("p", floats(&|row| row.p))
            .with("p_adjusted", floats(&|row| row.adjusted))
            .with("dispersion_target", floats(&|row| row.target.dispersion))
            .with("dispersion_reference", floats(&|row| row.reference.dispersion))
    }
}

/// Numbers as a column; what is undefined (NaN) is null.
pub(crate) fn optional(values: Vec<f64>) -> Column {
    let valid = values.iter().map(|value| !value.is_nan()).collect();
    Column::with_nulls(Values::Float(values.into()), valid)
}
