//! Documents laid side by side: golden cases, and what must hold of any two texts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use communique::aligned::{Change, Edit, Relation, Row, replay};
use communique::frame::Frame;
use communique::par::Run;
use communique::text::read::{ReadOptions, read_paths};
use communique::text::{Builder, Corpus, Input, sample};
use communique::verbs::{Redline, Selection, Verb, View};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn one(id: &str, text: &str) -> Corpus {
    let mut builder = Builder::new();
    builder.push(Input { id: id.into(), text: text.into(), ..Input::default() });
    builder.build().expect("valid")
}

fn compare(a: &Corpus, b: &Corpus) -> Redline {
    Redline::new(a, b, &Selection::default(), &Run::serial()).expect("two documents")
}

/// Sentences, with what became of them, as seen from the other side where `mirrored`.
fn seen(rows: &[Row], mirrored: bool) -> BTreeSet<String> {
    rows.iter()
        .map(|row| {
            let op = |change: Change| match change {
                Change::Went if mirrored => Change::Came,
                Change::Came if mirrored => Change::Went,
                same => same,
            };
            let mut ops: Vec<String> = row
                .ops
                .iter()
                .map(|found| {
                    let (a, b) = if mirrored { (&found.b, &found.a) } else { (&found.a, &found.b) };
                    // Where nothing stands does not matter.
                    let place = |range: &std::ops::Range<usize>| {
                        if range.is_empty() { String::new() } else { format!("{range:?}") }
                    };
                    format!("{:?} {} {}", op(found.change), place(a), place(b))
                })
                .collect();
            ops.sort();
            let (relation, a, b) = match mirrored {
                true => (row.relation.mirrored(), &row.b, &row.a),
                false => (row.relation, &row.a, &row.b),
            };
            let place = |range: &std::ops::Range<usize>| {
                if range.is_empty() { String::new() } else { format!("{range:?}") }
            };
            format!("{relation:?} {} {} {} {:?} {ops:?}", place(a), place(b), row.moved, row.similarity)
        })
        .collect()
}

/// What must hold of any two documents; returns the rows.
fn check(a: &Corpus, b: &Corpus) -> Vec<Row> {
    let (ours, theirs) = (a.document(0).text(), b.document(0).text());
    let (there, back) = (compare(a, b), compare(b, a));
    let script = there.script();
    assert_eq!(replay(ours, &script), theirs, "the way there");
    assert_eq!(replay(theirs, &back.script()), ours, "the way back");
    // Nothing is copied twice, and no more is inserted than the rows and the text between them hold.
    let mut copied = vec![false; ours.len()];
    for edit in &script {
        if let Edit::Copy(range) = edit {
            for at in range.clone() {
                assert!(!std::mem::replace(&mut copied[at], true), "byte {at} is copied twice");
            }
        }
    }
    let (there_seen, back_seen) = (seen(there.rows(), true), seen(back.rows(), false));
    let differ: Vec<_> = there_seen.symmetric_difference(&back_seen).take(4).collect();
    assert!(differ.is_empty(), "exchanging the texts mirrors the rows: {differ:#?}");
    for row in there.rows() {
        let stayed = row.ops.iter().filter(|op| op.change == Change::Stayed);
        for op in stayed {
            assert_eq!(ours[op.a.clone()], theirs[op.b.clone()]);
        }
        let changed = row
            .ops
            .iter()
            .any(|op| !ours[op.a.clone()].trim().is_empty() && op.change == Change::Went)
            || row.ops.iter().any(|op| !theirs[op.b.clone()].trim().is_empty() && op.change == Change::Came);
        match row.relation {
            Relation::Kept => assert!(!changed && row.similarity == Some(1.0)),
            Relation::Edited | Relation::Inserted | Relation::Deleted => assert!(changed),
            Relation::Moved => assert!(row.moved && changed == (row.similarity != Some(1.0))),
            Relation::Split => assert!(row.a.len() == 1 && row.b.len() > 1),
            Relation::Merged => assert!(row.a.len() > 1 && row.b.len() == 1),
        }
    }
    // Every sentence stands in one row.
    for side in [|row: &Row| row.a.clone(), |row: &Row| row.b.clone()] {
        let mut all: Vec<usize> = there.rows().iter().flat_map(side).collect();
        all.sort_unstable();
        assert_eq!(all, (0..all.len()).collect::<Vec<_>>());
    }
    there.rows().to_vec()
}

