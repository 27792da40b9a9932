//! The table of verbs: unique names, full rows, and results as the rows say; and the round trip of every row.

use std::collections::HashSet;

use communique::frame::{Frame, Values};
use communique::par::Run;
use communique::text::{Builder, Corpus, Input, sample};
use communique::verbs::{VERBS, tables};
use serde_json::{Map, Value, json};

fn call(corpus: &Corpus, verb: &str, options: Value) -> Frame {
    let options: Map<String, Value> = options.as_object().cloned().unwrap_or_default();
    let verb = communique::verbs::Verb::find(verb).expect("a verb");
    verb.call(corpus, options, &Run::serial()).expect("a valid call")
}

fn minimal(verb: &str) -> Value {
    match verb {
        "kwic" => json!({"pattern": "*"}),
        "trends" => json!({"terms": "*", "regions": "all"}),
        "keyness" => json!({"target": "year<2022", "regions": "all"}),
        "compare" => json!({"a": "year<2022", "b": "year>=2022", "regions": "all"}),
        "track" => json!({"pattern": "*", "regions": "all"}),
        "lines" => json!({"node": "the", "collocate": "*"}),
        _ => json!({"regions": "all"}),
    }
}

fn options_for(verb: &communique::verbs::Verb) -> Value {
    let mut options = minimal(verb.name);
    if !verb.option_rows().any(|row| row.name == "regions") {
        options = json!({});
    }
    options
}

#[test]
fn rows_are_complete_and_unique() {
    let mut names = HashSet::new();
    for verb in VERBS {
        assert!(names.insert(verb.name), "{} twice", verb.name);
        assert!(verb.about.ends_with('.') && verb.detail.ends_with('.'), "{}", verb.name);
        assert!(verb.example.starts_with(verb.name), "{}", verb.name);
        assert!(verb.python.contains(">>> "), "{} has no Python example", verb.name);
        let mut options = HashSet::new();
        for row in verb.option_rows() {
            assert!(options.insert(row.name), "{}: {} twice", verb.name, row.name);
            assert!(row.help.len() > 5 && !row.help.ends_with('.'), "{}: {}", verb.name, row.name);
            assert!(
                row.default == "none" || row.from_text(row.default).is_ok(),
                "{}: {}",
                verb.name,
                row.name
            );
        }
    }
    assert_eq!(tables()["verbs"].as_array().map(Vec::len), Some(VERBS.len()));
}

#[test]
fn results_have_the_columns_of_their_row() {
    let corpus = sample().expect("the sample corpus reads");
    let empty = Builder::new().build().expect("an empty corpus is a corpus");
    for verb in VERBS {
        for corpus in [&corpus, &empty] {
            let frame = call(corpus, verb.name, options_for(verb));
            let found: Vec<&str> =
                frame.columns().iter().map(|(name, _)| name.as_str()).take(verb.columns.len()).collect();
            let declared: Vec<&str> = verb.columns.iter().map(|column| column.name).collect();
            assert_eq!(found, declared, "{}", verb.name);
            for (row, (name, column)) in verb.columns.iter().zip(frame.columns()) {
                let kind = match column.values() {
                    Values::Str(_) | Values::Dict(..) => "text",
                    Values::Int(_) => "int",
                    Values::Float(_) => "float",
                    Values::Bool(_) => "bool",
                    Values::Date(_) => "date",
                    _ => "other",
                };
                assert_eq!(kind, row.kind, "{}: {name}", verb.name);
            }
            assert_eq!(frame.settings()["verb"], verb.name);
        }
    }
}

/// Texts with all that makes bytes, characters and code points differ.
fn hostile() -> Corpus {
    let texts = [
        "Émile’s 😀 flag 🇰🇷 waved.\r\nThe “two” sides\u{a0}agreed — naïvely — to co\u{301}operate.\r\n\r\n한국과 미국은 동맹이다. 尖閣諸島",
        "",
        "\u{feff}\u{a0}\n\n\u{a0} \u{200b}\n",
        "a\u{0}b NUL. e\u{301}e\u{301} \u{1F468}\u{200d}\u{1F469}\u{200d}\u{1F467} family! ﷺ ﬁ ẞ İ",
        "مرحبا بالعالم. שלום עולם! ไทยแลนด์ สวัสดี",
    ];
    let mut builder = Builder::new();
    for (place, text) in texts.iter().enumerate() {
        builder.push(Input { id: format!("h{place}"), text: (*text).into(), ..Input::default() });
    }
    builder.build().expect("valid")
}

#[test]
fn every_row_leads_back_to_its_text() {
    for corpus in [sample().expect("the sample corpus reads"), hostile()] {
        let texts: Vec<Vec<char>> = corpus.documents().map(|doc| doc.text().chars().collect()).collect();
        let mut checked = 0;
        for (verb, options, evidence) in [
            ("regions", json!({}), "text"),
            ("sentences", json!({"regions": "all"}), "text"),
            ("tokens", json!({"regions": "all", "punctuation": "keep"}), "token"),
            ("tokens", json!({"regions": "all", "hyphens": "split", "abbreviations": "split"}), "token"),
            ("kwic", json!({"pattern": "*", "regions": "all"}), "keyword"),
            (
                "kwic",
                json!({"pattern": ["* *", "[a-m]"], "valuetype": "glob", "unit": "sentence"}),
                "keyword",
            ),
            ("lines", json!({"node": ["a*", "* *"], "collocate": "*", "window": [2, 3]}), "text"),
            ("lines", json!({"node": "a*", "collocate": "t*", "unit": "document", "window": 20}), "text"),
        ] {
            let frame = call(&corpus, verb, options);
            let ints = |name: &str| match frame.column(name).expect("a column").values() {
                Values::Int(values) => values.clone(),
                other => panic!("{name} is {other:?}"),
            };
            let (starts, ends) = (ints("start"), ints("end"));
            for row in 0..frame.rows() {
                let id = frame.column("doc_id").expect("a column").text(row).expect("an id");
                let text = &texts[corpus.find(id).expect("a document").index()];
                let found: String = text[starts[row] as usize..ends[row] as usize].iter().collect();
                assert_eq!(
                    Some(found.as_str()),
                    frame.column(evidence).expect("a column").text(row),
                    "{verb} row {row}"
                );
                checked += 1;
            }
        }
        assert!(checked > 100);
    }
}

#[test]
fn totals_equal_tokens() {
    let corpus = sample().expect("the sample corpus reads");
    for options in
        [json!({}), json!({"regions": "all"}), json!({"regions": ["headline", "deck"], "case": "fold"})]
    {
        let tokens = call(&corpus, "tokens", options.clone()).rows() as i64;
        let terms = call(&corpus, "terms", options);
        let Values::Int(counts) = terms.column("count").expect("a column").values() else {
            panic!("count is int")
        };
        assert_eq!(counts.iter().sum::<i64>(), tokens);
    }
}
