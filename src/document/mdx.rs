//! MDX: Markdown with the imports, components and expressions of JavaScript, which are hidden before it is read.
//!
//! Text between the tags of components is prose. `{/* comments */}` are handed over.

use std::ops::Range;

use super::article::Format;
use super::mask::Mask;
use super::template::lines;
use super::{Read, Reader, markdown};

/// The reader of MDX.
pub(super) const READER: Reader = Reader {
    name: "mdx",
    format: Format::Mdx,
    extensions: &["mdx"],
    read: Read::Text { read: markdown::read, hide: Some(hide) },
};

/// A tag or an expression is not longer than this.
const LONGEST: usize = 10_000;
/// So many braces and brackets without end are looked after; a file with more of them is no MDX.
const PATIENCE: u32 = 100;

fn hide(mask: &mut Mask<'_>) {
    let source = mask.source;
    let mut at = matter(source);
    let mut modules = at;
    // Where a line may begin a module: behind an empty line or another module.
    let mut fresh = true;
    // Whether the last text without indent was an item of a list.
    let mut listing = false;
    let mut patience = PATIENCE;
    let mut paragraph = 0;
    for line in lines(source) {
        if line.start < at {
            continue;
        }
        at = line.start;
        let text = source.get(line.clone()).unwrap_or("");
        let words = text.trim_start();
        if words.is_empty() {
            fresh = true;
            continue;
        }
        if fresh && line.start >= modules && (text.starts_with("import ") || text.starts_with("export ")) {
            modules = module_end(source, line.start);
            mask.hide(line.start..modules);
            at = modules;
            continue;
        }
        fresh = false;
        if words.starts_with("```") || words.starts_with("~~~") {
            at = fence_end(source, &line);
            continue;
        }
        let indent = text.len() - words.len();
        let item = words.starts_with(['-', '*', '+']) || words.starts_with(|c: char| c.is_ascii_digit());
        if indent < 4 {
            listing = item || listing && indent > 1;
        } else if !listing {
            // MDX knows no code by indent.
            mask.hide(line.start..line.start + indent);
        }
        if words.starts_with(":::") {
            mask.hide(line.clone());
            continue;
        }
        at = scan(mask, line, &mut patience, &mut paragraph);
    }
}

/// The end of the front matter.
fn matter(source: &str) -> usize {
    let mark =
        ["---", "+++"].into_iter().find(|mark| source.lines().next().is_some_and(|line| line.trim_end() == *mark));
    let Some(mark) = mark else { return 0 };
    let end = lines(source).skip(1).find(|line| source.get(line.clone()) == Some(mark));
    end.map_or(0, |line| line.end)
}

/// The end of the lines of a module: an empty line with no bracket open.
fn module_end(source: &str, start: usize) -> usize {
    let mut depth = 0i32;
    let mut end = start;
    for line in lines(source.get(start..).unwrap_or("")) {
        let text = source.get(start + line.start..start + line.end).unwrap_or("");
        if text.trim().is_empty() && depth <= 0 || line.start > LONGEST {
            break;
        }
        for byte in text.bytes() {
            depth += i32::from(matches!(byte, b'{' | b'(' | b'[')) - i32::from(matches!(byte, b'}' | b')' | b']'));
        }
        end = start + line.end;
    }
    end
}

/// The end of the code that a line opens.
fn fence_end(source: &str, open: &Range<usize>) -> usize {
    let mark: String = source.get(open.clone()).unwrap_or("").trim_start().chars().take(3).collect();
    let rest = source.get(open.end..).unwrap_or("");
    let close =
        lines(rest).skip(1).find(|line| rest.get(line.clone()).is_some_and(|l| l.trim_start().starts_with(&mark)));
    close.map_or(source.len(), |line| open.end + line.end)
}

