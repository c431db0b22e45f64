//! What each wording belongs to, one number each.

use super::{Form, TermId};
use crate::stored::Column;
use serde::{Deserialize, Serialize};

/// One wording of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Whose wording it is.
    pub term: TermId,
    /// Part of speech for relations.
    pub form: Form,
    /// Counts only in company.
    pub weak: bool,
    /// Counts only in capitals.
    pub capitals: bool,
    /// Comes from an open vocabulary: it gives way to everything written by hand.
    pub open: bool,
}

/// All wordings by number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Entries {
    /// The term in the lower bits, the number of its manner above.
    packed: Column,
    /// Form, weak, capitals, open.
    manners: Vec<(Form, bool, bool, bool)>,
}

/// Bits of a packed number that hold the term.
const TERM: u32 = 24;

impl Entries {
    /// The wording of a number.
    pub fn get(&self, entry: usize) -> Option<Entry> {
        let packed = self.packed.get(entry)?;
        let (form, weak, capitals, open) = *self.manners.get((packed >> TERM) as usize)?;
        Some(Entry { term: packed & ((1 << TERM) - 1), form, weak, capitals, open })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.packed.is_empty()
    }

    /// One after another.
    pub fn iter(&self) -> impl Iterator<Item = Entry> {
        (0..self.len()).filter_map(|entry| self.get(entry))
    }
}

impl FromIterator<Entry> for Entries {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut manners: Vec<(Form, bool, bool, bool)> = Vec::new();
        let mut pack = |entry: Entry| {
            let own = (entry.form, entry.weak, entry.capitals, entry.open);
            let manner = manners.iter().position(|m| *m == own).unwrap_or_else(|| {
                manners.push(own);
                manners.len() - 1
            });
            entry.term | (manner as u32) << TERM
        };
        let packed = entries.into_iter().map(&mut pack).collect();
        Self { packed, manners }
    }
}
