//! `threads`: commitments of many documents strung through time.

use crate::commitments::threads::{Link, Links, Mention, Relation, Step, missing};
use crate::commitments::{Finder, Lexicon, Record};
use crate::error::Result;
use crate::frame::{Column, Frame, Values};
use crate::par::Run;
use crate::text::Corpus;

use super::args::{Args, Kind, OptionRow, option};
use super::commitments::{LEXICON, lexicon};
use super::mentions::{At, Said, acronyms, code_points, dates, ids, ints, region, shares, texts};
use super::rows::{DOC_ID, END, REGION, SENT_ID, START};
use super::select::{SELECTION, Selection};
use super::{ColumnRow, Stream, Verb, column};

/// Mentions that one piece of work links.
const PIECE: usize = 512;

const OWN: &[OptionRow] = &[
    option(
        "by",
        Kind::Choice(&["date", "order"]),
        "date",
        "the order of the documents: by date (those without one last, as they come), or as they come",
    ),
    option("min_mentions", Kind::Count(1), "1", "leave out threads with fewer mentions"),
    option(
        "near_misses",
        Kind::Flag,
        "false",
        "also string what was only talked about: discussed, proposed, a shared view",
    ),
    LEXICON,
];

pub(crate) const VERB: Verb = Verb {
    name: "threads",
    about: "Commitments of many documents linked through time: one row a mention, with its thread, the mention before and the relation to it.",
    detail: "A thread is one commitment as it is made, repeated, changed. `previous_...` is the mention it answers to in the \
             latest document that has one; restatements within a document are `restated`, or `distorted` where a headline \
             says it otherwise than the body. `fulfilled` is said only where the text says that the deed was done as \
             promised, and `says` is \"announced again\" only where the text itself refers to the earlier bond. Silence is not \
             failure: a thread that ends says nothing about the deed.",
    options: &[OWN, SELECTION],
    columns: COLUMNS,
    example: "threads seeds/ --min-mentions 3",
    python: r#">>> import communique as cq
>>> c = cq.sample()
>>> table = c[c.kind == "joint_statement"].threads()
>>> force = table[table["content"].str.contains("current force level", regex=False)]
>>> force["thread"].nunique(), len(force)
(1, 6)"#,
    stream: Stream::Whole,
    run: |corpus, args, run| threads(corpus, &ThreadOptions::from_args(args)?, run),
};

const COLUMNS: &[ColumnRow] = &[
    column("thread", "int", "the thread, from 1, by first mention"),
    column("mention", "int", "the mention in its thread, from 1"),
    column("mentions", "int", "mentions of the thread"),
    column(
        "relation",
        "text",
        "first, kept, strengthened, weakened, shifted, fulfilled, restated, distorted",
    ),
    column("rule", "text", "what decided"),
    column("similarity", "float", "0 to 1, to the mention before; null for the first"),
    DOC_ID,
    column("date", "date", "the document's date; null where unknown"),
    SENT_ID,
    REGION,
    START,
    END,
    column("trigger_class", "text", "as in commitments; null for what was only talked about"),
    column("strength", "int", "1 (weak) to 5 (firm); null for what was only talked about"),
    column("specificity", "int", "0 to 2, as in commitments"),
    column("scope", "text", "substantive, procedural, protocol"),
    column("status", "text", "as in commitments; null for what was only talked about"),
    column(
        "says",
        "text",
        "what the text itself says of the earlier bond: fulfilled, announced again, or null",
    ),
    column("actor", "text", "canonical names, separated by \"; \""),
    column("target", "text", "whom it is for, with or against, or null"),
    column("content", "text", "the action"),
    column("deadline", "text", "as ISO date or interval, or null"),
    column("previous_doc_id", "text", "the document of the mention before"),
    column("previous_date", "date", "its date"),
    column("previous_sent_id", "int", "its sentence"),
    column("previous_start", "int", "first code point of previous_evidence"),
    column("previous_end", "int", "code point after its last"),
    column("strength_change", "int", "strength less that of the mention before"),
    column("days", "int", "days since the mention before"),
    column("words_removed", "text", "words of previous_evidence that this sentence lacks"),
    column("words_added", "text", "words of evidence that the sentence before lacks"),
    column("first_seen", "date", "date of the thread's first mention"),
    column("last_seen", "date", "date of its last"),
    column("label", "text", "the action as the thread's first mention words it"),
    column("previous_evidence", "text", "the clause before"),
    column("evidence", "text", "the clause: doc.text[start:end]"),
];

