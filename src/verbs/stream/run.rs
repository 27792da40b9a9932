//! Several tables in one pass over the files, written to a folder, part by part, so that a run that was stopped goes on
//! where it was.
//!
//! What was made of a part is a folder of its own in [`UNFINISHED`], which gets its name when it is whole. The tables are
//! made of these folders alone, so it does not matter which process wrote them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::error::{Error, ErrorKind, Result};
use crate::frame::{Frame, ParquetFile, Shape, read_parquet, write_atomic};
use crate::par::Run;
use crate::stored::Stored;
use crate::text::read::{Cursor, Part, Parts};

use super::{Gathered, Kept, Piece, Source, Task, without_text};
use crate::verbs::{Args, Verb, variables};

/// The folder, in that of the tables, of what a run has done so far.
const UNFINISHED: &str = ".unfinished";
const PLAN: &str = "plan.json";
const PART: &str = "part.json";
const SUMMARY: &str = "run.json";
const VARIABLES: &str = "variables.parquet";
/// What went wrong while reading is a table of every run.
const PROBLEMS: &str = "problems";

/// What is known of a part that is done.
#[derive(Debug, Serialize, Deserialize)]
struct Done {
    next: Cursor,
    ids: Vec<String>,
    origins: Vec<(usize, Option<u64>)>,
    /// Bytes of text.
    bytes: u64,
    problems: u64,
    /// The columns of each table that is put aside as rows.
    shapes: Vec<Option<Shape>>,
}

impl Source {
    /// Writes the tables of several verbs to `folder`, one Parquet file each, with `run.json`; returns what is in that:
    /// version, settings, inputs, counts, problems, timings. `tables` has the options of each verb, by its name. With
    /// `resume`, a run of the same inputs and tables that was stopped goes on; the tables are the same, byte for byte.
    ///
    /// Memory is as for [`Source::call`], without the tables themselves.
    ///
    /// # Errors
    /// A verb, or options, that need all documents at once; an unfinished run in the folder, or one of other inputs or
    /// options; standard input; what can't be written; what reading and the verbs return; `Interrupted`.
    pub fn run(&self, folder: &Path, tables: Map<String, Value>, resume: bool, run: &Run) -> Result<Value> {
        let begun = Instant::now();
        let tasks = tasks(tables)?;
        let mut parts = self.parts(run)?;
        let plan = self.plan(&tasks, &parts, run)?;
        let unfinished = folder.join(UNFINISHED);
        fs::create_dir_all(folder).map_err(|error| failed(folder, "creating", &error))?;
        if resume
            && !unfinished.join(PLAN).exists()
            && let Some(summary) = finished(folder, &plan)
        {
            return Ok(summary);
        }
        let mut work = Work { tasks: &tasks, folder: unfinished, done: Vec::new() };
        work.begin(&plan, resume)?;
        let before = work.done.len();
        if let Some(last) = work.done.last() {
            let documents: Vec<_> = work
                .done
                .iter()
                .flat_map(|done| done.ids.iter().cloned().zip(done.origins.iter().copied()))
                .collect();
            parts.resume(last.next.clone(), &documents, run);
            run.count_documents(documents.len() as u64);
        }
        while let Some(part) = parts.next(run)? {
            run.check()?;
            work.part(&part, run)?;
        }
        let read = begun.elapsed().as_secs_f64();
        let mut written = Vec::new();
        for (number, task) in tasks.iter().enumerate() {
            written.push(work.finish(number, task, folder, self, run)?);
        }
        let sum = |of: fn(&Done) -> u64| work.done.iter().map(of).sum::<u64>();
        let mut summary = plan.as_object().cloned().unwrap_or_default();
        summary.insert("documents".into(), sum(|done| done.ids.len() as u64).into());
        summary.insert("bytes".into(), sum(|done| done.bytes).into());
        summary.insert("problems".into(), sum(|done| done.problems).into());
        summary.insert("tables".into(), written.into());
        let seconds = begun.elapsed().as_secs_f64();
        let timings = json!({
            "seconds": seconds, "seconds_reading": read, "threads": run.threads(),
            "parts": work.done.len(), "parts_done_before": before,
        });
        summary.insert("timings".into(), timings);
        let summary = Value::Object(summary);
        write_json(&work.folder.join(SUMMARY), &summary)?;
        publish(&work.folder, folder, SUMMARY)?;
        // Without its plan the rest is no unfinished run.
        fs::remove_file(work.folder.join(PLAN))
            .and_then(|()| fs::remove_dir_all(&work.folder))
            .map_err(|error| failed(&work.folder, "removing", &error))?;
        Ok(summary)
    }

