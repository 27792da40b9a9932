//! What keyness is counted from: the frequency of every term in every text, and the texts on each side.

use std::sync::OnceLock;

use crate::counts::{ByTerm, Cells, DocCells};
use crate::error::Result;
use crate::par::Run;
use crate::text::{Corpus, Region};

use super::counting::{Counts, count_by};
use super::keyness::KeynessOptions;
use super::select::{Grouping, Needs, Scan};
use crate::tokens::Stopwords;

/// A text: a document, or what stands in one region of it.
pub(crate) struct Text {
    pub doc: usize,
    pub region: Region,
    pub words: u64,
}

/// Frequencies by text and term, the texts in corpus order.
pub(crate) struct Counted {
    pub texts: Vec<Text>,
    /// Of each text its terms; its number there is that in `texts`.
    cells: Cells,
    /// Made where a measure asks for the frequencies of a term in all texts.
    places: OnceLock<ByTerm<u32>>,
    pub stopwords: Option<Stopwords>,
}

impl Counted {
    /// Counts a corpus; `by_region` makes a text of each region of a document.
    pub fn new(corpus: &Corpus, by_region: bool, options: &KeynessOptions, run: &Run) -> Result<Counted> {
        Counted::of(count(corpus, by_region, options, run)?.0, options)
    }

    /// What [`count`] counted.
    pub fn of(counts: Counts, options: &KeynessOptions) -> Result<Counted> {
        let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
        let regions = Region::ALL.len() as u64;
        let (texts, cells) = match counts {
            Counts::Groups(groups) => {
                let (mut texts, mut cells) = (Vec::new(), DocCells::new());
                for (group, counts) in groups {
                    let (doc, region) = ((group / regions) as usize, Region::ALL[(group % regions) as usize]);
                    texts.push(Text { doc, region, words: counts.words() });
                    // A document is smaller than 4 GB, so that no count is larger than 32 bits.
                    let cell = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
                    cells.push(doc, counts.words(), counts.iter().map(|(term, of)| (term, cell(of.count))));
                }
                (texts, Cells::Here(cells))
            }
            Counts::Documents(cells) => {
                let docs = cells.docs().into_iter();
                (docs.map(|(doc, words)| Text { doc, region: Region::ALL[0], words }).collect(), *cells)
            }
        };
        Ok(Counted { texts, cells, places: OnceLock::new(), stopwords })
    }

    /// Makes [`Side::frequencies`] ready.
    ///
    /// # Errors
    /// What was put aside can't be read.
    pub fn turn(&self) -> Result<()> {
        if self.places.get().is_none() {
            let mut texts = vec![0; self.cells.vocabulary().len()];
            self.cells.each(|_, row| {
                row.cells.iter().for_each(|&(id, _)| texts[id as usize] += 1);
                Ok(())
            })?;
            let mut places = ByTerm::room(texts.into_iter());
            self.cells.each(|text, row| {
                row.cells.iter().for_each(|&(id, count)| places.put(id as usize, text as u32, count));
                Ok(())
            })?;
            // Another thread may have been faster.
            let _ = self.places.set(places);
        }
        Ok(())
    }

    /// The side made of the texts for which `holds` is true.
    ///
    /// # Errors
    /// What was put aside can't be read.
    pub fn side(&self, holds: impl Fn(&Text) -> bool) -> Result<Side<'_>> {
        let of_text: Vec<bool> = self.texts.iter().map(holds).collect();
        let members: Vec<usize> = (0..self.texts.len()).filter(|&text| of_text[text]).collect();
        let sizes = || members.iter().map(|&text| self.texts[text].words);
        let words = sizes().sum::<u64>();
        let smallest = sizes().filter(|&size| size > 0).min().unwrap_or(0);
        // Text by text, as they were counted: term by term, all cells had to be put in another order first.
        let mut sums = vec![(0, 0, u32::MAX); self.cells.vocabulary().len()];
        self.cells.each(|text, row| {
            if !of_text[text] {
                return Ok(());
            }
            let doc = self.texts[text].doc as u32;
            for &(id, frequency) in row.cells {
                let (count, docs, last) = &mut sums[id as usize];
                *count += u64::from(frequency);
                *docs += u32::from(*last != doc);
                *last = doc;
            }
            Ok(())
        })?;
        // Both shares sum to 1, so half the sum of the distances is the sum of what the larger ones are larger by.
        let mut over: Vec<(f64, f64)> = sums.iter().map(|&(count, ..)| (count as f64, 0.0)).collect();
        self.cells.each(|text, row| {
            if !of_text[text] {
                return Ok(());
            }
            let share = self.texts[text].words as f64 / words as f64;
            for &(id, frequency) in row.cells {
                let (total, excess) = &mut over[id as usize];
                *excess += (f64::from(frequency) / *total - share).max(0.0);
            }
            Ok(())
        })?;
        let most = 1.0 - smallest as f64 / words as f64;
        let seen = |(&(count, docs, _), &(_, excess)): (&(u64, u32, u32), &(f64, f64))| {
            let dispersion = if count > 0 && most > 0.0 { (excess / most).min(1.0) } else { f64::NAN };
            Seen { count, docs: docs.into(), dispersion }
        };
        let seen = sums.iter().zip(&over).map(seen).collect();
        Ok(Side { counted: self, of_text, seen, words })
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
) -> Result<(Counts, Grouping)> {
    let grouping = Grouping::new(corpus, &by_texts(by_region))?;
    let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
    let needs = grouping.needs(Needs::Words);
    let scan = Scan::of(corpus, &options.selection, &options.tokens, stopwords, needs, run)?;
    Ok((count_by(&scan, &grouping, run)?, grouping))
}

