//! Who acts: agent, thing or adversary; and what a word of the lexicon governs.

use super::super::compiled::Entry;
use super::super::frame::Frame;
use super::super::lexicon::{Flags, Table};
use super::super::words::Pos;
use super::{Kind, One};

impl One<'_> {
    /// Agent, thing or adversary.
    pub(super) fn kind(&self, start: usize, end: usize) -> Kind {
        let s = self.s;
        if (self.adversary)(s, start, end) {
            return Kind::Adversary;
        }
        let heads = s.heads(start, end);
        let first = heads.first().copied().unwrap_or(start);
        let mut agent = false;
        for &head in &heads {
            agent |= self.agent(start, head);
        }
        let lone = !agent || s.has(first, Flags::THING) && !self.agent(start, first);
        if lone { Kind::Thing } else { Kind::Agent }
    }

    pub(super) fn agent(&self, start: usize, head: usize) -> bool {
        let s = self.s;
        if s.has(head, Flags::THING) {
            return false;
        }
        if s.has(head, Flags::AGENT) {
            return true;
        }
        match s.pos(head) {
            Pos::Name => {
                // Title Case instruments: "the Geneva Agreement" has a thing at its end; other names act.
                (s.word(head).starts_with(char::is_uppercase) || head > 0 && s.word(head - 1) == "-")
                    && !self.time(head)
                    && !s.time_word(head)
            }
            Pos::Noun => {
                // People who do something: engineers, negotiators, scientists.
                let word = s.word(head);
                ["ers", "ors", "ists", "ians", "ees", "men", "women"].iter().any(|end| word.ends_with(end))
            }
            Pos::Number | Pos::Determiner => {
                s.any(head, &["both", "two", "three", "four", "all", "each"])
                    && (head == start || head == start + 1)
            }
            _ => false,
        }
    }

    pub(super) fn blocker(&self, at: usize) -> Option<(&Entry, usize)> {
        let found = self.d.lexicon.longest(self.s, at, Table::Blocker);

        found.filter(|(entry, _)| entry.row.be.is_empty() || self.be_fits(entry, at))
    }

    pub(super) fn carrier(&self, at: usize) -> Option<&Entry> {
        self.d.lexicon.longest(self.s, at, Table::Carrier).map(|(entry, _)| entry)
    }

    pub(super) fn says(&self, at: usize) -> bool {
        self.carrier(at).is_some_and(|entry| entry.row.speech)
            || self.d.lexicon.longest(self.s, at, Table::Speech).is_some()
            || self.bond_that(at).is_some()
    }

    /// A verb that binds with a that-clause, at `at`: "decided that patrols will be widened".
    pub(super) fn bond_that(&self, at: usize) -> Option<&Entry> {
        let found =
            self.d.lexicon.matches(self.s, at, Table::Trigger).find(|(e, _)| e.frames.contains(&Frame::That));
        found.map(|(entry, _)| entry)
    }

    /// "by X" after a participle: the words of X.
    pub(super) fn by_agent(&self, participle: usize) -> Option<(usize, usize)> {
        let s = self.s;
        let limit = (participle + 9).min(s.len());
        let by =
            (participle + 1..limit).take_while(|&k| !s.comma(k) && !s.finite(k)).find(|&k| s.is(k, "by"))?;
        let end = s.phrase_end(by + 1);
        (end > by + 1 && s.pos(by + 1) != Pos::Gerund && s.deadline_at(by).is_none()).then_some((by + 1, end))
    }

    /// Several actors, or a plural.
    pub(super) fn several(&self, a: usize, b: usize) -> bool {
        let s = self.s;
        let head = s.head(a, b);
        s.heads(a, b).len() > 1
            || s.any(head, &["they", "we", "both"])
            || s.noun(head) && s.word(head).ends_with('s') && s.pos(head) == Pos::Noun
            || s.any(a, &["both", "two"])
            || (a..b).any(|k| s.any(k, &["leaders", "ministers", "sides", "countries"]))
    }
}
