//! A set of terms that claims ask for, as bits: built and read without sorting.

use super::above::AskedId;
use crate::rules::bits::ones;

/// Terms, each with its number among them.
#[derive(Debug, Default)]
pub(super) struct TermSet {
    bits: Vec<u64>,
    /// For each 64 bits how many terms come before them; filled by `count`.
    before: Vec<u32>,
}

impl TermSet {
    /// Adds a term.
    pub(super) fn insert(&mut self, term: AskedId) {
        let place = term as usize / 64;
        if place >= self.bits.len() {
            self.bits.resize(place + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(place) {
            *bits |= 1 << (term % 64);
        }
    }

    /// Counts the terms: from now on they have numbers. Tells how many there are.
    pub(super) fn count(&mut self) -> usize {
        self.before.clear();
        let mut before = 0;
        for bits in &self.bits {
            self.before.push(before);
            before += bits.count_ones();
        }
        before as usize
    }

    /// The terms, ascending.
    pub(super) fn terms(&self) -> Vec<AskedId> {
        ones(self.bits.iter().copied()).collect()
    }

    /// The number of a term among them.
    #[inline]
    pub(super) fn number(&self, term: AskedId) -> Option<u32> {
        let place = term as usize / 64;
        let (bits, bit) = (self.bits.get(place)?, 1_u64 << (term % 64));
        (bits & bit != 0).then(|| self.before.get(place).map(|before| before + (bits & (bit - 1)).count_ones()))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_numbered_in_their_order() {
        let mut set = TermSet::default();
        for term in [700, 3, 64, 3] {
            set.insert(term);
        }
        set.count();
        assert_eq!(set.terms(), [3, 64, 700]);
        assert_eq!([3, 64, 700, 4, 9000].map(|term| set.number(term)), [Some(0), Some(1), Some(2), None, None]);
    }
}
