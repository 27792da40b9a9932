//! Whom an action is for, with or against.

use super::actors::Parties;
use super::clause::REACH;
use super::lexicon::Flags;
use super::record::{Draft, Place};
use super::words::{Pos, Sentence};

/// The target of an action.
#[derive(Debug)]
pub(super) struct Target {
    pub place: Place,
    pub role: &'static str,
    /// Canonical names, where the gazetteer or the document knows them.
    pub names: Vec<String>,
}

/// An actor that the content names.
struct Mention {
    /// Its first word.
    at: usize,
    label: String,
    hostile: bool,
}

const ADVERSARY: &str = "adversary";
const PARTNER: &str = "partner";
const BENEFICIARY: &str = "beneficiary";

/// The first noun phrase of the content, words `from..to`, that is introduced as an adversary, a partner or a beneficiary, and
/// names an actor or people other than `actors`.
pub(super) fn target(
    s: &Sentence<'_>,
    draft: &Draft,
    (from, to): (usize, usize),
    actors: &[String],
    parties: &Parties<'_>,
) -> Option<Target> {
    let (start, end) = s.span(from, to);
    let part = s.text.get(start..end)?;
    let mentions: Vec<Mention> = parties
        .mentions(part)
        .into_iter()
        .map(|(a, _, label, hostile)| {
            let at = s.words.partition_point(|word| word.end <= start + a);
            Mention { at, label, hostile }
        })
        .collect();
    let found = Finder { s, from, to, mentions, actors, refuses: draft.class == "REFUSE" };
    (from..to).find_map(|at| found.at(at))
}

struct Finder<'a> {
    s: &'a Sentence<'a>,
    from: usize,
    to: usize,
    mentions: Vec<Mention>,
    actors: &'a [String],
    /// What an actor refuses may be its own.
    refuses: bool,
}

impl Finder<'_> {
    /// The target that word `at` introduces, or begins.
    fn at(&self, at: usize) -> Option<Target> {
        let s = self.s;
        // "address North Korea's threats": whoever owns a hostile act, whatever the verb.
        if self.mentions.iter().any(|mention| mention.hostile && mention.at == at) {
            let end = self.phrase(at);
            let owns = (at..(at + 6).min(s.len())).any(|k| s.has(k, Flags::HOSTILE));
            if owns {
                return self.made(at, end, ADVERSARY);
            }
        }
        const LEADING: u64 = Flags::OPPOSING | Flags::JOINING | Flags::HELPING;
        if !(s.has(at, LEADING) || s.any(at, &["to", "for", "in", "of", "from", "by"])) {
            return None;
        }
        let (start, end) = (at + 1, self.phrase(at + 1));
        if end <= start {
            return None;
        }
        // A preposition, or the verb of the action: "to support Ukraine", not "the support Ukraine needs".
        let leads = matches!(s.pos(at), Pos::Preposition | Pos::To) || s.verb(at);
        let before = |flag: u64| (at.saturating_sub(4).max(self.from)..at).any(|k| s.has(k, flag));
        let named = self.named(start, end);
        if leads && s.has(at, Flags::OPPOSING) || s.is(at, "to") && before(Flags::ANSWERING) {
            let hostile = named.iter().any(|mention| mention.hostile);
            if hostile || !named.is_empty() && !self.own(&named) || self.heads(start, end, Flags::ADVERSARY) {
                return self.made(start, end, ADVERSARY);
            }
        }
        if named.iter().any(|mention| mention.hostile) && !s.has(at, Flags::JOINING) {
            let against = leads && s.any(at, &["to", "from", "by"]);
            return against.then(|| self.made(start, end, ADVERSARY)).flatten();
        }
        if self.own(&named) && !self.refuses {
            return None;
        }
        let people = self.heads(start, end, Flags::AGENT | Flags::PEOPLE) && s.pos(start) != Pos::Pronoun;
        let thing = self.heads(start, end, Flags::THING);
        // "in accordance with the Charter", "families with young children" are no partnerships.
        let measured = at > 0 && s.has(at - 1, Flags::MEASURED | Flags::PEOPLE);
        if leads && s.has(at, Flags::JOINING) && !measured && (people || !named.is_empty() && !thing) {
            return self.made(start, end, PARTNER);
        }
        if s.is(at, "to") && before(Flags::PROTOCOL) && !named.is_empty() {
            // "a trip to the US"
            return self.made(start, end, PARTNER);
        }
        let gives = s.is(at, "to") || s.is(at, "for") || s.has(at, Flags::HELPING);
        let within = s.any(at, &["in", "of"]) && (at.saturating_sub(2)..at).any(|k| s.has(k, Flags::HELPING));
        if (leads && gives && (people || !named.is_empty() && !thing)) || within && !named.is_empty() {
            return self.made(start, end, BENEFICIARY);
        }
        None
    }

    /// Behind the noun phrase that begins at word `start`: its nouns, what belongs to them, and others joined to it.
    fn phrase(&self, start: usize) -> usize {
        let s = self.s;
        let (mut at, mut end, limit) = (start, start, self.to.min(start + REACH));
        while at < limit {
            let next = || s.pos(at + 1);
            if s.deadline_at(at).is_some() {
                break;
            }
            match s.pos(at) {
                Pos::Noun | Pos::Name | Pos::Number => end = at + 1,
                // "its member states": a verb does not end a content.
                Pos::Present if end == at && end > start && at + 1 == self.to => end = at + 1,
                Pos::Pronoun if at == start => return at + 1,
                Pos::Determiner | Pos::Possessive | Pos::Adjective | Pos::Genitive => {}
                Pos::Participle | Pos::Gerund
                    if at > end.max(start) && matches!(next(), Pos::Noun | Pos::Name | Pos::Adjective) => {}
                Pos::Adverb if matches!(next(), Pos::Adjective | Pos::Participle) => {}
                Pos::Preposition if end == at && end > start && s.is(at, "of") => {}
                // "Japan and its allies", "nuclear and missile threats".
                Pos::Conjunction if at > start && !s.verb(at + 1) => {}
                Pos::Punct if s.word(at) == "-" => {}
                Pos::Punct if end == at && s.word(at) == "(" && s.word(at + 2) == ")" => {
                    at += 2;
                    end = at + 1;
                }
                _ => break,
            }
            at += 1;
        }
        end.min(limit)
    }

    fn named(&self, start: usize, end: usize) -> Vec<&Mention> {
        self.mentions.iter().filter(|mention| start <= mention.at && mention.at < end).collect()
    }

    /// Whether all of those named act themselves.
    fn own(&self, named: &[&Mention]) -> bool {
        !named.is_empty() && named.iter().all(|mention| self.actors.contains(&mention.label))
    }

    /// Whether a head of the phrase has one of `flags`.
    fn heads(&self, start: usize, end: usize, flags: u64) -> bool {
        let s = self.s;
        s.heads(start, end).into_iter().any(|head| {
            // "Minister Duval": the office tells what the name is.
            s.has(head, flags) || s.pos(head) == Pos::Name && head > start && s.has(head - 1, flags)
        })
    }

    fn made(&self, start: usize, end: usize, role: &'static str) -> Option<Target> {
        if end <= start {
            return None;
        }
        let mut names: Vec<String> = Vec::new();
        for mention in self.named(start, end) {
            if !names.contains(&mention.label) {
                names.push(mention.label.clone());
            }
        }
        Some(Target { place: Place::of(self.s.span(start, end)), role, names })
    }
}