/// Options of [`threads`].
#[derive(Clone, Debug, Default)]
pub struct ThreadOptions {
    /// Whether documents count as they come, whatever their dates.
    pub as_they_come: bool,
    /// Least mentions of a thread.
    pub min_mentions: usize,
    /// Also what was only talked about.
    pub near_misses: bool,
    /// Which units are read.
    pub selection: Selection,
    /// The lexicon; `None` is the shipped one.
    pub lexicon: Option<Lexicon>,
}

impl ThreadOptions {
    fn from_args(args: &Args) -> Result<ThreadOptions> {
        Ok(ThreadOptions {
            as_they_come: args.text("by") == Some("order"),
            min_mentions: args.count("min_mentions").unwrap_or(1),
            near_misses: args.flag("near_misses"),
            selection: Selection::from_args(args)?,
            lexicon: lexicon(args)?,
        })
    }
}

/// Documents in the order of time: by date and id, those without a date last and as they come.
pub(super) fn in_time(corpus: &Corpus) -> Vec<usize> {
    let mut order: Vec<usize> = (0..corpus.len()).collect();
    order.sort_by(|&a, &b| {
        let (x, y) = (corpus.document(a), corpus.document(b));
        let dated = x.date().is_none().cmp(&y.date().is_none()).then(x.date().cmp(&y.date()));
        dated.then_with(|| if x.date().is_some() { x.id().cmp(y.id()) } else { a.cmp(&b) })
    });
    order
}

/// Returns one row a mention, thread by thread in the order of their first mentions.
///
/// # Errors
/// `Interrupted`.
///
/// # Example
/// ```
/// use communique::{par::Run, text::{Builder, Input}, verbs::{ThreadOptions, threads}};
///
/// let mut builder = Builder::new();
/// for (id, verb) in [("a", "agreed"), ("b", "pledged")] {
///     let text = format!("The two sides {verb} to share radar data on missile launches.");
///     builder.push(Input { id: id.into(), text: text.into(), ..Input::default() });
/// }
/// let table = threads(&builder.build()?, &ThreadOptions::default(), &Run::serial())?;
/// assert_eq!((table.rows(), table.column("relation")?.text(1)), (2, Some("strengthened")));
/// # Ok::<(), communique::error::Error>(())
/// ```
pub fn threads(corpus: &Corpus, options: &ThreadOptions, run: &Run) -> Result<Frame> {
    let finder = Finder::new(options.lexicon.clone().unwrap_or_default());
    let finder = if options.near_misses { finder.with_lures() } else { finder };
    let acronyms = acronyms([corpus], run)?;
    let said = Said::new(corpus, &finder, &options.selection, &acronyms, options.near_misses, run)?;
    let order = if options.as_they_come { (0..corpus.len()).collect() } else { in_time(corpus) };
    let mentions: Vec<Mention> = order.iter().flat_map(|&doc| said.mentions[doc].iter().cloned()).collect();
    let links = Links::new(&mentions);
    let starts: Vec<usize> = (0..mentions.len()).step_by(PIECE).collect();
    let candidates: Vec<Vec<Link>> = run
        .map(&starts, |&from| Ok(links.candidates(from..(from + PIECE).min(mentions.len()))))?
        .into_iter()
        .flatten()
        .collect();
    let steps = links.settle(&candidates);
    drop((links, candidates));
    let rows = rows(&steps, options.min_mentions);
    let mut settings = serde_json::Map::new();
    settings.insert("lexicon_name".into(), finder.lexicon().name().into());
    settings.insert("lexicon_hash".into(), finder.lexicon().hash().into());
    Ok(Table { said: &said, mentions: &mentions, steps: &steps, rows: &rows }.frame().with_settings(settings))
}

