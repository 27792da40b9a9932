//! Units: the lines or paragraphs a text is made of.
//!
//! Each line is a unit, except in hard-wrapped text, where the lines of a paragraph are joined. Whether a text is
//! wrapped is measured: in wrapped prose a line ends only because the next word would not have fitted on it.

use std::ops::Range;

use memchr::{memchr, memchr3, memchr3_iter};

use crate::par::Run;

/// Lines wider than this are paragraphs, never wrapped lines.
const WIDEST: usize = 120;
/// Texts narrower than this are lists and verse, not wrapped prose.
const NARROWEST: usize = 30;
/// Most non-blank lines that are looked at to find the wrap width: enough for a book, cheap for anything longer.
const SAMPLE: usize = 20_000;

/// A non-blank line.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Without the white space around it.
    start: usize,
    end: usize,
    /// Columns of white space before it.
    indent: usize,
    /// Blank lines before it.
    blank: usize,
}

impl Line {
    fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Characters, counted up to one more than [`WIDEST`]. Not kept, as of most texts only the first lines are asked.
    fn width(&self, text: &str) -> usize {
        match self.end - self.start {
            len if len > 4 * WIDEST => WIDEST + 1,
            _ => self.text(text).chars().count().min(WIDEST + 1),
        }
    }
}

/// How lines become units.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wrap {
    /// Each line is a unit.
    None,
    /// Lines of a block without blank lines, wrapped at this width.
    Single(usize),
    /// Wrapped at this width with a blank line after every line, as speeches taken from PDF files are.
    Double(usize),
}

/// Returns the byte ranges of the text units of `text`, in order, without the white space around them. One pass.
pub fn units(text: &str) -> Vec<Range<usize>> {
    units_on(text, &Run::serial())
}

/// [`units`] on the threads of `run`.
pub(super) fn units_on(text: &str, run: &Run) -> Vec<Range<usize>> {
    let lines = lines(text, run);
    let wrap = wrap(text, &lines);
    if wrap == Wrap::None {
        // In the memory of the lines.
        return lines.into_iter().map(|line| line.start..line.end).collect();
    }
    let mut units: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    let mut item = false;
    for (index, line) in lines.iter().enumerate() {
        if index > 0
            && joins(text, wrap, &lines[index - 1], line, item)
            && let Some(unit) = units.last_mut()
        {
            unit.end = line.end;
            continue;
        }
        item = marker(line.text(text)).is_some();
        units.push(line.start..line.end);
    }
    units
}

/// White space, and the characters that look like it.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Returns `range` of `text` without the white space around it; empty at its start when there is nothing else.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.start..range.end];
    let start = range.start + (piece.len() - piece.trim_start_matches(is_blank).len());
    let end = (range.start + piece.trim_end_matches(is_blank).len()).max(start);
    start..end
}

/// Where the line ends that the byte `at` is on: after a line feed, which ends lines whatever else does.
pub(super) fn after_line(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    memchr(b'\n', rest).map_or(text.len(), |found| at + found + 1)
}

fn lines(text: &str, run: &Run) -> Vec<Line> {
    let mut parts = run.spread(text.len(), |range| {
        let start = if range.start == 0 { 0 } else { after_line(text, range.start - 1) };
        let end = after_line(text, range.end.saturating_sub(1));
        vec![lines_in(text, start..end.max(start))]
    });
    let (mut lines, mut blank) = match &mut parts[..] {
        [] => (Vec::new(), 0),
        [first, ..] => std::mem::take(first),
    };
    for (mut more, after) in parts.into_iter().skip(1) {
        match more.first_mut() {
            Some(first) => {
                first.blank += blank;
                blank = after;
            }
            None => blank += after,
        }
        lines.extend(more);
    }
    lines
}

/// Whether each line of `text` is a unit.
pub(super) fn is_unwrapped(text: &str) -> bool {
    // Of most texts the first lines tell.
    let (mut some, mut end) = (Vec::new(), 0);
    while some.len() < SAMPLE && end < text.len() {
        end = after_line(text, (4 * end).max(1 << 20));
        some = lines_in(text, 0..end).0;
    }
    wrap(text, &some) == Wrap::None
}

