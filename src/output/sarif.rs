//! For code scanning and other readers of SARIF 2.1.0: rules that fired, results worst first, faults as notifications.

use super::clean;
use super::format::{Assembly, Output, Piece, Ranked, Report, Run};
use super::json::object;
use super::place::Places;
use super::told::{sentence, web_address};
use super::uri::uri;
use super::worst::{Rank, Worst};
use healthlint::check::Finding;
use healthlint::database::{Database, Source};
use healthlint::diagnostic::{Diagnostic, Label};
use healthlint::explain::{cited, explain};
use healthlint::severity::Severity;
use healthlint::standards;
use healthlint::suppress::{Means, Suppressed};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Results that GitHub takes of one run.
const RESULTS: usize = 25_000;
/// Bytes of a log besides its rules and results, as a guess.
const ROOM: usize = 4096;
/// Characters of a description of a rule.
const DESCRIPTION: usize = 1000;

/// The SARIF format.
pub(super) const OUTPUT: Output = Output {
    name: "sarif",
    about: "for code scanning: SARIF 2.1.0",
    render,
    assembly: || Box::new(Log { results: Worst::new(RESULTS), rules: BTreeMap::new(), notifications: Vec::new() }),
};

#[derive(Serialize)]
struct Message {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

impl Message {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
    properties: RuleProperties<'a>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties<'a> {
    tags: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    level: &'static str,
    message: Message,
    locations: [Spot<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Spot<'a>>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'a>>,
    properties: ResultProperties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spot<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region<'a>>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    snippet: Snippet<'a>,
}

#[derive(Serialize)]
struct Snippet<'a> {
    text: &'a str,
}

/// What may be changed without anybody looking; never medical wording.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: [Substitute<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Substitute<'a> {
    deleted_region: Region<'a>,
    inserted_content: Snippet<'a>,
}

/// GitHub tells alerts apart by this one and would else count lines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints<'a> {
    primary_location_line_hash: &'a str,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
struct ResultProperties<'a> {
    confidence: &'static str,
    verdict: &'static str,
    stance: &'static str,
    reviewed: &'a str,
}

#[derive(Serialize)]
struct Notification<'a> {
    descriptor: Descriptor<'a>,
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Spot<'a>>,
}

#[derive(Serialize)]
struct Descriptor<'a> {
    id: &'a str,
}

fn render(report: &Report<'_>) -> Piece {
    let places = report.document.map(Places::of);
    let notifications = report.faults.iter().map(|fault| object(&notification(fault, places.as_ref())));
    let mut piece = Piece::from(notifications.collect::<Vec<_>>().join("\n"));
    let Some((document, places)) = report.document.zip(places) else { return piece };
    let reported = report.findings.iter().map(|finding| (finding, None));
    let silent = report.suppressed.iter().map(|suppressed| (&suppressed.finding, Some(suppressed)));
    for (finding, suppressed) in reported.chain(silent) {
        let told = explain(finding, document, report.database);
        let rank = if suppressed.is_none() { Rank::of(finding) } else { Rank::of_suppressed(finding) };
        piece.ranked.push(Ranked { rank, text: object(&result(finding, &told, &places, suppressed)) });
        if !piece.once.contains_key(&finding.claim) {
            piece.once.insert(finding.claim.clone(), rule(finding, report.database));
        }
    }
    piece
}

fn result<'a>(
    finding: &'a Finding,
    told: &Diagnostic,
    places: &Places<'a>,
    suppressed: Option<&'a Suppressed>,
) -> Outcome<'a> {
    let at = |label: Option<&Label>| Physical {
        artifact_location: Artifact { uri: uri(&told.file) },
        region: label.map(|label| region(label, places)),
    };
    let related = |(number, label): (usize, &Label)| Spot {
        id: Some(number + 1),
        physical_location: at(Some(label)),
        message: Some(Message::plain(literal(&label.message))),
    };
    let fix = |(text, label): (&'a str, &Label)| {
        let substitute = Substitute { deleted_region: region(label, places), inserted_content: Snippet { text } };
        let change = Change { artifact_location: Artifact { uri: uri(&told.file) }, replacements: [substitute] };
        Fix { artifact_changes: [change] }
    };
    let locus = told.primary.as_ref().and_then(|label| places.locus(label.span.range().start));
    // What has no lines of its own is no text that a service could replace.
    let replacement = finding.replacement.as_deref().filter(|_| locus.is_none());
    Outcome {
        rule_id: &finding.claim,
        level: level(finding.severity),
        message: Message::plain(literal(&words(told, locus))),
        locations: [Spot { id: None, physical_location: at(told.primary.as_ref()), message: None }],
        related_locations: told.labels.iter().enumerate().map(related).collect(),
        partial_fingerprints: Fingerprints { primary_location_line_hash: &finding.fingerprint },
        fixes: replacement.zip(told.primary.as_ref()).map(fix).into_iter().collect(),
        suppressions: suppressed.into_iter().map(suppression).collect(),
        properties: ResultProperties {
            confidence: finding.confidence.name(),
            verdict: finding.verdict.name(),
            stance: finding.stance.name(),
            reviewed: &finding.reviewed,
        },
    }
}

