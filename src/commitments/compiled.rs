//! The lexicon ready for matching: words as numbers, rows by their first word, and what a sentence needs to be worth
//! reading.

use super::caseless::Caseless;
use super::frame::Frame;
use super::inflect;
use super::lexicon::{Flags, Lexicon, Row, Table};

/// How soon after its words a row needs more of its frame: the sentence is worth reading only if that follows.
fn signal(row: &Row) -> u64 {
    let frames: Vec<Frame> = row.frames.iter().filter_map(|frame| Frame::parse(frame)).collect();
    if row.renew_only || row.id == "n-need" {
        // Its verb calls the sentence.
        return 0;
    }
    let soon = |frame: &Frame| matches!(frame, Frame::ToVerb | Frame::ToGerund | Frame::ToNoun | Frame::Bare);
    let late = |frame: &Frame| matches!(frame, Frame::ToVerbLater | Frame::OwnToVerb);
    if frames.iter().all(soon) {
        Flags::SIGNAL_SOON
    } else if frames.iter().all(|frame| soon(frame) || late(frame)) {
        Flags::SIGNAL_LATE
    } else {
        Flags::SIGNAL
    }
}

/// A row ready for matching.
#[derive(Debug)]
pub(crate) struct Entry {
    pub table: Table,
    pub row: Row,
    pub frames: Vec<Frame>,
}

/// One way to write the words of an entry.
#[derive(Debug)]
struct Phrase {
    /// The words after the first.
    rest: Vec<u32>,
    /// The last words of `rest` that are looked at and left to what follows.
    ahead: usize,
    entry: u32,
}

/// The lexicon ready for matching.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// A word's number is its place and one more; 0 is every other word.
    vocabulary: Caseless,
    /// Words with a flag of [`Flags::SIGNALS`], with their flags: the first look at a text asks for no others.
    signals: Caseless,
    signal_flags: Vec<u64>,
    flags: Vec<u64>,
    pub entries: Vec<Entry>,
    /// By id of the first word: longest first, then by table and id.
    phrases: Vec<Vec<Phrase>>,
}

