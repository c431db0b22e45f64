//! Which sentences are looked at thoroughly: those that a claim or a contradiction could be about.
//!
//! Most sentences name the things of no claim. The words of each are joined with what claims ask for, first by what they
//! could name, and only where that joins by what they do name. Nothing is lost: the first look promises too much, never
//! too little.

use crate::analyze::scan::Hit;
use crate::analyze::{Analysis, context, lent};
use crate::contradiction;
use crate::database::{Database, Joiner, Live, Narrow};
use crate::lexicon::keys::may;
use crate::rules::Whereabouts;
use crate::rules::bits::{self, ones};

/// A chain of references longer than this is not followed: its end passes.
const CHAIN: usize = 4;

/// What of an article is looked at.
pub(super) struct Gate<'d> {
    joiner: Joiner<'d>,
    /// What the article could meet.
    pub(super) narrow: Narrow,
    /// For each sentence the numbers of the terms that it names, with all above them, as bits, worked out once.
    named: Vec<Option<Box<[u64]>>>,
}

impl<'d> Gate<'d> {
    /// Looks over the words of a whole article.
    pub(super) fn new(analysis: &Analysis<'_>, database: &'d Database) -> Self {
        let joiner = database.joiner();
        let count = analysis.glances.len() as u32;
        let lenders = |sentence| {
            let before = analysis.question_before(sentence).into_iter().chain(analysis.could_refer(sentence));
            before.chain(analysis.could_lend(sentence))
        };
        let narrow =
            Narrow::new(joiner, &analysis.lexicon.keys, count, |sentence| analysis.glances.lists(sentence), lenders);
        Self { joiner, narrow, named: vec![None; count as usize] }
    }

    /// The claims on whole articles that could have something to say, and where the article could name what they ask for.
    pub(super) fn whole(&self, analysis: &Analysis<'_>) -> Vec<(u32, Whereabouts)> {
        let whole = &self.narrow.whole;
        let mut all: Vec<(u32, Whereabouts)> =
            whole.claims.iter().map(|claim| (*claim, Whereabouts::default())).collect();
        if all.is_empty() {
            return all;
        }
        let asked = self.narrow.asked_of_whole(&analysis.lexicon.keys);
        for sentence in (0..self.narrow.len() as u32).filter(|sentence| !self.narrow.could(*sentence).is_empty()) {
            for list in analysis.glances.lists(sentence) {
                for (claim, group) in self.narrow.place(*list).map_or(&[][..], |place| asked.at(place)) {
                    let Some((_, places)) = all.get_mut(*claim as usize) else { continue };
                    let place = match group {
                        0 => &mut places.subjects,
                        1 => &mut places.companions,
                        _ => {
                            if places.signs.last() != Some(&sentence) {
                                places.signs.push(sentence);
                            }
                            continue;
                        }
                    };
                    match place.last_mut() {
                        Some((last, most)) if *last == sentence => *most += 1,
                        _ => place.push((sentence, 1)),
                    }
                }
            }
        }
        all
    }

    /// Whether rules on sentences could have something to say of this one: by its words, then by what it names.
    pub(super) fn asks(&mut self, analysis: &Analysis<'_>, sentence: u32) -> bool {
        if self.narrow.places.claims.is_empty() && self.narrow.figures.claims.is_empty() {
            return false;
        }
        let question = analysis.question_before(sentence);
        if !self.joins(analysis, sentence, (question, analysis.could_refer(sentence)), None) {
            return false;
        }
        let own = self.named(analysis, [sentence]);
        self.joins(analysis, sentence, (question, analysis.referred(sentence)), Some(&own))
    }

