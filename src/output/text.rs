//! For people: every finding with the sentence it stands in, the fact, the source, words to use.

use super::excerpt::{Look, draw};
use super::format::{Output, Piece, Report, stream};
use super::place::Places;
use super::uncovered::uncovered;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::Document;
use healthlint::explain::explain;
use std::collections::BTreeMap;

/// The text format.
pub(super) const OUTPUT: Output = Output {
    name: "text",
    about: "for people: the sentence, the fact, the source, words to use",
    render,
    assembly: stream,
};

fn render(report: &Report<'_>) -> Piece {
    let of_file = report.faults.iter().filter(|fault| fault.primary.is_none());
    let mut out: String = of_file.map(|fault| draw(fault, None, |at| at, report.look)).collect();
    let Some(document) = report.document.filter(|_| report.has_places()) else { return out.into() };
    let places = Places::of(document);
    let line_start = |at: usize| places.range(places.line(at)).start;
    for fault in report.faults.iter().filter(|fault| fault.primary.is_some()) {
        out.push_str(&draw(fault, Some(&places), line_start, report.look));
    }
    let starts = sentence_starts(document);
    for finding in report.findings {
        let told = explain(finding, document, report.database);
        out.push_str(&draw(&told, Some(&places), |at| sentence_start(&starts, at), report.look));
    }
    out.push_str(&uncovered(document, &places, report.uncovered));
    out.into()
}

/// Where each sentence begins in the file, in the order of the file.
fn sentence_starts(document: &Document) -> Vec<usize> {
    let mut starts: Vec<usize> =
        document.sentences.iter().map(|sentence| document.map.to_raw(sentence.text).range().start).collect();
    // Footnotes may stand elsewhere in the file than in the text.
    starts.sort_unstable();
    starts
}

/// Where the sentence around a byte begins; the byte itself before the first one.
fn sentence_start(starts: &[usize], at: usize) -> usize {
    let before = starts.partition_point(|start| *start <= at);
    before.checked_sub(1).and_then(|number| starts.get(number)).copied().unwrap_or(at)
}

/// Faults of claim files with carets in their TOML; `sources` holds the files by the names used in the faults.
pub(crate) fn faults(faults: &[Diagnostic], sources: &BTreeMap<&str, &str>, colour: bool) -> String {
    let mut out = String::new();
    for fault in faults {
        let places = sources.get(fault.file.as_str()).map(|text| Places::new(text));
        let anchor = |at: usize| places.as_ref().map_or(at, |p| p.range(p.line(at)).start);
        out.push_str(&draw(fault, places.as_ref(), anchor, Look::new(colour, None)));
    }
    out
}

/// A fault of the run itself, such as a missing folder.
pub(crate) fn complaint(message: &str, help: &str) -> String {
    let help = if help.is_empty() { String::new() } else { format!("help: {}\n", super::clean::line(help)) };
    format!("error: {}\n{help}", super::clean::line(message))
}
