//! `track`: the history of a phrase.

use std::sync::Arc;

use serde_json::Value;

use crate::commitments::threads::missing;
use crate::commitments::{Finder as Wing, Lexicon, Place as Span, Record};
use crate::error::Result;
use crate::frame::{Column, Frame, Strings};
use crate::par::Run;
use crate::text::Corpus;
use crate::tokens::{Patterns, TokenOptions, ValueType};

use super::args::{Kind, OptionRow, option, subject};
use super::commitments::{LEXICON, findings, lexicon};
use super::conditions::documents;
use super::finder::{Finder, VALUETYPE};
use super::mentions::{At, code_points, dates, ints, region};
use super::rows::{REGION, SENT_ID};
use super::select::{SELECTION, Scan, Selection, Words, token_options};
use super::threads::in_time;
use super::{Args, ColumnRow, Stream, TOKENS, Verb, column};

const OWN: &[OptionRow] = &[
    subject("pattern", Kind::Texts, "what to follow: a word or a phrase, or several patterns, as in kwic"),
    option(
        "actor",
        Kind::Text,
        "none",
        "count only what stands in a commitment of this actor: a name as in actor_resolved, or as written",
    ),
    VALUETYPE,
    option("by", Kind::Choice(&["date", "order"]), "date", "the order of the documents, as in threads"),
    option(
        "docs",
        Kind::Docs,
        "none",
        "only these documents: column, =, !=, <, <=, > or >=, value; default: all",
    ),
    LEXICON,
];

pub(crate) const VERB: Verb = Verb {
    name: "track",
    about: "The history of a phrase: one row a document and pattern, present or absent, with the wording and what changed since the last one.",
    detail: "A document that could not be read, or in which no word was read, is `unknown`, never absent; changes are counted \
             from the last document that is known. Of several hits in a document one in a commitment comes first, then \
             one in the running text, then the first; `hits` counts all of them. `strength` is that of the commitment \
             around the hit, if there is one.",
    options: &[OWN, SELECTION, TOKENS],
    columns: COLUMNS,
    example: "track 'maintain * current * level' seeds/",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> table = c[c.kind == "joint_statement"].track("maintain * current force level")
>>> table[["present", "change"]].agg("/".join, axis=1).tolist()
['yes/first', 'yes/same', 'yes/context', 'yes/same', 'yes/same', 'yes/context', 'no/gone']
>>> row = table.iloc[0]
>>> c[row.doc_id].text[row.start:row.end]
'maintain its current force level'"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        let (patterns, options) = (args.texts("pattern").unwrap_or_default(), TrackOptions::from_args(args)?);
        match args.get("docs") {
            Value::Null => track(corpus, &patterns, &options, run),
            asked => track(&corpus.select(&documents(corpus, "docs", asked)?)?, &patterns, &options, run),
        }
    },
};

const COLUMNS: &[ColumnRow] = &[
    column("pattern", "text", "the pattern"),
    column("doc_id", "text", "the document; of one that could not be read its source"),
    column("date", "date", "the document's date; null where unknown"),
    column("present", "text", "yes, no, unknown"),
    column(
        "change",
        "text",
        "first, same, context (the same words, others around them), reworded, gone, returned; null where there is none",
    ),
    column("hits", "int", "hits in the document; null where unknown"),
    column("wording", "text", "the hit: doc.text[start:end]"),
    column(
        "words_removed",
        "text",
        "words of the evidence before that this sentence lacks, \" … \" between runs",
    ),
    column("words_added", "text", "words of the evidence that the sentence before lacks"),
    column("strength", "int", "1 (weak) to 5 (firm), of the commitment around it; null where there is none"),
    column("trigger_class", "text", "its class"),
    column("actor", "text", "its actors, separated by \"; \""),
    SENT_ID,
    REGION,
    column("start", "int", "first code point of the wording"),
    column("end", "int", "code point after its last"),
    column("evidence_start", "int", "first code point of the evidence"),
    column("evidence_end", "int", "code point after its last"),
    column("first_seen", "date", "date of the first document that has the pattern; null where none has"),
    column("last_seen", "date", "date of the last"),
    column("reason", "text", "why it is unknown"),
    column("evidence", "text", "the commitment around it, else the sentence"),
];

