//! Parts of speech: a linear-chain model over words, their shapes and the company they keep.
//!
//! [`split`] cuts text into treebank words, [`Tagger::tag`] names each of them: a universal part of speech and the
//! Penn Treebank tag, which tells the forms of verbs apart. The weights were trained on the English Web Treebank
//! (`tests/train/tagger.rs`) with word classes from unlabelled text (`tests/train/clusters.rs`); see `NOTICE`.

pub mod features;
pub mod model;
mod split;
mod tags;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use features::{Seen, Setting};
use model::{Model, ROOM, WIDTH};
pub use split::split;
pub use tags::{Tag, Upos, Xpos};

const EMBEDDED: &[u8] = include_bytes!("model.bin");

/// One unit of weight in the file is this part of a natural logarithm.
pub const SCALE: f32 = 16.0;

/// Labels kept for a word before its neighbours' labels are weighed.
const CANDIDATES: usize = 5;
/// How far behind the best a label may be to be kept.
const MARGIN: i16 = 64;
/// How far ahead the best label must be by single words alone for groups of words not to be asked.
const SURE: i16 = 40;
/// Remembered word forms, before those that were not met lately are forgotten.
const REMEMBERED: usize = 8192;
/// Slots for them: a power of two, well above the number of forms and a piece.
const SLOTS: usize = 1 << 15;
/// Longer sentences are tagged in pieces of this length.
const PIECE: usize = 4096;

/// Labels looked at together for one that is close to the best; `WIDTH` is a multiple of it.
const GROUP: usize = 16;

type Row = [i16; WIDTH];

/// Enough of a word to tell short ones apart without following a pointer.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Name {
    first: u64,
    last: u64,
    length: usize,
    mode: u8,
}

impl Name {
    /// All of a word up to 16 bytes, the ends of a longer one.
    fn new(word: &str, mode: u8) -> Self {
        let bytes = word.as_bytes();
        let ends =
            |a: [u8; 4], b: [u8; 4]| (u64::from(u32::from_le_bytes(a)), u64::from(u32::from_le_bytes(b)));
        let (first, last) = if let (Some(a), Some(b)) = (bytes.first_chunk(), bytes.last_chunk()) {
            (u64::from_le_bytes(*a), u64::from_le_bytes(*b))
        } else if let (Some(a), Some(b)) = (bytes.first_chunk(), bytes.last_chunk()) {
            ends(*a, *b)
        } else {
            (bytes.iter().fold(0, |h, &b| h << 8 | u64::from(b)), 0)
        };
        Self { first, last, length: bytes.len(), mode }
    }

    fn whole(self) -> bool {
        self.length <= 16
    }

    fn hash(self) -> usize {
        let h = (self.first ^ (self.length as u64) << 56 ^ u64::from(self.mode) << 50)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let h = (h ^ (h >> 32) ^ self.last).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (h ^ (h >> 32)) as usize
    }
}

/// Word forms met lately.
struct Memory {
    known: Vec<Known>,
    slots: Vec<u32>,
}

impl Memory {
    fn new() -> Self {
        Self { known: Vec::new(), slots: vec![0; SLOTS] }
    }

