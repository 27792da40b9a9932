//! The tailorings: which boundaries of UAX #29 are not sentence ends, and which sentence ends it does not see.
//!
//! Each rule is a row of [`RULES`]; the first that knows an answer gives it, and UAX #29 does otherwise.

use memchr::{memchr, memmem};

use super::abbreviations::{Abbreviation, Lists};
use super::bounds::Terminator;
use crate::text::Region;
use crate::text::units::is_ordinal;

/// Longest abbreviation with its inner stops, in bytes.
const LONGEST: usize = 40;

/// Letters of the longest abbreviation in small letters.
const LONGEST_SMALL: usize = 6;

/// A terminator and its surroundings.
struct Place<'t> {
    text: &'t str,
    /// Where the sentence starts that may end here.
    sentence: usize,
    found: &'t Terminator,
    region: Region,
    lists: &'t Lists,
    /// The word before the terminator.
    before: &'t str,
    /// The first character after the white space, and the first word after opening quotes and brackets.
    after: char,
    word: &'t str,
}

/// Whether the sentence ends; `None`: the rule has no opinion.
type Rule = fn(&Place<'_>) -> Option<bool>;

/// The rules in order.
const RULES: &[(&str, Rule)] = &[
    ("caption-credit", caption_credit),
    ("ordinal", ordinal),
    ("closed-mark", closed_mark),
    ("no-space", no_space),
    ("abbreviation", abbreviation),
    ("acronym", acronym),
    ("number-starts", number_starts),
    ("dash-item", dash_item),
    ("letter-item", letter_item),
];

/// Where the sentence that starts at `sentence` ends if it ends at the terminator `found`.
pub(super) fn splits(
    text: &str,
    sentence: usize,
    found: &Terminator,
    region: Region,
    lists: &Lists,
) -> Option<usize> {
    let rest = &text[found.next..];
    let after = rest.chars().next()?;
    if plain(text.as_bytes(), found) && region != Region::Caption {
        return Some(found.next);
    }
    let place = Place {
        text,
        sentence,
        found,
        region,
        lists,
        before: word_before(&text[sentence..found.start]),
        after,
        word: first_word(rest),
    };
    if let Some(end) = note_mark(&place) {
        return Some(end);
    }
    let ends = RULES.iter().find_map(|(_, rule)| rule(&place)).unwrap_or(found.breaks);
    ends.then_some(found.next)
}

/// Whether the terminator is the stop after a long word in small letters, before one space and a capital: most are, and
/// no rule is about them.
fn plain(text: &[u8], found: &Terminator) -> bool {
    let Terminator { start, end, next, stop, breaks, .. } = *found;
    let word = &text[start.saturating_sub(LONGEST_SMALL + 1)..start];
    stop && breaks
        && next == end + 1
        && text[end] == b' '
        && text[next].is_ascii_uppercase()
        && word.len() > LONGEST_SMALL
        && word.iter().all(u8::is_ascii_lowercase)
}

/// The end of `text` back to a space, quote, bracket, hyphen or slash; with its inner stops.
fn word_before(text: &str) -> &str {
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        if text.len() - at > LONGEST || !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’')) {
            break;
        }
        start = at;
    }
    text[start..].trim_start_matches(['.', '\'', '’'])
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(['“', '‘', '"', '\'', '(', '[', '«', '—', '–']);
    let end = text
        .char_indices()
        .find(|&(at, c)| at > LONGEST || !(c.is_alphanumeric() || matches!(c, '.' | '’' | '\'' | '-')))
        .map_or(text.len(), |(at, _)| at);
    let word = &text[..end];
    // We'll, It’s: the word before the apostrophe starts the sentence.
    word.split(['’', '\'']).next().unwrap_or(word)
}

/// "... on Saturday. (File photo)" is one caption.
fn caption_credit(place: &Place<'_>) -> Option<bool> {
    (place.region == Region::Caption && place.after == '(').then_some(false)
}

/// "1. The Ministers", "a. ", "IV. ": the number goes with what it numbers.
fn ordinal(place: &Place<'_>) -> Option<bool> {
    let head = &place.text[place.sentence..place.found.start];
    (place.found.stop && head.len() <= 8 && is_ordinal(head.trim_start_matches(['(', '[', ' '])))
        .then_some(false)
}

/// "Is it so?” he asked" and "(really?) and" go on.
fn closed_mark(place: &Place<'_>) -> Option<bool> {
    let closed = place.found.closed > place.found.end;
    (!place.found.stop && closed && place.after.is_lowercase()).then_some(false)
}

/// Without white space a sentence ends only after a closing quote or bracket, or in scripts that use none.
fn no_space(place: &Place<'_>) -> Option<bool> {
    let Terminator { start, end, closed, next, .. } = *place.found;
    if closed < next || !place.text[start..end].is_ascii() {
        return None;
    }
    let last = place.text[end..closed].chars().next_back();
    let quoted = matches!(last, Some('"' | '\'' | '”' | '’' | '»' | ')' | ']'));
    (!(quoted && place.after.is_uppercase())).then_some(false)
}

