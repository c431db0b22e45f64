//! For writers and editors: one page for all articles of a run, with marks in their text and findings beside it.
//!
//! Nothing in it runs or is fetched: no scripts, no fonts, no pictures. The order of the page is the order of reading, on
//! paper and for screen readers too. Articles without findings are named at the end.

mod article;
mod finding;
mod prose;

use super::clean;
use super::format::{Assembly, Output, Piece, Ranked, Report, Run};
use super::markup::escaped;
use super::summary::{counted, state};
use super::worst::Rank;
use healthlint::check::fingerprint;
use healthlint::severity::Severity;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Bytes of a page besides its style and its articles, as a guess.
const ROOM: usize = 4096;
/// The look of the page.
const STYLE: &str = include_str!("style.css");

/// The HTML format.
pub(super) const OUTPUT: Output = Output {
    name: "html",
    about: "for reading and printing: one page with the marked articles",
    render,
    assembly: || Box::new(Page::default()),
};

/// The beginning of every page: by it a page of our own is known again.
pub(crate) const BEGINNING: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                                    <meta name=\"generator\" content=\"healthlint\">\n";

/// Text of an article or a file name as the page shows it.
fn shown(text: &str) -> String {
    escaped(&clean::line(text))
}

/// The word for a severity, as the page says it.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Info",
    }
}

fn render(report: &Report<'_>) -> Piece {
    let name = report.document.map(|document| &document.name).or(report.faults.first().map(|fault| &fault.file));
    let Some(name) = name else { return Piece::default() };
    if report.faults.is_empty() && report.findings.is_empty() {
        let line = format!("<li>{}</li>\n", shown(name));
        return Piece { once: BTreeMap::from([(name.clone(), line)]), ..Piece::default() };
    }
    let id = fingerprint(name, "");
    let index = format!("<li><a href=\"#a-{id}\">{}</a> {}</li>\n", shown(name), counts(report));
    let severities = report.findings.iter().map(|f| f.severity).chain(report.faults.iter().map(|f| f.severity));
    let rank = Rank::of_fault(severities.max().unwrap_or(Severity::Info));
    Piece { text: article::section(report, name, &id), ranked: vec![Ranked { rank, text: index }], ..Piece::default() }
}

/// How many of each severity, in words.
fn counts(report: &Report<'_>) -> String {
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let found = [
        ("error", counted(count(Severity::Error), "error")),
        ("warning", counted(count(Severity::Warning), "warning")),
        ("info", format!("{} info", count(Severity::Info))),
    ];
    let mut out = String::new();
    for (class, words) in found.iter().filter(|(_, words)| !words.starts_with("0 ")) {
        let _ = write!(out, "<span class=\"count {class}\">{words}</span> ");
    }
    for fault in report.faults {
        let _ = write!(out, "<span class=\"count {}\">{}</span> ", fault.severity, shown(&fault.message));
    }
    out.trim_end().to_owned()
}

/// The page of a run.
#[derive(Default)]
struct Page {
    index: Vec<String>,
    sections: Vec<String>,
    clean: BTreeMap<String, String>,
}

impl Assembly for Page {
    fn add(&mut self, mut piece: Piece) -> String {
        self.index.extend(piece.ranked.into_iter().map(|ranked| ranked.text));
        if !piece.text.is_empty() {
            // It waits for the end of the run: room that it grew by is given back.
            piece.text.shrink_to_fit();
            self.sections.push(piece.text);
        }
        self.clean.extend(piece.once);
        String::new()
    }

    fn end(&mut self, run: &Run<'_>) -> String {
        let summary = run.tally.tell("article", run.database);
        // The state of the database stands at the foot of the page.
        let summary =
            match summary.lines().next().and_then(|line| Some((line.split_once(" (")?, line.split_once(')')?))) {
                Some(((found, _), (_, rest))) => format!("{found}{rest}"),
                None => String::new(),
            };
        // A page may be large: its parts are moved into it.
        let parts = self.sections.iter().chain(&self.index).chain(self.clean.values());
        let mut out = String::with_capacity(STYLE.len() + ROOM + parts.map(String::len).sum::<usize>());
        out.push_str(BEGINNING);
        let _ = write!(
            out,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>healthlint: {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header class=\"page\">\n<h1>healthlint</h1>\n<p class=\"summary\">{}</p>\n",
            shown(&summary),
            shown(&summary),
        );
        // A single article needs no list of articles.
        if self.sections.len() > 1 {
            let _ = write!(
                out,
                "<nav aria-label=\"Articles\">\n<ol class=\"index\">\n{}</ol>\n</nav>\n",
                self.index.concat()
            );
        }
        out.push_str("</header>\n<main>\n");
        for section in std::mem::take(&mut self.sections) {
            out.push_str(&section);
        }
        if !self.clean.is_empty() {
            let number = counted(self.clean.len(), "article");
            let names: String = self.clean.values().map(String::as_str).collect();
            let _ = write!(
                out,
                "<section class=\"clean\">\n<h2>No known errors in {number}</h2>\n<ul>\n{names}</ul>\n</section>\n"
            );
        }
        let _ = write!(
            out,
            "</main>\n<footer>\n<p>healthlint finds known errors; silence is no approval. No finding is medical advice.</p>\n\
             <p>healthlint {}, {}</p>\n</footer>\n</body>\n</html>\n",
            env!("CARGO_PKG_VERSION"),
            shown(&state(run.database)),
        );
        out
    }
}
