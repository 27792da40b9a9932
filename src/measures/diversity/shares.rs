//! Counts and their ratios.

use super::super::{Direction, Info};
use super::{Diversity, POOR, RICH, row};

pub(super) const ROWS: &[Diversity] = &[
    row(
        Info {
            name: "tokens",
            aliases: &["token_count", "words"],
            reading: "The length of the text.",
            formula: "N",
            undefined: "",
            default: true,
            ..RICH
        },
        |s, _| s.n(),
    ),
    row(
        Info {
            name: "types",
            aliases: &["type_count"],
            reading: "The number of different words.",
            formula: "V",
            undefined: "",
            default: true,
            ..RICH
        },
        |s, _| s.v(),
    ),
    row(
        Info {
            name: "ttr",
            aliases: &["type_token_ratio"],
            reading: "Higher: a richer vocabulary; falls with the length of the text.",
            formula: "V/N",
            citation: "Johnson 1944, Studies in language behavior, Psychological Monographs 56(2); Templin 1957",
            doi: "10.1037/h0093508",
            range: (0.0, 1.0),
            default: true,
            ..RICH
        },
        |s, _| s.v() / s.n(),
    ),
    row(
        Info {
            name: "rttr",
            aliases: &["root_ttr", "guiraud_r", "r"],
            formula: "V/sqrt(N)",
            citation: "Guiraud 1954, Les caractères statistiques du vocabulaire",
            ..RICH
        },
        |s, _| s.v() / s.n().sqrt(),
    ),
    row(
        Info {
            name: "cttr",
            aliases: &["corrected_ttr"],
            formula: "V/sqrt(2N)",
            citation: "Carroll 1964, Language and Thought",
            ..RICH
        },
        |s, _| s.v() / (2.0 * s.n()).sqrt(),
    ),
    row(
        Info {
            name: "hapax_share",
            aliases: &["hapax_ratio"],
            reading: "The share of the types that occur once.",
            formula: "V_1/V",
            citation: "Baayen 2001, Word Frequency Distributions",
            doi: "10.1007/978-94-010-0844-0",
            range: (0.0, 1.0),
            default: true,
            ..RICH
        },
        |s, _| s.types_with(1) / s.v(),
    ),
    row(
        Info {
            name: "lexical_density",
            aliases: &["density"],
            reading: "The share of the tokens that are content words.",
            formula: "(N - function words)/N; the caller says which tokens are function words",
            citation: "Ure 1971, Lexical density and register differentiation; Halliday 1989, Spoken and Written Language",
            range: (0.0, 1.0),
            undefined: "the text is empty, or function words are not told",
            ..RICH
        },
        |s, _| s.content() / s.n(),
    ),
    row(
        Info {
            name: "repeat_rate",
            aliases: &["rr", "herfindahl"],
            reading: "The chance that two tokens, drawn with replacement, are the same word.",
            formula: "sum(f_i^2)/N^2",
            citation: "Popescu 2009, Word Frequency Studies, p. 166",
            range: (0.0, 1.0),
            ..POOR
        },
        |s, _| s.squares() / s.n().powi(2),
    ),
    row(
        Info {
            name: "repeat_rate_spectrum",
            aliases: &["rr_spectrum"],
            reading: "The chance that two types, drawn with replacement, have the same frequency.",
            formula: "sum(V_m^2)/V^2",
            citation: "Popescu 2009, Word Frequency Studies, p. 166",
            range: (0.0, 1.0),
            direction: Direction::Higher,
            ..POOR
        },
        |s, _| {
            s.spectrum().iter().map(|&(_, types)| (types as f64 / s.v()).powi(2)).sum::<f64>()
                / not_empty(s.v())
        },
    ),
    row(
        Info {
            name: "entropy",
            aliases: &["shannon_entropy", "h"],
            reading: "How many bits one needs to guess a token: higher, more words used more evenly.",
            formula: "-sum(f_i/N log2(f_i/N)), bits",
            citation: "Shannon 1948, A mathematical theory of communication, Bell System Technical Journal 27",
            doi: "10.1002/j.1538-7305.1948.tb01338.x",
            ..RICH
        },
        |s, _| {
            bits(s.spectrum().iter().map(|&(m, types)| (types as f64, m as f64 / s.n()))) / not_empty(s.v())
        },
    ),
    row(
        Info {
            name: "entropy_spectrum",
            reading: "How many bits one needs to guess the frequency of a type.",
            formula: "-sum(V_m/V log2(V_m/V)), bits",
            citation: "Popescu 2009, Word Frequency Studies, p. 173",
            ..RICH
        },
        |s, _| bits(s.spectrum().iter().map(|&(_, types)| (1.0, types as f64 / s.v()))) / not_empty(s.v()),
    ),
];

/// Entropy of (how many, probability of each).
fn bits(classes: impl Iterator<Item = (f64, f64)>) -> f64 {
    classes.map(|(count, p)| -count * p * p.log2()).sum::<f64>().abs()
}

/// 1, or NaN for an empty text.
fn not_empty(types: f64) -> f64 {
    super::defined(types > 0.0, 1.0)
}
