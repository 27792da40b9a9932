//! The one file that names rayon: the pool, the chunks, and reduction in the order of the documents.
//!
//! A [`Run`] goes through every call that may take long: it holds the number of threads, the size of a chunk, the
//! flag that stops the work and the counter that progress bars read. Nothing here may change a result: chunks are
//! reduced in the order of their items, so one thread and sixty-four give the same bytes.

use std::cmp::Ordering as Order;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::error::{Error, Result};

/// Bytes of text in one unit of parallel work. Large enough that a chunk's own tables amortise, small enough that
/// two cores stay busy on a few megabytes and that Ctrl-C answers within a fraction of a second.
pub const CHUNK_BYTES: usize = 1 << 20;

/// How one call runs: threads, chunk size, cancellation, progress. Cheap to clone; clones share flag and counter.
#[derive(Clone, Debug)]
pub struct Run {
    threads: usize,
    chunk_bytes: usize,
    cancelled: Arc<AtomicBool>,
    progress: Arc<Progress>,
}

#[derive(Debug, Default)]
struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    documents: AtomicU64,
}

impl Default for Run {
    fn default() -> Run {
        Run {
            threads: available_threads(),
            chunk_bytes: CHUNK_BYTES,
            cancelled: Arc::default(),
            progress: Arc::default(),
        }
    }
}

/// Returns the number of hardware threads, at least 1.
pub fn available_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

impl Run {
    /// A run on one thread; results do not depend on it.
    pub fn serial() -> Run {
        // Not from the default, for which the number of threads is asked of the system: 50 µs.
        Run { threads: 1, chunk_bytes: CHUNK_BYTES, cancelled: Arc::default(), progress: Arc::default() }
    }

    /// A run on `threads` threads.
    ///
    /// # Errors
    /// `threads` outside 1 to 1,024.
    pub fn with_threads(threads: usize) -> Result<Run> {
        if !(1..=1024).contains(&threads) {
            return Err(Error::bad_value("threads", threads, "from 1 to 1024"));
        }
        Ok(Run { threads, ..Run::default() })
    }

    /// The same run, with the same flag and counter, on `threads` threads.
    ///
    /// # Errors
    /// `threads` outside 1 to 1,024.
    pub fn on_threads(self, threads: usize) -> Result<Run> {
        Ok(Run { threads: Run::with_threads(threads)?.threads, ..self })
    }

    /// The same run with chunks of about `chunk_bytes` bytes of text.
    ///
    /// # Errors
    /// A chunk of no bytes.
    pub fn with_chunk_bytes(mut self, chunk_bytes: usize) -> Result<Run> {
        if chunk_bytes == 0 {
            return Err(Error::bad_value("chunk_bytes", chunk_bytes, "at least 1"));
        }
        self.chunk_bytes = chunk_bytes;
        Ok(self)
    }

    /// The same run, stopped by the same flag, whose progress nobody sees.
    #[must_use]
    pub fn quiet(&self) -> Run {
        Run { progress: Arc::default(), ..self.clone() }
    }

    /// The number of threads.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// About how many bytes of text one unit of work holds.
    pub fn chunk_bytes(&self) -> usize {
        self.chunk_bytes
    }

