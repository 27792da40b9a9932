//! will, would, shall: rule 3 of the guideline.

use super::super::clause::{Doer, Link};
use super::super::compiled::Entry;
use super::super::contents::Form;
use super::super::lexicon::{Flags, Table};
use super::super::record::{Candidate, Draft};
use super::super::words::Pos;
use super::{Fit, Kind, One};

impl One<'_> {
    /// will, would, shall.
    pub(super) fn modal(&self, i: usize, entry: &Entry, fit: &Fit) -> Vec<Candidate> {
        let s = self.s;
        let id = entry.row.id.as_str();
        let no = |rule, reason: &str, blocker| vec![self.near(i, fit.trigger_end, rule, reason, blocker, id)];
        let doer = s.doer(i);
        let verb = s.skip(fit.content);
        let passive = s.be(verb) && {
            let next = s.skip(verb + 1);
            s.pos(next) == Pos::Participle || s.pos(next) == Pos::Past
        };
        let participle = s.skip(verb + 1);
        if s.is(i, "would")
            && s.any(verb, &["like", "love", "prefer", "rather", "mean", "appear", "seem", "note"])
        {
            return no("would-like", "hope_expressive", Some(verb));
        }
        let (start, end) = match doer {
            Doer::Relative(_, _) => {
                return no("relative", "description_or_elaboration", None);
            }
            Doer::Own(a, b) | Doer::Inherited(a, b) => (a, b),
            Doer::Elided => {
                if self.setting.heading || i == 0 {
                    (i, i)
                } else {
                    return no("no-subject", "description_or_elaboration", None);
                }
            }
        };
        let mut under = None;
        let link = if start < end { s.link(start) } else { Link::Main };
        match link {
            Link::If => return no("in-condition", "adversary_action", Some(start.saturating_sub(1))),
            Link::Side
                if s.any(start.saturating_sub(1), &["because", "since", "so", "although", "though"])
                    && !s.is(i, "would") => {}
            Link::Side => {
                return no("subordinate", "description_or_elaboration", Some(start.saturating_sub(1)));
            }
            Link::Under(g) => {
                let g = self.shared_speech(start).unwrap_or(g);
                if self.says(g) {
                    under = Some(g);
                } else if let Some((blocker, _)) = self.blocker(g) {
                    if !blocker.row.speech || s.facts().condition.is_none() {
                        return no("under-blocker", &blocker.row.reason, Some(g));
                    }
                    under = Some(g);
                } else if s.any(
                    g,
                    &["view", "views", "belief", "confidence", "hope", "expectation", "understanding"],
                ) {
                    return no("under-belief", "shared_view_or_belief", Some(g));
                } else if s.verb(g) && !s.finite(g) {
                    return no("under-verb", "description_or_elaboration", Some(g));
                } else {
                    under = Some(g);
                }
            }
            Link::Main => {}
        }
        let mut conditional = None;
        if s.is(i, "would") {
            let sentence_condition = s.facts().condition;
            let backshift = under.is_some_and(|g| {
                matches!(s.pos(g), Pos::Past | Pos::Participle | Pos::Gerund | Pos::Adjective)
                    || s.is(g, "clear")
            }) || self.speaker();
            if !backshift {
                return no("hypothetical", "warning_or_prediction", sentence_condition.map(|c| c.0));
            }
        }
        let kind = if start < end && !self.speaker_again(start, end, under) {
            self.kind(start, end)
        } else {
            Kind::Agent
        };
        if kind == Kind::Adversary && !self.hostile_passive(start, end, passive) {
            return no("adversary", "adversary_action", Some(start));
        }
        if s.is(start, "you") && end == start + 1 {
            return no("addressee", "obligation_on_other", Some(start));
        }
        let mut class = entry.row.class.clone();
        let mut rule: &'static str = if class == "PLEDGE" { "shall" } else { "will" };
        let mut status = None;
        let mut content = fit.content;
        let mut head = verb;
        let mut trigger_end = fit.trigger_end;
        // "will continue to", "will seek to": the action is what follows.
        if s.is(verb, "continue") && s.is(verb + 1, "to") {
            let next = s.skip(verb + 2);
            if s.pos(next) == Pos::Base || s.pos(next) == Pos::Present {
                status = Some("continued");
                head = next;
                content = self.adverbs(verb + 2, next);
                trigger_end = verb + 2;
            }
        } else if s.any(verb, &["continue", "remain", "maintain", "keep"]) {
            status = Some("continued");
        }
        if class == "WILL"
            && let Some(performative) = under.and_then(|g| self.bond_that(g))
        {
            class.clone_from(&performative.row.class);
        }
        let thing_passive = passive && kind != Kind::Agent;
        if thing_passive || passive && kind == Kind::Adversary {
            // "progress will be made": with such a noun the verb is light; else "made of", "made possible" describe.
            let made = s.is(participle, "made") && !s.has(s.head(start, end), Flags::LIGHT);
            let stative = made || s.has(participle, Flags::STATIVE);
            if stative {
                return no("stative-passive", "description_or_elaboration", Some(participle));
            }
            if class == "PLEDGE" && s.any(participle, &["implemented", "published"]) {
                return no("boilerplate", "description_or_elaboration", Some(participle));
            }
            let by = self.by_agent(participle);
            if by.is_some_and(|(a, b)| self.kind(a, b) == Kind::Thing)
                && s.any(participle, &["accompanied", "complemented", "supported", "funded", "financed"])
            {
                return no("by-thing", "description_or_elaboration", by.map(|b| b.0));
            }
            rule = "passive";
            let meets = (start..end).any(|k| s.has(k, Flags::EVENT))
                && s.any(participle, &["held", "attended", "hosted", "briefed", "chaired", "signed"]);
            if meets && class == "WILL" && !self.decided_here() {
                class = "PLAN".to_owned();
            }
            if s.any(start, &["any"]) && (start..end).any(|k| s.has(k, Flags::HOSTILE)) {
                conditional = Some((start, end));
            }
            let mut draft = Draft::new(&class, (i, trigger_end), rule, id, entry.row.hedge);
            draft.doer = by.map_or(Doer::Elided, |(a, b)| Doer::Own(a, b));
            draft.passive = true;
            draft.status = status;
            draft.negative = fit.negative;
            draft.under = under;
            draft.condition = conditional;
            let contents = s.contents(fit.content, Form::Infinitive, false);
            let last = contents.first().map_or(fit.content + 1, |c| c.1);
            let keep_subject = conditional.is_none() && by.is_none() && s.pos(start) != Pos::Pronoun;
            draft.clause_start = start;
            draft.content = if keep_subject { (start, last) } else { (participle, last) };
            return vec![self.record(draft)];
        }
        if kind == Kind::Thing && start < end {
            let takes_place = s.is(verb, "take") && s.is(verb + 1, "place")
                || s.any(verb, &["begin", "commence", "convene", "resume"]);
            let event = (start..end).any(|k| s.has(k, Flags::EVENT));
            if takes_place && event && class == "WILL" {
                let mut draft = Draft::new("PLAN", (i, trigger_end), "event", id, entry.row.hedge);
                draft.passive = true;
                draft.under = under;
                let last =
                    s.contents(fit.content, Form::Infinitive, false).first().map_or(fit.content + 1, |c| c.1);
                draft.clause_start = start;
                draft.content = (start, last);
                return vec![self.record(draft)];
            }
            let first = s.head(start, end);
            if class == "WILL"
                && s.is(verb, "continue")
                && s.has(first, Flags::ONGOING)
                && !s.is(verb + 1, "to")
            {
                let mut draft = Draft::new("WILL", (i, trigger_end), "goes-on", id, entry.row.hedge);
                draft.status = Some("continued");
                draft.under = under;
                draft.clause_start = start;
                draft.content = (
                    start,
                    s.contents(fit.content, Form::Infinitive, false).first().map_or(fit.content + 1, |c| c.1),
                );
                return vec![self.record(draft)];
            }
            let reason = if class == "PLEDGE" || s.any(start, &["this", "that", "these", "it"]) {
                "description_or_elaboration"
            } else {
                "warning_or_prediction"
            };
            return no("thing", reason, Some(s.head(start, end)));
        }
        // An agent.
        let personal = s.any(start, &["we", "i", "they", "he", "she", "us"]) && end == start + 1;
        if s.has(head, Flags::OUTCOME) && !(passive) {
            let presence = s.is(head, "be")
                && personal
                && (s.adverb(head + 1)
                    || s.pos(head + 1) == Pos::Preposition
                    || s.any(head + 1, &["there", "together", "with"]));
            let bridging = s.any(head, &["help", "allow", "enable", "lead", "reflect"]);
            if s.is(head, "be") && s.pos(s.skip(head + 1)) == Pos::Gerund {
                // "will be meeting": the progressive of an agenda.
            } else if let Some(adjective) = self.willing(head + 1) {
                class = adjective;
            } else if !(presence || bridging) {
                return no("outcome", "warning_or_prediction", Some(head));
            }
        }
        let first_person = s.any(start, &["i", "we"]) && end == start + 1;
        let question = s.is(head, "take")
            && (head..(head + 5).min(s.len())).any(|k| s.any(k, &["question", "questions"]));
        if first_person
            && s.has(head, Flags::FLOOR)
            && (s.is(start, "i") || question)
            && (s.pos(i) == Pos::Modal && !s.is(i, "will") || question)
        {
            return no("floor", "agenda", Some(head));
        }
        if passive && s.has(participle, Flags::STATIVE) {
            return no("stative-passive", "description_or_elaboration", Some(participle));
        }
        // "pay tribute" is on the programme, "pay farmers" is not.
        let handled = s.any(head, &["pay", "lay", "place", "put", "give"])
            && !(head..(head + 8).min(s.len())).any(|k| s.has(k, Flags::CEREMONY | Flags::EVENT));
        let agenda = s.has(if passive { participle } else { head }, Flags::ITINERARY) && !handled
            || s.is(head, "hold")
                && (head..(head + 8).min(s.len())).any(|k| s.has(k, Flags::EVENT) || s.is(k, "discussions"))
            || s.is(head, "have")
                && (head..(head + 8).min(s.len())).any(|k| s.has(k, Flags::EVENT) || s.is(k, "opportunity"))
            || s.is(head, "be") && s.pos(s.skip(head + 1)) == Pos::Gerund
            || s.is(head, "take") && s.is(head + 1, "part")
            || s.is(head, "make")
                && (head..(head + 5).min(s.len()))
                    .any(|k| s.any(k, &["trip", "visit", "remarks", "statement"]))
            || s.is(head, "put") && s.is(head + 1, "heads")
            || s.any(head, &["advance", "continue", "make", "begin", "open", "lead"])
                && (head..(head + 7).min(s.len()))
                    .any(|k| s.any(k, &["discussion", "discussions", "talks", "consultations"]));
        // "will not hesitate to act": a bond to act.
        let unhesitating = fit.negative && s.is(verb, "hesitate") && s.is(verb + 1, "to");
        let negative = fit.negative && !unhesitating;
        if unhesitating {
            content = verb + 2;
            trigger_end = verb + 2;
            rule = "will-not-hesitate";
        }
        if class == "WILL" && agenda && status.is_none() && !fit.negative {
            class = "PLAN".to_owned();
            rule = "agenda";
        }
        if negative {
            class = "REFUSE".to_owned();
            rule = "will-not";
        }
        if class == "PLEDGE"
            && s.is(i, "shall")
            && s.any(head, &["be", "have", "mean", "include", "apply", "remain", "become"])
            && !passive
        {
            return no("shall-describes", "description_or_elaboration", Some(head));
        }
        let mut draft = Draft::new(&class, (i, trigger_end), rule, id, entry.row.hedge);
        draft.doer = doer;
        draft.passive = passive;
        draft.status = if negative { Some("denied") } else { status };
        draft.negative = negative;
        draft.under = under;
        draft.clause_start = if start < end { start } else { i };
        if let Doer::Inherited(_, _) = doer {
            draft.clause_start = i;
        }
        self.spread(draft, content, Form::Infinitive, false)
    }

    /// "said that X, and that Y will": the verb of the first that-clause governs the second.
    pub(super) fn shared_speech(&self, start: usize) -> Option<usize> {
        let s = self.s;
        (start > 1 && s.is(start - 1, "that") && s.is(start - 2, "and")).then_some(())?;
        let floor = start.saturating_sub(45);
        (floor..start - 2).rev().find(|&k| s.verb(k) && self.says(k))
    }

    /// "any attack will be met": the hostile act is the condition, the passive is our answer.
    pub(super) fn hostile_passive(&self, start: usize, end: usize, passive: bool) -> bool {
        passive && (start..end).any(|k| self.s.has(k, Flags::HOSTILE))
    }

    /// "is prepared to" after a modal: the class of the adjective.
    pub(super) fn willing(&self, at: usize) -> Option<String> {
        let s = self.s;
        let at = s.skip(at);
        self.d
            .lexicon
            .matches(s, at, Table::Trigger)
            .find(|(entry, end)| entry.row.be == "be" && s.is(s.skip(*end), "to"))
            .map(|(entry, _)| entry.row.class.clone())
    }

    /// Whether the sentence names a speaker ("he said he would").
    pub(super) fn speaker(&self) -> bool {
        self.s.facts().speaker
    }

    /// Whether the sentence reports what was decided, not an agenda.
    pub(super) fn decided_here(&self) -> bool {
        let facts = self.s.facts();
        facts.decided && facts.condition.is_none() && !self.s.dated()
    }

    /// "Norland announced that it will": the pronoun is the speaker, who can bind itself.
    fn speaker_again(&self, start: usize, end: usize, under: Option<usize>) -> bool {
        let s = self.s;
        if end != start + 1 || !s.is(start, "it") {
            return false;
        }
        let before = start.checked_sub(1).filter(|&verb| s.finite(verb) && self.says(verb));
        let speaker = under.or(before).map(|verb| s.doer(verb));
        matches!(speaker, Some(Doer::Own(a, b)) if a < b && self.kind(a, b) == Kind::Agent)
    }
}