/// Options of [`track`].
#[derive(Clone, Debug, Default)]
pub struct TrackOptions {
    /// Only hits in commitments of this actor.
    pub actor: Option<String>,
    /// How patterns are read.
    pub valuetype: ValueType,
    /// Whether documents count as they come, whatever their dates.
    pub as_they_come: bool,
    /// Which units are read.
    pub selection: Selection,
    /// How text is cut into words.
    pub tokens: TokenOptions,
    /// The lexicon; `None` is the shipped one.
    pub lexicon: Option<Lexicon>,
}

impl TrackOptions {
    fn from_args(args: &Args) -> Result<TrackOptions> {
        Ok(TrackOptions {
            actor: args.text("actor").map(str::to_owned),
            valuetype: ValueType::parse(args.text("valuetype").unwrap_or("glob"))?,
            as_they_come: args.text("by") == Some("order"),
            selection: Selection::from_args(args)?,
            tokens: token_options(args)?,
            lexicon: lexicon(args)?,
        })
    }
}

/// A hit, and the commitment around it.
#[derive(Clone, Debug)]
struct Hit {
    pattern: u32,
    sentence: usize,
    span: Span,
    evidence: Span,
    around: Span,
    record: Option<Record>,
    heading: bool,
}

/// What is known of a document.
#[derive(Clone, Debug, Default)]
struct Read {
    words: usize,
    hits: Vec<Hit>,
}

/// One row.
struct Row<'r> {
    pattern: usize,
    doc: Option<usize>,
    source: &'r str,
    present: &'static str,
    change: Option<&'static str>,
    hits: Option<usize>,
    hit: Option<&'r Hit>,
    /// The last hit before, and its document.
    before: Option<(usize, &'r Hit)>,
    reason: Option<String>,
}

/// Returns one row a document and pattern, pattern by pattern in the order of time.
///
/// # Errors
/// As [`super::kwic()`].
///
/// # Example
/// ```
/// use communique::{par::Run, text::sample, verbs::{TrackOptions, track}};
///
/// let table = track(&sample()?, &["ironclad".into()], &TrackOptions::default(), &Run::serial())?;
/// assert_eq!(table.rows(), 29);
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn track(corpus: &Corpus, patterns: &[String], options: &TrackOptions, run: &Run) -> Result<Frame> {
    let patterns = Patterns::new(patterns, options.valuetype, &options.tokens)?;
    let mut read = find(corpus, &patterns, options, run)?;
    bind(corpus, &mut read, options, run)?;
    let order = if options.as_they_come { (0..corpus.len()).collect() } else { in_time(corpus) };
    let mut rows: Vec<Row<'_>> = Vec::new();
    for pattern in 0..patterns.sources().len() {
        let mut before: Option<(usize, &Hit)> = None;
        let mut last = "unknown";
        for &doc in &order {
            let hits: Vec<&Hit> =
                read[doc].hits.iter().filter(|hit| hit.pattern as usize == pattern).collect();
            let hit = hits.iter().copied().min_by_key(|hit| (hit.record.is_none(), hit.heading, hit.span));
            let text = |doc: usize| corpus.document(doc).text();
            let mut row = Row {
                pattern,
                doc: Some(doc),
                source: corpus.document(doc).id(),
                present: if hit.is_some() { "yes" } else { "no" },
                change: None,
                hits: Some(hits.len()),
                hit,
                before: hit.and(before),
                reason: None,
            };
            if read[doc].words == 0 {
                let reason = Some("no word was read in the regions asked for".to_owned());
                rows.push(Row { present: "unknown", hits: None, reason, ..row });
                continue;
            }
            row.change = match (hit, before) {
                (Some(_), None) => Some("first"),
                (Some(_), Some(_)) if last == "no" => Some("returned"),
                (Some(hit), Some((other, known))) => {
                    let (now, then) = (text(doc), text(other));
                    let same = |a: Span, b: Span| missing(a.text(now), b.text(then)).is_empty();
                    let other = |a: Span, b: Span| missing(b.text(then), a.text(now)).is_empty();
                    Some(if !(same(hit.span, known.span) && other(hit.span, known.span)) {
                        "reworded"
                    } else if same(hit.evidence, known.around) && other(hit.around, known.evidence) {
                        "same"
                    } else {
                        "context"
                    })
                }
                (None, _) => (last == "yes").then_some("gone"),
            };
            last = row.present;
            if let Some(hit) = hit {
                before = Some((doc, hit));
            }
            rows.push(row);
        }
        for problem in corpus.problems().iter().filter(|problem| problem.action == "skipped") {
            rows.push(Row {
                pattern,
                doc: None,
                source: &problem.source,
                present: "unknown",
                change: None,
                hits: None,
                hit: None,
                before: None,
                reason: Some(problem.message.clone()),
            });
        }
    }
    frame(corpus, &patterns, &rows, run)
}

