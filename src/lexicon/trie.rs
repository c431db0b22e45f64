//! All wordings of the database in one trie over word labels, laid out flat for the compiled database.
//!
//! A label is one exact word, or all forms of a word. A token carries several labels, so the walk follows sets; a gap
//! takes up to four plain words, a slot one to four. Nothing here knows what an entry means.

use super::inflect::{form, inflects, plurals, verb_forms};
use super::merge::merge;
use super::notation::Step;
use serde::{Deserialize, Serialize};
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

/// The compiled trie.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Trie {
    /// Open-addressed table of word numbers by hash.
    #[serde(with = "super::column")]
    table: Vec<u32>,
    /// Folded words, one after another; word 1 is `words[offsets[1]..offsets[2]]`.
    words: String,
    #[serde(with = "super::column")]
    offsets: Vec<u32>,
    /// Labels of each word with the form it is there: `labels[label_at[w]..label_at[w+1]]`.
    #[serde(with = "super::column")]
    label_at: Vec<u32>,
    labels: Vec<(u32, u8)>,
    /// Edges of each node, sorted by label: `edges[edge_at[n]..edge_at[n+1]]`.
    #[serde(with = "super::column")]
    edge_at: Vec<u32>,
    #[serde(with = "super::column::pairs")]
    edges: Vec<(u32, u32)>,
    #[serde(with = "super::column")]
    gap: Vec<u32>,
    #[serde(with = "super::column")]
    slot: Vec<u32>,
    #[serde(with = "super::column")]
    ends_at: Vec<u32>,
    #[serde(with = "super::column")]
    ends: Vec<u32>,
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
}

impl Trie {
    /// The number of a folded word; 0 if no wording has it.
    pub fn word(&self, folded: &str) -> WordId {
        if self.table.is_empty() {
            return 0;
        }
        let mask = self.table.len() - 1;
        let mut at = hash(folded) as usize & mask;
        loop {
            let Some(&id) = self.table.get(at) else { return 0 };
            if id == 0 || self.text(id) == folded {
                return id;
            }
            at = (at + 1) & mask;
        }
    }

    /// The folded word behind a number.
    pub fn text(&self, word: WordId) -> &str {
        let from = self.offsets.get(word as usize).copied().unwrap_or(0) as usize;
        let to = self.offsets.get(word as usize + 1).copied().unwrap_or(0) as usize;
        self.words.get(from..to).unwrap_or("")
    }

    /// How many different words the wordings hold, all forms counted.
    pub fn word_count(&self) -> usize {
        self.offsets.len().saturating_sub(2)
    }

