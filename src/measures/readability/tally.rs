//! Counts a text: sentence by sentence, then merged.

use super::counts::Counts;
use super::syllables::syllables;
use std::collections::{HashMap, HashSet};

/// A list of words or a class of words that only the caller can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Dale's list of 3000: words that are not on it are difficult.
    Dale3000,
    /// Spache's list: words that are not on it are unfamiliar.
    Spache,
    /// Dale's list of 769: types that are not on it are hard.
    Dale769,
    /// Bamberger and Vanecek's list of 1000: types that are not on it are rare.
    BambergerVanecek,
    /// Pronouns.
    Pronouns,
    /// Prepositions.
    Prepositions,
    /// Conjunctions.
    Conjunctions,
}

const LISTS: usize = 7;

/// Counts words, sentences and what they are made of. Tallies of parts of a text merge, in any order.
///
/// Words are looked up in lists lower-cased and as they stand: a list holds the inflected forms that count as known.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    lists: [Option<HashSet<String>>; LISTS],
    on_list: [u64; LISTS],
    types: HashSet<String>,
    /// Syllables of the words met, as they stand: one in twenty words is new.
    syllables: HashMap<String, u32>,
    sums: Sums,
    letters_squared: u64,
}

/// What is simply added up.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    words: u64,
    sentences: u64,
    units: u64,
    syllables: u64,
    letters: u64,
    alphanumerics: u64,
    characters: u64,
    of_syllables: [u64; 4],
    common: u64,
    complex: u64,
    of_letters: [u64; 3],
}

/// One-syllable words that the Lensear Write formula leaves out.
const COMMON: &[&str] = &["the", "is", "are", "was", "were"];

impl Tally {
    /// Nothing counted yet, no lists.
    pub fn new() -> Tally {
        Tally::default()
    }

    /// The same tally with a list of words, lower-cased; without one its count stays NaN.
    #[must_use]
    pub fn with_list(mut self, list: List, words: impl IntoIterator<Item = String>) -> Tally {
        self.lists[list as usize] = Some(words.into_iter().collect());
        self
    }

    /// Counts a sentence: its text, for characters and units, and its words. English syllables.
    pub fn sentence<'a>(&mut self, text: &str, words: impl IntoIterator<Item = &'a str>) {
        let sums = &mut self.sums;
        sums.sentences += 1;
        sums.characters += text.chars().filter(|c| !c.is_whitespace()).count() as u64;
        sums.units += units(text);
        for (place, word) in words.into_iter().enumerate() {
            self.word(word, place == 0);
        }
    }

    fn word(&mut self, word: &str, first: bool) {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count() as u64;
        let (count, lower) = (self.syllables(word), word.to_lowercase());
        let sums = &mut self.sums;
        sums.words += 1;
        sums.letters += letters;
        sums.alphanumerics += word.chars().filter(|c| c.is_alphanumeric()).count() as u64;
        self.letters_squared += letters * letters;
        sums.syllables += u64::from(count);
        sums.of_syllables[(count.clamp(1, 4) - 1) as usize] += 1;
        sums.common += u64::from(COMMON.contains(&lower.as_str()));
        sums.complex += u64::from(count >= 3 && !is_name(word, first) && !is_inflected(&lower, count));
        for (over, most) in sums.of_letters.iter_mut().zip([letters <= 3, letters >= 6, letters >= 7]) {
            *over += u64::from(most);
        }
        for (list, hits) in self.lists.iter().zip(&mut self.on_list) {
            *hits += u64::from(list.as_ref().is_some_and(|list| list.contains(&lower)));
        }
        if !self.types.contains(&lower) {
            self.types.insert(lower);
        }
    }

    fn syllables(&mut self, word: &str) -> u32 {
        if let Some(&count) = self.syllables.get(word) {
            return count;
        }
        let count = syllables(word);
        self.syllables.insert(word.to_owned(), count);
        count
    }

    /// Adds what `other` counted; its lists must be the same.
    pub fn merge(&mut self, other: &Tally) {
        let (a, b) = (&mut self.sums, &other.sums);
        a.words += b.words;
        a.sentences += b.sentences;
        a.units += b.units;
        a.syllables += b.syllables;
        a.letters += b.letters;
        a.alphanumerics += b.alphanumerics;
        a.characters += b.characters;
        a.common += b.common;
        a.complex += b.complex;
        add(&mut a.of_syllables, &b.of_syllables);
        add(&mut a.of_letters, &b.of_letters);
        add(&mut self.on_list, &other.on_list);
        self.letters_squared += other.letters_squared;
        self.types.extend(other.types.iter().cloned());
    }

    /// The counts; NaN where a list was needed and not given.
    pub fn counts(&self) -> Counts {
        let s = &self.sums;
        let (words, letters) = (s.words as f64, s.letters as f64);
        let known = |list: List| self.lists[list as usize].as_ref();
        let hits = |list: List| known(list).map_or(f64::NAN, |_| self.on_list[list as usize] as f64);
        let new_types = |list: List| {
            known(list).map_or(f64::NAN, |list| {
                self.types.iter().filter(|word| !list.contains(*word)).count() as f64
            })
        };
        let [one, two, three, four] = s.of_syllables.map(|count| count as f64);
        Counts {
            words,
            sentences: s.sentences as f64,
            units: s.units as f64,
            syllables: s.syllables as f64,
            letters,
            alphanumerics: s.alphanumerics as f64,
            characters: s.characters as f64,
            letters_variance: self.letters_squared as f64 / words - (letters / words).powi(2),
            types: self.types.len() as f64,
            one_syllable_words: one,
            one_syllable_words_excl_common: one - s.common as f64,
            two_syllable_words: two + three + four,
            polysyllables: three + four,
            complex_words: s.complex as f64,
            words_3_letters: s.of_letters[0] as f64,
            words_6_letters: s.of_letters[1] as f64,
            words_7_letters: s.of_letters[2] as f64,
            difficult_words: words - hits(List::Dale3000),
            unfamiliar_words: words - hits(List::Spache),
            hard_types: new_types(List::Dale769),
            rare_types: new_types(List::BambergerVanecek),
            pronouns: hits(List::Pronouns),
            prepositions: hits(List::Prepositions),
            conjunctions: hits(List::Conjunctions),
        }
    }
}

