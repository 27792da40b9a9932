//! Verbs that count terms in groups.

use std::collections::BTreeMap;

use crate::counts::sorted::{self, ByCount, Section};
use crate::counts::{Cells, TermCounts};
use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::stored::{Scratch, Stored};
use crate::text::{Corpus, Region};

use super::{Emit, Gathered, Whole};
use crate::verbs::Args;
use crate::verbs::counting::{CountOptions, Counted, Counts, Groups, Ranking, table};
use crate::verbs::select::Grouping;

/// Rows of a table that leave together.
const ROWS: usize = 1 << 18;

/// How a verb counts terms.
pub(crate) struct TermStream {
    /// Why options ask for all documents at once, if they do.
    pub whole: Whole,
    /// What groups are told apart by.
    pub by: fn(&Args) -> Vec<String>,
    /// Whether documents as groups are counted as [`Counts::Documents`].
    pub cells: bool,
    /// Counts a part.
    pub count: fn(&Corpus, &Args, &Run) -> Result<(Counts, Grouping)>,
    /// Makes the table.
    pub finish: Finish,
}

/// How counts become a table.
pub(crate) enum Finish {
    /// One row a term, most frequent first, as `terms` does; the function adds what else the verb has to say of a row.
    Table(fn(Frame) -> Result<Frame>),
    /// From all counts, in memory; the corpus has the documents without their text.
    Counts(fn(&Corpus, Counts, &Args, &Run) -> Result<Frame>),
}

/// Counts a part.
pub(super) fn part(
    stream: &TermStream,
    corpus: &Corpus,
    args: &Args,
    before: usize,
    run: &Run,
) -> Result<Vec<u8>> {
    let (counts, grouping) = (stream.count)(corpus, args, run)?;
    let groups = match counts {
        Counts::Groups(groups) => groups,
        Counts::Documents(cells) => return cells.write(before),
    };
    Ok(sorted::write(groups.iter().map(|(&group, counts)| {
        let (doc, region) = grouping.example(group);
        (((before + doc) as u64, region as u8), counts)
    })))
}

/// Sections by group.
type ByGroup<'k> = BTreeMap<u64, Vec<(&'k Stored, Section)>>;

pub(super) fn finish(
    stream: &TermStream,
    gathered: &Gathered<'_>,
    args: &Args,
    by: &[String],
    scratch: &mut Scratch,
    run: &Run,
    emit: Emit<'_>,
) -> Result<()> {
    let (documents, any) = gathered.documents()?;
    let grouping = Grouping::new(&documents, by)?;
    if stream.cells && grouping.by_documents() {
        let cells = Cells::of(gathered.bytes(), gathered.memory / 4, run)?;
        let counts = Counts::Documents(Box::new(cells));
        return emit(match stream.finish {
            Finish::Table(row) => {
                let options = CountOptions::from_args(args);
                row(counts.table(&grouping, gathered.documents, &options, run)?)?
            }
            Finish::Counts(make) => make(&documents, counts, args, run)?,
        });
    }
    let mut groups = ByGroup::new();
    for stored in gathered.bytes() {
        for section in sorted::sections(stored)? {
            let (doc, region) = section.key;
            let group = grouping.group(if any { 0 } else { doc as usize }, Region::ALL[usize::from(region)]);
            groups.entry(group).or_default().push((stored, section));
        }
    }
    match stream.finish {
        Finish::Table(row) if !grouping.by_documents() => {
            let options = CountOptions::from_args(args);
            rows(&groups, &grouping, &options, scratch, run, &mut |frame| emit(row(frame)?))
        }
        Finish::Table(row) => {
            let groups = in_memory(&groups, run)?;
            emit(row(table(&groups, &grouping, gathered.documents, &CountOptions::from_args(args)))?)
        }
        Finish::Counts(make) => emit(make(&documents, Counts::Groups(in_memory(&groups, run)?), args, run)?),
    }
}

/// All counts of all groups.
fn in_memory(groups: &ByGroup<'_>, run: &Run) -> Result<Groups> {
    let mut counted = Groups::new();
    for (&group, sections) in groups {
        run.check()?;
        let mut counts = TermCounts::new();
        counts.add_words(sections.iter().map(|(_, section)| section.words).sum());
        sorted::merge(sections, |term, count, docs| {
            counts.add_counted(term, count, docs);
            Ok(())
        })?;
        counted.insert(group, counts);
    }
    Ok(counted)
}

/// The rows that [`table`] would give, some at a time, without all of them ever in memory.
fn rows(
    groups: &ByGroup<'_>,
    grouping: &Grouping,
    options: &CountOptions,
    scratch: &mut Scratch,
    run: &Run,
    emit: Emit<'_>,
) -> Result<()> {
    let (mut made, mut terms, mut some) = (Counted::default(), Strings::new(), false);
    for (&group, sections) in groups {
        let words: u64 = sections.iter().map(|(_, section)| section.words).sum();
        let mut by_count =
            ByCount::new(sections.iter().all(|(stored, _)| matches!(stored, Stored::Memory(_))));
        let mut seen = 0_u64;
        sorted::merge(sections, |term, count, docs| {
            seen += 1;
            if seen.is_multiple_of(1 << 16) {
                run.check()?;
            }
            if count >= options.min_count { by_count.push(term, count, docs, scratch) } else { Ok(()) }
        })?;
        let mut ranking = Ranking::new(group, words, options);
        by_count.drain(scratch, |term, count, docs| {
            if !ranking.place(count, docs, &mut made) {
                return Ok(());
            }
            terms.push(term);
            if terms.len() == ROWS {
                run.check()?;
                some = true;
                let terms = Column::from(std::mem::take(&mut terms));
                emit(std::mem::take(&mut made).frame(grouping, terms))?;
            }
            Ok(())
        })?;
    }
    if !terms.is_empty() || !some {
        emit(made.frame(grouping, terms.into()))?;
    }
    Ok(())
}
