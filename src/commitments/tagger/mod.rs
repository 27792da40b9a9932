//! Parts of speech: a linear-chain model over words, their shapes and the company they keep.
//!
//! [`split`] cuts text into treebank words, [`Tagger::tag`] names each of them: a universal part of speech and the
//! Penn Treebank tag, which tells the forms of verbs apart. The weights were trained on the English Web Treebank
//! (`tests/train/tagger.rs`) with word classes from unlabelled text (`tests/train/clusters.rs`); see `NOTICE`.

pub mod features;
mod memory;
pub mod model;
mod split;
mod tags;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use features::Setting;
use memory::{EDGE, Forms, Name, Row};
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
const SURE: i16 = 32;
/// Longer sentences are tagged in pieces of this length.
const PIECE: usize = 4096;

#[derive(Clone, Copy, Default)]
struct Candidate {
    label: u8,
    back: u8,
    score: i32,
}

impl Candidate {
    /// Keeps the best of the first `count` labels with `close` set, the best first; of equal ones the first.
    #[inline]
    fn best_of(
        close: &[u8; WIDTH],
        count: usize,
        score: impl Fn(usize) -> i32,
    ) -> ([Candidate; CANDIDATES], usize) {
        let mut kept = [Candidate::default(); CANDIDATES];
        let mut width = 0;
        for (group, bytes) in close.as_chunks::<8>().0.iter().enumerate() {
            let mut bits = u64::from_le_bytes(*bytes);
            while bits != 0 {
                let label = group * 8 + bits.trailing_zeros() as usize / 8;
                bits &= bits - 1;
                if label >= count {
                    return (kept, width);
                }
                let score = score(label);
                if width == CANDIDATES {
                    if kept[width - 1].score >= score {
                        continue;
                    }
                    width -= 1;
                }
                let mut place = width;
                while place > 0 && kept[place - 1].score < score {
                    kept[place] = kept[place - 1];
                    place -= 1;
                }
                kept[place] = Candidate { label: label as u8, back: 0, score };
                width += 1;
            }
        }
        (kept, width)
    }
}

/// Tags sentences. Cheap to make; remembers word forms it has met, so keep one per thread.
pub struct Tagger {
    model: &'static Model,
    forms: Forms,
    /// The forms of the sentence, with two places outside of it on either side.
    ids: Vec<u32>,
    names: Vec<Name>,
    slots: Vec<usize>,
    lattice: Vec<[Candidate; CANDIDATES]>,
    widths: Vec<u8>,
    /// The words whose neighbours have to be asked, and the features to ask for.
    open: Vec<Open>,
    hits: Vec<u32>,
}

/// A word that single words do not decide.
struct Open {
    at: usize,
    /// What single words say.
    row: Row,
    /// Its features begin at this place of `Tagger::hits`.
    from: usize,
}

