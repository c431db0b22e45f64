//! What a sentence could name, by its words alone: a promise that nothing else is named, made before wordings are looked for.
//!
//! Of each wording two neighbouring words and a third one are its keys, the rarest there are. A sentence that has not all of
//! them, as far from each other as in the wording, does not hold it.

use super::trie::{Sequence, Standing, WordId, sign};
use super::{Detail, Effect, Lexicon, Reach, TermId, TermKind, WordClass};
use crate::stored::{Column, Numbers};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    /// Five numbers for each word: where its piece of `own` ends, where its piece of `alone` ends (and whether a label of it has
    /// a piece of `apart`), the signs of the labels that are keys together with one of its own behind it and before it, and the
    /// sign of its own.
    words: Column,
    /// The labels of each word that are keys, by numbers of their own: the commonest first, so that what is often looked at
    /// lies together.
    own: Column,
    /// What each word names alone.
    alone: Column,
    /// Three numbers for each label: where its piece of `pairs` ends, and the signs of the labels that are keys together with
    /// it behind it and before it.
    labels: Column,
    /// For each label those that are keys together with it right behind it, ascending, and where their rows end.
    pairs: Column,
    /// Of wordings whose words all stand apart a further key and from where to where the rows reach.
    apart: Column,
    apart_to: Column,
    /// For each wording a third key, and what it names.
    rows: Column,
    /// What each wording in parts names.
    nears: Column,
    /// Lists that are told together have a number together, from here on: what is on each of these bundles.
    first_bundle: u32,
    bundles: Column,
    bundles_to: Column,
}