    /// Asks the work to stop; it does at its next [`Run::check`].
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Returns an error of kind `Interrupted` if [`Run::cancel`] was called.
    pub fn check(&self) -> Result<()> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Error::interrupted()) } else { Ok(()) }
    }

    /// Adds to the work there is, in bytes.
    pub fn expect(&self, bytes: u64) {
        self.progress.total.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Adds to the work done, in bytes.
    pub fn advance(&self, bytes: u64) {
        self.progress.done.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Adds to the documents done.
    pub fn count_documents(&self, documents: u64) {
        self.progress.documents.fetch_add(documents, Ordering::Relaxed);
    }

    /// The documents done, where they are counted.
    pub fn documents(&self) -> u64 {
        self.progress.documents.load(Ordering::Relaxed)
    }

    /// The work done and the work there is, in bytes.
    pub fn progress(&self) -> (u64, u64) {
        (self.progress.done.load(Ordering::Relaxed), self.progress.total.load(Ordering::Relaxed))
    }

    /// Returns `work(item)` for every item, in the order of the items.
    ///
    /// # Errors
    /// The first error in the order of the items, or `Interrupted`.
    pub fn map<T: Sync, R: Send>(
        &self,
        items: &[T],
        work: impl Fn(&T) -> Result<R> + Sync,
    ) -> Result<Vec<R>> {
        let one = |item: &T| self.check().and_then(|()| work(item));
        if self.threads == 1 || items.len() < 2 {
            return items.iter().map(one).collect();
        }
        // Rayon alone would cut the items into four pieces for two threads, and the last of them keeps one thread waiting.
        let piece = items.len().div_ceil(32 * self.threads);
        let results: Vec<Result<R>> =
            self.install(|| items.par_iter().with_max_len(piece).map(one).collect())?;
        results.into_iter().collect()
    }

    /// [`Run::map`] with something that is costly to make and used again, one a thread. What it remembers of the items
    /// before must not show in a result.
    ///
    /// # Errors
    /// The first error in the order of the items, or `Interrupted`.
    pub fn map_with<T: Sync, S: Send, R: Send>(
        &self,
        items: &[T],
        make: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &T) -> Result<R> + Sync,
    ) -> Result<Vec<R>> {
        let idle = Mutex::new(Vec::new());
        let lock = || idle.lock().unwrap_or_else(PoisonError::into_inner);
        self.map(items, |item| {
            let taken = lock().pop();
            let mut tool = taken.unwrap_or_else(&make);
            let result = work(&mut tool, item);
            lock().push(tool);
            result
        })
    }

    /// Calls `work(item)` for every item, which may be a part of a result to be written.
    ///
    /// # Errors
    /// The first error in the order of the items, or `Interrupted`.
    pub fn each<T: Send>(&self, items: Vec<T>, work: impl Fn(T) -> Result<()> + Sync) -> Result<()> {
        let one = |item: T| self.check().and_then(|()| work(item));
        if self.threads == 1 || items.len() < 2 {
            return items.into_iter().try_for_each(one);
        }
        let results: Vec<Result<()>> =
            self.install(|| items.into_par_iter().with_max_len(1).map(one).collect())?;
        results.into_iter().collect()
    }

    /// Folds consecutive items into accumulators, about one a thread, and merges these in order.
    ///
    /// Which items share an accumulator depends on the threads, so folding an item must not depend on those before
    /// it, and `merge` must be associative: true of counts, and of nothing else used here.
    ///
    /// # Errors
    /// The first error in the order of the items, or `Interrupted`.
    pub fn fold<T: Sync, A: Send>(
        &self,
        items: &[T],
        empty: impl Fn() -> A + Sync,
        fold: impl Fn(&mut A, &T) -> Result<()> + Sync,
        merge: impl Fn(A, A) -> A + Sync,
    ) -> Result<A> {
        let one = |acc: &mut A, item: &T| self.check().and_then(|()| fold(acc, item));
        if self.threads == 1 {
            let mut acc = empty();
            items.iter().try_for_each(|item| one(&mut acc, item))?;
            return Ok(acc);
        }
        let shares = Shares::new(items.len(), self.threads);
        let fold_share = |&thread: &usize| {
            let (mut made, mut failed) = (Vec::new(), None);
            while let Some(at) = shares.next(thread) {
                if made.last().is_none_or(|(stretch, _): &(Range<usize>, A)| stretch.end != at) {
                    made.push((at..at, empty()));
                }
                let Some((stretch, acc)) = made.last_mut() else { break };
                stretch.end = at + 1;
                if let Err(error) = one(acc, &items[at]) {
                    failed = Some((at, error));
                    break;
                }
            }
            Ok((made, failed))
        };
        let threads: Vec<usize> = (0..self.threads).collect();
        let (mut made, mut failed) = (Vec::new(), Vec::new());
        for (stretches, error) in self.map(&threads, fold_share)? {
            made.extend(stretches);
            failed.extend(error);
        }
        if let Some((_, error)) = failed.into_iter().min_by_key(|(at, _)| *at) {
            return Err(error);
        }
        made.sort_unstable_by_key(|(stretch, _)| stretch.start);
        let accs: Vec<A> = made.into_iter().map(|(_, acc)| acc).collect();
        Ok(self.install(|| accs.into_par_iter().reduce_with(&merge))?.unwrap_or_else(empty))
    }

    /// What `work` makes of ranges that together are `0..count`, one after the other; on one thread, of one range. Not
    /// stopped by [`Run::cancel`]: for what is done in a fraction of a second.
    pub fn spread<R: Send>(&self, count: usize, work: impl Fn(Range<usize>) -> Vec<R> + Sync) -> Vec<R> {
        if self.threads == 1 || count < 2 {
            return work(0..count);
        }
        let size = count.div_ceil(8 * self.threads);
        let ranges: Vec<Range<usize>> =
            (0..count).step_by(size).map(|start| start..count.min(start + size)).collect();
        let one = |range: &Range<usize>| work(range.clone());
        match self.install(|| ranges.par_iter().map(one).collect::<Vec<Vec<R>>>()) {
            Ok(made) => made.into_iter().flatten().collect(),
            Err(_) => work(0..count),
        }
    }

    /// Sorts `items` on all threads. Those that are equal may come in any order.
    ///
    /// # Errors
    /// If there can be no threads.
    pub fn sort<T: Send>(&self, items: &mut [T], order: impl Fn(&T, &T) -> Order + Sync) -> Result<()> {
        if self.threads == 1 {
            items.sort_unstable_by(order);
            return Ok(());
        }
        self.install(|| items.par_sort_unstable_by(&order))
    }

    fn install<R: Send>(&self, work: impl FnOnce() -> R + Send) -> Result<R> {
        // A pool a call: 50 µs for two threads, against calls that take milliseconds; nothing global to outlive a fork.
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .thread_name(|index| format!("communique-{index}"))
            .build()
            .map_err(|error| Error::internal(format!("no thread pool of {}: {error}", self.threads)))?;
        Ok(pool.install(work))
    }
}

