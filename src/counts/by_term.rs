//! Counts by text and term, turned to lie by term.

/// For each term the texts with it and its count there, in the order of the texts. In one buffer: with one a term, which
/// all grew at once, keyness of 20,000 documents took a tenth longer.
#[derive(Debug, Default)]
pub(crate) struct ByTerm<C> {
    all: Vec<(u32, C)>,
    /// For each term where its texts end.
    ends: Vec<usize>,
}

impl<C: Copy + Default> ByTerm<C> {
    /// From the numbers of terms, below `terms`, and their counts, text after text.
    pub fn new<'c>(terms: usize, texts: impl Iterator<Item = &'c [(u32, C)]> + Clone) -> ByTerm<C>
    where
        C: 'c,
    {
        let mut ends = vec![0; terms];
        texts.clone().flatten().for_each(|&(id, _)| ends[id as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            // Where the term begins, which becomes where it ends as its texts are put there.
            sum += std::mem::replace(end, sum);
        }
        let mut all = vec![(0, C::default()); sum];
        for (text, cells) in (0..).zip(texts) {
            for &(id, count) in cells {
                let end = &mut ends[id as usize];
                all[*end] = (text, count);
                *end += 1;
            }
        }
        ByTerm { all, ends }
    }

    /// The texts with a term.
    pub fn of(&self, id: u32) -> &[(u32, C)] {
        let Some(&end) = self.ends.get(id as usize) else { return &[] };
        let start = if id == 0 { 0 } else { self.ends[id as usize - 1] };
        &self.all[start..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_term_are_in_their_order() {
        let texts: [&[(u32, u64)]; 4] = [&[(2, 5), (0, 1)], &[], &[(0, 7)], &[(3, 1), (2, 2)]];
        let by_term = ByTerm::new(5, texts.into_iter());
        let found: Vec<_> = (0..6).map(|id| by_term.of(id)).collect();
        assert_eq!(found, [&[(0, 1), (2, 7)][..], &[], &[(0, 5), (3, 2)], &[(3, 1)], &[], &[]]);
    }
}
