//! Collocations against counts by hand, and against a plain count of random text.

use std::collections::{BTreeMap, BTreeSet};

use communique::frame::{Frame, Values};
use communique::par::Run;
use communique::text::{Builder, Corpus, Input};
use communique::verbs::Verb;
use proptest::prelude::*;
use serde_json::{Value, json};

const NUMBERS: [&str; 9] = [
    "count",
    "left",
    "right",
    "node_count",
    "collocate_count",
    "row_sum",
    "column_sum",
    "total",
    "doc_count",
];

fn corpus(texts: &[String]) -> Corpus {
    let mut builder = Builder::new();
    for (place, text) in texts.iter().enumerate() {
        builder.push(Input { id: place.to_string(), text: text.as_str().into(), ..Input::default() });
    }
    builder.build().expect("valid")
}

fn call(corpus: &Corpus, verb: &str, options: &Value, run: &Run) -> Frame {
    let options = options.as_object().cloned().unwrap_or_default();
    Verb::find(verb).and_then(|verb| verb.call(corpus, options, run)).expect("a valid call")
}

type Rows = BTreeMap<(String, String), Vec<i64>>;

fn rows(frame: &Frame) -> Rows {
    let text = |name: &str, row| frame.column(name).expect("a column").text(row).expect("text").to_owned();
    let number = |name: &str, row: usize| match frame.column(name).expect("a column").values() {
        Values::Int(values) => values[row],
        other => panic!("{name} is {other:?}"),
    };
    (0..frame.rows())
        .map(|row| {
            let counts = NUMBERS.iter().map(|name| number(name, row)).collect();
            ((text("node", row), text("collocate", row)), counts)
        })
        .collect()
}

#[test]
fn golden_cases() {
    let file: toml::Table = toml::from_str(include_str!("../golden/collocations.toml")).expect("valid TOML");
    let file = serde_json::to_value(file).expect("TOML is JSON");
    for case in file["case"].as_array().expect("cases") {
        let texts: Vec<String> = serde_json::from_value(case["texts"].clone()).expect("texts");
        let expected: Rows = case["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| {
                let text = |name: &str| row[name].as_str().expect("text").to_owned();
                let counts = serde_json::from_value(row["counts"].clone()).expect("counts");
                ((text("node"), text("collocate")), counts)
            })
            .collect();
        let mut options = case["options"].clone();
        options["regions"] = json!("all");
        let found = rows(&call(&corpus(&texts), "collocations", &options, &Run::serial()));
        assert_eq!(found, expected, "{}", case["name"]);
    }
}

/// Looks at every node token and every token of its window. `lines` are words; each is a sentence of its own.
fn plain(docs: &[Vec<Vec<String>>], (left, right): (usize, usize)) -> Rows {
    let mut rows: BTreeMap<(&str, &str), (i64, i64, BTreeSet<usize>)> = BTreeMap::new();
    let mut counts: BTreeMap<&str, (i64, i64, i64)> = BTreeMap::new();
    let mut total = 0;
    for (doc, lines) in docs.iter().enumerate() {
        for line in lines {
            for (at, node) in line.iter().enumerate() {
                counts.entry(node).or_default().0 += 1;
                for (other, collocate) in line.iter().enumerate() {
                    let before = other < at && at - other <= left;
                    let after = other > at && other - at <= right;
                    if before || after {
                        let row = rows.entry((node, collocate)).or_default();
                        row.0 += i64::from(before);
                        row.1 += i64::from(after);
                        row.2.insert(doc);
                        counts.entry(node).or_default().1 += 1;
                        counts.entry(collocate).or_default().2 += 1;
                        total += 1;
                    }
                }
            }
        }
    }
    rows.into_iter()
        .map(|((node, collocate), (left, right, docs))| {
            let (of_node, of_collocate) = (counts[node], counts[collocate]);
            let numbers = vec![
                left + right,
                left,
                right,
                of_node.0,
                of_collocate.0,
                of_node.1,
                of_collocate.2,
                total,
                docs.len() as i64,
            ];
            ((node.to_owned(), collocate.to_owned()), numbers)
        })
        .collect()
}

fn documents() -> impl Strategy<Value = Vec<Vec<Vec<String>>>> {
    let word = prop::sample::select(vec!["ab", "ba", "cab", "dab", "abba"]).prop_map(str::to_owned);
    let line = prop::collection::vec(word, 1..9);
    prop::collection::vec(prop::collection::vec(line, 1..5), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn counts_equal_a_plain_count(
        docs in documents(), left in 0usize..4, right in 1usize..4, threads in 1usize..3, chunk in 1usize..60,
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
        let options = |rest: Value| {
            let mut options = json!({"regions": "all", "min_count": 1, "measures": "pmi"});
            rest.as_object().into_iter().flatten().for_each(|(name, value)| options[name] = value.clone());
            options
        };
        let found = |rest: Value| rows(&call(&corpus, "collocations", &options(rest), &run));

        let mut unordered = plain(&docs, (right, right));
        unordered.retain(|(node, collocate), _| node <= collocate);
        prop_assert_eq!(found(json!({"window": right})), unordered);
        prop_assert_eq!(found(json!({"window": right, "direction": "right"})), plain(&docs, (0, right)));
        prop_assert_eq!(found(json!({"window": right, "direction": "left"})), plain(&docs, (right, 0)));

        let whole: Vec<Vec<Vec<String>>> = docs.iter().map(|lines| vec![lines.concat()]).collect();
        let to_the_end = json!({"window": right, "direction": "right", "unit": "document"});
        prop_assert_eq!(found(to_the_end), plain(&whole, (0, right)));

        let mut around = plain(&docs, (left, right));
        around.retain(|(node, _), _| node == "ab" || node == "cab");
        let nodes = json!({"node": ["ab", "cab"], "window": [left, right]});
        prop_assert_eq!(&found(nodes), &around);
        for ((node, collocate), numbers) in &around {
            let options = json!({"node": node, "collocate": collocate, "window": [left, right], "regions": "all"});
            let lines = call(&corpus, "lines", &options, &run);
            prop_assert_eq!(lines.rows() as i64, numbers[0]);
        }
        let nodes = json!({"node": "ab", "window": [left, right], "unit": "document"});
        for ((node, collocate), numbers) in &found(nodes) {
            let options = json!({
                "node": node, "collocate": collocate, "window": [left, right], "regions": "all", "unit": "document",
            });
            let lines = call(&corpus, "lines", &options, &run);
            prop_assert_eq!(lines.rows() as i64, numbers[0]);
        }
    }
}
