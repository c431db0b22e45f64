//! Every way the program can end.

use std::process::ExitCode;

/// How a run ended; the worse one wins, so that `max` combines two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing at or above the asked-for severity.
    Clean,
    /// Findings at or above it.
    Findings,
    /// Wrong usage, a faulty database, or something that could not be read or written. Findings are printed all the same.
    Fault,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Fault => 2,
        })
    }
}
