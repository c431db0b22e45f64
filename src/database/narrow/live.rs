//! The claims that an article could meet, and which of them a place joins.

use crate::database::index::{Asked, Joiner, Record};
use crate::database::set::TermSet;
use crate::rules::bits::width;
use crate::stored::piece;

/// Tells the numbers of terms one after another.
pub(super) type Telling<'a> = dyn Fn(&mut dyn FnMut(u32)) + 'a;

/// What a claim asks for.
#[derive(Debug, Clone, Copy)]
struct Asks {
    /// The groups that must be named.
    needed: u32,
    /// Those that may be named elsewhere, and how many of these.
    elsewhere: u32,
    spare: u32,
    /// What a sentence must hold besides, as bits of `may`.
    holds: u32,
}

/// The claims of a scope that an article could meet.
#[derive(Debug, Default)]
pub struct Live {
    /// The claims, ascending.
    pub claims: Vec<u32>,
    asks: Vec<Asks>,
    /// Claims that may be named wholly elsewhere, by place.
    free: Vec<usize>,
    /// The terms that they ask for, as bits.
    pub told: Vec<u64>,
    /// For each term the claims that ask for it, as packed `Asked` with their places.
    asked: Vec<u32>,
    asked_to: Vec<u32>,
    /// For each claim the groups named so far, or what else is counted; all 0 in between.
    pub(super) marks: Vec<u32>,
    marked: Vec<u32>,
}

