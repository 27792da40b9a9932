//! Documents in parts: every verb that takes them so gives the table it gives of all documents at once.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use communique::error::{ErrorKind, Result};
use communique::frame::{Column, Frame, Strings};
use communique::par::Run;
use communique::text::{Meta, sample};
use communique::verbs::{Source, VERBS, Verb, open};
use serde_json::{Map, Value, json};

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("communique-stream-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the temporary folder can be written to");
        Folder(folder)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("the temporary folder can be written to");
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The sample corpus as a table, with quotation marks, line ends and gaps in a variable.
fn documents() -> Result<Frame> {
    let corpus = sample()?;
    let text = |index: usize| corpus.document(index).text();
    let rows = 0..corpus.len();
    let notes = rows.clone().map(|row| match row % 4 {
        0 => None,
        1 => Some(format!("a \"note\",\nno. {row}")),
        2 => Some(String::new()),
        _ => Some("; plain".to_owned()),
    });
    let year = |row: usize| corpus.document(row).date().map_or(Meta::Null, Meta::Date);
    let dates: Vec<Option<String>> = rows
        .clone()
        .map(|row| match year(row) {
            Meta::Date(days) => Some(communique::frame::iso_date(days)),
            _ => None,
        })
        .collect();
    Ok(Frame::new()
        .with("id", corpus.ids().iter().collect::<Strings>())
        .with("text", rows.clone().map(text).collect::<Strings>())
        .with("date", dates.into_iter().collect::<Column>())
        .with("note", notes.collect::<Column>())
        .with("size", rows.map(|row| text(row).len() as i64 / 1000).collect::<Vec<i64>>()))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

/// The sample corpus in a file of each format with rows, plain and packed.
fn files(folder: &Folder) -> Result<Vec<String>> {
    let frame = documents()?;
    let mut made = Vec::new();
    for name in ["a.jsonl", "a.csv", "a.parquet"] {
        let path = folder.0.join(name);
        frame.write(&path, None)?;
        made.push(path.display().to_string());
        let bytes = fs::read(&path).expect("it was written");
        made.push(folder.write(&format!("{name}.gz"), &gzip(&bytes)));
        made.push(
            folder.write(&format!("{name}.zst"), &zstd::encode_all(bytes.as_slice(), 1).expect("memory")),
        );
    }
    Ok(made)
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn csv(frame: &Frame) -> Result<String> {
    let mut bytes = Vec::new();
    (communique::frame::Format::parse("csv")?.write)(frame, &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Verbs with options that each way of counting part by part is tried with.
fn calls() -> Vec<(&'static str, Value)> {
    vec![
        ("docs", json!({})),
        ("problems", json!({})),
        ("sentences", json!({})),
        ("regions", json!({})),
        ("tokens", json!({"case": "fold"})),
        ("terms", json!({})),
        ("terms", json!({"by": ["year", "region"], "min_count": 2, "min_docs": 2, "top": 30})),
        ("terms", json!({"by": "doc", "stopwords": "en", "top": 5})),
        ("terms", json!({"by": "note"})),
        ("ngrams", json!({"n": [1, 2, 3], "min_count": 2})),
        ("ngrams", json!({"skip": 2, "by": "size"})),
        ("kwic", json!({"pattern": ["agree*", "joint statement"]})),
        ("keyness", json!({"by": "year", "top": 20})),
        ("keyness", json!({"target": "date>=2023-01-01", "measures": ["log_likelihood", "mann_whitney"]})),
        ("dispersion", json!({"min_count": 5, "stopwords": "en"})),
        ("dispersion", json!({"by": "region"})),
        ("collocations", json!({})),
        ("collocations", json!({"by": "year", "min_count": 3, "unit": "document"})),
        ("collocations", json!({"node": ["agree*", "alliance"], "min_count": 1})),
        ("commitments", json!({})),
        ("near_misses", json!({})),
    ]
}

#[test]
fn every_streaming_verb_is_tried() {
    let tried: Vec<&str> = calls().into_iter().map(|(verb, _)| verb).collect();
    for verb in VERBS.iter().filter(|verb| verb.streams()) {
        assert!(tried.contains(&verb.name), "{}", verb.name);
    }
}

#[test]
fn parts_of_any_size_give_the_table_of_the_whole() -> Result<()> {
    let folder = Folder::new("verbs");
    let path = files(&folder)?.remove(0);
    let run = Run::with_threads(2)?.with_chunk_bytes(3_000)?;
    let corpus = open(std::slice::from_ref(&path), Map::new(), &run)?;
    for (name, options) in calls() {
        let whole = Verb::find(name)?.call(&corpus, object(options.clone()), &run)?;
        for (part, memory) in [("2KB", "1KB"), ("20KB", "200KB"), ("64MB", "2GB")] {
            let source =
                Source::new(std::slice::from_ref(&path), object(json!({"part": part, "memory": memory})))?;
            let found = source.call(name, object(options.clone()), &run)?;
            assert_eq!(csv(&found.frame)?, csv(&whole)?, "{name} {options} in parts of {part}");
            assert_eq!(found.frame.settings(), whole.settings(), "{name} {options}");
            assert_eq!(found.documents, corpus.len());
        }
    }
    Ok(())
}

#[test]
fn every_format_gives_the_same_documents() -> Result<()> {
    let folder = Folder::new("formats");
    for path in files(&folder)? {
        let corpus = open(std::slice::from_ref(&path), Map::new(), &Run::default())?;
        assert!(corpus.problems().is_empty(), "{path}: {:?}", corpus.problems());
        for verb in ["docs", "terms"] {
            let whole = Verb::find(verb)?.call(&corpus, Map::new(), &Run::default())?;
            for part in ["1KB", "9KB"] {
                let source = Source::new(std::slice::from_ref(&path), object(json!({"part": part})))?;
                let found = source.call(verb, Map::new(), &Run::serial())?;
                assert_eq!(csv(&found.frame)?, csv(&whole)?, "{path} in parts of {part}");
                assert_eq!(found.problems, corpus.problems(), "{path} in parts of {part}");
            }
        }
    }
    Ok(())
}

#[test]
fn bad_lines_keep_their_numbers() -> Result<()> {
    let folder = Folder::new("bad");
    let mut lines: Vec<String> =
        (0..40).map(|n| json!({"id": format!("d{n}"), "text": format!("Text {n}.")}).to_string()).collect();
    lines[7] = "{broken".to_owned();
    lines[20] = json!({"id": "x"}).to_string();
    lines[21] = json!({"id": "d3", "text": "again"}).to_string();
    lines.insert(30, "  ".to_owned());
    lines.push("[1]".to_owned());
    let mut csv_lines = vec!["id,text,note".to_owned()];
    csv_lines.extend((0..40).map(|n| format!("d{n},\"Text {n},\nmore\",x")));
    csv_lines[9] = "d9,short".to_owned();
    csv_lines[30] = "d3,again,x".to_owned();
    let latin = b"{\"id\": \"a\", \"text\": \"caf\xe9\"}\n".repeat(50);
    let paths = [
        folder.write("a.jsonl", lines.join("\n").as_bytes()),
        folder.write("b.csv", csv_lines.join("\r\n").as_bytes()),
        folder.write("c.jsonl", &latin),
        folder.write("d.jsonl", b""),
    ];
    for path in paths {
        let corpus = open(std::slice::from_ref(&path), Map::new(), &Run::serial())?;
        let whole = Verb::find("docs")?.call(&corpus, Map::new(), &Run::serial())?;
        for part in ["1", "100", "1000"] {
            let source = Source::new(std::slice::from_ref(&path), object(json!({"part": part})))?;
            let found = source.call("docs", Map::new(), &Run::serial())?;
            assert_eq!(csv(&found.frame)?, csv(&whole)?, "{path} in parts of {part}");
            assert_eq!(found.problems, corpus.problems(), "{path} in parts of {part}");
        }
    }
    Ok(())
}

#[test]
fn what_breaks_off_is_told_and_the_rest_is_read() -> Result<()> {
    let folder = Folder::new("broken");
    let frame = documents()?;
    let jsonl = folder.0.join("whole.jsonl");
    frame.write(&jsonl, None)?;
    let packed = gzip(&fs::read(&jsonl).expect("it was written"));
    let cut = folder.write("cut.jsonl.gz", &packed[..packed.len() / 2]);
    let parquet = folder.0.join("bad.parquet");
    frame.write(&parquet, None)?;
    let mut bytes = fs::read(&parquet).expect("it was written");
    let middle = bytes.len() / 3;
    bytes[middle..middle + 2000].fill(0xFF);
    let parquet = folder.write("bad.parquet", &bytes);
    let last = folder.write("last.txt", b"The last words.");
    let source = Source::new(&[cut.clone(), parquet.clone(), last], object(json!({"part": "2KB"})))?;
    let found = source.call("docs", Map::new(), &Run::default())?;
    let sources: Vec<&str> = found.problems.iter().map(|problem| problem.source.as_str()).collect();
    assert!(sources.contains(&cut.as_str()) && sources.contains(&parquet.as_str()), "{:?}", found.problems);
    assert!(found.problems.iter().all(|problem| problem.kind == ErrorKind::Corrupt));
    assert!(found.documents > 5, "{}", found.documents);
    assert_eq!(
        found.frame.column("doc_id")?.text(found.documents - 1).map(|id| id.ends_with("last.txt")),
        Some(true)
    );
    Ok(())
}

#[test]
fn columns_that_no_row_has_are_an_error() -> Result<()> {
    let folder = Folder::new("columns");
    let body: String = (0..50).map(|n| format!("{{\"body\": \"Text {n}.\"}}\n")).collect();
    let path = folder.write("a.jsonl", body.as_bytes());
    for options in [json!({}), json!({"text": "bdy"}), json!({"text": "body", "id": "name"})] {
        let mut options = object(options);
        options.insert("part".into(), "100".into());
        let error = Source::new(std::slice::from_ref(&path), options)?
            .call("terms", Map::new(), &Run::serial())
            .err();
        assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::UnknownColumn));
    }
    let error = Source::new(&["nowhere.jsonl".into()], Map::new())?.call("terms", Map::new(), &Run::serial());
    assert_eq!(error.err().map(|error| error.kind()), Some(ErrorKind::MissingFile));
    Ok(())
}

#[test]
fn what_needs_all_documents_says_so() -> Result<()> {
    let folder = Folder::new("whole");
    let path = folder.write("a.txt", b"Both sides agreed.");
    for (verb, options) in [
        ("redline", json!({})),
        ("kwic", json!({"pattern": "agreed", "sort": "left"})),
        ("dispersion", json!({"measures": ["arf"]})),
        ("dispersion", json!({"parts": 3})),
    ] {
        let error = Source::new(std::slice::from_ref(&path), Map::new())?
            .call(verb, object(options), &Run::serial())
            .err();
        let message = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(message.contains("needs all documents at once"), "{verb}: {message}");
    }
    Ok(())
}

/// The tables of a run, in both ways that it can come about.
fn tables() -> Map<String, Value> {
    object(json!({
        "terms": {"by": "year"}, "ngrams": {"n": [2, 3]}, "collocations": {}, "commitments": {}, "docs": {},
        "dispersion": {"min_count": 3},
    }))
}

/// The files of a folder that are tables, with their bytes.
fn parquet_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "parquet"))
        .map(|path| {
            (
                path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                fs::read(&path).expect("a file"),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_run_writes_the_tables_of_its_verbs() -> Result<()> {
    let folder = Folder::new("run");
    let path = files(&folder)?.remove(0);
    let out = folder.0.join("out");
    let run = Run::default();
    let source = Source::new(std::slice::from_ref(&path), object(json!({"part": "9KB", "memory": "40KB"})))?;
    let summary = source.run(&out, tables(), false, &run)?;
    let corpus = open(&[path], Map::new(), &run)?;
    assert_eq!(summary["documents"], json!(corpus.len()));
    assert_eq!(summary["settings"]["commitments"]["lexicon_hash"].as_str().map(str::len), Some(16));
    assert_eq!(summary["inputs"][0]["crc32"].as_str().map(str::len), Some(8));
    for (name, options) in tables() {
        let whole = Verb::find(&name)?.call(&corpus, object(options), &run)?;
        let read = open_table(&out.join(format!("{name}.parquet")))?;
        assert_eq!(read.settings(), whole.settings(), "{name}");
        assert_eq!(csv(&read)?, csv(&whole)?, "{name}");
    }
    let left: Vec<_> = fs::read_dir(&out).expect("a folder").filter_map(|entry| entry.ok()).collect();
    assert_eq!(left.len(), tables().len() + 2, "tables, problems and run.json: {left:?}");
    Ok(())
}

/// A table in a Parquet file, by way of the verb that reads any.
fn open_table(path: &Path) -> Result<Frame> {
    let bytes = fs::read(path).expect("it was written");
    let builder =
        parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes));
    let builder = builder.expect("it is Parquet");
    let schema = builder.schema().clone();
    let field = arrow_schema::Field::new("", arrow_schema::DataType::Struct(schema.fields().clone()), false)
        .with_metadata(schema.metadata().clone());
    let arrays = builder.build().expect("it is Parquet").map(|batch| {
        Ok(std::sync::Arc::new(arrow_array::StructArray::from(batch.expect("it is Parquet")))
            as arrow_array::ArrayRef)
    });
    communique::frame::from_arrays(&field, arrays)
}

#[test]
fn a_run_that_was_stopped_goes_on_to_the_same_bytes() -> Result<()> {
    let folder = Folder::new("resume");
    let paths = files(&folder)?;
    // A second file repeats the ids of the first: problems must name the same places after a resumption.
    let paths = [paths[0].clone(), paths[3].clone(), folder.write("last.txt", b"The last words.")];
    let source = Source::new(&paths, object(json!({"part": "9KB"})))?;
    let whole = folder.0.join("whole");
    source.run(&whole, tables(), false, &Run::default())?;
    for stop in [1, 2, 5, 9] {
        let out = folder.0.join(format!("stopped-{stop}"));
        let run = Run::with_threads(2)?;
        let ended = AtomicBool::new(false);
        let stopped = std::thread::scope(|scope| {
            scope.spawn(|| {
                let part = out.join(format!(".unfinished/{stop:06}"));
                while !ended.load(Ordering::Relaxed) && !part.exists() {
                    std::thread::sleep(std::time::Duration::from_millis(1));
                }
                run.cancel();
            });
            let stopped = source.run(&out, tables(), false, &run);
            ended.store(true, Ordering::Relaxed);
            stopped
        });
        if stopped.is_ok() {
            continue;
        }
        assert_eq!(stopped.err().map(|error| error.kind()), Some(ErrorKind::Interrupted));
        // What has its name already is whole.
        let all = parquet_in(&whole);
        assert!(parquet_in(&out).iter().all(|table| all.contains(table)));
        let again = source.run(&out, tables(), false, &Run::serial());
        assert!(again.is_err_and(|error| error.to_string().contains("unfinished run")));
        let other = source.run(&out, object(json!({"terms": {}})), true, &Run::serial());
        assert!(other.is_err_and(|error| error.to_string().contains("other settings")));
        let summary = source.run(&out, tables(), true, &Run::serial())?;
        assert!(summary["timings"]["parts_done_before"].as_u64().is_some_and(|parts| parts > stop));
        assert!(parquet_in(&out) == parquet_in(&whole), "stopped after part {stop}");
        assert!(!out.join(".unfinished").exists());
        // What is done is done.
        assert_eq!(source.run(&out, tables(), true, &Run::serial())?, summary);
    }
    Ok(())
}

#[test]
fn a_run_needs_files_and_tables() -> Result<()> {
    let folder = Folder::new("usage");
    let path = folder.write("a.txt", b"Both sides agreed.");
    let out = folder.0.join("out");
    for (paths, tables, message) in [
        (path.as_str(), json!({}), "at least one"),
        (path.as_str(), json!({"redline": {}}), "needs all documents at once"),
        (path.as_str(), json!({"terms": {"min_cout": 2}}), "min_count"),
        ("-", json!({"terms": {}}), "standard input"),
    ] {
        let source = Source::new(&[paths.to_owned()], Map::new())?;
        let error = source.run(&out, object(tables), false, &Run::serial()).err();
        let told = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(told.contains(message), "{told}");
    }
    assert!(!out.exists(), "nothing was begun");
    Ok(())
}
