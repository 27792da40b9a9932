//! The command line: one table of commands over the verbs. The binary and `python -m communique` are two doors to
//! [`main`].

mod progress;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::frame::{FORMATS, Format, Frame, write_atomic, write_table};
use crate::par::Run;
use crate::verbs::{Kind, OptionRow, READING, VERBS, Verb, measures, open, redline_page, report};

/// The option for what the verb is about, once more.
const MORE: &str = "also";
/// Exit code for a command line that does not parse.
const USAGE: u8 = 2;

/// Runs the command line `arguments`, the program's name first, and returns the exit code: 0 done, 2 usage, 3 input,
/// 4 a defect of this package, 130 interrupted.
pub fn main(arguments: impl IntoIterator<Item = OsString>, run: &Run) -> u8 {
    let matches = match command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are not errors; where they can't be printed nothing can.
            let _ = error.print();
            return if error.use_stderr() { USAGE } else { 0 };
        }
    };
    match dispatch(&matches, run) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("communique: {error}");
            error.kind().row().exit
        }
    }
}

fn command() -> Command {
    let mut command = Command::new("communique")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Language analysis for official prose: every row leads back to file, sentence and characters.")
        .after_help(
            "Examples:\n  communique report seeds/ --out report/\n  communique terms speech.txt --format csv --threads 1\n  \
             cat speech.txt | communique kwic 'climate' -\n\n`communique COMMAND --help` shows a command's options and columns.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(report_command())
        .subcommand(measures_command());
    for verb in VERBS {
        command = command.subcommand(verb_command(verb));
    }
    command
}

fn paths_arg() -> Arg {
    Arg::new("paths")
        .value_name("PATH")
        .num_args(1..)
        .required(true)
        .help("files, folders or globs; - is standard input (text, or jsonl)")
}

fn common(command: Command) -> Command {
    let threads = Arg::new("threads")
        .long("threads")
        .value_name("N")
        .value_parser(clap::value_parser!(usize))
        .help("threads to use; results do not depend on it [default: all cores]");
    let quiet = Arg::new("quiet")
        .long("quiet")
        .short('q')
        .action(ArgAction::SetTrue)
        .help("no progress bar, no notes on standard error");
    let command = READING.iter().fold(command, |command, row| command.arg(option_arg(row, "Reading")));
    command.arg(threads).arg(quiet)
}

fn report_command() -> Command {
    let out =
        Arg::new("out").long("out").value_name("FOLDER").default_value("report").help("folder to write to");
    let about = "Tables (CSV and Parquet) and one self-contained page, report/index.html.";
    let command = Command::new("report").about(about).arg(paths_arg()).arg(out);
    common(command).after_help("Example:\n  communique report seeds/ --out report/")
}

fn verb_command(verb: &'static Verb) -> Command {
    let columns: String = verb
        .columns
        .iter()
        .map(|column| format!("  {:<14} {:<6} {}\n", column.name, column.kind, column.help))
        .collect();
    let mut command = Command::new(verb.name).about(verb.about).after_help(format!(
        "{}\n\nColumns:\n{columns}\nExample:\n  communique {}",
        verb.detail, verb.example
    ));
    for row in verb.option_rows() {
        command = command.arg(option_arg(row, "What to compute"));
    }
    let subjects: Vec<&OptionRow> = verb.option_rows().filter(|row| row.required).collect();
    if let [subject] = subjects[..] {
        let more =
            Arg::new(MORE).long(MORE).short('e').value_name(placeholder(subject)).action(ArgAction::Append);
        let help = "another one; may be given several times";
        command = command.arg(more.help(help).help_heading("What to compute"));
    }
    common(output(command.arg(paths_arg())))
}

fn measures_command() -> Command {
    let about = "All measures: name, formula, reading, citation, range, p-value, one row each.";
    let family =
        Arg::new("family").long("family").value_name("FAMILY").help("only the measures of one family");
    let search = Arg::new("search").value_name("TEXT").help("only rows with this text");
    output(Command::new("measures").about(about).arg(search).arg(family))
        .after_help("Example:\n  communique measures --family keyness --format table")
}

/// How the table leaves.
fn output(command: Command) -> Command {
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let format = Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(clap::builder::PossibleValuesParser::new(formats))
        .help("output format [default: by the name of --out; table on a terminal, else csv]");
    let out = Arg::new("out").long("out").value_name("FILE").help("write to a file, whole or not at all");
    command.arg(format).arg(out)
}

/// The argument of an option row: `--min-count`, or a place for what the verb is about.
fn option_arg(row: &'static OptionRow, heading: &'static str) -> Arg {
    let default = if row.default == "none" || row.kind == Kind::Flag {
        String::new()
    } else {
        format!(" [default: {}]", row.default)
    };
    let help = match row.kind {
        Kind::Choice(choices) => format!("{}: {}{default}", row.help, choices.join(", ")),
        _ => format!("{}{default}", row.help),
    };
    let arg = Arg::new(row.name).help(help);
    if row.required {
        return arg.required(true).value_name(placeholder(row));
    }
    let arg = arg.long(row.name.replace('_', "-")).help_heading(heading);
    match (row.kind, row.default) {
        (Kind::Flag, "true") => arg
            .long(format!("no-{}", row.name.replace('_', "-")))
            .help(format!("do not {}", row.help))
            .action(ArgAction::SetTrue),
        (Kind::Flag, _) => arg.action(ArgAction::SetTrue),
        (Kind::Count(_), _) => arg.value_name("N"),
        (Kind::Counts(_), _) => arg.value_name("N,..."),
        (Kind::Docs, _) => arg.value_name("COLUMN=VALUE,..."),
        (Kind::Texts | Kind::Words, _) => arg.value_name("A,..."),
        _ => arg.value_name("VALUE"),
    }
}

/// What stands for the value of what a verb is about.
fn placeholder(row: &OptionRow) -> String {
    row.name.trim_end_matches('s').to_uppercase()
}

/// What was given on the command line for `rows`, as JSON.
fn given(matches: &ArgMatches, rows: impl Iterator<Item = &'static OptionRow>) -> Result<Map<String, Value>> {
    let mut options = Map::new();
    for row in rows {
        if row.kind == Kind::Flag {
            if matches.get_flag(row.name) {
                options.insert(row.name.into(), (row.default != "true").into());
            }
        } else if let Some(text) = matches.get_one::<String>(row.name) {
            // A pattern may hold commas: each is one text.
            let value = if row.required { vec![text.as_str()].into() } else { row.from_text(text)? };
            options.insert(row.name.into(), value);
        }
        if let (true, Some(Value::Array(all))) = (row.required, options.get_mut(row.name)) {
            let more = matches.try_get_many::<String>(MORE).ok().flatten().into_iter().flatten();
            all.extend(more.map(|text| Value::from(text.as_str())));
        }
    }
    Ok(options)
}

fn dispatch(matches: &ArgMatches, run: &Run) -> Result<u8> {
    let Some((name, matches)) = matches.subcommand() else { return Ok(USAGE) };
    if name == "measures" {
        let text = |name| matches.get_one::<String>(name).map(String::as_str);
        return deliver(&measures(text("search"), text("family"))?, matches);
    }
    let run = match matches.get_one::<usize>("threads") {
        Some(&threads) => run.clone().on_threads(threads)?,
        None => run.clone(),
    };
    let quiet = matches.get_flag("quiet");
    let bar = progress::Bar::show(&run, quiet);
    let paths: Vec<String> = matches.get_many::<String>("paths").into_iter().flatten().cloned().collect();
    let corpus = open(&paths, given(matches, READING.iter())?, &run)?;
    if name != "problems" && !quiet {
        for problem in corpus.problems() {
            eprintln!("communique: {}: {} ({})", problem.source, problem.message, problem.action);
        }
    }
    if corpus.is_empty() && name != "problems" {
        return Err(Error::new(ErrorKind::BadValue, format!("no document in {}", paths.join(", "))));
    }
    let out = matches.get_one::<String>("out");
    if name == "report" {
        let folder = out.map_or("report", String::as_str);
        let summary = report(&corpus, std::path::Path::new(folder), &run)?;
        drop(bar);
        return print(|stdout| {
            stdout
                .write_all(summary.as_bytes())
                .map_err(|error| Error::io("standard output", "writing", &error))
        });
    }
    let verb = Verb::find(name)?;
    if let Some(path) = page(name, matches) {
        let page = redline_page(&corpus, given(matches, verb.option_rows())?, &run)?;
        drop(bar);
        return write_atomic(std::path::Path::new(path), |file| {
            file.write_all(page.as_bytes()).map_err(|error| Error::io(path, "writing", &error))
        })
        .map(|()| 0);
    }
    let frame = verb.call(&corpus, given(matches, verb.option_rows())?, &run)?;
    drop(bar);
    deliver(&frame, matches)
}

/// Where a page goes in place of a table: `redline` to a file that ends in .html.
fn page<'m>(name: &str, matches: &'m ArgMatches) -> Option<&'m str> {
    let path = matches.get_one::<String>("out")?;
    let ends = std::path::Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case("html"));
    (name == "redline" && ends && matches.get_one::<String>("format").is_none()).then_some(path)
}

