//! A regular expression, compiled at its first use; most runs ask none.
//!
//! One that does not compile matches nothing in a release; every test build stops at it.

use regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// A pattern with its compiled form.
pub(crate) struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern to be compiled when it is first asked.
    pub(crate) const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        let compiled = self.regex.get_or_init(|| Regex::new(self.source).ok());
        debug_assert!(compiled.is_some(), "does not compile: {}", self.source);
        compiled.as_ref()
    }

    /// Whether it occurs in `text`.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Its first occurrence.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.regex()?.find(text).map(|found| found.range())
    }

    /// All its occurrences.
    pub(crate) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        self.regex().map_or_else(Vec::new, |regex| regex.find_iter(text).map(|found| found.range()).collect())
    }

    /// What a named group holds at the first occurrence.
    pub(crate) fn group<'t>(&self, text: &'t str, name: &str) -> Option<&'t str> {
        self.regex()?.captures(text)?.name(name).map(|found| found.as_str())
    }

    /// What a named group holds at all occurrences.
    pub(crate) fn groups<'t>(&self, text: &'t str, name: &str) -> Vec<&'t str> {
        let Some(regex) = self.regex() else { return Vec::new() };
        regex.captures_iter(text).filter_map(|found| found.name(name)).map(|found| found.as_str()).collect()
    }

    /// The groups `key` and `value` at all occurrences.
    pub(crate) fn pairs<'t>(&self, text: &'t str) -> Vec<(&'t str, &'t str)> {
        self.groups(text, "key").into_iter().zip(self.groups(text, "value")).collect()
    }

    /// The text with all occurrences replaced.
    pub(crate) fn replaced(&self, text: &str, by: &str) -> String {
        self.regex().map_or_else(|| text.to_owned(), |regex| regex.replace_all(text, regex::NoExpand(by)).into_owned())
    }
}
