//! The closed vocabulary of conditions a region rule may state, as tables.

use hashbrown::HashSet;

use super::Region;
use super::facts::Facts;
use super::pattern::Pattern;

/// What a condition with a list of names looks at: one word of bits of a [`View`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Field {
    Ends,
    Starts,
    Kind,
    Position,
    Next,
    Previous,
    After,
    Before,
    Seen,
    Glued,
    Spacer,
    Tag,
}

/// How many fields there are.
pub(super) const FIELDS: usize = Field::Tag as usize + 1;

/// Last characters, less closing quotes and brackets.
pub(super) const ENDS: &[&str] = &["stop", "mark", "ellipsis", "colon", "comma", "open"];
/// First character; `item` is a bullet or a number with a stop or bracket.
pub(super) const STARTS: &[&str] = &["upper", "lower", "digit", "quote", "bracket", "item", "other"];
/// `paragraph`: 12 words or more that end with a stop; `sentence`: fewer; `item`: starts as one; `line`: any other.
pub(super) const KINDS: &[&str] = &["paragraph", "sentence", "item", "line", "none"];
/// Relative to the first and last long paragraph; `none`: the text has no long paragraph.
pub(super) const POSITIONS: &[&str] = &["head", "inside", "tail", "none", "first", "last"];
/// On which sides no blank line, or a line of nothing but NBSP, divides the unit from its neighbour.
pub(super) const SIDES: &[&str] = &["previous", "next", "both", "neither"];
/// HTML elements, as the reader names them; `none` for text that is not HTML.
pub(super) const TAGS: &[&str] = &[
    "none",
    "aside",
    "blockquote",
    "button",
    "byline",
    "figcaption",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "img-alt",
    "li",
    "nav",
    "p",
    "td",
    "time",
    "title",
    "other",
];

/// Names of a region condition: the regions, and `start` before the first unit.
pub(super) fn region_names() -> Vec<&'static str> {
    Region::ALL.iter().map(|region| region.name()).chain(["start"]).collect()
}

/// The bit of a region.
pub(super) fn region_bit(region: Region) -> u32 {
    1 << (region as u32)
}

/// The bit of `start`.
pub(super) const START_BIT: u32 = 1 << (Region::Widget as u32 + 1);

/// What a condition with `true` or `false` looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Flag {
    Alone,
    Quoted,
    Page,
    Stacked,
    /// From here on found when a condition asks, as all units have to be read for it.
    Prefix,
    Equal,
    Extends,
}

/// The type of a condition's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A regular expression that the text of the unit must match, or must not.
    Pattern { matches: bool },
    /// A list of texts, of which the unit is one, whatever its case.
    Exact,
    /// A number of words.
    Words { least: bool },
    /// A list of names, of which one must hold, or none.
    Names { field: Field, holds: bool },
    /// True or false.
    Flag(Flag),
}

const fn names(field: Field) -> Value {
    Value::Names { field, holds: true }
}

/// All conditions: key, value, meaning.
pub(super) const CONDITIONS: &[(&str, Value, &str)] = &[
    (
        "regex",
        Value::Pattern { matches: true },
        "the text of the unit matches; \\b looks at ASCII letters only, which keeps the search fast",
    ),
    ("unless", Value::Pattern { matches: false }, "the text of the unit does not match"),
    ("exact", Value::Exact, "the unit is one of these texts, in any case"),
    ("min_words", Value::Words { least: true }, "at least so many words"),
    ("max_words", Value::Words { least: false }, "at most so many words"),
    ("ends", names(Field::Ends), "last character, less closing quotes and brackets"),
    ("starts", names(Field::Starts), "first character"),
    ("kind", names(Field::Kind), "what the unit looks like"),
    ("position", names(Field::Position), "relative to the long paragraphs"),
    ("next", names(Field::Next), "what the next unit looks like"),
    ("previous", names(Field::Previous), "what the previous unit looks like"),
    ("after", names(Field::After), "region of the previous unit"),
    ("before", names(Field::Before), "region of the next unit, if a sure rule gave it"),
    ("seen", names(Field::Seen), "a region that came before in the document"),
    ("unseen", Value::Names { field: Field::Seen, holds: false }, "regions that did not come before"),
    ("glued", names(Field::Glued), "sides without a blank line"),
    ("spacer", names(Field::Spacer), "sides with a line of NBSP only"),
    ("tag", names(Field::Tag), "HTML element"),
    ("alone", Value::Flag(Flag::Alone), "the document has no other unit"),
    ("quoted", Value::Flag(Flag::Quoted), "one pair of quotation marks around all of it"),
    ("prefix_of_other", Value::Flag(Flag::Prefix), "another unit starts with this one and goes on"),
    ("equal_to_other", Value::Flag(Flag::Equal), "another unit is the same"),
    ("extends_previous", Value::Flag(Flag::Extends), "starts with the whole previous unit and goes on"),
    ("page", Value::Flag(Flag::Page), "a sure rule found nav, copyright or widget: this is a saved page"),
    ("stacked", Value::Flag(Flag::Stacked), "the previous or next unit has at most 3 words and no stop"),
];

