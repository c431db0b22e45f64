//! Texts inside JSON: exports of content systems, and front matter written in it.
//!
//! A text is read as its own format; what was escaped leads back to the bytes of the escape, so that places are those of
//! the file.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::value::RawValue;

use super::{Document, Format, READERS, Read, Reading, decode, filled, read_text, unread};
use crate::diagnostic::Diagnostic;
use crate::span::{Piece, PieceKind, Raw, Span, SpanMap, Text};

/// Lists inside lists deeper than this hold no articles.
const DEEPEST: usize = 32;

/// The texts of a JSON file that stand at one field.
pub struct Fields<'a> {
    name: &'a str,
    source: &'a str,
    format: Format,
    texts: std::vec::IntoIter<Range<usize>>,
    fault: Option<Diagnostic>,
}

/// Finds the texts at a field such as `content.rendered` in a JSON file or in JSON lines; each is an article of its own.
///
/// Lists are walked through wherever they stand. The articles come one after another, each with the whole file as its
/// source; a file that is no JSON, or has no such text, gives one document with its fault.
pub fn read_field<'a>(name: &'a str, bytes: &'a [u8], field: &str, format: Format) -> Fields<'a> {
    let fields =
        |source, texts: Vec<Range<usize>>, fault| Fields { name, source, format, texts: texts.into_iter(), fault };
    let source = match decode(name, bytes) {
        Ok(source) => source,
        Err(fault) => return fields("", Vec::new(), Some(*fault)),
    };
    match find(source, field) {
        Err(error) => {
            let fault = Diagnostic::error("article/not-json", name, format!("the file is not JSON: {error}"))
                .note("help: mend the export, or read the file as another format");
            fields(source, Vec::new(), Some(fault))
        }
        Ok(texts) if texts.is_empty() => {
            let fault = Diagnostic::error("article/no-field", name, format!("the file has no text at \"{field}\""))
                .note("help: name the path to the text as it is in the file, such as content.rendered")
                .warning();
            fields(source, Vec::new(), Some(fault))
        }
        Ok(texts) => fields(source, texts, None),
    }
}

impl Iterator for Fields<'_> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        if let Some(fault) = self.fault.take() {
            return Some(unread(self.name, self.format, vec![fault]));
        }
        let literal = self.texts.next()?;
        let (text, map) = unescaped(self.source, literal);
        let reader = READERS.iter().find(|reader| reader.format == self.format);
        let Some(Read::Text { read, hide }) = reader.map(|reader| &reader.read) else {
            return Some(unread(self.name, self.format, Vec::new()));
        };
        let Reading { mut outcome, .. } = read_text(&text, *read, *hide);
        outcome.map = through(&outcome.map, &map);
        for remark in &mut outcome.remarks {
            remark.raw = map.to_raw(Span::new(remark.raw.range().start, remark.raw.range().end));
        }
        let reading = Reading { source: self.source.to_owned(), loci: Vec::new(), outcome };
        Some(filled(self.name, self.format, reading))
    }
}

/// The literals of the texts at a field, quotation marks included.
fn find(source: &str, field: &str) -> Result<Vec<Range<usize>>, serde_json::Error> {
    let bare = source.strip_prefix('\u{feff}').unwrap_or(source);
    let path: Vec<&str> = field.split('.').filter(|key| !key.is_empty()).collect();
    let mut found = Vec::new();
    for value in serde_json::Deserializer::from_str(bare).into_iter::<&RawValue>() {
        collect(value?, &path, source, DEEPEST, &mut found);
    }
    Ok(found)
}

/// Adds the texts at a path below a value.
fn collect(value: &RawValue, path: &[&str], source: &str, depth: usize, found: &mut Vec<Range<usize>>) {
    let text = value.get();
    if depth == 0 {
        return;
    }
    if text.starts_with('[') {
        let members: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
        for member in members {
            collect(member, path, source, depth - 1, found);
        }
    } else if let Some((key, rest)) = path.split_first() {
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
        if let Some(member) = members.get(*key) {
            collect(member, rest, source, depth - 1, found);
        }
    } else if text.starts_with('"') {
        let start = text.as_ptr().addr() - source.as_ptr().addr();
        found.push(start..start + text.len());
    }
}

