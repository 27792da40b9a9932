//! A sentence as the clause rules see it: treebank words with their part of speech, their place, and what the lexicon
//! knows of each.

use std::cell::OnceCell;

use super::compiled::Compiled;
use super::lexicon::{Flags, Table};
use super::tagger::{Tag, Tagger, Xpos, split};

/// Penn Treebank parts of speech, as far as the rules tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pos {
    Noun,
    Name,
    Pronoun,
    Possessive,
    Determiner,
    Adjective,
    Number,
    Adverb,
    Preposition,
    To,
    Conjunction,
    Modal,
    Base,
    Past,
    Gerund,
    Participle,
    Present,
    Wh,
    Particle,
    Genitive,
    Punct,
    Other,
}

impl Pos {
    /// The part of speech for a Penn Treebank tag.
    fn of(tag: &str) -> Pos {
        match tag {
            "NN" | "NNS" => Pos::Noun,
            "NNP" | "NNPS" => Pos::Name,
            "PRP" | "EX" => Pos::Pronoun,
            "PRP$" => Pos::Possessive,
            "DT" | "PDT" => Pos::Determiner,
            "JJ" | "JJR" | "JJS" | "AFX" => Pos::Adjective,
            "CD" => Pos::Number,
            "RB" | "RBR" | "RBS" => Pos::Adverb,
            "IN" => Pos::Preposition,
            "TO" => Pos::To,
            "CC" => Pos::Conjunction,
            "MD" => Pos::Modal,
            "VB" => Pos::Base,
            "VBD" => Pos::Past,
            "VBG" => Pos::Gerund,
            "VBN" => Pos::Participle,
            "VBP" | "VBZ" => Pos::Present,
            "WDT" | "WP" | "WP$" | "WRB" => Pos::Wh,
            "RP" => Pos::Particle,
            "POS" => Pos::Genitive,
            "," | "." | ":" | "``" | "''" | "-LRB-" | "-RRB-" | "NFP" | "HYPH" | "SYM" => Pos::Punct,
            _ => Pos::Other,
        }
    }
}

/// One word: bytes in the document, part of speech, what the lexicon knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub start: usize,
    pub end: usize,
    pub pos: Pos,
    /// Its first byte, in lower case: most comparisons end there.
    first: u8,
    /// Row in the lexicon's vocabulary; 0 where it does not know the word.
    pub id: u32,
    /// Bits of [`super::lexicon::Flags`].
    pub flags: u64,
}

/// The tagger and buffers, reused from sentence to sentence: one a thread.
pub(crate) struct Reader {
    tagger: Tagger,
    spans: Vec<(u32, u32)>,
    tags: Vec<Tag>,
    lower: String,
    /// The part of speech for each tag.
    parts: Vec<Pos>,
}

/// The words of one sentence.
pub(crate) struct Sentence<'t> {
    /// The text of the document.
    pub text: &'t str,
    pub words: Vec<Word>,
    lexicon: &'t Compiled,
    facts: OnceCell<Facts>,
    dated: OnceCell<bool>,
}

/// What the rules ask of a whole sentence, found once: each record asks again.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// Somebody says or promises something.
    pub speaker: bool,
    /// Something was decided.
    pub decided: bool,
    pub hostile: bool,
    pub condition: Option<(usize, usize)>,
    /// "as agreed at X".
    pub prior: Option<(usize, usize)>,
    /// Verbs of telling, and "according to".
    pub told: Vec<usize>,
}

const SPEAKING: &[&str] =
    &["said", "told", "promised", "pledged", "vowed", "announced", "explained", "added"];
const DECIDING: &[&str] = &["agreed", "decided", "also", "further"];
const THREATENING: &[&str] = &["enemy", "nuclear"];
/// Verbs that tell who says so.
const TELLING: &[&str] =
    &["said", "says", "told", "added", "explained", "noted", "reported", "announced", "stated"];

/// The words that decide [`Facts`], each with its flag: most words are none of them, and the lexicon is asked about every
/// word in any case.
pub(crate) fn facts() -> impl Iterator<Item = (&'static str, u64)> {
    let words = [SPEAKING, DECIDING, THREATENING, TELLING, &["according"]].concat();
    let is = ["is", "are"].map(|word| (word, Flags::IS));
    words.into_iter().map(|word| (word, Flags::FACT)).chain(is)
}

