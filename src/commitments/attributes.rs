//! From a draft to a record: strength, status, form, actor, deadline, condition, attribution.

use super::Passage;
use super::actors::{Gazetteer, Parties, Standing};
use super::clause::Doer;
use super::compiled::Compiled;
use super::detect::Setting;
use super::lexicon::{Flags, Lexicon, Table};
use super::record::{Draft, Place, Record};
use super::words::{Pos, Sentence};
use super::{codes, dates, targets};

/// What is known of the document while its sentences are read.
pub(crate) struct Context<'t> {
    text: &'t str,
    compiled: &'t Compiled,
    date: Option<i32>,
    /// A news article with headlines and decks: its narrator is a journalist. Otherwise an official text.
    news: bool,
    unit: usize,
    quoted_at: usize,
    in_quote: bool,
    /// Where [`Context::quoted`] was asked last, and what it said.
    asked: std::cell::Cell<(usize, bool)>,
    /// What the document says about its actors; read at the first candidate.
    parties: std::cell::OnceCell<std::cell::RefCell<Parties<'t>>>,
}

impl<'t> Context<'t> {
    pub fn new(
        text: &'t str,
        passages: &[Passage<'_>],
        date: Option<i32>,
        compiled: &'t Compiled,
    ) -> Context<'t> {
        let news = passages
            .iter()
            .any(|p| matches!(p.region, "deck" | "caption" | "thumbnail" | "byline" | "kicker"));
        Context {
            text,
            compiled,
            date,
            news,
            unit: usize::MAX,
            quoted_at: 0,
            in_quote: false,
            asked: std::cell::Cell::new((0, false)),
            parties: std::cell::OnceCell::new(),
        }
    }

    /// Moves to `passage`: quotation marks are followed through the paragraph and end with it.
    pub fn enter(&mut self, passage: &Passage<'_>) {
        if passage.unit != self.unit {
            self.unit = passage.unit;
            self.asked.set((0, false));
            self.quoted_at = passage.start;
            self.in_quote = false;
        }
        self.follow(passage.start);
    }

    /// Reads the quotation marks up to byte `to`.
    fn follow(&mut self, to: usize) {
        self.in_quote = self.state(self.quoted_at, to, self.in_quote);
        self.quoted_at = self.quoted_at.max(to);
    }