/// A field and the place of its value.
type Value<'f> = (&'f str, Range<usize>);

/// The fields of a front matter of JSON with their literals, and where the front matter ends.
pub(super) fn front_matter<'f>(source: &str, fields: &[&'f str]) -> Option<(Vec<Value<'f>>, usize)> {
    let inside = source.strip_prefix('{')?.trim_start();
    // A page of JSON alone, or a template, is no front matter.
    inside.starts_with(['"', '}']).then_some(())?;
    let mut values = serde_json::Deserializer::from_str(source).into_iter::<&RawValue>();
    let value = values.next()?.ok()?;
    let end = values.byte_offset();
    let literal = |field: &&'f str| {
        let mut found = Vec::new();
        collect(value, &[*field], source, 2, &mut found);
        found.first().map(|literal| (*field, literal.clone()))
    };
    Some((fields.iter().filter_map(literal).collect(), end))
}

/// A literal as the text it stands for, with the way back to the bytes of the file.
pub(super) fn unescaped(source: &str, literal: Range<usize>) -> (String, SpanMap) {
    let (from, to) = (literal.start + 1, literal.end.saturating_sub(1));
    let body = source.get(from..to).unwrap_or("");
    let mut text = String::with_capacity(body.len());
    let mut map = SpanMap::default();
    let mut add = |text: &mut String, words: &str, raw: Range<usize>, kind| {
        let at = text.len();
        text.push_str(words);
        map.push(Span::new(at, text.len()), Span::new(raw.start, raw.end), kind);
    };
    let mut at = 0;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find('\\').unwrap_or(rest.len());
        add(&mut text, rest.get(..plain).unwrap_or(""), from + at..from + at + plain, PieceKind::Verbatim);
        at += plain;
        if let Some((character, length)) = body.get(at..).and_then(escape) {
            let mut buffer = [0; 4];
            add(&mut text, character.encode_utf8(&mut buffer), from + at..from + at + length, PieceKind::Replaced);
            at += length;
        }
    }
    (text, map)
}

/// The escape at the front of a text: its character and its length.
fn escape(text: &str) -> Option<(char, usize)> {
    let code = |at: usize| text.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let character = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => {
            let first = code(2)?;
            let second = text.get(6..8).filter(|mark| *mark == "\\u").and_then(|_| code(8));
            return Some(match (first, second) {
                (0xd800..0xdc00, Some(second @ 0xdc00..0xe000)) => {
                    let joined = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    (char::from_u32(joined).unwrap_or('\u{fffd}'), 12)
                }
                _ => (char::from_u32(first).unwrap_or('\u{fffd}'), 6),
            });
        }
        other => char::from(*other),
    };
    Some((character, 2))
}

/// A map into a text that is itself mapped into a file: the way to the file.
fn through(inner: &SpanMap, outer: &SpanMap) -> SpanMap {
    let mut map = SpanMap::default();
    let spans = outer.pieces();
    for piece in inner.pieces() {
        let within: Span<Text> = Span::new(piece.raw.range().start, piece.raw.range().end);
        match piece.kind {
            PieceKind::Inserted => map.push(piece.text, piece.raw, PieceKind::Inserted),
            PieceKind::Replaced => map.push(piece.text, outer.to_raw(within), PieceKind::Replaced),
            PieceKind::Verbatim => {
                let first = spans.partition_point(|span| span.text.end <= within.start);
                for span in spans.iter().skip(first).take_while(|span| span.text.start < within.end) {
                    let (text, raw) = common(piece, within, span);
                    map.push(text, raw, span.kind);
                }
            }
        }
    }
    map
}

/// What a verbatim piece and a stretch of the file have in common.
fn common(piece: &Piece, within: Span<Text>, span: &Piece) -> (Span<Text>, Span<Raw>) {
    let (from, to) = (within.start.max(span.text.start), within.end.min(span.text.end));
    let shift = piece.text.start as usize;
    let text = Span::new(shift + (from - within.start) as usize, shift + (to - within.start) as usize);
    if span.kind == PieceKind::Replaced {
        return (text, span.raw);
    }
    let raw = (span.raw.start - span.text.start + from) as usize;
    (text, Span::new(raw, raw + (to - from) as usize))
}
