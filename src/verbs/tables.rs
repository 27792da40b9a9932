//! The tables of this crate as JSON: what the Python methods, the stubs, the documentation and their tests are made from.

use serde_json::{Map, Value, json};

use crate::commitments::{FRAMES, REASONS};
use crate::error::KINDS;
use crate::error::Result;
use crate::frame::Frame;
use crate::par::Run;
use crate::text::{Corpus, FURNITURE, Region};
use crate::tokens::TokenOptions;

use super::args::{Args, Kind, OptionRow};
use super::dtm::{Dtm, dtm};
use super::families::measures;
use super::select::{SELECTION, dates, doc_ids, token_options};
use super::weights::{WEIGHTING, weights};
use super::{READING, TOKENS, TermOptions, VERBS, counting::COUNTING};

/// Options of `dtm`: those of `terms`, which come in the same groups, and weights.
const DTM: &[&[OptionRow]] = &[COUNTING, WEIGHTING, SELECTION, TOKENS];

/// Returns all verbs with their options and columns, the reading and token options, regions and error kinds.
pub fn tables() -> Value {
    let option = |row: &OptionRow| {
        let (mut float_least, mut most) = (None, None);
        let (kind, choices, least): (&str, &[&str], Option<u64>) = match row.kind {
            Kind::Float { least, most: greatest } => {
                (float_least, most) = (Some(least), Some(greatest).filter(|most| most.is_finite()));
                ("float", &[], None)
            }
            Kind::Flag => ("flag", &[], None),
            Kind::Count(least) => ("count", &[], Some(least)),
            Kind::Choice(choices) => ("choice", choices, None),
            Kind::Text => ("text", &[], None),
            Kind::Texts => ("texts", &[], None),
            Kind::Words => ("words", &[], None),
            Kind::Counts(least) => ("counts", &[], Some(least)),
            Kind::Docs => ("docs", &[], None),
        };
        json!({
            "name": row.name, "kind": kind, "choices": choices, "least": float_least.map_or(json!(least), Value::from),
            "most": most, "default": row.default_value(), "required": row.required, "help": row.help,
        })
    };
    let options = |rows: &[OptionRow]| rows.iter().map(option).collect::<Vec<Value>>();
    let verbs: Vec<Value> = VERBS
        .iter()
        .map(|verb| {
            let columns: Vec<Value> = verb
                .columns
                .iter()
                .map(|column| json!({"name": column.name, "type": column.kind, "help": column.help}))
                .collect();
            json!({
                "name": verb.name, "about": verb.about, "detail": verb.detail, "example": verb.example, "python": verb.python,
                "options": verb.option_rows().map(option).collect::<Vec<Value>>(), "columns": columns,
            })
        })
        .collect();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "verbs": verbs,
        "reading": options(READING),
        "tokens": options(TOKENS),
        "measures": measures(),
        "dtm": DTM.iter().flat_map(|rows| options(rows)).collect::<Vec<Value>>(),
        "frames": FRAMES.iter().map(|(name, _, help)| json!([name, help])).collect::<Vec<_>>(),
        "reasons": REASONS,
        "regions": Region::ALL.iter().map(|region| region.name()).collect::<Vec<_>>(),
        "furniture": FURNITURE.iter().map(|region| region.name()).collect::<Vec<_>>(),
        "measure_names": super::measures::names(),
        "errors": KINDS.iter().map(|row| json!({"slug": row.slug, "python": row.python, "exit": row.exit})).collect::<Vec<_>>(),
    })
}

/// The token options in `given`, checked.
///
/// # Errors
/// An option that is not known, or a value that is not valid.
pub fn token_options_of(given: Map<String, Value>) -> Result<TokenOptions> {
    token_options(&Args::new(TOKENS.iter(), given)?)
}

/// The document-term matrix for options given as JSON, and the settings that made it.
///
/// # Errors
/// As [`dtm`].
pub fn dtm_of(corpus: &Corpus, given: Map<String, Value>, run: &Run) -> Result<(Dtm, Map<String, Value>)> {
    let args = Args::new(DTM.iter().flat_map(|rows| rows.iter()).filter(|row| row.name != "by"), given)?;
    let mut matrix = dtm(corpus, &TermOptions::from_args(&args)?, run)?;
    matrix.weights = weights(&matrix, &args)?;
    Ok((matrix, super::settings("dtm", corpus, &args)?))
}

/// Returns the document variables, one row a document: `doc_id`, `date`, then what was read beside the text.
///
/// # Errors
/// None that a corpus can cause.
pub fn variables(corpus: &Corpus) -> Result<Frame> {
    let mut frame = Frame::new().with("doc_id", doc_ids(corpus)).with("date", dates(corpus)?);
    for (name, values) in corpus.meta() {
        frame = frame.with_variable(name, values.clone());
    }
    Ok(frame)
}
