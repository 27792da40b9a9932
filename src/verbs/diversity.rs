//! `diversity`: how rich the vocabulary of documents or groups is.

use std::collections::BTreeMap;

use crate::counts::Vocabulary;
use crate::error::Result;
use crate::frame::Frame;
use crate::measures::Row;
use crate::measures::diversity::{Closes, DIVERSITY, DiversityOptions, Sample};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{StopwordOption, Stopwords, TokenOptions};

use super::args::{Kind, OptionRow, option};
use super::families::chosen;
use super::rows::DOC_ID;
use super::select::{Grouping, SELECTION, Scan, Selection, Words, token_options};
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
        "measures of diversity by name, or \"all\"; default: ttr, hapax_share, msttr, mattr, mtld, hdd, yule_k",
    ),
    option("window", Kind::Count(1), "100", "words in the moving window of mattr"),
    option("segment", Kind::Count(1), "100", "words in a segment of msttr"),
    option(
        "threshold",
        Kind::Float { least: 0.0, most: 1.0 },
        "0.72",
        "type-token ratio at which a factor of mtld ends",
    ),
    option(
        "closes",
        Kind::Choice(&["below", "at_or_below"]),
        "below",
        "whether a factor of mtld ends below the threshold, or at it",
    ),
    option("sample", Kind::Count(1), "42", "words in the sample that hdd imagines"),
    option("seed", Kind::Count(0), "42", "seed of the random samples of vocd_d: same seed, same result"),
    option(
        "function_words",
        Kind::Words,
        "en",
        "words that lexical_density does not count: a language, or a list",
    ),
    option(
        "stopwords",
        Kind::Words,
        "none",
        "words to leave out of the text: a language (\"en\"), or a list",
    ),
];

pub(crate) const VERB: Verb = Verb {
    name: "diversity",
    about: "How rich the vocabulary is: one row a document or group.",
    detail: "After the columns below come the measures. The text of a group is the text of its documents in the order \
             of the corpus; windows, segments and factors run on from one to the next. Types are terms, as case= and \
             the other options fold them. A measure is null where the text is too short for it.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        DOC_ID,
        column("tokens", "int", "words, without those left out"),
        column("types", "int", "different terms among them"),
    ],
    example: "diversity seeds/ --by year --measures mattr,mtld --window 50",
    python: r#">>> import communique as cq
>>> cq.sample().diversity(by="year", measures=["mattr", "mtld"], window=50).round(3).head(3)
   year  tokens  types  mattr    mtld
0  2018     616    288  0.820  96.017
1  2019    1961    604  0.773  74.476
2  2020    1959    651  0.788  83.482"#,
    stream: Stream::Whole,
    run: |corpus, args, run| diversity(corpus, &DiversityCall::from_args(args)?, run),
};

/// Options of [`diversity`].
#[derive(Clone, Debug)]
pub struct DiversityCall {
    /// One row for each of these: names as in [`super::terms()`].
    pub by: Vec<String>,
    /// Measures by name; none: the defaults.
    pub measures: Option<Vec<String>>,
    /// What the measures are told.
    pub options: DiversityOptions,
    /// Words that lexical density does not count.
    pub function_words: StopwordOption,
    /// Words to leave out of the text.
    pub stopwords: StopwordOption,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
}

impl DiversityCall {
    pub(crate) fn from_args(args: &Args) -> Result<DiversityCall> {
        let default = DiversityOptions::default();
        Ok(DiversityCall {
            by: args.texts("by").unwrap_or_default(),
            measures: args.texts("measures"),
            options: DiversityOptions {
                segment: args.count("segment").unwrap_or(default.segment),
                window: args.count("window").unwrap_or(default.window),
                threshold: args.float("threshold").unwrap_or(default.threshold),
                closes: match args.text("closes") {
                    Some("at_or_below") => Closes::AtOrBelow,
                    _ => Closes::Below,
                },
                sample: args.count("sample").unwrap_or(default.sample),
                seed: args.count("seed").map_or(default.seed, |seed| seed as u64),
            },
            function_words: args.stopwords("function_words"),
            stopwords: args.stopwords("stopwords"),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
        })
    }
}

/// Returns one row a document or group: its columns, `tokens, types`, then the measures.
///
/// Parallel over chunks of text, then over groups; memory grows with the words, four bytes each.
///
/// # Errors
/// An unknown column in `by`, measure, language or stemmer; an option outside its limits; `Interrupted`.
pub fn diversity(corpus: &Corpus, call: &DiversityCall, run: &Run) -> Result<Frame> {
    let measures = chosen(&DIVERSITY, call.measures.as_deref(), |info| info.default, &["tokens", "types"])?;
    call.options.check()?;
    let stem = call.tokens.stem.as_deref();
    let function_words = Stopwords::from_option(&call.function_words, stem)?;
    let stopwords = Stopwords::from_option(&call.stopwords, stem)?;
    let grouping = Grouping::new(corpus, &call.by)?;
    let scan = Scan::new(corpus, &call.selection, &call.tokens, stopwords, run)?;
    let made = run.map(&scan.work(run), |pieces| {
        let (mut vocabulary, mut texts, mut words) =
            (Vocabulary::new(), Vec::<(u64, Vec<u32>)>::new(), Words::default());
        for piece in pieces {
            run.check()?;
            let mut bytes = 0;
            for (index, unit, text) in scan.units(piece) {
                let group = grouping.group(piece.doc, unit.region);
                if texts.last().is_none_or(|last| last.0 != group) {
                    texts.push((group, Vec::new()));
                }
                scan.terms(piece.doc, index, text, &mut words, &mut |term, short| {
                    if !scan.stops(term) {
                        let id = vocabulary.id_of(term, short);
                        texts.last_mut().into_iter().for_each(|text| text.1.push(id));
                    }
                });
                bytes += text.len();
            }
            run.advance(bytes as u64);
        }
        Ok((vocabulary, texts))
    })?;
    let mut vocabulary = Vocabulary::new();
    let mut groups: BTreeMap<u64, Vec<u32>> =
        grouping.of_documents().into_iter().map(|group| (group, Vec::new())).collect();
    for (some, texts) in made {
        let numbers: Vec<u32> = some.iter().map(|term| vocabulary.id(term)).collect();
        for (group, text) in texts {
            groups.entry(group).or_default().extend(text.iter().map(|&id| numbers[id as usize]));
        }
    }
    let is_function_word: Option<Vec<bool>> =
        function_words.map(|words| vocabulary.iter().map(|term| words.contains(term)).collect());
    let keys: Vec<u64> = groups.keys().copied().collect();
    let texts: Vec<Vec<u32>> = groups.into_values().collect();
    let scores = run.map(&texts, |text| {
        let mut sample = Sample::new(text);
        if let Some(is) = &is_function_word {
            let answers: Vec<bool> = text.iter().map(|&id| is[id as usize]).collect();
            sample = sample.with_function_words(&answers)?;
        }
        let values: Vec<f64> = measures.iter().map(|row| row.score(&sample, &call.options)).collect();
        Ok((sample.token_count() as i64, sample.type_count() as i64, values))
    })?;
    let mut frame = Frame::new();
    for (name, labels) in grouping.labels(&keys) {
        frame = frame.with(name, labels);
    }
    frame = frame
        .with("tokens", scores.iter().map(|row| row.0).collect::<Vec<i64>>())
        .with("types", scores.iter().map(|row| row.1).collect::<Vec<i64>>());
    for (place, row) in measures.iter().enumerate() {
        frame = frame.with(row.info().name, scores.iter().map(|row| row.2[place]).collect::<Vec<f64>>());
    }
    Ok(frame)
}
