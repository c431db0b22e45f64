//! A regular expression of this layer, compiled at its first use.
//!
//! One that does not compile matches nothing in a release; every test build stops at it.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

/// A pattern with its compiled form.
pub(super) struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern to be compiled when it is first asked.
    pub(super) const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        let compiled = self.regex.get_or_init(|| Regex::new(self.source).ok());
        debug_assert!(compiled.is_some(), "does not compile: {}", self.source);
        compiled.as_ref()
    }

    /// Whether it occurs in `text`.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|r| r.is_match(text))
    }

    /// Its first occurrence.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.regex()?.find(text).map(|m| m.range())
    }

    /// All its occurrences.
    pub(super) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        self.regex().map_or_else(Vec::new, |r| r.find_iter(text).map(|m| m.range()).collect())
    }
}
