//! Words: golden cases shared with Python, and what holds for every text.

use communique::tokens::{Scratch, TokenOptions, Tokenizer};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
struct Golden {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    #[serde(default)]
    options: Map<String, Value>,
    terms: Vec<String>,
    /// In code points, as Python counts.
    spans: Vec<(usize, usize)>,
}

fn golden() -> Vec<Case> {
    toml::from_str::<Golden>(include_str!("../golden/tokens.toml")).expect("tokens.toml").case
}

fn options(table: &Map<String, Value>) -> TokenOptions {
    let mut options = TokenOptions::default();
    for (name, value) in table {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_string);
        options.set(name, &text).expect(name);
    }
    options
}

fn tokenize(text: &str, options: &TokenOptions, scratch: &mut Scratch) -> Vec<(usize, usize, String)> {
    let mut tokens = Vec::new();
    let tokenizer = Tokenizer::new(options).expect("options");
    tokenizer
        .tokenize(text, scratch, &mut |token| tokens.push((token.start, token.end, token.term.to_string())));
    tokens
}

#[test]
fn golden_cases() {
    let mut scratch = Scratch::default();
    for case in golden() {
        let tokens = tokenize(&case.text, &options(&case.options), &mut scratch);
        let terms: Vec<&str> = tokens.iter().map(|(_, _, term)| term.as_str()).collect();
        assert_eq!(terms, case.terms, "{}", case.name);
        let points = |at: usize| case.text[..at].chars().count();
        let spans: Vec<(usize, usize)> =
            tokens.iter().map(|&(start, end, _)| (points(start), points(end))).collect();
        assert_eq!(spans, case.spans, "{}", case.name);
    }
}

#[test]
fn golden_names_are_unique_and_every_choice_has_a_case() {
    let cases = golden();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    for case in &cases {
        assert_eq!(cases.iter().filter(|other| other.name == case.name).count(), 1, "{}", case.name);
    }
    for row in communique::tokens::OPTIONS {
        if let communique::tokens::Values::Choices(choices) = row.values {
            for &choice in choices.iter().filter(|&&choice| choice != row.default) {
                let met = cases
                    .iter()
                    .any(|case| case.options.get(row.name).and_then(|value| value.as_str()) == Some(choice));
                assert!(met, "{}={choice}", row.name);
            }
        } else {
            assert!(cases.iter().any(|case| case.options.contains_key(row.name)), "{}", row.name);
        }
    }
}

/// All combinations of the choices that change where tokens begin and end, and some that change terms.
fn combinations() -> Vec<TokenOptions> {
    let mut all = vec![TokenOptions::default()];
    for row in communique::tokens::OPTIONS {
        if let communique::tokens::Values::Choices(choices) = row.values {
            all = all
                .iter()
                .flat_map(|options| {
                    choices.iter().map(|choice| {
                        let mut options = options.clone();
                        options.set(row.name, choice).expect(choice);
                        options
                    })
                })
                .collect();
        }
    }
    all
}

/// Tokens lie on character boundaries, hold something, come in order and do not overlap; and a text without a token
/// has no letter or digit.
fn check(text: &str, options: &TokenOptions, scratch: &mut Scratch) {
    let mut last = 0;
    for (start, end, term) in tokenize(text, options, scratch) {
        assert!(last <= start && start < end && end <= text.len(), "{start}..{end} in {text:?}");
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{start}..{end} in {text:?}");
        assert!(!term.is_empty(), "{start}..{end} in {text:?}");
        last = end;
    }
    let leaves_out = options.numbers.name() == "remove" || options.urls.name() == "remove";
    assert!(last > 0 || leaves_out || !text.contains(char::is_alphanumeric), "{text:?}");
}

#[test]
fn tokens_are_in_order_under_every_combination() {
    let texts: Vec<String> = golden().into_iter().map(|case| case.text).collect();
    let mut scratch = Scratch::default();
    for options in combinations() {
        for text in &texts {
            check(text, &options, &mut scratch);
        }
        check(&texts.join("-"), &options, &mut scratch);
    }
}

/// With every join switched off, tokens are the words of UAX #29.
#[test]
fn without_tailorings_words_are_those_of_uax29() {
    use unicode_segmentation::UnicodeSegmentation;
    let mut options = TokenOptions::default();
    for (name, value) in
        [("hyphens", "split"), ("abbreviations", "split"), ("quotes", "keep"), ("case", "keep")]
    {
        options.set(name, value).expect(name);
    }
    let mut scratch = Scratch::default();
    for case in golden() {
        let words: Vec<(usize, usize, String)> = case
            .text
            .unicode_word_indices()
            .map(|(start, word)| (start, start + word.len(), word.to_string()))
            .collect();
        assert_eq!(tokenize(&case.text, &options, &mut scratch), words, "{}", case.name);
    }
}

/// Seconds if something is quadratic, hours for some.
#[test]
fn hostile_input_takes_linear_time() {
    let count = 200_000;
    let mut scratch = Scratch::default();
    let mut options = vec![TokenOptions::default()];
    let mut joined = TokenOptions::default();
    for (name, value) in [("urls", "join"), ("punctuation", "keep"), ("stem", "en")] {
        joined.set(name, value).expect(name);
    }
    options.push(joined);
    for options in &options {
        for piece in [
            "a",
            "-",
            "a-",
            "A-",
            "a.",
            "U.S.-",
            "\u{301}",
            "a@",
            "a.b@",
            "www.",
            "http://",
            "(",
            "A\n",
            "’",
            "😀\u{200d}",
        ] {
            check(&piece.repeat(count), options, &mut scratch);
            check(&format!("a {}", piece.repeat(count)), options, &mut scratch);
            check(&format!("http://a{} A", piece.repeat(count)), options, &mut scratch);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_are_in_order_in_any_text(text in "(?s)([a-zA-Z0-9 .'’:/@\u{2010}\u{301}\n-]|.){0,80}") {
        let mut scratch = Scratch::default();
        for options in combinations().iter().step_by(7) {
            check(&text, options, &mut scratch);
        }
    }
}
