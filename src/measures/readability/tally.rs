//! Counts a text: sentence by sentence, then merged.

use super::counts::Counts;
use super::syllables::syllables;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;

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

/// Reads sentences: has the lists of words, and knows of each word that it met what is counted of it. One serves many
/// tallies: one in twenty words of a text is new in it, but few are new in all texts.
///
/// Words are looked up in lists lower-cased and as they stand: a list holds the inflected forms that count as known.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    lists: Arc<[Option<HashSet<String>>; LISTS]>,
    /// Words as they stand.
    words: HashMap<String, Word, FixedState>,
    /// Types, which are words lower-cased: their numbers.
    types: HashMap<Arc<str>, u32, FixedState>,
    /// By number: the type, and the lists that it is on, a bit each.
    known: Vec<(Arc<str>, u8)>,
}

/// What is counted of a word.
#[derive(Clone, Copy, Debug)]
struct Word {
    number: u32,
    letters: u32,
    alphanumerics: u32,
    syllables: u32,
    lists: u8,
    /// Whether it is one of [`COMMON`].
    common: bool,
    upper: bool,
    inflected: bool,
}

/// Counts words, sentences and what they are made of. Tallies of parts of a text merge, in any order.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    on_list: [u64; LISTS],
    /// The numbers that the reader gave.
    types: HashSet<u32, FixedState>,
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

impl Reader {
    /// No word met yet; lists are lower-cased, and what needs one that is not given is NaN.
    pub fn new(given: impl IntoIterator<Item = (List, Vec<String>)>) -> Reader {
        let mut lists: [Option<HashSet<String>>; LISTS] = Default::default();
        given.into_iter().for_each(|(list, words)| lists[list as usize] = Some(words.into_iter().collect()));
        Reader { lists: Arc::new(lists), ..Reader::default() }
    }

    /// Another one with the same lists that met no word.
    #[must_use]
    pub fn empty(&self) -> Reader {
        Reader { lists: self.lists.clone(), ..Reader::default() }
    }

