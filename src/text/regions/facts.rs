//! What can be said of a unit before any rule is asked: its ends, its words, its neighbours, its doubles.

use std::hint::black_box;
use std::ops::Range;

use super::conditions::{ENDS, FIELDS, Field, Flag, KINDS, STARTS, TAGS, View};
use super::doubles::Doubles;
use crate::par::Run;
use crate::text::units::marker;

/// Words are counted up to here: longer units are all alike.
pub(super) const MANY: usize = 64;
/// Bytes above which a unit has [`MANY`] words without being counted.
const LONG: usize = 600;
/// Units that are read before the first of them is looked at again: some kilobytes.
const TOGETHER: usize = 32;

const CLOSERS: [char; 12] = ['"', '\'', '”', '’', '»', ')', ']', '}', '>', '*', '_', ' '];

/// Facts about all units of a document.
#[derive(Debug)]
pub(super) struct Facts<'t> {
    text: &'t str,
    units: &'t [Range<usize>],
    shapes: Vec<Shape>,
    /// Whether the document has no other unit.
    alone: bool,
    /// None where there are more units than these.
    doubles: Option<Doubles>,
}

/// What one unit looks like: all that most rules ask, in a few bytes, as a file may have a unit for every 200 of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    words: u8,
    first: u8,
    /// Bits of the lists of these names.
    ends: u8,
    starts: u8,
    kind: u8,
    /// The place in the list `TAGS`.
    tag: u8,
    quoted: bool,
    /// What divides it from the unit before: no blank line, a line of NBSP.
    gap: (bool, bool),
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

/// Reads a byte of each cache line that the shapes of `units` will ask for: reads that do not wait for each other, so
/// that many of slow memory take as long as one: a tenth of the time of classifying 100 MB.
fn fetch(text: &str, units: &[Range<usize>]) {
    let mut sum = 0;
    for unit in units {
        let bytes = &text.as_bytes()[unit.clone()];
        let read = if bytes.len() > LONG { 1 } else { bytes.len() };
        sum ^= bytes[..read].iter().step_by(64).fold(0, |sum, byte| sum ^ byte);
        sum ^= bytes.last().copied().unwrap_or_default();
    }
    black_box(sum);
}

