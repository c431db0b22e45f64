//! `healthlint check`: files, folders or standard input against the database.

mod annotate;
mod article;
mod changed;
pub(super) mod inputs;
mod known;
mod mend;
mod orders;
pub(super) mod policy;
mod read;
mod survey;

use super::today::or_today;
use super::{database, refuse, stream, watch};
use crate::baseline::Ledger;
use crate::cli::{CheckArgs, ScopeArgs};
use crate::config::Settings;
use crate::exit::Exit;
use crate::output::{Run, Tally, Terminal, Writers, counted};
use crate::walk;
use annotate::Annotation;
use article::Job;
pub(super) use article::{Share, verdict};
use changed::{changes, keep_changed};
use healthlint::codes::Codes;
use healthlint::standards::{Choice, SETS};
use inputs::{STDIN, complain, finder, inputs, paths};
use known::{known, stale};
use mend::{Edits, Mend};
use orders::{Misuse, orders, spare};
use policy::applied;
use read::Input;
pub(super) use read::faults;
use std::io;
use std::path::PathBuf;
pub(super) use survey::{located, survey};

/// Formats made of lines, which take further ones.
const LINES: &[&str] = &["text", "short"];

/// What somebody is told who tries the program where there is nothing to check.
const FIRST_STEPS: &str = "
healthlint fact-checks health articles against a sourced claims database; nothing leaves this computer.
  healthlint draft.md site/      checks files and folders
  healthlint - < draft.txt       checks what is piped in
  healthlint list                tells what is known
  healthlint --help              tells the rest
";

/// Checks what is named: once, or whenever it is written.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    if args.deeds.watch { watch::run(args, terminal, exit) } else { once(args, terminal, exit) }
}

/// Checks what is named.
pub(super) fn once(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(paths) = paths(args, terminal, exit) else { return Ok(()) };
    if !knows_standards(&args.scope, terminal, exit) {
        return Ok(());
    }
    let Some(database) = database(&args.scope.claims, terminal, exit) else { return Ok(()) };
    let codes = Codes::new(&database);
    let mut finder = finder(&args.scope.config, &codes);
    if args.jsonl {
        let settings = if args.scope.config.file.is_some() { finder.common() } else { Settings::default() };
        if complain(&finder, terminal, exit) {
            return Ok(());
        }
        return stream::run(args, &database, &settings, &codes, terminal, exit);
    }
    let orders = match orders(args) {
        Ok(orders) => orders,
        Err(Misuse(message, help)) => {
            refuse(terminal, exit, &message, &help);
            return Ok(());
        }
    };
    let Ok(known) = known(args, terminal, exit) else { return Ok(()) };
    let (mut inputs, left_out) = inputs(&args.scope, args.stdin_filename.as_deref(), &paths, &mut finder);
    if complain(&finder, terminal, exit) {
        return Ok(());
    }
    if let Err(Misuse(message, help)) = spare(&mut inputs, &orders) {
        refuse(terminal, exit, &message, &help);
        return Ok(());
    }
    if inputs.is_empty() {
        nothing(&args.scope, &paths, left_out, terminal, exit);
        return Ok(());
    }
    if args.uncovered && orders.iter().any(|order| !LINES.contains(&order.output.name)) {
        refuse(terminal, exit, "--uncovered writes lines", "use --format text or --format short with it");
        return Ok(());
    }
    let Ok(changes) = changes(args, terminal, exit) else { return Ok(()) };
    if let Some(changes) = &changes {
        keep_changed(&mut inputs, changes);
    }
    let annotation =
        match args.copy.annotate.as_deref().map(|out| Annotation::plan(out, args.copy.force, &inputs)).transpose() {
            Ok(annotation) => annotation,
            Err(Misuse(message, help)) => {
                refuse(terminal, exit, &message, &help);
                return Ok(());
            }
        };
    let Ok(mend) = mend(args, terminal, exit) else { return Ok(()) };
    let mut writers = match Writers::open(&orders, terminal) {
        Ok(begun) => begun?,
        Err(unwritable) => {
            refuse(terminal, exit, &unwritable.to_string(), unwritable.help());
            return Ok(());
        }
    };
    let job = Job {
        orders: &orders,
        fail_on: args.fail_on,
        database: &database,
        uncovered: args.uncovered,
        annotates: annotation.is_some(),
        select: &args.scope.select,
        codes: &codes,
        today: &or_today(args.scope.date.today.as_deref()),
        known: known.as_ref(),
        surveying: false,
        changes: changes.as_ref(),
        mend,
    };
    let mut tally = Tally::of(applied(inputs.iter().map(Input::settings), &database));
    let mut number = 0;
    let mut ledger = Ledger::default();
    let mut comments = None;
    let mut edits = Edits::default();
    walk::in_order(
        &inputs,
        |input| job.work(input),
        |file| {
            number += 1;
            if !args.quiet {
                terminal.progress(number, inputs.len());
            }
            file.into_iter().try_for_each(|done| {
                tally.merge(&done.tally);
                *exit = (*exit).max(done.exit);
                comments = done.comments;
                edits.add(done.edits, done.left);
                if let Some(share) = done.share {
                    ledger.add(&share.path, share.met);
                }
                writers.add(done.pieces, terminal)
            })
        },
    )?;
    writers.finish(&Run { database: &database, tally: &tally }, terminal)?;
    if let Some(mend) = mend.filter(|_| !args.quiet) {
        terminal.remark(&edits.tell(mend));
    }
    match &args.known.diff {
        _ if args.quiet || mend == Some(Mend::Show) => {}
        Some(revision) if inputs.is_empty() => terminal.remark(&format!("no article changed since {revision}\n")),
        _ => terminal.remark(&tally.tell("article", &database)),
    }
    if let Some(known) = &known {
        stale(args, known, &ledger, terminal, exit);
    }
    if let Some(annotation) = annotation {
        match annotation.write(comments.as_deref(), *exit) {
            Ok(told) if !args.quiet => terminal.remark(&told),
            Ok(_) => {}
            Err(Misuse(message, help)) => refuse(terminal, exit, &message, &help),
        }
    }
    Ok(())
}

