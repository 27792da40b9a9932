//! A progress bar on terminals; silent anywhere else.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::par::Run;

/// How long a call may take before a bar shows, and how often it is drawn again.
const PAUSE: Duration = Duration::from_millis(200);

/// A bar that shows how far `run` has come until it is dropped.
pub(super) struct Bar {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    pub fn show(run: &Run, quiet: bool) -> Bar {
        if quiet || !std::io::stderr().is_terminal() {
            return Bar { stop: None, thread: None };
        }
        let (stop, stopped) = channel();
        let run = run.clone();
        let thread = std::thread::spawn(move || {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            if let Ok(style) =
                ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta} left{msg}")
            {
                bar.set_style(style);
            }
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(PAUSE) {
                let (done, total) = run.progress();
                bar.set_length(total.max(done));
                bar.set_position(done);
                if run.documents() > 0 {
                    bar.set_message(format!(", {} documents", run.documents()));
                }
            }
            bar.finish_and_clear();
        });
        Bar { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A bar that failed to draw is no reason to lose the result.
            let _ = thread.join();
        }
    }
}