fn check_itself(corpus: &Corpus) {
    let same = compare(corpus, corpus);
    assert!(same.rows().iter().all(|row| row.relation == Relation::Kept && !row.moved));
    let text = corpus.document(0).text();
    assert!(same.script().iter().all(|edit| matches!(edit, Edit::Copy(_))));
    assert_eq!(replay(text, &same.script()), text);
}

fn singles(corpus: &Corpus) -> Vec<Corpus> {
    (0..corpus.len()).map(|index| corpus.select(&[index]).expect("a place")).collect()
}

fn table(a: &Corpus, b: &Corpus) -> Frame {
    compare(a, b).frame().expect("a table")
}

#[test]
fn golden_cases() {
    let file: toml::Table = toml::from_str(include_str!("../golden/redline.toml")).expect("valid TOML");
    let file = serde_json::to_value(file).expect("TOML is JSON");
    for case in file["case"].as_array().expect("cases") {
        let text = |name: &str| case[name].as_str().expect("text");
        let (a, b) = (one("a", text("a")), one("b", text("b")));
        check(&a, &b);
        let frame = table(&a, &b);
        let cell = |name: &str, row: usize| frame.column(name).expect("a column").display(row);
        let found: Vec<Value> = (0..frame.rows())
            .map(|row| {
                let number =
                    |name: &str| cell(name, row).map_or(0, |text| text.parse::<i64>().expect("a number"));
                json!([
                    cell("relation", row).unwrap_or_default(),
                    number("sent_a"),
                    number("sent_b"),
                    cell("words_removed", row).unwrap_or_default(),
                    cell("words_added", row).unwrap_or_default()
                ])
            })
            .collect();
        assert_eq!(Value::from(found), case["rows"], "{}", case["name"]);
    }
}

#[test]
fn all_pairs_of_the_sample() {
    let documents = singles(&sample().expect("the sample corpus reads"));
    for (place, a) in documents.iter().enumerate() {
        check_itself(a);
        for b in &documents[place + 1..] {
            check(a, b);
        }
    }
}

/// A folder or file of the material that is not part of the project, if it is there.
fn shared(name: &str) -> Option<Corpus> {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora").join(name);
    if !root.exists() {
        eprintln!("../shared/corpora/{name} is absent");
        return None;
    }
    let mut builder = Builder::new();
    let options = ReadOptions { recursive: true, ..ReadOptions::default() };
    read_paths(&[root.to_string_lossy().into_owned()], &options, &Run::serial(), &mut builder)
        .expect("it can be read");
    Some(builder.build().expect("valid"))
}

#[test]
fn consecutive_statements_of_the_federal_reserve() {
    let Some(corpus) = shared("fomc") else { return };
    let documents = singles(&corpus);
    for pair in documents.windows(2) {
        check(&pair[0], &pair[1]);
        check_itself(&pair[0]);
    }
    assert!(documents.len() > 100);
}

#[test]
fn random_pairs_of_the_white_house() {
    let Some(corpus) = shared("whitehouse.jsonl.gz") else { return };
    // Numerical Recipes' congruential generator: the same thousand pairs every time.
    let mut state = 5u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        corpus.select(&[(state >> 8) as usize % corpus.len()]).expect("a place")
    };
    for _ in 0..1000 {
        check(&next(), &next());
    }
}

fn paragraph() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "agree", "allies", "sea", "port", "winter", "the", "of", "and", "they", "force", "level", "treaty",
        "talks", "trade", "north", "will", "guard", "a", "deter", "open",
    ]);
    let sentence = prop::collection::vec(word, 1..12).prop_map(|words| {
        let text = words.join(" ");
        format!("{}{}.", text[..1].to_uppercase(), &text[1..])
    });
    prop::collection::vec(sentence, 1..5)
}

