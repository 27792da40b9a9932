//! The lexicon: data rows read from TOML, and the compiled form that finds them among words.
//!
//! A [`Lexicon`] is a set of rows keyed by table and id; it can be copied, extended, blocked and compared. [`Compiled`] is
//! made from it once. The order of rows never matters: rows are kept sorted, and of two matches at one place the longer wins.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::frame::{FRAMES, Frame};
use crate::error::{Error, ErrorKind, Result};

/// The shipped lexicon.
pub const SHIPPED: &str = include_str!("lexicon.toml");

/// What a table of the lexicon holds: its name in the file, and what its rows do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Opens a candidate.
    Trigger,
    /// A noun that names a bond.
    Bond,
    /// A verb that brings a bond on.
    Carrier,
    /// A verb of saying.
    Speech,
    /// Stops a candidate, with a near-miss reason.
    Blocker,
    /// Raises strength by one.
    Booster,
    /// Raises strength where it stands before the noun of a bond.
    BondBooster,
    /// Lowers strength by one.
    Hedge,
    /// Turns polarity.
    Negation,
    /// A head that can bind itself.
    Agent,
    /// A head that can't.
    Thing,
    /// Own officials.
    Own,
    /// Verbs of an agenda.
    Itinerary,
    /// Verbs of what merely happens.
    Outcome,
    /// Verbs whose progressive shows a course of action.
    Progress,
    /// Words that look like a bond and are none, with a near-miss reason.
    Lure,
    /// Nouns of hostile acts: who owns one is an adversary.
    Hostile,
    /// Things whose going on is somebody's deed.
    Ongoing,
    /// Participles that describe.
    Stative,
    /// Turns of talk at a lectern.
    Floor,
    /// Pairs of nouns that look like verbs.
    Binomial,
    /// Verbs of meeting and talk.
    Procedural,
    /// Verbs of travel and ceremony.
    Protocol,
    /// Verbs whose noun decides.
    Carries,
    /// Nouns of talk.
    Talk,
    /// Nouns of ceremony.
    Ceremony,
    /// Nouns that name a direction.
    Abstract,
    /// Nouns of force.
    Military,
    /// Nouns of shared information.
    Intelligence,
    /// Verbs of armed answer.
    Strike,
    /// Verbs of build-up.
    Build,
    /// Nouns of action that open a deck.
    Nominal,
    /// Heads that name an adversary in any document.
    Adversary,
    /// Nouns with which "made" is a light verb.
    Light,
    /// Nouns of meetings and visits.
    Event,
    /// Heads of those that an action may be for.
    People,
    /// Words behind which an adversary stands.
    Opposing,
    /// Words that make one of what stands behind their "to".
    Answering,
    /// Words behind which a partner stands.
    Joining,
    /// Words behind which a beneficiary stands.
    Helping,
    /// Words behind which "with" brings no partner.
    Measured,
}

/// Every table: name in the file, the flag its single words carry.
pub const TABLES: &[(Table, &str, u64)] = &[
    (Table::Trigger, "trigger", 0),
    (Table::Bond, "bond", Flags::BOND),
    (Table::Carrier, "carrier", Flags::CARRIER),
    (Table::Speech, "speech", 0),
    (Table::Blocker, "blocker", 0),
    (Table::Booster, "booster", 0),
    (Table::BondBooster, "bond_booster", Flags::BOND_BOOSTER),
    (Table::Hedge, "hedge", 0),
    (Table::Negation, "negation", Flags::NEGATION),
    (Table::Agent, "agent", Flags::AGENT),
    (Table::Thing, "thing", Flags::THING),
    (Table::Own, "own", Flags::OWN),
    (Table::Itinerary, "itinerary", Flags::ITINERARY),
    (Table::Outcome, "outcome", Flags::OUTCOME),
    (Table::Progress, "progress", Flags::PROGRESS),
    (Table::Lure, "lure", 0),
    (Table::Hostile, "hostile", Flags::HOSTILE),
    (Table::Ongoing, "ongoing", Flags::ONGOING),
    (Table::Stative, "stative", Flags::STATIVE),
    (Table::Floor, "floor", Flags::FLOOR),
    (Table::Binomial, "binomial", 0),
    (Table::Procedural, "procedural", Flags::PROCEDURAL),
    (Table::Protocol, "protocol", Flags::PROTOCOL),
    (Table::Carries, "carries", Flags::CARRIES),
    (Table::Talk, "talk", Flags::TALK),
    (Table::Ceremony, "ceremony", Flags::CEREMONY),
    (Table::Abstract, "abstract", Flags::ABSTRACT),
    (Table::Military, "military", Flags::MILITARY),
    (Table::Intelligence, "intelligence", Flags::INTELLIGENCE),
    (Table::Strike, "strike", Flags::STRIKE),
    (Table::Build, "build", Flags::BUILD),
    (Table::Nominal, "nominal", Flags::NOMINAL),
    (Table::Adversary, "adversary", Flags::ADVERSARY),
    (Table::Light, "light", Flags::LIGHT),
    (Table::Event, "event", Flags::EVENT),
    (Table::People, "people", Flags::PEOPLE),
    (Table::Opposing, "opposing", Flags::OPPOSING),
    (Table::Answering, "answering", Flags::ANSWERING),
    (Table::Joining, "joining", Flags::JOINING),
    (Table::Helping, "helping", Flags::HELPING),
    (Table::Measured, "measured", Flags::MEASURED),
];