impl Compiled {
    pub fn new(lexicon: &Lexicon) -> Compiled {
        let mut made = Compiled {
            vocabulary: Caseless::default(),
            signals: Caseless::default(),
            signal_flags: Vec::new(),
            flags: vec![0],
            entries: Vec::new(),
            phrases: vec![Vec::new()],
        };
        for (table, row) in lexicon.rows() {
            for word in row.any.split_whitespace() {
                let id = made.id(word);
                made.flags[id as usize] |= table.flag();
            }
            let words: Vec<&str> = row.words.split_whitespace().collect();
            let Some((first, rest)) = words.split_first() else { continue };
            let entry = u32::try_from(made.entries.len()).unwrap_or(u32::MAX);
            let frames = row.frames.iter().filter_map(|frame| Frame::parse(frame)).collect();
            made.entries.push(Entry { table, row: row.clone(), frames });
            let ahead = row.then.split_whitespace().count();
            let single = rest.is_empty() && ahead == 0;
            let rest: Vec<u32> =
                rest.iter().copied().chain(row.then.split_whitespace()).map(|word| made.id(word)).collect();
            let signal = signal(row);
            // Of "make a commitment" the longest word tells; the first would call every sentence.
            let anchor = rest
                .iter()
                .zip(&words[1..])
                .filter(|(_, word)| word.len() > 4)
                .max_by_key(|(_, word)| word.len())
                .map(|(id, _)| *id);
            if let Some(anchor) = anchor.filter(|_| matches!(table, Table::Trigger | Table::Bond)) {
                made.flags[anchor as usize] |= signal;
            }
            let forms = if row.verb { inflect::forms(first) } else { vec![(*first).to_owned()] };
            for form in forms {
                let id = made.id(&form) as usize;
                if single {
                    made.flags[id] |= table.flag();
                }
                if matches!(table, Table::Trigger | Table::Bond) && form != "to" {
                    made.flags[id] |= Flags::OPENS;
                    if anchor.is_none() {
                        made.flags[id] |= signal;
                    }
                }
                if table == Table::Carrier && (row.renew || row.firm) {
                    made.flags[id] |= Flags::SIGNAL;
                }
                if table == Table::Carrier && row.need {
                    made.flags[id] |= Flags::SIGNAL_LATE;
                }
                if table == Table::Lure {
                    made.flags[id] |= Flags::LURE;
                }
                if table == Table::Trigger && row.verb {
                    made.flags[id] |= Flags::VERBAL;
                }
                made.phrases[id].push(Phrase { rest: rest.clone(), ahead, entry });
            }
        }
        for (word, flag) in
            super::times::openers().chain(super::words::facts()).chain(super::contents::joints())
        {
            let id = made.id(word);
            made.flags[id as usize] |= flag;
        }
        for list in &mut made.phrases {
            list.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then(a.entry.cmp(&b.entry)));
        }
        for (word, &flags) in made.vocabulary.words().zip(&made.flags[1..]) {
            if flags & Flags::SIGNALS != 0 {
                made.signals.insert(word);
                made.signal_flags.push(flags);
            }
        }
        made
    }

    fn id(&mut self, word: &str) -> u32 {
        let id = self.vocabulary.insert(word) + 1;
        if self.flags.len() <= id as usize {
            self.flags.push(0);
            self.phrases.push(Vec::new());
        }
        id
    }

    /// Vocabulary row and flags of a word, whatever its case; curly apostrophes count as straight ones.
    #[inline]
    pub fn word(&self, word: &str, lower: &mut String) -> (u32, u64) {
        let place = find(&self.vocabulary, word.as_bytes(), lower);
        place.map_or((0, 0), |place| (place + 1, self.flags[place as usize + 1]))
    }

    /// The flags of a word that has one of [`Flags::SIGNALS`], as [`Compiled::word`] finds them; of others none.
    #[inline]
    pub fn signal(&self, word: &[u8], lower: &mut String) -> u64 {
        find(&self.signals, word, lower).map_or(0, |place| self.signal_flags[place as usize])
    }

    /// The rows of `table` whose words begin at word `at`, longest first: (entry, end). Adverbs may stand between words.
    pub fn matches<'a>(
        &'a self,
        sentence: &'a super::words::Sentence<'_>,
        at: usize,
        table: Table,
    ) -> impl Iterator<Item = (&'a Entry, usize)> {
        let id = sentence.words.get(at).map_or(0, |word| word.id);
        self.phrases[id as usize].iter().filter_map(move |phrase| {
            let entry = &self.entries[phrase.entry as usize];
            if entry.table != table {
                return None;
            }
            let mut i = at + 1;
            let mut end = i;
            for (place, &next) in phrase.rest.iter().enumerate() {
                let mut skipped = 0;
                while sentence.words.get(i).is_some_and(|word| word.id != next)
                    && sentence.adverb(i)
                    && skipped < 2
                {
                    i += 1;
                    skipped += 1;
                }
                if sentence.words.get(i).is_none_or(|word| word.id != next) {
                    return None;
                }
                i += 1;
                if place + phrase.ahead < phrase.rest.len() {
                    end = i;
                }
            }
            Some((entry, end))
        })
    }

    /// Whether a trigger or bond may match at word `at`, by words without tags: its words, up to two others between them, and
    /// the word that its frame begins with. `carried`: some word of the sentence may bring a bond on.
    pub fn may_match(&self, sentence: &super::words::Sentence<'_>, at: usize, carried: bool) -> bool {
        let id = sentence.words.get(at).map_or(0, |word| word.id);
        self.phrases[id as usize].iter().any(|phrase| {
            let entry = &self.entries[phrase.entry as usize];
            if !matches!(entry.table, Table::Trigger | Table::Bond) {
                return false;
            }
            let mut i = at + 1;
            for &next in &phrase.rest {
                match (i..(i + 3).min(sentence.len())).find(|&k| sentence.words[k].id == next) {
                    Some(k) => i = k + 1,
                    None => return false,
                }
            }
            if (entry.row.renew_only || entry.row.id == "n-need") && !carried {
                return false;
            }
            let before = |forms: &[&str]| (at.saturating_sub(7)..at).any(|k| sentence.any(k, forms));
            let stands = match entry.row.be.as_str() {
                "be" => (at.saturating_sub(7)..at).any(|k| sentence.be(k)),
                "remain" => before(&["remain", "remains", "remained", "stay", "stays", "stayed", "continue"]),
                _ => true,
            };
            let within = |reach: usize, words: &[&str]| {
                (i..(i + reach).min(sentence.len())).any(|k| sentence.any(k, words))
            };
            stands
                && entry.frames.iter().any(|frame| match frame {
                    Frame::ToVerb | Frame::ToGerund | Frame::ToNoun => within(14, &["to", "for"]),
                    Frame::ToVerbLater | Frame::OwnToVerb => within(25, &["to"]),
                    Frame::OnNoun
                    | Frame::OnGerund
                    | Frame::OnPlan
                    | Frame::ForNoun
                    | Frame::ForGerund
                    | Frame::OfGerund => within(8, &["on", "upon", "for", "about", "with", "over", "of"]),
                    Frame::Bare => carried,
                    _ => true,
                })
        })
    }

    /// The longest row of `table` at word `at`.
    pub fn longest<'a>(
        &'a self,
        sentence: &'a super::words::Sentence<'_>,
        at: usize,
        table: Table,
    ) -> Option<(&'a Entry, usize)> {
        self.matches(sentence, at, table).next()
    }
}

/// The place of a word, whatever its case; curly apostrophes count as straight ones.
#[inline]
fn find(words: &Caseless, word: &[u8], lower: &mut String) -> Option<u32> {
    if word.len() > 40 {
        return None;
    }
    if word.is_ascii() {
        return words.get(word);
    }
    lower.clear();
    let written = std::str::from_utf8(word).unwrap_or("");
    lower.extend(written.chars().flat_map(|c| if c == '’' { '\'' } else { c }.to_lowercase()));
    words.get(lower.as_bytes())
}
