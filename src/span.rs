//! Typed byte ranges, and the map from the text a reader sees back to the bytes of the file.
//!
//! Spans are carried, never searched again: whoever cuts text cuts spans. The unit of a span is in its type.

use std::fmt;
use std::marker::PhantomData;

/// The article's own bytes, as they lie on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Raw {}

/// The text as readers see it: markup gone, entities decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Text {}

/// A half-open range of bytes in a `T` (`Raw` or `Text`).
pub struct Span<T> {
    /// First byte, from 0.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    unit: PhantomData<fn() -> T>,
}

impl<T> Span<T> {
    /// A span from `start` to `end`; a reversed pair is read as empty at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let end = end.max(start);
        Self { start: saturate(start), end: saturate(end), unit: PhantomData }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a `usize` range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span around both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end), unit: PhantomData }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words under the span; empty if it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// Files are refused above 4 GiB before any span is made, so this never bites on accepted input.
fn saturate(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

// Derives would ask for the same of `T`, which is only a name.
impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Span<T> {}
impl<T> PartialEq for Span<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<T> Eq for Span<T> {}
impl<T> PartialOrd for Span<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Span<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<T> std::hash::Hash for Span<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// How a piece of text came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// The same bytes as in the source.
    Verbatim,
    /// Other bytes for a known place: an entity, a soft break, typographic folding.
    Replaced,
    /// A joint of our own between blocks; no source bytes.
    Inserted,
}

/// A run of text and the source bytes it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where in the text.
    pub text: Span<Text>,
    /// Where in the source; empty for `Inserted`.
    pub raw: Span<Raw>,
    /// How it came about.
    pub kind: PieceKind,
}

/// Pieces of text in order; each remembers where it came from.
///
/// Invariant: text spans are adjacent and ascending, raw spans never overlap, verbatim pieces have equal lengths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanMap {
    pieces: Vec<Piece>,
}

impl SpanMap {
    /// The pieces, in text order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Adds the next piece; adjacent verbatim pieces grow together, empty ones are dropped.
    pub fn push(&mut self, text: Span<Text>, raw: Span<Raw>, kind: PieceKind) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && kind == PieceKind::Verbatim
            && last.kind == PieceKind::Verbatim
            && last.raw.end == raw.start
            && last.text.end == text.start
        {
            last.text.end = text.end;
            last.raw.end = raw.end;
            return;
        }
        self.pieces.push(Piece { text, raw, kind });
    }

    /// The source bytes under a span of text: from its first mapped byte to its last.
    ///
    /// A replaced piece counts whole; inserted joints count for nothing. A span without any source gives the empty
    /// span at the nearest source byte before it.
    pub fn to_raw(&self, span: Span<Text>) -> Span<Raw> {
        let first = self.pieces.partition_point(|p| p.text.end <= span.start);
        let mut start = None;
        let mut end = None;
        for piece in self.pieces.iter().skip(first) {
            if piece.text.start >= span.end && !(span.is_empty() && start.is_none()) {
                break;
            }
            let (from, to) = match piece.kind {
                PieceKind::Inserted => continue,
                PieceKind::Replaced => (piece.raw.start, piece.raw.end),
                PieceKind::Verbatim => {
                    let from = span.start.max(piece.text.start) - piece.text.start;
                    let to = span.end.min(piece.text.end).max(piece.text.start) - piece.text.start;
                    (piece.raw.start + from, piece.raw.start + to.max(from))
                }
            };
            if start.is_none() {
                start = Some(from);
            }
            end = Some(to);
            if span.is_empty() {
                end = start;
                break;
            }
        }
        if let (Some(start), Some(end)) = (start, end) {
            return Span::new(start as usize, end as usize);
        }
        let before = self.pieces.iter().take(first).rev().find(|p| p.kind != PieceKind::Inserted);
        let at = before.map_or(0, |p| p.raw.end as usize);
        Span::new(at, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> SpanMap {
        // source: "a &amp; <b>cd</b>"  text: "a & cd"
        let mut map = SpanMap::default();
        map.push(Span::new(0, 2), Span::new(0, 2), PieceKind::Verbatim);
        map.push(Span::new(2, 3), Span::new(2, 7), PieceKind::Replaced);
        map.push(Span::new(3, 4), Span::new(7, 8), PieceKind::Verbatim);
        map.push(Span::new(4, 6), Span::new(11, 13), PieceKind::Verbatim);
        map
    }

    #[test]
    fn a_span_over_an_entity_covers_the_whole_entity() {
        assert_eq!(map().to_raw(Span::new(0, 3)), Span::new(0, 7));
        assert_eq!(map().to_raw(Span::new(2, 5)), Span::new(2, 12));
    }

    #[test]
    fn an_empty_span_maps_to_one_place() {
        assert_eq!(map().to_raw(Span::new(5, 5)), Span::new(12, 12));
        assert_eq!(map().to_raw(Span::new(6, 6)), Span::new(13, 13));
    }
}