impl<'t> Facts<'t> {
    pub(super) fn new(text: &'t str, units: &'t [Range<usize>], tags: &[&str], run: &Run) -> Facts<'t> {
        Facts::with(text, units, tags, run, |_| ()).0
    }

    /// The same, and what `look` says of every unit while its text is in the caches, and before those far from it are
    /// read: its facts know its neighbours only.
    pub(super) fn with<R: Send>(
        text: &'t str,
        units: &'t [Range<usize>],
        tags: &[&str],
        run: &Run,
        look: impl Fn(&View<'_, 't>) -> R + Sync,
    ) -> (Facts<'t>, Vec<R>) {
        let alone = units.len() == 1;
        let shape = |index: usize| {
            let gap = match index.checked_sub(1) {
                Some(before) => gap(&text[units[before].end..units[index].start]),
                None => (false, false),
            };
            Shape::new(&text[units[index].clone()], tags.get(index).copied().unwrap_or_default(), gap)
        };
        let looked = run.spread(units.len(), |range| {
            let mut looked = Vec::with_capacity(range.len());
            // Of some units the facts, with the unit before and the one after.
            let mut some = Facts { text, units: &[], shapes: Vec::new(), alone, doubles: None };
            for start in range.clone().step_by(TOGETHER) {
                let end = (start + TOGETHER).min(range.end);
                let around = start.saturating_sub(1)..(end + 1).min(units.len());
                some.units = &units[around.clone()];
                // Of these the last two are known.
                some.shapes.drain(..some.shapes.len().saturating_sub(2));
                let have = some.shapes.len();
                fetch(text, &some.units[have..]);
                some.shapes.extend(around.clone().skip(have).map(&shape));
                for index in start..end {
                    let at = index - around.start;
                    looked.push((some.shapes[at], look(&some.view(at))));
                }
            }
            looked
        });
        let (shapes, looked) = looked.into_iter().unzip();
        (Facts { text, units, shapes, alone, doubles: Some(Doubles::default()) }, looked)
    }

    /// How many units there are.
    pub(super) fn count(&self) -> usize {
        self.units.len()
    }

    /// The text of the unit at `index`.
    pub(super) fn text(&self, index: usize) -> &'t str {
        &self.text[self.units[index].clone()]
    }

    /// Its bytes, without a look at them.
    pub(super) fn len(&self, index: usize) -> usize {
        self.units[index].len()
    }

    /// Its words, at most [`MANY`].
    pub(super) fn words(&self, index: usize) -> usize {
        self.shapes[index].words.into()
    }

    /// Whether its end is one of `mask`, of the list `ENDS`.
    pub(super) fn ends(&self, index: usize, mask: u32) -> bool {
        u32::from(self.shapes[index].ends) & mask != 0
    }

    /// Whether its HTML element is one of `mask`, of the list `TAGS`.
    pub(super) fn tagged(&self, index: usize, mask: u32) -> bool {
        1 << self.shapes[index].tag & mask != 0
    }

    /// All that conditions may ask of the unit, but for what other rules decide.
    pub(super) fn view(&self, index: usize) -> View<'_, 't> {
        const NONE: u32 = bit(KINDS, "none");
        let this = self.shapes[index];
        let before = index.checked_sub(1).map(|before| self.shapes[before]);
        let next = self.shapes.get(index + 1).copied();
        let kind = |other: Option<Shape>| other.map_or(NONE, |other| other.kind.into());
        let short = |other: Option<Shape>| {
            other.is_some_and(|other| other.words <= 3 && u32::from(other.ends) & OPEN != 0)
        };
        let after = next.map_or((false, false), |next| next.gap);
        let mut bits = [0; FIELDS];
        bits[Field::Ends as usize] = this.ends.into();
        bits[Field::Starts as usize] = this.starts.into();
        bits[Field::Kind as usize] = this.kind.into();
        bits[Field::Tag as usize] = 1 << this.tag;
        bits[Field::Glued as usize] = sides(this.gap.0, after.0);
        bits[Field::Spacer as usize] = sides(this.gap.1, after.1);
        bits[Field::Previous as usize] = kind(before);
        bits[Field::Next as usize] = kind(next);
        let flags = [
            (Flag::Alone, self.alone),
            (Flag::Quoted, this.quoted),
            (Flag::Stacked, short(before) || short(next)),
        ];
        let flags = flags.iter().fold(0, |flags, &(flag, holds)| flags | u32::from(holds) << (flag as u32));
        View { facts: self, index, first: this.first, words: this.words.into(), bits, flags }
    }

    /// What other units say of the one at `index`, found when it is asked: for most units it never is. `None` where not
    /// all units are known.
    pub(super) fn late(&self, index: usize, flag: Flag) -> Option<bool> {
        self.doubles.as_ref()?;
        Some(match flag {
            Flag::Prefix => self.longer(index).is_some(),
            Flag::Equal => self.same(index).is_some(),
            Flag::Extends => self.extends(index),
            Flag::Alone | Flag::Quoted | Flag::Page | Flag::Stacked => false,
        })
    }

    /// Whether the unit starts with the one before it, which is the start of a longer one.
    pub(super) fn extends(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).filter(|&before| self.words(before) < MANY) else {
            return false;
        };
        let (start, text) = (core(self.text(before)), self.text(index));
        text.len() > start.len() && text.starts_with(start) && self.longer(before).is_some()
    }

    /// The first unit with the text of the one at `index`, which may be itself, if there are several.
    pub(super) fn same(&self, index: usize) -> Option<u32> {
        self.doubles.as_ref()?.same(self, index)
    }

    /// A longer unit that starts with the one at `index`, if that is short.
    pub(super) fn longer(&self, index: usize) -> Option<u32> {
        self.doubles.as_ref()?.longer(self, index)
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

impl Shape {
    fn new(text: &str, tag: &str, gap: (bool, bool)) -> Shape {
        let words = if text.len() > LONG { MANY } else { words(text).min(MANY) };
        let ends = ends(text, words);
        let item = marker(text).is_some();
        let stopped = ends & (STOP | MARK) != 0;
        let kind = match () {
            () if item => const { bit(KINDS, "item") },
            () if (stopped || ends == COLON) && words >= 12 => const { bit(KINDS, "paragraph") },
            () if stopped => const { bit(KINDS, "sentence") },
            () => const { bit(KINDS, "line") },
        };
        let tag = match tag {
            "" => const { bit(TAGS, "none") },
            tag => match bit(TAGS, tag) {
                0 => const { bit(TAGS, "other") },
                known => known,
            },
        };
        Shape {
            words: words as u8,
            first: text.as_bytes().first().copied().unwrap_or_default(),
            ends: ends as u8,
            starts: if item { const { bit(STARTS, "item") as u8 } } else { starts(text) as u8 },
            kind: kind as u8,
            tag: tag.trailing_zeros() as u8,
            quoted: quoted(text),
            gap,
        }
    }
}

// What a shape holds fits its bytes.
const _: () = assert!(MANY <= 255 && ENDS.len() <= 8 && STARTS.len() <= 8 && KINDS.len() <= 8);

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