/// A row: mention, its thread's number and size, its place there, and the thread's first and last mention.
#[derive(Clone, Copy)]
struct Row {
    at: usize,
    thread: usize,
    place: usize,
    size: usize,
    first: usize,
    last: usize,
}

fn rows(steps: &[Step], least: usize) -> Vec<Row> {
    let mut members: Vec<Vec<usize>> =
        vec![Vec::new(); steps.iter().map(|step| step.thread + 1).max().unwrap_or(0)];
    for (at, step) in steps.iter().enumerate() {
        members[step.thread].push(at);
    }
    members.retain(|members| members.len() >= least.max(1));
    // A thread is named by its first mention that opens it, not by a headline above.
    members.sort_by_key(|members| members[0]);
    let mut rows = Vec::new();
    for (thread, members) in members.iter().enumerate() {
        let first = members.iter().copied().find(|&at| steps[at].previous.is_none()).unwrap_or(members[0]);
        for (place, &at) in members.iter().enumerate() {
            let (size, last) = (members.len(), members[members.len() - 1]);
            rows.push(Row { at, thread, place, size, first, last });
        }
    }
    rows
}

/// What the table is made from.
struct Table<'t> {
    said: &'t Said<'t>,
    mentions: &'t [Mention],
    steps: &'t [Step],
    rows: &'t [Row],
}

