//! What can be said of a unit before any rule is asked: its ends, its words, its neighbours, its doubles.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::conditions::{ENDS, FIELDS, Field, Flag, KINDS, STARTS, TAGS, View};
use super::doubles::Doubles;
use crate::frame::head;
use crate::par::Run;
use crate::text::units::marker;

/// Words are counted up to here: longer units are all alike.
pub(super) const MANY: usize = 64;
/// Bytes above which a unit has [`MANY`] words without being counted.
const LONG: usize = 600;

const CLOSERS: [char; 12] = ['"', '\'', '”', '’', '»', ')', ']', '}', '>', '*', '_', ' '];

/// Facts about all units of a document.
pub(super) struct Facts<'t> {
    pub(super) views: Vec<View<'t>>,
    /// For each unit, a longer one that starts with it.
    pub(super) prefix_of: Vec<Option<u32>>,
    /// For each unit, the first one with the same text.
    pub(super) same_as: Vec<Option<u32>>,
}

/// The bit of `name` among `names`; 0 where it is not there.
pub(super) const fn bit(names: &[&str], name: &str) -> u32 {
    let mut at = 0;
    while at < names.len() {
        if same(names[at].as_bytes(), name.as_bytes()) {
            return 1 << at;
        }
        at += 1;
    }
    0
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

const STOP: u32 = bit(ENDS, "stop");
const MARK: u32 = bit(ENDS, "mark");
pub(super) const ELLIPSIS: u32 = bit(ENDS, "ellipsis");
const COLON: u32 = bit(ENDS, "colon");
pub(super) const COMMA: u32 = bit(ENDS, "comma");
pub(super) const OPEN: u32 = bit(ENDS, "open");

impl<'t> Facts<'t> {
    pub(super) fn new(text: &'t str, units: &[Range<usize>], tags: &[&str], run: &Run) -> Facts<'t> {
        // Whether no blank line, or a line of NBSP, divides the unit from the next.
        let gap_after = |index: usize| match (units.get(index), units.get(index + 1)) {
            (Some(unit), Some(next)) => gap(&text[unit.end..next.start]),
            _ => (false, false),
        };
        let views = |range: Range<usize>, take: &mut dyn FnMut(View<'t>)| {
            let mut before = range.start.checked_sub(1).map_or((false, false), gap_after);
            for index in range {
                let tag = tags.get(index).copied().unwrap_or_default();
                let mut view = view(&text[units[index].clone()], tag);
                let after = gap_after(index);
                view.bits[Field::Glued as usize] = sides(before.0, after.0);
                view.bits[Field::Spacer as usize] = sides(before.1, after.1);
                before = after;
                take(view);
            }
        };
        let mut doubles = Doubles::new(units.len());
        let views = match run.threads() {
            1 => {
                // All that has to be read of the text is read here, once, while it is in the caches.
                let mut all = Vec::with_capacity(units.len());
                views(0..units.len(), &mut |view| {
                    doubles.add(&all, &view);
                    all.push(view);
                });
                all
            }
            _ => {
                let all = run.spread(units.len(), |range| {
                    let mut some = Vec::with_capacity(range.len());
                    views(range, &mut |view| some.push(view));
                    some
                });
                (0..all.len()).for_each(|index| doubles.add(&all[..index], &all[index]));
                all
            }
        };
        let (prefix_of, same_as) = doubles.find(&views);
        let mut facts = Facts { views, prefix_of, same_as };
        facts.neighbours();
        facts
    }

    /// Whether the unit at `index` has field `field` in `mask`.
    pub(super) fn is(&self, index: usize, field: Field, mask: u32) -> bool {
        self.views[index].bits[field as usize] & mask != 0
    }

    /// What the other units say about each.
    fn neighbours(&mut self) {
        const NONE: u32 = bit(KINDS, "none");
        let count = self.views.len();
        for index in 0..count {
            let kind_of = |other: Option<usize>| {
                other.and_then(|at| self.views.get(at)).map_or(NONE, |view| view.bits[Field::Kind as usize])
            };
            let (previous, next) = (kind_of(index.checked_sub(1)), kind_of(Some(index + 1)));
            let short = |other: Option<usize>| {
                other
                    .and_then(|at| self.views.get(at))
                    .is_some_and(|view| view.words <= 3 && view.bits[Field::Ends as usize] & OPEN != 0)
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
            for (flag, holds) in flags {
                view.flags |= u32::from(holds) << (flag as u32);
            }
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
    let stopped = ends & (STOP | MARK) != 0;
    let kind = match () {
        () if item => const { bit(KINDS, "item") },
        () if (stopped || ends == COLON) && words >= 12 => const { bit(KINDS, "paragraph") },
        () if stopped => const { bit(KINDS, "sentence") },
        () => const { bit(KINDS, "line") },
    };
    bits[Field::Ends as usize] = ends;
    bits[Field::Starts as usize] = if item { const { bit(STARTS, "item") } } else { starts(text) };
    bits[Field::Kind as usize] = kind;
    bits[Field::Tag as usize] = match tag {
        "" => const { bit(TAGS, "none") },
        tag => match bit(TAGS, tag) {
            0 => const { bit(TAGS, "other") },
            known => known,
        },
    };
    let flags = u32::from(quoted(text)) << (Flag::Quoted as u32);
    let hash = if words < MANY { FixedState::default().hash_one(text) as u32 } else { 0 };
    View { text, head: head(text), hash, words, bits, flags }
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

/// The bit of the list `STARTS`.
fn starts(text: &str) -> u32 {
    match text.chars().next() {
        Some('“' | '‘' | '"' | '\'' | '«' | '„') => const { bit(STARTS, "quote") },
        Some('[' | '(' | '<' | '{') => const { bit(STARTS, "bracket") },
        Some(c) if c.is_lowercase() => const { bit(STARTS, "lower") },
        Some(c) if c.is_numeric() => const { bit(STARTS, "digit") },
        // Scripts without case start like capitals.
        Some(c) if c.is_alphabetic() => const { bit(STARTS, "upper") },
        _ => const { bit(STARTS, "other") },
    }
}

/// The bit of the list `ENDS`.
fn ends(text: &str, words: usize) -> u32 {
    // Most units: a small letter and a stop are neither an ellipsis nor an abbreviation in capitals.
    if let [.., b'a'..=b'z', b'.'] = text.as_bytes() {
        return STOP;
    }
    let bare = text.trim_end_matches(CLOSERS);
    match bare.chars().next_back() {
        Some('…') => ELLIPSIS,
        Some('.') if bare.ends_with("...") => ELLIPSIS,
        // "... threats from the U.S." is a headline.
        Some('.') if words <= 24 && ends_with_letters(bare) => OPEN,
        Some('.' | '。' | '．' | '।' | '։') => STOP,
        Some('!' | '?' | '！' | '？' | '؟') => MARK,
        Some(':' | '：') => COLON,
        Some(',' | ';' | '、' | '，' | '؛' | '،' | '-' | '–' | '—') => COMMA,
        _ => OPEN,
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
