//! `--diff`: only articles and lines that changed against a revision.

use super::STDIN;
use super::read::Input;
use crate::changes::Changes;
use crate::cli::CheckArgs;
use crate::commands::refuse;
use crate::exit::Exit;
use crate::output::Terminal;
use std::path::Path;

/// What changed, if that was asked for; why it cannot be told has been told then.
pub(super) fn changes(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> Result<Option<Changes>, ()> {
    let Some(revision) = &args.known.diff else { return Ok(None) };
    let paths = &args.scope.paths;
    if args.stdin_filename.is_some() || paths.iter().any(|path| path.as_os_str() == STDIN) {
        refuse(terminal, exit, "standard input has no history for --diff to ask", "name files or folders");
        return Err(());
    }
    let first = paths.first().map_or(Path::new("."), |path| path.as_path());
    let folder = if first.is_dir() { first } else { first.parent().unwrap_or(first) };
    let folder = if folder.is_dir() { folder } else { Path::new(".") };
    match Changes::since(revision, folder) {
        Ok(changes) => {
            if let Some(remark) = changes.remark.as_ref().filter(|_| !args.quiet) {
                terminal.remark(&format!("note: {remark}\n"));
            }
            Ok(Some(changes))
        }
        Err(fault) => {
            refuse(terminal, exit, &fault.message, &fault.help);
            Err(())
        }
    }
}

/// Leaves the articles that changed.
pub(super) fn keep_changed(inputs: &mut Vec<Input>, changes: &Changes) {
    inputs.retain(|input| input.path().is_none_or(|path| changes.of(path).is_some()));
}
