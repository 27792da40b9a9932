//! The page as a whole: well-formed, the same from run to run, and sound for corpora of any size.

use std::path::PathBuf;

use super::data::Data;
use super::page::page;
use super::report;
use super::sections::SECTIONS;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::parse_date;
use crate::par::Run;
use crate::text::{Builder, Corpus, Input, Meta, Problem};

const NASTY: &str =
    "<script>alert(\"1\")</script> & the 'allies' agreed: שלום לכולם 👩‍👩‍👧 ]]> <!-- --> \u{202E}txt \0 end.";

fn corpus(documents: usize, dated: bool) -> Result<Corpus> {
    let mut builder = Builder::new();
    for number in 0..documents {
        let text = format!(
            "{NASTY}\n\nThe joint statement number {number} reaffirmed the alliance. Ministers of both sides welcomed the \
             joint statement, and topic{} was new.\n",
            number % 7
        );
        let date = parse_date(&format!("{}-0{}-15", 2001 + number % 23, 1 + number % 9)).filter(|_| dated);
        let kind = ("kind".into(), Meta::Str(["report", "<b>statement</b>"][number % 2].into()));
        let meta = if dated { vec![kind] } else { Vec::new() };
        builder.push(Input {
            id: format!("doc<{number}>"),
            text: text.into(),
            date,
            meta,
            ..Input::default()
        });
    }
    builder.problem(Problem::skipped(
        "<img src=x>",
        &Error::new(ErrorKind::Corrupt, "<b>not</b> UTF-8 \u{1b}[2J"),
    ));
    builder.build()
}

fn made(corpus: &Corpus) -> Result<String> {
    let html = page(&Data::new(corpus, &Run::serial())?)?;
    balanced(&html)?;
    Ok(html)
}

/// Every element that opens closes, in order; no id twice; nothing that runs or loads.
fn balanced(html: &str) -> Result<()> {
    const VOID: &[&str] = &["meta", "!DOCTYPE"];
    let (mut open, mut ids, mut rest) = (Vec::new(), Vec::new(), html);
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        let end = tag.find('>').ok_or_else(|| Error::internal("a tag does not end"))?;
        let (tag, after) = (&tag[..end], &tag[end + 1..]);
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "in {:.300}", rest),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
        if let Some((_, id)) = tag.split_once(" id=\"") {
            ids.push(id.split('"').next().unwrap_or_default());
        }
        assert!(!["script", "img", "link", "iframe", "object", "base", "form"].contains(&name), "<{tag}>");
        assert!(
            !tag.contains(" on")
                && !tag.contains("src=")
                && !tag.contains("http:")
                && !tag.contains("https:"),
            "<{tag}>"
        );
        rest = after;
    }
    assert!(open.is_empty(), "{open:?}");
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    assert!(!html.contains("url(") && !html.contains("@import"));
    Ok(())
}

fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("communique-report-{name}-{}", std::process::id()))
}

#[test]
fn sections_have_ids_of_their_own_and_say_what_they_show() {
    for (index, section) in SECTIONS.iter().enumerate() {
        assert!(SECTIONS[..index].iter().all(|other| other.id != section.id), "{}", section.id);
        assert!(section.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", section.id);
        assert!(!section.title.is_empty() && section.lede.ends_with('.'), "{}", section.id);
        assert_eq!(
            section.lede.matches("<em>").count(),
            section.lede.matches("</em>").count(),
            "{}",
            section.id
        );
    }
}

#[test]
fn text_of_the_corpus_is_text_on_the_page() -> Result<()> {
    let html = made(&corpus(5, true)?)?;
    assert!(!html.contains("<script>") && !html.contains("<b>statement") && !html.contains("doc<0>"));
    assert!(html.contains("doc&lt;0&gt;") && html.contains("&lt;b&gt;statement&lt;/b&gt;"));
    assert!(html.contains("&lt;img src=x&gt;") && !html.contains(['\0', '\u{1b}']));
    Ok(())
}

#[test]
fn a_series_has_its_redline_and_its_history() -> Result<()> {
    let html = made(&corpus(12, true)?)?;
    assert!(html.contains("href=\"redline.html\"") && html.contains("id=\"history-picture\""));
    // Without dates there is no series, and without a series of few documents no history.
    let html = made(&corpus(100, false)?)?;
    assert!(!html.contains("redline.html") && !html.contains("id=\"history\""));
    Ok(())
}

#[test]
fn corpora_of_any_size_have_a_page() -> Result<()> {
    for (documents, dated) in [(0, false), (1, false), (1, true), (3, false), (3, true)] {
        let html = made(&corpus(documents, dated)?)?;
        assert!(html.contains("</html>"), "{documents} {dated}");
    }
    let html = made(&corpus(5_000, true)?)?;
    assert!(html.len() < 2_000_000, "{} bytes", html.len());
    assert!(html.contains("First 200 of 5,000; all in"));
    Ok(())
}

#[test]
fn the_same_corpus_gives_the_same_bytes() -> Result<()> {
    let corpus = corpus(12, true)?;
    let mut before: Option<Vec<(String, Vec<u8>)>> = None;
    for threads in [1, 2, 1] {
        let folder = folder(&format!("same-{threads}"));
        let run = Run::with_threads(threads)?.with_chunk_bytes(500)?;
        let summary = report(&corpus, &folder, &run)?;
        assert!(summary.starts_with("Documents    12, from 2001-01-15 to"), "{summary}");
        assert!(!summary.contains('\u{1b}'));
        let io = |error: std::io::Error| Error::io(folder.display().to_string(), "reading", &error);
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(io)? {
            let path = entry.map_err(io)?.path();
            files.push((
                path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                std::fs::read(&path).map_err(io)?,
            ));
        }
        files.sort();
        let _ = std::fs::remove_dir_all(&folder);
        for expected in ["index.html", "kwic.csv", "redline.html", "track.csv", "network.csv"] {
            assert!(files.iter().any(|(name, _)| name == expected), "{expected}");
        }
        assert!(before.as_ref().is_none_or(|before| *before == files), "{threads} threads");
        before = Some(files);
    }
    Ok(())
}

#[test]
fn an_empty_corpus_writes_a_page_and_empty_tables() -> Result<()> {
    let folder = folder("empty");
    let summary = report(&Builder::new().build()?, &folder, &Run::serial())?;
    assert!(summary.starts_with("Documents    0\n"), "{summary}");
    assert!(folder.join("terms.csv").is_file() && folder.join("index.html").is_file());
    let _ = std::fs::remove_dir_all(&folder);
    Ok(())
}
