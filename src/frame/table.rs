//! A table to look at in a terminal: aligned columns, numbers to the right, long text cut with `…`.

use std::borrow::Cow;
use std::io::Write;

use unicode_segmentation::UnicodeSegmentation;

use super::format::failed;
use super::{Column, Frame, Values};
use crate::error::Result;

/// Width where the output is no terminal, in character cells.
const WIDTH: usize = 120;
/// Text columns are not cut narrower than this.
const NARROWEST: usize = 8;
/// Text columns that do not get this much are left out from the right, rather than all cut to stubs.
const COMFORT: usize = 18;
/// Columns at the left that stay whatever the width.
const KEPT: usize = 4;
/// Between columns.
const GAP: &str = "  ";
/// The left context of a concordance stands against its keyword: to the right, and cut on its left.
const LEFT_CONTEXT: &str = "pre";

/// Writes the table for an output that is no terminal.
pub(super) fn write(frame: &Frame, out: &mut dyn Write) -> Result<()> {
    write_table(frame, out, WIDTH)
}

/// Writes names, a rule and the rows, cut to `width` character cells as far as text columns can be cut. Null and NaN
/// are empty; floats are rounded; control characters are spaces. For eyes: every other format is for programs.
///
/// # Errors
/// What the output said.
pub fn write_table(frame: &Frame, out: &mut dyn Write, width: usize) -> Result<()> {
    let mut columns: Vec<Shown> =
        frame.columns().iter().map(|(name, column)| Shown::new(name, column)).collect();
    let left_out = leave_out(&mut columns, width);
    shrink(&mut columns, width);
    let mut line = |cell: &dyn Fn(&Shown) -> String| {
        let cells: Vec<String> = columns.iter().map(cell).collect();
        writeln!(out, "{}", cells.join(GAP).trim_end()).map_err(|error| failed(&error))
    };
    if frame.columns().is_empty() {
        return Ok(());
    }
    line(&|column| column.fit(&column.name))?;
    line(&|column| "─".repeat(column.width))?;
    for row in 0..frame.rows() {
        line(&|column| column.fit(&column.cells[row]))?;
    }
    if frame.rows() == 0 {
        line(&|column| if column.first { "(no rows)".to_owned() } else { String::new() })?;
    }
    if !left_out.is_empty() {
        let note = format!("… and {} more columns: {}", left_out.len(), left_out.join(", "));
        writeln!(out, "{note}").map_err(|error| failed(&error))?;
    }
    out.flush().map_err(|error| failed(&error))
}

/// One column as text.
struct Shown {
    name: String,
    cells: Vec<String>,
    width: usize,
    first: bool,
    right: bool,
    cut: bool,
    context: bool,
}

impl Shown {
    fn new(name: &str, column: &Column) -> Shown {
        let cells: Vec<String> = match column.values() {
            Values::Float(values) => {
                let decimals = decimals(values);
                let shown = |row: usize, value: f64| {
                    if column.is_null(row) || value.is_nan() { String::new() } else { round(value, decimals) }
                };
                values.iter().enumerate().map(|(row, &value)| shown(row, value)).collect()
            }
            _ => (0..column.len()).map(|row| column.display(row).unwrap_or_default()).map(plain).collect(),
        };
        let text = matches!(column.values(), Values::Str(_) | Values::Dict(..));
        let context = text && name == LEFT_CONTEXT;
        let right = context || matches!(column.values(), Values::Int(_) | Values::Float(_));
        let width = cells.iter().map(|cell| cells_of(cell)).max().unwrap_or(0).max(cells_of(name));
        Shown { name: plain(name.to_owned()), cells, width, first: false, right, cut: text, context }
    }

    /// `text` in exactly the width of the column.
    fn fit(&self, text: &str) -> String {
        let text = cut(text, self.width, self.context);
        let pad = " ".repeat(self.width.saturating_sub(cells_of(&text)));
        if self.right { format!("{pad}{text}") } else { format!("{text}{pad}") }
    }
}

/// Drops columns from the right until the others fit with a comfortable width each; returns the names of the dropped.
fn leave_out(columns: &mut Vec<Shown>, width: usize) -> Vec<String> {
    let wanted =
        |column: &Shown| GAP.len() + if column.cut { column.width.min(COMFORT) } else { column.width };
    let mut total: usize = columns.iter().map(wanted).sum::<usize>().saturating_sub(GAP.len());
    let mut names = Vec::new();
    while total > width && columns.len() > KEPT {
        if let Some(column) = columns.pop() {
            total -= wanted(&column);
            names.insert(0, column.name);
        }
    }
    names
}

/// Takes cells from the widest text columns until the line fits, or all are at their narrowest.
fn shrink(columns: &mut [Shown], width: usize) {
    if let Some(first) = columns.first_mut() {
        first.first = true;
    }
    let total: usize =
        columns.iter().map(|column| column.width + GAP.len()).sum::<usize>().saturating_sub(GAP.len());
    let mut over = total.saturating_sub(width);
    while over > 0 {
        let widest = columns.iter().filter(|column| column.cut).map(|column| column.width).max().unwrap_or(0);
        if widest <= NARROWEST {
            return;
        }
        // Down to the next widest, all of the widest together, the rightmost first.
        let next = columns.iter().filter(|c| c.cut && c.width < widest).map(|c| c.width).max().unwrap_or(0);
        let tied: Vec<&mut Shown> = columns.iter_mut().rev().filter(|c| c.cut && c.width == widest).collect();
        let step = (widest - next.max(NARROWEST)).min(over.div_ceil(tied.len())).max(1);
        for column in tied {
            let step = step.min(over);
            column.width -= step;
            over -= step;
        }
    }
}

