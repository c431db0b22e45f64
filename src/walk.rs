//! From paths to files, and many files at once. The only home of ignore and rayon.
//!
//! Files come in the order of their paths, whatever the order of the arguments and the number of threads.

use healthlint::document::READERS;
use ignore::{DirEntry, WalkBuilder};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// How many files are worked on before results are handed over: enough to keep cores busy, few enough to hold in memory.
const BATCH: usize = 64;

/// A file to be read, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The name it is shown under: with `/`, without `./` in front.
    pub(crate) name: String,
    /// Where it is opened.
    pub(crate) path: PathBuf,
    /// Why it cannot be read, where the walk itself found out.
    pub(crate) trouble: Option<String>,
}

/// The endings of files that are taken from a folder.
pub(crate) fn endings() -> impl Iterator<Item = &'static str> {
    READERS.iter().flat_map(|reader| reader.extensions.iter().copied())
}

/// All files that are meant by the paths, sorted by path, each once.
///
/// A folder gives what no ignore file excludes. What is taken of it `wants` decides, by the path, by whether a reader knows
/// the ending, and by whether the file was named itself.
pub(crate) fn files(paths: &[PathBuf], mut wants: impl FnMut(&Path, bool, bool) -> bool) -> Vec<Entry> {
    let mut found = BTreeMap::new();
    for path in paths {
        if path.is_dir() {
            folder(path, &mut |path, known| wants(path, known, false), &mut found);
        } else if wants(path, is_known(path), true) {
            add(path, None, &mut found);
        }
    }
    found.into_values().collect()
}

fn add(path: &Path, trouble: Option<String>, found: &mut BTreeMap<PathBuf, Entry>) {
    let path = tidy(path);
    let name = shown(&path);
    found.entry(path.clone()).or_insert(Entry { name, path, trouble });
}

fn folder(root: &Path, wants: &mut dyn FnMut(&Path, bool) -> bool, found: &mut BTreeMap<PathBuf, Entry>) {
    // A tree without repository may still carry a .gitignore.
    for entry in WalkBuilder::new(root).require_git(false).build() {
        match entry {
            Ok(entry) if is_file(&entry) && wants(entry.path(), is_known(entry.path())) => {
                add(entry.path(), None, found);
            }
            Ok(_) => {}
            Err(error) => {
                let path = path_of(&error).unwrap_or(root).to_owned();
                add(&path, Some(cause(&error)), found);
            }
        }
    }
}

/// Whether a reader knows the ending of a file.
pub(crate) fn is_known(path: &Path) -> bool {
    path.extension().is_some_and(|ending| endings().any(|e| ending.eq_ignore_ascii_case(e)))
}

/// Whether a folder's entry can be read: a file, or a link that leads to one or nowhere.
///
/// Links to folders are not followed: they lead in circles. A broken link is kept, so that reading it tells its fault.
fn is_file(entry: &DirEntry) -> bool {
    // Word keeps a file of this name beside each document that is open.
    let lock = entry.file_name().to_string_lossy().starts_with("~$");
    let Some(kind) = entry.file_type() else { return false };
    !lock && (kind.is_file() || (kind.is_symlink() && !entry.path().is_dir()))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

fn cause(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), std::string::ToString::to_string)
}

/// The path without `.` parts, so that the same file has the same name however its folder was written.
fn tidy(path: &Path) -> PathBuf {
    let tidy: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if tidy.as_os_str().is_empty() { PathBuf::from(".") } else { tidy }
}

fn shown(path: &Path) -> String {
    let name = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The name of a file seen from a folder that it is in.
pub(crate) fn name_below(path: &Path, folder: &Path) -> String {
    shown(path.strip_prefix(tidy(folder)).unwrap_or(path))
}

/// Works on all items at once and hands the results over in their order; ends early when `take` says so.
pub(crate) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> std::io::Result<()>,
) -> std::io::Result<()> {
    for batch in items.chunks(BATCH) {
        let results: Vec<R> = match batch {
            // Threads for one file would cost a draft more than they save.
            [only] => vec![work(only)],
            _ => batch.par_iter().map(&work).collect(),
        };
        results.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

/// Every file below a folder with one of the endings, sorted; hidden ones and those that an ignore file names included.
pub(crate) fn every_file(root: &Path, endings: &[&str]) -> Vec<Entry> {
    let mut found = BTreeMap::new();
    for entry in WalkBuilder::new(root).standard_filters(false).build() {
        match entry {
            Ok(entry)
                if entry.path().is_file()
                    && entry.path().extension().is_some_and(|e| endings.iter().any(|known| e == *known)) =>
            {
                add(entry.path(), None, &mut found);
            }
            Ok(_) => {}
            Err(error) => add(path_of(&error).unwrap_or(root), Some(cause(&error)), &mut found),
        }
    }
    found.into_values().collect()
}
