//! `healthlint claims due`: the claims whose evidence must be read again.

use super::load_sound;
use crate::cli::ClaimsDueArgs;
use crate::commands::today::or_today;
use crate::exit::Exit;
use crate::output::{Terminal, due};
use healthlint::database::Claim;
use healthlint::database::review::is_due;
use std::io;

/// Lists what is due, the oldest first; status 1 if anything is.
pub(in crate::commands) fn run(args: &ClaimsDueArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(loaded) = load_sound(&args.claims.folder, terminal, exit) else { return Ok(()) };
    let today = or_today(args.date.today.as_deref());
    let mut claims: Vec<&Claim> = loaded.database.claims.iter().filter(|c| is_due(c, &today)).collect();
    claims.sort_by_key(|claim| (&claim.review_by, &claim.id));
    if !claims.is_empty() {
        *exit = Exit::Findings;
    }
    let dated = loaded.database.claims.iter().map(|c| c.review_by.as_str()).filter(|date| !date.is_empty());
    terminal.print(&due(&claims, &today, dated.filter(|date| *date >= today.as_str()).min()))
}
