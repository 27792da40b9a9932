//! Association: published numbers, and what holds for every table.

use crate::golden_measures::{Column, Golden, complete, number, undefined};
use communique::error::ErrorKind;
use communique::measures::association::{ASSOCIATION, Association, Continuity, Options, find, lambda, score};
use communique::measures::{Cells, Direction, Info};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn golden() -> Golden {
    toml::from_str(include_str!("../golden/measures/association.toml")).expect("association.toml")
}

fn options(given: &Map<String, Value>) -> Options {
    let mut options = Options::default();
    for (name, value) in given {
        match name.as_str() {
            "base" => options.base = value.as_f64().expect("base"),
            "continuity" => options.continuity = Continuity::Literal,
            other => panic!("option '{other}'"),
        }
    }
    options
}

fn cells(inputs: &Map<String, Value>) -> Cells<'static> {
    let one = |name: &str| [number(inputs, name).unwrap_or_else(|| panic!("no {name}"))];
    if inputs.contains_key("f") {
        Cells::from_marginals(&one("f"), &one("f1"), &one("f2"), &one("n")).expect("marginals")
    } else {
        table([one("o11")[0], one("o12")[0], one("o21")[0], one("o22")[0]])
    }
}

/// One table, owned.
fn table([o11, o12, o21, o22]: [f64; 4]) -> Cells<'static> {
    let n = o11 + o12 + o21 + o22;
    Cells::from_marginals(&[o11], &[o11 + o12], &[o11 + o21], &[n]).expect("a table")
}

fn one(measure: &Association, cells: [f64; 4], options: &Options) -> f64 {
    let [o11, o12, o21, o22] = cells.map(|cell| [cell]);
    let cells = Cells::from_cells(&o11, &o12, &o21, &o22).expect("cells");
    score(&cells, &[measure], options).expect("options")[0][0]
}

fn by_name(name: &str, cells: [f64; 4]) -> f64 {
    one(find(name).expect(name), cells, &Options::default())
}

#[test]
fn published_numbers() {
    for case in golden().case {
        let scores =
            score(&cells(&case.inputs), &[find(&case.measure).expect("measure")], &options(&case.options));
        let got = case.scale * scores.expect("scores")[0][0];
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
        let (f, f1, f2, n) = (input("f"), input("f1"), input("f2"), input("n"));
        let cells = Cells::from_marginals(&f, &f1, &f2, &n).expect("marginals");
        let column = |name: &str, given: &Map<String, Value>| {
            score(&cells, &[find(name).expect(name)], &options(given)).expect("options").remove(0)
        };
        let (signs, none) = (column("delta_p", &Map::new()), Map::new());
        let totals: Vec<f64> =
            column("mu", &none).iter().enumerate().map(|(row, _)| cells.row(row).iter().sum()).collect();
        let compared = table.compare(&signs, &totals, |column: &Column| {
            score(&cells, &[find(&column.measure).expect("measure")], &options(&column.options))
                .expect("options")
                .remove(0)
        });
        eprintln!("{}: {compared} numbers", table.id);
    }
}

#[test]
fn the_collection_is_covered() {
    golden().covers("association", &["ucs-gold-100", "gries-ditransitive"]);
}

#[test]
fn rows_are_complete() {
    complete(ASSOCIATION.iter().map(|row| &row.info));
    for row in ASSOCIATION {
        assert_eq!(row.info.p_value, row.p_value.rule(), "{}", row.info.name);
        let uses_base = row.info.formula.contains("log_b");
        assert_eq!(uses_base, row.options.contains(&"base"), "{}", row.info.name);
        for name in row.info.aliases.iter().chain([&row.info.name]) {
            assert_eq!(find(name).expect(name).info.name, row.info.name);
        }
    }
    assert_eq!(find("log-Dice").expect("another spelling").info.name, "log_dice");
    let error = find("log_likelyhood").expect_err("no such measure");
    assert!(error.message().contains("'log_likelihood'"), "{error}");
    assert_eq!(find("nothing like it").expect_err("no such measure").kind(), ErrorKind::UnknownOption);
}

