//! What can be said of a unit before any rule is asked: its ends, its words, its neighbours, its doubles.

use std::ops::Range;

use hashbrown::{HashMap, HashSet};

use super::conditions::{ENDS, FIELDS, Field, Flag, KINDS, STARTS, TAGS, View};
use crate::text::units::marker;

/// Words are counted up to here: longer units are all alike.
pub(super) const MANY: usize = 64;
/// Bytes above which a unit has [`MANY`] words without being counted.
const LONG: usize = 600;
/// Bytes of the shortest unit whose doubles are looked for: below, chance repeats.
const SHORTEST: usize = 10;
/// Bytes of the longest unit that may be a cut text.
const LONGEST_CUT: usize = 300;

const CLOSERS: [char; 12] = ['"', '\'', '”', '’', '»', ')', ']', '}', '>', '*', '_', ' '];

/// Facts about all units of a document.
pub(super) struct Facts<'t> {
    pub(super) views: Vec<View<'t>>,
    /// For each unit, a longer one that starts with it.
    pub(super) prefix_of: Vec<Option<u32>>,
    /// For each unit, the first one with the same text.
    pub(super) same_as: Vec<Option<u32>>,
}

/// The bit of `name` among `names`.
pub(super) fn bit(names: &[&str], name: &str) -> u32 {
    names.iter().position(|other| *other == name).map_or(0, |at| 1 << at)
}

impl<'t> Facts<'t> {
    pub(super) fn new(text: &'t str, units: &[Range<usize>], tags: &[&str]) -> Facts<'t> {
        let mut views: Vec<View<'t>> = Vec::with_capacity(units.len());
        for (index, range) in units.iter().enumerate() {
            views.push(view(&text[range.clone()], tags.get(index).copied().unwrap_or_default()));
        }
        let (prefix_of, same_as) = doubles(&views);
        let mut facts = Facts { views, prefix_of, same_as };
        facts.neighbours(text, units);
        facts
    }

    /// Whether the unit at `index` has field `field` in `mask`.
    pub(super) fn is(&self, index: usize, field: Field, mask: u32) -> bool {
        self.views[index].bits[field as usize] & mask != 0
    }

    fn neighbours(&mut self, text: &str, units: &[Range<usize>]) {
        let (none, open) = (bit(KINDS, "none"), bit(ENDS, "open"));
        let count = units.len();
        let mut gap_before = (false, false);
        for index in 0..count {
            let gap_after = match units.get(index + 1) {
                Some(next) => gap(&text[units[index].end..next.start]),
                None => (false, false),
            };
            let kind_of = |other: Option<usize>| {
                other.and_then(|at| self.views.get(at)).map_or(none, |view| view.bits[Field::Kind as usize])
            };
            let (previous, next) = (kind_of(index.checked_sub(1)), kind_of(Some(index + 1)));
            let short = |other: Option<usize>| {
                other
                    .and_then(|at| self.views.get(at))
                    .is_some_and(|view| view.words <= 3 && view.bits[Field::Ends as usize] & open != 0)
            };
            let stacked = short(index.checked_sub(1)) || short(Some(index + 1));
            let extends = index > 0 && {
                let (before, this) = (self.views[index - 1], self.views[index]);
                before.words < MANY
                    && self.prefix_of[index - 1].is_some()
                    && this.text.len() > core(before.text).len()
                    && this.text.starts_with(core(before.text))
            };
            let flags = [
                (Flag::Alone, count == 1),
                (Flag::Prefix, self.prefix_of[index].is_some()),
                (Flag::Equal, self.same_as[index].is_some()),
                (Flag::Extends, extends),
                (Flag::Stacked, stacked),
            ];
            let view = &mut self.views[index];
            view.bits[Field::Previous as usize] = previous;
            view.bits[Field::Next as usize] = next;
            view.bits[Field::Glued as usize] = sides(gap_before.0, gap_after.0);
            view.bits[Field::Spacer as usize] = sides(gap_before.1, gap_after.1);
            for (flag, holds) in flags {
                view.flags |= u32::from(holds) << (flag as u32);
            }
            gap_before = gap_after;
        }
    }
}

/// The bits of the list `SIDES`.
fn sides(previous: bool, next: bool) -> u32 {
    u32::from(previous)
        | u32::from(next) << 1
        | u32::from(previous && next) << 2
        | u32::from(!previous && !next) << 3
}

/// Whether what stands between two units is one line end, and whether it holds a line of NBSP.
fn gap(between: &str) -> (bool, bool) {
    match between {
        "\n" | "\r\n" => return (true, false),
        "\n\n" => return (false, false),
        _ => {}
    }
    let mut lines = between.split('\n').map(|line| line.trim_end_matches('\r'));
    let ends = lines.clone().count();
    lines.next();
    let spacer = lines.take(ends.saturating_sub(2)).any(|line| line.contains('\u{a0}'));
    (ends == 2, spacer)
}

fn view<'t>(text: &'t str, tag: &str) -> View<'t> {
    let words = if text.len() > LONG { MANY } else { words(text).min(MANY) };
    let ends = ends(text, words);
    let item = marker(text).is_some();
    let mut bits = [0; FIELDS];
    let stopped = matches!(ends, "stop" | "mark");
    let kind = match () {
        () if item => "item",
        () if (stopped || ends == "colon") && words >= 12 => "paragraph",
        () if stopped => "sentence",
        () => "line",
    };
    bits[Field::Ends as usize] = bit(ENDS, ends);
    bits[Field::Starts as usize] = bit(STARTS, if item { "item" } else { starts(text) });
    bits[Field::Kind as usize] = bit(KINDS, kind);
    let tag = if tag.is_empty() { "none" } else { tag };
    bits[Field::Tag as usize] =
        Some(bit(TAGS, tag)).filter(|bit| *bit != 0).unwrap_or_else(|| bit(TAGS, "other"));
    View { text, words, bits, flags: u32::from(quoted(text)) << (Flag::Quoted as u32) }
}

