//! The section of contexts: key phrases in the sentences they stand in, line by line.

use super::data::{Data, ints};
use super::html::Html;
use super::numbers::{self, count, line, plural, tail};
use super::phrases::Phrase;
use crate::error::Result;
use crate::frame::{Column, Frame, iso_date};

/// Lines shown of each phrase; characters of a line, and of context on each side at least.
const LINES: usize = 8;
const LINE: usize = 132;
const SIDE: usize = 30;
const ID: usize = 100;

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
    let (pre, keyword, post) = (frame.column("pre")?, frame.column("keyword")?, frame.column("post")?);
    let (sentences, starts, ends) = (ints(frame, "sent_id")?, ints(frame, "start")?, ints(frame, "end")?);
    let text = |column: &Column, row: usize| line(column.text(row).unwrap_or_default());
    let side = (LINE.saturating_sub(phrase.words.chars().count()) / 2).max(SIDE);
    let heading = format!("phrase-{}", place + 1);
    html.open("div", &[("class", "concordance")]);
    html.element("h3", &[("id", &heading), ("dir", "auto")], &phrase.spelled);
    let shown = spread(rows.len());
    let docs = usize::try_from(phrase.docs).unwrap_or_default();
    let mut says = format!("{} times in {}", count(rows.len()), plural(docs, "document"));
    if shown.len() < rows.len() {
        let how = if data.span().is_some() { "spread over time" } else { "evenly spread" };
        says += &format!("; {} of them, {how}", shown.len());
    }
    html.element("p", &[("class", "note")], &says);
    html.open("ul", &[("class", "kwic"), ("aria-labelledby", &heading)]);
    for (doc, row) in shown.into_iter().map(|at| rows[at]) {
        let doc = &data.docs[doc];
        html.open("li", &[]).open("p", &[("class", "line")]);
        html.element("span", &[("class", "pre"), ("dir", "auto")], &before(&tail(&text(pre, row), side)));
        html.element("b", &[("dir", "auto")], &text(keyword, row));
        html.element(
            "span",
            &[("class", "post"), ("dir", "auto")],
            &after(&numbers::head(&text(post, row), side)),
        );
        html.close().open("p", &[("class", "cite")]);
        if let Some(date) = doc.date {
            html.text(&iso_date(date)).own(" · ");
        }
        html.quote(&numbers::head(&doc.id, ID));
        html.text(&format!(" · sentence {}, characters {}–{}", sentences[row], starts[row], ends[row]));
        html.close().close();
    }
    html.close().close();
    Ok(())
}

/// The space between a phrase and what follows it, unless that is punctuation; it must not be lost at a line's edge.
fn after(text: &str) -> String {
    let joined = text.is_empty() || text.starts_with(|c: char| ",.;:!?)]}”’%…".contains(c));
    if joined { text.to_owned() } else { format!("\u{A0}{text}") }
}

/// The space between a phrase and what stands before it.
fn before(text: &str) -> String {
    let joined = text.is_empty() || text.ends_with(['(', '[', '{', '“', '‘', '"']);
    if joined { text.to_owned() } else { format!("{text}\u{A0}") }
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

    #[test]
    fn punctuation_stays_with_the_phrase() {
        assert_eq!(
            (after(", the"), after("will"), before("(")),
            (", the".into(), "\u{A0}will".into(), "(".into())
        );
    }
}
