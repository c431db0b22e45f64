//! From byte offsets to lines and columns, in files of any size.

use healthlint::document::Document;
use serde::Serialize;
use std::ops::Range;

/// Characters are counted once per block of this many bytes, so that a line of 50 MB costs no more than a short one.
const BLOCK: usize = 4096;

/// A position in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    /// Offset in bytes, from 0.
    pub(crate) byte: usize,
    /// Line, from 1.
    pub(crate) line: usize,
    /// Column in Unicode characters, from 1.
    pub(crate) column: usize,
}

/// The lines of a text.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    /// The whole file.
    pub(crate) text: &'a str,
    /// Where lines begin.
    starts: Vec<usize>,
    /// Characters before each block.
    counts: Vec<usize>,
    /// Where each line stands, if the file has no lines of its own.
    loci: &'a [String],
}

impl<'a> Places<'a> {
    /// Counts the lines of a text; only a line feed ends one.
    pub(crate) fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut counts = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut sum = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            counts.push(sum);
            sum += characters(block);
        }
        counts.push(sum);
        Self { text, starts, counts, loci: &[] }
    }

    /// The lines of an article.
    pub(crate) fn of(document: &'a Document) -> Self {
        Self { loci: &document.loci, ..Self::new(&document.source) }
    }

    /// Where a byte stands in words, if the file has no lines of its own: "paragraph 12".
    pub(crate) fn locus(&self, byte: usize) -> Option<&'a str> {
        self.loci.get(self.line(byte.min(self.text.len()))).map(String::as_str)
    }

    /// How a place is told behind the name of its file: line and column, or in words.
    pub(crate) fn told(&self, byte: usize) -> String {
        if let Some(locus) = self.locus(byte) {
            return locus.to_owned();
        }
        let place = self.place(byte);
        format!("{}:{}", place.line, place.column)
    }

    /// The position of a byte.
    pub(crate) fn place(&self, byte: usize) -> Place {
        let byte = byte.min(self.text.len());
        let line = self.line(byte);
        let start = self.starts.get(line).copied().unwrap_or(0);
        Place { byte, line: line + 1, column: self.before(byte) - self.before(start) + 1 }
    }

    /// The line a byte is in, from 0.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The bytes of a line, from 0, without its end mark.
    pub(crate) fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let next = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let words = self.text.get(start..next).unwrap_or("");
        start..start + words.strip_suffix('\r').unwrap_or(words).len()
    }

    /// Where the line after this one begins; `None` after the last.
    pub(crate) fn next(&self, line: usize) -> Option<usize> {
        self.starts.get(line + 1).copied()
    }

    /// Characters before a byte.
    fn before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or(&[]);
        self.counts.get(block).copied().unwrap_or(0) + characters(rest)
    }
}

/// Characters that begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte).cast_signed() >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_across_blocks() {
        let text = format!("a\n{}x", "é".repeat(BLOCK));
        let places = Places::new(&text);
        assert_eq!(places.place(text.len() - 1), Place { byte: text.len() - 1, line: 2, column: BLOCK + 1 });
        assert_eq!(places.place(text.len()).column, BLOCK + 2);
    }

    #[test]
    fn a_carriage_return_belongs_to_the_end_of_its_line() {
        let places = Places::new("one\r\ntwo");
        assert_eq!(places.range(0), 0..3);
        assert_eq!(places.range(1), 5..8);
        assert_eq!(places.place(5), Place { byte: 5, line: 2, column: 1 });
    }
}
