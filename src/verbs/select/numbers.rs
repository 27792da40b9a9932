//! Words as numbers: what verbs read that count which words stand together.

use super::{Piece, Scan, Stretch, Words};
use crate::tokens::{Short, Token};

/// The words of one stretch as numbers; a buffer used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    ids: Vec<u32>,
    ends: Vec<usize>,
}

impl Numbers {
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
    /// The words of a stretch as numbers, which `number` gives to terms, and where among them each sentence ends.
    pub fn numbers_of(
        &self,
        doc: usize,
        stretch: &Stretch,
        words: &mut Words,
        numbers: &mut Numbers,
        mut number: impl FnMut(&str, Short) -> u32,
    ) {
        numbers.ids.clear();
        numbers.ends.clear();
        for (index, _, text) in self.units(&Piece { doc, units: stretch.units.clone() }) {
            self.append_numbers(doc, index, text, words, numbers, &mut number);
        }
    }

    fn append_numbers(
        &self,
        doc: usize,
        index: usize,
        text: &str,
        words: &mut Words,
        Numbers { ids, ends }: &mut Numbers,
        number: &mut impl FnMut(&str, Short) -> u32,
    ) {
        if self.compounds.is_some() {
            self.words(doc, index, text, words);
            for sentence in words.runs(false) {
                ids.extend(
                    sentence.iter().map(|word| words.term(word)).map(|term| number(term, Short::new(term))),
                );
                ends.push(ids.len());
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
                if ends.last() != Some(&ids.len()) {
                    ends.push(ids.len());
                }
                end = sentences.next().unwrap_or(usize::MAX);
            }
            ids.push(number(token.term, token.short));
        });
        ends.push(ids.len());
    }
}
