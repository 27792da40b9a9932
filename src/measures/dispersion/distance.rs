//! Dispersion by the distances between the occurrences: no parts needed. See the letters in the parent module.

use super::super::{Family, Info};
use super::{Dispersion, EVEN, Parts, UNEVEN};

const SAVICKY: &str =
    "Savický & Hlaváčová 2002, Measures of word commonness, Journal of Quantitative Linguistics 9(3)";
const SAVICKY_DOI: &str = "10.1076/jqul.9.3.215.14124";
const UNKNOWN: &str = "the term does not occur, or its places are not given";

const fn row(info: Info, score: fn(&Parts) -> f64) -> Dispersion {
    let info = Info { citation: SAVICKY, doi: SAVICKY_DOI, undefined: UNKNOWN, ..info };
    Dispersion { info, score, needs_positions: true }
}

const ADJUST: Info = Info { family: Family::AdjustedFrequency, range: (1.0, f64::INFINITY), ..EVEN };

pub(super) const ROWS: &[Dispersion] = &[
    row(
        Info {
            name: "ald",
            aliases: &["average_logarithmic_distance"],
            reading: "Lower: the next occurrence is never far (evenly spread or frequent).",
            formula: "sum(d_i log10 d_i)/N",
            ..UNEVEN
        },
        |p| mean_of(p, |d, _| d * d.log10()),
    ),
    row(
        Info {
            name: "awt",
            aliases: &["average_waiting_time"],
            reading: "How many tokens one reads from a random place to the next occurrence, on average.",
            formula: "(1 + sum(d_i^2)/N)/2",
            range: (1.0, f64::INFINITY),
            ..UNEVEN
        },
        |p| (1.0 + mean_of(p, |d, _| d * d)) / 2.0,
    ),
];

pub(super) const ADJUSTED: &[Dispersion] = &[
    row(
        Info {
            name: "arf",
            aliases: &["f_arf", "farf", "average_reduced_frequency"],
            reading: "The frequency with bursts counted as little more than one: F where evenly spread, 1 where all stand together.",
            formula: "F/N sum(min(d_i, N/F))",
            ..ADJUST
        },
        |p| {
            let mean = p.size() / p.frequency();
            mean_of(p, |d, _| d.min(mean)) * p.frequency()
        },
    ),
    row(
        Info {
            name: "f_ald",
            aliases: &["fald"],
            reading: "The frequency corrected by the average logarithmic distance: F where evenly spread.",
            formula: "exp(-sum(d_i/N ln(d_i/N)))",
            ..ADJUST
        },
        |p| (-mean_of(p, |d, size| d * (d / size).ln())).exp(),
    ),
    row(
        Info {
            name: "f_awt",
            aliases: &["fawt"],
            reading: "The frequency corrected by the average waiting time: F where evenly spread.",
            formula: "N^2/sum(d_i^2)",
            ..ADJUST
        },
        |p| p.size() / mean_of(p, |d, _| d * d),
    ),
];

/// The sum of `of(d_i, N)` over N.
fn mean_of(p: &Parts, of: impl Fn(f64, f64) -> f64) -> f64 {
    p.distances()
        .map_or(f64::NAN, |distances| distances.iter().map(|&d| of(d, p.size())).sum::<f64>() / p.size())
}
