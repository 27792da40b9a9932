//! The weights: their file, and the tables they become in memory.
//!
//! The file keeps like bytes together (all low bytes of the keys, all labels, all weights), which is what lets
//! deflate, hence a wheel or a crate, pack it well.

use super::features::{Entry, Lexicon};
use super::tags::{Tag, Upos, Xpos};

/// Room for labels in a row of scores: a multiple of sixteen, so that sums of bytes are vector code.
pub const WIDTH: usize = 80;

/// Bits of a key that the filter leaves out: it has 2^20 bits, 128 KiB, so that it stays near.
const FILTER_SHIFT: u32 = 12;

/// Room in a row that is being added to: a power of two above every label, which spares a check per weight.
pub(super) const ROOM: usize = 128;

const MAGIC: &[u8; 4] = b"cqT1";

/// A trained model in the form in which it is written.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// The tags; their places are the labels.
    pub labels: Vec<Tag>,
    /// Middle and coarse group of each word class; class 0 is unknown.
    pub groups: Vec<(u8, u8)>,
    /// Word forms by key, ascending.
    pub lexicon: Vec<(u32, Entry)>,
    /// Score of label `b` behind label `a`, at `a * (labels + 1) + b`; the last row and column are the sentence's edges.
    pub transitions: Vec<i16>,
    /// Features by key, ascending, each with its labels and their weights.
    pub features: Vec<(u32, Vec<(u8, i8)>)>,
}

impl Weights {
    /// The bytes of the file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let number = |out: &mut Vec<u8>, n: usize| out.extend_from_slice(&(n as u32).to_le_bytes());
        number(&mut out, self.labels.len());
        number(&mut out, self.groups.len());
        number(&mut out, self.lexicon.len());
        number(&mut out, self.features.len());
        number(&mut out, self.features.iter().map(|f| f.1.len()).sum());
        for label in &self.labels {
            out.extend([label.upos as u8, label.xpos as u8]);
        }
        for group in &self.groups {
            out.extend([group.0, group.1]);
        }
        keys(&mut out, self.lexicon.iter().map(|e| e.0));
        let columns: [fn(&Entry) -> u8; 6] = [
            |e| e.low as u8,
            |e| (e.low >> 8) as u8,
            |e| e.high as u8,
            |e| (e.high >> 8) as u8,
            |e| e.capital,
            |e| e.ambiguity,
        ];
        for column in columns {
            out.extend(self.lexicon.iter().map(|e| column(&e.1)));
        }
        out.extend(self.transitions.iter().map(|w| w.to_le_bytes()[0]));
        out.extend(self.transitions.iter().map(|w| w.to_le_bytes()[1]));
        keys(&mut out, self.features.iter().map(|f| f.0));
        out.extend(self.features.iter().map(|f| f.1.len() as u8));
        out.extend(self.features.iter().flat_map(|f| f.1.iter().map(|w| w.0)));
        out.extend(self.features.iter().flat_map(|f| f.1.iter().map(|w| w.1 as u8)));
        out
    }
}

/// Ascending keys as differences, byte by byte.
fn keys(out: &mut Vec<u8>, keys: impl Iterator<Item = u32> + Clone) {
    for byte in 0..4 {
        let mut last = 0u32;
        for key in keys.clone() {
            out.push(key.wrapping_sub(last).to_le_bytes()[byte]);
            last = key;
        }
    }
}

/// A slot of a hash table: the key, and where its value lies.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: u32,
    value: u32,
}

/// Open addressing with a power of two of slots, at most half full; value 0 is empty.
#[derive(Default)]
struct Table {
    slots: Vec<Slot>,
    shift: u32,
}

impl Table {
    fn new(count: usize) -> Self {
        let size = (count * 2).next_power_of_two().max(16);
        Self { slots: vec![Slot::default(); size], shift: 32 - size.trailing_zeros() }
    }

    fn insert(&mut self, key: u32, value: u32) {
        let mask = self.slots.len() - 1;
        let mut at = (key >> self.shift) as usize;
        while self.slots[at].value != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = Slot { key, value };
    }

    /// The value, or 0.
    #[inline]
    fn get(&self, key: u32) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (key >> self.shift) as usize;
        while let Some(slot) = self.slots.get(at) {
            if slot.key == key || slot.value == 0 {
                return slot.value;
            }
            at = (at + 1) & mask;
        }
        0
    }
}

/// Labels with their weights that fit beside the key.
const INLINE: usize = 5;

/// From this many labels on a feature keeps a weight for every label: adding a whole row is vector code, and the row is
/// little larger than the list would be. The few features that have so many are those that most words have.
const DENSE: usize = 17;

/// A slot of the table of features, a quarter of a cache line. A feature with more labels than fit has the place of
/// all of them in `Model::scores` or `Model::rows` instead.
#[derive(Clone, Copy, Default)]
#[repr(align(16))]
struct Feature {
    key: u32,
    /// How many labels; 0 is an empty slot.
    count: u8,
    labels: [u8; INLINE],
    weights: [i8; INLINE],
}

