//! What a commitment is about, as terms: stems, with the synonyms of the genre under one name, acronyms in place of their long
//! forms, years and ordinals as such.

use std::collections::{HashMap, HashSet};

use super::super::actors::Gazetteer;
use super::lists::Lists;

/// Thousandths by which each letter of an acronym counts whose long form is known.
const LETTER: u64 = 500;

/// Actors in a row that make a matter of three: "ROK-US-Japan".
const THREE: usize = 3;
const TRILATERAL: &str = "trilateral";

/// Terms of the action itself before its purpose may begin.
const ACTION: usize = 3;

/// What a term is; it decides how much a match counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any other word.
    Plain,
    /// A word that the genre uses for almost everything: strengthen, conduct, support.
    General,
    /// Who speaks, and that they do.
    Voice,
    /// Capitals inside a sentence.
    Name,
    /// Capitals throughout.
    Acronym,
    /// The same, where a document says what it stands for.
    Defined,
    /// A number.
    Number,
    /// A year or an ordinal, as such: formulas repeat with another one.
    Time,
}

impl Term {
    /// Thousandths by which a match counts; an acronym that is defined counts as the words that its letters stand for.
    pub fn factor(&self) -> u64 {
        match self.kind {
            Kind::Plain => 1000,
            Kind::General => 600,
            Kind::Voice => 250,
            Kind::Name => 1200,
            Kind::Acronym => 1300,
            Kind::Defined => LETTER * self.stem.len().clamp(2, 4) as u64,
            Kind::Number => 1100,
            Kind::Time => 250,
        }
    }

    /// Whether it is a name.
    pub fn names(&self) -> bool {
        matches!(self.kind, Kind::Name | Kind::Acronym | Kind::Defined)
    }

    /// How many words of its own it is worth as a sign that two mentions speak of one thing: a state or "strengthen" stands
    /// everywhere, an acronym is a name of several words.
    pub fn signs(&self) -> u32 {
        match self.kind {
            Kind::General | Kind::Voice | Kind::Time => 0,
            Kind::Acronym | Kind::Defined => 2,
            _ if self.stem == TRILATERAL => 2,
            _ => u32::from(!self.stem.starts_with('@')),
        }
    }
}

/// A word of a commitment.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub stem: String,
    pub kind: Kind,
}

/// Acronyms that documents define: "Joint Deterrence Guidance (JDG)".
#[derive(Clone, Debug, Default)]
pub struct Acronyms {
    /// By first word: the words, and their short form; the longest first.
    rows: HashMap<String, Vec<(Vec<String>, String)>>,
    /// The short forms, in lower case.
    shorts: HashSet<String>,
}

impl Acronyms {
    /// The long and short forms that a text gives.
    pub fn defined(text: &str) -> Vec<(Vec<String>, String)> {
        let lists = Lists::shipped();
        let mut found: Vec<(Vec<String>, String)> = Vec::new();
        for (open, _) in text.match_indices('(') {
            let inner = &text[open + 1..];
            let Some(close) = inner.bytes().take(12).position(|byte| byte == b')') else { continue };
            let short = &inner[..close];
            if short.len() < 2 || !short.bytes().all(|byte| byte.is_ascii_uppercase()) {
                continue;
            }
            let mut from = open.saturating_sub(120);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            let before: Vec<String> = split(&text[from..open]).map(str::to_lowercase).collect();
            let mut letters = short.bytes().rev().map(|byte| byte.to_ascii_lowercase()).peekable();
            let mut at = before.len();
            while let (Some(&letter), true) = (letters.peek(), at > 0) {
                at -= 1;
                if before[at].as_bytes().first() == Some(&letter) {
                    letters.next();
                } else if !lists.stop.contains(&before[at]) {
                    break;
                }
            }
            if letters.peek().is_none() && before.len() - at >= 2 {
                found.push((before[at..].to_vec(), short.to_owned()));
            }
        }
        found
    }

    /// Those of all documents together; a long form with two short ones goes by the first in order of code point.
    pub fn of(defined: impl IntoIterator<Item = (Vec<String>, String)>) -> Acronyms {
        let mut all: Vec<(Vec<String>, String)> = defined.into_iter().collect();
        all.sort_unstable_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        all.dedup_by(|a, b| a.0 == b.0);
        let mut rows: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for (long, short) in all {
            rows.entry(long[0].clone()).or_default().push((long, short));
        }
        let shorts = rows.values().flatten().map(|(_, short)| short.to_lowercase()).collect();
        Acronyms { rows, shorts }
    }

    /// The short form of the words that a text goes on with, and how many they are.
    fn short(&self, lower: &[String]) -> Option<(&str, usize)> {
        let rows = self.rows.get(lower.first()?)?;
        rows.iter()
            .find(|(long, _)| lower.starts_with(long))
            .map(|(long, short)| (short.as_str(), long.len()))
    }
}

