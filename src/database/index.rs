//! Which claims a place of an article could meet: a join of the terms it names with what the rules ask for.

use crate::analyze::scan::Hit;
use crate::lexicon::{Detail, Lexicon, TermId};
use crate::rules::{GROUPS, Rule, Scope};
use crate::stored::{Column, Numbers, Shelf};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// For each kind of place the claims by the terms they ask for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Index {
    assertion: Postings,
    sentence: Postings,
    figure: Postings,
    article: Postings,
    /// For each claim the groups that must be named, and above them those that may be named elsewhere, as bits.
    groups: Column,
    /// For each claim how many of the latter may be named elsewhere.
    spare: Column,
    /// For each claim the groups of its hints, as bits.
    hints: Column,
    above: AskedAbove,
}

/// For each term what claims ask for of it and all above it: many terms share a list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct AskedAbove {
    list: Column,
    terms: Column,
    terms_to: Column,
}

impl AskedAbove {
    fn new(lexicon: &Lexicon, is_asked: impl Fn(TermId) -> bool) -> Self {
        let mut numbers: HashMap<Vec<TermId>, u32> = HashMap::new();
        let (mut list, mut terms, mut terms_to) = (Vec::new(), Vec::new(), Vec::new());
        for term in 0..lexicon.len() as TermId {
            let mut asked: Vec<TermId> = lexicon.ancestors(term).iter().filter(|term| is_asked(*term)).collect();
            asked.sort_unstable();
            asked.dedup();
            let fresh = numbers.len() as u32;
            let number = *numbers.entry(asked.clone()).or_insert(fresh);
            if number == fresh {
                terms.extend(asked);
                terms_to.push(terms.len() as u32);
            }
            list.push(number);
        }
        Self {
            list: list.into_iter().collect(),
            terms: terms.into_iter().collect(),
            terms_to: terms_to.into_iter().collect(),
        }
    }
}

/// For each term the claims that ask for it, as packed `Asked`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Postings {
    asked: Column,
    asked_to: Column,
}

/// A claim asks for a term.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// The claim: its number, or its place among some.
    pub(super) claim: u32,
    /// The group that the term belongs to.
    pub(super) group: usize,
    /// Nothing below the term is meant.
    exact: bool,
    /// Things of open vocabularies below the term are meant as well.
    wide: bool,
}

impl Asked {
    /// Whether it takes a hit that names the term itself or something below it, as `Group::names` has it.
    pub(super) fn takes(self, hit: &Hit, term: TermId) -> bool {
        term == hit.term || !self.exact && (hit.detail != Detail::Open || self.wide)
    }

    /// As one number.
    pub(super) fn pack(self) -> u32 {
        self.claim << 6 | (self.group as u32) << 2 | u32::from(self.exact) << 1 | u32::from(self.wide)
    }

    /// From one number.
    pub(super) fn unpack(packed: u32) -> Self {
        let group = packed as usize >> 2 & (GROUPS - 1);
        Self { claim: packed >> 6, group, exact: packed & 2 != 0, wide: packed & 1 != 0 }
    }
}

impl Postings {
    fn new(mut all: Vec<(TermId, u32)>) -> Self {
        all.sort_unstable();
        all.dedup();
        let mut end = 0;
        // No claim asks for most rows of the open vocabularies, which stand at the end.
        let used = all.last().map_or(0, |(term, _)| *term + 1);
        let asked_to = (0..used).map(|term| {
            end += all.iter().skip(end).take_while(|(t, _)| *t == term).count();
            end as u32
        });
        Self { asked_to: asked_to.collect(), asked: all.iter().map(|(_, asked)| *asked).collect() }
    }

    fn of(&self, term: TermId) -> Numbers<'_> {
        self.asked.piece(&self.asked_to, term as usize)
    }
}

impl Index {
    /// The index of rules over the terms of a lexicon.
    pub(super) fn new(rules: &Shelf<Rule>, lexicon: &Lexicon) -> Self {
        let mut by_scope: [Vec<(TermId, u32)>; 4] = Default::default();
        let (mut groups, mut spare, mut hints) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, claim) in rules.iter().zip(0u32..) {
            let join = rule.join();
            let (mut needed, mut elsewhere, mut hinted) = (0u32, 0u32, 0u32);
            let own = rule.hints(lexicon);
            let [assertion, sentence, figure, article] = &mut by_scope;
            let postings = match rule.scope() {
                Scope::Assertion => assertion,
                Scope::Sentence => sentence,
                Scope::Figure => figure,
                Scope::Article => article,
            };
            for (group, members) in join.groups.iter().chain(&own).enumerate().take(GROUPS) {
                let is_hint = group >= join.groups.len();
                let may_be_elsewhere = join.spare > 0 && group + join.elsewhere >= join.groups.len();
                let kind = match (is_hint, may_be_elsewhere) {
                    (true, _) => &mut hinted,
                    (_, true) => &mut elsewhere,
                    _ => &mut needed,
                };
                *kind |= 1 << group;
                postings.extend(members.members.iter().map(|(term, exact)| {
                    let wide = lexicon.detail_of(*term) == Detail::Open || lexicon.id_of(*term).starts_with("kind:");
                    (*term, Asked { claim, group, exact: *exact, wide }.pack())
                }));
            }
            groups.push(elsewhere << GROUPS | needed);
            spare.push(u32::from(join.spare));
            hints.push(hinted);
        }
        let [assertion, sentence, figure, article] = by_scope.map(Postings::new);
        let (groups, spare) = (groups.into_iter().collect(), spare.into_iter().collect());
        let hints = hints.into_iter().collect();
        let all = [&assertion, &sentence, &figure, &article];
        let above = AskedAbove::new(lexicon, |term| all.iter().any(|postings| !postings.of(term).is_empty()));
        Self { assertion, sentence, figure, article, groups, spare, hints, above }
    }

    /// The number of the list of what claims ask for of a term and all above it, if they ask for anything.
    pub(super) fn list(&self, term: TermId) -> Option<u32> {
        let list = self.above.list.get(term as usize)?;
        let asked = !self.above.terms.piece(&self.above.terms_to, list as usize).is_empty();
        asked.then_some(list)
    }

    /// The groups of a claim that must be named, those that may be named elsewhere, and how many of these.
    fn asks(&self, claim: u32) -> (u32, u32, u32) {
        let groups = self.groups.get(claim as usize).unwrap_or_default();
        let spare = self.spare.get(claim as usize).unwrap_or_default();
        (groups & u32::from(u16::MAX), groups >> GROUPS, spare)
    }

    /// The groups of a claim's hints.
    fn hints(&self, claim: u32) -> u32 {
        self.hints.get(claim as usize).unwrap_or_default()
    }

    fn postings(&self, scope: Scope) -> &Postings {
        match scope {
            Scope::Assertion => &self.assertion,
            Scope::Sentence => &self.sentence,
            Scope::Figure => &self.figure,
            Scope::Article => &self.article,
        }
    }
}