fn abbreviation(place: &Place<'_>) -> Option<bool> {
    if !place.found.stop {
        return None;
    }
    let numbered = place.after.is_numeric();
    let class = place.lists.find(place.before)?;
    // "85 Fed. Reg. 1279", "Ret. Gen. Ames"
    if place.word.strip_suffix('.').is_some_and(|word| place.lists.find(word).is_some())
        && class != Abbreviation::Month
    {
        return Some(false);
    }
    match class {
        Abbreviation::Title if place.after == '-' => None,
        Abbreviation::Title | Abbreviation::Never => Some(false),
        Abbreviation::Month => numbered.then_some(false),
        Abbreviation::Reference => {
            let single = place.word.trim_end_matches('.').len() == 1 && !place.lists.is_starter(place.word);
            let counted = numbered || single || matches!(place.after, '(' | '[' | '§');
            (counted || (is_roman(place.word) && !starts(place))).then_some(false)
        }
        Abbreviation::Other => Some(place.found.breaks && starts(place)),
    }
}

/// "U.S. Armed Forces", "J. Austin": letters with stops end a sentence only before a starter.
fn acronym(place: &Place<'_>) -> Option<bool> {
    let mut letters = place.before.split('.');
    let all = letters.all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    });
    if !(place.found.stop && all) {
        return None;
    }
    dash_item(place).or(Some(place.found.breaks && starts(place)))
}

/// "... in 2018. 36 countries": UAX #29 looks through the number to the small letter.
fn number_starts(place: &Place<'_>) -> Option<bool> {
    let ended = place.found.stop && !place.found.breaks && place.found.closed < place.found.next;
    let word = place.before.chars().filter(|c| c.is_alphanumeric()).count() > 3
        || place.found.closed > place.found.end && place.before.len() > 1;
    (ended && word && place.after.is_numeric() && !place.text[..place.found.start].ends_with('.'))
        .then_some(true)
}

/// "... the defense. - As host to": a list whose line ends were lost.
fn dash_item(place: &Place<'_>) -> Option<bool> {
    let rest = &place.text[place.found.next..];
    let item = rest.strip_prefix("- ")?.chars().next()?;
    (place.found.closed < place.found.next && item.is_uppercase()).then_some(true)
}

/// "... shall meet. (ii) They", "... shall meet. b. They": the next item, though it starts with a small letter.
fn letter_item(place: &Place<'_>) -> Option<bool> {
    let rest = &place.text[place.found.next..];
    let (mark, rest) = rest.split_once(' ').filter(|(mark, _)| mark.len() <= 6)?;
    let inner = mark.strip_prefix('(').and_then(|mark| mark.strip_suffix(')')).or(mark.strip_suffix('.'))?;
    let item = is_ordinal(inner) && rest.starts_with(char::is_uppercase);
    (item && place.found.stop && place.found.closed < place.found.next).then_some(true)
}

/// "... agreed.[1] The Parties": the mark goes with the sentence before it.
fn note_mark(place: &Place<'_>) -> Option<usize> {
    let Terminator { end, .. } = *place.found;
    let (digits, rest) = place.text[end..].strip_prefix('[')?.split_once(']')?;
    let space = rest.starts_with(char::is_whitespace);
    (space && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| end + digits.len() + 2)
}

fn starts(place: &Place<'_>) -> bool {
    place.lists.is_starter(place.word)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// Where `text` goes on with a capitalised sentence adverb and a comma though no stop was set: "... and the allies
/// Accordingly, this will"; and where it goes on with a starter after "…".
pub(super) fn missing_stops(text: &str, lists: &Lists) -> Vec<usize> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(comma) = memchr(b',', &bytes[at..]).map(|offset| at + offset) {
        at = comma + 1;
        let letters = bytes[..comma].iter().rev().take(16).take_while(|b| b.is_ascii_alphabetic()).count();
        let start = comma - letters;
        if letters < 4
            || !bytes[start].is_ascii_uppercase()
            || !lists.is_adverb(&text[start..comma])
            || !text[at..].starts_with([' ', '\u{a0}', '\n'])
        {
            continue;
        }
        let before = text[..start].trim_end();
        let word = word_before(before);
        let goes_on = matches!(word, "" | "and" | "but" | "or" | "that" | "which" | "because");
        let lower = text[at..].trim_start().starts_with(char::is_lowercase);
        if before.len() < start && !goes_on && lower {
            found.push(start);
        }
    }
    let mut at = 0;
    while let Some(dots) = memmem::find(&bytes[at..], "…".as_bytes()).map(|offset| at + offset) {
        at = dots + "…".len();
        let rest = text[at..].trim_start_matches(['”', '"', '’', '\'', ')']);
        let next = rest.trim_start();
        if next.len() < rest.len()
            && next.starts_with(char::is_uppercase)
            && lists.is_starter(first_word(next))
        {
            found.push(text.len() - next.len());
        }
    }
    found.sort_unstable();
    found
}
