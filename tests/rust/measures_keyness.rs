//! Keyness: published numbers, and what holds for every pair of corpora.

use crate::golden_measures::{Column, Golden, complete, number, undefined};
use communique::measures::keyness::{
    CORRECTIONS, Correction, KEYNESS, Keyness, Options, Texts, find, score, weighted_log_odds,
};
use communique::measures::significance::{
    ADJUSTMENTS, Adjustment, mann_whitney, permutation, student_t, welch_t,
};
use communique::measures::{Cells, Direction};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn golden() -> Golden {
    toml::from_str(include_str!("../golden/measures/keyness.toml")).expect("keyness.toml")
}

fn options(given: &Map<String, Value>) -> Options {
    let mut options = Options::default();
    for (name, value) in given {
        let number = value.as_f64();
        match name.as_str() {
            "correction" => {
                options.correction = Correction::find(value.as_str().expect("a name")).expect("correction")
            }
            "base" => options.base = number.expect("base"),
            "alpha" => options.alpha = number.expect("alpha"),
            "comparisons" => options.comparisons = number.expect("comparisons"),
            "k" => options.k = number.expect("k"),
            other => panic!("option '{other}'"),
        }
    }
    options
}

fn one(name: &str, [f1, n1, f2, n2]: [f64; 4], options: &Options) -> f64 {
    let cells = Cells::from_corpora(&[f1], &[n1], &[f2], &[n2]).expect("corpora");
    score(&cells, &[find(name).expect(name)], options).expect("options")[0][0]
}

fn by_name(name: &str, corpora: [f64; 4]) -> f64 {
    one(name, corpora, &Options::default())
}

fn on_counts() -> impl Iterator<Item = &'static Keyness> {
    KEYNESS.iter().filter(|row| !row.on_texts())
}

#[test]
fn published_numbers() {
    for case in golden().case {
        let values = |name: &str| -> Vec<f64> {
            case.inputs[name].as_array().expect(name).iter().filter_map(Value::as_f64).collect()
        };
        let got = if case.measure == "rank_sum" {
            mann_whitney(&values("x"), &values("y")).rank_sum
        } else {
            let input = |name: &str| number(&case.inputs, name).expect(name);
            one(&case.measure, ["f1", "n1", "f2", "n2"].map(input), &options(&case.options))
        };
        let got = case.scale * got;
        assert!(
            (got - case.expected).abs() <= case.tolerance,
            "{}: {got} instead of {}",
            case.id,
            case.expected
        );
    }
}

#[test]
fn published_tables() {
    for table in golden().table {
        let input = |name: &str| table.input(name).expect(name);
        let cells =
            Cells::from_corpora(&input("f1"), &input("n1"), &input("f2"), &input("n2")).expect("corpora");
        let compared = table.compare(&[], &[], |column: &Column| {
            let measure = find(&column.measure).expect("measure");
            score(&cells, &[measure], &options(&column.options)).expect("options").remove(0)
        });
        eprintln!("{}: {compared} numbers", table.id);
    }
}

#[test]
fn the_collection_is_covered() {
    golden().covers("keyness", &["corpora-keyness"]);
}

#[test]
fn rows_are_complete() {
    complete(KEYNESS.iter().map(|row| &row.info));
    for row in KEYNESS {
        assert_eq!(row.info.p_value, row.p_value.rule(), "{}", row.info.name);
        assert_eq!(row.info.formula.contains("log_b"), row.options.contains(&"base"), "{}", row.info.name);
        assert_eq!(
            row.options.contains(&"correction"),
            !row.info.corrections.is_empty(),
            "{}",
            row.info.name
        );
        assert!(row.info.corrections.iter().all(|name| Correction::find(name).is_ok()), "{}", row.info.name);
    }
    for row in ADJUSTMENTS {
        assert!(
            row.reading.ends_with('.') && (row.name == "none" || !row.citation.is_empty()),
            "{}",
            row.name
        );
        assert_eq!(Adjustment::find(row.name).expect("its name").name, row.name);
    }
    assert_eq!(Adjustment::find("BH").expect("an alias").name, "benjamini_hochberg");
    assert!(Adjustment::find("bonferoni").expect_err("no such name").message().contains("'bonferroni'"));
    assert!(Correction::find("yate").expect_err("no such name").message().contains("'yates'"));
    assert!(find("log_ration").expect_err("no such measure").message().contains("'log_ratio'"));
}

