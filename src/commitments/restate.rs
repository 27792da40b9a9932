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
pub(crate) fn link(text: &str, passages: &[Passage<'_>], records: &mut [Record]) {
    let heading: Vec<bool> = records
        .iter()
        .map(|record| {
            let at = passages.partition_point(|passage| passage.sent_id < record.sent_id);
            passages.get(at).is_some_and(|passage| {
                matches!(passage.region, "headline" | "deck" | "crosshead" | "thumbnail" | "caption" | "kicker")
            })
        })
        .collect();
    let stems: Vec<Vec<String>> = records.iter().map(|record| stems(record.content.text(text))).collect();
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
            let (share, common) = overlap(&stems[index], &stems[other], heading[index]);
            let needed = if heading[index] { HEADING } else { BODY };
            let enough = if heading[index] { common >= 1.0 } else { common >= 2.0 };
            if enough && share + if alike { 0.05 } else { 0.0 } >= needed && (heading[index] || alike) && best.is_none_or(|(value, _)| share > value) {
                best = Some((share, other));
            }
        }
        links[index] = best.map(|(_, other)| other);
    }
    // Without a body the first heading holds the record, and the others restate it.
    for index in 0..records.len() {
        if heading[index] && links[index].is_none() {
            let first = (0..index).find(|&other| heading[other] && links[other].is_none() && overlap(&stems[index], &stems[other], true).0 >= 0.8 && !stems[index].is_empty());
            links[index] = first;
        }
    }
    for (record, link) in records.iter_mut().zip(links) {
        record.duplicate_of = link;
    }
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
        "the", "a", "an", "of", "to", "in", "on", "and", "for", "with", "by", "at", "as", "its", "their", "our", "be", "will", "that",
        "which", "from", "further", "also", "continue", "s", "or", "into", "this", "is", "are", "including",
    ];
    let mut found = Vec::new();
    for word in content.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(60) {
        let lower = word.to_lowercase();
        if STOP.contains(&lower.as_str()) {
            continue;
        }
        let mut stem = lower.as_str();
        for ending in ["ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "e", "y"] {
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
