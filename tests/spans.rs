//! The promise that spans survive every format: whatever the input, each block and sentence leads back to its bytes.
//!
//! Random texts, random markup soup and spoiled articles go through all readers of text.

#![allow(clippy::expect_used, clippy::string_slice)] // a test may stop where the library may not

use healthlint::document::{self, Document, Format};
use healthlint::span::{PieceKind, Span};
use proptest::prelude::*;

const FORMATS: [Format; 4] = [Format::Markdown, Format::Mdx, Format::Html, Format::Plain];

/// Everything that must hold of a document, whatever it was read from.
fn check(document: &Document) {
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

fn check_all(source: &str) {
    for format in FORMATS {
        check(&document::read("a", source.as_bytes(), Some(format)));
        let marked = format!("\u{feff}{source}");
        check(&document::read("a", marked.as_bytes(), Some(format)));
    }
}

/// Pieces that mean something to one reader or another.
fn soup() -> impl Strategy<Value = String> {
    let scraps = prop::sample::select(vec![
        "word",
        "Herpes",
        "Two words",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        ".",
        "?",
        "!",
        "…",
        ":",
        ",",
        "é",
        "ß",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{feff}",
        "漢字",
        "🩺",
        "'",
        "\"",
        "’",
        "“",
        "(",
        ")",
        "[",
        "]",
        "[1]",
        "[^1]",
        "[^1]: ",
        "1",
        "1.",
        "1. ",
        "2) ",
        "1.1 ",
        "• ",
        "- ",
        "* ",
        "+",
        "+ ",
        "– ",
        "> ",
        "# ",
        "## ",
        "| ",
        "|",
        "a | b |\n",
        "---|---\n",
        "|---|---|\n",
        "---\n",
        "+++\n",
        "title: x\n",
        "title = 'y'\n",
        "===",
        "***",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "<",
        ">",
        "&",
        "&amp;",
        "&nbsp;",
        "&shy;",
        "&#8212;",
        "&ampx",
        "&NotEqualTilde;",
        "&#0;",
        "&bogus;",
        "\0",
        "</",
        "<!--",
        "-->",
        "<!-- healthlint-ignore a/b -- c -->",
        "{{< x >}}",
        "{{% x %}}",
        "{{ x }}",
        "{% comment %}",
        "{% endcomment %}",
        "{%",
        "%}",
        "{",
        "}",
        "{/* healthlint-ignore a/b -- c */}",
        "{'}'}",
        "{{",
        "import x from 'y'\n",
        "export const x = {\n",
        "<Box a={1}>",
        "</Box>",
        "<>",
        "<div style={{a: 1}}>",
        "[gallery ids=\"1\"]",
        "[box]",
        "[/box]",
        ":::tip\n",
        "<p>",
        "</p>",
        "<p hidden>",
        "<div>",
        "</div>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<title>",
        "</title>",
        "<ul>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<li>",
        "</li>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<table>",
        "</table>",
        "<thead>",
        "</thead>",
        "<tr>",
        "</tr>",
        "<th>",
        "</th>",
        "<td>",
        "</td>",
        "<td colspan=2 rowspan=3>",
        "<caption>",
        "<br>",
        "<br/>",
        "<b>",
        "</b>",
        "<a href=x>",
        "</a>",
        "<sup>",
        "</sup>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<nav>",
        "</nav>",
        "<aside>",
        "</aside>",
        "<form>",
        "</form>",
        "<svg/>",
        "<svg>",
        "</svg>",
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<textarea>",
        "<plaintext>",
        "<![CDATA[",
        "]]>",
        "<?php ?>",
        "References",
        "See Also",
        "Read more",
        "Tags: x",
        "pain.1Smith AB. Title. J Pain. 2015;23(1):7-17. doi:10.1/x ",
        "a,2Jones CD, 2016:1-2 ",
        "Q: ",
        "A: ",
        "Fig. 2",
        "e.g. ",
        "Dr. X",
        "[a](b)",
        "![a](b)",
        "<http://a.b>",
        ": d",
        "\\*",
        "  \n",
        "    ",
        "-->\n",
        "|\n",
    ]);
    prop::collection::vec(scraps, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_its_spans(source in any::<String>()) {
        check_all(&source);
    }

    #[test]
    fn lines_of_prose_keep_their_spans(source in "([A-Za-zé ,.?!:|•+-]{0,50}\n){0,20}") {
        check_all(&source);
    }

    #[test]
    fn markup_soup_keeps_its_spans(source in soup()) {
        check_all(&source);
    }

    #[test]
    fn any_bytes_give_a_document(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in FORMATS {
            let document = document::read("a", &bytes, Some(format));
            prop_assert_eq!(document.faults.is_empty(), std::str::from_utf8(&bytes).is_ok());
            check(&document);
        }
    }
}

/// The readers keep no stack of their own on the machine's: depth costs length and nothing else.
#[test]
fn deep_nesting_overflows_nothing() {
    let deep = 100_000;
    for opening in
        ["<div>", "<ul><li>x", "<blockquote>", "<b>", "<table><tr><td>x", "<aside>x", "<form>", "<p hidden>", "<nav>"]
    {
        check_quick(&opening.repeat(deep), Format::Html);
        check_quick(
            &format!("{}text{}", opening.repeat(deep), "</div></li></ul></td></tr></table>".repeat(1000)),
            Format::Html,
        );
    }
    for opening in ["> ", "- ", "*", "[", "![", "<b>", "**a ", "1. ", "`", "~~a"] {
        check_quick(&opening.repeat(deep), Format::Markdown);
    }
    for opening in ["> ", "- ", "+", "1. ", "• ", "(", "1a", ". "] {
        check_quick(&opening.repeat(deep), Format::Plain);
    }
}

fn check_quick(source: &str, format: Format) {
    let document = document::read("a", source.as_bytes(), Some(format));
    assert!(document.faults.is_empty());
    assert!(document.blocks.iter().all(|b| document.text.get(b.text.range()).is_some()));
}
