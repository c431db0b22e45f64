//! A finding told: where it stands in the file, what is true, who says so, what to write instead.
//!
//! Layer 6. Makes diagnostics out of findings; how they look is the business of the output layer.

use crate::check::Finding;
use crate::database::{Database, Source};
use crate::diagnostic::{Diagnostic, Label};
use crate::document::Document;
use crate::severity::{Severity, Verdict};
use crate::standards;

/// The finding as a diagnostic of its article: places in the article's own bytes, notes in the order writers need them.
pub fn explain(finding: &Finding, document: &Document, database: &Database) -> Diagnostic {
    let mut told = Diagnostic::error(&finding.claim, &document.name, finding.message.as_str());
    told.severity = finding.severity;
    // An article without a word has no place to point at.
    if !document.blocks.is_empty() {
        told = told.at(document.map.to_raw(finding.primary), finding.primary_message.as_str());
    }
    told.labels = finding
        .labels
        .iter()
        .map(|label| Label { span: document.map.to_raw(label.span), message: label.message.clone() })
        .collect();
    told.notes = notes(finding, database);
    told
}

/// The lines under the excerpt.
fn notes(finding: &Finding, database: &Database) -> Vec<String> {
    let mut notes = Vec::new();
    if !finding.fact.is_empty() {
        notes.push(format!("note: {}", finding.fact));
    }
    if !finding.contested.is_empty() {
        notes.push(format!("note: authorities differ: {}", finding.contested));
    }
    notes.extend(softened(finding, database));
    notes.extend(finding.notes.iter().map(|line| labelled(line)));
    let sources = cited(finding, database);
    if !sources.is_empty() {
        let reviewed =
            if finding.reviewed.is_empty() { String::new() } else { format!("; reviewed {}", finding.reviewed) };
        notes.push(format!("source: {}{reviewed}", names(&sources)));
    }
    if !finding.instead.is_empty() {
        let lead = if finding.verdict == Verdict::Missing { "add" } else { "write" };
        notes.push(format!("help: {lead}, for example: \"{}\"", finding.instead.trim()));
    }
    if database.claim(&finding.claim).is_some() || standards::rule(&finding.claim).is_some() {
        notes.push(format!("more: healthlint explain {}", finding.claim));
    }
    notes
}

/// The sources behind a finding: those of its claim, or the standards that ask for it.
pub fn cited<'a>(finding: &Finding, database: &'a Database) -> Vec<&'a Source> {
    if let Some(rule) = standards::rule(&finding.claim) {
        return rule.cited().collect();
    }
    finding.sources.iter().filter_map(|number| database.sources.get(*number as usize)).collect()
}

/// Why the finding is milder than its claim, where the article's own words make it so.
fn softened(finding: &Finding, database: &Database) -> Option<String> {
    let claim = database.claim(&finding.claim)?;
    if finding.severity >= claim.severity || finding.cue.is_empty() {
        return None;
    }
    let article = |severity| if severity == Severity::Warning { "a" } else { "an" };
    let (here, there) = (finding.severity, claim.severity);
    Some(format!(
        "note: \"{}\" softens the statement: {} {here} instead of {} {there}",
        finding.cue,
        article(here),
        article(there)
    ))
}

/// A line with its leading word; lines that bring one keep it.
fn labelled(line: &str) -> String {
    let has_word = ["note: ", "help: ", "source: ", "more: "].iter().any(|word| line.starts_with(word));
    if has_word { line.to_owned() } else { format!("note: {line}") }
}

/// The sources by their short names, each once.
fn names(sources: &[&Source]) -> String {
    let mut names: Vec<String> = Vec::new();
    for source in sources {
        let name = short_name(source);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// How a source is named in passing: who published it, and the year.
pub fn short_name(source: &Source) -> String {
    let name = if source.publisher.is_empty() { &source.title } else { &source.publisher };
    match source.published.get(..4) {
        Some(year) if year.bytes().all(|b| b.is_ascii_digit()) && !name.contains(year) => format!("{name} {year}"),
        _ => name.clone(),
    }
}
