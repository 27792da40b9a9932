//! The sample corpus, inside the library: what examples and `cq.sample()` read without a file.

use super::read::{ReadOptions, read_bytes};
use super::{Builder, Corpus};
use crate::error::Result;
use crate::par::Run;

macro_rules! seeds {
    ($($file:literal),+ $(,)?) => {
        /// The manifest and the documents in its order, as in `seeds/`.
        pub const SEEDS: &[(&str, &[u8])] = &[$(($file, include_bytes!(concat!("../../seeds/", $file)))),+];
    };
}

include!("seeds.in");
