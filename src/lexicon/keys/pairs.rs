//! Which neighbours are keys together, and where their rows begin.

use crate::stored::Column;
use serde::{Deserialize, Serialize};

/// Pairs of labels by a hash of both. Two pairs of one hash are one pair here: what they name could be named.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Pairs {
    /// A bit for each pair that there is, by the first bits of its hash: most neighbours are no keys.
    sieve: Column,
    /// Open-addressed: a hash, and one above where its rows begin; 0 is no pair.
    table: Column,
}

/// Numbers that a slot of the table takes.
const SLOT: usize = 2;
/// Bits of the sieve for each pair, at least.
const BITS: usize = 8;

impl Pairs {
    /// Pairs by their hashes, each with where its rows begin.
    pub(super) fn new(pairs: &[(u32, u32)]) -> Self {
        let bits = (pairs.len() * BITS).next_power_of_two().max(u32::BITS as usize);
        let mut sieve = vec![0_u32; bits / u32::BITS as usize];
        let slots = (pairs.len() * 3 / 2 + 1).next_power_of_two();
        let mut table = vec![[0_u32; SLOT]; slots];
        for (hash, rows) in pairs {
            let bit = index(*hash, bits);
            if let Some(word) = sieve.get_mut(bit / u32::BITS as usize) {
                *word |= 1 << (bit as u32 % u32::BITS);
            }
            let mut at = index(*hash, slots);
            while table.get(at).is_some_and(|[_, taken]| *taken != 0) {
                at = (at + 1) % slots;
            }
            if let Some(slot) = table.get_mut(at) {
                *slot = [*hash, rows + 1];
            }
        }
        Self { sieve: sieve.into_iter().collect(), table: table.into_iter().flatten().collect() }
    }

    /// Whether neighbours of this hash could be keys.
    #[inline]
    pub(super) fn could_be(&self, hash: u32) -> bool {
        let bit = index(hash, self.sieve.len() * u32::BITS as usize);
        self.sieve.get(bit / u32::BITS as usize).is_some_and(|bits| bits >> (bit as u32 % u32::BITS) & 1 != 0)
    }

    /// Where the rows of neighbours begin, by their hash.
    #[inline]
    pub(super) fn rows(&self, hash: u32) -> Option<u32> {
        let slots = self.table.len() / SLOT;
        let mut at = index(hash, slots);
        loop {
            let [own, rows] = self.table.slice(at * SLOT, (at + 1) * SLOT).chunks::<SLOT>().next()?;
            if own == hash || rows == 0 {
                return rows.checked_sub(1);
            }
            at = (at + 1) & (slots - 1);
        }
    }
}

/// A hash of two neighbours.
#[inline]
pub(super) fn hash(label: u32, neighbour: u32) -> u32 {
    let both = u64::from(label) << u32::BITS | u64::from(neighbour);
    ((both ^ both >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> u32::BITS) as u32
}

/// Where a hash belongs among so many, a power of two.
#[inline]
fn index(hash: u32, count: usize) -> usize {
    ((u64::from(hash) * count as u64) >> u32::BITS) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_is_found_in_its_order_and_no_other() {
        let all: Vec<(u32, u32)> = (0..500).map(|n| (n % 23, n)).collect();
        let rows: Vec<(u32, u32)> = all.iter().zip(0..).map(|((one, next), rows)| (hash(*one, *next), rows)).collect();
        let pairs = Pairs::new(&rows);
        let rows =
            |one: u32, next: u32| Some(hash(one, next)).filter(|hash| pairs.could_be(*hash)).map(|h| pairs.rows(h));
        for ((one, next), place) in all.iter().zip(0..) {
            assert_eq!(rows(*one, *next), Some(Some(place)));
        }
        assert_eq!([pairs.rows(hash(22, 0)), pairs.rows(hash(0, 501))], [None, None]);
        assert!(!Pairs::new(&[]).could_be(hash(1, 2)));
    }
}
