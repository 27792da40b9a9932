//! Word forms met lately, with what each adds to the scores of labels at its own place and at its neighbours'.
//!
//! Scores are bytes here: of the word forms of 2.5 MB of official texts no sum at a neighbour's place left -81..43, and
//! those of a word by itself count only near its best label. A form is then seven cache lines, and sixteen labels fit into
//! a register. With 16-bit scores tagging took 2.1 times the instructions, and a form twice the memory. `tests.rs` adds
//! up all features plainly and compares the tags.

use super::features::{self, Gist, Seen, shared};
use super::model::{Model, ROOM, WIDTH};

/// Remembered word forms, before those that were not met lately are forgotten.
const REMEMBERED: usize = 16384;
/// Slots for them: a power of two, well above the number of forms and a piece.
const SLOTS: usize = 1 << 15;

/// How far the best label of a word by itself stands above zero: sums leave the range of a byte only for labels far below
/// the best, and there the sum stops at its end.
const BEST: i16 = 40;

/// Scores of the labels.
pub(super) type Row = [i8; WIDTH];

/// What a form adds to the scores of labels.
#[derive(Clone)]
#[repr(align(16))]
pub(super) struct Rows {
    pub own: Row,
    /// For the words two before, one before, one behind, two behind.
    pub sides: [Row; 4],
}

const OFFSETS: [i32; 4] = [2, 1, -1, -2];

/// Enough of a word to tell short ones apart without following a pointer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    first: u64,
    last: u64,
    length: usize,
    mode: u8,
}

