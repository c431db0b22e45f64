//! What a sentence could name, by its words alone: a promise that nothing else is named, made before wordings are looked for.
//!
//! Of each wording two neighbouring words and a third one are its keys, the rarest there are. A sentence that has not all of
//! them, as far from each other as in the wording, does not hold it.

use super::trie::{Sequence, Standing, WordId};
use super::{Detail, Effect, Lexicon, Reach, TermId, TermKind, WordClass};
use crate::stored::Column;
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
}

/// The keys of all wordings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Keys {
    /// For each label what a single word names.
    alone: Column,
    alone_to: Column,
    /// A bit for each hash of neighbouring labels, several to a bit: most neighbours are keys to nothing.
    seen: Column,
    /// Open-addressed table of neighbouring labels by hash: the hash, 0 for none, and the number of a piece of `rows`.
    pairs: Column,
    /// For each label of a wording whose words all stand apart a further key and the number of a piece of `rows`.
    apart: Column,
    apart_to: Column,
    /// For each wording a third key, and what it names.
    rows: Column,
    rows_to: Column,
}

/// Numbers that a slot of a table, a further key or a wording takes.
const PAIR: usize = 2;
/// Bits of a number that hold a term; above them stands what it holds.
const TERM: u32 = 24;
/// Says beside what a term holds that somebody asks for it.
pub const ASKED: u32 = 1 << 7;

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
        if self.places.len() < lexicon.keys.alone_to.len() {
            self.places.resize(lexicon.keys.alone_to.len(), 0);
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

/// The bit of a hash among so many numbers, a power of two: which number, and the bit there.
#[inline]
fn bit(hash: u32, numbers: usize) -> (usize, u32) {
    ((hash >> 8) as usize & (numbers - 1), 1 << (hash >> 3 & 31))
}

impl Keys {
    /// Lays out which labels are keys to which terms, for terms that are asked for or colour a sentence; sequences have
    /// their rarest labels first.
    pub(super) fn new(lexicon: &Lexicon, sequences: &[Sequence], is_asked: impl Fn(TermId) -> bool) -> Self {
        let is_wanted = |term: TermId| is_asked(term) || held(lexicon, term) != 0;
        // A thing that is told in parts is there only if each of them is.
        let nears = (0..).map_while(|near| lexicon.near(near));
        let parts: BTreeSet<TermId> =
            nears.filter(|(term, _)| is_wanted(*term)).flat_map(|(_, parts)| parts.iter()).collect();
        let mut alone: BTreeSet<(u32, u32)> = BTreeSet::new();
        let mut pairs: BTreeMap<(u32, u32), BTreeSet<(u32, u32)>> = BTreeMap::new();
        let mut apart: BTreeMap<(u32, Further), BTreeSet<(u32, u32)>> = BTreeMap::new();
        for Sequence { entry, labels } in sequences {
            let Some(term) = lexicon.entries.get(*entry as usize).map(|entry| entry.term) else { continue };
            if !is_wanted(term) && !parts.contains(&term) {
                continue;
            }
            let asked = if is_asked(term) { ASKED } else { 0 };
            let named = (held(lexicon, term) | asked) << TERM | term;
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
        let count = all.map(|standing| standing.label + 1).max().unwrap_or(0);
        let (mut rows, mut rows_to): (Vec<u32>, Vec<u32>) = Default::default();
        let mut piece = |own: BTreeSet<(u32, u32)>| {
            rows.extend(own.into_iter().flat_map(|(third, named)| [third, named]));
            rows_to.push(rows.len() as u32);
            rows_to.len() as u32 - 1
        };
        let table: Vec<(u32, u32)> = pairs.into_iter().map(|((a, b), own)| (hash(a, b), piece(own))).collect();
        let apart = apart.into_iter().map(|((label, further), own)| (label, [further.0, piece(own)])).collect();
        let ((alone, alone_to), (apart, apart_to)) = (
            by_label(alone.into_iter().map(|(label, named)| (label, [named])).collect(), count),
            by_label(apart, count),
        );
        let (seen, pairs) = open_addressed(&table);
        let (rows, rows_to) = (rows.into_iter().collect(), rows_to.into_iter().collect());
        Self { alone, alone_to, seen, pairs, apart, apart_to, rows, rows_to }
    }

    /// Calls `each` with every term that a sentence of these words could name, parts among them and some more than once,
    /// and with what a sentence that names it holds, as bits of `may`, and whether anybody asks for it.
    pub fn could_name(
        &self,
        words: &[WordId],
        labels: &mut Labels,
        lexicon: &Lexicon,
        mut each: impl FnMut(TermId, u32),
    ) {
        labels.set(words, lexicon);
        let mut tell = |named: u32| each(named & ((1 << TERM) - 1), named >> TERM);
        for label in &labels.own {
            self.alone.piece(&self.alone_to, *label as usize).iter().for_each(&mut tell);
            let own = self.apart.piece(&self.apart_to, *label as usize);
            if !own.is_empty() {
                let places = labels.places.get(*label as usize).copied().unwrap_or(0);
                for [further, piece] in own.chunks::<PAIR>() {
                    self.tell_rows(piece, labels.beside(places, Further(further)), labels, &mut tell);
                }
            }
        }
        let seen = self.seen.all();
        if seen.is_empty() {
            return;
        }
        for (pair, place) in words.windows(2).zip(0..) {
            let &[one, next] = pair else { continue };
            if one == 0 || next == 0 {
                continue;
            }
            for label in lexicon.trie.labels(one) {
                for neighbour in lexicon.trie.labels(next) {
                    let hash = hash(label, neighbour);
                    let (number, bit) = bit(hash, seen.len());
                    if seen.get(number).is_some_and(|bits| bits & bit != 0)
                        && let Some(piece) = self.pair(hash)
                    {
                        self.tell_rows(piece, 1_u64.rotate_left(place), labels, &mut tell);
                    }
                }
            }
        }
    }

    /// The piece of rows of neighbouring labels.
    fn pair(&self, hash: u32) -> Option<u32> {
        let mask = self.pairs.len() / PAIR - 1;
        let mut at = (hash >> 1) as usize & mask;
        loop {
            let found = self.pairs.get(at * PAIR).filter(|found| *found != 0)?;
            if found == hash {
                return self.pairs.get(at * PAIR + 1);
            }
            at = (at + 1) & mask;
        }
    }

    /// Tells the rows of a piece whose third key is as far from these places of the first as in its wording.
    fn tell_rows(&self, piece: u32, places: u64, labels: &Labels, tell: &mut impl FnMut(u32)) {
        if places != 0 {
            for [third, named] in self.rows.piece(&self.rows_to, piece as usize).chunks::<PAIR>() {
                if labels.beside(places, Further(third)) != 0 {
                    tell(named);
                }
            }
        }
    }
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

/// What belongs to each label in one column, and in another where it ends; `all` ascends.
fn by_label<const N: usize>(all: Vec<(u32, [u32; N])>, count: u32) -> (Column, Column) {
    let to = (0..count).map(|label| (all.partition_point(|(own, _)| *own <= label) * N) as u32).collect();
    (all.into_iter().flat_map(|(_, own)| own).collect(), to)
}

/// The bits of some hashes, and a table from each to its number.
fn open_addressed(all: &[(u32, u32)]) -> (Column, Column) {
    // Sixteen bits and at least two slots for each.
    let mut seen: Vec<u32> = vec![0; (all.len() / 2).next_power_of_two()];
    let slots = (all.len() * 2).next_power_of_two();
    let mut table: Vec<[u32; PAIR]> = vec![[0; PAIR]; slots];
    for (hash, number) in all {
        let (place, bit) = bit(*hash, seen.len());
        if let Some(bits) = seen.get_mut(place) {
            *bits |= bit;
        }
        let mut at = (hash >> 1) as usize & (slots - 1);
        while table.get(at).is_some_and(|slot| slot[0] != 0) {
            at = (at + 1) & (slots - 1);
        }
        if let Some(slot) = table.get_mut(at) {
            *slot = [*hash, *number];
        }
    }
    (seen.into_iter().collect(), table.into_iter().flatten().collect())
}

/// The things of which a sentence could name all parts, each with what a sentence that names it holds.
pub fn whole(parts: &mut Vec<TermId>, lexicon: &Lexicon) -> Vec<(TermId, u32)> {
    parts.sort_unstable();
    parts.dedup();
    let has = |part: u32| parts.binary_search(&part).is_ok();
    let nears = parts.iter().flat_map(|part| lexicon.nears_with(*part)).filter_map(|near| lexicon.near(near));
    nears.filter(|(_, parts)| parts.iter().all(has)).map(|(term, _)| (term, held(lexicon, term))).collect()
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
