//! What one line of bare text looks like, before its neighbours are asked.

use std::ops::Range;

use super::super::boilerplate::{has_end_mark, is_boilerplate, is_title_case};
use super::super::builder::Builder;
use super::super::sentence;

/// The look of a line; `skip` is the length of its mark and the space behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// "# Heading".
    Hash { level: u8, skip: u8 },
    /// "> quoted".
    Quote { skip: u8 },
    /// "Q: …?".
    Question { skip: u8 },
    /// "+answer" or "A: answer".
    Answer { skip: u8 },
    /// "• item", "- item", "a) item".
    Bullet { skip: u8 },
    /// "1. …", "1) …" (one level), "1.1 …" (two).
    Number { levels: u8, value: u16, skip: u8 },
    /// A line with cell marks.
    Row,
    /// "---|---".
    Divider,
    /// Anything else.
    Text,
}

/// A line with letters in it; blank lines and boilerplate live on as gaps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    start: u32,
    end: u32,
    /// Columns before the first letter or mark.
    pub(super) indent: u16,
    /// Whether a blank line stands before it.
    pub(super) gap: bool,
    /// Its look.
    pub(super) shape: Shape,
}

impl Line {
    /// Its bytes, mark and all.
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its bytes behind the mark.
    pub(super) fn content(self) -> Range<usize> {
        let skip = match self.shape {
            Shape::Hash { skip, .. }
            | Shape::Quote { skip }
            | Shape::Question { skip }
            | Shape::Answer { skip }
            | Shape::Bullet { skip }
            | Shape::Number { skip, .. } => skip,
            Shape::Row | Shape::Divider | Shape::Text => 0,
        };
        self.start as usize + usize::from(skip)..self.end as usize
    }
}

/// Cuts a source into lines; comments for the linter go to the builder.
pub(super) fn lines(builder: &mut Builder<'_>) -> Vec<Line> {
    let source = builder.source;
    let mut lines = Vec::new();
    let mut gap = false;
    let mut at = 0;
    for whole in source.split_inclusive(['\n', '\r']) {
        let text = whole.trim();
        let lead = whole.len() - whole.trim_start().len();
        let start = at + lead;
        at += whole.len();
        if text.is_empty() {
            gap |= whole != "\n" || source.as_bytes().get(start.wrapping_sub(2)) != Some(&b'\r');
            continue;
        }
        if let Some(inside) = text.strip_prefix("<!--").and_then(|t| t.strip_suffix("-->")) {
            builder.comment(inside, start..start + text.len());
            gap = true;
            continue;
        }
        let shape = shape(text);
        if shape != Shape::Divider && is_boilerplate(text) {
            gap = true;
            continue;
        }
        let indent =
            whole.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
        lines.push(Line {
            start: start as u32,
            end: (start + text.len()) as u32,
            indent: u16::try_from(indent).unwrap_or(u16::MAX),
            gap,
            shape,
        });
        gap = false;
    }
    lines
}

