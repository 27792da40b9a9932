//! The counts behind the formulas: the intermediate output of readability.

/// Makes [`Counts`] and [`COUNTS`] from one list, so that no count is missing in either.
macro_rules! counts {
    ($($name:ident: $meaning:literal,)*) => {
        /// What a text was counted to have. NaN: not counted; formulas that need it are NaN too.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Counts { $(#[doc = $meaning] pub $name: f64,)* }

        impl Default for Counts {
            fn default() -> Counts { Counts { $($name: f64::NAN,)* } }
        }

        /// All counts, in the order of the intermediate output.
        pub static COUNTS: &[CountRow] = &[$(CountRow {
            name: stringify!($name),
            meaning: $meaning,
            get: |counts| counts.$name,
            set: |counts, value| counts.$name = value,
        },)*];
    };
}

/// A row of [`COUNTS`].
#[derive(Clone, Copy, Debug)]
pub struct CountRow {
    /// The name: also the column's.
    pub name: &'static str,
    /// What is counted.
    pub meaning: &'static str,
    /// Reads it.
    pub get: fn(&Counts) -> f64,
    /// Writes it.
    pub set: fn(&mut Counts, f64),
}

counts! {
    words: "Words.",
    sentences: "Sentences.",
    units: "Parts of sentences that end in . ? ! : ; or a dash.",
    syllables: "Syllables.",
    letters: "Letters in words.",
    alphanumerics: "Letters and digits in words.",
    characters: "Letters, digits and punctuation; no white space.",
    letters_variance: "The population variance of the number of letters of a word.",
    types: "Different words.",
    one_syllable_words: "Words of one syllable.",
    one_syllable_words_excl_common: "Words of one syllable other than the, is, are, was, were.",
    two_syllable_words: "Words of two syllables or more.",
    polysyllables: "Words of three syllables or more.",
    complex_words: "Words of three syllables or more but for names and for those of three with -ed or -es (Gunning); in Polish, words of four or more in their base form.",
    words_3_letters: "Words of at most three letters.",
    words_6_letters: "Words of at least six letters.",
    words_7_letters: "Words of at least seven letters.",
    difficult_words: "Words that are not on Dale's list of 3000.",
    unfamiliar_words: "Words that are not on Spache's list.",
    hard_types: "Different words that are not on Dale's list of 769.",
    rare_types: "Different words that are not on Bamberger and Vanecek's list of 1000.",
    pronouns: "Pronouns.",
    prepositions: "Prepositions (Lorge: prepositional phrases).",
    conjunctions: "Conjunctions.",
}

impl Counts {
    /// The count of that name; none where there is no such count.
    pub fn get(&self, name: &str) -> Option<f64> {
        COUNTS.iter().find(|row| row.name == name).map(|row| (row.get)(self))
    }

    /// Words in a sentence.
    pub(super) fn sentence_length(&self) -> f64 {
        self.words / self.sentences
    }

    /// Syllables in a word.
    pub(super) fn word_syllables(&self) -> f64 {
        self.syllables / self.words
    }

    /// Letters in a word.
    pub(super) fn word_letters(&self) -> f64 {
        self.letters / self.words
    }

    /// `count` in a hundred words.
    pub(super) fn percent(&self, count: f64) -> f64 {
        100.0 * count / self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_is_its_own() {
        for row in COUNTS {
            let mut counts = Counts::default();
            assert!(COUNTS.iter().all(|other| (other.get)(&counts).is_nan()));
            (row.set)(&mut counts, 3.0);
            assert_eq!(COUNTS.iter().filter(|other| (other.get)(&counts) == 3.0).count(), 1, "{}", row.name);
            assert_eq!(counts.get(row.name), Some(3.0));
        }
    }
}
