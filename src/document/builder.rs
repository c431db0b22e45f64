//! Gathers blocks from a reader and turns them into text, map, sections and sentences.
//!
//! A reader names stretches of the source; white space is folded, footnotes and boilerplate are taken out, and blocks
//! that turn out to be no prose are dropped here, so that every format is treated alike.

use std::ops::Range;

use super::article::{Block, BlockKind, Remark, Section, Sentence};
use super::nesting::Nesting;
use super::{ADDRESS, boilerplate, footnote, sentence};
use crate::span::{Piece, PieceKind, Span, SpanMap};

/// What a reader has made of a source.
pub(super) struct Outcome {
    pub(super) text: String,
    pub(super) map: SpanMap,
    pub(super) blocks: Vec<Block>,
    pub(super) sections: Vec<Section>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) remarks: Vec<Remark>,
}

/// A block whose text is complete; its offsets are those of the builder's own text.
struct Draft {
    kind: BlockKind,
    text: Range<usize>,
    pieces: Range<usize>,
    links: Links,
    /// Whether all its words are set in bold.
    bold: bool,
    dropped: bool,
}

/// The blocks another one refers to, by draft number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Links {
    pub(super) lead_in: Option<usize>,
    pub(super) header: Option<usize>,
    pub(super) row_head: Option<usize>,
}

/// The block being written.
struct OpenBlock {
    kind: BlockKind,
    links: Links,
    text: usize,
    pieces: usize,
    /// Whether words stand in it outside of any link.
    unlinked: bool,
    /// Whether words stand in it outside of any bold run.
    light: bool,
}

/// How much has been written so far; two of them tell what lies between.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    drafts: usize,
    prose: usize,
    bytes: usize,
    linked: usize,
}

/// Writes a document from front to back.
pub(super) struct Builder<'a> {
    /// The source without its byte-order mark.
    pub(super) source: &'a str,
    base: usize,
    text: String,
    pieces: Vec<Piece>,
    drafts: Vec<Draft>,
    open: Option<OpenBlock>,
    remarks: Vec<Remark>,
    /// The level of the reference section being skipped.
    muted: Option<u8>,
    /// Blocks closed so far that are more than a link; never goes down.
    prose: usize,
    bytes: usize,
    linked: usize,
    /// Depth of links around the text that is being added.
    pub(super) in_link: u32,
    /// Depth of bold runs around the text that is being added.
    pub(super) in_strong: u32,
    /// Lists and quotes around the text that is being added.
    pub(super) nesting: Nesting,
}

impl<'a> Builder<'a> {
    /// A builder for `source`, which begins `base` bytes into its file.
    pub(super) fn new(source: &'a str, base: usize) -> Self {
        Self {
            source,
            base,
            text: String::new(),
            pieces: Vec::new(),
            drafts: Vec::new(),
            open: None,
            remarks: Vec::new(),
            muted: None,
            prose: 0,
            bytes: 0,
            linked: 0,
            in_link: 0,
            in_strong: 0,
            nesting: Nesting::default(),
        }
    }

    /// Begins a block; one that is still open is closed first.
    pub(super) fn open(&mut self, kind: BlockKind, links: Links) {
        self.close();
        let drafts = self.drafts.len();
        // Broken nesting may have rewound a block that somebody still refers to.
        let known = |link: Option<usize>| link.filter(|&l| l < drafts);
        let links =
            Links { lead_in: known(links.lead_in), header: known(links.header), row_head: known(links.row_head) };
        self.open = Some(OpenBlock {
            kind,
            links,
            text: self.text.len(),
            pieces: self.pieces.len(),
            unlinked: false,
            light: false,
        });
    }

