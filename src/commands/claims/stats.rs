//! `healthlint claims stats`: how much there is, by severity, kind and area.

use super::load_sound;
use crate::cli::ClaimsDueArgs;
use crate::commands::today::or_today;
use crate::exit::Exit;
use crate::output::{Terminal, stats};
use std::io;

/// Prints the figures.
pub(in crate::commands) fn run(args: &ClaimsDueArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(loaded) = load_sound(&args.claims.folder, terminal, exit) else { return Ok(()) };
    terminal.print(&stats(&loaded, &or_today(args.date.today.as_deref())))
}
