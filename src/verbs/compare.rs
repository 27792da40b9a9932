//! `compare`: what became of the commitments of one side in the other.

use serde_json::{Map, Value};

use crate::commitments::threads::{self, Mention, Pair, Side};
use crate::commitments::{Finder, Lexicon, Place, Record};
use crate::error::{Error, Result};
use crate::frame::{Column, Frame};
use crate::par::Run;
use crate::text::Corpus;

use super::args::{Args, Kind, OptionRow, option};
use super::commitments::{LEXICON, lexicon};
use super::conditions::documents;
use super::mentions::{At, Said, acronyms, code_points, ids, ints, shares, texts};
use super::select::{SELECTION, Selection};
use super::{ColumnRow, Stream, Verb, column};

const OWN: &[OptionRow] = &[
    option(
        "a",
        Kind::Docs,
        "none",
        "the documents to compare from: column, =, !=, <, <=, > or >=, value; default: the first of two documents",
    ),
    option("b", Kind::Docs, "none", "the documents to compare with, in the same way; default: the second"),
    LEXICON,
];

/// Kinds of documents (the variable `kind`) by who speaks: a newsroom, or the parties themselves.
const NEWS: &[&str] = &[
    "report",
    "preview",
    "follow_up",
    "news",
    "news_report",
    "article",
    "analysis",
    "interview",
    "editorial",
    "wire",
];

pub(crate) const VERB: Verb = Verb {
    name: "compare",
    about: "What was added, kept, strengthened, weakened, shifted or dropped between two documents or groups: one row a commitment.",
    detail: "Restatements are merged, then each commitment of one side answers to at most one of the other; swapping the \
             sides mirrors the table. Strength, specificity and scope stay apart: `shifted` is a move of scope, \
             specificity, time or condition while strength stays, or against it. `rule` names what decided. What was \
             added or dropped has the nearest candidate of the other side beside it, a commitment or any sentence, with \
             the similarity to it. A name that joins a list within a commitment (\"and to those of X\"), or leaves it, has a row of \
             its own (`part_added`, `part_dropped`): its evidence is that part of the clause. `warning` tells where a news report is set against an official text (variable kind).",
    options: &[OWN, SELECTION],
    columns: COLUMNS,
    example: "compare seeds/ --a kind=joint_statement,year=2024 --b kind=joint_statement,year=2025",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> table = cq.compare(c["2024-10-30-joint-statement-36th-acm"], c["2025-11-05-joint-statement-37th-acm"])
>>> gone = table[table["relation"] == "dropped"]
>>> "current force level" in " ".join(gone["evidence_a"])
True"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        let (a, b) = sides(corpus, args)?;
        compare(&a, &b, &CompareOptions::from_args(args)?, run)
    },
};

const COLUMNS: &[ColumnRow] = &[
    column("thread", "int", "the commitment, from 1, in the order of b; what was dropped comes last"),
    column("relation", "text", "added, kept, strengthened, weakened, shifted, dropped"),
    column("rule", "text", "what decided: strength_up, scope, deadline, same_words, ..."),
    column("similarity", "float", "0 to 1, of the two; for what stands alone to the nearest"),
    column("doc_id_a", "text", "the document of side a, or null"),
    column("sent_a", "int", "its sentence, from 1"),
    column("start_a", "int", "first code point of evidence_a"),
    column("end_a", "int", "code point after its last"),
    column("doc_id_b", "text", "the document of side b, or null"),
    column("sent_b", "int", "its sentence, from 1"),
    column("start_b", "int", "first code point of evidence_b"),
    column("end_b", "int", "code point after its last"),
    column("actor_a", "text", "canonical names, separated by \"; \""),
    column("actor_b", "text", "the same for b"),
    column("trigger_a", "text", "the words that bind"),
    column("trigger_b", "text", "the same for b"),
    column("strength_a", "int", "1 (weak) to 5 (firm)"),
    column("strength_b", "int", "the same for b"),
    column("specificity_a", "int", "0 direction only, 1 named, 2 named and dated or quantified"),
    column("specificity_b", "int", "the same for b"),
    column("scope_a", "text", "substantive, procedural, protocol"),
    column("scope_b", "text", "the same for b"),
    column("status_a", "text", "new, reaffirmed, continued, planned, fulfilled, denied"),
    column("status_b", "text", "the same for b"),
    column("content_a", "text", "the action"),
    column("content_b", "text", "the same for b"),
    column("condition_a", "text", "what it depends on, or null"),
    column("condition_b", "text", "the same for b"),
    column("deadline_a", "text", "by when, as written, or null"),
    column("deadline_b", "text", "the same for b"),
    column("words_removed", "text", "words of evidence_a that the sentence of b lacks, \" … \" between runs"),
    column("words_added", "text", "words of evidence_b that the sentence of a lacks"),
    column(
        "nearest_doc_id",
        "text",
        "for added and dropped: the document of what comes nearest on the other side",
    ),
    column("nearest_sent", "int", "its sentence, from 1"),
    column("nearest_start", "int", "first code point of nearest_evidence"),
    column("nearest_end", "int", "code point after its last"),
    column("nearest_kind", "text", "commitment, or passage: a sentence that does not bind"),
    column("nearest_evidence", "text", "what it says"),
    column("warning", "text", "why the two sides are not of a kind, or null"),
    column("evidence_a", "text", "the clause in a, or the part of it that the row is about"),
    column("evidence_b", "text", "the same for b"),
];

