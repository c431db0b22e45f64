//! What a sentence could name, by its words alone: a promise that nothing else is named, made before wordings are looked for.
//!
//! Of each wording two neighbouring words and a third one are its keys, the rarest there are. A sentence that has not all of
//! them, as far from each other as in the wording, does not hold it.

use super::trie::{Sequence, Standing, WordId};
use super::{Detail, Effect, Lexicon, Reach, TermId, TermKind, WordClass};
use crate::stored::{Column, Numbers};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a sentence could hold, as bits.
pub mod may {
    /// A pronoun, or "this disease".
    pub const REFER: u32 = 1;
    /// A cue that colours what stands below it.
    pub const LABEL: u32 = 2;
    /// "if", "when".
    pub const CONDITION: u32 = 4;
    /// A cue that takes back.
    pub const REFUTE: u32 = 8;
    /// A place of care.
    pub const CARE: u32 = 16;
    /// Something done or said to be done, or a relation.
    pub const ACT: u32 = 32;
    /// A part of a thing that is told in parts.
    pub const PART: u32 = 64;
    /// A number, or a word that measures.
    pub const FIGURE: u32 = 128;
}

/// The keys of all wordings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Keys {
    /// Four numbers for each label: where its piece of `alone` ends, where its piece of `apart` ends, and the signs of the
    /// labels that are keys together with it behind it and before it.
    labels: Column,
    /// What single words name.
    alone: Column,
    /// Open-addressed table of neighbouring labels by hash: the hash, 0 for none, and from where to where their rows reach.
    pairs: Column,
    /// Of wordings whose words all stand apart a further key and from where to where the rows reach.
    apart: Column,
    /// For each wording a third key, and what it names.
    rows: Column,
    /// What each wording in parts names.
    nears: Column,
}

/// Numbers that a label takes.
const LABEL: usize = 4;
/// Numbers that neighbouring labels or a further key take.
const PAIR: usize = 3;
/// Numbers that a wording takes.
const ROW: usize = 2;
/// Bits of a number that hold which list of terms is named, or which part; above them stands what it holds.
const NAMED: u32 = 23;
/// Says beside what a wording holds that somebody asks for what it names.
pub const ASKED: u32 = 1 << 8;

/// A further key of a wording: a label, and how far from the first key it stands. As it is stored, 0 is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Further(u32);

impl Further {
    /// Bits that hold one above the label's number, then as many for the least distance and for the rest up to the most.
    const LABEL: u32 = 20;
    const DISTANCE: u32 = 6;
    /// What is added to a distance, which may lie before the first key.
    const MIDDLE: i64 = 1 << (Self::DISTANCE - 1);
    /// Stands for any distance.
    const ANY: u32 = (1 << Self::DISTANCE) - 1;

    fn new(first: Standing, other: Option<&Standing>) -> Self {
        let Some(other) = other else { return Self(0) };
        let steps = |to: u32, from: u32| i64::from(to) - i64::from(from);
        let (one, two) = (steps(other.from, first.from), steps(other.to, first.to));
        let (least, most) = (one.min(two) + Self::MIDDLE, one.max(two) + Self::MIDDLE);
        let distances = match (u32::try_from(least), u32::try_from(most - least)) {
            (Ok(least), Ok(rest)) if least <= Self::ANY && rest < Self::ANY => rest << Self::DISTANCE | least,
            _ => Self::ANY << Self::DISTANCE,
        };
        Self(distances << Self::LABEL | (other.label + 1))
    }

    fn label(self) -> Option<u32> {
        (self.0 & ((1 << Self::LABEL) - 1)).checked_sub(1)
    }

    /// Of the places of the first key those from which the other one stands at the right distance from it.
    fn fits(self, first: u64, other: u64) -> u64 {
        let distances = self.0 >> Self::LABEL;
        let (least, rest) = (distances & Self::ANY, distances >> Self::DISTANCE);
        if rest == Self::ANY {
            return first;
        }
        // Places are counted round and round, so that a turn never loses one.
        let nearest = other.rotate_left(Self::MIDDLE as u32).rotate_right(least);
        first & (0..=rest).fold(0, |all, step| all | nearest.rotate_right(step))
    }
}

