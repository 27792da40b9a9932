//! `reuse`: how much of each document stands word for word in earlier ones.

use crate::error::Result;
use crate::frame::{Column, Frame, Values};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::TokenOptions;

use super::args::{Kind, OptionRow, option};
use super::select::{SELECTION, Selection, dates, token_options};
use super::series::Series;
use super::{Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] =
    &[option("n", Kind::Count(1), "5", "words in a row that must be the same, at least")];

pub(crate) const VERB: Verb = Verb {
    name: "reuse",
    about: "How much of each document stands word for word in earlier ones: one row a document, earliest first.",
    detail: "Words are compared as counted (case folded by case=, marks left out), in rows of n or more, which may run \
             over sentences but never over the end of a document or text that is left out. Earlier is by date, of one \
             date by id; documents without a date come last, in the order of the corpus. The first document has no \
             share. `passages` has the places, `formulas` what comes again and again. Time is that of sorting; memory \
             about 60 bytes a word. Further columns: the document variables.",
    options: &[OWN, SELECTION, TOKENS],
    columns: &[
        column("doc_id", "text", "the document"),
        column("words", "int", "its words"),
        column("words_reused", "int", "words in a row of n or more that stands in an earlier document"),
        column("share", "float", "words_reused / words; null without words or earlier documents"),
        column("passages", "int", "such rows, each as long as can be; they may overlap"),
        column("longest", "int", "words of the longest; null if none"),
        column("longest_doc_id", "text", "the earliest document that has it"),
        column("date", "date", "the document's date; null where unknown"),
    ],
    example: "reuse seeds/ --n 8",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> c[c.kind == "joint_statement"].reuse(8)[["words", "words_reused", "share", "longest"]].round(2)
   words  words_reused  share  longest
0    829             0    NaN     <NA>
1    863           721   0.84      189
2    897           763   0.85      221
3    959           713   0.74      113
4    996           836   0.84      144
5    911           753   0.83      114
6    909           779   0.86       96"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        let (selection, tokens) = (Selection::from_args(args)?, token_options(args)?);
        reuse(corpus, args.count("n").unwrap_or(5), &selection, &tokens, run)
    },
};

/// Returns one row a document, earliest first: `doc_id, words, words_reused, share, passages, longest, longest_doc_id,
/// date`, then the document variables. Rows of `n` words or more count.
///
/// Words are read in parallel; the suffix array that finds the rows is made on one thread.
///
/// # Errors
/// An unknown stemmer in `tokens`; `Interrupted`.
pub fn reuse(
    corpus: &Corpus,
    n: usize,
    selection: &Selection,
    tokens: &TokenOptions,
    run: &Run,
) -> Result<Frame> {
    let series = Series::new(corpus, selection, tokens, run)?;
    let lengths = series.repeats.earlier();
    let passages = series.repeats.passages(&lengths, n);
    let docs = series.order.len();
    let (mut words, mut reused, mut counts) = (vec![0i64; docs], vec![0i64; docs], vec![0i64; docs]);
    for (doc, words) in words.iter_mut().enumerate() {
        *words = series.repeats.document(doc).filter(|&place| series.is_word(place)).count() as i64;
    }
    let (mut longest, mut sources, mut end) = (vec![0i64; docs], vec![None; docs], 0);
    for passage in &passages {
        let doc = series.repeats.document_of(passage.place);
        counts[doc] += 1;
        reused[doc] += (passage.place + passage.words - passage.place.max(end)) as i64;
        end = passage.place + passage.words;
        if passage.words as i64 > longest[doc] {
            (longest[doc], sources[doc]) = (passage.words as i64, Some(series.doc(passage.source)));
        }
    }
    let share: Vec<f64> = words.iter().zip(&reused).map(|(&all, &part)| part as f64 / all as f64).collect();
    let known = words.iter().enumerate().map(|(doc, &words)| doc > 0 && words > 0).collect();
    let found = longest.iter().map(|&words| words > 0).collect();
    let mut frame = Frame::new()
        .with("doc_id", series.doc_ids())
        .with("words", words)
        .with("words_reused", reused)
        .with("share", Column::with_nulls(Values::Float(share.into()), known))
        .with("passages", counts)
        .with("longest", Column::with_nulls(Values::Int(longest), found))
        .with("longest_doc_id", series.ids(&sources))
        .with("date", dates(corpus)?.take(&series.order));
    for (name, values) in corpus.meta() {
        frame = frame.with_variable(name, values.take(&series.order));
    }
    Ok(frame)
}
