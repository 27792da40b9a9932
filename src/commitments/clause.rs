//! Clauses without a parser: subject, verb group, what governs a clause, and where its content ends. Every walk is bounded by
//! [`REACH`] words, so a sentence of any length costs linear time.

use super::lexicon::Flags;
use super::words::{Pos, Sentence};

/// How many words a walk may take in one direction.
pub(crate) const REACH: usize = 120;

/// Where the doer of a verb was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doer {
    /// A noun phrase of its own: words `start..end`.
    Own(usize, usize),
    /// The subject of an earlier verb in the sentence.
    Inherited(usize, usize),
    /// The noun before a relative pronoun.
    Relative(usize, usize),
    /// None in the sentence.
    Elided,
}

impl Doer {
    pub fn span(self) -> Option<(usize, usize)> {
        match self {
            Doer::Own(a, b) | Doer::Inherited(a, b) | Doer::Relative(a, b) => Some((a, b)),
            Doer::Elided => None,
        }
    }
}

/// What a clause hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Nothing: a main clause.
    Main,
    /// `that` or nothing, after the word at this place (a verb, adjective or noun).
    Under(usize),
    /// if, unless, should, in case.
    If,
    /// because, since, as, so that, how, when: a clause beside another.
    Side,
}

const SUBORDINATE: &[&str] = &[
    "because", "since", "so", "how", "why", "whether", "until", "once", "although", "though", "where",
    "after", "before",
];
const CONDITION: &[&str] = &["if", "unless"];