/// The labels of a sentence's words; kept from one sentence to the next.
#[derive(Debug, Default)]
pub struct Labels {
    /// For each label its places as bits, counted round and round.
    places: Vec<u64>,
    own: Vec<u32>,
}

impl Labels {
    /// Takes the labels of these words; what is no word of the database is 0.
    fn set(&mut self, words: &[WordId], lexicon: &Lexicon) {
        for label in self.own.drain(..) {
            if let Some(places) = self.places.get_mut(label as usize) {
                *places = 0;
            }
        }
        let count = lexicon.keys.labels.len() / LABEL;
        if self.places.len() < count {
            self.places.resize(count, 0);
        }
        for (word, place) in words.iter().zip(0..) {
            for label in lexicon.trie.labels(*word) {
                let Some(places) = self.places.get_mut(label as usize) else { continue };
                if *places == 0 {
                    self.own.push(label);
                }
                *places |= 1_u64.rotate_left(place);
            }
        }
    }

    /// Of the places of a first key those from which a further one is as far as in its wording.
    #[inline]
    fn beside(&self, first: u64, further: Further) -> u64 {
        let Some(label) = further.label() else { return first };
        let other = self.places.get(label as usize).copied().unwrap_or(0);
        if other == 0 { 0 } else { further.fits(first, other) }
    }
}

/// A hash of neighbouring labels; never 0.
#[inline]
fn hash(one: u32, next: u32) -> u32 {
    (one.wrapping_mul(0x9e37_79b1) ^ next.wrapping_mul(0x85eb_ca6b).rotate_left(15)) | 1
}

/// The bit of a label in a sign.
#[inline]
fn sign(label: u32) -> u32 {
    1 << (label.wrapping_mul(0x9e37_79b1) >> 27)
}

