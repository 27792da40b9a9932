//! `collocations`: pairs of words.

use std::collections::BTreeMap;
use std::io::Read;

use crate::counts::WordTable;
use crate::error::Result;
use crate::par::Run;
use crate::stored::{Stored, damaged, get_number, put_number};
use crate::text::{Corpus, Region};

use super::{Emit, Gathered, Piece};
use crate::verbs::Args;
use crate::verbs::collocations::CollocationOptions;
use crate::verbs::collocations::count::{Counts, Groups, count, merged, pairing};
use crate::verbs::collocations::score::table;
use crate::verbs::select::Grouping;

/// The groups of a part, each named by a document and a region.
pub(crate) type Nodes = BTreeMap<(usize, u8), Counts>;

/// Counts a part: of given nodes the words around them, which are few; else what all pairs are counted from.
pub(super) fn part(corpus: &Corpus, args: &Args, before: usize, run: &Run) -> Result<Piece> {
    let options = CollocationOptions::from_args(args)?;
    if options.node.is_empty() {
        pairing(&options)?;
    }
    let grouping = Grouping::new(corpus, &options.by)?;
    let groups = count(corpus, before, &options, &grouping, run)?;
    let named = groups.into_iter().map(|(group, counts)| {
        let (doc, region) = grouping.example(group);
        ((before + doc, region as u8), counts)
    });
    if !options.node.is_empty() {
        return Ok(Piece::Nodes(named.collect()));
    }
    let mut bytes = Vec::new();
    for ((doc, region), counts) in named {
        put_number(&mut bytes, doc as u64 + 1);
        put_number(&mut bytes, region.into());
        counts.words.write(&mut bytes);
        let mut runs = Vec::new();
        counts.runs.write(&mut runs);
        put_number(&mut bytes, runs.len() as u64);
        bytes.extend(runs);
    }
    put_number(&mut bytes, 0);
    Ok(Piece::Bytes(bytes))
}

/// The share of the memory for the numbers of all words; where they need more, they are read from where they are put
/// aside.
const WORDS: u64 = 4;
/// Bytes of memory that a pair takes while it is counted.
const PAIR: u64 = 64;

pub(super) fn finish(gathered: Gathered<'_>, args: &Args, run: &Run, emit: Emit<'_>) -> Result<()> {
    let memory = gathered.memory;
    let mut options = CollocationOptions::from_args(args)?;
    options.most_pairs = (memory / WORDS / PAIR / run.threads() as u64).max(1024) as usize;
    let (documents, any) = gathered.documents()?;
    let grouping = Grouping::new(&documents, &options.by)?;
    let group =
        |doc: usize, region: u8| grouping.group(if any { 0 } else { doc }, Region::ALL[usize::from(region)]);
    let mut groups = Groups::new();
    // Where the runs of each group are; a number in them is rarely less than a byte, and four in memory.
    let mut runs: Vec<(u64, &Stored, u64, Vec<u32>)> = Vec::new();
    let mut bytes = 0;
    for stored in gathered.bytes() {
        run.check()?;
        let mut input = Counted { input: stored.read(0)?, read: 0 };
        let mut read = || -> std::io::Result<bool> {
            let doc = get_number(&mut input)?;
            if doc == 0 {
                return Ok(false);
            }
            let region = get_number(&mut input)? as u8;
            let group = group(doc as usize - 1, region);
            let counts = groups.entry(group).or_default();
            let new_ids = counts.words.merge(&WordTable::read(&mut input)?);
            let length = get_number(&mut input)?;
            runs.push((group, stored, input.read, new_ids));
            bytes += 4 * length;
            std::io::copy(&mut (&mut input).take(length), &mut std::io::sink())?;
            Ok(true)
        };
        while read().map_err(|error| damaged(&error))? {}
    }
    for (group, stored, start, new_ids) in runs {
        let counts = groups.entry(group).or_default();
        if bytes > memory / WORDS {
            counts.swept.push(stored.clone(), start, new_ids);
        } else {
            counts.runs.read(&mut stored.read(start)?, &new_ids).map_err(|error| damaged(&error))?;
        }
    }
    for (&(doc, region), counts) in gathered.nodes() {
        let one = Groups::from([(group(doc, region), counts.clone())]);
        groups = merged(groups, one);
    }
    emit(table(groups, &grouping, &options, run)?)
}

/// Counts the bytes that are read.
struct Counted<R> {
    input: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let some = self.input.read(out)?;
        self.read += some as u64;
        Ok(some)
    }
}
