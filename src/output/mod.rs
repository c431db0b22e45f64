//! From findings to bytes. Nothing else in the program prints.
//!
//! A new format is one file with an `OUTPUT` and one line in `OUTPUTS`.

mod clean;
mod column;
mod excerpt;
mod figures;
mod json;
mod jsonl;
mod layout;
mod page;
mod place;
mod rows;
mod short;
mod summary;
mod terminal;
mod text;
mod uncovered;
mod wrap;

pub(crate) use figures::{catalogue, coverage, due, stats};
pub(crate) use jsonl::{answer, refusal, request};
pub(crate) use page::{Examples, claim_page, list};
pub(crate) use summary::{Tally, claims_summary, counted, state};
pub(crate) use terminal::{Terminal, wants_colour};
pub(crate) use text::{complaint, faults};
pub(crate) use uncovered::uncovered;

use healthlint::check::Finding;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::Document;

/// How one format is written.
pub(crate) struct Output {
    /// The name users give it by, as in `--format json`.
    pub(crate) name: &'static str,
    /// All that is to be printed for one article; empty if there is nothing to tell.
    pub(crate) render: fn(&Report<'_>) -> String,
}

/// All formats; the first one is the default.
pub(crate) const OUTPUTS: &[Output] = &[text::OUTPUT, short::OUTPUT, json::OUTPUT];

/// What is known of one article.
pub(crate) struct Report<'a> {
    /// The article; `None` if its file could not be opened.
    pub(crate) document: Option<&'a Document>,
    /// What is wrong with the file itself.
    pub(crate) faults: &'a [Diagnostic],
    /// What is wrong in the article, in reading order.
    pub(crate) findings: &'a [Finding],
    /// What the findings refer to.
    pub(crate) database: &'a Database,
    /// Whether colour is wanted.
    pub(crate) colour: bool,
}
