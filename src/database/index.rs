//! Which claims a place of an article could meet: a join of the terms it names with what the rules ask for.

use super::above::{AskedAbove, AskedId};
use crate::analyze::scan::Hit;
use crate::lexicon::{Detail, Lexicon, TermId};
use crate::rules::bits::ones;
use crate::rules::{GROUPS, Group, Rule, Scope};
use crate::stored::{Column, Numbers, Shelf};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::HashMap;

/// For each kind of place the claims by the terms they ask for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Index {
    assertion: Postings,
    sentence: Postings,
    figure: Postings,
    article: Postings,
    /// The records of all claims, in claim order: the claim, the groups that must be named with those that may be named
    /// elsewhere above them, the groups of its hints with how many may be elsewhere above them, what a sentence must hold
    /// besides, and the number of its members; then for each member its term and its packed `Asked`.
    records: Column,
    /// Where the record of each claim begins.
    begins: Column,
    above: AskedAbove,
}

/// For each term that is asked for the claims that ask for it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Postings {
    /// Packed `Asked`.
    asked: Column,
    asked_to: Column,
    /// The claims of whose groups the term's own is the one that texts name least: where their records begin, each with two
    /// terms of which one must be named as well, so that most need no closer look.
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
    pub(super) exact: bool,
    /// Things of open vocabularies below the term are meant as well.
    pub(super) wide: bool,
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

/// Numbers that a claim takes among the rarest.
const RAREST: usize = 3;
/// Stands for a term that may be any.
const ANY: AskedId = AskedId::MAX;

impl Postings {
    fn new((asked, rarest): (Told<1>, Told<RAREST>)) -> Self {
        let ((asked, asked_to), (rarest, rarest_to)) = (by_term(asked), by_term(rarest));
        Self { asked, asked_to, rarest, rarest_to }
    }

    fn of(&self, term: AskedId) -> Numbers<'_> {
        self.asked.piece(&self.asked_to, term as usize)
    }

    /// The claims of which only a place that names a term of this kind can name all groups.
    fn rarest(&self, term: AskedId) -> impl Iterator<Item = [u32; RAREST]> {
        self.rarest.piece(&self.rarest_to, term as usize).chunks()
    }
}

/// Terms with what is told of each.
type Told<const N: usize> = Vec<(AskedId, [u32; N])>;

/// What is told of each term, and where it ends.
fn by_term<const N: usize>(mut all: Told<N>) -> (Column, Column) {
    all.sort_unstable();
    all.dedup();
    let mut end = 0;
    let used = all.last().map_or(0, |(term, _)| *term + 1);
    let ends = (0..used).map(|term| {
        end += all.iter().skip(end).take_while(|(t, _)| *t == term).count();
        (end * N) as u32
    });
    let ends = ends.collect();
    (all.iter().flat_map(|(_, told)| *told).collect(), ends)
}

impl Index {
    /// The index of rules over the terms of a lexicon.
    pub(super) fn new(rules: &Shelf<Rule>, lexicon: &Lexicon) -> Self {
        let mut by_scope: [(Told<1>, Told<RAREST>); 4] = Default::default();
        let (mut records, mut begins): (Vec<u32>, Vec<u32>) = Default::default();
        let uses = lexicon.uses();
        let named =
            |group: &Group| -> u64 { group.members.iter().filter_map(|(term, _)| uses.get(*term as usize)).sum() };
        let numbers = numbers(rules, lexicon, &uses);
        let number = |term: &TermId| numbers.get(term).copied().unwrap_or(ANY);
        for (rule, claim) in rules.iter().zip(0u32..) {
            let join = rule.join();
            let (mut needed, mut elsewhere, mut hinted) = (0u32, 0u32, 0u32);
            let mut all_members = Vec::new();
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
                    postings.push((number(term), [asked]));
                    all_members.extend([number(term), asked]);
                }
            }
            let at = records.len() as u32;
            let mut by_uses: Vec<&Group> = join.groups.iter().chain(&own).take(GROUPS).collect();
            by_uses.sort_by_key(|group| named(group));
            if let Some((least, others)) = by_uses.split_first() {
                let besides = others.iter().find_map(|group| match group.members.as_slice() {
                    [(one, _)] => Some([number(one); 2]),
                    [(one, _), (other, _)] => Some([number(one), number(other)]),
                    _ => None,
                });
                let [one, other] = besides.unwrap_or([ANY; 2]);
                rarest.extend(least.members.iter().map(|(term, _)| (number(term), [at, one, other])));
            }
            begins.push(at);
            let (asks, hints) = (elsewhere << GROUPS | needed, u32::from(join.spare) << GROUPS | hinted);
            records.extend([claim, asks, hints, join.holds, (all_members.len() / MEMBER) as u32]);
            records.extend(all_members);
        }
        let [assertion, sentence, figure, article] = by_scope.map(Postings::new);
        let (records, begins) = (records.into_iter().collect(), begins.into_iter().collect());
        let above = AskedAbove::new(lexicon, &numbers);
        Self { assertion, sentence, figure, article, records, begins, above }
    }

    /// The number of the list of what claims ask for of a term and all above it, if they ask for anything.
    pub(super) fn list(&self, term: TermId) -> Option<u32> {
        self.above.list(term)
    }

    /// How many different lists of terms above there are.
    pub(super) fn lists(&self) -> u32 {
        self.above.lists()
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

/// Numbers for the terms that rules ask for.
fn numbers(rules: &Shelf<Rule>, lexicon: &Lexicon, uses: &[u64]) -> HashMap<TermId, AskedId> {
    let mut asked: Vec<TermId> = Vec::new();
    for rule in rules {
        let hints = rule.hints(lexicon);
        asked.extend(
            rule.join()
                .groups
                .iter()
                .chain(&hints)
                .take(GROUPS)
                .flat_map(|group| &group.members)
                .map(|(term, _)| *term),
        );
    }
    asked.sort_unstable_by_key(|term| (Reverse(uses.get(*term as usize)), *term));
    asked.dedup();
    asked.into_iter().zip(0..).collect()
}

/// Numbers of a record before its members.
const RECORD: usize = 5;
/// Numbers of a member.
const MEMBER: usize = 2;

/// What a claim asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// The claim.
    pub(super) claim: u32,
    /// The groups that must be named, as bits.
    pub(super) needed: u32,
    /// The groups that may be named elsewhere.
    pub(super) elsewhere: u32,
    /// The groups of its hints.
    pub(super) hints: u32,
    /// How many groups may be named elsewhere.
    pub(super) spare: u32,
    /// What a sentence must hold besides, as bits of `may`.
    pub(super) holds: u32,
    members: Numbers<'a>,
}