/// Bits that a single word carries.
#[derive(Debug)]
pub struct Flags;

#[allow(missing_docs)]
impl Flags {
    pub const AGENT: u64 = 1;
    pub const THING: u64 = 2;
    pub const OWN: u64 = 4;
    pub const ITINERARY: u64 = 8;
    pub const OUTCOME: u64 = 16;
    pub const PROGRESS: u64 = 32;
    pub const NEGATION: u64 = 64;
    pub const BOND_BOOSTER: u64 = 128;
    pub const HOSTILE: u64 = 256;
    pub const EVENT: u64 = 512;
    pub const ONGOING: u64 = 2048;
    pub const STATIVE: u64 = 4096;
    pub const FLOOR: u64 = 8192;
    /// A form of a verb that opens a row of `trigger`.
    pub const VERBAL: u64 = 16384;
    pub const CARRIER: u64 = 32768;
    pub const BOND: u64 = 65536;
    pub const PROCEDURAL: u64 = 1 << 17;
    pub const PROTOCOL: u64 = 1 << 18;
    pub const CARRIES: u64 = 1 << 19;
    pub const TALK: u64 = 1 << 20;
    pub const CEREMONY: u64 = 1 << 21;
    pub const ABSTRACT: u64 = 1 << 22;
    pub const MILITARY: u64 = 1 << 23;
    pub const INTELLIGENCE: u64 = 1 << 24;
    pub const STRIKE: u64 = 1 << 25;
    pub const BUILD: u64 = 1 << 26;
    pub const NOMINAL: u64 = 1 << 27;
    /// A sentence with this word is read.
    pub const SIGNAL: u64 = 1 << 28;
    /// A sentence with this word is read if "to" follows within a few words.
    pub const SIGNAL_SOON: u64 = 1 << 29;
    /// The same within a clause.
    pub const SIGNAL_LATE: u64 = 1 << 30;
    /// All that may make a sentence worth reading.
    pub const SIGNALS: u64 = Self::SIGNAL | Self::SIGNAL_SOON | Self::SIGNAL_LATE | Self::PROGRESS;
    pub const ADVERSARY: u64 = 1 << 32;
    pub const LIGHT: u64 = 1 << 33;
    pub const PEOPLE: u64 = 1 << 40;
    pub const OPPOSING: u64 = 1 << 41;
    pub const ANSWERING: u64 = 1 << 42;
    pub const JOINING: u64 = 1 << 43;
    pub const HELPING: u64 = 1 << 44;
    pub const MEASURED: u64 = 1 << 45;
    /// May begin a deadline.
    pub const DEADLINE: u64 = 1 << 34;
    /// May begin a condition.
    pub const CONDITION: u64 = 1 << 35;
    /// May be part of a time.
    pub const TIME: u64 = 1 << 36;
    /// "is" or "are".
    pub const IS: u64 = 1 << 38;
    /// Joins or parts clauses: where a content may end.
    pub const JOINT: u64 = 1 << 39;
    /// Decides what holds of a whole sentence.
    pub const FACT: u64 = 1 << 37;
    /// May open a row of `lure`.
    pub const LURE: u64 = 1 << 31;
    /// May open a row of `trigger` or `bond`: a sentence without such a word holds no candidate.
    pub const OPENS: u64 = 1024;
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Unique in its table.
    pub id: String,
    /// Trigger class.
    #[serde(default)]
    pub class: String,
    /// Words that must stand in the text, in lower case.
    #[serde(default)]
    pub words: String,
    /// Single words, any of which will do, separated by spaces.
    #[serde(default)]
    pub any: String,
    /// The first word is a verb: all its forms match.
    #[serde(default)]
    pub verb: bool,
    /// What must stand before: `be` or `remain`.
    #[serde(default)]
    pub be: String,
    /// Words that must follow and belong to what is promised: `to adjust`, behind `prepared`.
    #[serde(default)]
    pub then: String,
    /// What may follow.
    #[serde(default)]
    pub frames: Vec<String>,
    /// Status, where it is not that of the class.
    #[serde(default)]
    pub status: String,
    /// Near-miss reason. On a row of `trigger` or `bond` it blocks the row: what it would find is a near miss.
    #[serde(default)]
    pub reason: String,
    /// The words themselves are a hedge.
    #[serde(default)]
    pub hedge: bool,
    /// A booster must stand before the noun.
    #[serde(default)]
    pub booster: bool,
    /// Makes a pledge a reaffirmation.
    #[serde(default)]
    pub renew: bool,
    /// Makes a pledge a reaffirmation where the bond is called firm.
    #[serde(default)]
    pub firm: bool,
    /// Its that-clause is the subject's own word; on a row of `blocker` where the clause has a condition ("warned that, if
    /// attacked, it will").
    #[serde(default)]
    pub speech: bool,
    /// A need under it is the subject's own.
    #[serde(default)]
    pub need: bool,
    /// A bond noun that needs no verb.
    #[serde(default)]
    pub alone: bool,
    /// A bond noun that counts only under a verb with `renew`.
    #[serde(default)]
    pub renew_only: bool,
    /// Where the row comes from.
    #[serde(default)]
    pub source: String,
}

