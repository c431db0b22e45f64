//! What an article may not send to a terminal: control characters, escape sequences, marks that reorder text.
//!
//! Each becomes one visible sign of one column, so that carets stay where they belong.

use std::borrow::Cow;

/// The sign shown for a character: itself, unless it would steer the terminal.
pub(crate) fn sign(character: char) -> char {
    match character {
        '\t' => '\t',
        // Unicode has a picture for each of the old control characters.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        // Second control set, line and paragraph separators, and marks that turn the direction of text.
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

/// A text as it may be printed on one line.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c != '\t' && sign(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if c == '\t' { ' ' } else { sign(c) }).collect())
}

/// A text as it may be printed on several lines.
pub(crate) fn lines(text: &str) -> String {
    text.split('\n').map(|part| line(part.trim_end_matches('\r'))).collect::<Vec<_>>().join("\n")
}
