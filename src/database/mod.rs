//! The loaded and indexed whole: claims, sources, topics over the lexicon. Layer 4.

mod above;
pub mod claim;
mod fields;
pub mod find;
mod home;
mod index;
mod laws;
pub mod load;
mod marks;
pub mod narrow;
mod raw;
pub mod review;
pub mod schema;
mod set;
pub mod unused;

use crate::analyze::Grammar;
use crate::lexicon::Lexicon;
use crate::rules::Rule;
use crate::stored::{Column, Shelf, Strings, from_bytes, to_bytes};
pub use claim::{Citation, Claim, Hedged, Source, SourceKind, Topic};
use index::Index;
pub use index::Joiner;
pub use laws::is_id;
pub use load::{ClaimExamples, Flag, Loaded, Pass, load};
pub use narrow::{Live, Narrow};
use serde::{Deserialize, Serialize};

/// Everything `check` needs.
#[derive(Debug, Clone, Default)]
pub struct Database {
    /// The language and the concepts.
    pub lexicon: Lexicon,
    /// The rule of each claim.
    pub rules: Shelf<Rule>,
    /// All claims, in the order of their files.
    pub claims: Shelf<Claim>,
    /// All sources, sorted by id.
    pub sources: Shelf<Source>,
    /// All topics, sorted by id.
    pub topics: Shelf<Topic>,
    /// Which claims a place could meet, by the terms it names.
    index: Index,
    names: ClaimNames,
    /// The frames, compiled when the database is opened.
    grammar: Grammar,
}

/// By what names claims are asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ClaimNames {
    /// The ids, by claim.
    ids: Strings,
    /// Ids and aliases, ascending, and the number of the claim that each stands for.
    names: Strings,
    numbers: Column,
    /// The newest review date of all claims.
    newest_review: String,
}

impl ClaimNames {
    fn new(claims: &Shelf<Claim>) -> Self {
        let named = |(claim, number): (&'_ Claim, u32)| {
            let names: Vec<(String, u32)> =
                std::iter::once(&claim.id).chain(&claim.aliases).map(|name| (name.clone(), number)).collect();
            names
        };
        let mut all: Vec<(String, u32)> = claims.iter().zip(0..).flat_map(named).collect();
        all.sort_unstable();
        all.dedup_by(|later, first| later.0 == first.0);
        Self {
            ids: claims.iter().map(|c| c.id.as_str()).collect(),
            names: all.iter().map(|(name, _)| name.as_str()).collect(),
            numbers: all.iter().map(|(_, number)| *number).collect(),
            newest_review: claims.iter().map(|c| c.reviewed.as_str()).max().unwrap_or_default().to_owned(),
        }
    }

    /// The ids of all claims, in claim order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter()
    }

    /// Earlier ids of claims, and what each is called now.
    pub fn aliases(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = self.names.iter().zip(self.numbers.all().iter());
        let renamed = named.map(|(name, number)| (name, self.ids.get(number as usize)));
        renamed.filter(|(name, id)| name != id)
    }
}

/// What every check reads.
type Working = (Lexicon, Shelf<Rule>, Index);
/// What is read when a claim is told.
type Texts = (Shelf<Claim>, Shelf<Source>, Shelf<Topic>, ClaimNames);

impl Database {
    /// Builds what look-ups need; called after loading.
    pub fn index(&mut self) {
        self.index = Index::new(&self.rules, &self.lexicon);
        self.lexicon.keep_keys(|term| self.index.list(term), self.index.lists());
        self.names = ClaimNames::new(&self.claims);
        self.grammar = Grammar::new(&self.lexicon);
    }

    /// The stored form in two parts: what every check reads, and the texts that are read when a claim is told.
    pub fn to_stored(&self) -> Result<(Vec<u8>, Vec<u8>), String> {
        let working = to_bytes(&(&self.lexicon, &self.rules, &self.index))?;
        let texts = to_bytes(&(&self.claims, &self.sources, &self.topics, &self.names))?;
        Ok((working, texts))
    }

    /// A database that uses its stored form where it lies.
    pub fn from_stored(working: &'static [u8], texts: &'static [u8]) -> Result<Self, String> {
        let (lexicon, rules, index): Working = from_bytes(working)?;
        let (claims, sources, topics, names): Texts = from_bytes(texts)?;
        let grammar = Grammar::new(&lexicon);
        Ok(Self { lexicon, rules, claims, sources, topics, index, names, grammar })
    }

    /// The compiled frames.
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// What finds the claims that a place could meet.
    pub fn joiner(&self) -> Joiner<'_> {
        Joiner::new(&self.index)
    }

    /// The number of the claim with this id or alias.
    pub fn number(&self, id: &str) -> Option<usize> {
        let at = self.names.names.find(id)?;
        self.names.numbers.get(at).map(|number| number as usize)
    }

    /// The claim with this id or alias.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.get(self.number(id)?)
    }

    /// By what names claims are asked for.
    pub fn names(&self) -> &ClaimNames {
        &self.names
    }

    /// The newest review date of all claims, as `2026-11-20`; empty without claims.
    pub fn newest_review(&self) -> &str {
        &self.names.newest_review
    }
}
