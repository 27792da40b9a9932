//! Schemes of term frequency.

use super::super::Info;
use super::{TermWeight, WEIGHT};

/// All schemes of term frequency.
pub static TF: &[TermWeight] = &[
    TermWeight {
        info: Info { name: "count", aliases: &["raw", "tf"], formula: "f", default: true, ..WEIGHT },
        score: |f, _, _| f,
    },
    TermWeight {
        info: Info {
            name: "prop",
            aliases: &["relative", "proportion"],
            formula: "f/L",
            range: (0.0, 1.0),
            ..WEIGHT
        },
        score: |f, document, _| f / document.sum,
    },
    TermWeight {
        info: Info { name: "propmax", aliases: &["maxprop"], formula: "f/m", range: (0.0, 1.0), ..WEIGHT },
        score: |f, document, _| f / document.most,
    },
    TermWeight {
        info: Info {
            name: "logcount",
            aliases: &["log", "sublinear"],
            formula: "1 + log_b f for f > 0; negative where f is a fraction far below 1",
            range: (f64::NEG_INFINITY, f64::INFINITY),
            ..WEIGHT
        },
        score: |f, _, options| 1.0 + options.log(f),
    },
    TermWeight {
        info: Info {
            name: "boolean",
            aliases: &["binary"],
            formula: "1 for f > 0",
            range: (0.0, 1.0),
            ..WEIGHT
        },
        score: |_, _, _| 1.0,
    },
    TermWeight {
        info: Info {
            name: "augmented",
            formula: "floor + (1 - floor) f/m for f > 0, floor 0.5 by default",
            citation: "Salton & Buckley 1988, Term-weighting approaches in automatic text retrieval, Information Processing & Management 24(5)",
            doi: "10.1016/0306-4573(88)90021-0",
            range: (0.0, 1.0),
            ..WEIGHT
        },
        score: |f, document, options| options.floor + (1.0 - options.floor) * f / document.most,
    },
    TermWeight {
        info: Info {
            name: "logave",
            aliases: &["log_average"],
            formula: "(1 + log_b f)/(1 + log_b a) for f > 0",
            undefined: "the mean of the non-zero counts is 1/b: fractions only",
            range: (f64::NEG_INFINITY, f64::INFINITY),
            ..WEIGHT
        },
        score: |f, document, options| (1.0 + options.log(f)) / (1.0 + options.log(document.mean)),
    },
];
