//! Commitments: who bound whom to do what, how firmly, on what condition, by when.
//!
//! The wing runs lexicon → words → clause → scope → actor → content → record. A sentence without a word that opens a candidate
//! is left at once; the others are cut into treebank words, tagged, and read by the rules of `detect`.

pub mod actors;
mod attributes;
mod caseless;
mod clause;
mod codes;
mod compiled;
mod contents;
mod dates;
mod detect;
mod edit;
mod frame;
mod inflect;
mod lexicon;
mod record;
mod restate;
pub mod tagger;
mod targets;
pub mod threads;
mod times;
mod words;

pub use edit::Phrase;
pub use frame::{FRAMES, Frame};
pub use lexicon::{Class, Flags, Lexicon, Row, SHIPPED, TABLES, Table};
pub use record::{NearMiss, Place, Record};

use compiled::Compiled;
use detect::{Detector, Setting};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use record::{Candidate, Verdict};
use words::Reader;

/// A sentence of a document, as the caller cut it.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// Counted from 1 in the document.
    pub sent_id: u32,
    /// Paragraph, heading or line that it belongs to.
    pub unit: usize,
    /// Region of the unit.
    pub region: &'a str,
    /// First byte.
    pub start: usize,
    /// Behind the last byte.
    pub end: usize,
}

/// What a document holds.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The commitments, in reading order.
    pub records: Vec<Record>,
    /// The candidates that are none.
    pub near_misses: Vec<NearMiss>,
}

impl Findings {
    /// Where the clause of the next trigger of the same sentence begins.
    pub fn next_trigger(&self, miss: &NearMiss) -> Option<usize> {
        let records = self.records.iter().map(|record| (record.sent_id, record.trigger.start));
        let misses = self.near_misses.iter().map(|other| (other.sent_id, other.trigger.start));
        records
            .chain(misses)
            .filter(|&(sentence, start)| sentence == miss.sent_id && start > miss.trigger.start)
            .map(|(_, start)| start)
            .min()
    }
}

/// The detector: lexicon and tagger, ready to read documents. Cheap to share between threads.
#[derive(Debug)]
pub struct Finder {
    compiled: Compiled,
    lexicon: Lexicon,
    /// The rows of `trigger` and `bond` by id, with the near-miss reason of those that are blocked.
    openers: HashMap<String, String, FixedState>,
    lures: bool,
}

/// Reads documents; keeps the tagger's memory from one to the next.
pub struct DocumentReader<'f> {
    finder: &'f Finder,
    reader: Reader,
}

impl DocumentReader<'_> {
    /// Reads one document: its text, its sentences in order, its date (days since 1970-01-01).
    pub fn read(&mut self, text: &str, passages: &[Passage<'_>], date: Option<i32>) -> Findings {
        self.finder.read(&mut self.reader, text, passages, date)
    }
}

/// The near-miss reasons of the annotation guideline.
pub const REASONS: &[&str] = &[
    "adversary_action",
    "mere_discussion",
    "shared_view_or_belief",
    "past_event",
    "expectation",
    "value_or_importance",
    "warning_or_prediction",
    "obligation_on_other",
    "description_or_elaboration",
    "schedule_modifier",
    "completed_action",
    "recalled_agreement_no_content",
    "acknowledgement",
    "negotiation_not_agreed",
    "activity_report",
    "agenda",
    "assertive_that_clause",
    "hope_expressive",
];

impl Finder {
    /// A detector with `lexicon`.
    pub fn new(lexicon: Lexicon) -> Finder {
        let openers = lexicon
            .rows()
            .filter(|(table, _)| matches!(table, Table::Trigger | Table::Bond | Table::Lure))
            .map(|(_, row)| (row.id.clone(), row.reason.clone()))
            .collect();
        Finder { compiled: Compiled::new(&lexicon), lexicon, openers, lures: false }
    }

    /// Lists the words of `lure`, too, among the near misses: every sentence is read, which takes twice the time.
    #[must_use]
    pub fn with_lures(mut self) -> Finder {
        self.lures = true;
        self
    }

