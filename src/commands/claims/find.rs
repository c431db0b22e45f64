//! `healthlint claims find WORD`: which ids there are.

use super::collect;
use crate::cli::ClaimsFindArgs;
use crate::exit::Exit;
use crate::output::{self, Terminal};
use healthlint::database::find::find;
use std::io;

/// Prints ids, names and files; status 1 if there is nothing of that name.
pub(in crate::commands) fn run(args: &ClaimsFindArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(files) = collect(&args.folder, terminal, exit) else { return Ok(()) };
    let words = args.words.join(" ");
    let found = find(&files, &words);
    if found.entries.is_empty() {
        *exit = Exit::Findings;
    }
    let folder = args.folder.display().to_string();
    terminal.print(&output::found(&found, &words, folder.trim_end_matches('/'), args.all))
}
