//! From one sentence to its candidates: each a record, or a near miss with its reason and the rule that decided.

mod bonds;
mod doers;
mod frames;
mod headings;
mod modals;
mod performatives;
mod recalls;

use super::clause::REACH;
use super::compiled::{Compiled, Entry};
use super::contents::Form;
use super::frame::Frame;
use super::lexicon::{Flags, Table};
use super::record::{Candidate, Draft, Verdict};
use super::words::{Pos, Sentence};

/// What the rules need to know about the surroundings of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// A headline, deck, crosshead, caption or thumbnail.
    pub heading: bool,
    /// A headline or thumbnail: noun phrase + to + verb announces.
    pub headline: bool,
}

/// Whether the doer of an action can bind itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Agent,
    Thing,
    Adversary,
}

/// What follows a trigger.
struct Fit {
    /// First word of the content.
    content: usize,
    form: Form,
    /// The word after the trigger.
    trigger_end: usize,
    negative: bool,
}

pub(crate) struct Detector<'l> {
    pub lexicon: &'l Compiled,
}

/// A test whether the noun phrase of words `start..end` names an adversary of the document.
pub(crate) type Adversary<'a> = &'a dyn Fn(&Sentence<'_>, usize, usize) -> bool;

impl Detector<'_> {
    /// All candidates of a sentence, in order of their triggers.
    pub fn candidates(&self, s: &Sentence<'_>, setting: Setting, adversary: Adversary<'_>) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        // Words that a record holds already; marks and not a list of ranges, so that a long sentence costs linear time.
        let mut taken = vec![false; s.len()];
        let mut accepted = vec![false; s.len()];
        let mark = |marks: &mut Vec<bool>, (from, to): (usize, usize)| {
            let last = to.min(marks.len());
            marks[from.min(last)..last].fill(true);
        };
        let one = One { d: self, s, setting, adversary };
        if setting.heading
            && let Some(candidate) = one.heading()
        {
            mark(&mut taken, candidate.content_words());
            mark(&mut taken, candidate.trigger);
            mark(&mut accepted, candidate.trigger);
            found.push(candidate);
        }
        for i in 0..s.len() {
            if !s.has(i, Flags::OPENS | Flags::PROGRESS | Flags::IS) {
                continue;
            }
            let inside = taken[i];
            for candidate in one.at(i).into_iter().filter(|candidate| !inside || candidate.stands_alone) {
                // Of two readings of one word the first row with a record wins; a near miss never hides a record.
                if let Verdict::Record(_) = candidate.verdict {
                    mark(&mut taken, candidate.content_words());
                    mark(&mut taken, candidate.trigger);
                    mark(&mut accepted, candidate.trigger);
                }
                found.push(candidate);
            }
        }
        // A refused reading of a place that another reading accepted is no near miss.
        found.retain(|c| {
            matches!(c.verdict, Verdict::Record(_))
                || !accepted[c.trigger.0.min(s.len())..c.trigger.1.min(s.len())].contains(&true)
        });
        found.sort_by_key(|c| c.trigger.0);
        found
    }
}

impl Detector<'_> {
    /// Words that look like a bond and are none, outside the records `taken`.
    pub fn lures(&self, s: &Sentence<'_>, found: &[Candidate]) -> Vec<Candidate> {
        let mut lured = Vec::new();
        let mut from = 0;
        for i in (0..s.len()).filter(|&i| s.has(i, Flags::LURE)) {
            // Candidates come in the order of their triggers: only those near can hold this word.
            while from < found.len() && found[from].trigger.0 + 2 * REACH < i {
                from += 1;
            }
            let mut near = found[from..].iter().take_while(|candidate| candidate.trigger.0 < i + REACH);
            let held = near.any(|candidate| {
                let (from, to) = candidate.content_words();
                // What stopped another candidate is told there.
                let told = matches!(candidate.verdict, Verdict::NearMiss { blocker: Some((a, b)), .. } if a <= i && i < b);
                told || from <= i && i < to || candidate.trigger.0 <= i && i < candidate.trigger.1
            });
            let Some((entry, end)) = self
                .lexicon
                .longest(s, i, Table::Lure)
                .filter(|(entry, _)| !held && (!entry.row.verb || s.verb(i)))
            else {
                continue;
            };
            lured.push(Candidate {
                trigger: (i, end),
                stands_alone: false,
                verdict: Verdict::NearMiss { reason: entry.row.reason.clone(), blocker: None },
                rule: "lure",
                entry: entry.row.id.clone(),
            });
        }
        lured
    }
}

struct One<'a> {
    d: &'a Detector<'a>,
    s: &'a Sentence<'a>,
    setting: Setting,
    adversary: Adversary<'a>,
}

