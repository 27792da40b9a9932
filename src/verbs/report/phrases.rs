//! Key phrases: the sequences of words that a page shows in context without being asked.

use std::collections::BTreeMap;

use super::data::{Data, ints};
use super::numbers::line;
use crate::error::Result;
use crate::frame::Frame;

/// How many are picked.
const MOST: usize = 6;
/// Candidates that are looked at, most frequent first.
const CANDIDATES: usize = 400;
/// A phrase that is this often part of one longer phrase is left to it.
const ABSORBED: f64 = 0.7;

/// Words that phrases of every kind of news are full of: no key phrase holds one.
const EVERYDAY: &[&str] = &[
    "according",
    "added",
    "also",
    "asked",
    "day",
    "days",
    "first",
    "five",
    "four",
    "last",
    "month",
    "months",
    "new",
    "next",
    "now",
    "one",
    "part",
    "said",
    "says",
    "second",
    "six",
    "ten",
    "three",
    "time",
    "times",
    "today",
    "told",
    "two",
    "week",
    "weeks",
    "year",
    "year's",
    "years",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A phrase and how often it occurs.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// As counted.
    pub words: String,
    /// As the texts spell it most often.
    pub spelled: String,
    pub count: i64,
    pub docs: i64,
}

/// Rows of the tables `ngrams` that begin and end with telling words, most frequent first; `n` of none is any length.
pub(super) fn sequences(data: &Data<'_>, n: Option<i64>, most: usize) -> Result<Vec<Phrase>> {
    let frame = data.frame("ngrams")?;
    let (terms, lengths) = (frame.column("term")?, ints(frame, "n")?);
    let (counts, docs) = (ints(frame, "count")?, ints(frame, "doc_count")?);
    let telling = |words: &str| {
        let ends = words.split(' ').next().into_iter().chain(words.rsplit(' ').next());
        ends.into_iter().all(|word| data.telling(word))
    };
    Ok((0..frame.rows())
        .filter(|&row| n.is_none_or(|n| lengths[row] == n))
        .filter_map(|row| {
            terms.text(row).filter(|words| telling(words)).map(|words| Phrase {
                words: words.to_owned(),
                spelled: words.to_owned(),
                count: counts[row],
                docs: docs[row],
            })
        })
        .take(most)
        .collect())
}

/// The most frequent phrases that do not hold one another; where there are none, the most frequent words.
pub(super) fn pick(data: &Data<'_>) -> Result<Vec<Phrase>> {
    let several = i64::from(data.corpus.len() > 1) + 1;
    let candidates = sequences(data, None, CANDIDATES)?;
    let fit = |phrase: &Phrase| {
        let everyday = phrase.words.split(' ').any(|word| EVERYDAY.contains(&word));
        phrase.docs >= several && !everyday
    };
    let absorbed = |phrase: &Phrase| {
        candidates.iter().any(|longer| {
            longer.words.len() > phrase.words.len()
                && holds(&longer.words, &phrase.words)
                && longer.count as f64 >= ABSORBED * phrase.count as f64
        })
    };
    let mut picked: Vec<Phrase> = Vec::new();
    for phrase in candidates.iter().filter(|phrase| fit(phrase) && !absorbed(phrase)) {
        let near = |other: &Phrase| holds(&other.words, &phrase.words) || holds(&phrase.words, &other.words);
        if picked.len() < MOST && !picked.iter().any(near) {
            picked.push(phrase.clone());
        }
    }
    if picked.is_empty() { super::words::top(data, MOST / 2) } else { Ok(picked) }
}

/// Gives each phrase the spelling it has in `kwic`.
pub(super) fn spell(phrases: &mut [Phrase], kwic: &Frame) -> Result<()> {
    let (patterns, keywords) = (kwic.column("pattern")?, kwic.column("keyword")?);
    for phrase in phrases {
        let rows = (0..kwic.rows()).filter(|&row| patterns.text(row) == Some(&*phrase.words));
        phrase.spelled = written(rows.map(|row| line(keywords.text(row).unwrap_or_default())));
    }
    Ok(())
}

/// The spelling that is most frequent, of equals the first in the alphabet.
fn written(spellings: impl Iterator<Item = String>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    spellings.for_each(|spelling| *counts.entry(spelling).or_default() += 1);
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, number)| *number)
        .map(|(spelling, _)| spelling)
        .unwrap_or_default()
}

/// Whether the words of `part` stand in a row in `whole`.
fn holds(whole: &str, part: &str) -> bool {
    format!(" {whole} ").contains(&format!(" {part} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_hold_whole_words() {
        assert!(holds("alliance consultative meeting", "consultative meeting"));
        assert!(!holds("alliance consultative meetings", "consultative meeting"));
    }

    #[test]
    fn phrases_are_spelled_as_most_often() {
        let spelled = ["north sarn", "North Sarn", "NORTH SARN", "North Sarn"].map(str::to_owned);
        assert_eq!(written(spelled.into_iter()), "North Sarn");
    }
}
