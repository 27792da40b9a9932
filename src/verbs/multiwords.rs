//! `multiwords`: which words follow each other so often that they may be one term.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::counts::Vocabulary;
use crate::error::{Error, Result};
use crate::frame::{Frame, Strings};
use crate::measures::association::lambda;
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{StopwordOption, Stopwords, TokenOptions};

use super::args::{Kind, OptionRow, option};
use super::select::{SELECTION, Scan, Selection, Words, token_options};
use super::{Args, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    option("n", Kind::Counts(2), "2,3", "words in a row; one number or several, from 2 to 5"),
    option("min_count", Kind::Count(1), "2", "leave out terms with a smaller count"),
    option("top", Kind::Count(1), "none", "only the first so many rows"),
    option("cross_sentences", Kind::Flag, "false", "let a term run from one sentence into the next"),
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
    detail: "lambda is the highest-order interaction of all words in the saturated log-linear model, z is lambda over \
             its standard error (Blaheta and Johnson 2001); the 2^n cells count the runs of n words by which of the \
             words stand in their place, 0.5 is added to each. nested_count counts occurrences inside a longer term \
             of the table. Corpus.compound takes the table, or part of it. Memory grows with the text: four bytes a \
             word.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        column("term", "text", "the words, joined by spaces"),
        column("n", "int", "how many words"),
        column("count", "int", "occurrences"),
        column("nested_count", "int", "occurrences inside a longer term of the table"),
        column("doc_count", "int", "documents with the term"),
        column("lambda", "float", "interaction of all words, natural logarithm"),
        column("z", "float", "lambda over its standard error"),
    ],
    example: "multiwords seeds/ --n 2,3 --min-count 5 --stopwords en",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> table = c.multiwords([2, 3], min_count=20, stopwords="en")
>>> len(c.compound(table)) == len(c)
True"#,
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
    /// Whether a term may run from one sentence into the next.
    pub cross_sentences: bool,
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
            cross_sentences: args.flag("cross_sentences"),
            stopwords: args.stopwords("stopwords"),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

const LONGEST: usize = 5;
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
    fn read(scan: &Scan<'_>, cross_sentences: bool, run: &Run) -> Result<Numbered> {
        let made = run.map(&scan.work(run), |pieces| {
            let (mut own, mut words) = (Numbered::default(), Words::default());
            for piece in pieces {
                for (index, _, text) in scan.units(piece) {
                    run.check()?;
                    scan.words(piece.doc, index, text, &mut words);
                    for sentence in words.runs(cross_sentences) {
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
fn parts(text: &Numbered, listed: &Table<&[u32], Listed>, n: usize) -> (Table<Mask, u64>, u64) {
    let (mut parts, mut total) = (Table::<Mask, u64>::default(), 0);
    for words in listed.keys() {
        for pattern in 1..1usize << n {
            parts.insert(masked(words, pattern), 0);
        }
    }
    for (_, words) in text.runs() {
        for words in words.windows(n) {
            total += 1;
            for pattern in 1..1usize << n {
                if let Some(count) = parts.get_mut(&masked(words, pattern)) {
                    *count += 1;
                }
            }
        }
    }
    (parts, total)
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

/// Returns one row a term: `term, n, count, nested_count, doc_count, lambda, z`.
///
/// # Errors
/// `n` outside 2 to 5; an unknown language; `Interrupted`.
pub fn multiwords(corpus: &Corpus, options: &MultiwordOptions, run: &Run) -> Result<Frame> {
    if let Some(n) = options.n.iter().find(|n| !(2..=LONGEST).contains(*n)) {
        return Err(Error::bad_value("n", n, &format!("from 2 to {LONGEST}")));
    }
    let mut lengths = options.n.clone();
    lengths.sort_unstable();
    lengths.dedup();
    let stopwords = Stopwords::from_option(&options.stopwords, options.tokens.stem.as_deref())?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, stopwords, run)?;
    let text = Numbered::read(&scan, options.cross_sentences, run)?;
    let stops: Vec<bool> = text.vocabulary.iter().map(|term| scan.stops(term)).collect();
    let stopped = |word: Option<&u32>| word.is_some_and(|&id| stops[id as usize]);
    let mut listed: Vec<(usize, Table<&[u32], Listed>)> = Vec::new();
    for &n in &lengths {
        run.check()?;
        let mut table = Table::<&[u32], Listed>::default();
        for (doc, words) in text.runs() {
            for words in words.windows(n).filter(|words| !stopped(words.first()) && !stopped(words.last())) {
                let found = table.entry(words).or_default();
                found.count += 1;
                found.docs += u64::from(found.last != doc + 1);
                found.last = doc + 1;
            }
        }
        table.retain(|_, found| found.count >= options.min_count);
        listed.push((n, table));
    }
    nest(&text, &mut listed);
    let mut rows: Vec<(String, usize, Listed, f64, f64)> = Vec::new();
    for (n, table) in &listed {
        run.check()?;
        let (parts, total) = parts(&text, table, *n);
        for (words, found) in table {
            let made = lambda(&cells(words, &parts, total), 0.5)?;
            let terms: Vec<&str> = words.iter().map(|&id| text.vocabulary.term(id)).collect();
            rows.push((terms.join(" "), *n, *found, made.lambda, made.z));
        }
    }
    rows.sort_unstable_by(|a, b| b.4.total_cmp(&a.4).then_with(|| a.0.cmp(&b.0)));
    rows.truncate(options.top.unwrap_or(usize::MAX));
    let ints = |of: &dyn Fn(&Listed) -> u64| rows.iter().map(|row| of(&row.2) as i64).collect::<Vec<i64>>();
    Ok(Frame::new()
        .with("term", rows.iter().map(|row| &row.0).collect::<Strings>())
        .with("n", rows.iter().map(|row| row.1 as i64).collect::<Vec<i64>>())
        .with("count", ints(&|found| found.count))
        .with("nested_count", ints(&|found| found.nested))
        .with("doc_count", ints(&|found| found.docs))
        .with("lambda", rows.iter().map(|row| row.3).collect::<Vec<f64>>())
        .with("z", rows.iter().map(|row| row.4).collect::<Vec<f64>>()))
}
