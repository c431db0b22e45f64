//! `healthlint show "SENTENCE"`: what was seen in a sentence, and why each claim spoke or was silent.

use super::database;
use crate::cli::ShowArgs;
use crate::exit::Exit;
use crate::output::{Terminal, printable};
use healthlint::trace;
use std::io;

/// Prints the trace of a sentence.
pub(super) fn run(args: &ShowArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(database) = database(&args.claims, terminal, exit) else { return Ok(()) };
    terminal.print(&printable(&trace::show(&args.sentence, &database, args.all)))
}
