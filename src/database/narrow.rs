//! The index narrowed to one article: claims of which the article could name everything, and the terms they ask for.

mod alike;
mod live;
mod near;

use super::index::Joiner;
use super::set::TermSet;
use crate::analyze::scan::Hit;
use crate::lexicon::Lexicon;
use crate::lexicon::keys::Keys;
use crate::rules::bits::{self, ones, width};
use crate::rules::{GROUPS, Scope};
use crate::stored::{bounds, piece};
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
        keys: &Keys,
        count: u32,
        lists: impl Fn(u32) -> &'t [u32],
        lenders: impl Fn(u32) -> I,
    ) -> Self {
        let mut alike = Alike::new(keys.lists());
        (0..count).flat_map(&lists).for_each(|list| alike.meet(*list, keys));
        let near = Near::new((joiner, keys, &alike), count, &lists, lenders);
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
        alike.number(terms.count(), keys, |list| joiner.listed(list).iter().filter_map(|term| terms.number(term)));
        let mut own: Vec<u64> = vec![0; alike.width];
        for sentence in 0..count {
            let mut some = false;
            for numbers in lists(sentence).iter().filter_map(|list| alike.numbers(*list)) {
                some = true;
                bits::add(&mut own, numbers);
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
        piece(&self.could, &self.could_to, sentence)
    }

    /// For each list and bundle, by the place that `place` tells, the claims on whole articles that ask for a term on it, by
    /// place, and their groups; of a bundle as often as its lists tell them.
    pub fn asked_of_whole(&self, keys: &Keys) -> OfWhole {
        let mut out = OfWhole::default();
        let mut own: Vec<(u32, u32)> = Vec::new();
        for (place, list) in self.alike.met.iter().enumerate() {
            let together = keys.bundled(*list);
            for own in together.iter().filter_map(|own| self.place(own)) {
                out.asked.extend_from_within(bounds(&out.ends, own as u32));
            }
            if together.is_empty() && bits::meet(self.alike.bits_at(place), &self.whole.told) {
                let numbers = ones(self.alike.bits_at(place).iter().copied());
                let asked = numbers.flat_map(|number| self.whole.asking(number));
                own.extend(asked.map(|asked| (asked.claim, asked.group as u32)));
                own.sort_unstable();
                own.dedup();
                out.asked.append(&mut own);
            }
            out.ends.push(out.asked.len() as u32);
        }
        out
    }

    /// The place of a list among those that the article meets and some claim it could meet asks for.
    pub fn place(&self, list: u32) -> Option<usize> {
        self.alike.place(list)
    }

    /// The numbers of the terms on these lists, as bits.
    pub fn bits(&self, lists: impl Iterator<Item = u32>) -> Vec<u64> {
        let mut all = vec![0; self.alike.width];
        for numbers in lists.filter_map(|list| self.alike.numbers(list)) {
            bits::add(&mut all, numbers);
        }
        all
    }

    /// For each of these claims on sentences, told by place, and each of its groups the hits that belong to it, as
    /// `Group::names` has it: sets of bits.
    pub fn named(&mut self, claims: &[u32], hits: &[Hit], (joiner, lexicon): (Joiner<'_>, &Lexicon)) -> Vec<u64> {
        let width = width(hits.len());
        let mut named = vec![0; claims.len() * GROUPS * width];
        self.tell_apart(claims, hits, (joiner, lexicon), |claim, group, place| {
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
        (joiner, lexicon): (Joiner<'_>, &Lexicon),
        counts: impl Fn(usize) -> bool,
    ) -> Vec<u16> {
        let mut named = vec![0; claims.len()];
        self.tell_apart(claims, hits, (joiner, lexicon), |claim, group, place| {
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
        (joiner, lexicon): (Joiner<'_>, &Lexicon),
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
                let number = joiner.number(term).and_then(|term| self.terms.number(term));
                for asked in number.into_iter().flat_map(|number| live.asking(number)) {
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

/// What claims on whole articles ask for of each list that an article meets.
#[derive(Debug, Default)]
pub struct OfWhole {
    asked: Vec<(u32, u32)>,
    ends: Vec<u32>,
}

impl OfWhole {
    /// The claims that ask for something on the list at a place, and their groups.
    pub fn at(&self, place: usize) -> &[(u32, u32)] {
        piece(&self.asked, &self.ends, place as u32)
    }
}
