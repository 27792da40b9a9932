//! Dispersion, diversity, readability, weighting, similarity: published numbers, and what holds for every input.

use communique::measures::dispersion::{DISPERSION, Parts};
use communique::measures::diversity::{
    Closes, DIVERSITY, DiversityOptions, Sample, fisher_alpha, mtld_from_factors, vocd_curve,
};
use communique::measures::readability::{COUNTS, Counts, READABILITY};
use communique::measures::similarity::{SIMILARITY, SimilarityOptions};
use communique::measures::weighting::{Csr, DF, Norm, TF, TfIdf, WeightingOptions, tf_idf};
use communique::measures::{Direction, find};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

type Numbers = BTreeMap<String, f64>;

#[derive(Deserialize)]
struct Golden<T> {
    case: Vec<T>,
}

/// What every case has.
#[derive(Clone, Debug, Deserialize)]
struct Fact {
    id: String,
    tolerance: f64,
    literature: String,
    source: String,
}

/// A case with its values: (what, expected, found).
type Checked = (Fact, Vec<(String, f64, f64)>);

fn cases<T: for<'a> Deserialize<'a>>(text: &str) -> Vec<T> {
    toml::from_str::<Golden<T>>(text).expect("a golden file").case
}

#[derive(Deserialize)]
struct Spread {
    #[serde(flatten)]
    fact: Fact,
    frequencies: Vec<f64>,
    sizes: Vec<f64>,
    positions: Option<Vec<u64>>,
    total: Option<f64>,
    #[serde(default)]
    expected: Numbers,
    #[serde(default)]
    equal: Numbers,
    #[serde(default)]
    complement: Numbers,
}

fn dispersion() -> Vec<Checked> {
    let check = |case: Spread| {
        let parts = Parts::new(&case.frequencies, &case.sizes).expect(&case.fact.id);
        let parts = case.positions.iter().fold(parts, |parts, places| parts.at(places).expect(&case.fact.id));
        let score = |name: &str, parts: &Parts| find(&DISPERSION, name).expect(name).score(parts);
        let plain = case.expected.iter().map(|(name, &value)| (name.clone(), value, score(name, &parts)));
        let equal = parts.assume_equal();
        let equal = case.equal.iter().map(|(name, &value)| (name.clone(), value, score(name, &equal)));
        let turned =
            case.complement.iter().map(|(name, &value)| (name.clone(), value, 1.0 - score(name, &parts)));
        let total = case.total.map(|value| ("total".to_owned(), value, parts.frequency()));
        let values = plain.chain(equal).chain(turned).chain(total).collect();
        (case.fact, values)
    };
    cases(include_str!("../golden/measures/dispersion.toml")).into_iter().map(check).collect()
}

#[derive(Deserialize)]
struct Rich {
    #[serde(flatten)]
    fact: Fact,
    measure: String,
    tokens: Option<Vec<u32>>,
    frequencies: Option<Vec<u64>>,
    cycle: Option<(u32, u32)>,
    call: Option<String>,
    #[serde(default)]
    arguments: Vec<f64>,
    #[serde(default)]
    options: serde_json::Map<String, Value>,
    expected: f64,
}

fn diversity_options(table: &serde_json::Map<String, Value>) -> DiversityOptions {
    let mut options = DiversityOptions::default();
    for (name, value) in table {
        let count = value.as_u64().unwrap_or(0) as usize;
        match name.as_str() {
            "window" => options.window = count,
            "segment" => options.segment = count,
            "sample" => options.sample = count,
            "threshold" => options.threshold = value.as_f64().expect("a threshold"),
            "closes" => options.closes = Closes::AtOrBelow,
            other => panic!("{other}"),
        }
    }
    options
}

