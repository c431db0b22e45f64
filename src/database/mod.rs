//! The loaded and indexed whole: claims, sources, topics over the lexicon. Layer 4.

pub mod claim;
mod laws;
pub mod load;
mod raw;
pub mod review;
pub mod schema;

use crate::analyze::Grammar;
use crate::lexicon::{Lexicon, TermId};
use crate::rules::{Rule, Scope};
pub use claim::{Citation, Claim, Hedged, Source, SourceKind, Topic};
pub use load::{ClaimExamples, Loaded, Pass, load};
use serde::{Deserialize, Serialize};

/// Everything `check` needs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Database {
    /// The language and the concepts.
    pub lexicon: Lexicon,
    /// All claims, sorted by id.
    pub claims: Vec<Claim>,
    /// The rule of each claim.
    pub rules: Vec<Rule>,
    /// All sources, sorted by id.
    pub sources: Vec<Source>,
    /// All topics, sorted by id.
    pub topics: Vec<Topic>,
    /// For each term the claims that ask for it: what the rule looks at, its number, the group of the term as a bit.
    by_term: Vec<Vec<(Scope, u32, u16)>>,
    /// For each claim the groups that must be named, those that may be named elsewhere, and how many of these may be.
    joins: Vec<(u16, u16, u8)>,
    /// The frames, compiled on first use of the loaded database.
    #[serde(skip)]
    grammar: Grammar,
}

impl Database {
    /// Builds what look-ups need; called after loading.
    pub fn index(&mut self) {
        self.by_term = vec![Vec::new(); self.lexicon.len()];
        self.joins.clear();
        for (i, rule) in self.rules.iter().enumerate() {
            let join = rule.join();
            let (mut needed, mut elsewhere) = (0u16, 0u16);
            for (g, group) in join.groups.iter().enumerate() {
                let bit = 1u16.checked_shl(g as u32).unwrap_or(0);
                let may_be_elsewhere = join.spare > 0 && g + join.elsewhere >= join.groups.len();
                *(if may_be_elsewhere { &mut elsewhere } else { &mut needed }) |= bit;
                for term in group {
                    if let Some(list) = self.by_term.get_mut(*term as usize) {
                        list.push((rule.scope(), i as u32, bit));
                    }
                }
            }
            self.joins.push((needed, elsewhere, join.spare));
        }
        // No claim asks for most rows of the open vocabularies, which stand at the end.
        let used = self.by_term.iter().rposition(|list| !list.is_empty()).map_or(0, |last| last + 1);
        self.by_term.truncate(used);
        self.prepare();
    }

    /// Compiles what the stored form leaves out; called after reading it back.
    pub fn prepare(&mut self) {
        self.grammar = Grammar::new(&self.lexicon);
    }

    /// The compiled frames.
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// The claims of a scope that a place naming these terms could meet, in claim order: all their groups are named.
    pub fn candidates(&self, scope: Scope, terms: impl Iterator<Item = TermId>) -> Vec<u32> {
        let mut asked: Vec<(u32, u16)> = terms
            .filter_map(|t| self.by_term.get(t as usize))
            .flatten()
            .filter(|(s, ..)| *s == scope)
            .map(|(_, claim, bit)| (*claim, *bit))
            .collect();
        asked.sort_unstable();
        let mut out = Vec::new();
        for of_one in asked.chunk_by(|a, b| a.0 == b.0) {
            let named = of_one.iter().fold(0u16, |mask, (_, bit)| mask | bit);
            let Some((claim, _)) = of_one.first() else { continue };
            let (needed, elsewhere, spare) = self.joins.get(*claim as usize).copied().unwrap_or_default();
            let missing = (elsewhere & !named).count_ones();
            if named & needed == needed && missing <= u32::from(spare) {
                out.push(*claim);
            }
        }
        out
    }

    /// The claim with this id or alias.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|c| c.id == id || c.aliases.iter().any(|a| a == id))
    }

    /// The newest review date of all claims, as `2026-11-20`; empty without claims.
    pub fn newest_review(&self) -> &str {
        self.claims.iter().map(|c| c.reviewed.as_str()).max().unwrap_or("")
    }
}
