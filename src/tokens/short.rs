//! Short terms as numbers, so that counters compare and hash most words without a look at their letters.

/// The bytes of a term of up to 15 bytes and its length, as one number; or that the term is longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short(u128);

/// For each length which bytes count, and the length itself: in the last byte, one more than it is, so that no term
/// gives 0.
static LENGTHS: [(u128, u128); Short::MOST + 1] = {
    let mut lengths = [(0, 0); Short::MOST + 1];
    let mut len = 0;
    while len <= Short::MOST {
        lengths[len] = ((1 << (8 * len)) - 1, (len as u128 + 1) << 120);
        len += 1;
    }
    lengths
};

impl Short {
    /// Most bytes of a short term.
    pub const MOST: usize = 15;
    /// Of every longer term.
    pub const LONG: Short = Short(u128::MAX);

    /// Returns the number of `term`.
    #[inline]
    pub fn new(term: &str) -> Short {
        let bytes = term.as_bytes();
        if bytes.len() > Short::MOST {
            return Short::LONG;
        }
        let mut window = [0; 16];
        window[..bytes.len()].copy_from_slice(bytes);
        Short::of_window(window, bytes.len())
    }

    /// Returns the number of the first `len` bytes of `window`, which others follow, or that they are too many.
    #[inline]
    pub(super) fn of_window(window: [u8; 16], len: usize) -> Short {
        match LENGTHS.get(len) {
            Some((bytes, len)) => Short(u128::from_le_bytes(window) & bytes | len),
            None => Short::LONG,
        }
    }

    /// Calls `take` with the term; an empty one for that of longer terms.
    pub fn with<R>(self, take: impl FnOnce(&str) -> R) -> R {
        take(Short::text(&self.bytes()))
    }

    /// The term of the number whose bytes these are, lowest first; an empty one for that of longer terms.
    pub(crate) fn text(bytes: &[u8; 16]) -> &str {
        let len = usize::from(bytes[15]).saturating_sub(1);
        bytes.get(..len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The one whose number has these bytes, lowest first.
    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Short {
        Short(u128::from_le_bytes(bytes))
    }

    /// The bytes of the number, lowest first.
    #[inline]
    pub(crate) fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Its place in a table: a folded multiplication of the two halves, with digits of pi so that neither is 0.
    #[inline]
    pub(crate) fn spread(self) -> u64 {
        let first = self.0 as u64 ^ 0x243f_6a88_85a3_08d3;
        let last = (self.0 >> 64) as u64 ^ 0x1319_8a2e_0370_7344;
        let product = u128::from(first) * u128::from(last);
        product as u64 ^ (product >> 64) as u64
    }

    /// The number; 0 is that of no term.
    #[inline]
    pub fn get(self) -> u128 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_and_terms_give_one_number_and_no_two_terms_the_same() {
        let mut seen = std::collections::HashSet::new();
        let text = "\0\0a\0bcdefghijklmnopqrstuvwxyz";
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let term = &text[start..end];
                let mut window = [b'x'; 16];
                let known = term.len().min(16);
                window[..known].copy_from_slice(&term.as_bytes()[..known]);
                let short = Short::of_window(window, term.len());
                assert_eq!(short, Short::new(term));
                assert_eq!(short == Short::LONG, term.len() > Short::MOST);
                assert_ne!(short.get(), 0);
                assert_eq!(short.with(str::to_owned), if term.len() > Short::MOST { "" } else { term });
                if term.len() <= Short::MOST {
                    seen.insert((term.to_owned(), short.get()));
                }
            }
        }
        let numbers: std::collections::HashSet<u128> = seen.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers.len(), seen.len());
    }
}
