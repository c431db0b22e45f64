//! The index narrowed to one article: claims of which the article could name everything, and the terms they ask for.

mod alike;
mod live;
mod near;

use super::index::Joiner;
use super::set::TermSet;
use crate::analyze::scan::Hit;
use crate::lexicon::Lexicon;
use crate::rules::bits::{ones, width};
use crate::rules::{GROUPS, Scope};
use alike::Alike;
pub use live::Live;
use near::Near;

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
        let near = Near::new((joiner, &alike), count, &lists, lenders);
        let complete = |scope| joiner.complete(scope, &near.all, |term| near.seen(term));
        let anywhere = |term| if near.seen(term) == 0 { 0 } else { u64::MAX };
        let live = |claims| Live::new(joiner, claims, &near.terms, near.all.len());
        let mut narrow = Self {
            places: live(complete(Scope::Sentence)),
            figures: live(complete(Scope::Figure)),
            // What a relation is told of may stand farther away.
            relations: live(joiner.complete(Scope::Assertion, &near.all, anywhere)),
            // Of these an article may name a part.
            whole: live(joiner.in_part(Scope::Article, &near.all)),
            ..Self::default()
        };
        let lives = [&narrow.places, &narrow.figures, &narrow.relations, &narrow.whole];
        let used: Vec<bool> = (0..near.all.len() as u32).map(|n| lives.iter().any(|live| live.is_asked(n))).collect();
        for live in [&mut narrow.places, &mut narrow.figures, &mut narrow.relations, &mut narrow.whole] {
            live.keep(&used);
        }
        let mut terms = TermSet::default();
        near.all.iter().zip(&used).filter(|(_, used)| **used).for_each(|(term, _)| terms.insert(*term));
        alike.number(terms.count(), |list| joiner.listed(list).filter_map(|term| terms.number(term)));
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