fn add(all: &mut [u64], more: &[u64]) {
    all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
}

/// Parts of a sentence that end in a stop of some kind, at least one; a stop inside a word or number ends nothing.
fn units(text: &str) -> u64 {
    let mut units = 0;
    let mut open = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends = matches!(c, '–' | '—')
            || (matches!(c, '.' | '?' | '!' | ':' | ';')
                && chars.peek().is_none_or(|next| !next.is_alphanumeric()));
        if ends && open {
            units += 1;
            open = false;
        } else if c.is_alphanumeric() {
            open = true;
        }
    }
    units + u64::from(open)
}

/// A word with a capital that the beginning of the sentence does not explain.
fn is_name(word: &str, first: bool) -> bool {
    !first && word.chars().next().is_some_and(char::is_uppercase)
}

/// A word that has its third syllable from -ed or -es.
fn is_inflected(lower: &str, syllables: u32) -> bool {
    syllables == 3 && (lower.ends_with("ed") || lower.ends_with("es"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_counted() {
        let mut tally = Tally::new().with_list(List::Dale3000, ["the", "dogs"].map(String::from));
        tally.sentence(
            "The 3 dogs created London: a conversation.",
            ["The", "3", "dogs", "created", "London", "a", "conversation"],
        );
        let counts = tally.counts();
        for (name, value) in [
            ("words", 7.0),
            ("sentences", 1.0),
            ("units", 2.0),
            ("syllables", 13.0),
            ("letters", 33.0),
            ("alphanumerics", 34.0),
            ("characters", 36.0),
            ("types", 7.0),
            ("one_syllable_words", 4.0),
            ("one_syllable_words_excl_common", 3.0),
            ("polysyllables", 2.0),
            ("complex_words", 1.0),
            ("words_3_letters", 3.0),
            ("words_7_letters", 2.0),
            ("difficult_words", 5.0),
        ] {
            assert_eq!(counts.get(name), Some(value), "{name}");
        }
        assert!(counts.unfamiliar_words.is_nan() && counts.pronouns.is_nan());
    }

    #[test]
    fn parts_merge() {
        let (mut one, mut two, mut both) = (Tally::new(), Tally::new(), Tally::new());
        one.sentence("We agree.", ["We", "agree"]);
        two.sentence("They agree; we do not.", ["They", "agree", "we", "do", "not"]);
        both.sentence("We agree.", ["We", "agree"]);
        both.sentence("They agree; we do not.", ["They", "agree", "we", "do", "not"]);
        two.merge(&one);
        let (merged, both) = (two.counts(), both.counts());
        for row in super::super::COUNTS {
            let same = (row.get)(&merged) == (row.get)(&both) || (row.get)(&both).is_nan();
            assert!(same, "{}", row.name);
        }
        assert_eq!(both.types, 5.0);
    }
}