    /// Whether a block is being written.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Adds source bytes as they are, with white space folded.
    pub(super) fn verbatim(&mut self, raw: Range<usize>) {
        if self.open.is_none() {
            return;
        }
        let source = self.source;
        let Some(slice) = source.get(raw.clone()) else { return };
        let bytes = slice.as_bytes();
        let (mut run, mut at) = (0, if is_plain(bytes) { bytes.len() } else { 0 });
        while let Some(&byte) = bytes.get(at) {
            let is_letter = |byte: u8| byte > b' ' && byte < 0x80;
            // Most blanks are single spaces between words.
            if is_letter(byte) || byte == b' ' && at > run && bytes.get(at + 1).copied().is_some_and(is_letter) {
                at += 1;
                continue;
            }
            let (blank, seen) = blank_at(slice, at);
            if blank == 0 {
                at += char_len(byte);
                continue;
            }
            let single = blank == 1 && byte == b' ' && at > run;
            if !single {
                self.append(slice.get(run..at).unwrap_or(""), raw.start + run..raw.start + at, PieceKind::Verbatim);
                if seen {
                    let kind = if blank == 1 && byte == b' ' { PieceKind::Verbatim } else { PieceKind::Replaced };
                    self.append(" ", raw.start + at..raw.start + at + blank, kind);
                }
                run = at + blank;
            }
            at += blank;
        }
        self.append(slice.get(run..).unwrap_or(""), raw.start + run..raw.end, PieceKind::Verbatim);
    }

    /// Adds other words for a stretch of source: an entity, a break.
    pub(super) fn replaced(&mut self, text: &str, raw: Range<usize>) {
        if self.open.is_none() || text.is_empty() {
            return;
        }
        let (blank, seen) = blank_at(text, 0);
        if blank == text.len() {
            if seen {
                self.append(" ", raw, PieceKind::Replaced);
            }
        } else if text.contains(['\n', '\r']) {
            self.append(&text.replace(['\n', '\r'], " "), raw, PieceKind::Replaced);
        } else {
            self.append(text, raw, PieceKind::Replaced);
        }
    }

    /// Adds one piece; never a second space beside another, nor one at the front.
    fn append(&mut self, text: &str, raw: Range<usize>, kind: PieceKind) {
        let Some(open) = self.open.as_mut() else { return };
        let fresh = self.text.len() == open.text;
        let (mut text, mut raw) = (text, raw);
        if let Some(rest) = text.strip_prefix(' ')
            && (fresh || self.text.ends_with(' '))
        {
            if kind == PieceKind::Verbatim {
                raw.start += 1;
            }
            text = rest;
        }
        if text.is_empty() {
            return;
        }
        let letters = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
        if self.in_link > 0 {
            self.linked += text.len();
        } else if !open.unlinked {
            open.unlinked = text.bytes().any(letters);
        }
        if self.in_strong == 0 && !open.light {
            open.light = text.bytes().any(letters);
        }
        self.bytes += text.len();
        let from = self.text.len();
        self.text.push_str(text);
        let raw = Span::new(self.base + raw.start, self.base + raw.end);
        let span = Span::new(from, self.text.len());
        if let Some(last) = self.pieces.get_mut(open.pieces..).and_then(|p| p.last_mut())
            && kind == PieceKind::Verbatim
            && last.kind == kind
            && last.raw.end == raw.start
        {
            last.raw = last.raw.join(raw);
            last.text = last.text.join(span);
            return;
        }
        self.pieces.push(Piece { text: span, raw, kind });
    }

    /// Ends the open block; gives its number unless it holds no prose.
    pub(super) fn close(&mut self) -> Option<usize> {
        let open = self.open.take()?;
        self.cut_footnotes(&open);
        self.trim_end(&open);
        let text = self.text.get(open.text..).unwrap_or("");
        let mut kind = open.kind;
        if kind == BlockKind::Paragraph && !open.light && boilerplate::is_bold_heading(text) {
            // Writers without heading styles set their headings in bold.
            kind = BlockKind::Heading(6);
        }
        if text.is_empty() || self.is_muted(kind, open.text) || self.is_noise(kind, open.text) {
            self.text.truncate(open.text);
            self.pieces.truncate(open.pieces);
            return None;
        }
        self.prose += usize::from(open.unlinked);
        self.drafts.push(Draft {
            kind,
            text: open.text..self.text.len(),
            pieces: open.pieces..self.pieces.len(),
            links: open.links,
            bold: !open.light,
            dropped: false,
        });
        Some(self.drafts.len() - 1)
    }

