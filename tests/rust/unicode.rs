//! Conformance: Unicode's own tests of word and sentence boundaries, the whole of both files.

use communique::{text, tokens};

/// One line of a test file: the text, and the pieces between its ÷ marks.
struct Case {
    line: usize,
    pieces: Vec<String>,
}

/// Reads `÷ 0061 × 0308 ÷ 0020 ÷ # comment`.
fn cases(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for (index, line) in file.lines().enumerate() {
        let mut pieces = Vec::new();
        for mark in line.split('#').next().unwrap_or_default().split_whitespace() {
            match mark {
                "÷" => pieces.push(String::new()),
                "×" => {}
                code => {
                    let char = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect(line);
                    pieces.last_mut().expect(line).push(char);
                }
            }
        }
        if pieces.pop().is_some() {
            cases.push(Case { line: index + 1, pieces });
        }
    }
    cases
}

const WORDS: &str = include_str!("../golden/unicode/WordBreakTest.txt");
const SENTENCES: &str = include_str!("../golden/unicode/SentenceBreakTest.txt");

#[test]
fn files_are_of_the_version_that_is_implemented() {
    let (major, minor, patch) = unicode_segmentation::UNICODE_VERSION;
    for (name, file) in [("WordBreakTest", WORDS), ("SentenceBreakTest", SENTENCES)] {
        assert!(file.starts_with(&format!("# {name}-{major}.{minor}.{patch}.txt")), "{name}");
        // The files end with their own count.
        assert!(file.contains(&format!("# Lines: {}\n", cases(file).len())), "{name}");
    }
}

#[test]
fn words_are_those_of_unicode() {
    for Case { line, pieces } in cases(WORDS) {
        let text = pieces.concat();
        let fast: Vec<&str> = tokens::words_fast(&text).map(|(_, word)| word).collect();
        let reference: Vec<&str> = tokens::words_reference(&text).map(|(_, word)| word).collect();
        assert_eq!(fast, pieces, "line {line}: {text:?}");
        assert_eq!(reference, pieces, "line {line}: {text:?}");
    }
}

/// The cases of the file end to end, between words: what stands before a segment must not change it.
#[test]
fn words_are_those_of_unicode_inside_longer_text() {
    let mut text = String::new();
    for case in cases(WORDS) {
        text.push_str("The word \r\n");
        text.push_str(&case.pieces.concat());
        text.push_str("\nends.");
    }
    assert!(tokens::words_fast(&text).eq(tokens::words_reference(&text)));
}

#[test]
fn sentences_are_those_of_unicode() {
    for Case { line, pieces } in cases(SENTENCES) {
        let text = pieces.concat();
        let found: Vec<&str> = text::sentences_uax29(&text).map(|range| &text[range]).collect();
        assert_eq!(found, pieces, "line {line}: {text:?}");
    }
}
