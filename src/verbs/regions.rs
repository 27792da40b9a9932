//! `regions`: what each unit of text is.

use crate::error::Result;
use crate::frame::{Column, Frame, Strings, Values};
use crate::par::Run;
use crate::text::Corpus;

use super::args::{Kind, OptionRow, option};
use super::rows::{DOC_ID, END, Place, Places, REGION, START, UNIT};
use super::select::{SELECTION, Selection};
use super::{Stream, Verb, column};

const OWN: &[OptionRow] =
    &[option("regions", Kind::Texts, "all", "regions to list, or \"all\""), SELECTION[1]];

pub(crate) const VERB: Verb = Verb {
    name: "regions",
    about: "What each unit of text is, and which rule says so: one row a unit.",
    detail: "Units that the site cut, or that repeat another one, are marked.",
    options: &[OWN],
    columns: &[
        DOC_ID,
        UNIT,
        REGION,
        column("rule", "text", "id of the rule in the file of region rules"),
        START,
        END,
        column("truncated", "bool", "whether the site cut the text"),
        column("duplicate_of", "int", "the unit whose text this one repeats, whole or cut; null: none"),
        column("text", "text", "the unit"),
    ],
    example: "regions seeds/",
    python: r#">>> import communique as cq
>>> doc = cq.sample()["2018-06-21-report-lakeside-defense-talks"]
>>> doc.regions()[["unit", "region", "rule", "truncated"]].head(4)
   unit    region           rule  truncated
0     1       nav    nav-control      False
1     2       nav    nav-control      False
2     3  headline   headline-cut       True
3     4  headline  headline-full      False"#,
    stream: Stream::Rows(|_| Ok(None)),
    run: |corpus, args, run| regions(corpus, &Selection::from_args(args)?, run),
};

/// Returns one row a unit: `doc_id, unit, region, rule, start, end, truncated, duplicate_of, text`.
///
/// # Errors
/// `Interrupted`.
pub fn regions(corpus: &Corpus, selection: &Selection, run: &Run) -> Result<Frame> {
    let (mut places, mut rules, mut truncated, mut duplicates) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    corpus.mark(run)?;
    for (doc, layout) in corpus.layouts(run)?.iter().enumerate() {
        let marks = corpus.document(doc).marks();
        for (index, unit) in selection.of(corpus.document(doc)) {
            let sentence = layout.sentences_of(index).start;
            places.push(Place {
                doc,
                sentence,
                unit: index,
                region: unit.region,
                start: unit.start,
                end: unit.end,
            });
            rules.push(unit.rule);
            truncated.push(marks[index].truncated);
            duplicates.push(marks[index].duplicate_of);
        }
    }
    let rows = Places(&places);
    let (start, end) = rows.offsets(corpus);
    let original = duplicates.iter().map(|unit| unit.map_or(0, |unit| i64::from(unit) + 1)).collect();
    Ok(Frame::new()
        .with("doc_id", rows.doc_ids(corpus))
        .with("unit", rows.units())
        .with("region", rows.regions())
        .with("rule", rules.iter().map(|&rule| corpus.rules().id(rule)).collect::<Strings>())
        .with("start", start)
        .with("end", end)
        .with("truncated", truncated)
        .with(
            "duplicate_of",
            Column::with_nulls(Values::Int(original), duplicates.iter().map(Option::is_some).collect()),
        )
        .with("text", rows.texts(corpus)))
}
