//! `multiwords`: which words follow each other so often that they may be one term.

use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::counts::Vocabulary;
use crate::error::{Error, Result};
use crate::frame::{Frame, Strings};
use crate::measures::association::{Lambda, lambda};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{StopwordOption, Stopwords, TokenOptions};

use super::args::{Kind, OptionRow, option};
use super::select::{SELECTION, Scan, Selection, Words, token_options};
use super::{Args, Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    option("n", Kind::Counts(2), "2,3", "words in a row; one number or several, from 2 to 8"),
    option("min_count", Kind::Count(1), "2", "leave out terms with a smaller count"),
    option("top", Kind::Count(1), "none", "only the first so many rows"),
    option(
        "stopwords",
        Kind::Words,
        "none",
        "leave out terms that begin or end with such a word: a language (\"en\"), or a list",
    ),
];

pub(crate) const VERB: Verb = Verb {
    name: "multiwords",
    about: "Words that follow each other and belong together: one row a term, most certain first.",
    detail: "Terms are words in a row within a sentence, most certain first (z). lambda is the highest-order \
             interaction of all words in the saturated log-linear model, z lambda over its standard error (Blaheta \
             and Johnson 2001): the 2^n cells count the runs of n words by which of the words stand in their place, \
             stop words included; 0.5 is added to each. expected is the count if the words had nothing to do with \
             each other. count_nested counts the occurrences inside a longer term that min_count and stopwords leave \
             in. Corpus.compound takes the table, or part of it. Memory grows with the text: some 20 bytes a word.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        column("term", "text", "the words, joined by spaces"),
        column("n", "int", "how many words"),
        column("count", "int", "occurrences"),
        column("count_nested", "int", "occurrences inside a longer term"),
        column("doc_count", "int", "documents with the term"),
        column("expected", "float", "runs of n words times the share of each word in its place"),
        column("lambda", "float", "interaction of all words, natural logarithm"),
        column("z", "float", "lambda over its standard error"),
    ],
    example: "multiwords seeds/ --n 2,3 --min-count 5 --stopwords en",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> table = c.multiwords([2, 3], min_count=10, stopwords="en")
>>> table[["term", "count", "count_nested"]].head(3)
           term  count  count_nested
0     two sides    118            68
1  sides agreed     56            55
2    north sarn     46             0
>>> len(c.compound(table[table["z"] > 10]).kwic("two sides"))
118"#,
    stream: Stream::Whole,
    run: |corpus, args, run| multiwords(corpus, &MultiwordOptions::from_args(args)?, run),
};

