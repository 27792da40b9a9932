//! Walks `tests/golden/sentences.toml`.

use communique::text::{Region, sentences};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    region: Option<String>,
    text: String,
    sentences: Vec<String>,
}

#[test]
fn golden() {
    let file: File =
        toml::from_str(include_str!("../golden/sentences.toml")).expect("the golden file parses");
    let mut wrong = 0;
    for case in &file.case {
        let region = case.region.as_deref().map_or(Ok(Region::Body), Region::parse).expect("a region");
        let mut ranges = Vec::new();
        sentences(&case.text, 0..case.text.len(), region, &mut ranges);
        let found: Vec<&str> = ranges.into_iter().map(|range| &case.text[range]).collect();
        if found != case.sentences {
            eprintln!("{}:\n  expected {:?}\n  found    {found:?}", case.name, case.sentences);
            wrong += 1;
        }
    }
    assert_eq!(wrong, 0, "of {} cases", file.case.len());
}