/// Base strength and usual status of a class.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Name.
    pub id: String,
    /// 1 to 5.
    pub strength: u8,
    /// Status of a record of the class, if nothing says otherwise.
    pub status: String,
}

/// The file as it stands: one field a table.
macro_rules! file {
    ($($table:ident $field:ident,)*) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            name: String,
            version: String,
            #[serde(default)]
            class: Vec<Class>,
            $(
                #[serde(default)]
                $field: Vec<toml::Spanned<Row>>,
            )*
        }

        impl File {
            fn tables(self) -> Vec<(Table, Vec<toml::Spanned<Row>>)> {
                vec![$((Table::$table, self.$field)),*]
            }
        }
    };
}

file! {
    Trigger trigger,
    Bond bond,
    Carrier carrier,
    Speech speech,
    Blocker blocker,
    Booster booster,
    BondBooster bond_booster,
    Hedge hedge,
    Negation negation,
    Agent agent,
    Thing thing,
    Own own,
    Itinerary itinerary,
    Outcome outcome,
    Progress progress,
    Lure lure,
    Hostile hostile,
    Ongoing ongoing,
    Stative stative,
    Floor floor,
    Binomial binomial,
    Procedural procedural,
    Protocol protocol,
    Carries carries,
    Talk talk,
    Ceremony ceremony,
    Abstract r#abstract,
    Military military,
    Intelligence intelligence,
    Strike strike,
    Build build,
    Nominal nominal,
    Adversary adversary,
    Light light,
    Event event,
    People people,
    Opposing opposing,
    Answering answering,
    Joining joining,
    Helping helping,
    Measured measured,
}

/// A lexicon: rows by table and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexicon {
    name: String,
    version: String,
    classes: BTreeMap<String, Class>,
    rows: BTreeMap<(Table, String), Row>,
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        Lexicon::shipped()
    }
}

impl Lexicon {
    /// The lexicon that ships with the package.
    pub fn shipped() -> Lexicon {
        Lexicon::parse(SHIPPED, "lexicon.toml")
            .unwrap_or_else(|error| unreachable!("the shipped lexicon: {error}"))
    }