    /// Whether byte `to` is inside quotation marks where byte `from` is, or is not.
    fn state(&self, from: usize, to: usize, inside: bool) -> bool {
        let part = self.text.get(from..to).unwrap_or("");
        // By bytes: the whole text passes here, and few of its bytes can begin a mark.
        let marks = part.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'"' | 0xE2));
        marks.fold(inside, |inside, (at, _)| match part[at..].chars().next() {
            Some('“') => true,
            Some('”') => false,
            Some('"') => !inside,
            _ => inside,
        })
    }

    /// Whether byte `at` of the current paragraph is inside quotation marks. `keep` remembers the place: triggers are asked
    /// in order, so the paragraph is read once.
    fn quoted(&self, at: usize, keep: bool) -> bool {
        let (from, state) = self.asked.get();
        let known = from <= at && from >= self.quoted_at;
        let (from, state) = if known { (from, state) } else { (self.quoted_at, self.in_quote) };
        let inside = self.state(from, at, state);
        if keep {
            self.asked.set((at.max(from), inside));
        }
        inside
    }

    /// Whether the noun phrase names an adversary of this document.
    pub fn adversary(&self, s: &Sentence<'_>, start: usize, end: usize) -> bool {
        let (a, b) = s.span(start, end);
        let name = &s.text[a..b];
        let head = s.head(start, end);
        s.has(head, Flags::ADVERSARY)
            || s.has(start, Flags::ADVERSARY)
            || self.parties().borrow().adversary(name)
    }

    /// Whether `name` is an actor, by the gazetteer or by the document.
    pub fn acts(&self, name: &str) -> bool {
        !self.parties().borrow().mentions(name).is_empty()
    }

    fn parties(&self) -> &std::cell::RefCell<Parties<'t>> {
        self.parties.get_or_init(|| {
            std::cell::RefCell::new(Parties::read(self.text, Gazetteer::shipped(), self.compiled))
        })
    }

    /// The record that `draft` becomes.
    pub fn settle(
        &self,
        s: &Sentence<'_>,
        passage: &Passage<'_>,
        draft: &Draft,
        setting: Setting,
        lexicon: &Lexicon,
    ) -> Record {
        let compiled = self.compiled;
        let (mut from, mut to) = draft.content;
        let clause = draft.clause_start.min(draft.trigger.0);
        // Deadline: inside the content, else at the head of the clause; what stands before a past speech act dates the act.
        let future =
            !draft.performative && !draft.coordinated || matches!(draft.class.as_str(), "PLAN" | "WILL");
        let agenda = draft.rule == "agenda" || draft.rule == "event";
        let within = s.deadline(from, to);
        let fronted = (future && !draft.past)
            .then(|| {
                s.deadline(self.clause_floor(s, clause), clause).or_else(|| s.deadline(draft.trigger.0, from))
            })
            .flatten();
        let subject = draft.passive.then(|| s.deadline(clause, draft.trigger.0)).flatten();
        let today = |found: &(usize, usize)| !agenda && s.any(found.0, &["today", "tonight"]);
        let prior = s.facts().prior;
        let fronted = fronted.filter(|found| prior.is_none_or(|(a, b)| found.0 < a || found.0 >= b));
        let fronted = fronted.filter(|found| {
            !today(found) && !s.any(found.0, &["during", "at", "in"])
                || agenda && !today(found)
                || fronted_date(s, *found)
        });
        let deadline = fronted.or(within.filter(|found| !today(found))).or(subject);
        if let Some((a, b)) = within.filter(|found| deadline == Some(*found)) {
            let purpose = b < to && (s.is(b, "to") || s.is(b, "for")) && b - from > 3;
            if a > from + 1 && (b >= to || purpose || s.comma(b) && b + 1 >= to) {
                to = a;
                while to > from && (s.comma(to - 1) || s.any(to - 1, &["and"])) {
                    to -= 1;
                }
            } else if a == from && b < to {
                from = b;
                while from < to && s.comma(from) {
                    from += 1;
                }
            }
        }
        if to < from {
            to = from;
        }
        let floor = self.clause_floor(s, clause);
        let condition = draft
            .condition
            .or_else(|| s.condition(from, to))
            .or_else(|| s.condition(floor, draft.trigger.0))
            .or_else(|| s.condition(to, (to + 80).min(s.len())).filter(|&(a, _)| a <= to + 1));
        let condition = condition.or_else(|| without(s, draft, from, to));
        if let Some((a, b)) = condition.filter(|_| !draft.negative)
            && a > from + 1
            && b >= to
        {
            to = a;
            while to > from && s.comma(to - 1) {
                to -= 1;
            }
        }
        let class = lexicon.class(&draft.class);
        let base = class.map_or(2, |class| class.strength);
        let mut boosters = Vec::new();
        let mut hedges = Vec::new();
        let scan_from = draft.trigger.0.min(draft.second.map_or(usize::MAX, |x| x.0)).min(from);
        let group = s.group(scan_from).min(scan_from);
        let until = to;
        // Of a coordinated action only its own words: what lies between belongs to the first.
        for i in (group..until).filter(|&i| !draft.coordinated || i < draft.trigger.1 || i >= from) {
            if let Some((_, end)) = compiled.longest(s, i, Table::Booster) {
                boosters.push(Place::of(s.span(i, end)));
            }
            if let Some((entry, end)) = compiled.longest(s, i, Table::Hedge) {
                // A hedge deep in the content qualifies something else.
                if i < from + 4 || !entry.row.words.ends_with(" to") {
                    hedges.push(Place::of(s.span(i, end)));
                }
            }
        }
        if let Some((a, b)) = draft.bond_span {
            for i in a..b {
                if s.has(i, Flags::BOND_BOOSTER) {
                    boosters.push(Place::of(s.span(i, i + 1)));
                }
            }
            // "commitments ... are ironclad"
            let limit = (to + 8).min(s.len());
            for i in to..limit {
                if s.be(i) && s.has(i + 1, Flags::BOND_BOOSTER) {
                    boosters.push(Place::of(s.span(i + 1, i + 2)));
                }
            }
        }
        if draft.nominal {
            // ", in keeping with the mutual defense treaty": what the bond rests on.
            let tail = s.basis(to);
            let found = (tail.0..tail.1).find_map(|i| Some((i, compiled.longest(s, i, Table::Booster)?.1)));
            boosters.extend(found.map(|(i, end)| Place::of(s.span(i, end))));
        }
        if draft.hedged && hedges.is_empty() {
            hedges.push(Place::of(s.span(draft.trigger.0, draft.trigger.1)));
        }
        let mut strength = i32::from(base);
        let mut basis = format!("{base}({})", draft.class);
        if let Some(first) = boosters.first() {
            strength += 1;
            basis.push_str(&format!("+1({})", first.text(s.text)));
        }
        if let Some(first) = hedges.first() {
            strength -= 1;
            basis.push_str(&format!("-1({})", first.text(s.text)));
        }
        let strength = u8::try_from(strength.clamp(1, 5)).unwrap_or(base);
        basis.push_str(&format!("={strength}"));
        let said = s.skip(from);
        let status = match draft.status {
            _ if s.any(said, &["reaffirm", "reaffirming", "reiterate", "renew"]) && draft.class != "PLAN" => {
                "reaffirmed"
            }
            Some(status) => status,
            None => match class.map_or("new", |class| class.status.as_str()) {
                "reaffirmed" => "reaffirmed",
                "continued" => "continued",
                "planned" => "planned",
                "denied" => "denied",
                _ => "new",
            },
        };
        let deadline_text = deadline.map(|(a, b)| Place::of(s.span(a, b)).text(s.text));
        let scope = codes::scope(s, draft, (from, to));
        let several = draft.doer.span().is_some_and(|(a, b)| {
            (a..b).any(|k| {
                s.any(k, &["and", "both", "two", "they", "sides", "countries", "ministers", "leaders"])
            })
        });
        let (plover, cameo) = codes::event(s, draft, scope, (from, to), several);
        let actor = draft.doer.span().filter(|(a, b)| a < b);
        let (attribution, source) = self.attribution(s, draft, (from, to));
        let written = actor.map(|(a, b)| Place::of(self.bare(s, a, b)));
        let standing = Standing {
            passive: draft.passive,
            inherited: draft.coordinated || matches!(draft.doer, Doer::Inherited(..)),
            possessor: draft.possessor,
            quoted: attribution == "quoted",
        };
        let resolved = {
            let mut parties = self.parties().borrow_mut();
            if let Some((a, b)) = source {
                parties.heard(Place::of(s.span(a, b)).text(s.text));
            }
            parties.resolve(written.map(|place| place.text(s.text)), standing)
        };
        let target = targets::target(s, draft, (from, to), &resolved.names, &self.parties().borrow());
        let mut rule_ids = vec![draft.rule.to_owned(), draft.entry.clone()];
        rule_ids.extend(draft.entries.iter().cloned());
        let end = to.max(draft.trigger.1);
        let mut span = s.span(clause, end);
        let content = s.span(from, to);
        span.0 = span.0.min(content.0);
        Record {
            sent_id: passage.sent_id,
            span: Place::of(span),
            trigger: Place::of(s.span(draft.trigger.0, draft.trigger.1)),
            second_trigger: draft.second.map(|(a, b)| Place::of(s.span(a, b))),
            class: draft.class.clone(),
            strength,
            strength_basis: basis,
            specificity: codes::specificity(
                s,
                draft.content,
                deadline,
                deadline_text.is_some_and(dates::vague),
                &|name| self.acts(name),
            ),
            scope,
            status,
            polarity: if draft.negative { "negative" } else { "positive" },
            actor: written,
            actor_resolved: resolved.names,
            actor_resolution: resolved.how,
            target: target.as_ref().map(|target| target.place),
            target_role: target.as_ref().map(|target| target.role),
            target_resolved: target.map(|target| target.names).unwrap_or_default(),
            content: Place::of(content),
            condition: condition.map(|(a, b)| Place::of(s.span(a, b))),
            deadline: deadline.map(|(a, b)| Place::of(s.span(a, b))),
            deadline_norm: deadline_text.and_then(|written| dates::normalise(written, self.date)),
            attribution,
            source: source.map(|(a, b)| Place::of(s.span(a, b))),
            form: form(draft, setting),
            boosters,
            hedges,
            plover,
            cameo,
            rule_ids,
            prior_event: prior.map(|(a, b)| Place::of(s.span(a, b))),
            duplicate_of: None,
        }
    }

    fn clause_floor(&self, s: &Sentence<'_>, clause: usize) -> usize {
        let floor = clause.saturating_sub(40);
        (floor..clause)
            .rev()
            .find(|&i| s.word(i) == ";" || s.finite(i) && !s.any(i, &["'s", "’s"]))
            .map_or(floor, |i| i + 1)
            .min(clause)
            .min(
                (floor..clause)
                    .rev()
                    .find(|&i| s.any(i, &["if", "should", "once", "unless"]))
                    .unwrap_or(clause),
            )
    }

    /// The actor without marks at its edges.
    fn bare(&self, s: &Sentence<'_>, mut a: usize, mut b: usize) -> (usize, usize) {
        while a + 1 < b && (s.quote(a) || s.comma(a) || s.any(a, &["and", "that"])) {
            a += 1;
        }
        while b > a + 1 && (s.quote(b - 1) || s.comma(b - 1)) {
            b -= 1;
        }
        s.span(a, b)
    }

    fn attribution(
        &self,
        s: &Sentence<'_>,
        draft: &Draft,
        content: (usize, usize),
    ) -> (&'static str, Option<(usize, usize)>) {
        let at = s.words.get(draft.trigger.0).map_or(0, |w| w.start);
        let inside = s.words.get(content.0).map_or(0, |w| w.start);
        if self.quoted(at, true)
            || self.quoted(inside, false)
            || s.quote(content.0.saturating_sub(1)) && content.0 > 0
        {
            return ("quoted", None);
        }
        if let Some(source) = self.reporter(s, draft) {
            return ("reported", Some(source));
        }
        if !self.news && draft.past && draft.performative {
            return ("reported", None);
        }
        ("narrator", None)
    }

    /// "the ministry said", "according to": who reports this sentence.
    fn reporter(&self, s: &Sentence<'_>, draft: &Draft) -> Option<(usize, usize)> {
        for &i in &s.facts().told {
            if s.is(i, "according") {
                return Some((i + 2, s.phrase_end(i + 2)));
            }
            if i != draft.trigger.0 && draft.second.is_none_or(|x| x.0 != i) {
                let who = match s.doer(i) {
                    Doer::Own(a, b) => Some((a, b)),
                    _ => None,
                };
                return who.or(Some((i, i + 1)));
            }
        }
        draft.under.and_then(|g| {
            let past = s.pos(g) == Pos::Past || s.pos(g) == Pos::Adjective;
            (past && !self.news).then_some(match s.doer(g) {
                Doer::Own(a, b) => (a, b),
                _ => (g, g + 1),
            })
        })
    }
}

