//! What follows a trigger: the frames of the lexicon.

use super::super::contents::Form;
use super::super::frame::Frame;
use super::super::lexicon::Flags;
use super::super::words::Pos;
use super::{Fit, One};

impl One<'_> {
    /// What follows word `after` if it is `frame`.
    pub(super) fn fit(&self, i: usize, after: usize, frame: Frame) -> Option<Fit> {
        let s = self.s;
        let j = s.skip(after);
        let noun_at = |k: usize| {
            s.noun(k)
                || matches!(s.pos(k), Pos::Determiner | Pos::Possessive | Pos::Adjective | Pos::Number)
                || matches!(s.word(k), "$" | "€" | "£" | "¥" | "US$")
                || s.pos(k) == Pos::Participle && s.noun(k + 1)
        };
        let make = |content, form, trigger_end| Some(Fit { content, form, trigger_end, negative: false });
        match frame {
            Frame::Verb => {
                let mut k = after;
                let mut negative = false;
                let limit = (after + 30).min(s.len());
                while k < limit {
                    if s.has(k, Flags::NEGATION) {
                        negative = true;
                    } else if !(s.adverb(k) || s.quote(k)) {
                        break;
                    }
                    k += 1;
                    if s.word(k) == "(" && s.word(k + 2) == ")" {
                        k += 3;
                    }
                }
                if s.comma(k) {
                    // "shall, within 90 days of the date, issue"
                    let close = (k + 1..(k + 25).min(s.len())).find(|&c| {
                        s.comma(c)
                            && (s.pos(s.skip(c + 1)) == Pos::Base
                                || s.pos(c + 1) == Pos::Noun && s.pos(c + 2) == Pos::Determiner)
                    })?;
                    k = s.skip(close + 1);
                }
                if !(s.pos(k) == Pos::Base
                    || s.pos(k) == Pos::Present
                    || s.pos(k) == Pos::Noun
                        && (k == after && s.noun(k + 1)
                            || k > after && matches!(s.pos(k + 1), Pos::Determiner | Pos::Possessive)))
                {
                    return None;
                }
                Some(Fit { content: k, form: Form::Infinitive, trigger_end: after, negative })
            }
            Frame::ToVerb => self.to_verb(j),
            Frame::ToVerbLater => {
                if let Some(fit) = self.to_verb(j) {
                    return Some(fit);
                }
                // "work with partners to", "work together to", "work closely with X and Y to"
                let limit = (after + 22).min(s.len());
                let to = (after..limit)
                    .take_while(|&k| {
                        !s.finite(k) && !s.comma(k) && s.word(k) != ";" && s.pos(k) != Pos::Gerund
                    })
                    .find(|&k| s.is(k, "to") && s.pos(s.skip(k + 1)) == Pos::Base)?;
                self.to_verb(to).map(|fit| Fit { trigger_end: after, ..fit })
            }
            Frame::OwnToVerb => {
                let limit = (after + 14).min(s.len());
                let to = (after..limit).find(|&k| s.is(k, "to") && s.pos(s.skip(k + 1)) == Pos::Base)?;
                let own = (after..to).any(|k| s.has(k, Flags::OWN));
                let foreign = (after..to).any(|k| s.finite(k) || s.comma(k));
                (own && !foreign && noun_at(after)).then_some(())?;
                self.to_verb(to).map(|fit| Fit { trigger_end: i + 1, ..fit })
            }
            Frame::ToGerund => {
                (s.is(j, "to") || s.is(j, "for") && s.pos(j + 1) == Pos::Gerund).then_some(())?;
                let k = s.skip(j + 1);
                (s.pos(k) == Pos::Gerund && !(s.noun(k + 1) && s.pos(k + 1) == Pos::Genitive))
                    .then_some(())?;
                make(self.adverbs(j + 1, k), Form::Gerund, j + 1)
            }
            Frame::ToNoun => {
                s.is(j, "to").then_some(())?;
                let k = s.skip(j + 1);
                (noun_at(k) && s.pos(k) != Pos::Base).then_some(())?;
                make(k, Form::Nominal, j + 1)
            }
            Frame::OnNoun => {
                s.any(j, &["on", "for", "about", "with", "upon", "over"]).then_some(())?;
                let k = s.skip(j + 1);
                if s.pos(k) == Pos::Gerund {
                    return make(k, Form::Gerund, j + 1);
                }
                noun_at(k).then_some(())?;
                make(k, Form::Nominal, j + 1)
            }
            Frame::OnGerund | Frame::ForGerund | Frame::OfGerund => {
                let words: &[&str] = match frame {
                    Frame::OnGerund => &["on", "upon"],
                    Frame::ForGerund => &["for"],
                    _ => &["of"],
                };
                s.any(j, words).then_some(())?;
                let k = s.skip(j + 1);
                (s.pos(k) == Pos::Gerund).then_some(())?;
                make(k, Form::Gerund, j + 1)
            }
            Frame::OnPlan => {
                s.any(j, &["on", "upon"]).then_some(())?;
                let k = s.skip(j + 1);
                let end = s.phrase_end(k);
                let head = s.head(k, end);
                if s.is(head, "need") {
                    return self.to_verb(s.skip(head + 1));
                }
                let course = s.any(
                    head,
                    &[
                        "plan",
                        "plans",
                        "roadmap",
                        "measures",
                        "steps",
                        "package",
                        "schedule",
                        "timetable",
                        "arrangements",
                        "establishment",
                        "expansion",
                        "creation",
                        "launch",
                        "deployment",
                        "resumption",
                        "extension",
                        "withdrawal",
                        "ceasefire",
                        "reduction",
                        "increase",
                        "cooperation",
                        "exchange",
                    ],
                );
                (noun_at(k) && course).then_some(())?;
                make(k, Form::Nominal, j + 1)
            }
            Frame::ForNoun => {
                s.is(j, "for").then_some(())?;
                let k = s.skip(j + 1);
                if s.pos(k) == Pos::Gerund {
                    return make(k, Form::Gerund, j + 1);
                }
                noun_at(k).then_some(())?;
                make(k, Form::Nominal, j + 1)
            }
            Frame::Noun => {
                let k = s.skip(after);
                (noun_at(k) && !s.is(k, "that") && k < s.len()).then_some(())?;
                make(k, Form::Nominal, after)
            }
            Frame::Gerund => {
                (s.pos(j) == Pos::Gerund).then_some(())?;
                make(self.adverbs(after, j), Form::Gerund, after)
            }
            Frame::Announced => {
                let k = s.skip(after);
                (noun_at(k) && !s.is(k, "that") && !self.time(k)).then_some(())?;
                make(k, Form::Nominal, after)
            }
            Frame::PersonOf => {
                let of = (after..(after + 6).min(s.len())).find(|&k| s.is(k, "of"))?;
                (of > after && noun_at(of + 1)).then_some(())?;
                make(s.skip(of + 1), Form::Nominal, after)
            }
            Frame::That
            | Frame::Bare
            | Frame::Progressive
            | Frame::HeadlineTo
            | Frame::BeTo
            | Frame::DeckNoun => None,
        }
    }

    pub(super) fn time(&self, k: usize) -> bool {
        self.s.deadline_at(k).is_some()
    }

    /// "to" + verb at `j`, with "not" and list numbers between.
    pub(super) fn to_verb(&self, mut j: usize) -> Option<Fit> {
        let s = self.s;
        let mut negative = false;
        if let Some(end) = s.deadline_at(j) {
            j = s.skip(end);
        }
        if s.is(j, "in") && s.is(j + 1, "principle") {
            j = s.skip(j + 2);
        }
        // ", in principle, to"; "with X to" is left to `to_verb_later`.
        if s.comma(j) {
            let close = (j + 1..(j + 10).min(s.len())).find(|&k| s.comma(k))?;
            j = s.skip(close + 1);
        }
        if s.has(j, Flags::NEGATION) && s.is(j + 1, "to") {
            negative = true;
            j += 1;
        }
        s.is(j, "to").then_some(())?;
        let mut k = s.skip(j + 1);
        if s.has(k, Flags::NEGATION) {
            negative = true;
            k = s.skip(k + 1);
        }
        if s.is(k, "and") && s.adverb(k - 1) && s.adverb(k + 1) {
            k = s.skip(k + 1);
        }
        let verb = s.pos(k) == Pos::Base
            || s.pos(k) == Pos::Present
            || s.pos(k) == Pos::Noun
                && !s.has(k, Flags::THING)
                && (s.pos(k + 1) == Pos::Determiner || s.pos(k + 1) == Pos::Possessive);
        let split_verb = s.pos(k) == Pos::Adverb && s.pos(k + 1) == Pos::Base;
        (verb || split_verb).then_some(())?;
        Some(Fit { content: self.adverbs(j + 1, k), form: Form::Infinitive, trigger_end: j + 1, negative })
    }

    /// The first word between `from` and the verb at `verb` that belongs to the content: adverbs do, marks and numbers do not.
    pub(super) fn adverbs(&self, from: usize, verb: usize) -> usize {
        let s = self.s;
        let mut at = verb;
        while at > from
            && (s.adverb(at - 1) || s.is(at - 1, "and") && s.adverb(at - 2))
            && !s.any(at - 1, &["also", "now", "not"])
            && !s.has(at - 1, Flags::NEGATION)
        {
            at -= 1;
        }
        at
    }

    /// What follows a bond noun.
    pub(super) fn bond_fit(&self, i: usize, end: usize, frame: Frame) -> Option<Fit> {
        let s = self.s;
        if frame == Frame::Bare {
            return Some(Fit { content: i, form: Form::Nominal, trigger_end: end, negative: false });
        }
        if let Some(fit) = self.fit(i, end, frame) {
            return Some(fit);
        }
        if s.is(end, "of") && frame == Frame::ToNoun {
            let stop = s.phrase_end(end + 1).min(end + 10);
            let to = (end + 2..stop).find(|&k| s.is(k, "to") && s.pos(s.skip(k + 1)) != Pos::Base)?;
            return Some(Fit { content: to + 1, form: Form::Nominal, trigger_end: end, negative: false });
        }
        // "the commitment by X to", "the intention of X to", "the will of the alliance to"
        if s.any(end, &["by", "of"]) && matches!(frame, Frame::ToVerb) {
            let limit = (end + 25).min(s.len());
            let to = (end + 1..limit)
                .take_while(|&k| !s.finite(k) && !s.comma(k))
                .find(|&k| s.is(k, "to") && s.pos(s.skip(k + 1)) == Pos::Base)?;
            let fit = self.to_verb(to)?;
            return Some(Fit { trigger_end: end, ..fit });
        }
        None
    }
}
