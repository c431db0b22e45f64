//! All terms in columns: there are many, every run has them at hand, and few are ever met.

use super::{Detail, Term, TermId, TermKind};
use crate::stored::{Column, Numbers, Strings};
use serde::{Deserialize, Serialize};

/// Terms by number; those of the open vocabularies stand behind the others.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Terms {
    ids: Strings,
    names: Strings,
    /// What each is a kind of, itself first.
    above: Column,
    above_to: Column,
    /// Which of the shapes each has.
    shape: Column,
    shapes: Vec<(TermKind, Detail)>,
    by_hand: usize,
}

impl Terms {
    /// Lays terms out; those from `by_hand` on are rows of open vocabularies.
    pub(super) fn new(terms: &[Term], by_hand: usize) -> Self {
        let mut shapes: Vec<(TermKind, Detail)> = Vec::new();
        let mut shape_of = |term: &Term| {
            let own = (term.kind, term.detail);
            // Neighbours are alike: the last shapes are the likeliest.
            shapes.iter().rposition(|s| *s == own).unwrap_or_else(|| {
                shapes.push(own);
                shapes.len() - 1
            }) as u32
        };
        let shape = terms.iter().map(&mut shape_of).collect();
        let mut end = 0;
        let above_to = terms.iter().map(|term| {
            end += term.ancestors.len() as u32;
            end
        });
        Self {
            ids: terms.iter().map(|t| t.id.as_str()).collect(),
            names: terms.iter().map(|t| t.name.as_str()).collect(),
            above_to: above_to.collect(),
            above: terms.iter().flat_map(|t| &t.ancestors).copied().collect(),
            shape,
            shapes,
            by_hand: by_hand.min(terms.len()),
        }
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The terms that somebody wrote by hand.
    pub fn by_hand(&self) -> std::ops::Range<TermId> {
        0..self.by_hand as TermId
    }

    /// The id of a term; empty for a number that is none.
    pub fn id(&self, term: TermId) -> &str {
        self.ids.get(term as usize)
    }

    /// The readers' name of a term.
    pub fn name(&self, term: TermId) -> &str {
        self.names.get(term as usize)
    }

    /// The term and everything it is a kind of.
    pub fn ancestors(&self, term: TermId) -> Numbers<'_> {
        self.above.piece(&self.above_to, term as usize)
    }

    /// What kind of term it is and what that means to the analysis.
    pub fn shape(&self, term: TermId) -> Option<(TermKind, Detail)> {
        self.shapes.get(self.shape.get(term as usize)? as usize).copied()
    }
}