/// Looks places up one after another; keeps what it counts on for the next one.
#[derive(Debug)]
pub struct Joiner<'d> {
    index: &'d Index,
    /// For each claim the groups named so far, or while claims are told apart its place among them.
    marks: Vec<u32>,
    /// The claims with marks.
    marked: Vec<u32>,
}

impl<'d> Joiner<'d> {
    pub(super) fn new(index: &'d Index) -> Self {
        Self { index, marks: vec![0; index.groups.len()], marked: Vec::new() }
    }

    /// The claims of a scope of which all groups are named, but for those that may be missing; in claim order.
    pub fn candidates(&mut self, scope: Scope, terms: impl Iterator<Item = TermId>) -> Vec<u32> {
        self.mark(scope, terms);
        self.chosen(false, |elsewhere| elsewhere)
    }

    /// The claims of a scope of which every group and hint is named.
    pub(super) fn complete(&mut self, scope: Scope, terms: impl Iterator<Item = TermId>) -> Vec<u32> {
        self.mark(scope, terms);
        self.chosen(true, |_| 0)
    }

    /// The number of the list of what claims ask for of a term and all above it, if they ask for anything.
    pub fn list(&self, term: TermId) -> Option<u32> {
        self.index.list(term)
    }

    /// How many different lists of terms above there are.
    pub(super) fn lists(&self) -> usize {
        self.index.above.terms_to.len()
    }

    /// What is on a list.
    pub(super) fn listed(&self, list: u32) -> impl Iterator<Item = TermId> {
        self.index.above.terms.piece(&self.index.above.terms_to, list as usize).iter()
    }

    /// What a claim asks for, as `Index::asks` has it, its hints among what must be named.
    pub(super) fn asks(&self, claim: u32) -> (u32, u32, u32) {
        let (needed, elsewhere, spare) = self.index.asks(claim);
        (needed | self.index.hints(claim), elsewhere, spare)
    }

    /// For each term the claims among these that ask for it, by place, as packed `Asked`; and where those of each term end.
    pub(super) fn asking(&mut self, scope: Scope, claims: &[u32], terms: &[TermId]) -> (Vec<u32>, Vec<u32>) {
        let (mut asked, mut asked_to) = (Vec::new(), vec![0; terms.len()]);
        if claims.is_empty() {
            return (asked, asked_to);
        }
        for (place, claim) in (1u32..).zip(claims) {
            if let Some(mark) = self.marks.get_mut(*claim as usize) {
                *mark = place;
            }
        }
        let postings = self.index.postings(scope);
        for (term, end) in terms.iter().zip(&mut asked_to) {
            for own in postings.of(*term).iter().map(Asked::unpack) {
                let mark = self.marks.get(own.claim as usize).copied().unwrap_or(0);
                asked.extend(mark.checked_sub(1).map(|claim| Asked { claim, ..own }.pack()));
            }
            *end = asked.len() as u32;
        }
        for claim in claims {
            if let Some(mark) = self.marks.get_mut(*claim as usize) {
                *mark = 0;
            }
        }
        (asked, asked_to)
    }

    /// Marks the groups that are named.
    fn mark(&mut self, scope: Scope, terms: impl Iterator<Item = TermId>) {
        let postings = self.index.postings(scope);
        for term in terms {
            for asked in postings.of(term).iter().map(Asked::unpack) {
                let Some(mark) = self.marks.get_mut(asked.claim as usize) else { continue };
                if *mark == 0 {
                    self.marked.push(asked.claim);
                }
                *mark |= 1 << asked.group;
            }
        }
    }

    /// The marked claims of which enough groups are named, if `lent` of those that may be named elsewhere are, and their
    /// hints where they count; clears the marks.
    fn chosen(&mut self, hinted: bool, lent: impl Fn(u32) -> u32) -> Vec<u32> {
        let mut out = Vec::new();
        for claim in self.marked.drain(..) {
            let Some(mark) = self.marks.get_mut(claim as usize) else { continue };
            let named = std::mem::take(mark);
            let (needed, elsewhere, spare) = self.index.asks(claim);
            let needed = if hinted { needed | self.index.hints(claim) } else { needed };
            let missing = elsewhere & !named;
            if named & needed == needed && missing.count_ones() <= spare && missing & !lent(elsewhere) == 0 {
                out.push(claim);
            }
        }
        out.sort_unstable();
        out
    }
}