    /// The number of a form, or the slot where it should go.
    fn find(&self, word: &str, name: Name) -> Result<u32, usize> {
        let mut at = name.hash() & (SLOTS - 1);
        loop {
            match self.slots[at] {
                0 => return Err(at),
                id => {
                    let known = &self.known[id as usize - 1];
                    if known.name == name && (name.whole() || *known.word == *word) {
                        return Ok(id - 1);
                    }
                }
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    fn put(&mut self, slot: usize, known: Known) -> u32 {
        self.known.push(known);
        self.slots[slot] = self.known.len() as u32;
        self.known.len() as u32 - 1
    }
}

/// What a word form adds to the scores of labels, at its own place and at its neighbours'.
#[derive(Clone)]
struct Known {
    name: Name,
    word: Box<str>,
    seen: Seen,
    own: Row,
    /// For the words two before, one before, one behind, two behind.
    sides: [Row; 4],
}

const OFFSETS: [i32; 4] = [2, 1, -1, -2];

#[derive(Clone, Copy, Default)]
struct Candidate {
    label: u8,
    back: u8,
    score: i32,
}

/// Tags sentences. Cheap to make; remembers word forms it has met, so keep one per thread.
pub struct Tagger {
    model: &'static Model,
    now: Memory,
    /// What was remembered before `now` was begun anew.
    before: Memory,
    edge: Known,
    ids: Vec<u32>,
    lattice: Vec<[Candidate; CANDIDATES]>,
    widths: Vec<u8>,
}

impl Tagger {
    /// The tagger with the weights that come with the crate.
    pub fn embedded() -> Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        Self::new(MODEL.get_or_init(|| Model::decode(EMBEDDED).unwrap_or_default()))
    }

    /// A tagger with other weights.
    pub fn new(model: &'static Model) -> Self {
        let edge = know(model, "", 0, Seen::edge());
        let (now, before) = (Memory::new(), Memory::new());
        Self { model, now, before, edge, ids: Vec::new(), lattice: Vec::new(), widths: Vec::new() }
    }

    /// Appends one tag to `out` for each of `words`, which should be one sentence, split as by [`split`].
    ///
    /// Linear in the number of words; what was tagged before makes no difference.
    pub fn tag(&mut self, words: &[&str], out: &mut Vec<Tag>) {
        let setting = features::setting(words);
        for piece in words.chunks(PIECE) {
            self.piece(piece, setting, out);
        }
    }

    fn piece(&mut self, words: &[&str], setting: Setting, out: &mut Vec<Tag>) {
        let other = Tag { upos: Upos::X, xpos: Xpos::Fw };
        if self.model.labels.is_empty() {
            out.extend(words.iter().map(|_| other));
            return;
        }
        if self.now.known.len() > REMEMBERED {
            std::mem::swap(&mut self.now, &mut self.before);
            self.now.known.clear();
            self.now.slots.fill(0);
        }
        self.ids.clear();
        let mut opening = true;
        for word in words {
            let id = self.recall(word, features::mode(setting, opening));
            self.ids.push(id);
            opening = features::opens_after(word, opening);
        }
        self.lattice.clear();
        self.widths.clear();
        for at in 0..words.len() {
            self.score(at);
        }
        self.trace(out, other);
    }

    /// The number of a word form, which is worked out on first meeting.
    fn recall(&mut self, word: &str, mode: u8) -> u32 {
        let name = Name::new(word, mode);
        match self.now.find(word, name) {
            Ok(id) => id,
            Err(slot) => {
                let known = match self.before.find(word, name) {
                    Ok(id) => self.before.known[id as usize].clone(),
                    Err(_) => know(self.model, word, mode, features::see(word, mode, self.model)),
                };
                self.now.put(slot, known)
            }
        }
    }

    /// The word form at a place, which may lie outside the sentence.
    fn form(&self, at: isize) -> &Known {
        let id = usize::try_from(at).ok().and_then(|at| self.ids.get(at));
        id.and_then(|&id| self.now.known.get(id as usize)).unwrap_or(&self.edge)
    }

    /// Scores the labels of a word and joins the best to those of the word before.
    fn score(&mut self, at: usize) {
        let i = at as isize;
        let (l2, l, w, r, r2) =
            (self.form(i - 2), self.form(i - 1), self.form(i), self.form(i + 1), self.form(i + 2));
        let mut row = [0; ROOM];
        let (a, b, c, d) = (&l2.sides[0], &l.sides[1], &r.sides[2], &r2.sides[3]);
        for k in 0..WIDTH {
            row[k] = w.own[k].wrapping_add(a[k]).wrapping_add(b[k]).wrapping_add(c[k]).wrapping_add(d[k]);
        }
        let count = self.model.labels.len();
        // The room behind the labels holds the least score there is: loops of a fixed length are vector code to their end.
        let mut best = top(&row[..WIDTH]);
        let sure = best.saturating_sub(SURE);
        if row[..WIDTH].iter().map(|&score| i16::from(score >= sure)).sum::<i16>() > 1 {
            self.model.add_all(&features::joint(&l2.seen, &l.seen, &w.seen, &r.seen, &r2.seen), &mut row);
            best = top(&row[..WIDTH]);
        }
        let floor = best.saturating_sub(MARGIN);
        let mut cell = [Candidate::default(); CANDIDATES];
        let mut width = 0;
        let groups = row[..WIDTH].chunks_exact(GROUP).zip((0..count).step_by(GROUP));
        let close =
            groups.filter(|(group, _)| top(group) >= floor).flat_map(|(group, from)| (from..).zip(group));
        for (label, &score) in close.filter(|&(label, &score)| score >= floor && label < count) {
            // insertion into the best few
            let mut place = width;
            while place > 0 && cell[place - 1].score < i32::from(score) {
                place -= 1;
            }
            if place < CANDIDATES {
                width = (width + 1).min(CANDIDATES);
                cell[place..width].rotate_right(1);
                cell[place] = Candidate { label: label as u8, back: 0, score: i32::from(score) };
            }
        }
        let edge = count;
        let before = at.checked_sub(1).map(|b| (&self.lattice[b], usize::from(self.widths[b])));
        for candidate in &mut cell[..width] {
            let to = usize::from(candidate.label);
            let step = |from: usize| i32::from(self.model.transitions[from * (count + 1) + to]);
            let (mut top, mut back) = (i32::MIN, 0);
            match before {
                None => top = step(edge),
                Some((cells, width)) => {
                    for (index, from) in cells[..width].iter().enumerate() {
                        let score = from.score + step(usize::from(from.label));
                        if score > top {
                            (top, back) = (score, index as u8);
                        }
                    }
                }
            }
            candidate.score += top;
            candidate.back = back;
        }
        self.lattice.push(cell);
        self.widths.push(width as u8);
    }

    /// Walks back from the best last label.
    fn trace(&self, out: &mut Vec<Tag>, other: Tag) {
        let count = self.model.labels.len();
        let start = out.len();
        out.resize(start + self.lattice.len(), other);
        let Some((last, &width)) = self.lattice.last().zip(self.widths.last()) else { return };
        let finish = |c: &Candidate| {
            c.score + i32::from(self.model.transitions[usize::from(c.label) * (count + 1) + count])
        };
        let mut at = 0;
        for index in 1..usize::from(width) {
            if finish(&last[index]) > finish(&last[at]) {
                at = index;
            }
        }
        for (cell, tag) in self.lattice.iter().zip(&mut out[start..]).rev() {
            let candidate = cell[at];
            *tag = self.model.labels.get(usize::from(candidate.label)).copied().unwrap_or(other);
            at = usize::from(candidate.back);
        }
    }
}

fn know(model: &Model, word: &str, mode: u8, seen: Seen) -> Known {
    let mut own = [0; ROOM];
    let mut keys = [0u32; 64];
    let mut count = 0;
    if !word.is_empty() {
        features::own(&seen, |key| push(&mut keys, &mut count, key));
        model.add_all(&keys[..count], &mut own);
    }
    let sides = OFFSETS.map(|offset| {
        let mut row = [0; ROOM];
        count = 0;
        features::side(&seen, -offset, |key| push(&mut keys, &mut count, key));
        model.add_all(&keys[..count], &mut row);
        narrow(row)
    });
    let mut own = narrow(own);
    own[model.labels.len()..].fill(i16::MIN);
    Known { name: Name::new(word, mode), word: word.into(), seen, own, sides }
}

fn top(row: &[i16]) -> i16 {
    row.iter().copied().fold(i16::MIN, i16::max)
}

fn narrow(row: [i16; ROOM]) -> Row {
    let mut narrow = [0; WIDTH];
    narrow.copy_from_slice(&row[..WIDTH]);
    narrow
}

fn push(keys: &mut [u32; 64], count: &mut usize, key: u32) {
    if let Some(slot) = keys.get_mut(*count) {
        *slot = key;
        *count += 1;
    }
}
