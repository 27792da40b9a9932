//! Measures of the frequency spectrum.

use super::super::Info;
use super::{Diversity, POOR, RICH, Sample, defined, row};

const TWEEDIE: &str = "10.1023/A:1001749303137";
const ALL_DIFFERENT: &str = "every type occurs once, or the text is empty";

pub(super) const ROWS: &[Diversity] = &[
    row(
        Info {
            name: "yule_k",
            aliases: &["k", "yules_k"],
            formula: "10^4 (sum(m^2 V_m) - N)/N^2",
            citation: "Yule 1944, The Statistical Study of Literary Vocabulary; Tweedie & Baayen 1998",
            doi: TWEEDIE,
            range: (0.0, 1e4),
            default: true,
            ..POOR
        },
        |s, _| 1e4 * (s.squares() - s.n()) / s.n().powi(2),
    ),
    row(
        Info {
            name: "yule_i",
            aliases: &["i"],
            formula: "V^2/(sum(m^2 V_m) - V)",
            citation: "Yule 1944, The Statistical Study of Literary Vocabulary",
            undefined: ALL_DIFFERENT,
            ..RICH
        },
        |s, _| defined(s.squares() > s.v(), s.v().powi(2) / (s.squares() - s.v())),
    ),
    row(
        Info {
            name: "yule_index_of_diversity",
            aliases: &["index_of_diversity"],
            formula: "N^2/(sum(m^2 V_m) - N)",
            citation: "Williams 1970, Style and Vocabulary, p. 100",
            undefined: ALL_DIFFERENT,
            range: (1.0, f64::INFINITY),
            ..RICH
        },
        |s, _| defined(s.squares() > s.n(), s.n().powi(2) / (s.squares() - s.n())),
    ),
    row(
        Info {
            name: "simpson_d",
            aliases: &["simpson_l", "simpson", "d"],
            reading: "The chance that two tokens, drawn without replacement, are the same word.",
            formula: "sum(V_m m/N (m - 1)/(N - 1))",
            citation: "Simpson 1949, Measurement of diversity, Nature 163",
            doi: "10.1038/163688a0",
            range: (0.0, 1.0),
            undefined: "N < 2",
            ..POOR
        },
        |s, _| (s.squares() - s.n()) / (s.n() * (s.n() - 1.0)),
    ),
    row(
        Info {
            name: "herdan_vm",
            aliases: &["vm"],
            formula: "sqrt(sum(V_m (m/N)^2) - 1/V)",
            citation: "Herdan 1955, A new derivation and interpretation of Yule's 'Characteristic' K, ZAMP 6",
            doi: "10.1007/BF01587632",
            range: (0.0, 1.0),
            ..POOR
        },
        |s, _| herdan(s).sqrt(),
    ),
    row(
        Info {
            name: "herdan_vm_squared",
            formula: "sum(V_m (m/N)^2) - 1/V: the square of Herdan's Vm, as some programs print it",
            citation: "Herdan 1955, A new derivation and interpretation of Yule's 'Characteristic' K, ZAMP 6",
            doi: "10.1007/BF01587632",
            range: (0.0, 1.0),
            ..POOR
        },
        |s, _| herdan(s),
    ),
    row(
        Info {
            name: "fisher_alpha",
            aliases: &["fisher", "alpha"],
            formula: "the alpha of V = alpha ln(1 + N/alpha)",
            citation: "Fisher, Corbet & Williams 1943, The relation between the number of species and the number of individuals, Journal of Animal Ecology 12(1)",
            doi: "10.2307/1411",
            undefined: ALL_DIFFERENT,
            ..RICH
        },
        |s, _| fisher_alpha(s.v(), s.n()),
    ),
    row(
        Info {
            name: "honore_r",
            aliases: &["honore", "honore_h"],
            formula: "100 ln N/(1 - V_1/V)",
            citation: "Honoré 1979, Some simple measures of richness of vocabulary, ALLC Bulletin 7(2)",
            undefined: ALL_DIFFERENT,
            ..RICH
        },
        |s, _| defined(s.types_with(1) < s.v(), 100.0 * s.n().ln() / (1.0 - s.types_with(1) / s.v())),
    ),
    row(
        Info {
            name: "brunet_w",
            aliases: &["brunet", "w"],
            formula: "N^(V^-0.172)",
            citation: "Brunet 1978, Le vocabulaire de Jean Giraudoux, p. 57",
            range: (1.0, f64::INFINITY),
            ..POOR
        },
        |s, _| defined(s.n() > 0.0, s.n().powf(s.v().powf(-0.172))),
    ),
];

/// Never below 0 but for rounding: the mean square of shares is at least the square of their mean.
fn herdan(s: &Sample) -> f64 {
    (s.squares() / s.n().powi(2) - 1.0 / s.v()).max(0.0) * defined(s.n() > 0.0, 1.0)
}

/// Fisher's alpha: the solution of `types` = alpha ln(1 + `tokens`/alpha), by halving the interval of ln alpha.
/// NaN unless 0 < types < tokens.
pub fn fisher_alpha(types: f64, tokens: f64) -> f64 {
    if !(types > 0.0 && types < tokens) {
        return f64::NAN;
    }
    let (mut low, mut high) = (-30.0_f64, 30.0 + tokens.ln());
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        let alpha = middle.exp();
        if alpha * (tokens / alpha).ln_1p() < types {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high).exp()
}
