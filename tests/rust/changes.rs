//! Statements compared: the same whatever the threads and the order, mirrored where the sides change places.

use communique::error::Result;
use communique::frame::Frame;
use communique::par::Run;
use communique::text::{Builder, Corpus, Input, sample};
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
    let there = csv(&compare(&a, &b, &options, &run)?, &["relation", "start_a", "start_b", "similarity"])?;
    let back = csv(&compare(&b, &a, &options, &run)?, &["relation", "start_b", "start_a", "similarity"])?;
    assert_mirrored(there.clone(), back);
    assert!(there.iter().any(|row| row.starts_with("strengthened")));
    Ok(())
}

/// Rows that begin with their relation: those of one direction are those of the other, the other way round.
fn assert_mirrored(mut there: Vec<String>, back: Vec<String>) {
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
}

fn said(text: &str) -> Result<Corpus> {
    let mut builder = Builder::new();
    builder.push(Input { id: "one".into(), text: text.into(), ..Input::default() });
    builder.build()
}

/// Rows of a comparison of two texts: relation, rule, both evidences. The other way round they are mirrored.
fn told(a: &str, b: &str) -> Result<Vec<String>> {
    let (left, right) = (said(a)?, said(b)?);
    let (options, run) = (CompareOptions::default(), Run::serial());
    let there = compare(&left, &right, &options, &run)?;
    let back = compare(&right, &left, &options, &run)?;
    assert_mirrored(
        csv(&there, &["relation", "evidence_a", "evidence_b", "similarity"])?,
        csv(&back, &["relation", "evidence_b", "evidence_a", "similarity"])?,
    );
    for (text, side) in [(a, "a"), (b, "b")] {
        for row in
            csv(&there, &[&format!("start_{side}"), &format!("end_{side}"), &format!("evidence_{side}")])?
        {
            let mut parts = row.splitn(3, '|');
            let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
            if let (Some(start), Some(end)) = (number(), number()) {
                let evidence: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(parts.next(), Some(evidence.as_str()));
            }
        }
    }
    csv(&there, &["relation", "rule", "evidence_a", "evidence_b"])
}

#[test]
fn what_joins_a_list_is_added() -> Result<()> {
    let one = "“Café”: The ministers will send field kitchens to Ostermark.";
    let whole = "The ministers will send field kitchens to Ostermark";
    // A part that has a name is a row of its own, and the bond is kept.
    for (more, part) in [
        (" and to the islands of Quill", "to the islands of Quill"),
        (", Quill and Tarn", "Quill and Tarn"),
        (" as well as Quill", "Quill"),
        (" and those who live in Quill", "those who live in Quill"),
    ] {
        let rows = told(one, &one.replace("Ostermark.", &format!("Ostermark{more}.")))?;
        assert_eq!(
            rows,
            [format!("kept|wider|{whole}|{whole}{more}"), format!("added|part_added||{part}")],
            "{more}"
        );
    }
    // Wherever it stands in the list.
    let three = "They will send field kitchens to Ostermark, Quill and Tarn.";
    for (fewer, part) in
        [("Quill and Tarn", "Ostermark"), ("Ostermark and Tarn", "Quill"), ("Ostermark and Quill", "Tarn")]
    {
        let rows = told(three, &format!("They will send field kitchens to {fewer}."))?;
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows[0].starts_with("kept|narrower|"), "{rows:?}");
        assert_eq!(rows[1], format!("dropped|part_dropped|{part}|"));
    }
    // What happens to the bond is told apart from what joins the list.
    let rows = told(
        "The ministers will seek to open a clinic in Ostermark.",
        "The ministers will open a clinic in Ostermark and Quill.",
    )?;
    assert!(rows[0].starts_with("strengthened|strength_up|"), "{rows:?}");
    assert!(rows[1].starts_with("added|part_added||Quill"), "{rows:?}");
    // Without a name, the scope moves.
    let rows = told(
        "The bank will publish its forecasts.",
        "The bank will publish its forecasts and the votes of its members.",
    )?;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].starts_with("shifted|wider|"), "{rows:?}");
    Ok(())
}