#[test]
fn corrections_are_made_where_they_are_known() {
    let corpora = [7.0, 10.0, 2.0, 9.0];
    let with = |name: &str, correction| {
        let mut options = Options::default();
        options.correction = correction;
        one(name, corpora, &options)
    };
    assert_eq!(with("log_likelihood", Correction::Default), with("log_likelihood", Correction::None));
    // scipy: chi2_contingency([[7, 2], [3, 7]], correction=True, lambda_="log-likelihood")
    assert!((with("log_likelihood", Correction::Yates) - 2.702_843_742_738_739_5).abs() < 1e-9);
    let q = 1.0 + (19.0 / 9.0 + 19.0 / 10.0 - 1.0) * (19.0 / 10.0 + 19.0 / 9.0 - 1.0) / (6.0 * 19.0);
    assert!(
        (with("log_likelihood", Correction::Williams) * q - with("log_likelihood", Correction::None)).abs()
            < 1e-12
    );
    // Measures without corrections take no notice; one with others says so.
    assert_eq!(with("log_ratio", Correction::Williams), with("log_ratio", Correction::None));
    let cells = Cells::from_corpora(&[7.0], &[10.0], &[2.0], &[9.0]).expect("corpora");
    let mut options = Options::default();
    options.correction = Correction::Williams;
    let error = score(&cells, &[find("chi_squared").expect("a measure")], &options).expect_err("no Williams");
    assert!(error.message().contains("williams") && error.message().contains("yates"), "{error}");
    assert_eq!(CORRECTIONS.len(), 4);
}

#[test]
fn bounds_hold_the_effect() {
    let corpora = [30.0, 1000.0, 10.0, 1000.0];
    let cells = Cells::from_corpora(&[30.0, 0.0, 5.0, 0.0], &[1000.0], &[10.0, 4.0, 0.0, 0.0], &[1000.0])
        .expect("corpora");
    for row in KEYNESS.iter().filter(|row| row.has_bounds()) {
        let bounds = row.bounds(&cells, &Options::default()).expect("options").expect("bounds");
        let scores = score(&cells, &[row], &Options::default()).expect("scores").remove(0);
        for (at, &score) in scores.iter().enumerate().take(3) {
            assert!(bounds.lower[at] <= score && score <= bounds.upper[at], "{} {at}", row.info.name);
        }
        assert!(
            scores[3].is_nan() && bounds.lower[3].is_nan() && bounds.upper[3].is_nan(),
            "{}",
            row.info.name
        );
    }
    // By hand: ln 3 -+ 1.96 sqrt(1/30 - 1/1000 + 1/10 - 1/1000)
    let risk = find("relative_risk")
        .expect("a measure")
        .bounds(&cells, &Options::default())
        .expect("options")
        .expect("bounds");
    let reach = 1.959_963_984_540_054 * f64::sqrt(1.0 / 30.0 + 0.1 - 0.002);
    assert!((risk.lower[0] - (3_f64.ln() - reach).exp()).abs() < 1e-12);
    assert_eq!((risk.lower[1], risk.upper[2]), (0.0, f64::INFINITY));
    let log = find("log_ratio")
        .expect("a measure")
        .bounds(&cells, &Options::default())
        .expect("options")
        .expect("bounds");
    assert!((log.upper[0] - risk.upper[0].log2()).abs() < 1e-12);
    let cautious = by_name("lrc", corpora);
    assert!(0.0 < cautious && cautious < by_name("log_ratio", corpora));
    assert!(find("pmi").expect("a measure").bounds(&cells, &Options::default()).expect("options").is_none());
}

