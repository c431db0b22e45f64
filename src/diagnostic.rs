//! How any fault is told, of an article or of a claim file: plain data, printed only by the output layer.

use crate::severity::Severity;
use crate::span::{Raw, Span};

/// A place and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Bytes of the file the diagnostic is about.
    pub span: Span<Raw>,
    /// What the reader should see there; may be empty.
    pub message: String,
}

/// A fault of one file, with its place where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable code such as `claims/unknown-concept` or a claim id.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The headline: what is wrong, lower case, no full stop.
    pub message: String,
    /// The file it is about, as it was named.
    pub file: String,
    /// The main place; `None` where the whole file is meant.
    pub primary: Option<Label>,
    /// Further places.
    pub labels: Vec<Label>,
    /// Lines under the excerpt, each with its leading word ("note: …", "help: …").
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// An error of `file` with a code and a headline.
    pub fn error(code: &str, file: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            severity: Severity::Error,
            message: message.into(),
            file: file.to_owned(),
            primary: None,
            labels: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// With its main place.
    #[must_use]
    pub fn at(mut self, span: Span<Raw>, message: impl Into<String>) -> Self {
        self.primary = Some(Label { span, message: message.into() });
        self
    }

    /// With a further line under the excerpt.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