/// Hides the tags and expressions that begin in a line; gives where the last of them ends.
fn scan(mask: &mut Mask<'_>, line: Range<usize>, patience: &mut u32, paragraph: &mut usize) -> usize {
    let source = mask.source;
    let mut at = line.start;
    while at < line.end {
        let rest = source.get(at..).unwrap_or("");
        match rest.as_bytes().first() {
            Some(b'\\') => at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            Some(b'`') => at = code_end(source, at, paragraph),
            Some(b'<') if rest.starts_with("<!--") => at += rest.find("-->").map_or(rest.len(), |end| end + 3),
            Some(opening @ (b'{' | b'<')) if *patience > 0 => {
                let end = if *opening == b'{' { expression(mask, at) } else { tag(mask, at) };
                *patience -= u32::from(end.is_none());
                at = end.unwrap_or(at + 1);
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    at
}

/// Hides the expression that begins at a brace, and gives its end; a comment is handed over.
fn expression(mask: &mut Mask<'_>, at: usize) -> Option<usize> {
    let end = expression_end(mask.source, at)?;
    let inside = mask.source.get(at + 1..end - 1)?.trim();
    if let Some(words) = inside.strip_prefix("/*").and_then(|words| words.strip_suffix("*/")) {
        let from = words.as_ptr().addr() - mask.source.as_ptr().addr();
        mask.comment(from..from + words.len(), at..end);
    }
    mask.hide(at..end);
    Some(end)
}

/// The end of inline code; the mark itself if it is not closed. The end of the paragraph is looked for once.
fn code_end(source: &str, at: usize, paragraph: &mut usize) -> usize {
    if *paragraph <= at {
        *paragraph = source.get(at..).and_then(|rest| rest.find("\n\n")).map_or(source.len(), |end| at + end);
    }
    let rest = source.get(at..*paragraph).unwrap_or("");
    let marks = rest.bytes().take_while(|b| *b == b'`').count();
    let (fence, body) = rest.split_at_checked(marks).unwrap_or((rest, ""));
    body.find(fence).map_or(at + marks, |end| at + marks + end + marks)
}

/// The end of the expression that begins at a brace.
fn expression_end(source: &str, at: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    let (mut depth, mut quote, mut i) = (0u32, 0u8, at);
    while i < bytes.len().min(at + LONGEST) {
        let byte = *bytes.get(i)?;
        match (quote, byte) {
            (0, b'/') if bytes.get(i + 1) == Some(&b'*') => i += 2 + source.get(i + 2..)?.find("*/")? + 1,
            (0, b'"' | b'\'' | b'`') => quote = byte,
            (0, b'{') => depth += 1,
            (0, b'}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            (0, _) => {}
            (_, b'\\') => i += 1,
            // An apostrophe that opened nothing.
            (b'\'' | b'"', b'\n') => quote = 0,
            (open, byte) if open == byte => quote = 0,
            _ => {}
        }
        i += 1;
    }
    None
}

/// Hides a component's tag, or the expressions in a tag of HTML; gives where the tag ends, or what is no tag goes on.
fn tag(mask: &mut Mask<'_>, at: usize) -> Option<usize> {
    let source = mask.source;
    let name = source.get(at + 1..).unwrap_or("").trim_start_matches('/');
    let first = name.chars().next().unwrap_or(' ');
    let dotted = name
        .split([' ', '>', '/', '\n', '<', '{'])
        .next()
        .is_some_and(|name| name.contains('.') && !name.contains(':'));
    let component = first.is_uppercase() || first == '>' || dotted;
    if !component && !first.is_ascii_lowercase() {
        return Some(at + 1);
    }
    let bytes = source.as_bytes();
    let mut values = Vec::new();
    let (mut quote, mut i) = (0u8, at + 1);
    while i < bytes.len().min(at + LONGEST) {
        match (quote, bytes.get(i).copied().unwrap_or(0)) {
            (0, b'{') => {
                let end = expression_end(source, i)?;
                values.push((i..end, bytes.get(i - 1) == Some(&b'=')));
                i = end;
                continue;
            }
            (0, b'>') => {
                if component {
                    mask.hide(at..i + 1);
                } else {
                    for (range, is_value) in values {
                        if is_value { mask.hide_value(range) } else { mask.hide(range) }
                    }
                }
                return Some(i + 1);
            }
            (0, byte @ (b'"' | b'\'')) => quote = byte,
            (open, byte) if open == byte => quote = 0,
            _ => {}
        }
        i += 1;
    }
    None
}
