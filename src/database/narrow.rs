//! The index narrowed to one article: claims of which the article could name everything, and the terms they ask for.

use super::index::{Asked, Joiner, Record};
use super::set::TermSet;
use crate::analyze::scan::Hit;
use crate::lexicon::{Lexicon, TermId};
use crate::rules::bits::{ones, width};
use crate::rules::{GROUPS, Scope};
use std::cell::Cell;

/// What claims ask for, as far as an article could name it. Terms have numbers of their own here.
#[derive(Debug, Default)]
pub struct Narrow {
    /// The terms.
    terms: TermSet,
    /// The numbers of the terms that each sentence could name.
    could: Vec<u32>,
    could_to: Vec<u32>,
    alike: Alike,
    /// Claims on sentences.
    pub places: Live,
    /// Claims on figures.
    pub figures: Live,
    /// Claims on relations.
    pub relations: Live,
    /// Claims on the whole article.
    pub whole: Live,
}

impl Narrow {
    /// Narrows an index to an article of so many sentences: `lists` tells the lists of what claims ask for of each, `lenders`
    /// the sentences that may lend it a thing.
    pub fn new<'t, I: Iterator<Item = u32>>(
        joiner: Joiner<'_>,
        count: u32,
        lists: impl Fn(u32) -> &'t [u32],
        lenders: impl Fn(u32) -> I,
    ) -> Self {
        let mut alike = Alike::new(joiner.lists());
        (0..count).flat_map(&lists).for_each(|list| alike.meet(*list));
        // From where each sentence can be seen, and then what it could name: sentences that are 64 apart share a bit.
        let mut seen_from: Vec<u64> = vec![0; count as usize];
        for sentence in 0..count {
            for lender in std::iter::once(sentence).chain(lenders(sentence)) {
                if let Some(from) = seen_from.get_mut(lender as usize) {
                    *from |= 1 << (sentence % u64::BITS);
                }
            }
        }
        let mut seen = vec![0; alike.met.len()];
        for (sentence, from) in (0..count).zip(&seen_from) {
            for place in lists(sentence).iter().filter_map(|list| alike.place(*list)) {
                if let Some(seen) = seen.get_mut(place) {
                    *seen |= from;
                }
            }
        }
        let mut met = TermSet::default();
        let mut places = SEEN.take();
        for (list, seen) in alike.met.iter().zip(&seen) {
            for term in joiner.listed(*list) {
                met.insert(term);
                if term as usize >= places.len() {
                    places.resize(term as usize + 1, 0);
                }
                if let Some(places) = places.get_mut(term as usize) {
                    *places |= seen;
                }
            }
        }
        met.count();
        let mut all = met.terms();
        let near = |term: TermId| places.get(term as usize).copied().unwrap_or(0);
        let anywhere = |term| if near(term) == 0 { 0 } else { u64::MAX };
        let live = |claims| Live::new(joiner, claims, &met, all.len());
        let mut narrow = Self {
            places: live(joiner.complete(Scope::Sentence, &all, near)),
            figures: live(joiner.complete(Scope::Figure, &all, near)),
            relations: live(joiner.complete(Scope::Assertion, &all, anywhere)),
            // Of these an article may name a part.
            whole: live(joiner.in_part(Scope::Article, &all)),
            ..Self::default()
        };
        for term in &all {
            if let Some(places) = places.get_mut(*term as usize) {
                *places = 0;
            }
        }
        SEEN.set(places);
        let lives = [&narrow.places, &narrow.figures, &narrow.relations, &narrow.whole];
        let used: Vec<bool> = (0..all.len() as u32).map(|n| lives.iter().any(|live| live.is_asked(n))).collect();
        for live in [&mut narrow.places, &mut narrow.figures, &mut narrow.relations, &mut narrow.whole] {
            live.keep(&used);
        }
        let mut kept = used.iter();
        all.retain(|_| kept.next() == Some(&true));
        let mut terms = TermSet::default();
        for term in &all {
            terms.insert(*term);
        }
        terms.count();
        alike.number(all.len(), |list| joiner.listed(list).filter_map(|term| terms.number(term)));
        let mut own: Vec<u64> = vec![0; alike.width];
        for sentence in 0..count {
            let mut some = false;
            for numbers in lists(sentence).iter().filter_map(|list| alike.numbers(*list)) {
                some = true;
                own.iter_mut().zip(numbers).for_each(|(own, bits)| *own |= bits);
            }
            if some {
                narrow.could.extend(ones(own.iter().copied()));
                own.fill(0);
            }
            narrow.could_to.push(narrow.could.len() as u32);
        }
        (narrow.terms, narrow.alike) = (terms, alike);
        narrow
    }

    /// How many sentences there are.
    pub fn len(&self) -> usize {
        self.could_to.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.could_to.is_empty()
    }

    /// The numbers of the terms that a sentence could name.
    pub fn could(&self, sentence: u32) -> &[u32] {
        let end = |n: u32| self.could_to.get(n as usize).map_or(0, |end| *end as usize);
        self.could.get(sentence.checked_sub(1).map_or(0, end)..end(sentence)).unwrap_or_default()
    }

    /// For each list, by the place that `place` tells, the claims on whole articles that ask for a term on it, by place, and
    /// their groups.
    pub fn asked_of_whole(&self) -> Vec<Vec<(u32, u32)>> {
        let of = |place: usize| {
            let numbers = ones(self.alike.bits_at(place).iter().copied());
            let asking = numbers.flat_map(|number| self.whole.asking(number));
            let mut asking: Vec<(u32, u32)> = asking.map(|asked| (asked.claim, asked.group as u32)).collect();
            asking.sort_unstable();
            asking.dedup();
            asking
        };
        (0..self.alike.met.len()).map(of).collect()
    }

    /// The place of a list among those that the article meets and some claim it could meet asks for.
    pub fn place(&self, list: u32) -> Option<usize> {
        self.alike.place(list)
    }

    /// The numbers of the terms on these lists.
    pub fn numbers(&self, lists: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut all = vec![0; self.alike.width];
        for numbers in lists.filter_map(|list| self.alike.numbers(list)) {
            all.iter_mut().zip(numbers).for_each(|(all, bits)| *all |= bits);
        }
        ones(all.into_iter()).collect()
    }

    /// For each of these claims on sentences, told by place, and each of its groups the hits that belong to it, as
    /// `Group::names` has it: sets of bits.
    pub fn named(&mut self, claims: &[u32], hits: &[Hit], lexicon: &Lexicon) -> Vec<u64> {
        let width = width(hits.len());
        let mut named = vec![0; claims.len() * GROUPS * width];
        self.tell_apart(claims, hits, lexicon, |claim, group, place| {
            if let Some(bits) = named.get_mut((claim * GROUPS + group) * width + place / 64) {
                *bits |= 1 << (place % 64);
            }
        });
        named
    }

    /// For each of these claims on sentences, told by place, the groups that a hit belongs to which `counts` by its place, as
    /// bits.
    pub fn groups<'h>(
        &mut self,
        claims: &[u32],
        hits: impl IntoIterator<Item = &'h Hit>,
        lexicon: &Lexicon,
        counts: impl Fn(usize) -> bool,
    ) -> Vec<u16> {
        let mut named = vec![0; claims.len()];
        self.tell_apart(claims, hits, lexicon, |claim, group, place| {
            if let Some(groups) = named.get_mut(claim)
                && *groups >> group & 1 == 0
                && counts(place)
            {
                *groups |= 1 << group;
            }
        });
        named
    }

    /// Calls `each` with every one of these claims, group and place of a hit that belong together.
    fn tell_apart<'h>(
        &mut self,
        claims: &[u32],
        hits: impl IntoIterator<Item = &'h Hit>,
        lexicon: &Lexicon,
        mut each: impl FnMut(usize, usize, usize),
    ) {
        let live = &mut self.places;
        let mut marks = std::mem::take(&mut live.marks);
        for (number, claim) in (1..).zip(claims) {
            if let Some(mark) = marks.get_mut(*claim as usize) {
                *mark = number;
            }
        }
        for (place, hit) in hits.into_iter().enumerate() {
            for term in lexicon.ancestors(hit.term).iter() {
                for asked in self.terms.number(term).into_iter().flat_map(|number| live.asking(number)) {
                    let mark = marks.get(asked.claim as usize).copied().unwrap_or(0);
                    if let Some(claim) = (mark as usize).checked_sub(1).filter(|_| asked.takes(hit, term)) {
                        each(claim, asked.group, place);
                    }
                }
            }
        }
        for claim in claims {
            if let Some(mark) = marks.get_mut(*claim as usize) {
                *mark = 0;
            }
        }
        live.marks = marks;
    }
}

