//! From one sentence to its candidates: each a record, or a near miss with its reason and the rule that decided.

use super::clause::{Doer, Form, Link};
use super::lexicon::{Compiled, Entry, Flags, Frame, Table};
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
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let mut i = 0;
        let one = One { d: self, s, setting, adversary };
        if setting.heading
            && let Some(candidate) = one.heading()
        {
            let (from, to) = candidate.content_words();
            taken.push((from, to));
            taken.push(candidate.trigger);
            found.push(candidate);
        }
        while i < s.len() {
            if !(s.has(i, Flags::OPENS | Flags::PROGRESS) || s.any(i, &["is", "are"])) {
                i += 1;
                continue;
            }
            let inside = taken.iter().any(|&(from, to)| from <= i && i < to);
            let candidates = one.at(i);
            for candidate in candidates {
                let nested = inside && !candidate.stands_alone;
                if nested {
                    continue;
                }
                // Of two readings of one word the first row with a record wins; a near miss never hides a record.
                if let Verdict::Record(_) = candidate.verdict {
                    taken.push(candidate.content_words());
                    taken.push(candidate.trigger);
                }
                found.push(candidate);
            }
            i += 1;
        }
        // A refused reading of a place that another reading accepted is no near miss.
        let accepted: Vec<(usize, usize)> =
            found.iter().filter(|c| matches!(c.verdict, Verdict::Record(_))).map(|c| c.trigger).collect();
        found.retain(|c| {
            matches!(c.verdict, Verdict::Record(_))
                || !accepted.iter().any(|&(a, b)| a < c.trigger.1 && c.trigger.0 < b)
        });
        found.sort_by_key(|c| c.trigger.0);
        found
    }
}