/// How many pieces white space of ASCII cuts `text`, which is not [`LONG`], into; without a branch a byte.
fn words(text: &str) -> usize {
    let blank =
        |byte: u8| (byte == b' ') | (byte == b'\n') | (byte == b'\t') | (byte == b'\r') | (byte == b'\x0c');
    let Some((&first, rest)) = text.as_bytes().split_first() else { return 0 };
    let starts: u16 =
        text.bytes().zip(rest).map(|(before, &byte)| u16::from(blank(before) & !blank(byte))).sum();
    usize::from(starts) + usize::from(!blank(first))
}

fn starts(text: &str) -> &'static str {
    match text.chars().next() {
        Some('“' | '‘' | '"' | '\'' | '«' | '„') => "quote",
        Some('[' | '(' | '<' | '{') => "bracket",
        Some(c) if c.is_lowercase() => "lower",
        Some(c) if c.is_numeric() => "digit",
        // Scripts without case start like capitals.
        Some(c) if c.is_alphabetic() => "upper",
        _ => "other",
    }
}

fn ends(text: &str, words: usize) -> &'static str {
    let bare = text.trim_end_matches(CLOSERS);
    match bare.chars().next_back() {
        Some('…') => "ellipsis",
        Some('.') if bare.ends_with("...") => "ellipsis",
        // "... threats from the U.S." is a headline.
        Some('.') if words <= 24 && ends_with_letters(bare) => "open",
        Some('.' | '。' | '．' | '।' | '։') => "stop",
        Some('!' | '?' | '！' | '？' | '؟') => "mark",
        Some(':' | '：') => "colon",
        Some(',' | ';' | '、' | '，' | '؛' | '،' | '-' | '–' | '—') => "comma",
        _ => "open",
    }
}

fn ends_with_letters(text: &str) -> bool {
    let word = text.rsplit([' ', '-', '\u{a0}']).next().unwrap_or(text).trim_end_matches('.');
    let mut parts = word.split('.');
    word.contains('.') && parts.all(|part| part.len() == 1 && part.as_bytes()[0].is_ascii_uppercase())
}

fn quoted(text: &str) -> bool {
    let Some(inner) = text.strip_prefix(['“', '"', '«']) else { return false };
    let Some(inner) = inner.trim_end_matches(['.', ',']).strip_suffix(['”', '"', '»']) else {
        return false;
    };
    !inner.contains(['“', '”', '"', '«', '»'])
}

/// The text less an ellipsis and the quotes and brackets after it.
pub(super) fn core(text: &str) -> &str {
    let bare = text.trim_end_matches(CLOSERS);
    match bare.strip_suffix("...").or_else(|| bare.strip_suffix('…')) {
        Some(cut) => cut.trim_end(),
        None => text,
    }
}

type Doubles = (Vec<Option<u32>>, Vec<Option<u32>>);

/// For each short unit a longer one that starts with it, and the first one that is the same. Sorts the units that
/// share their first bytes with a candidate: texts that start with a text follow it in the order of sorting.
fn doubles(views: &[View<'_>]) -> Doubles {
    let mut prefix_of = vec![None; views.len()];
    let mut same_as = vec![None; views.len()];
    let cut = bit(ENDS, "open") | bit(ENDS, "ellipsis") | bit(ENDS, "comma");
    let key =
        |text: &str| text.as_bytes().get(..SHORTEST).and_then(|bytes| <[u8; SHORTEST]>::try_from(bytes).ok());
    let state = foldhash::fast::FixedState::default();
    let mut first: HashMap<&str, u32, _> = HashMap::with_hasher(state.clone());
    let mut starts = HashSet::with_hasher(state);
    let mut candidates: Vec<(&str, u32, bool)> = Vec::new();
    for (index, view) in (0u32..).zip(views) {
        if view.words >= MANY || view.text.len() < SHORTEST {
            continue;
        }
        match first.get(view.text) {
            Some(&other) => {
                same_as[index as usize] = Some(other);
                same_as[other as usize].get_or_insert(index);
            }
            None => _ = first.insert(view.text, index),
        }
        let core = core(view.text);
        if view.bits[Field::Ends as usize] & cut != 0
            && view.words > 1
            && view.text.len() <= LONGEST_CUT
            && let Some(key) = key(core)
        {
            starts.insert(key);
            candidates.push((core, index, true));
        }
    }
    if candidates.is_empty() {
        return (prefix_of, same_as);
    }
    for (index, view) in (0u32..).zip(views) {
        // A text cut with an ellipsis is nobody's full version.
        let full = view.bits[Field::Ends as usize] & bit(ENDS, "ellipsis") == 0;
        if full && key(view.text).is_some_and(|key| starts.contains(&key)) {
            candidates.push((view.text, index, false));
        }
    }
    candidates.sort_unstable();
    // From the back: the nearest text after this one that is longer; texts equal to it have the same.
    let mut longer: Option<(&str, u32)> = None;
    let mut last: Option<(&str, u32)> = None;
    for &(text, index, candidate) in candidates.iter().rev() {
        if last.is_some_and(|(other, _)| other != text) {
            longer = last;
        }
        if let Some((other, at)) = longer
            && candidate
            && at != index
            && other.starts_with(text)
        {
            prefix_of[index as usize] = Some(at);
        }
        last = Some((text, index));
    }
    (prefix_of, same_as)
}