/// The lines in `range` of `text`, which are units where it [`is_unwrapped`]; the range ends with a line.
pub(super) fn lines_of(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    lines_in(text, range).0.into_iter().map(|line| line.start..line.end)
}

/// The lines in `range` of `text`, which ends with a line, and how many blank lines follow the last.
fn lines_in(text: &str, range: Range<usize>) -> (Vec<Line>, usize) {
    let rare = has_rare_ends(&text.as_bytes()[range.clone()]);
    let (mut lines, mut start, mut blank) = (Vec::new(), range.start, 0);
    while start < range.end {
        let (end, next) = line_end(text, start, rare);
        let inner = trim(text, start..end);
        if inner.is_empty() {
            blank += 1;
        } else {
            let indent = text[start..inner.start].chars().count();
            lines.push(Line { start: inner.start, end: inner.end, indent, blank });
            blank = 0;
        }
        start = next;
    }
    (lines, blank)
}

/// Whether a line ends with U+000B, U+0085, U+2028 or U+2029. They cost a look at every character, so they are looked
/// for only where the text has one.
fn has_rare_ends(bytes: &[u8]) -> bool {
    looks(0..bytes.len()).any(|look| is_rare_end(bytes, look))
}

/// Pieces of `range`, so small that a second look at one finds it in the cache.
pub(super) fn looks(range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    const LOOK: usize = 1 << 15;
    range.clone().step_by(LOOK).map(move |from| from..range.end.min(from + LOOK))
}

/// Whether such a character ends in `range` of `bytes`.
pub(super) fn is_rare_end(bytes: &[u8], range: Range<usize>) -> bool {
    let (look, from) = (&bytes[range.clone()], range.start);
    memchr(0x0b, look).is_some()
        || memchr3_iter(0x85, 0xa8, 0xa9, look).any(|at| match look[at] {
            0x85 => bytes[..from + at].ends_with(b"\xc2"),
            _ => bytes[..from + at].ends_with(b"\xe2\x80"),
        })
}

/// The end of the line that starts at `start`, and the start of the next.
fn line_end(text: &str, start: usize, rare: bool) -> (usize, usize) {
    let bytes = text.as_bytes();
    if rare {
        let found = text[start..].char_indices().find(|&(_, c)| {
            matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
        });
        return match found {
            Some((at, c)) => {
                let pair = text[start + at..].starts_with("\r\n");
                (start + at, start + at + c.len_utf8() + usize::from(pair))
            }
            None => (text.len(), text.len()),
        };
    }
    match memchr3(b'\n', b'\r', b'\x0c', &bytes[start..]) {
        Some(at) => {
            let pair = bytes[start + at..].starts_with(b"\r\n");
            (start + at, start + at + 1 + usize::from(pair))
        }
        None => (text.len(), text.len()),
    }
}

/// What the line ends and starts say about wrapping, over all pairs of neighbours with as many blank lines between.
#[derive(Default)]
struct Evidence {
    pairs: usize,
    full: usize,
    continued: usize,
    stopped: usize,
}

impl Evidence {
    fn of(text: &str, lines: &[Line], blank: usize, width: usize) -> Evidence {
        let mut evidence = Evidence::default();
        for pair in lines.windows(2) {
            if pair[1].blank != blank || marker(&text[pair[1].start..pair[1].end]).is_some() {
                continue;
            }
            evidence.pairs += 1;
            if full(text, &pair[0], &pair[1], width) {
                evidence.full += 1;
                evidence.continued += usize::from(continues(text, &pair[1]));
                evidence.stopped += usize::from(stops(text, &pair[0]));
            }
        }
        evidence
    }

    /// Lines end where the next word does not fit, and go on in the middle of a sentence.
    fn wrapped(&self, share: usize) -> bool {
        self.full > 0
            && self.full * 10 >= self.pairs * share
            && self.continued * 10 >= self.full * 4
            && self.stopped * 2 <= self.full
    }
}

