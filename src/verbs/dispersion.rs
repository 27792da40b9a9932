//! `dispersion`: how evenly terms are spread over the parts of a corpus.

use std::sync::Arc;

use crate::counts::{ByTerm, Cell, Cells, Vocabulary};
use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Strings};
use crate::measures::dispersion::{DISPERSION, Dispersion, Parts, Sizes};
use crate::measures::{Family, Row};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Patterns, StopwordOption, Stopwords, TokenOptions, ValueType};

use super::args::{Kind, OptionRow, option};
use super::counting::{COUNT, Counts, Groups, TERM, count_by};
use super::families::chosen;
use super::select::{Grouping, Needs, Piece, SELECTION, Scan, Selection, Words, token_options};
use super::stream::{Finish, TermStream};
use super::{Args, Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    option("terms", Kind::Texts, "none", "terms to measure, single words or globs; default: all"),
    option(
        "by",
        Kind::Texts,
        "doc",
        "what a part is: \"doc\", \"region\", \"year\", \"month\", \"date\" or document variables",
    ),
    option("parts", Kind::Count(1), "none", "so many parts of equal size in place of by, cut anywhere"),
    option(
        "measures",
        Kind::Texts,
        "none",
        "measures of dispersion and adjusted frequencies by name, or \"all\"; default: relative_range, juilland_d, \
         dp, dp_norm",
    ),
    option("min_count", Kind::Count(1), "1", "leave out terms with a smaller count"),
    option("top", Kind::Count(1), "none", "only the first so many rows"),
    option(
        "stopwords",
        Kind::Words,
        "none",
        "words to leave out: a language (\"en\"), or a list; sizes of parts are still those of all words",
    ),
];

const COLUMNS: &[&str] = &["term", "count", "parts", "range"];

pub(crate) const VERB: Verb = Verb {
    name: "dispersion",
    about: "How evenly terms are spread over the parts of the corpus: one row a term, most frequent first.",
    detail: "After the columns below come the measures. Sizes of parts are in words, as selected; a part without a \
             word is no part. Measures of distance (arf, ald, awt, f_ald, f_awt) take the places of the term among \
             all selected words, in the order of the corpus: they do not depend on the parts. Memory grows with the \
             pairs of term and part; with measures of distance, with the occurrences of the terms. With parts=, word \
             p of N stands in part p * parts / N, rounded down.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        TERM,
        COUNT,
        column("parts", "int", "parts with a word"),
        column("range", "int", "parts with the term"),
    ],
    example: "dispersion seeds/ --stopwords en --top 20 --measures dp_norm,juilland_d,arf",
    python: r#">>> import communique as cq
>>> cq.sample().dispersion(stopwords="en", top=3, measures=["dp_norm", "arf"]).round(3)
      term  count  parts  range  dp_norm      arf
0   agreed    182     29     28    0.359   97.682
1      two    172     29     29    0.241  106.313
2  defense    168     29     28    0.199   98.045"#,
    stream: Stream::Terms(&STREAM),
    run: |corpus, args, run| dispersion(corpus, &DispersionOptions::from_args(args)?, run),
};