/// What is to be done with safe replacements; what cannot be has been told then.
fn mend(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> Result<Option<Mend>, ()> {
    if !args.deeds.fix {
        return Ok(None);
    }
    if args.stdin_filename.is_some() || args.scope.paths.iter().any(|path| path.as_os_str() == STDIN) {
        refuse(terminal, exit, "standard input cannot be fixed", "name the file");
        return Err(());
    }
    Ok(Some(if args.deeds.dry_run { Mend::Show } else { Mend::Write }))
}

/// Whether all standards that were typed are known; if not, it has been told.
fn knows_standards(args: &ScopeArgs, terminal: &mut Terminal, exit: &mut Exit) -> bool {
    let Err((name, near)) = Choice::none().select(args.select.iter().map(String::as_str)) else { return true };
    let help = if near.is_empty() {
        let sets: Vec<&str> = SETS.iter().map(|(name, _)| *name).collect();
        format!("known are {}, all, none and the codes of healthlint list --kind standard", sets.join(", "))
    } else {
        format!("did you mean {}?", near.join(" or "))
    };
    refuse(terminal, exit, &format!("--select knows no set or rule \"{name}\""), &help);
    false
}

/// Tells why there is nothing to check.
fn nothing(args: &ScopeArgs, paths: &[PathBuf], left_out: usize, terminal: &mut Terminal, exit: &mut Exit) {
    let files = counted(left_out, "file");
    if args.force_exclude && left_out > 0 {
        // Hooks hand over whatever was changed.
        terminal.remark(&format!("nothing to check: the configuration leaves out {files}\n"));
        return;
    }
    let endings: Vec<String> = walk::endings().map(|ending| format!(".{ending}")).collect();
    let left_out = if left_out > 0 { format!("; the configuration leaves out {files}") } else { String::new() };
    let looked = format!("looked for {}, leaving out what .gitignore names{left_out}", endings.join(" "));
    if args.paths.is_empty() {
        refuse(terminal, exit, "no article found in this folder", &looked);
        terminal.remark(FIRST_STEPS);
    } else {
        let folders: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let message = format!("no article found in {}", folders.join(", "));
        refuse(terminal, exit, &message, &format!("{looked}; a file named by itself is read whatever its ending"));
    }
}
