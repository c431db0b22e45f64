//! Findings that the article or its configuration asks to be silent about, with the reason given for it.
//!
//! Layer 6. A suppressed finding is not lost: it is handed on with its reason, to be counted and exported.

use crate::check::Finding;
use crate::span::{Raw, Span};

/// A finding that is not reported, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppressed {
    /// What was found all the same.
    pub finding: Finding,
    /// What silenced it.
    pub by: Means,
    /// The reason that was given; never empty.
    pub reason: String,
}

/// What silences a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// A comment of the article, and where it stands.
    Comment(Span<Raw>),
    /// An `[[ignore]]` of a configuration file: the file as it is shown, and the line, from 1.
    Config(String, usize),
}