/// The look of a trimmed line.
pub(super) fn shape(text: &str) -> Shape {
    let bytes = text.as_bytes();
    // Marks are short; what is longer is a word.
    let behind = |mark: usize| -> Option<u8> {
        let rest = text.get(mark..)?;
        let space = rest.len() - rest.trim_start().len();
        (space > 0 && space < rest.len()).then(|| u8::try_from(mark + space).ok()).flatten()
    };
    let first = text.chars().next().unwrap_or(' ');
    match first {
        '#' => {
            let level = bytes.iter().take_while(|&&b| b == b'#').count();
            if let (1..=6, Some(skip)) = (level, behind(level)) {
                return Shape::Hash { level: level as u8, skip };
            }
        }
        '>' => {
            if let Some(skip) = behind(1) {
                return Shape::Quote { skip };
            }
        }
        '•' | '‣' | '▪' | '◦' | '●' | '○' | '■' | '□' | '✓' | '✔' | '✅' | '➤' | '►' | '→' | '·' =>
        {
            let mark = first.len_utf8();
            let space = text.get(mark..).map_or(0, |t| t.len() - t.trim_start().len());
            return Shape::Bullet { skip: u8::try_from(mark + space).unwrap_or(u8::MAX) };
        }
        '-' | '*' | '–' | '—' => {
            if let Some(skip) = behind(first.len_utf8()) {
                return Shape::Bullet { skip };
            }
        }
        '+' if bytes.get(1).is_some_and(u8::is_ascii_alphabetic) => return Shape::Answer { skip: 1 },
        '+' => {
            if let Some(skip) = behind(1) {
                return Shape::Answer { skip };
            }
        }
        '0'..='9' => {
            if let Some(number) = number(text) {
                return number;
            }
        }
        'a'..='h' if bytes.get(1) == Some(&b')') => {
            if let Some(skip) = behind(2) {
                return Shape::Bullet { skip };
            }
        }
        'Q' | 'A' => {
            for (mark, asks) in [("Q:", true), ("Question:", true), ("A:", false), ("Answer:", false)] {
                if text.starts_with(mark)
                    && let Some(skip) = behind(mark.len())
                {
                    return if asks { Shape::Question { skip } } else { Shape::Answer { skip } };
                }
            }
        }
        _ => {}
    }
    if bytes.contains(&b'|') {
        let drawn =
            bytes.contains(&b'-') && bytes.iter().all(|b| matches!(b, b'-' | b'|' | b':' | b' ' | b'\t' | b'+'));
        return if drawn { Shape::Divider } else { Shape::Row };
    }
    Shape::Text
}

/// "1. Rest", "2) Rest", "1.2 Rest": the number, if the line begins with one that counts something.
fn number(text: &str) -> Option<Shape> {
    let (mut levels, mut value, mut at) = (0u8, 0u16, 0);
    let bytes = text.as_bytes();
    let mut closed = false;
    loop {
        let digits = bytes.iter().skip(at).take(3).take_while(|b| b.is_ascii_digit()).count();
        if !(1..=2).contains(&digits) {
            break;
        }
        value = text.get(at..at + digits)?.parse().ok()?;
        levels += 1;
        at += digits;
        closed = matches!(bytes.get(at), Some(b'.' | b')'));
        if !closed || levels == 4 {
            break;
        }
        at += 1;
    }
    let rest = text.get(at..)?;
    let word = rest.trim_start();
    let space = rest.len() - word.len();
    let capital = word.chars().next().is_some_and(|c| !c.is_lowercase());
    let counts = closed && levels == 1 || levels > 1 && capital;
    (space > 0 && counts).then(|| Shape::Number { levels, value, skip: u8::try_from(at + space).unwrap_or(u8::MAX) })
}

/// Whether a line could be a heading by itself: short, one sentence, no end mark but that of a question.
pub(super) fn is_bare(text: &str) -> bool {
    if text.len() > 160 || text.chars().next().is_none_or(char::is_lowercase) || !text.contains(char::is_alphabetic) {
        return false;
    }
    let words = text.split_whitespace().count();
    let asks = is_question(text);
    let label = text.ends_with(':') && words <= 6 && is_title_case(text);
    let mut sentences = 0;
    sentence::cut(text, |_| sentences += 1);
    sentences == 1
        && words <= if asks { 22 } else { 16 }
        && (asks || label || !(has_end_mark(text) || text.ends_with(',')))
}

/// Whether a line ends as questions do.
pub(super) fn is_question(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')', ' ']).ends_with('?')
}

/// Whether a line leads on into a list although its colon is missing: "The signs are".
pub(super) fn is_unfinished(text: &str) -> bool {
    const LEADING: &[&str] = &[
        "and",
        "are",
        "as",
        "be",
        "by",
        "following",
        "for",
        "have",
        "if",
        "include",
        "includes",
        "including",
        "is",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "were",
        "when",
        "with",
        "you",
    ];
    text.split_whitespace().next_back().is_some_and(|word| LEADING.contains(&word))
}

/// Whether a line could be an item of a list whose marks are lost.
pub(super) fn is_unmarked_item(text: &str) -> bool {
    text.len() <= 120
        && text.split_whitespace().count() <= 14
        && !text.trim_end_matches([',', ';']).ends_with(['.', '!', '?', ':'])
}