    /// What a run is: version, settings of the tables, how files are read, and the inputs with their check sums. Two runs
    /// of one plan give the same tables.
    fn plan(&self, tasks: &[Task], parts: &Parts, run: &Run) -> Result<Value> {
        let mut settings = Map::new();
        for task in tasks {
            let frame = task.verb.with_settings(Frame::new(), 0, &[], &task.args)?;
            let mut of_table = frame.settings().clone();
            ["communique", "verb", "documents"].iter().for_each(|name| _ = of_table.remove(*name));
            settings.insert(task.verb.name.into(), of_table.into());
        }
        let files: Vec<(&str, u64, Option<&Path>)> =
            parts.files().enumerate().map(|(number, (id, size))| (id, size, parts.path(number))).collect();
        let inputs = run.quiet().map(&files, |&(id, size, path)| {
            let path = path.ok_or_else(|| {
                let message = "a run that can be resumed reads files, not standard input";
                Error::new(ErrorKind::BadValue, message)
            })?;
            // A file that can't be read is a problem of the run, not its end.
            Ok(json!({"path": id, "bytes": size, "crc32": check_sum(path, run)?}))
        })?;
        Ok(json!({
            "communique": env!("CARGO_PKG_VERSION"),
            "settings": settings,
            "reading": self.given,
            "part": self.part,
            "inputs": inputs,
        }))
    }
}

/// The verbs with their options, and the problems.
fn tasks(tables: Map<String, Value>) -> Result<Vec<Task>> {
    if tables.is_empty() {
        return Err(Error::bad_value("tables", "none", "at least one, such as terms"));
    }
    let mut tasks = Vec::new();
    for (name, options) in tables {
        let Value::Object(options) = options else {
            return Err(Error::bad_value("tables", format!("'{name}'"), "a verb with its options"));
        };
        let verb = Verb::find(&name)?;
        tasks.push(Task::new(verb, Args::new(verb.option_rows(), options)?)?);
    }
    if !tasks.iter().any(|task| task.verb.name == PROBLEMS) {
        let verb = Verb::find(PROBLEMS)?;
        tasks.push(Task::new(verb, Args::new(verb.option_rows(), Map::new())?)?);
    }
    Ok(tasks)
}

/// The CRC-32 of a file, as gzip and zip have it; null where it can't be read.
fn check_sum(path: &Path, run: &Run) -> Result<Option<String>> {
    let Ok(mut file) = fs::File::open(path) else { return Ok(None) };
    let (mut sum, mut buffer) = (flate2::Crc::new(), vec![0; 1 << 18]);
    loop {
        run.check()?;
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Some(format!("{:08x}", sum.sum()))),
            Ok(some) => sum.update(&buffer[..some]),
            Err(_) => return Ok(None),
        }
    }
}

fn failed(path: &Path, doing: &str, error: &std::io::Error) -> Error {
    Error::io(path.display().to_string(), doing, error)
}

/// Removes a folder, if it is there.
fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(folder, "removing", &error)),
        _ => Ok(()),
    }
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    write_atomic(path, |out| {
        serde_json::to_writer_pretty(&mut *out, value)
            .map_err(std::io::Error::from)
            .and_then(|()| out.write_all(b"\n"))
            .map_err(|error| failed(path, "writing", &error))
    })
}

fn read_json<T: for<'d> Deserialize<'d>>(path: &Path) -> Result<T> {
    let bytes = fs::read(path).map_err(|error| failed(path, "can't be read", &error))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Error::new(ErrorKind::Corrupt, error.to_string()).at_path(path.display().to_string())
    })
}

/// Moves a whole file from the folder of the unfinished run to that of the tables.
fn publish(from: &Path, to: &Path, name: &str) -> Result<()> {
    let path = to.join(name);
    fs::rename(from.join(name), &path).map_err(|error| failed(&path, "writing", &error))
}

/// What an earlier run of the same plan wrote, where it is all there.
fn finished(folder: &Path, plan: &Value) -> Option<Value> {
    let summary: Value = read_json(&folder.join(SUMMARY)).ok()?;
    let same = plan.as_object()?.iter().all(|(name, value)| summary.get(name) == Some(value));
    let tables = summary.get("tables")?.as_array()?;
    let there = |table: &Value| table["file"].as_str().is_some_and(|file| folder.join(file).is_file());
    (same && tables.iter().all(there)).then_some(summary)
}

/// A run under way.
struct Work<'t> {
    tasks: &'t [Task],
    folder: PathBuf,
    done: Vec<Done>,
}

