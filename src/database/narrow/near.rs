//! From where on each term of an article can be seen.

use super::alike::Alike;
use crate::database::above::AskedId;
use crate::database::index::Joiner;
use crate::database::set::TermSet;
use crate::lexicon::keys::Keys;
use std::cell::Cell;

thread_local! {
    /// Room for what is known of each term: all 0 between two articles.
    static SEEN: Cell<Vec<u64>> = Cell::default();
}

/// The terms that an article could name, each with the sentences from which it can be seen, as bits: those that are 64 apart
/// share one.
pub(super) struct Near {
    /// The terms, counted.
    pub(super) terms: TermSet,
    /// The same, ascending.
    pub(super) all: Vec<AskedId>,
    seen: Vec<u64>,
}

impl Near {
    /// Looks over the lists of so many sentences, to which `lenders` may lend a thing.
    pub(super) fn new<'t, I: Iterator<Item = u32>>(
        (joiner, keys, alike): (Joiner<'_>, &Keys, &Alike),
        count: u32,
        lists: impl Fn(u32) -> &'t [u32],
        lenders: impl Fn(u32) -> I,
    ) -> Self {
        let mut seen_from: Vec<u64> = vec![0; count as usize];
        for sentence in 0..count {
            for lender in std::iter::once(sentence).chain(lenders(sentence)) {
                if let Some(from) = seen_from.get_mut(lender as usize) {
                    *from |= 1 << (sentence % u64::BITS);
                }
            }
        }
        let mut of_lists = vec![0; alike.met.len()];
        for (sentence, from) in (0..count).zip(&seen_from) {
            for place in lists(sentence).iter().filter_map(|list| alike.place(*list)) {
                if let Some(seen) = of_lists.get_mut(place) {
                    *seen |= from;
                }
            }
        }
        // The lists of a bundle stand before it.
        for place in (0..alike.met.len()).rev() {
            let (list, from) = (alike.met.get(place), of_lists.get(place).copied().unwrap_or(0));
            for own in list.into_iter().flat_map(|list| keys.bundled(*list).iter()) {
                if let Some(seen) = alike.place(own).and_then(|own| of_lists.get_mut(own)) {
                    *seen |= from;
                }
            }
        }
        let (mut terms, mut seen) = (TermSet::default(), SEEN.take());
        for (list, from) in alike.met.iter().zip(&of_lists) {
            for term in joiner.listed(*list).iter() {
                terms.insert(term);
                if term as usize >= seen.len() {
                    seen.resize(term as usize + 1, 0);
                }
                if let Some(seen) = seen.get_mut(term as usize) {
                    *seen |= from;
                }
            }
        }
        terms.count();
        Self { all: terms.terms(), terms, seen }
    }

    /// From where on a term can be seen; 0 for one that the article cannot name.
    pub(super) fn seen(&self, term: AskedId) -> u64 {
        self.seen.get(term as usize).copied().unwrap_or(0)
    }
}

impl Drop for Near {
    fn drop(&mut self) {
        for term in &self.all {
            if let Some(seen) = self.seen.get_mut(*term as usize) {
                *seen = 0;
            }
        }
        SEEN.set(std::mem::take(&mut self.seen));
    }
}