    /// The lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What reads documents with this detector; one a thread.
    pub fn reader(&self) -> DocumentReader<'_> {
        DocumentReader { finder: self, reader: Reader::new() }
    }

    fn read<'t>(
        &'t self,
        reader: &mut Reader,
        text: &'t str,
        passages: &[Passage<'_>],
        date: Option<i32>,
    ) -> Findings {
        let mut found = Findings::default();
        let mut context = attributes::Context::new(text, passages, date, &self.compiled);
        let mut lower = String::new();
        for passage in passages {
            context.enter(passage);
            let part = &text[passage.start..passage.end];
            let setting = Setting {
                heading: matches!(passage.region, "headline" | "deck" | "crosshead" | "thumbnail"),
                headline: matches!(passage.region, "headline" | "thumbnail"),
            };
            let whole = setting.heading || self.lures;
            if !(whole || self.opens(part, &mut lower)) {
                continue;
            }
            let Some(sentence) = reader.read(text, passage.start, passage.end, &self.compiled, whole) else {
                continue;
            };
            let detector = Detector { lexicon: &self.compiled };
            let mut candidates =
                detector.candidates(&sentence, setting, &|s, a, b| context.adversary(s, a, b));
            if self.lures {
                candidates.extend(detector.lures(&sentence, &candidates));
                candidates.sort_by_key(|candidate| candidate.trigger.0);
            }
            for candidate in candidates {
                match self.blocked(candidate) {
                    Candidate { verdict: Verdict::Record(draft), .. } => {
                        let record = context.settle(&sentence, passage, &draft, setting, &self.lexicon);
                        found.records.push(record);
                    }
                    Candidate {
                        verdict: Verdict::NearMiss { reason, blocker },
                        trigger,
                        rule,
                        entry,
                        ..
                    } => {
                        // A wordless row that was removed opens nothing.
                        if self.openers.contains_key(&entry) {
                            found.near_misses.push(NearMiss {
                                sent_id: passage.sent_id,
                                trigger: Place::of(sentence.span(trigger.0, trigger.1)),
                                span: Place { start: passage.start, end: passage.end },
                                reason,
                                rule_ids: vec![rule.to_owned(), entry],
                                blocker: blocker.map(|(a, b)| Place::of(sentence.span(a, b))),
                            });
                        }
                    }
                }
            }
        }
        restate::link(text, passages, &mut found.records, &|name| context.acts(name));
        found
    }

    /// The candidate as the lexicon lets it pass: a near miss where its row is blocked or gone.
    fn blocked(&self, candidate: Candidate) -> Candidate {
        let Verdict::Record(draft) = &candidate.verdict else { return candidate };
        let reason = match self.openers.get(&draft.entry) {
            Some(reason) if reason.is_empty() => return candidate,
            reason => reason.cloned().unwrap_or_default(),
        };
        let (entry, blocker) = (draft.entry.clone(), Some(draft.trigger));
        Candidate { verdict: Verdict::NearMiss { reason, blocker }, rule: "blocked", entry, ..candidate }
    }

    /// Whether `part` may hold a candidate: a look at every word, without tags. A word that needs its frame counts only where
    /// "to" follows in reach, a progressive only behind a form of be.
    fn opens(&self, part: &str, lower: &mut String) -> bool {
        let bytes = part.as_bytes();
        let (mut soon, mut late, mut be) = (0_u32, 0_u32, 0_u32);
        let mut at = 0;
        while at < bytes.len() {
            let from = at;
            let mut seen = 0;
            while let Some(&byte) = bytes.get(at).filter(|&&byte| LETTERS[usize::from(byte)]) {
                seen |= byte;
                at += 1;
            }
            if at == from {
                at += 1;
                continue;
            }
            let ascii = seen < 0x80;
            let mut word = &bytes[from..at];
            if !ascii {
                // "we’ll": the part behind the apostrophe counts.
                let end = part[from..at].rsplit(['’', '“', '”', '‘', '—']).next().unwrap_or("");
                word = end.as_bytes();
            }
            if bytes[from] | 32 == b'w' && (word.len() == 3 || !ascii) {
                let won = part.get(from..from + 3).is_some_and(|won| won.eq_ignore_ascii_case("won"));
                if won && (part[from..at].contains('’') || word.len() == 3 && bytes.get(at) == Some(&b'\''))
                {
                    return true;
                }
            }
            if word.len() < 4 {
                if word.eq_ignore_ascii_case(b"to") {
                    if soon > 0 || late > 0 || be > 2 {
                        return true;
                    }
                } else if word.eq_ignore_ascii_case(b"is") || word.eq_ignore_ascii_case(b"are") {
                    be = 4;
                    continue;
                } else if word.eq_ignore_ascii_case(b"ll") || matches!(word, b"re" | b"m" | b"s") {
                    if word.eq_ignore_ascii_case(b"ll") {
                        return true;
                    }
                    be = if word == b"s" { be } else { 4 };
                    continue;
                }
            }
            let flags = self.compiled.signal(word, lower);
            if flags & Flags::SIGNAL != 0 || flags & Flags::PROGRESS != 0 && be > 0 {
                return true;
            }
            soon = if flags & Flags::SIGNAL_SOON != 0 { 8 } else { soon.saturating_sub(1) };
            late = if flags & Flags::SIGNAL_LATE != 0 { 26 } else { late.saturating_sub(1) };
            be = be.saturating_sub(1);
        }
        false
    }
}

/// Letters of ASCII, and all that is beyond.
const LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        letters[byte] = byte >= 0x80 || (byte as u8).is_ascii_alphabetic();
        byte += 1;
    }
    letters
};
