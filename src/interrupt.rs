//! Ctrl-C: what lies half-written goes, then the run ends. The only home of ctrlc.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// How a run ends that was interrupted: 128 and the number of the signal, as shells count.
const INTERRUPTED: i32 = 130;

static STATUS: AtomicI32 = AtomicI32::new(INTERRUPTED);
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Makes Ctrl-C the orderly end of a run that has no other, or tells why it cannot be.
pub(crate) fn ends_the_run() -> Result<(), String> {
    STATUS.store(0, Ordering::Relaxed);
    listen()
}

/// Remembers a file that must not stay behind.
pub(crate) fn unfinished(path: &Path) {
    // Where Ctrl-C cannot be heard the file stays behind; the next run writes another.
    let _ = listen();
    change(|paths| paths.push(path.to_owned()));
}

/// Forgets a file that is in its place or gone.
pub(crate) fn finished(path: &Path) {
    change(|paths| paths.retain(|known| known != path));
}

fn change(by: impl FnOnce(&mut Vec<PathBuf>)) {
    by(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Hears Ctrl-C from the first file or wish on.
fn listen() -> Result<(), String> {
    static HEARD: OnceLock<Result<(), String>> = OnceLock::new();
    let end = || {
        change(|paths| paths.iter().for_each(|path| drop(fs::remove_file(path))));
        process::exit(STATUS.load(Ordering::Relaxed));
    };
    HEARD.get_or_init(|| ctrlc::set_handler(end).map_err(|error| error.to_string())).clone()
}
