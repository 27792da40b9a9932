//! Numbers, dates and cut texts as readers of a newspaper expect them.

use std::fmt::Display;

use crate::frame::iso_date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `12,345`.
pub(super) fn count(number: impl Display) -> String {
    let digits = number.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", &*digits), |rest| ("−", rest));
    let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}")
}

/// `1 document`, `2 documents`.
pub(super) fn plural(number: usize, one: &str) -> String {
    format!("{} {one}{}", count(number), if number == 1 { "" } else { "s" })
}

/// A rate or a score without digits that mean nothing: `1,204`, `37.5`, `0.042`.
pub(super) fn rate(value: f64) -> String {
    match value.abs() {
        magnitude if !value.is_finite() || magnitude == 0.0 => "0".to_owned(),
        magnitude if magnitude >= 99.5 => count(value.round() as i64),
        magnitude if magnitude >= 0.95 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}

/// `65%`; nothing of nothing is empty.
pub(super) fn percent(part: i64, whole: i64) -> String {
    if whole > 0 { format!("{:.0}%", part as f64 * 100.0 / whole as f64) } else { String::new() }
}

/// `5 November 2025`.
pub(super) fn long_date(days: i32) -> String {
    let iso = iso_date(days);
    let parts: Vec<&str> = iso.rsplitn(3, '-').collect();
    match parts[..] {
        [day, month, year] => {
            let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
            name.map_or_else(|| iso.clone(), |name| format!("{} {name} {year}", day.trim_start_matches('0')))
        }
        _ => iso,
    }
}

/// The first `most` characters, or a few more so as not to part what reads as one, at the end of a word where one is
/// near.
pub(super) fn head(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().skip(most).find(|&(at, _)| parts(text, at)) else {
        return text.to_owned();
    };
    let kept = &text[..cut];
    let word = kept.rfind(char::is_whitespace).filter(|&end| cut - end <= MOST_LOST).unwrap_or(cut);
    format!("{} …", kept[..word].trim_end())
}

/// The last `most` characters, cut as [`head`] cuts, from the start of a word where one is near.
pub(super) fn tail(text: &str, most: usize) -> String {
    let last = text.char_indices().rev().skip(most.saturating_sub(1));
    let Some((cut, _)) = last.filter(|&(at, _)| at > 0).find(|&(at, _)| parts(text, at)) else {
        return text.to_owned();
    };
    let kept = &text[cut..];
    let word = kept.find(char::is_whitespace).filter(|&start| start <= MOST_LOST).unwrap_or(0);
    format!("… {}", kept[word..].trim_start())
}

/// Bytes of a word that are given up for a clean cut.
const MOST_LOST: usize = 24;

/// Characters that belong to the one before: accents, vowel points, parts of emoji. Enough of Unicode for a cut that
/// nobody counts on; where words end is the tokenizer's to say.
const JOINED: &[(char, char)] = &[
    ('\u{300}', '\u{36F}'),
    ('\u{591}', '\u{5C7}'),
    ('\u{64B}', '\u{65F}'),
    ('\u{900}', '\u{903}'),
    ('\u{93A}', '\u{94D}'),
    ('\u{200D}', '\u{200D}'),
    ('\u{20D0}', '\u{20FF}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{1F3FB}', '\u{1F3FF}'),
];

/// Whether `text` may be cut at this byte.
fn parts(text: &str, at: usize) -> bool {
    let joined = |c: char| JOINED.iter().any(|&(first, last)| (first..=last).contains(&c));
    !text[at..].starts_with(joined) && !text[..at].ends_with('\u{200D}')
}

/// `text` on one line: white space of any kind becomes one space.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::parse_date;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            [0i64, 999, 1_000, 1_234_567, -4_200].map(count),
            ["0", "999", "1,000", "1,234,567", "−4,200"]
        );
        assert_eq!(
            [0.0, 0.042, 1.26, 99.4, 99.6, 12_345.6].map(rate),
            ["0", "0.042", "1.3", "99.4", "100", "12,346"]
        );
        assert_eq!(
            (plural(1, "word"), plural(2_000, "word")),
            ("1 word".to_owned(), "2,000 words".to_owned())
        );
        assert_eq!((percent(1, 3), percent(0, 0)), ("33%".to_owned(), String::new()));
        assert_eq!(parse_date("2025-11-05").map(long_date).as_deref(), Some("5 November 2025"));
    }

    #[test]
    fn cuts_keep_whole_words_and_clusters() {
        assert_eq!(head("the allies agreed", 12), "the allies …");
        assert_eq!(tail("the allies agreed", 9), "… agreed");
        assert_eq!((head("short", 5), tail("short", 5)), ("short".to_owned(), "short".to_owned()));
        assert_eq!(head("👩‍👩‍👧👩‍👩‍👧", 1), "👩‍👩‍👧 …");
        assert_eq!(tail("ne\u{301}e\u{301}", 1), "… e\u{301}");
        assert_eq!(line(" a\u{a0}\n b "), "a b");
    }
}
