//! The door: every slow call goes through [`enter`], which releases the GIL, lets Ctrl-C and progress through and turns
//! errors and panics into exceptions.

use std::any::Any;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

use crate::error::{Error, Result};
use crate::par::Run;

/// How often the calling thread looks for Ctrl-C: too short to be noticed, long enough to cost nothing.
const LOOK: Duration = Duration::from_millis(50);
/// How often progress is reported at most.
const REPORT: Duration = Duration::from_millis(100);

/// Returns what `work` returns. It runs on a thread of its own without the GIL; meanwhile this thread handles signals
/// and calls `progress(done, total)`, in bytes, at most ten times a second and once at the end. A thread costs some
/// 30 µs; a call that ends early does not wait for the next look.
///
/// # Errors
/// What a signal handler (`KeyboardInterrupt`) or `progress` raised, after `work` saw `run` cancelled and ended; else
/// the error of `work`; a panic is an `InternalError`.
pub(super) fn enter<T: Send>(
    py: Python<'_>,
    run: &Run,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce(&Run) -> Result<T> + Send,
) -> PyResult<T> {
    let (raised, result) = py.detach(|| {
        thread::scope(|scope| {
            let (alive, ended) = channel::<()>();
            let body = move || {
                let _alive = alive;
                work(run)
            };
            let worker = match Builder::new().name("communique".to_owned()).spawn_scoped(scope, body) {
                Ok(worker) => worker,
                Err(error) => return (None, Err(Error::internal(format!("no thread: {error}")))),
            };
            let mut reports = Reports { progress, last: Instant::now(), shown: None };
            let mut raised: Option<PyErr> = None;
            // The channel carries nothing: it closes when the work ends, however it ends.
            while raised.is_none() && ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                // Not to be had while the interpreter shuts down; then there is nobody to tell.
                let looked = Python::try_attach(|py| py.check_signals().and_then(|()| reports.due(py, run)));
                if let Some(Err(error)) = looked {
                    run.cancel();
                    raised = Some(error);
                }
            }
            (raised, worker.join().unwrap_or_else(|panic| Err(panicked(&*panic))))
        })
    });
    if let Some(raised) = raised {
        return Err(raised);
    }
    let value = result?;
    Reports { progress, last: Instant::now(), shown: None }.tell(py, run)?;
    Ok(value)
}

fn panicked(panic: &(dyn Any + Send)) -> Error {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(|s| &**s));
    Error::internal(format!("{} (please report this)", text.unwrap_or("a panic without a message")))
}

/// What was reported, and when.
struct Reports<'p> {
    progress: Option<&'p Py<PyAny>>,
    last: Instant,
    shown: Option<(u64, u64)>,
}

impl Reports<'_> {
    fn due(&mut self, py: Python<'_>, run: &Run) -> PyResult<()> {
        if self.last.elapsed() < REPORT || self.shown == Some(run.progress()) {
            return Ok(());
        }
        self.last = Instant::now();
        self.tell(py, run)
    }

    fn tell(&mut self, py: Python<'_>, run: &Run) -> PyResult<()> {
        let Some(progress) = self.progress else { return Ok(()) };
        self.shown = Some(run.progress());
        progress.call1(py, run.progress()).map(drop)
    }
}

/// In debug builds, for the tests of the door: works for `milliseconds`, in steps of one, then ends as `how` says:
/// "well", "error" or "panic".
#[cfg(debug_assertions)]
#[pyfunction]
#[pyo3(signature = (how, milliseconds, progress=None))]
pub(super) fn _probe(
    py: Python<'_>,
    how: &str,
    milliseconds: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<u64> {
    let run = Run::serial();
    enter(py, &run, progress.as_ref(), |run| {
        run.expect(milliseconds);
        for _ in 0..milliseconds {
            thread::sleep(Duration::from_millis(1));
            run.check()?;
            run.advance(1);
        }
        match how {
            "panic" => panic!("a panic on {how}"),
            "error" => Err(Error::bad_value("how", how, "well")),
            _ => Ok(milliseconds),
        }
    })
}
