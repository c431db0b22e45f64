//! For editors and `grep`: one line for each finding.

use super::clean;
use super::format::{Output, Piece, Report, stream};
use super::place::Places;
use super::uncovered::uncovered;
use std::fmt::Write;

/// The short format: `path:line:column: severity[id]: message`; a file without lines has "paragraph 12" there.
pub(super) const OUTPUT: Output = Output {
    name: "short",
    about: "for editors and grep: path:line:column: severity[id]: message",
    render,
    assembly: stream,
};

fn render(report: &Report<'_>) -> Piece {
    let mut out = String::new();
    let document = report.document.filter(|_| report.has_places());
    let places = document.map_or_else(|| Places::new(""), Places::of);
    for fault in report.faults {
        // A fault of a whole file has no place of its own; tools that read this format want one.
        let place = places.told(fault.primary.as_ref().map_or(0, |label| label.span.range().start));
        let (file, severity, code) = (clean::line(&fault.file), fault.severity, clean::line(&fault.code));
        let _ = writeln!(out, "{file}:{place}: {severity}[{code}]: {}", clean::line(&fault.message));
    }
    let Some(document) = document else { return out.into() };
    let file = clean::line(&document.name);
    for finding in report.findings {
        let place = places.told(document.map.to_raw(finding.primary).range().start);
        let severity = finding.severity;
        let (id, message) = (clean::line(&finding.claim), clean::line(&finding.message));
        let _ = writeln!(out, "{file}:{place}: {severity}[{id}]: {message}");
    }
    out.push_str(&uncovered(document, &places, report.uncovered));
    out.into()
}
