//! `healthlint baseline`: the findings of today written down, so that only new ones are told.

use super::check::{Share, located, survey};
use super::refuse;
use crate::baseline::{Baseline, Known, Ledger, NAME, Place, file};
use crate::cli::{BaselineArgs, BaselineCreateArgs};
use crate::exit::Exit;
use crate::output::{self, Terminal};
use std::io;
use std::path::Path;

/// Writes down every finding.
pub(super) fn create(args: &BaselineCreateArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let BaselineCreateArgs { force, rest: args } = args;
    let place = located(&args.baseline, &args.scope.paths).unwrap_or_else(|| Place::new(Path::new(NAME)));
    let shown = place.file.display().to_string();
    if !force && place.file.exists() {
        let message = format!("there is a baseline already: {shown}");
        refuse(terminal, exit, &message, "healthlint baseline prune drops what is gone; --force makes it anew");
        return Ok(());
    }
    let known = Known::new(place, Baseline::default());
    let Some(shares) = survey(args, &known, terminal, exit)? else { return Ok(()) };
    let mut baseline = Baseline::default();
    for key in shares.into_iter().flat_map(|share| share.fresh) {
        baseline.add(key, 1);
    }
    if write(&known.place, &baseline, terminal, exit) && !args.quiet {
        terminal.remark(&format!("{shown} holds {} now\n", output::held(&baseline)));
    }
    Ok(())
}

/// Drops what no finding meets any more, and tells it.
pub(super) fn prune(args: &BaselineArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(known) = existing(args, terminal, exit) else { return Ok(()) };
    let Some(shares) = survey(args, &known, terminal, exit)? else { return Ok(()) };
    let ledger = ledger(shares);
    let stale = ledger.stale(&known.baseline, &known.gone);
    let moves = ledger.moves();
    let shown = known.place.file.display().to_string();
    if stale.is_empty() && moves.is_empty() {
        if !args.quiet {
            terminal.remark(&format!("nothing to drop: {shown} holds {}\n", output::held(&known.baseline)));
        }
        return Ok(());
    }
    let pruned = ledger.pruned(&known.baseline, &known.gone);
    if write(&known.place, &pruned, terminal, exit) {
        terminal.print(&output::stale("dropped", &stale))?;
        terminal.print(&output::moves(&moves))?;
        if !args.quiet {
            terminal.remark(&format!("{shown} holds {} now\n", output::held(&pruned)));
        }
    }
    Ok(())
}

/// Tells what the baseline holds.
pub(super) fn status(args: &BaselineArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(known) = existing(args, terminal, exit) else { return Ok(()) };
    let Some(shares) = survey(args, &known, terminal, exit)? else { return Ok(()) };
    let ledger = ledger(shares);
    terminal.print(&output::by_claim(&known.baseline))?;
    terminal.print(&output::stale("stale", &ledger.stale(&known.baseline, &known.gone)))?;
    terminal.print(&output::moves(&ledger.moves()))?;
    if !args.quiet {
        let shown = known.place.file.display();
        terminal.remark(&format!("{shown} holds {}\n", output::held(&known.baseline)));
    }
    Ok(())
}

/// The baseline that is there; `None` if there is none or it cannot be used, which has been told then.
fn existing(args: &BaselineArgs, terminal: &mut Terminal, exit: &mut Exit) -> Option<Known> {
    let place = located(&args.baseline, &args.scope.paths);
    match place.map(|place| (file::read(&place.file), place)) {
        Some((Ok(Some(baseline)), place)) => return Some(Known::new(place, baseline)),
        Some((Err(fault), _)) => refuse(terminal, exit, &fault.message, &fault.help),
        Some((Ok(None), place)) => {
            refuse(terminal, exit, &format!("there is no baseline at {}", place.file.display()), CREATE);
        }
        None => refuse(terminal, exit, "there is no baseline", CREATE),
    }
    None
}

/// What to do without a baseline.
pub(super) const CREATE: &str = "healthlint baseline create makes one; --baseline FILE names another";

fn ledger(shares: Vec<Share>) -> Ledger {
    let mut ledger = Ledger::default();
    for share in shares {
        ledger.add(&share.path, share.met);
    }
    ledger
}

/// Whether the baseline could be written; if not, that has been told.
fn write(place: &Place, baseline: &Baseline, terminal: &mut Terminal, exit: &mut Exit) -> bool {
    let written = file::write(&place.file, baseline);
    if let Err(error) = &written {
        let message = format!("{} cannot be written: {error}", place.file.display());
        refuse(terminal, exit, &message, "grant permission to write there, or name another file with --baseline");
    }
    written.is_ok()
}
