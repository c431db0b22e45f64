//! Which part of an article an instruction reaches.

use super::directive::Kind;
use crate::document::{Block, BlockKind, Document};
use crate::span::{Raw, Span, Text};
use std::collections::BTreeMap;

/// Where findings are silenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Places of the text.
    Text(Span<Text>),
    /// Bytes of the file.
    Raw(Span<Raw>),
    /// The whole article.
    All,
    /// Nothing.
    Nowhere,
}

/// The blocks of a document in the order of its bytes: footnotes stand elsewhere in the file than in the text.
struct Blocks<'a> {
    document: &'a Document,
    /// Places in the file and numbers.
    places: Vec<(Span<Raw>, usize)>,
    /// How far a comment before a block reaches, once it was asked.
    reaches: BTreeMap<usize, Span<Text>>,
}

impl<'a> Blocks<'a> {
    fn new(document: &'a Document) -> Self {
        let raw = |block: &Block| document.map.to_raw(block.text);
        let mut places: Vec<_> = document.blocks.iter().enumerate().map(|(number, b)| (raw(b), number)).collect();
        places.sort_by_key(|(raw, number)| (raw.start, *number));
        Self { document, places, reaches: BTreeMap::new() }
    }

    /// What lies behind a comment: the block it stands in, else the next one; of a list, a table or a quotation that
    /// begins there all of it, between two of its members the next member.
    fn behind(&mut self, comment: Span<Raw>) -> Scope {
        let document = self.document;
        let begun = self.places.partition_point(|(raw, _)| raw.start <= comment.start);
        let around = begun.checked_sub(1).and_then(|last| self.places.get(last));
        if let Some((_, number)) = around.filter(|(raw, _)| raw.contains(comment)) {
            return document.blocks.get(*number).map_or(Scope::Nowhere, |block| Scope::Text(block.text));
        }
        let behind = self.places.partition_point(|(raw, _)| raw.start < comment.end);
        let Some((_, number)) = self.places.get(behind) else { return Scope::Nowhere };
        Scope::Text(*self.reaches.entry(*number).or_insert_with(|| family_of(document, *number)))
    }
}

/// A block with all that belongs to it.
fn family_of(document: &Document, number: usize) -> Span<Text> {
    let Some(first) = document.blocks.get(number) else { return Span::new(0, 0) };
    let before = number.checked_sub(1).and_then(|before| document.blocks.get(before));
    let begins = before.is_none_or(|before| family(before.kind) != family(first.kind));
    let belongs = |block: &Block| match (begins, first.kind, block.kind) {
        (true, ..) => family(first.kind).is_some() && family(block.kind) == family(first.kind),
        (false, BlockKind::ListItem(depth), BlockKind::ListItem(other)) => other > depth,
        (false, BlockKind::TableCell(row, _), BlockKind::TableCell(other, _)) => other == row,
        (false, BlockKind::TableHeader(_), BlockKind::TableHeader(_)) => true,
        _ => false,
    };
    let rest = document.blocks.iter().skip(number + 1).take_while(|block| belongs(block));
    rest.fold(first.text, |span, block| span.join(block.text))
}

/// What is one block to its writer and several to us.
fn family(kind: BlockKind) -> Option<u8> {
    match kind {
        BlockKind::ListItem(_) => Some(0),
        BlockKind::TableHeader(_) | BlockKind::TableCell(..) => Some(1),
        BlockKind::Quote => Some(2),
        BlockKind::Title | BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Caption => None,
    }
}

/// Where each instruction reaches, and which of them begin or end what has no other half.
///
/// An end closes the last beginning that is open; a beginning without end reaches to the end of the file.
pub(super) fn scopes(document: &Document, comments: &[(Kind, Span<Raw>)]) -> (Vec<Scope>, Vec<usize>) {
    let mut scopes = Vec::with_capacity(comments.len());
    let mut open = Vec::new();
    let mut halves = Vec::new();
    let mut blocks = None;
    for (number, (kind, raw)) in comments.iter().enumerate() {
        let scope = match kind {
            Kind::Block => blocks.get_or_insert_with(|| Blocks::new(document)).behind(*raw),
            Kind::File => Scope::All,
            Kind::Start => {
                open.push(number);
                Scope::Raw(Span::new(raw.range().end, document.source.len()))
            }
            Kind::End => Scope::Nowhere,
        };
        scopes.push(scope);
        if *kind != Kind::End {
            continue;
        }
        match open.pop().and_then(|start| scopes.get_mut(start)) {
            Some(Scope::Raw(span)) => span.end = raw.start.max(span.start),
            _ => halves.push(number),
        }
    }
    halves.append(&mut open);
    halves.sort_unstable();
    (scopes, halves)
}
