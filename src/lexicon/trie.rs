//! All wordings of the database in one trie over word labels, laid out flat for the compiled database.
//!
//! A label is one exact word, or all forms of a word. A token carries several labels, so the walk follows sets; a gap
//! takes up to four plain words, a slot one to four. Nothing here knows what an entry means.

use super::inflect::{form, inflects, plurals, verb_forms};
use super::merge::merge;
use super::notation::Step;
use crate::stored::{Column, Numbers, Strings};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Number of a word that the database knows; 0 is any other word.
pub type WordId = u32;

/// The most plain words that a gap or slot may take.
const REACH: usize = 4;

/// How the words of a wording inflect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inflection {
    /// As a concept's name: the last word may be plural.
    Name,
    /// As a noun of a class: the last word may be plural.
    Noun,
    /// As a class's wording: every content word takes its verb and noun forms.
    Class,
    /// Not at all.
    None,
}

/// A wording found at a place: tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Which entry.
    pub entry: u32,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Which tokens from `start` on are its own words (bit 0 = `start`), not gap or slot.
    pub own: u64,
    /// Tokens of its first slot; empty where it has none.
    pub slot: (u32, u32),
    /// What its first own word is, as bits of `form`.
    pub form: u8,
}

/// The compiled trie, in columns that are read in place.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Trie {
    /// Open-addressed table of words by hash: the number, 0 for none, and the first letters.
    table: Column,
    /// Folded words by number; word 0 is none.
    words: Strings,
    /// Three numbers for each word: where its piece of `first` ends, where its piece of `labels` ends, and the sign of its
    /// labels: a bit for each, several labels to a bit.
    by_word: Column,
    /// What a word may begin: pairs of a node below the root with its form there, and the sign of what must follow (all bits
    /// where nothing must).
    first: Column,
    /// Labels of each word with the form it is there.
    labels: Column,
    /// Each node where its number says, with all that belongs to it: how many edges and how many ends, what its gap and its
    /// slot lead to (0 is nothing), the sign of its edges' labels; then the edges by label, two numbers each, label and node;
    /// then the ends.
    nodes: Column,
}

/// Numbers that a node takes before its edges.
const NODE: usize = 4;
/// Numbers that a word takes.
const WORD: usize = 3;
/// Bits that hold how many ends a node has.
const ENDS: u32 = 16;
/// Bits of a stored number that hold a form.
const BITS: u32 = 8;

/// A node as it is read.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    edges: Numbers<'a>,
    ends: Numbers<'a>,
    gap: u32,
    slot: u32,
    sign: u32,
}

/// A wording as its words: the entry it ends in, and its labels with where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// What it names.
    pub entry: u32,
    /// Its labels, each once.
    pub labels: Vec<Standing>,
}

/// A label of a wording, and the tokens from the wording's first one on where it may stand: gaps and slots vary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Which label.
    pub label: u32,
    /// The first token where it may stand.
    pub from: u32,
    /// The last one.
    pub to: u32,
}

/// What the walk asks of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The word, 0 if unknown or a mark.
    pub word: WordId,
    /// Whether a gap or slot may run over it: a word, and no negator or clause word.
    pub plain: bool,
    /// Whether a slot may run over it: any word.
    pub word_like: bool,
    /// The sign of its labels.
    sign: u32,
}

impl Trie {
    /// A token for the walk.
    pub fn cell(&self, word: WordId, plain: bool, word_like: bool) -> Cell {
        let sign = if word == 0 { 0 } else { self.by_word.get(word as usize * WORD + 2).unwrap_or(0) };
        Cell { word, plain, word_like, sign }
    }

