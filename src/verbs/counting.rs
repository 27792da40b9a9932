//! What `terms` and `ngrams` share: options, counting in groups, and the table of counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::counts::sorted::Leading;
use crate::counts::{Cells, DocCells, Order, TermCounts, Vocabulary};
use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::text::Region;
use crate::tokens::StopwordOption;

use super::args::{Kind, OptionRow, option};
use super::select::{Grouping, Piece, Scan, Words};
use super::{ColumnRow, column};

pub(crate) const COUNTING: &[OptionRow] = &[
    option(
        "by",
        Kind::Texts,
        "none",
        "count in groups: \"doc\", \"region\", \"year\", \"month\", \"date\" or document variables",
    ),
    option("min_count", Kind::Count(1), "1", "leave out rows with a smaller count"),
    option("min_docs", Kind::Count(1), "1", "leave out rows with a smaller doc_count"),
    option("top", Kind::Count(1), "none", "only the first so many rows of each group"),
    option(
        "stopwords",
        Kind::Words,
        "none",
        "words to leave out: a language (\"en\"), or a list; rates are still taken of all words",
    ),
];

pub(crate) const TERM: ColumnRow = column("term", "text", "the term");
pub(crate) const COUNT: ColumnRow = column("count", "int", "occurrences");
pub(crate) const RANK: ColumnRow =
    column("rank", "int", "place by count in its group, from 1; equal counts share it");
pub(crate) const DOC_COUNT: ColumnRow =
    column("doc_count", "int", "documents with the term: of the group; of the whole corpus where by=\"doc\"");
pub(crate) const PER_MILLION: ColumnRow =
    column("per_million", "float", "occurrences per million words of the group, stop words included");

/// How counts become rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountOptions {
    /// Group by these; see [`super::terms()`].
    pub by: Vec<String>,
    /// Leave out rows with a smaller count.
    pub min_count: u64,
    /// Leave out rows with a smaller `doc_count`.
    pub min_docs: u64,
    /// Only the first so many rows of each group.
    pub top: Option<usize>,
    /// A language or a list of words to leave out.
    pub stopwords: StopwordOption,
}

impl Default for CountOptions {
    fn default() -> CountOptions {
        CountOptions { by: Vec::new(), min_count: 1, min_docs: 1, top: None, stopwords: StopwordOption::None }
    }
}

impl CountOptions {
    pub(crate) fn from_args(args: &super::Args) -> CountOptions {
        CountOptions {
            by: args.texts("by").unwrap_or_default(),
            min_count: args.count("min_count").unwrap_or(1) as u64,
            min_docs: args.count("min_docs").unwrap_or(1) as u64,
            top: args.count("top"),
            stopwords: args.stopwords("stopwords"),
        }
    }
}

/// Counts in groups, a table each; groups sort as their labels do.
pub(crate) type Groups = BTreeMap<u64, TermCounts>;

/// Counts in groups, or of every document.
pub(crate) enum Counts {
    Groups(Groups),
    /// Where each document is a group of its own.
    Documents(Box<Cells>),
}

impl Counts {
    /// The table of counts, without the settings.
    pub fn table(
        &self,
        grouping: &Grouping,
        documents: usize,
        options: &CountOptions,
        run: &Run,
    ) -> Result<Frame> {
        match self {
            Counts::Groups(groups) => Ok(table(groups, grouping, documents, options)),
            Counts::Documents(cells) => table_of_documents(cells, grouping, documents, options, run),
        }
    }
}

/// Counts all units of the corpus with `count(counts, doc, unit number, text)`.
pub(crate) fn count_groups(
    scan: &Scan<'_>,
    grouping: &Grouping,
    run: &Run,
    count: impl Fn(&mut TermCounts, &mut Words, usize, usize, &str) + Sync,
) -> Result<Groups> {
    let work = scan.work(run);
    let fold = |(groups, words): &mut (Groups, Words), pieces: &Vec<Piece>| {
        for piece in pieces {
            run.check()?;
            let mut bytes = 0;
            for (index, unit, text) in scan.units(piece) {
                let counts = groups.entry(grouping.group(piece.doc, unit.region)).or_default();
                count(counts, words, piece.doc, index, text);
                bytes += text.len();
            }
            run.advance(bytes as u64);
        }
        Ok(())
    };
    let merge = |(mut a, words): (Groups, _), (b, _): (Groups, _)| {
        for (group, counts) in b {
            let merged = match a.remove(&group) {
                Some(before) => before.merge(counts),
                None => counts,
            };
            a.insert(group, merged);
        }
        (a, words)
    };
    Ok(run.fold(&work, || (Groups::new(), Words::default()), fold, merge)?.0)
}

