//! One article against the whole database.

use crate::analyze::stance::Stance;
use crate::database::Database;
use crate::document::Document;
use crate::severity::{Confidence, Severity, Verdict};
use crate::span::{Span, Text};

/// One thing found in one article. Plain data: equal inputs give equal findings in equal order.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The claim's id, or a code of our own such as `document/contradiction`.
    pub claim: String,
    /// How bad it is here: a hedged form is one step lower than its claim.
    pub severity: Severity,
    /// How sure the evidence is.
    pub confidence: Confidence,
    /// The judgement on the statement.
    pub verdict: Verdict,
    /// What the article does with the statement.
    pub stance: Stance,
    /// The words that set the stance; empty if none did.
    pub cue: String,
    /// The headline: what is wrong in the article.
    pub message: String,
    /// The wrong words, or the title for missing content.
    pub primary: Span<Text>,
    /// What to say under them; may be empty.
    pub primary_message: String,
    /// Further places.
    pub labels: Vec<FindingLabel>,
    /// What is true.
    pub fact: String,
    /// Where authorities differ; may be empty.
    pub contested: String,
    /// Further lines for the reader, such as what was looked for.
    pub notes: Vec<String>,
    /// Words to use instead; may be empty.
    pub instead: String,
    /// Indices into `Database::sources`.
    pub sources: Vec<u32>,
    /// Date of the claim's review; may be empty.
    pub reviewed: String,
    /// Stable name of this finding: hash of claim and folded sentence, and a count.
    pub fingerprint: String,
}

/// A further place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingLabel {
    /// Where.
    pub span: Span<Text>,
    /// What the reader should see there.
    pub message: String,
}

/// Everything the database knows to be wrong or missing in the article, in reading order.
pub fn check(document: &Document, database: &Database) -> Vec<Finding> {
    let _ = (document, database);
    Vec::new()
}