fn diversity() -> Vec<Checked> {
    let check = |case: Rich| {
        let called = case.call.as_ref().map(|name| match (name.as_str(), case.arguments.as_slice()) {
            ("fisher_alpha", &[types, tokens]) => fisher_alpha(types, tokens),
            ("vocd_curve", &[n, d]) => vocd_curve(n, d),
            ("mtld_from_factors", &[tokens, factors]) => mtld_from_factors(tokens, factors),
            other => panic!("{other:?}"),
        });
        let found = called.unwrap_or_else(|| {
            let cycled = case.cycle.map(|(types, length)| (0..length).map(|k| k % types).collect());
            let tokens: Option<Vec<u32>> = case.tokens.clone().or(cycled);
            let sample = match (tokens, &case.frequencies) {
                (Some(tokens), _) => Sample::new(&tokens),
                (None, Some(frequencies)) => Sample::from_frequencies(frequencies),
                (None, None) => panic!("{}: no input", case.fact.id),
            };
            let row = find(&DIVERSITY, &case.measure).expect(&case.fact.id);
            row.score(&sample, &diversity_options(&case.options))
        });
        (case.fact, vec![(case.measure, case.expected, found)])
    };
    cases(include_str!("../golden/measures/diversity.toml")).into_iter().map(check).collect()
}

#[derive(Deserialize)]
struct Formula {
    #[serde(flatten)]
    fact: Fact,
    measure: String,
    counts: Numbers,
    expected: f64,
    /// What the source has, where it is wrong, and why.
    peer: Option<f64>,
    defect: Option<String>,
}

fn formulas() -> Vec<Formula> {
    cases(include_str!("../golden/measures/readability.toml"))
}

fn readability() -> Vec<Checked> {
    let check = |case: Formula| {
        let mut counts = Counts::default();
        for (name, &value) in &case.counts {
            let row = COUNTS.iter().find(|row| row.name == name);
            // Sources give more than the formula needs, and some under other names.
            if let Some(row) = row {
                (row.set)(&mut counts, value);
            }
        }
        let found = find(&READABILITY, &case.measure).expect(&case.fact.id).score(&counts);
        (case.fact, vec![(case.measure, case.expected, found)])
    };
    formulas().into_iter().map(check).collect()
}

#[derive(Deserialize)]
struct Matrix {
    #[serde(flatten)]
    fact: Fact,
    table: String,
    measure: String,
    #[serde(default)]
    x: Vec<f64>,
    #[serde(default)]
    y: Vec<f64>,
    #[serde(default)]
    matrix: Vec<Vec<f64>>,
    #[serde(default)]
    options: serde_json::Map<String, Value>,
    expected: Vec<f64>,
}

/// The three arrays of a matrix: only cells that are not 0.
fn sparse(rows: &[Vec<f64>]) -> (Vec<f64>, Vec<u32>, Vec<usize>) {
    let (mut data, mut indices, mut indptr) = (Vec::new(), Vec::new(), vec![0]);
    for row in rows {
        for (column, &value) in row.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            data.push(value);
            indices.push(column as u32);
        }
        indptr.push(data.len());
    }
    (data, indices, indptr)
}

fn similarity_of(name: &str, x: &[f64], y: &[f64], smoothing: f64) -> f64 {
    let (data, indices, indptr) = sparse(&[x.to_vec(), y.to_vec()]);
    let matrix = Csr::new(&data, &indices, &indptr, x.len()).expect("a matrix");
    let row = find(&SIMILARITY, name).expect(name);
    row.score((&matrix, 0), (&matrix, 1), &SimilarityOptions { smoothing }).expect(name)
}

