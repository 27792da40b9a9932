//! The texts of rows, in large blocks.
//!
//! A system that gives memory out 4 KB at a time takes as long to do so as serde takes to parse what is put there; a
//! block is large enough for large pages, and nothing is copied when it is full.

use std::ops::Range;
use std::sync::Arc;

use super::Row;
use crate::text::Text;

/// Where the text of a row was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written {
    block: usize,
    range: Range<usize>,
}

/// Blocks, the last of which is written to.
#[derive(Debug, Default)]
pub(super) struct Pool {
    blocks: Vec<String>,
    /// The size of a block in bytes, but for larger texts.
    size: usize,
}

impl Pool {
    /// The largest block in bytes, but for larger texts.
    const BLOCK: u64 = 1 << 24;

    /// For about so many bytes.
    pub(super) fn new(bytes: u64) -> Pool {
        Pool { blocks: Vec::new(), size: bytes.min(Pool::BLOCK) as usize }
    }

    /// Sees to it that so many bytes fit.
    pub(super) fn reserve(&mut self, bytes: usize) {
        let room = |block: &String| block.capacity() - block.len() >= bytes;
        if !self.blocks.last().is_some_and(room) {
            self.blocks.push(String::with_capacity(bytes.max(self.size)));
        }
    }

    /// How far the last block is written.
    pub(super) fn mark(&mut self) -> usize {
        if self.blocks.is_empty() {
            self.blocks.push(String::new());
        }
        self.blocks[self.blocks.len() - 1].len()
    }

    /// Forgets what was written after a mark.
    pub(super) fn rewind(&mut self, mark: usize) {
        if let Some(block) = self.blocks.last_mut() {
            block.truncate(mark);
        }
    }

    /// Writes on.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(block) = self.blocks.last_mut() {
            block.push_str(text);
        }
    }

    /// What was written since a mark.
    pub(super) fn since(&self, mark: usize) -> Option<Written> {
        let block = self.blocks.len().checked_sub(1)?;
        Some(Written { block, range: mark..self.blocks[block].len() })
    }

    /// Gives rows the texts that were written for them.
    pub(super) fn seal<'r>(self, rows: impl IntoIterator<Item = &'r mut Row>) {
        let sealed = |mut block: String| {
            // Of a file that is mostly other columns.
            if block.len() < block.capacity() / 2 {
                block.shrink_to_fit();
            }
            Arc::new(block)
        };
        let blocks: Vec<Arc<String>> = self.blocks.into_iter().map(sealed).collect();
        for row in rows {
            if let Some(Written { block, range }) = row.written.take() {
                row.input.text = Text::piece(&blocks[block], range);
            }
        }
    }
}
