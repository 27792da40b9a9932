//! Keyness and trends against counts made another way.

use std::collections::BTreeMap;

use communique::frame::{Column, Frame, Values};
use communique::measures::dispersion::{DISPERSION, Parts};
use communique::par::Run;
use communique::text::{Builder, Corpus, Input, sample};
use communique::verbs::{KeynessOptions, Reference, Verb, keyness, keyness_with};
use serde_json::{Map, Value, json};

fn options(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn call(corpus: &Corpus, verb: &str, value: &Value) -> Frame {
    Verb::find(verb).expect("a verb").call(corpus, options(value), &Run::serial()).expect("a valid call")
}

fn floats(frame: &Frame, name: &str) -> Vec<f64> {
    let column = frame.column(name).expect(name);
    let value = |row: usize| match column.values() {
        _ if column.is_null(row) => f64::NAN,
        Values::Int(values) => values[row] as f64,
        Values::Float(values) => values[row],
        other => panic!("{name}: {other:?}"),
    };
    (0..frame.rows()).map(value).collect()
}

fn texts<'f>(frame: &'f Frame, name: &str) -> Vec<&'f str> {
    let column: &Column = frame.column(name).expect(name);
    (0..frame.rows()).map(|row| column.text(row).expect("text")).collect()
}

fn corpus(texts: &[(&str, &str)]) -> Corpus {
    let mut builder = Builder::new();
    for (place, (date, text)) in texts.iter().enumerate() {
        let mut input = Input { id: place.to_string(), text: (*text).into(), ..Input::default() };
        input.date = communique::frame::parse_date(date);
        builder.push(input);
    }
    builder.build().expect("a corpus")
}

#[test]
fn a_table_by_hand() {
    let corpus = corpus(&[("2024-01-01", "a a b c"), ("2024-02-01", "a b"), ("2025-01-01", "b c c d d d")]);
    let table = call(&corpus, "keyness", &json!({"target": "year=2024", "regions": "all", "sort": "term"}));
    assert_eq!(texts(&table, "term"), ["a", "b", "c", "d"]);
    assert_eq!(floats(&table, "count_target"), [3.0, 2.0, 1.0, 0.0]);
    assert_eq!(floats(&table, "count_reference"), [0.0, 1.0, 2.0, 3.0]);
    assert_eq!(floats(&table, "doc_count_target"), [2.0, 2.0, 1.0, 0.0]);
    assert_eq!(floats(&table, "doc_count_reference"), [0.0, 1.0, 1.0, 1.0]);
    assert_eq!(floats(&table, "per_million_target")[0], 5e5);
    // 3 of 6 against 0 of 6, a count of 0 is 0.5: log2 6.
    assert!((floats(&table, "log_ratio")[0] - 6_f64.log2()).abs() < 1e-12);
    // 2 (3 ln 2 + 3 ln(2/3) + 6 ln(4/3)).
    let g2 = 2.0 * (3.0 * 2_f64.ln() + 3.0 * (2.0_f64 / 3.0).ln() + 6.0 * (4.0_f64 / 3.0).ln());
    let scores = floats(&table, "log_likelihood");
    assert!((scores[0] - g2).abs() < 1e-12 && (scores[3] + g2).abs() < 1e-12, "{scores:?}");
    // Shares 2/3 and 1/3 of parts of 2/3 and 1/3: as even as can be. One part has no dispersion.
    let spread = floats(&table, "dispersion_target");
    assert!(spread[0].abs() < 1e-15 && spread[3].is_nan());
    assert!(floats(&table, "dispersion_reference").iter().all(|value| value.is_nan()));
}

