//! `ngrams`: how often words follow each other.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::counts::{GramCounts, Scratch, TermCounts, Vocabulary};
use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Stopwords, TokenOptions};

use super::args::{Kind, OptionRow, option, subject};
use super::counting::{
    COUNT, COUNTING, CountOptions, Counted as Rows, Counts, DOC_COUNT, Groups, PER_MILLION, RANK, Ranking,
    TERM, table,
};
use super::select::{
    Grouping, Needs, Numbers, Piece, SELECTION, Scan, Selection, Stretch, Within, Words, token_options,
};
use super::stream::{Finish, TermStream};
use super::{Args, Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    OptionRow {
        default: "2",
        required: false,
        ..subject("n", Kind::Counts(1), "words in a row; one number or several")
    },
    option("skip", Kind::Count(0), "0", "up to so many words in all may be left out inside (skip-grams)"),
    option("cross_sentences", Kind::Flag, "false", "let an n-gram run from one sentence into the next"),
];

pub(crate) const VERB: Verb = Verb {
    name: "ngrams",
    about: "How often words follow each other: one row an n-gram, most frequent first.",
    detail: "Never across a document or a unit of text; across sentences only when asked. With stop words, n-grams \
             that begin or end with one are left out: \"Republic of Sarn\" stays. With skip=k, every k-skip-n-gram \
             (Guthrie et al. 2006) is counted. With by=\"doc\" a column tfidf follows.",
    options: &[OWN, COUNTING, SELECTION, TOKENS],
    columns: &[TERM, column("n", "int", "words in the n-gram"), COUNT, RANK, DOC_COUNT, PER_MILLION],
    example: "ngrams seeds/ --n 2,3 --min-count 3",
    python: r#">>> import communique as cq
>>> cq.sample().ngrams(3, stopwords="en", top=2)[["term", "count", "doc_count"]]
                            term  count  doc_count
0               two sides agreed     55         15
1  alliance consultative meeting     36         22"#,
    stream: Stream::Terms(&STREAM),
    run: |corpus, args, run| ngrams(corpus, &NgramOptions::from_args(args)?, run),
};