#[test]
fn bad_input_is_named() {
    let bad = |result: communique::error::Result<Cells<'_>>, part: &str| {
        let error = result.expect_err(part);
        assert_eq!(error.kind(), ErrorKind::BadValue);
        assert!(error.message().contains(part), "{error}");
    };
    bad(Cells::from_cells(&[1.0], &[-1.0], &[1.0], &[1.0]), "o12=-1");
    bad(Cells::from_cells(&[f64::NAN], &[1.0], &[1.0], &[1.0]), "o11=NaN");
    bad(Cells::from_cells(&[1.0], &[1.0], &[f64::INFINITY], &[1.0]), "o21=inf");
    bad(Cells::from_cells(&[1.0], &[1.0, 2.0], &[1.0], &[1.0]), "o12=2");
    bad(Cells::from_marginals(&[3.0], &[2.0], &[5.0], &[9.0]), "f=3");
    bad(Cells::from_marginals(&[1.0], &[6.0], &[5.0], &[9.0]), "n=9");
    bad(Cells::from_corpora(&[1.0, 8.0], &[7.0], &[5.0], &[9.0]), "f1=8");
    let cells = table([1.0, 2.0, 3.0, 4.0]);
    for (name, options) in [
        ("base", {
            let mut o = Options::default();
            o.base = 1.0;
            o
        }),
        ("alpha", {
            let mut o = Options::default();
            o.alpha = 0.0;
            o
        }),
        ("comparisons", {
            let mut o = Options::default();
            o.comparisons = f64::NAN;
            o
        }),
        ("span", {
            let mut o = Options::default();
            o.span = -1.0;
            o
        }),
    ] {
        assert!(
            score(&cells, ASSOCIATION.first().as_slice(), &options).expect_err(name).message().contains(name)
        );
    }
}

#[test]
fn constructors_agree_and_chunks_do_not_show() {
    let many: Vec<f64> = (0..5000).map(|row| f64::from(row % 97)).collect();
    let cells = Cells::from_marginals(&many, &[100.0], &[200.0], &[1e5]).expect("marginals");
    assert_eq!(cells.row(4), [4.0, 96.0, 196.0, 1e5 - 296.0]);
    let rows: Vec<&Association> = ASSOCIATION.iter().collect();
    let all = score(&cells, &rows, &Options::default()).expect("scores");
    let part = score(&cells.slice(1000..1100), &rows, &Options::default()).expect("scores");
    for (row, (all, part)) in rows.iter().zip(all.iter().zip(&part)) {
        for (a, b) in all[1000..1100].iter().zip(part) {
            assert_eq!(a.to_bits(), b.to_bits(), "{}", row.info.name);
        }
        assert_eq!(one(row, cells.row(1050), &Options::default()).to_bits(), part[50].to_bits());
    }
}

#[test]
fn p_values_reach_far_below_floats() {
    let g2 = find("log_likelihood").expect("a measure");
    let p = g2.p_values(&[3.841_458_820_694_124, 1400.0, f64::NAN]).expect("a rule");
    assert!((p[0] - 0.05).abs() < 1e-13);
    assert!((p[1] / 2.101_014_516_264_4e-306 - 1.0).abs() < 1e-11);
    assert!(p[2].is_nan());
    // scipy: chi2.logsf(1e6, 1)
    assert!((g2.p_value.ln_p(1e6) + 500_007.133_547_632_9).abs() < 1e-6);
    assert!(find("pmi").expect("a measure").p_values(&[1.0]).is_none());
    // A table with p far below the least float.
    let strength = by_name("fisher_log10", [1e6, 10.0, 10.0, 1e9]);
    assert!(strength > 3e6 && strength.is_finite());
    assert_eq!(by_name("fisher_greater", [1e6, 10.0, 10.0, 1e9]), 0.0);
}