impl Feature {
    /// Where the labels and weights are of a feature that has more than fit.
    fn place(&self) -> usize {
        let [a, b, c, d, _] = self.labels;
        u32::from_le_bytes([a, b, c, d]) as usize
    }
}

/// A model ready for use.
#[derive(Default)]
pub struct Model {
    pub(super) labels: Vec<Tag>,
    groups: Vec<(u8, u8)>,
    forms: Table,
    entries: Vec<Entry>,
    pub(super) transitions: Vec<i16>,
    /// Open addressing with a power of two of slots, four fifths full at most.
    features: Vec<Feature>,
    shift: u32,
    /// A bit for each feature, found by the upper bits of its key: most joint features that a text has were never
    /// seen in training, and this much fits into the cache.
    filter: Vec<u64>,
    /// Labels and weights of the features that have some.
    scores: Vec<(u8, i8)>,
    /// Weights of the features that have many.
    rows: Vec<[i8; WIDTH]>,
}

/// Reads a file from the front.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(count)?;
        self.0 = tail;
        Some(head)
    }

    fn number(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?) as usize)
    }

    fn keys(&mut self, count: usize) -> Option<Vec<u32>> {
        let planes = [self.take(count)?, self.take(count)?, self.take(count)?, self.take(count)?];
        let mut last = 0u32;
        let differences = (0..count).map(|i| u32::from_le_bytes(planes.map(|p| p[i])));
        Some(
            differences
                .map(|d| {
                    last = last.wrapping_add(d);
                    last
                })
                .collect(),
        )
    }
}

