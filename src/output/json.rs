//! For programs: one JSON object a line, schema 1. Field names and meanings are a contract; fields may be added.

use super::format::{Output, Piece, Report, stream};
use super::place::{Place, Places};
use healthlint::check::Finding;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::Document;
use healthlint::explain::cited;
use healthlint::span::{Raw, Span};
use serde::Serialize;

/// The version of the contract.
const SCHEMA: u32 = 1;

/// The JSON format.
pub(super) const OUTPUT: Output = Output {
    name: "json",
    about: "for programs: one object a line (schema/finding.schema.json)",
    render,
    assembly: stream,
};

/// One finding.
#[derive(Debug, Serialize)]
pub(super) struct FindingObject<'a> {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    claim: &'a str,
    severity: &'static str,
    confidence: &'static str,
    verdict: &'static str,
    stance: &'static str,
    cue: &'a str,
    message: &'a str,
    quote: &'a str,
    start: Place,
    end: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    labels: Vec<LabelObject<'a>>,
    fact: &'a str,
    instead: &'a str,
    sources: Vec<SourceObject<'a>>,
    reviewed: &'a str,
    fingerprint: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct LabelObject<'a> {
    message: &'a str,
    start: Place,
    end: Place,
}

#[derive(Debug, Serialize)]
struct SourceObject<'a> {
    id: &'a str,
    title: &'a str,
    publisher: &'a str,
    url: &'a str,
    published: &'a str,
}

/// What kept an article from being checked.
#[derive(Debug, Serialize)]
pub(super) struct FaultObject<'a> {
    pub(super) code: &'a str,
    pub(super) severity: &'static str,
    pub(super) message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end: Option<Place>,
}

#[derive(Debug, Serialize)]
struct FaultLine<'a> {
    schema: u32,
    file: &'a str,
    fault: FaultObject<'a>,
}

fn render(report: &Report<'_>) -> Piece {
    let mut out = String::new();
    let document = report.document.filter(|_| report.faults.iter().any(|fault| fault.primary.is_some()));
    let places = Places::new(document.map_or("", |document| &document.source));
    for fault in report.faults {
        out.push_str(&line(&FaultLine {
            schema: SCHEMA,
            file: &fault.file,
            fault: fault_object(fault, Some(&places)),
        }));
    }
    if let Some(document) = report.document {
        for object in objects(document, report.findings, report.database, Some(&document.name)) {
            out.push_str(&line(&object));
        }
    }
    out.into()
}

/// A fault as an object.
pub(super) fn fault_object<'a>(fault: &'a Diagnostic, places: Option<&Places<'_>>) -> FaultObject<'a> {
    let span = fault.primary.as_ref().map(|label| label.span.range());
    let place = |at: Option<usize>| places.zip(at).map(|(places, at)| places.place(at));
    FaultObject {
        code: &fault.code,
        severity: fault.severity.name(),
        message: &fault.message,
        start: place(span.as_ref().map(|span| span.start)),
        end: place(span.as_ref().map(|span| span.end)),
    }
}

/// The findings of a document as objects; `file` is left out where the reader knows it.
pub(super) fn objects<'a>(
    document: &'a Document,
    findings: &'a [Finding],
    database: &'a Database,
    file: Option<&'a str>,
) -> Vec<FindingObject<'a>> {
    if findings.is_empty() {
        return Vec::new();
    }
    let places = Places::of(document);
    let ends = |raw: Span<Raw>| (places.place(raw.range().start), places.place(raw.range().end));
    let object = |finding: &'a Finding| {
        let raw = document.map.to_raw(finding.primary);
        let (start, end) = ends(raw);
        FindingObject {
            schema: SCHEMA,
            file,
            claim: &finding.claim,
            severity: finding.severity.name(),
            confidence: finding.confidence.name(),
            verdict: finding.verdict.name(),
            stance: finding.stance.name(),
            cue: &finding.cue,
            message: &finding.message,
            quote: raw.of(&document.source),
            start,
            end,
            place: document.locus(start.byte),
            labels: finding
                .labels
                .iter()
                .map(|label| {
                    let (start, end) = ends(document.map.to_raw(label.span));
                    LabelObject { message: &label.message, start, end }
                })
                .collect(),
            fact: &finding.fact,
            instead: &finding.instead,
            sources: sources(finding, database),
            reviewed: &finding.reviewed,
            fingerprint: &finding.fingerprint,
            replacement: finding.replacement.as_deref(),
        }
    };
    findings.iter().map(object).collect()
}

fn sources<'a>(finding: &Finding, database: &'a Database) -> Vec<SourceObject<'a>> {
    cited(finding, database)
        .into_iter()
        .map(|source| SourceObject {
            id: &source.id,
            title: &source.title,
            publisher: &source.publisher,
            url: &source.url,
            published: &source.published,
        })
        .collect()
}

/// An object as one line.
pub(super) fn line(value: &impl Serialize) -> String {
    let mut line = object(value);
    line.push('\n');
    line
}

/// An object without a line break.
pub(super) fn object(value: &impl Serialize) -> String {
    // Strings, numbers and lists cannot fail to be written.
    serde_json::to_string(value).unwrap_or_default()
}