/// Options of [`dispersion`].
#[derive(Clone, Debug)]
pub struct DispersionOptions {
    /// Terms to measure, as patterns of one word; none: all.
    pub terms: Option<Vec<String>>,
    /// What a part is: names as in [`super::terms()`].
    pub by: Vec<String>,
    /// So many parts of equal size in place of `by`.
    pub parts: Option<usize>,
    /// Measures by name; none: the defaults.
    pub measures: Option<Vec<String>>,
    /// Leave out terms with a smaller count.
    pub min_count: u64,
    /// Only the first so many rows.
    pub top: Option<usize>,
    /// Words to leave out.
    pub stopwords: StopwordOption,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl DispersionOptions {
    pub(crate) fn from_args(args: &Args) -> Result<DispersionOptions> {
        Ok(DispersionOptions {
            terms: args.texts("terms"),
            by: args.texts("by").unwrap_or_default(),
            parts: args.count("parts"),
            measures: args.texts("measures"),
            min_count: args.count("min_count").unwrap_or(1) as u64,
            top: args.count("top"),
            stopwords: args.stopwords("stopwords"),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// The terms that were asked for.
struct Wanted(Option<Patterns>);

impl Wanted {
    fn new(terms: Option<&[String]>, tokens: &TokenOptions) -> Result<Wanted> {
        let Some(terms) = terms else { return Ok(Wanted(None)) };
        let patterns = Patterns::new(terms, ValueType::Glob, tokens)?;
        match patterns.phrases().iter().position(|phrase| phrase.len() > 1) {
            Some(place) => {
                Err(Error::bad_value("terms", format!("'{}'", terms[place]), "single words or globs"))
            }
            None => Ok(Wanted(Some(patterns))),
        }
    }

    fn holds(&self, term: &str) -> bool {
        self.0.as_ref().is_none_or(|patterns| {
            let mut bits = vec![0; patterns.blocks()];
            patterns.test(term, term, &mut bits);
            bits.iter().any(|&block| block != 0)
        })
    }
}

/// Places of terms among all words of the corpus, ascending; parts merge in order.
#[derive(Default)]
struct Places {
    vocabulary: Vocabulary,
    /// For each term its places; none where it is not wanted.
    of: Vec<Option<Vec<u64>>>,
}

impl Places {
    fn add(&mut self, term: &str, place: u64, wanted: &Wanted) {
        let id = self.vocabulary.id(term) as usize;
        if id == self.of.len() {
            self.of.push(wanted.holds(term).then(Vec::new));
        }
        if let Some(places) = &mut self.of[id] {
            places.push(place);
        }
    }

    fn merge(mut self, later: Places) -> Places {
        for (term, places) in later.vocabulary.iter().zip(later.of) {
            let id = self.vocabulary.id(term) as usize;
            match self.of.get_mut(id) {
                Some(Some(before)) => before.extend(places.into_iter().flatten()),
                Some(None) => {}
                None => self.of.push(places),
            }
        }
        self
    }
}

/// One term: its number, its frequency, the parts that have it.
struct Spread<'t> {
    term: &'t str,
    id: usize,
    count: u64,
    range: usize,
}

/// Takes the parts, each with the numbers and frequencies of its terms.
type TakePart<'t, C> = dyn FnMut(u32, &[(u32, C)]) + 't;

/// How many frequencies are turned at once where they do not fit in memory.
const MOST: usize = 1 << 24;

/// Returns one row a term, most frequent first: `term, count, parts, range`, then the measures.
///
/// Parallel over chunks of text; memory grows with pairs of term and part, and with the occurrences of the terms where
/// a measure needs their places.
///
/// # Errors
/// An unknown column in `by`, measure, language in `stopwords` or `stem`; a term of several words; `Interrupted`.
pub fn dispersion(corpus: &Corpus, options: &DispersionOptions, run: &Run) -> Result<Frame> {
    let plan = Plan::new(options)?;
    if !plan.in_order() {
        return plan.table(&count(corpus, options, run)?.0, &Places::default(), run);
    }
    let (grouping, scan) = scan(corpus, options, run)?;
    let wanted = plan.needs_places.then_some(&plan.wanted);
    let (groups, places) = in_order(&scan, &grouping, options.parts, wanted, run)?;
    plan.table(&Counts::Groups(groups), &places, run)
}

fn scan<'c>(corpus: &'c Corpus, options: &DispersionOptions, run: &Run) -> Result<(Grouping, Scan<'c>)> {
    let grouping = Grouping::new(corpus, &options.by)?;
    let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
    let needs = grouping.needs(Needs::Words);
    let scan = Scan::of(corpus, &options.selection, &options.tokens, stopwords, needs, run)?;
    Ok((grouping, scan))
}

/// The counts of the parts.
fn count(corpus: &Corpus, options: &DispersionOptions, run: &Run) -> Result<(Counts, Grouping)> {
    let (grouping, scan) = scan(corpus, options, run)?;
    Ok((count_by(&scan, &grouping, run)?, grouping))
}

const STREAM: TermStream = TermStream {
    by: |args| args.texts("by").unwrap_or_default(),
    whole: |args| {
        let options = DispersionOptions::from_args(args)?;
        let in_order = Plan::new(&options)?.in_order();
        Ok(in_order.then_some("parts= and measures of distance number the words of all documents"))
    },
    cells: true,
    count: |corpus, args, run| count(corpus, &DispersionOptions::from_args(args)?, run),
    finish: Finish::Counts(|_, counts, args, run| {
        let options = DispersionOptions::from_args(args)?;
        Plan::new(&options)?.table(&counts, &Places::default(), run)
    }),
};

/// What is asked for, checked.
struct Plan<'o> {
    options: &'o DispersionOptions,
    measures: Vec<&'static Dispersion>,
    needs_places: bool,
    wanted: Wanted,
}

impl<'o> Plan<'o> {
    fn new(options: &'o DispersionOptions) -> Result<Plan<'o>> {
        let default = |info: &crate::measures::Info| info.default && info.family == Family::Dispersion;
        let measures = chosen(&DISPERSION, options.measures.as_deref(), default, COLUMNS)?;
        let wanted = Wanted::new(options.terms.as_deref(), &options.tokens)?;
        let needs_places = measures.iter().any(|row| row.needs_positions);
        Ok(Plan { options, measures, needs_places, wanted })
    }

    /// Whether words are counted in the order of the corpus.
    fn in_order(&self) -> bool {
        self.needs_places || self.options.parts.is_some()
    }

    fn table(&self, counts: &Counts, places: &Places, run: &Run) -> Result<Frame> {
        match counts {
            Counts::Groups(groups) => {
                let (mut vocabulary, mut sizes, mut parts) = (Vocabulary::new(), Vec::new(), Vec::new());
                for counts in groups.values().filter(|counts| counts.words() > 0) {
                    sizes.push(counts.words() as f64);
                    let cell = |(term, cell): (&str, Cell)| (vocabulary.id(term), cell.count);
                    parts.push(counts.iter().map(cell).collect::<Vec<(u32, u64)>>());
                }
                let each = |part: &mut TakePart<'_, u64>| {
                    (0..).zip(&parts).for_each(|(number, cells)| part(number, cells));
                    Ok(())
                };
                self.of_parts(&vocabulary, &sizes, usize::MAX, each, places, run)
            }
            Counts::Documents(cells) => {
                let sizes = cells.docs().into_iter().map(|(_, words)| words as f64);
                let sizes: Vec<f64> = sizes.filter(|&words| words > 0.0).collect();
                let each = |part: &mut TakePart<'_, u32>| {
                    let mut numbers = 0..;
                    cells.each(|_, row| {
                        if row.words > 0 {
                            part(numbers.next().unwrap_or_default(), row.cells);
                        }
                        run.check()
                    })
                };
                let most = if let Cells::Here(_) = **cells { usize::MAX } else { MOST };
                self.of_parts(cells.vocabulary(), &sizes, most, each, places, run)
            }
        }
    }

    /// The table of parts with these sizes; `each` gives them with the numbers and frequencies of their terms. So many
    /// frequencies are turned at once to lie by term as `most` says, but at least those of one term.
    fn of_parts<C: Copy + Default + Into<u64> + Sync>(
        &self,
        vocabulary: &Vocabulary,
        sizes: &[f64],
        most: usize,
        each: impl Fn(&mut TakePart<'_, C>) -> Result<()>,
        places: &Places,
        run: &Run,
    ) -> Result<Frame> {
        let Plan { options, measures, wanted, .. } = self;
        let mut sums = vec![(0_u64, 0_usize); vocabulary.len()];
        each(&mut |_, cells| {
            for &(id, frequency) in cells {
                let (count, range) = &mut sums[id as usize];
                (*count, *range) = (*count + frequency.into(), *range + 1);
            }
        })?;
        let spread = |((&(count, range), term), id)| Spread { term, id, count, range };
        let mut rows: Vec<Spread<'_>> = (sums.iter().zip(vocabulary.iter()).zip(0..).map(spread))
            .filter(|row| row.count >= options.min_count.max(1) && wanted.holds(row.term))
            .collect();
        rows.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.term.cmp(b.term)));
        rows.truncate(options.top.unwrap_or(usize::MAX));
        let mut scores = Vec::with_capacity(rows.len());
        let mut left = &rows[..];
        while !left.is_empty() {
            let mut room = most;
            let fits = |row: &&Spread<'_>| {
                let before = room;
                room = room.saturating_sub(row.range);
                before == most || before >= row.range
            };
            let (some, rest) = left.split_at(left.iter().take_while(fits).count());
            left = rest;
            let mut row_of = vec![usize::MAX; vocabulary.len()];
            some.iter().enumerate().for_each(|(row, spread)| row_of[spread.id] = row);
            let mut by_term = ByTerm::room(some.iter().map(|row| row.range));
            each(&mut |part, cells| {
                for &(id, frequency) in cells {
                    let row = row_of[id as usize];
                    if row != usize::MAX {
                        by_term.put(row, part, frequency);
                    }
                }
            })?;
            let sizes = Arc::new(Sizes::new(sizes)?);
            let numbered: Vec<(usize, &Spread<'_>)> = some.iter().enumerate().collect();
            scores.extend(run.map(&numbered, |(row, spread)| {
                score(spread.term, by_term.of(*row), &sizes, places, measures)
            })?);
        }
        let terms: Strings = rows.iter().map(|row| row.term).collect();
        let mut frame = Frame::new()
            .with("term", Column::dict((0..rows.len() as u32).collect(), Arc::new(terms)))
            .with("count", rows.iter().map(|row| row.count as i64).collect::<Vec<i64>>())
            .with("parts", vec![sizes.len() as i64; rows.len()])
            .with("range", rows.iter().map(|row| row.range as i64).collect::<Vec<i64>>());
        for (place, row) in measures.iter().enumerate() {
            frame = frame.with(
                row.info().name,
                scores.iter().map(|scores: &Vec<f64>| scores[place]).collect::<Vec<f64>>(),
            );
        }
        Ok(frame)
    }
}

