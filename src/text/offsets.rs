//! Bytes to code points and back: the one place where offsets change their unit.

/// Bytes between two counts of an [`Index`]: a lookup counts at most this many bytes, 1/16 of them is memory.
const STEP: usize = 128;

/// Code-point offsets of one text, looked up in constant time. Costs one pass over the text; nothing for ASCII.
#[derive(Clone, Debug)]
pub struct Index<'t> {
    text: &'t str,
    /// Code points before each multiple of [`STEP`] bytes; empty for ASCII.
    before: Vec<usize>,
}

impl<'t> Index<'t> {
    /// An index of `text`.
    pub fn new(text: &'t str) -> Index<'t> {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(STEP) {
                before.push(count);
                count += starts(block);
            }
        }
        Index { text, before }
    }

    /// The code points before byte `at`, which must be a character boundary of the text or its end.
    pub fn code_points(&self, at: usize) -> usize {
        debug_assert!(self.text.is_char_boundary(at));
        match self.before.get(at / STEP) {
            Some(&before) => before + starts(&self.text.as_bytes()[at / STEP * STEP..at]),
            // At the very end of a text whose length is a multiple of STEP there is no block.
            None => match self.before.last() {
                Some(&before) => before + starts(&self.text.as_bytes()[(self.before.len() - 1) * STEP..at]),
                None => at,
            },
        }
    }

    /// The byte at which code point `at` starts; the text's length for the end; `None` past it.
    pub fn bytes(&self, at: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (at <= self.text.len()).then_some(at);
        }
        let block = self.before.partition_point(|&before| before <= at) - 1;
        let start = block * STEP;
        let mut count = self.before[block];
        for (index, byte) in self.text.as_bytes()[start..].iter().enumerate() {
            if is_start(*byte) {
                if count == at {
                    return Some(start + index);
                }
                count += 1;
            }
        }
        (count == at).then_some(self.text.len())
    }
}

/// Returns the number of code points in UTF-8 `bytes`.
pub fn starts(bytes: &[u8]) -> usize {
    // A block has fewer than a byte can count: sums of bytes are vector code, a fifth of the instructions.
    let count = |block: &[u8]| block.iter().map(|&byte| u8::from(is_start(byte))).sum::<u8>();
    bytes.chunks(STEP).map(|block| usize::from(count(block))).sum()
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_round_trips() {
        let long = "é".repeat(64) + &"a’한😀\u{301}\r\n\u{a0}".repeat(97);
        for text in ["", "plain", "é", &"x".repeat(128), &"é".repeat(64), &long] {
            let index = Index::new(text);
            for (count, (at, _)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
                assert_eq!(index.code_points(at), count);
                assert_eq!(index.bytes(count), Some(at));
            }
            assert_eq!(index.bytes(text.chars().count() + 1), None);
        }
    }
}
