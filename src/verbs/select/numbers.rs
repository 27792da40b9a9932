//! Words as numbers: what verbs read that count which words stand together.

use super::{Piece, Scan, Stretch, Words};
use crate::counts::Vocabulary;
use crate::tokens::{Short, Token};

/// The words of one stretch as numbers; a buffer used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    ids: Vec<u32>,
    ends: Vec<usize>,
    /// Short terms that have no number yet, and their places in `ids`: the reads of the table then wait for each other,
    /// not for the work between them.
    waiting: Vec<(usize, Short)>,
}

impl Numbers {
    const MOST: usize = 256;

    #[inline]
    fn push(&mut self, term: &str, short: Short, vocabulary: &mut Vocabulary) {
        if short == Short::LONG {
            self.ids.push(vocabulary.id_of(term, short));
            return;
        }
        self.waiting.push((self.ids.len(), short));
        self.ids.push(0);
        if self.waiting.len() == Numbers::MOST {
            self.flush(vocabulary);
        }
    }

    fn flush(&mut self, vocabulary: &mut Vocabulary) {
        for (at, short) in self.waiting.drain(..) {
            self.ids[at] = vocabulary.short_id(short);
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
    /// The words of a stretch as numbers of `vocabulary`, and where among them each sentence ends.
    pub fn numbers_of(
        &self,
        doc: usize,
        stretch: &Stretch,
        words: &mut Words,
        numbers: &mut Numbers,
        vocabulary: &mut Vocabulary,
    ) {
        numbers.ids.clear();
        numbers.ends.clear();
        for (index, _, text) in self.units(&Piece { doc, units: stretch.units.clone() }) {
            self.append_numbers(doc, index, text, words, numbers, vocabulary);
        }
        numbers.flush(vocabulary);
    }

    fn append_numbers(
        &self,
        doc: usize,
        index: usize,
        text: &str,
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
                numbers.ends.push(numbers.ids.len());
            }
            return;
        }
        let layout = self.layout(doc);
        let start = layout.units()[index].start;
        // The last one has all that follows the others.
        let sentences = &layout.sentences()[layout.sentences_of(index)];
        let mut sentences =
            sentences.iter().take(sentences.len().saturating_sub(1)).map(|found| found.end - start);
        let mut end = sentences.next().unwrap_or(usize::MAX);
        self.tokenizer.tokenize(text, &mut words.scratch, &mut |token: Token<'_>| {
            while token.start >= end {
                if numbers.ends.last() != Some(&numbers.ids.len()) {
                    numbers.ends.push(numbers.ids.len());
                }
                end = sentences.next().unwrap_or(usize::MAX);
            }
            numbers.push(token.term, token.short, vocabulary);
        });
        numbers.ends.push(numbers.ids.len());
    }
}
