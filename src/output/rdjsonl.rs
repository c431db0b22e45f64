//! For reviewdog: one Diagnostic of the Reviewdog Diagnostic Format a line.
//!
//! Only what is safe to replace unseen becomes a suggestion with its button; words to use are an example to fit in.

use super::format::{Output, Piece, Report, stream};
use super::json::line;
use super::place::{Place, Places};
use super::told::{Told, tell};
use healthlint::severity::Severity;
use serde::Serialize;

/// The reviewdog format.
pub(super) const OUTPUT: Output =
    Output { name: "rdjsonl", about: "for reviewdog: one diagnostic a line", render, assembly: stream };

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    source: Source,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Clone, Copy, Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// The column counts bytes of UTF-8, from 1.
#[derive(Clone, Copy, Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

fn render(report: &Report<'_>) -> Piece {
    let told = tell(report);
    let places = report.document.filter(|_| !told.is_empty()).map(|document| Places::new(&document.source));
    told.iter().map(|told| line(&diagnostic(told, places.as_ref()))).collect::<String>().into()
}

fn diagnostic<'a>(told: &'a Told, places: Option<&Places<'_>>) -> Diagnostic<'a> {
    let position = |place: Place, places: &Places<'_>| Position {
        line: place.line,
        column: place.byte - places.range(place.line - 1).start + 1,
    };
    let range = told
        .place
        .zip(places)
        .map(|((start, end), places)| Range { start: position(start, places), end: position(end, places) });
    Diagnostic {
        message: [std::slice::from_ref(&told.headline), &told.lines].concat().join("\n"),
        location: Location { path: &told.file, range },
        severity: match told.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        source: Source { name: "healthlint" },
        code: Code { value: &told.code, url: told.link.as_deref() },
        suggestions: range
            .zip(told.replacement.as_deref())
            .map(|(range, text)| Suggestion { range, text })
            .into_iter()
            .collect(),
    }
}
