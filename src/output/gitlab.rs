//! For GitLab's Code Quality report: one bare array of objects.

use super::format::{Output, Piece, Report, Stream};
use super::json::object;
use super::told::{Told, tell};
use healthlint::severity::Severity;
use serde::Serialize;

/// The GitLab format.
pub(super) const OUTPUT: Output = Output {
    name: "gitlab",
    about: "for GitLab: a Code Quality report",
    render,
    assembly: || Stream::around("[\n", ",\n", "\n]\n"),
};

#[derive(Serialize)]
struct Violation<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn render(report: &Report<'_>) -> Piece {
    tell(report).iter().map(|told| object(&violation(told))).collect::<Vec<_>>().join(",\n").into()
}

fn violation(told: &Told) -> Violation<'_> {
    let lines =
        told.place.map_or(Lines { begin: 1, end: 1 }, |(start, end)| Lines { begin: start.line, end: end.line });
    Violation {
        description: [std::slice::from_ref(&told.headline), &told.lines].concat().join("\n"),
        check_name: &told.code,
        fingerprint: &told.fingerprint,
        severity: match told.severity {
            _ if told.fault => "blocker",
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "info",
        },
        location: Location { path: &told.file, lines },
    }
}
