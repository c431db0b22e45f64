//! The stored database is the same, bit for bit, whoever builds it: it depends on the claims and on nothing else.

#![allow(clippy::unwrap_used)] // a failure is the message

mod common;

use healthlint::database::{Database, load};
use healthlint::lexicon::load::SourceFile;

fn stored(files: &[SourceFile]) -> (Vec<u8>, Vec<u8>) {
    load(files).database.to_stored().unwrap()
}

#[test]
fn the_same_claims_give_the_same_bytes_in_any_order_of_files() {
    let files = common::claim_files();
    let turned: Vec<SourceFile> = files.iter().rev().cloned().collect();
    let first = stored(&files);
    assert!(first == stored(&turned), "two loads of the same files differ");
    let built_in = healthlint::embedded::database().unwrap().to_stored().unwrap();
    assert!(first == built_in, "the built-in database is not what its claims give");
}

#[test]
fn a_damaged_database_is_told_and_breaks_nothing() {
    let (working, texts) = healthlint::embedded::database().unwrap().to_stored().unwrap();
    let short: &'static [u8] = working[..working.len() / 2].to_vec().leak();
    assert!(Database::from_stored(short, texts.leak()).is_err());
}
