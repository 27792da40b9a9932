//! `multiwords`: which words follow each other so often that they may be one term.

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
             in. Corpus.compound takes the table, or part of it. Memory grows with the text: four bytes a word.",
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
/// How many cells are counted in one pass over the text: some 200 MB.
const CELLS: usize = 1 << 22;
/// Stands for "any word" in a [`Mask`].
const ANY: u32 = u32::MAX;

/// A run of words of which some must stand in their place.
type Mask = [u32; LONGEST];
type Table<K, V> = HashMap<K, V, FixedState>;

#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    count: u64,
    docs: u64,
    /// One more than the last document.
    last: usize,
    nested: u64,
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

    /// Runs of words, each with its document.
    fn runs(&self) -> impl Iterator<Item = (usize, &[u32])> {
        self.runs.iter().scan(0, |start, &(doc, length)| {
            *start += length;
            Some((doc, &self.ids[*start - length..*start]))
        })
    }
}

fn masked(words: &[u32], pattern: usize) -> Mask {
    let mut mask = [ANY; LONGEST];
    for (place, &word) in words.iter().enumerate().filter(|(place, _)| pattern & 1 << place != 0) {
        mask[place] = word;
    }
    mask
}

/// How often each part of the `listed` runs of `n` words stands in a run of `n` words, and how many runs there are.
fn parts(text: &Numbered, listed: &[&[u32]], n: usize, run: &Run) -> Result<(Table<Mask, u64>, u64)> {
    let (mut parts, mut total) = (Table::<Mask, u64>::default(), 0);
    for words in listed {
        for pattern in 1..1usize << n {
            parts.insert(masked(words, pattern), 0);
        }
    }
    for (_, words) in text.runs() {
        run.check()?;
        for words in words.windows(n) {
            total += 1;
            // Only words that some term has in that place can be part of one; mostly these are few.
            let known = (0..n)
                .filter(|&place| parts.contains_key(&masked(words, 1 << place)))
                .fold(0usize, |known, place| known | 1 << place);
            let mut pattern = known;
            while pattern != 0 {
                if let Some(count) = parts.get_mut(&masked(words, pattern)) {
                    *count += 1;
                }
                pattern = (pattern - 1) & known;
            }
        }
    }
    Ok((parts, total))
}

/// The count of these words in a row if each stood in its place by chance.
fn expected(words: &[u32], parts: &Table<Mask, u64>, total: u64) -> f64 {
    let share =
        |place: usize| parts.get(&masked(words, 1 << place)).map_or(0, |count| *count) as f64 / total as f64;
    (0..words.len()).map(share).product::<f64>() * total as f64
}

/// The 2^n cells: bit i of an index is set where word i stands in its place.
fn cells(words: &[u32], parts: &Table<Mask, u64>, total: u64) -> Vec<f64> {
    let mut cells: Vec<f64> = (0..1usize << words.len())
        .map(|pattern| parts.get(&masked(words, pattern)).map_or(total, |count| *count) as f64)
        .collect();
    // From "these words at least" to "these words and no other".
    for place in 0..words.len() {
        for pattern in (0..cells.len()).filter(|pattern| pattern & 1 << place == 0) {
            cells[pattern] -= cells[pattern | 1 << place];
        }
    }
    cells
}

/// Counts, for each listed term, the occurrences that lie inside a longer listed one.
fn nest<'t>(text: &'t Numbered, listed: &mut [(usize, Table<&'t [u32], Listed>)]) {
    for place in 0..listed.len() {
        let (shorter, longer) = listed.split_at_mut(place + 1);
        let (n, table) = &mut shorter[place];
        for (_, words) in text.runs() {
            for (start, gram) in words.windows(*n).enumerate() {
                let Some(found) = table.get_mut(gram) else { continue };
                let inside = longer.iter().any(|(m, longer)| {
                    (start.saturating_sub(m - *n)..=start)
                        .any(|from| words.get(from..from + m).is_some_and(|gram| longer.contains_key(gram)))
                });
                found.nested += u64::from(inside);
            }
        }
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

/// The rows of the terms of `n` words.
fn score<'t>(
    text: &Numbered,
    listed: &Table<&'t [u32], Listed>,
    n: usize,
    run: &Run,
) -> Result<Vec<Row<'t>>> {
    let terms: Vec<&'t [u32]> = listed.keys().copied().collect();
    let mut rows = Vec::with_capacity(terms.len());
    for terms in terms.chunks(CELLS >> n) {
        let (parts, total) = parts(text, terms, n, run)?;
        for &words in terms {
            let names: Vec<&str> = words.iter().map(|&id| text.vocabulary.term(id)).collect();
            rows.push(Row {
                words,
                term: names.join(" "),
                found: listed[words],
                expected: expected(words, &parts, total),
                scored: lambda(&cells(words, &parts, total), 0.5)?,
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
    let stopped = |word: Option<&u32>| word.is_some_and(|&id| stops[id as usize]);
    let mut listed = run.map(&lengths, |&n| {
        let mut table = Table::<&[u32], Listed>::default();
        for (doc, words) in text.runs() {
            run.check()?;
            for words in words.windows(n).filter(|words| !stopped(words.first()) && !stopped(words.last())) {
                let found = table.entry(words).or_default();
                found.count += 1;
                found.docs += u64::from(found.last != doc + 1);
                found.last = doc + 1;
            }
        }
        table.retain(|_, found| found.count >= options.min_count);
        Ok((n, table))
    })?;
    nest(&text, &mut listed);
    let made = run.map(&listed, |(n, table)| score(&text, table, *n, run))?;
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
