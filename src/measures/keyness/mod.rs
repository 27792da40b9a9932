//! Keyness: how much more frequent a term is in a target than in a reference.
//!
//! Letters in formulas: f1 and f2 frequencies of the term, n1 and n2 sizes in tokens of target and reference,
//! N = n1 + n2, E1 = n1 (f1 + f2) / N and E2 = n2 (f1 + f2) / N. G2 is that of the 2x2 table of the term and all other
//! tokens. A negative sign says that the term is more frequent in the reference. Measures on texts take the relative
//! frequencies x of the term in the texts of the target and y in those of the reference.

mod confidence;
mod effects;
mod frequencies;
mod options;
mod prior;
mod texts;

pub use confidence::Bounds;
pub use options::{CORRECTIONS, Correction, Options};
pub use prior::weighted_log_odds;
pub use texts::{Scored, Texts};

use super::block::{Block, Needs};
use super::cells::Cells;
use super::significance::PValue;
use super::{Direction, Family, Info};
use crate::error::{Error, Result};

/// One measure of keyness.
#[derive(Clone, Copy)]
pub struct Keyness {
    /// What is known about it.
    pub info: Info,
    /// Names of the fields of [`Options`] that it reads.
    pub options: &'static [&'static str],
    /// How a p-value follows from a score.
    pub p_value: PValue,
    needs: Needs,
    compute: Compute,
    bounds: Option<confidence::Wald>,
}

impl super::Row for Keyness {
    fn info(&self) -> &Info {
        &self.info
    }
}

impl std::fmt::Debug for Keyness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keyness").field("info", &self.info).finish_non_exhaustive()
    }
}

/// What a measure is worked out from.
#[derive(Clone, Copy)]
enum Compute {
    /// Frequencies and sizes, a block at a time.
    Counts(fn(&Block, &Options, Correction, &mut [f64])),
    /// The frequencies of one term in every text.
    Texts(fn(&Texts<'_>, &Options) -> Scored),
}

/// All measures of keyness: tests, effect sizes, then those on texts.
pub static KEYNESS: &[Keyness] = &[
    frequencies::LOG_LIKELIHOOD,
    frequencies::LOG_LIKELIHOOD_RAYSON,
    frequencies::CHI_SQUARED,
    frequencies::FISHER,
    frequencies::BIC,
    frequencies::ELL,
    effects::LOG_RATIO,
    effects::LOG_RATIO_WALTER,
    effects::LOG_RATIO_SIGNIFICANT,
    effects::LOG_RATIO_CONSERVATIVE,
    effects::LOG_RATIO_CONSERVATIVE_POSITIVE,
    effects::PERCENT_DIFFERENCE,
    effects::DIFFERENCE_COEFFICIENT,
    effects::RELATIVE_RISK,
    effects::ODDS_RATIO,
    effects::ODDS_RATIO_CONDITIONAL,
    effects::SIMPLE_MATHS,
    effects::PMI,
    prior::WEIGHTED_LOG_ODDS,
    texts::MANN_WHITNEY,
    texts::WELCH_T,
    texts::STUDENT_T,
    texts::PERMUTATION,
    texts::KEY_OF_KEYS,
];

/// Returns the measure of that name or alias; case and `-` for `_` do not matter.
///
/// # Errors
/// A name that is not known, with the near ones.
pub fn find(name: &str) -> Result<&'static Keyness> {
    super::find(KEYNESS, name)
}

impl Keyness {
    /// Whether it takes the frequencies of a term in every text ([`Keyness::score_texts`]) and not totals ([`score`]).
    pub fn on_texts(&self) -> bool {
        matches!(self.compute, Compute::Texts(_))
    }

    /// Whether it has confidence bounds of its own.
    pub fn has_bounds(&self) -> bool {
        self.bounds.is_some()
    }

    /// Returns the p-value of each score, or `None` where the measure has no such rule.
    pub fn p_values(&self, scores: &[f64]) -> Option<Vec<f64>> {
        self.p_value.of(scores)
    }

