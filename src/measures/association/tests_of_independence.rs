//! Statistics that test whether two words are independent.

use super::{
    Association, Continuity, EVERT_2005, EVERT_2005_DOI, EVERT_2008, EVERT_2008_DOI, INFINITE, NO_EXPECTATION,
};
use super::{NO_MARGIN, Options, ROW};
use crate::measures::block::{Block, Needs, each};
use crate::measures::significance::PValue;
use crate::measures::{Direction, Info};

const CHURCH_1991: &str = "Church, K., Gale, W., Hanks, P. & Hindle, D. (1991). Using statistics in lexical analysis. In Lexical Acquisition, 115-164. Lawrence Erlbaum";
const YATES: &str = "Yates, F. (1934). Contingency tables involving small numbers and the chi-squared test. Supplement to the Journal of the Royal Statistical Society 1(2), 217-235";

pub(super) const LOG_LIKELIHOOD: Association = Association {
    info: Info {
        name: "log_likelihood",
        aliases: &["g2", "ll", "llr", "log_likelihood_ratio", "likelihood_ratio"],
        reading: "Evidence against independence, in either direction: it has no sign. 3.84 is p = 0.05, 10.83 is p = 0.001.",
        formula: "2 sum over the four cells of O ln(O/E); unsigned",
        citation: "Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1), 61-74",
        doi: "https://aclanthology.org/J93-1003",
        range: (0.0, INFINITE),
        undefined: NO_MARGIN,
        p_value: PValue::ChiSquared.rule(),
        default: true,
        ..ROW.info
    },
    p_value: PValue::ChiSquared,
    needs: Needs::G2,
    column: log_likelihood,
    ..ROW
};

fn log_likelihood(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |half_g2, r1, r2, c1, c2| {
        if r1 * r2 * c1 * c2 > 0.0 { 2.0 * half_g2 } else { f64::NAN }
    });
}

pub(super) const SIMPLE_LL: Association = Association {
    info: Info {
        name: "simple_ll",
        aliases: &["simple_log_likelihood"],
        reading: "G2 from the pair's own cell only: evidence that it is not as frequent as by chance, in either direction.",
        formula: "2 (O11 ln(O11/E11) - (O11 - E11)); unsigned",
        citation: EVERT_2008,
        doi: EVERT_2008_DOI,
        range: (0.0, INFINITE),
        undefined: NO_EXPECTATION,
        p_value: PValue::ChiSquared.rule(),
        ..ROW.info
    },
    p_value: PValue::ChiSquared,
    needs: Needs::L11,
    column: simple_ll,
    ..ROW
};

fn simple_ll(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |e11, deviance| if e11 > 0.0 { 2.0 * deviance } else { f64::NAN });
}

pub(super) const CHI_SQUARED: Association = Association {
    info: Info {
        name: "chi_squared",
        aliases: &["chi2", "x2", "pearson_chi2", "chisq"],
        reading: "Evidence against independence, in either direction: it has no sign. Overrates pairs expected less than five times.",
        formula: "N (O11 O22 - O12 O21)^2 / (R1 R2 C1 C2); without correction, unsigned",
        citation: "Pearson, K. (1900). On the criterion that a given system of deviations [...]. Philosophical Magazine 50(302), 157-175",
        doi: "10.1080/14786440009463897",
        range: (0.0, INFINITE),
        undefined: NO_MARGIN,
        p_value: PValue::ChiSquared.rule(),
        ..ROW.info
    },
    p_value: PValue::ChiSquared,
    column: chi_squared,
    ..ROW
};

fn chi_squared(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |n, determinant, r1, r2, c1, c2| {
        (determinant / (r1 * r2)) * (determinant / (c1 * c2)) * n
    });
}