impl Name {
    /// All of a word up to 16 bytes, the ends of a longer one.
    pub fn new(word: &str, mode: u8) -> Self {
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

/// Word forms met lately; the first is the place outside the sentence.
pub(super) struct Memory {
    names: Vec<Name>,
    /// The forms of more than 16 bytes; of the others `names` knows all.
    words: Vec<Box<str>>,
    rows: Vec<Rows>,
    gists: Vec<Gist>,
    slots: Vec<u32>,
}

/// The number of the place outside the sentence.
pub(super) const EDGE: u32 = 0;

impl Memory {
    fn new(edge: Form) -> Self {
        let mut made = Self {
            names: Vec::new(),
            words: Vec::new(),
            rows: Vec::new(),
            gists: Vec::new(),
            slots: vec![0; SLOTS],
        };
        made.push(edge);
        made
    }

    fn push(&mut self, form: Form) -> u32 {
        self.names.push(form.name);
        self.words.push(form.word);
        self.rows.push(form.rows);
        self.gists.push(form.gist);
        self.names.len() as u32 - 1
    }

    /// The number of a form, or the slot where it should go.
    fn find(&self, word: &str, name: Name) -> Result<u32, usize> {
        let mut at = name.hash() & (SLOTS - 1);
        loop {
            match self.slots[at] {
                0 => return Err(at),
                id => {
                    let known = id as usize;
                    if self.names[known] == name && (name.whole() || *self.words[known] == *word) {
                        return Ok(id);
                    }
                }
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    fn form(&self, id: u32) -> Form {
        let at = id as usize;
        Form {
            name: self.names[at],
            word: self.words[at].clone(),
            rows: self.rows[at].clone(),
            gist: self.gists[at],
        }
    }

    fn clear(&mut self) {
        self.slots.fill(0);
        self.names.truncate(1);
        self.words.truncate(1);
        self.rows.truncate(1);
        self.gists.truncate(1);
    }
}

/// A form on its way into the memory.
struct Form {
    name: Name,
    word: Box<str>,
    rows: Rows,
    gist: Gist,
}

/// The memory of a tagger.
pub(super) struct Forms {
    model: &'static Model,
    now: Memory,
    /// What was remembered before `now` was begun anew.
    before: Memory,
    shared: Shared,
}

impl Forms {
    pub fn new(model: &'static Model) -> Self {
        let mut shared = Shared::default();
        let (now, before) = (Memory::new(shared.edge(model)), Memory::new(shared.edge(model)));
        Self { model, now, before, shared }
    }

    /// Forgets what was not met lately, if it has become much; numbers of forms hold until then.
    pub fn tidy(&mut self) {
        if self.now.names.len() > REMEMBERED {
            std::mem::swap(&mut self.now, &mut self.before);
            self.now.clear();
        }
    }

    /// Reads where a form should be and what is there, so that the processor fetches many at once: the time goes into
    /// waiting for memory.
    #[inline]
    pub fn touch(&self, name: Name) -> u32 {
        let id = self.now.slots[name.hash() & (SLOTS - 1)] as usize;
        let Rows { own, sides: [a, b, c, d] } = &self.now.rows[id];
        // One byte of each cache line.
        let lines = [own[0], own[64], a[48], b[32], c[16], d[0], d[64]];
        lines.into_iter().fold(u32::from(self.now.names[id].mode), |sum, byte| sum.wrapping_add(byte as u32))
    }

    /// The number of a word form, which is worked out on first meeting.
    pub fn recall(&mut self, word: &str, name: Name) -> u32 {
        match self.now.find(word, name) {
            Ok(id) => id,
            Err(slot) => {
                let form = match self.before.find(word, name) {
                    Ok(id) => self.before.form(id),
                    Err(_) => self.shared.form(self.model, word, name),
                };
                let id = self.now.push(form);
                self.now.slots[slot] = id;
                id
            }
        }
    }

    #[inline]
    pub fn rows(&self, id: u32) -> &Rows {
        &self.now.rows[id as usize]
    }

    #[inline]
    pub fn gist(&self, id: u32) -> &Gist {
        &self.now.gists[id as usize]
    }
}

/// Sums at the four neighbours' places.
type Sums = [[i16; WIDTH]; 4];

/// Sums of the features that many words share, by what they depend on.
#[derive(Default)]
struct Shared {
    classes: Vec<Option<Box<Sums>>>,
    ambiguities: Vec<Option<Box<Sums>>>,
    shapes: Vec<Option<Box<Sums>>>,
}

impl Shared {
    fn edge(&mut self, model: &Model) -> Form {
        let seen = Seen::edge();
        let rows = Rows { own: [0; WIDTH], sides: self.sides(model, &seen) };
        Form { name: Name::new("", 0), word: "".into(), rows, gist: seen.gist() }
    }

    fn form(&mut self, model: &Model, word: &str, name: Name) -> Form {
        let seen = features::see(word, name.mode, model);
        let mut own = [0; ROOM];
        sum(model, |out| features::own(&seen, out), &mut own);
        let labels = model.labels.len();
        let best = own[..labels].iter().copied().fold(i16::MIN, i16::max);
        let mut narrow = [i8::MIN; WIDTH];
        for (cell, score) in narrow.iter_mut().zip(&own[..labels]) {
            *cell = byte(score - best + BEST);
        }
        let rows = Rows { own: narrow, sides: self.sides(model, &seen) };
        Form { name, word: if name.whole() { "" } else { word }.into(), rows, gist: seen.gist() }
    }

    /// What a word adds at its neighbours' places.
    fn sides(&mut self, model: &Model, w: &Seen) -> [Row; 4] {
        let classes = entry(&mut self.classes, shared::class_of(w), || {
            sums(model, |offset, out| shared::class(w, offset, out))
        });
        let ambiguities = entry(&mut self.ambiguities, shared::ambiguity_of(w), || {
            sums(model, |offset, out| shared::ambiguity(w, offset, out))
        });
        let shapes = entry(&mut self.shapes, shared::shape_of(w), || {
            sums(model, |offset, out| shared::shape(w, offset, out))
        });
        let mut sides = [[0; WIDTH]; 4];
        for (at, offset) in OFFSETS.into_iter().enumerate() {
            let mut row = [0; ROOM];
            sum(model, |out| shared::form(w, -offset, out), &mut row);
            let (a, b, c) = (&classes[at], &ambiguities[at], &shapes[at]);
            for k in 0..WIDTH {
                sides[at][k] = byte(row[k] + a[k] + b[k] + c[k]);
            }
        }
        sides
    }
}

/// The sums under a number, made at first use.
fn entry(list: &mut Vec<Option<Box<Sums>>>, at: usize, make: impl FnOnce() -> Sums) -> &Sums {
    if list.len() <= at {
        list.resize_with(at + 1, || None);
    }
    list[at].get_or_insert_with(|| Box::new(make()))
}

/// What the features that `emit` gives for an offset add at each of the neighbours' places.
fn sums(model: &Model, emit: impl Fn(i32, &mut dyn FnMut(u32))) -> Sums {
    OFFSETS.map(|offset| {
        let mut row = [0; ROOM];
        sum(model, |out| emit(-offset, out), &mut row);
        let mut narrow = [0; WIDTH];
        narrow.copy_from_slice(&row[..WIDTH]);
        narrow
    })
}

/// Adds the weights of the features that `emit` gives.
fn sum(model: &Model, emit: impl FnOnce(&mut dyn FnMut(u32)), row: &mut [i16; ROOM]) {
    let mut keys = [0u32; 64];
    let mut count = 0;
    emit(&mut |key| {
        if let Some(slot) = keys.get_mut(count) {
            *slot = key;
            count += 1;
        }
    });
    model.add_all(&keys[..count], row);
}

/// The nearest byte.
fn byte(score: i16) -> i8 {
    score.clamp(i16::from(i8::MIN), i16::from(i8::MAX)) as i8
}