#[test]
fn lists_of_any_words_are_compared() -> Result<()> {
    let words = [
        "Quill",
        "and",
        ",",
        "the",
        "Lorn’s",
        "Tarn’sside",
        "of",
        "boats",
        "to",
        "as well as",
        "(",
        "Quill’s",
    ];
    let mut seed = 7_usize;
    let mut list = || {
        let mut said = "The Council will send boats".to_owned();
        for _ in 0..14 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            said.push(' ');
            said.push_str(words[(seed >> 33) % words.len()]);
        }
        said + "."
    };
    for _ in 0..40 {
        let (a, b) = (said(&list())?, said(&list())?);
        let table = compare(&a, &b, &CompareOptions::default(), &Run::serial())?;
        assert!(table.rows() > 0);
    }
    Ok(())
}

#[test]
fn a_property_a_verb_or_a_purpose_is_no_member_of_a_list() -> Result<()> {
    for (a, b) in [
        (
            "The Council will keep a stable peace in the valley.",
            "The Council will keep a stable and lasting peace in the valley.",
        ),
        (
            "The parties will review the pact on herring.",
            "The parties will review and sign the pact on herring.",
        ),
        (
            "The ministers agreed to work together on ferries to ensure peace in the strait.",
            "The ministers agreed to work together on ferries to ensure peace and order in the strait.",
        ),
    ] {
        let rows = told(a, b)?;
        assert_eq!(rows.len(), 1, "{rows:?}");
        assert!(rows[0].starts_with("kept|same_bond|"), "{rows:?}");
    }
    Ok(())
}

#[test]
fn a_list_may_be_split_and_merged() -> Result<()> {
    let one = "Ostermark will donate diesel pumps and mobile clinics to Quill. The Council decided to open a bridge.";
    let two = "Ostermark will donate diesel pumps to Quill. The Council decided to open a bridge. Ostermark will donate mobile \
               clinics to Quill.";
    let rows = told(one, two)?;
    assert!(rows.iter().all(|row| row.starts_with("kept|")), "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("|split|")), "{rows:?}");
    assert!(told(two, one)?.iter().any(|row| row.contains("|merged|")));
    Ok(())
}

#[test]
fn a_bond_that_may_be_is_weakened() -> Result<()> {
    let rows = told(
        "Ostermark will deliver eighteen tractors to Quill. The Council decided to open a bridge.",
        "Ostermark may deliver eighteen tractors to Quill. The Council decided to open a bridge.",
    )?;
    let weakened = "weakened|no_longer_binding|Ostermark will deliver eighteen tractors to Quill|\
                    Ostermark may deliver eighteen tractors to Quill.";
    assert!(rows.iter().any(|row| row == weakened), "{rows:?}");
    // A month is no modal; a deed that is done is not a bond weakened.
    for other in [
        "In May Ostermark delivered eighteen tractors to Quill.",
        "Ostermark delivered eighteen tractors to Quill.",
    ] {
        let rows = told("Ostermark will deliver eighteen tractors to Quill.", other)?;
        assert!(rows.iter().all(|row| row.starts_with("dropped|")), "{rows:?}");
    }
    Ok(())
}

#[test]
fn another_actor_and_another_number_shift_a_bond() -> Result<()> {
    let rest =
        "The Council decided to open a bridge over the Lorn. The Council will plant birches on the dunes.";
    for (a, b, rule) in [
        (
            "Poland will repair the damaged ferry terminal in Gdynia harbour.",
            "Lithuania will repair the damaged ferry terminal in Gdynia harbour.",
            "shifted|actor",
        ),
        (
            "The fund will insure four hundred fishing boats.",
            "The fund will insure 4 hundred fishing boats.",
            "kept|",
        ),
        (
            "The fund will insure two million fishing boats.",
            "The fund will insure two billion fishing boats.",
            "shifted|quantity",
        ),
        (
            "The fund will inspect fishing boats every year.",
            "The fund will inspect fishing boats each year.",
            "kept|",
        ),
    ] {
        let rows = told(&format!("{a} {rest}"), &format!("{b} {rest}"))?;
        assert!(rows[0].starts_with(rule), "{rows:?}");
    }
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
