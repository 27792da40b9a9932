//! Plain words: runs of ASCII letters and digits, found in blocks of 64 bytes without a look at each byte.
//!
//! A block is turned into bit masks, one bit a byte, and the rules of UAX #29 for ASCII into arithmetic on them: a word
//! is a run of core bytes (letters, digits, underscore) and of what joins two of them. Everything but letters and
//! digits makes the run it stands in *odd*: joiners, characters outside ASCII, a hyphen after it. Whoever reads the
//! runs then asks the kernel for the words of that stretch. So masks may claim too much, never too little.

use super::masks::{self, BLOCK, Masks, PLACES, Work};
use super::short::Short;

/// Whether a byte is in `Masks::core`.
pub(super) fn is_core(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// What makes a run odd, beside what holds for all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    /// A hyphen after it.
    pub hyphens: bool,
    /// A capital that is not its first letter, or a digit after a letter: it may keep its capitals.
    pub capitals: bool,
    /// A digit.
    pub digits: bool,
    /// Not odd, but to be given in small letters.
    pub lower: bool,
}

/// Bytes of a group.
pub(super) const GROUP: usize = 16 * BLOCK;
/// Most runs in it: of one byte each, with one byte between; and room for a full list of places behind.
const MOST: usize = GROUP / 2 + PLACES;

/// The runs of a group: bytes without a break between words that ASCII knows. It ends before a run that goes on, so
/// that all its runs are whole; a run as long as a group is odd, and its end is that of the group.
#[derive(Clone, Debug)]
pub(super) struct Runs {
    /// The bytes of the group, in small letters if asked; then others, so that from each byte of the group on 16 bytes
    /// can be read.
    bytes: Box<[u8; GROUP + BLOCK]>,
    /// Where runs begin, and end, in bytes of the group.
    starts: Box<[u16; MOST]>,
    ends: Box<[u16; MOST]>,
    count: usize,
    /// The numbers of those that are odd.
    odd: Box<[u16; MOST]>,
    odds: usize,
}

impl Default for Runs {
    fn default() -> Runs {
        Runs {
            bytes: Box::new([0; GROUP + BLOCK]),
            starts: Box::new([0; MOST]),
            ends: Box::new([0; MOST]),
            count: 0,
            odd: Box::new([0; MOST]),
            odds: 0,
        }
    }
}

impl Runs {
    /// Reads the group at `from`, before which no run goes on; returns where the next one begins.
    #[inline]
    pub fn read(&mut self, text: &[u8], from: usize, asked: Asked) -> usize {
        from + masks::read(Read { text: &text[from..], asked, runs: self })
    }

    /// Where they begin, in bytes of the group.
    #[inline]
    pub fn starts(&self) -> &[u16] {
        &self.starts[..self.count]
    }

    /// Where they end.
    #[inline]
    pub fn ends(&self) -> &[u16] {
        &self.ends[..self.count]
    }

    /// How many of them are odd.
    #[inline]
    pub fn odds(&self) -> usize {
        self.odds
    }

    /// The number of such a run.
    #[inline]
    pub fn odd(&self, at: usize) -> usize {
        usize::from(self.odd[at])
    }

    /// The bytes of a run, in small letters if asked.
    #[inline]
    pub fn bytes(&self, start: u16, end: u16) -> &[u8] {
        &self.bytes[usize::from(start)..usize::from(end)]
    }

    /// The number of a run that is not odd.
    #[inline]
    pub fn short(&self, start: u16, end: u16) -> Short {
        // Every run begins in the group; said so that no check is left.
        let first = usize::from(start) % GROUP;
        let window = self.bytes[first..first + BLOCK].first_chunk().unwrap_or(&[0; 16]);
        Short::of_window(*window, usize::from(end.wrapping_sub(start)))
    }
}

/// The reading of a group.
struct Read<'t, 'r> {
    text: &'t [u8],
    asked: Asked,
    runs: &'r mut Runs,
}

