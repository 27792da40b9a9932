//! The counts behind `collocations`, a table for each group.

use std::collections::BTreeMap;

use crate::counts::{PairCounts, Pairing, Window};
use crate::error::{Error, Result};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Patterns, Stopwords};

use super::super::finder::Finder;
use super::super::select::{Grouping, Piece, Scan, Within, Words};
use super::CollocationOptions;

/// Counts in groups; groups sort as their labels do.
pub(super) type Groups = BTreeMap<u64, PairCounts>;

/// Which pairs the options ask for.
fn pairing(options: &CollocationOptions) -> Result<Pairing> {
    let Window { left, right } = options.window;
    match (options.node.is_empty(), left == right, left.min(right)) {
        (false, ..) => Ok(Pairing::Nodes),
        (_, true, _) => Ok(Pairing::Unordered),
        (_, _, 0) => Ok(Pairing::Ordered),
        _ => Err(Error::bad_value(
            "window",
            format!("({left}, {right})"),
            "one number where no node is given; direction=\"right\" looks at one side only",
        )),
    }
}

pub(super) fn count(
    corpus: &Corpus,
    options: &CollocationOptions,
    grouping: &Grouping,
    run: &Run,
) -> Result<Groups> {
    let pairing = pairing(options)?;
    let patterns = match options.node.is_empty() {
        true => None,
        false => Some(Patterns::new(&options.node, options.valuetype, &options.tokens)?),
    };
    let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, stopwords, run)?;
    let fold = |groups: &mut Groups, pieces: &Vec<Piece>| {
        let (mut words, mut ids) = (Words::default(), Vec::new());
        let mut finder = patterns.as_ref().map(Finder::new);
        for piece in pieces {
            let text = corpus.document(piece.doc).text();
            let group = |region| grouping.group(piece.doc, region);
            for stretch in scan.stretches(piece, options.unit, group) {
                run.check()?;
                scan.words_of(piece.doc, &stretch, &mut words);
                let counts = groups
                    .entry(group(stretch.region))
                    .or_insert_with(|| PairCounts::new(pairing, options.window, options.node.len()));
                for sentence in words.runs(options.unit == Within::Document) {
                    ids.clear();
                    ids.extend(
                        sentence.iter().map(|word| counts.id(words.term(word), |term| scan.stops(term))),
                    );
                    counts.add_run(&ids, piece.doc);
                    if let Some(finder) = &mut finder {
                        finder.find(text, sentence, &words, &mut |pattern, from, to| {
                            counts.add_node(pattern, &ids, from..to, piece.doc);
                        });
                    }
                }
                run.advance(stretch.bytes as u64);
            }
        }
        Ok(())
    };
    let merge = |mut a: Groups, b: Groups| {
        for (group, counts) in b {
            let merged = match a.remove(&group) {
                Some(before) => before.merge(counts),
                None => counts,
            };
            a.insert(group, merged);
        }
        a
    };
    run.fold(&scan.work_within(options.unit, run), Groups::new, fold, merge)
}
