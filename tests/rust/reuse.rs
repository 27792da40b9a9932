//! Words that come again, against a plain search of the words that `tokens` gives.

use std::collections::BTreeMap;

use communique::frame::{Frame, Values};
use communique::par::Run;
use communique::text::{Builder, Corpus, Input, sample};
use communique::verbs::Verb;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn call(corpus: &Corpus, verb: &str, options: Value) -> Frame {
    let options: Map<String, Value> = options.as_object().cloned().unwrap_or_default();
    Verb::find(verb).and_then(|verb| verb.call(corpus, options, &Run::serial())).expect("a valid call")
}

fn ints(frame: &Frame, name: &str) -> Vec<i64> {
    match frame.column(name).expect("a column").values() {
        Values::Int(values) => values.clone(),
        other => panic!("{name} is {other:?}"),
    }
}

fn texts(frame: &Frame, name: &str) -> Vec<String> {
    let column = frame.column(name).expect("a column");
    (0..frame.rows()).map(|row| column.text(row).unwrap_or_default().to_owned()).collect()
}

/// The terms of each document.
fn terms(corpus: &Corpus) -> BTreeMap<String, Vec<String>> {
    let frame = call(corpus, "tokens", json!({}));
    let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, term) in texts(&frame, "doc_id").into_iter().zip(texts(&frame, "term")) {
        terms.entry(id).or_default().push(term);
    }
    terms
}

fn slice(corpus: &Corpus, id: &str, start: i64, end: i64) -> String {
    let text = corpus.find(id).expect("an id").text();
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

#[test]
fn places_lead_back_to_the_same_words() {
    let corpus = sample().expect("the sample corpus reads");
    let frame = call(&corpus, "passages", json!({"n": 6}));
    assert!(frame.rows() > 100);
    let (ids, sources, text) =
        (texts(&frame, "doc_id"), texts(&frame, "source_doc_id"), texts(&frame, "text"));
    let places = ["start", "end", "source_start", "source_end", "words"].map(|name| ints(&frame, name));
    let words = |text: &str| -> Vec<String> {
        let mut builder = Builder::new();
        builder.push(Input { id: "x".into(), text: text.into(), ..Input::default() });
        let corpus = builder.build().expect("valid");
        let frame = call(&corpus, "tokens", json!({"regions": "all", "case": "fold"}));
        texts(&frame, "term")
    };
    for row in 0..frame.rows() {
        let here = slice(&corpus, &ids[row], places[0][row], places[1][row]);
        let there = slice(&corpus, &sources[row], places[2][row], places[3][row]);
        assert_eq!(here, text[row]);
        assert!(row == 0 || places[4][row - 1] >= places[4][row], "longest first");
        // At an edge an abbreviation may lose its stop, or a smart capital its neighbours: compare most rows whole.
        let (here, there) = (words(&here), words(&there));
        assert_eq!(here.len(), there.len(), "{here:?} {there:?}");
        assert!(here.iter().zip(&there).filter(|(a, b)| a != b).count() <= 1, "{here:?} {there:?}");
    }
}

#[test]
fn order_of_documents_and_of_input_do_not_matter() {
    let corpus = sample().expect("the sample corpus reads");
    let shuffled: Vec<usize> = (0..corpus.len()).map(|place| place * 11 % corpus.len()).collect();
    let other = corpus.select(&shuffled).expect("places");
    for (verb, options) in
        [("reuse", json!({})), ("passages", json!({})), ("formulas", json!({"n": 4, "min_docs": 2}))]
    {
        let lines = |corpus: &Corpus| {
            let mut out = Vec::new();
            let frame = call(corpus, verb, options.clone());
            (communique::frame::Format::parse("jsonl").expect("a format").write)(&frame, &mut out)
                .expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        assert!(lines(&corpus) == lines(&other), "{verb}");
    }
}

fn corpus(texts: &[String]) -> Corpus {
    let mut builder = Builder::new();
    for (place, text) in texts.iter().enumerate() {
        builder.push(Input { id: place.to_string(), text: text.as_str().into(), ..Input::default() });
    }
    builder.build().expect("valid")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn shares_equal_a_plain_search(
        words in prop::collection::vec(prop::collection::vec(prop::sample::select(vec!["ab", "ba", "cab."]), 0..25), 1..5),
        n in 1usize..5,
    ) {
        let corpus = corpus(&words.iter().map(|words| words.join(" ")).collect::<Vec<_>>());
        let found = call(&corpus, "reuse", json!({"n": n}));
        let terms = terms(&corpus);
        let empty = Vec::new();
        for doc in 0..words.len() {
            let own = terms.get(&doc.to_string()).unwrap_or(&empty);
            let mut reused = vec![false; own.len()];
            for earlier in (0..doc).filter_map(|doc| terms.get(&doc.to_string())) {
                for start in 0..(own.len() + 1).saturating_sub(n) {
                    if earlier.windows(n).any(|words| *words == own[start..start + n]) {
                        reused[start..start + n].fill(true);
                    }
                }
            }
            prop_assert_eq!(ints(&found, "words")[doc], own.len() as i64);
            prop_assert_eq!(ints(&found, "words_reused")[doc], reused.iter().filter(|reused| **reused).count() as i64);
            prop_assert_eq!(found.column("share").expect("a column").is_null(doc), doc == 0 || own.is_empty());
        }
    }
}

#[test]
fn text_that_is_left_out_parts_words() {
    // The line between is a copyright notice in both, which is not read by default.
    let text = "They agreed to meet\n\nCopyright © 2020 Example. All rights reserved.\n\nagain in the spring of next year.";
    let corpus = corpus(&[text.to_owned(), text.to_owned()]);
    let read = call(&corpus, "regions", json!({}));
    let regions = texts(&read, "region");
    let frame = call(&corpus, "passages", json!({"n": 2}));
    if regions.iter().any(|region| region == "copyright") {
        assert!(texts(&frame, "text").iter().all(|text| !text.contains("Copyright")));
        assert_eq!(frame.rows(), 2);
    }
    let all = call(&corpus, "passages", json!({"n": 2, "regions": "all"}));
    assert_eq!(all.rows(), 1);
}
