//! `sentences`: the text sentence by sentence.

use crate::error::Result;
use crate::frame::Frame;
use crate::par::Run;
use crate::text::Corpus;

use super::rows::{DOC_ID, END, Place, Places, REGION, SENT_ID, START, UNIT};
use super::select::{SELECTION, Selection};
use super::{Stream, Verb, column};

pub(crate) const VERB: Verb = Verb {
    name: "sentences",
    about: "The text sentence by sentence: one row each.",
    detail: "A heading, a caption or a line of furniture counts as a sentence of its own.",
    options: &[SELECTION],
    columns: &[DOC_ID, SENT_ID, UNIT, REGION, START, END, column("text", "text", "the sentence")],
    example: "sentences seeds/ --regions body",
    python: r#">>> import communique as cq
>>> doc = cq.sample()["2018-06-21-report-lakeside-defense-talks"]
>>> table = doc.sentences(regions="body")
>>> table[["sent_id", "start", "end"]].head(2)
   sent_id  start  end
0       13    515  630
1       14    631  764
>>> doc.text[515:630] == table["text"][0]
True"#,
    stream: Stream::Rows(|_| Ok(None)),
    run: |corpus, args, run| sentences(corpus, &Selection::from_args(args)?, run),
};

/// Returns one row a sentence: `doc_id, sent_id, unit, region, start, end, text`.
///
/// # Errors
/// `Interrupted`.
pub fn sentences(corpus: &Corpus, selection: &Selection, run: &Run) -> Result<Frame> {
    let mut places = Vec::new();
    for (doc, layout) in corpus.layouts(run)?.iter().enumerate() {
        for (index, unit) in selection.of(corpus.document(doc)) {
            places.extend(layout.sentences_of(index).map(|sentence| {
                let range = &layout.sentences()[sentence];
                Place { doc, sentence, unit: index, region: unit.region, start: range.start, end: range.end }
            }));
        }
    }
    let rows = Places(&places);
    let (start, end) = rows.offsets(corpus);
    Ok(Frame::new()
        .with("doc_id", rows.doc_ids(corpus))
        .with("sent_id", rows.sent_ids())
        .with("unit", rows.units())
        .with("region", rows.regions())
        .with("start", start)
        .with("end", end)
        .with("text", rows.texts(corpus)))
}
