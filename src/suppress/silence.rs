//! Which instruction silences which finding, in one sweep over their places: neither is held against all of the other.

use super::Active;
use super::scope::Scope;
use crate::check::Finding;
use crate::document::Document;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A stretch of bytes of the text or of the file.
type Stretch = (usize, usize);

/// For each finding the first instruction that silences it; all that would are marked as used.
pub(super) fn silence(active: &mut [Active], findings: &[Finding], document: &Document) -> Vec<Option<usize>> {
    let mut by_claim: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, finding) in findings.iter().enumerate() {
        by_claim.entry(&finding.claim).or_default().push(number);
    }
    let mut by = vec![None; findings.len()];
    for (claim, numbers) in by_claim {
        let names =
            active.iter().enumerate().flat_map(|(number, one)| one.names.iter().map(move |name| (number, name)));
        let mut matching: Vec<usize> = names.filter(|(_, (p, _))| p.matches(claim)).map(|(number, _)| number).collect();
        matching.dedup();
        if matching.is_empty() {
            continue;
        }
        let found: Vec<&Finding> = numbers.iter().filter_map(|number| findings.get(*number)).collect();
        let (firsts, reaching) = meet(active, &matching, &found, document);
        for (number, first) in numbers.into_iter().zip(firsts) {
            if let Some(place) = by.get_mut(number) {
                *place = first;
            }
        }
        for number in reaching {
            let names = active.get_mut(number).into_iter().flat_map(|one| &mut one.names);
            names.filter(|(pattern, _)| pattern.matches(claim)).for_each(|(_, used)| *used = true);
        }
    }
    by
}

/// For each finding the first instruction that reaches it, and all instructions that reach any.
fn meet(
    active: &[Active],
    matching: &[usize],
    found: &[&Finding],
    document: &Document,
) -> (Vec<Option<usize>>, Vec<usize>) {
    let scopes = || matching.iter().filter_map(|number| active.get(*number).map(|one| (*number, one.scope)));
    let mut of_text = Vec::new();
    let mut of_file = Vec::new();
    let mut reaching: Vec<usize> = Vec::new();
    for (number, scope) in scopes() {
        match scope {
            Scope::Text(span) => of_text.push(((span.start as usize, span.end as usize), number)),
            Scope::Raw(span) => of_file.push(((span.start as usize, span.end as usize), number)),
            Scope::All => reaching.push(number),
            Scope::Nowhere => {}
        }
    }
    let mut firsts = vec![reaching.first().copied(); found.len()];
    let mut add = |swept: (Vec<Option<usize>>, Vec<usize>)| {
        for (first, other) in firsts.iter_mut().zip(swept.0) {
            *first = [*first, other].into_iter().flatten().min();
        }
        reaching.extend(swept.1);
    };
    if !of_text.is_empty() {
        let places = found.iter().map(|f| (f.primary.start as usize, f.primary.end as usize)).collect();
        // What lies half inside is reached.
        add(sweep(&of_text, places, |scope, place| scope.0 < place.1 && place.0 < scope.1));
    }
    if !of_file.is_empty() {
        let places =
            found.iter().map(|f| document.map.to_raw(f.primary)).map(|raw| (raw.start as usize, raw.end as usize));
        add(sweep(&of_file, places.collect(), |scope, place| scope.0 <= place.0 && place.1 <= scope.1));
    }
    (firsts, reaching)
}

/// Goes over the places in their order with the scopes that are open there.
fn sweep(
    scopes: &[(Stretch, usize)],
    places: Vec<Stretch>,
    reaches: impl Fn(Stretch, Stretch) -> bool,
) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut waiting: Vec<(Stretch, usize)> = scopes.to_vec();
    waiting.sort_unstable_by_key(|scope| Reverse(*scope));
    let mut order: Vec<(Stretch, usize)> = places.into_iter().zip(0..).collect();
    order.sort_unstable();
    let mut firsts = vec![None; order.len()];
    // The first instruction on top; those that are asked for the first time, and those that have reached something.
    let mut open: BinaryHeap<Reverse<(usize, Stretch)>> = BinaryHeap::new();
    let mut idle: Vec<(Stretch, usize)> = Vec::new();
    let mut used = Vec::new();
    for (place, number) in order {
        while let Some((scope, number)) = waiting.pop_if(|(scope, _)| scope.0 <= place.1) {
            open.push(Reverse((number, scope)));
            idle.push((scope, number));
        }
        idle.retain(|(scope, number)| {
            let met = reaches(*scope, place);
            used.extend(met.then_some(*number));
            // What ends before this place ends before all that follow.
            !met && scope.1 >= place.0
        });
        let mut aside = Vec::new();
        while let Some(Reverse((first, scope))) = open.pop() {
            if reaches(scope, place) {
                if let Some(entry) = firsts.get_mut(number) {
                    *entry = Some(first);
                }
                open.push(Reverse((first, scope)));
                break;
            }
            if scope.1 >= place.0 {
                aside.push(Reverse((first, scope)));
            }
        }
        open.extend(aside);
    }
    (firsts, used)
}
