//! Measures on the texts of target and reference: they see whether a difference is that of many texts or of one.

use super::{Compute, Keyness, Options, ROW};
use crate::error::{Error, Result};
use crate::measures::significance::{PValue, mann_whitney, permutation, student_t, welch_t};
use crate::measures::special::log_likelihood;
use crate::measures::{Direction, Info};

/// The frequencies of one term in every text, with the texts' sizes. Texts without tokens are left out.
#[derive(Clone, Debug)]
pub struct Texts<'a> {
    target: (&'a [f64], &'a [f64]),
    reference: (&'a [f64], &'a [f64]),
    x: Vec<f64>,
    y: Vec<f64>,
}

/// A score, and its p where there is one (else NaN).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The value of the measure.
    pub value: f64,
    /// The two-sided p.
    pub p: f64,
}

impl<'a> Texts<'a> {
    /// Returns the term's frequencies `f1` in target texts of `n1` tokens, and `f2` in reference texts of `n2`.
    ///
    /// # Errors
    /// A value that is negative or not finite, a frequency above its size, or columns of different lengths.
    pub fn new(f1: &'a [f64], n1: &'a [f64], f2: &'a [f64], n2: &'a [f64]) -> Result<Texts<'a>> {
        let x = relative(("f1", f1), ("n1", n1))?;
        let y = relative(("f2", f2), ("n2", n2))?;
        Ok(Texts { target: (f1, n1), reference: (f2, n2), x, y })
    }

    /// Returns the relative frequencies in the texts of the target.
    pub fn target(&self) -> &[f64] {
        &self.x
    }

    /// Returns the relative frequencies in the texts of the reference.
    pub fn reference(&self) -> &[f64] {
        &self.y
    }
}

fn relative((name, counts): (&str, &[f64]), (size, sizes): (&str, &[f64])) -> Result<Vec<f64>> {
    if counts.len() != sizes.len() {
        return Err(Error::bad_value(
            size,
            sizes.len(),
            &format!("as many values as {name} ({})", counts.len()),
        ));
    }
    let mut shares = Vec::with_capacity(counts.len());
    for (&count, &tokens) in counts.iter().zip(sizes) {
        if !(tokens >= 0.0 && tokens.is_finite()) {
            return Err(Error::bad_value(size, tokens, "a number from 0"));
        }
        if !(count >= 0.0 && count <= tokens) {
            return Err(Error::bad_value(name, count, &format!("from 0 to {size}={tokens}")));
        }
        if tokens > 0.0 {
            shares.push(count / tokens);
        }
    }
    Ok(shares)
}

const ON_SAMPLES: Keyness =
    Keyness { info: Info { p_value: PValue::Samples.rule(), ..ROW.info }, p_value: PValue::Samples, ..ROW };

const LIJFFIJT: &str = "Lijffijt, J., Nevalainen, T., Säily, T., Papapetrou, P., Puolamäki, K. & Mannila, H. (2016). Significance testing of word frequencies in corpora. Digital Scholarship in the Humanities 31(2), 374-397";
const LIJFFIJT_DOI: &str = "10.1093/llc/fqu064";

pub(super) const MANN_WHITNEY: Keyness = Keyness {
    info: Info {
        name: "mann_whitney",
        aliases: &["wilcoxon", "mwu", "rank_sum"],
        reading: "Whether texts of the target use the term more than texts of the reference, by ranks: no single text can make a term key.",
        formula: "z of U, the pairs of texts with x > y (ties count half), corrected for ties and continuity; p exact for up to 8 texts on one side without ties, else normal, two-sided",
        citation: "Kilgarriff, A. (2001). Comparing corpora. International Journal of Corpus Linguistics 6(1), 97-133",
        doi: "10.1075/ijcl.6.1.05kil",
        undefined: "no text on one side, or x and y all equal",
        ..ON_SAMPLES.info
    },
    compute: Compute::Texts(|texts, _| {
        let test = mann_whitney(&texts.x, &texts.y);
        Scored { value: test.z, p: test.p }
    }),
    ..ON_SAMPLES
};

