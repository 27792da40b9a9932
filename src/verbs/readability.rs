//! `readability`: how hard documents or groups are to read.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::frame::Frame;
use crate::measures::Row;
use crate::measures::readability::{COUNTS, List, READABILITY, Reader, Tally};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::TokenOptions;

use super::args::{Kind, OptionRow, option};
use super::families::chosen;
use super::rows::DOC_ID;
use super::select::{Grouping, Piece, SELECTION, Scan, Selection, Words, token_options};
use super::{Args, Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    option(
        "by",
        Kind::Texts,
        "doc",
        "one row for each of these: \"doc\", \"region\", \"year\", \"month\", \"date\" or document variables",
    ),
    option(
        "measures",
        Kind::Texts,
        "none",
        "formulas by name, or \"all\"; default: flesch_reading_ease, flesch_kincaid_grade, gunning_fog, smog, \
         automated_readability_index, coleman_liau, and others marked as default",
    ),
    option("intermediate", Kind::Flag, "false", "add the counts that the formulas are computed from"),
    option("dale_words", Kind::Texts, "none", "Dale's list of 3000 easy words, inflected forms included"),
    option("spache_words", Kind::Texts, "none", "Spache's list of easy words"),
    option("dale_769_words", Kind::Texts, "none", "Dale's list of 769 easy words"),
    option("bamberger_words", Kind::Texts, "none", "Bamberger and Vanecek's list of 1000 words (German)"),
    option("pronouns", Kind::Texts, "none", "pronouns, for coleman_3 and coleman_4"),
    option("prepositions", Kind::Texts, "none", "prepositions, for coleman_4 and lorge"),
    option("conjunctions", Kind::Texts, "none", "conjunctions, for formulas that count them"),
];

/// Options with a list of words, and the list each gives.
const LISTS: &[(&str, List)] = &[
    ("dale_words", List::Dale3000),
    ("spache_words", List::Spache),
    ("dale_769_words", List::Dale769),
    ("bamberger_words", List::BambergerVanecek),
    ("pronouns", List::Pronouns),
    ("prepositions", List::Prepositions),
    ("conjunctions", List::Conjunctions),
];

/// Counts that are null where their list is not given, or are no whole numbers.
const FLOATS: &[&str] = &[
    "letters_variance",
    "difficult_words",
    "unfamiliar_words",
    "hard_types",
    "rare_types",
    "pronouns",
    "prepositions",
    "conjunctions",
];

pub(crate) const VERB: Verb = Verb {
    name: "readability",
    about: "How hard the text is to read: one row a document or group.",
    detail: "After the columns below come the counts, where intermediate is set, and the formulas. Sentences are those \
             of `sentences` in the selected regions that hold a word: a headline or a caption counts as a sentence; \
             regions=\"body\" leaves them out. Words are tokens with a letter, as written. Syllables are English: a \
             syllable for each run of vowels, corrected by patterns (silent e, vowels spoken apart) and a table of \
             exceptions; right for 95 % of the words of the CMU Pronouncing Dictionary that the rules were not made \
             with, and for 99 % of the running words of official prose; all its syllables together are counted 0.4 % \
             too low. Formulas made for other languages are \
             computed from these syllables too. Lists of easy words do not come with this package; formulas that need \
             one are null without it.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        DOC_ID,
        column("words", "int", "tokens with a letter"),
        column("sentences", "int", "sentences with such a word"),
    ],
    example: "readability seeds/ --regions body --measures flesch_reading_ease,smog",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> c.readability(by="year", regions="body", measures=["flesch_reading_ease", "smog"]).round(2).head(3)
   year  words  sentences  flesch_reading_ease   smog
0  2018    540         26                61.52  12.02
1  2019   1745         88                52.66  13.08
2  2020   1808        104                59.90  11.86"#,
    stream: Stream::Whole,
    run: |corpus, args, run| readability(corpus, &ReadabilityOptions::from_args(args)?, run),
};