impl One<'_> {
    /// The readings of word `i`: one, or several for a list of actions.
    fn at(&self, i: usize) -> Vec<Candidate> {
        let s = self.s;
        if let Some(recalled) = self.recalled(i) {
            return vec![recalled];
        }
        let mut refused: Option<Candidate> = None;
        if !matches!(s.pos(i), Pos::Noun | Pos::Name | Pos::Adjective)
            || s.pos(i) == Pos::Adjective
            || self.setting.heading
            || self.verbal(i)
        {
            for (entry, end) in self.d.lexicon.matches(s, i, Table::Trigger) {
                let modal = entry.frames.contains(&Frame::Verb);
                if modal && s.pos(i) != Pos::Modal {
                    continue;
                }
                if !modal && entry.row.verb && !s.verb(i) && !self.setting.heading && !self.verbal(i) {
                    continue;
                }
                if !self.be_fits(entry, i) {
                    continue;
                }
                for &frame in &entry.frames {
                    let Some(fit) = self.fit(i, end, frame) else { continue };
                    let made = if modal {
                        self.modal(i, entry, &fit)
                    } else {
                        self.performative(i, entry, frame, &fit)
                    };
                    if made.iter().any(|c| matches!(c.verdict, Verdict::Record(_))) {
                        return made;
                    }
                    refused = refused.or(made.into_iter().next());
                    break;
                }
            }
        }
        if matches!(s.pos(i), Pos::Noun | Pos::Name)
            || s.pos(i) == Pos::Base
                && i > 0
                && (matches!(
                    s.pos(i - 1),
                    Pos::Determiner | Pos::Possessive | Pos::Adjective | Pos::Genitive
                ) || s.has(i - 1, Flags::CARRIER))
        {
            for (entry, end) in self.d.lexicon.matches(s, i, Table::Bond) {
                for &frame in &entry.frames {
                    let Some(fit) = self.bond_fit(i, end, frame) else { continue };
                    let made = self.bond(i, entry, frame, &fit);
                    if made.iter().any(|c| matches!(c.verdict, Verdict::Record(_))) {
                        return made;
                    }
                    refused = refused.or(made.into_iter().next());
                    break;
                }
            }
        }
        if s.has(i, Flags::IS) && s.be(i) {
            let to = s.after_be(i);
            if s.is(to, "to") && s.pos(s.skip(to + 1)) == Pos::Base {
                return self.be_to(i, to);
            }
        }
        if s.pos(i) == Pos::Gerund && s.has(i, Flags::PROGRESS) && refused.is_none() {
            let made = self.progressive(i);
            if !made.is_empty() {
                return made;
            }
        }
        refused.into_iter().collect()
    }

    /// A word tagged as a noun that can only be a verb: it starts a line or follows a plural or pronoun, and "to" + verb follows.
    fn verbal(&self, i: usize) -> bool {
        let s = self.s;
        s.is(i + 1, "to")
            && s.pos(i + 2) == Pos::Base
            && (i == 0
                || s.pos(i - 1) == Pos::Pronoun
                || s.noun(i - 1)
                    && s.pos(i) == Pos::Noun
                    && s.word(i).ends_with('s')
                    && !s.any(i, &["plans", "commitments", "promises", "pledges", "vows", "needs"]))
    }

    /// "be committed", "remain committed": whether the form that the row asks for stands before word `i`.
    fn be_fits(&self, entry: &Entry, i: usize) -> bool {
        let s = self.s;
        if entry.row.be.is_empty() {
            // "is committed to" belongs to the row with `be`.
            return true;
        }
        let mut at = i;
        let floor = i.saturating_sub(6);
        while at > floor {
            at -= 1;
            match entry.row.be.as_str() {
                "be" if s.be(at) => return !s.any(at, &["was", "were", "been"]),
                "remain"
                    if s.any(
                        at,
                        &["remain", "remains", "remained", "stay", "stays", "stayed", "continue"],
                    ) =>
                {
                    return true;
                }
                _ => {}
            }
            if !(s.adverb(at)
                || s.comma(at)
                || s.any(at, &["also", "both", "each", "all", "fully", "to", "be", "and"])
                || s.pos(at) == Pos::Adjective)
            {
                return false;
            }
        }
        false
    }

    fn near(
        &self,
        i: usize,
        end: usize,
        rule: &'static str,
        reason: &str,
        blocker: Option<usize>,
        entry: &str,
    ) -> Candidate {
        Candidate {
            trigger: (i, end),
            stands_alone: false,
            verdict: Verdict::NearMiss { reason: reason.to_owned(), blocker: blocker.map(|at| (at, at + 1)) },
            rule,
            entry: entry.to_owned(),
        }
    }

    fn record(&self, draft: Draft) -> Candidate {
        Candidate {
            trigger: draft.trigger,
            stands_alone: false,
            rule: draft.rule,
            entry: draft.entry.clone(),
            verdict: Verdict::Record(Box::new(draft)),
        }
    }

    /// One record for each action of the content that begins at `content`.
    fn spread(&self, draft: Draft, content: usize, form: Form, gerunds: bool) -> Vec<Candidate> {
        let mut made = Vec::new();
        for (n, (from, to)) in self.s.contents(content, form, gerunds).into_iter().enumerate() {
            let mut one = draft.clone();
            one.content = (from, to);
            if n > 0 {
                one.coordinated = true;
                one.clause_start = from;
            }
            made.push(self.record(one));
        }
        made
    }
}
