//! `tokens`: the text word by word.

use std::sync::Arc;

use crate::counts::Vocabulary;
use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::TokenOptions;

use super::rows::{DOC_ID, END, Place, Places, REGION, SENT_ID, START};
use super::select::{SELECTION, Scan, Selection, Word, Words, token_options};
use super::{Stream, TOKENS, Verb, column};

pub(crate) const VERB: Verb = Verb {
    name: "tokens",
    about: "The text word by word: one row a token, with the term it counts as.",
    detail: "The evidence behind every count. Memory grows with the text: for large corpora count instead.",
    options: &[SELECTION, TOKENS],
    columns: &[
        DOC_ID,
        SENT_ID,
        REGION,
        START,
        END,
        column("token", "text", "the word as written"),
        column("term", "text", "what it counts as"),
    ],
    example: "tokens seeds/ --regions headline",
    python: r#">>> import communique as cq
>>> cq.Corpus(["The US told us: the ROS-US alliance stays."]).tokens()[["start", "end", "token", "term"]].head(5)
   start  end   token    term
0      0    3     The     the
1      4    6      US      US
2      7   11    told    told
3     12   14      us      us
4     16   19     the     the"#,
    stream: Stream::Rows(|_| Ok(None)),
    run: |corpus, args, run| tokens(corpus, &Selection::from_args(args)?, &token_options(args)?, run),
};

/// Returns one row a token: `doc_id, sent_id, region, start, end, token, term`.
///
/// # Errors
/// An unknown stemmer in `options`; `Interrupted`.
pub fn tokens(corpus: &Corpus, selection: &Selection, options: &TokenOptions, run: &Run) -> Result<Frame> {
    let scan = Scan::new(corpus, selection, options, None, run)?;
    let made = run.map(&scan.work(run), |pieces| {
        let (mut places, mut terms, mut words) = (Vec::new(), Strings::new(), Words::default());
        for piece in pieces {
            run.check()?;
            for (index, unit, text) in scan.units(piece) {
                scan.words(piece.doc, index, text, &mut words);
                for word in words.list() {
                    let Word { start, end, sentence, .. } = *word;
                    places.push(Place {
                        doc: piece.doc,
                        sentence,
                        unit: index,
                        region: unit.region,
                        start,
                        end,
                    });
                    terms.push(words.term(word));
                }
            }
        }
        Ok((places, terms))
    })?;
    let (mut places, mut codes, mut vocabulary) = (Vec::new(), Vec::new(), Vocabulary::new());
    for (some, terms) in made {
        places.extend(some);
        codes.extend(terms.iter().map(|term| vocabulary.id(term)));
    }
    let rows = Places(&places);
    let (start, end) = rows.offsets(corpus);
    Ok(Frame::new()
        .with("doc_id", rows.doc_ids(corpus))
        .with("sent_id", rows.sent_ids())
        .with("region", rows.regions())
        .with("start", start)
        .with("end", end)
        .with("token", rows.texts(corpus))
        .with("term", Column::dict(codes, Arc::new(vocabulary.iter().collect()))))
}
