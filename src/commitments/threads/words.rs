//! What a commitment is about, as terms: stems, with the synonyms of the genre under one name, acronyms in place of their long
//! forms, years and ordinals as such.

use std::collections::HashMap;

use super::super::actors::Gazetteer;

/// What a term is; it decides how much a match counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any other word.
    Plain,
    /// A word that the genre uses for almost everything: strengthen, conduct, support.
    General,
    /// Capitals inside a sentence.
    Name,
    /// Capitals throughout.
    Acronym,
    /// A number.
    Number,
    /// A year or an ordinal, as such: formulas repeat with another one.
    Time,
}

impl Kind {
    /// Thousandths by which a match counts.
    pub fn factor(self) -> u64 {
        match self {
            Kind::Plain => 1000,
            Kind::General => 600,
            Kind::Name => 1200,
            Kind::Acronym => 1300,
            Kind::Number => 1100,
            Kind::Time => 250,
        }
    }
}

impl Term {
    /// How many words of its own it is worth as a sign that two mentions speak of one thing: a state or "strengthen" stands
    /// everywhere, an acronym is a name of several words.
    pub fn signs(&self) -> u32 {
        match self.kind {
            Kind::General | Kind::Time => 0,
            Kind::Acronym => 2,
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

/// Words that say nothing about the action.
const STOP: &[&str] = &[
    "a",
    "about",
    "after",
    "all",
    "also",
    "among",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "been",
    "before",
    "both",
    "but",
    "by",
    "continue",
    "continues",
    "continued",
    "continuing",
    "could",
    "do",
    "each",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "i",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "may",
    "more",
    "of",
    "on",
    "or",
    "other",
    "our",
    "ours",
    "own",
    "she",
    "should",
    "so",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "toward",
    "towards",
    "under",
    "upon",
    "us",
    "was",
    "way",
    "ways",
    "we",
    "were",
    "when",
    "which",
    "while",
    "who",
    "will",
    "with",
    "within",
    "without",
    "would",
    "you",
    "your",
    "not",
    "again",
    "back",
    "day",
    "down",
    "first",
    "here",
    "himself",
    "itself",
    "last",
    "many",
    "month",
    "much",
    "new",
    "next",
    "now",
    "off",
    "once",
    "only",
    "ourselves",
    "out",
    "put",
    "set",
    "step",
    "then",
    "there",
    "themselves",
    "time",
    "up",
    "very",
    "week",
    "year",
    "years",
];

/// Words by which a bond is made softer; they move strength, not content.
const SOFT: &[&str] = &[
    "aim",
    "appropriate",
    "attempt",
    "consider",
    "endeavor",
    "endeavour",
    "examine",
    "explore",
    "gradual",
    "gradually",
    "possible",
    "possibly",
    "principle",
    "seek",
    "strive",
    "study",
    "try",
    "work",
];

/// Words by which it is made firmer.
const FIRM: &[&str] = &[
    "decisively",
    "definitely",
    "firm",
    "firmly",
    "full",
    "fully",
    "immediately",
    "ironclad",
    "overwhelming",
    "resolutely",
    "steadfast",
    "sternly",
    "strongly",
    "swift",
    "unwavering",
];

/// Stems of one meaning in this genre; the first names them.
const SYNONYMS: &[&[&str]] = &[
    &[
        "strengthen",
        "enhanc",
        "reinforc",
        "bolster",
        "boost",
        "beef",
        "deepen",
        "expand",
        "expans",
        "widen",
        "wider",
        "increas",
        "intensif",
        "broaden",
        "improv",
        "upgrad",
        "heighten",
    ],
    &["conduct", "implement", "execut", "perform", "carr"],
    &["exercis", "drill", "train", "maneuver", "manoeuvr"],
    &["joint", "combin"],
    &["hold", "held", "conven", "host"],
    &["complet", "finaliz", "finalis", "finish", "conclud"],
    &["maintain", "keep", "sustain", "uphold", "preserv", "retain"],
    &["consult", "discuss", "talk", "dialogu", "consultativ", "discus"],
    &["begin", "start", "launch", "initiat", "commenc"],
    &["respond", "respons", "react", "deal", "dealt"],
    &["deploy", "send", "dispatch"],
    &["commit", "pledge", "obligat", "guarante"],
    &["provoc", "provocativ", "provok"],
    &["defend", "defens", "defenc", "defensiv"],
    &["strateg", "strategic"],
    &["cooper", "cooperat", "cooperativ", "collabor", "collaborat"],
    &["meet", "session"],
    &["threat", "threaten"],
    &["deter", "deterr", "deterrenc"],
];
/// Groups from the start of [`SYNONYMS`] that say little by themselves.
const GENERAL: usize = 2;

/// Further stems that say little by themselves.
const LIGHT: &[&str] =
    &["support", "promot", "provid", "ensur", "make", "take", "part", "measur", "effort", "hold", "maintain"];

const ONES: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "once", "twice", "thrice",
    "dozen",
];

/// How often: the word itself is the quantity.
const OFTEN: &[&str] =
    &["every", "regularly", "annually", "annual", "yearly", "monthly", "quarterly", "weekly", "biannual"];

/// Acronyms that documents define: "Joint Deterrence Guidance (JDG)".
#[derive(Clone, Debug, Default)]
pub struct Acronyms {
    /// By first word: the words, and their short form; the longest first.
    rows: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Acronyms {
    /// The long and short forms that a text gives.
    pub fn defined(text: &str) -> Vec<(Vec<String>, String)> {
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
                } else if !STOP.contains(&before[at].as_str()) {
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
        Acronyms { rows }
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
            found.push(Term { stem: short.to_lowercase(), kind: Kind::Acronym });
            at += length;
            // The short form that follows in brackets is the same mention.
            at += usize::from(words.get(at).is_some_and(|next| *next == short));
            continue;
        }
        if let Some((id, length)) = actor(&words[at..]) {
            found.push(Term { stem: format!("@{id}"), kind: Kind::Name });
            at += length;
            continue;
        }
        if let Some(term) = term(words[at], &lower[at], at > 0) {
            found.push(term);
        }
        at += 1;
    }
    found
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

fn term(word: &str, lower: &str, inside: bool) -> Option<Term> {
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
        return Some(Term { stem, kind: Kind::Acronym });
    }
    if STOP.contains(&lower) || SOFT.contains(&lower) || FIRM.contains(&lower) || lower.chars().count() < 2 {
        return None;
    }
    let short = stem(lower);
    let group = SYNONYMS.iter().position(|group| group.contains(&short));
    let stem = group.map_or(short, |group| SYNONYMS[group][0]);
    let kind = if inside && capitals > 0 {
        Kind::Name
    } else if group.is_some_and(|group| group < GENERAL) || LIGHT.contains(&stem) {
        Kind::General
    } else {
        Kind::Plain
    };
    Some(Term { stem: stem.to_owned(), kind })
}

/// A word without its ending.
fn stem(lower: &str) -> &str {
    const ENDINGS: &[&str] =
        &["ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "e", "y"];
    ENDINGS
        .iter()
        .find_map(|ending| lower.strip_suffix(ending).filter(|rest| rest.chars().count() >= 4))
        .unwrap_or(lower)
}

/// Numbers, years, ordinals and words of frequency, in order of code point.
pub(super) fn quantities(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut words = split(text).peekable();
    while let Some(word) = words.next() {
        let lower = word.to_lowercase();
        let often = OFTEN.contains(&lower.as_str());
        if lower.starts_with(|c: char| c.is_ascii_digit()) || ONES.contains(&lower.as_str()) || often {
            // "every spring", "every six months"
            let next =
                words.peek().filter(|_| lower == "every").map(|next| format!(" {}", next.to_lowercase()));
            found.push(lower + &next.unwrap_or_default());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Verbs of saying and binding: how, not what.
const BINDING: &[&str] = &[
    "agre",
    "decid",
    "reaffirm",
    "affirm",
    "reiterat",
    "reemphasiz",
    "renew",
    "promis",
    "vow",
    "plan",
    "intend",
    "resolv",
    "will",
    "confirm",
    "stat",
    "announc",
    "#year",
];

/// The terms of a trigger that say what is bound: "commitment", "support".
pub(super) fn bond(trigger: &str, acronyms: &Acronyms) -> Vec<Term> {
    let mut found = terms(trigger, acronyms);
    found.retain(|term| !BINDING.contains(&term.stem.as_str()));
    found
}

/// How many words of a text make a bond softer, and how many firmer.
pub(super) fn firmness(text: &str) -> (usize, usize) {
    let count =
        |list: &[&str]| split(text).filter(|word| list.contains(&word.to_lowercase().as_str())).count();
    (count(SOFT), count(FIRM))
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
            ["word", "ab", "no", "long", "form"]
        );
    }

    #[test]
    fn synonyms_years_and_states_have_one_name() {
        assert_eq!(stems("expand drills in 2021", ""), stems("enhance exercises in 2022", ""));
        assert_eq!(stems("the U.S. and the US told us", ""), ["@USA", "@USA", "told"]);
        assert_eq!(stems("the 33rd ACM", ""), ["#nth", "acm"]);
        assert_eq!(
            quantities("twice a year, every six months, 21,400 troops"),
            ["21,400", "every six", "six", "twice"]
        );
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
