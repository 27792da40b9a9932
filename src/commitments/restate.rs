//! Restatements: a headline, deck or thumbnail that says what the body says, and a bond of the body that comes again, point at
//! the record that they restate.

use std::cell::OnceCell;

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
    if let [only] = &records[..] {
        if only.class == "BARE_NOMINAL" {
            records.clear();
        }
        return;
    }
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
    let stems: Vec<Stems> = records.iter().map(|record| Stems::of(record.content.text(text))).collect();
    // A heading may draw on the whole clause of the body, its condition included.
    let clauses: Vec<Stems> = records
        .iter()
        .filter(|_| heading.contains(&true))
        .map(|record| {
            let mut whole = record.span.text(text).to_owned();
            if let Some(condition) = record.condition {
                whole.push(' ');
                whole.push_str(condition.text(text));
            }
            Stems::of(&whole)
        })
        .collect();
    let kinds: Vec<_> = records.iter().map(kind).collect();
    // Found at first use: few records ask.
    let names: Vec<OnceCell<Vec<&str>>> = records.iter().map(|_| OnceCell::new()).collect();
    let names = |index: usize| names[index].get_or_init(|| acronyms(records[index].content.text(text), acts));
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
            let alike = kinds[index] == kinds[other];
            if !(alike || heading[index]) {
                continue;
            }
            // "hold the EDSCG": the same verb and the same named body.
            let named = !heading[index]
                && stems[index].first() == stems[other].first()
                && names(index).iter().any(|name| names(other).contains(name));
            let (share, common) = if heading[index] {
                overlap(&stems[index], &clauses[other], true)
            } else if !named && stems[index].far_from(&stems[other]) {
                continue;
            } else {
                overlap(&stems[index], &stems[other], false)
            };
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

/// Records of one kind may restate one another: of the same class, or both of the future, with one polarity.
fn kind(record: &Record) -> (u8, &'static str) {
    let family = match record.class.as_str() {
        "PLEDGE" | "REAFFIRM" => 1,
        "AGREE" | "DECIDE" | "WILL" | "PLAN" | "PURSUE" | "BARE_NOMINAL" | "WILLINGNESS" | "NEED" => 2,
        _ => 3,
    };
    (family, record.polarity)
}

/// Share of the words of the first (or, of the body, of the shorter) in the other, and how many they share.
fn overlap(a: &Stems, b: &Stems, heading: bool) -> (f64, f64) {
    let (first, other) = (&a.marks[..], &b.marks[..]);
    if first.is_empty() || other.is_empty() {
        return (0.0, 0.0);
    }
    let mut common = 0.0;
    for (at, mark) in first.iter().enumerate() {
        // A heading may be cut in its last word.
        let cut = heading && at + 1 == first.len() && mark.end - mark.start >= 3;
        if b.bits & bit(mark.hash) == 0 && !cut {
            continue;
        }
        let word = a.word(mark);
        if other.iter().any(|known| known.hash == mark.hash && b.word(known) == word)
            || cut && other.iter().any(|known| b.word(known).starts_with(word))
        {
            common += 1.0;
        }
    }
    let size = if heading { first.len() } else { first.len().max(other.len()) };
    (common / size as f64, common)
}

/// Content words without endings, each once, in order.
#[derive(Debug, Default)]
struct Stems {
    text: String,
    marks: Vec<Mark>,
    /// A bit for each stem, by its hash: most stems of two records differ here already.
    bits: u64,
}

/// A stem: where it is in `Stems::text`, and its hash, so that few words are compared.
#[derive(Debug)]
struct Mark {
    hash: u64,
    start: usize,
    end: usize,
}

impl Stems {
    fn of(content: &str) -> Stems {
        let mut made = Stems { text: String::with_capacity(content.len()), marks: Vec::new(), bits: 0 };
        for word in content.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(60) {
            let start = made.text.len();
            if word.is_ascii() {
                made.text.push_str(word);
                made.text[start..].make_ascii_lowercase();
            } else {
                made.text.push_str(&word.to_lowercase());
            }
            let word = &made.text[start..];
            let end = start + if stops(word) { 0 } else { word.len() - ending(word) };
            made.text.truncate(end);
            let stem = &made.text[start..];
            let hash = stem.bytes().fold(0, |hash: u64, byte| {
                (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            });
            if !stem.is_empty() && !made.marks.iter().any(|mark| mark.hash == hash && made.word(mark) == stem)
            {
                made.marks.push(Mark { hash, start, end });
                made.bits |= bit(hash);
            }
        }
        made
    }

    fn word(&self, mark: &Mark) -> &str {
        &self.text[mark.start..mark.end]
    }

    fn first(&self) -> Option<&str> {
        self.marks.first().map(|mark| self.word(mark))
    }

    /// Whether the other is so much longer or shorter that the two cannot share enough.
    fn far_from(&self, other: &Stems) -> bool {
        let (a, b) = (self.marks.len(), other.marks.len());
        (a.min(b) as f64) < (a.max(b) as f64) * (BODY - 0.06)
    }
}

fn bit(hash: u64) -> u64 {
    1 << (hash >> 58)
}

/// Words that say nothing.
fn stops(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "of"
            | "to"
            | "in"
            | "on"
            | "and"
            | "for"
            | "with"
            | "by"
            | "at"
            | "as"
            | "its"
            | "their"
            | "our"
            | "be"
            | "will"
            | "that"
            | "which"
            | "from"
            | "further"
            | "also"
            | "continue"
            | "s"
            | "or"
            | "into"
            | "this"
            | "is"
            | "are"
            | "including"
    )
}

/// How long the ending of a word is.
fn ending(word: &str) -> usize {
    let endings: &[&str] = match word.as_bytes().last() {
        Some(b's') => &["ations", "ments", "ings", "ions", "ies", "es", "s"],
        Some(b'n') => &["ation", "ion"],
        Some(b't') => &["ment"],
        Some(b'g') => &["ing"],
        Some(b'd') => &["ed"],
        Some(b'e') => &["e"],
        Some(b'y') => &["y"],
        _ => &[],
    };
    let fits = |end: &&&str| word.len() >= end.len() + 4 && word.ends_with(**end);
    endings.iter().find(fits).map_or(0, |end| end.len())
}

#[cfg(test)]
mod tests {
    use super::Stems;

    #[test]
    fn stems_stand_once_and_without_endings() {
        let stems = Stems::of(
            "The continuing consultations, consulting and CONSULTATION of allies’ ministries in 2025",
        );
        let words: Vec<&str> = stems.marks.iter().map(|mark| stems.word(mark)).collect();
        assert_eq!(words, ["continu", "consult", "alli", "ministr", "2025"]);
    }
}
