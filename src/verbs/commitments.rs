//! `commitments`, `near_misses`, `explain`: what binds, what looks as if it did, and why.

use crate::commitments::{self as wing, Finder, Findings, Lexicon, Passage, Place as Span, Record};
use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Strings, Values};
use crate::par::{Run, chunks};
use crate::text::{Corpus, Document, offsets};

use super::args::{Args, Kind, OptionRow, option};
use super::rows::{DOC_ID, END, Place, Places, REGION, SENT_ID, START};
use super::select::{SELECTION, Selection};
use super::{ColumnRow, Stream, Verb, column};

/// The lexicon that a call reads with.
pub(crate) const LEXICON: OptionRow = option(
    "lexicon",
    Kind::Text,
    "none",
    "a lexicon: a TOML file, or TOML itself; default: the one that ships with the package",
);

pub(crate) const VERB: Verb = Verb {
    name: "commitments",
    about: "Who bound whom to do what, how firmly, on what condition, by when: one row a commitment.",
    detail: "A commitment is a clause in which an actor binds itself to, restates, continues, plans or refuses a course of \
             action of its own. Coordinated actions have a row each; headlines that restate the body point at its row by \
             `duplicate_of`. `strength` follows the stated sum in `strength_basis`; `rule_ids` names the rule that decided and \
             the rows of the lexicon that fired. What looks like a commitment and is none is in `near_misses`.",
    options: &[
        SELECTION,
        &[
            LEXICON,
            option(
                "classes",
                Kind::Texts,
                "none",
                "trigger classes to return, such as PLEDGE, AGREE; default: all",
            ),
            option(
                "scope",
                Kind::Choice(&["any", "substantive", "procedural", "protocol"]),
                "any",
                "scope to return",
            ),
            option(
                "dedupe",
                Kind::Flag,
                "false",
                "leave out rows that restate another row of their document",
            ),
        ],
    ],
    columns: COLUMNS,
    example: "commitments seeds/ --scope substantive --dedupe",
    python: r#">>> import communique as cq
>>> doc = cq.sample()["2018-06-21-report-lakeside-defense-talks"]
>>> table = doc.commitments(regions="body")
>>> row = table.iloc[0]
>>> doc.text[row.trigger_start:row.trigger_end] == row.trigger
True"#,
    stream: Stream::Rows(|_| Ok(None)),
    run: |corpus, args, run| commitments(corpus, &CommitmentOptions::from_args(args)?, run),
};

pub(crate) const NEAR_MISSES: Verb = Verb {
    name: "near_misses",
    about: "What looks like a commitment and is none, with the reason and the rule: one row a candidate.",
    detail: "`blocker` is the word that decided: a verb of belief, a subject that is a thing or an adversary, a past tense.",
    options: &[
        SELECTION,
        &[
            LEXICON,
            option("reason", Kind::Texts, "none", "reasons to return, such as mere_discussion; default: all"),
        ],
    ],
    columns: &[
        DOC_ID,
        SENT_ID,
        REGION,
        START,
        END,
        column("candidate", "text", "the words that look like a commitment"),
        column("reason", "text", "why it is none: a near-miss reason of the guideline"),
        column("rule_id", "text", "the rule that decided"),
        column("entry", "text", "the row of the lexicon that opened the candidate"),
        column("blocker", "text", "the words that stopped it, or null"),
        column("text", "text", "the sentence"),
    ],
    example: "near_misses seeds/ --reason mere_discussion",
    python: r#">>> import communique as cq
>>> table = cq.sample().near_misses(reason="hope_expressive")
>>> set(table["reason"])
{'hope_expressive'}"#,
    stream: Stream::Rows(|_| Ok(None)),
    run: |corpus, args, run| {
        let reasons = args.texts("reason");
        near_misses(corpus, &finder(args)?, &Selection::from_args(args)?, reasons.as_deref(), run)
    },
};

