//! Each article of `fixtures/` raises exactly what its `.expect` says; those in `fixtures/clean/` raise nothing.
//!
//! A line of an `.expect` is `LINE SEVERITY CLAIM WORDS`, in the order printed. `UPDATE=1 cargo test` rewrites the files.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "a test may stop, and tells that it skipped"
)]

use healthlint::check::check;
use healthlint::document;
use std::path::{Path, PathBuf};

fn articles(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| ["md", "html", "txt"].iter().any(|x| e == *x)))
        .filter(|p| p.file_name().is_some_and(|n| n != "README.md"))
        .collect();
    out.sort();
    out
}

fn findings(path: &Path) -> String {
    let database = healthlint::embedded::database().unwrap();
    let bytes = std::fs::read(path).unwrap();
    let document = document::read(&path.to_string_lossy(), &bytes, None);
    assert!(document.faults.is_empty(), "{}: {:?}", path.display(), document.faults);
    let mut out = String::new();
    for finding in check(&document, &database) {
        let raw = document.map.to_raw(finding.primary);
        let line = document.source.bytes().take(raw.start as usize).filter(|b| *b == b'\n').count() + 1;
        let words = finding.primary.of(&document.text).replace('\n', " ");
        out += &format!("{line:>3} {:<7} {} {words}\n", finding.severity.name(), finding.claim);
    }
    out
}

#[test]
fn every_article_raises_exactly_what_is_expected() {
    let mut wrong = String::new();
    for path in articles("fixtures") {
        let expected_path = PathBuf::from(format!("{}.expect", path.display()));
        let found = findings(&path);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected_path, &found).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
        if expected != found {
            wrong += &format!("--- {}\nexpected:\n{expected}found:\n{found}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn clean_articles_are_silent() {
    let mut wrong = String::new();
    let clean = articles("fixtures/clean");
    assert!(clean.len() >= 5);
    for path in clean {
        let found = findings(&path);
        if !found.is_empty() {
            wrong += &format!("--- {}\n{found}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
