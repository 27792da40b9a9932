//! Statements compared: the same whatever the threads and the order, mirrored where the sides change places.

use communique::error::Result;
use communique::frame::Frame;
use communique::par::Run;
use communique::text::{Corpus, sample};
use communique::verbs::{CompareOptions, ThreadOptions, compare, threads};

fn csv(frame: &Frame, names: &[&str]) -> Result<Vec<String>> {
    let columns = names.iter().map(|name| frame.column(name)).collect::<Result<Vec<_>>>()?;
    let cell = |row: usize| columns.iter().map(move |column| column.display(row).unwrap_or_default());
    Ok((0..frame.rows()).map(|row| cell(row).collect::<Vec<_>>().join("|")).collect())
}

fn whole(frame: &Frame) -> Result<Vec<String>> {
    csv(frame, &frame.columns().iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>())
}

fn side(corpus: &Corpus, id: &str) -> Result<Corpus> {
    corpus.select(&[corpus.find(id)?.index()])
}

#[test]
fn threads_are_the_same_for_any_threads_and_order() -> Result<()> {
    let corpus = sample()?;
    let options = ThreadOptions::default();
    let once = whole(&threads(&corpus, &options, &Run::serial())?)?;
    let many = Run::with_threads(3)?.with_chunk_bytes(2_000)?;
    assert_eq!(once, whole(&threads(&corpus, &options, &many)?)?);
    let mut places: Vec<usize> = (0..corpus.len()).rev().collect();
    places.rotate_left(7);
    assert_eq!(once, whole(&threads(&corpus.select(&places)?, &options, &many)?)?);
    Ok(())
}

#[test]
fn swapping_the_sides_mirrors_the_relations() -> Result<()> {
    let corpus = sample()?;
    let (a, b) = (
        side(&corpus, "2022-11-09-joint-statement-34th-acm")?,
        side(&corpus, "2023-11-13-joint-statement-35th-acm")?,
    );
    let (options, run) = (CompareOptions::default(), Run::serial());
    let mut there =
        csv(&compare(&a, &b, &options, &run)?, &["relation", "start_a", "start_b", "similarity"])?;
    let back = csv(&compare(&b, &a, &options, &run)?, &["relation", "start_b", "start_a", "similarity"])?;
    let mirrored = |row: String| {
        let (relation, rest) =
            row.split_once('|').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap_or_default();
        let relation = match relation.as_str() {
            "added" => "dropped",
            "dropped" => "added",
            "strengthened" => "weakened",
            "weakened" => "strengthened",
            other => other,
        };
        format!("{relation}|{rest}")
    };
    let mut back: Vec<String> = back.into_iter().map(mirrored).collect();
    there.sort();
    back.sort();
    assert_eq!(there, back);
    assert!(there.iter().any(|row| row.starts_with("strengthened")));
    Ok(())
}

#[test]
fn a_statement_against_itself_is_kept() -> Result<()> {
    let corpus = sample()?;
    for doc in 0..corpus.len() {
        let one = corpus.select(&[doc])?;
        let table = compare(&one, &one, &CompareOptions::default(), &Run::serial())?;
        for row in csv(&table, &["relation", "rule", "evidence_a"])? {
            assert!(row.starts_with("kept|"), "{} {row}", corpus.document(doc).id());
        }
    }
    Ok(())
}