#[test]
fn texts_are_compared() {
    let (f1, n1) = ([4.0, 6.0, 1.0, 9.0, 0.0], [100.0, 120.0, 80.0, 200.0, 0.0]);
    let (f2, n2) = ([0.0, 1.0, 2.0, 0.0, 1.0, 0.0], [100.0, 90.0, 110.0, 150.0, 300.0, 70.0]);
    let texts = Texts::new(&f1, &n1, &f2, &n2).expect("texts");
    assert_eq!(texts.target().len(), 4);
    let all = |name: &str| find(name).expect(name).score_texts(&texts, &Options::default()).expect("a score");
    let mwu = mann_whitney(texts.target(), texts.reference());
    assert_eq!((all("mann_whitney").value, all("mann_whitney").p), (mwu.z, mwu.p));
    assert_eq!(all("welch_t").value, welch_t(texts.target(), texts.reference()).t);
    assert_eq!(all("student_t").p, student_t(texts.target(), texts.reference()).p);
    assert!(all("permutation").value < 0.05);
    assert_eq!(all("permutation").value, all("permutation").p);
    assert_eq!(all("key_of_keys").value, 0.75);
    assert!(find("pmi").expect("a measure").score_texts(&texts, &Options::default()).is_err());
    assert!(Texts::new(&[2.0], &[1.0], &[], &[]).expect_err("more than there is").message().contains("f1=2"));
    let nothing = Texts::new(&[], &[], &f2, &n2).expect("texts");
    for row in KEYNESS.iter().filter(|row| row.on_texts()) {
        assert!(
            row.score_texts(&nothing, &Options::default()).expect("a score").value.is_nan(),
            "{}",
            row.info.name
        );
        assert!(
            score(
                &Cells::from_corpora(&[1.0], &[2.0], &[1.0], &[2.0]).expect("corpora"),
                &[row],
                &Options::default()
            )
            .is_err()
        );
    }
}

#[test]
fn permutations_are_seeded() {
    let (x, y) = ([0.1, 0.4, 0.3, 0.7, 0.2], [0.1, 0.0, 0.2, 0.1]);
    let p = permutation(&x, &y, 20_000, 7);
    assert_eq!(p, permutation(&x, &y, 20_000, 7));
    // All 126 ways to deal nine values: exactly 10 have so large a difference.
    let values: Vec<f64> = x.iter().chain(&y).copied().collect();
    let difference = |chosen: u32| {
        let sum = |with: bool| -> f64 {
            (0..9).filter(|&i| (chosen >> i & 1 == 1) == with).map(|i| values[i]).sum()
        };
        (sum(true) / 5.0 - sum(false) / 4.0).abs()
    };
    let deals: Vec<u32> = (0_u32..512).filter(|chosen| chosen.count_ones() == 5).collect();
    let observed = difference(0b1_1111);
    let exact = deals.iter().filter(|&&deal| difference(deal) >= observed - 1e-12).count() as f64
        / deals.len() as f64;
    assert!((p - exact).abs() < 4.0 * (exact * (1.0 - exact) / 20_000.0).sqrt() + 1e-4, "{p} {exact}");
}

#[test]
fn p_values_are_corrected_as_in_r() {
    // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), ...); Sidak by its formula.
    let p = [0.03, 0.01, f64::NAN, 0.05, 0.02, 0.04];
    let adjusted = |name: &str| Adjustment::find(name).expect(name).adjust(&p, None).expect("p-values");
    let near = |got: Vec<f64>, wanted: [f64; 6]| {
        for (got, wanted) in got.iter().zip(wanted) {
            assert!((got.is_nan() && wanted.is_nan()) || (got - wanted).abs() < 1e-12, "{got} {wanted}");
        }
    };
    let none = f64::NAN;
    near(adjusted("none"), p);
    near(adjusted("bonferroni"), [0.15, 0.05, none, 0.25, 0.1, 0.2]);
    near(adjusted("holm"), [0.09, 0.05, none, 0.09, 0.08, 0.09]);
    near(adjusted("benjamini_hochberg"), [0.05, 0.05, none, 0.05, 0.05, 0.05]);
    near(adjusted("sidak"), p.map(|p| 1.0 - (1.0 - p).powi(5)));
    let bonferroni = Adjustment::find("bonferroni").expect("a name");
    assert!((bonferroni.adjust(&[0.001], Some(50)).expect("p-values")[0] - 0.05).abs() < 1e-15);
    assert!(bonferroni.adjust(&[0.1, 0.2], Some(1)).is_err());
    assert!(bonferroni.adjust(&[1.5], None).is_err());
}