impl Tagger {
    /// The tagger with the weights that come with the crate.
    pub fn embedded() -> Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        Self::new(MODEL.get_or_init(|| Model::decode(EMBEDDED).unwrap_or_default()))
    }

    /// A tagger with other weights.
    pub fn new(model: &'static Model) -> Self {
        let forms = Forms::new(model);
        Self {
            model,
            forms,
            ids: Vec::new(),
            names: Vec::new(),
            slots: Vec::new(),
            lattice: Vec::new(),
            widths: Vec::new(),
            open: Vec::new(),
            hits: Vec::new(),
        }
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
        self.forms.tidy();
        self.ids.clear();
        self.ids.extend([EDGE; 2]);
        let mut opening = true;
        self.names.clear();
        self.slots.clear();
        for word in words {
            let name = Name::new(word, features::mode(setting, opening));
            self.names.push(name);
            self.slots.push(name.slot());
            opening = features::opens_after(word, opening);
        }
        self.forms.touch(&self.slots);
        for (word, (&name, &slot)) in words.iter().zip(self.names.iter().zip(&self.slots)) {
            self.ids.push(self.forms.recall(word, name, slot));
        }
        self.ids.extend([EDGE; 2]);
        self.lattice.clear();
        self.widths.clear();
        self.open.clear();
        self.hits.clear();
        for at in 0..words.len() {
            self.alone(at);
        }
        self.model.locate(&mut self.hits);
        let mut to = self.hits.len();
        while let Some(Open { at, row, from }) = self.open.pop() {
            let (cell, width) = self.together(&row, &self.hits[from..to]);
            (self.lattice[at], self.widths[at]) = (cell, width as u8);
            to = from;
        }
        for at in 0..words.len() {
            self.join(at);
        }
        self.trace(out, other);
    }

    /// The best labels of a word by the words around it, each taken alone; where that does not decide, the word is left open.
    fn alone(&mut self, at: usize) {
        let &[l2, l, w, r, r2] = &self.ids[at..at + 5] else { return };
        let [l2, l, w, r, r2] = [l2, l, w, r, r2].map(|id| self.forms.get(id));
        let (own, a, b, c, d) = (&w.own, &l2.sides[0], &l.sides[1], &r.sides[2], &r2.sides[3]);
        let mut row = [0; WIDTH];
        for k in 0..WIDTH {
            let sum = own[k].saturating_add(a[k]).saturating_add(b[k]);
            row[k] = sum.saturating_add(c[k]).saturating_add(d[k]);
        }
        // The room behind the labels holds the least score there is: loops of a fixed length are vector code to their end.
        // As an unsigned byte, which vectors have a maximum of.
        let best = (row.iter().fold(0, |best: u8, &score| best.max(score as u8 ^ 0x80)) ^ 0x80) as i8;
        let floor = best.saturating_sub(MARGIN as i8);
        let count = self.model.labels.len();
        let (cell, width) = Candidate::best_of(&above(&row, floor), count, |k| row[k].into());
        self.lattice.push(cell);
        self.widths.push(width as u8);
        if width > 1 && cell[1].score >= i32::from(best) - i32::from(SURE) {
            self.open.push(Open { at, row, from: self.hits.len() });
            let keys = features::joint(&l2.gist, &l.gist, &w.gist, &r.gist, &r2.gist);
            let mut hits = [0; features::JOINT.next_power_of_two()];
            let count = self.model.sift(&keys, &mut hits);
            self.hits.extend_from_slice(&hits[..count]);
        }
    }

    /// The best labels of an open word: `row` is what single words say, `hits` are the features of groups of words.
    fn together(&self, row: &Row, hits: &[u32]) -> ([Candidate; CANDIDATES], usize) {
        let mut sums = [0; ROOM];
        self.model.add(hits, &mut sums);
        let mut wide = [0; WIDTH];
        for k in 0..WIDTH {
            wide[k] = sums[k] + i16::from(row[k]);
        }
        let best = wide.iter().copied().fold(i16::MIN, i16::max);
        let floor = best.saturating_sub(MARGIN);
        Candidate::best_of(&above(&wide, floor), self.model.labels.len(), |k| wide[k].into())
    }

    /// Joins the labels of a word to those of the word before.
    fn join(&mut self, at: usize) {
        let count = self.model.labels.len();
        let (done, rest) = self.lattice.split_at_mut(at);
        let before = done.last().zip(at.checked_sub(1).map(|last| &self.widths[last]));
        let Some(cell) = rest.first_mut() else { return };
        for candidate in &mut cell[..usize::from(self.widths[at])] {
            let to = usize::from(candidate.label);
            let step = |from: usize| i32::from(self.model.transitions[from * (count + 1) + to]);
            let (mut top, mut back) = (i32::MIN, 0);
            match before {
                None => top = step(count),
                Some((cells, &width)) => {
                    for (index, from) in cells[..usize::from(width)].iter().enumerate() {
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

/// A byte for each score, set where it is `floor` or more.
fn above<T: Copy + PartialOrd>(row: &[T; WIDTH], floor: T) -> [u8; WIDTH] {
    // Not `map`: a loop over places is vector code.
    let mut set = [0; WIDTH];
    for k in 0..WIDTH {
        set[k] = u8::from(row[k] >= floor);
    }
    set
}