pub(crate) const EXPLAIN: Verb = Verb {
    name: "explain",
    about: "Why a sentence holds a commitment or not: one row a candidate, accepted or refused.",
    detail: "Every word of the lexicon that might open a commitment is a candidate. A sentence without rows holds none.",
    options: &[&[
        LEXICON,
        option("doc_id", Kind::Text, "none", "the document; default: all"),
        option("sent_id", Kind::Count(1), "none", "the sentence; default: all"),
    ]],
    columns: &[
        DOC_ID,
        SENT_ID,
        START,
        END,
        column("candidate", "text", "the words of the lexicon"),
        column("decision", "text", "commitment, or the near-miss reason"),
        column("rule_id", "text", "the rule that decided"),
        column("entry", "text", "the rows of the lexicon that took part"),
        column("blocker", "text", "the words that stopped it, or null"),
        column("text", "text", "the sentence"),
    ],
    example: "explain seeds/ --sent-id 16",
    python: r#">>> import communique as cq
>>> doc = cq.sample()["2018-06-21-report-lakeside-defense-talks"]
>>> doc.explain().columns.tolist()[4:7]
['candidate', 'decision', 'rule_id']"#,
    stream: Stream::Whole,
    run: |corpus, args, run| explain(corpus, &finder(args)?, args.text("doc_id"), args.count("sent_id"), run),
};

const COLUMNS: &[ColumnRow] = &[
    DOC_ID,
    SENT_ID,
    REGION,
    START,
    END,
    column("trigger", "text", "the words that make it a commitment"),
    column("trigger_start", "int", "first code point of the trigger"),
    column("trigger_end", "int", "code point after its last"),
    column(
        "trigger_class",
        "text",
        "PLEDGE, REAFFIRM, AGREE, DECIDE, WILL, REFUSE, WILLINGNESS, PURSUE, PLAN, NEED, BARE_NOMINAL",
    ),
    column("strength", "int", "1 (weak) to 5 (firm): the class's base, +1 with a booster, -1 with a hedge"),
    column("strength_basis", "text", "the sum behind it: 4(REAFFIRM)+1(ironclad)=5"),
    column(
        "specificity",
        "int",
        "0 direction only, 1 named activity or body, 2 named and dated or quantified",
    ),
    column("scope", "text", "substantive, procedural (meet, consult), protocol (travel, ceremony)"),
    column("status", "text", "new, reaffirmed, continued, planned, fulfilled, denied"),
    column("polarity", "text", "positive, negative"),
    column("actor", "text", "the actor as written, or null"),
    column("actor_start", "int", "first code point of the actor, or null"),
    column("actor_end", "int", "code point after its last, or null"),
    column(
        "actor_resolved",
        "text",
        "canonical names, separated by \"; \"; empty where the text does not say",
    ),
    column(
        "actor_resolution",
        "text",
        "how: explicit, collective, anaphoric, metonymic, possessor, deictic, inherited, elided, passive_agentless, unresolved",
    ),
    column("target", "text", "whom it is for, with or against, as written, or null"),
    column("target_start", "int", "first code point of the target, or null"),
    column("target_end", "int", "code point after its last, or null"),
    column(
        "target_resolved",
        "text",
        "canonical names of the actors that the target names, separated by \"; \"; empty where it names none",
    ),
    column("target_role", "text", "beneficiary, partner, adversary, or null"),
    column("content", "text", "the action, without deadline and condition where they can be parted"),
    column("content_start", "int", "first code point of the content"),
    column("content_end", "int", "code point after its last"),
    column("condition", "text", "what it depends on, or null"),
    column("condition_start", "int", "first code point of the condition, or null"),
    column("condition_end", "int", "code point after its last, or null"),
    column("deadline", "text", "by when, as written, or null"),
    column("deadline_start", "int", "first code point of the deadline, or null"),
    column("deadline_end", "int", "code point after its last, or null"),
    column(
        "deadline_norm",
        "text",
        "the deadline as ISO date or interval against the document's date; null where unknown",
    ),
    column("attribution", "text", "quoted, reported, narrator"),
    column("source", "text", "who says so, as written, or null"),
    column(
        "form",
        "text",
        "active, passive, nominal, infinitival, participial, relative, that_clause, headline_..., deck_...",
    ),
    column("boosters", "text", "words that raised strength, separated by \"; \""),
    column("hedges", "text", "words that lowered it, separated by \"; \""),
    column("plover", "text", "PLOVER event type"),
    column("cameo", "text", "CAMEO code"),
    column("rule_ids", "text", "the rule that decided and the lexicon rows that fired, separated by \" \""),
    column("duplicate_of", "int", "row (from 0, in this document's commitments) that it restates, or null"),
    column("prior_event", "text", "the earlier agreement it refers to, or null"),
    column("evidence", "text", "the clause: doc.text[start:end]"),
];

