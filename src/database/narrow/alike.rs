//! Which lists of terms an article meets: many of its words share one.

use crate::lexicon::keys::Keys;
use crate::rules::bits;
use std::cell::Cell;

thread_local! {
    /// Room for the places of lists, one number for each list and bundle there is: all 0 between two articles.
    static PLACES: Cell<Vec<u32>> = Cell::default();
}

/// The lists that an article meets, and the bundles of them, each with the numbers of its terms as bits.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// For each list one above its place among those met; 0 if it was not, or has no number.
    place: Vec<u32>,
    /// The lists and bundles; the lists of a bundle stand before it.
    pub(super) met: Vec<u32>,
    bits: Vec<u64>,
    /// How many numbers the bits of a list take.
    pub(super) width: usize,
}

impl Alike {
    /// Nothing is met yet of so many lists.
    pub(super) fn new(lists: usize) -> Self {
        let mut place = PLACES.take();
        place.resize(lists, 0);
        Self { place, met: Vec::new(), bits: Vec::new(), width: 0 }
    }

    /// Meets a list, or a bundle with all that is on it.
    #[inline]
    pub(super) fn meet(&mut self, list: u32, keys: &Keys) {
        if self.place.get(list as usize) == Some(&0) {
            self.meet_anew(list, keys);
        }
    }

    fn meet_anew(&mut self, list: u32, keys: &Keys) {
        keys.bundled(list).iter().for_each(|own| self.meet(own, keys));
        self.met.push(list);
        if let Some(place) = self.place.get_mut(list as usize) {
            *place = self.met.len() as u32;
        }
    }

    /// Keeps the numbers of the terms on each list; there are so many. A list without any is no longer met.
    pub(super) fn number<I: Iterator<Item = u32>>(&mut self, count: usize, keys: &Keys, numbers: impl Fn(u32) -> I) {
        self.width = count.div_ceil(64);
        for list in &self.met {
            let from = self.bits.len();
            self.bits.resize(from + self.width, 0);
            let mut some = false;
            for own in keys.bundled(*list).iter() {
                let Some(place) = self.place(own) else { continue };
                let (before, bits) = self.bits.split_at_mut(from);
                let own = before.get(place * self.width..(place + 1) * self.width).unwrap_or_default();
                bits::add(bits, own);
                some = true;
            }
            for number in numbers(*list) {
                if let Some(bits) = self.bits.get_mut(from + number as usize / 64) {
                    *bits |= 1 << (number % 64);
                    some = true;
                }
            }
            if let Some(place) = self.place.get_mut(*list as usize).filter(|_| !some) {
                *place = 0;
            }
        }
    }

    /// The place of a list among those met.
    pub(super) fn place(&self, list: u32) -> Option<usize> {
        Some(self.place.get(list as usize)?.checked_sub(1)? as usize)
    }

    /// The numbers of the terms on the list at a place.
    pub(super) fn bits_at(&self, place: usize) -> &[u64] {
        self.bits.get(place * self.width..(place + 1) * self.width).unwrap_or_default()
    }

    /// The numbers of the terms on a list.
    pub(super) fn numbers(&self, list: u32) -> Option<&[u64]> {
        self.place(list).map(|place| self.bits_at(place))
    }
}

impl Drop for Alike {
    fn drop(&mut self) {
        for list in &self.met {
            if let Some(place) = self.place.get_mut(*list as usize) {
                *place = 0;
            }
        }
        if !self.place.is_empty() {
            PLACES.set(std::mem::take(&mut self.place));
        }
    }
}