/// Options of [`readability`].
#[derive(Clone, Debug, Default)]
pub struct ReadabilityOptions {
    /// One row for each of these: names as in [`super::terms()`].
    pub by: Vec<String>,
    /// Formulas by name; none: the defaults.
    pub measures: Option<Vec<String>>,
    /// Add the counts.
    pub intermediate: bool,
    /// Lists of words.
    pub lists: Vec<(List, Vec<String>)>,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl ReadabilityOptions {
    pub(crate) fn from_args(args: &Args) -> Result<ReadabilityOptions> {
        let lists = LISTS.iter().filter_map(|&(name, list)| Some((list, args.texts(name)?)));
        Ok(ReadabilityOptions {
            by: args.texts("by").unwrap_or_default(),
            measures: args.texts("measures"),
            intermediate: args.flag("intermediate"),
            lists: lists.collect(),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

type Tallies = BTreeMap<u64, Tally>;

/// Returns one row a document or group: its columns, `words, sentences`, the counts where asked for, the formulas.
///
/// Parallel over chunks of text; memory grows with the vocabulary of each group.
///
/// # Errors
/// An unknown column in `by` or measure; `Interrupted`.
pub fn readability(corpus: &Corpus, options: &ReadabilityOptions, run: &Run) -> Result<Frame> {
    let measures = chosen(&READABILITY, options.measures.as_deref(), |info| info.default, &[])?;
    let grouping = Grouping::new(corpus, &options.by)?;
    let scan = Scan::new(corpus, &options.selection, &options.tokens, None, run)?;
    let lower = |words: &Vec<String>| words.iter().map(|word| word.to_lowercase()).collect();
    let reader = Reader::new(options.lists.iter().map(|(list, words)| (*list, lower(words))));
    let fold = |(tallies, words, reader): &mut (Tallies, Words, Reader), pieces: &Vec<Piece>| {
        for piece in pieces {
            run.check()?;
            let mut bytes = 0;
            for (index, unit, text) in scan.units(piece) {
                let group = grouping.group(piece.doc, unit.region);
                let tally = tallies.entry(group).or_default();
                scan.words(piece.doc, index, text, words);
                sentences(&scan, piece.doc, words, reader, tally);
                bytes += text.len();
            }
            run.advance(bytes as u64);
        }
        Ok(())
    };
    let merge = |(mut tallies, words, mut reader): (Tallies, Words, Reader),
                 (later, _, other): (Tallies, Words, Reader)| {
        let numbers = reader.numbers_of(&other);
        later.iter().for_each(|(group, tally)| tallies.entry(*group).or_default().merge(tally, &numbers));
        (tallies, words, reader)
    };
    let empty = || (Tallies::new(), Words::default(), reader.empty());
    let (mut tallies, _, reader) = run.fold(&scan.work(run), empty, fold, merge)?;
    for group in grouping.of_documents() {
        tallies.entry(group).or_default();
    }
    let groups: Vec<u64> = tallies.keys().copied().collect();
    let counts: Vec<_> = tallies.values().map(|tally| reader.counts(tally)).collect();
    let mut frame = Frame::new();
    for (name, labels) in grouping.labels(&groups) {
        frame = frame.with(name, labels);
    }
    let shown = |name: &str| options.intermediate || ["words", "sentences"].contains(&name);
    for row in COUNTS.iter().filter(|row| shown(row.name)) {
        let values = counts.iter().map(row.get);
        frame = match FLOATS.contains(&row.name) {
            true => frame.with(row.name, values.collect::<Vec<f64>>()),
            false => frame.with(row.name, values.map(|value| value as i64).collect::<Vec<i64>>()),
        };
    }
    for row in measures {
        frame =
            frame.with(row.info().name, counts.iter().map(|counts| row.score(counts)).collect::<Vec<f64>>());
    }
    Ok(frame)
}

/// Counts the sentences of a unit that hold a word.
fn sentences(scan: &Scan<'_>, doc: usize, words: &Words, reader: &mut Reader, tally: &mut Tally) {
    let text = scan.corpus.document(doc).text();
    for run in words.runs(false) {
        let written = run.iter().map(|word| &text[word.start..word.end]);
        let mut written = written.filter(|word| word.chars().any(char::is_alphabetic)).peekable();
        if written.peek().is_some() {
            reader.sentence(tally, &text[scan.layout(doc).sentences()[run[0].sentence].clone()], written);
        }
    }
}
