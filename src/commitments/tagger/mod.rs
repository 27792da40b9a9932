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
use memory::{EDGE, Forms, Name};
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
        let forms = Forms::new(model);
        Self { model, forms, ids: Vec::new(), names: Vec::new(), lattice: Vec::new(), widths: Vec::new() }
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
        let mut touched: u32 = 0;
        self.names.clear();
        for word in words {
            let name = Name::new(word, features::mode(setting, opening));
            touched = touched.wrapping_add(self.forms.touch(name));
            self.names.push(name);
            opening = features::opens_after(word, opening);
        }
        std::hint::black_box(touched);
        for (word, &name) in words.iter().zip(&self.names) {
            self.ids.push(self.forms.recall(word, name));
        }
        self.ids.extend([EDGE; 2]);
        self.lattice.clear();
        self.widths.clear();
        for at in 0..words.len() {
            let (mut cell, width) = self.candidates(at);
            self.join(&mut cell[..width]);
            self.lattice.push(cell);
            self.widths.push(width as u8);
        }
        self.trace(out, other);
    }

    /// The best labels of a word by the words around it.
    fn candidates(&self, at: usize) -> ([Candidate; CANDIDATES], usize) {
        let count = self.model.labels.len();
        let ids = &self.ids[at..at + 5];
        let &[l2, l, w, r, r2] = ids else { return Default::default() };
        let own = &self.forms.rows(w).own;
        let (a, b) = (&self.forms.rows(l2).sides[0], &self.forms.rows(l).sides[1]);
        let (c, d) = (&self.forms.rows(r).sides[2], &self.forms.rows(r2).sides[3]);
        let mut row = [0; WIDTH];
        for k in 0..WIDTH {
            let sum = own[k].saturating_add(a[k]).saturating_add(b[k]);
            row[k] = sum.saturating_add(c[k]).saturating_add(d[k]);
        }
        // The room behind the labels holds the least score there is: loops of a fixed length are vector code to their end.
        // As an unsigned byte, which vectors have a maximum of.
        let best = (row.iter().fold(0, |best: u8, &score| best.max(score as u8 ^ 0x80)) ^ 0x80) as i8;
        let floor = best.saturating_sub(MARGIN as i8);
        let (cell, width) = Candidate::best_of(&above(&row, floor), count, |k| row[k].into());
        if width < 2 || cell[1].score < i32::from(best) - i32::from(SURE) {
            return (cell, width);
        }
        let mut sums = [0; ROOM];
        let gist = |id| self.forms.gist(id);
        let keys = features::joint(gist(l2), gist(l), gist(w), gist(r), gist(r2));
        self.model.add_all(&keys, &mut sums);
        let mut wide = [0; WIDTH];
        for k in 0..WIDTH {
            wide[k] = sums[k] + i16::from(row[k]);
        }
        let best = wide.iter().copied().fold(i16::MIN, i16::max);
        let floor = best.saturating_sub(MARGIN);
        Candidate::best_of(&above(&wide, floor), count, |k| wide[k].into())
    }

    /// Joins the labels of a word to those of the word before.
    fn join(&self, cell: &mut [Candidate]) {
        let count = self.model.labels.len();
        let before = self.lattice.last().zip(self.widths.last());
        for candidate in cell {
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
