//! Deadlines and conditions: adjuncts that say when, and on what.

use super::lexicon::Flags;
use super::words::{Pos, Sentence};

/// Months and how they are cut short; the first twelve are the full names.
pub(crate) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "jun.",
    "jul.",
    "aug.",
    "sept.",
    "sep.",
    "oct.",
    "nov.",
    "dec.",
];
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const UNITS: &[&str] = &[
    "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "quarter",
    "quarters", "hours", "hour", "half", "period", "term", "future", "summer", "autumn", "fall", "spring",
    "winter", "weekend",
];
/// Determiners and adjectives that lead to a unit of time.
const LEADS: &[&str] = &[
    "the",
    "this",
    "next",
    "coming",
    "following",
    "first",
    "second",
    "third",
    "fourth",
    "final",
    "last",
    "early",
    "late",
    "later",
    "mid",
    "near",
    "a",
    "an",
    "several",
    "few",
    "fiscal",
    "calendar",
    "same",
    "current",
    "end",
    "beginning",
    "middle",
    "close",
    "of",
    "additional",
    "consecutive",
    "upcoming",
    "considerable",
    "following",
];
/// Prepositions that a deadline may begin with.
const OPENERS: &[&str] = &[
    "by",
    "before",
    "until",
    "till",
    "through",
    "within",
    "over",
    "in",
    "on",
    "from",
    "starting",
    "beginning",
    "between",
    "for",
    "after",
    "during",
    "throughout",
    "no",
    "as",
    "at",
    "prior",
    "ahead",
    "later",
    "early",
    "effective",
];
/// Whole phrases, by their first word.
const FIXED: &[(&str, &[&[&str]])] = &[
    ("as", &[&["soon", "as", "possible"], &["soon", "as", "practicable"], &["long", "as", "it", "takes"]]),
    (
        "at",
        &[
            &["an", "early", "date"],
            &["the", "earliest", "possible", "date"],
            &["the", "earliest", "opportunity"],
            &["the", "earliest", "possible", "opportunity"],
            &["the", "earliest"],
            &["once"],
        ],
    ),
    ("in", &[&["the", "near", "future"], &["the", "future"], &["the", "near", "term"], &["due", "course"]]),
    (
        "for",
        &[
            &["as", "long", "as", "it", "takes"],
            &["as", "long", "as", "necessary"],
            &["as", "long", "as", "needed"],
            &["decades", "to", "come"],
            &["years", "to", "come"],
            &["generations", "to", "come"],
            &["an", "agreed", "period"],
        ],
    ),
    ("next", &[&["year"], &["month"], &["week"]]),
    ("this", &[&["year"], &["month"], &["week"]]),
    ("later", &[&["this", "year"], &["this", "month"], &["this", "week"]]),
    ("early", &[&["next", "year"]]),
    ("without", &[&["delay"]]),
    ("before", &[&["long"]]),
    ("during", &[&["that", "period"], &["this", "period"]]),
    ("ahead", &[&["of", "schedule"]]),
    ("until", &[&["further", "notice"]]),
];
const TODAY: &[&str] = &["today", "tomorrow", "tonight"];
const THIS: &[&str] = &["this", "next"];
/// Words that a condition may begin with.
const CONDITIONS: &[&str] = &[
    "if",
    "unless",
    "provided",
    "assuming",
    "subject",
    "contingent",
    "conditional",
    "dependent",
    "conditioned",
    "in",
    "should",
    "so",
    "on",
    "when",
    "once",
    "under",
];
/// What `this`, `next` and `last` go with as a time of their own.
const SEASONS: &[&str] =
    &["summer", "autumn", "fall", "spring", "winter", "year", "month", "week", "weekend", "quarter"];

/// Numbers in words.
const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "ten", "twelve", "several", "thirty", "sixty", "ninety",
];
/// Times that need nothing before or behind them.
const PLAIN: &[&str] = &["today", "tomorrow", "tonight", "fy", "thereafter", "annually", "end"];