    /// The numbers of the terms that hits name, with all above them.
    pub(super) fn numbers<'h>(&self, hits: impl IntoIterator<Item = &'h Hit>) -> Vec<u32> {
        ones(self.bits(hits).into_iter()).collect()
    }

    fn bits<'h>(&self, hits: impl IntoIterator<Item = &'h Hit>) -> Vec<u64> {
        self.narrow.bits(hits.into_iter().filter_map(|hit| self.joiner.list(hit.term)))
    }

    /// The numbers of the terms that sentences name, with all above them.
    pub(super) fn named(&mut self, analysis: &Analysis<'_>, sentences: impl IntoIterator<Item = u32>) -> Vec<u32> {
        ones(self.named_bits(analysis, sentences).into_iter()).collect()
    }

    fn named_bits(&mut self, analysis: &Analysis<'_>, sentences: impl IntoIterator<Item = u32>) -> Vec<u64> {
        let mut all = Vec::new();
        for sentence in sentences {
            let Some(scan) = analysis.scans.get(sentence as usize) else { continue };
            if self.named.get(sentence as usize).is_some_and(Option::is_none) {
                let bits = self.bits(&scan.hits).into_boxed_slice();
                if let Some(named) = self.named.get_mut(sentence as usize) {
                    *named = Some(bits);
                }
            }
            let own = self.named.get(sentence as usize).and_then(Option::as_deref).unwrap_or_default();
            all.resize(own.len(), 0);
            bits::add(&mut all, own);
        }
        all
    }

    /// Of these sentences those that could lend something to a place that names `own` and holds this: what a claim asks for
    /// that the place could join with all of them. The others need no closer look.
    pub(super) fn lending(&mut self, own: &[u32], holds: u32, mut lenders: Vec<u32>) -> Vec<u32> {
        let lent: Vec<u32> = lenders.iter().flat_map(|lender| self.narrow.could(*lender)).copied().collect();
        let places = self.narrow.places.candidates(own, &lent, holds);
        let figures = self.narrow.figures.candidates(own, &lent, holds);
        lenders.retain(|lender| {
            let could = self.narrow.could(*lender);
            self.narrow.places.asks(&places, could) || self.narrow.figures.asks(&figures, could)
        });
        lenders
    }

    /// Whether `own` terms of a sentence, or all that it could name, with what others could lend it, join any claim on
    /// sentences.
    fn joins(
        &mut self,
        analysis: &Analysis<'_>,
        sentence: u32,
        (question, referred): (Option<u32>, Option<u32>),
        own: Option<&[u32]>,
    ) -> bool {
        let (mut places, mut figures) =
            (std::mem::take(&mut self.narrow.places), std::mem::take(&mut self.narrow.figures));
        let own = own.unwrap_or_else(|| self.narrow.could(sentence));
        let before = question.or(referred).map_or(&[][..], |before| self.narrow.could(before));
        let lent = |each: &mut dyn FnMut(u32)| {
            let lenders = analysis.could_lend(sentence).into_iter().chain(referred);
            lenders.for_each(|lender| self.narrow.could(lender).iter().for_each(|term| each(*term)));
        };
        let holds = analysis.glances.may(sentence);
        let joins = |live: &mut Live| live.joins(own.iter().chain(before).copied(), &lent, holds);
        let joins = joins(&mut places) || joins(&mut figures);
        (self.narrow.places, self.narrow.figures) = (places, figures);
        joins
    }

    /// Whether a sentence has to be read for what it asserts.
    pub(super) fn reads(&mut self, analysis: &Analysis<'_>, sentence: u32) -> bool {
        let could = self.could_tell(analysis, sentence);
        if contradiction::denial_behind(analysis, sentence).is_some() {
            return analysis.may_tell(sentence);
        }
        could && analysis.may_tell(sentence) && self.tells(analysis, sentence)
    }

    /// Whether what a sentence asserts could matter, by its words.
    fn could_tell(&mut self, analysis: &Analysis<'_>, sentence: u32) -> bool {
        if self.narrow.relations.claims.is_empty() {
            return false;
        }
        let mut relations = std::mem::take(&mut self.narrow.relations);
        let carried =
            if analysis.glances.could(sentence, may::REFER) { could_carry(analysis, sentence) } else { vec![] };
        let own = std::iter::once(sentence).chain(analysis.leads(sentence)).chain(carried);
        let joins = relations.joins(own.flat_map(|s| self.narrow.could(s)).copied(), &|_| (), 0);
        self.narrow.relations = relations;
        joins
    }

    /// The same by what it names.
    fn tells(&mut self, analysis: &Analysis<'_>, sentence: u32) -> bool {
        let Some(lenders) = lenders(analysis, sentence) else { return true };
        let named = self.named_bits(analysis, lenders.into_iter().chain([sentence]));
        let relations = &mut self.narrow.relations;
        let told: Vec<u64> = named.iter().zip(&relations.told).map(|(named, told)| named & told).collect();
        relations.joins(ones(told.into_iter()), &|_| (), 0)
    }
}

/// The sentences that may lend this one a thing; nothing if they cannot be told.
fn lenders(analysis: &Analysis<'_>, sentence: u32) -> Option<Vec<u32>> {
    let mut out: Vec<u32> = analysis.leads(sentence).collect();
    let mut here = sentence;
    for _ in 0..CHAIN {
        let refers = analysis.scans.get(here as usize).is_some_and(context::refers_back);
        let Some(before) = refers.then(|| analysis.named_before(here)).flatten() else { return Some(out) };
        out.push(before);
        here = before;
    }
    None
}

/// The sentences that what this one refers to could stand in: the one before it in its block, further up while these
/// refer themselves, and the headings above.
fn could_carry(analysis: &Analysis<'_>, sentence: u32) -> Vec<u32> {
    let first = analysis.block_of(sentence).map_or(sentence, |(_, block)| block.sentences.0);
    let refers = |s: &u32| analysis.glances.could(*s, may::REFER);
    let up = (first..=sentence).rev().take_while(refers).count() as u32;
    let mut out: Vec<u32> = (first.max(sentence.saturating_sub(up))..sentence).collect();
    out.extend(analysis.headings_above(sentence).flat_map(lent));
    out
}
