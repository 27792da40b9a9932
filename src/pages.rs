//! Large buffers in large pages.
//!
//! Linux gives memory out when it is first touched, 4 KB at a time, and each time costs more than reading what is then
//! put there: a sixth of the time of counting the words of 100 MB. It gives 2 MB at a time where it is asked to.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};

/// A large page.
const LARGE: usize = 1 << 21;

/// The allocator of the system, which asks for large pages where a buffer may hold two or more of them. The program and
/// the Python module use it; a program that uses this crate may.
#[derive(Clone, Copy, Debug, Default)]
pub struct LargePages;

// SAFETY: all memory comes from the allocator of the system and goes back to it, with the layouts that it was given.
unsafe impl GlobalAlloc for LargePages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are those that the system asks for; so below.
        let memory = unsafe { System.alloc(layout) };
        advise(memory, layout.size());
        memory
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let memory = unsafe { System.alloc_zeroed(layout) };
        advise(memory, layout.size());
        memory
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let memory = unsafe { System.realloc(memory, layout, size) };
        if size > layout.size() {
            advise(memory, size);
        }
        memory
    }
}

/// Asks for large pages in the `size` bytes at `memory`, which may be null.
#[inline]
fn advise(memory: *mut u8, size: usize) {
    if size >= 2 * LARGE && !memory.is_null() {
        ask(memory, size);
    }
}

#[cold]
#[cfg(target_os = "linux")]
fn ask(memory: *mut u8, size: usize) {
    /// A page of most processors.
    const PAGE: usize = 1 << 12;
    // Whole pages, outwards: the system gives a large buffer a mapping of its own, which starts in the page where the
    // buffer does. With one advice for all of it, it stays one mapping, and can grow without being copied.
    let before = memory.addr() % PAGE;
    let size = (before + size).next_multiple_of(PAGE);
    // SAFETY: each of these pages holds a byte of memory that was just given out. The advice changes nothing that they
    // hold; a system that has other pages, or no large ones, refuses it, and all stays as it was.
    unsafe { libc::madvise(memory.wrapping_sub(before).cast(), size, libc::MADV_HUGEPAGE) };
}

#[cfg(not(target_os = "linux"))]
fn ask(_: *mut u8, _: usize) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_keep_their_bytes_as_they_grow() {
        for sizes in [[0, 1, 9, 5000], [5 << 20, 9 << 20, 40 << 20, 12 << 20], [1, (4 << 20) + 1, 3, 8 << 20]]
        {
            let mut layout = Layout::from_size_align(sizes[0].max(1), 8).expect("a small alignment");
            // SAFETY: no layout is empty, each is the one that the memory has, and all bytes read are in it.
            unsafe {
                let mut memory = LargePages.alloc_zeroed(layout);
                assert!((0..layout.size()).step_by(997).all(|at| *memory.add(at) == 0));
                for size in sizes.into_iter().skip(1) {
                    (0..layout.size()).for_each(|at| *memory.add(at) = (at % 251) as u8);
                    memory = LargePages.realloc(memory, layout, size);
                    assert!((0..size.min(layout.size())).all(|at| *memory.add(at) == (at % 251) as u8));
                    layout = Layout::from_size_align(size, 8).expect("a small alignment");
                }
                LargePages.dealloc(memory, layout);
                let memory = LargePages.alloc(layout);
                assert!(!memory.is_null());
                LargePages.dealloc(memory, layout);
            }
        }
    }
}
