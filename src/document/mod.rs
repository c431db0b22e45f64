//! The article: bytes of any format in, blocks and sentences with a way back to the bytes out.
//!
//! A new input format is one file with a `READER` and one line in `READERS`. Bytes that cannot be read give a document
//! without blocks and a fault that says so; nothing here fails.

mod archive;
mod article;
mod boilerplate;
mod builder;
mod docx;
mod footnote;
mod html;
mod json;
mod markdown;
mod mask;
mod matter;
mod mdx;
mod nesting;
mod page;
mod pattern;
mod plain;
mod sentence;
mod stretch;
mod table;
mod template;

pub use article::*;
use builder::{Builder, Outcome};
pub use docx::annotate::{Annotated, Comment, annotate};
pub use json::{Fields, read_field};
use mask::Mask;
pub(crate) use pattern::Pattern;

use crate::diagnostic::Diagnostic;
use crate::span::{PieceKind, SpanMap};

/// How one format is read.
pub struct Reader {
    /// The name users give it by, as in `"format":"md"`.
    pub name: &'static str,
    /// The format itself.
    pub format: Format,
    /// File extensions that mean it, in small letters.
    pub extensions: &'static [&'static str],
    read: Read,
}

/// What a reader works on.
enum Read {
    /// Text, which is the source; with what hides stretches of other languages first.
    Text { read: fn(&mut Builder<'_>), hide: Option<fn(&mut Mask<'_>)> },
    /// A file that is no text and gives its source itself.
    File(fn(&str, &[u8]) -> Result<Reading, Box<Diagnostic>>),
}

/// What is made of a file that is no text.
struct Reading {
    source: String,
    loci: Vec<String>,
    outcome: Outcome,
}

impl Reader {
    /// Whether it reads text, so that an article can be handed to it as a string.
    pub fn reads_text(&self) -> bool {
        matches!(self.read, Read::Text { .. })
    }
}

/// How files begin that are no text, and what they are.
const FOREIGN: &[(&[u8], &str)] = &[(b"%PDF-", "a PDF"), (b"{\\rtf", "rich text (RTF)")];

/// What to do about bytes that are no text.
const NOT_UTF8: &str = "help: save the file as UTF-8, or leave it out";

/// All readers; the last one takes what no other claims.
pub const READERS: &[Reader] = &[markdown::READER, mdx::READER, html::READER, docx::READER, plain::READER];

/// The format a file of this name is read as; names without known extension are plain text.
pub fn format_of(name: &str) -> Format {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = READERS.iter().find(|r| r.extensions.iter().any(|e| e.eq_ignore_ascii_case(extension)));
    known.map_or(Format::Plain, |r| r.format)
}

/// Reads an article; its format is that of its name unless one is given or the bytes are plainly a Word file.
pub fn read(name: &str, bytes: &[u8], format: Option<Format>) -> Document {
    let format = if docx::is_container(bytes) { Format::Docx } else { format.unwrap_or_else(|| format_of(name)) };
    let reader = READERS.iter().find(|r| r.format == format);
    let reading = match reader.map(|r| &r.read) {
        _ if bytes.is_empty() => return unread(name, format, Vec::new()),
        Some(Read::File(read)) => read(name, bytes),
        Some(Read::Text { read, hide }) => decode(name, bytes).map(|source| read_text(source, *read, *hide)),
        None => return unread(name, format, Vec::new()),
    };
    match reading {
        Ok(reading) => filled(name, format, reading),
        Err(fault) => unread(name, format, vec![*fault]),
    }
}

/// Reads text, which is its own source.
fn read_text(source: &str, read: fn(&mut Builder<'_>), hide: Option<fn(&mut Mask<'_>)>) -> Reading {
    let base = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut mask = Mask::new(source.get(base..).unwrap_or(""));
    if let Some(hide) = hide {
        hide(&mut mask);
    }
    let text = mask.text();
    let mut builder = Builder::new(&text, base);
    for (words, place) in &mask.comments {
        builder.comment(words, place.clone());
    }
    read(&mut builder);
    let mut outcome = builder.finish();
    outcome.map = true_to(source, &outcome);
    for remark in &mut outcome.remarks {
        if let Some(words) = written(remark, source, &text, base) {
            remark.words = words;
        }
    }
    Reading { outcome, loci: Vec::new(), source: source.to_owned() }
}

