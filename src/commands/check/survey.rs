//! The same articles, asked what they have to do with a baseline, with nothing told but what could not be read.

use super::article::{Job, Share};
use super::inputs::{STDIN, complain, finder, inputs};
use super::{knows_standards, nothing};
use crate::baseline::{Known, Place};
use crate::cli::{BaselineArgs, BaselineOption, FailOn};
use crate::commands::today::or_today;
use crate::commands::{colour, database, refuse};
use crate::exit::Exit;
use crate::output::{Look, OUTPUTS, Order, Target, Terminal, columns};
use crate::walk;
use healthlint::codes::Codes;
use std::io;
use std::path::{Path, PathBuf};

/// Where the baseline for these paths lies: where it was said to, or where it is found from the first of them.
pub(in crate::commands) fn located(option: &BaselineOption, paths: &[PathBuf]) -> Option<Place> {
    if let Some(file) = &option.file {
        return Some(Place::new(file));
    }
    let first = paths.iter().find(|path| path.as_os_str() != STDIN).map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_dir() { Some(first) } else { first.parent() };
    Place::find(folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

/// What each article has to do with a baseline; `None` if there is nothing to ask, which has been told then.
pub(in crate::commands) fn survey(
    args: &BaselineArgs,
    known: &Known,
    terminal: &mut Terminal,
    exit: &mut Exit,
) -> io::Result<Option<Vec<Share>>> {
    if args.scope.paths.iter().any(|path| path.as_os_str() == STDIN) {
        refuse(terminal, exit, "a baseline is made of files, not of standard input", "name files or folders");
        return Ok(None);
    }
    if !knows_standards(&args.scope, terminal, exit) {
        return Ok(None);
    }
    let Some(database) = database(&args.scope.claims, terminal, exit) else { return Ok(None) };
    let paths = if args.scope.paths.is_empty() { vec![".".into()] } else { args.scope.paths.clone() };
    let codes = Codes::new(&database);
    let mut finder = finder(&args.scope.config, &codes);
    let (inputs, left_out) = inputs(&args.scope, None, &paths, &mut finder);
    if complain(&finder, terminal, exit) {
        return Ok(None);
    }
    if inputs.is_empty() {
        nothing(&args.scope, &paths, left_out, terminal, exit);
        return Ok(None);
    }
    let orders: Vec<Order> = OUTPUTS
        .iter()
        .take(1)
        .map(|output| Order { output, target: Target::Standard, look: Look::new(colour(&args.colour), columns()) })
        .collect();
    let job = Job {
        orders: &orders,
        fail_on: Some(FailOn::Never),
        database: &database,
        uncovered: false,
        annotates: false,
        select: &args.scope.select,
        codes: &codes,
        today: &or_today(args.scope.date.today.as_deref()),
        known: Some(known),
        surveying: true,
        changes: None,
        mend: None,
    };
    let mut shares = Vec::new();
    walk::in_order(
        &inputs,
        |input| job.work(input),
        |file| {
            file.into_iter().try_for_each(|done| {
                *exit = (*exit).max(done.exit);
                shares.extend(done.share);
                done.pieces.iter().try_for_each(|piece| terminal.print(&piece.text))
            })
        },
    )?;
    Ok(Some(shares))
}
