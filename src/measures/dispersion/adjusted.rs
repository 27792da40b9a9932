//! Frequencies corrected for uneven spread over parts.

use super::super::{Family, Info};
use super::spread::{carroll_d2, juilland_d, rosengren_kf};
use super::{Dispersion, EVEN, row};

const RATES: &str = "the term does not occur, there is one part only, or a part has size 0";

const ADJUST: Info = Info {
    family: Family::AdjustedFrequency,
    reading: "The frequency corrected for uneven spread: F where the term is evenly spread, lower elsewhere.",
    range: (0.0, f64::INFINITY),
    ..EVEN
};

pub(super) const ROWS: &[Dispersion] = &[
    row(
        Info {
            name: "juilland_u",
            aliases: &["u"],
            formula: "F D, with Juilland's D on relative frequencies, population sd",
            citation: "Juilland & Chang-Rodríguez 1964, Frequency Dictionary of Spanish Words; Gries 2008",
            doi: "10.1075/ijcl.13.4.02gri",
            undefined: RATES,
            default: true,
            ..ADJUST
        },
        |p| p.frequency() * juilland_d(p),
    ),
    row(
        Info {
            name: "carroll_um",
            aliases: &["um"],
            formula: "F D2 + (1 - D2) F/n, with Carroll's D2 on relative frequencies",
            citation: "Carroll 1970, An alternative to Juilland's usage coefficient for lexical frequencies, ETS Research Bulletin",
            doi: "10.1002/j.2333-8504.1970.tb00778.x",
            undefined: RATES,
            ..ADJUST
        },
        |p| {
            let d2 = carroll_d2(p);
            p.frequency() * d2 + (1.0 - d2) * p.frequency() / p.count()
        },
    ),
    row(
        Info {
            name: "rosengren_kf",
            aliases: &["kf"],
            formula: "(sum sqrt(s_i f_i))^2",
            citation: "Rosengren 1971, The quantitative concept of language, Études de linguistique appliquée (n. s.) 1; Gries 2008",
            doi: "10.1075/ijcl.13.4.02gri",
            undefined: "the corpus is empty",
            ..ADJUST
        },
        rosengren_kf,
    ),
    row(
        Info {
            name: "engwall_fm",
            aliases: &["fm", "engvall"],
            formula: "F R/n",
            citation: "Engwall 1974, Fréquence et distribution du vocabulaire dans un choix de romans français; Gries 2008",
            doi: "10.1075/ijcl.13.4.02gri",
            ..ADJUST
        },
        |p| p.frequency() * p.range() / p.count(),
    ),
    row(
        Info {
            name: "kromer_ur",
            aliases: &["ur"],
            reading: "The frequency with repetitions in a part counted less and less.",
            formula: "sum(psi(f_i + 1) + 0.5772...), psi the digamma function: 1 + 1/2 + ... + 1/f_i for a whole number",
            citation: "Kromer 2003, A usage measure based on psychophysical relations, Journal of Quantitative Linguistics 10(2)",
            doi: "10.1076/jqul.10.2.177.16718",
            ..ADJUST
        },
        |p| p.frequencies().map(harmonic).sum(),
    ),
];

/// The harmonic number of `x`: digamma(x + 1) plus Euler's constant, by recurrence up to 12 and Stirling's series there.
fn harmonic(x: f64) -> f64 {
    const EULER: f64 = 0.577_215_664_901_532_9;
    let (mut at, mut below) = (x + 1.0, 0.0);
    while at < 12.0 {
        below += 1.0 / at;
        at += 1.0;
    }
    let square = 1.0 / (at * at);
    let tail = square
        * (1.0 / 12.0
            - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square * (1.0 / 240.0 - square / 132.0))));
    at.ln() - 0.5 / at - tail - below + EULER
}

#[cfg(test)]
mod tests {
    use super::harmonic;

    #[test]
    fn harmonic_numbers() {
        for (n, sum) in [(1, 1.0), (2, 1.5), (5, 137.0 / 60.0), (10, 7381.0 / 2520.0)] {
            assert!((harmonic(f64::from(n)) - sum).abs() < 1e-14, "{n}");
        }
        let long: f64 = (1..=1000).map(|k| 1.0 / f64::from(k)).sum();
        assert!((harmonic(1000.0) - long).abs() < 1e-12);
    }
}
