//! `healthlint claims coverage`: frames and wordings that no example exercises.

use super::{collect, sound};
use crate::cli::ClaimsCoverageArgs;
use crate::exit::Exit;
use crate::output::{self, Terminal};
use std::io;

/// Prints the counts, and on request the list.
pub(in crate::commands) fn run(args: &ClaimsCoverageArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(files) = collect(&args.claims.folder, terminal, exit) else { return Ok(()) };
    let Some(loaded) = sound(&args.claims.folder, &files, terminal, exit) else { return Ok(()) };
    terminal.print(&output::coverage(&healthlint::coverage::coverage(&files, &loaded), args.all))
}
