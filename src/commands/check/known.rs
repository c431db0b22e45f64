//! The baseline of a check: found before it, and told of after it where parts of it are met no more.

use super::survey::located;
use crate::baseline::{Known, Ledger, file};
use crate::cli::CheckArgs;
use crate::commands::baseline::CREATE;
use crate::commands::refuse;
use crate::exit::Exit;
use crate::output::{self, Terminal};
use std::path::PathBuf;

/// The baseline that findings are held against, if any; one that cannot be used has been told.
pub(super) fn known(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> Result<Option<Known>, ()> {
    if args.known.no_baseline {
        return Ok(None);
    }
    let first = args.stdin_filename.as_deref().map(PathBuf::from);
    let paths: Vec<PathBuf> = args.scope.paths.iter().cloned().chain(first).collect();
    let Some(place) = located(&args.known.baseline, &paths) else { return Ok(None) };
    match file::read(&place.file) {
        Ok(Some(baseline)) => return Ok(Some(Known::new(place, baseline))),
        Ok(None) => {
            refuse(terminal, exit, &format!("there is no baseline at {}", place.file.display()), CREATE);
        }
        Err(fault) => refuse(terminal, exit, &fault.message, &fault.help),
    }
    Err(())
}

/// Tells what in the baseline is met no more.
pub(super) fn stale(args: &CheckArgs, known: &Known, ledger: &Ledger, terminal: &mut Terminal, exit: &mut Exit) {
    let stale = ledger.stale(&known.baseline, &known.gone);
    if stale.is_empty() {
        return;
    }
    if args.known.fail_on_stale {
        terminal.remark(&output::stale("stale", &stale));
        *exit = (*exit).max(Exit::Findings);
    }
    if args.known.fail_on_stale || !args.quiet {
        let count = stale.iter().map(|(_, left)| left).sum();
        terminal.remark(&format!(
            "{} of {} met no more; healthlint baseline prune drops what is gone\n",
            output::counted(count, "finding"),
            known.place.file.display()
        ));
    }
}