#[test]
fn lambda_of_two_words_is_their_log_odds() {
    let pair = lambda(&[70.0, 9.0, 4.0, 17.0], 0.5).expect("cells");
    let odds = by_name("odds_ratio_haldane", [17.0, 9.0, 4.0, 70.0]);
    assert!((pair.lambda - odds.ln()).abs() < 1e-12);
    assert!((pair.z - pair.lambda / pair.error).abs() < 1e-12);
    // Three words: the difference of two log odds ratios.
    let cells: [f64; 8] = [900.0, 20.0, 30.0, 7.0, 40.0, 5.0, 6.0, 11.0];
    let three = lambda(&cells, 0.0).expect("cells").lambda;
    let odds = |at: usize| (cells[at + 3] * cells[at] / (cells[at + 1] * cells[at + 2])).ln();
    assert!((three - (odds(4) - odds(0))).abs() < 1e-12);
    assert!(lambda(&[1.0, 2.0, 3.0], 0.5).is_err());
    assert!(lambda(&[0.0, 2.0], 0.0).is_err());
    assert!(lambda(&[-1.0, 2.0], 0.5).is_err());
}

/// Cells from 0 to 10^12, often small.
fn cell() -> impl Strategy<Value = f64> {
    prop_oneof![
        2 => Just(0_u64),
        3 => 1_u64..8,
        3 => 0_u64..1_000,
        2 => 0_u64..1_000_000,
        1 => 0_u64..1_000_000_000_000,
    ]
    .prop_map(|count| count as f64)
}

fn letters([o11, o12, o21, o22]: [f64; 4]) -> impl Fn(&str) -> f64 {
    move |name| match name {
        "O11" => o11,
        "O12" => o12,
        "O21" => o21,
        "O22" => o22,
        "R1" => o11 + o12,
        "R2" => o21 + o22,
        "C1" => o11 + o21,
        "C2" => o12 + o22,
        "N" => o11 + o12 + o21 + o22,
        other => panic!("letter '{other}'"),
    }
}

