//! How bad a finding is, how sure the evidence is, and what is wrong with a statement.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How much a finding matters; ordered from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Style of evidence, outdated figures.
    Info,
    /// Misleading or unsupported.
    Warning,
    /// Plainly false, or could harm a reader.
    Error,
}

impl Severity {
    /// One step milder; `Info` stays.
    #[must_use]
    pub fn lower(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }

    /// The word printed for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How sure the evidence is (not how sure the match is).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Thin or indirect evidence.
    Low,
    /// Some good evidence, or agreement short of proof.
    Moderate,
    /// Guidelines, reviews or agencies agree.
    High,
}

impl Confidence {
    /// The word printed for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}

/// The judgement on the statement that an article makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Contradicted by the evidence.
    False,
    /// Leads readers to a wrong conclusion.
    Misleading,
    /// No good evidence carries it.
    Unsupported,
    /// More than the evidence carries.
    Overstated,
    /// Once held, now replaced.
    Outdated,
    /// Following it could harm.
    Dangerous,
    /// The article owes its readers something it does not say.
    Missing,
}

impl Verdict {
    /// The word printed for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::False => "false",
            Self::Misleading => "misleading",
            Self::Unsupported => "unsupported",
            Self::Overstated => "overstated",
            Self::Outdated => "outdated",
            Self::Dangerous => "dangerous",
            Self::Missing => "missing",
        }
    }
}