#[test]
fn counts_are_those_of_terms() {
    let corpus = sample().expect("the sample corpus reads");
    let terms = call(&corpus, "terms", &json!({"by": "year", "stopwords": "en"}));
    let table = call(&corpus, "keyness", &json!({"by": "year", "stopwords": "en"}));
    let years = |frame: &Frame| floats(frame, "year").into_iter().map(|year| year as i64).collect::<Vec<_>>();
    let counted = |frame: &Frame, count: &str, docs: &str| -> BTreeMap<(i64, String), (f64, f64)> {
        let pairs = floats(frame, count).into_iter().zip(floats(frame, docs));
        let keys = years(frame).into_iter().zip(texts(frame, "term").into_iter().map(str::to_owned));
        keys.zip(pairs).filter(|(_, (count, _))| *count > 0.0).collect()
    };
    let expected = counted(&terms, "count", "doc_count");
    assert_eq!(counted(&table, "count_target", "doc_count_target"), expected);
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    expected.iter().for_each(|((_, term), (count, _))| *totals.entry(term).or_default() += count);
    let (target, reference) = (floats(&table, "count_target"), floats(&table, "count_reference"));
    for (row, term) in texts(&table, "term").into_iter().enumerate() {
        assert_eq!(target[row] + reference[row], totals[term], "{term}");
    }
    // Most key first, in each group.
    let (years, scores) = (years(&table), floats(&table, "log_likelihood"));
    for row in 1..table.rows() {
        assert!(years[row] != years[row - 1] || scores[row - 1] >= scores[row] || scores[row].is_nan());
    }
}

#[test]
fn dispersion_is_that_of_the_measure() {
    let corpus = sample().expect("the sample corpus reads");
    let rate = call(&corpus, "terms", &json!({"by": "doc"}));
    let ids = texts(&rate, "doc_id");
    let mut sizes: BTreeMap<&str, f64> = BTreeMap::new();
    let mut found: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    let (counts, rates) = (floats(&rate, "count"), floats(&rate, "per_million"));
    for (row, term) in texts(&rate, "term").into_iter().enumerate() {
        sizes.insert(ids[row], (counts[row] * 1e6 / rates[row]).round());
        found.entry(term).or_default().insert(ids[row], counts[row]);
    }
    let all: Vec<usize> = (0..corpus.len()).collect();
    let table = call(&corpus, "keyness", &json!({"target": all.clone(), "reference": all, "min_count": 10}));
    let row = DISPERSION.iter().find(|row| row.info.name == "dp_norm").expect("a row");
    let spread = floats(&table, "dispersion_target");
    let parts: Vec<f64> = sizes.values().copied().collect();
    for (at, term) in texts(&table, "term").into_iter().enumerate() {
        let seen: Vec<f64> = sizes.keys().map(|id| found[term].get(id).copied().unwrap_or(0.0)).collect();
        let expected = row.score(&Parts::new(&seen, &parts).expect("parts"));
        assert!((spread[at] - expected).abs() < 1e-12, "{term}: {} {expected}", spread[at]);
    }
}