impl Reader {
    pub fn new() -> Reader {
        let parts = Xpos::ALL.iter().map(|tag| Pos::of(tag.as_str())).collect();
        Reader {
            tagger: Tagger::embedded(),
            spans: Vec::new(),
            tags: Vec::new(),
            lower: String::new(),
            parts,
        }
    }

    /// Cuts `text[start..end]` into words and tags them; nothing where no row of the lexicon can match (unless `whole`).
    pub fn read<'t>(
        &mut self,
        text: &'t str,
        start: usize,
        end: usize,
        lexicon: &'t Compiled,
        whole: bool,
    ) -> Option<Sentence<'t>> {
        self.spans.clear();
        self.tags.clear();
        let part = &text[start..end];
        split(part, &mut self.spans);
        let mut out = Vec::with_capacity(self.spans.len());
        for &(a, b) in &self.spans {
            let (a, b) = (a as usize, b as usize);
            let (id, flags) = lexicon.word(&part[a..b], &mut self.lower);
            let first = part.as_bytes()[a].to_ascii_lowercase();
            out.push(Word { start: start + a, end: start + b, pos: Pos::Other, first, id, flags });
        }
        let mut sentence =
            Sentence { text, words: out, lexicon, facts: OnceCell::new(), dated: OnceCell::new() };
        // Tagging is most of the cost: only where the words alone leave room for a candidate.
        if !(whole || sentence.plausible()) {
            return None;
        }
        let words: Vec<&str> = self.spans.iter().map(|&(a, b)| &part[a as usize..b as usize]).collect();
        self.tagger.tag(&words, &mut self.tags);
        for (word, tag) in sentence.words.iter_mut().zip(&self.tags) {
            word.pos = self.parts[tag.xpos as usize];
        }
        sentence.mend();
        Some(sentence)
    }
}

