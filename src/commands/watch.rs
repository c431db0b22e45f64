//! `healthlint check --watch`: a draft checked anew whenever its file is written.

use super::{check, refuse};
use crate::cli::CheckArgs;
use crate::exit::Exit;
use crate::interrupt;
use crate::output::Terminal;
use crate::walk;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const TICK: Duration = Duration::from_millis(300);
/// How many looks a file may be away, as while an editor puts the new one in its place.
const PATIENCE: u32 = 5;

/// Checks until somebody ends it, which is no fault.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let stdin = args.stdin_filename.is_some() || args.scope.paths.iter().any(|path| path.as_os_str() == "-");
    if stdin {
        refuse(terminal, exit, "standard input cannot be watched", "name the files of the draft");
        return Ok(());
    }
    if let Err(error) = interrupt::ends_the_run() {
        refuse(terminal, exit, &format!("--watch cannot be ended in an orderly way here: {error}"), "check without it");
        return Ok(());
    }
    loop {
        let seen = look(&args.scope.paths);
        terminal.new_page()?;
        // Each look stands for itself; what is wrong now may be right at the next one.
        check::once(args, terminal, &mut Exit::Clean)?;
        terminal.remark("watching; Ctrl-C ends\n");
        wait(&args.scope.paths, &seen);
    }
}

/// What tells that a file was written: its date and its size.
type Look = Vec<(PathBuf, Option<(SystemTime, u64)>)>;

fn look(paths: &[PathBuf]) -> Look {
    let paths = if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() };
    let state = |path: &PathBuf| fs::metadata(path).ok().and_then(|file| Some((file.modified().ok()?, file.len())));
    walk::files(&paths, |_, known, named| known || named)
        .into_iter()
        .map(|entry| (entry.path.clone(), state(&entry.path)))
        .collect()
}

/// Returns once the files differ from what was seen.
fn wait(paths: &[PathBuf], seen: &Look) {
    let mut away = 0;
    loop {
        sleep(TICK);
        let now = look(paths);
        let missing = now.iter().any(|(_, state)| state.is_none());
        if now != *seen && (!missing || away >= PATIENCE) {
            return;
        }
        away = if missing { away + 1 } else { 0 };
    }
}
