//! Recalled bonds, rule 11: "the sharing of data, which was agreed upon by the leaders", "drills, which the presidents agreed on".

use super::super::clause::Doer;
use super::super::frame::Frame;
use super::super::lexicon::{Flags, Table};
use super::super::record::{Candidate, Draft};
use super::super::words::Pos;
use super::{Kind, One};

impl One<'_> {
    /// The bond that the relative clause of the verb at `i` recalls: what was bound stands before the pronoun.
    pub(super) fn recalled(&self, i: usize) -> Option<Candidate> {
        let s = self.s;
        if !matches!(s.pos(i), Pos::Past | Pos::Participle) || self.setting.heading {
            return None;
        }
        let group = s.group(i);
        let passive = (group..i).any(|k| s.be(k));
        let (doer, pronoun) = if passive {
            let (a, b) = self.by_agent(i)?;
            let place = (a + 1..b).find(|&k| s.any(k, &["at", "during", "in"])).unwrap_or(b);
            ((a, place), group.checked_sub(1)?)
        } else {
            let Doer::Own(a, b) = s.doer(i) else { return None };
            ((a, b), a.checked_sub(1)?)
        };
        let own = i + 1 + usize::from(s.any(i + 1, &["itself", "ourselves", "themselves"]));
        let after = own + usize::from(s.any(own, &["on", "upon", "to"]));
        let gap = passive
            || !(s.noun(after)
                || matches!(s.pos(after), Pos::Determiner | Pos::Possessive | Pos::To | Pos::Base));
        if !s.is(pronoun, "which") || !gap || s.is(after, "that") {
            return None;
        }
        let (entry, _) = self.d.lexicon.matches(s, i, Table::Trigger).find(|(entry, _)| {
            matches!(entry.row.class.as_str(), "AGREE" | "DECIDE" | "PLEDGE")
                && entry.frames.contains(&Frame::ToVerb)
        })?;
        // "the session, to which the two sides committed themselves"
        let mut end = pronoun - usize::from(pronoun > 0 && s.is(pronoun - 1, "to"));
        while end > 0 && (s.comma(end - 1) || s.quote(end - 1)) {
            end -= 1;
        }
        let mut start = s.phrase_before(end)?;
        // What is quoted is recalled as it is quoted.
        let quoted = (end..pronoun).any(|k| s.quote(k));
        let opens = (start..end).rev().find(|&k| s.quote(k)).filter(|_| quoted);
        start = opens.map_or(start, |quote| quote + 1);
        // "to expand the scope and scale of drills, which": the action, not its object alone.
        let floor = start.saturating_sub(20);
        let mut inside = (floor..start).rev().take_while(|&k| !(s.finite(k) || s.comma(k) || s.quote(k)));
        let verb = inside.find(|&k| s.pos(k) == Pos::Base && k > 0 && s.is(k - 1, "to"));
        let bare = verb.is_none() && s.has(s.head(start, end), Flags::BOND);
        if bare || self.kind(doer.0, doer.1) != Kind::Agent {
            return None;
        }
        let mut draft =
            Draft::new(&entry.row.class, (i, after.min(s.len())), "recalled", &entry.row.id, false);
        draft.doer = Doer::Own(doer.0, doer.1);
        draft.content = (verb.unwrap_or(start), end);
        draft.clause_start = verb.unwrap_or(start);
        draft.passive = passive;
        draft.past = true;
        draft.performative = true;
        draft.status = Some("reaffirmed");
        Some(Candidate { stands_alone: true, ..self.record(draft) })
    }
}