#[test]
fn a_prior_of_ones_own() {
    // With the corpora as prior it is the measure of the table.
    let own = weighted_log_odds(30.0, 1000.0, 10.0, 2000.0, 40.0, 3000.0).expect("a score");
    assert!((own - by_name("weighted_log_odds", [30.0, 1000.0, 10.0, 2000.0])).abs() < 1e-12);
    let weak = weighted_log_odds(30.0, 1000.0, 10.0, 2000.0, 0.01, 10.0).expect("a score");
    assert!(weak > own && own > 0.0);
    assert!(weighted_log_odds(3.0, 2.0, 1.0, 2.0, 1.0, 10.0).is_err());
    assert!(weighted_log_odds(1.0, 2.0, 1.0, 2.0, 0.0, 10.0).is_err());
}

/// f1, n1, f2, n2 up to 10^12.
fn corpora() -> impl Strategy<Value = [f64; 4]> {
    let count =
        || prop_oneof![Just(0_u64), 1_u64..8, 0_u64..1_000, 0_u64..1_000_000, 0_u64..1_000_000_000_000];
    (count(), count(), count(), count())
        .prop_map(|(f1, rest1, f2, rest2)| [f1, f1 + rest1, f2, f2 + rest2].map(|count| count as f64))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn values_are_in_range_and_missing_only_where_declared([f1, n1, f2, n2] in corpora()) {
        let n = n1 + n2;
        let letters = |name: &str| match name {
            "f1" => f1,
            "f2" => f2,
            "n1" => n1,
            "n2" => n2,
            "N" => n,
            "E1" => (f1 + f2) * n1 / n,
            "E2" => (f1 + f2) * n2 / n,
            other => panic!("letter '{other}'"),
        };
        for row in on_counts() {
            let value = by_name(row.info.name, [f1, n1, f2, n2]);
            let (least, most) = row.info.range;
            prop_assert!(value.is_nan() || (least..=most).contains(&value), "{} {value}", row.info.name);
            let missing = undefined(row.info.undefined, &letters, [f1, f2, n1 - f1, n2 - f2]);
            prop_assert_eq!(value.is_nan(), missing, "{} {}", row.info.name, value);
            if let Some(p) = row.p_values(&[value]) {
                prop_assert!(p[0].is_nan() == missing && (missing || (0.0..=1.0).contains(&p[0])), "{}", row.info.name);
            }
        }
    }

    #[test]
    fn the_sign_says_which_corpus([f1, n1, f2, n2] in corpora()) {
        prop_assume!(f1 > 0.0 && f2 > 0.0 && n1 > f1 && n2 > f2);
        let more = f1 * n2 - f2 * n1;
        for row in on_counts().filter(|row| row.info.direction == Direction::Signed) {
            let value = by_name(row.info.name, [f1, n1, f2, n2]);
            // A lower bound is below what it bounds; rounding may hide the least differences from ratios.
            if row.info.name != "log_ratio_walter" && row.info.name != "log_ratio_significant"
                && row.info.name != "log_ratio_conservative_positive" && value.abs() > 1e-9 && more != 0.0
            {
                prop_assert_eq!(value > 0.0, more > 0.0, "{} {}", row.info.name, value);
            }
            // The corpora exchanged: the sign turns.
            let turned = by_name(row.info.name, [f2, n2, f1, n1]);
            if !["percent_difference", "pmi", "log_ratio_conservative_positive"].contains(&row.info.name) {
                prop_assert!((value + turned).abs() <= 1e-9 * value.abs().max(1e-6), "{} {value} {turned}", row.info.name);
            }
        }
        let g2 = by_name("log_likelihood", [f1, n1, f2, n2]);
        let two_cells = by_name("log_likelihood_rayson", [f1, n1, f2, n2]);
        prop_assert!(two_cells.abs() <= g2.abs() * (1.0 + 1e-9));
    }

    #[test]
    fn corrected_p_values_keep_their_order(p in prop::collection::vec(0.0_f64..1.0, 1..60)) {
        let of = |name: &str| Adjustment::find(name).expect(name).adjust(&p, None).expect("p-values");
        let (bonferroni, sidak, holm, bh) = (of("bonferroni"), of("sidak"), of("holm"), of("benjamini_hochberg"));
        for at in 0..p.len() {
            prop_assert!(p[at] <= bh[at] && bh[at] <= holm[at] + 1e-15 && holm[at] <= bonferroni[at] + 1e-15);
            prop_assert!(sidak[at] <= bonferroni[at] + 1e-12);
            for other in 0..p.len() {
                prop_assert!(p[at] > p[other] || (bh[at] <= bh[other] && holm[at] <= holm[other]));
            }
        }
    }
}