/// Options of [`commitments`].
#[derive(Clone, Debug, Default)]
pub struct CommitmentOptions {
    /// Which units are read.
    pub selection: Selection,
    /// The lexicon; `None` is the shipped one.
    pub lexicon: Option<Lexicon>,
    /// Trigger classes to return; empty is all.
    pub classes: Vec<String>,
    /// Scope to return.
    pub scope: Option<String>,
    /// Leave out restatements.
    pub dedupe: bool,
}

impl CommitmentOptions {
    fn from_args(args: &Args) -> Result<CommitmentOptions> {
        Ok(CommitmentOptions {
            selection: Selection::from_args(args)?,
            lexicon: lexicon(args)?,
            classes: args.texts("classes").unwrap_or_default(),
            scope: args.text("scope").filter(|scope| *scope != "any").map(str::to_owned),
            dedupe: args.flag("dedupe"),
        })
    }
}

/// The lexicon named in `args`.
pub(crate) fn lexicon(args: &Args) -> Result<Option<Lexicon>> {
    args.text("lexicon").map(super::lexicon::read_lexicon).transpose()
}

fn finder(args: &Args) -> Result<Finder> {
    Ok(Finder::new(lexicon(args)?.unwrap_or_default()).with_lures())
}

/// What every document holds: read by `finder`, in the order of the documents.
///
/// # Errors
/// `Interrupted`.
pub(crate) fn findings(
    corpus: &Corpus,
    finder: &Finder,
    selection: &Selection,
    run: &Run,
) -> Result<Vec<Findings>> {
    let layouts = corpus.layouts(run)?;
    let sizes = corpus.documents().map(Document::bytes);
    run.expect(corpus.bytes() as u64);
    // Smaller than for counting, as a megabyte takes ten times as long: the last one keeps a thread waiting.
    let chunks = chunks(sizes, run.chunk_bytes().div_ceil(4));
    // A reader remembers the words it has met: a new one for each chunk would work them out again.
    let reader = || finder.reader();
    let parts = run.map_with(&chunks, reader, |reader, range| {
        let mut found = Vec::with_capacity(range.len());
        let mut passages = Vec::new();
        for index in range.clone() {
            run.check()?;
            let (document, layout) = (corpus.document(index), layouts[index]);
            passages.clear();
            for (unit, row) in selection.of(document) {
                passages.extend(layout.sentences_of(unit).map(|sentence| {
                    let range = &layout.sentences()[sentence];
                    Passage {
                        sent_id: sentence as u32 + 1,
                        unit,
                        region: row.region.name(),
                        start: range.start,
                        end: range.end,
                    }
                }));
            }
            found.push(reader.read(document.text(), &passages, document.date()));
            run.advance(document.bytes() as u64);
        }
        Ok(found)
    })?;
    Ok(parts.into_iter().flatten().collect())
}

