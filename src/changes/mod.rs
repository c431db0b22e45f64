//! What changed against a revision: which files, and which of their lines.
//!
//! Git is asked as a program (`git`); what it answers is read by `patch`. A change is everything between the revision's
//! common ancestor with the present state and the files as they lie there, committed or not.

mod git;
mod patch;

pub(crate) use git::Fault;
use healthlint::check::Finding;
use healthlint::document::Document;
use healthlint::span::{Span, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What changed in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is new, or no text to git.
    Whole,
    /// These lines, in their order.
    Lines(Vec<Hunk>),
}

/// A run of lines, from 1; with a count of 0 something was taken out behind the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hunk {
    start: usize,
    count: usize,
}

/// What changed in a repository.
#[derive(Debug)]
pub(crate) struct Changes {
    /// The root of the repository, without links.
    root: PathBuf,
    /// Changed files by their path below the root, with `/`.
    files: BTreeMap<Vec<u8>, Change>,
    /// Files that git knows.
    tracked: BTreeSet<Vec<u8>>,
    /// Repositories inside this one, which have a history of their own.
    modules: Vec<Vec<u8>>,
    /// What the reader should know about the comparison.
    pub(crate) remark: Option<String>,
}

impl Changes {
    /// What changed since a revision in the repository around a folder.
    pub(crate) fn since(revision: &str, folder: &Path) -> Result<Self, Fault> {
        git::changes(revision, folder)
    }

    /// What changed in a file; `None` if nothing did. What git does not know is new.
    pub(crate) fn of(&self, file: &Path) -> Option<Change> {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let whole = fs::canonicalize(parent).ok().zip(file.file_name()).map(|(parent, name)| parent.join(name));
        let Some(below) = whole.as_deref().and_then(|whole| whole.strip_prefix(&self.root).ok()) else {
            return Some(Change::Whole);
        };
        let mut path = below.as_os_str().as_encoded_bytes().to_vec();
        if std::path::MAIN_SEPARATOR != '/' {
            path.iter_mut().filter(|byte| **byte == b'\\').for_each(|byte| *byte = b'/');
        }
        if self.modules.iter().any(|module| path.strip_prefix(&**module).is_some_and(|rest| rest.starts_with(b"/"))) {
            return None;
        }
        match self.files.get(&path) {
            Some(change) => Some(change.clone()),
            None if self.tracked.contains(&path) => None,
            None => Some(Change::Whole),
        }
    }
}

impl Change {
    /// Whether a finding has to do with what changed: one line of its sentences or labels did. What an article owes its
    /// readers is asked of every changed article.
    pub(crate) fn touches(&self, finding: &Finding, document: &Document) -> bool {
        let Self::Lines(hunks) = self else { return true };
        if finding.stance == healthlint::analyze::stance::Stance::Missing {
            return true;
        }
        let labels = finding.labels.iter().map(|label| label.span);
        std::iter::once(finding.primary).chain(labels).any(|span| {
            let raw = document.map.to_raw(sentences(document, span)).range();
            let (first, last) =
                (line(&document.source, raw.start), line(&document.source, raw.end.max(raw.start + 1) - 1));
            hunks.iter().any(|hunk| hunk.touches(first, last))
        })
    }
}

impl Hunk {
    /// Whether the lines from the first to the last changed, or something between two of them went.
    fn touches(self, first: usize, last: usize) -> bool {
        if self.count == 0 {
            return first <= self.start && self.start < last;
        }
        self.start <= last && first < self.start + self.count
    }
}

/// The sentences that a place lies in, as one stretch: what turns a sentence wrong may stand in another line of it.
fn sentences(document: &Document, place: Span<Text>) -> Span<Text> {
    let touched = document.sentences.iter().map(|sentence| sentence.text).filter(|text| text.overlaps(place));
    touched.fold(place, Span::join)
}

/// The line of a byte, from 1.
fn line(source: &str, byte: usize) -> usize {
    source.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_touch_a_hunk_they_share_and_a_gap_they_span() {
        let hunk = |start, count| Hunk { start, count };
        assert!(hunk(3, 2).touches(4, 9) && hunk(3, 2).touches(1, 3));
        assert!(!hunk(3, 2).touches(5, 9) && !hunk(3, 2).touches(1, 2));
        assert!(hunk(3, 0).touches(3, 4) && !hunk(3, 0).touches(3, 3) && !hunk(3, 0).touches(4, 5));
        assert!(!hunk(0, 0).touches(1, 9), "what stood before the first line was no part of it");
    }
}
