//! What measures of keyness ask for beside the frequencies.

use crate::error::{Error, Result};
use crate::measures::Info;
use crate::measures::association::{check, check_common};

/// A correction of a test statistic for small counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Correction {
    /// Each measure's own: the first of its row's `corrections`.
    #[default]
    Default,
    /// The plain formula.
    None,
    /// Frequencies moved by 0.5 towards their expectation, at most onto it (Yates 1934; as R and scipy do).
    Yates,
    /// The statistic divided by 1 + (N/R1 + N/R2 - 1)(N/C1 + N/C2 - 1)/(6 N) (Williams 1976).
    Williams,
}

/// Names of the corrections.
pub const CORRECTIONS: &[(&str, Correction)] = &[
    ("default", Correction::Default),
    ("none", Correction::None),
    ("yates", Correction::Yates),
    ("williams", Correction::Williams),
];

impl Correction {
    /// Returns the correction of that name.
    ///
    /// # Errors
    /// A name that is not known.
    pub fn find(name: &str) -> Result<Correction> {
        CORRECTIONS.iter().find(|row| row.0 == name).map(|row| row.1).ok_or_else(|| {
            let names: Vec<&str> = CORRECTIONS.iter().map(|row| row.0).collect();
            Error::unknown_option("correction", name, &names)
        })
    }

    fn name(self) -> &'static str {
        CORRECTIONS.iter().find(|row| row.1 == self).map_or("", |row| row.0)
    }

    /// The correction one measure makes when this one is asked for. Measures without corrections make none.
    pub(super) fn of(self, info: &Info) -> Result<Correction> {
        match info.corrections {
            [] => Ok(Correction::None),
            [first, ..] if self == Correction::Default => Correction::find(first),
            known if known.contains(&self.name()) => Ok(self),
            known => {
                let limit = format!("one of {} for {}", known.join(", "), info.name);
                Err(Error::bad_value("correction", self.name(), &limit))
            }
        }
    }
}

/// What some measures ask for beside the frequencies.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// Correction of test statistics; each measure's own.
    pub correction: Correction,
    /// Base of the logarithms written `log_b`; 2.
    pub base: f64,
    /// Chance of error of bounds and filters; 0.05.
    pub alpha: f64,
    /// Number of comparisons `alpha` is shared by (Bonferroni), usually the number of terms; 1.
    pub comparisons: f64,
    /// What simple maths adds to both frequencies per million; 1.
    pub k: f64,
    /// Tokens that the prior of the weighted log-odds stands for; `None` takes n1 + n2, the corpora themselves.
    pub prior_size: Option<f64>,
    /// Random exchanges of the permutation test; 9,999.
    pub permutations: usize,
    /// Seed of those exchanges; 1.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            correction: Correction::Default,
            base: 2.0,
            alpha: 0.05,
            comparisons: 1.0,
            k: 1.0,
            prior_size: None,
            permutations: 9_999,
            seed: 1,
        }
    }
}

impl Options {
    /// Returns the same options if each is within its limits.
    ///
    /// # Errors
    /// The first one that is not.
    pub fn checked(self) -> Result<Options> {
        check_common(self.base, self.alpha, self.comparisons)?;
        check("k", self.k, self.k >= 0.0 && self.k.is_finite(), "at least 0")?;
        let size = self.prior_size.unwrap_or(1.0);
        check("prior_size", size, size > 0.0 && size.is_finite(), "above 0")?;
        check("permutations", self.permutations as f64, self.permutations > 0, "at least 1")?;
        Ok(self)
    }

    pub(super) fn per_ln(&self) -> f64 {
        1.0 / self.base.ln()
    }

    pub(super) fn shared_alpha(&self) -> f64 {
        self.alpha / self.comparisons
    }
}
