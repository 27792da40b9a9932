//! Schemes of document frequency.

use super::super::{Direction, Info};
use super::{DocumentWeight, WEIGHT};

const RARE: Info = Info {
    reading: "Higher: the term occurs in fewer documents.",
    range: (f64::NEG_INFINITY, f64::INFINITY),
    undefined: "the term occurs nowhere and k is 0",
    ..WEIGHT
};

/// All schemes of document frequency.
pub static DF: &[DocumentWeight] = &[
    DocumentWeight {
        info: Info {
            name: "count",
            aliases: &["df"],
            reading: "Higher: the term occurs in more documents.",
            formula: "d",
            direction: Direction::Lower,
            ..WEIGHT
        },
        score: |d, _, _| d,
    },
    DocumentWeight {
        info: Info {
            name: "inverse",
            aliases: &["idf"],
            formula: "log_b(smoothing + N/(k + d))",
            citation: "Spärck Jones 1972, A statistical interpretation of term specificity, Journal of Documentation 28(1)",
            doi: "10.1108/eb026526",
            default: true,
            ..RARE
        },
        score: |d, all, options| {
            known(d + options.k, options.log(options.smoothing + all.documents / (options.k + d)))
        },
    },
    DocumentWeight {
        info: Info { name: "inversemax", formula: "log_b(smoothing + D/(k + d))", ..RARE },
        score: |d, all, options| {
            known(d + options.k, options.log(options.smoothing + all.most / (options.k + d)))
        },
    },
    DocumentWeight {
        info: Info {
            name: "inverseprob",
            formula: "max(0, log_b(smoothing + (N - d)/(k + d)))",
            range: (0.0, f64::INFINITY),
            ..RARE
        },
        score: |d, all, options| {
            let odds = (all.documents - d) / (options.k + d);
            known(d + options.k, options.log(options.smoothing + odds).max(0.0))
        },
    },
    DocumentWeight {
        info: Info {
            name: "unary",
            aliases: &["none"],
            reading: "1: document frequency is not used.",
            formula: "1",
            ..WEIGHT
        },
        score: |_, _, _| 1.0,
    },
];

/// `value` where the denominator is not 0.
fn known(denominator: f64, value: f64) -> f64 {
    if denominator > 0.0 { value } else { f64::NAN }
}
