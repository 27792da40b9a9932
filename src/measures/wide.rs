//! Loops over columns in the widest vectors the processor has: all closed-form measures of association take 50 ns a
//! pair with AVX-512, 64 with AVX2. A build for every x86-64 may use registers of two floats only, while what it is
//! compared with (numpy) looks at the processor as it runs; so does this. Results are the same bits: the width changes how many rows are worked on at once, not what is done to a row, and no multiplication is
//! fused with an addition.
//!
//! The one place in the measures with `unsafe`: Rust has no safe way to call code for a processor that was found at run
//! time. The crates that wrap it (pulp, multiversion) hold the same line, and bring more code than this file has.
#![allow(unsafe_code)]

/// Calls `work`, compiled for AVX-512 or AVX2 where the processor has it.
///
/// The closure is to be written as `#[inline(always)] ||`, and so are the functions it calls; what is not inlined stays
/// as it was compiled.
#[cfg(target_arch = "x86_64")]
pub(super) fn wide<R>(work: impl FnOnce() -> R) -> R {
    #[target_feature(enable = "avx512f,avx512dq,avx512vl")]
    fn with_avx512<R>(work: impl FnOnce() -> R) -> R {
        work()
    }
    #[target_feature(enable = "avx2")]
    fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
        work()
    }
    if std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512dq")
        && std::arch::is_x86_feature_detected!("avx512vl")
    {
        // SAFETY: the processor has what the function asks for.
        unsafe { with_avx512(work) }
    } else if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, which is all that the function asks for.
        unsafe { with_avx2(work) }
    } else {
        work()
    }
}

/// Calls `work`: on other processors the base has the vectors.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn wide<R>(work: impl FnOnce() -> R) -> R {
    work()
}