impl<'t> Sentence<'t> {
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word as it stands in the text; empty past the end.
    pub fn word(&self, i: usize) -> &'t str {
        self.words.get(i).map_or("", |w| &self.text[w.start..w.end])
    }

    /// Whether the word is `lower`, whatever its case.
    pub fn is(&self, i: usize, lower: &str) -> bool {
        self.any(i, &[lower])
    }

    /// Whether the word is one of `list`.
    #[inline]
    pub fn any(&self, i: usize, list: &[&str]) -> bool {
        // By length and first byte, then by bytes: cutting a `str` would look for character borders at each of a million calls.
        let Some(w) = self.words.get(i) else { return false };
        list.iter().any(|lower| {
            lower.len() == w.end - w.start
                && lower.as_bytes().first() == Some(&w.first)
                && self.text.as_bytes()[w.start..w.end].eq_ignore_ascii_case(lower.as_bytes())
        })
    }

    pub fn pos(&self, i: usize) -> Pos {
        self.words.get(i).map_or(Pos::Punct, |w| w.pos)
    }

    pub fn has(&self, i: usize, flags: u64) -> bool {
        self.words.get(i).is_some_and(|w| w.flags & flags != 0)
    }

    /// Whether the lexicon knows `word` (in lower case) with one of `flags`.
    pub fn knows(&self, word: &str, flags: u64) -> bool {
        self.lexicon.word(word, &mut String::new()).1 & flags != 0
    }

    /// Whether a row of `table` begins at word `i`.
    pub fn listed(&self, i: usize, table: Table) -> bool {
        self.lexicon.longest(self, i, table).is_some()
    }

    /// The text from word `from` to before word `to`.
    pub fn span(&self, from: usize, to: usize) -> (usize, usize) {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(a), Some(b)) if from < to => (a.start, b.end),
            (Some(a), _) => (a.start, a.start),
            _ => (0, 0),
        }
    }

    pub fn comma(&self, i: usize) -> bool {
        self.is(i, ",")
    }

    /// A mark of quotation of any kind.
    pub fn quote(&self, i: usize) -> bool {
        matches!(self.word(i), "“" | "”" | "\"" | "‘" | "’" | "'" | "``" | "''")
            && self.pos(i) != Pos::Genitive
    }

    pub fn noun(&self, i: usize) -> bool {
        matches!(self.pos(i), Pos::Noun | Pos::Name)
    }

    pub fn finite(&self, i: usize) -> bool {
        matches!(self.pos(i), Pos::Past | Pos::Present | Pos::Modal)
    }

    pub fn verb(&self, i: usize) -> bool {
        matches!(
            self.pos(i),
            Pos::Base | Pos::Past | Pos::Present | Pos::Gerund | Pos::Participle | Pos::Modal
        )
    }

    pub fn adverb(&self, i: usize) -> bool {
        self.pos(i) == Pos::Adverb
    }

    /// A form of `be`, `have` or `do`.
    pub fn auxiliary(&self, i: usize) -> bool {
        self.any(
            i,
            &[
                "be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "'m",
                "’m", "'ve", "’ve", "have", "has", "had", "having", "do", "does", "did",
            ],
        ) && self.pos(i) != Pos::Genitive
    }

    pub fn be(&self, i: usize) -> bool {
        self.any(
            i,
            &["be", "is", "are", "was", "were", "been", "being", "am", "'re", "’re", "'m", "’m", "'s", "’s"],
        ) && self.pos(i) != Pos::Genitive
    }

    /// What holds of the sentence as a whole.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let mut facts = Facts {
                condition: self.condition(0, self.len()),
                prior: self.prior_event(0, self.len()),
                ..Facts::default()
            };
            for k in (0..self.len()).filter(|&k| self.has(k, Flags::FACT | Flags::HOSTILE)) {
                facts.speaker |= self.any(k, SPEAKING);
                facts.decided |= self.any(k, DECIDING);
                facts.hostile |= self.has(k, Flags::HOSTILE) || self.any(k, THREATENING);
                if self.is(k, "according") && self.is(k + 1, "to") || self.verb(k) && self.any(k, TELLING) {
                    facts.told.push(k);
                }
            }
            facts
        })
    }

    /// Whether the sentence holds a deadline.
    pub fn dated(&self) -> bool {
        *self.dated.get_or_init(|| self.deadline(0, self.len()).is_some())
    }

    /// The word behind a form of `be` at `i` and an adverb: where "to" makes it an obligation.
    pub fn after_be(&self, i: usize) -> usize {
        i + 1 + usize::from(self.any(i + 1, &["also", "now", "then", "not", "still", "both", "all"]))
    }

    /// Whether, by the words alone, some row of the lexicon has its words and the start of its frame here.
    fn plausible(&self) -> bool {
        let carried = self.words.iter().any(|w| w.flags & Flags::CARRIER != 0);
        (0..self.words.len()).any(|i| {
            let flags = self.words[i].flags;
            if flags & Flags::PROGRESS != 0 && (i.saturating_sub(4)..i).any(|k| self.be(k)) {
                return true;
            }
            if flags & Flags::IS != 0 && self.is(self.after_be(i), "to") {
                return true;
            }
            flags & Flags::OPENS != 0 && self.lexicon.may_match(self, i, carried)
        })
    }

    /// Mends what a tagger of web text gets wrong in official prose: "the army plans to", "officials committed to",
    /// "their strong will to", names in capitals.
    fn mend(&mut self) {
        let capitals = self
            .words
            .iter()
            .filter(|w| self.text[w.start..w.end].bytes().all(|b| b.is_ascii_uppercase()))
            .count();
        let shouting = capitals * 2 > self.words.len();
        // Whether the clause so far holds a finite verb.
        let mut finite = false;
        for i in 0..self.words.len() {
            let word = self.word(i);
            let before = if i > 0 { self.pos(i - 1) } else { Pos::Punct };
            let mut pos = self.words[i].pos;
            let to_next = || self.is(i + 1, "to");
            let owned = || {
                matches!(before, Pos::Possessive | Pos::Genitive)
                    || i > 0 && self.any(i - 1, &["the", "a"])
                    || before == Pos::Adjective && self.is(i + 1, "of")
            };
            if pos == Pos::Modal && word.eq_ignore_ascii_case("will") && (owned() || to_next()) {
                pos = Pos::Noun;
            }
            if matches!(pos, Pos::Noun | Pos::Adjective)
                && self.has(i, Flags::VERBAL)
                && to_next()
                && !finite
                && i > 0
            {
                let mut p = i - 1;
                while p > 0 && self.adverb(p) {
                    p -= 1;
                }
                let subject = self.noun(p) || self.pos(p) == Pos::Pronoun || self.word(p) == ")";
                let verbal =
                    pos == Pos::Noun && word.ends_with('s') || pos == Pos::Adjective && word.ends_with("ed");
                if subject && verbal {
                    pos = if word.ends_with('s') { Pos::Present } else { Pos::Past };
                }
            }
            // "the parties undertake to": a base form behind its plural subject, with nothing that asks for one.
            if pos == Pos::Base
                && self.has(i, Flags::VERBAL)
                && to_next()
                && !finite
                && i > 0
                && (self.noun(i - 1) || before == Pos::Pronoun || before == Pos::Adverb)
            {
                let floor = i.saturating_sub(7);
                let asked = (floor..i).any(|k| {
                    self.any(k, &["to", "let", "make", "help", "have", "must", "and", "do", "does", "did"])
                        || self.pos(k) == Pos::Modal
                });
                if !asked {
                    pos = Pos::Present;
                }
            }
            // "We, the Heads of State, pledge to".
            if matches!(pos, Pos::Noun | Pos::Name | Pos::Base)
                && self.has(i, Flags::VERBAL)
                && to_next()
                && i > 3
                && self.comma(i - 1)
                && self.any(0, &["we", "i"])
                && self.comma(1)
            {
                pos = Pos::Present;
            }
            if pos == Pos::Present && i > 0 && self.is(i - 1, "to") && before != Pos::Preposition {
                pos = Pos::Base;
            }
            // "expects to award more than", "shall ... issue a report": a noun where only a verb can stand.
            if pos == Pos::Noun
                && i > 1
                && self.is(i - 1, "to")
                && self.has(i - 2, Flags::VERBAL)
                && (before == Pos::To
                    || !["ion", "ment", "ness", "ity", "nce", "ing", "ship", "ism", "s"]
                        .iter()
                        .any(|end| word.ends_with(end))
                        && (matches!(
                            self.pos(i + 1),
                            Pos::Determiner
                                | Pos::Possessive
                                | Pos::Adjective
                                | Pos::Number
                                | Pos::Noun
                                | Pos::Name
                        ) || self.any(i + 1, &["out", "up", "down", "off", "back"])))
            {
                pos = Pos::Base;
            }
            // "Developed countries will": a participle that opens a clause whose verb follows its noun.
            if matches!(pos, Pos::Participle | Pos::Past)
                && (i == 0 || matches!(before, Pos::Punct | Pos::Conjunction))
                && self.noun(i + 1)
            {
                let mut behind = i + 2;
                while behind < self.words.len().min(i + 5) && self.noun(behind) {
                    behind += 1;
                }
                if self.finite(behind) && !self.finite(i + 1) {
                    pos = Pos::Adjective;
                }
            }
            if pos == Pos::Noun && !shouting {
                // "EU", "G7".
                let code = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
                if word.len() > 1
                    && word.starts_with(|c: char| c.is_ascii_uppercase())
                    && word.bytes().all(code)
                    || before == Pos::Punct
                        && i > 1
                        && self.word(i - 1) == "-"
                        && self.pos(i - 2) == Pos::Name
                {
                    pos = Pos::Name;
                }
            }
            // "Moon Jae-in": the last syllable of a name.
            if i > 1
                && self.word(i - 1) == "-"
                && self.pos(i - 2) == Pos::Name
                && word.len() <= 5
                && word.bytes().all(|b| b.is_ascii_lowercase())
                && matches!(pos, Pos::Preposition | Pos::Noun | Pos::Other | Pos::Adverb)
            {
                pos = Pos::Name;
            }
            self.words[i].pos = pos;
            match pos {
                Pos::Past | Pos::Present | Pos::Modal => finite = true,
                Pos::Punct if matches!(self.word(i), "," | ";" | ":" | "—" | "–") => finite = false,
                Pos::Conjunction | Pos::Wh => finite = false,
                _ if self.has(i, Flags::JOINT) && self.is(i, "that") => finite = false,
                _ => {}
            }
        }
    }
}