/// Words that a deadline or a condition may begin with, or a time may hold, each with its flag: most words are none of them, and the lexicon
/// is asked about every word in any case.
pub(crate) fn openers() -> impl Iterator<Item = (&'static str, u64)> {
    let deadlines = [TODAY, THIS, OPENERS].concat().into_iter().chain(FIXED.iter().map(|phrase| phrase.0));
    let conditions = CONDITIONS.iter().map(|&word| (word, Flags::CONDITION));
    let times = [WEEKDAYS, UNITS, PLAIN, MONTHS, LEADS, NUMBERS].concat();
    let times = times.into_iter().map(|word| (word, Flags::TIME));
    deadlines.map(|word| (word, Flags::DEADLINE)).chain(conditions).chain(times)
}

impl Sentence<'_> {
    fn number(&self, i: usize) -> bool {
        self.pos(i) == Pos::Number
            || self.word(i).bytes().next().is_some_and(|b| b.is_ascii_digit())
            || self.has(i, Flags::TIME) && self.any(i, NUMBERS)
    }

    fn year(&self, i: usize) -> bool {
        let word = self.word(i);
        word.len() == 4
            && word.bytes().all(|b| b.is_ascii_digit())
            && (word.starts_with("19") || word.starts_with("20"))
    }

    /// The end of the time expression that begins at `i` (after its preposition), or nothing.
    fn time_after(&self, i: usize) -> Option<usize> {
        let mut at = i;
        let limit = (i + 12).min(self.len());
        let mut found = None;
        while at < limit {
            let known = self.has(at, Flags::TIME);
            if self.year(at)
                || known && (self.any(at, WEEKDAYS) || self.any(at, UNITS) || self.any(at, PLAIN))
            {
                if self.any(at, &["half", "end"]) && self.is(at + 1, "of") {
                    at += 2;
                    continue;
                }
                at += 1;
                if !(self.any(at - 1, &["fy", "half", "end", "fiscal"])) {
                    found = Some(at);
                }
            } else if known && self.any(at, MONTHS) && (self.word(at).starts_with(char::is_uppercase)) {
                at += 1;
                if self.number(at) && !self.any(at + 1, UNITS) {
                    at += 1;
                    if self.comma(at) && self.year(at + 1) {
                        at += 2;
                    }
                }
                found = Some(at);
            } else if self.number(at)
                || known && self.any(at, LEADS)
                || self.word(at) == "-"
                || found.is_some()
                    && (self.comma(at)
                        && (self.any(at + 1, WEEKDAYS)
                            || self.any(at + 1, MONTHS)
                            || self.year(at + 1)
                            || self.any(at + 1, &["starting", "beginning", "ending"]))
                        || self.any(at, &["and", "to"])
                            && (self.any(at + 1, WEEKDAYS)
                                || self.any(at + 1, MONTHS)
                                || self.year(at + 1)
                                || self.any(at + 1, &["ending", "annually"]))
                        || self.any(at, &["on", "in", "of", "from", "ending", "starting", "beginning"])
                            && self.time_after(at + 1).is_some_and(|_| limit - i > 2 && at > i))
            {
                at += 1;
            } else {
                break;
            }
        }
        found
    }

    /// The end of a deadline that begins at word `i`, or nothing.
    pub fn deadline_at(&self, i: usize) -> Option<usize> {
        let end = self.time_at(i)?;
        // "the November 2022 Phnom Penh Statement": a date that is part of a name.
        let named = (i..end).any(|k| self.is(k, "the"))
            && self.noun(end)
            && !self.any(i, &["before", "after", "during", "until", "ahead", "prior", "on", "throughout"]);
        (!named).then_some(end)
    }

    fn time_at(&self, i: usize) -> Option<usize> {
        if !self.has(i, Flags::DEADLINE) {
            return None;
        }
        if self.any(i, TODAY) {
            return Some(i + 1);
        }
        if self.any(i, THIS) && (self.any(i + 1, SEASONS) || self.any(i + 1, WEEKDAYS)) && !self.noun(i + 2) {
            return Some(i + 2 + usize::from(self.any(i + 2, &["'s", "’s"])));
        }
        for rest in FIXED.iter().filter(|(first, _)| self.is(i, first)).flat_map(|(_, rests)| *rests) {
            if rest.iter().enumerate().all(|(k, word)| self.is(i + 1 + k, word)) {
                return Some(i + 1 + rest.len());
            }
        }
        if !self.any(i, OPENERS) {
            return None;
        }
        let mut at = i + 1;
        if self.is(i, "no") {
            if !(self.is(i + 1, "later") && self.is(i + 2, "than")) {
                return None;
            }
            at = i + 3;
        } else if self.is(i, "as") {
            if !(self.any(i + 1, &["early", "soon"]) && self.is(i + 2, "as")) {
                return None;
            }
            at = i + 3;
        } else if self.is(i, "prior") || self.is(i, "ahead") {
            if !self.any(i + 1, &["to", "of"]) {
                return None;
            }
            at = i + 2;
        } else if self.any(i, &["later", "early", "starting", "beginning", "effective"])
            && self.any(i + 1, &["in", "on", "from", "by", "at"])
        {
            at = i + 2;
        } else if self.is(i + 1, "at") && self.any(i + 2, &["least", "most"]) {
            // "until at least the end of 2031"
            at = i + 3;
        }
        if self.is(i, "on") && self.is(i + 1, "the") && self.is(i + 2, "sidelines") && self.is(i + 3, "of") {
            return Some(self.phrase_end(i + 4));
        }
        if self.is(i, "at") && !self.any(i + 1, &["end", "the"]) {
            return None;
        }
        // "in the year", "for the period": no time by themselves.
        if self.any(i, &["in", "for", "on", "over", "at"])
            && self.is(at, "the")
            && self.any(at + 1, UNITS)
            && !self.is(at + 2, "of")
        {
            return None;
        }
        if let Some(mut end) = self.time_after(at) {
            if self.any(i, &["within"]) && self.any(end, &["of", "after", "from"]) {
                end = self.phrase_end(end + 1);
            }
            return Some(end);
        }
        // "before the summit", "during his visit to Germany", "until a government exists"
        if self.any(i, &["before", "after", "during", "until", "ahead", "prior", "throughout"]) {
            let end = self.phrase_end(at);
            let ordinal = (at..end).any(|k| {
                self.word(k).starts_with(|c: char| c.is_ascii_digit())
                    && self.word(k).ends_with(|c: char| c.is_ascii_lowercase())
            });
            if end > at
                && ((at..end).any(|k| self.has(k, Flags::EVENT))
                    || ordinal
                    || self.any(at + 1, &["next"]) && self.any(i, &["before", "until"]))
            {
                return Some(end);
            }
            // "until the peace is safe", "until a government exists"
            if self.is(i, "until") {
                let stop = (i + 1..(i + 25).min(self.len()))
                    .find(|&k| matches!(self.word(k), "," | ";" | "." | "”" | "\""))
                    .unwrap_or((i + 25).min(self.len()));
                if (i + 1..stop).any(|k| self.finite(k)) {
                    return Some(stop);
                }
            }
        }
        None
    }

    /// The end of the noun phrase that begins at `i`: up to a verb, comma or end.
    pub fn phrase_end(&self, i: usize) -> usize {
        let limit = (i + 16).min(self.len());
        let mut at = i;
        while at < limit {
            let stop = matches!(self.word(at), "," | ";" | ":" | "." | "—" | "”" | "\"")
                || self.finite(at)
                || self.pos(at) == Pos::Wh
                || self.pos(at) == Pos::Gerund && at > i
                || self.is(at, "to") && self.pos(at + 1) == Pos::Base
                || self.pos(at) == Pos::Conjunction && self.verb(at + 1)
                || self.pos(at) == Pos::Pronoun && at > i;
            if stop {
                break;
            }
            at += 1;
        }
        at
    }

    /// The deadline in words `from..to`: the first that does not date something else (a past act, a named thing), joined with
    /// what follows it directly.
    pub fn deadline(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        let mut i = from;
        let mut past = false;
        while i < to {
            match self.deadline_at(i) {
                Some(end) if end <= to && (!past || self.any(i, &["for", "by", "within", "until", "no"])) => {
                    match best {
                        Some((start, last))
                            if last == i || last + 1 == i && (self.is(last, "and") || self.comma(last)) =>
                        {
                            best = Some((start, end))
                        }
                        Some(_) => return best,
                        None => best = Some((i, end)),
                    }
                    i = end;
                }
                _ => {
                    past |= self.pos(i) == Pos::Past
                        || self.pos(i) == Pos::Participle
                            && i > from
                            && self.noun(i - 1)
                            && !self.is(i, "been");
                    i += 1;
                }
            }
        }
        best
    }

    /// The condition in words `from..to`: (start, end).
    pub fn condition(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        for i in (from..to).filter(|&i| self.has(i, Flags::CONDITION)) {
            let opens = self.any(i, &["if", "unless"])
                && !self.any(i + 1, &["possible", "necessary", "appropriate", "needed", "any", "not"])
                && !(i > 0
                    && (self.any(i - 1, &["as", "even", "or", "determine", "see"])
                        || self.is(i - 1, "and") && self.is(i + 1, "when")))
                || self.any(i, &["provided", "assuming"]) && (self.is(i + 1, "that"))
                || self.is(i, "subject") && self.is(i + 1, "to")
                || self.any(i, &["contingent", "conditional", "dependent", "conditioned"])
                    && self.any(i + 1, &["on", "upon"])
                || self.is(i, "in") && self.is(i + 1, "the") && self.is(i + 2, "event")
                || self.is(i, "in") && self.is(i + 1, "case")
                || self.is(i, "should")
                    && (self.pos(i + 1) != Pos::Base)
                    && (i == 0
                        || self.comma(i - 1)
                        || self.is(i - 1, "that")
                        || i > from && self.noun(i - 1) && self.clause_like(i + 1))
                || self.is(i, "so") && self.is(i + 1, "long") && self.is(i + 2, "as")
                || self.is(i, "on") && self.is(i + 1, "condition")
                || self.is(i, "when")
                    && self.any(
                        i + 1,
                        &[
                            "asked",
                            "requested",
                            "needed",
                            "circumstances",
                            "conditions",
                            "called",
                            "necessary",
                        ],
                    )
                || self.is(i, "when") && i == 0 && self.clause_like(i + 1)
                || self.is(i, "once") && self.clause_like(i + 1)
                || (self.is(i, "in") || self.is(i, "under"))
                    && self.any(i + 1, &["these", "such"])
                    && self.is(i + 2, "circumstances");
            if opens {
                let mut end = i + 1;
                while end < to && !matches!(self.word(end), ";" | ":") {
                    if self.comma(end) {
                        // An inner comma that closes an aside or list stays inside only if the condition ends the sentence.
                        break;
                    }
                    end += 1;
                }
                while end > i && matches!(self.word(end - 1), "." | "”" | "\"") {
                    end -= 1;
                }
                return Some((i, end));
            }
        }
        None
    }

    /// "as agreed at the summit in May", "as planned": the earlier agreement in words `from..to`.
    pub fn prior_event(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let at = (from..to).find(|&i| {
            self.has(i, Flags::DEADLINE)
                && self.is(i, "as")
                && self.any(
                    i + 1,
                    &[
                        "agreed",
                        "pledged",
                        "promised",
                        "planned",
                        "decided",
                        "announced",
                        "committed",
                        "scheduled",
                    ],
                )
        })?;
        let end = (at + 1..to.min(at + 30))
            .find(|&k| matches!(self.word(k), "," | ";" | "." | "”" | "\""))
            .unwrap_or(to.min(at + 30));
        Some((at, end))
    }

    fn clause_like(&self, i: usize) -> bool {
        let limit = (i + 10).min(self.len());
        matches!(
            self.pos(i),
            Pos::Determiner | Pos::Pronoun | Pos::Name | Pos::Noun | Pos::Possessive | Pos::Adjective
        ) && (i + 1..limit).any(|k| self.verb(k))
    }
}
