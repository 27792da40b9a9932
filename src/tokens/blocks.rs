//! Plain words: runs of ASCII letters, found in blocks of 64 bytes without a look at each byte.
//!
//! A block is turned into bit masks, one bit a byte, and the rules of UAX #29 for ASCII into arithmetic on them: a word
//! is a run of core bytes (letters, digits, underscore) and of what joins two of them. Everything but letters makes
//! the run it stands in *not plain*: digits, joiners, characters outside ASCII, a hyphen after it. Whoever reads the
//! runs then asks the kernel for the words of that stretch. So masks may claim too much, never too little.

/// What the bytes of a block are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Masks {
    /// ASCII letters.
    letters: u64,
    /// ASCII capitals.
    capitals: u64,
    /// All that can be in a word: letters, digits, underscore, bytes of characters outside ASCII.
    core: u64,
    /// What can join two core bytes: `'.:,;"`, and `#&`, which never do.
    joiners: u64,
    hyphens: u64,
}

/// Bytes in a block.
const BLOCK: usize = 64;

/// Whether a byte is in `Masks::core`.
fn is_core(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// The masks of a block.
#[inline]
fn masks(block: &[u8; BLOCK]) -> Masks {
    #[cfg(target_arch = "x86_64")]
    // The compiler asks for `unsafe` as not every processor has every instruction; SSE2 is part of x86-64 itself.
    // The portable form takes five times as long, which is half of what counting words takes.
    #[allow(unsafe_code)]
    return unsafe { sse2(block) };
    #[cfg(not(target_arch = "x86_64"))]
    portable(block)
}

/// By the 16-byte registers that every x86-64 processor has, at 4 GB a second. With those of AVX2, found at run time,
/// counting words would gain a twentieth at most.
#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "sse2")]
fn sse2(block: &[u8; BLOCK]) -> Masks {
    use std::arch::x86_64::*;
    let all = |byte: u8| _mm_set1_epi8(byte as i8);
    let below = |bytes, limit| _mm_cmpeq_epi8(_mm_min_epu8(bytes, all(limit)), bytes);
    let bits = |bytes| u64::from(_mm_movemask_epi8(bytes) as u32);
    let mut masks = Masks::default();
    for (at, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
        let halves = u128::from_le_bytes(*bytes);
        let bytes = _mm_set_epi64x((halves >> 64) as i64, halves as i64);
        let is = |byte: u8, or: u8| _mm_cmpeq_epi8(_mm_or_si128(bytes, all(or)), all(byte));
        let letters = below(_mm_sub_epi8(_mm_or_si128(bytes, all(0x20)), all(b'a')), 25);
        let digits = below(_mm_sub_epi8(bytes, all(b'0')), 9);
        let core = _mm_or_si128(_mm_or_si128(letters, bytes), _mm_or_si128(digits, is(b'_', 0)));
        // With one bit set: , and . are the same byte, so are : and ;, and " # & '.
        let joiners = _mm_or_si128(_mm_or_si128(is(b'.', 2), is(b';', 1)), is(b'\'', 5));
        // The bit that tells small letters, moved to where the others look.
        let small = _mm_slli_epi16(bytes, 2);
        let shift = 16 * at;
        masks.letters |= bits(letters) << shift;
        masks.capitals |= bits(_mm_andnot_si128(small, letters)) << shift;
        masks.core |= bits(core) << shift;
        masks.joiners |= bits(joiners) << shift;
        masks.hyphens |= bits(is(b'-', 0)) << shift;
    }
    masks
}

/// The same on any processor, eight bytes at once.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn portable(block: &[u8; BLOCK]) -> Masks {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let mut masks = Masks::default();
    for (at, bytes) in block.as_chunks::<8>().0.iter().enumerate() {
        let bytes = u64::from_le_bytes(*bytes);
        let (wide, low) = (bytes & HIGH, bytes & !HIGH);
        // The highest bit of each byte says whether it is within the bounds; no sum carries into the next byte.
        let within = |low: u64, first: u8, last: u8| {
            (low + ONES * u64::from(0x80 - first)) & !(low + ONES * u64::from(0x7f - last)) & !wide & HIGH
        };
        // The product has these bits side by side in its highest byte.
        let bits = |high: u64| ((high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at);
        let letters = within(low | (ONES * 0x20), b'a', b'z');
        let digits = within(low, b'0', b'9') | within(low, b'_', b'_');
        let joiners = within(low | (ONES * 2), b'.', b'.') | within(low | ONES, b';', b';');
        masks.letters |= bits(letters);
        masks.capitals |= bits(within(low, b'A', b'Z'));
        masks.core |= bits(letters | digits | wide);
        masks.joiners |= bits(joiners | within(low | (ONES * 5), b'\'', b'\''));
        masks.hyphens |= bits(within(low, b'-', b'-'));
    }
    masks
}

/// What makes a run not plain, beside what holds for all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// A hyphen after it.
    pub hyphens: bool,
    /// A capital that is not its first letter.
    pub capitals: bool,
}