/// The words of a text: letters and digits; hyphens part, U.S. is one word, a possessive is dropped.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | ','))).flat_map(|piece| {
        let piece = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let piece = piece.strip_suffix("'s").or_else(|| piece.strip_suffix("’s")).unwrap_or(piece);
        let dotted = piece.contains('.') && piece.split('.').all(|part| part.len() <= 1);
        let number = piece.starts_with(|c: char| c.is_ascii_digit());
        let whole = dotted || number;
        piece.split(move |c: char| !whole && !c.is_alphanumeric()).filter(|word| !word.is_empty())
    })
}

/// The terms of a text in order, stop words left out; long forms become their acronym.
pub(super) fn terms(text: &str, acronyms: &Acronyms) -> Vec<Term> {
    let words: Vec<&str> = split(text).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut found: Vec<Term> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if let Some((short, length)) = acronyms.short(&lower[at..]) {
            found.push(Term { stem: short.to_lowercase(), kind: Kind::Defined });
            at += length;
            // The short form that follows in brackets is the same mention.
            at += usize::from(words.get(at).is_some_and(|next| *next == short));
            continue;
        }
        if let Some((id, length)) = actor(&words[at..]) {
            found.push(Term { stem: format!("@{id}"), kind: Kind::Name });
            at += length;
            if found.iter().rev().take_while(|term| term.stem.starts_with('@')).count() == THREE {
                found.push(Term { stem: TRILATERAL.to_owned(), kind: Kind::Plain });
            }
            continue;
        }
        if let Some(term) = term(words[at], &lower[at], at > 0, acronyms) {
            found.push(term);
        }
        at += 1;
    }
    found
}

/// Where a text turns to what the action is for: "to" or "in order to" and a verb of purpose, behind the action; else its end.
pub(super) fn purpose(text: &str) -> usize {
    let lists = Lists::shipped();
    let (mut seen, mut to) = (0, None);
    for word in split(text) {
        let lower = word.to_lowercase();
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        match to {
            Some(start) if seen >= ACTION && lists.purpose.contains(lists.name(&lower)) => return start,
            _ => to = (lower == "to").then_some(at),
        }
        seen += usize::from(!lists.empty(&lower));
    }
    text.len()
}

/// The actor that these words begin with, and how many words name it: Pyongyang is North Korea.
fn actor<'w>(words: &[&'w str]) -> Option<(&'static str, usize)> {
    let first: &'w str = words.first().filter(|word| word.starts_with(char::is_uppercase))?;
    let gazetteer = Gazetteer::shipped();
    let alias = gazetteer.names(first).iter().find(|alias| {
        let rest = &words[1..];
        rest.len() >= alias.rest.len() && alias.rest.iter().zip(rest).all(|(a, b)| **a == **b)
    })?;
    alias.actor.map(|actor| (gazetteer.actor(actor).id.as_str(), 1 + alias.rest.len()))
}

fn term(word: &str, lower: &str, inside: bool, acronyms: &Acronyms) -> Option<Term> {
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let year = digits == 4 && lower.len() == 4 && matches!(&lower[..2], "19" | "20");
        let nth = matches!(&lower[digits..], "st" | "nd" | "rd" | "th");
        let (stem, kind) = match (year, nth) {
            (true, _) => ("#year", Kind::Time),
            (_, true) => ("#nth", Kind::Time),
            _ => (lower, Kind::Number),
        };
        return Some(Term { stem: stem.to_owned(), kind });
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let acronym = capitals >= 2 && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | 's'));
    if acronym {
        let stem: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
        let kind = if acronyms.shorts.contains(&stem) { Kind::Defined } else { Kind::Acronym };
        return Some(Term { stem, kind });
    }
    let lists = Lists::shipped();
    if lists.empty(lower) || lower.chars().count() < 2 {
        return None;
    }
    if let Some(number) = number(lower) {
        return Some(Term { stem: number, kind: Kind::Number });
    }
    let stem = lists.name(lower);
    let kind = if inside && capitals > 0 { Kind::Name } else { lists.kind(stem) };
    Some(Term { stem: stem.to_owned(), kind })
}

