//! What is bound to be done: where a content begins, where it ends, and what is coordinated in it.

use super::clause::REACH;
use super::lexicon::{Flags, Table};
use super::words::{Pos, Sentence};

/// The form of the verb that opens a content: what a coordinated action must share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Infinitive,
    Gerund,
    Nominal,
}

const CONJUNCTIONS: &[&str] = &["and", "or", "but", "while", "whereas", "yet", "then"];
const CONCESSIONS: &[&str] = &["although", "though", "whereas", "because"];

/// Words that join or part clauses, each with its flag: most words are none of them, and the lexicon is asked about every
/// word in any case.
pub(crate) fn joints() -> impl Iterator<Item = (&'static str, u64)> {
    let words = [CONJUNCTIONS, CONCESSIONS, &["to", "which", "that"]].concat();
    words.into_iter().map(|word| (word, Flags::JOINT))
}

impl Sentence<'_> {
    /// Verb of the form at `i`, adverbs skipped: its place.
    pub fn form_at(&self, i: usize, form: Form) -> Option<usize> {
        let mut at = i;
        while at < self.len() && at < i + 4 && (self.adverb(at) || self.quote(at)) {
            at += 1;
        }
        let fits = match form {
            Form::Infinitive => {
                self.pos(at) == Pos::Base
                    || self.pos(at) == Pos::Present
                        && !self.word(at).ends_with('s')
                        && at > 0
                        && self.is(at - 1, "to")
            }
            Form::Gerund => self.pos(at) == Pos::Gerund,
            Form::Nominal => false,
        };
        fits.then_some(at)
    }

    /// Whether a clause with its own subject and finite verb begins at `i`.
    fn clause_at(&self, i: usize) -> bool {
        if !(matches!(
            self.pos(i),
            Pos::Determiner
                | Pos::Pronoun
                | Pos::Name
                | Pos::Noun
                | Pos::Possessive
                | Pos::Adjective
                | Pos::Number
        )) {
            return false;
        }
        let limit = (i + 14).min(self.len());
        let mut at = i;
        while at < limit {
            // "its member states": a noun for the tagger's verb.
            if self.finite(at) && !self.has(at, Flags::AGENT) {
                return at > i;
            }
            // "the capabilities it needs": a noun with its relative clause, no clause of its own.
            if at > i && matches!(self.pos(at), Pos::Pronoun) && self.noun(at - 1) {
                return false;
            }
            let nominal = self.noun(at)
                || matches!(
                    self.pos(at),
                    Pos::Determiner
                        | Pos::Pronoun
                        | Pos::Adjective
                        | Pos::Number
                        | Pos::Genitive
                        | Pos::Possessive
                        | Pos::Adverb
                )
                || self.any(at, &["of", "and", "in"])
                || self.pos(at) == Pos::Punct && matches!(self.word(at), "(" | ")" | "-");
            if !nominal {
                return false;
            }
            at += 1;
        }
        false
    }

    /// The contents that begin with the verb (or noun phrase) at `from`: the first, and one for each coordinated action with
    /// its own object. Each is a range of words. `gerunds`: after a noun phrase an -ing may go on the list.
    pub fn contents(&self, from: usize, form: Form, gerunds: bool) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut start = from;
        let mut i = from;
        let mut inner = false;
        let mut object = false;
        let mut relative = false;
        // No content of official prose is longer; a text without stops still costs linear time.
        let limit = self.len().min(from + 3 * REACH);
        let mut verb_seen = form == Form::Nominal;
        while i < limit {
            let word = self.word(i);
            if word == ";" && form != Form::Nominal {
                // "to (1) modify ...; and (2) adopt ...": a list of actions goes on behind the semicolon.
                let mut next = i + 1 + usize::from(self.any(i + 1, &["and", "or"]));
                let numbered = self.word(next) == "(";
                next = self.skip(next);
                let to = usize::from(self.is(next, "to"));
                if let Some(verb) = self.form_at(next + to, form).filter(|_| numbered || to == 1) {
                    found.push((start, i));
                    start = next + to;
                    i = verb + 1;
                    (inner, object, relative) = (false, false, false);
                    continue;
                }
            }
            if matches!(word, ";" | ":") || matches!(word, "." | "!" | "?" | "...") && self.ends_here(i) {
                break;
            }
            if matches!(word, "—" | "–" | "--")
                && (self.clause_at(i + 1) || self.any(i + 1, &["and", "but", "a", "an", "which"]))
            {
                break;
            }
            if matches!(word, "(") {
                i = self.close_bracket(i).unwrap_or(i) + 1;
                continue;
            }
            if matches!(word, "”" | "\"") && i > start && self.reporting_after(i + 1) {
                break;
            }
            let comma = self.comma(i);
            let joint = self.has(i, Flags::JOINT);
            let conj = joint && self.any(i, CONJUNCTIONS);
            // "search and rescue": two nouns that look like verbs.
            if conj && i > 0 && self.listed(i - 1, Table::Binomial) {
                i += 2;
                continue;
            }
            if comma || conj {
                if self.reporting_after(i + 1) && comma {
                    break;
                }
                let mut next = i + 1;
                if comma
                    && (self.pos(next) == Pos::Conjunction
                        || self.any(next, &["while", "whereas", "but", "yet"]))
                {
                    next += 1;
                }
                let sided = self.any(next - 1, &["but", "while", "whereas", "yet"]);
                let wide =
                    comma && self.any(i + 1, &["as"]) && self.is(i + 2, "well") && self.is(i + 3, "as");
                if wide {
                    next = i + 4;
                }
                let to = self.is(next, "to") || self.is(next, "not") && self.is(next + 1, "to");
                let bare = if to { next + 1 + usize::from(self.is(next, "not")) } else { next };
                if form != Form::Nominal
                    && let Some(verb) = self.form_at(bare, form)
                {
                    let really = conj || next > i + 1 || wide || self.lists(next, form, to);
                    let splits = object
                        && really
                        && !sided
                        && match form {
                            Form::Infinitive => (!inner || (to && comma)) && !relative,
                            Form::Gerund => !to && !inner && !relative,
                            Form::Nominal => false,
                        };
                    if splits {
                        found.push((start, i));
                        start = bare;
                        i = verb;
                        inner = false;
                        object = false;
                        i += 1;
                        continue;
                    }
                }
                if sided && (comma || self.clause_at(next))
                    || self.any(next, &["if", "unless"]) && (conj || next > i + 1)
                {
                    break;
                }
                // "and reaffirm a shared commitment", "and the US's commitment to": another bond begins.
                let act = self.skip(next);
                if conj
                    && act > i
                    && form != Form::Infinitive
                    && self.has(act, Flags::CARRIER | Flags::VERBAL)
                    && self.pos(act) == Pos::Base
                    || (conj || next > i + 1) && self.bond_at(next)
                {
                    break;
                }
                if gerunds
                    && form == Form::Nominal
                    && (conj || next > i + 1)
                    && object
                    && self.pos(act) == Pos::Gerund
                    && matches!(
                        self.pos(act + 1),
                        Pos::Determiner
                            | Pos::Possessive
                            | Pos::Noun
                            | Pos::Name
                            | Pos::Adjective
                            | Pos::Participle
                            | Pos::Preposition
                    )
                    || gerunds
                        && form == Form::Nominal
                        && (conj || next > i + 1)
                        && object
                        && self.pos(act) == Pos::Gerund
                        && self.quote(act + 2)
                {
                    found.push((start, i));
                    start = act;
                    i = act + 1;
                    continue;
                }
                if self.finite(self.skip(next))
                    && !relative
                    && (object || comma)
                    && (conj || next > i + 1)
                    && !self.any(next, &["which", "that", "who"])
                {
                    break;
                }
                if self.clause_at(next) && (comma || conj) && !relative {
                    break;
                }
                if comma && self.speaking_gerund(next) {
                    break;
                }
            } else if joint
                && (self.any(i, CONCESSIONS)
                    || self.is(i, "while")
                        && i > start
                        && (self.clause_at(i + 1) || self.pos(i + 1) == Pos::Gerund))
            {
                break;
            }
            if i > start
                && object
                && joint
                && self.is(i, "to")
                && self.form_at(i + 1, Form::Infinitive).is_some()
                && form == Form::Infinitive
            {
                inner = true;
            }
            if form == Form::Gerund
                && i > start
                && self.pos(i) == Pos::Gerund
                && verb_seen
                && i > 0
                && matches!(self.pos(i - 1), Pos::Preposition)
            {
                inner = true;
            }
            if joint && self.is(i, "which") && i > start + 2 && self.tells(i + 1) {
                break;
            }
            if self.pos(i) == Pos::Wh
                || joint && self.is(i, "that") && i > start && self.noun(i.saturating_sub(1))
            {
                relative = true;
            }
            if comma {
                relative = false;
            }
            if verb_seen && (self.noun(i) || matches!(self.pos(i), Pos::Pronoun | Pos::Number)) {
                object = true;
            }
            if self.verb(i) {
                verb_seen = true;
            }
            i += 1;
        }
        if i > start {
            found.push((start, i));
        }
        for (_, end) in &mut found {
            while *end > 0
                && (self.comma(*end - 1)
                    || self.quote(*end - 1)
                    || matches!(self.word(*end - 1), "." | "-" | "–" | "—" | "--")
                    || self.any(*end - 1, &["and", "also"]))
            {
                *end -= 1;
            }
        }
        found.retain(|(start, end)| start < end);
        found
    }

    /// Whether a comma list of verbs of `form` that goes on at `next` is closed by a conjunction and one more such verb.
    fn lists(&self, next: usize, form: Form, to: bool) -> bool {
        let limit = (next + 40).min(self.len());
        (next..limit).any(|i| {
            self.any(i, &["and", "or"])
                && i > next
                && (!to || self.is(i + 1, "to"))
                && self.form_at(i + 1 + usize::from(self.is(i + 1, "to")), form).is_some()
        })
    }

    /// Whether a noun phrase with the noun of a bond begins at `i`: "the US's commitment to".
    fn bond_at(&self, i: usize) -> bool {
        let limit = (i + 8).min(self.len());
        for k in i..limit {
            if self.has(k, Flags::BOND) && self.pos(k) == Pos::Noun && self.is(k + 1, "to") {
                return true;
            }
            if !(self.noun(k)
                || matches!(
                    self.pos(k),
                    Pos::Determiner | Pos::Possessive | Pos::Adjective | Pos::Genitive | Pos::Participle
                ))
            {
                return false;
            }
        }
        false
    }

    /// Whether the relative clause behind `which` tells what was: its first verb is in the past.
    fn tells(&self, i: usize) -> bool {
        let limit = (i + 9).min(self.len());
        (i..limit).find(|&k| self.finite(k)).is_some_and(|k| self.pos(k) == Pos::Past)
    }

    /// Whether the stop at `i` ends the sentence: nothing but marks follow.
    fn ends_here(&self, i: usize) -> bool {
        (i + 1..self.len())
            .all(|k| self.quote(k) || matches!(self.word(k), ")" | "]" | "." | "!" | "?" | "..."))
    }

    fn close_bracket(&self, open: usize) -> Option<usize> {
        let limit = (open + 60).min(self.len());
        (open..limit).find(|&i| self.word(i) == ")")
    }

    /// Whether "the minister said" or "according to" stands at `i`.
    pub fn reporting_after(&self, i: usize) -> bool {
        if self.is(i, "according") {
            return true;
        }
        let mut at = i;
        while self.quote(at) && at < self.len() {
            at += 1;
        }
        let said = |k: usize| {
            self.any(
                k,
                &[
                    "said",
                    "says",
                    "added",
                    "told",
                    "explained",
                    "noted",
                    "stressed",
                    "stated",
                    "reported",
                    "saying",
                    "wrote",
                    "announced",
                ],
            )
        };
        if said(at) {
            return true;
        }
        if self.noun(at) || matches!(self.pos(at), Pos::Determiner | Pos::Pronoun) {
            let limit = (at + 10).min(self.len());
            let mut k = at;
            while k < limit {
                if said(k) {
                    return k > at;
                }
                if !(self.noun(k)
                    || matches!(
                        self.pos(k),
                        Pos::Determiner | Pos::Pronoun | Pos::Adjective | Pos::Genitive | Pos::Adverb
                    )
                    || self.is(k, "of"))
                {
                    return false;
                }
                k += 1;
            }
        }
        false
    }

    fn speaking_gerund(&self, i: usize) -> bool {
        let at = self.skip(i);
        self.pos(at) == Pos::Gerund
            && self.any(
                at,
                &[
                    "noting",
                    "stressing",
                    "saying",
                    "adding",
                    "underscoring",
                    "emphasizing",
                    "reaffirming",
                    "affirming",
                    "reiterating",
                    "recognizing",
                    "citing",
                    "recalling",
                    "welcoming",
                    "acknowledging",
                    "agreeing",
                    "pledging",
                    "calling",
                    "urging",
                    "highlighting",
                    "committing",
                    "vowing",
                    "promising",
                    "confirming",
                    "expressing",
                    "planning",
                    "warning",
                ],
            )
    }
}