/// Returns one row a commitment; the columns are in `communique help commitments`.
///
/// # Errors
/// A class that the lexicon does not have; `Interrupted`.
pub fn commitments(corpus: &Corpus, options: &CommitmentOptions, run: &Run) -> Result<Frame> {
    let lexicon = options.lexicon.clone().unwrap_or_default();
    let known: Vec<&str> = lexicon.classes().map(|class| class.id.as_str()).collect();
    if let Some(class) = options.classes.iter().find(|class| !known.contains(&class.as_str())) {
        return Err(Error::unknown_option("classes", class, &known));
    }
    let finder = Finder::new(lexicon);
    let found = findings(corpus, &finder, &options.selection, run)?;
    let keep = |record: &Record| {
        (options.classes.is_empty() || options.classes.contains(&record.class))
            && options.scope.as_ref().is_none_or(|scope| record.scope == scope)
            && !(options.dedupe && record.duplicate_of.is_some())
    };
    let rows: Vec<(usize, &Record)> = found
        .iter()
        .enumerate()
        .flat_map(|(doc, findings)| {
            findings.records.iter().filter(|record| keep(record)).map(move |record| (doc, record))
        })
        .collect();
    let places = places(corpus, rows.iter().map(|(doc, record)| (*doc, record.sent_id, record.span)), run)?;
    let spans = Spans { corpus, rows: &rows };
    let at = Places(&places);
    let (start, end) = at.offsets(corpus);
    let [
        (trigger_start, trigger_end),
        (actor_start, actor_end),
        (content_start, content_end),
        (condition_start, condition_end),
        (deadline_start, deadline_end),
        (target_start, target_end),
    ] = spans.offsets(|record| {
        let Record { trigger, actor, content, condition, deadline, target, .. } = record;
        [Some(*trigger), *actor, Some(*content), *condition, *deadline, *target]
    });
    let texts =
        |value: &dyn Fn(&Record) -> String| rows.iter().map(|(_, record)| value(record)).collect::<Strings>();
    let numbers =
        |value: &dyn Fn(&Record) -> i64| rows.iter().map(|(_, record)| value(record)).collect::<Vec<i64>>();
    let frame = Frame::new()
        .with("doc_id", at.doc_ids(corpus))
        .with("sent_id", at.sent_ids())
        .with("region", at.regions())
        .with("start", start)
        .with("end", end)
        .with("trigger", spans.texts(|record| Some(record.trigger)))
        .with("trigger_start", trigger_start)
        .with("trigger_end", trigger_end)
        .with("trigger_class", texts(&|record| record.class.clone()))
        .with("strength", numbers(&|record| i64::from(record.strength)))
        .with("strength_basis", texts(&|record| record.strength_basis.clone()))
        .with("specificity", numbers(&|record| i64::from(record.specificity)))
        .with("scope", texts(&|record| record.scope.to_owned()))
        .with("status", texts(&|record| record.status.to_owned()))
        .with("polarity", texts(&|record| record.polarity.to_owned()))
        .with("actor", spans.texts(|record| record.actor))
        .with("actor_start", actor_start)
        .with("actor_end", actor_end)
        .with("actor_resolved", texts(&|record| record.actor_resolved.join("; ")))
        .with("actor_resolution", texts(&|record| record.actor_resolution.to_owned()))
        .with("target", spans.texts(|record| record.target))
        .with("target_start", target_start)
        .with("target_end", target_end)
        .with("target_resolved", texts(&|record| record.target_resolved.join("; ")))
        .with("target_role", spans.words(|record| record.target_role.map(str::to_owned)))
        .with("content", spans.texts(|record| Some(record.content)))
        .with("content_start", content_start)
        .with("content_end", content_end)
        .with("condition", spans.texts(|record| record.condition))
        .with("condition_start", condition_start)
        .with("condition_end", condition_end)
        .with("deadline", spans.texts(|record| record.deadline))
        .with("deadline_start", deadline_start)
        .with("deadline_end", deadline_end)
        .with("deadline_norm", spans.words(|record| record.deadline_norm.clone()))
        .with("attribution", texts(&|record| record.attribution.to_owned()))
        .with("source", spans.texts(|record| record.source))
        .with("form", texts(&|record| record.form.to_owned()))
        .with("boosters", spans.lists(|record| &record.boosters))
        .with("hedges", spans.lists(|record| &record.hedges))
        .with("plover", texts(&|record| record.plover.to_owned()))
        .with("cameo", texts(&|record| record.cameo.to_owned()))
        .with("rule_ids", texts(&|record| record.rule_ids.join(" ")))
        .with(
            "duplicate_of",
            Column::with_nulls(
                Values::Int(numbers(&|record| record.duplicate_of.map_or(0, |row| row as i64))),
                rows.iter().map(|(_, record)| record.duplicate_of.is_some()).collect(),
            ),
        )
        .with("prior_event", spans.texts(|record| record.prior_event))
        .with("evidence", at.texts(corpus));
    let mut settings = serde_json::Map::new();
    settings.insert("lexicon_name".into(), finder.lexicon().name().into());
    settings.insert("lexicon_hash".into(), finder.lexicon().hash().into());
    at.with_variables(frame, corpus).map(|frame| frame.with_settings(settings))
}

