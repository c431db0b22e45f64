//! Standard output and standard error, and whether colour is wanted on them.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

/// The two streams.
pub(crate) struct Terminal {
    out: BufWriter<io::StdoutLock<'static>>,
}

impl Terminal {
    /// Takes standard output for the whole run.
    pub(crate) fn new() -> Self {
        Self { out: BufWriter::new(io::stdout().lock()) }
    }

    /// Writes to standard output.
    pub(crate) fn print(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Sends what is waiting to whoever reads.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes to standard error, after all that was printed before. Nobody can be told if that fails.
    pub(crate) fn remark(&mut self, text: &str) {
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
    io::stdout().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}
