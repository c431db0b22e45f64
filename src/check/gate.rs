//! Which sentences could assert something that a claim or a contradiction is about.
//!
//! Reading what a sentence asserts takes longer than all that comes before it, and most sentences name the things of no
//! claim. Nothing is lost here: a sentence passes if its words, with those it may borrow from others, join any claim.

use crate::analyze::scan::{Hit, Scan};
use crate::analyze::{Analysis, context};
use crate::database::Database;
use crate::lexicon::{Effect, Reach};
use crate::rules::Scope;

/// A chain of references longer than this is not followed: its end passes.
const CHAIN: usize = 4;

/// For each sentence whether it has to be read.
pub(super) fn wanted(analysis: &Analysis<'_>, database: &Database) -> Vec<bool> {
    let mut joiner = database.joiner();
    let mut out = Vec::with_capacity(analysis.scans.len());
    // The last sentence before each that names a thing.
    let mut named: Vec<Option<u32>> = Vec::with_capacity(analysis.scans.len());
    let mut last = None;
    for (sentence, scan) in (0u32..).zip(&analysis.scans) {
        named.push(last);
        if scan.concepts().next().is_some() {
            last = Some(sentence);
        }
    }
    for (sentence, scan) in (0u32..).zip(&analysis.scans) {
        if !analysis.may_tell(sentence) {
            out.push(false);
            continue;
        }
        if analysis.scans.get(sentence as usize + 1).is_some_and(denies) {
            out.push(true);
            continue;
        }
        let Some(lenders) = lenders(analysis, &named, sentence) else {
            out.push(true);
            continue;
        };
        let lent = lenders.iter().filter_map(|s| analysis.scans.get(*s as usize)).flat_map(Scan::concepts);
        let terms = scan.concepts().chain(lent).flat_map(|h| database.lexicon.ancestors(h.term).iter());
        out.push(!joiner.candidates(Scope::Assertion, terms).is_empty());
    }
    out
}

/// Whether a sentence may take back the one before it.
fn denies(next: &Scan) -> bool {
    let strong = |h: &Hit| matches!(h.cue(), Some((Effect::Refuted, Reach::Forward | Reach::Backward)));
    next.hits.iter().any(strong)
}

/// The sentences that may lend this one a thing; nothing if they cannot be told.
fn lenders(analysis: &Analysis<'_>, named: &[Option<u32>], sentence: u32) -> Option<Vec<u32>> {
    let mut out = analysis.leads(sentence);
    let mut here = sentence;
    for _ in 0..CHAIN {
        let refers = analysis.scans.get(here as usize).is_some_and(context::refers_back);
        let Some(before) = named.get(here as usize).copied().flatten().filter(|_| refers) else { return Some(out) };
        out.push(before);
        here = before;
    }
    None
}