fn score<C: Copy + Into<u64>>(
    term: &str,
    cells: &[(u32, C)],
    sizes: &Arc<Sizes>,
    places: &Places,
    measures: &[&Dispersion],
) -> Result<Vec<f64>> {
    let frequencies = cells.iter().map(|&(part, count)| (part as usize, count.into() as f64));
    let mut parts = Parts::with(sizes, frequencies)?;
    let id = places.vocabulary.get(term);
    if let Some(places) = id.and_then(|id| places.of[id as usize].as_ref()) {
        parts = parts.at(places)?;
    }
    Ok(measures.iter().map(|measure| measure.score(&parts)).collect())
}

/// Counts with the number of each word in the corpus at hand: in equal parts, and with places where `wanted`.
fn in_order(
    scan: &Scan<'_>,
    grouping: &Grouping,
    parts: Option<usize>,
    wanted: Option<&Wanted>,
    run: &Run,
) -> Result<(Groups, Places)> {
    let work = scan.work(run);
    let sizes = run.map(&work, |pieces| {
        let (mut seen, mut words) = (0_u64, Words::default());
        for piece in pieces {
            for (index, _, text) in scan.units(piece) {
                scan.terms(piece.doc, index, text, &mut words, &mut |_, _| seen += 1);
            }
        }
        Ok(seen)
    })?;
    let total: u64 = sizes.iter().sum();
    let mut before = 0;
    let work: Vec<(u64, Vec<Piece>)> = work
        .into_iter()
        .zip(sizes)
        .map(|(pieces, size)| {
            before += size;
            (before - size, pieces)
        })
        .collect();
    let fold = |(groups, places, words): &mut (Groups, Places, Words),
                (start, pieces): &(u64, Vec<Piece>)| {
        let mut at = *start;
        for piece in pieces {
            run.check()?;
            let mut bytes = 0;
            for (index, unit, text) in scan.units(piece) {
                let group = grouping.group(piece.doc, unit.region);
                scan.terms(piece.doc, index, text, words, &mut |term, short| {
                    let part = parts
                        .map(|parts| u128::from(at) * parts as u128 / u128::from(total))
                        .map_or(group, |part| part as u64);
                    let counts = groups.entry(part).or_default();
                    counts.add_words(1);
                    if !scan.stops(term) {
                        counts.add_short(term, short, piece.doc);
                        if let Some(wanted) = wanted {
                            places.add(term, at, wanted);
                        }
                    }
                    at += 1;
                });
                bytes += text.len();
            }
            run.advance(bytes as u64);
        }
        Ok(())
    };
    let merge = |(mut groups, places, words): (Groups, Places, Words),
                 (later, more, _): (Groups, Places, Words)| {
        for (group, counts) in later {
            let merged = match groups.remove(&group) {
                Some(before) => before.merge(counts),
                None => counts,
            };
            groups.insert(group, merged);
        }
        (groups, places.merge(more), words)
    };
    let (groups, places, _) = run.fold(&work, Default::default, fold, merge)?;
    Ok((groups, places))
}
