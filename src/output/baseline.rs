//! What a baseline holds, and what in it is met no more.

use super::{clean, counted};
use crate::baseline::{Baseline, Key};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How much a baseline holds: "12 findings of 3 files".
pub(crate) fn held(baseline: &Baseline) -> String {
    format!("{} of {}", counted(baseline.total(), "finding"), counted(baseline.paths().len(), "file"))
}

/// The entries by claim: how many findings in how many files.
pub(crate) fn by_claim(baseline: &Baseline) -> String {
    let mut claims: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (key, count) in baseline.entries() {
        let (sum, files) = claims.entry(&key.claim).or_default();
        *sum += count;
        files.insert(&key.path);
    }
    let widest = claims.keys().map(|claim| claim.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (claim, (sum, files)) in claims {
        let _ = writeln!(out, "{:widest$}  {sum:5} in {}", clean::line(claim), counted(files.len(), "file"));
    }
    out
}

/// Entries that no finding meets any more, one a line behind a word.
pub(crate) fn stale(word: &str, entries: &[(&Key, usize)]) -> String {
    let mut out = String::new();
    for (key, left) in entries {
        let times = if *left > 1 { format!(" ({left} times)") } else { String::new() };
        let _ = writeln!(out, "{word}: {}: {}{times}", clean::line(&key.path), clean::line(&key.claim));
    }
    out
}

/// Files that were renamed since.
pub(crate) fn moves(moves: &BTreeSet<(&str, &str)>) -> String {
    let mut out = String::new();
    for (from, to) in moves {
        let _ = writeln!(out, "renamed: {} is {} now", clean::line(from), clean::line(to));
    }
    out
}