/// The names a field may take.
pub(super) fn choices(field: Field) -> Vec<&'static str> {
    match field {
        Field::Ends => ENDS.to_vec(),
        Field::Starts => STARTS.to_vec(),
        Field::Kind | Field::Next | Field::Previous => KINDS.to_vec(),
        Field::Position => POSITIONS.to_vec(),
        Field::After | Field::Before | Field::Seen => region_names(),
        Field::Glued | Field::Spacer => SIDES.to_vec(),
        Field::Tag => TAGS.to_vec(),
    }
}

/// Whether the condition needs to know what other rules decided, so that a sure rule can't state it.
pub(super) fn is_relative(value: Value) -> bool {
    match value {
        Value::Names { field, .. } => {
            matches!(field, Field::Position | Field::After | Field::Before | Field::Seen)
        }
        Value::Flag(flag) => flag == Flag::Page,
        _ => false,
    }
}

/// How many flags there are that a [`View`] holds.
pub(super) const FLAGS: usize = Flag::Stacked as usize + 1;

impl Flag {
    /// Whether it is not in a [`View`], but found when asked for.
    pub(super) fn is_late(self) -> bool {
        self as usize >= FLAGS
    }
}

/// A compiled condition.
#[derive(Debug)]
pub(super) enum Condition {
    Pattern {
        pattern: Pattern,
        matches: bool,
    },
    /// With the bytes and words of the longest.
    Exact {
        texts: HashSet<String, foldhash::fast::FixedState>,
        bytes: usize,
        words: usize,
    },
    Words {
        limit: usize,
        least: bool,
    },
    Names {
        field: Field,
        mask: u32,
        holds: bool,
    },
    Flag {
        flag: Flag,
        holds: bool,
    },
}

/// Everything that conditions may ask of one unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'f, 't> {
    pub facts: &'f Facts<'t>,
    /// Which unit it is.
    pub index: usize,
    /// Its first byte; the text itself is read where a condition asks for it.
    pub first: u8,
    pub words: usize,
    pub bits: [u32; FIELDS],
    pub flags: u32,
}

impl Condition {
    /// What it costs to ask, for sorting: bits, then hashes, then patterns, then looks at other units.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Condition::Words { .. } => 0,
            Condition::Flag { flag, .. } if flag.is_late() => 4,
            Condition::Names { .. } | Condition::Flag { .. } => 1,
            Condition::Exact { .. } => 2,
            Condition::Pattern { .. } => 3,
        }
    }

    /// Whether a unit of so many words can meet the condition.
    pub(super) fn allows(&self, words: usize) -> bool {
        match self {
            Condition::Words { limit, least: true } => words >= *limit,
            Condition::Words { limit, least: false } => words <= *limit,
            Condition::Exact { words: most, .. } => words <= *most,
            _ => true,
        }
    }

    /// Whether the unit meets the condition; `None` where other units have to be read first.
    pub(super) fn holds(&self, view: &View<'_, '_>) -> Option<bool> {
        Some(match self {
            Condition::Words { limit, least: true } => view.words >= *limit,
            Condition::Words { limit, least: false } => view.words <= *limit,
            Condition::Names { field, mask, holds } => (view.bits[*field as usize] & mask != 0) == *holds,
            Condition::Flag { flag, holds } if flag.is_late() => {
                view.facts.late(view.index, *flag)? == *holds
            }
            Condition::Flag { flag, holds } => (view.flags >> (*flag as u32) & 1 == 1) == *holds,
            Condition::Exact { texts, bytes, .. } => {
                view.facts.len(view.index) <= *bytes
                    && texts.contains(view.facts.text(view.index).to_lowercase().as_str())
            }
            Condition::Pattern { pattern, matches } => {
                pattern.is_match(view.facts.text(view.index)) == *matches
            }
        })
    }
}