/// Options of [`compare`].
#[derive(Clone, Debug, Default)]
pub struct CompareOptions {
    /// Which units are read.
    pub selection: Selection,
    /// The lexicon; `None` is the shipped one.
    pub lexicon: Option<Lexicon>,
}

impl CompareOptions {
    fn from_args(args: &Args) -> Result<CompareOptions> {
        Ok(CompareOptions { selection: Selection::from_args(args)?, lexicon: lexicon(args)? })
    }
}

/// The two sides that the options ask for.
fn sides(corpus: &Corpus, args: &Args) -> Result<(Corpus, Corpus)> {
    let (a, b) = (args.get("a"), args.get("b"));
    if a.is_null() && b.is_null() && corpus.len() == 2 {
        return Ok((corpus.select(&[0])?, corpus.select(&[1])?));
    }
    let side = |name: &str, asked: &Value| {
        if asked.is_null() {
            let message = "given, as both sides are where there are not just two documents";
            return Err(Error::bad_value(name, "none", message));
        }
        let places = documents(corpus, name, asked)?;
        if places.is_empty() && !corpus.is_empty() {
            return Err(Error::bad_value(name, asked, "conditions that at least one document meets"));
        }
        corpus.select(&places)
    };
    Ok((side("a", a)?, side("b", b)?))
}

/// The table of `compare` for two corpora, with options as given from outside.
///
/// # Errors
/// As [`compare`]; an option that is not known or not valid.
pub fn compare_with(a: &Corpus, b: &Corpus, given: Map<String, Value>, run: &Run) -> Result<Frame> {
    let args = Args::new(VERB.option_rows(), given)?;
    let frame = compare(a, b, &CompareOptions::from_args(&args)?, run)?;
    let mut settings = super::settings(VERB.name, b, &args)?;
    settings.extend(frame.settings().clone());
    Ok(frame.with_settings(settings))
}

/// Returns one row a commitment of either side: what became of it, with both clauses.
///
/// # Errors
/// `Interrupted`.
///
/// # Example
/// ```
/// use communique::{par::Run, text::sample, verbs::{CompareOptions, compare}};
///
/// let corpus = sample()?;
/// let side = |id: &str| corpus.select(&[corpus.find(id)?.index()]);
/// let (a, b) = (side("2019-10-14-joint-statement-31st-acm")?, side("2020-10-22-joint-statement-32nd-acm")?);
/// let table = compare(&a, &b, &CompareOptions::default(), &Run::serial())?;
/// assert!((0..table.rows()).any(|row| table.column("relation").is_ok_and(|column| column.text(row) == Some("weakened"))));
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn compare(a: &Corpus, b: &Corpus, options: &CompareOptions, run: &Run) -> Result<Frame> {
    let finder = Finder::new(options.lexicon.clone().unwrap_or_default());
    let acronyms = acronyms([a, b], run)?;
    let read = |corpus| Said::new(corpus, &finder, &options.selection, &acronyms, false, run);
    let (said_a, said_b) = (read(a)?, read(b)?);
    let flat = |said: &Said<'_>| said.mentions.iter().flatten().cloned().collect::<Vec<Mention>>();
    let (mentions_a, mentions_b) = (flat(&said_a), flat(&said_b));
    let passages_a = said_a.passages(&options.selection, &acronyms);
    let passages_b = said_b.passages(&options.selection, &acronyms);
    let pairs = threads::compare(
        Side { mentions: &mentions_a, passages: &passages_a },
        Side { mentions: &mentions_b, passages: &passages_b },
    );
    let left = Half {
        said: &said_a,
        mentions: &mentions_a,
        passages: &passages_a,
        of: |pair| (pair.a, pair.part_a),
    };
    let right = Half {
        said: &said_b,
        mentions: &mentions_b,
        passages: &passages_b,
        of: |pair| (pair.b, pair.part_b),
    };
    let warning = warning(a, b);
    let frame = frame(&pairs, &left, &right, warning.as_deref());
    let mut settings = Map::new();
    settings.insert("lexicon_name".into(), finder.lexicon().name().into());
    settings.insert("lexicon_hash".into(), finder.lexicon().hash().into());
    settings.insert("documents_a".into(), a.len().into());
    settings.insert("documents_b".into(), b.len().into());
    settings.insert("warning".into(), warning.map_or(Value::Null, Value::from));
    Ok(frame.with_settings(settings))
}