    /// Takes glued references and footnote numbers out of the open block.
    fn cut_footnotes(&mut self, open: &OpenBlock) {
        let cuts = footnote::cuts(self.text.get(open.text..).unwrap_or(""));
        if cuts.is_empty() {
            return;
        }
        let text = self.text.split_off(open.text);
        let pieces = self.pieces.split_off(open.pieces);
        let mut cuts = cuts.into_iter().peekable();
        // `append` wants an open block to write to.
        self.open = Some(OpenBlock { links: open.links, ..*open });
        for piece in pieces {
            let mut from = piece.text.start as usize - open.text;
            let end = piece.text.end as usize - open.text;
            let raw = piece.raw.start as usize - self.base;
            let begin = from;
            while from < end {
                while cuts.peek().is_some_and(|c| c.end <= from) {
                    cuts.next();
                }
                let next = cuts.peek().map_or(end..end, |c| c.start.min(end)..c.end.min(end));
                let upto = next.start.max(from);
                if piece.kind == PieceKind::Verbatim {
                    let words = text.get(from..upto).unwrap_or("");
                    self.append(words, raw + from - begin..raw + upto - begin, PieceKind::Verbatim);
                } else if upto == end {
                    let words = text.get(begin..end).unwrap_or("");
                    self.append(words, raw..piece.raw.end as usize - self.base, piece.kind);
                }
                from = next.end.max(upto);
            }
        }
        self.open = None;
    }

    /// Takes the space off the end of the open block.
    fn trim_end(&mut self, open: &OpenBlock) {
        while self.text.len() > open.text && self.text.ends_with(' ') {
            self.text.pop();
            let Some(last) = self.pieces.last_mut() else { return };
            let short = last.text.len() - 1;
            if short == 0 {
                self.pieces.pop();
            } else {
                let (text, raw) = (last.text.start as usize, last.raw.start as usize);
                last.text = Span::new(text, text + short);
                if last.kind == PieceKind::Verbatim {
                    last.raw = Span::new(raw, raw + short);
                }
            }
        }
    }

    /// Whether the block lies in a reference section; headings open and end those.
    fn is_muted(&mut self, kind: BlockKind, from: usize) -> bool {
        let level = match kind {
            BlockKind::Heading(level) => level,
            BlockKind::Title => 0,
            _ => return self.muted.is_some(),
        };
        if self.muted.is_some_and(|muted| level > muted) {
            return true;
        }
        let text = self.text.get(from..).unwrap_or("");
        self.muted = boilerplate::opens_references(text).then_some(level);
        self.muted.is_some()
    }

    /// Whether the block is a line of the page and not of the article.
    fn is_noise(&self, kind: BlockKind, from: usize) -> bool {
        let text = self.text.get(from..).unwrap_or("");
        match kind {
            BlockKind::Title | BlockKind::TableHeader(_) | BlockKind::TableCell(..) => false,
            BlockKind::Heading(_) => boilerplate::is_boilerplate(text),
            _ => boilerplate::is_boilerplate(text) || footnote::is_reference(text),
        }
    }

    /// Whether a reference section is being skipped.
    pub(super) fn muted(&self) -> bool {
        self.muted.is_some()
    }

    /// Where the builder stands now.
    pub(super) fn mark(&self) -> Mark {
        Mark { drafts: self.drafts.len(), prose: self.prose, bytes: self.bytes, linked: self.linked }
    }

    /// Whether everything since `mark` is links.
    pub(super) fn only_links_since(&self, mark: Mark) -> bool {
        self.drafts.len() > mark.drafts && self.prose == mark.prose
    }

    /// Whether more than half of the text since `mark` is links.
    pub(super) fn mostly_links_since(&self, mark: Mark) -> bool {
        (self.linked - mark.linked) * 2 > self.bytes - mark.bytes
    }

