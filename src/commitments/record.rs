//! What the detector hands on: a candidate with its verdict, and the record with its attributes.

use super::clause::Doer;

/// A place in the document, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// Behind the last byte.
    pub end: usize,
}

impl Place {
    pub(crate) fn of((start, end): (usize, usize)) -> Place {
        Place { start, end }
    }

    /// The characters there.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// A record before its attributes are settled: ranges of words.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub class: String,
    pub trigger: (usize, usize),
    /// A second trigger: the verb that brings a bond on.
    pub second: Option<(usize, usize)>,
    pub content: (usize, usize),
    pub clause_start: usize,
    pub doer: Doer,
    pub rule: &'static str,
    pub entry: String,
    /// Further lexicon rows that took part.
    pub entries: Vec<String>,
    pub status: Option<&'static str>,
    pub negative: bool,
    pub passive: bool,
    pub participial: bool,
    pub nominal: bool,
    pub coordinated: bool,
    pub past: bool,
    /// A speech act, not an activity.
    pub performative: bool,
    /// The actor is whoever possesses the bond.
    pub possessor: bool,
    /// The word that governs the clause ("made clear that ...").
    pub under: Option<usize>,
    /// The trigger's own words are a hedge.
    pub hedged: bool,
    /// The modifiers of a bond noun.
    pub bond_span: Option<(usize, usize)>,
    pub condition: Option<(usize, usize)>,
}

impl Draft {
    pub fn new(class: &str, trigger: (usize, usize), rule: &'static str, entry: &str, hedged: bool) -> Draft {
        Draft {
            class: class.to_owned(),
            trigger,
            second: None,
            content: (trigger.1, trigger.1),
            clause_start: trigger.0,
            doer: Doer::Elided,
            rule,
            entry: entry.to_owned(),
            entries: Vec::new(),
            status: None,
            negative: false,
            passive: false,
            participial: false,
            nominal: false,
            coordinated: false,
            past: false,
            performative: false,
            possessor: false,
            under: None,
            hedged,
            bond_span: None,
            condition: None,
        }
    }
}

/// What became of a candidate.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    Record(Box<Draft>),
    NearMiss { reason: String, blocker: Option<(usize, usize)> },
}

/// A word of the lexicon that might open a record.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub trigger: (usize, usize),
    /// Counts even inside the content of another record.
    pub stands_alone: bool,
    pub rule: &'static str,
    pub entry: String,
    pub verdict: Verdict,
}

impl Candidate {
    /// The words of its content, or of its trigger.
    pub fn content_words(&self) -> (usize, usize) {
        match &self.verdict {
            Verdict::Record(draft) => draft.content,
            Verdict::NearMiss { .. } => self.trigger,
        }
    }
}

/// One commitment: who bound whom to do what, how firmly, on what condition, by when.
///
/// Places are bytes of the document's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Sentence, counted from 1 in the document.
    pub sent_id: u32,
    /// The clause.
    pub span: Place,
    /// The words that make it a commitment.
    pub trigger: Place,
    /// The verb that brings a named bond on ("reaffirmed"), if the trigger is a noun.
    pub second_trigger: Option<Place>,
    /// Trigger class.
    pub class: String,
    /// 1 to 5.
    pub strength: u8,
    /// The sum behind `strength`: `4(REAFFIRM)+1(ironclad)=5`.
    pub strength_basis: String,
    /// 0 direction only, 1 named activity, 2 named and dated or quantified.
    pub specificity: u8,
    /// substantive, procedural, protocol.
    pub scope: &'static str,
    /// new, reaffirmed, continued, planned, fulfilled, denied.
    pub status: &'static str,
    /// positive, negative.
    pub polarity: &'static str,
    /// The actor as written.
    pub actor: Option<Place>,
    /// Canonical names.
    pub actor_resolved: Vec<String>,
    /// How the names were found.
    pub actor_resolution: &'static str,
    /// Whom it is for, with or against.
    pub target: Option<Place>,
    /// beneficiary, adversary, partner.
    pub target_role: Option<&'static str>,
    /// Canonical names of the actors that the target names.
    pub target_resolved: Vec<String>,
    /// The action.
    pub content: Place,
    /// The condition.
    pub condition: Option<Place>,
    /// The deadline.
    pub deadline: Option<Place>,
    /// The deadline as an ISO date or interval.
    pub deadline_norm: Option<String>,
    /// quoted, reported, narrator.
    pub attribution: &'static str,
    /// Who says so.
    pub source: Option<Place>,
    /// Grammatical form.
    pub form: &'static str,
    /// Words that raised strength.
    pub boosters: Vec<Place>,
    /// Words that lowered it.
    pub hedges: Vec<Place>,
    /// PLOVER event type.
    pub plover: &'static str,
    /// CAMEO code.
    pub cameo: &'static str,
    /// The rule that decided and the lexicon rows that fired.
    pub rule_ids: Vec<String>,
    /// The earlier agreement it refers to.
    pub prior_event: Option<Place>,
    /// Index of the record of this document that it restates.
    pub duplicate_of: Option<usize>,
}

/// A candidate that is no commitment, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// Sentence, counted from 1 in the document.
    pub sent_id: u32,
    /// The words that look like a commitment.
    pub trigger: Place,
    /// The sentence.
    pub span: Place,
    /// A near-miss reason of the guideline.
    pub reason: String,
    /// The rule that decided and the lexicon row that opened the candidate.
    pub rule_ids: Vec<String>,
    /// What stopped it.
    pub blocker: Option<Place>,
}