impl Detector<'_> {
    /// Words that look like a bond and are none, outside the records `taken`.
    pub fn lures(&self, s: &Sentence<'_>, found: &[Candidate]) -> Vec<Candidate> {
        let mut lured = Vec::new();
        for i in (0..s.len()).filter(|&i| s.has(i, Flags::LURE)) {
            let held = found.iter().any(|candidate| {
                let (from, to) = candidate.content_words();
                from <= i && i < to || candidate.trigger.0 <= i && i < candidate.trigger.1
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
        if s.be(i) && s.any(i, &["is", "are"]) {
            let to =
                i + 1 + usize::from(s.any(i + 1, &["also", "now", "then", "not", "still", "both", "all"]));
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

    /// What follows word `after` if it is `frame`.
    fn fit(&self, i: usize, after: usize, frame: Frame) -> Option<Fit> {
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
            Frame::ToVerb => self.to_verb(j, after),
            Frame::ToVerbLater => {
                if let Some(fit) = self.to_verb(j, after) {
                    return Some(fit);
                }
                // "work with partners to", "work together to", "work closely with X and Y to"
                let limit = (after + 22).min(s.len());
                let to = (after..limit)
                    .take_while(|&k| {
                        !s.finite(k) && !s.comma(k) && s.word(k) != ";" && s.pos(k) != Pos::Gerund
                    })
                    .find(|&k| s.is(k, "to") && s.pos(s.skip(k + 1)) == Pos::Base)?;
                self.to_verb(to, after).map(|fit| Fit { trigger_end: after, ..fit })
            }
            Frame::OwnToVerb => {
                let limit = (after + 14).min(s.len());
                let to = (after..limit).find(|&k| s.is(k, "to") && s.pos(s.skip(k + 1)) == Pos::Base)?;
                let own = (after..to).any(|k| s.has(k, Flags::OWN));
                let foreign = (after..to).any(|k| s.finite(k) || s.comma(k));
                (own && !foreign && noun_at(after)).then_some(())?;
                self.to_verb(to, after).map(|fit| Fit { trigger_end: i + 1, ..fit })
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
                    return self.to_verb(s.skip(head + 1), head + 1);
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

    fn time(&self, k: usize) -> bool {
        self.s.deadline_at(k).is_some()
    }

    /// "to" + verb at `j`, with "not" and list numbers between.
    fn to_verb(&self, mut j: usize, after: usize) -> Option<Fit> {
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
        let _ = after;
        Some(Fit { content: self.adverbs(j + 1, k), form: Form::Infinitive, trigger_end: j + 1, negative })
    }

    /// The first word between `from` and the verb at `verb` that belongs to the content: adverbs do, marks and numbers do not.
    fn adverbs(&self, from: usize, verb: usize) -> usize {
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

    /// Agent, thing or adversary.
    fn kind(&self, start: usize, end: usize) -> Kind {
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

    fn agent(&self, start: usize, head: usize) -> bool {
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

    fn blocker(&self, at: usize) -> Option<(&Entry, usize)> {
        let found = self.d.lexicon.longest(self.s, at, Table::Blocker);

        found.filter(|(entry, _)| entry.row.be.is_empty() || self.be_fits(entry, at))
    }

    fn carrier(&self, at: usize) -> Option<&Entry> {
        self.d.lexicon.longest(self.s, at, Table::Carrier).map(|(entry, _)| entry)
    }

    fn says(&self, at: usize) -> bool {
        self.carrier(at).is_some_and(|entry| entry.row.speech)
            || self.d.lexicon.longest(self.s, at, Table::Speech).is_some()
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

    /// will, would, shall.
    fn modal(&self, i: usize, entry: &Entry, fit: &Fit) -> Vec<Candidate> {
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
                    return no("under-blocker", &blocker.row.reason, Some(g));
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
        let kind = if start < end { self.kind(start, end) } else { Kind::Agent };
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
            && let Some(g) = under
            && let Some((performative, _)) =
                self.d.lexicon.matches(s, g, Table::Trigger).find(|(e, _)| e.frames.contains(&Frame::That))
        {
            class.clone_from(&performative.row.class);
        }
        let thing_passive = passive && kind != Kind::Agent;
        if thing_passive || passive && kind == Kind::Adversary {
            let made = s.is(participle, "made") && !s.is(end - 1, "progress");
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
            let mut draft = self.draft(&class, i, i, trigger_end, rule, entry);
            draft.doer = by.map_or(Doer::Elided, |(a, b)| Doer::Own(a, b));
            draft.passive = true;
            draft.status = status;
            draft.negative = fit.negative;
            draft.under = under;
            draft.condition = conditional;
            let contents = s.contents(fit.content, Form::Infinitive, false);
            let last = contents.first().map_or(fit.content + 1, |c| c.1);
            let keep_subject =
                conditional.is_none() && by.is_none() && s.pos(start) != Pos::Pronoun && link == Link::Main;
            draft.clause_start = start;
            draft.content = if keep_subject { (start, last) } else { (participle, last) };
            return vec![self.record(draft)];
        }
        if kind == Kind::Thing && start < end {
            let takes_place = s.is(verb, "take") && s.is(verb + 1, "place")
                || s.any(verb, &["begin", "commence", "convene", "resume"]);
            let event = (start..end).any(|k| s.has(k, Flags::EVENT));
            if takes_place && event && class == "WILL" {
                let mut draft = self.draft("PLAN", i, i, trigger_end, "event", entry);
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
                let mut draft = self.draft("WILL", i, i, trigger_end, "goes-on", entry);
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
            } else if let Some((adjective, end_of)) = self.willing(head + 1) {
                let _ = end_of;
                class.clone_from(&adjective);
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
        let agenda = s.has(if passive { participle } else { head }, Flags::ITINERARY)
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
        if class == "WILL" && agenda && status.is_none() && !fit.negative {
            class = "PLAN".to_owned();
            rule = "agenda";
        }
        if fit.negative {
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
        let mut draft = self.draft(&class, i, i, trigger_end, rule, entry);
        draft.doer = doer;
        draft.passive = passive;
        draft.status = if fit.negative { Some("denied") } else { status };
        draft.negative = fit.negative;
        draft.under = under;
        draft.clause_start = if start < end { start } else { i };
        if let Doer::Inherited(_, _) = doer {
            draft.clause_start = i;
        }
        self.spread(draft, content, Form::Infinitive, false)
    }

    /// "said that X, and that Y will": the verb of the first that-clause governs the second.
    fn shared_speech(&self, start: usize) -> Option<usize> {
        let s = self.s;
        (start > 1 && s.is(start - 1, "that") && s.is(start - 2, "and")).then_some(())?;
        let floor = start.saturating_sub(45);
        (floor..start - 2).rev().find(|&k| s.verb(k) && self.says(k))
    }

    /// "any attack will be met": the hostile act is the condition, the passive is our answer.
    fn hostile_passive(&self, start: usize, end: usize, passive: bool) -> bool {
        passive && (start..end).any(|k| self.s.has(k, Flags::HOSTILE))
    }

    /// "is prepared to" after a modal: the class of the adjective.
    fn willing(&self, at: usize) -> Option<(String, usize)> {
        let s = self.s;
        let at = s.skip(at);
        self.d
            .lexicon
            .matches(s, at, Table::Trigger)
            .find(|(entry, end)| entry.row.be == "be" && s.is(s.skip(*end), "to"))
            .map(|(entry, end)| (entry.row.class.clone(), end))
    }

    /// Whether the sentence names a speaker ("he said he would").
    fn speaker(&self) -> bool {
        self.s.facts().speaker
    }

    /// Whether the sentence reports what was decided, not an agenda.
    fn decided_here(&self) -> bool {
        let facts = self.s.facts();
        facts.decided && facts.condition.is_none() && !facts.dated
    }

    /// "by X" after a participle: the words of X.
    fn by_agent(&self, participle: usize) -> Option<(usize, usize)> {
        let s = self.s;
        let limit = (participle + 9).min(s.len());
        let by =
            (participle + 1..limit).take_while(|&k| !s.comma(k) && !s.finite(k)).find(|&k| s.is(k, "by"))?;
        let end = s.phrase_end(by + 1);
        (end > by + 1 && s.pos(by + 1) != Pos::Gerund && s.deadline_at(by).is_none()).then_some((by + 1, end))
    }

    fn draft(
        &self,
        class: &str,
        word: usize,
        from: usize,
        to: usize,
        rule: &'static str,
        entry: &Entry,
    ) -> Draft {
        let _ = word;
        Draft::new(class, (from, to), rule, &entry.row.id, entry.row.hedge)
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

    /// Verbs and adjectives that bind: agree to, pledge to, be committed to, intend to, continue to.
    fn performative(&self, i: usize, entry: &Entry, frame: Frame, fit: &Fit) -> Vec<Candidate> {
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
        if perfect && matches!(frame, Frame::Noun | Frame::Announced | Frame::OwnToVerb) {
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
            Doer::Relative(a, b) => {
                // "the leaders who agreed to", "the plan that seeks to": describes.
                let _ = (a, b);
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
                Kind::Thing => {
                    let it = s.any(a, &["it", "this", "that", "these"]);
                    let _ = it;
                    return no("thing", "description_or_elaboration", Some(s.head(a, b)));
                }
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
        let mut draft = self.draft(class, i, i, fit.trigger_end, rule, entry);
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
    fn announces(&self, fit: &Fit, past: bool) -> bool {
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
    fn be_to(&self, i: usize, to: usize) -> Vec<Candidate> {
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
    fn progressive(&self, i: usize) -> Vec<Candidate> {
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

    /// What follows a bond noun.
    fn bond_fit(&self, i: usize, end: usize, frame: Frame) -> Option<Fit> {
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
            let fit = self.to_verb(to, end)?;
            return Some(Fit { trigger_end: end, ..fit });
        }
        None
    }

    /// A noun that names a bond, with or without a verb that brings it on.
    fn bond(&self, i: usize, entry: &Entry, frame: Frame, fit: &Fit) -> Vec<Candidate> {
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
        if let Some(g) = governor
            && carrier.is_none()
        {
            let _ = g;
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
    fn phrase_stop(&self, i: usize, end: usize) -> usize {
        (i..end).find(|&k| self.s.comma(k) || self.s.finite(k)).unwrap_or(end)
    }

    /// Several actors, or a plural.
    fn several(&self, a: usize, b: usize) -> bool {
        let s = self.s;
        let head = s.head(a, b);
        s.heads(a, b).len() > 1
            || s.any(head, &["they", "we", "both"])
            || s.noun(head) && s.word(head).ends_with('s') && s.pos(head) == Pos::Noun
            || s.any(a, &["both", "two"])
            || (a..b).any(|k| s.any(k, &["leaders", "ministers", "sides", "countries"]))
    }

    /// Headlines and decks: "X, Y to open hub", "Agreement on the drills", "Expansion of drills".
    fn heading(&self) -> Option<Candidate> {
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

    fn trim(&self, mut end: usize) -> usize {
        while end > 0 && (self.s.quote(end - 1) || matches!(self.s.word(end - 1), "." | "..." | "…" | "-"))
        {
            end -= 1;
        }
        end
    }
}