    /// The number of a folded word; 0 if no wording has it.
    pub fn word(&self, folded: &str) -> WordId {
        let letters = letters(folded);
        let hash = hash(folded, letters);
        let mask = (self.table.len() / SLOT).wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            let slot = self.table.slice(at * SLOT, (at + 1) * SLOT).chunks::<SLOT>().next();
            let Some([word, rest @ ..]) = slot.filter(|slot| slot[0] != 0) else { return 0 };
            if rest == letters && (folded.len() < LETTERS || self.words.bytes(word as usize) == folded.as_bytes()) {
                return word;
            }
            at = (at + 1) & mask;
        }
    }

    /// The labels of a word.
    pub fn labels(&self, word: WordId) -> impl Iterator<Item = u32> {
        self.forms(word).iter().map(|label| label >> BITS)
    }

    /// The labels of a word with its forms.
    #[inline]
    fn forms(&self, word: WordId) -> Numbers<'_> {
        let (from, to) = self.ends(word, 1);
        self.labels.slice(from, to)
    }

    /// From where to where a word's piece of `first` (0) or of `labels` (1) reaches.
    #[inline]
    fn ends(&self, word: WordId, which: usize) -> (usize, usize) {
        let end = |word: usize| self.by_word.get(word * WORD + which).unwrap_or(0) as usize;
        ((word as usize).checked_sub(1).map_or(0, end), end(word as usize))
    }

    /// The folded word behind a number.
    pub fn text(&self, word: WordId) -> &str {
        self.words.get(word as usize)
    }

    /// How many different words the wordings hold, all forms counted.
    pub fn word_count(&self) -> usize {
        self.words.len().saturating_sub(1)
    }

    /// Finds every wording that begins at token `start`, shortest reach of each.
    pub fn find_at(&self, cells: &[Cell], start: usize, found: &mut Vec<Found>) {
        let Some(cell) = cells.get(start) else { return };
        if cell.word == 0 {
            return;
        }
        let first = found.len();
        let mut walk = Walk { trie: self, cells, start, form: 0, found };
        let follows = cells.get(start + 1).map_or(0, |cell| cell.sign);
        let (from, to) = self.ends(cell.word, 0);
        for [next, sign] in self.first.slice(from, to).chunks::<2>() {
            if sign == u32::MAX || sign & follows != 0 {
                let (next, form) = unpack(next);
                walk.form = form;
                walk.step(next, start + 1, 1, (0, 0));
            }
        }
        // Gaps give the same wording several ends; the nearest is the meant one.
        let new = found.get_mut(first..).unwrap_or_default();
        new.sort_by_key(|f| (f.entry, f.end, f.slot));
        let mut last = None;
        let mut keep = first;
        for i in first..found.len() {
            let Some(&f) = found.get(i) else { break };
            if last == Some(f.entry) {
                if let Some(before) = keep.checked_sub(1).and_then(|k| found.get_mut(k)) {
                    before.form |= f.form;
                }
                continue;
            }
            last = Some(f.entry);
            if let Some(place) = found.get_mut(keep) {
                *place = f;
            }
            keep += 1;
        }
        found.truncate(keep);
    }

    fn node(&self, node: u32) -> Place<'_> {
        let at = node as usize;
        let [counts, gap, slot, sign] = self.nodes.slice(at, at + NODE).chunks::<NODE>().next().unwrap_or_default();
        let edges = at + NODE;
        let ends = edges + (counts >> ENDS) as usize * 2;
        let to = ends + (counts & ((1 << ENDS) - 1)) as usize;
        Place { edges: self.nodes.slice(edges, ends), ends: self.nodes.slice(ends, to), gap, slot, sign }
    }
}

/// Where a label leads among edges.
fn follow(edges: Numbers<'_>, label: u32) -> Option<u32> {
    edges.get(edges.pair(label)? * 2 + 1)
}

struct Walk<'a> {
    trie: &'a Trie,
    cells: &'a [Cell],
    start: usize,
    form: u8,
    found: &'a mut Vec<Found>,
}

