//! Restatements: a headline, deck or thumbnail that says what the body says, and a bond of the body that comes again, point at
//! the record that they restate.

use super::Passage;
use super::record::Record;

/// Share of the words of the shorter content that the longer must hold.
const HEADING: f64 = 0.5;
/// The same for two records of the body.
const BODY: f64 = 0.6;

/// Links restatements: for records of a heading the closest record of the body, for records of the body the first that says
/// the same.
pub(crate) fn link(
    text: &str,
    passages: &[Passage<'_>],
    records: &mut Vec<Record>,
    acts: &dyn Fn(&str) -> bool,
) {
    let heading: Vec<bool> = records
        .iter()
        .map(|record| {
            let at = passages.partition_point(|passage| passage.sent_id < record.sent_id);
            passages.get(at).is_some_and(|passage| {
                matches!(
                    passage.region,
                    "headline" | "deck" | "crosshead" | "thumbnail" | "caption" | "kicker"
                )
            })
        })
        .collect();
    let stems: Vec<Vec<String>> =
        records.iter().map(|record| self::stems(record.content.text(text))).collect();
    // A heading may draw on the whole clause of the body, its condition included.
    let clauses: Vec<Vec<String>> = records
        .iter()
        .filter(|_| heading.contains(&true))
        .map(|record| {
            let mut whole = record.span.text(text).to_owned();
            if let Some(condition) = record.condition {
                whole.push(' ');
                whole.push_str(condition.text(text));
            }
            self::stems(&whole)
        })
        .collect();
    let names: Vec<Vec<&str>> =
        records.iter().map(|record| acronyms(record.content.text(text), acts)).collect();
    let mut links = vec![None; records.len()];
    for index in 0..records.len() {
        let mut best: Option<(f64, usize)> = None;
        // A record of the body restates an earlier one; the search is bounded, so that a long document costs linear time.
        let others = if heading[index] { 0..records.len() } else { index.saturating_sub(60)..index };
        let mut looked = 0;
        for other in others {
            if other == index || heading[other] || links[other].is_some() || looked > 400 {
                continue;
            }
            looked += 1;
            let alike = same_kind(&records[index], &records[other]);
            if !(alike || heading[index]) {
                continue;
            }
            let (share, common) = if heading[index] {
                overlap(&stems[index], &clauses[other], true)
            } else {
                overlap(&stems[index], &stems[other], false)
            };
            // "hold the EDSCG": the same verb and the same named body.
            let named = !heading[index]
                && stems[index].first() == stems[other].first()
                && names[index].iter().any(|name| names[other].contains(name));
            let share = if named { share.max(BODY) } else { share };
            let needed = if heading[index] { HEADING } else { BODY };
            let enough = if heading[index] { common >= 1.0 } else { common >= 2.0 };
            let value = share + if records[index].class == records[other].class { 0.1 } else { 0.0 };
            if enough
                && share + if alike { 0.05 } else { 0.0 } >= needed
                && best.is_none_or(|(known, _)| value > known)
            {
                best = Some((value, other));
            }
        }
        links[index] = best.map(|(_, other)| other);
    }
    // Without a body the first heading holds the record, and the others restate it.
    for index in 0..records.len() {
        if heading[index] && links[index].is_none() {
            let first = (index.saturating_sub(200)..index).find(|&other| {
                heading[other]
                    && links[other].is_none()
                    && cut_of(text, &records[index], &records[other], || {
                        overlap(&stems[index], &stems[other], true).0 >= 0.8
                    })
            });
            links[index] = first;
        }
    }
    // A bare noun in a deck counts only where a record of the body supports it.
    let mut kept: Vec<bool> = records
        .iter()
        .zip(&links)
        .map(|(record, link)| record.class != "BARE_NOMINAL" || link.is_some())
        .collect();
    for index in 0..records.len() {
        if records[index].class == "BARE_NOMINAL" && links[index].is_some_and(|other: usize| !kept[other]) {
            kept[index] = false;
        }
    }
    let mut place = Vec::with_capacity(records.len());
    let mut next = 0;
    for keep in &kept {
        place.push(next);
        next += usize::from(*keep);
    }
    for (record, link) in records.iter_mut().zip(links) {
        record.duplicate_of = link.filter(|&other| kept[other]).map(|other| place[other]);
    }
    let mut keep = kept.iter();
    records.retain(|_| keep.next().copied().unwrap_or(true));
}

/// Whether a heading is the start of another, cut, or says the same.
fn cut_of(text: &str, a: &Record, b: &Record, alike: impl Fn() -> bool) -> bool {
    let (short, long) = (a.content.text(text).trim(), b.content.text(text));
    !short.is_empty() && (long.starts_with(short) || alike())
}

/// Names in capitals that are no actors.
fn acronyms<'t>(content: &'t str, acts: &dyn Fn(&str) -> bool) -> Vec<&'t str> {
    content
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
        .filter(|word| !acts(word))
        .collect()
}

/// Classes that may restate one another: the same, or both of the future.
fn same_kind(a: &Record, b: &Record) -> bool {
    let family = |class: &str| match class {
        "PLEDGE" | "REAFFIRM" => 1,
        "AGREE" | "DECIDE" | "WILL" | "PLAN" | "PURSUE" | "BARE_NOMINAL" | "WILLINGNESS" | "NEED" => 2,
        _ => 3,
    };
    family(&a.class) == family(&b.class) && a.polarity == b.polarity
}

/// Share of the words of the first (or, of the body, of the shorter) in the other, and how many they share.
fn overlap(a: &[String], b: &[String], heading: bool) -> (f64, f64) {
    if a.is_empty() || b.is_empty() {
        return (0.0, 0.0);
    }
    let mut common = 0.0;
    for (at, word) in a.iter().enumerate() {
        // A heading may be cut in its last word.
        let cut = heading && at + 1 == a.len() && word.len() >= 3;
        if b.iter().any(|other| other == word || cut && other.starts_with(word.as_str())) {
            common += 1.0;
        }
    }
    let size = if heading { a.len() } else { a.len().max(b.len()) };
    (common / size as f64, common)
}

/// Content words without endings.
fn stems(content: &str) -> Vec<String> {
    const STOP: &[&str] = &[
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "and",
        "for",
        "with",
        "by",
        "at",
        "as",
        "its",
        "their",
        "our",
        "be",
        "will",
        "that",
        "which",
        "from",
        "further",
        "also",
        "continue",
        "s",
        "or",
        "into",
        "this",
        "is",
        "are",
        "including",
    ];
    let mut found = Vec::new();
    for word in content.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(60) {
        let lower = word.to_lowercase();
        if STOP.contains(&lower.as_str()) {
            continue;
        }
        let mut stem = lower.as_str();
        for ending in [
            "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "e",
            "y",
        ] {
            if let Some(rest) = stem.strip_suffix(ending).filter(|rest| rest.len() >= 4) {
                stem = rest;
                break;
            }
        }
        if !found.iter().any(|known| known == stem) {
            found.push(stem.to_owned());
        }
    }
    found
}