fn weighting() -> Vec<Checked> {
    let check = |case: Matrix| {
        let found = match case.table.as_str() {
            "tf" => {
                let (data, indices, indptr) = sparse(std::slice::from_ref(&case.x));
                let matrix = Csr::new(&data, &indices, &indptr, case.x.len()).expect("a matrix");
                find(TF, &case.measure).expect(&case.fact.id).weigh(&matrix, &WeightingOptions::default())
            }
            "tf_idf" => {
                let (data, indices, indptr) = sparse(&case.matrix);
                let matrix = Csr::new(&data, &indices, &indptr, case.matrix[0].len()).expect("a matrix");
                let is = |name: &str| case.options.get(name).and_then(Value::as_bool).unwrap_or(false);
                let norm = match case.options.get("norm").and_then(Value::as_str) {
                    Some("l1") => Norm::L1,
                    Some("none") => Norm::None,
                    _ => Norm::L2,
                };
                let (smooth_idf, sublinear_tf) = (is("smooth_idf"), is("sublinear_tf"));
                tf_idf(&matrix, &TfIdf { smooth_idf, sublinear_tf, norm, ..TfIdf::default() })
            }
            _ => {
                let smoothing = case.options.get("smoothing").and_then(Value::as_f64).unwrap_or(0.0);
                Ok(vec![similarity_of(&case.measure, &case.x, &case.y, smoothing)])
            }
        };
        let found = found.expect(&case.fact.id);
        assert_eq!(found.len(), case.expected.len(), "{}", case.fact.id);
        let values =
            case.expected.iter().zip(found).map(|(&value, found)| (case.measure.clone(), value, found));
        (case.fact, values.collect())
    };
    cases(include_str!("../golden/measures/weighting.toml")).into_iter().map(check).collect()
}

fn all() -> Vec<Checked> {
    [dispersion(), diversity(), readability(), weighting()].concat()
}

