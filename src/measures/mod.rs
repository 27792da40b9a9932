//! Scored: one static table of measures. A row says everything about a measure: name, formula, source, range, what a
//! higher value means, and when it is undefined (NaN, never 0). Documentation, `cq.measures()`, help, type literals and
//! tests are made from the rows.

pub mod association;
mod block;
mod bounds;
mod cells;
pub mod dispersion;
pub mod diversity;
mod family;
pub mod keyness;
pub mod readability;
pub mod significance;
pub mod similarity;
pub mod special;
pub mod weighting;
mod wide;

pub use cells::Cells;
pub use family::{Row, find};

/// Which question a measure answers, and what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// How strongly two words attract each other: a 2x2 table.
    Association,
    /// How much more frequent a term is in the target than in the reference: two frequencies and two sizes.
    Keyness,
    /// How evenly a term is spread over the parts of a corpus: frequencies and sizes of parts.
    Dispersion,
    /// A frequency corrected for uneven spread: frequencies and sizes of parts.
    AdjustedFrequency,
    /// How rich the vocabulary of a text is: a sequence of tokens.
    Diversity,
    /// How hard a text is to read: counts of letters, syllables, words, sentences.
    Readability,
    /// How a cell of a document-term matrix is weighted.
    Weighting,
    /// How alike two documents are: two rows of a matrix.
    Similarity,
}

impl Family {
    /// Its name in tables and options.
    pub const fn name(self) -> &'static str {
        match self {
            Family::Association => "association",
            Family::Keyness => "keyness",
            Family::Dispersion => "dispersion",
            Family::AdjustedFrequency => "adjusted_frequency",
            Family::Diversity => "diversity",
            Family::Readability => "readability",
            Family::Weighting => "weighting",
            Family::Similarity => "similarity",
        }
    }
}

/// Which way a measure points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A higher value means more of what the family asks for.
    Higher,
    /// A lower value does.
    Lower,
    /// The sign says which side; the size says how much.
    Signed,
}

impl Direction {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
            Direction::Signed => "signed",
        }
    }
}

/// What is known about one measure, whatever its family computes it from.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// The canonical name: also the column's.
    pub name: &'static str,
    /// Other names that users may write.
    pub aliases: &'static [&'static str],
    /// The family.
    pub family: Family,
    /// The plain-language reading: what a higher value means, in one sentence.
    pub reading: &'static str,
    /// The formula in plain text, with the letters of its family, log bases and conventions stated.
    pub formula: &'static str,
    /// Author, year, title or journal.
    pub citation: &'static str,
    /// The DOI or, where there is none, a stable address or ISBN; empty where neither exists.
    pub doi: &'static str,
    /// The least and the greatest value it can take.
    pub range: (f64, f64),
    /// Which way it points.
    pub direction: Direction,
    /// When it is NaN, in words; empty: never, on valid input.
    pub undefined: &'static str,
    /// How a p-value is found from it; empty: none is defined.
    pub p_value: &'static str,
    /// Values of `correction=` that change it; the first is the default.
    pub corrections: &'static [&'static str],
    /// Whether verbs of its family show it unless asked otherwise.
    pub default: bool,
}