/// Some of the texts.
pub(crate) struct Side<'c> {
    counted: &'c Counted,
    of_text: Vec<bool>,
    /// By the numbers of terms.
    seen: Vec<Seen>,
    pub words: u64,
}

/// One term on one side: its frequency, the documents with it, and Gries' DP_norm over the texts that have words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub count: u64,
    pub docs: u64,
    pub dispersion: f64,
}

impl Side<'_> {
    /// What was counted of `term` on this side.
    pub fn seen(&self, term: &str) -> Seen {
        let none = Seen { count: 0, docs: 0, dispersion: f64::NAN };
        self.counted.cells.vocabulary().get(term).map_or(none, |id| self.seen[id as usize])
    }

    /// The sizes of the texts of this side.
    pub fn sizes(&self) -> Vec<f64> {
        let texts = self.counted.texts.iter().zip(&self.of_text);
        texts.filter(|(_, holds)| **holds).map(|(text, _)| text.words as f64).collect()
    }

    /// The frequency of `term` in each text of this side; after [`Counted::turn`].
    pub fn frequencies(&self, term: &str) -> Vec<f64> {
        let counted = self.counted;
        let mut all = vec![0.0; self.of_text.len()];
        let places = counted.places.get().zip(counted.cells.vocabulary().get(term));
        for &(text, frequency) in places.map_or(&[][..], |(places, id)| places.of(id as usize)) {
            all[text as usize] = f64::from(frequency);
        }
        all.into_iter().zip(&self.of_text).filter(|(_, holds)| **holds).map(|(count, _)| count).collect()
    }

    /// Makes [`Side::frequencies`] ready.
    ///
    /// # Errors
    /// As [`Counted::turn`].
    pub fn turn(&self) -> Result<()> {
        self.counted.turn()
    }

    /// All terms of this side.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let held = |(term, seen): (_, &Seen)| (seen.count > 0).then_some(term);
        self.counted.cells.vocabulary().iter().zip(&self.seen).filter_map(held)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// [`Side::seen`] term by term.
    fn seen(counted: &Counted, rows: &[Vec<(u32, u32)>], id: u32, of: &dyn Fn(&Text) -> bool) -> Seen {
        let texts: Vec<(&Text, u64)> = (counted.texts.iter().zip(rows))
            .filter(|(text, _)| of(text))
            .map(|(text, row)| {
                (text, row.iter().filter(|cell| cell.0 == id).map(|cell| u64::from(cell.1)).sum())
            })
            .collect();
        let size = texts.iter().map(|(text, _)| text.words).sum::<u64>() as f64;
        let smallest = texts.iter().map(|(text, _)| text.words).filter(|&words| words > 0).min().unwrap_or(0);
        let held = || texts.iter().filter(|(_, count)| *count > 0);
        let count = held().map(|(_, count)| count).sum::<u64>();
        let mut docs: Vec<usize> = held().map(|(text, _)| text.doc).collect();
        docs.dedup();
        let mut excess = 0.0;
        for (text, frequency) in held() {
            excess += (*frequency as f64 / count as f64 - text.words as f64 / size).max(0.0);
        }
        let most = 1.0 - smallest as f64 / size;
        let dispersion = if count > 0 && most > 0.0 { (excess / most).min(1.0) } else { f64::NAN };
        Seen { count, docs: docs.len() as u64, dispersion }
    }

    proptest! {
        #[test]
        fn sides_summed_text_by_text_are_the_same(
            given in prop::collection::vec((0usize..3, prop::collection::vec(0u32..9, 6)), 0..20),
        ) {
            let (mut texts, mut rows, mut doc) = (Vec::new(), Vec::new(), 0);
            for (step, counts) in given {
                doc += step;
                let words = counts.iter().map(|&count| u64::from(count)).sum();
                texts.push(Text { doc, region: Region::ALL[texts.len() % 2], words });
                rows.push((0..).zip(counts).filter(|cell| cell.1 > 0).collect::<Vec<(u32, u32)>>());
            }
            let terms: Vec<String> = (0..6).map(|id| format!("term {id}")).collect();
            let mut cells = DocCells::new();
            for (text, row) in texts.iter().zip(&rows) {
                cells.push(text.doc, text.words, row.iter().map(|&(id, count)| (terms[id as usize].as_str(), count)));
            }
            let counted = Counted { texts, cells: Cells::Here(cells), places: OnceLock::new(), stopwords: None };
            prop_assert!(counted.turn().is_ok());
            for wanted in [true, false] {
                let holds = |text: &Text| (text.doc + text.region as usize).is_multiple_of(2) == wanted;
                let side = counted.side(holds).expect("all here");
                for (id, term) in (0..).zip(&terms) {
                    let (ours, plain) = (side.seen(term), seen(&counted, &rows, id, &holds));
                    prop_assert_eq!((ours.count, ours.docs), (plain.count, plain.docs));
                    prop_assert_eq!(ours.dispersion.to_bits(), plain.dispersion.to_bits(), "{:?} {:?}", ours, plain);
                    let frequencies: Vec<f64> = (counted.texts.iter().zip(&rows)).filter(|(text, _)| holds(text))
                        .map(|(_, row)| row.iter().filter(|cell| cell.0 == id).map(|cell| f64::from(cell.1)).sum())
                        .collect();
                    prop_assert_eq!(side.frequencies(term), frequencies);
                    prop_assert_eq!(side.terms().any(|other| other == term), ours.count > 0);
                }
            }
        }
    }
}