/// Words and hits of every document.
fn find(corpus: &Corpus, patterns: &Patterns, options: &TrackOptions, run: &Run) -> Result<Vec<Read>> {
    let scan = Scan::new(corpus, &options.selection, &options.tokens, None, run)?;
    let made = run.map(&scan.work(run), |pieces| {
        let (mut finder, mut words) = (Finder::new(patterns), Words::default());
        let mut found: Vec<(usize, Read)> = Vec::new();
        for piece in pieces {
            run.check()?;
            let (text, mut read) = (corpus.document(piece.doc).text(), Read::default());
            for (index, unit, unit_text) in scan.units(piece) {
                scan.words(piece.doc, index, unit_text, &mut words);
                read.words += words.list().len();
                for sentence in words.runs(false) {
                    finder.find(text, sentence, &words, &mut |pattern, from, to| {
                        let at = sentence[from].sentence;
                        let range = &scan.layout(piece.doc).sentences()[at];
                        let around = Span { start: range.start, end: range.end };
                        read.hits.push(Hit {
                            pattern,
                            sentence: at,
                            span: Span { start: sentence[from].start, end: sentence[to - 1].end },
                            evidence: around,
                            around,
                            record: None,
                            heading: !matches!(unit.region.name(), "body" | "quote"),
                        });
                    });
                }
                run.advance(unit_text.len() as u64);
            }
            found.push((piece.doc, read));
        }
        Ok(found)
    })?;
    let mut all = vec![Read::default(); corpus.len()];
    for (doc, read) in made.into_iter().flatten() {
        all[doc].words += read.words;
        all[doc].hits.extend(read.hits);
    }
    Ok(all)
}

/// Gives hits the commitment around them, and leaves out those of other actors.
fn bind(corpus: &Corpus, read: &mut [Read], options: &TrackOptions, run: &Run) -> Result<()> {
    let places: Vec<usize> = (0..corpus.len()).filter(|&doc| !read[doc].hits.is_empty()).collect();
    let finder = Wing::new(options.lexicon.clone().unwrap_or_default());
    let found = findings(&corpus.select(&places)?, &finder, &options.selection, run)?;
    for (&doc, found) in places.iter().zip(found) {
        let text = corpus.document(doc).text();
        for hit in &mut read[doc].hits {
            let holds = |span: Span| span.start < hit.span.end && hit.span.start < span.end;
            // The narrowest clause around the hit; a clause of its sentence counts where content, condition or clause hold it.
            let record = found
                .records
                .iter()
                .filter(|record| record.sent_id as usize == hit.sentence + 1)
                .filter(|record| holds(record.span) || record.condition.is_some_and(holds))
                .min_by_key(|record| (record.span.end - record.span.start, record.span));
            if let Some(record) = record {
                hit.evidence = record.span;
                hit.record = Some(record.clone());
            }
        }
        if let Some(actor) = &options.actor {
            read[doc].hits.retain(|hit| hit.record.as_ref().is_some_and(|record| acts(record, text, actor)));
        }
    }
    Ok(())
}

