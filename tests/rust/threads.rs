//! Same input, same output: threads and chunks change nothing.

use communique::par::Run;
use communique::text::{Corpus, sample};
use communique::verbs::{VERBS, Verb};
use serde_json::{Map, Value, json};

/// Options beside the defaults with which each verb is tried.
fn cases(verb: &Verb) -> Vec<Value> {
    match verb.name {
        "terms" => {
            vec![json!({}), json!({"by": "doc"}), json!({"by": ["kind", "region"], "stopwords": "en"})]
        }
        "ngrams" => vec![json!({}), json!({"n": [1, 3], "skip": 1, "by": "year"})],
        "kwic" => vec![
            json!({"pattern": "agree*"}),
            json!({"pattern": ["the two sides", "*deter*"], "sort": "left"}),
            json!({"pattern": "^U\\.?S", "valuetype": "regex", "unit": "sentence", "sort": "right"}),
        ],
        "keyness" => vec![
            json!({"target": "year=2019", "reference": "year=2024", "min_count": 2}),
            json!({"by": ["kind", "region"], "stopwords": "en", "min_count": 5}),
            json!({"target": "year<2022", "measures": ["permutation", "mann_whitney"], "permutations": 99, "min_docs": 15}),
        ],
        "track" => vec![
            json!({"pattern": "ironclad"}),
            json!({"pattern": ["maintain * current *", "agree*"], "actor": "US", "by": "order"}),
        ],
        "compare" => vec![
            json!({"a": "kind=joint_statement,year=2022", "b": "kind=joint_statement,year=2023"}),
            json!({"a": "year<2021", "b": "year>=2021", "regions": ["body"]}),
        ],
        "threads" => vec![json!({}), json!({"near_misses": true, "min_mentions": 2, "by": "order"})],
        "trends" => vec![
            json!({"terms": ["deter*", "extended deterrence"], "every": "year"}),
            json!({"terms": "^U\\.?S", "valuetype": "regex", "every": "quarter"}),
        ],
        "dispersion" => vec![
            json!({}),
            json!({"by": ["kind", "region"], "stopwords": "en", "measures": "all"}),
            json!({"parts": 7, "terms": ["the", "agree*", "US"], "measures": ["dp", "arf", "awt"]}),
        ],
        "diversity" => vec![json!({}), json!({"by": "region", "measures": "all", "window": 20, "seed": 7})],
        "readability" => vec![json!({}), json!({"by": "year", "measures": "all", "intermediate": true})],
        "similarity" => vec![
            json!({"measure": "all", "by": "year"}),
            json!({"weighting": "bm25", "min_similarity": 0.1, "top": 20}),
        ],
        "collocations" => vec![
            json!({"min_count": 1}),
            json!({"direction": "right", "window": 2, "by": "kind", "stopwords": "en", "top": 9}),
            json!({"node": ["the two sides", "*deter*"], "window": [2, 5], "by": ["year", "region"]}),
            json!({"unit": "document", "window": 9, "min_count": 3, "by": "region"}),
        ],
        "lines" => vec![
            json!({"node": "alliance", "collocate": ["the", "sarn*"], "window": 9}),
            json!({"node": "alliance", "collocate": "agreed", "window": 50, "unit": "document"}),
        ],
        "multiwords" => {
            vec![json!({}), json!({"n": [2, 4, 5], "min_count": 3, "stopwords": "en", "top": 50})]
        }
        "redline" => vec![
            json!({"a": "2023-11-13-joint-statement-35th-acm", "b": "2024-10-30-joint-statement-36th-acm"}),
            json!({"regions": "all"}),
        ],
        "passages" | "formulas" => vec![json!({}), json!({"n": 3, "top": 400, "duplicates": "drop"})],
        _ => vec![json!({})],
    }
}

fn bytes(corpus: &Corpus, verb: &Verb, options: &Value, run: &Run) -> String {
    let options: Map<String, Value> = options.as_object().cloned().unwrap_or_default();
    let frame = verb.call(corpus, options, run).expect("a valid call");
    let mut out = Vec::new();
    (communique::frame::Format::parse("jsonl").expect("a format").write)(&frame, &mut out)
        .expect("memory takes it");
    String::from_utf8(out).expect("JSON is UTF-8")
}

#[test]
fn threads_and_chunks_change_nothing() {
    let corpus = sample().expect("the sample corpus reads");
    for verb in VERBS {
        for options in cases(verb) {
            let expected = bytes(&corpus, verb, &options, &Run::serial());
            assert!(
                verb.name == "problems" || expected.lines().count() > 3,
                "{} {options} is empty",
                verb.name
            );
            for (threads, chunk) in [(1, 7), (2, 1), (2, 1000), (3, 4096), (8, 50_000), (2, 1 << 20)] {
                let run =
                    Run::with_threads(threads).and_then(|run| run.with_chunk_bytes(chunk)).expect("valid");
                // A corpus of its own, so that its layout is made by this run too.
                let fresh = sample().expect("the sample corpus reads");
                let found = bytes(&fresh, verb, &options, &run);
                assert!(
                    found == expected,
                    "{} {options} differs with {threads} threads, chunks of {chunk}",
                    verb.name
                );
            }
        }
    }
}
