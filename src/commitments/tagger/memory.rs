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
pub(super) const BEST: i16 = 40;

/// Scores of the labels.
pub(super) type Row = [i8; WIDTH];

/// A form, and what it adds to the scores of labels: seven cache lines, read together.
#[derive(Clone)]
#[repr(align(64))]
pub(super) struct Form {
    name: Name,
    pub gist: Gist,
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
    length: u32,
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
        Self { first, last, length: bytes.len() as u32, mode }
    }

    fn whole(self) -> bool {
        self.length <= 16
    }

    /// The slot where its form is looked for first.
    pub fn slot(self) -> usize {
        let h = (self.first ^ u64::from(self.length) << 56 ^ u64::from(self.mode) << 50)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let h = (h ^ (h >> 32) ^ self.last).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (h ^ (h >> 32)) as usize & (SLOTS - 1)
    }
}

/// Word forms met lately; the first is the place outside the sentence.
pub(super) struct Memory {
    forms: Vec<Form>,
    /// The words of more than 16 bytes; of the others their names know all.
    words: Vec<Box<str>>,
    slots: Vec<u32>,
}

/// The number of the place outside the sentence.
pub(super) const EDGE: u32 = 0;

impl Memory {
    fn new(edge: Form) -> Self {
        let mut made = Self { forms: Vec::new(), words: Vec::new(), slots: vec![0; SLOTS] };
        made.push(edge, "");
        made
    }

    fn push(&mut self, form: Form, word: &str) -> u32 {
        self.words.push(if form.name.whole() { "" } else { word }.into());
        self.forms.push(form);
        self.forms.len() as u32 - 1
    }

    /// The number of a form, or the slot where it should go.
    fn find(&self, word: &str, name: Name, slot: usize) -> Result<u32, usize> {
        let mut at = slot;
        loop {
            match self.slots[at] {
                0 => return Err(at),
                id => {
                    let known = id as usize;
                    if self.forms[known].name == name && (name.whole() || *self.words[known] == *word) {
                        return Ok(id);
                    }
                }
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    fn clear(&mut self) {
        self.slots.fill(0);
        self.forms.truncate(1);
        self.words.truncate(1);
    }
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
        if self.now.forms.len() > REMEMBERED {
            std::mem::swap(&mut self.now, &mut self.before);
            self.now.clear();
        }
    }

    /// Reads what is behind the slots, so that the processor fetches many forms at once: the time goes into waiting for
    /// memory.
    #[inline]
    pub fn touch(&self, slots: &[usize]) {
        let touched = slots.iter().fold(0, |sum: i8, &slot| {
            let Form { own, sides: [a, b, c, d], .. } = &self.now.forms[self.now.slots[slot] as usize];
            // One byte of each cache line.
            let lines = [own[0], own[24], a[8], b[0], b[72], c[56], d[40]];
            lines.into_iter().fold(sum, i8::wrapping_add)
        });
        std::hint::black_box(touched);
    }

    /// The number of a word form, which is worked out on first meeting.
    pub fn recall(&mut self, word: &str, name: Name, slot: usize) -> u32 {
        match self.now.find(word, name, slot) {
            Ok(id) => id,
            Err(free) => {
                let form = match self.before.find(word, name, slot) {
                    Ok(id) => self.before.forms[id as usize].clone(),
                    Err(_) => self.shared.form(self.model, word, name),
                };
                let id = self.now.push(form, word);
                self.now.slots[free] = id;
                id
            }
        }
    }

    #[inline]
    pub fn get(&self, id: u32) -> &Form {
        &self.now.forms[id as usize]
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
        Form { name: Name::new("", 0), gist: seen.gist(), own: [0; WIDTH], sides: self.sides(model, &seen) }
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
        Form { name, gist: seen.gist(), own: narrow, sides: self.sides(model, &seen) }
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