/// What a reader must know about the two sides: news set against official text.
fn warning(a: &Corpus, b: &Corpus) -> Option<String> {
    let kinds = |corpus: &Corpus| {
        let column = corpus.meta().iter().find(|(name, _)| name.eq_ignore_ascii_case("kind"));
        let mut kinds: Vec<String> = column
            .into_iter()
            .flat_map(|(_, column)| (0..corpus.len()).filter_map(|row| column.display(row)))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    let (kinds_a, kinds_b) = (kinds(a), kinds(b));
    let news = |kinds: &[String]| {
        let of = |kind: &String| NEWS.contains(&kind.to_lowercase().replace([' ', '-'], "_").as_str());
        (kinds.iter().any(of), kinds.iter().any(|kind| !of(kind)))
    };
    // (is some of it news, is some of it not)
    let (news_a, news_b) = (news(&kinds_a), news(&kinds_b));
    (!kinds_a.is_empty() && !kinds_b.is_empty() && news_a != news_b).then(|| {
        format!(
            "unlike kinds: {} against {}; a report selects, so what it leaves out was not dropped",
            kinds_a.join(", "),
            kinds_b.join(", ")
        )
    })
}

/// One side of the table.
struct Half<'h> {
    said: &'h Said<'h>,
    mentions: &'h [Mention],
    passages: &'h [Mention],
    /// The mention, and the member of a list that the row is about.
    of: fn(&Pair) -> (Option<usize>, Option<Place>),
}

impl Half<'_> {
    fn mention(&self, pair: &Pair) -> Option<&Mention> {
        (self.of)(pair).0.map(|at| &self.mentions[at])
    }

    /// What stands on this side: the commitment, or the passage that does not bind.
    fn stands(&self, pair: &Pair) -> Option<&Mention> {
        self.mention(pair).or_else(|| pair.passage().map(|at| &self.passages[at]))
    }

    fn at(&self, pair: &Pair) -> At {
        let part = (self.of)(pair).1;
        self.stands(pair).map(|mention| (mention.doc, part.unwrap_or(mention.span)))
    }

    fn words(&self, pairs: &[Pair], of: impl Fn(&Record, &str) -> Option<String>) -> Column {
        let value = |pair: &Pair| {
            let mention = self.mention(pair)?;
            of(self.said.record(mention)?, self.said.text(mention.doc))
        };
        pairs.iter().map(value).collect()
    }

    /// The action, or the member of a list in it that the row is about.
    fn contents(&self, pairs: &[Pair]) -> Column {
        let value = |pair: &Pair| {
            let mention = self.mention(pair)?;
            let content = (self.of)(pair).1.or_else(|| Some(self.said.record(mention)?.content))?;
            Some(content.text(self.said.text(mention.doc)).to_owned())
        };
        pairs.iter().map(value).collect()
    }

    fn numbers(&self, pairs: &[Pair], of: impl Fn(&Mention) -> i64) -> Column {
        ints(pairs.iter().map(|pair| self.mention(pair).map(&of)))
    }

    fn evidence(&self, pair: &Pair) -> Option<&str> {
        self.at(pair).map(|(doc, place)| place.text(self.said.text(doc)))
    }

    /// Words of this side's clause that the other side's sentence lacks.
    fn only(&self, pairs: &[Pair], other: &Half<'_>) -> Column {
        let value = |pair: &Pair| {
            let sentence = other.said.sentence(other.stands(pair)?);
            Some(threads::missing(self.evidence(pair)?, sentence))
        };
        pairs.iter().map(value).collect()
    }
}