fn form(draft: &Draft, setting: Setting) -> &'static str {
    if setting.heading {
        let deck = !setting.headline;
        let elided = draft.doer == Doer::Elided;
        return match (deck, draft.nominal, elided) {
            (true, true, true) if draft.rule == "deck-noun" => "deck_nominal",
            (true, _, true) => "deck_elliptic",
            (true, _, false) => "deck_finite",
            (false, _, _) if draft.rule == "headline-to" => "headline_infinitive",
            (false, true, true) => "headline_nominal",
            (false, _, true) => "headline_elliptic",
            (false, _, false) => "headline_finite",
        };
    }
    if draft.nominal {
        return "nominal";
    }
    if draft.passive {
        return "passive";
    }
    if draft.participial {
        return "participial";
    }
    if draft.under.is_some() {
        return "that_clause";
    }
    "active"
}

/// Whether a fronted time expression dates the act: a preposition with a month, day or year, not "During the talks".
fn fronted_date(s: &Sentence<'_>, (a, b): (usize, usize)) -> bool {
    (a..b).any(|k| {
        let word = s.word(k);
        word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
            || s.any(k, &["year", "month", "week", "fiscal"])
            || (word.starts_with(char::is_uppercase)
                && k > a
                && s.pos(k) == Pos::Name
                && !s.has(k, Flags::EVENT))
    })
}

/// "will not change X without prior consultation": what lifts the refusal.
fn without(s: &Sentence<'_>, draft: &Draft, from: usize, to: usize) -> Option<(usize, usize)> {
    let negative = draft.negative
        || s.any(draft.clause_start, &["neither", "no", "none"])
        || (from..(from + 3).min(to)).any(|k| s.is(k, "no"));
    if !negative {
        return None;
    }
    (from..to).find(|&k| s.is(k, "without")).map(|k| (k, to))
}
