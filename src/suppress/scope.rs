//! Which part of an article an instruction reaches.

use super::directive::Kind;
use crate::document::{Block, BlockKind, Document};
use crate::span::{Raw, Span, Text};

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

impl Scope {
    /// Whether a place is reached; what lies half inside is.
    pub(super) fn reaches(self, place: Span<Text>, document: &Document) -> bool {
        match self {
            Self::Text(span) => span.contains(place) || span.overlaps(place),
            Self::Raw(span) => span.contains(document.map.to_raw(place)),
            Self::All => true,
            Self::Nowhere => false,
        }
    }
}

/// What lies behind a comment: the block it stands in, else the next one; of a list, a table or a quotation that begins
/// there all of it, between two of its members the next member.
pub(super) fn next_block(document: &Document, comment: Span<Raw>) -> Scope {
    let raw = |block: &Block| document.map.to_raw(block.text);
    let around = document.blocks.iter().find(|block| raw(block).contains(comment));
    if let Some(block) = around {
        return Scope::Text(block.text);
    }
    // Footnotes stand elsewhere in the file than in the text.
    let behind = document.blocks.iter().enumerate().filter(|(_, block)| raw(block).start >= comment.end);
    let Some((number, first)) = behind.min_by_key(|(_, block)| raw(block).start) else { return Scope::Nowhere };
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
    Scope::Text(rest.fold(first.text, |span, block| span.join(block.text)))
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
    for (number, (kind, raw)) in comments.iter().enumerate() {
        let scope = match kind {
            Kind::Block => next_block(document, *raw),
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
