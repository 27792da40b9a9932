//! Association: how strongly two words attract each other, from the cells of a 2x2 table.
//!
//! Letters in formulas: O11 to O22 observed cells, R1 and R2 row sums (with and without word 1), C1 and C2 column sums
//! (with and without word 2), N their total, E11 = R1 C1 / N and so on. `log_b` is the logarithm to the base of the
//! option `base`, 2 unless said otherwise; `ln` is natural. 0 ln 0 is 0, the logarithm of 0 is -inf, x/0 is inf for a
//! positive x; what stands under `undefined` is NaN.

mod coefficients;
mod effects;
mod exact;
mod information;
mod lambda;
mod tests_of_independence;

pub use lambda::{Lambda, lambda};

use super::block::{Block, Needs};
use super::cells::Cells;
use super::significance::PValue;
use super::{Direction, Family, Info};
use crate::error::{Error, Result};

/// One measure of association.
#[derive(Clone, Copy)]
pub struct Association {
    /// What is known about it.
    pub info: Info,
    /// Names of the fields of [`Options`] that it reads.
    pub options: &'static [&'static str],
    /// How a p-value follows from a score.
    pub p_value: PValue,
    /// Whether a row costs a fixed number of operations; the others sum tails or search for bounds.
    pub closed: bool,
    needs: Needs,
    column: fn(&Block, &Options, &mut [f64]),
}

impl super::Row for Association {
    fn info(&self) -> &Info {
        &self.info
    }
}

impl std::fmt::Debug for Association {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Association").field("info", &self.info).finish_non_exhaustive()
    }
}

impl Association {
    /// Returns the p-value of each score, or `None` where the measure has no such rule.
    pub fn p_values(&self, scores: &[f64]) -> Option<Vec<f64>> {
        self.p_value.of(scores)
    }
}

/// What some measures ask for beside the table.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// Base of the logarithms written `log_b`; 2.
    pub base: f64,
    /// Chance of error of a confidence bound; 0.05.
    pub alpha: f64,
    /// Number of comparisons `alpha` is shared by (Bonferroni); 1.
    pub comparisons: f64,
    /// Occurrences taken off every pair by the phrase score; 5.
    pub discount: f64,
    /// Words of the window around word 1, in the z-score of Berry-Rogghe; 1.
    pub span: f64,
    /// How far a continuity correction goes.
    pub continuity: Continuity,
}

/// How far a continuity correction goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continuity {
    /// By 0.5, at most to the expectation: a difference below 0.5 becomes 0, as in R and scipy.
    Clipped,
    /// By 0.5, always: a difference below 0.5 changes its sign, as the formula is printed, and in UCS.
    Literal,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            base: 2.0,
            alpha: 0.05,
            comparisons: 1.0,
            discount: 5.0,
            span: 1.0,
            continuity: Continuity::Clipped,
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
        check("discount", self.discount, self.discount >= 0.0 && self.discount.is_finite(), "at least 0")?;
        check("span", self.span, self.span > 0.0 && self.span.is_finite(), "above 0")?;
        Ok(self)
    }

    fn per_ln(&self) -> f64 {
        1.0 / self.base.ln()
    }
}

pub(super) fn check(name: &str, value: f64, good: bool, limit: &str) -> Result<()> {
    if good { Ok(()) } else { Err(Error::bad_value(name, value, limit)) }
}

/// Checks the options that association and keyness share.
pub(super) fn check_common(base: f64, alpha: f64, comparisons: f64) -> Result<()> {
    check("base", base, base > 1.0 && base.is_finite(), "above 1")?;
    check("alpha", alpha, alpha > 0.0 && alpha < 1.0, "between 0 and 1")?;
    check("comparisons", comparisons, comparisons >= 1.0 && comparisons.is_finite(), "at least 1")
}

/// All measures of association, the plain counts first.
pub static ASSOCIATION: &[Association] = &[
    effects::FREQUENCY,
    effects::EXPECTED,
    effects::MU,
    information::PMI,
    information::PPMI,
    information::PMI2,
    information::PMI3,
    information::NPMI,
    information::NMI,
    information::AVERAGE_MI,
    information::LOCAL_MI,
    information::MI_LOG_F,
    exact::MI_CONF,
    tests_of_independence::LOG_LIKELIHOOD,
    tests_of_independence::SIMPLE_LL,
    tests_of_independence::CHI_SQUARED,
    tests_of_independence::CHI_SQUARED_YATES,
    tests_of_independence::T_SCORE,
    tests_of_independence::T_SCORE_BERNOULLI,
    tests_of_independence::Z_SCORE,
    tests_of_independence::Z_SCORE_CORRECTED,
    tests_of_independence::Z_SCORE_BERRY_ROGGHE,
    exact::FISHER,
    exact::FISHER_GREATER,
    exact::FISHER_LESS,
    exact::FISHER_LOG10,
    exact::COLLOSTRUCTION_STRENGTH,
    exact::POISSON,
    exact::POISSON_LOG10,
    tests_of_independence::POISSON_STIRLING,
    tests_of_independence::QUASTHOFF_WOLFF,
    exact::BINOMIAL_LIKELIHOOD,
    exact::HYPERGEOMETRIC_LIKELIHOOD,
    coefficients::DICE,
    coefficients::LOG_DICE,
    coefficients::JACCARD,
    coefficients::GEOMETRIC_MEAN,
    coefficients::MINIMUM_SENSITIVITY,
    coefficients::LIDDELL,
    coefficients::DELTA_P_FORWARD,
    coefficients::DELTA_P_BACKWARD,
    coefficients::CONDITIONAL_PROBABILITY_FORWARD,
    coefficients::CONDITIONAL_PROBABILITY_BACKWARD,
    coefficients::MUTUAL_EXPECTATION,
    coefficients::PHI,
    coefficients::PHI2,
    coefficients::YULE_Q,
    effects::RELATIVE_RISK,
    effects::ODDS_RATIO,
    effects::ODDS_RATIO_HALDANE,
    effects::LOG_ODDS_RATIO,
    effects::LOG_RATIO,
    exact::LOG_RATIO_CONSERVATIVE,
    effects::PHRASE_SCORE,
];

