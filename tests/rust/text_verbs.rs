//! Dispersion, diversity, readability and similarity as verbs: cases computed by hand, and options that do not go
//! together.

use communique::frame::{Format, Frame, Values};
use communique::par::Run;
use communique::text::{Builder, Corpus, Input};
use communique::verbs::Verb;
use proptest::prelude::*;
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

/// What ends lines, what is cut off at the ends of units, what joins what stands beside it, what words are made of.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "US", "NATO TO MEET", "Σ", "U.S", "B.", "don’t", "x-", "-", "1", "2.5", " ", "  ", ".", "’", "_", "é",
    "\n", "\n", "\n\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\u{a0}", "\u{200b}",
    "\u{feff}", "\u{202f}", "\u{2007}", "\u{3000}", "\u{301}", "\u{200d}", "\u{ad}", "\u{2060}", "א", "\"", "한", "😀",
    "http://x.org/a", "a@b.org", "the members met again and agreed on ",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn words_of_all_regions_are_those_of_the_units(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(PIECES), 0..40), 1..4),
        case in prop::sample::select(vec!["smart", "fold", "keep"]),
        punctuation in prop::sample::select(vec!["remove", "remove", "keep"]),
        urls in prop::sample::select(vec!["split", "split", "join"]),
        threads in 1usize..3,
        long in prop::option::weighted(0.2, 0usize..40),
    ) {
        let mut texts: Vec<String> = texts.iter().map(|pieces| pieces.concat()).collect();
        // Longer than what is read together, and wrapped or not as the rest is.
        if let Some(at) = long {
            let text = &texts[0];
            let at = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
            texts[0] = format!("{}{}{}", &text[..at], "some words, and\nmore of them.\n".repeat(2500), &text[at..]);
        }
        let run = Run::with_threads(threads).expect("a few threads");
        let calls = [
            ("terms", json!({"by": "doc"})),
            ("terms", json!({"by": "region"})),
            ("dispersion", json!({"by": "doc"})),
            ("similarity", json!({"by": "doc"})),
            ("ngrams", json!({"by": "doc", "cross_sentences": true})),
            ("ngrams", json!({"by": "region", "cross_sentences": true})),
            ("collocations", json!({"by": "doc", "unit": "document", "min_count": 1})),
            ("collocations", json!({"by": "region", "unit": "document", "min_count": 1})),
            ("collocations", json!({"node": "members", "unit": "document", "min_count": 1})),
        ];
        for (verb, own) in calls {
            let options = json!({"regions": "all", "case": case, "punctuation": punctuation, "urls": urls});
            let all = [options, own].into_iter().filter_map(|options| options.as_object().cloned()).flatten();
            let options: Map<String, Value> = all.collect();
            // Where units are known already, they are read.
            let (fresh, known) = (corpus(&texts, None), corpus(&texts, None));
            known.units(&run).expect("units");
            let csv = |corpus: &Corpus| {
                let verb = Verb::find(verb).expect("a verb");
                let mut out = Vec::new();
                let frame = verb.call(corpus, options.clone(), &run).expect("a table");
                let csv = Format::parse("csv").expect("a format");
                (csv.write)(&frame, &mut out).expect("memory to write to");
                String::from_utf8_lossy(&out).into_owned()
            };
            prop_assert_eq!(csv(&fresh), csv(&known));
        }
    }
}
