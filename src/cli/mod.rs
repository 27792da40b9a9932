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
use crate::text::Problem;
use crate::verbs::{
    Kind, OptionRow, READING, SCANNING, Scanned, Source, VERBS, Verb, measures, open, redline_page, report,
};

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
        .subcommand(run_command())
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
    if verb.streams() {
        command = SCANNING.iter().fold(command, |command, row| command.arg(option_arg(row, "Reading")));
    }
    common(output(command.arg(paths_arg())))
}

/// The verbs that `run` computes: those that take documents in parts and need nothing said, and whose options have one
/// meaning for all.
fn run_verbs() -> impl Iterator<Item = &'static Verb> {
    let left_out = ["problems", "regions", "keyness", "dispersion"];
    let fit = move |verb: &&Verb| {
        verb.streams()
            && !left_out.contains(&verb.name)
            && !verb.option_rows().any(|row| row.name == "pattern")
    };
    VERBS.iter().copied().filter(fit)
}

/// The options of these verbs, each once; how many words n-grams have is the value of `--ngrams`.
fn run_options() -> Vec<&'static OptionRow> {
    let mut rows: Vec<&OptionRow> = Vec::new();
    for row in run_verbs().flat_map(Verb::option_rows) {
        if row.name != "n" && !rows.iter().any(|known| known.name == row.name) {
            rows.push(row);
        }
    }
    rows
}

fn run_command() -> Command {
    let about =
        "Several tables in one pass over the files, to Parquet, with run.json; what was stopped is resumed.";
    let out = Arg::new("out").long("out").value_name("FOLDER").required(true).help("folder to write to");
    let resume = Arg::new("resume").long("resume").action(ArgAction::SetTrue).help(
        "go on with a run of the same files and options that was stopped; begin one where there is none",
    );
    let mut command = Command::new("run").about(about).arg(paths_arg()).arg(out).arg(resume);
    for verb in run_verbs() {
        let arg = Arg::new(format!("table-{}", verb.name)).long(verb.name.replace('_', "-")).help(verb.about);
        let arg = match verb.name {
            "ngrams" => arg.value_name("N,...").num_args(0..=1).default_missing_value("2"),
            _ => arg.action(ArgAction::SetTrue),
        };
        command = command.arg(arg.help_heading("Tables"));
    }
    for row in run_options() {
        command = command.arg(option_arg(row, "What to compute: for every table that has the option"));
    }
    command = SCANNING.iter().fold(command, |command, row| command.arg(option_arg(row, "Reading")));
    common(command).after_help(
        "Defaults that differ between tables are those of the tables' own commands. No more memory is used than \
         --memory says, beside the words of --collocations.\n\nExample:\n  communique run seeds/ --out tables/ --terms \
         --ngrams 2 --commitments --docs",
    )
}

/// Runs `communique run`.
fn run_tables(matches: &ArgMatches, source: &Source, quiet: bool, run: &Run) -> Result<String> {
    let mut tables = Map::new();
    let mut used = Vec::new();
    for verb in run_verbs() {
        let name = format!("table-{}", verb.name);
        let asked = match verb.name {
            "ngrams" => matches.get_one::<String>(&name).cloned(),
            _ => matches.get_flag(&name).then(String::new),
        };
        let Some(asked) = asked else { continue };
        let own = |row: &&OptionRow| verb.option_rows().any(|of_verb| of_verb.name == row.name);
        let rows: Vec<&'static OptionRow> = run_options().into_iter().filter(own).collect();
        used.extend(rows.iter().map(|row| row.name));
        let mut options = given(matches, rows.into_iter())?;
        if let Some(row) = verb.option_rows().find(|row| row.name == "n") {
            options.insert("n".into(), row.from_text(&asked)?);
        }
        tables.insert(verb.name.to_owned(), options.into());
    }
    let unused = given(matches, run_options().into_iter().filter(|row| !used.contains(&row.name)))?;
    if let (Some((name, value)), false) = (unused.iter().next(), tables.is_empty()) {
        return Err(Error::bad_value(name, value, "an option of one of the tables asked for"));
    }
    let folder = matches.get_one::<String>("out").map_or("", String::as_str);
    let summary = source.run(std::path::Path::new(folder), tables, matches.get_flag("resume"), run)?;
    let mut told = String::new();
    for table in summary["tables"].as_array().into_iter().flatten() {
        let (rows, file) = (&table["rows"], table["file"].as_str().unwrap_or_default());
        told.push_str(&format!("{folder}/{file}: {rows} rows\n"));
    }
    let (documents, problems) = (&summary["documents"], &summary["problems"]);
    let seconds = summary["timings"]["seconds"].as_f64().unwrap_or_default();
    let megabytes = summary["bytes"].as_f64().unwrap_or_default() / 1e6;
    told.push_str(&format!(
        "{documents} documents, {megabytes:.1} MB of text, {problems} problems, {seconds:.1} s; see {folder}/run.json\n"
    ));
    Ok(if quiet { String::new() } else { told })
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
    let tell = |documents: usize, problems: &[Problem]| {
        for problem in problems.iter().filter(|_| name != "problems" && !quiet) {
            eprintln!("communique: {}: {} ({})", problem.source, problem.message, problem.action);
        }
        match documents {
            0 if name != "problems" => {
                Err(Error::new(ErrorKind::BadValue, format!("no document in {}", paths.join(", "))))
            }
            _ => Ok(()),
        }
    };
    if name == "run" {
        let source = Source::new(&paths, given(matches, READING.iter().chain(SCANNING))?)?;
        let told = run_tables(matches, &source, quiet, &run)?;
        drop(bar);
        return print(|stdout| {
            stdout.write_all(told.as_bytes()).map_err(|error| Error::io("standard output", "writing", &error))
        });
    }
    if let Ok(verb) = Verb::find(name) {
        let options = given(matches, verb.option_rows())?;
        if verb.streams_with(&options)? {
            let source = Source::new(&paths, given(matches, READING.iter().chain(SCANNING))?)?;
            let Scanned { frame, documents, problems } = source.call(name, options, &run)?;
            drop(bar);
            tell(documents, &problems)?;
            return deliver(&frame, matches);
        }
    }
    let corpus = open(&paths, given(matches, READING.iter())?, &run)?;
    tell(corpus.len(), corpus.problems())?;
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