/// Counts the terms of all units, without stop words; the size of the text holds these too.
pub(crate) fn count_terms(scan: &Scan<'_>, grouping: &Grouping, run: &Run) -> Result<Groups> {
    count_groups(scan, grouping, run, |counts, words, doc, index, text| {
        let seen = scan.count(doc, index, text, words, &mut counts.batch(doc));
        counts.add_words(seen);
    })
}

/// Counts the terms of all units by group, without stop words.
pub(crate) fn count_by(scan: &Scan<'_>, grouping: &Grouping, run: &Run) -> Result<Counts> {
    match grouping.by_documents() {
        true => count_documents(scan, run).map(|cells| Counts::Documents(Box::new(Cells::Here(cells)))),
        false => count_terms(scan, grouping, run).map(Counts::Groups),
    }
}

/// Counts the terms of every document, without stop words; their sizes hold these too. A document of which no unit is
/// read has no row.
pub(crate) fn count_documents(scan: &Scan<'_>, run: &Run) -> Result<DocCells> {
    let fold = |(cells, words): &mut (DocCells, Words), pieces: &Vec<Piece>| {
        for piece in pieces {
            run.check()?;
            let mut bytes = 0;
            for (index, _, text) in scan.units(piece) {
                cells.document(piece.doc);
                let seen = scan.count(piece.doc, index, text, words, cells);
                cells.add_words(seen);
                bytes += text.len();
            }
            run.advance(bytes as u64);
        }
        Ok(())
    };
    let merge = |(a, words): (DocCells, _), (b, _): (DocCells, _)| (a.merge(b), words);
    let share = scan.corpus.bytes() / run.threads();
    let make = || (DocCells::with_room(share), Words::default());
    let (mut cells, _) = run.fold(&scan.work(run), make, fold, merge)?;
    cells.close();
    Ok(cells)
}

/// All terms, and for each the sum of its `docs` over the groups: where each document is a group, documents with it.
fn documents_with(groups: &Groups) -> (Vocabulary, Vec<u64>) {
    let (mut vocabulary, mut docs) = (Vocabulary::new(), Vec::new());
    for counts in groups.values() {
        for (term, cell) in counts.iter() {
            let id = vocabulary.id(term) as usize;
            docs.resize(vocabulary.len(), 0);
            docs[id] += cell.docs;
        }
    }
    (vocabulary, docs)
}

