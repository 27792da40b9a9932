//! Terms of several words against counts by hand, and against a plain count of random text.

use std::collections::{BTreeMap, BTreeSet};

use communique::frame::{Frame, Values};
use communique::measures::association::lambda;
use communique::par::Run;
use communique::text::{Builder, Corpus, Input};
use communique::verbs::Verb;
use proptest::prelude::*;
use serde_json::{Value, json};

fn corpus(texts: &[String]) -> Corpus {
    let mut builder = Builder::new();
    for (place, text) in texts.iter().enumerate() {
        builder.push(Input { id: place.to_string(), text: text.as_str().into(), ..Input::default() });
    }
    builder.build().expect("valid")
}

fn call(corpus: &Corpus, verb: &str, mut options: Value, run: &Run) -> Frame {
    options["regions"] = json!("all");
    let options = options.as_object().cloned().unwrap_or_default();
    Verb::find(verb).and_then(|verb| verb.call(corpus, options, run)).expect("a valid call")
}

type Rows = BTreeMap<String, ([i64; 4], [f64; 3])>;

fn rows(frame: &Frame) -> Rows {
    let int = |name: &str, row: usize| match frame.column(name).expect("a column").values() {
        Values::Int(values) => values[row],
        other => panic!("{name} is {other:?}"),
    };
    let float = |name: &str, row: usize| match frame.column(name).expect("a column").values() {
        Values::Float(values) => values[row],
        other => panic!("{name} is {other:?}"),
    };
    let terms = frame.column("term").expect("a column");
    (0..frame.rows())
        .map(|row| {
            let ints = ["n", "count", "count_nested", "doc_count"].map(|name| int(name, row));
            let floats = ["expected", "lambda", "z"].map(|name| float(name, row));
            (terms.text(row).expect("text").to_owned(), (ints, floats))
        })
        .collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

#[test]
fn golden_cases() {
    let file: toml::Table = toml::from_str(include_str!("../golden/multiwords.toml")).expect("valid TOML");
    let file = serde_json::to_value(file).expect("TOML is JSON");
    for case in file["case"].as_array().expect("cases") {
        let texts: Vec<String> = serde_json::from_value(case["texts"].clone()).expect("texts");
        let found = rows(&call(&corpus(&texts), "multiwords", case["options"].clone(), &Run::serial()));
        for row in case["rows"].as_array().expect("rows") {
            let term = row["term"].as_str().expect("text");
            let (ints, floats) = found.get(term).unwrap_or_else(|| panic!("{}: no {term}", case["name"]));
            assert_eq!(json!(ints), row["numbers"], "{}: {term}", case["name"]);
            for (name, &value) in ["expected", "lambda", "z"].iter().zip(floats) {
                let expected = row[name].as_f64().unwrap_or(value);
                assert!(near(value, expected), "{}: {term}: {name} is {value}", case["name"]);
            }
        }
        assert!(
            case["options"]["min_count"] == 1 || found.len() == case["rows"].as_array().map_or(0, Vec::len)
        );
    }
}

/// Looks at every run of words for every term; `lines` are words, each a sentence of its own.
fn plain(docs: &[Vec<Vec<String>>], lengths: &[usize], min_count: i64) -> Rows {
    let mut places: BTreeMap<&[String], Vec<(usize, usize, usize)>> = BTreeMap::new();
    for (doc, lines) in docs.iter().enumerate() {
        for (at, line) in lines.iter().enumerate() {
            for &n in lengths {
                for (start, words) in line.windows(n).enumerate() {
                    places.entry(words).or_default().push((doc, at, start));
                }
            }
        }
    }
    places.retain(|_, places| places.len() as i64 >= min_count);
    let mut found = Rows::new();
    for (words, own) in &places {
        let inside = |&(doc, line, start): &(usize, usize, usize)| {
            places.iter().filter(|(longer, _)| longer.len() > words.len()).any(|(longer, places)| {
                places.iter().any(|place| {
                    (place.0, place.1) == (doc, line)
                        && place.2 <= start
                        && start + words.len() <= place.2 + longer.len()
                })
            })
        };
        let mut cells = vec![0.0; 1 << words.len()];
        for run in docs.iter().flatten().flat_map(|line| line.windows(words.len())) {
            let bits = run.iter().zip(*words).enumerate().filter(|(_, (a, b))| a == b);
            cells[bits.fold(0, |bits, (place, _)| bits | 1 << place)] += 1.0;
        }
        let total: f64 = cells.iter().sum();
        let share = |place: usize| {
            let with = cells.iter().enumerate().filter(|(bits, _)| bits & 1 << place != 0);
            with.map(|(_, count)| count).sum::<f64>() / total
        };
        let scored = lambda(&cells, 0.5).expect("cells");
        let docs: BTreeSet<usize> = own.iter().map(|place| place.0).collect();
        let nested = own.iter().filter(|place| inside(place)).count() as i64;
        let expected = total * (0..words.len()).map(share).product::<f64>();
        found.insert(
            words.join(" "),
            (
                [words.len() as i64, own.len() as i64, nested, docs.len() as i64],
                [expected, scored.lambda, scored.z],
            ),
        );
    }
    found
}

fn documents() -> impl Strategy<Value = Vec<Vec<Vec<String>>>> {
    let word = prop::sample::select(vec!["ab", "ba", "cab", "dab"]).prop_map(str::to_owned);
    let line = prop::collection::vec(word, 1..10);
    prop::collection::vec(prop::collection::vec(line, 1..5), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn rows_equal_a_plain_count(
        docs in documents(), lengths in prop::collection::btree_set(2usize..6, 1..4), min_count in 1i64..4,
        threads in 1usize..3, chunk in 1usize..60,
    ) {
        // A capital and a stop make each line a sentence; a blank line between them makes it a unit.
        let sentence = |line: &Vec<String>| {
            let text = line.join(" ");
            format!("{}{}.", text[..1].to_uppercase(), &text[1..])
        };
        let texts: Vec<String> =
            docs.iter().map(|lines| lines.iter().map(sentence).collect::<Vec<_>>().join("\n\n")).collect();
        let corpus = corpus(&texts);
        let run = Run::with_threads(threads).and_then(|run| run.with_chunk_bytes(chunk)).expect("valid");
        let lengths: Vec<usize> = lengths.into_iter().collect();
        let table = call(&corpus, "multiwords", json!({"n": lengths, "min_count": min_count}), &run);
        let (found, expected) = (rows(&table), plain(&docs, &lengths, min_count));
        prop_assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (term, (ints, floats)) in &expected {
            prop_assert_eq!(&found[term].0, ints, "{}", term);
            prop_assert!(floats.iter().zip(&found[term].1).all(|(a, b)| near(*a, *b)), "{} {:?}", term, floats);
        }
        // A compound is found by its own name and by its words, in the same places.
        if let Some(term) = expected.keys().next() {
            let joined = corpus.compound([term.clone()]);
            let places = |pattern: &str| {
                let frame = call(&joined, "kwic", json!({"pattern": pattern}), &run);
                ["doc_id", "start", "end", "keyword"].map(|name| {
                    let column = frame.column(name).expect("a column");
                    (0..frame.rows()).map(|row| column.display(row)).collect::<Vec<_>>()
                })
            };
            let found = places(&term.replace(' ', "_"));
            prop_assert!(!found[0].is_empty());
            prop_assert_eq!(places(term), found);
        }
    }
}

#[test]
fn phrases_match_into_compounds() {
    let corpus = corpus(&["The Joint Statement stands. A joint statement draft, jointly statement.".into()]);
    let corpus = corpus.compound(["joint statement".to_owned()]);
    for (pattern, expected) in [
        (json!("joint statement"), vec!["Joint Statement", "joint statement"]),
        (json!("joint_statement"), vec!["Joint Statement", "joint statement"]),
        (json!("the joint state* stands"), vec!["The Joint Statement stands"]),
        (json!("a joint_statement draft"), vec!["A joint statement draft"]),
        // Part of a compound is no term.
        (json!("the joint"), vec![]),
        (json!("statement draft"), vec![]),
        (json!("* draft"), vec!["joint statement draft"]),
    ] {
        let frame = call(&corpus, "kwic", json!({"pattern": pattern}), &Run::serial());
        let column = frame.column("keyword").expect("a column");
        let found: Vec<&str> = (0..frame.rows()).filter_map(|row| column.text(row)).collect();
        assert_eq!(found, expected, "{pattern}");
    }
    for pattern in ["joint statement", "joint_statement"] {
        let options = json!({"node": pattern, "window": 1, "min_count": 1});
        assert_eq!(call(&corpus, "collocations", options, &Run::serial()).rows(), 4);
        let options = json!({"node": "draft", "collocate": pattern});
        assert_eq!(call(&corpus, "lines", options, &Run::serial()).rows(), 1);
        let trends = call(&corpus, "trends", json!({"terms": pattern}), &Run::serial());
        assert_eq!(trends.column("count").expect("a column").display(0), Some("2".into()));
    }
}
