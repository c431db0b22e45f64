//! What the database knows: a claim, its sources, the topics.

use crate::rules::Group;
use crate::severity::{Confidence, Severity, Verdict};
use serde::{Deserialize, Serialize};

/// What becomes of a hedged or attributed form of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hedged {
    /// Reported one severity lower.
    #[default]
    Lower,
    /// Reported all the same: the hedge is part of the claim.
    Same,
    /// Not reported.
    Silent,
}

/// A source and what in it supports the fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Index into `Database::sources`.
    pub source: u32,
    /// What it says, in our words; may be empty.
    pub supports: String,
}

/// Something that articles get wrong or leave out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claim {
    /// Its path below `claims/` without `.toml`.
    pub id: String,
    /// The headline: what the article gets wrong.
    pub title: String,
    /// What is true.
    pub fact: String,
    /// The judgement on the statement.
    pub verdict: Verdict,
    /// How bad it is when asserted.
    pub severity: Severity,
    /// How sure the evidence is.
    pub confidence: Confidence,
    /// Where authorities differ; empty if they do not.
    pub contested: String,
    /// A sentence the writer can paste.
    pub instead: String,
    /// At least one.
    pub citations: Vec<Citation>,
    /// Date of the review, `2026-11-20`.
    pub reviewed: String,
    /// Date by which it must be reviewed again; may be empty.
    pub review_by: String,
    /// Claims that may speak on the same words.
    pub siblings: Vec<String>,
    /// Ids it had before.
    pub aliases: Vec<String>,
    /// What becomes of hedged forms.
    pub hedged: Hedged,
    /// The kind of its rule: `assertion`, `proposition` …
    pub kind: String,
}

/// Who stands behind a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A health agency or ministry.
    Agency,
    /// A guideline.
    Guideline,
    /// A systematic review or meta-analysis.
    SystematicReview,
    /// A trial.
    Trial,
    /// Another study.
    Study,
    /// A textbook or reference work.
    ReferenceWork,
    /// The approved text of a medicine.
    Label,
    /// News, reposts, anything else.
    Other,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher or journal.
    pub publisher: String,
    /// Address or identifier.
    pub url: String,
    /// Who stands behind it.
    pub kind: SourceKind,
    /// Date or year; may be empty.
    pub published: String,
    /// Whether somebody read it for this database.
    pub seen: bool,
}

/// How an article is recognised to be about a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: String,
    /// How writers are told of it ("back pain").
    pub name: String,
    /// Mentions of these, or of anything below them, count.
    pub concepts: Group,
    /// The sum to reach: 3 for the title, 2 for a heading, 1 elsewhere.
    pub enough: u32,
    /// Whether the topic must be dense although it has companions.
    pub dense: bool,
    /// A second group that must be mentioned as well; empty if there is none.
    pub with: Group,
}