/// Whether `actor` is among those that a commitment binds.
fn acts(record: &Record, text: &str, actor: &str) -> bool {
    let plain = |name: &str| {
        let lower = name.trim().to_lowercase();
        lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
    };
    let wanted = plain(actor);
    record.actor_resolved.iter().any(|name| plain(name) == wanted)
        || record.actor.is_some_and(|written| plain(written.text(text)) == wanted)
}

fn frame(corpus: &Corpus, patterns: &Patterns, rows: &[Row<'_>], run: &Run) -> Result<Frame> {
    let layouts = corpus.layouts(run)?;
    let date = |row: &Row<'_>| row.doc.and_then(|doc| corpus.document(doc).date());
    let seen = |pattern: usize, last: bool| {
        let of = rows.iter().filter(|row| row.pattern == pattern && row.present == "yes").filter_map(date);
        if last { of.max() } else { of.min() }
    };
    let (first, last): (Vec<_>, Vec<_>) =
        (0..patterns.sources().len()).map(|pattern| (seen(pattern, false), seen(pattern, true))).unzip();
    let at =
        |of: fn(&Hit) -> Span| -> Vec<At> { rows.iter().map(|row| Some((row.doc?, of(row.hit?)))).collect() };
    let (start, end) = code_points(corpus, &at(|hit| hit.span));
    let (evidence_start, evidence_end) = code_points(corpus, &at(|hit| hit.evidence));
    let text = |row: &Row<'_>| row.doc.map_or("", |doc| corpus.document(doc).text());
    let record = |row: &Row<'_>| row.hit.and_then(|hit| hit.record.clone());
    let removed = |row: &Row<'_>| {
        let (doc, before) = row.before?;
        Some(missing(before.evidence.text(corpus.document(doc).text()), row.hit?.around.text(text(row))))
    };
    let added = |row: &Row<'_>| {
        let (doc, before) = row.before?;
        Some(missing(row.hit?.evidence.text(text(row)), before.around.text(corpus.document(doc).text())))
    };
    let names: Strings = patterns.sources().iter().collect();
    Ok(Frame::new()
        .with("pattern", Column::dict(rows.iter().map(|row| row.pattern as u32).collect(), Arc::new(names)))
        .with("doc_id", rows.iter().map(|row| row.source).collect::<Strings>())
        .with("date", dates(rows.iter().map(date)))
        .with("present", rows.iter().map(|row| row.present).collect::<Strings>())
        .with("change", rows.iter().map(|row| row.change).collect::<Column>())
        .with("hits", ints(rows.iter().map(|row| row.hits.map(|hits| hits as i64))))
        .with(
            "wording",
            rows.iter().map(|row| row.hit.map(|hit| hit.span.text(text(row)))).collect::<Column>(),
        )
        .with("words_removed", rows.iter().map(removed).collect::<Column>())
        .with("words_added", rows.iter().map(added).collect::<Column>())
        .with("strength", ints(rows.iter().map(|row| record(row).map(|record| record.strength.into()))))
        .with(
            "trigger_class",
            rows.iter().map(|row| record(row).map(|record| record.class)).collect::<Column>(),
        )
        .with(
            "actor",
            rows.iter()
                .map(|row| record(row).map(|record| record.actor_resolved.join("; ")))
                .collect::<Column>(),
        )
        .with("sent_id", ints(rows.iter().map(|row| row.hit.map(|hit| hit.sentence as i64 + 1))))
        .with(
            "region",
            rows.iter().map(|row| Some(region(layouts[row.doc?], row.hit?.span.start))).collect::<Column>(),
        )
        .with("start", start)
        .with("end", end)
        .with("evidence_start", evidence_start)
        .with("evidence_end", evidence_end)
        .with("first_seen", dates(rows.iter().map(|row| first[row.pattern])))
        .with("last_seen", dates(rows.iter().map(|row| last[row.pattern])))
        .with("reason", rows.iter().map(|row| row.reason.as_deref()).collect::<Column>())
        .with(
            "evidence",
            rows.iter().map(|row| row.hit.map(|hit| hit.evidence.text(text(row)))).collect::<Column>(),
        ))
}
