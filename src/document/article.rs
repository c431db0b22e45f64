//! The article as text with a way back to its bytes: blocks, sections, sentences.

use crate::diagnostic::Diagnostic;
use crate::span::{Raw, Span, SpanMap, Text};

/// The format an article is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `CommonMark` with tables, footnotes and front matter.
    Markdown,
    /// Markdown with JavaScript in it.
    Mdx,
    /// HTML of any age.
    Html,
    /// Bare text as content systems export it.
    Plain,
    /// Word's container of XML; its source is its text, one paragraph a line.
    Docx,
}

/// What a block is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's own title; at most one.
    Title,
    /// A heading and its level, from 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One item of a list and its depth, from 0.
    ListItem(u8),
    /// A column's header cell and its column, from 0.
    TableHeader(u16),
    /// A body cell: row and column, from 0.
    TableCell(u16, u16),
    /// Text quoted from somebody else.
    Quote,
    /// The caption of a figure or table.
    Caption,
}

/// A stretch of prose that no sentence crosses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is to the reader.
    pub kind: BlockKind,
    /// Its text.
    pub text: Span<Text>,
    /// The section it stands in: an index into `Document::sections`.
    pub section: u32,
    /// For a list item: the block that introduces its list (a line ending in a colon, or the paragraph before).
    pub lead_in: Option<u32>,
    /// For a table cell: the header cell of its column.
    pub header: Option<u32>,
    /// For a table cell beyond the first of its row: the first cell of the row.
    pub row_head: Option<u32>,
    /// Its sentences: indices into `Document::sentences`, half-open.
    pub sentences: (u32, u32),
}

/// A heading with the blocks below it, up to the next heading of any level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The block of the heading; `None` before the first one. The title opens the first section.
    pub heading: Option<u32>,
    /// Level of the heading; 0 for the title and for text without heading.
    pub level: u8,
    /// The next section up that it is part of.
    pub parent: Option<u32>,
    /// Its blocks, half-open, the heading included.
    pub blocks: (u32, u32),
}

/// One sentence of one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Index into `Document::blocks`.
    pub block: u32,
    /// Its text, end mark included.
    pub text: Span<Text>,
}

/// A comment addressed to the linter, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The words between the comment marks, trimmed.
    pub words: String,
    /// Where it stands.
    pub raw: Span<Raw>,
}

/// An article, read.
#[derive(Debug, Clone)]
pub struct Document {
    /// The name it is shown under; never opened.
    pub name: String,
    /// The format it was read as.
    pub format: Format,
    /// What carets stand under.
    pub source: String,
    /// Where each line of `source` stands, in words ("paragraph 12"); empty if the file has lines of its own.
    pub loci: Vec<String>,
    /// What readers see; blocks are joined by line feeds.
    pub text: String,
    /// The way back from `text` to `source`.
    pub map: SpanMap,
    /// In reading order.
    pub blocks: Vec<Block>,
    /// In reading order; never empty.
    pub sections: Vec<Section>,
    /// In reading order.
    pub sentences: Vec<Sentence>,
    /// Comments that begin with `healthlint`, in letters of any case.
    pub remarks: Vec<Remark>,
    /// What could not be read; told, not fatal.
    pub faults: Vec<Diagnostic>,
}

impl Document {
    /// The block that serves as title: the title itself, else the first heading, else the first block.
    pub fn title(&self) -> Option<&Block> {
        self.blocks
            .iter()
            .find(|b| b.kind == BlockKind::Title)
            .or_else(|| self.blocks.iter().find(|b| matches!(b.kind, BlockKind::Heading(_))))
            .or_else(|| self.blocks.first())
    }

    /// Where a byte of `source` stands, in words, if the file has no lines of its own.
    pub fn locus(&self, byte: usize) -> Option<&str> {
        let before = self.loci.first().and(self.source.as_bytes().get(..byte))?;
        self.loci.get(before.split(|b| *b == b'\n').count() - 1).map(String::as_str)
    }

    /// The text of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        block.text.of(&self.text)
    }

    /// The heading block of a section, if it has one.
    pub fn heading_of(&self, section: u32) -> Option<&Block> {
        let section = self.sections.get(section as usize)?;
        self.blocks.get(section.heading? as usize)
    }

    /// The sentences of a block, with their numbers.
    pub fn sentences_of(&self, block: &Block) -> impl Iterator<Item = (u32, &Sentence)> {
        let (from, to) = block.sentences;
        (from..to).filter_map(|i| self.sentences.get(i as usize).map(|s| (i, s)))
    }
}