impl Sentence<'_> {
    /// The first word of the verb group that ends with the verb at `i`: auxiliaries, modals, adverbs.
    pub fn group(&self, i: usize) -> usize {
        let mut at = i;
        let floor = i.saturating_sub(8);
        while at > floor {
            let p = at - 1;
            if self.auxiliary(p) || self.pos(p) == Pos::Modal || (self.adverb(p) && !self.is(p, "not-only")) {
                at = p;
            } else {
                break;
            }
        }
        // An adverb at the very start of the group may belong to the subject's side ("Today").
        at
    }

    /// The noun phrase that ends before word `end`: its first word, or nothing.
    pub fn phrase_before(&self, end: usize) -> Option<usize> {
        let floor = end.saturating_sub(REACH);
        let mut i = end;
        let mut forks: Vec<(usize, bool)> = Vec::new();
        let mut listed = false;
        if !(end > 0
            && (self.noun(end - 1)
                || matches!(self.pos(end - 1), Pos::Pronoun | Pos::Determiner | Pos::Number)
                || self.word(end - 1) == ")"
                || self.is(end - 1, "two")
                || self.closes_quote(end - 1)
                || (self.pos(end - 1) == Pos::Adjective)))
        {
            return None;
        }
        while i > floor {
            let p = i - 1;
            let left_noun = p > 0
                && (self.noun(p - 1)
                    || self.word(p - 1) == ")"
                    || self.closes_quote(p - 1)
                    || matches!(self.pos(p - 1), Pos::Pronoun | Pos::Number | Pos::Genitive));
            match self.pos(p) {
                Pos::Noun | Pos::Name | Pos::Adjective | Pos::Possessive | Pos::Number | Pos::Genitive => {
                    // "the meeting | the ministers": two noun phrases side by side.
                    if i < end
                        && self.opens_phrase(i)
                        && self.pos(p) != Pos::Genitive
                        && self.pos(p) != Pos::Adjective
                    {
                        break;
                    }
                    i = p;
                }
                Pos::Determiner => {
                    if i < end && self.opens_phrase(i) && !self.any(p, &["all", "both", "half", "such"]) {
                        break;
                    }
                    i = p;
                }
                Pos::Participle | Pos::Gerund
                    if i < end
                        && (self.noun(i) || self.pos(i) == Pos::Adjective)
                        && p > 0
                        && matches!(
                            self.pos(p - 1),
                            Pos::Determiner | Pos::Possessive | Pos::Adjective | Pos::Genitive
                        ) =>
                {
                    i = p
                }
                Pos::Adverb if i < end && self.pos(i) == Pos::Adjective => i = p,
                Pos::Pronoun => {
                    if i < end && !self.is(i, "and") && !self.is(i, "all") && !self.is(i, ",") {
                        break;
                    }
                    i = p;
                    if !(p > 0 && self.is(p - 1, "and")) {
                        break;
                    }
                }
                Pos::Conjunction if self.any(p, &["and", "or", "&"]) && i < end => {
                    let comma = p > 0 && self.comma(p - 1);
                    let left = if comma { p.saturating_sub(2) } else { p.saturating_sub(1) };
                    let fits = p > 0
                        && (self.noun(left)
                            || self.word(left) == ")"
                            || matches!(
                                self.pos(left),
                                Pos::Pronoun | Pos::Number | Pos::Adjective | Pos::Genitive
                            ));
                    if !fits {
                        break;
                    }
                    forks.push((i, true));
                    listed = true;
                    i = if comma { p - 1 } else { p };
                }
                Pos::Preposition | Pos::To
                    if i < end
                        && left_noun
                        && self.any(
                            p,
                            &[
                                "of", "for", "in", "on", "to", "at", "with", "from", "between", "among",
                                "against", "by",
                            ],
                        ) =>
                {
                    forks.push((i, false));
                    i = p;
                }
                Pos::Punct if self.word(p) == ")" => match self.open_bracket(p) {
                    Some(open) if open > floor => i = open,
                    _ => break,
                },
                Pos::Punct if matches!(self.word(p), "-" | "–" | "/" | "&") && i < end => i = p,
                Pos::Punct
                    if self.comma(p)
                        && i < end
                        && (listed || self.any(i, &["jr.", "jr", "inc.", "inc"]))
                        && left_noun =>
                {
                    if listed && !self.any(i, &["jr.", "jr", "inc.", "inc"]) {
                        forks.push((i, true));
                    }
                    i = p;
                }
                Pos::Punct if self.quote(p) && i < end => i = p,
                _ => break,
            }
        }
        // What stands before the phrase tells whether its left part is somebody else's object.
        if i > 0 && i < end {
            let p = i - 1;
            let governed = self.verb(p) && !(self.pos(p) == Pos::Gerund && self.comma(p.saturating_sub(1)))
                || matches!(self.pos(p), Pos::Preposition | Pos::To)
                    && !self.any(
                        p,
                        &[
                            "that", "while", "as", "if", "because", "whether", "unless", "since", "although",
                            "though", "once", "until",
                        ],
                    )
                || self.pos(p) == Pos::Particle;
            // A preposition at the head of the sentence governs the first member of the list only ("In Seoul, Japan and the
            // ROK"); otherwise all up to the last conjunction is somebody's object ("in scale and level, and a conference").
            let heading = matches!(self.pos(p), Pos::Preposition) && (p == 0 || self.quote(p - 1) && p == 1);
            let fork = if heading {
                forks.iter().rposition(|&(at, list)| list && at > i)
            } else {
                forks.iter().position(|&(at, list)| list && at > i)
            };
            if let Some(fork) = fork.filter(|_| governed) {
                i = forks[fork].0;
            }
        }
        // "Today President Biden", "This week the ministers".
        while i + 1 < end
            && self.time_word(i)
            && !self.is(i + 1, "'s")
            && !self.is(i + 1, "’s")
            && !self.is(i + 1, "and")
        {
            i += 1;
            if self.comma(i) && i + 1 < end {
                i += 1;
            }
        }
        while i + 1 < end && (self.quote(i) || self.word(i) == "-") {
            i += 1;
        }
        (i < end).then_some(i)
    }

    fn closes_quote(&self, i: usize) -> bool {
        matches!(self.word(i), "”" | "\"" | "’" | "'") && i > 0 && self.noun(i - 1)
    }

    /// A word that begins a noun phrase of its own.
    fn opens_phrase(&self, i: usize) -> bool {
        matches!(self.pos(i), Pos::Determiner | Pos::Possessive) && !self.any(i, &["all", "both"])
    }

    pub fn time_word(&self, i: usize) -> bool {
        self.any(
            i,
            &[
                "today",
                "tomorrow",
                "yesterday",
                "tonight",
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
            ],
        )
    }

    /// The opening bracket for the closing one at `close`.
    fn open_bracket(&self, close: usize) -> Option<usize> {
        let floor = close.saturating_sub(40);
        (floor..close).rev().find(|&i| self.word(i) == "(")
    }

    /// Whether words `start..end` between two commas are an aside: "in coordination with the Attorney General".
    fn aside(&self, close: usize) -> Option<usize> {
        let floor = close.saturating_sub(40);
        let open = (floor..close).rev().find(|&i| self.comma(i) || self.finite(i))?;
        if !self.comma(open) || open + 1 >= close || open == 0 {
            return None;
        }
        let first = open + 1;
        let begins = matches!(self.pos(first), Pos::Preposition | Pos::Gerund | Pos::Participle | Pos::To)
            || self.any(first, &["including", "along", "together", "as", "through"]);
        (begins && (self.noun(open - 1) || self.pos(open - 1) == Pos::Pronoun)).then_some(open)
    }

    /// The subject that is named once more between two commas, of which the second is `close`: "The minister, Mr Duval, pledged".
    fn renamed(&self, close: usize) -> Option<(usize, usize)> {
        let floor = close.saturating_sub(25);
        let open = (floor..close).rev().find(|&i| self.comma(i) || self.finite(i))?;
        let again = matches!(self.pos(open + 1), Pos::Determiner | Pos::Possessive | Pos::Name | Pos::Noun);
        if !self.comma(open) || open + 1 >= close || !again {
            return None;
        }
        let start = self.phrase_before(open)?;
        let opens = start == 0
            || matches!(self.pos(start - 1), Pos::Punct | Pos::Conjunction)
            || self.is(start - 1, "that");
        opens.then_some((start, open))
    }

    /// The doer of the verb at `i`.
    pub fn doer(&self, i: usize) -> Doer {
        let group = self.group(i);
        let bare = group == i || (group..i).all(|p| self.adverb(p));
        if bare && matches!(self.pos(i), Pos::Gerund | Pos::Base) {
            return self.inherited(group);
        }
        self.doer_of_group(group)
    }

    fn doer_of_group(&self, group: usize) -> Doer {
        let mut at = group;
        while at > 0 && self.quote(at - 1) {
            at -= 1;
        }
        if at == 0 {
            return Doer::Elided;
        }
        let p = at - 1;
        if self.pos(p) == Pos::Wh || (self.is(p, "that") && p > 0 && self.noun(p - 1)) {
            let mut end = p;
            if end > 0 && self.comma(end - 1) {
                end -= 1;
            }
            // "for which", "on which"
            if end > 0 && self.pos(end - 1) == Pos::Preposition {
                end -= 1;
            }
            return match self.phrase_before(end) {
                Some(start) => Doer::Relative(start, end),
                None => Doer::Relative(p, at),
            };
        }
        if self.comma(p) {
            if let Some(open) = self.aside(p)
                && let Some(start) = self.phrase_before(open)
            {
                return Doer::Own(start, p);
            }
            if let Some((start, end)) = self.renamed(p) {
                return Doer::Own(start, end);
            }
            return self.inherited(p);
        }
        if matches!(self.word(p), "--" | "—" | "–") {
            let floor = p.saturating_sub(40);
            if let Some(open) = (floor..p).rev().find(|&i| matches!(self.word(i), "--" | "—" | "–"))
                && let Some(start) = self.phrase_before(open)
            {
                return Doer::Own(start, open);
            }
        }
        if self.pos(p) == Pos::Conjunction {
            return self.inherited(p);
        }
        match self.phrase_before(at) {
            Some(start) => Doer::Own(start, at),
            None => self.inherited(at),
        }
    }

    /// The subject of the nearest earlier finite verb that is not in a relative clause.
    fn inherited(&self, before: usize) -> Doer {
        let floor = before.saturating_sub(REACH);
        let mut k = before;
        let mut tries = 0;
        let mut fallback = None;
        while k > floor && tries < 6 {
            k -= 1;
            if !self.finite(k) || self.any(k, &["'s", "’s"]) && self.pos(k) == Pos::Genitive {
                continue;
            }
            tries += 1;
            let group = self.group(k);
            let mut at = group;
            while at > 0 && self.quote(at - 1) {
                at -= 1;
            }
            if at == 0 {
                break;
            }
            let p = at - 1;
            if self.pos(p) == Pos::Wh || self.is(p, "that") || self.pos(p) == Pos::Conjunction {
                k = group;
                continue;
            }
            if self.comma(p) {
                if let Some(open) = self.aside(p)
                    && let Some(start) = self.phrase_before(open)
                {
                    return Doer::Inherited(start, p);
                }
                k = group;
                continue;
            }
            if let Some(start) = self.subject_before(at) {
                // "agreed that the drill had worked, and promised": the subject of the that-clause is a last resort.
                if start > 0 && self.is(start - 1, "that") {
                    fallback = fallback.or(Some(Doer::Inherited(start, at)));
                    k = start;
                    continue;
                }
                return Doer::Inherited(start, at);
            }
            k = group;
        }
        if let Some(found) = fallback {
            return found;
        }
        // "Reaffirming our commitment, we agreed": the subject stands to the right.
        Doer::Elided
    }

    /// The subject that ends before word `end`, with a reduced relative clause inside: "the drill conducted at the end of the
    /// year".
    fn subject_before(&self, end: usize) -> Option<usize> {
        let mut start = self.phrase_before(end)?;
        for _ in 0..3 {
            let verb = start.saturating_sub(2);
            let inner = start > 1 && self.pos(start - 1) == Pos::Preposition && !self.is(start - 1, "that");
            if !(inner && self.pos(verb) == Pos::Participle && self.group(verb) == verb) {
                break;
            }
            let Some(before) = self.phrase_before(verb) else { break };
            start = before;
        }
        Some(start)
    }

    /// Behind a bond the words that say what it rests on: "in keeping with the treaty", "under Article 5".
    pub fn basis(&self, from: usize) -> (usize, usize) {
        let start = from + usize::from(self.comma(from));
        if !self.any(start, &["in", "under", "pursuant", "consistent", "based"]) {
            return (start, start);
        }
        let limit = (start + 25).min(self.len());
        let end = (start..limit).find(|&i| self.finite(i) || matches!(self.word(i), ";" | ":"));
        (start, end.unwrap_or(limit))
    }

    /// What the clause whose subject starts at `start` hangs on.
    pub fn link(&self, start: usize) -> Link {
        let mut at = start;
        while at > 0 && (self.quote(at - 1) || self.any(at - 1, &["also", "then", "even"])) {
            at -= 1;
        }
        if at == 0 {
            return Link::Main;
        }
        let p = at - 1;
        if self.any(p, CONDITION) || (self.is(p, "case") && p > 0 && self.is(p - 1, "in")) {
            return Link::If;
        }
        if self.is(p, "that") {
            if p > 0 && self.is(p - 1, "so") {
                return Link::Side;
            }
            return self.governor(p).map_or(Link::Main, Link::Under);
        }
        if self.comma(p) {
            // "that, in the event of X, the two sides will": the aside may follow `that`.
            let floor = p.saturating_sub(40);
            let open = (floor..p).rev().find(|&i| self.is(i, "that") || self.comma(i) || self.finite(i));
            if let Some(open) = open {
                if self.is(open, "that") {
                    return self.governor(open).map_or(Link::Main, Link::Under);
                }
                if self.comma(open) && open > 0 && self.is(open - 1, "that") {
                    return self.governor(open - 1).map_or(Link::Main, Link::Under);
                }
                // "that if X attacks, the two countries will"
                if self.finite(open) {
                    let near = open.saturating_sub(25);
                    if let Some(that) = (near..open).rev().find(|&i| self.is(i, "that"))
                        && (self.any(that + 1, &["if", "should", "when", "in", "once", "any"])
                            || self.comma(that + 1))
                    {
                        return self.governor(that).map_or(Link::Main, Link::Under);
                    }
                }
            }
            return Link::Main;
        }
        if self.any(p, SUBORDINATE) {
            return Link::Side;
        }
        if (self.verb(p) && !self.auxiliary(p)) || self.any(p, &["confident", "hopeful", "likely", "sure"]) {
            return Link::Under(p);
        }
        // "believe, however, the plan will", "said the US will" are handled by the verb; an adverb may stand between.
        if self.adverb(p) && p > 0 && self.verb(p - 1) {
            return Link::Under(p - 1);
        }
        Link::Main
    }

    /// The verb, adjective or noun that governs `that` at `that`.
    fn governor(&self, that: usize) -> Option<usize> {
        let floor = that.saturating_sub(12);
        let mut p = that;
        while p > floor {
            p -= 1;
            if self.verb(p) && !(self.auxiliary(p) && p + 1 < that)
                || self.pos(p) == Pos::Adjective && p + 1 == that
                || self.any(
                    p,
                    &[
                        "view",
                        "views",
                        "confidence",
                        "belief",
                        "hope",
                        "clear",
                        "expectation",
                        "understanding",
                    ],
                )
            {
                return Some(p);
            }
            if self.word(p) == ";" || self.finite(p) && p + 1 < that && self.auxiliary(p) {
                return Some(p);
            }
        }
        None
    }

    /// The head of the noun phrase `start..end`: its last noun before a preposition, comma or clause.
    pub fn head(&self, start: usize, end: usize) -> usize {
        let mut head = start;
        for i in start..end {
            match self.pos(i) {
                Pos::Noun | Pos::Name | Pos::Pronoun => head = i,
                Pos::Number | Pos::Determiner if head == start => head = i,
                Pos::Preposition | Pos::To | Pos::Wh if i > start => break,
                Pos::Punct if self.comma(i) => break,
                Pos::Punct if self.word(i) == "(" => break,
                Pos::Conjunction => break,
                _ => {}
            }
        }
        head
    }

    /// The heads of every member of the list `start..end`: "the President and the Prime Minister".
    pub fn heads(&self, start: usize, end: usize) -> Vec<usize> {
        let mut heads = vec![self.head(start, end)];
        for i in start..end {
            if (self.comma(i) || self.pos(i) == Pos::Conjunction)
                && i + 1 < end
                && !self.comma(i + 1)
                && self.pos(i + 1) != Pos::Conjunction
            {
                let head = self.head(i + 1, end);
                if !heads.contains(&head) {
                    heads.push(head);
                }
            }
        }
        heads
    }

    /// The next word that is no adverb, quote mark, list number ("(1)") or short time word, from `i` on.
    pub fn skip(&self, mut i: usize) -> usize {
        let limit = (i + 8).min(self.len());
        while i < limit {
            if self.adverb(i) && !self.has(i, Flags::NEGATION) || self.quote(i) || self.time_word(i) {
                i += 1;
            } else if self.word(i) == "(" && self.word(i + 2) == ")" {
                i += 3;
            } else if self.pos(i) == Pos::Number && self.word(i + 1) == ")" {
                i += 2;
            } else {
                break;
            }
        }
        i
    }
}