#[test]
fn published_numbers_are_met() {
    let mut wrong = Vec::new();
    for (fact, values) in all() {
        assert!(!values.is_empty() && !fact.literature.is_empty() && !fact.source.is_empty(), "{}", fact.id);
        for (what, expected, found) in values {
            let met = expected == found || (expected - found).abs() <= fact.tolerance;
            if !met {
                wrong.push(format!("{} {what}: {found}, not {expected}", fact.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn golden_ids_are_unique() {
    let mut ids: Vec<String> = all().into_iter().map(|(fact, _)| fact.id).collect();
    ids.sort();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

/// The same number; the two readers may differ in its last digit.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-14 * b.abs()
}

/// The numbers in `value`, in order.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Object(items) => items.values().flat_map(numbers).collect(),
        other => other.as_f64().into_iter().collect(),
    }
}

/// Every case of the reference file, where it is at hand, is a golden case with the same numbers and no wider tolerance.
#[test]
fn the_reference_file_is_covered() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/reference_values.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("SKIPPED: no reference file beside this checkout");
        return;
    };
    let reference: Value = serde_json::from_str(&text).expect("the reference file");
    let golden = all();
    let defects: Vec<(String, f64)> = formulas()
        .into_iter()
        .filter_map(|case| case.peer.map(|peer| (case.fact.id, peer, case.defect)))
        .map(|(id, peer, defect)| (id, defect.map_or(f64::NAN, |_| peer)))
        .collect();
    let areas =
        ["dispersion", "adjusted_frequency", "lexical_diversity", "readability", "weighting", "similarity"];
    let (mut seen, mut wrong) = (0, Vec::new());
    for case in reference["cases"].as_array().expect("cases") {
        if !areas.contains(&case["area"].as_str().unwrap_or_default()) {
            continue;
        }
        seen += 1;
        let id = case["id"].as_str().expect("an id");
        let parts: Vec<&Checked> = golden
            .iter()
            .filter(|(fact, _)| fact.id == id || fact.id.starts_with(&format!("{id}/")))
            .collect();
        let tolerance = case["abs_tol"].as_f64().expect("a tolerance");
        let ours = parts.iter().flat_map(|(_, values)| values.iter().map(|(_, expected, _)| *expected));
        let mut ours: Vec<f64> = ours.collect();
        ours.extend(defects.iter().filter(|(other, _)| other == id).map(|(_, peer)| *peer));
        let expected = numbers(&case["expected"]);
        let complete = expected.iter().all(|value| ours.iter().any(|own| same(*own, *value)))
            && ours.len() >= expected.len();
        if !complete || parts.iter().any(|(fact, _)| fact.tolerance > tolerance * (1.0 + 1e-12)) {
            wrong.push(format!("{id}: {expected:?} in the reference, {ours:?} here"));
        }
    }
    assert!(seen > 100 && wrong.is_empty(), "{seen} cases\n{}", wrong.join("\n"));
}

/// Whether `value` is in the range, or NaN and the row says when.
fn declared(name: &str, value: f64, range: (f64, f64), undefined: &str) {
    if value.is_nan() {
        assert!(!undefined.is_empty(), "{name} is NaN and does not say when");
    } else {
        assert!(range.0 <= value && value <= range.1, "{name} is {value}, outside {range:?}");
    }
}

/// Frequencies and sizes of up to 12 parts, some empty.
fn parts() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let part = (0_u32..400).prop_flat_map(|size| (0..=size.min(40), Just(size)));
    prop::collection::vec(part, 1..12)
        .prop_map(|parts| parts.into_iter().map(|(f, size)| (f64::from(f), f64::from(size))).unzip())
}

fn close(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// A measure by its letters: f_i, N_i; every part is looked at.
type ByDefinition = fn(&[f64], &[f64]) -> f64;

fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}

fn ratios(above: &[f64], below: &[f64]) -> Vec<f64> {
    above.iter().zip(below).map(|(above, below)| above / below).collect()
}

/// t_i and s_i.
fn shares(f: &[f64], n: &[f64]) -> Vec<(f64, f64)> {
    let (all, size) = (sum(f.iter().copied()), sum(n.iter().copied()));
    f.iter().zip(n).map(|(f, n)| (f / all, n / size)).collect()
}

fn mean_and_sd(numbers: &[f64], less: f64) -> (f64, f64) {
    let n = numbers.len() as f64;
    let mean = sum(numbers.iter().copied()) / n;
    (mean, (sum(numbers.iter().map(|x| (x - mean).powi(2))) / (n - less)).sqrt())
}

fn half_distances(f: &[f64], n: &[f64]) -> f64 {
    sum(shares(f, n).into_iter().map(|(t, s)| (t - s).abs())) / 2.0
}

const BY_DEFINITION: &[(&str, ByDefinition)] = &[
    ("range", |f, _| f.iter().filter(|f| **f > 0.0).count() as f64),
    ("max_min", |f, _| {
        f.iter().copied().fold(0.0_f64, f64::max) - f.iter().copied().fold(f64::MAX, f64::min)
    }),
    ("sd", |f, _| mean_and_sd(f, 0.0).1),
    ("sd_sample", |f, _| mean_and_sd(f, 1.0).1),
    ("cv", |f, _| mean_and_sd(f, 0.0).1 / mean_and_sd(f, 0.0).0),
    ("chi_squared", |f, n| {
        let all = sum(f.iter().copied());
        sum(shares(f, n).iter().zip(f).map(|((_, s), f)| (f - s * all).powi(2) / (s * all)))
    }),
    ("juilland_d", |f, n| {
        let (mean, sd) = mean_and_sd(&ratios(f, n), 0.0);
        1.0 - sd / mean / (n.len() as f64 - 1.0).sqrt()
    }),
    ("carroll_d2", |f, n| {
        let rates = ratios(f, n);
        let all = sum(rates.iter().copied());
        let entropy = rates.iter().map(|r| r / all).map(|p| if p == 0.0 { 0.0 } else { -p * p.ln() });
        sum(entropy) / (n.len() as f64).ln()
    }),
    ("rosengren_kf", |f, n| sum(shares(f, n).iter().zip(f).map(|((_, s), f)| (s * f).sqrt())).powi(2)),
    ("zhang_dc", |f, _| {
        let mean = |numbers: Vec<f64>| mean_and_sd(&numbers, 0.0).0;
        mean(f.iter().map(|f| f.sqrt()).collect()).powi(2) / mean(f.to_vec())
    }),
    ("dp", half_distances),
    ("dp_norm", |f, n| {
        half_distances(f, n) / (1.0 - shares(f, n).into_iter().fold(1.0_f64, |least, (_, s)| least.min(s)))
    }),
    ("da", |f, n| {
        let (rates, count) = (ratios(f, n), n.len() as f64);
        let pairs = (0..rates.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        let distances = sum(pairs.map(|(i, j)| (rates[i] - rates[j]).abs()));
        1.0 - distances / (count * (count - 1.0) / 2.0) / (2.0 * mean_and_sd(&rates, 0.0).0)
    }),
    ("kld", |f, n| {
        sum(shares(f, n).into_iter().map(|(t, s)| if t == 0.0 { 0.0 } else { t * (t / s).log2() }))
    }),
];

/// Measures of dispersion that do not change when the whole corpus is doubled: the others count tokens.
const SCALE_FREE: &[&str] = &[
    "range",
    "relative_range",
    "cv",
    "cv_sample",
    "idf",
    "juilland_d",
    "carroll_d2",
    "rosengren_s",
    "zhang_dc",
    "dp",
    "dp_norm",
    "dp_egbert",
    "da",
    "kld",
    "dkl",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dispersion_keeps_its_range((frequencies, sizes) in parts()) {
        let parts = Parts::new(&frequencies, &sizes).expect("parts");
        for row in &DISPERSION {
            declared(row.info.name, row.score(&parts), row.info.range, row.info.undefined);
        }
    }

    #[test]
    fn dispersion_is_what_its_formula_says(
        given in prop::collection::vec((0_u32..3, 0_u32..30, prop_oneof![1 => Just(0_u32), 30 => 30_u32..90]), 1..12),
    ) {
        // Two of three parts are without the term; some have no words.
        let parts = given.into_iter().map(|(with, f, n)| (f64::from(if with == 0 { f.min(n) } else { 0 }), f64::from(n)));
        let (f, n): (Vec<f64>, Vec<f64>) = parts.unzip();
        let parts = Parts::new(&f, &n).expect("parts");
        for (name, by_definition) in BY_DEFINITION {
            let (ours, plain) = (find(&DISPERSION, name).expect(name).score(&parts), by_definition(&f, &n));
            prop_assert!(close(ours, plain), "{name} {ours} {plain} {f:?} {n:?}");
        }
    }

    #[test]
    fn dispersion_is_blind_to_scale((frequencies, sizes) in parts(), factor in 2_u32..9) {
        let times = |numbers: &[f64]| numbers.iter().map(|x| x * f64::from(factor)).collect::<Vec<f64>>();
        let one = Parts::new(&frequencies, &sizes).expect("parts");
        let many = Parts::new(&times(&frequencies), &times(&sizes)).expect("parts");
        for row in DISPERSION.iter().filter(|row| SCALE_FREE.contains(&row.info.name)) {
            let (a, b) = (row.score(&one), row.score(&many));
            prop_assert!(close(a, b), "{} {a} {b}", row.info.name);
        }
    }

    #[test]
    fn an_even_spread_is_the_extreme(sizes in prop::collection::vec(1_u32..50, 2..9), share in 1_u32..5) {
        // As many in each part as its size asks for; five times as large, so that the share is whole.
        let frequencies: Vec<f64> = sizes.iter().map(|&size| f64::from(size * share)).collect();
        let sizes: Vec<f64> = sizes.iter().map(|&size| f64::from(size * 5)).collect();
        let parts = Parts::new(&frequencies, &sizes).expect("parts");
        for name in ["relative_range", "juilland_d", "carroll_d2", "lyne_d3", "rosengren_s", "dp_egbert", "da", "dkl"] {
            let value = find(&DISPERSION, name).expect(name).score(&parts);
            prop_assert!(close(value, 1.0), "{name} {value}");
        }
        for name in ["idf", "chi_squared", "dp", "dp_norm", "kld"] {
            let value = find(&DISPERSION, name).expect(name).score(&parts);
            prop_assert!(close(value, 0.0), "{name} {value}");
        }
        for name in ["juilland_u", "carroll_um", "rosengren_kf", "engwall_fm"] {
            let value = find(&DISPERSION, name).expect(name).score(&parts);
            prop_assert!(close(value, parts.frequency()), "{name} {value}");
        }
    }

    #[test]
    fn distances_keep_their_range(places in prop::collection::btree_set(0_u64..500, 1..40)) {
        let places: Vec<u64> = places.into_iter().collect();
        let parts = Parts::new(&[places.len() as f64], &[500.0]).and_then(|parts| parts.at(&places)).expect("parts");
        for row in DISPERSION.iter().filter(|row| row.needs_positions) {
            let value = row.score(&parts);
            declared(row.info.name, value, row.info.range, row.info.undefined);
            prop_assert!(value.is_finite(), "{}", row.info.name);
            let corrected = row.info.direction == Direction::Higher;
            prop_assert!(!corrected || value <= parts.frequency() + 1e-9, "{} {value}", row.info.name);
        }
    }

    #[test]
    fn diversity_keeps_its_range(tokens in prop::collection::vec(0_u32..60, 0..260)) {
        let sample = Sample::new(&tokens);
        for row in &DIVERSITY {
            let value = row.score(&sample, &DiversityOptions::default());
            declared(row.info.name, value, row.info.range, row.info.undefined);
            prop_assert!(!value.is_infinite(), "{}", row.info.name);
        }
    }

    #[test]
    fn diversity_of_a_bag_is_blind_to_order_and_names(tokens in prop::collection::vec(0_u32..30, 1..120)) {
        let sample = Sample::new(&tokens);
        let mut other: Vec<u32> = tokens.iter().map(|token| 1000 - token * 7).collect();
        other.sort_unstable();
        let other = Sample::new(&other);
        let bag = Sample::from_frequencies(sample.ranked());
        let options = DiversityOptions::default();
        for row in DIVERSITY.iter().filter(|row| !row.needs_order) {
            let value = row.score(&sample, &options);
            prop_assert!(close(value, row.score(&other, &options)), "{}", row.info.name);
            prop_assert!(close(value, row.score(&bag, &options)), "{}", row.info.name);
        }
        for row in DIVERSITY.iter().filter(|row| row.needs_order) {
            prop_assert!(row.score(&bag, &options).is_nan(), "{}", row.info.name);
        }
    }

    #[test]
    fn readability_keeps_its_range(numbers in prop::collection::vec(0_u32..900, 24)) {
        let mut counts = Counts::default();
        for (row, number) in COUNTS.iter().zip(numbers) {
            (row.set)(&mut counts, f64::from(number));
        }
        for row in &READABILITY {
            declared(row.info.name, row.score(&counts), row.info.range, row.info.undefined);
        }
    }

    #[test]
    fn similarity_keeps_its_range(rows in prop::collection::vec((0_u32..6, 0_u32..6), 1..20)) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip();
        for row in &SIMILARITY {
            let (name, best) = (row.info.name, if row.info.direction == Direction::Lower { 0.0 } else { 1.0 });
            declared(name, similarity_of(name, &x, &y, 0.0), row.info.range, row.info.undefined);
            let same = similarity_of(name, &x, &x, 0.0);
            prop_assert!(same.is_nan() || close(same, best), "{name} {same}");
            let turned = similarity_of(name, &y, &x, 0.0);
            prop_assert!(name == "kullback_leibler" || close(turned, similarity_of(name, &x, &y, 0.0)), "{name}");
        }
    }

    #[test]
    fn weights_keep_their_range(rows in prop::collection::vec(prop::collection::vec(0_u32..9, 6), 1..8)) {
        let rows: Vec<Vec<f64>> = rows.into_iter().map(|row| row.into_iter().map(f64::from).collect()).collect();
        let (data, indices, indptr) = sparse(&rows);
        let matrix = Csr::new(&data, &indices, &indptr, 6).expect("a matrix");
        let options = WeightingOptions::default();
        for row in TF {
            for weight in row.weigh(&matrix, &options).expect("weights") {
                declared(row.info.name, weight, row.info.range, row.info.undefined);
            }
        }
        for row in DF {
            let frequencies = matrix.document_frequencies();
            for weight in row.weigh(&frequencies, rows.len() as u64, &options).expect("weights") {
                declared(row.info.name, weight, row.info.range, row.info.undefined);
            }
        }
    }
}

#[test]
fn unknown_names_say_what_is_near() {
    let error = find(&DISPERSION, "dp_nrom").expect_err("unknown");
    assert!(error.message().contains("did you mean 'dp_norm'"), "{error}");
    assert_eq!(find(&DIVERSITY, "HD-D").map(|row| row.info.name), Ok("hdd"));
}
