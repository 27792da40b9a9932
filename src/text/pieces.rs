//! Pieces: text for who only counts its words, cut into whole lines without a look at what each line is.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::{memchr, memchr2_iter};

use super::units::{after_line, is_blank, is_rare_end, is_unwrapped, lines_of, looks};
use crate::par::Run;

/// About how many bytes a piece has.
const PIECE: usize = 1 << 16;
/// Ranges of whole lines that hold the words of the units of `text`, and nothing else but white space and punctuation;
/// none where a word may be another there than in its unit.
pub(super) fn pieces_on(text: &str, run: &Run) -> Option<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let (mut cuts, mut start) = (Vec::with_capacity(bytes.len() / PIECE + 1), 0);
    while start < bytes.len() {
        let end = after_line(text, start + PIECE);
        cuts.push(start..end);
        start = end;
    }
    let unwrapped = OnceLock::new();
    let pieces = run.spread(cuts.len(), |range| {
        let mut pieces = Vec::with_capacity(range.len());
        for piece in &cuts[range] {
            if looks(piece.clone()).any(|look| is_rare(bytes, look)) {
                // Each line is a unit; in text that is wrapped it takes those before to tell.
                match unwrapped.get_or_init(|| is_unwrapped(text)) {
                    true => pieces.extend(lines_of(text, piece.clone()).map(Some)),
                    false => return vec![None],
                }
            } else if text[piece.clone()].contains(|c| !is_blank(c)) {
                pieces.push(Some(piece.clone()));
            }
        }
        pieces
    });
    pieces.into_iter().collect()
}

/// Whether one of `bytes` in `range` is the last of a character that divides units but not the lines that headings
/// are told by, or that is cut off at the end of units though it can be part of a word.
fn is_rare(bytes: &[u8], range: Range<usize>) -> bool {
    let (look, from) = (&bytes[range.clone()], range.start);
    is_rare_end(bytes, range)
        || memchr(0x0c, look).is_some()
        || memchr2_iter(0xaf, 0xbf, look).any(|at| match look[at] {
            0xaf => bytes[..from + at].ends_with(b"\xe2\x80"),
            _ => bytes[..from + at].ends_with(b"\xef\xbb"),
        })
}

#[cfg(test)]
mod tests {
    use super::super::units::units_on;
    use super::*;

    #[test]
    fn pieces_are_whole_lines_and_hold_all_that_is_not_blank() {
        let line = "The ferry council met on the pier and agreed to meet again.\r\n\n";
        let text =
            format!("{}{}{}no end", line.repeat(3000), " \n\u{200b}\n".repeat(40_000), line.repeat(2000));
        for threads in 1..3 {
            let run = Run::with_threads(threads).expect("a few threads");
            let pieces = pieces_on(&text, &run).expect("nothing rare");
            assert!(pieces.len() > 5);
            let mut last = 0;
            for piece in &pieces {
                assert!(text[last..piece.start].trim_matches(is_blank).is_empty());
                assert!(piece.start == 0 || text[..piece.start].ends_with('\n'));
                assert!(piece.len() < PIECE + line.len());
                last = piece.end;
            }
            assert_eq!(last, text.len());
        }
        assert_eq!(pieces_on("", &Run::serial()), Some(Vec::new()));
        assert_eq!(pieces_on(" \n\u{a0}\n", &Run::serial()), Some(Vec::new()));
    }

    #[test]
    fn lines_with_rare_ends_and_blanks_are_units() {
        let wrapped = "The council of the lake states met on Tuesday and\nagreed to extend the ferry treaty by another five\n\
                       years. It will report in spring.\nThe members also heard the harbour master, who had\n\
                       asked for more pilots.\n";
        for rare in ["\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\u{202f}", "\u{feff}"] {
            assert_eq!(pieces_on(&format!("{wrapped}{rare}"), &Run::serial()), None, "{rare:?}");
            for before in [0, 1, (1 << 15) - 2, (1 << 15) - 1, 1 << 15, 100_000] {
                let text = format!("{}\nb\n{}{rare} and more\nc", "x\n".repeat(PIECE), "x".repeat(before));
                for threads in 1..3 {
                    let run = Run::with_threads(threads).expect("a few threads");
                    let pieces = pieces_on(&text, &run).expect("no line is wrapped");
                    let units = units_on(&text, &run);
                    assert_eq!(pieces.last(), units.last(), "{rare:?} after {before}");
                    assert!(pieces[0].len() >= PIECE && pieces.len() < 10);
                }
            }
        }
        assert!(pieces_on("“Å” – ’ÿ’ … ¯¿ 한국 ぁ", &Run::serial()).is_some());
    }
}