/// What `work` makes of each item, on the threads of the [`Run::fold`] that is merging; elsewhere on this one.
pub fn merging<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    match rayon::current_thread_index() {
        Some(_) => items.into_par_iter().with_max_len(1).map(work).collect(),
        None => items.into_iter().map(work).collect(),
    }
}

/// Items in shares, one a thread. Each thread takes those of its share in order, so that they fit into one accumulator;
/// who has none left takes half of what is left of the largest share, its end. So there are few accumulators, and
/// merging two is what costs.
struct Shares(Mutex<Vec<Range<usize>>>);

impl Shares {
    fn new(items: usize, threads: usize) -> Shares {
        let border = |thread: usize| (items as u128 * thread as u128 / threads as u128) as usize;
        Shares(Mutex::new((0..threads).map(|thread| border(thread)..border(thread + 1)).collect()))
    }

    /// The next item for `thread`.
    fn next(&self, thread: usize) -> Option<usize> {
        let mut shares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shares[thread].is_empty() {
            let largest = shares.iter_mut().max_by_key(|share| share.len())?;
            let half = largest.start + largest.len() / 2;
            let end = std::mem::replace(&mut largest.end, half);
            shares[thread] = half..end;
        }
        shares[thread].next()
    }
}

/// Returns ranges of consecutive items whose `sizes` add up to about `target` each, in order, covering all.
pub fn chunks(sizes: impl IntoIterator<Item = usize>, target: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut filled, mut end) = (0, 0usize, 0);
    for size in sizes {
        filled = filled.saturating_add(size);
        end += 1;
        if filled >= target {
            ranges.push(start..end);
            (start, filled) = (end, 0);
        }
    }
    if start < end {
        ranges.push(start..end);
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_cover_every_item_once_in_few_stretches() {
        for (items, threads) in [(0, 2), (1, 4), (7, 2), (100, 2), (1000, 16)] {
            // A thread takes up to so many items when it is its turn: none, one, many.
            for pace in [[1, 1, 1], [7, 1, 2], [1, 0, 30]] {
                let shares = Shares::new(items, threads);
                let (mut taken, mut stretches, mut last) = (vec![0; items], 0, vec![None; threads]);
                while taken.contains(&0) {
                    for thread in 0..threads {
                        for at in (0..pace[thread % 3]).map_while(|_| shares.next(thread)) {
                            taken[at] += 1;
                            stretches += usize::from(last[thread].replace(at + 1) != Some(at));
                        }
                    }
                }
                assert!((0..threads).all(|thread| shares.next(thread).is_none()));
                assert!(taken.iter().all(|&times| times == 1));
                let most = threads * (2 + items.checked_ilog2().unwrap_or(0) as usize);
                assert!(stretches <= most, "{stretches} stretches of {items} items on {threads} threads");
            }
        }
    }

    #[test]
    fn chunks_cover_every_item_once() {
        for target in [1, 3, 10, 1000] {
            let sizes = [0, 5, 1, 0, 0, 7, 2];
            let flat: Vec<usize> = chunks(sizes, target).into_iter().flatten().collect();
            assert_eq!(flat, (0..sizes.len()).collect::<Vec<_>>());
        }
        assert!(chunks([], 8).is_empty());
    }

    #[test]
    fn threads_do_not_change_results() -> Result<()> {
        let items: Vec<u64> = (0..1000).collect();
        for threads in [1, 2, 7] {
            let run = Run::with_threads(threads)?;
            let doubled: Vec<u64> = items.iter().map(|x| x * 2).collect();
            assert_eq!(run.map(&items, |x| Ok(x * 2))?, doubled);
            let with = run.map_with(&items, Vec::new, |seen, x| {
                seen.push(*x);
                Ok(seen.last().map_or(0, |x| x * 2))
            })?;
            assert_eq!(with, doubled);
            let mut written = items.clone();
            run.each(written.chunks_mut(7).collect(), |part| {
                part.iter_mut().for_each(|x| *x *= 2);
                Ok(())
            })?;
            assert_eq!(written, doubled);
            assert_eq!(run.spread(items.len(), |range| items[range].to_vec()), items);
            assert!(run.spread(0, |range| items[range].to_vec()).is_empty());
            let sum = run.fold(
                &items,
                || 0,
                |a, x| {
                    *a += x;
                    Ok(())
                },
                |a, b| a + b,
            )?;
            assert_eq!(sum, 499_500);
            let add = |all: &mut Vec<u64>, x: &u64| {
                all.push(*x);
                Ok(())
            };
            assert_eq!(run.fold(&items, Vec::new, add, |a, b| [a, b].concat())?, items);
            let failing = |_: &mut (), x: &u64| {
                if *x > 300 { Err(Error::internal(x.to_string())) } else { Ok(()) }
            };
            let first = run.fold(&items, || (), failing, |(), ()| ()).err().map(|error| error.to_string());
            assert!(first.is_some_and(|first| first.contains("301")));
        }
        Ok(())
    }

    #[test]
    fn cancelled_runs_stop() {
        let run = Run::serial();
        run.cancel();
        assert!(run.map(&[1], |_| Ok(())).is_err());
        assert!(Run::with_threads(0).is_err());
    }
}