/// `text` in at most `width` cells, with `…` where something is left out: at the end, or at the start.
fn cut(text: &str, width: usize, at_start: bool) -> Cow<'_, str> {
    if cells_of(text) <= width {
        return Cow::Borrowed(text);
    }
    let mut left = width.saturating_sub(1);
    let fits = |cluster: &&str| {
        let fits = cell_of(cluster) <= left;
        left = if fits { left - cell_of(cluster) } else { 0 };
        fits
    };
    if at_start {
        let kept: usize = text.graphemes(true).rev().take_while(fits).map(str::len).sum();
        Cow::Owned(format!("…{}", &text[text.len() - kept..]))
    } else {
        let kept: usize = text.graphemes(true).take_while(fits).map(str::len).sum();
        Cow::Owned(format!("{}…", &text[..kept]))
    }
}

/// Character cells of a terminal that `text` takes.
fn cells_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(cell_of).sum() }
}

/// Cells of one grapheme cluster: two for East Asian wide characters and emoji, by their blocks; one for the rest.
fn cell_of(cluster: &str) -> usize {
    const WIDE: &[(u32, u32)] = &[
        (0x1100, 0x115F),   // Hangul initial consonants
        (0x2E80, 0x303E),   // radicals, CJK punctuation
        (0x3041, 0xA4CF),   // kana, Hangul compatibility, CJK, Yi
        (0xA960, 0xA97F),   // Hangul extended A
        (0xAC00, 0xD7A3),   // Hangul syllables
        (0xF900, 0xFAFF),   // CJK compatibility
        (0xFE30, 0xFE6F),   // vertical and small forms
        (0xFF00, 0xFF60),   // full width forms
        (0xFFE0, 0xFFE6),   // full width signs
        (0x1F300, 0x1F64F), // pictographs, emoticons
        (0x1F680, 0x1F6FF), // transport
        (0x1F900, 0x1F9FF), // more pictographs
        (0x20000, 0x3FFFD), // CJK extensions
    ];
    let Some(first) = cluster.chars().next() else { return 0 };
    let (code, flag) = (u32::from(first), ('\u{1F1E6}'..='\u{1F1FF}').contains(&first));
    let invisible = matches!(code, 0x200B..=0x200F | 0x2060 | 0xFEFF);
    let wide =
        flag || cluster.contains('\u{FE0F}') || WIDE.iter().any(|&(low, high)| (low..=high).contains(&code));
    if invisible { 0 } else { 1 + usize::from(wide) }
}

/// `text` on one line and without anything that moves a terminal's cursor.
fn plain(text: String) -> String {
    if text.contains(char::is_control) { text.replace(char::is_control, " ") } else { text }
}

/// Digits after the point for a column of numbers: enough to tell small ones apart, none where all are whole.
fn decimals(values: &[f64]) -> usize {
    let finite = || values.iter().filter(|value| value.is_finite());
    let largest = finite().fold(0.0f64, |largest, value| largest.max(value.abs()));
    match largest {
        _ if finite().all(|value| value.fract() == 0.0) => 0,
        largest if largest < 10.0 => 4,
        largest if largest < 1000.0 => 3,
        _ => 2,
    }
}

/// `value` with so many digits after the point; in powers of ten where that would show nothing, or too much.
fn round(value: f64, decimals: usize) -> String {
    let magnitude = value.abs();
    let lost = magnitude > 0.0 && magnitude < 0.5 * 10f64.powi(-(decimals as i32));
    if lost || (magnitude >= 1e15 && magnitude.is_finite()) {
        format!("{value:.1e}")
    } else {
        format!("{value:.decimals$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Strings;

    fn show(frame: &Frame, width: usize) -> Result<String> {
        let mut out = Vec::new();
        write_table(frame, &mut out, width)?;
        Ok(String::from_utf8_lossy(&out).into_owned())
    }

    #[test]
    fn aligns_numbers_right_and_text_left() -> Result<()> {
        let frame = Frame::new()
            .with("term", ["日本", "é\n"].into_iter().collect::<Strings>())
            .with("count", vec![12_345i64, 7])
            .with("p", vec![0.25, 1e-9]);
        let expected = "term  count       p\n────  ─────  ──────\n日本  12345  0.2500\né         7  1.0e-9\n";
        assert_eq!(show(&frame, 80)?, expected);
        Ok(())
    }

    #[test]
    fn cuts_text_to_the_width() -> Result<()> {
        let frame = Frame::new()
            .with("pre", ["a very long left context of it"].into_iter().collect::<Strings>())
            .with("keyword", ["shall"].into_iter().collect::<Strings>())
            .with("post", ["and a right context too long"].into_iter().collect::<Strings>());
        let shown = show(&frame, 40)?;
        assert!(shown.lines().all(|line| cells_of(line) <= 40), "{shown}");
        assert!(shown.contains("… context of it  shall    and a right c…"), "{shown}");
        assert!(shown.ends_with("…\n"), "{shown}");
        for width in 1..12 {
            assert!(cells_of(&cut("日本語 e\u{301} 👩‍👩‍👧", width, width % 2 == 0)) <= width);
        }
        Ok(())
    }

    #[test]
    fn empty_tables_say_so() -> Result<()> {
        assert_eq!(show(&Frame::new(), 80)?, "");
        let frame = Frame::new().with("term", Strings::new()).with("count", Vec::<i64>::new());
        assert_eq!(show(&frame, 80)?, "term  count\n────  ─────\n(no rows)\n");
        Ok(())
    }
}
