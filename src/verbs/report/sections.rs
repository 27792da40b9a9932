//! The sections of the page, in order. A new section is a new row.

use super::bonds::bonds;
use super::change::change;
use super::changes::changes;
use super::contexts::contexts;
use super::data::Data;
use super::documents::documents;
use super::history::history;
use super::html::Html;
use super::left_out::left_out;
use super::obligations::obligations;
use super::pairs::pairs;
use super::sources::sources;
use super::threads::threads;
use super::word_for_word::word_for_word;
use super::words::{by_document, by_year, in_a_row, words, years};
use crate::error::Result;

/// One section.
pub(super) struct Section {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What it shows and how to read it, for somebody who has never heard of it; markup of ours.
    pub lede: &'static str,
    /// Whether the corpus has anything to show there.
    pub shown: fn(&Data<'_>) -> bool,
    /// Writes what stands under the lede.
    pub write: fn(&Data<'_>, &mut Html) -> Result<()>,
}

/// All sections.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        id: "documents",
        title: "The documents",
        lede: "Every document with its length. <em>Body text</em> is the share of its words that stand in the running \
               text; the rest are headlines, captions and what the site put around them.",
        shown: |_| true,
        write: documents,
    },
    Section {
        id: "words",
        title: "What the texts talk about",
        lede: "The words used most, without “the”, “of” and other words that every text is full of. <em>Per \
               million</em> is how often the word would come in a million words of such text, which makes small and \
               large collections comparable. Capital letters are ignored, but for words all in capitals: US is not us.",
        shown: some,
        write: words,
    },
    Section {
        id: "years",
        title: "What sets each year apart",
        lede: "Words that are frequent in one year and rare in the others. They are ranked by tf-idf: the count of a \
               word times the logarithm of how few of the years have it, so that a word of every year scores \
               nothing. The small number is the count.",
        shown: |data| years(data).is_ok_and(|years| years.len() > 1),
        write: by_year,
    },
    Section {
        id: "own-words",
        title: "What sets each document apart",
        lede: "Words that are frequent in one document and rare in the others. They are ranked by tf-idf: the count \
               of a word times the logarithm of how few of the documents have it, so that a word found everywhere \
               scores nothing. The small number is the count.",
        shown: |data| data.corpus.len() > 1 && years(data).is_ok_and(|years| years.len() < 2),
        write: by_document,
    },
    Section {
        id: "phrases",
        title: "Set phrases",
        lede: "Words that follow each other again and again: the formulas of the genre. A phrase never runs from one \
               sentence into the next, and neither begins nor ends with a word like “the” or “of”.",
        shown: some,
        write: in_a_row,
    },
    Section {
        id: "pairs",
        title: "Words that belong together",
        lede: "Words that stand within five words of each other in a sentence more often than chance would have it. \
               <em>Expected</em> is how often chance would have it; <em>logDice</em> does not depend on the size of \
               the collection: 14 is the most, and one less is half as much. A thicker line in the picture is a \
               stronger tie.",
        shown: |data| data.made("collocations").is_some_and(|made| made.frame.rows() > 0),
        write: pairs,
    },
    Section {
        id: "change",
        title: "The last year against the first",
        lede: "Words that are more frequent in one of the two years than chance would have it; of the yearly \
               series, where the texts hold one. The <em>log ratio</em> \
               counts doublings: 1 is twice as frequent, 2 four times; the range beside it holds the true value in 19 \
               of 20 cases. <em>p</em> is the chance of such a difference if there were none, corrected for the \
               number of words looked at: above 0.05, take it as a hint.",
        shown: |data| data.made("keyness").is_some_and(|made| made.frame.rows() > 0),
        write: change,
    },
    Section {
        id: "commitments",
        title: "Who promised what",
        lede: "Sentences in which an actor binds itself to a course of action, found by rules that are named beside \
               each row in the file. <em>Strength</em> is a stated sum: the kind of promise from 2 (plan, \
               willingness) to 4 (pledge), one more for a word like “firmly”, one less for a hedge. Restatements in \
               headlines are not counted twice. What only looks like a promise is in its own file, with the reason.",
        shown: |data| data.made("commitments").is_some_and(|made| made.frame.rows() > 0),
        write: bonds,
    },
    Section {
        id: "obligations",
        title: "Who is bound to whom",
        lede: "Commitments that say for whom, with whom or against whom they are made. Parties that bind themselves \
               together are one actor; a target stands as the texts write it most often, with its part below: \
               beneficiary, partner or adversary.",
        shown: |data| data.made("network").is_some_and(|made| made.frame.rows() > 0),
        write: obligations,
    },
    Section {
        id: "commitments-changed",
        title: "What became of the commitments",
        lede: "Who bound whom to do what, in the last year against the first; of the yearly series, where the texts hold \
               one. <em>Strength</em> runs from 1 (weak) to 5 (firm). What was dropped or added has the nearest \
               passage of the other side beside it, with how alike the two are, from 0 to 1: look before you say that \
               something is gone.",
        shown: |data| data.made("compare").is_some_and(|made| made.frame.rows() > 0),
        write: changes,
    },
    Section {
        id: "word-for-word",
        title: "The last statement against the first, word for word",
        lede: "Every sentence of the first document of the series against the last: what was kept, edited, moved, \
               inserted and deleted. The page beside this one marks each change in the text, inline and side by side.",
        shown: |data| data.made("redline").is_some(),
        write: word_for_word,
    },
    Section {
        id: "threads",
        title: "Commitments through time",
        lede: "Commitments that come back from document to document, and how firm they are each time. A thread that ends \
               says nothing about the deed: silence is not failure.",
        shown: |data| data.made("threads").is_some_and(|made| made.frame.rows() > 0),
        write: threads,
    },
    Section {
        id: "history",
        title: "Key phrases through time",
        lede: "The most frequent phrases from document to document: where each stands, where it is gone, and what changed \
               in the words around it. A phrase that is absent may still be meant in other words.",
        shown: |data| data.made("track").is_some_and(|made| made.frame.rows() > 0),
        write: history,
    },
    Section {
        id: "contexts",
        title: "Key phrases in context",
        lede: "The most frequent phrases that hold no other, each line one place in the texts, with the phrase in the \
               middle: read down the column to see what comes before and after it. The small line below says where \
               it stands, for citing: date, document, sentence, and characters counted from the start.",
        shown: |data| !data.phrases.is_empty(),
        write: contexts,
    },
    Section {
        id: "reading",
        title: "What was left out",
        lede: "Saved pages carry menus, bylines and buttons. Each piece of text was given a part by a rule; menus, \
               bylines, copyright lines and buttons are not counted in the tables of words and phrases. Nothing is \
               deleted: every piece is listed in the file.",
        shown: some,
        write: left_out,
    },
    Section {
        id: "files",
        title: "Files and commands",
        lede: "Everything on this page comes from these tables, which open in a spreadsheet. Each row of a table of \
               evidence names its document, sentence and characters.",
        shown: |_| true,
        write: sources,
    },
];

fn some(data: &Data<'_>) -> bool {
    !data.corpus.is_empty()
}