fn suppression(suppressed: &Suppressed) -> Suppression<'_> {
    let kind = match suppressed.by {
        Means::Comment(_) => "inSource",
        Means::Config(..) => "external",
    };
    Suppression { kind, justification: &suppressed.reason }
}

fn region<'a>(label: &Label, places: &Places<'a>) -> Region<'a> {
    let (start, end) = (places.place(label.span.range().start), places.place(label.span.range().end));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        snippet: Snippet { text: label.span.of(places.text) },
    }
}

/// The headline, where it is if lines do not tell, and all notes, as running text.
fn words(told: &Diagnostic, locus: Option<&str>) -> String {
    let mut words = stopped(&sentence(&told.message));
    for note in locus.into_iter().chain(told.notes.iter().map(String::as_str)) {
        words.push(' ');
        words.push_str(&stopped(&sentence(note)));
    }
    words
}

/// The text with a full stop, unless it ends as a sentence does.
fn stopped(text: &str) -> String {
    let ends = text.trim_end_matches(['"', '”', ')']).ends_with(['.', '!', '?']);
    if ends { text.to_owned() } else { format!("{text}.") }
}

/// The text of a message, where braces stand for arguments and brackets for links.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '[' | ']' => out.extend(['\\', character]),
            '{' | '}' => out.extend([character, character]),
            other => out.push(other),
        }
    }
    clean::lines(&out)
}

/// What kept a file from being checked, or was strange in it.
fn notification<'a>(fault: &'a Diagnostic, places: Option<&Places<'a>>) -> Notification<'a> {
    let region = fault.primary.as_ref().zip(places).map(|(label, places)| region(label, places));
    let physical_location = Physical { artifact_location: Artifact { uri: uri(&fault.file) }, region };
    Notification {
        descriptor: Descriptor { id: &fault.code },
        level: level(fault.severity),
        message: Message::plain(literal(&words(fault, None))),
        locations: vec![Spot { id: None, physical_location, message: None }],
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// What is known of a claim, or of a code of our own, whoever raised it.
fn rule(finding: &Finding, database: &Database) -> String {
    let claim = database.claim(&finding.claim);
    let standard = standards::rule(&finding.claim);
    // Another finding may tell it milder, or with words of its own.
    let title = claim.map(|claim| claim.title.as_str()).or(standard.map(|rule| rule.title));
    let severity = claim.map(|claim| claim.severity).or(standard.map(|rule| rule.severity));
    let instead = claim.map(|claim| claim.instead.as_str()).or(standard.map(|rule| rule.instead));
    let words = Help { finding, instead: instead.unwrap_or("").trim(), sources: cited(finding, database) };
    let area = finding.claim.split('/').next().unwrap_or("");
    object(&Rule {
        id: &finding.claim,
        short_description: Message::plain(clipped(title.unwrap_or(&finding.message))),
        full_description: Message::plain(clipped(&finding.fact)),
        help: Message { text: words.tell(false), markdown: Some(words.tell(true)) },
        default_configuration: Configuration { level: level(severity.unwrap_or(finding.severity)) },
        properties: RuleProperties { tags: vec!["health", area, finding.verdict.name()] },
    })
}

/// What a reader of a rule wants to know.
struct Help<'a> {
    finding: &'a Finding,
    instead: &'a str,
    sources: Vec<&'a Source>,
}

impl Help<'_> {
    /// Fact, words to use, sources and date, as text or as Markdown.
    fn tell(&self, markdown: bool) -> String {
        let safe = |text: &str| if markdown { marked(text) } else { clean::line(text).into_owned() };
        let strong = |text: &str| if markdown { format!("**{text}**") } else { text.to_owned() };
        let mut out = safe(&self.finding.fact);
        if !self.finding.contested.is_empty() {
            let _ = write!(out, "\n\n{} {}", strong("Authorities differ:"), safe(&self.finding.contested));
        }
        if !self.instead.is_empty() {
            let _ = write!(out, "\n\n{} \"{}\"", strong("Words to use, for example:"), safe(self.instead));
        }
        if !self.sources.is_empty() {
            let _ = write!(out, "\n\n{}\n", strong("Sources:"));
        }
        for source in &self.sources {
            let _ = write!(out, "\n- {}", line(source, markdown));
        }
        if !self.finding.reviewed.is_empty() {
            let _ = write!(out, "\n\nReviewed {}.", safe(&self.finding.reviewed));
        }
        out
    }
}

