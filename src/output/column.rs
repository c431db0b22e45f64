//! How wide text is on a terminal: one column, two for wide characters, none for marks that join the one before.
//!
//! Good enough to break lines by; carets are placed by codespan-reporting with the full Unicode tables.

/// A tab leads to the next multiple of this many columns.
pub(crate) const TAB: usize = 4;

/// Characters of two columns: East Asian scripts, full-width forms, emoji.
const WIDE: &[(u32, u32)] = &[
    (0x1100, 0x115F),
    (0x2E80, 0x303E),
    (0x3041, 0xA4CF),
    (0xA960, 0xA97C),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x1F300, 0x1F64F),
    (0x1F680, 0x1F6FF),
    (0x1F900, 0x1FAFF),
    (0x20000, 0x3FFFD),
];

/// Characters without a column of their own: combining marks, joiners, variation selectors.
const JOINED: &[(u32, u32)] =
    &[(0x300, 0x36F), (0x1AB0, 0x1AFF), (0x200B, 0x200D), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F)];

/// The columns of a character that follows `before` columns.
pub(crate) fn width(character: char, before: usize) -> usize {
    let code = u32::from(character);
    let within = |ranges: &[(u32, u32)]| ranges.iter().any(|(from, to)| (*from..=*to).contains(&code));
    match character {
        '\t' => TAB - before % TAB,
        _ if code < 0x300 => 1,
        _ if within(JOINED) => 0,
        _ if within(WIDE) => 2,
        _ => 1,
    }
}

/// The columns of a text that starts at the first column.
pub(crate) fn width_of(text: &str) -> usize {
    text.chars().fold(0, |sum, character| sum + width(character, sum))
}
