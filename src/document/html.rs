//! HTML of any age, by way of html5gum's tokens and their byte spans; what the tags mean is told by `page`.
//!
//! A text token comes decoded as a whole, so it is walked beside its source slice: entities become replaced pieces and
//! everything between them stays verbatim.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Token, Tokenizer};

use super::article::Format;
use super::builder::Builder;
use super::page::{Page, Tag};
use super::template;
use super::{Read, Reader};

/// The reader of HTML.
pub(super) const READER: Reader = Reader {
    name: "html",
    format: Format::Html,
    extensions: &["html", "htm", "xhtml"],
    read: Read::Text { read, hide: Some(template::in_html) },
};

fn read(builder: &mut Builder<'_>) {
    let whole = 0..builder.source.len();
    let mut page = Page::whole();
    read_slice(&mut page, builder, whole);
    page.finish(builder);
}

/// Reads a stretch of HTML; what it leaves open stays open in `page`.
pub(super) fn read_slice(page: &mut Page, builder: &mut Builder<'_>, range: Range<usize>) {
    let base = range.start;
    let Some(slice) = builder.source.get(range) else { return };
    let mut tag = Tag::default();
    let mut attribute = String::new();
    let callback = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
        let raw = base + span.start..base + span.end;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                tag.begin(&String::from_utf8_lossy(name));
                attribute.clear();
            }
            CallbackEvent::AttributeName { name } => {
                attribute.clear();
                attribute.push_str(&String::from_utf8_lossy(name));
                tag.attribute(&attribute, "");
            }
            CallbackEvent::AttributeValue { value } => {
                tag.attribute(&attribute, &String::from_utf8_lossy(value));
                if attribute == "content" {
                    tag.content = Some(quoted(builder.source, raw));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                tag.closed = self_closing;
                page.start(builder, &tag, &raw);
            }
            CallbackEvent::EndTag { name } => page.end(builder, &String::from_utf8_lossy(name), &raw),
            CallbackEvent::String { value } => {
                if page.takes_text(builder, value) {
                    text(builder, value, raw);
                }
            }
            CallbackEvent::Comment { value } => builder.comment(&String::from_utf8_lossy(value), raw),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    };
    let mut emitter = CallbackEmitter::new(callback);
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(slice, emitter).finish();
}

/// Adds a text token.
fn text(builder: &mut Builder<'_>, value: &[u8], raw: Range<usize>) {
    let source = builder.source;
    let Some(slice) = source.get(raw.clone()) else {
        return;
    };
    if slice.as_bytes() == value {
        builder.verbatim(raw);
        return;
    }
    decoded(builder, raw, false);
}

/// Adds the value of an attribute, as `text` does with a text token.
pub(super) fn value(builder: &mut Builder<'_>, raw: Range<usize>) {
    decoded(builder, raw, true);
}

/// The whole value between quotes that begins where this place does; a value without quotes ends with the place.
fn quoted(source: &str, raw: Range<usize>) -> Range<usize> {
    let quote = source.get(..raw.start).and_then(|before| before.chars().next_back());
    let end = quote.filter(|c| matches!(c, '"' | '\'')).and_then(|quote| source.get(raw.start..)?.find(quote));
    raw.start..end.map_or(raw.end, |end| raw.start + end)
}

/// Adds a stretch of source: verbatim between its entities, replaced at them.
fn decoded(builder: &mut Builder<'_>, raw: Range<usize>, in_attribute: bool) {
    let source = builder.source;
    let Some(slice) = source.get(raw.clone()) else { return };
    let mut at = 0;
    while let Some(found) = slice.get(at..).and_then(|s| s.find('&')) {
        let start = at + found;
        builder.verbatim(raw.start + at..raw.start + start);
        let (len, decoded) = entity(slice.get(start..).unwrap_or(""), in_attribute);
        match decoded {
            Some(decoded) => builder.replaced(&decoded, raw.start + start..raw.start + start + len),
            None => builder.verbatim(raw.start + start..raw.start + start + len),
        }
        at = start + len;
    }
    builder.verbatim(raw.start + at..raw.end);
}

/// The entity at the front of `text`: its length, and its characters unless it is no entity after all. In an attribute, a
/// name without its semicolon may be a part of an address: "?a=1&copy=2".
fn entity(text: &str, in_attribute: bool) -> (usize, Option<String>) {
    let body = text.bytes().skip(1).take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let len = 1 + body + usize::from(text.as_bytes().get(1 + body) == Some(&b';'));
    let candidate = text.get(..len).unwrap_or("&");
    let common = match candidate {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" | "&#160;" => "\u{a0}",
        "&#39;" | "&apos;" => "'",
        "&rsquo;" | "&#8217;" => "’",
        "&ndash;" | "&#8211;" => "–",
        "&mdash;" | "&#8212;" => "—",
        _ => "",
    };
    if !common.is_empty() {
        return (len, Some(common.to_owned()));
    }
    // The tokenizer knows all names; it is asked about this one alone.
    let decoded = Tokenizer::new(candidate).find_map(|token| match token {
        Ok(Token::String(decoded)) => Some(String::from_utf8_lossy(&decoded).into_owned()),
        _ => None,
    });
    let Some(decoded) = decoded else { return (1, None) };
    if decoded == candidate {
        return (1, None);
    }
    // "&ampx": the name ends where the rest is the same again.
    let first = decoded.chars().next().map_or(0, char::len_utf8);
    let same = decoded
        .bytes()
        .skip(first)
        .rev()
        .zip(candidate.bytes().skip(2).rev())
        .take_while(|(a, b)| a == b && a.is_ascii())
        .count();
    let runs_on = same > 0 || !candidate.ends_with(';') && text.as_bytes().get(len) == Some(&b'=');
    if in_attribute && runs_on && !candidate.starts_with("&#") {
        return (1, None);
    }
    let words = decoded.get(..decoded.len() - same).unwrap_or("").to_owned();
    (candidate.len() - same, Some(words))
}
