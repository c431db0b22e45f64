//! For Jenkins, Azure Pipelines and others that read the XML of `JUnit`: a suite for each file, a case for each finding.
//!
//! What does not fail the run is a skipped case, so that these services agree with the exit status.

use super::format::{Output, Piece, Report, Stream};
use super::markup::escaped;
use super::told::{Told, tell};
use std::fmt::Write;

/// The `JUnit` format.
pub(super) const OUTPUT: Output = Output {
    name: "junit",
    about: "for Jenkins, Azure Pipelines and others: JUnit's XML, one suite a file",
    render,
    assembly: || {
        Stream::around(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"healthlint\">\n",
            "",
            "</testsuites>\n",
        )
    },
};

/// What a case came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Error,
    Failure,
    Skipped,
}

fn render(report: &Report<'_>) -> Piece {
    let told = tell(report);
    let Some(file) = report.document.map(|document| &document.name).or(report.faults.first().map(|fault| &fault.file))
    else {
        return Piece::default();
    };
    let file = escaped(file);
    let outcomes: Vec<Outcome> = told.iter().map(|told| outcome(told, report)).collect();
    let count = |outcome| outcomes.iter().filter(|other| **other == outcome).count();
    let mut out = format!(
        "<testsuite name=\"{file}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\">\n",
        told.len().max(1),
        count(Outcome::Failure),
        count(Outcome::Error),
        count(Outcome::Skipped),
    );
    if told.is_empty() {
        let _ = writeln!(out, "<testcase name=\"no known errors\" classname=\"{file}\" time=\"0\"/>");
    }
    for (told, outcome) in told.iter().zip(outcomes) {
        case(&mut out, told, outcome, &file);
    }
    out.push_str("</testsuite>\n");
    out.into()
}

fn outcome(told: &Told, report: &Report<'_>) -> Outcome {
    match report.fails {
        _ if told.fault => Outcome::Error,
        Some(mildest) if told.severity >= mildest => Outcome::Failure,
        _ => Outcome::Skipped,
    }
}

fn case(out: &mut String, told: &Told, outcome: Outcome, file: &str) {
    let place = match (&told.locus, told.place) {
        (Some(locus), _) => format!(" in {locus}"),
        (None, Some((start, _))) => format!(" at {}:{}", start.line, start.column),
        (None, None) => String::new(),
    };
    let (code, headline) = (escaped(&told.code), escaped(&told.headline));
    let _ = writeln!(out, "<testcase name=\"{code}{place}\" classname=\"{file}\" time=\"0\">");
    let lines = told.lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\n");
    let severity = told.severity;
    let _ = match outcome {
        Outcome::Error => writeln!(out, "<error type=\"{severity}\" message=\"{headline}\">{lines}</error>"),
        Outcome::Failure => writeln!(out, "<failure type=\"{severity}\" message=\"{headline}\">{lines}</failure>"),
        Outcome::Skipped => writeln!(out, "<skipped message=\"{severity}: {headline}\"/>"),
    };
    out.push_str("</testcase>\n");
}