/// Options of [`multiwords`].
#[derive(Clone, Debug)]
pub struct MultiwordOptions {
    /// Lengths in words.
    pub n: Vec<usize>,
    /// Leave out terms with a smaller count.
    pub min_count: u64,
    /// Only the first so many rows.
    pub top: Option<usize>,
    /// Terms that begin or end with one are left out.
    pub stopwords: StopwordOption,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl MultiwordOptions {
    fn from_args(args: &Args) -> Result<MultiwordOptions> {
        Ok(MultiwordOptions {
            n: args.counts("n").unwrap_or_else(|| vec![2, 3]),
            min_count: args.count("min_count").unwrap_or(2) as u64,
            top: args.count("top"),
            stopwords: args.stopwords("stopwords"),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// The longest term: its cells are 2^8.
const LONGEST: usize = 8;
/// How many parts are counted in one pass over the text: some 150 MB.
const PARTS: usize = 1 << 22;

type Table<K, V> = HashMap<K, V, FixedState>;

/// A run of words that is frequent enough.
#[derive(Clone, Copy, Debug)]
struct Listed {
    /// Where in the text it first stands.
    start: usize,
    count: u64,
    docs: u64,
    last: usize,
    nested: u64,
}

/// The runs of `n` words.
#[derive(Default)]
struct Runs {
    n: usize,
    /// For each word of the text the number of the run that begins there, or [`NONE`].
    at: Vec<u32>,
    listed: Vec<Listed>,
}

impl Runs {
    /// Words by themselves, as if all were frequent.
    fn words(text: &Numbered) -> Runs {
        Runs { n: 1, at: text.ids.clone(), listed: Vec::new() }
    }

    /// The runs that are one word longer than `shorter`. Where one that begins or ends it is rare, so is the longer.
    fn longer(text: &Numbered, shorter: &Runs, min_count: u64, run: &Run) -> Result<Runs> {
        let n = shorter.n + 1;
        let (mut at, mut listed) = (vec![NONE; text.ids.len()], Vec::<Listed>::new());
        let mut numbers = Table::<u64, u32>::default();
        for (doc, starts) in text.starts(n) {
            run.check()?;
            for start in starts {
                let (before, after) = (shorter.at[start], shorter.at[start + 1]);
                if before == NONE || after == NONE {
                    continue;
                }
                let next = listed.len() as u32;
                let number = *numbers.entry(key(before, text.ids[start + n - 1])).or_insert(next);
                at[start] = number;
                if number == next {
                    listed.push(Listed { start, count: 1, docs: 1, last: doc, nested: 0 });
                    continue;
                }
                let found = &mut listed[number as usize];
                found.count += 1;
                found.docs += u64::from(found.last != doc);
                found.last = doc;
            }
        }
        let mut kept = 0;
        let renumber = |found: &Listed| match found.count >= min_count {
            true => {
                kept += 1;
                kept - 1
            }
            false => NONE,
        };
        let numbers: Vec<u32> = listed.iter().map(renumber).collect();
        at.iter_mut().filter(|at| **at != NONE).for_each(|at| *at = numbers[*at as usize]);
        listed.retain(|found| found.count >= min_count);
        Ok(Runs { n, at, listed })
    }

    /// Leaves out the runs for which `keep` is false.
    fn retain(&mut self, keep: impl Fn(&Listed) -> bool) {
        for at in self.at.iter_mut().filter(|at| **at != NONE) {
            if !keep(&self.listed[*at as usize]) {
                *at = NONE;
            }
        }
    }

    /// Those that are left.
    fn left(&self) -> Vec<Listed> {
        let left = |number: &usize| self.at[self.listed[*number].start] as usize == *number;
        (0..self.listed.len()).filter(left).map(|number| self.listed[number]).collect()
    }
}

/// Counts, for each run of some length, the occurrences that lie inside a longer one.
fn nest(lengths: &mut [Runs]) {
    for place in 0..lengths.len() {
        let (shorter, longer) = lengths.split_at_mut(place + 1);
        let Runs { n, at, listed } = &mut shorter[place];
        for (start, &number) in at.iter().enumerate().filter(|(_, number)| **number != NONE) {
            let inside = |longer: &Runs| {
                longer.at[start.saturating_sub(longer.n - *n)..=start].iter().any(|&at| at != NONE)
            };
            listed[number as usize].nested += u64::from(longer.iter().any(inside));
        }
    }
}

/// The text as numbers: runs of words with their document.
#[derive(Default)]
struct Numbered {
    vocabulary: Vocabulary,
    ids: Vec<u32>,
    runs: Vec<(usize, usize)>,
}

impl Numbered {
    fn read(scan: &Scan<'_>, run: &Run) -> Result<Numbered> {
        let made = run.map(&scan.work(run), |pieces| {
            let (mut own, mut words) = (Numbered::default(), Words::default());
            for piece in pieces {
                for (index, _, text) in scan.units(piece) {
                    run.check()?;
                    scan.words(piece.doc, index, text, &mut words);
                    for sentence in words.runs(false) {
                        own.runs.push((piece.doc, sentence.len()));
                        own.ids.extend(sentence.iter().map(|word| own.vocabulary.id(words.term(word))));
                    }
                    run.advance(text.len() as u64);
                }
            }
            Ok(own)
        })?;
        Ok(made.into_iter().fold(Numbered::default(), |mut all, own| {
            let ids: Vec<u32> = own.vocabulary.iter().map(|term| all.vocabulary.id(term)).collect();
            all.ids.extend(own.ids.iter().map(|&id| ids[id as usize]));
            all.runs.extend(own.runs);
            all
        }))
    }

    /// Where `n` words begin in runs of words, each with its document.
    fn starts(&self, n: usize) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.runs.iter().scan(0, move |end, &(doc, length)| {
            let start = *end;
            *end += length;
            Some((doc, start..(*end + 1).saturating_sub(n).max(start)))
        })
    }

    /// Runs of words, each with its document.
    fn runs(&self) -> impl Iterator<Item = (usize, &[u32])> {
        self.runs.iter().scan(0, |start, &(doc, length)| {
            *start += length;
            Some((doc, &self.ids[*start - length..*start]))
        })
    }
}

/// How often parts of terms of `n` words stand in runs of `n` words: some of the words, each in its place. A part is
/// known by its places, as bits, and by a number: of a part of one word that of the word; of a longer one that which
/// `numbers` gives for the number of the part without its last word, and that word.
struct Parts {
    n: usize,
    /// For each word the places that it has in some term, as bits.
    wanted: Vec<u8>,
    /// By places.
    numbers: Vec<Table<u64, u32>>,
    /// By places, then by number.
    counts: Vec<Vec<u64>>,
    /// How many runs there are.
    total: u64,
}

/// The number of no part.
const NONE: u32 = u32::MAX;

/// The bits of `pattern` without the highest one, and that one's place.
fn split(pattern: usize) -> (usize, usize) {
    let last = pattern.ilog2() as usize;
    (pattern & !(1 << last), last)
}

/// All that have some of the bits of `pattern`, the least first, so that each comes after what it is made of.
fn subsets(pattern: usize) -> impl Iterator<Item = usize> {
    let next = move |last: &usize| Some(last.wrapping_sub(pattern) & pattern).filter(|&next| next != 0);
    std::iter::successors(next(&0), next)
}

fn key(before: u32, word: u32) -> u64 {
    u64::from(before) << 32 | u64::from(word)
}

impl Parts {
    /// How many parts of several words a term has, itself left out.
    fn of_term(n: usize) -> usize {
        (1 << n) - n - 2
    }

    /// The parts of `terms`, of words with numbers below `words`.
    fn new(terms: &[&[u32]], n: usize, words: usize) -> Parts {
        let all = (1 << n) - 1;
        let (mut wanted, mut numbers) = (vec![0; words], vec![Table::<u64, u32>::default(); all]);
        let mut ids = [NONE; 1 << LONGEST];
        for term in terms {
            for pattern in subsets(all).filter(|&pattern| pattern != all) {
                let (rest, last) = split(pattern);
                ids[pattern] = term[last];
                if rest == 0 {
                    wanted[term[last] as usize] |= 1 << last;
                } else {
                    let next = numbers[pattern].len() as u32;
                    ids[pattern] = *numbers[pattern].entry(key(ids[rest], term[last])).or_insert(next);
                }
            }
        }
        let size = |(pattern, numbers): (usize, &Table<u64, u32>)| match pattern.is_power_of_two() {
            true => words,
            false => numbers.len(),
        };
        let counts = numbers.iter().enumerate().map(|part| vec![0; size(part)]).collect();
        Parts { n, wanted, numbers, counts, total: 0 }
    }

    /// Counts the parts of all runs of the text.
    fn count(&mut self, text: &Numbered, run: &Run) -> Result<()> {
        let mut ids = [NONE; 1 << LONGEST];
        let whole = (1 << self.n) - 1;
        for (_, words) in text.runs() {
            run.check()?;
            for words in words.windows(self.n) {
                self.total += 1;
                // Only words that some term has in that place can be part of one; mostly these are few.
                let known = words.iter().enumerate().fold(0, |known, (place, &word)| {
                    known | usize::from(self.wanted[word as usize]) & 1 << place
                });
                for pattern in subsets(known).filter(|&pattern| pattern != whole) {
                    ids[pattern] = self.number(pattern, words, &ids);
                    if ids[pattern] != NONE {
                        self.counts[pattern][ids[pattern] as usize] += 1;
                    }
                }
            }
        }
        Ok(())
    }

    /// The number of a part of `words`; `ids` has those of shorter ones.
    #[inline]
    fn number(&self, pattern: usize, words: &[u32], ids: &[u32]) -> u32 {
        let (rest, last) = split(pattern);
        match rest {
            0 => words[last],
            _ if ids[rest] == NONE => NONE,
            _ => self.numbers[pattern].get(&key(ids[rest], words[last])).copied().unwrap_or(NONE),
        }
    }

    /// The count of these words in a row if each stood in its place by chance.
    fn expected(&self, words: &[u32]) -> f64 {
        let total = self.total as f64;
        let share = |(place, &word): (usize, &u32)| self.counts[1 << place][word as usize] as f64 / total;
        words.iter().enumerate().map(share).product::<f64>() * total
    }

    /// The 2^n cells of a term with this count: bit i of an index is set where word i stands in its place.
    fn cells(&self, words: &[u32], count: u64) -> Vec<f64> {
        let mut cells = vec![self.total as f64; 1 << self.n];
        let whole = cells.len() - 1;
        cells[whole] = count as f64;
        let mut ids = [NONE; 1 << LONGEST];
        for pattern in 1..whole {
            ids[pattern] = self.number(pattern, words, &ids);
            cells[pattern] =
                self.counts[pattern].get(ids[pattern] as usize).map_or(0.0, |&count| count as f64);
        }
        // From "these words at least" to "these words and no other".
        for place in 0..self.n {
            for pattern in (0..cells.len()).filter(|pattern| pattern & 1 << place == 0) {
                cells[pattern] -= cells[pattern | 1 << place];
            }
        }
        cells
    }
}

/// One row of the table.
struct Row<'t> {
    words: &'t [u32],
    term: String,
    found: Listed,
    expected: f64,
    scored: Lambda,
}

/// The rows of the terms of some length.
fn score<'t>(text: &'t Numbered, runs: &Runs, run: &Run) -> Result<Vec<Row<'t>>> {
    let left = runs.left();
    let mut rows = Vec::with_capacity(left.len());
    for left in left.chunks(PARTS / Parts::of_term(runs.n).max(1)) {
        let terms: Vec<&[u32]> =
            left.iter().map(|found| &text.ids[found.start..found.start + runs.n]).collect();
        let mut parts = Parts::new(&terms, runs.n, text.vocabulary.len());
        parts.count(text, run)?;
        for (&found, words) in left.iter().zip(terms) {
            let names: Vec<&str> = words.iter().map(|&id| text.vocabulary.term(id)).collect();
            rows.push(Row {
                words,
                term: names.join(" "),
                found,
                expected: parts.expected(words),
                scored: lambda(&parts.cells(words, found.count), 0.5)?,
            });
        }
    }
    Ok(rows)
}

/// Returns one row a term, most certain first: `term, n, count, count_nested, doc_count, expected, lambda, z`. Lengths
/// are scored in parallel.
///
/// # Errors
/// `n` outside 2 to 8; an unknown language; `Interrupted`.
pub fn multiwords(corpus: &Corpus, options: &MultiwordOptions, run: &Run) -> Result<Frame> {
    if let Some(n) = options.n.iter().find(|n| !(2..=LONGEST).contains(*n)) {
        return Err(Error::bad_value("n", n, &format!("from 2 to {LONGEST}")));
    }
    let mut lengths = options.n.clone();
    lengths.sort_unstable();
    lengths.dedup();
    let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, stopwords, run)?;
    let text = Numbered::read(&scan, run)?;
    let stops: Vec<bool> = text.vocabulary.iter().map(|term| scan.stops(term)).collect();
    let stopped = |word: usize| stops[text.ids[word] as usize];
    let (mut listed, mut last) = (Vec::new(), Runs::words(&text));
    for n in 2..=lengths.last().copied().unwrap_or(0) {
        let next = Runs::longer(&text, &last, options.min_count, run)?;
        let before = std::mem::replace(&mut last, next);
        listed.extend(lengths.contains(&before.n).then_some(before));
        debug_assert_eq!(last.n, n);
    }
    listed.extend(lengths.contains(&last.n).then_some(last));
    for runs in &mut listed {
        let n = runs.n;
        runs.retain(|found| !stopped(found.start) && !stopped(found.start + n - 1));
    }
    nest(&mut listed);
    let made = run.map(&listed, |runs| score(&text, runs, run))?;
    let mut rows: Vec<Row<'_>> = made.into_iter().flatten().collect();
    rows.sort_unstable_by(|a, b| b.scored.z.total_cmp(&a.scored.z).then_with(|| a.term.cmp(&b.term)));
    rows.truncate(options.top.unwrap_or(usize::MAX));
    let ints = |of: &dyn Fn(&Row<'_>) -> u64| rows.iter().map(|row| of(row) as i64).collect::<Vec<i64>>();
    let floats = |of: &dyn Fn(&Row<'_>) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
    Ok(Frame::new()
        .with("term", rows.iter().map(|row| &row.term).collect::<Strings>())
        .with("n", ints(&|row| row.words.len() as u64))
        .with("count", ints(&|row| row.found.count))
        .with("count_nested", ints(&|row| row.found.nested))
        .with("doc_count", ints(&|row| row.found.docs))
        .with("expected", floats(&|row| row.expected))
        .with("lambda", floats(&|row| row.scored.lambda))
        .with("z", floats(&|row| row.scored.z)))
}