pub(super) const WELCH_T: Keyness = Keyness {
    info: Info {
        name: "welch_t",
        aliases: &["t_test", "welch"],
        reading: "Difference of the mean relative frequencies of the texts, in standard errors; each text counts the same.",
        formula: "(mean x - mean y) / sqrt(var x / texts x + var y / texts y), sample variances; p of Student's t with Welch's degrees of freedom, two-sided",
        citation: LIJFFIJT,
        doi: LIJFFIJT_DOI,
        undefined: "fewer than two texts on one side, or neither x nor y varies",
        ..ON_SAMPLES.info
    },
    compute: Compute::Texts(|texts, _| {
        let test = welch_t(&texts.x, &texts.y);
        Scored { value: test.t, p: test.p }
    }),
    ..ON_SAMPLES
};

pub(super) const STUDENT_T: Keyness = Keyness {
    info: Info {
        name: "student_t",
        aliases: &["t_test_pooled"],
        reading: "As Welch's t, with one variance for both sides.",
        formula: "(mean x - mean y) / sqrt(s^2 (1/texts x + 1/texts y)), s^2 the pooled sample variance; p of Student's t with texts x + texts y - 2 degrees of freedom, two-sided",
        citation: "Student (1908). The probable error of a mean. Biometrika 6(1), 1-25",
        doi: "10.1093/biomet/6.1.1",
        undefined: "no text on one side, fewer than three in all, or neither x nor y varies",
        ..ON_SAMPLES.info
    },
    compute: Compute::Texts(|texts, _| {
        let test = student_t(&texts.x, &texts.y);
        Scored { value: test.t, p: test.p }
    }),
    ..ON_SAMPLES
};

pub(super) const PERMUTATION: Keyness = Keyness {
    info: Info {
        name: "permutation",
        aliases: &["permutation_p", "randomization"],
        reading: "Probability of so large a difference between the mean relative frequencies if texts were dealt to the corpora at random; needs no assumption on their distribution.",
        formula: "(1 + exchanges with |mean x - mean y| at least that observed) / (1 + permutations), 9,999 exchanges of texts, seeded (SplitMix64)",
        citation: "Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in Genetics and Molecular Biology 9(1), 39",
        doi: "10.2202/1544-6115.1585",
        range: (0.0, 1.0),
        direction: Direction::Lower,
        undefined: "no text on one side",
        p_value: PValue::Itself.rule(),
        ..ROW.info
    },
    options: &["permutations", "seed"],
    p_value: PValue::Itself,
    compute: Compute::Texts(|texts, options| {
        let p = permutation(&texts.x, &texts.y, options.permutations, options.seed);
        Scored { value: p, p }
    }),
    ..ROW
};

pub(super) const KEY_OF_KEYS: Keyness = Keyness {
    info: Info {
        name: "key_of_keys",
        aliases: &["key_key", "key_keyness"],
        reading: "Share of the target's texts in which the term is key against the whole reference, from 0 to 1.",
        formula: "texts with f/n > f2/n2 and p of G2 (four cells, without correction) at most alpha / comparisons, over all texts of the target",
        citation: "Scott, M. (1997). PC analysis of key words - and key key words. System 25(2), 233-245",
        doi: "10.1016/S0346-251X(97)00011-0",
        range: (0.0, 1.0),
        direction: Direction::Higher,
        undefined: "no text on one side",
        ..ROW.info
    },
    options: &["alpha", "comparisons"],
    compute: Compute::Texts(key_of_keys),
    ..ROW
};

fn key_of_keys(texts: &Texts<'_>, options: &Options) -> Scored {
    let (f2, n2): (f64, f64) = (texts.reference.0.iter().sum(), texts.reference.1.iter().sum());
    let ln_alpha = options.shared_alpha().ln();
    let key = |(&f1, &n1): (&f64, &f64)| {
        f1 * n2 > f2 * n1 && PValue::ChiSquared.ln_p(log_likelihood(f1, f2, n1 - f1, n2 - f2)) <= ln_alpha
    };
    let keys = texts.target.0.iter().zip(texts.target.1).filter(|&text| key(text)).count() as f64;
    let value = if texts.y.is_empty() { f64::NAN } else { keys / texts.x.len() as f64 };
    Scored { value, p: f64::NAN }
}
