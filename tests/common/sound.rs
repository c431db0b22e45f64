//! What must hold of every document, whatever it was read from; tests/spans.rs and fuzz/ ask it.

use healthlint::document::Document;
use healthlint::span::{PieceKind, Span};

/// Everything that must hold of a document, whatever it was read from.
pub(crate) fn check(document: &Document) {
    let (text, source) = (&document.text, &document.source);
    let mut text_end = 0;
    let mut raw_end = 0;
    for piece in document.map.pieces() {
        assert_eq!(piece.text.start, text_end, "pieces lie side by side in the text");
        text_end = piece.text.end;
        let words = text.get(piece.text.range()).expect("a piece lies on character boundaries of the text");
        if piece.kind == PieceKind::Inserted {
            assert_eq!(words, "\n");
            continue;
        }
        assert!(piece.raw.start >= raw_end, "the map keeps the order of the source: {piece:?} after {raw_end}");
        raw_end = piece.raw.end;
        assert!(!piece.raw.is_empty(), "{piece:?}");
        let bytes = source.get(piece.raw.range()).expect("a piece lies on character boundaries of the source");
        if piece.kind == PieceKind::Verbatim {
            assert_eq!(words, bytes);
        }
        assert!(!words.contains('\n'), "{words:?}");
    }
    assert_eq!(text_end as usize, text.len(), "the map covers the text");

    let mut block_end = 0;
    for (number, block) in document.blocks.iter().enumerate() {
        let words = text.get(block.text.range()).expect("a block lies on character boundaries");
        assert!(!words.trim().is_empty());
        assert_eq!(words, words.trim(), "no space at the ends of a block");
        assert_eq!(block.text.start, block_end, "blocks are joined by one line feed");
        block_end = block.text.end + 1;
        assert!(source.get(document.map.to_raw(block.text).range()).is_some_and(|raw| !raw.is_empty()));
        for link in [block.lead_in, block.header, block.row_head].into_iter().flatten() {
            assert!((link as usize) < number, "links lead to earlier blocks");
        }
        let section = &document.sections[block.section as usize];
        assert!(section.blocks.0 as usize <= number && number < section.blocks.1 as usize);
        let (from, to) = block.sentences;
        assert!(from < to, "a block has a sentence");
        let mut end = block.text.start;
        for sentence in &document.sentences[from as usize..to as usize] {
            assert_eq!(sentence.block as usize, number);
            assert!(block.text.contains(sentence.text), "no sentence crosses its block");
            assert!(sentence.text.start >= end && !sentence.text.is_empty());
            assert!(text[end as usize..sentence.text.start as usize].trim().is_empty(), "no words between sentences");
            end = sentence.text.end;
            let words = text.get(sentence.text.range()).expect("a sentence lies on character boundaries");
            assert!(!words.trim().is_empty());
            assert!(source.get(document.map.to_raw(sentence.text).range()).is_some());
        }
        assert!(text[end as usize..block.text.end as usize].trim().is_empty(), "sentences cover their block");
        for (at, c) in words.char_indices() {
            let at = block.text.start as usize + at;
            let raw = document.map.to_raw(Span::new(at, at + c.len_utf8()));
            assert!(source.get(raw.range()).is_some());
        }
    }
    let sentences: u32 = document.blocks.iter().map(|b| b.sentences.1 - b.sentences.0).sum();
    assert_eq!(sentences as usize, document.sentences.len());

    assert!(!document.sections.is_empty());
    let mut next = 0;
    for (number, section) in document.sections.iter().enumerate() {
        assert_eq!(section.blocks.0, next, "sections lie side by side");
        next = section.blocks.1;
        assert!(section.parent.is_none_or(|p| (p as usize) < number));
        assert!(section.heading.is_none_or(|h| h == section.blocks.0));
    }
    assert_eq!(next as usize, document.blocks.len());
    for remark in &document.remarks {
        assert!(source.get(remark.raw.range()).is_some_and(|raw| raw.contains(&remark.words)), "{remark:?}");
    }
}