/// Returns one row a refused candidate.
///
/// # Errors
/// A reason that is none; `Interrupted`.
pub fn near_misses(
    corpus: &Corpus,
    finder: &Finder,
    selection: &Selection,
    reasons: Option<&[String]>,
    run: &Run,
) -> Result<Frame> {
    if let Some(reason) =
        reasons.into_iter().flatten().find(|reason| !wing::REASONS.contains(&reason.as_str()))
    {
        return Err(Error::unknown_option("reason", reason, wing::REASONS));
    }
    let found = findings(corpus, finder, selection, run)?;
    let rows: Vec<(usize, &wing::NearMiss)> = found
        .iter()
        .enumerate()
        .flat_map(|(doc, findings)| findings.near_misses.iter().map(move |miss| (doc, miss)))
        .filter(|(_, miss)| reasons.is_none_or(|reasons| reasons.contains(&miss.reason)))
        .collect();
    let places = places(corpus, rows.iter().map(|(doc, miss)| (*doc, miss.sent_id, miss.trigger)), run)?;
    let at = Places(&places);
    let (start, end) = at.offsets(corpus);
    let text = |doc: usize| corpus.document(doc).text();
    let blockers: Vec<Option<String>> =
        rows.iter().map(|(doc, miss)| miss.blocker.map(|place| place.text(text(*doc)).to_owned())).collect();
    Ok(Frame::new()
        .with("doc_id", at.doc_ids(corpus))
        .with("sent_id", at.sent_ids())
        .with("region", at.regions())
        .with("start", start)
        .with("end", end)
        .with("candidate", at.texts(corpus))
        .with("reason", rows.iter().map(|(_, miss)| miss.reason.as_str()).collect::<Strings>())
        .with("rule_id", rows.iter().map(|(_, miss)| miss.rule_ids[0].as_str()).collect::<Strings>())
        .with("entry", rows.iter().map(|(_, miss)| miss.rule_ids[1..].join(" ")).collect::<Strings>())
        .with("blocker", optional(blockers))
        .with("text", rows.iter().map(|(doc, miss)| miss.span.text(text(*doc))).collect::<Strings>()))
}

/// Returns one row a candidate of the chosen sentences, accepted or refused.
///
/// # Errors
/// A document that is not there; `Interrupted`.
pub fn explain(
    corpus: &Corpus,
    finder: &Finder,
    doc_id: Option<&str>,
    sent_id: Option<usize>,
    run: &Run,
) -> Result<Frame> {
    struct Row {
        doc: usize,
        sent_id: u32,
        trigger: Span,
        decision: String,
        rules: Vec<String>,
        blocker: Option<Span>,
    }
    let only = doc_id.map(|id| corpus.find(id).map(|document| document.index())).transpose()?;
    let found = findings(corpus, finder, &Selection::all(), run)?;
    let mut rows: Vec<Row> = Vec::new();
    for (doc, findings) in
        found.into_iter().enumerate().filter(|(doc, _)| only.is_none_or(|only| only == *doc))
    {
        let from = rows.len();
        rows.extend(findings.records.into_iter().map(|record| Row {
            doc,
            sent_id: record.sent_id,
            trigger: record.trigger,
            decision: "commitment".to_owned(),
            rules: record.rule_ids,
            blocker: None,
        }));
        rows.extend(findings.near_misses.into_iter().map(|miss| Row {
            doc,
            sent_id: miss.sent_id,
            trigger: miss.trigger,
            decision: miss.reason,
            rules: miss.rule_ids,
            blocker: miss.blocker,
        }));
        rows[from..].sort_by_key(|row| (row.sent_id, row.trigger));
    }
    rows.retain(|row| sent_id.is_none_or(|id| id == row.sent_id as usize));
    let places = places(corpus, rows.iter().map(|row| (row.doc, row.sent_id, row.trigger)), run)?;
    let layouts = corpus.layouts(run)?;
    let at = Places(&places);
    let (start, end) = at.offsets(corpus);
    let text = |doc: usize| corpus.document(doc).text();
    let sentence = |row: &Row| {
        let range = &layouts[row.doc].sentences()[row.sent_id as usize - 1];
        &text(row.doc)[range.clone()]
    };
    Ok(Frame::new()
        .with("doc_id", at.doc_ids(corpus))
        .with("sent_id", at.sent_ids())
        .with("start", start)
        .with("end", end)
        .with("candidate", at.texts(corpus))
        .with("decision", rows.iter().map(|row| row.decision.as_str()).collect::<Strings>())
        .with("rule_id", rows.iter().map(|row| row.rules[0].as_str()).collect::<Strings>())
        .with("entry", rows.iter().map(|row| row.rules[1..].join(" ")).collect::<Strings>())
        .with(
            "blocker",
            optional(
                rows.iter()
                    .map(|row| row.blocker.map(|place| place.text(text(row.doc)).to_owned()))
                    .collect(),
            ),
        )
        .with("text", rows.iter().map(sentence).collect::<Strings>()))
}

