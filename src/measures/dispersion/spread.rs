//! Dispersion over parts: the indices. Every formula takes parts of unequal size; [`Parts::assume_equal`] gives the
//! original forms.

use super::super::{Direction, Info};
use super::raw::{GRIES, GRIES_DOI, NOWHERE, chi_squared, defined, deviation};
use super::{Dispersion, EVEN, Parts, UNEVEN, row};

const RATES: &str = "the term does not occur, there is one part only, or a part has size 0";

pub(super) const ROWS: &[Dispersion] = &[
    row(
        Info {
            name: "juilland_d",
            aliases: &["d"],
            formula: "1 - CV(r_i)/sqrt(n - 1), relative frequencies, population sd (a peer takes the sample sd)",
            citation: "Juilland & Chang-Rodríguez 1964, Frequency Dictionary of Spanish Words; for parts of unequal size Gries 2008",
            doi: GRIES_DOI,
            undefined: RATES,
            default: true,
            ..EVEN
        },
        juilland_d,
    ),
    row(
        Info {
            name: "carroll_d2",
            aliases: &["d2"],
            formula: "-sum(p_i log p_i)/log n with p_i = r_i/sum(r), relative frequencies; the base cancels",
            citation: "Carroll 1970, An alternative to Juilland's usage coefficient for lexical frequencies, ETS Research Bulletin",
            doi: "10.1002/j.2333-8504.1970.tb00778.x",
            undefined: RATES,
            ..EVEN
        },
        carroll_d2,
    ),
    row(
        Info {
            name: "lyne_d3",
            aliases: &["d3"],
            reading: "1: as evenly spread as the sizes of the parts allow; lower: less evenly; below 0 where the term keeps to a small part.",
            formula: "1 - chi_squared/(4F)",
            citation: "Lyne 1985, The Vocabulary of French Business Correspondence; Gries 2008",
            doi: GRIES_DOI,
            range: (f64::NEG_INFINITY, 1.0),
            undefined: "the term does not occur, or a part has size 0",
            ..EVEN
        },
        |p| 1.0 - chi_squared(p) / (4.0 * p.frequency()),
    ),
    row(
        Info {
            name: "rosengren_s",
            aliases: &["s"],
            formula: "(sum sqrt(s_i f_i))^2/F",
            citation: "Rosengren 1971, The quantitative concept of language, Études de linguistique appliquée (n. s.) 1; Gries 2008",
            doi: GRIES_DOI,
            undefined: NOWHERE,
            ..EVEN
        },
        |p| rosengren_kf(p) / p.frequency(),
    ),
    row(
        Info {
            name: "zhang_dc",
            aliases: &["dc", "distributional_consistency"],
            reading: "1: the same raw frequency in every part; 1/n: all in one part. Blind to the sizes of the parts.",
            formula: "(sum(sqrt(f_i))/n)^2/(F/n), raw frequencies",
            citation: "Zhang, Huang & Yu 2004, Distributional consistency: as a general method for defining a core lexicon, LREC; Gries 2008",
            doi: GRIES_DOI,
            undefined: NOWHERE,
            ..EVEN
        },
        |p| (p.frequencies().map(f64::sqrt).sum::<f64>() / p.count()).powi(2) / (p.frequency() / p.count()),
    ),
    row(
        Info {
            name: "dp",
            aliases: &["gries_dp", "deviation_of_proportions"],
            reading: "0: spread as the sizes of the parts are; towards 1: all in one small part.",
            formula: "sum|t_i - s_i|/2",
            citation: GRIES,
            doi: GRIES_DOI,
            range: (0.0, 1.0),
            undefined: NOWHERE,
            default: true,
            ..UNEVEN
        },
        dp,
    ),
    row(
        Info {
            name: "dp_norm",
            aliases: &["gries_dp_norm", "dpnorm"],
            reading: "0: spread as the sizes of the parts are; 1: all in the smallest part.",
            formula: "DP/(1 - min(s_i))",
            citation: "Lijffijt & Gries 2012, Correction to 'Dispersions and adjusted frequencies in corpora', International Journal of Corpus Linguistics 17(1)",
            doi: "10.1075/ijcl.17.1.08lij",
            range: (0.0, 1.0),
            undefined: "the term does not occur, or there is one part only",
            default: true,
            ..UNEVEN
        },
        |p| dp(p) / (1.0 - p.least_portion()),
    ),
    row(
        Info {
            name: "dp_egbert",
            aliases: &["egbert_dp"],
            reading: "1: spread as the sizes of the parts are; 0: all in one part.",
            formula: "1 - DP/(1 - min(s_i over parts with f_i > 0))",
            citation: "Egbert, Burch & Biber 2020, Lexical dispersion and corpus design, International Journal of Corpus Linguistics 25(1)",
            doi: "10.1075/ijcl.18010.egb",
            undefined: "the term does not occur, or one part is the whole corpus",
            ..EVEN
        },
        dp_egbert,
    ),
    row(
        Info {
            name: "da",
            aliases: &["burch_da"],
            formula: "1 - mean|r_i - r_j|/(2 mean(r)), over all pairs i < j",
            citation: "Burch, Egbert & Biber 2017, Measuring and interpreting lexical dispersion in corpus linguistics, Journal of Research Design and Statistics in Linguistics and Communication Science 3(2)",
            undefined: RATES,
            ..EVEN
        },
        da,
    ),
    row(
        Info {
            name: "kld",
            aliases: &["kl_divergence"],
            formula: "sum(t_i log2(t_i/s_i)), bits",
            citation: GRIES,
            doi: GRIES_DOI,
            undefined: NOWHERE,
            direction: Direction::Lower,
            ..UNEVEN
        },
        kld,
    ),
    row(
        Info {
            name: "dkl",
            aliases: &["gries_dkl"],
            reading: "1: spread as the sizes of the parts are; towards 0: less evenly.",
            formula: "1/(1 + KLD), KLD in bits",
            citation: "Gries 2024, Frequency, Dispersion, Association, and Keyness, Benjamins, p. 90",
            undefined: NOWHERE,
            ..EVEN
        },
        |p| 1.0 / (1.0 + kld(p)),
    ),
];

