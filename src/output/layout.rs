//! Which part of an article is shown around a finding, and where its lines are broken.
//!
//! A paragraph of an article is often one line of hundreds of columns. It is shown from the start of the sentence, in
//! rows of at most `WIDTH` columns; the rows of one line carry the same number. Everything here is in bytes of the file
//! (`raw`) or of the text shown (`shown`), which differ where signs stand for control characters.

use super::clean::sign;
use super::place::Places;
use super::rows::{Piece, boundary, windows, word_start};
use std::ops::Range;

/// A place longer than this many bytes is shown by its beginning and its end.
const LONG: usize = 600;
/// Bytes kept of the beginning and of the end of such a place.
const HEAD: usize = 240;
const TAIL: usize = 80;

/// A place that is to be shown.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// Where in the file.
    pub(crate) raw: Range<usize>,
    /// Where its sentence begins.
    pub(crate) anchor: usize,
    /// What to say under it; may be empty.
    pub(crate) message: String,
    /// Whether it is the place the finding is about.
    pub(crate) primary: bool,
}

/// One row of what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its bytes of the file.
    pub(crate) raw: Range<usize>,
    /// Its line in the file, from 0.
    pub(crate) line: usize,
    /// Where its text begins in what is shown.
    pub(crate) shown: usize,
}

/// Underlined text on one row.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    /// Where in the text shown.
    pub(crate) shown: Range<usize>,
    /// What to say under it.
    pub(crate) message: String,
    /// Whether it belongs to the place the finding is about.
    pub(crate) primary: bool,
}

/// What is shown of a file.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The rows, each ended by a line feed.
    pub(crate) text: String,
    /// In order. Two empty ones stand wherever something is left out between.
    pub(crate) rows: Vec<Row>,
    /// No tag crosses a row.
    pub(crate) tags: Vec<Tag>,
}

impl Layout {
    /// The row that a byte of the text shown is in.
    pub(crate) fn row_at(&self, shown: usize) -> usize {
        self.rows.partition_point(|row| row.shown <= shown).saturating_sub(1)
    }

    /// The byte of the file that a byte of the text shown stands for.
    pub(crate) fn to_raw(&self, source: &str, shown: usize) -> usize {
        let Some(row) = self.rows.get(self.row_at(shown)) else { return 0 };
        let mut at = row.shown;
        for (offset, character) in source.get(row.raw.clone()).unwrap_or("").char_indices() {
            if at >= shown {
                return row.raw.start + offset;
            }
            at += sign(character).len_utf8();
        }
        row.raw.end
    }

    /// Adds a row with its text.
    fn push(&mut self, source: &str, raw: Range<usize>, line: usize) {
        let shown = self.text.len();
        self.text.extend(source.get(raw.clone()).unwrap_or("").chars().map(sign));
        self.text.push('\n');
        self.rows.push(Row { raw, line, shown });
    }
}

/// Lays out all that must be seen for some places in rows of at most `wide` columns.
pub(crate) fn lay_out(places: &Places<'_>, marks: Vec<Mark>, wide: usize) -> Layout {
    let marks: Vec<Mark> = marks.into_iter().flat_map(|mark| pieces(places.text, mark)).collect();
    let marks = united(marks);
    let mut layout = Layout::default();
    for rows in windows(places, &marks, wide) {
        if let (Some(last), Some(first)) = (layout.rows.last(), rows.first())
            && !follows(places, last, first)
        {
            let (line, end) = (last.line, last.raw.end);
            layout.push("", end..end, line);
            layout.push("", end..end, line);
        }
        for (raw, line) in rows {
            layout.push(places.text, raw, line);
        }
    }
    layout.tags = marks.iter().flat_map(|mark| tags(&layout, places.text, mark)).collect();
    layout.tags.extend(start_of_sentence(&layout, places.text, &marks));
    layout
}

/// Whether nothing is left out between two rows.
fn follows(places: &Places<'_>, last: &Row, first: &Piece) -> bool {
    last.raw.end == places.range(last.line).end
        && first.1 == last.line + 1
        && first.0.start == places.range(first.1).start
}

/// The place without the white space around it; a very long one by its two ends.
fn pieces(source: &str, mark: Mark) -> Vec<Mark> {
    let start = boundary(source, mark.raw.start);
    let end = boundary(source, mark.raw.end).max(start);
    let raw = trim(source, start..end);
    if raw.len() <= LONG {
        return vec![Mark { raw, ..mark }];
    }
    let head = trim(source, raw.start..word_start(source, raw.start + HEAD, raw.start + 1));
    let tail = word_start(source, raw.end - TAIL, head.end)..raw.end;
    vec![Mark { raw: head, message: String::new(), ..mark.clone() }, Mark { anchor: tail.start, raw: tail, ..mark }]
}

/// Places that are the same are one, with all that is to be said there.
fn united(marks: Vec<Mark>) -> Vec<Mark> {
    let mut united: Vec<Mark> = Vec::new();
    for mark in marks {
        match united.iter_mut().find(|known| known.raw == mark.raw) {
            Some(known) => {
                known.primary |= mark.primary;
                if !known.message.is_empty() && !mark.message.is_empty() {
                    known.message.push_str("; ");
                }
                known.message.push_str(&mark.message);
            }
            None => united.push(mark),
        }
    }
    united
}

