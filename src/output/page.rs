//! What is known of a claim, as a page; what is known of all, as a list.

use super::clean;
use super::column::width_of;
use super::wrap::wrap;
use healthlint::database::{Claim, Database, Source};
use std::fmt::Write;

/// Columns of a page.
const COLUMNS: usize = 88;
/// Columns of the words on the left.
const MARGIN: usize = 12;

/// The sentences that a claim was tried on.
#[derive(Debug, Default)]
pub(crate) struct Examples<'a> {
    /// Sentences it must speak on.
    pub(crate) flags: Vec<&'a str>,
    /// Sentences it must pass, each with the reason.
    pub(crate) passes: Vec<(&'a str, &'a str)>,
}

/// Everything about one claim.
pub(crate) fn claim_page(claim: &Claim, database: &Database, examples: &Examples<'_>, colour: bool) -> String {
    let (bold, plain) = if colour { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let grade = format!("{} · confidence {}", claim.severity, claim.confidence.name());
    let gap = COLUMNS.saturating_sub(width_of(&claim.id) + width_of(&grade)).max(2);
    let mut page =
        format!("{bold}{}{plain}{}{grade}\n{}\n\n", clean::line(&claim.id), " ".repeat(gap), clean::line(&claim.title));
    entry(&mut page, "Verdict", claim.verdict.name());
    entry(&mut page, "Why", &claim.fact);
    entry(&mut page, "Contested", &claim.contested);
    for (number, citation) in claim.citations.iter().enumerate() {
        if let Some(source) = database.sources.get(citation.source as usize) {
            let word = if number == 0 { "Source" } else { "" };
            entry(&mut page, word, &format!("[{}] {}", number + 1, cited(source, &citation.supports)));
        }
    }
    if !claim.instead.is_empty() {
        entry(&mut page, "Write", &format!("\"{}\"", claim.instead.trim()));
    }
    for (number, text) in examples.flags.iter().enumerate() {
        entry(&mut page, if number == 0 { "Flags" } else { "" }, &format!("× {}", unmarked(text)));
    }
    for (number, (text, why)) in examples.passes.iter().enumerate() {
        entry(&mut page, if number == 0 { "Passes" } else { "" }, &format!("✓ {} ({why})", unmarked(text)));
    }
    entry(&mut page, "Kind", &claim.kind);
    let due = if claim.review_by.is_empty() { String::new() } else { format!("; next review due {}", claim.review_by) };
    entry(&mut page, "Reviewed", &format!("{}{due}", claim.reviewed));
    entry(&mut page, "Wrong?", "Report the sentence; healthlint show \"the sentence\" prints what to paste.");
    page
}

/// A word on the left, wrapped text beside it; nothing if there is no text.
fn entry(page: &mut String, word: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = clean::lines(text);
    for (number, line) in wrap(&text, COLUMNS - MARGIN).iter().enumerate() {
        let _ = writeln!(page, "{:MARGIN$}{line}", if number == 0 { word } else { "" });
    }
}

/// A source with all that is needed to find it.
fn cited(source: &Source, supports: &str) -> String {
    let mut line = source.title.clone();
    for part in [&source.publisher, &source.published].into_iter().filter(|part| !part.is_empty()) {
        line.push_str(", ");
        line.push_str(part);
    }
    if !supports.is_empty() {
        line.push_str(": ");
        line.push_str(supports);
    }
    if !source.url.is_empty() {
        line.push('\n');
        line.push_str(&source.url);
    }
    line
}

/// An example without the marks around what must be underlined, on one line.
fn unmarked(text: &str) -> String {
    text.replace(['«', '»'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Claims one a line: id, severity, title.
pub(crate) fn list(claims: &[&Claim]) -> String {
    let widest = claims.iter().map(|claim| claim.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for claim in claims {
        let _ = writeln!(out, "{:widest$}  {:7}  {}", claim.id, claim.severity.name(), clean::line(&claim.title));
    }
    out
}
