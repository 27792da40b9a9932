//! `aggregate`, `network`: commitments counted by actor, class and year, and who owes what to whom.

use std::collections::BTreeMap;

use crate::commitments::{Finder, Record};
use crate::error::{Error, Result};
use crate::frame::{Column, Frame, Strings, Values, year_month};
use crate::par::Run;
use crate::text::Corpus;

use super::args::{Kind, option};
use super::commitments::{LEXICON, findings, lexicon};
use super::select::{SELECTION, Selection};
use super::{Stream, Verb, column};

/// The value of a record: of the record, the document's date and id.
type Key = fn(&Record, Option<i32>, &str) -> String;

/// What commitments can be grouped by: name, and the value of a record.
const KEYS: &[(&str, Key)] = &[
    ("actor", |record, _, _| record.actor_resolved.join("; ")),
    ("trigger_class", |record, _, _| record.class.clone()),
    ("year", |_, date, _| date.and_then(year_month).map_or(String::new(), |(year, _)| format!("{year:04}"))),
    ("month", |_, date, _| {
        date.and_then(year_month).map_or(String::new(), |(year, month)| format!("{year:04}-{month:02}"))
    }),
    ("scope", |record, _, _| record.scope.to_owned()),
    ("status", |record, _, _| record.status.to_owned()),
    ("strength", |record, _, _| record.strength.to_string()),
    ("specificity", |record, _, _| record.specificity.to_string()),
    ("attribution", |record, _, _| record.attribution.to_owned()),
    ("plover", |record, _, _| record.plover.to_owned()),
    ("cameo", |record, _, _| record.cameo.to_owned()),
    ("doc_id", |_, _, doc| doc.to_owned()),
];

pub(crate) const VERB: Verb = Verb {
    name: "aggregate",
    about: "Commitments counted: by actor, class and year, or by what you choose.",
    detail: "Several actors of one commitment stay one group (\"ROK; US\"): counting each would multiply what they promised \
             together. Restatements are left out unless `dedupe` is false. Keys: actor, trigger_class, year, month, scope, status, \
             strength, specificity, attribution, plover, cameo, doc_id.",
    options: &[
        SELECTION,
        &[
            LEXICON,
            option("keys", Kind::Texts, "actor,trigger_class,year", "what to group by, in order"),
            option("dedupe", Kind::Flag, "true", "leave out rows that restate another row of their document"),
        ],
    ],
    columns: &[
        column("actor", "text", "one column for each of `keys`; by default actor, trigger_class, year"),
        column("trigger_class", "text", "trigger class"),
        column("year", "text", "year of the document, empty where it has no date"),
        column("count", "int", "commitments"),
        column("doc_count", "int", "documents with one of them"),
        column("mean_strength", "float", "mean strength, 1 to 5"),
        column("substantive", "int", "of substantive scope"),
        column("conditional", "int", "with a condition"),
        column("dated", "int", "with a deadline"),
    ],
    example: "aggregate seeds/ --keys actor,year",
    python: r#">>> import communique as cq
>>> table = cq.sample().aggregate(keys=["trigger_class"])
>>> int(table["count"].sum()) == len(cq.sample().commitments(dedupe=True))
True"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        let keys = args.texts("keys").unwrap_or_default();
        let finder = Finder::new(lexicon(args)?.unwrap_or_default());
        aggregate(corpus, &finder, &Selection::from_args(args)?, &keys, args.flag("dedupe"), run)
    },
};

pub(crate) const NETWORK: Verb = Verb {
    name: "network",
    about: "Who owes what to whom: one row an actor, target and role.",
    detail: "Restatements are left out. `role` says whether the target is a beneficiary, a partner or an adversary. Collective \
             actors stay together; commitments without a target are left out.",
    options: &[
        SELECTION,
        &[
            LEXICON,
            option(
                "scope",
                Kind::Choice(&["any", "substantive", "procedural", "protocol"]),
                "any",
                "scope to count",
            ),
        ],
    ],
    columns: &[
        column("actor", "text", "canonical names of the actor, separated by \"; \""),
        column(
            "target",
            "text",
            "canonical names of the target, separated by \"; \"; as written, without its article, where no name is known",
        ),
        column("role", "text", "beneficiary, partner, adversary"),
        column("count", "int", "commitments"),
        column("doc_count", "int", "documents with one of them"),
        column("mean_strength", "float", "mean strength, 1 to 5"),
        column("conditional", "int", "with a condition"),
        column("example", "text", "the strongest of them, as written"),
    ],
    example: "network seeds/",
    python: r#">>> import communique as cq
>>> cq.sample().network().columns.tolist()[:4]
['actor', 'target', 'role', 'count']"#,
    stream: Stream::Whole,
    run: |corpus, args, run| {
        let finder = Finder::new(lexicon(args)?.unwrap_or_default());
        let scope = args.text("scope").filter(|scope| *scope != "any");
        network(corpus, &finder, &Selection::from_args(args)?, scope, run)
    },
};

/// Sums of one group.
#[derive(Default)]
struct Sum {
    count: i64,
    docs: i64,
    last_doc: Option<usize>,
    strength: i64,
    substantive: i64,
    conditional: i64,
    dated: i64,
    example: Option<(u8, String)>,
}

