//! One article: its findings in a list, then its text in rows, each with the findings it holds beside it.

use super::finding::{card, overview};
use super::prose::{Mark, Marks, block};
use super::{counts, shown};
use crate::output::format::Report;
use crate::output::told::sentence;
use healthlint::check::Finding;
use healthlint::document::{BlockKind, Document};
use healthlint::severity::Verdict;
use std::fmt::Write;

/// The section of an article that has something to show.
pub(super) fn section(report: &Report<'_>, name: &str, id: &str) -> String {
    let mut out = format!(
        "<section class=\"article\" id=\"a-{id}\" aria-labelledby=\"n-{id}\">\n\
         <header>\n<h2 id=\"n-{id}\">{}</h2>\n<p>{}</p>\n</header>\n",
        shown(name),
        counts(report)
    );
    for fault in report.faults {
        let _ = writeln!(
            out,
            "<div class=\"fault {}\">\n<p><strong>{}</strong></p>",
            fault.severity,
            shown(&sentence(&fault.message))
        );
        for note in &fault.notes {
            let _ = writeln!(out, "<p>{}</p>", shown(&sentence(note)));
        }
        out.push_str("</div>\n");
    }
    if let Some(document) = report.document.filter(|_| !report.findings.is_empty()) {
        out.push_str(&overview(report.findings, id));
        out.push_str(&missing(report, document, id));
        out.push_str(&rows(report, document, id));
    }
    out.push_str("</section>\n");
    out
}

/// The findings about what no word of the text can be blamed for, ahead of it.
fn missing(report: &Report<'_>, document: &Document, id: &str) -> String {
    let all = report.findings.iter().enumerate().filter(|(_, finding)| finding.verdict == Verdict::Missing);
    let cards: String = all.map(|(count, _)| card(report, document, count + 1, id)).collect();
    if cards.is_empty() { cards } else { format!("<div class=\"missing\">\n{cards}</div>\n") }
}

/// Consecutive blocks that make one list, one table, or stand alone.
fn groups(document: &Document) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| document.blocks.get(before)).map(|block| block.kind);
        let joins = match (before, block.kind) {
            (Some(BlockKind::ListItem(_)), BlockKind::ListItem(_))
            | (Some(BlockKind::TableHeader(_)), BlockKind::TableHeader(_) | BlockKind::TableCell(..)) => true,
            // A row that does not go on begins another table.
            (Some(BlockKind::TableCell(row, _)), BlockKind::TableCell(next, _)) => next >= row,
            _ => false,
        };
        match groups.last_mut() {
            Some(last) if joins => last.1 = number + 1,
            _ => groups.push((number, number + 1)),
        }
    }
    groups
}

fn rows(report: &Report<'_>, document: &Document, id: &str) -> String {
    let marks = marks(report.findings);
    let groups = groups(document);
    let ends: Vec<u32> = groups
        .iter()
        .map(|(_, to)| document.blocks.get(to.saturating_sub(1)).map_or(0, |block| block.text.end))
        .collect();
    // Each finding stands beside the group in which its words begin; the last one takes what lies behind all.
    let home = |finding: &Finding| {
        ends.partition_point(|end| *end <= finding.primary.start).min(groups.len().saturating_sub(1))
    };
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (count, finding) in report.findings.iter().enumerate().filter(|(_, f)| f.verdict != Verdict::Missing) {
        beside.get_mut(home(finding)).into_iter().for_each(|here| here.push(count + 1));
    }
    let mut out = String::from("<div class=\"rows\">\n");
    for ((from, to), here) in groups.iter().zip(beside) {
        out.push_str("<div class=\"row\">\n<div class=\"prose\">\n");
        prose(&mut out, document, (*from, *to), &marks, id);
        out.push_str("</div>\n");
        if !here.is_empty() {
            out.push_str("<div class=\"notes\">\n");
            for count in here {
                out.push_str(&card(report, document, count, id));
            }
            out.push_str("</div>\n");
        }
        out.push_str("</div>\n");
    }
    out.push_str("</div>\n");
    out
}

/// The places of all findings, numbered as they are listed.
fn marks(findings: &[Finding]) -> Marks {
    let mut marks = Vec::new();
    for (count, finding) in findings.iter().enumerate() {
        let mark = |span, primary| Mark { span, number: count + 1, severity: finding.severity, primary };
        marks.push(mark(finding.primary, true));
        marks.extend(finding.labels.iter().map(|label| mark(label.span, false)));
    }
    Marks::new(marks)
}

/// A group of blocks as what it is to its readers.
fn prose(out: &mut String, document: &Document, (from, to): (usize, usize), marks: &Marks, id: &str) {
    let blocks = document.blocks.get(from..to).unwrap_or_default();
    let text = |span| block(document, span, marks, id);
    match blocks.first().map(|block| block.kind) {
        Some(BlockKind::ListItem(_)) => {
            out.push_str("<ul>\n");
            for block in blocks {
                let BlockKind::ListItem(depth) = block.kind else { continue };
                let _ = writeln!(out, "<li class=\"in{}\">{}</li>", depth.min(4), text(block.text));
            }
            out.push_str("</ul>\n");
        }
        Some(BlockKind::TableHeader(_) | BlockKind::TableCell(..)) => {
            out.push_str("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\n<table>\n<tr>");
            let mut row = None;
            for block in blocks {
                match block.kind {
                    BlockKind::TableCell(next, _) => {
                        if row != Some(next) && (row.is_some() || from_header(blocks)) {
                            out.push_str("</tr>\n<tr>");
                        }
                        row = Some(next);
                        let _ = write!(out, "<td>{}</td>", text(block.text));
                    }
                    _ => {
                        let _ = write!(out, "<th scope=\"col\">{}</th>", text(block.text));
                    }
                }
            }
            out.push_str("</tr>\n</table>\n</div>\n");
        }
        _ => {
            for block in blocks {
                let text = text(block.text);
                let _ = match block.kind {
                    BlockKind::Title => writeln!(out, "<h3 class=\"title\">{text}</h3>"),
                    BlockKind::Heading(level) => {
                        let level = (level + 2).clamp(3, 6);
                        writeln!(out, "<h{level}>{text}</h{level}>")
                    }
                    BlockKind::Quote => writeln!(out, "<blockquote><p>{text}</p></blockquote>"),
                    BlockKind::Caption => writeln!(out, "<p class=\"caption\">{text}</p>"),
                    _ => writeln!(out, "<p>{text}</p>"),
                };
            }
        }
    }
}

fn from_header(blocks: &[healthlint::document::Block]) -> bool {
    matches!(blocks.first().map(|block| block.kind), Some(BlockKind::TableHeader(_)))
}
