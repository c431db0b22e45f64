//! The shipped database has no fault of any severity, and every example of every claim holds.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "a test may stop, and tells that it skipped"
)]

mod common;

use healthlint::database::{self, Loaded};
use healthlint::examples;
use healthlint::lexicon::load::SourceFile;

fn shipped() -> (Vec<SourceFile>, Loaded) {
    let files = common::claim_files();
    let loaded = database::load(&files);
    (files, loaded)
}

fn tell(files: &[SourceFile], faults: &[healthlint::diagnostic::Diagnostic]) -> String {
    let mut out = String::new();
    for fault in faults {
        let text = files.iter().find(|f| f.path == fault.file).map_or("", |f| f.text.as_str());
        let at = fault.primary.as_ref().map_or(0, |p| p.span.start as usize);
        let line = text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
        out += &format!("{}:{line}: {} [{}] {}\n", fault.file, fault.message, fault.code, fault.notes.join("; "));
    }
    out
}

#[test]
fn the_shipped_database_keeps_every_law() {
    let (files, loaded) = shipped();
    assert!(loaded.faults.is_empty(), "{}", tell(&files, &loaded.faults));
}

#[test]
fn every_example_of_every_claim_holds() {
    let (files, loaded) = shipped();
    let faults = examples::run(&loaded);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), tell(&files, &faults));
}

#[test]
fn the_database_is_as_broad_as_promised() {
    let (_, loaded) = shipped();
    let required = loaded.database.claims.iter().filter(|c| c.kind == "required").count();
    assert!(loaded.database.claims.len() >= 45, "{} claims", loaded.database.claims.len());
    assert!(required >= 8, "{required} claims on required content");
}

#[test]
fn the_order_of_files_does_not_matter() {
    let (mut files, loaded) = shipped();
    files.reverse();
    let other = database::load(&files);
    let ids = |l: &Loaded| l.database.claims.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&loaded), ids(&other));
}

#[test]
fn the_built_in_database_is_the_one_in_the_folder() {
    let (_, loaded) = shipped();
    let built_in = healthlint::embedded::database().unwrap();
    assert_eq!(built_in.claims.len(), loaded.database.claims.len());
    assert_eq!(built_in.lexicon.terms.len(), loaded.database.lexicon.terms.len());
}