impl Work for Read<'_, '_> {
    type Out = usize;

    #[inline(always)]
    fn run(
        self,
        masks: impl Fn(&[u8; BLOCK], &mut [u8; BLOCK]) -> Masks,
        places: impl Fn(u64, u16, &mut [u16; PLACES]),
    ) -> usize {
        let Read { text, asked, runs } = self;
        let Runs { bytes, starts, ends, odd, .. } = runs;
        let mask = |asked| if asked { u64::MAX } else { 0 };
        let (hyphens, capitals, digits) = (mask(asked.hyphens), mask(asked.capitals), mask(asked.digits));
        let (mut begun, mut ended, mut odds) = (0, 0, 0);
        // Of the byte before: whether it is in a run, whether what is in this run makes it odd, whether it is a letter.
        let (mut open, mut spoilt, mut letter) = (0, 0, 0);
        let mut base = 0;
        while base < text.len().min(GROUP) {
            let (Some(small), Some(starts), Some(ends)) = (
                bytes[base..].first_chunk_mut(),
                starts[begun..].first_chunk_mut(),
                ends[ended..].first_chunk_mut(),
            ) else {
                break;
            };
            let rest = &text[base..];
            let found = match rest.first_chunk() {
                Some(block) => {
                    let found = masks(block, small);
                    if !asked.lower {
                        *small = *block;
                    }
                    found
                }
                None => {
                    let mut block = [0; BLOCK];
                    block[..rest.len()].copy_from_slice(rest);
                    let found = masks(&block, small);
                    if !asked.lower {
                        *small = block;
                    }
                    found
                }
            };
            let after = rest.get(BLOCK).is_some_and(|&byte| is_core(byte));
            let joined =
                found.joiners & (found.core << 1 | open) & (found.core >> 1 | u64::from(after) << 63);
            let all = found.core | joined;
            let before = all << 1 | open;
            let late = found.capitals & before | found.digits & (found.letters << 1 | letter);
            // Added to the run it is in, a bit carries out of it, to the place of its end or the next block.
            let spoils = all & !(found.letters | found.digits) | late & capitals | found.digits & digits;
            let (sum, carried) = all.overflowing_add(spoils);
            let (sum, carried_too) = sum.overflowing_add(spoilt);
            let (first, last) = (all & !before, !all & before);
            places(first, base as u16, starts);
            places(last, base as u16, ends);
            let mut spoilt_ends = last & (sum | found.hyphens & hyphens);
            while spoilt_ends != 0 {
                let bit = spoilt_ends & spoilt_ends.wrapping_neg();
                odd[odds] = (ended + (last & (bit - 1)).count_ones() as usize) as u16;
                odds += 1;
                spoilt_ends &= spoilt_ends - 1;
            }
            begun += first.count_ones() as usize;
            ended += last.count_ones() as usize;
            (open, spoilt, letter) = (all >> 63, u64::from(carried | carried_too), found.letters >> 63);
            base += BLOCK;
        }
        let end = base.min(text.len());
        let mut next = end;
        if open == 1 {
            let start = usize::from(starts[begun - 1]);
            if end == text.len() || start == 0 {
                ends[ended] = end as u16;
                if spoilt == 1 || end < text.len() {
                    odd[odds] = ended as u16;
                    odds += 1;
                }
                ended += 1;
            } else {
                next = start;
            }
        }
        (runs.count, runs.odds) = (ended, odds);
        next
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A run: start, end, and whether it is odd.
    type Run = (usize, usize, bool);

    /// The same without blocks and masks.
    fn by_bytes(text: &str, asked: Asked) -> Vec<Run> {
        let bytes = text.as_bytes();
        let core = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|&byte| is_core(byte));
        let inside = |at: usize| {
            let joins = b"'.:,;\"#&".contains(&bytes[at]);
            core(Some(at)) || joins && core(at.checked_sub(1)) && core(Some(at + 1))
        };
        let (mut runs, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            let start = at;
            while at < bytes.len() && inside(at) {
                at += 1;
            }
            if at > start {
                let run = &bytes[start..at];
                let late = |pair: &[u8]| pair[0].is_ascii_alphabetic() && pair[1].is_ascii_digit();
                let capitals = run[1..].iter().any(u8::is_ascii_uppercase) || run.windows(2).any(late);
                let odd = !run.iter().all(u8::is_ascii_alphanumeric)
                    || asked.hyphens && bytes.get(at) == Some(&b'-')
                    || asked.capitals && capitals
                    || asked.digits && run.iter().any(u8::is_ascii_digit);
                runs.push((start, at, odd));
            }
            at += 1;
        }
        runs
    }