pub(super) fn juilland_d(p: &Parts) -> f64 {
    let Some(rates) = p.rates() else { return f64::NAN };
    let mean = rates.clone().sum::<f64>() / p.count();
    1.0 - deviation(rates, p.count(), 0.0) / mean / (p.count() - 1.0).sqrt()
}

pub(super) fn carroll_d2(p: &Parts) -> f64 {
    let Some(rates) = p.rates() else { return f64::NAN };
    let sum: f64 = rates.clone().sum();
    let entropy: f64 = rates.map(|rate| -surprise(rate / sum, 1.0)).sum();
    defined(p.frequency() > 0.0, entropy / p.count().ln())
}

pub(super) fn rosengren_kf(p: &Parts) -> f64 {
    let sum: f64 = p.held().iter().map(|part| (part.frequency * p.portion(part)).sqrt()).sum();
    defined(p.size() > 0.0, sum.powi(2))
}

/// Both shares sum to 1, so half the sum of the distances is the sum of what the larger t_i are larger by; none is where
/// the term is not.
fn dp(p: &Parts) -> f64 {
    defined(p.frequency() > 0.0, p.shares().map(|(share, portion)| (share - portion).max(0.0)).sum())
}

fn dp_egbert(p: &Parts) -> f64 {
    1.0 - dp(p) / (1.0 - p.held().iter().map(|part| p.portion(part)).fold(1.0, f64::min))
}

/// Sorted, the sum over pairs is linear: the k-th smallest of n is added k times and taken away n - 1 - k times. The
/// smallest are the rates of 0.
fn da(p: &Parts) -> f64 {
    let Some(rates) = p.rates().filter(|_| p.count() >= 2.0) else { return f64::NAN };
    let mut rates: Vec<f64> = rates.collect();
    let (mean, n) = (rates.iter().sum::<f64>() / p.count(), p.count());
    rates.sort_by(f64::total_cmp);
    let zeros = n - rates.len() as f64;
    let term = |(k, rate): (usize, &f64)| rate * (2.0 * (zeros + k as f64) + 1.0 - n);
    let sum: f64 = rates.iter().enumerate().map(term).sum();
    1.0 - sum / (n * (n - 1.0) / 2.0) / (2.0 * mean)
}

fn kld(p: &Parts) -> f64 {
    let sum: f64 = p.shares().map(|(share, portion)| surprise(share, portion)).sum();
    defined(p.frequency() > 0.0, sum / std::f64::consts::LN_2)
}

/// x ln(x/y), for x above 0.
fn surprise(x: f64, y: f64) -> f64 {
    x * (x / y).ln()
}
