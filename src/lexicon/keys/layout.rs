//! How keys are laid out.

use super::super::trie::{Sequence, Standing, WordId, sign};
use super::super::{Detail, Effect, Lexicon, Reach, TermId, TermKind, WordClass};
use super::bundles::Bundles;
use super::further::Further;
use super::pairs::{Pairs, hash};
use super::{ASKED, Keys, NAMED, RECORD, may};
use crate::stored::{Column, Numbers};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Wordings that share their first keys: a third key of each, and what it names.
type Rows = BTreeSet<(u32, u32)>;

impl Keys {
    /// Lays out which labels are keys to which terms, for terms that are asked for or colour a sentence; sequences have
    /// their rarest labels first, and the other labels are those of words that measure, with
    /// what they hold. `list` tells the number of the list
    /// of what is asked for of a term and all above it, of which there are so many.
    pub(in super::super) fn new(
        lexicon: &Lexicon,
        (sequences, measuring): (&[Sequence], &[(u32, u32)]),
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
        let wanted: Vec<(u32, &[Standing])> = sequences
            .iter()
            .filter_map(|sequence| Some((wanted(sequence.entry)?, sequence.labels.as_slice())))
            .collect();
        let used = wanted.iter().flat_map(|(_, labels)| labels.iter()).map(|standing| standing.label);
        let mut layout = Layout::new(lexicon, used.chain(measuring.iter().map(|(label, _)| *label)).collect());
        for (label, held) in measuring {
            let label = layout.number(*label);
            layout.alone.entry(label).or_default().insert(held << NAMED);
        }
        for (named, labels) in wanted {
            layout.add(named, labels);
        }
        let nears = nears.iter().map(|(named, _)| *named).collect();
        layout.lay(lexicon, nears, lists)
    }
}

/// Which labels are keys to what, before it is laid out flat.
#[derive(Default)]
struct Layout {
    /// The labels that are keys by numbers of their own: the commonest first, so that what is often looked at lies together.
    numbers: HashMap<u32, u32>,
    /// What each label names alone.
    alone: HashMap<u32, BTreeSet<u32>>,
    /// Neighbours by their hash: the rarer of them, and their rows.
    pairs: HashMap<u32, (u32, Rows)>,
    /// The signs of the labels that are keys together with each behind it, and before it.
    behind: HashMap<u32, u32>,
    before: HashMap<u32, u32>,
    /// Of wordings whose words all stand apart the first key and a further one.
    apart: BTreeMap<u32, BTreeMap<Further, Rows>>,
}

impl Layout {
    /// For these labels, each at least once.
    fn new(lexicon: &Lexicon, mut used: Vec<u32>) -> Self {
        used.sort_by_key(|label| (Reverse(lexicon.common.get(*label as usize)), *label));
        used.dedup();
        Self { numbers: used.into_iter().zip(0..).collect(), ..Self::default() }
    }

    fn number(&self, label: u32) -> u32 {
        self.numbers.get(&label).copied().unwrap_or(0)
    }

    /// Adds a wording of these labels, the rarest first.
    fn add(&mut self, named: u32, labels: &[Standing]) {
        let labels: Vec<Standing> =
            labels.iter().map(|standing| Standing { label: self.number(standing.label), ..*standing }).collect();
        let (first, second, rows) = match labels.as_slice() {
            [] => return,
            [one] => {
                self.alone.entry(one.label).or_default().insert(named);
                return;
            }
            [first, second, ..] => {
                if let Some((one, next)) = neighbours(&labels) {
                    *self.behind.entry(one.label).or_default() |= sign(next.label);
                    *self.before.entry(next.label).or_default() |= sign(one.label);
                    let rarer = one.label.max(next.label);
                    let (rank, rows) = self.pairs.entry(hash(one.label, next.label)).or_insert((rarer, Rows::new()));
                    *rank = rarer.min(*rank);
                    (one, next, rows)
                } else {
                    let apart = self.apart.entry(first.label).or_default();
                    (first, second, apart.entry(Further::new(*first, Some(second))).or_default())
                }
            }
        };
        let third = labels.iter().find(|standing| *standing != first && *standing != second);
        rows.insert((Further::new(*first, third).0, named));
    }