/// A run of bytes without a break between words that ASCII knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub start: usize,
    pub end: usize,
    /// ASCII letters only, and a word that nothing is joined to.
    pub plain: bool,
}

/// The runs of a text.
///
/// They are found some blocks at once and lie in two lists until they are asked for: with one loop that only finds and
/// one that only takes, the words of 118 MB are cut in 0.20 s, with one that does both in 0.24 s.
pub(super) struct Runs<'t, 'l> {
    bytes: &'t [u8],
    hyphens: u64,
    capitals: u64,
    /// Where the block begins that is read next; beyond the text when all are read.
    next: usize,
    lists: &'l mut Lists,
    /// How many are found, and how many of these were given.
    found: usize,
    given: usize,
    /// Whether the last byte read is in a run, which begins at `start`; whether what is in it makes it not plain.
    open: bool,
    start: usize,
    spoilt: bool,
}

/// Memory for the runs of some blocks.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    /// Where they begin; of the last one perhaps without an end.
    starts: Box<[usize; MOST + 1]>,
    /// Where they end, twice, plus one if they are plain.
    ends: Box<[usize; MOST]>,
}

impl Default for Lists {
    fn default() -> Lists {
        Lists { starts: Box::new([0; MOST + 1]), ends: Box::new([0; MOST]) }
    }
}

/// Blocks read at once.
const BLOCKS: usize = 8;
/// Most runs that end in them: of one byte each, with one byte between.
const MOST: usize = BLOCKS * BLOCK / 2 + 1;

impl<'t, 'l> Runs<'t, 'l> {
    pub fn new(text: &'t str, asked: Asked, lists: &'l mut Lists) -> Runs<'t, 'l> {
        let mask = |asked| if asked { u64::MAX } else { 0 };
        Runs {
            bytes: text.as_bytes(),
            hyphens: mask(asked.hyphens),
            capitals: mask(asked.capitals),
            next: 0,
            lists,
            found: 0,
            given: 0,
            open: false,
            start: 0,
            spoilt: false,
        }
    }

    /// Returns the next run.
    #[inline]
    pub fn next(&mut self) -> Option<Run> {
        while self.given == self.found {
            if self.next > self.bytes.len() {
                return None;
            }
            self.read();
        }
        let (&start, &end) = (self.lists.starts.get(self.given)?, self.lists.ends.get(self.given)?);
        self.given += 1;
        Some(Run { start, end: end / 2, plain: end & 1 == 1 })
    }

    /// After a run was given, passes over those before `at`: the end of the text, or an ASCII space or line end.
    #[inline]
    pub fn skip(&mut self, at: usize) {
        if at >= self.next {
            (self.next, self.found, self.given, self.open, self.spoilt) = (at, 0, 0, false, false);
            return;
        }
        while self.given < self.found && self.lists.starts[self.given] < at {
            self.given += 1;
        }
    }