/// Options of [`ngrams`].
#[derive(Clone, Debug)]
pub struct NgramOptions {
    /// Lengths in words.
    pub n: Vec<usize>,
    /// Words that may be left out inside, in all.
    pub skip: usize,
    /// Whether an n-gram may run from one sentence into the next.
    pub cross_sentences: bool,
    /// How counts become rows.
    pub counting: CountOptions,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl Default for NgramOptions {
    fn default() -> NgramOptions {
        NgramOptions {
            n: vec![2],
            skip: 0,
            cross_sentences: false,
            counting: CountOptions::default(),
            selection: Selection::default(),
            tokens: TokenOptions::default(),
        }
    }
}

impl NgramOptions {
    fn from_args(args: &Args) -> Result<NgramOptions> {
        Ok(NgramOptions {
            n: args.counts("n").unwrap_or_else(|| vec![2]),
            skip: args.count("skip").unwrap_or(0),
            cross_sentences: args.flag("cross_sentences"),
            counting: CountOptions::from_args(args),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// The longest n-gram and the widest skip: past these the number of skip-grams a word explodes.
const LONGEST: usize = 20;
const WIDEST: usize = 10;

/// Returns one row an n-gram and group: the group's columns, `term` (the words joined by a space), `n, count, rank,
/// doc_count, per_million`, and `tfidf` where each document is a group.
///
/// # Errors
/// `n` outside 1 to 20, `skip` above 10; an unknown column, language; `Interrupted`.
pub fn ngrams(corpus: &Corpus, options: &NgramOptions, run: &Run) -> Result<Frame> {
    let grouping = Grouping::new(corpus, &options.counting.by)?;
    let (mut counted, lengths) = counted(corpus, options, &grouping, run)?;
    if options.counting.by.is_empty() {
        return one_table(&mut counted, &lengths, &grouping, &options.counting, run);
    }
    let groups = counted.write(&grouping, options.counting.min_count);
    with_lengths(table(&groups, &grouping, corpus.len(), &options.counting))
}

/// The table of n-grams of one group, as [`table`] makes it of joined words; but no table of these is made.
fn one_table(
    counted: &mut Counted,
    lengths: &[usize],
    grouping: &Grouping,
    options: &CountOptions,
    run: &Run,
) -> Result<Frame> {
    let (mut rows, mut terms, mut of_length) = (Rows::default(), Strings::new(), Vec::new());
    let Counted { groups, vocabulary, scratch, .. } = counted;
    for (&group, grams) in groups {
        let mut ranking = Ranking::new(group, grams.words, options);
        let mut place = |n: usize, term: &str, count, docs| {
            if ranking.is_full() {
                return ControlFlow::Break(());
            }
            if ranking.place(count, docs, &mut rows) {
                terms.push(term);
                of_length.push(n as i64);
            }
            ControlFlow::Continue(())
        };
        if let ([n], [grams]) = (lengths, &mut grams.lengths[..]) {
            grams.each(vocabulary, options.min_count, run, scratch, |term, count, docs| {
                place(*n, term, count, docs)
            })?;
            continue;
        }
        let mut sorted = Vec::new();
        for grams in &mut grams.lengths {
            let (mut terms, mut counts) = (Strings::new(), Vec::new());
            grams.each(vocabulary, options.min_count, run, scratch, |term, count, docs| {
                terms.push(term);
                counts.push((count, docs));
                ControlFlow::Continue(())
            })?;
            sorted.push((terms, counts));
        }
        let mut at = vec![0; sorted.len()];
        let row = |list: usize, at: &[usize]| {
            let ((terms, counts), at) = (&sorted[list], at[list]);
            counts.get(at).map(|&(count, docs)| (Reverse(count), terms.get(at), docs, list))
        };
        while let Some((Reverse(count), term, docs, list)) =
            (0..sorted.len()).filter_map(|list| row(list, &at)).min()
        {
            if place(lengths[list], term, count, docs).is_break() {
                break;
            }
            at[list] += 1;
        }
    }
    Ok(rows.frame(grouping, Column::from(terms)).with_after("term", "n", Column::from(of_length)))
}

/// The table with the column `n`, which the spaces tell: a word has none, but for the one that a mark may stand on,
/// with which it then begins.
fn with_lengths(frame: Frame) -> Result<Frame> {
    let terms = frame.column("term")?;
    let n = (0..frame.rows())
        .map(|row| {
            let term = terms.text(row).unwrap_or_default();
            term.split(' ').filter(|word| !word.is_empty()).count() as i64
        })
        .collect::<Vec<_>>();
    Ok(frame.with_after("term", "n", Column::from(n)))
}

const STREAM: TermStream = TermStream {
    whole: |_| Ok(None),
    by: |args| args.texts("by").unwrap_or_default(),
    // What is rare in a part may not be in all of them.
    cells: false,
    count: |corpus, args, run| {
        let (groups, grouping) = count(corpus, &NgramOptions::from_args(args)?, 1, run)?;
        Ok((Counts::Groups(groups), grouping))
    },
    finish: Finish::Table(with_lengths),
};

/// The counts of n-grams that occur `min_count` times, and the groups they are in.
fn count(corpus: &Corpus, options: &NgramOptions, min_count: u64, run: &Run) -> Result<(Groups, Grouping)> {
    let grouping = Grouping::new(corpus, &options.counting.by)?;
    let (counted, _) = counted(corpus, options, &grouping, run)?;
    Ok((counted.write(&grouping, min_count), grouping))
}

/// The n-grams by the numbers of their words, and their lengths.
fn counted(
    corpus: &Corpus,
    options: &NgramOptions,
    grouping: &Grouping,
    run: &Run,
) -> Result<(Counted, Vec<usize>)> {
    if let Some(n) = options.n.iter().find(|n| !(1..=LONGEST).contains(*n)) {
        return Err(Error::bad_value("n", n, &format!("from 1 to {LONGEST}")));
    }
    if options.skip > WIDEST {
        return Err(Error::bad_value("skip", options.skip, &format!("from 0 to {WIDEST}")));
    }
    let mut lengths = options.n.clone();
    lengths.sort_unstable();
    lengths.dedup();
    let stopwords = Stopwords::from_option(&options.counting.stopwords, options.tokens.stem.as_deref())?;
    let least = if options.cross_sentences { Needs::Units } else { Needs::Layout };
    let needs = grouping.needs(least);
    let scan = Scan::of(corpus, &options.selection, &options.tokens, stopwords, needs, run)?;
    let counted = tally(&scan, grouping, &lengths, options, run)?;
    Ok((counted, lengths))
}

/// What a thread counted: the words by number, and for each group the n-grams of each length.
#[derive(Default)]
struct Counted {
    vocabulary: Vocabulary,
    /// Whether the word of that number is a stop word.
    stops: Vec<bool>,
    groups: BTreeMap<u64, Grams>,
    words: Words,
    numbers: Numbers,
    scratch: Scratch,
}

/// The n-grams of one group, of each length, and the size of its text in words.
struct Grams {
    lengths: Vec<GramCounts>,
    words: u64,
}

impl Grams {
    fn write(mut self, vocabulary: &Vocabulary, min_count: u64, scratch: &mut Scratch) -> TermCounts {
        let mut counts = TermCounts::new();
        counts.add_words(self.words);
        self.lengths.iter_mut().for_each(|grams| grams.write(vocabulary, min_count, &mut counts, scratch));
        counts
    }
}

impl Counted {
    /// Reads the words of a stretch, and numbers them.
    fn read(&mut self, scan: &Scan<'_>, stretch: (usize, &Stretch), cross_sentences: bool) {
        let Counted { vocabulary, stops, words, numbers, .. } = self;
        scan.numbers_of(stretch, cross_sentences, words, numbers, vocabulary);
        stops.extend((stops.len()..vocabulary.len()).map(|id| scan.stops(vocabulary.term(id as u32))));
    }

    /// The n-grams that occur `min_count` times, their words joined.
    fn write(mut self, grouping: &Grouping, min_count: u64) -> Groups {
        // A rare n-gram is written only where its documents add to what the table says of others.
        let min_count = if grouping.by_documents() { 1 } else { min_count };
        let groups = self.groups.into_iter();
        groups
            .map(|(group, grams)| (group, grams.write(&self.vocabulary, min_count, &mut self.scratch)))
            .collect()
    }

    /// Both as one; `self` holds the earlier text.
    fn merge(mut self, other: Counted) -> Counted {
        let new_ids: Vec<u32> = other.vocabulary.iter().map(|term| self.vocabulary.id(term)).collect();
        self.stops.resize(self.vocabulary.len(), false);
        for (&id, stop) in new_ids.iter().zip(other.stops) {
            self.stops[id as usize] = stop;
        }
        for (group, theirs) in other.groups {
            let empty = || Grams { lengths: theirs.lengths.iter().map(GramCounts::like).collect(), words: 0 };
            let ours = self.groups.remove(&group).unwrap_or_else(empty);
            let lengths = ours.lengths.into_iter().zip(theirs.lengths).map(|(a, b)| a.merge(b, &new_ids));
            let grams = Grams { lengths: lengths.collect(), words: ours.words + theirs.words };
            self.groups.insert(group, grams);
        }
        self
    }
}

fn tally(
    scan: &Scan<'_>,
    grouping: &Grouping,
    lengths: &[usize],
    options: &NgramOptions,
    run: &Run,
) -> Result<Counted> {
    let fold = |counted: &mut Counted, pieces: &Vec<Piece>| {
        for piece in pieces {
            for stretch in scan.stretches(piece, Within::Sentence, |_| 0) {
                run.check()?;
                run.advance(stretch.bytes as u64);
                counted.read(scan, (piece.doc, &stretch), options.cross_sentences);
                let Counted { stops, groups, numbers, scratch, .. } = &mut *counted;
                let new =
                    || Grams { lengths: lengths.iter().map(|&n| GramCounts::new(n)).collect(), words: 0 };
                let group = groups.entry(grouping.group(piece.doc, stretch.region)).or_insert_with(new);
                group.words += numbers.ids().len() as u64;
                let stopped = |id: u32| stops[id as usize];
                for sentence in numbers.runs(options.cross_sentences) {
                    for (&n, counts) in lengths.iter().zip(&mut group.lengths) {
                        if (n, options.skip) == (2, 0) {
                            counts.add_pairs(sentence, piece.doc, stopped, scratch);
                            continue;
                        }
                        let mut add = |gram: &[u32]| {
                            if ![gram.first(), gram.last()].into_iter().flatten().any(|&id| stopped(id)) {
                                counts.add(gram, piece.doc, scratch);
                            }
                        };
                        if options.skip == 0 {
                            sentence.windows(n).for_each(add);
                            continue;
                        }
                        for start in 0..sentence.len() {
                            grams(&sentence[start..], n, options.skip, &mut add);
                        }
                    }
                }
            }
        }
        Ok(())
    };
    run.fold(&scan.work(run), Counted::default, fold, Counted::merge)
}

/// Calls `emit` with every choice of `n` of `words` that begins with the first and leaves out at most `skip` inside.
fn grams(words: &[u32], n: usize, skip: usize, emit: &mut impl FnMut(&[u32])) {
    fn extend(words: &[u32], chosen: &mut Vec<u32>, n: usize, skip: usize, emit: &mut impl FnMut(&[u32])) {
        if chosen.len() == n {
            emit(chosen);
            return;
        }
        for left_out in 0..=skip.min(words.len().saturating_sub(1)) {
            let Some(word) = words.get(left_out) else { return };
            chosen.push(*word);
            extend(&words[left_out + 1..], chosen, n, skip - left_out, emit);
            chosen.pop();
        }
    }
    if let Some((first, rest)) = words.split_first() {
        extend(rest, &mut vec![*first], n, skip, emit);
    }
}