/// Places of rows given as document, sentence (from 1) and span.
pub(super) fn places(
    corpus: &Corpus,
    rows: impl Iterator<Item = (usize, u32, Span)>,
    run: &Run,
) -> Result<Vec<Place>> {
    let layouts = corpus.layouts(run)?;
    Ok(rows
        .map(|(doc, sent_id, span)| {
            let sentence = sent_id as usize - 1;
            let units = layouts[doc].units();
            let unit =
                units.partition_point(|unit| unit.end <= span.start).min(units.len().saturating_sub(1));
            Place { doc, sentence, unit, region: units[unit].region, start: span.start, end: span.end }
        })
        .collect())
}

/// A text column with nulls.
pub(super) fn optional(values: Vec<Option<String>>) -> Column {
    let valid = values.iter().map(Option::is_some).collect();
    Column::with_nulls(
        Values::Str(values.iter().map(|value| value.as_deref().unwrap_or("")).collect()),
        valid,
    )
}

/// Columns read off records.
struct Spans<'r> {
    corpus: &'r Corpus,
    rows: &'r [(usize, &'r Record)],
}

impl Spans<'_> {
    /// The text at a span, null where there is none.
    fn texts(&self, span: impl Fn(&Record) -> Option<Span>) -> Column {
        optional(
            self.rows
                .iter()
                .map(|(doc, record)| {
                    span(record).map(|place| place.text(self.corpus.document(*doc).text()).to_owned())
                })
                .collect(),
        )
    }

    fn words(&self, value: impl Fn(&Record) -> Option<String>) -> Column {
        optional(self.rows.iter().map(|(_, record)| value(record)).collect())
    }

    fn lists(&self, spans: impl Fn(&Record) -> &[Span]) -> Strings {
        self.rows
            .iter()
            .map(|(doc, record)| {
                let text = self.corpus.document(*doc).text();
                spans(record).iter().map(|place| place.text(text)).collect::<Vec<&str>>().join("; ")
            })
            .collect()
    }

    /// Start and end in code points, null where there is no span; an index of the text serves all spans of a document.
    fn offsets<const N: usize>(&self, spans: impl Fn(&Record) -> [Option<Span>; N]) -> [(Column, Column); N] {
        let mut found = [(); N].map(|()| (Vec::new(), Vec::new(), Vec::new()));
        for rows in self.rows.chunk_by(|a, b| a.0 == b.0) {
            let index = offsets::Index::new(self.corpus.document(rows[0].0).text());
            for (_, record) in rows {
                for ((starts, ends, valid), place) in found.iter_mut().zip(spans(record)) {
                    valid.push(place.is_some());
                    starts.push(place.map_or(0, |place| index.code_points(place.start) as i64));
                    ends.push(place.map_or(0, |place| index.code_points(place.end) as i64));
                }
            }
        }
        found.map(|(starts, ends, valid)| {
            let ends = Column::with_nulls(Values::Int(ends), valid.clone());
            (Column::with_nulls(Values::Int(starts), valid), ends)
        })
    }
}
