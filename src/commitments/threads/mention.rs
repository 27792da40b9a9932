//! A commitment as it is compared: terms with weights, actors, class, and what decides the relation.

use super::super::dates::last_day;
use super::super::record::{NearMiss, Place, Record};
use super::words::{
    Acronyms, Kind, Term, bond, firmness, points_back, purpose, quantities, recurs, split, terms, weak,
};

/// Thousandths by which words of the condition, and words of the clause outside the content, count.
const CONDITION: u64 = 600;
const AROUND: u64 = 350;
/// Words that say what the action is for.
const PURPOSE: u64 = 600;
/// The event code.
const CODE: u64 = 500;
/// The bond's own noun: "commitment".
const BOND: u64 = 700;
/// The names in the clause where a pronoun of the content points there.
const POINTED: u64 = 1000;

/// Near-miss reasons that show a thing on its way: talked about, not bound.
pub const WEAK: &[&str] =
    &["mere_discussion", "negotiation_not_agreed", "shared_view_or_belief", "agenda", "expectation"];

/// A commitment, or a near miss, of one document, ready to be compared.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The document: a number that the caller gave.
    pub doc: usize,
    /// The record in the document's findings; near misses count behind the records.
    pub index: usize,
    /// Sentence, from 1.
    pub sent_id: u32,
    /// The clause, in bytes.
    pub span: Place,
    /// The record that it restates, by its `index`.
    pub restates: Option<usize>,
    /// 1 to 5; 0 for a near miss.
    pub strength: u8,
    /// 0 to 2.
    pub specificity: u8,
    /// substantive, procedural, protocol.
    pub scope: &'static str,
    /// new, reaffirmed, continued, planned, fulfilled, denied.
    pub status: &'static str,
    pub(super) stems: Vec<Stem>,
    pub(super) actors: Vec<String>,
    pub(super) target: Vec<String>,
    pub(super) family: u8,
    pub(super) negative: bool,
    pub(super) heading: bool,
    /// Recalls what others bound themselves to.
    pub(super) recalls: bool,
    /// A near miss that shows that it was talked about.
    pub(super) talk: bool,
    /// A passage that speaks of what may be done, or is asked for.
    pub(super) weak: bool,
    /// To be done again and again.
    pub(super) recurs: bool,
    pub(super) head: Option<String>,
    pub(super) content: Vec<String>,
    /// Names among them.
    pub(super) names: Vec<String>,
    /// Stems of the sentence, and all its words: both in order of code point.
    pub(super) sentence: Vec<String>,
    pub(super) words: Vec<String>,
    pub(super) quantities: Vec<String>,
    /// The content as written, its first byte in the document, and what of it is a condition or a deadline.
    pub(super) said: String,
    pub(super) said_at: usize,
    pub(super) outside: [Option<Place>; 2],
    /// Words that make it softer, and firmer.
    pub(super) soft: usize,
    pub(super) firm: usize,
    pub(super) deadline: Option<String>,
    pub(super) condition: bool,
    /// The document's date, and the last day of the deadline: days since 1970-01-01.
    pub(super) date: Option<i32>,
    pub(super) until: Option<i32>,
}

impl Mention {
    /// Whether its time is over when the later `other` is said.
    pub(super) fn over(&self, other: &Mention) -> bool {
        self.date < other.date
            && matches!((self.until, other.date), (Some(until), Some(date)) if until < date)
    }
}

/// Reads mentions of one document.
pub struct Reader<'t> {
    doc: usize,
    text: &'t str,
    date: Option<i32>,
    acronyms: &'t Acronyms,
}

