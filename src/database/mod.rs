//! The loaded and indexed whole: claims, sources, topics over the lexicon. Layer 4.

pub mod claim;
mod laws;
pub mod load;
mod raw;

use crate::analyze::Grammar;
use crate::lexicon::{Lexicon, TermId};
use crate::rules::{Rule, Scope};
pub use claim::{Citation, Claim, Hedged, Source, SourceKind, Topic};
pub use load::{ClaimExamples, Loaded, Pass, load};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Claims by what their rules look at and a term that must stand there.
    by_term: BTreeMap<(Scope, TermId), Vec<u32>>,
    /// The frames, compiled on first use of the loaded database.
    #[serde(skip)]
    grammar: Grammar,
}

impl Database {
    /// Builds what look-ups need; called after loading.
    pub fn index(&mut self) {
        self.by_term.clear();
        for (i, rule) in self.rules.iter().enumerate() {
            let mut keys = rule.keys();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                self.by_term.entry((rule.scope(), key)).or_default().push(i as u32);
            }
        }
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

    /// The claims of a scope that a place naming these terms could meet, in claim order.
    pub fn candidates(&self, scope: Scope, terms: impl Iterator<Item = TermId>) -> Vec<u32> {
        let mut out: Vec<u32> = terms.filter_map(|t| self.by_term.get(&(scope, t))).flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
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
