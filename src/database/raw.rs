//! What an editor may write in a claim file, a source file and a topic file.

use super::claim::{Hedged, SourceKind};
use crate::rules::RuleTable;
use crate::severity::{Confidence, Severity, Verdict};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

/// A claim file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimFile {
    pub title: Spanned<String>,
    pub fact: Spanned<String>,
    pub verdict: Verdict,
    pub severity: Spanned<Severity>,
    pub confidence: Spanned<Confidence>,
    pub contested: Option<Spanned<String>>,
    pub instead: Spanned<String>,
    pub reviewed: Spanned<Datetime>,
    pub review_by: Option<Spanned<Datetime>>,
    #[serde(default)]
    pub siblings: Vec<Spanned<String>>,
    #[serde(default)]
    pub aliases: Vec<Spanned<String>>,
    #[serde(default)]
    pub hedged: Hedged,
    /// For reviewers; not shown.
    #[serde(default)]
    #[allow(dead_code, reason = "written for reviewers, read by nobody else")]
    pub note: String,
    pub withdrawn: Option<Withdrawn>,
    #[serde(default)]
    pub source: Vec<CitationTable>,
    pub rule: Spanned<RuleTable>,
    #[serde(default)]
    pub flag: Vec<FlagTable>,
    #[serde(default)]
    pub pass: Vec<PassTable>,
}

/// A claim that is no longer raised, kept so that old ids stay explainable.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    #[allow(dead_code, reason = "kept for whoever asks why a claim went")]
    pub date: Datetime,
    #[allow(dead_code, reason = "kept for whoever asks why a claim went")]
    pub reason: String,
}

/// A source that a claim cites.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationTable {
    pub id: Spanned<String>,
    #[serde(default)]
    pub supports: String,
}

/// A sentence or article that must be flagged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagTable {
    pub text: Spanned<String>,
}

/// A sentence or article that must pass, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassTable {
    pub text: Spanned<String>,
    pub why: Spanned<String>,
}

/// A file of sources.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceTables {
    #[serde(default)]
    pub source: Vec<SourceTable>,
}

/// A source as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceTable {
    pub id: Spanned<String>,
    pub title: String,
    pub publisher: String,
    #[serde(default)]
    pub url: String,
    pub kind: SourceKind,
    #[serde(default)]
    pub published: String,
    #[serde(default)]
    #[allow(dead_code, reason = "for reviewers")]
    pub supports: String,
    pub seen: bool,
}

/// A file of topics.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicTables {
    #[serde(default)]
    pub topic: Vec<TopicTable>,
}

/// A topic as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicTable {
    pub id: Spanned<String>,
    pub name: String,
    pub concepts: Vec<Spanned<String>>,
    pub enough: u32,
    #[serde(default)]
    pub with: Vec<Spanned<String>>,
}