pub(super) const CHI_SQUARED_YATES: Association = Association {
    info: Info {
        name: "chi_squared_yates",
        aliases: &["chi2_yates", "chi_squared_corrected", "chi2_corrected"],
        reading: "Chi-squared with Yates's correction for small counts; cautious.",
        formula: "N max(0, |O11 O22 - O12 O21| - N/2)^2 / (R1 R2 C1 C2), unsigned; continuity=literal leaves out max(0, ...), as UCS does",
        citation: YATES,
        doi: "10.2307/2983604",
        range: (0.0, INFINITE),
        undefined: NO_MARGIN,
        p_value: PValue::ChiSquared.rule(),
        ..ROW.info
    },
    options: &["continuity"],
    p_value: PValue::ChiSquared,
    column: chi_squared_yates,
    ..ROW
};

fn chi_squared_yates(block: &Block, options: &Options, out: &mut [f64]) {
    let least = if options.continuity == Continuity::Clipped { 0.0 } else { f64::NEG_INFINITY };
    each!(block, out, |n, determinant, r1, r2, c1, c2| {
        let distance = determinant.abs() - 0.5 * n;
        let distance = if distance < least { least } else { distance };
        (distance / (r1 * r2)) * (distance / (c1 * c2)) * n
    });
}

pub(super) const T_SCORE: Association = Association {
    info: Info {
        name: "t_score",
        aliases: &["t", "t_score_simple"],
        reading: "How surely the pair is more frequent than by chance, in standard errors; favours frequent pairs.",
        formula: "(O11 - E11) / sqrt(O11)",
        citation: CHURCH_1991,
        direction: Direction::Signed,
        undefined: "O11 = 0",
        p_value: PValue::Normal.rule(),
        default: true,
        ..ROW.info
    },
    p_value: PValue::Normal,
    column: t_score,
    ..ROW
};

fn t_score(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, d| if o11 > 0.0 { d / o11.sqrt() } else { f64::NAN });
}

pub(super) const T_SCORE_BERNOULLI: Association = Association {
    info: Info {
        name: "t_score_bernoulli",
        aliases: &["t_bernoulli", "t_test"],
        reading: "The t-score with the exact variance of a yes-no variable; almost the same for rare pairs.",
        formula: "(p - E11/N) / sqrt(p (1 - p) / N) with p = O11/N",
        citation: "Manning, C. D. & Schütze, H. (1999). Foundations of Statistical Natural Language Processing, ch. 5.3. MIT Press",
        doi: "ISBN 978-0-262-13360-9",
        direction: Direction::Signed,
        undefined: "O11 = 0 or O11 = N",
        p_value: PValue::Normal.rule(),
        ..ROW.info
    },
    p_value: PValue::Normal,
    column: t_score_bernoulli,
    ..ROW
};

fn t_score_bernoulli(block: &Block, _: &Options, out: &mut [f64]) {
    // In counts: d / sqrt(O11 (N - O11) / N).
    each!(block, out, |o11, d, n| {
        let variance = o11 * ((n - o11) / n);
        if variance > 0.0 { d / variance.sqrt() } else { f64::NAN }
    });
}

pub(super) const Z_SCORE: Association = Association {
    info: Info {
        name: "z_score",
        aliases: &["z", "pearson_residual", "residual"],
        reading: "How far the pair is from chance, in standard deviations; the Pearson residual of its cell. Favours rare pairs.",
        formula: "(O11 - E11) / sqrt(E11)",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        direction: Direction::Signed,
        undefined: NO_EXPECTATION,
        p_value: PValue::Normal.rule(),
        ..ROW.info
    },
    p_value: PValue::Normal,
    column: z_score,
    ..ROW
};

fn z_score(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |e11, d| d / e11.sqrt());
}

pub(super) const Z_SCORE_CORRECTED: Association = Association {
    info: Info {
        name: "z_score_corrected",
        aliases: &["z_corrected", "z_score_yates"],
        reading: "The z-score with a correction for small counts.",
        formula: "(O11 - E11 -+ 0.5) / sqrt(E11), 0.5 towards 0 and not beyond; continuity=literal goes beyond, as UCS does",
        citation: EVERT_2005,
        doi: EVERT_2005_DOI,
        direction: Direction::Signed,
        undefined: NO_EXPECTATION,
        p_value: PValue::Normal.rule(),
        ..ROW.info
    },
    options: &["continuity"],
    p_value: PValue::Normal,
    column: z_score_corrected,
    ..ROW
};