    /// Finds every wording that begins at token `start`, shortest reach of each.
    pub fn find_at(&self, cells: &[Cell], start: usize, found: &mut Vec<Found>) {
        let Some(cell) = cells.get(start) else { return };
        if cell.word == 0 {
            return;
        }
        let first = found.len();
        let mut walk = Walk { trie: self, cells, start, form: 0, found };
        for &(label, form) in self.labels_of(cell.word) {
            if let Some(next) = self.edge(0, label) {
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

    fn labels_of(&self, word: WordId) -> &[(u32, u8)] {
        let from = self.label_at.get(word as usize).copied().unwrap_or(0) as usize;
        let to = self.label_at.get(word as usize + 1).copied().unwrap_or(0) as usize;
        self.labels.get(from..to).unwrap_or_default()
    }

    fn edge(&self, node: u32, label: u32) -> Option<u32> {
        let from = *self.edge_at.get(node as usize)? as usize;
        let to = *self.edge_at.get(node as usize + 1)? as usize;
        let edges = self.edges.get(from..to)?;
        let i = edges.binary_search_by_key(&label, |e| e.0).ok()?;
        edges.get(i).map(|e| e.1)
    }
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
        let n = node as usize;
        let from = self.trie.ends_at.get(n).copied().unwrap_or(0) as usize;
        let to = self.trie.ends_at.get(n + 1).copied().unwrap_or(0) as usize;
        for &entry in self.trie.ends.get(from..to).unwrap_or_default() {
            let (start, end) = (self.start as u32, at as u32);
            self.found.push(Found { entry, start, end, own, slot, form: self.form });
        }
        if let Some(cell) = self.cells.get(at)
            && cell.word != 0
        {
            let bit = 1u64.checked_shl((at - self.start) as u32).unwrap_or(0);
            for &(label, _) in self.trie.labels_of(cell.word) {
                if let Some(next) = self.trie.edge(node, label) {
                    self.step(next, at + 1, own | bit, slot);
                }
            }
        }
        let gap = self.trie.gap.get(n).copied().unwrap_or(0);
        if gap != 0 {
            self.reach(gap, at, own, slot, false);
        }
        let hole = self.trie.slot.get(n).copied().unwrap_or(0);
        if hole != 0 {
            self.reach(hole, at, own, slot, true);
        }
    }

    fn reach(&mut self, node: u32, at: usize, own: u64, slot: (u32, u32), is_slot: bool) {
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
            let slot = if is_slot && slot == (0, 0) { (at as u32, (at + taken) as u32) } else { slot };
            self.step(node, at + taken, own, slot);
        }
    }
}

/// FNV-1a: small, stable, good enough for words.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
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
        for (i, step) in steps.iter().enumerate() {
            node = match step {
                Step::Gap => self.hole(node, false),
                Step::Slot => self.hole(node, true),
                Step::Exact(word) => self.follow(node, LabelKey::Exact(word.clone())),
                Step::Word(word) => {
                    let last = i + 1 == steps.len();
                    let key = self.key(word, inflection, last);
                    self.follow(node, key)
                }
            };
        }
        if let Some(node) = self.nodes.get_mut(node as usize)
            && node.ends.last() != Some(&entry)
        {
            node.ends.push(entry);
        }
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

    fn follow(&mut self, node: u32, key: LabelKey) -> u32 {
        let label = self.label(key);
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

    /// Lays everything out flat.
    pub fn build(mut self) -> Trie {
        self.nodes = merge(std::mem::take(&mut self.nodes));
        let mut trie = Trie { offsets: vec![0, 0], label_at: vec![0, 0], ..Trie::default() };
        for (word, labels) in &self.words {
            trie.words.push_str(word);
            trie.offsets.push(trie.words.len() as u32);
            trie.labels.extend_from_slice(labels);
            trie.label_at.push(trie.labels.len() as u32);
        }
        let mut size = 16;
        while size < self.words.len() * 2 {
            size *= 2;
        }
        trie.table = vec![0; size];
        for (i, word) in self.words.keys().enumerate() {
            let mut at = hash(word) as usize & (size - 1);
            while trie.table.get(at).is_some_and(|&id| id != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(place) = trie.table.get_mut(at) {
                *place = i as u32 + 1;
            }
        }
        trie.edge_at.push(0);
        trie.ends_at.push(0);
        for node in &self.nodes {
            trie.edges.extend(node.edges.iter().map(|(&l, &n)| (l, n)));
            trie.edge_at.push(trie.edges.len() as u32);
            trie.ends.extend_from_slice(&node.ends);
            trie.ends_at.push(trie.ends.len() as u32);
            trie.gap.push(node.gap);
            trie.slot.push(node.slot);
        }
        trie
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
        builder.build()
    }

    fn find(trie: &Trie, text: &str) -> Vec<(u32, u32, u32)> {
        let mut cells = Vec::new();
        tokens(text, &mut |t, w| {
            let word_like = matches!(t.kind, TokenKind::Word | TokenKind::Number);
            cells.push(Cell { word: trie.word(w), plain: word_like && w != "not", word_like });
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
    fn words_that_no_wording_has_are_unknown() {
        let trie = trie(&[("is harmless", Inflection::None)]);
        assert_eq!(trie.word("zebra"), 0);
        assert_ne!(trie.word("harmless"), 0);
    }
}