    /// Returns the score of one term, and its p where there is one, from its frequencies in texts.
    ///
    /// # Errors
    /// A measure of totals, or an option outside its limits.
    pub fn score_texts(&self, texts: &Texts<'_>, options: &Options) -> Result<Scored> {
        let options = options.checked()?;
        match self.compute {
            Compute::Texts(compute) => Ok(compute(texts, &options)),
            Compute::Counts(_) => Err(Error::bad_value("measures", self.info.name, "a measure on texts")),
        }
    }

    /// Returns the confidence bounds of an effect size for each term, or `None` where the measure has none.
    ///
    /// They miss with the chance `alpha / comparisons`, both sides together.
    ///
    /// # Errors
    /// An option outside its limits.
    pub fn bounds(&self, cells: &Cells<'_>, options: &Options) -> Result<Option<Bounds>> {
        let options = options.checked()?;
        Ok(self.bounds.map(|wald| confidence::bounds(cells, wald, &options)))
    }
}

/// Returns a column of scores for each of `measures`, in their order.
///
/// # Errors
/// An option outside its limits, a correction that one of the measures does not know, or a measure on texts.
///
/// # Example
/// ```
/// use communique::measures::{Cells, keyness};
/// let cells = Cells::from_corpora(&[2.0], &[1e6], &[1.0], &[1e6])?;
/// let scores = keyness::score(&cells, &[keyness::find("log_ratio")?], &Default::default())?;
/// assert_eq!(scores[0][0], 1.0);
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn score(cells: &Cells<'_>, measures: &[&Keyness], options: &Options) -> Result<Vec<Vec<f64>>> {
    let mut columns: Vec<Vec<f64>> = measures.iter().map(|_| vec![0.0; cells.len()]).collect();
    let mut parts: Vec<&mut [f64]> = columns.iter_mut().map(Vec::as_mut_slice).collect();
    score_into(cells, measures, options, &mut parts)?;
    Ok(columns)
}

/// Writes a column of scores for each of `measures` into `columns`, which are as long as `cells`: for callers that
/// share the rows among threads, or keep the memory.
///
/// # Errors
/// As [`score`], or columns that do not fit.
pub fn score_into(
    cells: &Cells<'_>,
    measures: &[&Keyness],
    options: &Options,
    columns: &mut [&mut [f64]],
) -> Result<()> {
    let options = options.checked()?;
    if columns.len() != measures.len() || columns.iter().any(|column| column.len() != cells.len()) {
        return Err(Error::internal("as many columns as measures, and as long as the tables"));
    }
    let mut needs = Needs::NOTHING;
    let mut work = Vec::with_capacity(measures.len());
    for measure in measures {
        let Compute::Counts(column) = measure.compute else {
            return Err(Error::bad_value("measures", measure.info.name, "a measure of total frequencies"));
        };
        needs = needs.and(measure.needs);
        work.push((column, options.correction.of(&measure.info)?));
    }
    cells.blocks(needs, |block, rows| {
        for ((column, correction), out) in work.iter().zip(columns.iter_mut()) {
            column(block, &options, *correction, &mut out[rows.clone()]);
        }
    });
    Ok(())
}

/// What rows leave out.
const ROW: Keyness = Keyness {
    info: Info {
        name: "",
        aliases: &[],
        family: Family::Keyness,
        reading: "",
        formula: "",
        citation: "",
        doi: "",
        range: (f64::NEG_INFINITY, f64::INFINITY),
        direction: Direction::Signed,
        undefined: "",
        p_value: "",
        corrections: &[],
        default: false,
    },
    options: &[],
    p_value: PValue::None,
    needs: Needs::NOTHING,
    compute: Compute::Counts(|_, _, _, out| out.fill(f64::NAN)),
    bounds: None,
};

/// When the term is nowhere, or a corpus is empty.
const NOTHING: &str = "f1 + f2 = 0 or n1 = 0 or n2 = 0";
/// The same, or nothing but the term is anywhere.
const NO_MARGIN: &str = "f1 + f2 = 0 or f1 + f2 = N or n1 = 0 or n2 = 0";
