//! Random numbers that are the same everywhere.

/// SplitMix64 (Steele, Lea & Flood 2014, doi 10.1145/2660193.2660195): small, and good enough to shuffle texts.
pub(super) struct SplitMix(pub u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `limit`, each as likely (Lemire's multiplication; what would be uneven is drawn again).
    pub(super) fn below(&mut self, limit: usize) -> usize {
        let limit = limit as u64;
        loop {
            let wide = u128::from(self.next()) * u128::from(limit);
            if wide as u64 >= limit.wrapping_neg() % limit {
                return (wide >> 64) as usize;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SplitMix;

    #[test]
    fn numbers_are_those_of_the_reference() {
        // The first outputs of the authors' program for the seed 1234567.
        let mut random = SplitMix(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        assert!((0..1000).all(|_| random.below(7) < 7));
    }
}