fn z_score_corrected(block: &Block, options: &Options, out: &mut [f64]) {
    let least = if options.continuity == Continuity::Clipped { 0.0 } else { f64::NEG_INFINITY };
    each!(block, out, |e11, d| {
        let distance = d.abs() - 0.5;
        let distance = if distance < least { least } else { distance };
        (if d < 0.0 { -distance } else { distance }) / e11.sqrt()
    });
}

pub(super) const Z_SCORE_BERRY_ROGGHE: Association = Association {
    info: Info {
        name: "z_score_berry_rogghe",
        aliases: &["z_berry_rogghe", "berry_rogghe"],
        reading: "The z-score of a collocate in the windows around a node, which are taken out of the text it could stand in.",
        formula: "(O11 - E) / sqrt(E (1 - p)) with p = C1 / (N - R1), E = p R1 span",
        citation: "Berry-Rogghe, G. L. M. (1973). The computation of collocations and their relevance in lexical studies. In The Computer and Literary Studies, 103-112. Edinburgh University Press",
        direction: Direction::Signed,
        undefined: "R1 = 0 or C1 = 0 or C1 >= R2",
        p_value: PValue::Normal.rule(),
        ..ROW.info
    },
    options: &["span"],
    p_value: PValue::Normal,
    column: z_score_berry_rogghe,
    ..ROW
};

fn z_score_berry_rogghe(block: &Block, options: &Options, out: &mut [f64]) {
    let span = options.span;
    each!(block, out, |o11, r1, r2, c1| {
        let p = c1 / r2;
        let expected = p * r1 * span;
        let variance = expected * ((r2 - c1) / r2);
        if variance > 0.0 { (o11 - expected) / variance.sqrt() } else { f64::NAN }
    });
}

pub(super) const POISSON_STIRLING: Association = Association {
    info: Info {
        name: "poisson_stirling",
        aliases: &["poisson_likelihood_ratio"],
        reading: "About the evidence for attraction, by Stirling's formula for the Poisson distribution; for pairs above chance.",
        formula: "O11 (ln(O11/E11) - 1), natural logarithm throughout",
        citation: "Quasthoff, U. & Wolff, C. (2002). The Poisson collocation measure and its applications. International Workshop on Computational Approaches to Collocations, Vienna",
        direction: Direction::Signed,
        undefined: NO_EXPECTATION,
        ..ROW.info
    },
    needs: Needs::L11,
    column: poisson_stirling,
    ..ROW
};

fn poisson_stirling(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, l11| if l11 == f64::NEG_INFINITY { 0.0 } else { o11 * (l11 - 1.0) });
}

pub(super) const QUASTHOFF_WOLFF: Association = Association {
    info: Info {
        name: "quasthoff_wolff",
        aliases: &["poisson_collocation_measure", "poisson_significance"],
        reading: "Poisson-Stirling on a scale that allows for the size of the corpus.",
        formula: "O11 (ln(O11/E11) - 1) / ln N",
        citation: POISSON_STIRLING.info.citation,
        direction: Direction::Signed,
        undefined: "R1 = 0 or C1 = 0 or N <= 1",
        ..ROW.info
    },
    needs: Needs::L11.and(Needs::LN_N),
    column: quasthoff_wolff,
    ..ROW
};

fn quasthoff_wolff(block: &Block, _: &Options, out: &mut [f64]) {
    each!(block, out, |o11, l11, n, ln_n| {
        let scale = if n > 1.0 { ln_n } else { f64::NAN };
        (if l11 == f64::NEG_INFINITY { 0.0 } else { o11 * (l11 - 1.0) }) / scale
    });
}