impl Live {
    /// The claims whose records begin at these places; `terms` are so many.
    pub(super) fn new(joiner: Joiner<'_>, records: Vec<u32>, terms: &TermSet, count: usize) -> Self {
        let mut live = Self::default();
        let records: Vec<Record<'_>> = records.into_iter().map(|at| joiner.record(at)).collect();
        live.claims = records.iter().map(|record| record.claim).collect();
        let asks = |r: &Record<'_>| Asks {
            needed: r.needed | r.hints,
            elsewhere: r.elsewhere,
            spare: r.spare,
            holds: r.holds,
        };
        live.asks = records.iter().map(asks).collect();
        let free = |asks: &Asks| asks.needed == 0 && asks.elsewhere.count_ones() <= asks.spare;
        live.free = (0..live.asks.len()).filter(|place| live.asks.get(*place).is_some_and(free)).collect();
        live.marks = vec![0; live.claims.len()];
        (live.asked, live.asked_to) = asking(&records, terms, count);
        live
    }

    /// Leaves out the terms that nobody asks for: their pieces are empty, and the others end where they did.
    pub(super) fn keep(&mut self, used: &[bool]) {
        let mut kept = used.iter();
        self.asked_to.retain(|_| kept.next() == Some(&true));
        self.told = vec![0; width(self.asked_to.len())];
        let mut from = 0;
        for (number, to) in self.asked_to.iter().enumerate() {
            if let Some(told) = self.told.get_mut(number / 64).filter(|_| from < *to) {
                *told |= 1 << (number % 64);
            }
            from = *to;
        }
    }

    /// The claims that ask for a term, by place, and their groups.
    pub(super) fn asking(&self, number: u32) -> impl Iterator<Item = Asked> {
        piece(&self.asked, &self.asked_to, number).iter().map(|asked| Asked::unpack(*asked))
    }

    /// Whether a claim asks for a term.
    pub(super) fn is_asked(&self, number: u32) -> bool {
        self.asking(number).next().is_some()
    }

    /// Whether one of these claims, told by place and ascending, asks for one of these terms.
    pub fn asks(&self, claims: &[u32], terms: &[u32]) -> bool {
        !claims.is_empty()
            && terms.iter().flat_map(|term| self.asking(*term)).any(|asked| claims.binary_search(&asked.claim).is_ok())
    }

    /// The claim at a place among them; a number that no claim has where there is none.
    pub fn claim(&self, place: u32) -> u32 {
        self.claims.get(place as usize).copied().unwrap_or(u32::MAX)
    }

    /// Whether a place that names `own` and holds this, and around which the terms are named that `context` tells, joins any
    /// claim.
    pub fn joins(&mut self, own: impl Iterator<Item = u32>, context: &Telling<'_>, holds: u32) -> bool {
        !self.join(own, context, holds, true).is_empty()
    }

    /// The claims that such a place joins, by place.
    pub fn candidates(&mut self, own: &[u32], context: &[u32], holds: u32) -> Vec<u32> {
        let context = |each: &mut dyn FnMut(u32)| context.iter().for_each(|term| each(*term));
        let mut all = self.join(own.iter().copied(), &context, holds, false);
        all.sort_unstable();
        all
    }

    /// The claims that a place joins: all of them, or any one.
    fn join(&mut self, own: impl Iterator<Item = u32>, context: &Telling<'_>, holds: u32, any: bool) -> Vec<u32> {
        let mut marks = std::mem::take(&mut self.marks);
        let mut marked = std::mem::take(&mut self.marked);
        let mut mark = |claim: u32, bit: u32| {
            if let Some(mark) = marks.get_mut(claim as usize) {
                if *mark == 0 {
                    marked.push(claim);
                }
                *mark |= bit;
            }
        };
        own.for_each(|term| self.asking(term).for_each(|asked| mark(asked.claim, 1 << asked.group)));
        self.free.iter().for_each(|claim| mark(*claim as u32, FREE));
        let (mut found, mut open) = (Vec::new(), false);
        for claim in &marked {
            let (Some(mark), Some(asks)) = (marks.get_mut(*claim as usize), self.asks.get(*claim as usize)) else {
                continue;
            };
            let missing = asks.elsewhere & !*mark;
            let named = *mark & asks.needed == asks.needed && missing.count_ones() <= asks.spare;
            let close = named && holds & asks.holds == asks.holds;
            if close && missing == 0 {
                found.push(*claim);
                if any {
                    break;
                }
            }
            // From here on a mark holds what must be lent.
            *mark = if close { missing } else { 0 };
            open |= *mark != 0;
        }
        if open && (found.is_empty() || !any) {
            context(&mut |term| {
                for asked in self.asking(term) {
                    if let Some(mark) = marks.get_mut(asked.claim as usize).filter(|mark| **mark != 0) {
                        *mark &= !(1 << asked.group);
                        if *mark == 0 {
                            found.push(asked.claim);
                        }
                    }
                }
            });
        }
        for claim in marked.drain(..) {
            if let Some(mark) = marks.get_mut(claim as usize) {
                *mark = 0;
            }
        }
        (self.marks, self.marked) = (marks, marked);
        found
    }
}

/// For each of these terms, by number, the claims that ask for it, as packed `Asked` with the places of their records
/// among these; and where those of each term end.
fn asking(records: &[Record<'_>], terms: &TermSet, count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut all: Vec<(u32, u32)> = Vec::new();
    let mut ends: Vec<u32> = vec![0; count];
    for (claim, record) in (0..).zip(records) {
        for [term, asked] in record.members() {
            let Some(number) = terms.number(term) else { continue };
            all.push((number, Asked { claim, ..Asked::unpack(asked) }.pack()));
            if let Some(end) = ends.get_mut(number as usize) {
                *end += 1;
            }
        }
    }
    let mut end = 0;
    for from in &mut ends {
        (*from, end) = (end, end + *from);
    }
    // Each piece fills up from where it begins to where it ends.
    let mut asked = vec![0; all.len()];
    for (number, own) in all {
        let Some(at) = ends.get_mut(number as usize) else { continue };
        if let Some(asked) = asked.get_mut(*at as usize) {
            *asked = own;
        }
        *at += 1;
    }
    (asked, ends)
}

/// Marks a claim that no group of which is named; above the bits of all groups.
const FREE: u32 = 1 << 31;
