//! Stretches of a text that are another language's and no prose: templates, shortcodes, expressions.
//!
//! They are overwritten by blanks of the same length, so that every place stays where it is. A line that holds nothing
//! else becomes an empty line; in front of words an invisible sign keeps the blanks from being an indent.

use std::borrow::Cow;
use std::ops::Range;

/// A sign that readers do not see and that Markdown takes for a letter: a soft hyphen.
const INVISIBLE: &str = "\u{ad}";

/// How far is looked for the ends of a line; no indent is wider.
const NEAR: usize = 200;

/// What marks of items, quotes and headings are made of.
const MARKS: &[u8] = b"-*+>#.)0123456789";

/// A text with the stretches that are to be hidden.
pub(super) struct Mask<'a> {
    pub(super) source: &'a str,
    hidden: Vec<(Range<usize>, Cover)>,
    /// What is said in comments of these languages, and where.
    pub(super) comments: Vec<(&'a str, Range<usize>)>,
}

/// What a stretch is overwritten with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cover {
    Blanks,
    /// Blanks between quotation marks: the value of an attribute.
    Quotes,
}

impl<'a> Mask<'a> {
    /// Hides nothing yet.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, hidden: Vec::new(), comments: Vec::new() }
    }

    /// Hides a stretch; those shorter than two bytes are nothing of any language.
    pub(super) fn hide(&mut self, range: Range<usize>) {
        self.hidden.push((range, Cover::Blanks));
    }

    /// Hides the value of an attribute.
    pub(super) fn hide_value(&mut self, range: Range<usize>) {
        self.hidden.push((range, Cover::Quotes));
    }

    /// Takes note of a comment.
    pub(super) fn comment(&mut self, words: Range<usize>, range: Range<usize>) {
        self.comments.push((self.source.get(words).unwrap_or(""), range));
    }

    /// The text with everything hidden.
    pub(super) fn text(&mut self) -> Cow<'a, str> {
        if self.hidden.is_empty() {
            return Cow::Borrowed(self.source);
        }
        self.hidden.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut out = String::with_capacity(self.source.len());
        let mut done = 0;
        for (number, (range, cover)) in self.hidden.iter().enumerate() {
            if range.start < done {
                continue;
            }
            let Some(words) = self.source.get(range.clone()) else { continue };
            out.push_str(self.source.get(done..range.start).unwrap_or(""));
            let at = out.len();
            match cover {
                Cover::Quotes => {
                    out.push('"');
                    blank(&mut out, words.get(1..words.len() - 1).unwrap_or(""));
                    out.push('"');
                }
                Cover::Blanks if self.begins_line(range.start) && !self.is_alone(number) => {
                    let lead = words.char_indices().map(|(at, _)| at).find(|at| *at >= INVISIBLE.len());
                    match lead.and_then(|lead| words.split_at_checked(lead)) {
                        Some((lead, rest)) if lead.len() == INVISIBLE.len() && !lead.contains('\n') => {
                            out.push_str(INVISIBLE);
                            blank(&mut out, rest);
                        }
                        _ => blank(&mut out, words),
                    }
                }
                Cover::Blanks => blank(&mut out, words),
            }
            debug_assert_eq!(out.len() - at, words.len(), "hidden text keeps its length");
            done = range.end;
        }
        out.push_str(self.source.get(done..).unwrap_or(""));
        Cow::Owned(out)
    }

    /// Whether only blanks and the marks of items and quotes stand before a place in its line.
    fn begins_line(&self, at: usize) -> bool {
        let near = self.source.as_bytes().get(at.saturating_sub(NEAR)..at).unwrap_or(&[]);
        let line = near.rsplit(|byte| *byte == b'\n').next().unwrap_or(&[]);
        line.len() < NEAR && line.iter().all(|byte| byte.is_ascii_whitespace() || MARKS.contains(byte))
    }

    /// Whether the lines of a hidden stretch hold nothing but blanks and further hidden stretches behind it.
    fn is_alone(&self, number: usize) -> bool {
        let Some((first, _)) = self.hidden.get(number) else { return false };
        let mut end = first.end;
        for (next, _) in self.hidden.iter().skip(number + 1) {
            let between = self.source.get(end..next.start).unwrap_or("");
            if next.start >= end && (between.contains('\n') || !between.trim().is_empty()) {
                break;
            }
            end = end.max(next.end);
        }
        let near = self.source.as_bytes().iter().skip(end).take(NEAR).take_while(|byte| **byte != b'\n');
        near.clone().count() < NEAR && near.clone().all(u8::is_ascii_whitespace)
    }
}

/// Writes blanks for words; ends of lines stay.
fn blank(out: &mut String, words: &str) {
    out.extend(words.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
}