/// The range without white space at its ends; a range of nothing but white space stays.
fn trim(source: &str, raw: Range<usize>) -> Range<usize> {
    let words = source.get(raw.clone()).unwrap_or("");
    let inner = words.trim();
    if inner.is_empty() {
        return raw;
    }
    let start = raw.start + (words.len() - words.trim_start().len());
    start..start + inner.len()
}

/// A place on the rows it covers; its message stands under the last of them.
fn tags(layout: &Layout, source: &str, mark: &Mark) -> Vec<Tag> {
    let mut tags = Vec::new();
    for row in &layout.rows {
        let meets = if mark.raw.is_empty() {
            row.raw.start <= mark.raw.start && mark.raw.start <= row.raw.end && tags.is_empty()
        } else {
            mark.raw.start < row.raw.end && row.raw.start < mark.raw.end
        };
        if !meets {
            continue;
        }
        let part = mark.raw.start.max(row.raw.start)..mark.raw.end.min(row.raw.end);
        let part = if mark.raw.is_empty() { part } else { trim(source, part) };
        tags.push(tag(source, row, &part, mark.primary));
    }
    if let Some(last) = tags.last_mut() {
        last.message.clone_from(&mark.message);
    }
    tags
}

/// A tag without message under a part of one row.
fn tag(source: &str, row: &Row, part: &Range<usize>, primary: bool) -> Tag {
    let shown = |from: usize, to: usize| -> usize {
        source.get(from..to).unwrap_or("").chars().map(|character| sign(character).len_utf8()).sum()
    };
    let start = row.shown + shown(row.raw.start, part.start);
    Tag { shown: start..start + shown(part.start, part.end), message: String::new(), primary }
}

/// A tag that brings the first row of the sentence into view where the place itself stands further down.
fn start_of_sentence(layout: &Layout, source: &str, marks: &[Mark]) -> Option<Tag> {
    let mark = marks.iter().find(|mark| mark.primary)?;
    let row = layout.rows.iter().find(|row| row.raw.start <= mark.anchor && mark.anchor < row.raw.end)?;
    let end = row.shown + layout.text.get(row.shown..)?.find('\n')?;
    if mark.raw.start < row.raw.end || layout.tags.iter().any(|tag| (row.shown..=end).contains(&tag.shown.start)) {
        return None;
    }
    let words = source.get(mark.anchor..row.raw.end)?;
    let word = words.find(char::is_whitespace).unwrap_or(words.len());
    let mut first = tag(source, row, &(mark.anchor..mark.anchor + word), false);
    "the sentence starts here".clone_into(&mut first.message);
    Some(first)
}

#[cfg(test)]
mod tests {
    use super::super::rows::WIDTH;
    use super::*;

    fn mark(source: &str, words: &str, anchor: usize) -> Mark {
        let start = source.find(words).unwrap_or_default();
        Mark { raw: start..start + words.len(), anchor, message: "m".to_owned(), primary: true }
    }

    fn rows_of(source: &str, marks: Vec<Mark>) -> Vec<String> {
        lay_out(&Places::new(source), marks, WIDTH).text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let source = "First here. Then there.\nNext.";
        assert_eq!(rows_of(source, vec![mark(source, "there", 12)]), ["First here. Then there."]);
    }

    #[test]
    fn a_long_line_begins_with_the_sentence_and_breaks_before_a_place_it_would_cut() {
        let source = format!(
            "{}Start of it {}the marked words go on {}",
            "Before. ".repeat(20),
            "x ".repeat(35),
            "y ".repeat(99)
        );
        let rows = rows_of(&source, vec![mark(&source, "the marked words", 160)]);
        assert!(rows[0].starts_with("Start of it x x") && rows[0].trim_end().ends_with('x'), "{rows:?}");
        assert!(rows[1].starts_with("the marked words go on y"), "{rows:?}");
        assert!(rows.iter().all(|row| row.len() <= WIDTH), "{rows:?}");
    }

    #[test]
    fn places_of_one_row_share_it() {
        let source = format!("Start one two three {}", "z ".repeat(200));
        let rows = rows_of(&source, vec![mark(&source, "one", 0), mark(&source, "three", 0)]);
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn an_endless_word_is_cut_and_nothing_is_shown_twice() {
        let source = "q".repeat(100_000);
        let whole = Mark { raw: 0..source.len(), anchor: 0, message: String::new(), primary: true };
        let layout = lay_out(&Places::new(&source), vec![whole], WIDTH);
        assert!(layout.text.len() < 1000, "{}", layout.text.len());
        assert!(layout.rows.windows(2).all(|pair| pair[0].raw.end <= pair[1].raw.start));
    }

    #[test]
    fn an_empty_file_and_an_empty_place_are_no_trouble() {
        let empty = Mark { raw: 0..0, anchor: 0, message: String::new(), primary: true };
        assert_eq!(lay_out(&Places::new(""), vec![empty.clone()], WIDTH).tags.len(), 1);
        let at_end = Mark { raw: 4..4, ..empty };
        assert_eq!(lay_out(&Places::new("abc\n"), vec![at_end], WIDTH).tags.len(), 1);
    }
}