impl<'t> Reader<'t> {
    /// For the document of that number, with its text and date (days since 1970-01-01).
    pub fn new(doc: usize, text: &'t str, date: Option<i32>, acronyms: &'t Acronyms) -> Reader<'t> {
        Reader { doc, text, date, acronyms }
    }

    /// A commitment of a sentence; `heading` says that it stands in a headline, deck or caption.
    pub fn record(&self, index: usize, record: &Record, sentence: Place, heading: bool) -> Mention {
        let place = |place: Place| place.text(self.text);
        let content = place(record.content);
        let mut stems = self.action(content);
        if matches!(record.class.as_str(), "PLEDGE" | "REAFFIRM") {
            stems = merge(bond(place(record.trigger), self.acronyms), BOND, stems);
        }
        if let Some(condition) = record.condition {
            stems = self.weighted(place(condition), CONDITION, stems);
        }
        // The clause around the content: the bond's own noun, the means. Its trigger and its actor say who and how firmly.
        let skip = [Some(record.trigger), record.actor, record.condition, record.deadline, record.source];
        let around = |from: usize, to: usize| {
            let mut found = Vec::new();
            let mut at = from;
            for other in skip.into_iter().flatten().filter(|other| other.start >= from && other.end <= to) {
                if at < other.start {
                    found.extend(terms(&self.text[at..other.start], self.acronyms));
                }
                at = at.max(other.end);
            }
            if at < to {
                found.extend(terms(&self.text[at..to], self.acronyms));
            }
            found
        };
        let head = record.trigger.start.min(record.content.start);
        for (from, to) in [(record.span.start, head), (record.content.end, record.span.end)] {
            stems = merge(around(from, to), AROUND, stems);
        }
        if points_back(content) {
            // "raise the Group and convene it": what it is stands before.
            let mut named = around(record.span.start, record.content.start);
            named.retain(Term::names);
            stems = merge(named, POINTED, stems);
            if stems.iter().map(|stem| stem.signs).sum::<u32>() < 2 {
                // "The work is under way: they agreed to finish it": what stands before the clause.
                let (names, others) = terms(self.before(record.span, sentence), self.acronyms)
                    .into_iter()
                    .partition(Term::names);
                stems = merge(others, AROUND, merge(names, POINTED, stems));
            }
        }
        stems.push(Stem { stem: format!("!{}", record.cameo), factor: CODE, signs: 1 });
        if stems.len() < 2 {
            // "will do so": all that it can be told by are its small words.
            let small =
                split(place(record.span)).map(|word| Term { stem: word.to_lowercase(), kind: Kind::General });
            stems = merge(small.collect(), 1000, stems);
        }
        let words = terms(content, self.acronyms);
        let sorted = |keep: &dyn Fn(&Term) -> bool| {
            let kept = words.iter().filter(|term| keep(term)).map(|term| term.stem.clone());
            let mut kept: Vec<String> = kept.collect();
            kept.sort_unstable();
            kept.dedup();
            kept
        };
        let (bare, inner) = (firmness(place(record.trigger)), firmness(content));
        let mut all: Vec<String> = split(place(sentence)).map(str::to_lowercase).collect();
        all.sort_unstable();
        Mention {
            doc: self.doc,
            index,
            sent_id: record.sent_id,
            span: record.span,
            restates: record.duplicate_of,
            strength: record.strength,
            specificity: record.specificity,
            scope: record.scope,
            status: record.status,
            stems,
            actors: record.actor_resolved.clone(),
            target: record.target.map(|target| self.names(place(target))).unwrap_or_default(),
            family: family(&record.class),
            negative: record.polarity == "negative",
            heading,
            recalls: record.rule_ids.iter().any(|rule| rule == "recalled"),
            talk: false,
            weak: false,
            recurs: recurs(content),
            head: words.first().map(|term| term.stem.clone()),
            content: sorted(&|term| term.kind != Kind::Time),
            names: sorted(&Term::names),
            sentence: self.names(place(sentence)),
            words: all,
            quantities: quantities(content),
            said: content.to_owned(),
            said_at: record.content.start,
            outside: [record.condition, record.deadline],
            soft: bare.0 + inner.0,
            firm: bare.1 + inner.1,
            deadline: record.deadline.map(|deadline| match &record.deadline_norm {
                Some(norm) if norm != "vague" => norm.clone(),
                _ => split(place(deadline)).map(str::to_lowercase).collect::<Vec<_>>().join(" "),
            }),
            condition: record.condition.is_some(),
            date: self.date,
            until: record.deadline_norm.as_deref().and_then(last_day),
        }
    }

    /// A near miss of a reason in [`WEAK`], up to the byte `end`, where the next begins or the sentence is over.
    pub fn near_miss(&self, index: usize, miss: &NearMiss, end: usize) -> Mention {
        let end = end.clamp(miss.trigger.end, miss.span.end.max(miss.trigger.end));
        let said = Place { start: miss.trigger.end, end }.text(self.text);
        let span = Place { start: miss.trigger.start, end };
        let mut mention = self.plain(index, miss.sent_id, span);
        mention.talk = matches!(miss.reason.as_str(), "mere_discussion" | "agenda");
        if points_back(said) {
            let before = Place { start: miss.span.start, end: miss.trigger.start }.text(self.text);
            for stem in self.action(before) {
                if !mention.stems.iter().any(|known| known.stem == stem.stem) {
                    mention.stems.push(stem);
                }
            }
        }
        mention
    }

    /// Any passage of a sentence: what is said there, without a bond.
    pub fn plain(&self, index: usize, sent_id: u32, span: Place) -> Mention {
        Mention {
            doc: self.doc,
            index,
            sent_id,
            span,
            restates: None,
            strength: 0,
            specificity: 0,
            scope: "substantive",
            status: "new",
            stems: self.action(span.text(self.text)),
            actors: Vec::new(),
            target: Vec::new(),
            family: 0,
            negative: false,
            heading: false,
            recalls: false,
            talk: false,
            weak: weak(span.text(self.text)),
            recurs: false,
            head: None,
            content: Vec::new(),
            names: Vec::new(),
            sentence: Vec::new(),
            words: Vec::new(),
            quantities: Vec::new(),
            said: String::new(),
            said_at: span.start,
            outside: [None, None],
            soft: 0,
            firm: 0,
            deadline: None,
            condition: false,
            date: self.date,
            until: None,
        }
    }

    fn names(&self, text: &str) -> Vec<String> {
        let mut names: Vec<String> = terms(text, self.acronyms).into_iter().map(|term| term.stem).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What stands before a clause: its sentence, or the one before in the paragraph, roughly from the last full stop.
    fn before(&self, clause: Place, sentence: Place) -> &'t str {
        let own = &self.text[sentence.start..clause.start.max(sentence.start)];
        if own.contains(char::is_alphabetic) {
            return own;
        }
        let before = self.text[..sentence.start].trim_end();
        let paragraph = before.rfind('\n').map_or(0, |line| line + 1);
        let stop = before[paragraph..].trim_end_matches('.').rfind(". ").map_or(0, |stop| stop + 2);
        &before[paragraph + stop..]
    }

    /// The terms of an action; what it is for counts less.
    fn action(&self, text: &str) -> Vec<Stem> {
        let (what, why) = text.split_at(purpose(text));
        self.weighted(why, PURPOSE, self.weighted(what, 1000, Vec::new()))
    }

    /// `known` with the terms of `text`; a term counts once, where it counts most.
    fn weighted(&self, text: &str, share: u64, known: Vec<Stem>) -> Vec<Stem> {
        merge(terms(text, self.acronyms), share, known)
    }
}

/// A term of a mention.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    pub stem: String,
    /// Thousandths by which it counts.
    pub factor: u64,
    /// What it is worth as a sign; see [`Term::signs`].
    pub signs: u32,
}

fn merge(terms: Vec<Term>, share: u64, mut known: Vec<Stem>) -> Vec<Stem> {
    for term in terms {
        let (factor, signs) = (term.factor() * share / 1000, term.signs());
        match known.iter_mut().find(|known| known.stem == term.stem) {
            Some(known) => {
                known.factor = known.factor.max(factor);
                known.signs = known.signs.max(signs);
            }
            None => known.push(Stem { stem: term.stem, factor, signs }),
        }
    }
    known
}

/// Classes by what they do: bind, schedule, refuse.
fn family(class: &str) -> u8 {
    match class {
        "PLEDGE" | "REAFFIRM" => 1,
        "REFUSE" => 3,
        _ => 2,
    }
}
