//! The loaded and indexed whole: claims, sources, topics over the lexicon. Layer 4.

pub mod claim;

use crate::lexicon::Lexicon;
pub use claim::{Citation, Claim, Hedged, Source, SourceKind, Topic};
use serde::{Deserialize, Serialize};

/// Everything `check` needs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Database {
    /// The language and the concepts.
    pub lexicon: Lexicon,
    /// All claims, sorted by id.
    pub claims: Vec<Claim>,
    /// All sources, sorted by id.
    pub sources: Vec<Source>,
    /// All topics, sorted by id.
    pub topics: Vec<Topic>,
}

impl Database {
    /// The claim with this id or alias.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|c| c.id == id || c.aliases.iter().any(|a| a == id))
    }

    /// The newest review date of all claims, as `2026-11-20`; empty without claims.
    pub fn newest_review(&self) -> &str {
        self.claims.iter().map(|c| c.reviewed.as_str()).max().unwrap_or("")
    }
}
