//! Counts by text and term, turned to lie by term.

/// For each term the texts with it and its count there, in the order of the texts. In one buffer: with one a term, which
/// all grew at once, keyness of 20,000 documents took a tenth longer.
#[derive(Debug, Default)]
pub(crate) struct ByTerm<C> {
    all: Vec<(u32, C)>,
    /// For each term where its texts end, so far.
    ends: Vec<usize>,
}

impl<C: Copy + Default> ByTerm<C> {
    /// Room for so many texts of each term; all of them must be put there.
    pub fn room(texts: impl Iterator<Item = usize>) -> ByTerm<C> {
        let mut sum = 0;
        let start = |size: usize| {
            sum += size;
            sum - size
        };
        let ends = texts.map(start).collect();
        ByTerm { all: vec![(0, C::default()); sum], ends }
    }

    /// The next text of a term.
    #[inline]
    pub fn put(&mut self, term: usize, text: u32, count: C) {
        let end = &mut self.ends[term];
        self.all[*end] = (text, count);
        *end += 1;
    }

    /// The texts with a term.
    pub fn of(&self, term: usize) -> &[(u32, C)] {
        let start = if term == 0 { 0 } else { self.ends[term - 1] };
        &self.all[start..self.ends[term]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_term_are_in_their_order() {
        let mut by_term = ByTerm::room([2, 0, 2, 1, 0].into_iter());
        for (term, text, count) in [(2, 0, 5), (0, 0, 1), (0, 2, 7), (3, 3, 1), (2, 3, 2)] {
            by_term.put(term, text, count);
        }
        let found: Vec<_> = (0..5).map(|id| by_term.of(id)).collect();
        assert_eq!(found, [&[(0, 1), (2, 7)][..], &[], &[(0, 5), (3, 2)], &[(3, 1)], &[]]);
    }
}