fn wrap(text: &str, lines: &[Line]) -> Wrap {
    let lines = &lines[..lines.len().min(SAMPLE)];
    // Addresses on the web can't be wrapped, so they say nothing about the width.
    let counts = |line: &&Line| !line.text(text).contains("://");
    // Most texts have so many paragraphs that a few lines tell.
    let wide = lines.iter().filter(|line| line.width(text) > WIDEST).filter(counts);
    if wide.take(lines.len() / 20 + 1).count() * 20 > lines.len() {
        return Wrap::None;
    }
    let mut widths: Vec<usize> = lines.iter().filter(counts).map(|line| line.width(text)).collect();
    widths.sort_unstable();
    let wide = widths.len() - widths.partition_point(|&width| width <= WIDEST);
    if lines.len() < 2 || wide * 20 > widths.len() {
        return Wrap::None;
    }
    widths.truncate(widths.len() - wide);
    // One line in fifty may stand out: an address, a table row.
    let last = widths.len().saturating_sub(1 + widths.len() / 50);
    let Some(&width) = widths.get(last) else { return Wrap::None };
    if width < NARROWEST {
        return Wrap::None;
    }
    let spaced = lines.iter().skip(1).filter(|line| line.blank == 1).count();
    if spaced * 5 >= (lines.len() - 1) * 3 && spaced >= 3 {
        let width = width * 3 / 4;
        return if Evidence::of(text, lines, 1, width).wrapped(6) { Wrap::Double(width) } else { Wrap::None };
    }
    if Evidence::of(text, lines, 0, width).wrapped(7) { Wrap::Single(width) } else { Wrap::None }
}

/// Whether `line` belongs to the unit of `last`, the line before it; `item`: that unit is a list item.
fn joins(text: &str, wrap: Wrap, last: &Line, line: &Line, item: bool) -> bool {
    let width = match wrap {
        Wrap::None => return false,
        Wrap::Single(_) if line.blank > 0 => return false,
        Wrap::Double(_) if line.blank > 1 => return false,
        Wrap::Single(width) | Wrap::Double(width) => width,
    };
    let paragraph = line.indent > last.indent + 1 && !item;
    let starts = marker(line.text(text)).is_some_and(|sure| sure || stops(text, last));
    let goes_on = matches!(wrap, Wrap::Double(_)) && !stops(text, last) && continues(text, line);
    last.width(text) <= WIDEST
        && line.width(text) <= WIDEST
        && !paragraph
        && !starts
        && (goes_on || full(text, last, line, width))
}

/// Whether the first word of `line` would not have fitted on `last`.
fn full(text: &str, last: &Line, line: &Line, width: usize) -> bool {
    let word = line.text(text).split(is_blank).next().map_or(0, |word| word.chars().count());
    last.indent.min(width / 2) + last.width(text) + 1 + word > width
}

fn continues(text: &str, line: &Line) -> bool {
    text[line.start..].chars().next().is_some_and(|c| !c.is_uppercase() && c.is_alphanumeric())
}

fn stops(text: &str, line: &Line) -> bool {
    line.text(text).ends_with(['.', '!', '?', ':', ';', '"', '”', '’', ')'])
}

/// Whether `line` starts like a list item or a numbered paragraph: `None` no, `Some(true)` for certain, `Some(false)`
/// only after a line that ends a sentence or a clause (a wrapped line may start with a number or a dash).
pub(super) fn marker(line: &str) -> Option<bool> {
    let first = line.chars().next()?;
    // Most lines: a letter, and no stop or bracket where a mark would end.
    let start = &line.as_bytes()[..line.len().min(8)];
    if first.is_ascii_alphabetic() && !start.iter().any(|byte| matches!(byte, b'.' | b')')) {
        return None;
    }
    let mark = line.split(is_blank).next()?;
    if mark.len() == line.len() || mark.len() > 8 {
        return None;
    }
    match first {
        '•' | '▪' | '●' | '◦' | '‣' | '·' | '■' | '□' | '○' => Some(true),
        '#' | '>' if mark.chars().all(|c| c == first) => Some(true),
        '-' | '*' | '+' | '–' | '—' if mark.chars().count() == 1 => Some(false),
        '(' => {
            let inner = mark.strip_prefix('(')?.strip_suffix(')')?;
            is_ordinal(inner).then_some(false)
        }
        _ => {
            let inner = mark.strip_suffix(['.', ')'])?;
            // "S. Korean": a capital with a stop is an initial as often as a number.
            let initial = mark.ends_with('.') && inner.len() == 1 && first.is_ascii_uppercase();
            (is_ordinal(inner) && !initial).then_some(false)
        }
    }
}

