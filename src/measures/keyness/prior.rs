//! Weighted log-odds with a prior ("Fightin' Words").

use super::{Compute, Keyness, NO_MARGIN, ROW};
use crate::error::Result;
use crate::measures::Info;
use crate::measures::association::check;
use crate::measures::block::each;
use crate::measures::significance::PValue;
use crate::measures::special::{difference_of_products, ln_ratio};

pub(super) const WEIGHTED_LOG_ODDS: Keyness = Keyness {
    info: Info {
        name: "weighted_log_odds",
        aliases: &["fightin_words", "fighting_words", "log_odds_dirichlet", "log_odds_z"],
        reading: "Difference of the log odds in standard errors, drawn towards none by what is known of the term at large: holds rare and common words back alike.",
        formula: "z = (ln((f1 + a)/(n1 + A - f1 - a)) - ln((f2 + a)/(n2 + A - f2 - a))) / sqrt(1/(f1 + a) + 1/(f2 + a)), with a = A (f1 + f2)/N and A = prior_size, N by default",
        citation: "Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' Words: lexical feature selection and evaluation for identifying the content of political conflict. Political Analysis 16(4), 372-403",
        doi: "10.1093/pan/mpn018",
        undefined: NO_MARGIN,
        p_value: PValue::Normal.rule(),
        ..ROW.info
    },
    options: &["prior_size"],
    p_value: PValue::Normal,
    compute: Compute::Counts(|block, options, _, out| {
        // A size below 0 stands for "as large as the corpora".
        let size = options.prior_size.unwrap_or(-1.0);
        each!(block, out, |o11, o12, o21, o22, r1, r2, c1, c2, n| {
            let share = (if size < 0.0 { n } else { size }) / n;
            let (prior, others) = (share * r1, share * r2);
            let value = z([o11, o12, o21, o22], prior, others);
            if r1 > 0.0 && r2 > 0.0 && c1 > 0.0 && c2 > 0.0 { value } else { f64::NAN }
        });
    }),
    ..ROW
};

/// From the cells, and what the prior adds to the term and to the others.
#[inline(always)]
fn z([f1, f2, rest1, rest2]: [f64; 4], prior: f64, others: f64) -> f64 {
    let (a, b) = (f1 + prior, f2 + prior);
    let (c, d) = (rest1 + others, rest2 + others);
    let difference = ln_ratio(a * d, b * c, difference_of_products(a, d, b, c));
    difference / (1.0 / a + 1.0 / b).sqrt()
}

/// Returns the weighted log-odds z of one term with a prior of one's own: `prior` pseudo-occurrences of the term among
/// `prior_size`, for instance from a background corpus. Negative: more frequent in the reference.
///
/// # Errors
/// A value that is negative or not finite, a frequency above its size, or no `prior`.
pub fn weighted_log_odds(f1: f64, n1: f64, f2: f64, n2: f64, prior: f64, prior_size: f64) -> Result<f64> {
    for (name, value, most) in [
        ("f1", f1, n1),
        ("n1", n1, f64::MAX),
        ("f2", f2, n2),
        ("n2", n2, f64::MAX),
        ("prior", prior, prior_size),
    ] {
        check(name, value, value >= 0.0 && value <= most, &format!("from 0 to {most}"))?;
    }
    check("prior", prior, prior > 0.0, "above 0")?;
    check("prior_size", prior_size, prior_size > prior && prior_size.is_finite(), "above prior")?;
    Ok(z([f1, f2, n1 - f1, n2 - f2], prior, prior_size - prior))
}