impl Keys {
    /// Lays out which labels are keys to which terms, for terms that are asked for or colour a sentence; sequences have
    /// their rarest labels first, and the other labels are those of words that measure. `list` tells the number of the list of what is asked for of a term and all above it.
    pub(super) fn new(
        lexicon: &Lexicon,
        (sequences, measuring): (&[Sequence], &[u32]),
        list: impl Fn(TermId) -> Option<u32>,
    ) -> Self {
        let named = |term: TermId| {
            let held = held(lexicon, term);
            match list(term) {
                Some(list) => (held | ASKED) << NAMED | list,
                None => held << NAMED,
            }
        };
        // A thing that is told in parts is there only if each of them is.
        let nears: Vec<(u32, Numbers<'_>)> =
            (0..).map_while(|near| lexicon.near(near)).map(|(term, parts)| (named(term), parts)).collect();
        let parts: BTreeSet<TermId> =
            nears.iter().filter(|(named, _)| *named != 0).flat_map(|(_, parts)| parts.iter()).collect();
        let mut alone: BTreeSet<(u32, u32)> = measuring.iter().map(|label| (*label, may::FIGURE << NAMED)).collect();
        let mut pairs: BTreeMap<(u32, u32), BTreeSet<(u32, u32)>> = BTreeMap::new();
        let mut apart: BTreeMap<(u32, Further), BTreeSet<(u32, u32)>> = BTreeMap::new();
        for Sequence { entry, labels } in sequences {
            let Some(term) = lexicon.entries.get(*entry as usize).map(|entry| entry.term) else { continue };
            let named = if parts.contains(&term) { may::PART << NAMED | term } else { named(term) };
            if named == 0 {
                continue;
            }
            match labels.as_slice() {
                [] => {}
                [one] => _ = alone.insert((one.label, named)),
                [first, second, ..] => {
                    let (first, second, place) = if let Some((one, next)) = neighbours(labels) {
                        (one, next, pairs.entry((one.label, next.label)).or_default())
                    } else {
                        let further = Further::new(*first, Some(second));
                        (first, second, apart.entry((first.label, further)).or_default())
                    };
                    let third = labels.iter().find(|standing| *standing != first && *standing != second);
                    place.insert((Further::new(*first, third).0, named));
                }
            }
        }
        let all = sequences.iter().flat_map(|sequence| &sequence.labels);
        let all = all.map(|standing| standing.label).chain(measuring.iter().copied());
        let count = all.map(|label| label + 1).max().unwrap_or(0) as usize;
        let (mut behind, mut before) = (vec![0; count], vec![0; count]);
        for (one, next) in pairs.keys() {
            if let (Some(behind), Some(before)) = (behind.get_mut(*one as usize), before.get_mut(*next as usize)) {
                *behind |= sign(*next);
                *before |= sign(*one);
            }
        }
        let mut rows: Vec<u32> = Vec::new();
        let mut piece = |own: BTreeSet<(u32, u32)>| {
            let from = rows.len() as u32;
            rows.extend(own.into_iter().flat_map(|(third, named)| [third, named]));
            (from, rows.len() as u32)
        };
        let pairs = open_addressed(pairs.into_iter().map(|((one, next), own)| (hash(one, next), piece(own))).collect());
        let apart: Vec<(u32, [u32; PAIR])> = apart
            .into_iter()
            .map(|((label, further), own)| (label, further, piece(own)))
            .map(|(label, further, (from, to))| (label, [further.0, from, to]))
            .collect();
        let alone: Vec<(u32, u32)> = alone.into_iter().collect();
        let labels = (0u32..).zip(behind.into_iter().zip(before)).flat_map(|(label, (behind, before))| {
            let alone_to = alone.partition_point(|(own, _)| *own <= label);
            let apart_to = apart.partition_point(|(own, _)| *own <= label) * PAIR;
            [alone_to as u32, apart_to as u32, behind, before]
        });
        Self {
            labels: labels.collect(),
            alone: alone.iter().map(|(_, named)| *named).collect(),
            pairs,
            apart: apart.into_iter().flat_map(|(_, own)| own).collect(),
            rows: rows.into_iter().collect(),
            nears: nears.iter().map(|(named, _)| *named).collect(),
        }
    }

    /// Calls `each` with the list of every term that a sentence of these words could name, or with the part, some more than
    /// once; and with what a sentence that names it holds, as bits of `may`, and whether anybody asks for it.
    pub fn could_name(&self, words: &[WordId], labels: &mut Labels, lexicon: &Lexicon, mut each: impl FnMut(u32, u32)) {
        labels.set(words, lexicon);
        let mut tell = |named: u32| each(named & ((1 << NAMED) - 1), named >> NAMED);
        for label in &labels.own {
            let (from, to) = (self.label(label.wrapping_sub(1)), self.label(*label));
            self.alone.slice(from.alone_to, to.alone_to).iter().for_each(&mut tell);
            if from.apart_to < to.apart_to {
                let places = labels.places.get(*label as usize).copied().unwrap_or(0);
                for [further, begin, end] in self.apart.slice(from.apart_to, to.apart_to).chunks::<PAIR>() {
                    self.tell_rows((begin, end), labels.beside(places, Further(further)), labels, &mut tell);
                }
            }
        }
        for (pair, place) in words.windows(2).zip(0..) {
            let &[one, next] = pair else { continue };
            if one == 0 || next == 0 {
                continue;
            }
            for label in lexicon.trie.labels(one) {
                let behind = self.label(label).behind;
                if behind == 0 {
                    continue;
                }
                for neighbour in lexicon.trie.labels(next) {
                    if behind & sign(neighbour) != 0
                        && self.label(neighbour).before & sign(label) != 0
                        && let Some(rows) = self.pair(hash(label, neighbour))
                    {
                        self.tell_rows(rows, 1_u64.rotate_left(place), labels, &mut tell);
                    }
                }
            }
        }
    }

    /// What is known of a label.
    #[inline]
    fn label(&self, label: u32) -> Label {
        let at = (label as usize).wrapping_mul(LABEL);
        match self.labels.slice(at, at.wrapping_add(LABEL)).chunks::<LABEL>().next() {
            Some([alone_to, apart_to, behind, before]) => {
                Label { alone_to: alone_to as usize, apart_to: apart_to as usize, behind, before }
            }
            None => Label::default(),
        }
    }

    /// From where to where the rows of neighbouring labels reach.
    fn pair(&self, hash: u32) -> Option<(u32, u32)> {
        let slots = self.pairs.len() / PAIR;
        let mut at = (hash >> 1) as usize & slots.checked_sub(1)?;
        loop {
            let [found, from, to] = self.pairs.slice(at * PAIR, (at + 1) * PAIR).chunks::<PAIR>().next()?;
            if found == hash {
                return Some((from, to));
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & (slots - 1);
        }
    }

    /// Tells the rows whose third key is as far from these places of the first as in its wording.
    #[inline]
    fn tell_rows(&self, (from, to): (u32, u32), places: u64, labels: &Labels, tell: &mut impl FnMut(u32)) {
        if places != 0 {
            for [third, named] in self.rows.slice(from as usize, to as usize).chunks::<ROW>() {
                if labels.beside(places, Further(third)) != 0 {
                    tell(named);
                }
            }
        }
    }
}

/// What is known of a label.
#[derive(Debug, Default)]
struct Label {
    alone_to: usize,
    apart_to: usize,
    behind: u32,
    before: u32,
}

/// The first of neighbours in a wording, and the second: those that come earliest among its labels.
fn neighbours(labels: &[Standing]) -> Option<(&Standing, &Standing)> {
    let next = |one: &Standing, other: &Standing| (one.from + 1, one.to + 1) == (other.from, other.to);
    (1..labels.len()).find_map(|later| {
        let other = labels.get(later)?;
        labels.iter().take(later).find_map(|one| {
            let (ahead, behind) = (next(one, other), next(other, one));
            if ahead { Some((one, other)) } else { behind.then_some((other, one)) }
        })
    })
}

/// A table from hashes to what belongs to them, with at least two slots for each.
fn open_addressed(all: Vec<(u32, (u32, u32))>) -> Column {
    let slots = (all.len() * 2).next_power_of_two();
    let mut table: Vec<[u32; PAIR]> = vec![[0; PAIR]; slots];
    for (hash, (from, to)) in all {
        let mut at = (hash >> 1) as usize & (slots - 1);
        while table.get(at).is_some_and(|slot| slot[0] != 0) {
            at = (at + 1) & (slots - 1);
        }
        if let Some(slot) = table.get_mut(at) {
            *slot = [hash, from, to];
        }
    }
    table.into_iter().flatten().collect()
}

/// The things of which a sentence could name all parts: their lists, and what a sentence that names them holds.
pub fn whole(parts: &mut Vec<TermId>, lexicon: &Lexicon) -> Vec<(u32, u32)> {
    parts.sort_unstable();
    parts.dedup();
    let has = |part: u32| parts.binary_search(&part).is_ok();
    let near = |near: &u32| lexicon.near(*near).is_some_and(|(_, parts)| parts.iter().all(has));
    let nears = parts.iter().flat_map(|part| lexicon.nears_with(*part)).filter(near);
    let named = nears.filter_map(|near| lexicon.keys.nears.get(near as usize));
    named.map(|named| (named & ((1 << NAMED) - 1), named >> NAMED)).collect()
}

/// What a sentence that names a term holds, as bits of `may`.
fn held(lexicon: &Lexicon, term: TermId) -> u32 {
    match lexicon.terms.shape(term) {
        Some((_, Detail::Word(WordClass::Pronoun | WordClass::BackReference))) => may::REFER,
        Some((_, Detail::Word(WordClass::If | WordClass::When))) => may::CONDITION,
        Some((_, Detail::Cue(_, Reach::Block))) => may::LABEL,
        Some((_, Detail::Cue(Effect::Refuted, Reach::Forward | Reach::Backward))) => may::REFUTE,
        Some((TermKind::Part, _)) => may::PART,
        Some((TermKind::Care, _)) => may::CARE,
        Some((TermKind::Act | TermKind::Relation | TermKind::Advice, _)) => may::ACT,
        _ => 0,
    }
}
