//! `collocations`: pairs of words.

use std::collections::BTreeMap;

use crate::counts::WordTable;
use crate::error::Result;
use crate::par::Run;
use crate::stored::{damaged, get_number, put_number};
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
        counts.runs.write(&mut bytes);
    }
    put_number(&mut bytes, 0);
    Ok(Piece::Bytes(bytes))
}

pub(super) fn finish(gathered: Gathered<'_>, args: &Args, run: &Run, emit: Emit<'_>) -> Result<()> {
    let options = CollocationOptions::from_args(args)?;
    let (documents, any) = gathered.documents()?;
    let grouping = Grouping::new(&documents, &options.by)?;
    let group =
        |doc: usize, region: u8| grouping.group(if any { 0 } else { doc }, Region::ALL[usize::from(region)]);
    let mut groups = Groups::new();
    for stored in gathered.bytes() {
        run.check()?;
        let mut input = stored.read(0)?;
        let mut read = || -> std::io::Result<bool> {
            let doc = get_number(&mut input)?;
            if doc == 0 {
                return Ok(false);
            }
            let region = get_number(&mut input)? as u8;
            let counts = groups.entry(group(doc as usize - 1, region)).or_default();
            let new_ids = counts.words.merge(&WordTable::read(&mut input)?);
            counts.runs.read(&mut input, &new_ids)?;
            Ok(true)
        };
        while read().map_err(|error| damaged(&error))? {}
    }
    for (&(doc, region), counts) in gathered.nodes() {
        let one = Groups::from([(group(doc, region), counts.clone())]);
        groups = merged(groups, one);
    }
    emit(table(groups, &grouping, &options, run)?)
}
