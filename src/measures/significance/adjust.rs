//! Corrections of p-values for many comparisons, as R's `p.adjust` and statsmodels make them.

use crate::error::{Error, Result};

/// One correction.
#[derive(Clone, Copy)]
pub struct Adjustment {
    /// The canonical name.
    pub name: &'static str,
    /// Other names that users may write.
    pub aliases: &'static [&'static str],
    /// What is kept under control.
    pub reading: &'static str,
    /// The formula; m is the number of comparisons, p(1) the least p.
    pub formula: &'static str,
    /// Author, year, title or journal.
    pub citation: &'static str,
    /// The DOI or a stable address.
    pub doi: &'static str,
    /// Gets p-values in ascending order, and m.
    sorted: fn(&mut [f64], f64),
}

impl std::fmt::Debug for Adjustment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Adjustment").field("name", &self.name).finish_non_exhaustive()
    }
}

/// All corrections.
pub static ADJUSTMENTS: &[Adjustment] = &[
    Adjustment {
        name: "none",
        aliases: &[],
        reading: "p-values as they are: one in twenty terms without any difference is below 0.05.",
        formula: "p",
        citation: "",
        doi: "",
        sorted: |_, _| {},
    },
    Adjustment {
        name: "bonferroni",
        aliases: &["bonf"],
        reading: "The chance of even one false discovery stays below the level; the most cautious.",
        formula: "min(1, m p)",
        citation: "Dunn, O. J. (1961). Multiple comparisons among means. Journal of the American Statistical Association 56(293), 52-64",
        doi: "10.1080/01621459.1961.10482090",
        sorted: |p, m| p.iter_mut().for_each(|p| *p = (*p * m).min(1.0)),
    },
    Adjustment {
        name: "sidak",
        aliases: &["šidák"],
        reading: "As Bonferroni, exact for independent comparisons.",
        formula: "1 - (1 - p)^m",
        citation: "Šidák, Z. (1967). Rectangular confidence regions for the means of multivariate normal distributions. Journal of the American Statistical Association 62(318), 626-633",
        doi: "10.1080/01621459.1967.10482935",
        sorted: |p, m| p.iter_mut().for_each(|p| *p = -(m * (-*p).ln_1p()).exp_m1()),
    },
    Adjustment {
        name: "holm",
        aliases: &["holm_bonferroni"],
        reading: "As Bonferroni, and never finds less.",
        formula: "largest of min(1, (m - j + 1) p(j)) over j <= i",
        citation: "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6(2), 65-70",
        doi: "https://www.jstor.org/stable/4615733",
        sorted: |p, m| {
            let mut largest = 0.0_f64;
            for (rank, p) in p.iter_mut().enumerate() {
                largest = largest.max((*p * (m - rank as f64)).min(1.0));
                *p = largest;
            }
        },
    },
    Adjustment {
        name: "benjamini_hochberg",
        aliases: &["bh", "fdr", "fdr_bh"],
        reading: "The share of false discoveries among those found stays below the level.",
        formula: "least of min(1, m p(j) / j) over j >= i",
        citation: "Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical Society B 57(1), 289-300",
        doi: "10.1111/j.2517-6161.1995.tb02031.x",
        sorted: |p, m| {
            let mut least = 1.0_f64;
            for (rank, p) in p.iter_mut().enumerate().rev() {
                least = least.min(*p * (m / (rank + 1) as f64));
                *p = least;
            }
        },
    },
];

impl Adjustment {
    /// Returns the correction of that name or alias.
    ///
    /// # Errors
    /// A name that is not known, with the near ones.
    pub fn find(name: &str) -> Result<&'static Adjustment> {
        let wanted = name.trim().to_lowercase().replace(['-', ' '], "_");
        let found =
            ADJUSTMENTS.iter().find(|row| row.name == wanted || row.aliases.contains(&wanted.as_str()));
        found.ok_or_else(|| {
            let names: Vec<&str> = ADJUSTMENTS.iter().map(|row| row.name).collect();
            Error::unknown_option("adjust", name, &names)
        })
    }

    /// Returns the corrected p-values in the same order. NaN stays NaN and is not a comparison. `comparisons` may be
    /// more than the p-values at hand, never less; `None` takes their number.
    ///
    /// # Errors
    /// A p-value outside 0 to 1, or fewer comparisons than p-values.
    pub fn adjust(&self, p_values: &[f64], comparisons: Option<usize>) -> Result<Vec<f64>> {
        let mut order: Vec<usize> = (0..p_values.len()).filter(|&at| !p_values[at].is_nan()).collect();
        if let Some(&at) = order.iter().find(|&&at| !(0.0..=1.0).contains(&p_values[at])) {
            return Err(Error::bad_value("p", p_values[at], "from 0 to 1"));
        }
        let m = comparisons.unwrap_or(order.len());
        if m < order.len() {
            return Err(Error::bad_value(
                "comparisons",
                m,
                &format!("at least the {} p-values", order.len()),
            ));
        }
        order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
        let mut sorted: Vec<f64> = order.iter().map(|&at| p_values[at]).collect();
        (self.sorted)(&mut sorted, m as f64);
        let mut adjusted = vec![f64::NAN; p_values.len()];
        for (at, p) in order.into_iter().zip(sorted) {
            adjusted[at] = p;
        }
        Ok(adjusted)
    }
}