fn frame(pairs: &[Pair], a: &Half<'_>, b: &Half<'_>, warning: Option<&str>) -> Frame {
    let mut frame = Frame::new()
        .with("thread", (1..=pairs.len() as i64).collect::<Vec<i64>>())
        .with("relation", texts(pairs.iter().map(|pair| pair.relation.name())))
        .with("rule", texts(pairs.iter().map(|pair| pair.rule)))
        .with("similarity", shares(pairs.iter().map(|pair| Some(pair.similarity))));
    for (half, side) in [(a, "a"), (b, "b")] {
        let (start, end) =
            code_points(half.said.corpus, &pairs.iter().map(|pair| half.at(pair)).collect::<Vec<_>>());
        let docs = pairs.iter().map(|pair| half.stands(pair).map(|mention| mention.doc));
        frame = frame
            .with(format!("doc_id_{side}"), ids(half.said.corpus, docs))
            .with(
                format!("sent_{side}"),
                ints(pairs.iter().map(|pair| half.stands(pair).map(|mention| mention.sent_id.into()))),
            )
            .with(format!("start_{side}"), start)
            .with(format!("end_{side}"), end);
    }
    let place = |place: Option<Place>, text: &str| place.map(|place| place.text(text).to_owned());
    type Words<'w> = &'w dyn Fn(&Record, &str) -> Option<String>;
    type Numbers<'n> = &'n dyn Fn(&Mention) -> i64;
    let both = |frame: Frame, name: &str, of: Words<'_>| {
        frame.with(format!("{name}_a"), a.words(pairs, of)).with(format!("{name}_b"), b.words(pairs, of))
    };
    let numbers = |frame: Frame, name: &str, of: Numbers<'_>| {
        frame.with(format!("{name}_a"), a.numbers(pairs, of)).with(format!("{name}_b"), b.numbers(pairs, of))
    };
    frame = both(frame, "actor", &|record, _| Some(record.actor_resolved.join("; ")));
    frame = both(frame, "trigger", &|record, text| place(Some(record.trigger), text));
    frame = numbers(frame, "strength", &|mention| mention.strength.into());
    frame = numbers(frame, "specificity", &|mention| mention.specificity.into());
    frame = both(frame, "scope", &|record, _| Some(record.scope.to_owned()));
    frame = both(frame, "status", &|record, _| Some(record.status.to_owned()));
    frame = frame.with("content_a", a.contents(pairs)).with("content_b", b.contents(pairs));
    frame = both(frame, "condition", &|record, text| place(record.condition, text));
    frame = both(frame, "deadline", &|record, text| place(record.deadline, text));
    frame = frame.with("words_removed", a.only(pairs, b)).with("words_added", b.only(pairs, a));
    with_nearest(frame, pairs, a, b)
        .with("warning", pairs.iter().map(|_| warning).collect::<Column>())
        .with("evidence_a", pairs.iter().map(|pair| a.evidence(pair)).collect::<Column>())
        .with("evidence_b", pairs.iter().map(|pair| b.evidence(pair)).collect::<Column>())
}

/// A document, a place in it, and the sentence.
type Spot = (usize, Place, u32);
/// A spot on either side.
type Two<'s> = (&'s Option<Spot>, &'s Option<Spot>);

/// The columns of what comes nearest to what stands alone.
fn with_nearest(frame: Frame, pairs: &[Pair], a: &Half<'_>, b: &Half<'_>) -> Frame {
    // What was dropped from a has its nearest in b.
    let near = |pair: &Pair, half: &Half<'_>, dropped: bool| -> Option<Spot> {
        let nearest = pair.nearest.filter(|_| pair.a.is_some() == dropped && pair.passage().is_none())?;
        let list = if nearest.passage { half.passages } else { half.mentions };
        let mention = &list[nearest.index];
        Some((mention.doc, mention.span, mention.sent_id))
    };
    let in_a: Vec<_> = pairs.iter().map(|pair| near(pair, a, false)).collect();
    let in_b: Vec<_> = pairs.iter().map(|pair| near(pair, b, true)).collect();
    let points = |half: &Half<'_>, places: &[Option<Spot>]| {
        let places: Vec<At> = places.iter().map(|place| place.map(|(doc, span, _)| (doc, span))).collect();
        code_points(half.said.corpus, &places)
    };
    let ((start_a, end_a), (start_b, end_b)) = (points(a, &in_a), points(b, &in_b));
    let number = |column_a: &Column, column_b: &Column| {
        let value = |column: &Column, row: usize| match column.values() {
            crate::frame::Values::Int(values) if !column.is_null(row) => Some(values[row]),
            _ => None,
        };
        ints((0..pairs.len()).map(|row| value(column_a, row).or_else(|| value(column_b, row))))
    };
    let word = |of: &dyn Fn(&Half<'_>, Spot) -> String| {
        let value = |(left, right): Two<'_>| {
            left.map(|place| of(a, place)).or_else(|| right.map(|place| of(b, place)))
        };
        in_a.iter().zip(&in_b).map(value).collect::<Column>()
    };
    let kind = |pair: &Pair| {
        pair.nearest
            .filter(|_| pair.passage().is_none())
            .map(|nearest| if nearest.passage { "passage" } else { "commitment" })
    };
    frame
        .with("nearest_doc_id", word(&|half, (doc, _, _)| half.said.corpus.document(doc).id().to_owned()))
        .with(
            "nearest_sent",
            ints(in_a.iter().zip(&in_b).map(|(left, right)| left.or(*right).map(|(_, _, sent)| sent.into()))),
        )
        .with("nearest_start", number(&start_a, &start_b))
        .with("nearest_end", number(&end_a, &end_b))
        .with("nearest_kind", pairs.iter().map(kind).collect::<Column>())
        .with("nearest_evidence", word(&|half, (doc, span, _)| span.text(half.said.text(doc)).to_owned()))
}
