//! Verbs: one file each, options in, [`Frame`] out. [`VERBS`] is the one table of them: the command line, the Python
//! methods, the documentation and the tests are read off it.

mod aggregate;
mod args;
mod collocations;
mod commitments;
mod compare;
mod conditions;
mod counting;
mod dispersion;
mod diversity;
mod docs;
mod dtm;
mod families;
mod finder;
mod formulas;
mod keyness;
mod keyness_rows;
mod keyness_texts;
mod kwic;
mod lexicon;
mod lines;
mod measures;
mod mentions;
mod multiwords;
mod ngrams;
mod numbers;
mod passages;
mod problems;
mod readability;
mod redline;
mod regions;
mod report;
mod reuse;
mod rows;
mod select;
mod sentences;
mod series;
mod similarity;
mod source;
mod stream;
mod tables;
mod terms;
mod threads;
mod tokens;
mod track;
mod trends;
mod weights;

pub use aggregate::{aggregate, network};
pub(crate) use args::TOKENS;
pub use args::{Args, Kind, OptionRow};
pub use collocations::{CollocationOptions, Direction, Window, collocations};
pub use commitments::{CommitmentOptions, commitments, explain, near_misses};
pub use compare::{CompareOptions, compare, compare_with};
pub use dispersion::{DispersionOptions, dispersion};
pub use diversity::{DiversityCall, diversity};
pub use docs::docs;
pub use dtm::{Dtm, dtm};
pub use formulas::formulas;
pub use keyness::{KeynessOptions, Reference, keyness, keyness_with};
pub use kwic::{KwicOptions, Sort, Unit, ValueType, kwic};
pub use lexicon::{Lexicon, LexiconRow, Phrase, lexicon_diff, lexicon_rows, read_lexicon};
pub use lines::{LineOptions, lines};
pub use measures::measures;
pub use multiwords::{MultiwordOptions, multiwords};
pub use ngrams::{NgramOptions, ngrams};
pub use numbers::{NUMBERS, NumberRow, Numbers, numbers};
pub use passages::passages;
pub use problems::problems;
pub use readability::{ReadabilityOptions, readability};
pub use redline::{Redline, View, redline_page, redline_page_with, redline_with};
pub use regions::regions;
pub use report::report;
pub use reuse::reuse;
pub use select::{Selection, Within};
pub use sentences::sentences;
pub use similarity::{SimilarityCall, similarity};
pub use source::{READING, open};
pub(crate) use stream::Stream;
pub use stream::{SCANNING, Scanned, Source};
pub use tables::{dtm_of, tables, token_options_of, variables};
pub use terms::{TermOptions, terms};
pub use threads::{ThreadOptions, threads};
pub use tokens::tokens;
pub use track::{TrackOptions, track};
pub use trends::{Every, TrendOptions, trends};

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::par::Run;
use crate::text::Corpus;

/// A column that a verb returns.
#[derive(Clone, Copy, Debug)]
pub struct ColumnRow {
    /// Its name.
    pub name: &'static str,
    /// Its type: text, int, float, bool, date.
    pub kind: &'static str,
    /// What it holds, with the unit.
    pub help: &'static str,
}

/// A row for a column.
pub(crate) const fn column(name: &'static str, kind: &'static str, help: &'static str) -> ColumnRow {
    ColumnRow { name, kind, help }
}

/// One verb: what it is called, takes and returns.
#[derive(Clone, Copy)]
pub struct Verb {
    /// The name: the Rust function, the Python method, the command.
    pub name: &'static str,
    /// What it returns, in one line.
    pub about: &'static str,
    /// What a user should know besides.
    pub detail: &'static str,
    /// Groups of options.
    pub options: &'static [&'static [OptionRow]],
    /// The columns it always returns, in order; those of `by=` come first, document variables last.
    pub columns: &'static [ColumnRow],
    /// Words after `communique` that show it at work.
    pub example: &'static str,
    /// A doctest of the Python method; reads the sample corpus.
    pub python: &'static str,
    /// The verb itself.
    pub run: fn(&Corpus, &Args, &Run) -> Result<Frame>,
    /// How it is computed where documents come in parts.
    pub(crate) stream: Stream,
}

impl std::fmt::Debug for Verb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Verb({})", self.name)
    }
}

/// All verbs that return a table.
pub const VERBS: &[&Verb] = &[
    &docs::VERB,
    &problems::VERB,
    &regions::VERB,
    &sentences::VERB,
    &tokens::VERB,
    &terms::VERB,
    &ngrams::VERB,
    &kwic::VERB,
    &keyness::VERB,
    &trends::VERB,
    &dispersion::VERB,
    &diversity::VERB,
    &readability::VERB,
    &similarity::VERB,
    &collocations::VERB,
    &multiwords::VERB,
    &lines::VERB,
    &commitments::VERB,
    &commitments::NEAR_MISSES,
    &commitments::EXPLAIN,
    &aggregate::VERB,
    &aggregate::NETWORK,
    &redline::VERB,
    &reuse::VERB,
    &passages::VERB,
    &formulas::VERB,
    &compare::VERB,
    &threads::VERB,
    &track::VERB,
];

