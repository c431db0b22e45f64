//! What a sentence could name, by its words alone: a promise that nothing else is named, made before wordings are looked for.
//!
//! Of each wording the rarest words are its keys. A sentence without all of them does not hold the wording.

use super::trie::WordId;
use super::{Detail, Effect, Lexicon, Reach, TermId, TermKind, WordClass};
use crate::stored::Column;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
}

/// For each label the wordings of which it is the rarest.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Keys {
    /// For each label pairs of a further label, one above its number or 0 for none, and where its rows end.
    further: Column,
    further_to: Column,
    /// For each wording a third label in the same way, and its term with what that holds above.
    rows: Column,
}

/// Numbers that a further label or a wording takes.
const PAIR: usize = 2;
/// Bits of a number that hold the term.
const TERM: u32 = 24;

/// The labels of a sentence's words, as bits; kept from one sentence to the next.
#[derive(Debug, Default)]
pub struct Labels {
    bits: Vec<u64>,
    own: Vec<u32>,
}

impl Labels {
    /// Takes the labels of these words.
    pub fn set(&mut self, words: &[WordId], lexicon: &Lexicon) {
        for label in self.own.drain(..) {
            if let Some(bits) = self.bits.get_mut(label as usize / 64) {
                *bits = 0;
            }
        }
        self.bits.resize(lexicon.keys.further_to.len() / 64 + 1, 0);
        for label in words.iter().flat_map(|word| lexicon.trie.labels(*word)) {
            let Some(bits) = self.bits.get_mut(label as usize / 64) else { continue };
            let bit = 1 << (label % 64);
            if *bits & bit == 0 {
                *bits |= bit;
                self.own.push(label);
            }
        }
    }

    /// Whether a label, one above its number, is among them; 0 is.
    fn has(&self, label: u32) -> bool {
        label
            .checked_sub(1)
            .is_none_or(|label| self.bits.get(label as usize / 64).is_some_and(|bits| bits & 1 << (label % 64) != 0))
    }
}

impl Keys {
    /// Lays out which labels are keys to which terms, for terms that are asked for or colour a sentence; sequences have
    /// their rarest labels first.
    pub(super) fn new(lexicon: &Lexicon, sequences: &[(u32, Vec<u32>)], is_asked: impl Fn(TermId) -> bool) -> Self {
        // A thing that is told in parts is there only if each of them is: the first one stands for all.
        let mut whole: BTreeMap<TermId, Vec<TermId>> = BTreeMap::new();
        for near in 0.. {
            let Some((term, parts)) = lexicon.near(near) else { break };
            if let Some(part) = parts.get(0) {
                whole.entry(part).or_default().push(term);
            }
        }
        let mut rows: Vec<[u32; 4]> = Vec::new();
        for (entry, labels) in sequences {
            let Some(entry) = lexicon.entries.get(*entry as usize) else { continue };
            let Some(key) = labels.first() else { continue };
            let further = |n: usize| labels.get(n).map_or(0, |label| label + 1);
            let mut row = |term: TermId| {
                if is_asked(term) || held(lexicon, term) != 0 {
                    rows.push([*key, further(1), further(2), term]);
                }
            };
            match whole.get(&entry.term) {
                Some(terms) => terms.iter().copied().for_each(&mut row),
                None => row(entry.term),
            }
        }
        rows.sort_unstable();
        rows.dedup();
        let labels = sequences.iter().flat_map(|(_, labels)| labels).max().map_or(0, |label| label + 1);
        let (mut further, mut further_to) = (Vec::new(), Vec::new());
        let mut end = 0;
        let mut rest = rows.as_slice();
        for label in 0..labels {
            while let Some([own, one, ..]) = rest.first().copied().filter(|row| row[0] == label) {
                let count = rest.iter().take_while(|row| row[0] == own && row[1] == one).count();
                rest = rest.get(count..).unwrap_or_default();
                end += count * PAIR;
                further.extend([one, end as u32]);
            }
            further_to.push(further.len() as u32);
        }
        Self {
            further: further.into_iter().collect(),
            further_to: further_to.into_iter().collect(),
            rows: rows.iter().flat_map(|[.., third, term]| [*third, held(lexicon, *term) << TERM | *term]).collect(),
        }
    }

    /// Calls `each` with every term that a sentence with these labels could name, some more than once, and with what a
    /// sentence that names it holds, as bits of `may`.
    pub fn could_name(&self, labels: &Labels, mut each: impl FnMut(TermId, u32)) {
        let further = self.further.all();
        for label in &labels.own {
            let (from, to) = self.further_to.bounds(*label as usize);
            // Rows end where the next begin.
            let mut begin = from.checked_sub(1).and_then(|before| further.get(before)).unwrap_or(0);
            for [one, end] in self.further.slice(from, to).chunks::<PAIR>() {
                if labels.has(one) {
                    for [third, term] in self.rows.slice(begin as usize, end as usize).chunks::<PAIR>() {
                        if labels.has(third) {
                            each(term & ((1 << TERM) - 1), term >> TERM);
                        }
                    }
                }
                begin = end;
            }
        }
    }
}

/// What a sentence that names a term holds, as bits of `may`.
fn held(lexicon: &Lexicon, term: TermId) -> u32 {
    match lexicon.terms.shape(term) {
        Some((_, Detail::Word(WordClass::Pronoun | WordClass::BackReference))) => may::REFER,
        Some((_, Detail::Word(WordClass::If | WordClass::When))) => may::CONDITION,
        Some((_, Detail::Cue(_, Reach::Block))) => may::LABEL,
        Some((_, Detail::Cue(Effect::Refuted, Reach::Forward | Reach::Backward))) => may::REFUTE,
        Some((TermKind::Care, _)) => may::CARE,
        Some((TermKind::Act | TermKind::Relation | TermKind::Advice, _)) => may::ACT,
        _ => 0,
    }
}