/// The table of counts, without the settings.
pub(crate) fn table(groups: &Groups, grouping: &Grouping, documents: usize, options: &CountOptions) -> Frame {
    let by_documents = grouping.by_documents();
    // The terms of one group are written as they are, those of several as numbers.
    let by_term = (by_documents || groups.len() > 1).then(|| documents_with(groups));
    let (mut codes, mut terms, mut counted) = (Vec::new(), Strings::new(), Counted::default());
    for (group, table) in groups {
        let mut rows: Vec<(Reverse<u64>, Leading<'_>, u64)> = table
            .iter()
            .filter(|(_, cell)| cell.count >= options.min_count)
            .map(|(term, cell)| (Reverse(cell.count), Leading::new(term), cell.docs))
            .collect();
        rows.sort_unstable();
        let mut ranking = Ranking::new(*group, table.words(), options);
        for &(Reverse(count), term, in_group) in &rows {
            let (with_term, id) = match &by_term {
                Some((vocabulary, docs)) => {
                    let id = vocabulary.get(term.text()).unwrap_or_default();
                    (if by_documents { docs[id as usize] } else { in_group }, id)
                }
                None => (in_group, 0),
            };
            if ranking.is_full() {
                break;
            }
            if ranking.place(count, with_term, &mut counted) {
                match by_term {
                    Some(_) => codes.push(id),
                    None => terms.push(term.text()),
                }
            }
        }
    }
    let tfidf = if by_documents { counted.tfidf(documents) } else { Vec::new() };
    let terms = match by_term {
        Some((vocabulary, _)) => Column::dict(codes, Arc::new(vocabulary.iter().collect::<Strings>())),
        None => Column::from(terms),
    };
    let frame = counted.frame(grouping, terms);
    if by_documents { frame.with("tfidf", tfidf) } else { frame }
}

/// The same where each document is a group: its rows are sorted by one number each, which holds the count and the place
/// of the term in the alphabet.
fn table_of_documents(
    cells: &Cells,
    grouping: &Grouping,
    documents: usize,
    options: &CountOptions,
    run: &Run,
) -> Result<Frame> {
    let vocabulary = cells.vocabulary();
    let Order { numbers, places } = Order::of(vocabulary.iter().map(Leading::new), run)?;
    let mut docs = vec![0_u64; vocabulary.len()];
    cells.each(|_, row| {
        row.cells.iter().for_each(|&(id, _)| docs[places[id as usize] as usize] += 1);
        Ok(())
    })?;
    let (mut codes, mut counted) = (Vec::new(), Counted::default());
    let mut rows: Vec<u64> = Vec::new();
    cells.each(|_, row| {
        run.check()?;
        rows.clear();
        let few = |&&(_, count): &&(u32, u32)| u64::from(count) >= options.min_count;
        let key = |&(id, count): &(u32, u32)| u64::from(!count) << 32 | u64::from(places[id as usize]);
        rows.extend(row.cells.iter().filter(few).map(key));
        rows.sort_unstable();
        let group = grouping.group(row.doc, Region::Body);
        let mut ranking = Ranking::new(group, row.words, options);
        for &key in &rows {
            let place = key as u32;
            if ranking.is_full() {
                break;
            }
            if ranking.place(u64::from(!((key >> 32) as u32)), docs[place as usize], &mut counted) {
                codes.push(place);
            }
        }
        Ok(())
    })?;
    let terms: Strings = numbers.iter().map(|&id| vocabulary.term(id)).collect();
    let tfidf = counted.tfidf(documents);
    Ok(counted.frame(grouping, Column::dict(codes, Arc::new(terms))).with("tfidf", tfidf))
}

/// The columns of some rows of counts, but for the terms.
#[derive(Default)]
pub(crate) struct Counted {
    group_of: Vec<u64>,
    counts: Vec<i64>,
    ranks: Vec<i64>,
    docs: Vec<i64>,
    rates: Vec<f64>,
}

impl Counted {
    /// Of each row its count times the logarithm of how many times fewer documents have the term.
    fn tfidf(&self, documents: usize) -> Vec<f64> {
        let of = |(&count, &docs): (&i64, &i64)| count as f64 * (documents as f64 / docs as f64).ln();
        self.counts.iter().zip(&self.docs).map(of).collect()
    }

    /// The table of these rows.
    pub fn frame(self, grouping: &Grouping, terms: Column) -> Frame {
        let labels = grouping.labels(&self.group_of);
        let frame = labels.into_iter().fold(Frame::new(), |frame, (name, labels)| frame.with(name, labels));
        frame
            .with("term", terms)
            .with("count", self.counts)
            .with("rank", self.ranks)
            .with("doc_count", self.docs)
            .with("per_million", self.rates)
    }
}

/// The terms of one group as they come, most frequent first: their ranks, and which of them the table has.
pub(crate) struct Ranking<'o> {
    group: u64,
    /// The size of the group in words.
    words: f64,
    options: &'o CountOptions,
    place: i64,
    rank: i64,
    last: u64,
    kept: usize,
}

impl<'o> Ranking<'o> {
    pub fn new(group: u64, words: u64, options: &'o CountOptions) -> Ranking<'o> {
        Ranking { group, words: words as f64, options, place: 0, rank: 0, last: 0, kept: 0 }
    }

    /// Whether the group has all the rows that were asked for.
    pub fn is_full(&self) -> bool {
        self.options.top.is_some_and(|top| self.kept >= top)
    }

    /// Takes the next term; returns whether it has a row, which is then the last of `rows`.
    pub fn place(&mut self, count: u64, docs: u64, rows: &mut Counted) -> bool {
        self.place += 1;
        if count != self.last {
            (self.rank, self.last) = (self.place, count);
        }
        if docs < self.options.min_docs || self.is_full() {
            return false;
        }
        self.kept += 1;
        rows.group_of.push(self.group);
        rows.counts.push(count as i64);
        rows.ranks.push(self.rank);
        rows.docs.push(docs as i64);
        rows.rates.push(count as f64 * 1e6 / self.words);
        true
    }
}