    /// Counts a sentence: its text, for characters and units, and its words. English syllables.
    pub fn sentence<'a>(&mut self, tally: &mut Tally, text: &str, words: impl IntoIterator<Item = &'a str>) {
        tally.sums.sentences += 1;
        tally.sums.characters += characters(text);
        tally.sums.units += units(text);
        for (place, word) in words.into_iter().enumerate() {
            let word = self.word(word);
            tally.word(word, place == 0);
        }
    }

    fn word(&mut self, word: &str) -> Word {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let lower = word.to_lowercase();
        let number = self.number(&lower);
        let syllables = syllables(word);
        let count = |of: fn(char) -> bool| word.chars().filter(|&c| of(c)).count() as u32;
        let made = Word {
            number,
            letters: count(char::is_alphabetic),
            alphanumerics: count(char::is_alphanumeric),
            syllables,
            lists: self.known[number as usize].1,
            common: COMMON.contains(&lower.as_str()),
            upper: word.chars().next().is_some_and(char::is_uppercase),
            inflected: is_inflected(&lower, syllables),
        };
        self.words.insert(word.to_owned(), made);
        made
    }

    /// The number of a type.
    fn number(&mut self, lower: &str) -> u32 {
        if let Some(&number) = self.types.get(lower) {
            return number;
        }
        let on = |(list, words): (usize, &Option<HashSet<String>>)| {
            u8::from(words.as_ref().is_some_and(|words| words.contains(lower))) << list
        };
        let lists = self.lists.iter().enumerate().map(on).sum();
        let (number, lower): (u32, Arc<str>) = (self.known.len() as u32, lower.into());
        self.types.insert(lower.clone(), number);
        self.known.push((lower, lists));
        number
    }

    /// The numbers that this one gives to the types of `other`, whose lists must be the same.
    pub fn numbers_of(&mut self, other: &Reader) -> Vec<u32> {
        other.known.iter().map(|(lower, _)| self.number(lower)).collect()
    }

    /// The counts of what this one read; NaN where a list was needed and not given.
    pub fn counts(&self, tally: &Tally) -> Counts {
        let s = &tally.sums;
        let (words, letters) = (s.words as f64, s.letters as f64);
        let given = |list: List, value: f64| {
            if self.lists[list as usize].is_some() { value } else { f64::NAN }
        };
        let hits = |list: List| given(list, tally.on_list[list as usize] as f64);
        let new_types = |list: List| {
            let on = |number: &&u32| self.known[**number as usize].1 & 1 << list as u8 == 0;
            given(list, tally.types.iter().filter(on).count() as f64)
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
            letters_variance: tally.letters_squared as f64 / words - (letters / words).powi(2),
            types: tally.types.len() as f64,
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

impl Tally {
    /// Nothing counted yet.
    pub fn new() -> Tally {
        Tally::default()
    }

    fn word(&mut self, word: Word, first: bool) {
        let (sums, letters) = (&mut self.sums, u64::from(word.letters));
        sums.words += 1;
        sums.letters += letters;
        sums.alphanumerics += u64::from(word.alphanumerics);
        self.letters_squared += letters * letters;
        sums.syllables += u64::from(word.syllables);
        sums.of_syllables[(word.syllables.clamp(1, 4) - 1) as usize] += 1;
        sums.common += u64::from(word.common);
        // A capital that the beginning of the sentence does not explain makes a name.
        let name = word.upper && !first;
        sums.complex += u64::from(word.syllables >= 3 && !name && !word.inflected);
        for (over, most) in sums.of_letters.iter_mut().zip([letters <= 3, letters >= 6, letters >= 7]) {
            *over += u64::from(most);
        }
        if word.lists != 0 {
            let on = |(list, hits): (usize, &mut u64)| *hits += u64::from(word.lists >> list & 1);
            self.on_list.iter_mut().enumerate().for_each(on);
        }
        self.types.insert(word.number);
    }

    /// Adds what `other` counted, whose types have other numbers here: see [`Reader::numbers_of`].
    pub fn merge(&mut self, other: &Tally, numbers: &[u32]) {
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
        self.types.extend(other.types.iter().map(|&number| numbers[number as usize]));
    }
}

/// How many characters are no white space.
fn characters(text: &str) -> u64 {
    let count = match text.is_ascii() {
        true => text.bytes().filter(|byte| !matches!(byte, 9..=13 | b' ')).count(),
        false => text.chars().filter(|c| !c.is_whitespace()).count(),
    };
    count as u64
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

/// A word that has its third syllable from -ed or -es.
fn is_inflected(lower: &str, syllables: u32) -> bool {
    syllables == 3 && (lower.ends_with("ed") || lower.ends_with("es"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_counted() {
        let mut reader = Reader::new([(List::Dale3000, ["the", "dogs"].map(String::from).to_vec())]);
        let mut tally = Tally::new();
        reader.sentence(
            &mut tally,
            "The 3 dogs created London: a conversation.",
            ["The", "3", "dogs", "created", "London", "a", "conversation"],
        );
        let counts = reader.counts(&tally);
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
    fn characters_are_those_that_are_no_white_space() {
        let all: String = (0..0x300).filter_map(char::from_u32).collect();
        let ascii: String = all.chars().filter(char::is_ascii).collect();
        for text in [all, ascii] {
            assert_eq!(characters(&text), text.chars().filter(|c| !c.is_whitespace()).count() as u64);
        }
    }

    #[test]
    fn parts_merge() {
        let (mut one, mut two, mut both) = (Tally::new(), Tally::new(), Tally::new());
        let (mut first, mut second) = (Reader::default(), Reader::default());
        let (they, words) = ("They agree; we do not.", ["They", "agree", "we", "do", "not"]);
        first.sentence(&mut one, "We agree.", ["We", "agree"]);
        second.sentence(&mut two, they, words);
        first.sentence(&mut both, "We agree.", ["We", "agree"]);
        first.sentence(&mut both, they, words);
        let numbers = second.numbers_of(&first);
        two.merge(&one, &numbers);
        let (merged, both) = (second.counts(&two), first.counts(&both));
        for row in super::super::COUNTS {
            let same = (row.get)(&merged) == (row.get)(&both) || (row.get)(&both).is_nan();
            assert!(same, "{}", row.name);
        }
        assert_eq!(both.types, 5.0);
    }
}
