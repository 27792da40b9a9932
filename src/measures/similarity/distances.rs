//! Distances and divergences.

use super::super::{Direction, Info};
use super::{ALIKE, Pair, Similarity};
use std::f64::consts::LN_2;

const APART: Info = Info {
    reading: "0: the same; higher: less alike.",
    range: (0.0, f64::INFINITY),
    direction: Direction::Lower,
    doi: "",
    citation: "",
    ..ALIKE
};
const NO_SUM: &str = "a row sums to 0 or has a negative value";
const LIN: &str = "Lin 1991, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37(1)";

pub(super) const ROWS: &[Similarity] = &[
    Similarity {
        info: Info { name: "euclidean", aliases: &["l2"], formula: "sqrt(sum((x_i - y_i)^2))", ..APART },
        score: |pair| pair.sum(|x, y| (x - y).powi(2)).sqrt(),
    },
    Similarity {
        info: Info { name: "manhattan", aliases: &["l1", "cityblock"], formula: "sum|x_i - y_i|", ..APART },
        score: |pair| pair.sum(|x, y| (x - y).abs()),
    },
    Similarity {
        info: Info { name: "chebyshev", aliases: &["maximum"], formula: "max|x_i - y_i|", ..APART },
        score: |pair| {
            let mut most = 0.0_f64;
            pair.sum(|x, y| {
                most = most.max((x - y).abs());
                0.0
            });
            most
        },
    },
    Similarity {
        info: Info {
            name: "kullback_leibler",
            aliases: &["kl", "kullback"],
            reading: "How many bits more one needs for x when y is expected; infinite where y lacks a term of x and nothing is smoothed.",
            formula: "sum(p_i log2(p_i/q_i)), bits; `smoothing` (default 0) is added to every column of both rows first",
            citation: "Kullback & Leibler 1951, On information and sufficiency, Annals of Mathematical Statistics 22(1)",
            doi: "10.1214/aoms/1177729694",
            undefined: NO_SUM,
            ..APART
        },
        score: kullback_leibler,
    },
    Similarity {
        info: Info {
            name: "jensen_shannon",
            aliases: &["js", "jsd"],
            reading: "0: the same proportions; 1: no term in common.",
            formula: "KL(p, m)/2 + KL(q, m)/2 with m = (p + q)/2, bits; no smoothing needed",
            citation: LIN,
            doi: "10.1109/18.61115",
            range: (0.0, 1.0),
            undefined: NO_SUM,
            ..APART
        },
        score: jensen_shannon,
    },
    Similarity {
        info: Info {
            name: "jensen_shannon_distance",
            aliases: &["js_distance"],
            reading: "0: the same proportions; 1: no term in common.",
            formula: "sqrt(jensen_shannon), a metric",
            citation: "Endres & Schindelin 2003, A new metric for probability distributions, IEEE Transactions on Information Theory 49(7)",
            doi: "10.1109/TIT.2003.813506",
            range: (0.0, 1.0),
            undefined: NO_SUM,
            ..APART
        },
        score: |pair| jensen_shannon(pair).max(0.0).sqrt(),
    },
];

/// x log2(x/y); 0 where x is 0: the limit.
fn term(x: f64, y: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x * (x / y).ln() / LN_2 }
}

/// The sums of the rows, NaN where they are no counts.
fn masses(pair: &Pair) -> (f64, f64) {
    let added = pair.smoothing * pair.columns;
    let mass = |values: &[f64]| {
        let sum = values.iter().sum::<f64>() + added;
        if sum > 0.0 && values.iter().all(|&value| value >= 0.0) { sum } else { f64::NAN }
    };
    (mass(pair.x.1), mass(pair.y.1))
}

fn kullback_leibler(pair: &Pair) -> f64 {
    let ((x_sum, y_sum), more) = (masses(pair), pair.smoothing);
    if x_sum.is_nan() || y_sum.is_nan() {
        return f64::NAN;
    }
    let mut stored = 0.0;
    let sum = pair.sum(|x, y| {
        stored += 1.0;
        term((x + more) / x_sum, (y + more) / y_sum)
    });
    sum + (pair.columns - stored) * term(more / x_sum, more / y_sum)
}

fn jensen_shannon(pair: &Pair) -> f64 {
    let (x_sum, y_sum) = masses(&Pair { smoothing: 0.0, ..*pair });
    if x_sum.is_nan() || y_sum.is_nan() {
        return f64::NAN;
    }
    pair.sum(|x, y| {
        let (p, q) = (x / x_sum, y / y_sum);
        let middle = f64::midpoint(p, q);
        f64::midpoint(term(p, middle), term(q, middle))
    })
}
