//! What several test files need: the files of `claims/`, loaded.

#![allow(clippy::unwrap_used, dead_code, reason = "each test file uses its own part")]

use healthlint::database::{self, Loaded};
use healthlint::lexicon::load::SourceFile;
use std::path::Path;

/// All files of the shipped database: TOML, and the tables of the open vocabularies.
pub(crate) fn claim_files() -> Vec<SourceFile> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("claims"), "", &mut files);
    files
}

/// The shipped database with its examples and faults.
pub(crate) fn shipped() -> Loaded {
    database::load(&claim_files())
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if entry.path().is_dir() {
            collect(&entry.path(), &path, files);
        } else if Path::new(&name).extension().is_some_and(|e| e == "toml" || e == "tsv") {
            files.push(SourceFile { path, text: std::fs::read_to_string(entry.path()).unwrap() });
        }
    }
}