thread_local! {
    /// Room for the places of lists, one number for each list there is: all 0 between two articles.
    static PLACES: Cell<Vec<u32>> = Cell::default();
    /// The same for from where terms can be seen, one number for each term.
    static SEEN: Cell<Vec<u64>> = Cell::default();
}

/// The lists that an article meets, each with the numbers of its terms as bits.
#[derive(Debug, Default)]
struct Alike {
    /// For each list one above its place among those met; 0 if it was not, or has no number.
    place: Vec<u32>,
    met: Vec<u32>,
    bits: Vec<u64>,
    width: usize,
}

impl Alike {
    fn new(lists: usize) -> Self {
        let mut place = PLACES.take();
        place.resize(lists, 0);
        Self { place, met: Vec::new(), bits: Vec::new(), width: 0 }
    }

    fn meet(&mut self, list: u32) {
        if let Some(place) = self.place.get_mut(list as usize).filter(|place| **place == 0) {
            self.met.push(list);
            *place = self.met.len() as u32;
        }
    }

    fn number<I: Iterator<Item = u32>>(&mut self, count: usize, numbers: impl Fn(u32) -> I) {
        self.width = count.div_ceil(64);
        for list in &self.met {
            let from = self.bits.len();
            self.bits.resize(from + self.width, 0);
            let mut some = false;
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

    fn place(&self, list: u32) -> Option<usize> {
        Some(self.place.get(list as usize)?.checked_sub(1)? as usize)
    }

    fn bits_at(&self, place: usize) -> &[u64] {
        self.bits.get(place * self.width..(place + 1) * self.width).unwrap_or_default()
    }

    fn numbers(&self, list: u32) -> Option<&[u64]> {
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

/// Tells the numbers of terms one after another.
pub type Telling<'a> = dyn Fn(&mut dyn FnMut(u32)) + 'a;

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
    marks: Vec<u32>,
    marked: Vec<u32>,
}

impl Live {
    /// The claims whose records begin at these places; `terms` are so many.
    fn new(joiner: Joiner<'_>, records: Vec<u32>, terms: &TermSet, count: usize) -> Self {
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
    fn keep(&mut self, used: &[bool]) {
        let mut kept = used.iter();
        self.asked_to.retain(|_| kept.next() == Some(&true));
    }

    /// The claims that ask for a term, by place, and their groups.
    fn asking(&self, number: u32) -> impl Iterator<Item = Asked> {
        let end = |n: u32| self.asked_to.get(n as usize).map_or(0, |end| *end as usize);
        let asked = self.asked.get(number.checked_sub(1).map_or(0, end)..end(number)).unwrap_or_default();
        asked.iter().map(|asked| Asked::unpack(*asked))
    }

    /// Whether a claim asks for a term.
    fn is_asked(&self, number: u32) -> bool {
        self.asking(number).next().is_some()
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
