//! Key phrases: the sequences of words that a page shows in context without being asked.

use super::data::{Data, ints};
use crate::error::Result;

/// How many are picked.
const MOST: usize = 6;
/// Candidates that are looked at, most frequent first.
const CANDIDATES: usize = 400;
/// A phrase that is this often part of one longer phrase is left to it.
const ABSORBED: f64 = 0.7;

/// A phrase and how often it occurs.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub words: String,
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
    let mut candidates = sequences(data, None, CANDIDATES)?;
    candidates.retain(|phrase| phrase.docs >= several);
    let absorbed = |phrase: &Phrase| {
        candidates.iter().any(|longer| {
            longer.words.len() > phrase.words.len()
                && holds(&longer.words, &phrase.words)
                && longer.count as f64 >= ABSORBED * phrase.count as f64
        })
    };
    let mut picked: Vec<Phrase> = Vec::new();
    for phrase in candidates.iter().filter(|phrase| !absorbed(phrase)) {
        let near = |other: &Phrase| holds(&other.words, &phrase.words) || holds(&phrase.words, &other.words);
        if picked.len() < MOST && !picked.iter().any(near) {
            picked.push(phrase.clone());
        }
    }
    if picked.is_empty() { super::words::top(data, MOST / 2) } else { Ok(picked) }
}

/// Whether the words of `part` stand in a row in `whole`.
fn holds(whole: &str, part: &str) -> bool {
    format!(" {whole} ").contains(&format!(" {part} "))
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn phrases_hold_whole_words() {
        assert!(holds("alliance consultative meeting", "consultative meeting"));
        assert!(!holds("alliance consultative meetings", "consultative meeting"));
    }
}