    /// The blocks closed since `mark`: kind and text.
    pub(super) fn since(&self, mark: Mark) -> impl Iterator<Item = (BlockKind, &str)> {
        self.drafts.iter().skip(mark.drafts).map(|d| (d.kind, self.text.get(d.text.clone()).unwrap_or("")))
    }

    /// Forgets everything since `mark`.
    pub(super) fn rewind(&mut self, mark: Mark) {
        self.open = None;
        let Some(first) = self.drafts.get(mark.drafts) else { return };
        self.text.truncate(first.text.start);
        self.pieces.truncate(first.pieces.start);
        self.drafts.truncate(mark.drafts);
        self.nesting.forget(mark.drafts);
    }

    /// How many blocks there are so far.
    pub(super) fn count(&self) -> usize {
        self.drafts.len()
    }

    /// The last block's number, kind and text.
    pub(super) fn last(&self) -> Option<(usize, BlockKind, &str)> {
        let draft = self.drafts.last()?;
        Some((self.drafts.len() - 1, draft.kind, self.text.get(draft.text.clone()).unwrap_or("")))
    }

    /// The text of a block.
    pub(super) fn text_of(&self, draft: usize) -> &str {
        self.drafts.get(draft).and_then(|d| self.text.get(d.text.clone())).unwrap_or("")
    }

    /// The block that introduces a list beginning here: a paragraph or heading directly before.
    pub(super) fn lead_in(&self) -> Option<usize> {
        let (number, kind, _) = self.last()?;
        let leads = matches!(kind, BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Title | BlockKind::Quote);
        (leads && self.muted.is_none()).then_some(number)
    }

    /// Gives a block another kind and other links; for tables that show their shape late.
    pub(super) fn recast(&mut self, draft: usize, kind: BlockKind, links: Links) {
        if let Some(draft) = self.drafts.get_mut(draft) {
            draft.kind = kind;
            draft.links = links;
        }
    }

    /// Whether all words of a block are set in bold.
    pub(super) fn is_bold(&self, draft: usize) -> bool {
        self.drafts.get(draft).is_some_and(|d| d.bold)
    }

    /// The word at the end of the open block; empty after a space.
    pub(super) fn last_word(&self) -> &str {
        let from = self.open.as_ref().map_or(self.text.len(), |open| open.text);
        let text = self.text.get(from..).unwrap_or("");
        // No word that matters is longer; an endless one must not be walked again and again.
        let short = text.char_indices().rev().take(16).take_while(|(_, c)| !c.is_whitespace()).last();
        short.and_then(|(at, _)| text.get(at..)).unwrap_or("")
    }

    /// Takes a block out again.
    pub(super) fn drop_block(&mut self, draft: usize) {
        if let Some(draft) = self.drafts.get_mut(draft) {
            draft.dropped = true;
        }
    }

    /// Keeps a comment if it is addressed to the linter.
    pub(super) fn comment(&mut self, words: &str, raw: Range<usize>) {
        let words = words.trim();
        // Programs for writing begin a comment with a capital.
        if words.get(..ADDRESS.len()).is_some_and(|name| name.eq_ignore_ascii_case(ADDRESS)) {
            let raw = Span::new(self.base + raw.start, self.base + raw.end);
            self.remarks.push(Remark { words: words.to_owned(), raw });
        }
    }

    /// Drops what is said of the author at the end of the article.
    fn drop_biography(&mut self) {
        for draft in self.drafts.iter_mut().rev() {
            let text = self.text.get(draft.text.clone()).unwrap_or("");
            if draft.kind != BlockKind::Paragraph || !boilerplate::is_biography(text) {
                return;
            }
            draft.dropped = true;
        }
    }

