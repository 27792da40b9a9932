//! Ratios of logarithms of V and N.

use super::super::{Direction, Info};
use super::{Diversity, POOR, RICH, Sample, defined, row};

const TWEEDIE: &str = "10.1023/A:1001749303137";
const ONE_TYPE: &str = "N < 2";
const ALL_DIFFERENT: &str = "every token is another type, or N < 2";

pub(super) const ROWS: &[Diversity] = &[
    row(
        Info {
            name: "herdan_c",
            aliases: &["c", "log_ttr", "logttr"],
            formula: "ln V/ln N; the base cancels",
            citation: "Herdan 1960, Type-token Mathematics; Tweedie & Baayen 1998",
            doi: TWEEDIE,
            range: (0.0, 1.0),
            undefined: ONE_TYPE,
            ..RICH
        },
        |s, _| defined(s.n() > 1.0, s.v().ln() / s.n().ln()),
    ),
    row(
        Info {
            name: "somers_s",
            aliases: &["summer_s", "s"],
            formula: "ln ln V/ln ln N, natural logarithms (a peer with log10 differs)",
            citation: "Somers 1966, Statistical methods in literary analysis; Tweedie & Baayen 1998",
            doi: TWEEDIE,
            range: (f64::NEG_INFINITY, f64::INFINITY),
            undefined: "V < 2 or N < 3 (ln ln 2 is negative: read it for N > 15 only)",
            ..RICH
        },
        |s, _| defined(s.v() > 1.0 && s.n() > 2.0, s.v().ln().ln() / s.n().ln().ln()),
    ),
    row(
        Info {
            name: "rubet_k",
            formula: "ln V/ln ln N, natural logarithms",
            citation: "Dugast 1979, Vocabulaire et stylistique",
            undefined: "N < 3",
            ..RICH
        },
        |s, _| defined(s.n() > 2.0, s.v().ln() / s.n().ln().ln()),
    ),
    row(
        Info {
            name: "dugast_u",
            aliases: &["uber", "uber_index", "u"],
            formula: "(ln N)^2/(ln N - ln V), natural logarithms",
            citation: "Dugast 1978, Sur quoi se fonde la notion d'étendue théorique du vocabulaire?, Le Français Moderne 46; Tweedie & Baayen 1998",
            doi: TWEEDIE,
            undefined: ALL_DIFFERENT,
            ..RICH
        },
        |s, _| defined(s.v() < s.n(), 1.0 / maas(s, std::f64::consts::E)),
    ),
    row(
        Info {
            name: "dugast_u_log10",
            formula: "(lg N)^2/(lg N - lg V), decimal logarithms",
            citation: "Dugast 1978, Sur quoi se fonde la notion d'étendue théorique du vocabulaire?, Le Français Moderne 46",
            undefined: ALL_DIFFERENT,
            ..RICH
        },
        |s, _| defined(s.v() < s.n(), 1.0 / maas(s, 10.0)),
    ),
    row(
        Info {
            name: "maas_a2",
            aliases: &["maas"],
            formula: "(ln N - ln V)/(ln N)^2: a squared, natural logarithms",
            reading: "Lower: a richer vocabulary.",
            citation: "Maas 1972, Über den Zusammenhang zwischen Wortschatzumfang und Länge eines Textes, Zeitschrift für Literaturwissenschaft und Linguistik 2(8)",
            undefined: ONE_TYPE,
            direction: Direction::Lower,
            ..POOR
        },
        |s, _| maas(s, std::f64::consts::E),
    ),
    row(
        Info {
            name: "maas_a2_log10",
            formula: "(lg N - lg V)/(lg N)^2: a squared, decimal logarithms",
            reading: "Lower: a richer vocabulary.",
            citation: "Maas 1972, Über den Zusammenhang zwischen Wortschatzumfang und Länge eines Textes, Zeitschrift für Literaturwissenschaft und Linguistik 2(8)",
            undefined: ONE_TYPE,
            ..POOR
        },
        |s, _| maas(s, 10.0),
    ),
    row(
        Info {
            name: "maas_a_log10",
            aliases: &["maas_a"],
            formula: "sqrt((lg N - lg V)/(lg N)^2): a itself, decimal logarithms",
            reading: "Lower: a richer vocabulary.",
            citation: "Maas 1972, Über den Zusammenhang zwischen Wortschatzumfang und Länge eines Textes, Zeitschrift für Literaturwissenschaft und Linguistik 2(8)",
            undefined: ONE_TYPE,
            ..POOR
        },
        |s, _| maas(s, 10.0).sqrt(),
    ),
];

/// a^2 in logarithms of `base`.
fn maas(s: &Sample, base: f64) -> f64 {
    let log = |x: f64| x.ln() / base.ln();
    defined(s.n() > 1.0, (log(s.n()) - log(s.v())) / log(s.n()).powi(2))
}
