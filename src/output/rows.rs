//! Which stretches of a file are shown, and where they are broken into rows.

use super::column::{width, width_of};
use super::layout::Mark;
use super::place::Places;
use std::ops::Range;

/// Columns of a row where there is room.
pub(super) const WIDTH: usize = 88;
/// Characters of a row for each of its columns: marks without width must not make it endless.
const CROWD: usize = 4;
/// A sentence that begins further away than this many bytes is not shown from its start.
const REACH: usize = 480;
/// How much is shown before a place whose sentence begins too far away.
const BEFORE: usize = 40;
/// A place of up to this many columns is kept on one row; a longer one may be broken like other text.
const WHOLE: usize = 44;

/// The bytes of a row and the line they are in.
pub(super) type Piece = (Range<usize>, usize);

/// The rows of each stretch of the file that must be shown, of at most `wide` columns; stretches that touch are one.
pub(super) fn windows(places: &Places<'_>, marks: &[Mark], wide: usize) -> Vec<Vec<Piece>> {
    let mut stretches: Vec<Range<usize>> =
        marks.iter().map(|mark| beginning(places, mark, wide)..mark.raw.end).collect();
    stretches.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
    let mut windows: Vec<Vec<Piece>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for next in stretches {
        let reached = windows.last().and_then(|rows| rows.last()).map_or(0, |(raw, _)| raw.end);
        let stretch = match open {
            Some(before) if next.start < reached || next.start == before.start => {
                windows.pop();
                before.start..before.end.max(next.end)
            }
            _ => next,
        };
        windows.push(rows(places, &stretch, marks, wide));
        open = Some(stretch);
    }
    windows
}

/// Where to begin showing: with the sentence, or with the whole line where it is short enough.
fn beginning(places: &Places<'_>, mark: &Mark, wide: usize) -> usize {
    let anchor = boundary(places.text, mark.anchor);
    let near = anchor <= mark.raw.start && mark.raw.start - anchor <= REACH;
    let at = if near { anchor } else { mark.raw.start };
    let line = places.range(places.line(at));
    if line.len() <= CROWD * wide && width_of(places.text.get(line.clone()).unwrap_or("")) <= wide {
        return line.start;
    }
    if near { anchor } else { word_start(places.text, at.saturating_sub(BEFORE).max(line.start), line.start) }
}

/// A stretch in rows, the last one filled up.
fn rows(places: &Places<'_>, stretch: &Range<usize>, marks: &[Mark], wide: usize) -> Vec<Piece> {
    let mut rows = Vec::new();
    let mut at = stretch.start;
    loop {
        let line = places.line(at);
        let end = places.range(line).end;
        let cut = cut(places.text, at..end, marks, wide);
        rows.push((at..cut, line));
        if cut >= stretch.end {
            return rows;
        }
        let rest = places.text.get(cut..end).unwrap_or("");
        at = cut + (rest.len() - rest.trim_start().len());
        if at >= end {
            match places.next(line) {
                Some(next) if next < stretch.end => at = next,
                _ => return rows,
            }
        }
    }
}

/// Where the first row of the rest of a line ends: at the end of the line, or at a space, and before a place it would cut.
fn cut(source: &str, rest: Range<usize>, marks: &[Mark], wide: usize) -> usize {
    let Range { start, end } = rest;
    let Some(mut cut) = full_row(source, start, end, wide) else { return end };
    // Breaking before one place may cut another that holds it.
    while let Some(mark) = marks.iter().find(|m| {
        let is_cut = start < m.raw.start && m.raw.start < cut && cut < m.raw.end;
        is_cut && source.get(m.raw.clone()).is_some_and(|words| width_of(words) <= WHOLE)
    }) {
        let before = word_start(source, mark.raw.start, start);
        cut = if before > start && before < cut { before } else { mark.raw.start };
    }
    cut
}

/// Where a full row ends; `None` if the rest of the line fits.
fn full_row(source: &str, start: usize, end: usize, wide: usize) -> Option<usize> {
    let mut columns = 0;
    let mut space = None;
    for (count, (offset, character)) in source.get(start..end).unwrap_or("").char_indices().enumerate() {
        if character == ' ' && count > 0 {
            space = Some(start + offset);
        }
        columns += width(character, columns);
        if columns > wide || count >= CROWD * wide {
            return Some(space.unwrap_or(start + offset));
        }
    }
    None
}

/// The nearest character boundary at or before an offset.
pub(super) fn boundary(source: &str, offset: usize) -> usize {
    let mut at = offset.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where the word at an offset begins, not before `floor`; the offset itself where there are no spaces nearby.
pub(super) fn word_start(source: &str, offset: usize, floor: usize) -> usize {
    let at = boundary(source, offset);
    let lowest = boundary(source, floor.max(at.saturating_sub(BEFORE)));
    let before = source.get(lowest..at).unwrap_or("");
    before.rfind(char::is_whitespace).map_or(at, |space| {
        let gap = before.get(space..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        lowest + space + gap
    })
}
