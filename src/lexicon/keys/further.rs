//! The keys of a wording beside its first, and the labels of a sentence to hold them against.

use super::super::trie::Standing;
use crate::stored::Numbers;

/// A further key of a wording: a label, and how far from the first key it stands. As it is stored, 0 is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Further(pub(super) u32);

impl Further {
    /// Bits that hold one above the label's number, then as many for the least distance and for the rest up to the most.
    const LABEL: u32 = 20;
    const DISTANCE: u32 = 6;
    /// What is added to a distance, which may lie before the first key.
    const MIDDLE: i64 = 1 << (Self::DISTANCE - 1);
    /// Stands for any distance.
    const ANY: u32 = (1 << Self::DISTANCE) - 1;

    pub(super) fn new(first: Standing, other: Option<&Standing>) -> Self {
        let Some(other) = other else { return Self(0) };
        let steps = |to: u32, from: u32| i64::from(to) - i64::from(from);
        let (one, two) = (steps(other.from, first.from), steps(other.to, first.to));
        let (least, most) = (one.min(two) + Self::MIDDLE, one.max(two) + Self::MIDDLE);
        let distances = match (u32::try_from(least), u32::try_from(most - least)) {
            (Ok(least), Ok(rest)) if least <= Self::ANY && rest < Self::ANY => rest << Self::DISTANCE | least,
            _ => Self::ANY << Self::DISTANCE,
        };
        Self(distances << Self::LABEL | (other.label + 1))
    }

    fn label(self) -> Option<u32> {
        (self.0 & ((1 << Self::LABEL) - 1)).checked_sub(1)
    }

    /// Of the places of the first key those from which the other one stands at the right distance from it.
    fn fits(self, first: u64, other: u64) -> u64 {
        let distances = self.0 >> Self::LABEL;
        let (least, rest) = (distances & Self::ANY, distances >> Self::DISTANCE);
        if rest == Self::ANY {
            return first;
        }
        // Places are counted round and round, so that a turn never loses one.
        let nearest = other.rotate_left(Self::MIDDLE as u32).rotate_right(least);
        first & (0..=rest).fold(0, |all, step| all | nearest.rotate_right(step))
    }
}

/// The labels of a sentence's words; kept from one sentence to the next.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Open-addressed and small enough to stay near: one above each label, and its places as bits, counted round and round.
    slots: Vec<(u32, u64)>,
    /// The slots that are taken.
    taken: Vec<usize>,
}

impl Labels {
    /// Slots at least: most sentences have a third as many labels, or fewer.
    const SLOTS: usize = 256;

    /// Forgets all, and makes room for so many.
    pub(super) fn clear(&mut self, count: u32) {
        for at in self.taken.drain(..) {
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = (0, 0);
            }
        }
        let wanted = (count as usize * 2).next_power_of_two().max(Self::SLOTS);
        if wanted > self.slots.len() {
            self.slots.resize(wanted, (0, 0));
        }
    }

    /// Takes the labels of a word at a place.
    #[inline]
    pub(super) fn add(&mut self, labels: Numbers<'_>, place: u32) {
        for label in labels.iter() {
            self.put(label + 1, 1_u64.rotate_left(place));
        }
    }

    #[inline]
    fn put(&mut self, own: u32, places: u64) {
        let at = self.at(own);
        if let Some(slot) = self.slots.get_mut(at) {
            if slot.0 == 0 {
                self.taken.push(at);
            }
            *slot = (own, slot.1 | places);
        }
    }

    /// Where a label stands, or the free slot where it would.
    #[inline]
    fn at(&self, own: u32) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (own.wrapping_mul(0x9e37_79b1) >> 12) as usize;
        loop {
            at &= mask;
            match self.slots.get(at) {
                Some((taken, _)) if *taken != own && *taken != 0 => at += 1,
                _ => return at,
            }
        }
    }

    /// Of the places of a first key those from which a further one is as far as in its wording.
    #[inline]
    pub(super) fn beside(&self, first: u64, further: Further) -> u64 {
        let Some(label) = further.label() else { return first };
        let other = self.slots.get(self.at(label + 1)).map_or(0, |(_, places)| *places);
        if other == 0 { 0 } else { further.fits(first, other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(all: &[u32]) -> u64 {
        all.iter().fold(0, |bits, place| bits | 1_u64.rotate_left(*place))
    }

    #[test]
    fn the_labels_of_a_long_sentence_are_all_kept_and_none_stays_behind() {
        let next = |label: u32| {
            let at = |label: u32, place: u32| Standing { label, from: place, to: place };
            Further::new(at(9, 0), Some(&at(label, 1)))
        };
        let column: crate::stored::Column = (0..1000).collect();
        let mut labels = Labels::default();
        assert_eq!(labels.beside(places(&[2]), next(5)), 0, "before the first sentence");
        labels.clear(1000);
        labels.add(column.all(), 3);
        assert!((0..1000).all(|label| labels.beside(places(&[2]), next(label)) == places(&[2])));
        labels.clear(1);
        labels.add(column.slice(7, 8), 3);
        assert_eq!([6, 7].map(|label| labels.beside(places(&[2]), next(label))), [0, places(&[2])]);
    }

    #[test]
    fn a_further_key_stands_at_the_distance_of_its_wording() {
        let at = |label: u32, from: u32, to: u32| Standing { label, from, to };
        let next = Further::new(at(1, 0, 0), Some(&at(2, 1, 1)));
        assert_eq!(next.fits(places(&[3, 9]), places(&[4, 8])), places(&[3]));
        assert_eq!(next.fits(places(&[63]), places(&[64])), places(&[63]), "the 64th word is behind the 63rd");
        let before = Further::new(at(1, 2, 2), Some(&at(2, 0, 0)));
        assert_eq!(before.fits(places(&[5, 6]), places(&[3])), places(&[5]));
        let gap = Further::new(at(1, 0, 0), Some(&at(2, 1, 5)));
        assert_eq!(gap.fits(places(&[3]), places(&[8])), places(&[3]));
        assert_eq!(gap.fits(places(&[3]), places(&[9])), 0);
        let far = Further::new(at(1, 0, 0), Some(&at(2, 40, 40)));
        assert_eq!(far.fits(places(&[3]), places(&[1])), places(&[3]), "too far to be told: any distance passes");
        assert_eq!([next, before, gap, far].map(Further::label), [Some(2); 4]);
        assert_eq!(Further::new(at(1, 0, 0), None).label(), None);
    }
}
