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

/// The places of all findings, ready to be asked for those in a block.
#[derive(Debug)]
pub(super) struct Marks {
    /// By where they begin.
    all: Vec<Mark>,
    /// How far each of them and those before it reach.
    reach: Vec<u32>,
}

impl Marks {
    pub(super) fn new(mut all: Vec<Mark>) -> Self {
        all.sort_by_key(|mark| mark.span.start);
        let mut far = 0;
        let reach = all.iter().map(|mark| {
            far = far.max(mark.span.end);
            far
        });
        Self { reach: reach.collect(), all }
    }

    /// Those to be seen in a block, by where they begin.
    fn within(&self, block: Span<Text>) -> Vec<&Mark> {
        let from = self.reach.partition_point(|end| *end < block.start);
        let to = self.all.partition_point(|mark| mark.span.start <= block.end);
        self.all.get(from..to).unwrap_or_default().iter().filter(|mark| touches(mark.span, block)).collect()
    }
}

/// The text of a block: marks never cross, for it is cut wherever one begins or ends.
pub(super) fn block(document: &Document, block: Span<Text>, marks: &Marks, id: &str) -> String {
    let marks = marks.within(block);
    let mut cuts: Vec<u32> = vec![block.start, block.end];
    for mark in &marks {
        cuts.extend([mark.span.start, mark.span.end].map(|at| at.clamp(block.start, block.end)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::new();
    let end = |mark: &Mark| mark.span.end.min(block.end);
    // A place over several blocks is numbered in the first one.
    let mut numbered: Vec<&Mark> = marks.iter().copied().filter(|mark| mark.span.start >= block.start).collect();
    numbered.sort_by_key(|mark| (end(mark), mark.number, !mark.primary));
    let mut numbered = numbered.into_iter().peekable();
    let mut references = |out: &mut String, at: u32| {
        while let Some(mark) = numbered.next_if(|mark| end(mark) <= at) {
            reference(out, mark, id);
        }
    };
    // Only places without words end here.
    references(&mut out, block.start);
    let mut coming = marks.into_iter().peekable();
    let mut open: Vec<&Mark> = Vec::new();
    for pair in cuts.windows(2) {
        let [from, to] = pair else { continue };
        let piece = Span::new(*from as usize, *to as usize);
        let text = shown(piece.of(&document.text));
        open.extend(std::iter::from_fn(|| coming.next_if(|mark| mark.span.start <= *from)));
        open.retain(|mark| mark.covers(piece));
        let worst = open.iter().filter(|mark| mark.primary).map(|mark| mark.severity).max();
        let _ = match (worst, open.len()) {
            (Some(severity), _) => write!(out, "<mark class=\"{severity}\">{text}</mark>"),
            (None, 0) => write!(out, "{text}"),
            (None, _) => write!(out, "<span class=\"place\">{text}</span>"),
        };
        references(&mut out, *to);
    }
    out
}

/// Whether a mark is to be seen in a block.
fn touches(mark: Span<Text>, block: Span<Text>) -> bool {
    mark.overlaps(block) || (mark.is_empty() && block.start <= mark.start && mark.start <= block.end)
}

/// The number of a finding whose place ends here, leading to the finding.
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