impl Walk<'_> {
    fn step(&mut self, node: u32, at: usize, own: u64, slot: (u32, u32)) {
        self.stand(self.trie.node(node), at, own, slot);
    }

    /// Takes what ends at a node, and goes on from it.
    fn stand(&mut self, place: Place<'_>, at: usize, own: u64, slot: (u32, u32)) {
        let trie = self.trie;
        for entry in place.ends.iter() {
            let (start, end) = (self.start as u32, at as u32);
            self.found.push(Found { entry, start, end, own, slot, form: self.form });
        }
        if let Some(cell) = self.cells.get(at).filter(|cell| cell.sign & place.sign != 0) {
            let bit = 1u64.checked_shl((at - self.start) as u32).unwrap_or(0);
            for label in trie.forms(cell.word).iter() {
                if sign(label >> BITS) & place.sign != 0
                    && let Some(next) = follow(place.edges, label >> BITS)
                {
                    self.step(next, at + 1, own | bit, slot);
                }
            }
        }
        if place.gap != 0 {
            self.reach(place.gap, at, own, slot, false);
        }
        if place.slot != 0 {
            self.reach(place.slot, at, own, slot, true);
        }
    }

    fn reach(&mut self, node: u32, at: usize, own: u64, slot: (u32, u32), is_slot: bool) {
        let place = self.trie.node(node);
        // Nearly always nothing follows but edges, and no word near has one.
        let by_edges = place.ends.is_empty() && place.gap == 0 && place.slot == 0;
        for taken in 0..=REACH {
            if taken > 0 {
                let open = self.cells.get(at + taken - 1).is_some_and(|c| if is_slot { c.word_like } else { c.plain });
                if !open {
                    return;
                }
            }
            if is_slot && taken == 0 {
                continue;
            }
            if by_edges && self.cells.get(at + taken).is_none_or(|cell| cell.sign & place.sign == 0) {
                continue;
            }
            let slot = if is_slot && slot == (0, 0) { (at as u32, (at + taken) as u32) } else { slot };
            self.stand(place, at + taken, own, slot);
        }
    }
}

/// The bit of a label in a sign.
pub(super) fn sign(label: u32) -> u32 {
    1 << (label.wrapping_mul(0x9e37_79b1) >> 27)
}

/// Numbers that a slot of the table of words takes.
const SLOT: usize = 4;
/// Bytes of a word that a slot holds.
const LETTERS: usize = (SLOT - 1) * 4;

/// The first bytes of a word, followed by zeros.
#[inline]
fn letters(word: &str) -> [u32; SLOT - 1] {
    let bytes = word.as_bytes();
    let four =
        |at: usize| bytes.get(at..).and_then(|from| from.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four));
    // What is read twice is the same both times.
    match bytes.len() {
        0..4 => [bytes.iter().rev().fold(0, |all, byte| all << 8 | u32::from(*byte)), 0, 0],
        count @ 4..=8 => {
            let both = u64::from(four(0)) | u64::from(four(count - 4)) << (8 * (count - 4));
            [both as u32, (both >> u32::BITS) as u32, 0]
        }
        count @ 9..LETTERS => [four(0), four(4), four(count - 4) >> (8 * (LETTERS - count))],
        _ => [four(0), four(4), four(8)],
    }
}

/// A hash of a word: of its first letters where these are all, else FNV-1a.
fn hash(word: &str, letters: [u32; SLOT - 1]) -> u32 {
    if word.len() > LETTERS {
        return word.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    }
    let mixed = letters.into_iter().fold(0x811c_9dc5_u32, |h, n| (h ^ n).wrapping_mul(0x9e37_79b1).rotate_left(15));
    mixed.wrapping_mul(0x85eb_ca6b) ^ mixed >> 13
}

/// A node or label with a form, as it is stored.
fn pack((number, form): (u32, u8)) -> u32 {
    number << BITS | u32::from(form)
}