/// A number of up to three digits, a letter, or a small Roman number.
pub(super) fn is_ordinal(mark: &str) -> bool {
    let bytes = mark.as_bytes();
    match bytes.len() {
        0 => false,
        1 => bytes[0].is_ascii_alphanumeric(),
        2..=3 if bytes.iter().all(u8::is_ascii_digit) => true,
        2..=5 => {
            bytes.iter().all(|b| matches!(b, b'i' | b'v' | b'x'))
                || bytes.iter().all(|b| matches!(b, b'I' | b'V' | b'X'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        units(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn every_line_end_counts_and_blank_lines_do_not() {
        let text = "One\r\nTwo\rThree\u{2028}Four\u{2029}Five\u{85}Six\u{c}Seven\n\u{a0}\u{200b}\n\u{feff} Eight\u{a0}";
        assert_eq!(pieces(text), ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"]);
        assert!(units("").is_empty() && units(" \n\u{a0}\n").is_empty());
        assert_eq!(pieces("one short string"), ["one short string"]);
    }

    #[test]
    fn wrapped_lines_are_joined_by_the_fits_test() {
        let text = "The council of the lake states met on Tuesday and\nagreed to extend the ferry treaty by another five\n\
                    years. It will report in spring.\nThe members also heard the harbour master, who had\n\
                    asked for more pilots.\n\n(a) The pilots shall be trained at the school of\nthe port.";
        assert_eq!(pieces(text).len(), 3);
        let verse = "The gulls go out,\nthe boats come in,\nand over the harbour wall the slow wide evening leans\nto look.";
        assert_eq!(pieces(verse).len(), 4);
    }

    #[test]
    fn doubly_spaced_lines_are_joined() {
        let text = "Allow me to thank the outgoing chair of the lake\n\ncouncil for her patient work over the past year and\n\n\
                    for the hospitality of her city. My country has\n\nfollowed the talks closely, and it will\n\n\
                    ratify the protocol.\n\n\nLet me turn to the second point of our agenda,\n\nwhich is the dredging of the canal.";
        assert_eq!(pieces(text).len(), 2);
    }

    proptest! {
        #[test]
        fn units_hold_all_that_is_not_blank(text in "([a-zé]{1,9}[ .]|[\\r\\n]|\u{a0}|\u{2028}|- |\\(a\\) |\\PC|[ ]{3}){0,80}") {
            let mut last = 0;
            for range in units(&text) {
                prop_assert!(range.start >= last && !range.is_empty());
                prop_assert!(trim(&text, last..range.start).is_empty());
                prop_assert_eq!(trim(&text, range.clone()), range.clone());
                last = range.end;
            }
            prop_assert!(trim(&text, last..text.len()).is_empty());
        }
    }

    proptest! {
        #[test]
        fn threads_change_no_unit(text in "([a-z]{1,9}[ .]|[\\r\\n]|\n\n|\u{a0}|\u{2028}|é|[ ]{3}){0,80}", threads in 2usize..5) {
            let run = Run::with_threads(threads).expect("a few threads");
            prop_assert_eq!(units_on(&text, &run), units(&text));
        }
    }

    #[test]
    fn large_inputs_are_linear() {
        assert!(units(&"\n".repeat(1_000_000)).is_empty());
        assert_eq!(units(&"word ".repeat(2_000_000)).len(), 1);
        assert_eq!(units(&"a\n".repeat(300_000)).len(), 300_000);
    }
}
