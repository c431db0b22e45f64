//! Lists that are told together.

use super::{ASKED, NAMED, may};
use std::collections::HashMap;

/// Lists that are told together, each set of them once.
#[derive(Debug, Default)]
pub(super) struct Bundles {
    /// The number of the first one.
    first: u32,
    numbers: HashMap<Vec<u32>, u32>,
    /// Their lists, and where those of each end.
    pub(super) lists: Vec<u32>,
    pub(super) lists_to: Vec<u32>,
}

impl Bundles {
    /// None yet; the first one will have this number.
    pub(super) fn new(first: u32) -> Self {
        Self { first, ..Self::default() }
    }

    /// What is named by the same words, told at once but for the parts of things.
    pub(super) fn tied(&mut self, all: impl Iterator<Item = u32>) -> Vec<u32> {
        let (mut out, mut lists, mut held) = (Vec::new(), Vec::new(), 0);
        for named in all {
            let (number, own) = (named & ((1 << NAMED) - 1), named >> NAMED);
            if own & may::PART != 0 {
                out.push(named);
                continue;
            }
            held |= own;
            lists.extend((own & ASKED != 0).then_some(number));
        }
        lists.sort_unstable();
        match lists.as_slice() {
            [] if held == 0 => {}
            [] => out.push(held << NAMED),
            [list] => out.push(held << NAMED | list),
            _ => out.push(held << NAMED | self.number(lists)),
        }
        out
    }

    fn number(&mut self, lists: Vec<u32>) -> u32 {
        let fresh = self.first + self.lists_to.len() as u32;
        if let Some(number) = self.numbers.get(&lists) {
            return *number;
        }
        self.lists.extend(&lists);
        self.lists_to.push(self.lists.len() as u32);
        self.numbers.insert(lists, fresh);
        fresh
    }
}