fn unpack(packed: u32) -> (u32, u8) {
    (packed >> BITS, (packed & ((1 << BITS) - 1)) as u8)
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum LabelKey {
    Exact(String),
    Forms(String),
    Plural(String),
    Group(String),
}

/// Collects wordings and lays them out.
#[derive(Debug, Default)]
pub struct TrieBuilder {
    nodes: Vec<Node>,
    labels: HashMap<LabelKey, u32>,
    words: BTreeMap<String, Vec<(u32, u8)>>,
    irregular: HashMap<String, Vec<(String, u8)>>,
    groups: HashMap<String, Vec<String>>,
    spelling: Vec<(String, String)>,
    uninflected: std::collections::HashSet<String>,
    sequences: Vec<Sequence>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub(super) edges: BTreeMap<u32, u32>,
    pub(super) gap: u32,
    pub(super) slot: u32,
    pub(super) ends: Vec<u32>,
}

impl TrieBuilder {
    /// A builder that knows the irregular verbs (base → forms), the word groups that wordings write as one word
    /// ("be", "not", "one's"), the spelling pairs and the words that never inflect.
    pub fn new(
        irregular: HashMap<String, Vec<(String, u8)>>,
        groups: HashMap<String, Vec<String>>,
        spelling: Vec<(String, String)>,
        uninflected: impl IntoIterator<Item = String>,
    ) -> Self {
        Self {
            nodes: vec![Node::default()],
            irregular,
            groups,
            spelling,
            uninflected: uninflected.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Adds one sequence that ends in `entry`.
    pub fn add(&mut self, steps: &[Step], inflection: Inflection, entry: u32) {
        let mut node = 0;
        let mut labels = Vec::with_capacity(steps.len());
        let (mut from, mut to) = (0, 0);
        for (i, step) in steps.iter().enumerate() {
            let key = match step {
                Step::Gap => {
                    node = self.hole(node, false);
                    to += REACH as u32;
                    continue;
                }
                Step::Slot => {
                    node = self.hole(node, true);
                    (from, to) = (from + 1, to + REACH as u32);
                    continue;
                }
                Step::Exact(word) => LabelKey::Exact(word.clone()),
                Step::Word(word) => self.key(word, inflection, i + 1 == steps.len()),
            };
            let label = self.label(key);
            labels.push(Standing { label, from, to });
            (from, to) = (from + 1, to + 1);
            node = self.follow(node, label);
        }
        self.sequences.push(Sequence { entry, labels });
        if let Some(node) = self.nodes.get_mut(node as usize)
            && node.ends.last() != Some(&entry)
        {
            node.ends.push(entry);
        }
    }

    /// The label of a word as it stands, which begins no wording by this.
    pub fn exact(&mut self, word: &str) -> u32 {
        self.label(LabelKey::Exact(word.to_owned()))
    }

    fn key(&self, word: &str, inflection: Inflection, last: bool) -> LabelKey {
        let word = word.to_owned();
        match inflection {
            Inflection::Class if self.groups.contains_key(&word) => LabelKey::Group(word),
            Inflection::Class
                if self.irregular.contains_key(&word) || inflects(&word) && !self.uninflected.contains(&word) =>
            {
                LabelKey::Forms(word)
            }
            Inflection::Name | Inflection::Noun
                if last && word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic()) =>
            {
                LabelKey::Plural(word)
            }
            _ => LabelKey::Exact(word),
        }
    }

    fn follow(&mut self, node: u32, label: u32) -> u32 {
        let fresh = self.nodes.len() as u32;
        let Some(here) = self.nodes.get_mut(node as usize) else { return 0 };
        let next = *here.edges.entry(label).or_insert(fresh);
        if next == fresh {
            self.nodes.push(Node::default());
        }
        next
    }

    fn hole(&mut self, node: u32, is_slot: bool) -> u32 {
        let fresh = self.nodes.len() as u32;
        let Some(here) = self.nodes.get_mut(node as usize) else { return 0 };
        let place = if is_slot { &mut here.slot } else { &mut here.gap };
        if *place == 0 {
            *place = fresh;
            self.nodes.push(Node::default());
            return fresh;
        }
        *place
    }

    fn label(&mut self, key: LabelKey) -> u32 {
        if let Some(&label) = self.labels.get(&key) {
            return label;
        }
        let label = self.labels.len() as u32;
        let forms: Vec<(String, u8)> = match &key {
            LabelKey::Exact(word) => vec![(word.clone(), form::BASE)],
            LabelKey::Plural(word) => {
                let mut all = vec![(word.clone(), form::BASE)];
                all.extend(plurals(word).into_iter().map(|w| (w, form::PLURAL)));
                all
            }
            LabelKey::Group(name) => {
                let words = self.groups.get(name).cloned().unwrap_or_default();
                words.into_iter().map(|w| (w, form::BASE)).collect()
            }
            LabelKey::Forms(base) => match self.irregular.get(base) {
                Some(forms) => forms.clone(),
                None => verb_forms(base),
            },
        };
        for (word, form) in forms {
            for variant in self.spellings(&word) {
                let labels = self.words.entry(variant).or_default();
                match labels.iter_mut().find(|l| l.0 == label) {
                    Some(known) => known.1 |= form,
                    None => labels.push((label, form)),
                }
            }
        }
        self.labels.insert(key, label);
        label
    }

    /// The word and its other national spellings.
    fn spellings(&self, word: &str) -> Vec<String> {
        let mut out = vec![word.to_owned()];
        for (british, american) in &self.spelling {
            for (from, to) in [(british, american), (american, british)] {
                let (whole, from) = (from.starts_with('^'), from.trim_start_matches('^'));
                let to = to.trim_start_matches('^');
                let fits = if whole { word.starts_with(from) } else { word.contains(from) };
                // "programme" holds "program": swapping the inner one again would never end.
                if fits && !(to.contains(from) && word.contains(to)) {
                    let other = word.replacen(from, to, 1);
                    if !out.contains(&other) {
                        out.push(other);
                    }
                }
            }
        }
        out
    }

    /// For each label how often texts use its words, which is `uses` for each word.
    pub fn common(&self, uses: &HashMap<String, u32>) -> Vec<u32> {
        let mut common: Vec<u32> = vec![0; self.labels.len()];
        for (word, own) in &self.words {
            let uses = uses.get(word).copied().unwrap_or(0);
            for (label, _) in own {
                if let Some(place) = common.get_mut(*label as usize) {
                    *place += uses;
                }
            }
        }
        common
    }

    /// All sequences, the rarest labels of each first.
    pub fn sequences(&self, common: &[u32]) -> Vec<Sequence> {
        let mut all = self.sequences.clone();
        for Sequence { labels, .. } in &mut all {
            labels.sort_by_key(|standing| (common.get(standing.label as usize).copied(), standing.label));
            labels.dedup_by_key(|standing| standing.label);
        }
        all
    }

    /// The sign of the labels that must follow at a node; all bits where nothing must.
    fn follows(&self, node: u32) -> u32 {
        let Some(node) = self.nodes.get(node as usize) else { return 0 };
        let needed = node.ends.is_empty() && node.gap == 0 && node.slot == 0;
        if needed { node.edges.keys().fold(0, |all, label| all | sign(*label)) } else { u32::MAX }
    }

    /// Lays everything out flat; words are numbered by `uses`, the commonest first, so that what is often looked at lies
    /// together.
    pub fn build(mut self, uses: &HashMap<String, u32>) -> Trie {
        self.nodes = merge(std::mem::take(&mut self.nodes));
        let mut words: Vec<(&String, &Vec<(u32, u8)>)> = self.words.iter().collect();
        words.sort_by_key(|(word, _)| Reverse(uses.get(*word)));
        let root = self.nodes.first().cloned().unwrap_or_default();
        let mut offsets: Vec<u32> = Vec::with_capacity(self.nodes.len());
        let mut end = 0;
        for node in &self.nodes {
            offsets.push(end as u32);
            end += NODE + node.edges.len() * 2 + node.ends.len();
        }
        let offset = |node: u32| offsets.get(node as usize).copied().unwrap_or(0);
        let (mut labels, mut first, mut by_word) = (Vec::new(), Vec::new(), vec![0; WORD]);
        for (_, own) in &words {
            labels.extend(own.iter().copied().map(pack));
            let begun = own.iter().filter_map(|(label, form)| root.edges.get(label).map(|next| (*next, *form)));
            first.extend(begun.flat_map(|(next, form)| [pack((offset(next), form)), self.follows(next)]));
            let signs = own.iter().fold(0, |all, (label, _)| all | sign(*label));
            by_word.extend([first.len() as u32, labels.len() as u32, signs]);
        }
        let mut size = 16;
        while size < words.len() * 2 {
            size *= 2;
        }
        let mut table: Vec<[u32; SLOT]> = vec![[0; SLOT]; size];
        for ((word, _), number) in words.iter().zip(1u32..) {
            let letters = letters(word);
            let hash = hash(word, letters);
            let mut at = hash as usize & (size - 1);
            while table.get(at).is_some_and(|known| known[0] != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(place) = table.get_mut(at) {
                let [one, two, three] = letters;
                *place = [number, one, two, three];
            }
        }
        let mut nodes: Vec<u32> = Vec::with_capacity(end);
        for node in &self.nodes {
            let sign = node.edges.keys().fold(0, |all, label| all | sign(*label));
            let counts = (node.edges.len() as u32) << ENDS | node.ends.len() as u32;
            nodes.extend([counts, offset(node.gap), offset(node.slot), sign]);
            nodes.extend(node.edges.iter().flat_map(|(label, next)| [*label, offset(*next)]));
            nodes.extend_from_slice(&node.ends);
        }
        Trie {
            table: table.into_iter().flatten().collect(),
            words: std::iter::once("").chain(words.iter().map(|(word, _)| word.as_str())).collect(),
            by_word: by_word.into_iter().collect(),
            first: first.into_iter().collect(),
            labels: labels.into_iter().collect(),
            nodes: nodes.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::notation::expand;
    use super::super::token::{TokenKind, tokens};
    use super::*;

    fn trie(wordings: &[(&str, Inflection)]) -> Trie {
        let groups = HashMap::from([("be".to_owned(), vec!["is".to_owned(), "are".to_owned(), "be".to_owned()])]);
        let spelling = vec![("tumour".to_owned(), "tumor".to_owned()), ("haem".to_owned(), "hem".to_owned())];
        let mut builder = TrieBuilder::new(HashMap::new(), groups, spelling, []);
        for (i, (wording, inflection)) in wordings.iter().enumerate() {
            for steps in expand(wording).unwrap_or_default() {
                builder.add(&steps, *inflection, i as u32);
            }
        }
        builder.build(&HashMap::new())
    }

    fn find(trie: &Trie, text: &str) -> Vec<(u32, u32, u32)> {
        let mut cells = Vec::new();
        tokens(text, &mut |t, w| {
            let word_like = matches!(t.kind, TokenKind::Word | TokenKind::Number);
            cells.push(trie.cell(trie.word(w), word_like && w != "not", word_like));
        });
        let mut found = Vec::new();
        for start in 0..cells.len() {
            trie.find_at(&cells, start, &mut found);
        }
        found.into_iter().map(|f| (f.entry, f.start, f.end)).collect()
    }

    #[test]
    fn a_name_matches_its_plural_and_both_spellings() {
        let trie = trie(&[("spinal tumour", Inflection::Name)]);
        assert_eq!(find(&trie, "Spinal tumors and a spinal tumour"), [(0, 0, 2), (0, 4, 6)]);
    }

    #[test]
    fn a_gap_takes_plain_words_but_no_negator() {
        let trie = trie(&[("tip ~ head back", Inflection::Class)]);
        assert_eq!(find(&trie, "tipping your little head back"), [(0, 0, 5)]);
        assert_eq!(find(&trie, "tip not head back"), []);
    }

    #[test]
    fn long_words_are_told_apart_behind_their_first_letters() {
        let words = ["gastroentero", "gastroenteritis", "gastroenterology"];
        let trie = trie(&words.map(|word| (word, Inflection::None)));
        let mut found = words.map(|word| trie.word(word));
        found.sort_unstable();
        assert_eq!(found, [1, 2, 3]);
        assert_eq!([trie.word("gastroenter"), trie.word("gastroenterologist")], [0, 0]);
    }

    #[test]
    fn words_of_every_length_are_found_by_their_letters() {
        let words: Vec<String> = (1..=16).map(|length| "electrocardiogram".chars().take(length).collect()).collect();
        let trie = trie(&words.iter().map(|word| (word.as_str(), Inflection::None)).collect::<Vec<_>>());
        for word in &words {
            assert_eq!(trie.text(trie.word(word)), word);
            assert_eq!(trie.word(&word.replacen('e', "o", 1)), 0);
        }
    }

    #[test]
    fn words_that_no_wording_has_are_unknown() {
        let trie = trie(&[("is harmless", Inflection::None)]);
        assert_eq!(trie.word("zebra"), 0);
        assert_ne!(trie.word("harmless"), 0);
    }
}