impl Record<'_> {
    /// The terms that it asks for, by number, each with its packed `Asked`.
    pub(super) fn members(&self) -> impl Iterator<Item = [u32; MEMBER]> {
        self.members.chunks()
    }
}

/// Looks up which claims a place could meet.
#[derive(Debug, Clone, Copy)]
pub struct Joiner<'d> {
    index: &'d Index,
}

impl<'d> Joiner<'d> {
    pub(super) fn new(index: &'d Index) -> Self {
        Self { index }
    }

    /// The claims of a scope of which all groups are named, but for those that may be missing; in claim order.
    pub fn candidates(self, scope: Scope, terms: impl Iterator<Item = TermId>) -> Vec<u32> {
        self.joined(scope, terms.filter_map(|term| self.number(term)))
    }

    fn joined(self, scope: Scope, terms: impl Iterator<Item = AskedId>) -> Vec<u32> {
        let postings = self.index.postings(scope);
        let asked = terms.flat_map(|term| postings.of(term).iter()).map(Asked::unpack);
        let mut named: Vec<(u32, u32)> = asked.map(|asked| (asked.claim, 1 << asked.group)).collect();
        named.sort_unstable();
        named.dedup_by(|next, all| {
            let same = next.0 == all.0;
            if same {
                all.1 |= next.1;
            }
            same
        });
        let joins = |(claim, named): &(u32, u32)| {
            let record = self.record(self.begin(*claim));
            let missing = record.elsewhere & !named;
            named & record.needed == record.needed && missing.count_ones() <= record.spare
        };
        named.into_iter().filter(joins).map(|(claim, _)| claim).collect()
    }

    /// The claims of a scope of which some place of an article could name every group and hint: where their records begin, in
    /// claim order. `places` tells from which places on a term can be seen, as bits; 0 for a term that the article cannot name.
    pub(super) fn complete(self, scope: Scope, terms: &[AskedId], places: impl Fn(AskedId) -> u64) -> Vec<u32> {
        let postings = self.index.postings(scope);
        let mut all = Vec::new();
        for term in terms {
            let own = places(*term);
            for [at, one, other] in postings.rarest(*term) {
                if one != ANY && own & (places(one) | places(other)) == 0 {
                    continue;
                }
                let record = self.record(at);
                let mut groups = [0; GROUPS];
                for [term, asked] in record.members() {
                    if let Some(group) = groups.get_mut(Asked::unpack(asked).group) {
                        *group |= places(term);
                    }
                }
                let asked = [u64::from(record.needed | record.elsewhere | record.hints)];
                let named = ones(asked.into_iter()).filter_map(|group| groups.get(group as usize));
                if named.fold(u64::MAX, |all, group| all & group) != 0 {
                    all.push(at);
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The claims of a scope of which an article that could name these terms could name all groups that must be named and
    /// enough others: where their records begin, in claim order.
    pub(super) fn in_part(self, scope: Scope, terms: &[AskedId]) -> Vec<u32> {
        self.joined(scope, terms.iter().copied()).into_iter().map(|claim| self.begin(claim)).collect()
    }

    /// Where the record of a claim begins.
    fn begin(self, claim: u32) -> u32 {
        self.index.begins.get(claim as usize).unwrap_or_default()
    }

    /// The record that begins at a place.
    pub(super) fn record(self, at: u32) -> Record<'d> {
        let (records, at) = (&self.index.records, at as usize);
        let [claim, asks, hints, holds, count] = records.slice(at, at + RECORD).chunks().next().unwrap_or_default();
        let members = records.slice(at + RECORD, at + RECORD + count as usize * MEMBER);
        let (low, high) = (|both: u32| both & u32::from(u16::MAX), |both: u32| both >> GROUPS);
        let (needed, elsewhere, hints, spare) = (low(asks), high(asks), low(hints), high(hints));
        Record { claim, needed, elsewhere, hints, spare, holds, members }
    }

    /// The number of the list of what claims ask for of a term and all above it, if they ask for anything.
    pub fn list(self, term: TermId) -> Option<u32> {
        self.index.list(term)
    }

    /// The number of a term among those that some claim asks for.
    #[inline]
    pub(super) fn number(self, term: TermId) -> Option<AskedId> {
        self.index.above.number(term)
    }

    /// What is on a list.
    #[inline]
    pub(super) fn listed(self, list: u32) -> Numbers<'d> {
        self.index.above.terms(list)
    }
}
