//! Finds what footnotes leave in running text: glued numbers, bracketed numbers and whole references.
//!
//! Content systems paste the reference where the number stood ("pain.1Smith AB, ... doi:10.1/x Next sentence"), so a
//! cut ends where the reference ends and the sentence goes on behind it.

use std::ops::Range;

use super::pattern::Pattern;
use super::sentence::is_abbreviation;
use super::stretch;

/// The longest reference that is looked for, in bytes.
const LONGEST: usize = 900;

// The patterns name small classes: those of all of Unicode would cost more to compile than a whole article to read.

/// What only a reference holds, near its end.
static CLOSINGS: Pattern = Pattern::new(
    r"(?x)
        (?:doi|DOI)(?::\ ?|\.org/)[^\ ]+ | https?://[^\ ]+ | www\.[^\ ]+
        | (?:19|20)[0-9]{2}(?:\ [A-Z][a-z]{2,8}(?:\ [0-9]{1,2})?)?;\ ?[0-9]+(?:\ ?\([0-9A-Za-z\ .-]{1,20}\))?(?::\ ?[0-9A-Za-z.-]+)?
        | (?:19|20)[0-9]{2}:\ ?[0-9]+-[0-9]+ | PMC?ID:?\ ?(?:PMC)?[0-9]+
        | Accessed\ (?:on\ )?(?:[A-Z][a-z]+\.?\ [0-9]{1,2},?\ [0-9]{4}|[0-9]{1,2}\ [A-Z][a-z]+\ [0-9]{4})
        ",
);

/// What may follow a closing and still belongs to the reference.
static TRAILERS: Pattern = Pattern::new(
    r"(?x) ^[\ .;,]*
        (?: (?:doi|DOI)(?::\ ?|\.org/)[^\ ]+ | https?://[^\ ]+ | www\.[^\ ]+ | PMC?ID:?\ ?(?:PMC)?[0-9]+
          | Accessed\ (?:on\ )?(?:[A-Z][a-z]+\.?\ [0-9]{1,2},?\ [0-9]{4}|[0-9]{1,2}\ [A-Z][a-z]+\ [0-9]{4})
          | Published\ (?:online\ )?(?:[0-9]{4}(?:\ [A-Z][a-z]+)?(?:\ [0-9]{1,2})?|[A-Z][a-z]+\ [0-9]{1,2},?\ [0-9]{4})
          | (?:Epub|eCollection)\ [^.]{0,40} | (?:Available|Retrieved)\ (?:from|at):?
          | \[[A-Z][^\]]{0,40}\] )",
);

/// A bracketed footnote number, with the space before it.
static BRACKETED: Pattern =
    Pattern::new(r" ?\[(?:[0-9]{1,3}(?: ?[,;–-] ?[0-9]{1,3})*|citation needed|note [0-9]{1,2})\]");

/// Names as reference lists write them: "Smith AB," or "Smith, A. B.".
static AUTHORS: Pattern = Pattern::new(
    r"(?x) ^(?:\[?[0-9]{1,3}[\]).]*\ *)?(?:[a-z]{1,3}\ )?[A-ZÀ-Þ][A-Za-zÀ-ɏ'’-]+(?:\ [A-ZÀ-Þ][A-Za-zÀ-ɏ'’-]+)?
        (?:\ [A-Z]{1,3}[,.]|,\ (?:[A-Z]\.[\ -]?){1,3}(?:,|&|\())",
);

/// An author with initials at the very start of a glued reference.
static GLUED_AUTHOR: Pattern =
    Pattern::new(r"^[A-ZÀ-Þ][A-Za-zÀ-ɏ'’-]+(?: [A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*){0,2} [A-Z]{1,3}[,.]");

/// Whether a whole block is an entry of a reference list.
pub(super) fn is_reference(text: &str) -> bool {
    text.len() <= LONGEST
        && text.bytes().any(|b| b.is_ascii_digit())
        && AUTHORS.is_match(text)
        && CLOSINGS.is_match(text)
}

/// The stretches of a block that are footnote matter, ascending and apart.
pub(super) fn cuts(text: &str) -> Vec<Range<usize>> {
    let mut found = numbers(text);
    if text.contains('[') {
        found.extend(BRACKETED.ranges(text));
        found.sort_by_key(|r| r.start);
    }
    let mut cuts: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match cuts.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => cuts.push(range),
        }
    }
    cuts
}

