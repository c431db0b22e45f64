//! Standard output and standard error, and whether colour is wanted on them.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::{Duration, Instant};
use terminal_size::{Width, terminal_size_of};

/// A run that takes longer than this shows how far it is.
const LONG: Duration = Duration::from_secs(1);
/// How often that is written anew.
const TICK: Duration = Duration::from_millis(100);
/// Back to the start of the line, which is emptied.
const CLEAR: &[u8] = b"\r\x1b[K";

/// The two streams.
pub(crate) struct Terminal {
    out: BufWriter<io::StdoutLock<'static>>,
    progress: Progress,
}

/// A line on standard error that tells how far a long run is; only where somebody watches.
struct Progress {
    watched: bool,
    /// When it may be written next.
    next: Instant,
    shown: bool,
}

impl Terminal {
    /// Takes standard output for the whole run.
    pub(crate) fn new() -> Self {
        let watched = io::stderr().is_terminal() && is_able();
        let progress = Progress { watched, next: Instant::now() + LONG, shown: false };
        Self { out: BufWriter::new(io::stdout().lock()), progress }
    }

    /// Writes to standard output.
    pub(crate) fn print(&mut self, text: &str) -> io::Result<()> {
        if !text.is_empty() {
            self.clear();
        }
        self.out.write_all(text.as_bytes())
    }

    /// Begins with an empty screen, where somebody watches.
    pub(crate) fn new_page(&mut self) -> io::Result<()> {
        if io::stdout().is_terminal() && is_able() {
            self.print("\x1b[2J\x1b[3J\x1b[H")?;
        }
        Ok(())
    }

    /// Tells how far a run is, if it takes long and somebody watches.
    pub(crate) fn progress(&mut self, done: usize, all: usize) {
        if !self.progress.watched || Instant::now() < self.progress.next {
            return;
        }
        let _ = self.out.flush();
        let mut line = CLEAR.to_vec();
        line.extend(format!("{done} of {all} articles").into_bytes());
        let _ = io::stderr().write_all(&line);
        self.progress.next = Instant::now() + TICK;
        self.progress.shown = true;
    }

    /// Takes the line about progress away again.
    fn clear(&mut self) {
        if std::mem::take(&mut self.progress.shown) {
            let _ = io::stderr().write_all(CLEAR);
        }
    }

    /// Sends what is waiting to whoever reads.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.clear();
        self.out.flush()
    }

    /// Writes to standard error, after all that was printed before. Nobody can be told if that fails.
    pub(crate) fn remark(&mut self, text: &str) {
        self.clear();
        let _ = self.out.flush();
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

/// Whether to use colour where neither yes nor no was asked for: the environment decides, then the terminal.
pub(crate) fn wants_colour() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let forced = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    if set("NO_COLOR") {
        return false;
    }
    if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") {
        return true;
    }
    io::stdout().is_terminal() && is_able()
}

/// Whether the terminal knows more than letters.
fn is_able() -> bool {
    env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// The columns of the terminal that standard output is; `None` if it is none, so that files do not depend on who looks on.
pub(crate) fn columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    told.or_else(|| terminal_size_of(io::stdout()).map(|(Width(columns), _)| columns.into()))
}
