//! Verbs and adjectives that bind (agree to, be committed to, intend to), arrangements (is to), and what is going on (is building).

use super::super::clause::{Doer, Link};
use super::super::compiled::Entry;
use super::super::contents::Form;
use super::super::frame::Frame;
use super::super::lexicon::Flags;
use super::super::record::{Candidate, Draft};
use super::super::words::Pos;
use super::{Fit, Kind, One};

impl One<'_> {
    /// Verbs and adjectives that bind: agree to, pledge to, be committed to, intend to, continue to.
    pub(super) fn performative(&self, i: usize, entry: &Entry, frame: Frame, fit: &Fit) -> Vec<Candidate> {
        let s = self.s;
        let id = entry.row.id.as_str();
        let no = |rule, reason: &str, blocker| vec![self.near(i, fit.trigger_end, rule, reason, blocker, id)];
        let mut at = i;
        if !entry.row.be.is_empty() {
            // The verb is the form of be or remain.
            let floor = i.saturating_sub(6);
            while at > floor && !(s.verb(at) && at < i) {
                at -= 1;
            }
        }
        let group = s.group(at);
        let class = entry.row.class.as_str();
        let perfect = (group..at).any(|k| s.any(k, &["has", "have", "had", "having", "'ve", "’ve"]));
        let past = s.pos(at) == Pos::Past;
        let infinitive = s.pos(at) == Pos::Base
            && group > 0
            && (s.is(group - 1, "to") || s.is(at.saturating_sub(1), "to"));
        let modal = (group..at).find(|&k| s.pos(k) == Pos::Modal);
        let negative = fit.negative || (group..i).any(|k| s.has(k, Flags::NEGATION));
        if let Some(modal) = modal {
            if !s.any(modal, &["will", "shall", "would", "'ll", "’ll"]) {
                return no("other-modal", "obligation_on_other", Some(modal));
            }
            if s.is(modal, "would") {
                return no("hypothetical", "warning_or_prediction", Some(modal));
            }
            // will + performative: the modal's own candidate holds it.
            return Vec::new();
        }
        let doing = matches!(class, "PURSUE")
            || matches!(
                id,
                "plan"
                    | "intend"
                    | "be-planning"
                    | "expect-own"
                    | "look-forward"
                    | "aim"
                    | "prepare"
                    | "propose"
                    | "offer"
                    | "try"
            );
        if doing && (past || perfect) && !self.setting.heading {
            let reason = if perfect { "activity_report" } else { "past_event" };
            return no("past-activity", reason, Some(at));
        }
        // "has announced a plan" is done; "has pledged $40 million" binds on.
        let binds_on = matches!(id, "pledge" | "promise" | "vow");
        if perfect && !binds_on && matches!(frame, Frame::Noun | Frame::Announced | Frame::OwnToVerb) {
            return no("done", "completed_action", Some(at));
        }
        if past
            && matches!(
                id,
                "offer"
                    | "be-set"
                    | "be-scheduled"
                    | "be-due"
                    | "be-ready"
                    | "be-prepared"
                    | "be-willing"
                    | "choose"
                    | "opt"
                    | "elect"
                    | "vote"
            )
            && !self.setting.heading
        {
            return no("past-activity", "past_event", Some(at));
        }
        if infinitive {
            // "urged X to commit to", "asked to": who governs the infinitive?
            let to = if s.is(group - 1, "to") { group - 1 } else { at - 1 };
            let floor = to.saturating_sub(10);
            let governor = (floor..to).rev().find(|&k| s.verb(k) || self.blocker(k).is_some());
            if let Some((blocker, _)) = governor.and_then(|g| self.blocker(g)) {
                return no("under-blocker", &blocker.row.reason, governor);
            }
            // "an opportunity to commit to" describes.
            if !self.setting.heading {
                return no("infinitive", "description_or_elaboration", Some(to));
            }
        }
        if entry.row.verb && s.pos(at) == Pos::Participle && group == at && !perfect && !self.setting.heading
        {
            // A participle without auxiliary: "as agreed at", "measures agreed on".
            let active = at > 0 && s.phrase_before(at).is_some() && fit.form == Form::Infinitive;
            if !active {
                return no("reduced", "description_or_elaboration", None);
            }
        }
        let passive = s.pos(at) == Pos::Participle && (group..at).any(|k| s.be(k)) && entry.row.be.is_empty();
        let doer = s.doer(at);
        let mut rule: &'static str = "performs";
        let mut start_end = None;
        match doer {
            Doer::Own(a, b) | Doer::Inherited(a, b) => {
                if passive {
                    if s.any(a, &["it"]) && b == a + 1 {
                        rule = "it-was-decided";
                    } else {
                        return no("passive", "description_or_elaboration", Some(at));
                    }
                } else {
                    start_end = Some((a, b));
                }
            }
            Doer::Relative(..) => {
                // "the leaders who agreed to", "the plan that seeks to": describes.
                return no("relative", "description_or_elaboration", None);
            }
            Doer::Elided => {
                if passive && !self.setting.heading {
                    return no("passive", "description_or_elaboration", Some(at));
                }
                if !(self.setting.heading
                    || group == 0
                    || s.pos(at) == Pos::Gerund
                    || s.pos(at) == Pos::Base
                    || s.pos(at) == Pos::Present
                    || s.pos(at) == Pos::Past)
                {
                    return no("no-subject", "description_or_elaboration", None);
                }
            }
        }
        let mut under = None;
        if let Some((a, b)) = start_end {
            match self.kind(a, b) {
                Kind::Adversary => return no("adversary", "adversary_action", Some(a)),
                Kind::Thing => return no("thing", "description_or_elaboration", Some(s.head(a, b))),
                Kind::Agent => {}
            }
            if s.is(a, "you") && b == a + 1 {
                return no("addressee", "obligation_on_other", Some(a));
            }
            match s.link(a) {
                Link::If => return no("in-condition", "adversary_action", Some(a.saturating_sub(1))),
                Link::Side
                    if !s.any(a.saturating_sub(1), &["because", "since", "although", "though", "so"]) =>
                {
                    return no("subordinate", "description_or_elaboration", Some(a.saturating_sub(1)));
                }
                Link::Under(g) => {
                    if self.says(g) {
                        under = Some(g);
                    } else if let Some((blocker, _)) = self.blocker(g) {
                        return no("under-blocker", &blocker.row.reason, Some(g));
                    } else if s.verb(g) && !s.finite(g) && !self.says(g) {
                        return no("under-verb", "description_or_elaboration", Some(g));
                    }
                }
                _ => {}
            }
        }
        if matches!(id, "expect-own")
            && (fit.form != Form::Infinitive
                || s.any(fit.content, &["see", "be", "have", "reach", "benefit", "continue"]))
        {
            return no("expects", "expectation", Some(i));
        }
        if class == "REFUSE"
            && s.any(
                fit.content,
                &["comment", "confirm", "say", "elaborate", "answer", "disclose", "provide"],
            )
        {
            return no("no-comment", "past_event", Some(fit.content));
        }
        if id == "announce" && s.has(s.head(fit.content, s.phrase_end(fit.content)), Flags::BOND) {
            // "announced the intention of X to": the bond has its own candidate.
            return Vec::new();
        }
        if id == "announce" && !self.announces(fit, past) {
            return no("announces-fact", "completed_action", Some(at));
        }
        if id == "continue"
            && fit.form == Form::Infinitive
            && (s.has(fit.content, Flags::OUTCOME)
                || s.any(
                    fit.content,
                    &[
                        "believe", "think", "hope", "expect", "view", "consider", "play", "serve",
                        "threaten", "grow", "rise", "look",
                    ],
                ))
        {
            return no("continues-state", "shared_view_or_belief", Some(fit.content));
        }
        if id == "continue" && fit.form == Form::Gerund && past {
            return no("past-activity", "past_event", Some(at));
        }
        if s.pos(i) == Pos::Gerund
            && group == i
            && matches!(class, "PURSUE" | "PLEDGE" | "DECIDE" | "AGREE")
            && i > 0
            && matches!(s.pos(i - 1), Pos::Preposition)
        {
            // "by working to", "after agreeing to"
            return no("preposition", "description_or_elaboration", Some(i - 1));
        }
        if s.pos(i) == Pos::Gerund
            && group == i
            && class == "PURSUE"
            && !self.setting.heading
            && !entry.row.be.is_empty()
        {
            return no("participle", "activity_report", None);
        }
        if matches!(frame, Frame::Noun) && matches!(id, "pledge" | "promise" | "vow" | "guarantee" | "commit")
        {
            let money = (fit.content..(fit.content + 6).min(s.len())).any(|k| {
                s.word(k).starts_with('$')
                    || s.pos(k) == Pos::Number
                    || s.any(
                        k,
                        &[
                            "million",
                            "billion",
                            "support",
                            "assistance",
                            "cooperation",
                            "troops",
                            "funding",
                            "commitment",
                            "commitments",
                            "aid",
                        ],
                    )
            });
            if !money || s.pos(at) == Pos::Participle && group == at {
                return no("object", "description_or_elaboration", None);
            }
        }
        if matches!(frame, Frame::ToNoun) && id == "commit" && s.pos(i) == Pos::Participle && !perfect {
            return no("object", "description_or_elaboration", None);
        }
        let mut draft = Draft::new(class, (i, fit.trigger_end), rule, id, entry.row.hedge);
        draft.doer = if rule == "it-was-decided" { Doer::Elided } else { doer };
        draft.passive = rule == "it-was-decided";
        draft.negative = negative;
        draft.under = under;
        draft.participial = s.pos(at) == Pos::Gerund && group == at;
        draft.past = past;
        draft.performative = !doing;
        if negative && class != "REFUSE" && !fit.negative {
            // "does not intend to", "is not going to": own exclusion (rule 9).
            if !matches!(class, "PLAN" | "WILL") || past || perfect {
                return no("denied-act", "past_event", Some(group));
            }
            "REFUSE".clone_into(&mut draft.class);
            draft.status = Some("denied");
            draft.rule = "not-planned";
        }
        if class == "REFUSE" {
            draft.negative = true;
            draft.status = Some("denied");
        }
        draft.clause_start = match doer {
            Doer::Own(a, _) => a,
            _ => group.min(i),
        };
        if matches!(fit.form, Form::Infinitive | Form::Gerund) {
            let first = s.skip(fit.content);
            if s.any(
                first,
                &[
                    "continue",
                    "continuing",
                    "remain",
                    "remaining",
                    "maintain",
                    "maintaining",
                    "keep",
                    "keeping",
                    "sustain",
                    "sustaining",
                ],
            ) && !matches!(class, "REAFFIRM" | "PLAN")
            {
                draft.status = Some("continued");
            }
        }
        self.spread(draft, fit.content, fit.form, entry.frames.contains(&Frame::Gerund))
    }

    /// `announce` + noun: in the present or progressive, or in the past with a course of action.
    pub(super) fn announces(&self, fit: &Fit, past: bool) -> bool {
        let s = self.s;
        let end = s.phrase_end(fit.content);
        let head = s.head(fit.content, end);
        let money =
            (fit.content..end).any(|k| s.word(k).starts_with('$') || s.any(k, &["million", "billion"]));
        let course = s.any(
            head,
            &[
                "establishment",
                "launch",
                "creation",
                "plan",
                "plans",
                "arrangement",
                "intention",
                "expansion",
                "deployment",
                "provision",
                "initiative",
                "program",
                "measures",
                "steps",
                "actions",
                "package",
                "partnership",
                "funding",
                "investment",
                "investments",
                "commitment",
                "commitments",
                "contribution",
                "resumption",
                "decision",
                "opening",
                "start",
                "sanctions",
                "assistance",
                "support",
                "group",
            ],
        );
        if past {
            let founded = s.any(
                head,
                &[
                    "establishment",
                    "arrangement",
                    "plan",
                    "plans",
                    "intention",
                    "decision",
                    "creation",
                    "launch",
                ],
            );
            course && (founded || money)
        } else {
            money || course
        }
    }

    /// is/are + to + verb: an arrangement ("the drill is to be held in May").
    pub(super) fn be_to(&self, i: usize, to: usize) -> Vec<Candidate> {
        let s = self.s;
        let verb = s.skip(to + 1);
        let passive = s.be(verb) && s.pos(s.skip(verb + 1)) == Pos::Participle;
        let near = |rule, reason: &str, blocker| vec![self.near(i, to + 1, rule, reason, blocker, "be-to")];
        let Doer::Own(a, b) = s.doer(i) else { return Vec::new() };
        let kind = self.kind(a, b);
        if kind == Kind::Adversary {
            return near("adversary", "adversary_action", Some(a));
        }
        if kind == Kind::Thing && !passive || s.link(a) != Link::Main || a > 0 && s.pos(a - 1) == Pos::Wh {
            return near("thing", "description_or_elaboration", Some(s.head(a, b)));
        }
        if passive && s.has(s.skip(verb + 1), Flags::STATIVE) {
            return near("stative-passive", "description_or_elaboration", Some(verb));
        }
        let mut draft = Draft::new("PLAN", (i, to + 1), "be-to", "be-to", false);
        draft.clause_start = a;
        draft.passive = passive;
        if kind == Kind::Agent && !passive {
            draft.doer = Doer::Own(a, b);
            return self.spread(draft, self.adverbs(to + 1, verb), Form::Infinitive, false);
        }
        draft.content = (a, s.contents(verb, Form::Infinitive, false).first().map_or(verb + 1, |c| c.1));
        vec![self.record(draft)]
    }

    /// is/are + -ing of a verb of progress.
    pub(super) fn progressive(&self, i: usize) -> Vec<Candidate> {
        let s = self.s;
        let group = s.group(i);
        let be = (group..i)
            .find(|&k| s.any(k, &["is", "are", "am", "'re", "’re", "'m", "’m", "'s", "’s"]) && s.be(k));
        let Some(be) = be else { return Vec::new() };
        if (group..i).any(|k| s.any(k, &["been", "was", "were"]))
            || (group..i).any(|k| s.has(k, Flags::NEGATION))
        {
            return Vec::new();
        }
        let near =
            |rule, reason: &str, blocker| vec![self.near(be, i + 1, rule, reason, blocker, "progressive")];
        let Doer::Own(a, b) = s.doer(i) else { return Vec::new() };
        match self.kind(a, b) {
            Kind::Thing => return near("thing", "activity_report", Some(s.head(a, b))),
            Kind::Adversary => return near("adversary", "adversary_action", Some(a)),
            Kind::Agent => {}
        }
        match s.link(a) {
            Link::Main => {}
            Link::Under(g) if self.says(g) => {}
            _ => return near("subordinate", "activity_report", Some(a.saturating_sub(1))),
        }
        if a > 0 && s.pos(a - 1) == Pos::Wh {
            return near("relative", "schedule_modifier", Some(a - 1));
        }
        if s.any(a, &["he", "she", "you", "it"]) {
            return near("one-person", "activity_report", Some(a));
        }
        let mut draft = Draft::new("PURSUE", (be, i + 1), "progressive", "progressive", false);
        draft.doer = Doer::Own(a, b);
        draft.clause_start = a;
        self.spread(draft, i, Form::Gerund, false)
    }
}