/// Numbers, years, ordinals and words of frequency, in order of code point; "three" is 3, "annually" and "each year" are "every
/// year".
pub(super) fn quantities(text: &str) -> Vec<String> {
    let lists = Lists::shipped();
    let mut found = Vec::new();
    for (lower, next) in with_next(text) {
        if let Some(often) = often(&lower, next.as_deref()) {
            found.push(often);
        } else if let Some(number) = number(&lower) {
            found.push(number);
        } else if lower.starts_with(|c: char| c.is_ascii_digit()) || lists.count.contains(&lower) {
            found.push(lower);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Words in lower case, each with the one behind it.
fn with_next(text: &str) -> impl Iterator<Item = (String, Option<String>)> {
    let mut words = split(text).map(str::to_lowercase).peekable();
    std::iter::from_fn(move || words.next().map(|word| (word, words.peek().cloned())))
}

/// A word for a small number, as digits.
fn number(lower: &str) -> Option<String> {
    Lists::shipped().number.iter().position(|word| word == lower).map(|number| number.to_string())
}

/// How often something is done, where a word says so: "every year", "regularly".
fn often(lower: &str, next: Option<&str>) -> Option<String> {
    let lists = Lists::shipped();
    if let Some(period) = lists.period.get(lower) {
        return Some(format!("every {period}"));
    }
    match (lower, next) {
        ("every", Some(next)) => Some(format!("every {}", number(next).unwrap_or_else(|| next.to_owned()))),
        ("each", Some(next)) => {
            lists.period.values().any(|period| period == next).then(|| format!("every {next}"))
        }
        _ => lists.often.contains(lower).then(|| lower.to_owned()),
    }
}

/// The terms of a trigger that say what is bound: "commitment", "support".
pub(super) fn bond(trigger: &str, acronyms: &Acronyms) -> Vec<Term> {
    let mut found = terms(trigger, acronyms);
    found.retain(|term| !Lists::shipped().binding.contains(&term.stem) && term.kind != Kind::Time);
    found
}

/// How many words of a text make a bond softer, and how many firmer.
pub(super) fn firmness(text: &str) -> (usize, usize) {
    let lists = Lists::shipped();
    let count =
        |list: &HashSet<String>| split(text).filter(|word| list.contains(&word.to_lowercase())).count();
    (count(&lists.soft), count(&lists.firm))
}

/// Whether a text says that something is done again and again.
pub(super) fn recurs(text: &str) -> bool {
    with_next(text).any(|(lower, next)| often(&lower, next.as_deref()).is_some())
}

/// Whether a text speaks of what may be done, or is asked for.
pub(super) fn weak(text: &str) -> bool {
    // As written: May is a month.
    split(text).any(|word| Lists::shipped().weak.contains(word))
}

/// Whether a text points at what was named before: "it", "this area".
pub(super) fn points_back(text: &str) -> bool {
    let pointer = &Lists::shipped().pointer;
    split(text).any(|word| pointer.contains(&word.to_lowercase()))
}

/// The words of `text` that `other` does not hold, as often as it lacks them, in order; " … " stands between those that do not follow
/// each other. Case does not count.
pub fn missing(text: &str, other: &str) -> String {
    let mut held: HashMap<String, usize> = HashMap::new();
    for word in split(other) {
        *held.entry(word.to_lowercase()).or_default() += 1;
    }
    let mut found = String::new();
    let mut gap = false;
    for word in split(text) {
        match held.get_mut(&word.to_lowercase()).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                gap = !found.is_empty();
            }
            None => {
                if !found.is_empty() {
                    found.push_str(if gap { " … " } else { " " });
                }
                gap = false;
                found.push_str(word);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str, document: &str) -> Vec<String> {
        terms(text, &Acronyms::of(Acronyms::defined(document))).into_iter().map(|term| term.stem).collect()
    }

    #[test]
    fn long_forms_count_as_their_acronym() {
        let document = "the Joint Deterrence Guidance (JDG) and the Full Readiness Assessment (FRA)";
        assert_eq!(stems("revise the Joint Deterrence Guidance (JDG)", document), ["revis", "jdg"]);
        assert_eq!(stems("revise the JDG", document), ["revis", "jdg"]);
        assert_eq!(stems("the Joint Deterrence Guidance", document), ["jdg"]);
        assert_eq!(
            stems("a word (with) and (AB) no long form", "no such (AB) form"),
            ["word", "ab", "long", "form"]
        );
    }

    #[test]
    fn synonyms_years_and_states_have_one_name() {
        assert_eq!(stems("expand drills in 2021", ""), stems("enhance exercises in 2022", ""));
        assert_eq!(stems("the U.S. and the US told us", ""), ["@USA", "@USA", "told"]);
        assert_eq!(stems("the 33rd ACM", ""), ["#nth", "acm"]);
        assert_eq!(
            quantities("twice a year, every six months, 21,400 troops"),
            ["21,400", "6", "every 6", "twice"]
        );
        assert_eq!(quantities("four annual reviews"), quantities("4 reviews each year"));
        assert!(recurs("held annually") && recurs("in each quarter") && !recurs("in each country"));
        assert_eq!(quantities("hold it every spring"), ["every spring"]);
    }

    #[test]
    fn hedges_and_boosters_are_counted() {
        assert_eq!(firmness("firmly pledged to seek"), (1, 1));
        assert_eq!((firmness("explore ways"), firmness("the full range of forces")), ((1, 0), (0, 1)));
    }

    #[test]
    fn missing_words_stand_in_order() {
        assert_eq!(
            missing("hold the talks in Velden in 2021", "hold talks in Portmere"),
            "the … Velden in 2021"
        );
        assert_eq!(missing("The sides", "the SIDES agreed"), "");
    }
}