    fn lay(self, lexicon: &Lexicon, nears: Column, lists: u32) -> Keys {
        let mut laid = Shelf { rows: Vec::new(), bundles: Bundles::new(lists) };
        let mut pairs: Vec<(u32, u32, &Rows)> =
            self.pairs.iter().map(|(hash, (rank, own))| (*rank, *hash, own)).collect();
        pairs.sort_unstable_by_key(|(rank, hash, _)| (*rank, *hash));
        let pairs: Vec<(u32, u32)> = pairs.into_iter().map(|(_, hash, own)| (hash, laid.put(own))).collect();
        let (mut apart, mut apart_to): (Vec<u32>, Vec<u32>) = Default::default();
        for label in 0..self.numbers.len() as u32 {
            let own = self.apart.get(&label).into_iter().flatten();
            apart.extend(own.flat_map(|(further, rows)| [further.0, laid.put(rows)]));
            apart_to.push(apart.len() as u32);
        }
        let (mut words_at, mut words) = (vec![0], vec![0]);
        for word in 1..=lexicon.trie.word_count() as WordId {
            let record = self.record(lexicon, word, &mut laid.bundles);
            words_at.push(if record.is_empty() { 0 } else { words.len() as u32 });
            words.extend(record);
        }
        let Shelf { rows, bundles } = laid;
        Keys {
            words_at: words_at.into_iter().collect(),
            words: words.into_iter().collect(),
            pairs: Pairs::new(&pairs),
            apart: apart.into_iter().collect(),
            apart_to: apart_to.into_iter().collect(),
            rows: rows.into_iter().collect(),
            nears,
            first_bundle: lists,
            bundles: bundles.lists.into_iter().collect(),
            bundles_to: bundles.lists_to.into_iter().collect(),
        }
    }

    /// What is known of a word; nothing where none of its labels is a key.
    fn record(&self, lexicon: &Lexicon, word: WordId, bundles: &mut Bundles) -> Vec<u32> {
        let labels: Vec<u32> =
            lexicon.trie.labels(word).filter_map(|label| self.numbers.get(&label)).copied().collect();
        if labels.is_empty() {
            return Vec::new();
        }
        let alone = bundles.tied(labels.iter().filter_map(|label| self.alone.get(label)).flatten().copied());
        let is_apart = labels.iter().any(|label| self.apart.contains_key(label));
        let union = |signs: &HashMap<u32, u32>| {
            labels.iter().filter_map(|label| signs.get(label)).fold(0, |all, signs| all | signs)
        };
        let own = labels.iter().fold(0, |all, label| all | sign(*label));
        let count = (labels.len() as u32) << 1 | u32::from(is_apart);
        let head: [u32; RECORD] = [count, alone.len() as u32, union(&self.behind), union(&self.before), own];
        head.into_iter().chain(labels).chain(alone).collect()
    }
}

/// Rows as they are laid out.
struct Shelf {
    rows: Vec<u32>,
    bundles: Bundles,
}

impl Shelf {
    /// Puts rows that belong together behind the others; tells where they begin.
    fn put(&mut self, own: &Rows) -> u32 {
        let at = self.rows.len();
        self.rows.push(0);
        let own: Vec<(u32, u32)> = own.iter().copied().collect();
        let mut count = 0;
        for together in own.chunk_by(|(one, _), (next, _)| one == next) {
            let third = together.first().map_or(0, |(third, _)| *third);
            for named in self.bundles.tied(together.iter().map(|(_, named)| *named)) {
                self.rows.extend([third, named]);
                count += 1;
            }
        }
        if let Some(place) = self.rows.get_mut(at) {
            *place = count;
        }
        at as u32
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

/// What a sentence that names a term holds, as bits of `may`.
fn held(lexicon: &Lexicon, term: TermId) -> u32 {
    match lexicon.terms.shape(term) {
        Some((_, Detail::Word(WordClass::Pronoun | WordClass::BackReference))) => may::REFER,
        Some((_, Detail::Word(WordClass::If | WordClass::When))) => may::CONDITION,
        Some((_, Detail::Cue(_, Reach::Block))) => may::LABEL,
        Some((_, Detail::Cue(Effect::Refuted, Reach::Forward | Reach::Backward))) if lexicon.denies_evidence(term) => {
            may::REFUTE
        }
        Some((TermKind::Part, _)) => may::PART,
        Some((TermKind::Care, _)) => may::CARE,
        Some((TermKind::Act, _)) => may::ACT,
        _ if lexicon.helps(term) || Some(term) == lexicon.known.recommend => may::ACT,
        _ => 0,
    }
}
