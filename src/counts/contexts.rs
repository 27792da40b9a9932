//! The words around the places of a node: copied while text is read, or looked up afterwards. That both give the same
//! is tested where pairs are counted.

use std::ops::Range;

use super::words::Window;

/// Stands between runs.
pub(super) const BREAK: u32 = u32::MAX;
/// Runs of some documents, a break before and after each.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub ids: Vec<u32>,
    /// Documents, and where each begins in `ids`.
    pub docs: Vec<(u32, usize)>,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub segment: u32,
    pub at: u32,
    pub doc: u32,
}

/// Where nodes stand, with the words around.
pub(super) trait Found {
    /// What its memory is made of, used again for the next nodes.
    type Memory: Default;

    /// Room for `places`.
    fn new(places: usize, window: Window, memory: Self::Memory) -> Self;

    /// Gives the memory back.
    fn memory(self) -> Self::Memory;

    /// Puts a place, of whose segment these are the `ids`, to number `to`.
    fn put(&mut self, to: usize, place: Place, ids: &[u32]);

    /// Gives, of each of the `places`, the document and the words before and after the node up to number `most`, within
    /// the run.
    fn each(
        &mut self,
        places: Range<usize>,
        segments: &[Segment],
        most: u32,
        take: impl FnMut(u32, &[u32], &[u32]),
    );
}

/// The words around each place, copied while the text is read in its order. For narrow windows: looked up afterwards,
/// place by place, each is a cache miss; that took 0.4 of 3.6 s for 100 MB of text and a window of four words.
pub(super) struct Near {
    window: Window,
    /// Of each place as many numbers as the window and the node are wide; the document stands for the node.
    ids: Vec<u32>,
    kept: (Vec<u32>, Vec<u32>),
}

impl Near {
    /// A place takes at most 52 bytes.
    pub const WIDEST: usize = 12;

    fn width(&self) -> usize {
        self.window.left + 1 + self.window.right
    }
}

impl Found for Near {
    type Memory = Vec<u32>;

    fn new(places: usize, window: Window, ids: Vec<u32>) -> Near {
        let kept = (vec![0; window.left + 1], vec![0; window.right + 1]);
        let mut near = Near { window, ids, kept };
        near.ids.resize(places * near.width(), 0);
        near
    }

    fn memory(self) -> Vec<u32> {
        self.ids
    }

    #[inline]
    fn put(&mut self, to: usize, Place { at, doc, .. }: Place, ids: &[u32]) {
        let (Window { left, right }, width, at) = (self.window, self.width(), at as usize);
        let copy = &mut self.ids[to * width..][..width];
        if at >= left && at + right < ids.len() {
            copy_few(copy, &ids[at - left..][..width]);
        } else {
            // Near an end of the segment, where a run ends, too.
            copy.fill(BREAK);
            let (from, to) = (at.saturating_sub(left), (at + 1 + right).min(ids.len()));
            copy[(left + from) - at..][..to - from].copy_from_slice(&ids[from..to]);
        }
        copy[left] = doc;
    }

    #[inline]
    fn each(
        &mut self,
        places: Range<usize>,
        _: &[Segment],
        most: u32,
        mut take: impl FnMut(u32, &[u32], &[u32]),
    ) {
        let (left, width) = (self.window.left, self.width());
        let (before, after) = &mut self.kept;
        for context in self.ids[places.start * width..places.end * width].chunks_exact(width) {
            let befores = keep(context[..left].iter().rev(), most, before);
            let afters = keep(context[left + 1..].iter(), most, after);
            take(context[left], &before[..befores], &after[..afters]);
        }
    }
}

/// Copies a few numbers as two blocks that may overlap: of a length that is not known, each copy was a call.
#[inline]
fn copy_few(to: &mut [u32], from: &[u32]) {
    let len = to.len().min(from.len());
    if len >= 8 {
        to[..8].copy_from_slice(&from[..8]);
        to[len - 8..len].copy_from_slice(&from[len - 8..len]);
    } else if len >= 4 {
        to[..4].copy_from_slice(&from[..4]);
        to[len - 4..len].copy_from_slice(&from[len - 4..len]);
    } else {
        to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    }
}

/// The places, for windows of any width.
pub(super) struct Places {
    places: Vec<Place>,
    contexts: Contexts,
}

impl Found for Places {
    type Memory = Vec<Place>;

    fn new(places: usize, window: Window, mut memory: Vec<Place>) -> Places {
        memory.resize(places, Place::default());
        Places { places: memory, contexts: Contexts::new(window) }
    }

    fn memory(self) -> Vec<Place> {
        self.places
    }

    #[inline]
    fn put(&mut self, to: usize, place: Place, _: &[u32]) {
        self.places[to] = place;
    }

    fn each(
        &mut self,
        places: Range<usize>,
        segments: &[Segment],
        most: u32,
        mut take: impl FnMut(u32, &[u32], &[u32]),
    ) {
        for batch in self.places[places].chunks(self.contexts.batch) {
            self.contexts.read(batch, segments);
            self.contexts.each(most, &mut take);
        }
    }
}

/// The words around some places of a node. Read in batches, so that the reads, each a cache miss, wait together.
struct Contexts {
    window: Window,
    /// How many places to read at once: 16 KiB of context.
    batch: usize,
    ids: Vec<u32>,
    /// Of each place its document, where the node stands in `ids`, and where its context ends.
    nodes: Vec<(u32, usize, usize)>,
    kept: (Vec<u32>, Vec<u32>),
}

impl Contexts {
    fn new(window: Window) -> Contexts {
        let batch = (4096 / (window.left + window.right + 1)).max(1);
        let kept = (vec![0; window.left + 1], vec![0; window.right + 1]);
        Contexts { window, batch, ids: Vec::new(), nodes: Vec::new(), kept }
    }

    fn read(&mut self, places: &[Place], segments: &[Segment]) {
        self.ids.clear();
        self.nodes.clear();
        for place in places {
            let (ids, at) = (&segments[place.segment as usize].ids, place.at as usize);
            let from = at.saturating_sub(self.window.left);
            let to = (at + 1).saturating_add(self.window.right).min(ids.len());
            let node = self.ids.len() + at - from;
            self.ids.extend_from_slice(&ids[from..to]);
            self.nodes.push((place.doc, node, self.ids.len()));
        }
    }

    /// Gives each document, and the words before and after the node up to number `most`, within the run.
    #[inline]
    fn each(&mut self, most: u32, mut take: impl FnMut(u32, &[u32], &[u32])) {
        let (before, after) = &mut self.kept;
        let mut start = 0;
        for &(doc, node, end) in &self.nodes {
            let befores = keep(self.ids[start..node].iter().rev(), most, before);
            let afters = keep(self.ids[node + 1..end].iter(), most, after);
            take(doc, &before[..befores], &after[..afters]);
            start = end;
        }
    }
}

/// Writes the numbers up to `most` that come before a break, and returns how many there are; without branches.
#[inline]
fn keep<'i>(ids: impl Iterator<Item = &'i u32>, most: u32, kept: &mut [u32]) -> usize {
    let (mut len, mut in_run) = (0, true);
    for &id in ids {
        in_run &= id != BREAK;
        kept[len] = id;
        len += usize::from(in_run & (id <= most));
    }
    len
}
