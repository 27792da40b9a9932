//! Dispersion, diversity, readability and similarity as verbs: cases computed by hand, and options that do not go
//! together.

use communique::frame::{Frame, Values};
use communique::par::Run;
use communique::text::{Builder, Corpus, Input};
use communique::verbs::Verb;
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct Golden {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    verb: String,
    texts: Vec<String>,
    date: Option<i32>,
    options: Map<String, Value>,
    rows: Vec<Map<String, Value>>,
}

fn corpus(texts: &[String], date: Option<i32>) -> Corpus {
    let mut builder = Builder::new();
    for (place, text) in texts.iter().enumerate() {
        builder.push(Input { id: place.to_string(), text: text.as_str().into(), date, ..Input::default() });
    }
    builder.build().expect("a corpus")
}

fn same(frame: &Frame, row: usize, name: &str, expected: &Value) -> bool {
    let column = frame.column(name).expect("a column");
    match (column.values(), expected) {
        (Values::Int(values), _) => Some(values[row]) == expected.as_i64(),
        (Values::Float(values), Value::String(text)) => text == "nan" && values[row].is_nan(),
        (Values::Float(values), _) => {
            expected.as_f64().is_some_and(|expected| (values[row] - expected).abs() < 1e-12)
        }
        _ => column.text(row) == expected.as_str(),
    }
}

#[test]
fn cases_by_hand() {
    let golden: Golden = toml::from_str(include_str!("../golden/text_verbs.toml")).expect("valid cases");
    for (number, case) in golden.case.iter().enumerate() {
        let corpus = corpus(&case.texts, case.date);
        let frame = Verb::find(&case.verb)
            .and_then(|verb| verb.call(&corpus, case.options.clone(), &Run::serial()))
            .unwrap_or_else(|error| panic!("case {number}: {error}"));
        assert!(frame.rows() >= case.rows.len(), "case {number}: {} rows", frame.rows());
        for (row, expected) in case.rows.iter().enumerate() {
            for (name, value) in expected {
                let found = frame.column(name).expect("a column").display(row);
                assert!(
                    same(&frame, row, name, value),
                    "case {number} row {row}: {name} is {found:?}, not {value}"
                );
            }
        }
    }
}

#[test]
fn errors_say_what_is_wrong() {
    let corpus = corpus(&["alpha beta".into(), "beta".into()], None);
    for (verb, options, said) in [
        (
            "dispersion",
            json!({"measures": "dp_nrm"}),
            "measures='dp_nrm' is not known; did you mean 'dp_norm'",
        ),
        ("dispersion", json!({"terms": "two words"}), "terms='two words': must be single words or globs"),
        ("diversity", json!({"threshold": 1.5}), "threshold=1.5: must be a number from 0 to 1"),
        ("similarity", json!({"weighting": "bm25", "tf": "prop"}), "tf='prop': must be"),
        (
            "similarity",
            json!({"weighting": "tfidf_sklearn", "smoothing": 0.5}),
            "smoothing=0.5: must be 0 or 1",
        ),
    ] {
        let options: Map<String, Value> = options.as_object().cloned().unwrap_or_default();
        let called = Verb::find(verb).and_then(|verb| verb.call(&corpus, options, &Run::serial()));
        let message = called.expect_err(said).to_string();
        assert!(message.starts_with(said), "{message}");
    }
}
