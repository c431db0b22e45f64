//! The text of a block with marks in it.

use super::{shown, word};
use healthlint::document::Document;
use healthlint::severity::Severity;
use healthlint::span::{Span, Text};
use std::fmt::Write;

/// A place of a finding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) span: Span<Text>,
    /// The finding's number in its article, from 1.
    pub(super) number: usize,
    pub(super) severity: Severity,
    /// Whether these are the wrong words or a further place.
    pub(super) primary: bool,
}

impl Mark {
    fn covers(&self, piece: Span<Text>) -> bool {
        self.span.contains(piece)
    }
}

/// The text of a block: marks never cross, for it is cut wherever one begins or ends.
pub(super) fn block(document: &Document, block: Span<Text>, marks: &[Mark], id: &str) -> String {
    let marks: Vec<&Mark> = marks.iter().filter(|mark| touches(mark.span, block)).collect();
    let mut cuts: Vec<u32> = vec![block.start, block.end];
    for mark in &marks {
        cuts.extend([mark.span.start, mark.span.end].map(|at| at.clamp(block.start, block.end)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::new();
    // Only places without words end here.
    references(&mut out, &marks, block, block.start, id);
    for pair in cuts.windows(2) {
        let [from, to] = pair else { continue };
        let piece = Span::new(*from as usize, *to as usize);
        let text = shown(piece.of(&document.text));
        let covering = marks.iter().filter(|mark| mark.covers(piece));
        let worst = covering.clone().filter(|mark| mark.primary).map(|mark| mark.severity).max();
        let _ = match (worst, covering.count()) {
            (Some(severity), _) => write!(out, "<mark class=\"{severity}\">{text}</mark>"),
            (None, 0) => write!(out, "{text}"),
            (None, _) => write!(out, "<span class=\"place\">{text}</span>"),
        };
        references(&mut out, &marks, block, *to, id);
    }
    out
}

/// Whether a mark is to be seen in a block.
fn touches(mark: Span<Text>, block: Span<Text>) -> bool {
    mark.overlaps(block) || (mark.is_empty() && block.start <= mark.start && mark.start <= block.end)
}

/// The numbers of the findings whose places end here, each leading to its finding.
fn references(out: &mut String, marks: &[&Mark], block: Span<Text>, at: u32, id: &str) {
    // A place over several blocks is numbered in the first one.
    let ends = |mark: &Mark| mark.span.start >= block.start && mark.span.end.min(block.end) == at;
    marks.iter().filter(|mark| ends(mark)).for_each(|mark| reference(out, mark, id));
}

fn reference(out: &mut String, mark: &Mark, id: &str) {
    let Mark { number, severity, primary, .. } = mark;
    let _ = if *primary {
        write!(
            out,
            "<a class=\"number {severity}\" id=\"m{number}-{id}\" href=\"#f{number}-{id}\" aria-label=\"{}, finding {number}\">{number}</a>",
            word(*severity)
        )
    } else {
        write!(
            out,
            "<a class=\"number place\" href=\"#f{number}-{id}\" aria-label=\"see finding {number}\">{number}</a>"
        )
    };
}