/// Returns the measure of that name or alias; case and `-` for `_` do not matter.
///
/// # Errors
/// A name that is not known, with the near ones.
pub fn find(name: &str) -> Result<&'static Association> {
    super::find(ASSOCIATION, name)
}

/// Returns a column of scores for each of `measures`, in their order.
///
/// One pass over the tables, a chunk at a time: margins and logarithms are worked out once and shared.
///
/// # Errors
/// An option outside its limits.
///
/// # Example
/// ```
/// use communique::measures::{Cells, association};
/// let cells = Cells::from_marginals(&[8.0], &[1105.0], &[44.0], &[15e6])?;
/// let scores = association::score(&cells, &[association::find("pmi")?], &Default::default())?;
/// assert!((scores[0][0] - 11.27).abs() < 0.005);
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn score(cells: &Cells<'_>, measures: &[&Association], options: &Options) -> Result<Vec<Vec<f64>>> {
    let mut columns: Vec<Vec<f64>> = measures.iter().map(|_| vec![0.0; cells.len()]).collect();
    let mut parts: Vec<&mut [f64]> = columns.iter_mut().map(Vec::as_mut_slice).collect();
    score_into(cells, measures, options, &mut parts)?;
    Ok(columns)
}

/// Writes a column of scores for each of `measures` into `columns`, which are as long as `cells`: for callers that
/// share the rows among threads, or keep the memory.
///
/// # Errors
/// An option outside its limits, or columns that do not fit.
pub fn score_into(
    cells: &Cells<'_>,
    measures: &[&Association],
    options: &Options,
    columns: &mut [&mut [f64]],
) -> Result<()> {
    let options = options.checked()?;
    if columns.len() != measures.len() || columns.iter().any(|column| column.len() != cells.len()) {
        return Err(Error::internal("as many columns as measures, and as long as the tables"));
    }
    let needs = measures.iter().fold(Needs::NOTHING, |needs, measure| needs.and(measure.needs));
    cells.blocks(needs, |block, rows| {
        for (measure, column) in measures.iter().zip(columns.iter_mut()) {
            (measure.column)(block, &options, &mut column[rows.clone()]);
        }
    });
    Ok(())
}

/// What rows leave out.
const ROW: Association = Association {
    info: Info {
        name: "",
        aliases: &[],
        family: Family::Association,
        reading: "",
        formula: "",
        citation: "",
        doi: "",
        range: (f64::NEG_INFINITY, f64::INFINITY),
        direction: Direction::Higher,
        undefined: "",
        p_value: "",
        corrections: &[],
        default: false,
    },
    options: &[],
    p_value: PValue::None,
    closed: true,
    needs: Needs::NOTHING,
    column: |_, _, out| out.fill(f64::NAN),
};

const INFINITE: f64 = f64::INFINITY;
/// When E11 is 0.
const NO_EXPECTATION: &str = "R1 = 0 or C1 = 0";
/// When a test has nothing to compare.
const NO_MARGIN: &str = "R1 = 0 or R2 = 0 or C1 = 0 or C2 = 0";
const NOT_WHOLE: &str = "N = 0 or a cell is not whole";

const EVERT_2005: &str = "Evert, S. (2005). The Statistics of Word Cooccurrences: Word Pairs and Collocations. University of Stuttgart";
const EVERT_2005_DOI: &str = "10.18419/opus-2556";
const EVERT_2008: &str = "Evert, S. (2008). Corpora and collocations. In Corpus Linguistics: An International Handbook, vol. 2, 1212-1248";
const EVERT_2008_DOI: &str = "10.1515/9783110213881.2.1212";
const PEDERSEN_1996: &str = "Pedersen, T. (1996). Fishing for exactness. Proceedings of SCSUG 96, 188-200";
const PEDERSEN_1996_DOI: &str = "https://arxiv.org/abs/cmp-lg/9608010";