    /// Reads the next blocks; at the end of the text, which the last one reaches, all runs end.
    #[inline(never)]
    fn read(&mut self) {
        let Lists { starts, ends } = &mut *self.lists;
        let (mut begun, mut ended) = (usize::from(self.open), 0);
        starts[0] = self.start;
        let (mut open, mut spoilt, mut base) = (u64::from(self.open), self.spoilt, self.next);
        for _ in 0..BLOCKS {
            let Some(rest) = self.bytes.get(base..) else { break };
            let masks = match rest.first_chunk() {
                Some(block) => masks(block),
                None => {
                    let mut block = [0; BLOCK];
                    block[..rest.len()].copy_from_slice(rest);
                    masks(&block)
                }
            };
            let after = rest.get(BLOCK).is_some_and(|&byte| is_core(byte));
            let Masks { letters, capitals, core, joiners, hyphens } = masks;
            let joined = joiners & (core << 1 | open) & (core >> 1 | u64::from(after) << 63);
            let runs = core | joined;
            let before = runs << 1 | open;
            // Added to the run it is in, a bit carries out of it, to the place of its end or the next block.
            let spoils = runs & !letters | capitals & before & self.capitals;
            let (sum, carried) = runs.overflowing_add(spoils);
            let (sum, carried_too) = sum.overflowing_add(u64::from(spoilt));
            let plain = !(sum | hyphens & self.hyphens);
            let (mut first, mut last) = (runs & !before, !runs & before);
            while first != 0 {
                starts[begun] = base + first.trailing_zeros() as usize;
                begun += 1;
                first &= first - 1;
            }
            while last != 0 {
                let bit = last.trailing_zeros();
                ends[ended] = (base + bit as usize) * 2 + (plain >> bit & 1) as usize;
                ended += 1;
                last &= last - 1;
            }
            (open, spoilt) = (runs >> 63, carried | carried_too);
            base += BLOCK;
        }
        (self.open, self.spoilt, self.next) = (open == 1, spoilt, base);
        self.start = starts[begun.saturating_sub(1)];
        (self.found, self.given) = (ended, 0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
                let plain = run.iter().all(u8::is_ascii_alphabetic)
                    && !(asked.hyphens && bytes.get(at) == Some(&b'-'))
                    && !(asked.capitals && run[1..].iter().any(u8::is_ascii_uppercase));
                runs.push(Run { start, end: at, plain });
            }
            at += 1;
        }
        runs
    }

    fn check(text: &str) {
        for (hyphens, capitals) in [(false, false), (false, true), (true, false), (true, true)] {
            let asked = Asked { hyphens, capitals };
            let mut lists = Lists::default();
            let (expected, mut runs) = (by_bytes(text, asked), Runs::new(text, asked, &mut lists));
            let found: Vec<Run> = std::iter::from_fn(|| runs.next()).collect();
            assert_eq!(found, expected, "{asked:?} in {text:?}");
            // What is passed over lies in the block that was read last, or in later ones.
            for read in 1..3 {
                for (at, _) in text.match_indices(' ') {
                    let mut runs = Runs::new(text, asked, &mut lists);
                    let before = expected.iter().filter(|run| run.end <= at).count();
                    if before < read {
                        continue;
                    }
                    (0..read).for_each(|_| _ = runs.next());
                    runs.skip(at);
                    let found: Vec<Run> = std::iter::from_fn(|| runs.next()).collect();
                    assert_eq!(found, expected[before..], "{asked:?}, {read} read, from {at} of {text:?}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn runs_are_those_found_byte_by_byte(text in "([a-z]{1,7} |[A-Za-z]{1,70}|[ -~]{1,5}|\\PC|é|’|\n){0,60}") {
            check(&text);
        }

        #[test]
        fn both_ways_to_masks_agree(block in prop::collection::vec(any::<u8>(), BLOCK)) {
            let block = block.try_into().expect("a block");
            prop_assert_eq!(masks(&block), portable(&block));
        }
    }

    #[test]
    fn runs_end_and_go_on_at_the_borders_of_blocks() {
        for before in 0..130 {
            for word in ["a", "it's", "a-b", "A", "aB", "a.", "a.b", "é", "'"] {
                check(&format!("{}{word} and {word}", " ".repeat(before)));
                check(&format!("{}{word} and {word}", "x".repeat(before)));
            }
        }
    }
}
