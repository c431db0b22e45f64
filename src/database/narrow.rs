//! The index narrowed to one article: claims of which the article could name everything, and the terms they ask for.

use super::index::Joiner;
use super::set::{TermSet, ones};
use crate::lexicon::TermId;
use crate::rules::Scope;

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
    /// Narrows an index to an article, of each sentence of which these are the lists of what claims ask for.
    pub fn new<'t>(joiner: &mut Joiner<'_>, sentences: impl Iterator<Item = &'t [u32]> + Clone) -> Self {
        let mut alike = Alike::new(joiner.lists());
        sentences.clone().flatten().for_each(|list| alike.meet(*list));
        let mut met = TermSet::default();
        alike.met.iter().flat_map(|list| joiner.listed(*list)).for_each(|term| met.insert(term));
        let mut all = met.terms();
        let mut narrow = Self {
            places: Live::new(joiner, Scope::Sentence, &all, false),
            figures: Live::new(joiner, Scope::Figure, &all, false),
            relations: Live::new(joiner, Scope::Assertion, &all, false),
            whole: Live::new(joiner, Scope::Article, &all, true),
            ..Self::default()
        };
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
        for sentence in sentences {
            let mut some = false;
            for numbers in sentence.iter().filter_map(|list| alike.numbers(*list)) {
                some = true;
                own.iter_mut().zip(numbers).for_each(|(own, bits)| *own |= bits);
            }
            if some {
                narrow.could.extend(ones(&own));
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
            let numbers = ones(self.alike.bits_at(place));
            let mut asking: Vec<(u32, u32)> = numbers.flat_map(|number| self.whole.asking(number)).copied().collect();
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

    /// The numbers of those terms that have one.
    pub fn numbers(&self, terms: &[TermId]) -> Vec<u32> {
        terms.iter().filter_map(|term| self.terms.number(*term)).collect()
    }
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
        Self { place: vec![0; lists], met: Vec::new(), bits: Vec::new(), width: 0 }
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
    /// For each term the claims that ask for it, by place, and their groups.
    asked: Vec<(u32, u32)>,
    asked_to: Vec<u32>,
    marks: Vec<u32>,
    marked: Vec<u32>,
}

impl Live {
    fn new(joiner: &mut Joiner<'_>, scope: Scope, terms: &[TermId], in_part: bool) -> Self {
        let mut live = Self::default();
        let own = terms.iter().copied();
        live.claims = if in_part { joiner.candidates(scope, own) } else { joiner.complete(scope, own) };
        live.asks = live.claims.iter().map(|claim| joiner.asks(*claim)).collect();
        let free = |(needed, elsewhere, spare): &(u32, u32, u32)| *needed == 0 && elsewhere.count_ones() <= *spare;
        live.free = (0..live.asks.len()).filter(|place| live.asks.get(*place).is_some_and(free)).collect();
        live.marks = vec![0; live.claims.len()];
        (live.asked, live.asked_to) = joiner.asking(scope, &live.claims, terms);
        live
    }

    /// Leaves out the terms that nobody asks for: their pieces are empty, and the others end where they did.
    fn keep(&mut self, used: &[bool]) {
        let mut kept = used.iter();
        self.asked_to.retain(|_| kept.next() == Some(&true));
    }

    /// The claims that ask for a term, by place, and their groups.
    pub fn asking(&self, number: u32) -> &[(u32, u32)] {
        let end = |n: u32| self.asked_to.get(n as usize).map_or(0, |end| *end as usize);
        self.asked.get(number.checked_sub(1).map_or(0, end)..end(number)).unwrap_or_default()
    }

    /// Whether a claim asks for a term.
    pub fn is_asked(&self, number: u32) -> bool {
        !self.asking(number).is_empty()
    }

    /// Whether a place that names `own`, and around which the terms are named that `context` tells, joins any claim.
    pub fn joins(&mut self, own: impl Iterator<Item = u32>, context: &Telling<'_>) -> bool {
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
        own.for_each(|term| self.asking(term).iter().for_each(|(claim, group)| mark(*claim, 1 << group)));
        self.free.iter().for_each(|claim| mark(*claim as u32, FREE));
        let (mut found, mut open) = (false, false);
        for claim in &marked {
            let (Some(mark), Some(asks)) = (marks.get_mut(*claim as usize), self.asks.get(*claim as usize)) else {
                continue;
            };
            let (needed, elsewhere, spare) = *asks;
            let missing = elsewhere & !*mark;
            let close = *mark & needed == needed && missing.count_ones() <= spare;
            found |= close && missing == 0;
            // From here on a mark holds what must be lent.
            *mark = if close { missing } else { 0 };
            open |= *mark != 0;
        }
        if !found && open {
            context(&mut |term| {
                for (claim, group) in self.asking(term) {
                    if let Some(mark) = marks.get_mut(*claim as usize).filter(|mark| **mark != 0) {
                        *mark &= !(1 << group);
                        found |= *mark == 0;
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

/// Marks a claim that no group of which is named; above the bits of all groups.
const FREE: u32 = 1 << 31;
