//! Dispersion of raw frequencies: ranges, deviations, chi-squared.

use super::super::Info;
use super::{Dispersion, EVEN, Parts, UNEVEN, row};

pub(super) const GRIES: &str = "Gries 2008, Dispersions and adjusted frequencies in corpora, International Journal of Corpus Linguistics 13(4)";
pub(super) const GRIES_DOI: &str = "10.1075/ijcl.13.4.02gri";
pub(super) const NOWHERE: &str = "the term does not occur";

pub(super) const ROWS: &[Dispersion] = &[
    row(
        Info {
            name: "range",
            aliases: &["parts", "document_count"],
            reading: "The number of parts that have the term.",
            formula: "R = number of parts with f_i > 0",
            citation: GRIES,
            doi: GRIES_DOI,
            range: (0.0, f64::INFINITY),
            default: true,
            ..EVEN
        },
        Parts::range,
    ),
    row(
        Info {
            name: "relative_range",
            aliases: &["rrel", "range_relative"],
            reading: "The share of the parts that have the term.",
            formula: "R/n",
            citation: GRIES,
            doi: GRIES_DOI,
            default: true,
            ..EVEN
        },
        |p| p.range() / p.count(),
    ),
    row(
        Info {
            name: "max_min",
            aliases: &["maxmin"],
            formula: "max(f_i) - min(f_i), raw frequencies",
            citation: GRIES,
            doi: GRIES_DOI,
            ..UNEVEN
        },
        |p| {
            let (least, most) = p
                .frequencies()
                .fold((f64::MAX, 0.0), |(least, most): (f64, f64), f| (least.min(f), most.max(f)));
            if p.range() < p.count() { most } else { most - least }
        },
    ),
    row(
        Info {
            name: "sd",
            aliases: &["sd_population", "sd_pop"],
            formula: "sqrt(sum((f_i - F/n)^2)/n), raw frequencies, population form",
            citation: GRIES,
            doi: GRIES_DOI,
            ..UNEVEN
        },
        |p| deviation(p.frequencies(), p.count(), 0.0),
    ),
    row(
        Info {
            name: "sd_sample",
            formula: "sqrt(sum((f_i - F/n)^2)/(n - 1)), raw frequencies, sample form",
            citation: GRIES,
            doi: GRIES_DOI,
            undefined: "there is one part only",
            ..UNEVEN
        },
        |p| deviation(p.frequencies(), p.count(), 1.0),
    ),
    row(
        Info {
            name: "cv",
            aliases: &["variation_coefficient", "cv_population", "cv_pop"],
            formula: "sd/(F/n), raw frequencies, population sd",
            citation: GRIES,
            doi: GRIES_DOI,
            undefined: NOWHERE,
            ..UNEVEN
        },
        |p| deviation(p.frequencies(), p.count(), 0.0) / (p.frequency() / p.count()),
    ),
    row(
        Info {
            name: "cv_sample",
            formula: "sd_sample/(F/n), raw frequencies, sample sd",
            citation: GRIES,
            doi: GRIES_DOI,
            undefined: "the term does not occur, or there is one part only",
            ..UNEVEN
        },
        |p| deviation(p.frequencies(), p.count(), 1.0) / (p.frequency() / p.count()),
    ),
    row(
        Info {
            name: "idf",
            aliases: &["inverse_document_frequency"],
            reading: "0: in every part; higher: in fewer parts.",
            formula: "log2(n/R)",
            citation: "Spärck Jones 1972, A statistical interpretation of term specificity, Journal of Documentation 28(1)",
            doi: "10.1108/eb026526",
            undefined: NOWHERE,
            ..UNEVEN
        },
        |p| defined(p.range() > 0.0, (p.count() / p.range()).log2()),
    ),
    row(
        Info {
            name: "chi_squared",
            aliases: &["chisq"],
            formula: "sum((f_i - F s_i)^2/(F s_i))",
            citation: GRIES,
            doi: GRIES_DOI,
            undefined: "the term does not occur, or a part has size 0",
            ..UNEVEN
        },
        chi_squared,
    ),
];

pub(super) fn defined(condition: bool, value: f64) -> f64 {
    if condition { value } else { f64::NAN }
}

/// Standard deviation of `n` numbers, of which all but these are 0; `less` is 0 for the population form, 1 for the
/// sample form.
pub(super) fn deviation(numbers: impl Iterator<Item = f64> + Clone, n: f64, less: f64) -> f64 {
    let mean = numbers.clone().sum::<f64>() / n;
    let (mut squares, mut left) = (0.0, n);
    for number in numbers {
        squares += (number - mean).powi(2);
        left -= 1.0;
    }
    ((squares + left * mean * mean) / (n - less)).sqrt()
}

/// Where the term is not, the square is what is expected there: together what is expected of all less what is expected
/// where the term is.
pub(super) fn chi_squared(p: &Parts) -> f64 {
    let (mut sum, mut left) = (0.0, p.frequency());
    for part in p.held() {
        let expected = p.portion(part) * p.frequency();
        sum += (part.frequency - expected).powi(2) / expected;
        left -= expected;
    }
    let without = if p.range() < p.count() { left.max(0.0) } else { 0.0 };
    defined(p.frequency() > 0.0 && p.least_portion() > 0.0, sum + without)
}
