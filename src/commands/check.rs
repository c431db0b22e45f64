//! `healthlint check`: files, folders or standard input against the database.

mod annotate;
mod article;
mod changed;
mod known;
mod mend;
mod orders;
mod read;
mod survey;

use super::today::or_today;
use super::{database, refuse, stream, watch};
use crate::baseline::Ledger;
use crate::cli::{CheckArgs, ScopeArgs};
use crate::exit::Exit;
use crate::output::{Run, Tally, Terminal, Writers};
use crate::walk;
use annotate::Annotation;
use article::Job;
pub(super) use article::{Share, verdict};
use changed::{changes, keep_changed};
use healthlint::codes::Codes;
use healthlint::document::Format;
use healthlint::standards::{Choice, SETS};
use known::{known, stale};
use mend::{Edits, Mend};
use orders::{Misuse, orders, spare};
use read::Input;
pub(super) use read::faults;
use std::io::{self, Read};
use std::path::PathBuf;
pub(super) use survey::{located, survey};

/// The argument that means standard input, and the name it is shown under if none is given.
const STDIN: &str = "-";
const STDIN_NAME: &str = "<stdin>";

/// Formats made of lines, which take further ones.
const LINES: &[&str] = &["text", "short"];

/// Checks what is named: once, or whenever it is written.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    if args.deeds.watch { watch::run(args, terminal, exit) } else { once(args, terminal, exit) }
}

/// Checks what is named.
pub(super) fn once(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(paths) = paths(args, terminal, exit) else { return Ok(()) };
    let Some(choice) = choice(&args.scope, terminal, exit) else { return Ok(()) };
    let Some(database) = database(&args.scope.claims, terminal, exit) else { return Ok(()) };
    if args.jsonl {
        return stream::run(args, &database, &choice, terminal, exit);
    }
    let orders = match orders(args) {
        Ok(orders) => orders,
        Err(Misuse(message, help)) => {
            refuse(terminal, exit, &message, &help);
            return Ok(());
        }
    };
    let Ok(known) = known(args, terminal, exit) else { return Ok(()) };
    let mut inputs = inputs(args.stdin_filename.as_deref(), &paths);
    if let Err(Misuse(message, help)) = spare(&mut inputs, &orders) {
        refuse(terminal, exit, &message, &help);
        return Ok(());
    }
    if inputs.is_empty() {
        nothing_found(&paths, terminal, exit);
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
        choice: &choice,
        codes: &Codes::new(&database),
        today: &or_today(args.scope.date.today.as_deref()),
        known: known.as_ref(),
        surveying: false,
        changes: changes.as_ref(),
        mend,
    };
    let mut tally = Tally::default();
    let mut number = 0;
    let mut ledger = Ledger::default();
    let mut comments = None;
    let mut edits = Edits::default();
    walk::in_order(
        &inputs,
        |input| job.work(input),
        |done| {
            tally.merge(&done.tally);
            *exit = (*exit).max(done.exit);
            number += 1;
            comments = done.comments;
            if !args.quiet {
                terminal.progress(number, inputs.len());
            }
            edits.add(done.edits);
            if let Some(share) = done.share {
                ledger.add(&share.path, share.met);
            }
            writers.add(done.pieces, terminal)
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

/// Tells that no article was found, and where was looked.
fn nothing_found(paths: &[PathBuf], terminal: &mut Terminal, exit: &mut Exit) {
    let endings: Vec<String> = walk::endings().map(|ending| format!(".{ending}")).collect();
    let folders: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    refuse(
        terminal,
        exit,
        &format!("no article found in {}", folders.join(", ")),
        &format!(
            "looked for {}, leaving out what .gitignore names; a file named by itself is read whatever its ending",
            endings.join(" ")
        ),
    );
}

/// The standards that are asked about; `None` if one of them is not known, which has been told then.
fn choice(args: &ScopeArgs, terminal: &mut Terminal, exit: &mut Exit) -> Option<Choice> {
    let mut choice = Choice::default();
    let Err((name, near)) = choice.select(args.select.iter().map(String::as_str)) else { return Some(choice) };
    let help = if near.is_empty() {
        let sets: Vec<&str> = SETS.iter().map(|(name, _)| *name).collect();
        format!("known are {}, all, none and the codes of healthlint list --kind standard", sets.join(", "))
    } else {
        format!("did you mean {}?", near.join(" or "))
    };
    refuse(terminal, exit, &format!("--select knows no set or rule \"{name}\""), &help);
    None
}

/// The paths that are meant; `None` if the arguments contradict each other, which has been told then.
fn paths(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> Option<Vec<PathBuf>> {
    let reads_stdin = args.scope.paths.iter().any(|path| path.as_os_str() == STDIN);
    if args.jsonl {
        if args.scope.paths.iter().any(|path| path.as_os_str() != STDIN) {
            refuse(
                terminal,
                exit,
                "--jsonl reads standard input and takes no files",
                "pipe the stream into healthlint check --jsonl",
            );
            return None;
        }
        return Some(Vec::new());
    }
    if args.stdin_filename.is_some() && !reads_stdin {
        if !args.scope.paths.is_empty() {
            refuse(
                terminal,
                exit,
                "--stdin-filename names standard input, which is not read",
                "name - among the paths",
            );
            return None;
        }
        return Some(vec![STDIN.into()]);
    }
    Some(if args.scope.paths.is_empty() { vec![".".into()] } else { args.scope.paths.clone() })
}

/// What is to be checked, in the order of its names; standard input first.
fn inputs(named: Option<&str>, paths: &[PathBuf]) -> Vec<Input> {
    let (stdin, files): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|path| path.as_os_str() == STDIN);
    let files: Vec<PathBuf> = files.into_iter().cloned().collect();
    let mut inputs = Vec::new();
    if !stdin.is_empty() {
        let mut bytes = Vec::new();
        let trouble = io::stdin().lock().read_to_end(&mut bytes).err().map(|error| error.to_string());
        // Bytes without a name are plain text.
        let format = if named.is_some() { None } else { Some(Format::Plain) };
        inputs.push(Input::Stdin { name: named.unwrap_or(STDIN_NAME).to_owned(), format, bytes, trouble });
    }
    inputs.extend(walk::files(&files).into_iter().map(Input::File));
    inputs
}