#[test]
fn a_list_and_a_corpus_give_the_same_scores() {
    let whole = sample().expect("the sample corpus reads");
    let (target, reference) =
        (whole.select(&[0, 1, 2]).expect("places"), whole.select(&[3, 4, 5, 6]).expect("places"));
    let terms = call(&reference, "terms", &json!({}));
    let list = Frame::new()
        .with("term", terms.column("term").expect("term").clone())
        .with("count", terms.column("count").expect("count").clone());
    let list = Reference::from_frame(&list, None).expect("a list");
    let run = Run::serial();
    let by_list = keyness(&target, &list, &KeynessOptions::default(), &run).expect("a table");
    let by_corpus =
        keyness(&target, &Reference::Corpus(reference), &KeynessOptions::default(), &run).expect("a table");
    assert_eq!(texts(&by_list, "term"), texts(&by_corpus, "term"));
    for name in ["count_reference", "per_million_reference", "log_likelihood", "log_ratio_low", "p_adjusted"]
    {
        assert_eq!(floats(&by_list, name), floats(&by_corpus, name), "{name}");
    }
    let inside = call(&whole, "keyness", &json!({"target": [0, 1, 2], "reference": [3, 4, 5, 6]}));
    assert_eq!(floats(&inside, "p"), floats(&by_corpus, "p"));
    assert!(floats(&by_list, "doc_count_reference").iter().all(|value| value.is_nan()));
    let few = keyness_with(&target, &list, options(&json!({"top": 5, "measures": ["mann_whitney"]})), &run);
    assert!(floats(&few.expect("a table"), "mann_whitney").iter().all(|value| value.is_nan()));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let corpus = sample().expect("the sample corpus reads");
    for (given, said) in [
        (json!({}), "target=none: must be given"),
        (json!({"target": "year"}), "a condition such as year>=2019"),
        (json!({"target": "yeer=2019"}), "target='yeer' is not known; did you mean 'year'"),
        (json!({"target": "year=x"}), "compared with a number"),
        (json!({"target": "year=1800"}), "at least one document meets"),
        (json!({"target": [99]}), "below 29"),
        (json!({"target": "year<2022", "by": "year"}), "without target and reference"),
        (json!({"target": "year<2022", "measures": "log_likelyhood"}), "did you mean 'log_likelihood'"),
        (json!({"target": "year<2022", "sort": "colour"}), "sort='colour' is not known"),
    ] {
        let verb = Verb::find("keyness").expect("a verb");
        let error = verb.call(&corpus, options(&given), &Run::serial()).expect_err(said);
        assert!(error.to_string().contains(said), "{given}: {error}");
    }
    let (undated, verb) = (self::corpus(&[("none", "No date.")]), Verb::find("keyness").expect("a verb"));
    let asked = options(&json!({"target": "year>2000"}));
    let error = verb.call(&undated, asked, &Run::serial()).expect_err("no document has a year");
    assert!(error.to_string().contains("no document has a year"), "{error}");
}

#[test]
fn trends_by_hand() {
    let corpus = corpus(&[
        ("2024-01-05", "We will deter. We agreed to deter."),
        ("2024-01-30", "No news."),
        ("2024-04-01", "They will deter."),
        ("none", "Deter!"),
    ]);
    let table = call(&corpus, "trends", &json!({"terms": ["deter*", "will deter"], "regions": "all"}));
    assert_eq!(table.rows(), 10);
    assert_eq!(floats(&table, "count"), [2.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0]);
    assert_eq!(floats(&table, "words"), [9.0, 9.0, 0.0, 0.0, 0.0, 0.0, 3.0, 3.0, 1.0, 1.0]);
    assert_eq!(floats(&table, "docs"), [2.0, 2.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
    assert_eq!(floats(&table, "docs_with")[..2], [1.0, 1.0]);
    assert!(
        floats(&table, "per_million")[2].is_nan() && table.column("period").expect("a column").is_null(8)
    );
    // Garwood's bounds of a count of 2 are 0.2422 and 7.2247; of 0, 0 and -ln 0.025.
    let (low, high) = (floats(&table, "low"), floats(&table, "high"));
    assert!((low[0] * 9e-6 - 0.242_209_278_543_646).abs() < 1e-9, "{}", low[0] * 9e-6);
    assert!((high[0] * 9e-6 - 7.224_687_667_067_23).abs() < 1e-9, "{}", high[0] * 9e-6);
    assert!(low[9] == 0.0 && (high[9] * 1e-6 + 0.025_f64.ln()).abs() < 1e-9);
    let quarters = call(&corpus, "trends", &json!({"terms": "deter*", "every": "quarter", "regions": "all"}));
    assert_eq!(floats(&quarters, "count"), [2.0, 1.0, 1.0]);
}

#[test]
fn every_measure_is_in_the_table() {
    let all = communique::verbs::measures(None, None).expect("a table");
    assert!(all.rows() > 200, "{}", all.rows());
    let names = texts(&all, "name");
    for name in ["log_likelihood", "pmi", "dp_norm", "mattr", "flesch_reading_ease", "cosine", "holm"] {
        assert!(names.contains(&name), "{name}");
    }
    assert!(communique::verbs::measures(None, Some("keynes")).is_err());
    let few = communique::verbs::measures(Some("LOG ratio"), Some("keyness")).expect("a table");
    assert!(few.rows() < all.rows());
}
