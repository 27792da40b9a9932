//! Scope, specificity and event codes: read off the words of the content.

use super::lexicon::Flags;
use super::record::Draft;
use super::words::{Pos, Sentence};

/// substantive, procedural (meet, consult, discuss, study) or protocol (travel, ceremony, press statement).
pub(crate) fn scope(s: &Sentence<'_>, draft: &Draft, (from, to): (usize, usize)) -> &'static str {
    let any = |a: usize, b: usize, flags: u64| (a..b).any(|k| s.has(k, flags));
    // "A joint conference will be held": the subject is the object.
    if draft.passive && from < draft.trigger.0 {
        let end = (s.phrase_end(from)).min(draft.trigger.0);
        let held = (draft.trigger.0..(draft.trigger.0 + 6).min(s.len())).any(|k| {
            s.has(k, Flags::CARRIES | Flags::PROTOCOL)
                || s.any(k, &["convened", "signed", "briefed", "issued", "begin", "place"])
        });
        if any(from, end, Flags::CEREMONY) && held
            || (draft.trigger.0..(draft.trigger.0 + 5).min(s.len())).any(|k| s.any(k, &["briefed", "handed"]))
        {
            return "protocol";
        }
        if held && any(from, end, Flags::TALK | Flags::EVENT) {
            return "procedural";
        }
        return "substantive";
    }
    // The main verb: behind continue to, work to, keep, focus on, further.
    let mut at = from;
    let limit = (from + 8).min(to);
    while at < limit {
        let idle = s.adverb(at)
            || s.quote(at)
            || s.is(at, "to")
            || s.is(at, "on")
            || s.is(at, "be")
            || s.any(
                at,
                &[
                    "continue",
                    "continuing",
                    "work",
                    "working",
                    "keep",
                    "keeping",
                    "together",
                    "further",
                    "focus",
                    "remain",
                    "try",
                    "help",
                    "make",
                ],
            ) && (s.is(at + 1, "to")
                || s.pos(at + 1) == Pos::Gerund
                || s.is(at + 1, "together")
                || s.is(at + 1, "on") && s.pos(at + 2) == Pos::Gerund
                || s.adverb(at + 1) && s.is(at + 2, "to"));
        if !idle {
            break;
        }
        at += 1;
    }
    let object_end = s.phrase_end(at + 1).min(to);
    let gerund_of = |flags: u64| {
        s.has(at, flags) || {
            // "discussing" → discuss
            let word = s.word(at);
            let long = word.len() > 3 && word.as_bytes()[word.len() - 3..].eq_ignore_ascii_case(b"ing");
            let word = if long { word.to_lowercase() } else { String::new() };
            let stem = word.strip_suffix("ing").unwrap_or("");
            !stem.is_empty() && [stem.to_owned(), format!("{stem}e")].iter().any(|base| s.knows(base, flags))
        }
    };
    if draft.nominal && s.noun(at) || s.pos(at) == Pos::Adjective {
        let end = s.phrase_end(at).min(to);
        return if any(at, end, Flags::CEREMONY) {
            "protocol"
        } else if any(at, end, Flags::TALK)
            && any(at, end, Flags::TALK | Flags::CARRIES)
            && !any(at, end, Flags::MILITARY)
        {
            "procedural"
        } else {
            "substantive"
        };
    }
    if gerund_of(Flags::PROTOCOL) {
        if s.any(at, &["attend", "host", "hosting", "attending"])
            && any(at + 1, object_end, Flags::TALK)
            && !any(at + 1, object_end, Flags::CEREMONY)
        {
            return "procedural";
        }
        if s.any(at, &["sign", "deliver", "announce", "issue", "return", "face"])
            && !any(at + 1, object_end, Flags::CEREMONY)
            && !s.is(at, "face")
        {
            return "substantive";
        }
        return "protocol";
    }
    if gerund_of(Flags::PROCEDURAL) {
        return "procedural";
    }
    if gerund_of(Flags::CARRIES) {
        if any(at + 1, object_end, Flags::CEREMONY) {
            return "protocol";
        }
        if any(at + 1, object_end, Flags::TALK) {
            return "procedural";
        }
    }
    "substantive"
}

/// 0 direction only, 1 named activity, unit, body or means, 2 named and dated or quantified. `acts` knows the names of actors.
pub(crate) fn specificity(
    s: &Sentence<'_>,
    (from, to): (usize, usize),
    deadline: Option<(usize, usize)>,
    vague: bool,
    acts: &dyn Fn(&str) -> bool,
) -> u8 {
    let number = (from..to).any(|k| {
        let word = s.word(k).as_bytes();
        word.starts_with(b"$")
            || word.starts_with("€".as_bytes())
            || word.ends_with(b"%")
            || s.any(k, &["million", "billion", "percent", "once", "twice"])
            || s.pos(k) == Pos::Number
                && !s.any(k, &["one", "two", "three", "both"])
                && !s.noun(k.wrapping_sub(1))
                && s.word(k + 1) != "-"
            || word.len() == 5
                && s.is(k, "every")
                && s.any(k + 1, &["year", "month", "week", "quarter", "six", "three"])
            || word.len() == 4 && s.is(k, "each") && s.any(k + 1, &["year", "month", "week", "quarter"])
    });
    let mut named = false;
    for k in from..to {
        if deadline.is_some_and(|(a, b)| a <= k && k < b) {
            continue;
        }
        if s.has(k, Flags::JOINT) && s.is(k, "which") {
            break;
        }
        let concrete = match s.pos(k) {
            // The head of a compound speaks for it: "missile threats" are threats.
            Pos::Noun => !(s.has(k, Flags::ABSTRACT | Flags::AGENT) || s.noun(k + 1) && k + 1 < to),
            // Names that go on to a noun ("US measures") and names of states are direction; titles of bodies are not.
            Pos::Name => {
                let word = s.word(k);
                let acronym = word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
                acronym && !acts(word)
                    || s.has(k, Flags::TALK | Flags::EVENT)
                    || s.pos(k + 1) == Pos::Name
                        && s.any(
                            k + 1,
                            &[
                                "shield",
                                "agreement",
                                "group",
                                "committee",
                                "council",
                                "center",
                                "system",
                                "strategy",
                                "arrangement",
                                "fund",
                                "initiative",
                                "plan",
                            ],
                        )
            }
            _ => false,
        };
        named |= concrete;
    }
    let dated = deadline.is_some() && !vague;
    match (named || dated && to > from + 1, dated || number) {
        (_, true) => 2,
        (true, false) => 1,
        (false, false) => 0,
    }
}

/// PLOVER type and CAMEO code (annotation guideline, event code).
pub(crate) fn event(
    s: &Sentence<'_>,
    draft: &Draft,
    scope: &str,
    (from, to): (usize, usize),
    several: bool,
) -> (&'static str, &'static str) {
    let any = |flags: u64| (from..to).any(|k| s.has(k, flags));
    if draft.class == "REFUSE" {
        return ("REJECT", "120");
    }
    let head = (from..(from + 6).min(to)).any(|k| s.has(k, Flags::STRIKE));
    let hostile = s.facts().hostile;
    if head && hostile {
        return ("THREATEN", "138");
    }
    match scope {
        "procedural" => return ("AGREE", "036"),
        "protocol" => return ("AGREE", "030"),
        _ => {}
    }
    if draft.nominal && matches!(draft.class.as_str(), "REAFFIRM" | "PLEDGE") && any(Flags::MILITARY)
        || (from..to)
            .any(|k| s.any(k, &["defend", "defending", "protect", "protecting", "protection", "guarantee"]))
    {
        return ("AGREE", "0334");
    }
    if any(Flags::INTELLIGENCE)
        && !(from..to).any(|k| s.any(k, &["exercise", "exercises"]))
        && (from..to).any(|k| s.any(k, &["sharing", "share", "exchange", "intelligence"]))
    {
        return ("AGREE", "0314");
    }
    if any(Flags::MILITARY) {
        let alone =
            !several && (from..(from + 4).min(to)).any(|k| s.has(k, Flags::BUILD)) && draft.class == "PURSUE";
        return if alone { ("MOBILIZE", "154") } else { ("AGREE", "0312") };
    }
    ("AGREE", "030")
}