/// Footnote numbers glued to a word or an end mark, each with the reference glued to it.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut closings: Option<Vec<Range<usize>>> = None;
    let mut next_closing = 0;
    let mut at = 0;
    // Wider characters may be raised figures.
    while let Some(figure) = stretch::next(bytes, at, |byte| byte.is_ascii_digit() || *byte >= 0x80) {
        at = figure;
        let superscript = superscripts(text, at);
        let digits = if superscript > 0 { superscript } else { digits(bytes, at) };
        if digits == 0 {
            at += 1;
            continue;
        }
        let end = at + digits;
        let before = Before::of(text, at);
        let cut = if superscript > 0 {
            matches!(before, Before::Mark | Before::Comma | Before::Word).then_some(end)
        } else if before != Before::Other && starts_upper(text, end) {
            let closings = closings.get_or_insert_with(|| CLOSINGS.ranges(text));
            while closings.get(next_closing).is_some_and(|c| c.start < end) {
                next_closing += 1;
            }
            closings.get(next_closing).and_then(|closing| {
                let far = closing.start - end;
                let named = far < LONGEST && GLUED_AUTHOR.is_match(window(text, end));
                (named || (before == Before::Mark && far < LONGEST / 3)).then(|| reference_end(text, closing.clone()))
            })
        } else {
            let bare = match before {
                Before::Mark => bytes.get(end).is_none_or(u8::is_ascii_whitespace),
                Before::Comma => bytes.get(end) == Some(&b' ') && !followed_by_unit(text, end),
                Before::Word | Before::Other => false,
            };
            bare.then_some(end)
        };
        if let Some(cut) = cut {
            let cut = if cut > end { further_references(text, cut) } else { cut };
            found.push(at..cut);
            at = cut;
        } else {
            at = end;
        }
    }
    found
}

/// What a number is glued to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// An end mark that ends a sentence, perhaps with closing quotes.
    Mark,
    /// A comma or other inner mark after a word.
    Comma,
    /// A word of letters.
    Word,
    Other,
}

impl Before {
    fn of(text: &str, at: usize) -> Self {
        let head = text.get(..at).unwrap_or("");
        let inner = head.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
        // A word of a few letters is looked at, never the whole text.
        let word = |s: &str| {
            s.char_indices()
                .rev()
                .take(24)
                .take_while(|(_, c)| c.is_alphabetic())
                .last()
                .map_or(0, |(i, _)| s.len() - i)
        };
        match inner.bytes().next_back() {
            Some(b'.' | b'!' | b'?') => {
                let before = inner.get(..inner.len() - 1).unwrap_or("");
                let letters = word(before);
                let last = before.get(before.len() - letters..).unwrap_or("");
                let closed = before.ends_with([')', '"', '”', '’', '%']);
                if closed || (letters >= 2 && !is_abbreviation(last)) { Self::Mark } else { Self::Other }
            }
            Some(b',' | b';' | b':') => {
                if word(inner.get(..inner.len() - 1).unwrap_or("")) >= 3 {
                    Self::Comma
                } else {
                    Self::Other
                }
            }
            Some(b) if inner.len() == head.len() && (b.is_ascii_lowercase() || b >= 0x80) => {
                if word(inner) >= 3 {
                    Self::Word
                } else {
                    Self::Other
                }
            }
            _ if inner.len() < head.len() && head.ends_with([')', '”', '"']) => Self::Word,
            // Directly behind the closing of another reference stands a space.
            _ => Self::Other,
        }
    }
}

/// The length of a run of up to three digits, or of several joined by commas and dashes.
fn digits(bytes: &[u8], at: usize) -> usize {
    let run = |from: usize| bytes.iter().skip(from).take(5).take_while(|b| b.is_ascii_digit()).count();
    let mut len = run(at);
    if len > 3 {
        return 0;
    }
    while len > 0 && len < 24 && matches!(bytes.get(at + len), Some(b',' | b'-')) {
        match run(at + len + 1) {
            more @ 1..=3 => len += 1 + more,
            _ => break,
        }
    }
    len
}

/// The length of a run of superscript figures.
fn superscripts(text: &str, at: usize) -> usize {
    if text.as_bytes().get(at).is_none_or(u8::is_ascii) {
        return 0;
    }
    text.get(at..)
        .unwrap_or("")
        .chars()
        .take_while(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁻' | '˒'))
        .map(char::len_utf8)
        .sum()
}

fn starts_upper(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase)
}

/// Whether a unit follows, so that the number is an amount after a forgotten space.
fn followed_by_unit(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("").trim_start();
    ["mg", "mcg", "g ", "kg", "ml", "mL", "IU", "%", "percent", "to ", "hours", "days", "weeks", "times", "years"]
        .iter()
        .any(|unit| rest.starts_with(unit))
}

/// Where the reference ends whose closing is given, with all that still belongs to it.
fn reference_end(text: &str, closing: Range<usize>) -> usize {
    let mut end = closing.end;
    loop {
        let window = window(text, end);
        match TRAILERS.find(window) {
            Some(more) if more.end > 0 => end += more.end,
            _ => break,
        }
    }
    // The full stop that ends the reference is its own, not the sentence's.
    end + usize::from(text.as_bytes().get(end) == Some(&b'.'))
}

/// Goes on over references that follow the first one: "... doi:10.1/x 2Jones CD, ... doi:10.1/y".
fn further_references(text: &str, mut end: usize) -> usize {
    loop {
        let ahead = window(text, end);
        let number = ahead.trim_start_matches([' ', ',', ';']);
        let name = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let figures = number.len() - name.len();
        if !(1..=3).contains(&figures) || !GLUED_AUTHOR.is_match(name) {
            return end;
        }
        let from = end + ahead.len() - name.len();
        match CLOSINGS.find(window(text, from)) {
            Some(closing) => end = reference_end(text, from + closing.start..from + closing.end),
            None => return end,
        }
    }
}

/// A bounded look ahead, ended on a character boundary.
fn window(text: &str, from: usize) -> &str {
    let mut end = (from + LONGEST).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end).unwrap_or("")
}