/// What a comment for the linter begins with, in letters of any case.
const ADDRESS: &str = "healthlint";

/// The words of a comment as the file has them, with what was hidden of another language.
fn written(remark: &Remark, source: &str, shown: &str, base: usize) -> Option<String> {
    let raw = remark.raw.range();
    let comment = shown.get(raw.start - base..raw.end - base)?;
    if let Some(at) = comment.find(&remark.words) {
        let at = raw.start + at;
        return source.get(at..at + remark.words.len()).map(str::to_owned);
    }
    // HTML reads a NUL and the end of a line as something else; `<!a>` and `</ a>` are comments to it as well.
    let at = comment.find(remark.words.get(..ADDRESS.len())?)?;
    let words = source.get(raw.start + at..raw.end)?;
    Some(words.strip_suffix("-->").or(words.strip_suffix('>')).unwrap_or(words).trim().to_owned())
}

/// The map with what shows signs that hide something marked as replaced: `<a b={c}` without an end shows `<a b=" "`.
fn true_to(source: &str, outcome: &Outcome) -> SpanMap {
    let mut map = SpanMap::default();
    for piece in outcome.map.pieces() {
        let same = source.get(piece.raw.range()) == outcome.text.get(piece.text.range());
        let kind = if piece.kind == PieceKind::Verbatim && !same { PieceKind::Replaced } else { piece.kind };
        map.push(piece.text, piece.raw, kind);
    }
    map
}

/// The bytes as text, or what is wrong with them.
fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Diagnostic>> {
    if u32::try_from(bytes.len()).is_err() {
        let fault = Diagnostic::error("article/too-large", name, "the file is larger than 4 GiB");
        return Err(Box::new(fault.note("help: split the file; places are counted in 32 bits")));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let order = if bytes.starts_with(&[0xff]) { "little-endian" } else { "big-endian" };
        let fault = Diagnostic::error("article/not-utf8", name, "the file is UTF-16, not UTF-8");
        let fault =
            fault.note(format!("note: it begins with the byte-order mark of {order} UTF-16 at byte 0")).note(NOT_UTF8);
        return Err(Box::new(fault));
    }
    if let Some((_, what)) = FOREIGN.iter().find(|(start, _)| bytes.starts_with(start)) {
        let fault = Diagnostic::error("article/not-text", name, format!("the file is {what}, which is not read"))
            .note("help: export the article as a Word document (.docx), Markdown, HTML or text");
        return Err(Box::new(fault));
    }
    // Without its mark, UTF-16 is good UTF-8 with a zero in every other place.
    let start = bytes.get(..1024).unwrap_or(bytes);
    if start.len() > 8 && start.iter().map(|byte| usize::from(*byte == 0)).sum::<usize>() > start.len() / 4 {
        let fault = Diagnostic::error("article/not-utf8", name, "the file is no text, or UTF-16 without its mark");
        return Err(Box::new(fault.note("note: it is full of zero bytes").note(NOT_UTF8)));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        let fault =
            Diagnostic::error("article/not-utf8", name, format!("the file is not UTF-8: byte {at} is 0x{byte:02X}"))
                .note(format!("note: the text is good up to byte {at}"))
                .note(NOT_UTF8);
        Box::new(fault)
    })
}

/// The document that was read.
fn filled(name: &str, format: Format, reading: Reading) -> Document {
    let Reading { source, loci, outcome } = reading;
    Document {
        name: name.to_owned(),
        format,
        source,
        loci,
        text: outcome.text,
        map: outcome.map,
        blocks: outcome.blocks,
        sections: outcome.sections,
        sentences: outcome.sentences,
        remarks: outcome.remarks,
        faults: Vec::new(),
    }
}

/// A document without a word.
fn unread(name: &str, format: Format, faults: Vec<Diagnostic>) -> Document {
    Document {
        name: name.to_owned(),
        format,
        source: String::new(),
        loci: Vec::new(),
        text: String::new(),
        map: SpanMap::default(),
        blocks: Vec::new(),
        sections: vec![Section { heading: None, level: 0, parent: None, blocks: (0, 0) }],
        sentences: Vec::new(),
        remarks: Vec::new(),
        faults,
    }
}
