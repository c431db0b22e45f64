//! What claims ask for of each term and all above it: many terms share a list.

use crate::lexicon::{Lexicon, TermId};
use crate::stored::{Column, Numbers};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The number of a term among those that some claim asks for: few, the commonest first, so that what is known of each lies
/// close together.
pub(super) type AskedId = u32;

/// The lists of what claims ask for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct AskedAbove {
    /// One above the number of each term; 0 where no claim asks for it.
    number: Column,
    /// One above the number of each term's list; 0 where it would be empty.
    list: Column,
    terms: Column,
    terms_to: Column,
}

impl AskedAbove {
    /// For the terms of a lexicon, of which these are asked for.
    pub(super) fn new(lexicon: &Lexicon, numbers: &HashMap<TermId, AskedId>) -> Self {
        let on_list = |term: TermId| {
            let mut asked: Vec<AskedId> =
                lexicon.ancestors(term).iter().filter_map(|term| numbers.get(&term)).copied().collect();
            asked.sort_unstable();
            asked.dedup();
            asked
        };
        let mut lists: HashMap<Vec<AskedId>, u32> = HashMap::new();
        let (mut list, mut terms, mut terms_to) = (Vec::new(), Vec::new(), Vec::new());
        for own in (0..lexicon.len() as TermId).map(on_list) {
            if own.is_empty() {
                list.push(0);
                continue;
            }
            let fresh = lists.len() as u32;
            let number = *lists.entry(own.clone()).or_insert(fresh);
            if number == fresh {
                terms.extend(own);
                terms_to.push(terms.len() as u32);
            }
            list.push(number + 1);
        }
        let number = |term| numbers.get(&term).map_or(0, |number| number + 1);
        Self {
            number: (0..lexicon.len() as TermId).map(number).collect(),
            list: list.into_iter().collect(),
            terms: terms.into_iter().collect(),
            terms_to: terms_to.into_iter().collect(),
        }
    }

    /// The number of a term among those that some claim asks for.
    #[inline]
    pub(super) fn number(&self, term: TermId) -> Option<AskedId> {
        self.number.get(term as usize)?.checked_sub(1)
    }

    /// The number of a term's list, if it is not empty.
    #[inline]
    pub(super) fn list(&self, term: TermId) -> Option<u32> {
        self.list.get(term as usize)?.checked_sub(1)
    }

    /// How many lists there are.
    pub(super) fn lists(&self) -> u32 {
        self.terms_to.len() as u32
    }

    /// What is on a list.
    #[inline]
    pub(super) fn terms(&self, list: u32) -> Numbers<'_> {
        self.terms.piece(&self.terms_to, list as usize)
    }
}