    /// Where reading goes on after a run that begins at `start` and is as long as a group.
    fn after(text: &str, start: usize) -> usize {
        let bytes = text.as_bytes();
        (start + GROUP..bytes.len()).find(|&at| matches!(bytes[at], b' ' | b'\n')).unwrap_or(bytes.len())
    }

    /// The runs of a text, group by group.
    fn by_groups(text: &str, asked: Asked) -> Vec<Run> {
        let (mut found, mut runs, mut next) = (Vec::<Run>::new(), Runs::default(), 0);
        while next < text.len() {
            let base = next;
            next = runs.read(text.as_bytes(), base, asked);
            assert!(next > base);
            let odd: Vec<usize> = (0..runs.odds()).map(|at| runs.odd(at)).collect();
            for (number, (&start, &end)) in runs.starts().iter().zip(runs.ends()).enumerate() {
                let run = (base + usize::from(start), base + usize::from(end), odd.contains(&number));
                let expected = &text.as_bytes()[run.0..run.1];
                let small = if asked.lower { expected.to_ascii_lowercase() } else { expected.to_vec() };
                assert_eq!(runs.bytes(start, end), small);
                match std::str::from_utf8(&small) {
                    Ok(small) if !run.2 => assert_eq!(runs.short(start, end), Short::new(small)),
                    _ => assert!(run.2),
                }
                if run.1 - run.0 == GROUP && run.1 < text.len() {
                    next = after(text, run.0);
                    found.push((run.0, next, run.2));
                } else {
                    found.push(run);
                }
            }
        }
        found
    }

    fn check(text: &str) {
        for bits in 0..16 {
            let [hyphens, capitals, digits, lower] = [1, 2, 4, 8].map(|bit| bits & bit != 0);
            let asked = Asked { hyphens, capitals, digits, lower };
            let mut expected: Vec<Run> = Vec::new();
            for run in by_bytes(text, asked) {
                match expected.last() {
                    Some(last) if run.0 < last.1 => {}
                    _ if run.1 - run.0 < GROUP || run.0 + GROUP == text.len() => expected.push(run),
                    _ => expected.push((run.0, after(text, run.0), true)),
                }
            }
            assert_eq!(by_groups(text, asked), expected, "{asked:?} in {text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn runs_are_those_found_byte_by_byte(text in "([a-z]{1,7} |[A-Za-z0-9]{1,70}|[0-9]{1,4} |[ -~]{1,5}|\\PC|é|’|\n){0,60}") {
            check(&text);
        }

        #[test]
        fn long_texts_come_in_groups(text in "([a-z]{1,7} |[A-Za-z0-9]{1,70} |[a-z]{900,1200}|[ .,]{1,5}|\\PC|\n){0,90}") {
            check(&text);
        }
    }

    #[test]
    fn runs_end_and_go_on_at_the_borders_of_blocks_and_groups() {
        for before in (0..130).chain(GROUP - 70..GROUP + 70) {
            for word in ["a", "it's", "a-b", "A", "aB", "a.", "a.b", "é", "'", "1", "a1", "1a", "_"] {
                check(&format!("{}{word} and {word}", " ".repeat(before)));
                check(&format!("{}{word} and {word}", "x".repeat(before)));
            }
        }
    }
}