impl Model {
    /// Reads a file of weights; `None` when it is not one.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take(4)? != MAGIC {
            return None;
        }
        let (labels, groups, forms) = (reader.number()?, reader.number()?, reader.number()?);
        let (features, scores) = (reader.number()?, reader.number()?);
        if labels == 0 || labels > WIDTH || scores >= 1 << 24 {
            return None;
        }
        let mut model = Model::default();
        for pair in reader.take(labels * 2)?.chunks_exact(2) {
            let upos = *Upos::ALL.get(usize::from(pair[0]))?;
            model.labels.push(Tag { upos, xpos: *Xpos::ALL.get(usize::from(pair[1]))? });
        }
        model.groups = reader.take(groups.checked_mul(2)?)?.chunks_exact(2).map(|p| (p[0], p[1])).collect();
        let keys = reader.keys(forms)?;
        let columns = [(); 6].map(|()| reader.take(forms));
        let [Some(low), Some(low2), Some(high), Some(high2), Some(capital), Some(ambiguity)] = columns else {
            return None;
        };
        model.forms = Table::new(forms);
        for (i, &key) in keys.iter().enumerate() {
            model.entries.push(Entry {
                low: u16::from_le_bytes([low[i], low2[i]]),
                high: u16::from_le_bytes([high[i], high2[i]]),
                capital: capital[i],
                ambiguity: ambiguity[i],
            });
            model.forms.insert(key, i as u32 + 1);
        }
        let cells = (labels + 1) * (labels + 1);
        let (low, high) = (reader.take(cells)?, reader.take(cells)?);
        model.transitions = low.iter().zip(high).map(|(&a, &b)| i16::from_le_bytes([a, b])).collect();
        let keys = reader.keys(features)?;
        let lengths = reader.take(features)?;
        let names = reader.take(scores)?;
        let weights = reader.take(scores)?;
        if lengths.iter().map(|&n| usize::from(n)).sum::<usize>() != scores
            || names.iter().any(|&n| usize::from(n) >= labels)
        {
            return None;
        }
        let size = (features + features / 4).next_power_of_two().max(16);
        model.features = vec![Feature::default(); size];
        model.shift = 32 - size.trailing_zeros();
        model.filter = vec![0; 1 << (32 - FILTER_SHIFT - 6)];
        let (mut names, mut weights) = (names, weights);
        for (&key, &length) in keys.iter().zip(lengths) {
            let (name, weight);
            (name, names) = names.split_at_checked(usize::from(length))?;
            (weight, weights) = weights.split_at_checked(usize::from(length))?;
            if length > 0 {
                model.insert(key, name, weight);
            }
        }
        Some(model)
    }

    fn insert(&mut self, key: u32, labels: &[u8], weights: &[u8]) {
        let mut feature = Feature { key, count: labels.len() as u8, ..Feature::default() };
        if labels.len() >= DENSE {
            feature.labels[..4].copy_from_slice(&(self.rows.len() as u32).to_le_bytes());
            let mut row = [0; WIDTH];
            for (&label, &w) in labels.iter().zip(weights) {
                row[usize::from(label)] = w as i8;
            }
            self.rows.push(row);
        } else if labels.len() > INLINE {
            feature.labels[..4].copy_from_slice(&(self.scores.len() as u32).to_le_bytes());
            self.scores.extend(labels.iter().zip(weights).map(|(&l, &w)| (l, w as i8)));
        } else {
            feature.labels[..labels.len()].copy_from_slice(labels);
            for (cell, &w) in feature.weights.iter_mut().zip(weights) {
                *cell = w as i8;
            }
        }
        let mask = self.features.len() - 1;
        let mut at = (key >> self.shift) as usize;
        while self.features[at].count != 0 {
            at = (at + 1) & mask;
        }
        self.features[at] = feature;
        let bit = key >> FILTER_SHIFT;
        self.filter[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    #[inline]
    fn spread(&self, feature: &Feature, row: &mut [i16; ROOM]) {
        let count = usize::from(feature.count);
        if count <= INLINE {
            // All places, for the rest adds nothing: a loop that ends anywhere would be guessed wrong half of the time.
            for k in 0..INLINE {
                bump(row, feature.labels[k], feature.weights[k]);
            }
        } else {
            let place = feature.place();
            if count >= DENSE {
                let weights = self.rows.get(place).unwrap_or(&[0; WIDTH]);
                for k in 0..WIDTH {
                    row[k] = row[k].wrapping_add(i16::from(weights[k]));
                }
                return;
            }
            for &(label, weight) in self.scores.get(place..place + count).unwrap_or(&[]) {
                bump(row, label, weight);
            }
        }
    }

    /// Writes those of `keys` to `hits` that may have weights, and returns how many: of most there is no bit in the filter.
    ///
    /// `sift`, `locate` and `add` are passes over the keys of many words, because the time goes into waiting for memory:
    /// each pass only reads what the one before has found the place of, so that the processor fetches much at once.
    /// Word by word tagging took a sixth more time.
    #[inline]
    pub(super) fn sift<const N: usize>(&self, keys: &[u32], hits: &mut [u32; N]) -> usize {
        let mut count = 0;
        for &key in keys.iter().take(N) {
            let bit = key >> FILTER_SHIFT;
            let word = self.filter.get((bit >> 6) as usize).copied().unwrap_or(0);
            hits[count % N] = key;
            count += (word >> (bit & 63) & 1) as usize;
        }
        count
    }

    /// Makes places in the table of features out of keys; the place of a key that has none is an empty slot.
    #[inline]
    pub(super) fn locate(&self, hits: &mut [u32]) {
        let Some(mask) = self.features.len().checked_sub(1) else { return };
        let slots = hits.iter().map(|key| self.features[(key >> self.shift) as usize & mask].key);
        std::hint::black_box(slots.fold(0, u32::wrapping_add));
        for hit in &mut *hits {
            let mut at = (*hit >> self.shift) as usize & mask;
            while self.features[at].key != *hit && self.features[at].count != 0 {
                at = (at + 1) & mask;
            }
            *hit = at as u32;
        }
        let lists = hits.iter().map(|&at| {
            let feature = &self.features[at as usize & mask];
            let count = usize::from(feature.count);
            if count <= INLINE {
                0
            } else if count >= DENSE {
                self.rows.get(feature.place()).map_or(0, |row| row[0] ^ row[WIDTH - 1])
            } else {
                self.scores.get(feature.place()).map_or(0, |score| score.1)
            }
        });
        std::hint::black_box(lists.fold(0, i8::wrapping_add));
    }

    /// Adds the weights of the features at `places` to `row`.
    #[inline]
    pub(super) fn add(&self, places: &[u32], row: &mut [i16; ROOM]) {
        for &place in places {
            if let Some(feature) = self.features.get(place as usize) {
                self.spread(feature, row);
            }
        }
    }

    /// Adds the weights of all features among `keys` to `row`; many will not exist.
    pub(super) fn add_all(&self, keys: &[u32], row: &mut [i16; ROOM]) {
        let mut hits = [0; 64];
        for keys in keys.chunks(64) {
            let count = self.sift(keys, &mut hits);
            let hits = &mut hits[..count];
            self.locate(hits);
            self.add(hits, row);
        }
    }
}

#[inline]
fn bump(row: &mut [i16; ROOM], label: u8, weight: i8) {
    let cell = &mut row[usize::from(label) & (ROOM - 1)];
    *cell = cell.wrapping_add(i16::from(weight));
}

impl Lexicon for Model {
    fn entry(&self, key: u32) -> Entry {
        let value = self.forms.get(key) as usize;
        self.entries.get(value.wrapping_sub(1)).copied().unwrap_or_default()
    }

    fn groups(&self, class: u16) -> (u16, u16) {
        self.groups.get(usize::from(class)).map_or((0, 0), |g| (u16::from(g.0), u16::from(g.1)))
    }
}
