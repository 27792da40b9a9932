//! The section of contexts: key phrases in the sentences they stand in, line by line.

use super::data::{Data, ints};
use super::html::Html;
use super::numbers::{self, count, line, plural, tail};
use super::phrases::Phrase;
use crate::error::Result;
use crate::frame::{Frame, iso_date};

/// Lines shown of each phrase, and characters of context on each side.
const LINES: usize = 8;
const SIDE: usize = 64;
const ID: usize = 80;

/// One concordance a key phrase.
pub(super) fn contexts(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let frame = data.frame("kwic")?;
    let patterns = frame.column("pattern")?;
    for (place, phrase) in data.phrases.iter().enumerate() {
        let mut rows: Vec<(usize, usize)> = (0..frame.rows())
            .filter(|&row| patterns.text(row) == Some(&*phrase.words))
            .map(|row| {
                Ok((data.corpus.find(frame.column("doc_id")?.text(row).unwrap_or_default())?.index(), row))
            })
            .collect::<Result<_>>()?;
        rows.sort_by_key(|&(doc, row)| (data.docs[doc].date.is_none(), data.docs[doc].date, doc, row));
        concordance(data, frame, place, phrase, &rows, html)?;
    }
    html.open("p", &[("class", "note")]).own("Every line, with the whole sentence, is in ");
    html.element("a", &[("href", "kwic.csv")], "kwic.csv").own(".").close();
    Ok(())
}

fn concordance(
    data: &Data<'_>,
    frame: &Frame,
    place: usize,
    phrase: &Phrase,
    rows: &[(usize, usize)],
    html: &mut Html,
) -> Result<()> {
    let heading = format!("phrase-{}", place + 1);
    html.open("div", &[("class", "concordance")]).element(
        "h3",
        &[("id", &heading), ("dir", "auto")],
        &phrase.words,
    );
    let shown = spread(rows.len());
    let docs = usize::try_from(phrase.docs).unwrap_or_default();
    let mut says = format!("{} times in {}", count(rows.len()), plural(docs, "document"));
    if shown.len() < rows.len() {
        says += &format!(
            "; {} of them, {}",
            shown.len(),
            if data.span().is_some() { "spread over time" } else { "spread evenly" }
        );
    }
    html.element("p", &[("class", "note")], &says);
    html.open("table", &[("class", "kwic"), ("aria-labelledby", &heading)]);
    html.open("thead", &[]).open("tr", &[]);
    for name in ["Date", "Before", "Phrase", "After", "Where"] {
        html.element("th", &[("scope", "col")], name);
    }
    html.close().close().open("tbody", &[]);
    let (pre, keyword, post) = (frame.column("pre")?, frame.column("keyword")?, frame.column("post")?);
    let (sentences, starts, ends) = (ints(frame, "sent_id")?, ints(frame, "start")?, ints(frame, "end")?);
    for (doc, row) in shown.into_iter().map(|at| rows[at]) {
        let doc = &data.docs[doc];
        let side = |column: &crate::frame::Column| line(column.text(row).unwrap_or_default());
        html.open("tr", &[]);
        html.element("td", &[("class", "date")], &doc.date.map_or_else(String::new, iso_date));
        html.open("td", &[("class", "pre")])
            .element("span", &[("dir", "auto")], &tail(&side(pre), SIDE))
            .close();
        html.element("th", &[("scope", "row"), ("dir", "auto")], &side(keyword));
        html.open("td", &[("class", "post")])
            .element("span", &[("dir", "auto")], &numbers::head(&side(post), SIDE))
            .close();
        html.open("td", &[("class", "where")]).element(
            "span",
            &[("dir", "auto")],
            &numbers::head(&doc.id, ID),
        );
        let cite = format!("sentence {}, characters {}–{}", sentences[row], starts[row], ends[row]);
        html.own(" ").element("small", &[], &cite).close().close();
    }
    html.close().close().close();
    Ok(())
}

/// At most [`LINES`] of `all` lines, as evenly spread as they can be.
fn spread(all: usize) -> Vec<usize> {
    let shown = all.min(LINES);
    (0..shown).map(|line| (2 * line + 1) * all / (2 * shown)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_spread_evenly() {
        assert_eq!(spread(3), [0, 1, 2]);
        assert_eq!(spread(80), [5, 15, 25, 35, 45, 55, 65, 75]);
        assert!(spread(0).is_empty());
    }
}