fn text(paragraphs: &[Vec<String>]) -> String {
    paragraphs.iter().map(|sentences| sentences.join(" ")).collect::<Vec<_>>().join("\n\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_two_texts(a in "(\\PC|[ .\n\r\t]|the |agreed ){0,80}", b in "(\\PC|[ .\n\r\t]|the |agreed ){0,80}") {
        let (a, b) = (one("a", &a), one("b", &b));
        check(&a, &b);
        check_itself(&a);
    }

    #[test]
    fn any_two_documents(a in prop::collection::vec(paragraph(), 0..6), b in prop::collection::vec(paragraph(), 0..6)) {
        check(&one("a", &text(&a)), &one("b", &text(&b)));
    }

    #[test]
    fn a_document_and_what_became_of_it(
        a in prop::collection::vec(paragraph(), 1..6), gone in 0usize..20, new in paragraph(), at in 0usize..20,
    ) {
        let mut b = a.clone();
        b.remove(gone % a.len());
        b.insert(at % a.len(), new);
        check(&one("a", &text(&a)), &one("b", &text(&b)));
    }

    /// A paragraph that was put elsewhere: whatever stands out of order moved; nothing went, nothing came.
    #[test]
    fn a_paragraph_that_moved(
        mut lengths in prop::collection::vec(prop::collection::vec(4usize..12, 1..4), 2..7), from in 0usize..20, to in 0usize..20,
    ) {
        // Sentences that share no word.
        let mut next = 0;
        lengths.truncate(6);
        let a: Vec<Vec<String>> = lengths.iter().map(|sentences| sentences.iter().map(|&length| {
            let words: Vec<String> = (next..next + length).map(|number| format!("w{number}")).collect();
            next += length;
            format!("It {}.", words.join(" "))
        }).collect()).collect();
        let mut b = a.clone();
        let moved = b.remove(from % a.len());
        b.insert(to % a.len(), moved.clone());
        let rows = check(&one("a", &text(&a)), &one("b", &text(&b)));
        let unchanged = rows.iter().all(|row| {
            row.similarity == Some(1.0) && matches!(row.relation, Relation::Kept | Relation::Moved)
        });
        prop_assert!(unchanged);
        let count = |sentences: &[String]| sentences.iter().map(|text| text.split(' ').count() + 2).sum::<usize>();
        let (ours, at) = (a.iter().flatten().cloned().collect::<Vec<_>>(), |row: &Row| row.a.start);
        let out: Vec<String> = rows.iter().filter(|row| row.moved).map(|row| ours[at(row)].clone()).collect();
        prop_assert!(count(&out) <= count(&moved), "what moved is no more than the paragraph");
        prop_assert_eq!(out.is_empty(), text(&a) == text(&b));
    }
}

#[test]
fn pages_hold_any_text() {
    let hostile = "<script>alert(1)</script> & \"quoted\" 'text' </p></body>. مرحبا بالعالم. A 👩‍👩‍👧 flag \u{202E}here. NUL \0.";
    let (a, b) = (
        one("a\"><script>", hostile),
        one("b", &hostile.replace("quoted", "<b>bold</b>").replace("flag", "kite")),
    );
    for view in [View::Inline, View::SideBySide, View::Both, View::Fragment] {
        let page = compare(&a, &b).page(view).expect("a page");
        assert!(!page.contains("<script") && !page.contains("<b>bold") && !page.contains('\0'));
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("<ins>kite</ins>"));
        for link in page.split("href=\"#").skip(1) {
            let target = link.split('"').next().expect("an end");
            assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{view:?}: {target}");
        }
    }
}

#[test]
fn options_name_documents() {
    let corpus = sample().expect("the sample corpus reads");
    let verb = Verb::find("redline").expect("a verb");
    let call = |options: Value| {
        let options: Map<String, Value> = options.as_object().cloned().unwrap_or_default();
        verb.call(&corpus, options, &Run::serial())
    };
    let frame = call(json!({"a": "2019-10-14-joint-statement-31st-acm"})).expect("a table");
    assert_eq!(
        frame.column("doc_id_a").expect("a column").text(0),
        Some("2019-10-14-joint-statement-31st-acm")
    );
    assert_eq!(
        frame.column("doc_id_b").expect("a column").text(0),
        Some("2025-11-06-report-37th-acm-dropped-phrase")
    );
    assert!(call(json!({"b": "2019"})).is_err());
}