/// Writes a table where the command line says.
fn deliver(frame: &Frame, matches: &ArgMatches) -> Result<u8> {
    let out = matches.get_one::<String>("out");
    let format = match (matches.get_one::<String>("format"), out) {
        (Some(name), _) => Format::parse(name)?,
        (None, Some(path)) => Format::of_path(std::path::Path::new(path))?,
        (None, None) => Format::parse(if std::io::stdout().is_terminal() { "table" } else { "csv" })?,
    };
    match out {
        Some(path) => {
            write_atomic(std::path::Path::new(path), |file| (format.write)(frame, file)).map(|()| 0)
        }
        None => print(|stdout| match terminal_size::terminal_size() {
            Some((width, _)) if format.name == "table" => write_table(frame, stdout, usize::from(width.0)),
            _ => (format.write)(frame, stdout),
        }),
    }
}

/// Standard output whose reader may go away (`| head`): what is written after that is nobody's loss.
struct Output<'o> {
    inner: std::io::BufWriter<std::io::StdoutLock<'o>>,
    gone: bool,
}

impl Output<'_> {
    fn forgive<T>(&mut self, result: std::io::Result<T>, otherwise: T) -> std::io::Result<T> {
        match result {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(otherwise)
            }
            other => other,
        }
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.forgive(result, bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let result = self.inner.flush();
        self.forgive(result, ())
    }
}

fn print(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<u8> {
    let mut output = Output { inner: std::io::BufWriter::new(std::io::stdout().lock()), gone: false };
    write(&mut output)?;
    output.flush().map_err(|error| Error::io("standard output", "writing", &error))?;
    Ok(0)
}
