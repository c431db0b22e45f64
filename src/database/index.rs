//! Which claims a place of an article could meet: a join of the terms it names with what the rules ask for.

use super::set::TermSet;
use crate::analyze::scan::Hit;
use crate::lexicon::{Detail, Lexicon, TermId};
use crate::rules::{GROUPS, Group, Rule, Scope};
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
    /// For each claim the terms that it asks for, each followed by its packed `Asked`, in the order of the groups.
    members: Column,
    members_to: Column,
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

/// For each term the claims that ask for it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Postings {
    /// Packed `Asked`.
    asked: Column,
    asked_to: Column,
    /// The claims of whose groups the term's own is the one that texts name least.
    rarest: Column,
    rarest_to: Column,
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
    fn new((asked, rarest): (Vec<(TermId, u32)>, Vec<(TermId, u32)>)) -> Self {
        let ((asked, asked_to), (rarest, rarest_to)) = (by_term(asked), by_term(rarest));
        Self { asked, asked_to, rarest, rarest_to }
    }

    fn of(&self, term: TermId) -> Numbers<'_> {
        self.asked.piece(&self.asked_to, term as usize)
    }

    /// The claims of which a place that does not name a term of this kind can never name all groups.
    fn rarest(&self, term: TermId) -> Numbers<'_> {
        self.rarest.piece(&self.rarest_to, term as usize)
    }
}

/// What is told of each term, and where it ends.
fn by_term(mut all: Vec<(TermId, u32)>) -> (Column, Column) {
    all.sort_unstable();
    all.dedup();
    let mut end = 0;
    // No claim asks for most rows of the open vocabularies, which stand at the end.
    let used = all.last().map_or(0, |(term, _)| *term + 1);
    let ends = (0..used).map(|term| {
        end += all.iter().skip(end).take_while(|(t, _)| *t == term).count();
        end as u32
    });
    let ends = ends.collect();
    (all.iter().map(|(_, told)| *told).collect(), ends)
}

impl Index {
    /// The index of rules over the terms of a lexicon.
    pub(super) fn new(rules: &Shelf<Rule>, lexicon: &Lexicon) -> Self {
        let mut by_scope: [(Vec<(TermId, u32)>, Vec<(TermId, u32)>); 4] = Default::default();
        let (mut groups, mut spare, mut hints) = (Vec::new(), Vec::new(), Vec::new());
        let (mut all_members, mut members_to) = (Vec::new(), Vec::new());
        let uses = lexicon.uses();
        let named =
            |group: &Group| -> u64 { group.members.iter().filter_map(|(term, _)| uses.get(*term as usize)).sum() };
        for (rule, claim) in rules.iter().zip(0u32..) {
            let join = rule.join();
            let (mut needed, mut elsewhere, mut hinted) = (0u32, 0u32, 0u32);
            let own = rule.hints(lexicon);
            let [assertion, sentence, figure, article] = &mut by_scope;
            let (postings, rarest) = match rule.scope() {
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
                for (term, exact) in &members.members {
                    let wide = lexicon.detail_of(*term) == Detail::Open || lexicon.id_of(*term).starts_with("kind:");
                    let asked = Asked { claim, group, exact: *exact, wide }.pack();
                    postings.push((*term, asked));
                    all_members.extend([*term, asked]);
                }
            }
            members_to.push(all_members.len() as u32);
            let least = join.groups.iter().chain(&own).take(GROUPS).min_by_key(|group| named(group));
            rarest.extend(least.into_iter().flat_map(|group| &group.members).map(|(term, _)| (*term, claim)));
            groups.push(elsewhere << GROUPS | needed);
            spare.push(u32::from(join.spare));
            hints.push(hinted);
        }
        let [assertion, sentence, figure, article] = by_scope.map(Postings::new);
        let (groups, spare) = (groups.into_iter().collect(), spare.into_iter().collect());
        let hints = hints.into_iter().collect();
        let (members, members_to) = (all_members.into_iter().collect(), members_to.into_iter().collect());
        let all = [&assertion, &sentence, &figure, &article];
        let above = AskedAbove::new(lexicon, |term| all.iter().any(|postings| !postings.of(term).is_empty()));
        Self { assertion, sentence, figure, article, groups, spare, hints, members, members_to, above }
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

    /// The terms that a claim asks for, each with its packed `Asked`.
    fn members(&self, claim: u32) -> impl Iterator<Item = [u32; 2]> {
        self.members.piece(&self.members_to, claim as usize).chunks::<2>()
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
        self.chosen()
    }

    /// The claims of a scope of which an article that could name these terms could name every group and hint, in claim order.
    pub(super) fn complete(&mut self, scope: Scope, terms: &[TermId], could: &TermSet) -> Vec<u32> {
        let postings = self.index.postings(scope);
        for claim in terms.iter().flat_map(|term| postings.rarest(*term).iter()) {
            if let Some(mark) = self.marks.get_mut(claim as usize).filter(|mark| **mark == 0) {
                *mark = 1;
                self.marked.push(claim);
            }
        }
        let mut out = Vec::new();
        for claim in self.marked.drain(..) {
            if let Some(mark) = self.marks.get_mut(claim as usize) {
                *mark = 0;
            }
            let (needed, elsewhere, _) = self.index.asks(claim);
            let mut missing = needed | elsewhere | self.index.hints(claim);
            for [term, asked] in self.index.members(claim) {
                let group = 1 << Asked::unpack(asked).group;
                if missing & group != 0 && could.number(term).is_some() {
                    missing &= !group;
                }
            }
            if missing == 0 {
                out.push(claim);
            }
        }
        out.sort_unstable();
        out
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

    /// For each of these terms, by number, the claims among these that ask for it, as packed `Asked` with their places; and
    /// where those of each term end.
    pub(super) fn asking(&self, claims: &[u32], terms: &TermSet, count: usize) -> (Vec<u32>, Vec<u32>) {
        let asks = || {
            let members = (0..).zip(claims).flat_map(|(place, claim)| {
                self.index
                    .members(*claim)
                    .map(move |[term, asked]| (term, Asked { claim: place, ..Asked::unpack(asked) }))
            });
            members.filter_map(|(term, asked)| Some((terms.number(term)? as usize, asked)))
        };
        let mut ends: Vec<u32> = vec![0; count];
        for (number, _) in asks() {
            if let Some(end) = ends.get_mut(number) {
                *end += 1;
            }
        }
        let mut end = 0;
        for from in &mut ends {
            (*from, end) = (end, end + *from);
        }
        // Each piece fills up from where it begins to where it ends.
        let mut asked = vec![0; end as usize];
        for (number, own) in asks() {
            let Some(at) = ends.get_mut(number) else { continue };
            if let Some(asked) = asked.get_mut(*at as usize) {
                *asked = own.pack();
            }
            *at += 1;
        }
        (asked, ends)
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

    /// The marked claims of which enough groups are named; clears the marks.
    fn chosen(&mut self) -> Vec<u32> {
        let mut out = Vec::new();
        for claim in self.marked.drain(..) {
            let Some(mark) = self.marks.get_mut(claim as usize) else { continue };
            let named = std::mem::take(mark);
            let (needed, elsewhere, spare) = self.index.asks(claim);
            let missing = elsewhere & !named;
            if named & needed == needed && missing.count_ones() <= spare {
                out.push(claim);
            }
        }
        out.sort_unstable();
        out
    }
}