/// Numbers that a word takes.
const WORD: usize = 5;
/// Numbers that a label takes.
const LABEL: usize = 3;
/// Says beside where a word's piece of `alone` ends that a label of it has one of `apart`.
const APART: u32 = 1 << 31;
/// Numbers that a neighbour or a wording takes.
const PAIR: usize = 2;
/// Numbers that a further key of words apart takes.
const FURTHER: usize = 3;
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
    /// Each label that is there.
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
            for label in lexicon.keys.word(*word).labels.iter() {
                let Some(places) = self.places.get_mut(label as usize) else { continue };
                *places |= 1_u64.rotate_left(place);
                self.own.push(label);
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

impl Keys {
    /// Lays out which labels are keys to which terms, for terms that are asked for or colour a sentence; sequences have
    /// their rarest labels first, and the other labels are those of words that measure. `list` tells the number of the list
    /// of what is asked for of a term and all above it, of which there are so many.
    pub(super) fn new(
        lexicon: &Lexicon,
        (sequences, measuring): (&[Sequence], &[u32]),
        (list, lists): (impl Fn(TermId) -> Option<u32>, u32),
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
        let wanted = |entry: u32| {
            let term = lexicon.entries.get(entry as usize)?.term;
            let named = if parts.contains(&term) { may::PART << NAMED | term } else { named(term) };
            (named != 0).then_some(named)
        };
        let wanted: Vec<(u32, &Sequence)> =
            sequences.iter().filter_map(|sequence| Some((wanted(sequence.entry)?, sequence))).collect();
        let used = wanted.iter().flat_map(|(_, sequence)| &sequence.labels).map(|standing| standing.label);
        let mut used: Vec<u32> = used.chain(measuring.iter().copied()).collect();
        used.sort_by_key(|label| (Reverse(lexicon.common.get(*label as usize)), *label));
        used.dedup();
        let numbers: HashMap<u32, u32> = used.into_iter().zip(0..).collect();
        let number = |label: u32| numbers.get(&label).copied().unwrap_or(0);
        let measuring = measuring.iter().map(|label| number(*label));
        let mut alone: BTreeSet<(u32, u32)> = measuring.map(|label| (label, may::FIGURE << NAMED)).collect();
        let mut pairs: BTreeMap<(u32, u32), BTreeSet<(u32, u32)>> = BTreeMap::new();
        let mut apart: BTreeMap<(u32, Further), BTreeSet<(u32, u32)>> = BTreeMap::new();
        for (named, Sequence { labels, .. }) in wanted {
            let labels: Vec<Standing> =
                labels.iter().map(|standing| Standing { label: number(standing.label), ..*standing }).collect();
            match labels.as_slice() {
                [] => {}
                [one] => _ = alone.insert((one.label, named)),
                [first, second, ..] => {
                    let (first, second, place) = if let Some((one, next)) = neighbours(&labels) {
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
        let mut bundles = Bundles { first: lists, ..Bundles::default() };
        let mut rows: Vec<u32> = Vec::new();
        let mut piece = |own: BTreeSet<(u32, u32)>| {
            let from = rows.len() as u32;
            let own: Vec<(u32, u32)> = own.into_iter().collect();
            for together in own.chunk_by(|(one, _), (next, _)| one == next) {
                let named = bundles.tied(together.iter().map(|(_, named)| *named));
                rows.extend(
                    named.into_iter().flat_map(|named| [together.first().map_or(0, |(third, _)| *third), named]),
                );
            }
            [from, rows.len() as u32]
        };
        let (mut behind, mut before) = (vec![0; numbers.len()], vec![0; numbers.len()]);
        for (one, next) in pairs.keys() {
            if let (Some(behind), Some(before)) = (behind.get_mut(*one as usize), before.get_mut(*next as usize)) {
                *behind |= sign(*next);
                *before |= sign(*one);
            }
        }
        let pairs: Vec<(u32, [u32; PAIR])> =
            pairs.into_iter().map(|((one, next), own)| (one, [next, piece(own)[1]])).collect();
        let apart: Vec<(u32, [u32; FURTHER])> = apart
            .into_iter()
            .map(|((label, further), own)| (label, further, piece(own)))
            .map(|(label, further, [from, to])| (label, [further.0, from, to]))
            .collect();
        let alone: Vec<(u32, u32)> = alone.into_iter().collect();
        let is_apart = |label: u32| apart.binary_search_by_key(&label, |(own, _)| *own).is_ok();
        let (mut words, mut own, mut told): (Vec<u32>, Vec<u32>, Vec<u32>) = Default::default();
        for word in 0..=lexicon.trie.word_count() as WordId {
            let labels: Vec<u32> = lexicon.trie.labels(word).filter_map(|label| numbers.get(&label)).copied().collect();
            let of_label = |label: u32| {
                let from = alone.partition_point(|(own, _)| *own < label);
                alone.iter().skip(from).take_while(move |(own, _)| *own == label).map(|(_, named)| *named)
            };
            told.extend(bundles.tied(labels.iter().copied().flat_map(of_label)));
            own.extend(&labels);
            let apart = if labels.iter().any(|label| is_apart(*label)) { APART } else { 0 };
            let union =
                |signs: &[u32]| labels.iter().filter_map(|l| signs.get(*l as usize)).fold(0, |all, one| all | one);
            let sign = labels.iter().fold(0, |all, label| all | sign(*label));
            words.extend([own.len() as u32, told.len() as u32 | apart, union(&behind), union(&before), sign]);
        }
        let labels = (0u32..).zip(behind.into_iter().zip(before)).flat_map(|(label, (behind, before))| {
            [pairs.partition_point(|(own, _)| *own <= label) as u32, behind, before]
        });
        Self {
            words: words.into_iter().collect(),
            own: own.into_iter().collect(),
            alone: told.into_iter().collect(),
            labels: labels.collect(),
            pairs: pairs.into_iter().flat_map(|(_, own)| own).collect(),
            apart_to: (0..numbers.len() as u32)
                .map(|label| (apart.partition_point(|(own, _)| *own <= label) * FURTHER) as u32)
                .collect(),
            apart: apart.into_iter().flat_map(|(_, own)| own).collect(),
            rows: rows.into_iter().collect(),
            nears: nears.iter().map(|(named, _)| *named).collect(),
            first_bundle: lists,
            bundles: bundles.lists.into_iter().collect(),
            bundles_to: bundles.lists_to.into_iter().collect(),
        }
    }

    /// How many lists and bundles there are.
    pub fn lists(&self) -> usize {
        self.first_bundle as usize + self.bundles_to.len()
    }

    /// The lists of a bundle, as often as it tells them; none of what is a list itself.
    #[inline]
    pub fn bundled(&self, list: u32) -> Numbers<'_> {
        match list.checked_sub(self.first_bundle) {
            Some(bundle) => self.bundles.piece(&self.bundles_to, bundle as usize),
            None => Numbers::default(),
        }
    }

    /// What is known of a word.
    #[inline]
    fn word(&self, word: WordId) -> Word<'_> {
        let at = (word as usize).wrapping_mul(WORD);
        let of = |at: usize| self.words.slice(at, at.wrapping_add(WORD)).chunks::<WORD>().next().unwrap_or_default();
        let ([own_from, alone_from, ..], [own_to, alone_to, behind, before, sign]) =
            (of(at.wrapping_sub(WORD)), of(at));
        let alone = self.alone.slice((alone_from & !APART) as usize, (alone_to & !APART) as usize);
        let labels = self.own.slice(own_from as usize, own_to as usize);
        Word { labels, alone, is_apart: alone_to & APART != 0, behind, before, sign }
    }

    /// Calls `each` with the list of every term that a sentence of these words could name, or with its bundle or the part, at
    /// least as often as it is named; and with what a sentence that names it holds, as bits of `may`, and whether anybody asks
    /// for it.
    pub fn could_name(&self, words: &[WordId], labels: &mut Labels, lexicon: &Lexicon, mut each: impl FnMut(u32, u32)) {
        labels.set(words, lexicon);
        let mut tell = |named: u32| each(named & ((1 << NAMED) - 1), named >> NAMED);
        let mut last = Word::default();
        for (word, place) in words.iter().zip(0..) {
            let own = if *word == 0 { Word::default() } else { self.word(*word) };
            own.alone.iter().for_each(&mut tell);
            if own.is_apart {
                for label in own.labels.iter() {
                    for [further, begin, end] in self.apart.piece(&self.apart_to, label as usize).chunks::<FURTHER>() {
                        let places = labels.beside(1_u64.rotate_left(place), Further(further));
                        self.tell_rows((begin, end), places, labels, &mut tell);
                    }
                }
            }
            // Most neighbours are keys to nothing together.
            if last.behind & own.sign != 0 && own.before & last.sign != 0 {
                let first = 1_u64.rotate_left(place.wrapping_sub(1));
                for label in last.labels.iter() {
                    let of_label = self.label(label);
                    if of_label.behind & own.sign == 0 {
                        continue;
                    }
                    for neighbour in own.labels.iter() {
                        if of_label.behind & sign(neighbour) != 0
                            && self.label(neighbour).before & sign(label) != 0
                            && let Some(rows) = self.pair((label, of_label), neighbour)
                        {
                            self.tell_rows(rows, first, labels, &mut tell);
                        }
                    }
                }
            }
            last = own;
        }
    }

    /// What is known of a label.
    #[inline]
    fn label(&self, label: u32) -> Label {
        let at = (label as usize).wrapping_mul(LABEL);
        match self.labels.slice(at, at.wrapping_add(LABEL)).chunks::<LABEL>().next() {
            Some([pairs_to, behind, before]) => Label { pairs_to, behind, before },
            None => Label::default(),
        }
    }

    /// From where to where the rows of a label and its neighbour behind it reach.
    #[inline]
    fn pair(&self, (label, own): (u32, Label), neighbour: u32) -> Option<(u32, u32)> {
        let from = self.label(label.wrapping_sub(1)).pairs_to as usize;
        let all = self.pairs.all();
        let at = from + self.pairs.slice(from * PAIR, own.pairs_to as usize * PAIR).pair(neighbour)?;
        // Rows begin where those before end.
        let begin = (at * PAIR).checked_sub(1).and_then(|before| all.get(before)).unwrap_or(0);
        Some((begin, all.get(at * PAIR + 1)?))
    }

    /// Tells the rows whose third key is as far from these places of the first as in its wording.
    #[inline]
    fn tell_rows(&self, (from, to): (u32, u32), places: u64, labels: &Labels, tell: &mut impl FnMut(u32)) {
        if places != 0 {
            for [third, named] in self.rows.slice(from as usize, to as usize).chunks::<PAIR>() {
                if labels.beside(places, Further(third)) != 0 {
                    tell(named);
                }
            }
        }
    }
}

/// What is known of a label.
#[derive(Debug, Clone, Copy, Default)]
struct Label {
    pairs_to: u32,
    behind: u32,
    before: u32,
}

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Word<'a> {
    labels: Numbers<'a>,
    alone: Numbers<'a>,
    is_apart: bool,
    behind: u32,
    before: u32,
    sign: u32,
}

/// Lists that are told together, each set of them once.
#[derive(Debug, Default)]
struct Bundles {
    /// The number of the first one.
    first: u32,
    numbers: HashMap<Vec<u32>, u32>,
    lists: Vec<u32>,
    lists_to: Vec<u32>,
}

impl Bundles {
    /// What is named by the same words, told at once but for the parts of things.
    fn tied(&mut self, all: impl Iterator<Item = u32>) -> Vec<u32> {
        let (mut out, mut lists, mut held) = (Vec::new(), Vec::new(), 0);
        for named in all {
            let (number, own) = (named & ((1 << NAMED) - 1), named >> NAMED);
            if own & may::PART != 0 {
                out.push(named);
                continue;
            }
            held |= own;
            lists.extend((own & ASKED != 0).then_some(number));
        }
        lists.sort_unstable();
        match lists.as_slice() {
            [] if held == 0 => {}
            [] => out.push(held << NAMED),
            [list] => out.push(held << NAMED | list),
            _ => out.push(held << NAMED | self.number(lists)),
        }
        out
    }

    fn number(&mut self, lists: Vec<u32>) -> u32 {
        let fresh = self.first + self.lists_to.len() as u32;
        if let Some(number) = self.numbers.get(&lists) {
            return *number;
        }
        self.lists.extend(&lists);
        self.lists_to.push(self.lists.len() as u32);
        self.numbers.insert(lists, fresh);
        fresh
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

#[cfg(test)]
mod tests {
    use super::*;

    fn places(all: &[u32]) -> u64 {
        all.iter().fold(0, |bits, place| bits | 1_u64.rotate_left(*place))
    }

    #[test]
    fn a_further_key_stands_at_the_distance_of_its_wording() {
        let at = |label: u32, from: u32, to: u32| Standing { label, from, to };
        let next = Further::new(at(1, 0, 0), Some(&at(2, 1, 1)));
        assert_eq!(next.fits(places(&[3, 9]), places(&[4, 8])), places(&[3]));
        assert_eq!(next.fits(places(&[63]), places(&[64])), places(&[63]), "the 64th word is behind the 63rd");
        let before = Further::new(at(1, 2, 2), Some(&at(2, 0, 0)));
        assert_eq!(before.fits(places(&[5, 6]), places(&[3])), places(&[5]));
        let gap = Further::new(at(1, 0, 0), Some(&at(2, 1, 5)));
        assert_eq!(gap.fits(places(&[3]), places(&[8])), places(&[3]));
        assert_eq!(gap.fits(places(&[3]), places(&[9])), 0);
        let far = Further::new(at(1, 0, 0), Some(&at(2, 40, 40)));
        assert_eq!(far.fits(places(&[3]), places(&[1])), places(&[3]), "too far to be told: any distance passes");
        assert_eq!([next, before, gap, far].map(Further::label), [Some(2); 4]);
        assert_eq!(Further::new(at(1, 0, 0), None).label(), None);
    }
}
