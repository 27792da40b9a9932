//! Headlines and decks: rule 6 of the guideline.

use super::super::clause::Doer;
use super::super::contents::Form;
use super::super::lexicon::Flags;
use super::super::record::{Candidate, Draft};
use super::super::words::Pos;
use super::{Kind, One};

impl One<'_> {
    /// Headlines and decks: "X, Y to open hub", "Agreement on the drills", "Expansion of drills".
    pub(super) fn heading(&self) -> Option<Candidate> {
        let s = self.s;
        let finite = (0..s.len()).any(|k| s.finite(k) && !(s.pos(k) == Pos::Past && k + 1 == s.len()));
        if self.setting.headline && !finite {
            let to = (1..s.len()).find(|&k| {
                s.is(k, "to")
                    && matches!(s.pos(k + 1), Pos::Base | Pos::Present | Pos::Noun)
                    && !s.has(k - 1, Flags::OPENS)
            })?;
            let start = s.phrase_before(to)?;
            let verb_before = (0..to).any(|k| s.verb(k));
            if start == 0 || !verb_before {
                let infinitive = s.pos(to + 1) == Pos::Base;
                let passive = s.is(to + 1, "be") && s.pos(s.skip(to + 2)) == Pos::Participle;
                if infinitive
                    && (passive || self.kind(start, to) == Kind::Agent)
                    && (passive || !s.is(to + 1, "be"))
                    && !s.any(to + 1, &["receive", "get", "see", "have"])
                {
                    let mut draft = Draft::new("PLAN", (to, to + 2), "headline-to", "headline-to", false);
                    draft.doer = Doer::Own(start, to);
                    draft.clause_start = start;
                    draft.content = s
                        .contents(to + 1, Form::Infinitive, false)
                        .first()
                        .copied()
                        .unwrap_or((to + 1, s.len()));
                    return Some(self.record(draft));
                }
            }
        }
        // "Agreement on ...", "Consensus about ..."
        let first = s.skip(0);
        let whole = |class: &str, trigger: (usize, usize), rule: &'static str, entry: &str, from: usize| {
            let mut draft = Draft::new(class, trigger, rule, entry, false);
            draft.nominal = true;
            draft.clause_start = first;
            draft.content = (from, self.trim(s.len()));
            (draft.content.0 < draft.content.1).then(|| self.record(draft))
        };
        if s.any(first, &["agreement", "consensus", "accord"])
            && s.any(first + 1, &["on", "about", "to", "over"])
        {
            return whole("AGREE", (first, first + 2), "deck-noun", "n-agreement", first + 2);
        }
        if finite {
            return None;
        }
        // "Promoting the completion of ..."
        if s.pos(first) == Pos::Gerund && first == 0 && s.has(first, Flags::PROGRESS) {
            let mut draft = Draft::new("PURSUE", (first, first + 1), "deck-gerund", "progressive", false);
            draft.clause_start = first;
            draft.content = (first + 1, self.trim(s.len()));
            return (draft.content.0 < draft.content.1).then(|| self.record(draft));
        }
        // "Expansion of the drills", "Overwhelming response to attacks"
        let noun = (first..(first + 4).min(s.len()))
            .take_while(|&k| {
                s.noun(k) || matches!(s.pos(k), Pos::Adjective | Pos::Participle | Pos::Past | Pos::Gerund)
            })
            .find(|&k| s.has(k, Flags::NOMINAL) && s.any(k + 1, &["of", "to", "in", "on", "with", "for"]))?;
        whole("BARE_NOMINAL", (noun, noun + 2), "deck-noun", "bare-nominal", first)
    }

    pub(super) fn trim(&self, mut end: usize) -> usize {
        while end > 0 && (self.s.quote(end - 1) || matches!(self.s.word(end - 1), "." | "..." | "…" | "-"))
        {
            end -= 1;
        }
        end
    }
}
