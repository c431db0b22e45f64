//! What a format is: how one article is told, and how the articles of a run make one text.
//!
//! Articles are rendered in parallel and assembled in the order of their paths. A format that can write each article as it
//! comes keeps nothing; one that cannot keeps its own plain text of what it needs, never a document.

use super::excerpt::Look;
use super::summary::Tally;
use super::worst::Rank;
use healthlint::check::Finding;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::Document;
use healthlint::severity::Severity;
use healthlint::suppress::Suppressed;
use healthlint::uncovered::Uncovered;
use std::collections::BTreeMap;

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
    /// How many findings the baseline knows.
    pub(crate) baselined: usize,
    /// Whether any claim was asked about the article.
    pub(crate) covered: bool,
    /// What led to no finding, where that was asked for.
    pub(crate) uncovered: &'a [Uncovered],
    /// What the findings refer to.
    pub(crate) database: &'a Database,
    /// The mildest severity that fails the run; `None` if none does.
    pub(crate) fails: Option<Severity>,
    /// How it is drawn for people.
    pub(crate) look: Look,
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
            baselined: 0,
            covered: true,
            uncovered: &[],
            database,
            fails: Some(Severity::Error),
            look: Look::new(false, None),
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
    /// What is put in order over the whole run.
    pub(super) ranked: Vec<Ranked>,
    /// What stands once in a run however many articles ask for it, by name.
    pub(super) once: BTreeMap<String, String>,
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// A part of a text that gives way to worse ones.
#[derive(Debug)]
pub(super) struct Ranked {
    /// How bad it is.
    pub(super) rank: Rank,
    /// What is written of it.
    pub(super) text: String,
}

/// What a text is assembled from besides its pieces.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    /// What the findings refer to.
    pub(crate) database: &'a Database,
    /// What the run came to.
    pub(crate) tally: &'a Tally,
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
    fn end(&mut self, _run: &Run<'_>) -> String {
        String::new()
    }
}

/// An assembly that writes each article as it comes and keeps nothing.
#[derive(Default)]
pub(super) struct Stream {
    /// Before the first piece of text.
    pub(super) begin: &'static str,
    /// Between two of them.
    pub(super) between: &'static str,
    /// After the last one.
    pub(super) end: &'static str,
    /// Whether there was one.
    begun: bool,
}

impl Stream {
    /// A stream with something around its pieces.
    pub(super) fn around(begin: &'static str, between: &'static str, end: &'static str) -> Box<dyn Assembly> {
        Box::new(Self { begin, between, end, begun: false })
    }
}

impl Assembly for Stream {
    fn begin(&mut self) -> String {
        self.begin.to_owned()
    }

    fn add(&mut self, piece: Piece) -> String {
        if piece.text.is_empty() || !self.begun {
            self.begun |= !piece.text.is_empty();
            return piece.text;
        }
        format!("{}{}", self.between, piece.text)
    }

    fn end(&mut self, _run: &Run<'_>) -> String {
        self.end.to_owned()
    }
}

/// Begins a stream with nothing around its pieces.
pub(super) fn stream() -> Box<dyn Assembly> {
    Box::new(Stream::default())
}
