//! What keyness is counted from: the frequency of every term in every text, and the texts on each side.

use crate::counts::Vocabulary;
use crate::error::Result;
use crate::par::Run;
use crate::text::{Corpus, Region};

use super::counting::{Groups, count_documents, count_terms};
use super::keyness::KeynessOptions;
use super::select::{Grouping, Scan};
use crate::tokens::Stopwords;

/// A text: a document, or what stands in one region of it.
pub(crate) struct Text {
    pub doc: usize,
    pub region: Region,
    pub words: u64,
}

/// Frequencies by term and text, the texts in corpus order.
#[derive(Default)]
pub(crate) struct Counted {
    pub texts: Vec<Text>,
    pub vocabulary: Vocabulary,
    /// For each term the texts with it and its frequency there, in the order of the texts.
    pub places: Vec<Vec<(u32, u64)>>,
    pub stopwords: Option<Stopwords>,
}

impl Counted {
    /// Counts a corpus; `by_region` makes a text of each region of a document.
    pub fn new(corpus: &Corpus, by_region: bool, options: &KeynessOptions, run: &Run) -> Result<Counted> {
        if by_region {
            return Counted::of(count(corpus, by_region, options, run)?.0, options);
        }
        let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
        let scan = Scan::new(corpus, &options.selection, &options.tokens, stopwords, run)?;
        let cells = count_documents(&scan, run)?;
        let mut places = vec![Vec::new(); cells.vocabulary().len()];
        let mut texts = Vec::new();
        for row in cells.rows() {
            let text = texts.len() as u32;
            texts.push(Text { doc: row.doc, region: Region::ALL[0], words: row.words });
            row.cells.iter().for_each(|&(id, count)| places[id as usize].push((text, u64::from(count))));
        }
        Ok(Counted { texts, vocabulary: cells.into_vocabulary(), places, stopwords: scan.stopwords })
    }

    /// What [`count`] counted.
    pub fn of(groups: Groups, options: &KeynessOptions) -> Result<Counted> {
        let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
        let mut counted = Counted { stopwords, ..Counted::default() };
        counted.take(groups);
        Ok(counted)
    }

    fn take(&mut self, groups: Groups) {
        let regions = Region::ALL.len() as u64;
        for (group, counts) in groups {
            let text = self.texts.len() as u32;
            let (doc, region) = ((group / regions) as usize, Region::ALL[(group % regions) as usize]);
            self.texts.push(Text { doc, region, words: counts.words() });
            for (term, cell) in counts.iter() {
                let id = self.vocabulary.id(term) as usize;
                if id == self.places.len() {
                    self.places.push(Vec::new());
                }
                self.places[id].push((text, cell.count));
            }
        }
    }

    /// The side made of the texts for which `holds` is true.
    pub fn side(&self, holds: impl Fn(&Text) -> bool) -> Side<'_> {
        let of_text: Vec<bool> = self.texts.iter().map(holds).collect();
        let sizes =
            || self.texts.iter().zip(&of_text).filter(|(_, holds)| **holds).map(|(text, _)| text.words);
        let words = sizes().sum::<u64>();
        let smallest = sizes().filter(|&size| size > 0).min().unwrap_or(0);
        Side { counted: self, of_text, words, smallest }
    }
}

/// What texts are told apart by.
pub(crate) fn by_texts(by_region: bool) -> Vec<String> {
    let mut by = vec!["doc".to_owned()];
    by.extend(by_region.then(|| "region".to_owned()));
    by
}

/// Counts each text of a corpus; `by_region` makes a text of each region of a document.
pub(crate) fn count(
    corpus: &Corpus,
    by_region: bool,
    options: &KeynessOptions,
    run: &Run,
) -> Result<(Groups, Grouping)> {
    let grouping = Grouping::new(corpus, &by_texts(by_region))?;
    let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, stopwords, run)?;
    Ok((count_terms(&scan, &grouping, run)?, grouping))
}

/// Some of the texts.
pub(crate) struct Side<'c> {
    counted: &'c Counted,
    of_text: Vec<bool>,
    pub words: u64,
    smallest: u64,
}

/// One term on one side.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    pub count: u64,
    pub docs: u64,
    pub dispersion: f64,
}

impl Side<'_> {
    /// The frequency of `term` on this side, the documents with it, and Gries' DP_norm over the texts that have words.
    pub fn seen(&self, term: &str) -> Seen {
        let places = self.places(term);
        let (mut count, mut docs, mut last) = (0, 0, usize::MAX);
        for &(text, frequency) in places.iter().filter(|place| self.of_text[place.0 as usize]) {
            let doc = self.counted.texts[text as usize].doc;
            count += frequency;
            docs += u64::from(doc != last);
            last = doc;
        }
        // Both shares sum to 1, so half the sum of the distances is the sum of what the larger ones are larger by.
        let (total, size) = (count as f64, self.words as f64);
        let excess: f64 = places
            .iter()
            .filter(|place| self.of_text[place.0 as usize])
            .map(|&(text, frequency)| {
                let words = self.counted.texts[text as usize].words as f64;
                (frequency as f64 / total - words / size).max(0.0)
            })
            .sum();
        let most = 1.0 - self.smallest as f64 / size;
        let dispersion = if count > 0 && most > 0.0 { (excess / most).min(1.0) } else { f64::NAN };
        Seen { count, docs, dispersion }
    }

    fn places(&self, term: &str) -> &[(u32, u64)] {
        let id = self.counted.vocabulary.get(term);
        id.and_then(|id| self.counted.places.get(id as usize)).map_or(&[], Vec::as_slice)
    }

    /// The sizes of the texts of this side.
    pub fn sizes(&self) -> Vec<f64> {
        let texts = self.counted.texts.iter().zip(&self.of_text);
        texts.filter(|(_, holds)| **holds).map(|(text, _)| text.words as f64).collect()
    }

    /// The frequency of `term` in each text of this side.
    pub fn frequencies(&self, term: &str) -> Vec<f64> {
        let mut all = vec![0.0; self.of_text.len()];
        for &(text, frequency) in self.places(term) {
            all[text as usize] = frequency as f64;
        }
        all.into_iter().zip(&self.of_text).filter(|(_, holds)| **holds).map(|(count, _)| count).collect()
    }

    /// All terms of this side.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let held = |places: &[(u32, u64)]| places.iter().any(|place| self.of_text[place.0 as usize]);
        self.counted
            .vocabulary
            .iter()
            .zip(&self.counted.places)
            .filter(move |(_, places)| held(places))
            .map(|(term, _)| term)
    }
}
