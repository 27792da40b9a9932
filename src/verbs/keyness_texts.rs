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
    places: Places,
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
        let texts = cells.rows().map(|row| Text { doc: row.doc, region: Region::ALL[0], words: row.words });
        let texts = texts.collect();
        let places = Places::new(cells.vocabulary().len(), || cells.rows().map(|row| row.cells));
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
        let mut rows: Vec<Vec<(u32, u32)>> = Vec::new();
        for (group, counts) in groups {
            let (doc, region) = ((group / regions) as usize, Region::ALL[(group % regions) as usize]);
            self.texts.push(Text { doc, region, words: counts.words() });
            // A document is smaller than 4 GB, so that no count is larger than 32 bits.
            let cell = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
            let vocabulary = &mut self.vocabulary;
            rows.push(counts.iter().map(|(term, of)| (vocabulary.id(term), cell(of.count))).collect());
        }
        self.places = Places::new(self.vocabulary.len(), || rows.iter().map(Vec::as_slice));
    }

    /// The side made of the texts for which `holds` is true.
    pub fn side(&self, holds: impl Fn(&Text) -> bool) -> Side<'_> {
        let of_text: Vec<bool> = self.texts.iter().map(holds).collect();
        let sizes =
            || self.texts.iter().zip(&of_text).filter(|(_, holds)| **holds).map(|(text, _)| text.words);
        let words = sizes().sum::<u64>();
        let smallest = sizes().filter(|&size| size > 0).min().unwrap_or(0);
        let share = |text: &Text| text.words as f64 / words as f64;
        let texts = self.texts.iter().zip(&of_text).map(|(text, &holds)| match holds {
            true => Member { mask: u64::MAX, share: share(text), doc: text.doc },
            false => Member { mask: 0, share: f64::INFINITY, doc: text.doc },
        });
        let members = texts.collect();
        Side { counted: self, of_text, members, words, smallest }
    }
}

/// For each term the texts with it and its frequency there, in the order of the texts. In one buffer: with one a term,
/// which all grew at once, keyness of 20,000 documents took a tenth longer.
#[derive(Default)]
struct Places {
    all: Vec<(u32, u32)>,
    /// For each term where its texts end.
    ends: Vec<usize>,
}

impl Places {
    /// From numbers of terms and frequencies, a row a text, of so many terms.
    fn new<'r, R: Iterator<Item = &'r [(u32, u32)]>>(terms: usize, rows: impl Fn() -> R) -> Places {
        let mut ends = vec![0; terms];
        rows().flatten().for_each(|&(id, _)| ends[id as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            // Where the term begins, which becomes where it ends as its texts are put there.
            sum += std::mem::replace(end, sum);
        }
        let mut all = vec![(0, 0); sum];
        for (text, row) in (0..).zip(rows()) {
            for &(id, count) in row {
                let end = &mut ends[id as usize];
                all[*end] = (text, count);
                *end += 1;
            }
        }
        Places { all, ends }
    }

    fn of(&self, id: u32) -> &[(u32, u32)] {
        let Some(&end) = self.ends.get(id as usize) else { return &[] };
        let start = if id == 0 { 0 } else { self.ends[id as usize - 1] };
        &self.all[start..end]
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
    members: Vec<Member>,
    pub words: u64,
    smallest: u64,
}

/// A text as a side sees it, so that one that is not of the side adds nothing: nearly every second text of a term is
/// of the other side, which no branch foresees.
struct Member {
    /// All bits if the text is of the side.
    mask: u64,
    /// Its share of the words of the side; without end if it is not of the side.
    share: f64,
    doc: usize,
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
        for &(text, frequency) in places {
            let member = &self.members[text as usize];
            count += u64::from(frequency) & member.mask;
            docs += u64::from(member.doc != last) & member.mask;
            last = if member.mask == 0 { last } else { member.doc };
        }
        // Both shares sum to 1, so half the sum of the distances is the sum of what the larger ones are larger by.
        let (total, size) = (count as f64, self.words as f64);
        let over = |&(text, frequency): &(u32, u32)| {
            (f64::from(frequency) / total - self.members[text as usize].share).max(0.0)
        };
        let excess: f64 = if count > 0 { places.iter().map(over).sum() } else { 0.0 };
        let most = 1.0 - self.smallest as f64 / size;
        let dispersion = if count > 0 && most > 0.0 { (excess / most).min(1.0) } else { f64::NAN };
        Seen { count, docs, dispersion }
    }

    fn places(&self, term: &str) -> &[(u32, u32)] {
        self.counted.vocabulary.get(term).map_or(&[], |id| self.counted.places.of(id))
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
            all[text as usize] = f64::from(frequency);
        }
        all.into_iter().zip(&self.of_text).filter(|(_, holds)| **holds).map(|(count, _)| count).collect()
    }

    /// All terms of this side.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let held = |id: u32| self.counted.places.of(id).iter().any(|place| self.of_text[place.0 as usize]);
        (0..).zip(self.counted.vocabulary.iter()).filter(move |&(id, _)| held(id)).map(|(_, term)| term)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// [`Side::seen`] with a look at every text and a branch for each.
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
        fn sides_without_branches_are_the_same(
            given in prop::collection::vec((0usize..3, prop::collection::vec(0u32..9, 6)), 0..20),
        ) {
            let (mut texts, mut rows, mut doc) = (Vec::new(), Vec::new(), 0);
            for (step, counts) in given {
                doc += step;
                let words = counts.iter().map(|&count| u64::from(count)).sum();
                texts.push(Text { doc, region: Region::ALL[texts.len() % 2], words });
                rows.push((0..).zip(counts).filter(|cell| cell.1 > 0).collect::<Vec<(u32, u32)>>());
            }
            let mut vocabulary = Vocabulary::default();
            let terms: Vec<String> = (0..6).map(|id| format!("term {id}")).collect();
            terms.iter().for_each(|term| _ = vocabulary.id(term));
            let places = Places::new(6, || rows.iter().map(Vec::as_slice));
            let counted = Counted { texts, vocabulary, places, stopwords: None };
            for wanted in [true, false] {
                let holds = |text: &Text| (text.doc + text.region as usize).is_multiple_of(2) == wanted;
                let side = counted.side(holds);
                for (id, term) in (0..).zip(&terms) {
                    let (ours, plain) = (side.seen(term), seen(&counted, &rows, id, &holds));
                    prop_assert_eq!((ours.count, ours.docs), (plain.count, plain.docs));
                    prop_assert_eq!(ours.dispersion.to_bits(), plain.dispersion.to_bits(), "{:?} {:?}", ours, plain);
                }
            }
        }
    }
}
