//! The terms of the open vocabularies, laid out flat: there are many, every run loads them, and few are ever met.

use super::{Term, TermId};
use serde::{Deserialize, Serialize};

/// Terms in columns.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Rows {
    /// Id and name of each, one after another.
    text: String,
    /// Where each id and each name ends.
    #[serde(with = "super::column")]
    text_to: Vec<u32>,
    /// What each is a kind of, itself first.
    #[serde(with = "super::column")]
    above: Vec<TermId>,
    /// Where the ancestors of each end.
    #[serde(with = "super::column")]
    above_to: Vec<u32>,
}

impl Rows {
    /// Lays terms out.
    pub(super) fn new(terms: &[Term]) -> Self {
        let mut rows = Self::default();
        for term in terms {
            for part in [&term.id, &term.name] {
                rows.text.push_str(part);
                rows.text_to.push(rows.text.len() as u32);
            }
            rows.above.extend_from_slice(&term.ancestors);
            rows.above_to.push(rows.above.len() as u32);
        }
        rows
    }

    pub(super) fn len(&self) -> usize {
        self.above_to.len()
    }

    pub(super) fn id(&self, row: usize) -> &str {
        self.part(row * 2)
    }

    pub(super) fn name(&self, row: usize) -> &str {
        self.part(row * 2 + 1)
    }

    pub(super) fn ancestors(&self, row: usize) -> &[TermId] {
        let (from, to) = bounds(&self.above_to, row);
        self.above.get(from..to).unwrap_or_default()
    }

    fn part(&self, number: usize) -> &str {
        let (from, to) = bounds(&self.text_to, number);
        self.text.get(from..to).unwrap_or_default()
    }
}

/// From where to where piece `number` reaches, if pieces end where `ends` says.
fn bounds(ends: &[u32], number: usize) -> (usize, usize) {
    let end = |n: usize| ends.get(n).copied().unwrap_or(0) as usize;
    (number.checked_sub(1).map_or(0, end), end(number))
}