/// A source with all that is needed to find it.
fn line(source: &Source, markdown: bool) -> String {
    let safe = |text: &str| if markdown { marked(text) } else { clean::line(text).into_owned() };
    let title = match web_address(&source.url) {
        Some(url) if markdown => format!("[{}](<{url}>)", safe(&source.title)),
        Some(url) => format!("{}, {url}", safe(&source.title)),
        None => safe(&source.title),
    };
    let parts = [&source.publisher, &source.published].into_iter().filter(|part| !part.is_empty());
    parts.fold(title, |line, part| format!("{line}, {}", safe(part)))
}

/// Text that Markdown shows as it is.
fn marked(text: &str) -> String {
    let mut out = String::new();
    for character in clean::line(text).chars() {
        if "\\`*_[]<>#|~&".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn clipped(text: &str) -> String {
    let text = clean::line(text);
    match text.char_indices().nth(DESCRIPTION) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.into_owned(),
    }
}

/// The log of a run.
struct Log {
    results: Worst,
    rules: BTreeMap<String, String>,
    notifications: Vec<String>,
}

impl Assembly for Log {
    fn add(&mut self, piece: Piece) -> String {
        piece.ranked.into_iter().for_each(|result| self.results.push(result));
        self.rules.extend(piece.once);
        self.notifications.extend(piece.text.lines().map(str::to_owned));
        String::new()
    }

    fn end(&mut self, run: &Run<'_>) -> String {
        if self.results.left_out() > 0 {
            let text = format!(
                "{} results are left out, the mildest ones: {RESULTS} are the most that code scanning takes.",
                self.results.left_out()
            );
            self.notifications.push(object(&Notification {
                descriptor: Descriptor { id: "sarif/limit" },
                level: "note",
                message: Message::plain(text),
                locations: Vec::new(),
            }));
        }
        let results = self.results.take();
        // A log may be large: its parts are moved into it, not copied time and again.
        let size = results.iter().map(|result| result.text.len() + 2).sum::<usize>();
        let mut out =
            String::with_capacity(size + self.rules.values().map(|rule| rule.len() + 2).sum::<usize>() + ROOM);
        let _ = write!(
            out,
            "{{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n\
             \"version\":\"2.1.0\",\"runs\":[{{\n\
             \"tool\":{{\"driver\":{{\"name\":\"healthlint\",\"version\":\"{}\",\"rules\":[\n",
            env!("CARGO_PKG_VERSION"),
        );
        list(&mut out, std::mem::take(&mut self.rules).into_values());
        let _ = write!(
            out,
            "\n]}}}},\n\"columnKind\":\"unicodeCodePoints\",\n\
             \"invocations\":[{{\"executionSuccessful\":{},\"toolExecutionNotifications\":[\n",
            run.tally.all_read(),
        );
        list(&mut out, std::mem::take(&mut self.notifications).into_iter());
        out.push_str("\n]}],\n\"results\":[\n");
        list(&mut out, results.into_iter().map(|result| result.text));
        out.push_str("\n]\n}]}\n");
        out
    }
}

/// Objects with commas between them.
fn list(out: &mut String, objects: impl Iterator<Item = String>) {
    for (number, object) in objects.enumerate() {
        if number > 0 {
            out.push_str(",\n");
        }
        out.push_str(&object);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_braces_of_a_message_stay_what_they_are() {
        assert_eq!(literal("a [b](c) {0} \\"), "a \\[b\\](c) {{0}} \\\\");
        assert_eq!(stopped("Say \"Go.\""), "Say \"Go.\"");
        assert_eq!(stopped("Say \"go\""), "Say \"go\".");
    }
}
