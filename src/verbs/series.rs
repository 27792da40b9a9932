//! Documents in the order of time, with the places of their words: what `reuse`, `passages` and `formulas` read.

use std::ops::Range;

use crate::aligned::repeats::Repeats;
use crate::counts::Vocabulary;
use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::text::{Corpus, offsets};
use crate::tokens::TokenOptions;

use super::select::{Scan, Selection, Words, doc_ids};

/// What stands between words where text was left out, until it has a number of its own.
const BREAK: u32 = u32::MAX;

/// The documents, earliest first, and their words. A place counts words over all documents, as [`Repeats`] does.
pub(super) struct Series<'c> {
    corpus: &'c Corpus,
    /// Places of the documents in the corpus.
    pub order: Vec<usize>,
    pub repeats: Repeats,
    words: Vec<At>,
}

/// Where a word stands: bytes into its document, and its sentence from 0. A document has less than 4 GB.
#[derive(Clone, Copy, Debug, Default)]
struct At {
    start: u32,
    end: u32,
    sentence: u32,
}

impl<'c> Series<'c> {
    /// Reads the words of the units selected. By date, then id; documents without a date come last, in the order of
    /// the corpus.
    ///
    /// # Errors
    /// Token options that are not valid; `Interrupted`.
    pub fn new(
        corpus: &'c Corpus,
        selection: &Selection,
        tokens: &TokenOptions,
        run: &Run,
    ) -> Result<Series<'c>> {
        let scan = Scan::new(corpus, selection, tokens, None, run)?;
        let made = run.map(&scan.work(run), |pieces| {
            let (mut vocabulary, mut words, mut read) = (Vocabulary::new(), Words::default(), Vec::new());
            for piece in pieces {
                run.check()?;
                let (mut ids, mut places) = (Vec::new(), Vec::new());
                let mut last = piece.units.start;
                for (index, _, text) in scan.units(piece) {
                    if index > last {
                        ids.push(BREAK);
                        places.push(At::default());
                    }
                    last = index + 1;
                    scan.words(piece.doc, index, text, &mut words);
                    for word in words.list() {
                        ids.push(vocabulary.id(words.term(word)));
                        let [start, end, sentence] =
                            [word.start, word.end, word.sentence].map(|at| at as u32);
                        places.push(At { start, end, sentence });
                    }
                    run.advance(text.len() as u64);
                }
                if last < piece.units.end {
                    ids.push(BREAK);
                    places.push(At::default());
                }
                read.push((piece.doc, ids, places));
            }
            Ok((vocabulary, read))
        })?;
        let (mut vocabulary, mut documents) =
            (Vocabulary::new(), vec![(Vec::new(), Vec::new()); corpus.len()]);
        for (own, read) in made {
            let numbers: Vec<u32> = (0..own.len() as u32).map(|id| vocabulary.id(own.term(id))).collect();
            for (doc, ids, places) in read {
                let number = |id: u32| if id == BREAK { BREAK } else { numbers[id as usize] };
                documents[doc].0.extend(ids.into_iter().map(number));
                documents[doc].1.extend(places);
            }
        }
        let mut next = vocabulary.len() as u32;
        for id in documents.iter_mut().flat_map(|(ids, _)| ids).filter(|id| **id == BREAK) {
            *id = next;
            next += 1;
        }
        let mut order: Vec<usize> = (0..corpus.len()).collect();
        order.sort_by_key(|&doc| {
            let document = corpus.document(doc);
            let date = document.date();
            (date.is_none(), date, if date.is_none() { "" } else { document.id() })
        });
        let repeats = Repeats::new(order.iter().map(|&doc| documents[doc].0.as_slice()), next as usize);
        let mut words = Vec::new();
        for &doc in &order {
            words.append(&mut documents[doc].1);
            words.push(At::default());
        }
        Ok(Series { corpus, order, repeats, words })
    }

    /// Whether a word stands there, not a break or the end of a document.
    pub fn is_word(&self, place: usize) -> bool {
        self.words[place].end > 0
    }

    /// The columns `<prefix>doc_id, sent_id, start, end` of stretches of words, in code points.
    pub fn places(&self, frame: Frame, prefix: &str, stretches: &[Range<usize>]) -> Frame {
        let docs: Vec<usize> = stretches.iter().map(|at| self.doc(at.start)).collect();
        let sentences: Vec<i64> =
            stretches.iter().map(|at| i64::from(self.words[at.start].sentence) + 1).collect();
        let (mut starts, mut ends) = (vec![0i64; docs.len()], vec![0i64; docs.len()]);
        // One index of code points at a time.
        let mut rows: Vec<usize> = (0..docs.len()).collect();
        rows.sort_by_key(|&row| docs[row]);
        for rows in rows.chunk_by(|&a, &b| docs[a] == docs[b]) {
            let index = offsets::Index::new(self.corpus.document(docs[rows[0]]).text());
            for &row in rows {
                let bytes = self.bytes(&stretches[row]);
                (starts[row], ends[row]) =
                    (index.code_points(bytes.start) as i64, index.code_points(bytes.end) as i64);
            }
        }
        let codes = docs.iter().map(|&doc| doc as u32).collect();
        frame
            .with(format!("{prefix}doc_id"), Column::dict(codes, self.corpus.ids().clone()))
            .with(format!("{prefix}sent_id"), sentences)
            .with(format!("{prefix}start"), starts)
            .with(format!("{prefix}end"), ends)
    }

    /// The text of stretches of words.
    pub fn texts(&self, stretches: &[Range<usize>]) -> Strings {
        let text = |at: &Range<usize>| &self.corpus.document(self.doc(at.start)).text()[self.bytes(at)];
        stretches.iter().map(text).collect()
    }

    /// The document of a place, by its place in the corpus.
    pub fn doc(&self, place: usize) -> usize {
        self.order[self.repeats.document_of(place)]
    }

    fn bytes(&self, stretch: &Range<usize>) -> Range<usize> {
        self.words[stretch.start].start as usize..self.words[stretch.end - 1].end as usize
    }

    /// The ids of documents, by their places in the corpus; null where there is none.
    pub fn ids(&self, docs: &[Option<usize>]) -> Column {
        docs.iter().map(|doc| doc.map(|doc| self.corpus.document(doc).id())).collect()
    }

    /// `doc_id` of the documents in the order of time.
    pub fn doc_ids(&self) -> Column {
        doc_ids(self.corpus).take(&self.order)
    }
}
