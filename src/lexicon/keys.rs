//! What a sentence could name, by its words alone: a promise that nothing else is named, made before wordings are looked for.
//!
//! Of each wording two neighbouring words and a third one are its keys, the rarest there are. A sentence that has not all of
//! them, as far from each other as in the wording, does not hold it.

mod bundles;
mod further;
mod layout;
mod pairs;

use super::Lexicon;
use super::TermId;
use super::trie::WordId;
use crate::stored::{Column, Numbers};
use further::{Further, Labels};
use pairs::{Pairs, hash};
use serde::{Deserialize, Serialize};

/// What a sentence could hold, as bits.
pub mod may {
    /// A pronoun, or "this disease".
    pub const REFER: u32 = 1;
    /// A cue that colours what stands below it.
    pub const LABEL: u32 = 2;
    /// "if", "when".
    pub const CONDITION: u32 = 4;
    /// A cue that denies the evidence for something.
    pub const REFUTE: u32 = 8;
    /// A place of care.
    pub const CARE: u32 = 16;
    /// Something done, recommended or said to help.
    pub const ACT: u32 = 32;
    /// A part of a thing that is told in parts.
    pub const PART: u32 = 64;
    /// A number, or a word that measures.
    pub const FIGURE: u32 = 128;
    /// A unit of mass or activity, or a word for pieces of a medicine.
    pub const AMOUNT: u32 = 256;
}

/// The keys of all wordings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Keys {
    /// Where the record of each word begins; 0 is nowhere.
    words_at: Column,
    /// What is known of each word: `RECORD` numbers, then its labels that are keys, then what it names alone.
    words: Column,
    /// Of neighbours that are keys together where their rows begin.
    pairs: Pairs,
    /// For each label that is a key without a neighbour the further keys of its wordings, each with where its rows begin.
    apart: Column,
    apart_to: Column,
    /// How many rows belong together; then for each wording a third key, and what it names.
    rows: Column,
    /// What each wording in parts names.
    nears: Column,
    /// Lists that are told together have a number together, from here on: what is on each of these bundles.
    first_bundle: u32,
    bundles: Column,
    bundles_to: Column,
}

/// Numbers that a word's record begins with: how many labels (and whether one of them has a piece of `apart`), how much it
/// names alone, the signs of the labels that are keys together with one of its own behind it and before it, and the sign of
/// its own.
const RECORD: usize = 5;
/// Numbers that a row takes, or a key of words apart.
const PAIR: usize = 2;
/// Bits of a number that hold which list of terms is named, or which part; above them stands what it holds.
const NAMED: u32 = 22;
/// Says beside what a wording holds that somebody asks for what it names.
pub const ASKED: u32 = 1 << 9;

/// Room for what is looked up for a sentence; kept from one sentence to the next.
#[derive(Debug, Default)]
pub struct Room {
    labels: Labels,
    /// Where the record of each word begins.
    records: Vec<u32>,
    /// Neighbours that could be keys, by hash, with the place of the first as a bit.
    neighbours: Vec<(u32, u64)>,
    /// Where rows begin, with the places of the first key as bits.
    rows: Vec<(u32, u64)>,
    /// How many rows begin there.
    counts: Vec<u32>,
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

impl Keys {
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

    /// What is known of the word whose record begins at a place.
    #[inline]
    fn word(&self, at: u32) -> Word<'_> {
        let (at, labels) = (at as usize, at as usize + RECORD);
        let head = self.words.slice(at, labels).chunks::<RECORD>().next();
        let (Some([count, alone, behind, before, sign]), true) = (head, at != 0) else { return Word::default() };
        let to = labels + (count >> 1) as usize;
        Word {
            labels: self.words.slice(labels, to),
            alone: self.words.slice(to, to + alone as usize),
            is_apart: count & 1 != 0,
            behind,
            before,
            sign,
        }
    }

    /// Calls `each` with the list of every term that a sentence of these words could name, or with its bundle or the part, at
    /// least as often as it is named; and with what a sentence that names it holds, as bits of `may`, and whether anybody asks
    /// for it.
    ///
    /// Most of the time goes into waiting for memory: what is to be looked up is collected first and looked up in short loops,
    /// in which the machine waits for many places at once.
    pub fn could_name(&self, words: &[WordId], room: &mut Room, mut each: impl FnMut(u32, u32)) {
        let Room { labels, records, neighbours, rows, counts } = room;
        records.clear();
        records.extend(words.iter().map(|word| self.words_at.get(*word as usize).unwrap_or(0)));
        let known = records.iter().filter(|at| **at != 0).map(|at| self.words.get(*at as usize).unwrap_or(0) >> 1);
        let count = known.sum();
        labels.clear(count);
        for (at, place) in records.iter().zip(0..) {
            labels.add(self.word(*at).labels, place);
        }
        let mut tell = |named: u32| each(named & ((1 << NAMED) - 1), named >> NAMED);
        neighbours.clear();
        rows.clear();
        let mut last = Word::default();
        for (at, place) in records.iter().zip(0..) {
            let own = self.word(*at);
            own.alone.iter().for_each(&mut tell);
            if own.is_apart {
                for label in own.labels.iter() {
                    for [further, rows_at] in self.apart.piece(&self.apart_to, label as usize).chunks::<PAIR>() {
                        let places = labels.beside(1_u64.rotate_left(place), Further(further));
                        if places != 0 {
                            rows.push((rows_at, places));
                        }
                    }
                }
            }
            // Most neighbours are keys to nothing together.
            if last.behind & own.sign != 0 && own.before & last.sign != 0 {
                let first = 1_u64.rotate_left(place.wrapping_sub(1));
                for label in last.labels.iter() {
                    neighbours.extend(own.labels.iter().map(|neighbour| (hash(label, neighbour), first)));
                }
            }
            last = own;
        }
        neighbours.retain(|(hash, _)| self.pairs.could_be(*hash));
        rows.extend(neighbours.iter().filter_map(|(hash, first)| Some((self.pairs.rows(*hash)?, *first))));
        counts.clear();
        counts.extend(rows.iter().map(|(at, _)| self.rows.get(*at as usize).unwrap_or(0)));
        for ((at, places), count) in rows.iter().zip(counts.iter()) {
            let from = *at as usize + 1;
            for [third, named] in self.rows.slice(from, from + *count as usize * PAIR).chunks::<PAIR>() {
                if labels.beside(*places, Further(third)) != 0 {
                    tell(named);
                }
            }
        }
    }
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
