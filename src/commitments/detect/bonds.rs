//! Nouns that name a bond, with or without a verb that brings it on: rules 2 and 5 of the guideline.

use super::super::clause::Doer;
use super::super::compiled::Entry;
use super::super::contents::Form;
use super::super::frame::Frame;
use super::super::lexicon::Flags;
use super::super::record::{Candidate, Draft};
use super::super::words::Pos;
use super::{Fit, Kind, One};

impl One<'_> {
    /// A noun that names a bond, with or without a verb that brings it on.
    pub(super) fn bond(&self, i: usize, entry: &Entry, frame: Frame, fit: &Fit) -> Vec<Candidate> {
        let s = self.s;
        let id = entry.row.id.as_str();
        let no = |rule, reason: &str, blocker| vec![self.near(i, fit.trigger_end, rule, reason, blocker, id)];
        // The noun phrase to the left: modifiers, possessor.
        let mut start = i;
        let floor = i.saturating_sub(25);
        let mut possessor: Option<(usize, usize)> = None;
        let mut modifiers = i;
        while start > floor {
            let p = start - 1;
            match s.pos(p) {
                Pos::Adjective | Pos::Participle
                    if s.pos(p) == Pos::Adjective
                        || start == i
                        || s.pos(start) == Pos::Adjective
                        || s.noun(start) =>
                {
                    start = p
                }
                Pos::Adverb if s.pos(start) == Pos::Adjective => start = p,
                Pos::Noun | Pos::Name => {
                    start = p;
                    if s.pos(p) == Pos::Noun || s.word(p).starts_with(char::is_uppercase) {
                        modifiers = p;
                    }
                }
                Pos::Possessive => {
                    possessor = Some((p, p + 1));
                    start = p;
                    break;
                }
                Pos::Genitive => {
                    let from = s.phrase_before(p).unwrap_or(p);
                    possessor = Some((from, p));
                    start = from;
                    break;
                }
                Pos::Determiner => {
                    start = p;
                    break;
                }
                Pos::Conjunction
                    if s.pos(start) == Pos::Adjective && p > 0 && s.pos(p - 1) == Pos::Adjective =>
                {
                    start = p
                }
                Pos::Punct
                    if (s.comma(p)
                        && s.pos(start) == Pos::Adjective
                        && p > 0
                        && s.pos(p - 1) == Pos::Adjective)
                        || (s.word(p) == "-" || s.quote(p)) && start > p =>
                {
                    start = p
                }
                _ => break,
            }
        }
        if possessor.is_none() {
            // "the commitment of X", "commitment by X": after the noun; "the U.S. commitment": a name before it.
            if s.any(i + 1, &["of", "by"]) && fit.content > i + 3 {
                let end = (i + 2..fit.content).find(|&k| s.is(k, "to")).unwrap_or(fit.content);
                possessor = Some((i + 2, end));
            } else if let Some(name) = (start..i).find(|&k| s.pos(k) == Pos::Name) {
                let mut end = name + 1;
                while end < i && s.pos(end) == Pos::Name {
                    end += 1;
                }
                possessor = Some((name, end));
                modifiers = modifiers.max(end).min(i);
            }
        } else if let Some((_, end)) = possessor {
            modifiers = (end..i).find(|&k| s.pos(k) == Pos::Noun && !s.any(k, &["part"])).map_or(i, |_| {
                (end..i)
                    .rev()
                    .take_while(|&k| {
                        s.noun(k)
                            || s.pos(k) == Pos::Adjective
                                && k > end
                                && s.noun(k + 1)
                                && !s.has(k, Flags::BOND_BOOSTER)
                    })
                    .last()
                    .unwrap_or(i)
            });
        }
        // The verb that governs the noun phrase.
        let verb_floor = start.saturating_sub(18);
        let governor = (verb_floor..start).rev().find(|&k| {
            (s.verb(k)
                && !s.auxiliary(k)
                && !(s.pos(k) == Pos::Participle
                    && s.noun(k + 1)
                    && s.pos(k.wrapping_sub(1)) == Pos::Determiner))
                || s.word(k) == ";"
        });
        let governor = governor.filter(|&g| s.word(g) != ";");
        // "reaffirm a willingness to X and the US's commitment to Y": both hang on the one verb.
        let shared = (start > 0 && s.any(start - 1, &["and"]))
            .then(|| {
                (start.saturating_sub(40)..start)
                    .rev()
                    .find(|&k| s.verb(k) && self.carrier(k).is_some_and(|c| c.row.renew))
            })
            .flatten();
        let governor = shared.or(governor);
        let carrier = governor.and_then(|g| self.carrier(g).map(|entry| (g, entry)));
        if let Some((blocker, _)) = governor.and_then(|g| self.blocker(g)) {
            let own_need = carrier.is_some_and(|(_, c)| c.row.need) && id == "n-need";
            if !own_need {
                return no("under-blocker", &blocker.row.reason, governor);
            }
        }
        let boosted = (start..i).any(|k| s.has(k, Flags::BOND_BOOSTER));
        let renew = carrier.is_some_and(|(_, c)| c.row.renew || c.row.firm && boosted);
        if entry.row.renew_only && !(renew && boosted) {
            return Vec::new();
        }
        if frame == Frame::Bare && !renew {
            return Vec::new();
        }
        if frame == Frame::Bare
            && s.any(i + 1, &["under", "made", "reflected", "in", "as", "that"])
            && !s.is(i + 1, "in")
        {
            return no("named-bond", "recalled_agreement_no_content", None);
        }
        let doer = carrier.map(|(g, _)| s.doer(g));
        if let Some(Doer::Own(a, b) | Doer::Inherited(a, b)) = doer {
            match self.kind(a, b) {
                // "This shows X's will to respond": the bond is X's.
                Kind::Thing
                    if possessor.is_some_and(|(p, _)| s.pos(p) != Pos::Possessive)
                        && fit.form == Form::Infinitive => {}
                Kind::Thing => return no("thing", "value_or_importance", Some(s.head(a, b))),
                Kind::Adversary => return no("adversary", "adversary_action", Some(a)),
                Kind::Agent => {}
            }
        }
        if let Some((a, b)) = possessor
            && s.pos(a) != Pos::Possessive
            && (self.adversary)(s, a, b)
        {
            return no("adversary", "adversary_action", Some(a));
        }
        let share = carrier.is_some_and(|(_, c)| c.row.id == "c-share") && boosted;
        if id == "n-need" {
            let collective = doer.and_then(Doer::span).is_some_and(|(a, b)| self.several(a, b));
            let need = carrier.is_some_and(|(_, c)| c.row.need);
            if !(need && collective) || (start..i).any(|k| s.any(k, &["critical", "urgent"])) {
                let reason = if governor.is_some_and(|g| s.any(g, &["recognize", "recognized", "recognizes"]))
                {
                    "acknowledgement"
                } else {
                    "obligation_on_other"
                };
                return no("need-of-others", reason, governor);
            }
        }
        if matches!(fit.form, Form::Nominal) && frame == Frame::ToNoun {
            let head = s.head(fit.content, s.phrase_end(fit.content));
            if s.any(head, &["values", "principles", "ideals", "value"])
                || (fit.content..=head).any(|k| s.any(k, &["values", "principles"]))
            {
                return no("value", "value_or_importance", Some(head));
            }
            if !(renew
                || share
                || self.setting.heading
                || carrier.is_some() && boosted && possessor.is_some())
            {
                return no("bare-bond", "value_or_importance", governor);
            }
        }
        if carrier.is_none() {
            let action = matches!(fit.form, Form::Infinitive | Form::Gerund);
            if !(entry.row.alone && possessor.is_some() && action) {
                return no("no-bearer", "recalled_agreement_no_content", governor);
            }
            if entry.row.class == "WILLINGNESS"
                && s.is(i, "will")
                && governor.is_some_and(|g| s.any(g, &["test", "testing", "tested"]))
            {
                return no("will-as-object", "adversary_action", governor);
            }
            if governor.is_some_and(|g| {
                s.any(
                    g,
                    &[
                        "deliver",
                        "delivered",
                        "doubt",
                        "question",
                        "lack",
                        "undermine",
                        "reflect",
                        "reflects",
                        "fulfill",
                    ],
                )
            }) {
                return no("about-a-bond", "value_or_importance", governor);
            }
        }
        if matches!(id, "n-plan" | "n-plans" | "n-agreement" | "n-decision") && !self.setting.heading {
            let brought = carrier.is_some_and(|(_, c)| {
                matches!(
                    c.row.id.as_str(),
                    "c-announce" | "c-reaffirm" | "c-confirm" | "c-reach" | "c-reiterate" | "c-declare"
                )
            });
            if !brought {
                return no("named-plan", "description_or_elaboration", governor);
            }
        }
        let perfect =
            carrier.is_some_and(|(g, _)| (s.group(g)..g).any(|k| s.any(k, &["has", "have", "had"])));
        let class = if renew && matches!(entry.row.class.as_str(), "PLEDGE" | "REAFFIRM") {
            "REAFFIRM"
        } else {
            entry.row.class.as_str()
        };
        let mut draft = Draft::new(
            class,
            (i, fit.trigger_end),
            if renew {
                "bond-renewed"
            } else if carrier.is_some() {
                "bond-carried"
            } else {
                "bond-alone"
            },
            id,
            false,
        );
        draft.entries.extend(carrier.map(|(_, c)| c.row.id.clone()));
        draft.second = carrier.map(|(g, _)| (g, g + 1));
        if entry.row.renew_only
            && let Some((g, _)) = carrier
        {
            draft.second = Some(draft.trigger);
            draft.trigger = (g, g + 1);
        }
        draft.nominal = true;
        draft.negative = fit.negative;
        draft.performative = carrier.is_some();
        draft.past = carrier.is_some_and(|(g, _)| s.pos(g) == Pos::Past) && !perfect;
        draft.participial = carrier.is_some_and(|(g, _)| s.pos(g) == Pos::Gerund && s.group(g) == g);
        draft.bond_span = Some((start, i));
        draft.status = match class {
            "REAFFIRM" => None,
            "PLAN" => Some("planned"),
            "AGREE" => None,
            _ if renew || carrier.is_none() || class == "WILLINGNESS" || class == "DECIDE" => {
                Some("reaffirmed")
            }
            _ => None,
        };
        draft.doer = match (possessor, doer) {
            // "their commitment" under a subject of its own: the subject.
            (Some((a, _)), Some(d))
                if s.pos(a) == Pos::Possessive && d.span().is_some() && !s.any(a, &["your"]) =>
            {
                d
            }
            (Some((a, b)), _) => Doer::Own(a, b),
            (None, Some(d)) => d,
            (None, None) => Doer::Elided,
        };
        draft.possessor = possessor.is_some_and(|(a, _)| s.pos(a) != Pos::Possessive);
        draft.clause_start = match doer {
            Some(Doer::Own(a, _)) => a,
            _ => carrier.map_or(start, |(g, _)| g),
        };
        if carrier.is_none() {
            draft.clause_start = start;
        }
        let compound = modifiers < i && frame != Frame::ToVerb && frame != Frame::ToGerund;
        if frame == Frame::Bare || compound {
            let contents = s.contents(i, Form::Nominal, false);
            let end = contents.first().map_or(i + 1, |c| c.1);
            // "the combined defense commitment, in keeping with the treaty": the noun phrase alone.
            let end = if frame == Frame::Bare { self.phrase_stop(i + 1, end) } else { end };
            let from = if compound { modifiers } else { start };
            draft.content = (from, end);
            return vec![self.record(draft)];
        }
        self.spread(draft, fit.content, fit.form, false)
    }

    /// The end of a noun phrase from `i`, no later than `end`: the first comma or finite verb.
    pub(super) fn phrase_stop(&self, i: usize, end: usize) -> usize {
        (i..end).find(|&k| self.s.comma(k) || self.s.finite(k)).unwrap_or(end)
    }
}
