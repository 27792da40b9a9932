//! What the bytes of a block are, one bit a byte: by the widest registers the processor has, found as it runs.
//!
//! The one place of the tokenizer with `unsafe`: loads and stores of registers take pointers, and Rust has no safe way
//! to call code for a processor that was found at run time.
#![allow(unsafe_code)]

/// Bytes in a block.
pub(super) const BLOCK: usize = 64;
/// Most places that [`Reader`]s are asked to write at once: a run of one byte has one byte after it.
pub(super) const PLACES: usize = BLOCK / 2;

/// What the bytes of a block are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// ASCII letters.
    pub letters: u64,
    /// ASCII capitals.
    pub capitals: u64,
    /// ASCII digits.
    pub digits: u64,
    /// All that can be in a word: letters, digits, underscore, bytes of characters outside ASCII.
    pub core: u64,
    /// What can join two core bytes: `'.:,;"`, and `#&`, which never do.
    pub joiners: u64,
    pub hyphens: u64,
}

/// How blocks are read: the masks of a block, which is also written with small letters for capitals, and the numbers
/// of the bits of a mask plus a base, of at most [`PLACES`] bits, behind which there may be anything.
pub(super) trait Work {
    /// What comes out.
    type Out;

    /// Does the work. To be inlined, so that it is compiled for the processor of the reader.
    fn run(
        self,
        masks: impl Fn(&[u8; BLOCK], &mut [u8; BLOCK]) -> Masks,
        places: impl Fn(u64, u16, &mut [u16; PLACES]),
    ) -> Self::Out;
}

/// Does the work with the best reader there is. English words with their numbers are cut in 6.5 ns each with AVX-512, in
/// 9 with AVX2, in 15 by the portable reader.
#[inline]
pub(super) fn read<W: Work>(work: W) -> W::Out {
    #[cfg(target_arch = "x86_64")]
    {
        if has_avx512() {
            // SAFETY: the processor has what the function asks for.
            return unsafe { x86::with_avx512(work) };
        }
        if is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt")
        {
            // SAFETY: the processor has what the function asks for.
            return unsafe { x86::with_avx2(work) };
        }
    }
    work.run(portable, places)
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("popcnt")
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{BLOCK, Masks, PLACES, Work, places};

    #[target_feature(enable = "avx512bw,avx512vbmi2,bmi1,popcnt")]
    pub(super) fn with_avx512<W: Work>(work: W) -> W::Out {
        work.run(
            #[inline(always)]
            |block, lower| avx512(block, lower),
            #[inline(always)]
            |mask, base, list| compressed(mask, base, list),
        )
    }

    #[target_feature(enable = "avx2,bmi1,popcnt")]
    pub(super) fn with_avx2<W: Work>(work: W) -> W::Out {
        work.run(
            #[inline(always)]
            |block, lower| avx2(block, lower),
            places,
        )
    }

    #[inline]
    #[target_feature(enable = "avx512bw")]
    pub(super) fn avx512(block: &[u8; BLOCK], lower: &mut [u8; BLOCK]) -> Masks {
        let all = |byte: u8| _mm512_set1_epi8(byte as i8);
        // SAFETY: it reads the 64 bytes that are borrowed.
        let bytes = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
        let is = |byte: u8, or: u8| _mm512_cmpeq_epi8_mask(_mm512_or_si512(bytes, all(or)), all(byte));
        let small = _mm512_or_si512(bytes, all(0x20));
        let letters = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(small, all(b'a')), all(26));
        let capitals = letters & _mm512_testn_epi8_mask(bytes, all(0x20));
        let digits = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, all(b'0')), all(10));
        // SAFETY: it writes the 64 bytes that are borrowed.
        unsafe {
            _mm512_storeu_si512(lower.as_mut_ptr().cast(), _mm512_mask_mov_epi8(bytes, capitals, small));
        }
        Masks {
            letters,
            capitals,
            digits,
            core: letters | digits | is(b'_', 0) | _mm512_movepi8_mask(bytes),
            // With one bit set: , and . are the same byte, so are : and ;, and " # & '.
            joiners: is(b'.', 2) | is(b';', 1) | is(b'\'', 5),
            hyphens: is(b'-', 0),
        }
    }

    #[inline]
    #[target_feature(enable = "avx512bw,avx512vbmi2")]
    pub(super) fn compressed(mask: u64, base: u16, list: &mut [u16; PLACES]) {
        const NUMBERS: [u8; BLOCK] = {
            let mut numbers = [0; BLOCK];
            let mut at = 0;
            while at < BLOCK {
                numbers[at] = at as u8;
                at += 1;
            }
            numbers
        };
        // SAFETY: it reads the 64 bytes of the constant, and writes the 64 bytes that are borrowed.
        unsafe {
            let numbers = _mm512_maskz_compress_epi8(mask, _mm512_loadu_si512(NUMBERS.as_ptr().cast()));
            let wide = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(numbers));
            let sums = _mm512_add_epi16(wide, _mm512_set1_epi16(base as i16));
            _mm512_storeu_si512(list.as_mut_ptr().cast(), sums);
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(block: &[u8; BLOCK], lower: &mut [u8; BLOCK]) -> Masks {
        let all = |byte: u8| _mm256_set1_epi8(byte as i8);
        let below = |bytes, limit| _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, all(limit)), bytes);
        let bits = |bytes| u64::from(_mm256_movemask_epi8(bytes) as u32);
        let mut masks = Masks::default();
        let halves = block.as_chunks::<32>().0.iter().zip(lower.as_chunks_mut::<32>().0);
        for (shift, (block, lower)) in [0, 32].into_iter().zip(halves) {
            // SAFETY: it reads the 32 bytes that are borrowed.
            let bytes = unsafe { _mm256_loadu_si256(block.as_ptr().cast()) };
            let is = |byte: u8, or: u8| _mm256_cmpeq_epi8(_mm256_or_si256(bytes, all(or)), all(byte));
            let letters = below(_mm256_sub_epi8(_mm256_or_si256(bytes, all(0x20)), all(b'a')), 25);
            let digits = below(_mm256_sub_epi8(bytes, all(b'0')), 9);
            let core = _mm256_or_si256(_mm256_or_si256(letters, bytes), _mm256_or_si256(digits, is(b'_', 0)));
            let joiners = _mm256_or_si256(_mm256_or_si256(is(b'.', 2), is(b';', 1)), is(b'\'', 5));
            // The bit that tells small letters, moved to where the others look.
            let capitals = _mm256_andnot_si256(_mm256_slli_epi16(bytes, 2), letters);
            // SAFETY: it writes the 32 bytes that are borrowed.
            unsafe {
                let small = _mm256_or_si256(bytes, _mm256_and_si256(letters, all(0x20)));
                _mm256_storeu_si256(lower.as_mut_ptr().cast(), small);
            }
            masks.letters |= bits(letters) << shift;
            masks.capitals |= bits(capitals) << shift;
            masks.digits |= bits(digits) << shift;
            masks.core |= bits(core) << shift;
            masks.joiners |= bits(joiners) << shift;
            masks.hyphens |= bits(is(b'-', 0)) << shift;
        }
        masks
    }
}

