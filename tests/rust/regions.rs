//! Walks `tests/golden/regions.toml`.

use communique::par::Run;
use communique::text::{Layout, Rules};
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
    text: String,
    units: Vec<Expected>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Expected {
    starts: String,
    region: String,
    rule: String,
    #[serde(default)]
    truncated: bool,
    duplicate_of: Option<u32>,
}

#[test]
fn golden() {
    let file: File = toml::from_str(include_str!("../golden/regions.toml")).expect("the golden file parses");
    let mut wrong = 0;
    for case in &file.case {
        let layout = Layout::new(&case.text, Rules::builtin(), |_| "");
        let marks = Rules::builtin().marks(&case.text, layout.units(), &[], &Run::serial());
        let mut found = Vec::new();
        for (index, unit) in layout.units().iter().enumerate() {
            let text = &case.text[unit.start..unit.end];
            // The golden file names the first words; all of them must be there.
            let expected = case.units.get(index).map_or("", |unit| unit.starts.as_str());
            let starts = if text.starts_with(expected) { expected } else { text };
            found.push(Expected {
                starts: starts.to_owned(),
                region: unit.region.name().to_owned(),
                rule: Rules::builtin().id(unit.rule).to_owned(),
                truncated: marks[index].truncated,
                duplicate_of: marks[index].duplicate_of,
            });
        }
        if found != case.units {
            eprintln!("{}:\n  expected {:#?}\n  found {found:#?}", case.name, case.units);
            wrong += 1;
        }
    }
    assert_eq!(wrong, 0, "of {} cases", file.case.len());
}

#[test]
fn html_elements_decide() {
    let tagged = [
        ("nav", "Politics", "nav"),
        ("h1", "Ministers open the locks", "headline"),
        ("p", "Pilots to watch the passage", "deck"),
        ("byline", "By Ilse Orre", "byline"),
        ("img-alt", "Ministers Orre and Vasko turn the wh", "thumbnail"),
        ("figcaption", "Ministers Orre and Vasko turn the wheel. (Jan Pell/The Lake Gazette)", "caption"),
        (
            "p",
            "The ministers agreed on Monday to open the northern locks for all grain ships before the end of this long season.",
            "body",
        ),
        ("blockquote", "“The lake belongs to all who live on it.”", "quote"),
        ("h2", "What the pilots want", "crosshead"),
        (
            "p",
            "The pilots agreed on Monday to work for longer hours, provided that the two ministries pay what they had promised.",
            "body",
        ),
        ("aside", "The locks in numbers", "widget"),
        ("p", "They will meet again.", "body"),
        ("footer", "© 2024 The Lake Gazette. Terms of Use", "copyright"),
    ];
    let mut text = String::new();
    let mut starts = Vec::new();
    for (tag, line, _) in tagged {
        starts.push((text.len(), tag));
        text.push_str(line);
        text.push('\n');
    }
    let tag_of = |at: usize| starts[starts.partition_point(|(start, _)| *start <= at) - 1].1;
    let layout = Layout::new(&text, Rules::builtin(), tag_of);
    let found: Vec<&str> = layout.units().iter().map(|unit| unit.region.name()).collect();
    let expected: Vec<&str> = tagged.iter().map(|(_, _, region)| *region).collect();
    assert_eq!(found, expected);
    let tags: Vec<&str> = tagged.iter().map(|(tag, ..)| *tag).collect();
    let marks = Rules::builtin().marks(&text, layout.units(), &tags, &Run::serial());
    assert!(marks[4].truncated && marks[4].duplicate_of == Some(5));
}

#[test]
fn large_pages_are_no_trap() {
    let line = "The same short line again and again\n";
    let layout = Layout::new(&line.repeat(50_000), Rules::builtin(), |_| "");
    assert_eq!(layout.units().len(), 50_000);
    let prefixes: String =
        (1..3_000).map(|length| format!("prefix of {}\n\n", "a".repeat(length % 250))).collect();
    assert_eq!(Layout::new(&prefixes, Rules::builtin(), |_| "").units().len(), 2_999);
}
