//! What a sentence does with its content.

use crate::lexicon::Effect;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The stance of an assertion; ordered from the author's own word to its contrary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// The author's own word.
    Asserted,
    /// Softened: may, perhaps, seems.
    Hedged,
    /// Somebody else says so.
    Attributed,
    /// Only for a named group or case.
    Restricted,
    /// No longer held.
    Historical,
    /// Of animals, cells, single cases.
    OtherExperiencer,
    /// Under an if.
    Hypothetical,
    /// Asked.
    Questioned,
    /// Denied.
    Negated,
    /// Named as wrong.
    Refuted,
    /// Embedded in words whose force is unknown; nothing may be concluded.
    Unknown,
    /// Not said at all: the stance of a missing-content finding.
    Missing,
}

impl Stance {
    /// The word printed for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hedged => "hedged",
            Self::Attributed => "attributed",
            Self::Restricted => "restricted",
            Self::Historical => "historical",
            Self::OtherExperiencer => "other-experiencer",
            Self::Hypothetical => "hypothetical",
            Self::Questioned => "questioned",
            Self::Negated => "negated",
            Self::Refuted => "refuted",
            Self::Unknown => "unknown",
            Self::Missing => "missing",
        }
    }

    /// Whether the author stands behind the content, fully or softened.
    pub fn is_said(self) -> bool {
        matches!(self, Self::Asserted | Self::Hedged | Self::Attributed)
    }

    /// The stance that a cue's effect gives.
    pub fn of(effect: Effect) -> Self {
        match effect {
            Effect::Asserted => Self::Asserted,
            Effect::Hedged => Self::Hedged,
            Effect::Attributed => Self::Attributed,
            Effect::Restricted => Self::Restricted,
            Effect::Historical => Self::Historical,
            Effect::OtherExperiencer => Self::OtherExperiencer,
            Effect::Hypothetical => Self::Hypothetical,
            Effect::Questioned => Self::Questioned,
            Effect::Negated | Effect::Excluded => Self::Negated,
            Effect::Refuted => Self::Refuted,
            Effect::Silent => Self::Unknown,
        }
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