fn in_range(info: &Info, value: f64) -> bool {
    value.is_nan() || (info.range.0..=info.range.1).contains(&value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn values_are_in_range_and_missing_only_where_declared(cells in [cell(), cell(), cell(), cell()]) {
        for row in ASSOCIATION {
            let value = one(row, cells, &Options::default());
            prop_assert!(in_range(&row.info, value), "{} {value}", row.info.name);
            let missing = undefined(row.info.undefined, &letters(cells), cells);
            prop_assert_eq!(value.is_nan(), missing, "{} of {:?}: {}", row.info.name, cells, value);
            if let Some(p) = row.p_values(&[value]) {
                prop_assert!(p[0].is_nan() == missing && (missing || (0.0..=1.0).contains(&p[0])), "{}", row.info.name);
            }
        }
        let halves = cells.map(|cell| cell + 0.5);
        for row in ASSOCIATION {
            let missing = undefined(row.info.undefined, &letters(halves), halves);
            prop_assert_eq!(one(row, halves, &Options::default()).is_nan(), missing, "{}", row.info.name);
        }
    }

    #[test]
    fn more_attraction_moves_a_score_its_way([o11, o12, o21, o22] in [cell(), cell(), cell(), cell()]) {
        // One more together, with the same margins, from chance upwards.
        let (o12, o21) = (o12 + 1.0, o21 + 1.0);
        let attracted = o11 * o22 >= o12 * o21;
        let cells = if attracted { [o11, o12, o21, o22] } else { [o12, o11, o22, o21] };
        let [o11, o12, o21, o22] = cells;
        if o12 == 0.0 || o21 == 0.0 {
            return Ok(());
        }
        let more = [o11 + 1.0, o12 - 1.0, o21 - 1.0, o22 + 1.0];
        for row in ASSOCIATION {
            let (before, after) = (one(row, cells, &Options::default()), one(row, more, &Options::default()));
            if before.is_nan() || after.is_nan() || before == after {
                continue;
            }
            let slack = 1e-9 * before.abs().max(1e-9);
            let good = match row.info.direction {
                Direction::Lower => after <= before + slack,
                Direction::Higher | Direction::Signed => after >= before - slack,
            };
            prop_assert!(good, "{}: {before} then {after}", row.info.name);
        }
    }

    #[test]
    fn signed_measures_say_which_side(cells in [1_u32..1000, 1_u32..1000, 1_u32..1000, 1_u32..100_000]) {
        let cells = cells.map(f64::from);
        let attracted = by_name("delta_p", cells);
        for name in ["pmi", "npmi", "t_score", "z_score", "phi", "yule_q", "log_odds_ratio", "log_ratio", "liddell", "local_mi"] {
            let value = by_name(name, cells);
            prop_assert!(value == 0.0 || attracted == 0.0 || value.signum() == attracted.signum(), "{name}");
        }
        let cautious = by_name("log_ratio_conservative", cells);
        prop_assert!(cautious * attracted >= 0.0);
        prop_assert!(cautious.abs() <= by_name("log_ratio", cells).abs());
        prop_assert!(by_name("mi_conf", cells) <= by_name("pmi", cells));
    }

    #[test]
    fn measures_hang_together(cells in [cell(), cell(), cell(), cell()]) {
        let [o11, o12, o21, o22] = cells;
        let n = o11 + o12 + o21 + o22;
        let near = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        let get = |name: &str| by_name(name, cells);
        prop_assert!(near(get("chi_squared"), n * get("phi2")));
        prop_assert!(near(get("phi2"), get("phi").powi(2)));
        prop_assert!(near(get("dice"), 2.0 * get("jaccard") / (1.0 + get("jaccard"))));
        prop_assert!(near(get("log_dice"), 14.0 + get("dice").log2()));
        prop_assert!(near(get("average_mi") * 2.0 * n * std::f64::consts::LN_2, get("log_likelihood")) || get("log_likelihood").is_nan());
        prop_assert!(near(get("pmi"), get("mu").log2()) || get("pmi").abs() < 1e-4);
        prop_assert!(near(get("liddell"), get("delta_p_backward")));
        prop_assert!(near(get("log_odds_ratio"), get("odds_ratio").ln()) || get("log_odds_ratio").abs() < 1e-6);
        prop_assert!(near(get("fisher_log10"), -get("fisher_greater").log10()) || get("fisher_greater") < 1e-300 || get("fisher_log10") < 1e-6);
        prop_assert!(get("chi_squared_yates") <= get("chi_squared") || get("chi_squared").is_nan());
        let both = get("fisher_greater") + get("fisher_less") - get("hypergeometric_likelihood");
        prop_assert!(n == 0.0 || (both - 1.0).abs() < 1e-8, "{both}");
        // The other way round, directions change places and the rest stays.
        let turned = [o11, o21, o12, o22];
        for (name, other) in [
            ("delta_p_forward", "delta_p_backward"),
            ("conditional_probability_forward", "conditional_probability_backward"),
            ("pmi", "pmi"), ("log_likelihood", "log_likelihood"), ("chi_squared", "chi_squared"), ("fisher", "fisher"),
            ("dice", "dice"), ("odds_ratio", "odds_ratio"), ("nmi", "nmi"), ("simple_ll", "simple_ll"),
        ] {
            let (a, b) = (get(name), by_name(other, turned));
            prop_assert!(near(a, b), "{name} {a} {b}");
        }
        // Ten times the counts: coefficients stay, tests grow tenfold.
        let tenfold = cells.map(|cell| 10.0 * cell);
        for name in ["dice", "jaccard", "phi", "pmi", "npmi", "nmi", "odds_ratio", "delta_p", "yule_q", "relative_risk"] {
            let (a, b) = (get(name), by_name(name, tenfold));
            prop_assert!(near(a, b), "{name} {a} {b}");
        }
        for name in ["log_likelihood", "chi_squared", "simple_ll", "local_mi"] {
            prop_assert!(near(10.0 * get(name), by_name(name, tenfold)), "{name}");
        }
    }
}