impl Verb {
    /// The verb of that name.
    ///
    /// # Errors
    /// No verb has that name; the message lists the near ones.
    pub fn find(name: &str) -> Result<&'static Verb> {
        VERBS.iter().copied().find(|verb| verb.name == name).ok_or_else(|| {
            let names: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
            Error::unknown_name("verb", name, &names)
        })
    }

    /// The rows of all its options.
    pub fn option_rows(&self) -> impl Iterator<Item = &'static OptionRow> + Clone {
        self.options.iter().flat_map(|group| group.iter())
    }

    /// Whether the verb can do with documents that come in parts; see [`Source`].
    pub fn streams(&self) -> bool {
        !matches!(self.stream, Stream::Whole)
    }

    /// Whether it can with these options.
    ///
    /// # Errors
    /// An option that is not known or has a bad value.
    pub fn streams_with(&self, options: &Map<String, Value>) -> Result<bool> {
        let args = Args::new(self.option_rows(), options.clone())?;
        Ok(stream::why_whole(self, &args)?.is_none())
    }

    /// The verb's table for `corpus`, with the settings that made it.
    ///
    /// # Errors
    /// An option that is not known or has a bad value; what the verb itself returns; `Interrupted`.
    ///
    /// # Example
    /// ```
    /// use communique::{par::Run, text::{Builder, Input}, verbs::Verb};
    ///
    /// let mut builder = Builder::new();
    /// builder.push(Input { id: "a".into(), text: "The allies agreed. The allies met.".into(), ..Input::default() });
    /// let corpus = builder.build()?;
    /// let options = serde_json::Map::from_iter([("min_count".to_owned(), 2.into())]);
    /// let table = Verb::find("terms")?.call(&corpus, options, &Run::serial())?;
    /// assert_eq!(table.column("term")?.text(0), Some("allies"));
    /// # Ok::<(), communique::error::Error>(())
    /// ```
    pub fn call(&self, corpus: &Corpus, options: Map<String, Value>, run: &Run) -> Result<Frame> {
        let args = Args::new(self.option_rows(), options)?;
        let frame = (self.run)(corpus, &args, run)?;
        self.with_settings(frame, corpus.len(), corpus.compounds(), &args)
    }

    /// `frame` with the settings that made it.
    pub(crate) fn with_settings(
        &self,
        frame: Frame,
        documents: usize,
        compounds: &[String],
        args: &Args,
    ) -> Result<Frame> {
        let mut settings = settings_of(self.name, documents, compounds, args)?;
        if self.option_rows().any(|row| row.name == "lexicon") {
            let lexicon = commitments::lexicon(args)?.unwrap_or_default();
            settings.insert("lexicon_name".into(), lexicon.name().into());
            settings.insert("lexicon_hash".into(), lexicon.hash().into());
        }
        settings.extend(frame.settings().clone());
        Ok(frame.with_settings(settings))
    }
}

/// What travels with a result: version, verb, size of the corpus, and the options as used.
pub(crate) fn settings(verb: &str, corpus: &Corpus, args: &Args) -> Result<Map<String, Value>> {
    settings_of(verb, corpus.len(), corpus.compounds(), args)
}

fn settings_of(
    verb: &str,
    documents: usize,
    compounds: &[String],
    args: &Args,
) -> Result<Map<String, Value>> {
    let mut settings = Map::new();
    settings.insert("communique".into(), env!("CARGO_PKG_VERSION").into());
    settings.insert("verb".into(), verb.into());
    settings.insert("documents".into(), documents.into());
    if !compounds.is_empty() {
        settings.insert("compounds".into(), compounds.into());
    }
    settings.insert("options".into(), resolved(args)?.into());
    Ok(settings)
}

/// The options as used: the default regions are spelled out.
fn resolved(args: &Args) -> Result<Map<String, Value>> {
    let mut settings = args.settings().clone();
    if settings.contains_key("regions") {
        settings.insert("regions".into(), Selection::from_args(args)?.names().into());
    }
    // A lexicon given as TOML is named by `lexicon_name` and `lexicon_hash`.
    if settings.get("lexicon").and_then(Value::as_str).is_some_and(|text| text.contains('\n')) {
        settings.insert("lexicon".into(), "TOML".into());
    }
    Ok(settings)
}