    /// Joins the blocks and makes sections and sentences of them.
    pub(super) fn finish(mut self) -> Outcome {
        self.close();
        self.drop_biography();
        self.remarks.sort_by_key(|remark| remark.raw);
        let mut out = Outcome {
            text: String::with_capacity(self.text.len() + self.drafts.len()),
            map: SpanMap::default(),
            blocks: Vec::with_capacity(self.drafts.len()),
            sections: Vec::new(),
            sentences: Vec::new(),
            remarks: self.remarks,
        };
        let mut numbers: Vec<Option<u32>> = Vec::with_capacity(self.drafts.len());
        for draft in &self.drafts {
            if draft.dropped {
                numbers.push(None);
                continue;
            }
            let joint = out.text.len();
            if joint > 0 {
                out.text.push('\n');
                out.map.push(Span::new(joint, joint + 1), Span::new(0, 0), PieceKind::Inserted);
            }
            let from = out.text.len();
            out.text.push_str(self.text.get(draft.text.clone()).unwrap_or(""));
            for piece in self.pieces.get(draft.pieces.clone()).unwrap_or(&[]) {
                let start = piece.text.start as usize - draft.text.start + from;
                out.map.push(Span::new(start, start + piece.text.len()), piece.raw, piece.kind);
            }
            let number = out.blocks.len() as u32;
            numbers.push(Some(number));
            let known = |link: Option<usize>| link.and_then(|l| numbers.get(l).copied().flatten());
            let first = out.sentences.len() as u32;
            let text = out.text.get(from..).unwrap_or("");
            sentence::cut(text, |range| {
                let span = Span::new(from + range.start, from + range.end);
                out.sentences.push(Sentence { block: number, text: span });
            });
            out.blocks.push(Block {
                kind: draft.kind,
                text: Span::new(from, out.text.len()),
                section: 0,
                lead_in: known(draft.links.lead_in),
                header: known(draft.links.header),
                row_head: known(draft.links.row_head),
                sentences: (first, out.sentences.len() as u32),
            });
        }
        out.sections = sections(&mut out.blocks);
        out
    }
}

/// Cuts blocks into sections by their headings and tells each block its own.
fn sections(blocks: &mut [Block]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    // The headings that are open above the present one: section number and level.
    let mut above: Vec<(u32, u8)> = Vec::new();
    for (number, block) in (0u32..).zip(blocks.iter_mut()) {
        let level = match block.kind {
            BlockKind::Title => Some(0),
            BlockKind::Heading(level) => Some(level.max(1)),
            _ => None,
        };
        if level.is_some() || sections.is_empty() {
            let here = sections.len() as u32;
            if let Some(level) = level {
                while above.last().is_some_and(|&(_, l)| l >= level) {
                    above.pop();
                }
            }
            let parent = above.last().map(|&(section, _)| section);
            if let Some(level) = level {
                above.push((here, level));
            }
            sections.push(Section {
                heading: level.map(|_| number),
                level: level.unwrap_or(0),
                parent,
                blocks: (number, number),
            });
        }
        block.section = sections.len() as u32 - 1;
        if let Some(section) = sections.last_mut() {
            section.blocks.1 = number + 1;
        }
    }
    if sections.is_empty() {
        sections.push(Section { heading: None, level: 0, parent: None, blocks: (0, 0) });
    }
    sections
}

/// Whether these are words of ASCII with single spaces between them; no branches, so that many bytes are looked at at once.
fn is_plain(bytes: &[u8]) -> bool {
    let blank = |byte: Option<&u8>| byte == Some(&b' ');
    let control = bytes.iter().fold(0, |any, byte| any | u8::from(*byte < b' '));
    let wide = bytes.iter().zip(bytes.iter().skip(1)).fold(0, |any, (one, next)| any | u8::from(one | next == b' '));
    bytes.is_ascii() && control | wide == 0 && !blank(bytes.first()) && !blank(bytes.last())
}

/// Length of the white space at `at`, and whether readers see a gap there (a soft hyphen is none).
fn blank_at(text: &str, at: usize) -> (usize, bool) {
    let (mut len, mut seen) = (0, false);
    for c in text.get(at..).unwrap_or("").chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => seen = true,
            _ => break,
        }
        len += c.len_utf8();
    }
    (len, seen)
}

/// Bytes of the character that begins with `lead`.
fn char_len(lead: u8) -> usize {
    match lead {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}
