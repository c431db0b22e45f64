//! The claims that an article could meet, and which of them a place joins.

use crate::database::index::{Asked, Joiner, Record};
use crate::database::set::TermSet;

/// Tells the numbers of terms one after another.
pub(super) type Telling<'a> = dyn Fn(&mut dyn FnMut(u32)) + 'a;

/// The claims of a scope that an article could meet.
#[derive(Debug, Default)]
pub struct Live {
    /// The claims, ascending.
    pub claims: Vec<u32>,
    /// For each the groups that must be named, those that may be named elsewhere, and how many of these.
    asks: Vec<(u32, u32, u32)>,
    /// Claims that may be named wholly elsewhere, by place.
    free: Vec<usize>,
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
        live.asks = records.iter().map(|r| (r.needed | r.hints, r.elsewhere, r.spare)).collect();
        let free = |(needed, elsewhere, spare): &(u32, u32, u32)| *needed == 0 && elsewhere.count_ones() <= *spare;
        live.free = (0..live.asks.len()).filter(|place| live.asks.get(*place).is_some_and(free)).collect();
        live.marks = vec![0; live.claims.len()];
        (live.asked, live.asked_to) = asking(&records, terms, count);
        live
    }

    /// Leaves out the terms that nobody asks for: their pieces are empty, and the others end where they did.
    pub(super) fn keep(&mut self, used: &[bool]) {
        let mut kept = used.iter();
        self.asked_to.retain(|_| kept.next() == Some(&true));
    }

    /// The claims that ask for a term, by place, and their groups.
    pub(super) fn asking(&self, number: u32) -> impl Iterator<Item = Asked> {
        let end = |n: u32| self.asked_to.get(n as usize).map_or(0, |end| *end as usize);
        let asked = self.asked.get(number.checked_sub(1).map_or(0, end)..end(number)).unwrap_or_default();
        asked.iter().map(|asked| Asked::unpack(*asked))
    }

    /// Whether a claim asks for a term.
    pub(super) fn is_asked(&self, number: u32) -> bool {
        self.asking(number).next().is_some()
    }

    /// The claim at a place among them; a number that no claim has where there is none.
    pub fn claim(&self, place: u32) -> u32 {
        self.claims.get(place as usize).copied().unwrap_or(u32::MAX)
    }

    /// Whether a place that names `own`, and around which the terms are named that `context` tells, joins any claim.
    pub fn joins(&mut self, own: impl Iterator<Item = u32>, context: &Telling<'_>) -> bool {
        !self.join(own, context, true).is_empty()
    }

    /// The claims that such a place joins, by place.
    pub fn candidates(&mut self, own: &[u32], context: &[u32]) -> Vec<u32> {
        let mut all = self.join(own.iter().copied(), &|each| context.iter().for_each(|term| each(*term)), false);
        all.sort_unstable();
        all
    }

    /// The claims that a place joins: all of them, or any one.
    fn join(&mut self, own: impl Iterator<Item = u32>, context: &Telling<'_>, any: bool) -> Vec<u32> {
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
            let (needed, elsewhere, spare) = *asks;
            let missing = elsewhere & !*mark;
            let close = *mark & needed == needed && missing.count_ones() <= spare;
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