    /// Reads a lexicon from TOML; `place` (a file name) goes into errors.
    ///
    /// # Errors
    /// `BadRule` with file and line: not TOML, an unknown table, key, class or frame, an id twice, a row without words.
    pub fn parse(text: &str, place: &str) -> Result<Lexicon> {
        let line = |at: usize| {
            text.as_bytes()[..at.min(text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1
        };
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(1, |span| line(span.start));
            Error::new(ErrorKind::BadRule, error.message().replace('\n', " "))
                .at_path(place)
                .at_line(at as u64)
        })?;
        let mut lexicon = Lexicon {
            name: file.name.clone(),
            version: file.version.clone(),
            classes: file.class.iter().map(|class| (class.id.clone(), class.clone())).collect(),
            rows: BTreeMap::new(),
        };
        if let Some(class) = file.class.iter().find(|class| !(1..=5).contains(&class.strength)) {
            let message = format!("class `{}`: strength {} is not from 1 to 5", class.id, class.strength);
            return Err(Error::new(ErrorKind::BadRule, message).at_path(place));
        }
        for (table, rows) in file.tables() {
            for row in rows {
                let at = line(row.span().start);
                lexicon
                    .insert(table, row.into_inner())
                    .map_err(|error| error.at_path(place).at_line(at as u64))?;
            }
        }
        Ok(lexicon)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// `BadRule` where the id is taken, or class, frame or words are not what the table asks for.
    pub fn insert(&mut self, table: Table, row: Row) -> Result<()> {
        let bad = |message: String| Err(Error::new(ErrorKind::BadRule, message));
        if row.id.is_empty() {
            return bad("a row needs an id".to_owned());
        }
        let needs_class = matches!(table, Table::Trigger | Table::Bond);
        if needs_class && !self.classes.contains_key(&row.class) {
            let known: Vec<&str> = self.classes.keys().map(String::as_str).collect();
            return bad(format!(
                "`{}`: unknown class `{}`; there are {}",
                row.id,
                row.class,
                known.join(", ")
            ));
        }
        if let Some(frame) = row.frames.iter().find(|frame| Frame::parse(frame).is_none()) {
            let known: Vec<&str> = FRAMES.iter().map(|(name, _, _)| *name).collect();
            return bad(format!("`{}`: unknown frame `{frame}`; there are {}", row.id, known.join(", ")));
        }
        if needs_class && row.frames.is_empty() {
            return bad(format!("`{}`: a row of `{}` needs frames", row.id, table.name()));
        }
        if !matches!(row.be.as_str(), "" | "be" | "remain") {
            return bad(format!("`{}`: `be` is \"be\" or \"remain\", not `{}`", row.id, row.be));
        }
        let special = row.frames.iter().any(|frame| Frame::parse(frame).is_some_and(Frame::wordless));
        if row.words.trim().is_empty() && row.any.trim().is_empty() && !special {
            return bad(format!("`{}`: a row needs `words`", row.id));
        }
        if self.rows.contains_key(&(table, row.id.clone())) {
            return bad(format!("`{}`: the id is in `{}` twice", row.id, table.name()));
        }
        self.rows.insert((table, row.id.clone()), row);
        Ok(())
    }

    /// Changes rows, by table and id, and leaves out those for which `keep` says no.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(Table, &mut Row) -> bool) {
        self.rows.retain(|(table, _), row| keep(*table, row));
    }

    /// Version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives it a name.
    pub fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    /// The classes, by name.
    pub fn classes(&self) -> impl Iterator<Item = &Class> {
        self.classes.values()
    }

    /// The class `id`.
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.classes.get(id)
    }

    /// All rows, by table and id.
    pub fn rows(&self) -> impl Iterator<Item = (Table, &Row)> {
        self.rows.iter().map(|((table, _), row)| (*table, row))
    }

    /// A fingerprint of rows and classes, the same on every machine: 16 hexadecimal digits.
    pub fn hash(&self) -> String {
        let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
        for class in self.classes.values() {
            class.hash(&mut hasher);
        }
        for ((table, _), row) in &self.rows {
            table.name().hash(&mut hasher);
            row.hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }

    /// What `other` has and this has not, and the other way round: (`added` | `removed` | `changed`, table, row).
    pub fn diff<'a>(&'a self, other: &'a Lexicon) -> Vec<(&'static str, Table, &'a Row)> {
        let mut found = Vec::new();
        for (key, row) in &self.rows {
            match other.rows.get(key) {
                None => found.push(("removed", key.0, row)),
                Some(new) if new != row => found.push(("changed", key.0, new)),
                Some(_) => {}
            }
        }
        found.extend(
            other
                .rows
                .iter()
                .filter(|(key, _)| !self.rows.contains_key(key))
                .map(|(key, row)| ("added", key.0, row)),
        );
        found.sort_by(|a, b| (a.1, &a.2.id).cmp(&(b.1, &b.2.id)));
        found
    }
}

/// FNV-1a: short, and the same everywhere.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn write_usize(&mut self, value: usize) {
        self.write(&(value as u64).to_le_bytes());
    }
}

impl Table {
    /// Its name in the file.
    pub fn name(self) -> &'static str {
        TABLES.iter().find(|(table, _, _)| *table == self).map_or("", |(_, name, _)| name)
    }

    /// The table called `name`.
    pub fn parse(name: &str) -> Option<Table> {
        TABLES.iter().find(|(_, known, _)| *known == name).map(|(table, _, _)| *table)
    }

    pub(super) fn flag(self) -> u64 {
        TABLES.iter().find(|(table, _, _)| *table == self).map_or(0, |(_, _, flag)| *flag)
    }
}