impl Sum {
    fn add(&mut self, doc: usize, record: &Record, text: &str) {
        self.count += 1;
        self.docs += i64::from(self.last_doc != Some(doc));
        self.last_doc = Some(doc);
        self.strength += i64::from(record.strength);
        self.substantive += i64::from(record.scope == "substantive");
        self.conditional += i64::from(record.condition.is_some());
        self.dated += i64::from(record.deadline.is_some());
        if self.example.as_ref().is_none_or(|(strength, _)| record.strength > *strength) {
            self.example = Some((record.strength, record.span.text(text).to_owned()));
        }
    }

    fn mean(&self) -> f64 {
        self.strength as f64 / self.count as f64
    }
}

/// Returns one row a group: the keys, then `count, doc_count, mean_strength, substantive, conditional, dated`, in the order of
/// the keys.
///
/// # Errors
/// A key that is none; `Interrupted`.
pub fn aggregate(
    corpus: &Corpus,
    finder: &Finder,
    selection: &Selection,
    keys: &[String],
    dedupe: bool,
    run: &Run,
) -> Result<Frame> {
    let names: Vec<&str> = KEYS.iter().map(|(name, _)| *name).collect();
    let chosen = keys
        .iter()
        .map(|key| {
            KEYS.iter()
                .find(|(name, _)| name == key)
                .ok_or_else(|| Error::unknown_option("keys", key, &names))
        })
        .collect::<Result<Vec<_>>>()?;
    if chosen.is_empty() {
        return Err(Error::bad_value("keys", "[]", "at least one key"));
    }
    let mut groups: BTreeMap<Vec<String>, Sum> = BTreeMap::new();
    for (doc, found) in findings(corpus, finder, selection, run)?.iter().enumerate() {
        let document = corpus.document(doc);
        for record in found.records.iter().filter(|record| !(dedupe && record.duplicate_of.is_some())) {
            let key = chosen.iter().map(|(_, value)| value(record, document.date(), document.id())).collect();
            groups.entry(key).or_default().add(doc, record, document.text());
        }
    }
    let mut frame = Frame::new();
    for (at, key) in keys.iter().enumerate() {
        frame = frame.with(key, groups.keys().map(|key| key[at].as_str()).collect::<Strings>());
    }
    let numbers = |value: fn(&Sum) -> i64| Column::new(Values::Int(groups.values().map(value).collect()));
    Ok(frame
        .with("count", numbers(|sum| sum.count))
        .with("doc_count", numbers(|sum| sum.docs))
        .with("mean_strength", Column::new(Values::Float(groups.values().map(Sum::mean).collect())))
        .with("substantive", numbers(|sum| sum.substantive))
        .with("conditional", numbers(|sum| sum.conditional))
        .with("dated", numbers(|sum| sum.dated)))
}

/// A target as written, without its article: "the allies" and "our allies" are one.
fn bare(written: &str) -> &str {
    let articles = ["the ", "a ", "an ", "our ", "its ", "their ", "these ", "those ", "all "];
    articles.iter().find_map(|article| written.strip_prefix(article)).unwrap_or(written)
}

/// Returns one row an actor, target and role, most commitments first.
///
/// # Errors
/// `Interrupted`.
pub fn network(
    corpus: &Corpus,
    finder: &Finder,
    selection: &Selection,
    scope: Option<&str>,
    run: &Run,
) -> Result<Frame> {
    let mut groups: BTreeMap<(String, String, &'static str), Sum> = BTreeMap::new();
    for (doc, found) in findings(corpus, finder, selection, run)?.iter().enumerate() {
        let text = corpus.document(doc).text();
        for record in &found.records {
            let (Some(target), Some(role)) = (record.target, record.target_role) else { continue };
            if record.duplicate_of.is_some() || scope.is_some_and(|scope| record.scope != scope) {
                continue;
            }
            let target = if record.target_resolved.is_empty() {
                bare(&target.text(text).replace('\n', " ")).to_owned()
            } else {
                record.target_resolved.join("; ")
            };
            let key = (record.actor_resolved.join("; "), target, role);
            groups.entry(key).or_default().add(doc, record, text);
        }
    }
    let mut rows: Vec<_> = groups.into_iter().collect();
    rows.sort_by(|a, b| b.1.count.cmp(&a.1.count).then_with(|| a.0.cmp(&b.0)));
    let numbers =
        |value: fn(&Sum) -> i64| Column::new(Values::Int(rows.iter().map(|(_, sum)| value(sum)).collect()));
    Ok(Frame::new()
        .with("actor", rows.iter().map(|((actor, _, _), _)| actor.as_str()).collect::<Strings>())
        .with("target", rows.iter().map(|((_, target, _), _)| target.as_str()).collect::<Strings>())
        .with("role", rows.iter().map(|((_, _, role), _)| *role).collect::<Strings>())
        .with("count", numbers(|sum| sum.count))
        .with("doc_count", numbers(|sum| sum.docs))
        .with("mean_strength", Column::new(Values::Float(rows.iter().map(|(_, sum)| sum.mean()).collect())))
        .with("conditional", numbers(|sum| sum.conditional))
        .with(
            "example",
            rows.iter()
                .map(|(_, sum)| sum.example.as_ref().map_or("", |(_, text)| text.as_str()))
                .collect::<Strings>(),
        ))
}
