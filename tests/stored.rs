//! The stored database is the same, bit for bit, whoever builds it: it depends on the claims and on nothing else.

#![allow(clippy::unwrap_used)] // a failure is the message

mod common;

use healthlint::database::{Database, load};
use healthlint::lexicon::load::SourceFile;
use healthlint::stored::to_bytes;

/// What the build script made of `claims/`, in another process.
const BUILT: [&[u8]; 3] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/database.bin")),
    include_bytes!(concat!(env!("OUT_DIR"), "/claims.bin")),
    include_bytes!(concat!(env!("OUT_DIR"), "/examples.bin")),
];

/// The three parts: what every check reads, the texts of claims, their examples.
fn stored(files: &[SourceFile]) -> [Vec<u8>; 3] {
    let loaded = load(files);
    let (working, texts) = loaded.database.to_stored().unwrap();
    [working, texts, to_bytes(&loaded.examples).unwrap()]
}

#[test]
fn the_same_claims_give_the_same_bytes_in_any_order_of_files_and_in_any_process() {
    let files = common::claim_files();
    let turned: Vec<SourceFile> = files.iter().rev().cloned().collect();
    let (first, second) = (stored(&files), stored(&turned));
    for (part, (first, (second, built))) in first.iter().zip(second.iter().zip(BUILT)).enumerate() {
        assert!(first == second, "part {part}: two loads of the same files differ");
        assert!(first == built, "part {part}: the build script made other bytes of the same claims");
    }
}

#[test]
fn a_database_that_was_read_is_stored_again_as_it_was() {
    let (working, texts) = healthlint::embedded::database().unwrap().to_stored().unwrap();
    assert!(working == BUILT[0] && texts == BUILT[1]);
}

#[test]
fn a_damaged_database_is_told_and_breaks_nothing() {
    let (working, texts) = healthlint::embedded::database().unwrap().to_stored().unwrap();
    let short: &'static [u8] = working[..working.len() / 2].to_vec().leak();
    assert!(Database::from_stored(short, texts.leak()).is_err());
}
