//! The counts behind `collocations`, for each group.

use std::collections::BTreeMap;

use crate::counts::{NodePairs, Pairing, Runs, Swept, Window, WordTable};
use crate::error::{Error, Result};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Patterns, Stopwords};

use super::super::finder::Finder;
use super::super::select::{Grouping, Needs, Numbers, Piece, Scan, Within, Words};
use super::CollocationOptions;

/// What was counted of a group: its words, and either the words around the given nodes, or runs to count all pairs of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    pub words: WordTable,
    pub nodes: NodePairs,
    pub runs: Runs,
    /// Runs that are not in memory.
    pub swept: Swept,
}

impl Counts {
    /// Both as one; associative. `self` holds the earlier documents.
    pub fn merge(mut self, other: Counts) -> Counts {
        let new_ids = self.words.merge(&other.words);
        let (nodes, runs) = (self.nodes.merge(other.nodes, &new_ids), self.runs.merge(other.runs, &new_ids));
        Counts { words: self.words, nodes, runs, swept: self.swept }
    }
}

/// Counts in groups; groups sort as their labels do.
pub(crate) type Groups = BTreeMap<u64, Counts>;

/// Which of all pairs the options ask for.
pub(crate) fn pairing(options: &CollocationOptions) -> Result<Pairing> {
    let Window { left, right } = options.window;
    match (left == right, left.min(right)) {
        (true, _) => Ok(Pairing::Unordered),
        (_, 0) => Ok(Pairing::Ordered),
        _ => Err(Error::bad_value(
            "window",
            format!("({left}, {right})"),
            "one number where no node is given; direction=\"right\" looks at one side only",
        )),
    }
}

/// Counts the documents of `corpus`, of which `before` come in earlier parts.
pub(crate) fn count(
    corpus: &Corpus,
    before: usize,
    options: &CollocationOptions,
    grouping: &Grouping,
    run: &Run,
) -> Result<Groups> {
    let patterns = match options.node.is_empty() {
        true => None,
        false => Some(Patterns::new(&options.node, options.valuetype, &options.tokens)?),
    };
    let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
    let across = options.unit == Within::Document;
    // Nodes have places in the text.
    let least = if across && patterns.is_none() { Needs::Words } else { Needs::Layout };
    let needs = grouping.needs(least);
    let scan = Scan::of(corpus, &options.selection, &options.tokens, stopwords, needs, run)?;
    let empty = || Counts { nodes: NodePairs::new(options.node.len()), ..Counts::default() };
    let fold = |groups: &mut Groups, pieces: &Vec<Piece>| {
        let (mut words, mut ids, mut numbers) = (Words::default(), Vec::new(), Numbers::default());
        let mut finder = patterns.as_ref().map(Finder::new);
        for piece in pieces {
            let text = corpus.document(piece.doc).text();
            let group = |region| grouping.group(piece.doc, region);
            for stretch in scan.stretches(piece, options.unit, group) {
                run.check()?;
                run.advance(stretch.bytes as u64);
                let counts = groups.entry(group(stretch.region)).or_insert_with(empty);
                let doc = before + piece.doc;
                let Some(finder) = &mut finder else {
                    counts.words.number(
                        |vocabulary| {
                            let stretch = (piece.doc, &stretch);
                            scan.numbers_of(stretch, across, &mut words, &mut numbers, vocabulary);
                        },
                        |term| scan.stops(term),
                    );
                    for ids in numbers.runs(across) {
                        counts.words.add_run(ids, options.window);
                        counts.runs.add(ids, &counts.words, doc);
                    }
                    continue;
                };
                scan.words_of(piece.doc, &stretch, &mut words);
                for sentence in words.runs(across) {
                    ids.clear();
                    let id = |word| counts.words.id(words.term(word), |term| scan.stops(term));
                    ids.extend(sentence.iter().map(id));
                    counts.words.add_run(&ids, options.window);
                    finder.find(text, sentence, &words, &mut |node, from, to| {
                        counts.nodes.add(node, (&ids[..], from..to), options.window, &counts.words, doc);
                    });
                }
            }
        }
        Ok(())
    };
    run.fold(&scan.work_within(options.unit, run), Groups::new, fold, merged)
}

/// Both as one; `a` holds the earlier documents.
pub(crate) fn merged(mut a: Groups, b: Groups) -> Groups {
    for (group, counts) in b {
        let merged = match a.remove(&group) {
            Some(before) => before.merge(counts),
            None => counts,
        };
        a.insert(group, merged);
    }
    a
}