impl Work<'_> {
    /// Begins a run, or finds out what was done of it.
    fn begin(&mut self, plan: &Value, resume: bool) -> Result<()> {
        let path = self.folder.join(PLAN);
        if !path.exists() {
            remove(&self.folder)?;
            fs::create_dir_all(&self.folder).map_err(|error| failed(&self.folder, "creating", &error))?;
            return write_json(&path, plan);
        }
        let shown = self.folder.display().to_string();
        if !resume {
            let message = "holds an unfinished run; resume it, or remove this folder to begin anew";
            return Err(Error::new(ErrorKind::BadValue, message).at_path(shown));
        }
        let begun: Map<String, Value> = read_json(&path)?;
        for (name, value) in plan.as_object().into_iter().flatten() {
            if begun.get(name) != Some(value) {
                let message =
                    format!("the unfinished run has other {name}; remove this folder to begin anew");
                return Err(Error::new(ErrorKind::BadValue, message).at_path(shown));
            }
        }
        while self.part_folder(self.done.len()).exists() {
            self.done.push(read_json(&self.part_folder(self.done.len()).join(PART))?);
        }
        Ok(())
    }

    fn part_folder(&self, part: usize) -> PathBuf {
        self.folder.join(format!("{part:06}"))
    }

    /// Where what was made of a part for a table is; rows are Parquet, counts are not.
    fn piece(&self, part: usize, task: &Task, rows: bool) -> PathBuf {
        self.part_folder(part).join(format!("{}.{}", task.verb.name, if rows { "parquet" } else { "counts" }))
    }

    /// Makes all that is needed of a part, and puts it aside.
    fn part(&mut self, part: &Part, run: &Run) -> Result<()> {
        let number = self.done.len();
        let temporary = self.folder.join("part");
        remove(&temporary)?;
        fs::create_dir(&temporary).map_err(|error| failed(&temporary, "creating", &error))?;
        let before = self.done.iter().map(|done| done.ids.len()).sum();
        let mut shapes = Vec::new();
        for task in self.tasks {
            let name = |rows| temporary.join(self.piece(number, task, rows).file_name().unwrap_or_default());
            match task.part(&part.corpus, before, &run.quiet())? {
                Piece::Rows(frame) => {
                    shapes.push(Some(Shape::of(&frame)));
                    ParquetFile::create(&name(true), &frame)?.finish()?;
                }
                Piece::Bytes(bytes) => {
                    shapes.push(None);
                    let path = name(false);
                    fs::write(&path, bytes).map_err(|error| failed(&path, "writing", &error))?;
                }
                Piece::Nodes(_) => {
                    return Err(Error::bad_value("node", "given", "none in a run, which takes all pairs"));
                }
            }
        }
        if self.tasks.iter().any(Task::needs_variables) {
            let variables = variables(&part.corpus)?;
            shapes.push(Some(Shape::of(&variables)));
            ParquetFile::create(&temporary.join(VARIABLES), &variables)?.finish()?;
        }
        let done = Done {
            next: part.next.clone(),
            ids: part.corpus.ids().iter().map(str::to_owned).collect(),
            origins: part.origins.clone(),
            bytes: part.corpus.bytes() as u64,
            problems: part.corpus.problems().len() as u64,
            shapes,
        };
        write_json(&temporary.join(PART), &done)?;
        let folder = self.part_folder(number);
        fs::rename(&temporary, &folder).map_err(|error| failed(&folder, "writing", &error))?;
        run.count_documents(done.ids.len() as u64);
        self.done.push(done);
        Ok(())
    }

    /// Writes the table of a task; returns what the summary says of it.
    fn finish(&self, number: usize, task: &Task, folder: &Path, source: &Source, run: &Run) -> Result<Value> {
        let documents = self.done.iter().map(|done| done.ids.len()).sum();
        let mut shape = Shape::default();
        self.done
            .iter()
            .filter_map(|done| done.shapes[number].as_ref())
            .for_each(|of_part| shape.join(of_part));
        let kept: Vec<Kept> = (0..self.done.len())
            .map(|part| match self.done[part].shapes[number] {
                Some(_) => Kept::File(self.piece(part, task, true)),
                None => Kept::Bytes(Stored::File(self.piece(part, task, false))),
            })
            .collect();
        let of_documents = match task.needs_variables() {
            true => {
                let frames =
                    (0..self.done.len()).map(|part| read_parquet(&self.part_folder(part).join(VARIABLES)));
                Some(without_text(&frames.collect::<Result<Vec<_>>>()?)?)
            }
            false => None,
        };
        let gathered = Gathered { kept: &kept, variables: of_documents, documents, memory: source.memory };
        let name = format!("{}.parquet", task.verb.name);
        let path = self.folder.join(&name);
        let mut file: Option<ParquetFile> = None;
        let rows_of_parts = shape != Shape::default();
        task.finish(gathered, &mut source.scratch(), &run.quiet(), &mut |frame| {
            let frame = if rows_of_parts { frame.in_shape(&shape) } else { frame };
            match &mut file {
                Some(file) => file.write(&frame),
                None => {
                    let frame = task.verb.with_settings(frame, documents, &[], &task.args)?;
                    file = Some(ParquetFile::create(&path, &frame)?);
                    Ok(())
                }
            }
        })?;
        let rows = file.map_or(Ok(0), ParquetFile::finish)?;
        publish(&self.folder, folder, &name)?;
        Ok(json!({"verb": task.verb.name, "file": name, "rows": rows}))
    }
}