impl Table<'_> {
    fn each(&self) -> impl Iterator<Item = (&Row, &Mention)> {
        self.rows.iter().map(|row| (row, &self.mentions[row.at]))
    }

    fn before(&self, row: &Row) -> Option<&Mention> {
        self.steps[row.at].previous.map(|(other, _)| &self.mentions[other])
    }

    fn clause(&self, mention: &Mention) -> &str {
        mention.span.text(self.said.text(mention.doc))
    }

    fn words(&self, of: impl Fn(&Record, &str) -> Option<String>) -> Column {
        let value =
            |(_, mention): (&Row, &Mention)| of(self.said.record(mention)?, self.said.text(mention.doc));
        self.each().map(value).collect()
    }

    /// The action of a mention; what was only talked about as it stands.
    fn content(&self, mention: &Mention) -> String {
        let text = self.said.text(mention.doc);
        self.said.record(mention).map_or(mention.span, |record| record.content).text(text).to_owned()
    }

    fn date(&self, at: usize) -> Option<i32> {
        self.said.corpus.document(self.mentions[at].doc).date()
    }

    fn frame(&self) -> Frame {
        let corpus = self.said.corpus;
        let places: Vec<At> = self.each().map(|(_, mention)| Some((mention.doc, mention.span))).collect();
        let previous: Vec<At> =
            self.rows.iter().map(|row| self.before(row).map(|before| (before.doc, before.span))).collect();
        let ((start, end), (previous_start, previous_end)) =
            (code_points(corpus, &places), code_points(corpus, &previous));
        let step = |row: &Row| &self.steps[row.at];
        let relation = |row: &Row| match step(row).relation {
            Relation::Added => "first",
            other => other.name(),
        };
        let bound = |mention: &Mention, value: u8| (mention.strength > 0).then_some(i64::from(value));
        let change = |row: &Row| {
            let (now, before) = (&self.mentions[row.at], self.before(row)?);
            (now.strength > 0 && before.strength > 0)
                .then(|| i64::from(now.strength) - i64::from(before.strength))
        };
        let days = |row: &Row| {
            let before = self.before(row)?;
            Some(i64::from(self.date(row.at)?) - i64::from(corpus.document(before.doc).date()?))
        };
        let removed = |row: &Row| {
            let before = self.before(row)?;
            Some(missing(self.clause(before), self.said.sentence(&self.mentions[row.at])))
        };
        let added = |row: &Row| {
            let before = self.before(row)?;
            Some(missing(self.clause(&self.mentions[row.at]), self.said.sentence(before)))
        };
        let numbers = |of: &dyn Fn(&Row) -> i64| Column::new(Values::Int(self.rows.iter().map(of).collect()));
        let class =
            |(_, mention): (&Row, &Mention)| self.said.record(mention).map(|record| record.class.as_str());
        let frame = Frame::new()
            .with("thread", numbers(&|row| row.thread as i64 + 1))
            .with("mention", numbers(&|row| row.place as i64 + 1))
            .with("mentions", numbers(&|row| row.size as i64))
            .with("relation", texts(self.rows.iter().map(relation)))
            .with("rule", texts(self.rows.iter().map(|row| step(row).rule)))
            .with(
                "similarity",
                shares(self.rows.iter().map(|row| step(row).previous.map(|(_, alike)| alike))),
            )
            .with("doc_id", ids(corpus, self.each().map(|(_, mention)| Some(mention.doc))))
            .with("date", dates(self.rows.iter().map(|row| self.date(row.at))))
            .with("sent_id", ints(self.each().map(|(_, mention)| Some(mention.sent_id.into()))))
            .with(
                "region",
                texts(
                    self.each()
                        .map(|(_, mention)| region(self.said.layouts[mention.doc], mention.span.start)),
                ),
            )
            .with("start", start)
            .with("end", end)
            .with("trigger_class", self.each().map(class).collect::<Column>())
            .with("strength", ints(self.each().map(|(_, mention)| bound(mention, mention.strength))))
            .with("specificity", ints(self.each().map(|(_, mention)| bound(mention, mention.specificity))))
            .with("scope", self.words(|record, _| Some(record.scope.to_owned())))
            .with("status", self.words(|record, _| Some(record.status.to_owned())))
            .with("says", self.words(|record, _| says(record).map(str::to_owned)))
            .with("actor", self.words(|record, _| Some(record.actor_resolved.join("; "))))
            .with(
                "target",
                self.words(|record, text| record.target.map(|target| target.text(text).to_owned())),
            )
            .with("content", self.each().map(|(_, mention)| Some(self.content(mention))).collect::<Column>())
            .with("deadline", self.words(|record, _| record.deadline_norm.clone()))
            .with("previous_doc_id", ids(corpus, previous.iter().map(|place| place.map(|(doc, _)| doc))))
            .with(
                "previous_date",
                dates(previous.iter().map(|place| place.and_then(|(doc, _)| corpus.document(doc).date()))),
            )
            .with(
                "previous_sent_id",
                ints(self.rows.iter().map(|row| self.before(row).map(|before| before.sent_id.into()))),
            )
            .with("previous_start", previous_start)
            .with("previous_end", previous_end);
        frame
            .with("strength_change", ints(self.rows.iter().map(change)))
            .with("days", ints(self.rows.iter().map(days)))
            .with("words_removed", self.rows.iter().map(removed).collect::<Column>())
            .with("words_added", self.rows.iter().map(added).collect::<Column>())
            .with("first_seen", dates(self.rows.iter().map(|row| self.date(row.first))))
            .with("last_seen", dates(self.rows.iter().map(|row| self.date(row.last))))
            .with(
                "label",
                self.rows.iter().map(|row| Some(self.content(&self.mentions[row.first]))).collect::<Column>(),
            )
            .with(
                "previous_evidence",
                self.rows
                    .iter()
                    .map(|row| self.before(row).map(|before| self.clause(before)))
                    .collect::<Column>(),
            )
            .with("evidence", texts(self.each().map(|(_, mention)| self.clause(mention))))
    }
}

/// What the text itself says of an earlier bond.
fn says(record: &Record) -> Option<&'static str> {
    match record.status {
        "fulfilled" => Some("fulfilled"),
        "reaffirmed" => Some("announced again"),
        _ => record.prior_event.map(|_| "announced again"),
    }
}