/// On any processor, eight bytes at once.
#[inline(always)]
fn portable(block: &[u8; BLOCK], lower: &mut [u8; BLOCK]) -> Masks {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let mut masks = Masks::default();
    let eights = block.as_chunks::<8>().0.iter().zip(lower.as_chunks_mut::<8>().0);
    for (at, (bytes, lower)) in eights.enumerate() {
        let bytes = u64::from_le_bytes(*bytes);
        let (wide, low) = (bytes & HIGH, bytes & !HIGH);
        // The highest bit of each byte says whether it is within the bounds; no sum carries into the next byte.
        let within = |low: u64, first: u8, last: u8| {
            (low + ONES * u64::from(0x80 - first)) & !(low + ONES * u64::from(0x7f - last)) & !wide & HIGH
        };
        // The product has these bits side by side in its highest byte.
        let bits = |high: u64| ((high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at);
        let letters = within(low | (ONES * 0x20), b'a', b'z');
        let capitals = within(low, b'A', b'Z');
        let digits = within(low, b'0', b'9');
        let joiners = within(low | (ONES * 2), b'.', b'.') | within(low | ONES, b';', b';');
        *lower = (bytes | capitals >> 2).to_le_bytes();
        masks.letters |= bits(letters);
        masks.capitals |= bits(capitals);
        masks.digits |= bits(digits);
        masks.core |= bits(letters | digits | within(low, b'_', b'_') | wide);
        masks.joiners |= bits(joiners | within(low | (ONES * 5), b'\'', b'\''));
        masks.hyphens |= bits(within(low, b'-', b'-'));
    }
    masks
}

/// On any processor, bit by bit.
#[inline(always)]
fn places(mut mask: u64, base: u16, list: &mut [u16; PLACES]) {
    let mut at = 0;
    while mask != 0 {
        list[at & (PLACES - 1)] = base + mask.trailing_zeros() as u16;
        at += 1;
        mask &= mask - 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn all_readers_agree(block in prop::collection::vec(any::<u8>(), BLOCK), mask in any::<u64>(), base in 0u16..60_000) {
            let block: [u8; BLOCK] = block.try_into().expect("a block");
            let mut plain = [0; BLOCK];
            let masks = portable(&block, &mut plain);
            prop_assert_eq!(plain.to_vec(), block.to_ascii_lowercase());
            // Two bits side by side are never asked for.
            let mask = mask & !(mask << 1);
            let mut list = [0; PLACES];
            places(mask, base, &mut list);
            let bits = (0..64u16).filter(|bit| mask >> bit & 1 == 1).map(|bit| base + bit);
            prop_assert!(bits.eq(list[..mask.count_ones() as usize].iter().copied()));
            #[cfg(target_arch = "x86_64")]
            {
                let mut lower = [0; BLOCK];
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor has it.
                    prop_assert_eq!(unsafe { x86::avx2(&block, &mut lower) }, masks);
                    prop_assert_eq!(lower, plain);
                }
                if has_avx512() {
                    let mut other = [0; PLACES];
                    // SAFETY: the processor has it.
                    prop_assert_eq!(unsafe { x86::avx512(&block, &mut lower) }, masks);
                    prop_assert_eq!(lower, plain);
                    // SAFETY: the processor has it.
                    unsafe { x86::compressed(mask, base, &mut other) };
                    prop_assert_eq!(&other[..mask.count_ones() as usize], &list[..mask.count_ones() as usize]);
                }
            }
        }
    }
}
