//! For editors and `grep`: one line for each finding.

use super::clean;
use super::format::{Output, Piece, Report, stream};
use super::place::Places;
use super::uncovered::uncovered;
use std::fmt::Write;

/// The short format: `path:line:column: severity[id]: message`.
pub(super) const OUTPUT: Output = Output {
    name: "short",
    about: "for editors and grep: path:line:column: severity[id]: message",
    render,
    assembly: stream,
};

fn render(report: &Report<'_>) -> Piece {
    let mut out = String::new();
    let document = report.document.filter(|_| report.has_places());
    let places = Places::new(document.map_or("", |document| &document.source));
    for fault in report.faults {
        // A fault of a whole file has no place of its own; tools that read this format want one.
        let place = places.place(fault.primary.as_ref().map_or(0, |label| label.span.range().start));
        let (line, column) = (place.line, place.column);
        let (file, severity, code) = (clean::line(&fault.file), fault.severity, clean::line(&fault.code));
        let _ = writeln!(out, "{file}:{line}:{column}: {severity}[{code}]: {}", clean::line(&fault.message));
    }
    let Some(document) = document else { return out.into() };
    let file = clean::line(&document.name);
    for finding in report.findings {
        let place = places.place(document.map.to_raw(finding.primary).range().start);
        let (line, column, severity) = (place.line, place.column, finding.severity);
        let (id, message) = (clean::line(&finding.claim), clean::line(&finding.message));
        let _ = writeln!(out, "{file}:{line}:{column}: {severity}[{id}]: {message}");
    }
    out.push_str(&uncovered(document, &places, report.uncovered));
    out.into()
}
