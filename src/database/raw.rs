//! What an editor may write in a claim file, a source file and a topic file.

use super::claim::{Hedged, SourceKind};
use super::fields::{CLAIM, SOURCE, SOURCES, TOPICS};
use crate::form::{Field, Form};
use crate::lexicon::tables::CONCEPT;
use crate::rules::RuleTable;
use crate::severity::{Confidence, Severity, Verdict};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

impl Form for ClaimFile {
    const FIELDS: &'static [Field] = CLAIM;
    const ELSEWHERE: &'static [(&'static str, &'static [Field])] = &[
        ("the [[source]] of a file in claims/sources/; a claim names only its id", SOURCE),
        ("the [[concept]] of a file in claims/lexicon/; a claim names only its id", CONCEPT),
    ];
}

impl Form for SourceTables {
    const FIELDS: &'static [Field] = SOURCES;
}

impl Form for TopicTables {
    const FIELDS: &'static [Field] = TOPICS;
}

/// A claim file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimFile {
    pub(super) title: Spanned<String>,
    pub(super) fact: Spanned<String>,
    pub(super) verdict: Verdict,
    pub(super) severity: Spanned<Severity>,
    pub(super) confidence: Spanned<Confidence>,
    pub(super) contested: Option<Spanned<String>>,
    pub(super) instead: Spanned<String>,
    pub(super) reviewed: Spanned<Datetime>,
    pub(super) review_by: Option<Spanned<Datetime>>,
    #[serde(default)]
    pub(super) siblings: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) aliases: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) hedged: Hedged,
    /// For reviewers; not shown.
    #[serde(default)]
    #[allow(dead_code, reason = "written for reviewers, read by nobody else")]
    pub(super) note: String,
    pub(super) withdrawn: Option<Withdrawn>,
    #[serde(default)]
    pub(super) source: Vec<CitationTable>,
    pub(super) rule: Spanned<RuleTable>,
    #[serde(default)]
    pub(super) flag: Vec<FlagTable>,
    #[serde(default)]
    pub(super) pass: Vec<PassTable>,
}

/// A claim that is no longer raised, kept so that old ids stay explainable.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawn {
    #[allow(dead_code, reason = "kept for whoever asks why a claim went")]
    pub(super) date: Datetime,
    #[allow(dead_code, reason = "kept for whoever asks why a claim went")]
    pub(super) reason: String,
}

/// A source that a claim cites.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CitationTable {
    pub(super) id: Spanned<String>,
    #[serde(default)]
    pub(super) supports: String,
}

/// A sentence or article that must be flagged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FlagTable {
    pub(super) text: Spanned<String>,
}

/// A sentence or article that must pass, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PassTable {
    pub(super) text: Spanned<String>,
    pub(super) why: Spanned<String>,
}

/// A file of sources.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceTables {
    #[serde(default)]
    pub(super) source: Vec<SourceTable>,
}

/// A source as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceTable {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) publisher: String,
    #[serde(default)]
    pub(super) url: String,
    pub(super) kind: SourceKind,
    #[serde(default)]
    pub(super) published: String,
    #[serde(default)]
    #[allow(dead_code, reason = "for reviewers")]
    pub(super) supports: String,
    pub(super) seen: bool,
}

/// A file of topics.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicTables {
    #[serde(default)]
    pub(super) topic: Vec<TopicTable>,
}

/// A topic as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicTable {
    pub(super) id: Spanned<String>,
    pub(super) name: String,
    pub(super) concepts: Vec<Spanned<String>>,
    pub(super) enough: u32,
    #[serde(default)]
    pub(super) with: Vec<Spanned<String>>,
    /// The companions are mere symptoms: the topic itself must still be dense.
    #[serde(default)]
    pub(super) dense: bool,
}

#[cfg(test)]
mod tests {
    use super::super::fields::TOPIC;
    use super::*;
    use crate::form::Shape;
    use crate::lexicon::tables::LexiconFile;
    use crate::rules::FIELDS;

    /// The fields that a reader knows, as its complaint about an unknown one lists them.
    fn read_by<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> Vec<String> {
        let told = toml::from_str::<T>(text).map_err(|error| error.message().to_owned()).err().unwrap_or_default();
        let mut names: Vec<String> = told.split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect();
        names.sort();
        names
    }

    fn told(fields: &[Field]) -> Vec<String> {
        let mut names: Vec<String> = fields.iter().map(|field| field.name.to_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_fields_that_are_told_are_those_that_are_read() {
        assert_eq!(read_by::<ClaimFile>("zzz = 1"), told(CLAIM));
        for field in CLAIM {
            let text = match field.shape {
                Shape::Table(_) => format!("[{}]\nzzz = 1", field.name),
                Shape::Tables(..) => format!("[[{}]]\nzzz = 1", field.name),
                _ => continue,
            };
            assert_eq!(read_by::<ClaimFile>(&text), told(field.shape.fields()), "{}", field.name);
        }
        for (kind, fields) in FIELDS {
            assert_eq!(read_by::<ClaimFile>(&format!("[rule.{kind}]\nzzz = 1")), told(fields), "{kind}");
        }
        assert_eq!(read_by::<SourceTables>("[[source]]\nzzz = 1"), told(SOURCE));
        assert_eq!(read_by::<TopicTables>("[[topic]]\nzzz = 1"), told(TOPIC));
        assert_eq!(read_by::<LexiconFile>("[[concept]]\nzzz = 1"), told(CONCEPT));
    }
}
