//! The sample corpus, inside the library: what examples and `cq.sample()` read without a file.

use super::read::read_bytes;
use super::{Builder, Corpus};
use crate::error::Result;
use crate::par::Run;

const MANIFEST: &str = include_str!("../../seeds/manifest.toml");

macro_rules! files {
    ($($name:literal)+) => {
        &[$(($name, include_bytes!(concat!("../../seeds/", $name)))),+]
    };
}

#[rustfmt::skip]
const FILES: &[(&str, &[u8])] = files![
    "2018-06-21-report-lakeside-defense-talks.txt"
    "2019-10-08-preview-31st-acm.txt"
    "2019-10-14-joint-statement-31st-acm.txt"
    "2019-10-15-report-31st-acm.txt"
    "2020-03-31-follow-up-readiness-test-delay.txt"
    "2020-10-22-joint-statement-32nd-acm.txt"
    "2020-10-23-report-32nd-acm-video.txt"
    "2021-10-29-preview-33rd-acm-two-plus-two.txt"
    "2021-11-03-joint-statement-33rd-acm.txt"
    "2021-11-04-report-33rd-acm.txt"
    "2022-02-18-follow-up-assurance-tabletop.txt"
    "2022-05-27-press-release-interceptor-battery-complete.md"
    "2022-11-06-preview-34th-acm-portmere.txt"
    "2022-11-09-joint-statement-34th-acm.txt"
    "2022-11-10-report-34th-acm.txt"
    "2023-04-06-follow-up-field-exercises-resume.txt"
    "2023-11-10-preview-35th-acm.txt"
    "2023-11-13-joint-statement-35th-acm.txt"
    "2023-11-13-remarks-joint-press-conference.txt"
    "2023-11-14-report-35th-acm.txt"
    "2024-02-01-follow-up-guidance-first-use.txt"
    "2024-04-19-report-supply-arrangement.html"
    "2024-10-27-preview-36th-acm.txt"
    "2024-10-30-joint-statement-36th-acm.txt"
    "2024-10-31-report-36th-acm.txt"
    "2025-03-12-readout-call-whitcombe-vosk.txt"
    "2025-11-02-preview-37th-acm.txt"
    "2025-11-05-joint-statement-37th-acm.txt"
    "2025-11-06-report-37th-acm-dropped-phrase.txt"
];

/// Returns the documents of `seeds/`, in the order of their manifest, with its ids and variables.
///
/// # Errors
/// None: the files are part of the library, and a test reads them.
pub fn sample() -> Result<Corpus> {
    let mut builder = Builder::new();
    read_bytes(MANIFEST, FILES, &Run::default(), &mut builder)?;
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_of_the_manifest_is_here_and_no_other() -> Result<()> {
        let corpus = sample()?;
        assert_eq!(corpus.len(), FILES.len());
        assert_eq!(corpus.len(), MANIFEST.matches("[[document]]").count());
        assert!(corpus.documents().all(|doc| doc.date().is_some() && !doc.id().contains('.')));
        assert!(corpus.problems().is_empty(), "{:?}", corpus.problems());
        Ok(())
    }
}
