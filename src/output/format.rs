//! What a format is: how one article is told, and how the articles of a run make one text.
//!
//! Articles are rendered in parallel and assembled in the order of their paths. A format that can write each article as it
//! comes keeps nothing; one that cannot keeps its own plain text of what it needs, never a document.

use healthlint::check::Finding;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::Document;
use healthlint::suppress::Suppressed;
use healthlint::uncovered::Uncovered;

/// One format.
pub(crate) struct Output {
    /// The name users give it by, as in `--format json`.
    pub(crate) name: &'static str,
    /// Whom it is for, as told by `--help`.
    pub(crate) about: &'static str,
    /// What one article adds; called in parallel.
    pub(crate) render: fn(&Report<'_>) -> Piece,
    /// Begins a run.
    pub(crate) assembly: fn() -> Box<dyn Assembly>,
}

/// What is known of one article.
#[derive(Clone, Copy)]
pub(crate) struct Report<'a> {
    /// The article; `None` if its file could not be opened.
    pub(crate) document: Option<&'a Document>,
    /// Bytes of its file.
    pub(crate) bytes: u64,
    /// What is wrong with the file itself.
    pub(crate) faults: &'a [Diagnostic],
    /// What is wrong in the article, in reading order.
    pub(crate) findings: &'a [Finding],
    /// What was found and is not reported, each with the reason.
    pub(crate) suppressed: &'a [Suppressed],
    /// What led to no finding, where that was asked for.
    pub(crate) uncovered: &'a [Uncovered],
    /// What the findings refer to.
    pub(crate) database: &'a Database,
    /// Whether colour is wanted.
    pub(crate) colour: bool,
}

impl<'a> Report<'a> {
    /// Nothing to tell; for `..` in a report that tells something.
    pub(crate) fn empty(database: &'a Database) -> Self {
        Self {
            document: None,
            bytes: 0,
            faults: &[],
            findings: &[],
            suppressed: &[],
            uncovered: &[],
            database,
            colour: false,
        }
    }

    /// Whether anything is to be told of a place in the article.
    pub(super) fn has_places(&self) -> bool {
        let placed = self.faults.iter().any(|fault| fault.primary.is_some());
        placed || !self.findings.is_empty() || !self.uncovered.is_empty()
    }
}

/// What one article adds to the text of a run.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    /// What is written where the article stands.
    pub(crate) text: String,
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self { text }
    }
}

/// The text of one run as it grows; each step gives what can be written already.
pub(crate) trait Assembly {
    /// Before the first article.
    fn begin(&mut self) -> String {
        String::new()
    }
    /// The next article.
    fn add(&mut self, piece: Piece) -> String;
    /// After the last article.
    fn end(&mut self, _database: &Database) -> String {
        String::new()
    }
}

/// An assembly that writes each article as it comes and keeps nothing.
pub(super) struct Stream;

impl Assembly for Stream {
    fn add(&mut self, piece: Piece) -> String {
        piece.text
    }
}

/// Begins a stream.
pub(super) fn stream() -> Box<dyn Assembly> {
    Box::new(Stream)
}
