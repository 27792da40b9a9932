//! Frames: what must follow the words of a row of the lexicon, by name.

/// What may follow a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Frame {
    ToVerb,
    ToVerbLater,
    OwnToVerb,
    ToGerund,
    ToNoun,
    OnNoun,
    OnGerund,
    OnPlan,
    ForNoun,
    ForGerund,
    OfGerund,
    That,
    Noun,
    Gerund,
    Verb,
    Announced,
    PersonOf,
    Bare,
    Progressive,
    HeadlineTo,
    BeTo,
    DeckNoun,
}

/// The frames: name in the file, value, what it asks for.
pub const FRAMES: &[(&str, Frame, &str)] = &[
    ("to_verb", Frame::ToVerb, "to + verb"),
    ("to_verb_later", Frame::ToVerbLater, "to + verb, with words between (work with partners to ...)"),
    ("own_to_verb", Frame::OwnToVerb, "own officials + to + verb (instruct our ministers to ...)"),
    ("to_gerund", Frame::ToGerund, "to + -ing"),
    ("to_noun", Frame::ToNoun, "to + noun phrase"),
    ("on_noun", Frame::OnNoun, "on, for, about, with + noun phrase or -ing"),
    ("on_gerund", Frame::OnGerund, "on + -ing"),
    ("on_plan", Frame::OnPlan, "on + a course of action (agree on a plan, on the need to)"),
    ("for_noun", Frame::ForNoun, "for + noun phrase or -ing"),
    ("for_gerund", Frame::ForGerund, "for + -ing"),
    ("of_gerund", Frame::OfGerund, "of + -ing"),
    ("that", Frame::That, "that-clause about the subject's own future action"),
    ("noun", Frame::Noun, "noun phrase"),
    ("gerund", Frame::Gerund, "-ing"),
    ("verb", Frame::Verb, "bare infinitive"),
    (
        "announced",
        Frame::Announced,
        "in the present: what is announced (announce the establishment of ..., new funding)",
    ),
    ("person_of", Frame::PersonOf, "somebody + of + noun phrase (assure you of our support)"),
    ("bare", Frame::Bare, "nothing: the noun stands for the bond (the defense commitment)"),
    (
        "progressive",
        Frame::Progressive,
        "no words of its own: a verb of `progress` in the present progressive",
    ),
    ("be_to", Frame::BeTo, "is, are + to + verb"),
    ("deck_noun", Frame::DeckNoun, "no words of its own: a noun of `nominal` in a deck or headline"),
    ("headline_to", Frame::HeadlineTo, "no words of its own: noun phrase + to + verb in a headline"),
];

impl Frame {
    /// The frame called `name`.
    pub fn parse(name: &str) -> Option<Frame> {
        FRAMES.iter().find(|(known, _, _)| *known == name).map(|(_, frame, _)| *frame)
    }

    pub(super) fn wordless(self) -> bool {
        matches!(self, Frame::Progressive | Frame::HeadlineTo | Frame::DeckNoun)
    }
}
