//! Words as numbers: what verbs read that count which words stand together.

use std::ops::Range;

use super::{Piece, Scan, Stretch, Words};
use crate::counts::Vocabulary;
use crate::tokens::{Plain, Short, Take, Token};

/// The words of one stretch as numbers; a buffer used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    ids: Vec<u32>,
    ends: Vec<usize>,
    /// Short terms that have no number yet, which come after those in `ids`: the reads of the table then wait for each
    /// other, not for the work between them.
    waiting: Vec<Short>,
}

impl Numbers {
    const MOST: usize = 256;

    #[inline]
    fn push(&mut self, term: &str, short: Short, vocabulary: &mut Vocabulary) {
        if short == Short::LONG {
            self.flush(vocabulary);
            self.ids.push(vocabulary.id_of(term, short));
            return;
        }
        self.waiting.push(short);
        if self.waiting.len() >= Numbers::MOST {
            self.flush(vocabulary);
        }
    }

    fn flush(&mut self, vocabulary: &mut Vocabulary) {
        vocabulary.short_ids(&self.waiting, &mut self.ids);
        self.waiting.clear();
    }

    /// How many there are.
    fn len(&self) -> usize {
        self.ids.len() + self.waiting.len()
    }

    /// Ends a sentence before word number `at`, unless one ended there.
    fn end(&mut self, at: usize) {
        if self.ends.last() != Some(&at) {
            self.ends.push(at);
        }
    }

    /// All of them.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Those of each sentence, or all at once where sentences do not count.
    pub fn runs(&self, cross_sentences: bool) -> impl Iterator<Item = &[u32]> {
        let ends = if cross_sentences { &self.ends[self.ends.len().saturating_sub(1)..] } else { &self.ends };
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(ends).map(|(start, &end)| &self.ids[start..end]).filter(|run| !run.is_empty())
    }
}

impl Scan<'_> {
    /// The words of a stretch as numbers of `vocabulary`, and where among them each sentence ends, or only each unit with
    /// `cross_sentences`: sentences need not be found then, which takes an eighth of the time of `ngrams`.
    pub fn numbers_of(
        &self,
        (doc, stretch): (usize, &Stretch),
        cross_sentences: bool,
        words: &mut Words,
        numbers: &mut Numbers,
        vocabulary: &mut Vocabulary,
    ) {
        numbers.ids.clear();
        numbers.ends.clear();
        for (index, _, text) in self.units(&Piece { doc, units: stretch.units.clone() }) {
            self.append_numbers((doc, index, text), cross_sentences, words, numbers, vocabulary);
        }
        numbers.flush(vocabulary);
    }

    fn sentences_of(&self, doc: usize, index: usize) -> &[Range<usize>] {
        let layout = self.layout(doc);
        &layout.sentences()[layout.sentences_of(index)]
    }

    fn append_numbers(
        &self,
        (doc, index, text): (usize, usize, &str),
        cross_sentences: bool,
        words: &mut Words,
        numbers: &mut Numbers,
        vocabulary: &mut Vocabulary,
    ) {
        if self.compounds.is_some() {
            self.words(doc, index, text, words);
            for sentence in words.runs(false) {
                for term in sentence.iter().map(|word| words.term(word)) {
                    numbers.push(term, Short::new(term), vocabulary);
                }
                numbers.ends.push(numbers.len());
            }
            return;
        }
        let start = self.units_of(doc)[index].start;
        let sentences = if cross_sentences { &[] } else { self.sentences_of(doc, index) };
        // The last one has all that follows the others.
        let sentences = &sentences[..sentences.len().saturating_sub(1)];
        let mut take = Numbering { start, sentences, numbers, vocabulary };
        self.tokenizer.cut(text, &mut words.scratch, &mut take);
        let end = numbers.len();
        numbers.ends.push(end);
    }
}

/// Takes the words of a unit.
struct Numbering<'n> {
    /// Where the unit starts.
    start: usize,
    /// The sentences of the unit that have not ended yet, without the last one.
    sentences: &'n [Range<usize>],
    numbers: &'n mut Numbers,
    vocabulary: &'n mut Vocabulary,
}

impl Take for Numbering<'_> {
    #[inline]
    fn token(&mut self, token: Token<'_>) {
        while let [first, rest @ ..] = self.sentences
            && first.end <= self.start + token.start
        {
            self.numbers.end(self.numbers.len());
            self.sentences = rest;
        }
        self.numbers.push(token.term, token.short, self.vocabulary);
    }

    #[inline]
    fn plain(&mut self, words: &Plain<'_>) {
        let before = self.numbers.len();
        if !words.shorts(&mut self.numbers.waiting) {
            words.each(&mut |token: Token<'_>| self.token(token));
            return;
        }
        while let [first, rest @ ..] = self.sentences {
            let ended = words.before(first.end - self.start);
            if ended == words.count() {
                break;
            }
            self.numbers.end(before + ended);
            self.sentences = rest;
        }
        if self.numbers.waiting.len() >= Numbers::MOST {
            self.numbers.flush(self.vocabulary);
        }
    }
}
