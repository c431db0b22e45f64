//! The description in the head of a page is checked like its text: it is what search results and shared links show.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a test may stop where the library may not

use healthlint::check::check;
use healthlint::document::{self, BlockKind, Document};
use healthlint::embedded;
use healthlint::span::Span;

use BlockKind::{Paragraph, Title};

fn html(source: &str) -> Document {
    document::read("a.html", source.as_bytes(), None)
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, document.block_text(b))).collect()
}

#[test]
fn a_false_sentence_of_the_description_is_found_at_its_own_place() {
    let database = embedded::database().unwrap();
    for (from, to) in [("\"", "\""), ("'", "'")] {
        let source = format!(
            "<!doctype html>\n<html><head>\n<meta name=\"description\" content={from}Sore backs &amp; legs. Bed rest cures \
             sciatica.{to}>\n<title>Sore backs</title></head>\n<body><h1>Sore backs</h1><p>They pass.</p></body></html>\n"
        );
        let document = html(&source);
        let findings = check(&document, &database);
        let found: Vec<&str> =
            findings.iter().map(|f| source.get(document.map.to_raw(f.primary).range()).unwrap()).collect();
        assert!(found.contains(&"Bed rest cures sciatica"), "{found:?}");
    }
}

#[test]
fn the_description_follows_the_title_wherever_it_stands_in_the_head() {
    let expected = [(Title, "Legs"), (Paragraph, "All about legs."), (Paragraph, "They hurt.")];
    for head in [
        "<title>Legs</title><meta name=description content='All about legs.'>",
        "<meta name=\"description\" content=\"All about legs.\"><title>Legs</title>",
        "<META CONTENT=\"All about legs.\" NAME=\"Description\" /><title>Legs</title>",
        "<meta name=viewport content='width=1'><meta property='og:description' content='All about legs.'><title>Legs</title>",
        "<meta name=description content='All about legs.'><noscript><img src=a></noscript><script>a<b</script><title>Legs</title>",
    ] {
        for body in ["<p>They hurt.</p>", "They hurt."] {
            let page = format!("<html><head>{head}</head><body>{body}");
            assert_eq!(blocks(&html(&page)), expected, "{page}");
            let bare = format!("{head}{body}");
            assert_eq!(blocks(&html(&bare)), expected, "{bare}");
        }
    }
    let headed = html("<title>Legs | Pages</title><meta name=description content='All about legs.'><h1>Legs</h1>");
    assert_eq!(blocks(&headed), [(Paragraph, "All about legs."), (Title, "Legs")]);
    assert_eq!(headed.title().map(|b| headed.block_text(b)), Some("Legs"));
}

#[test]
fn equal_descriptions_are_read_once_and_different_ones_each() {
    let page = |og: &str| {
        html(&format!(
            "<title>Legs</title><meta name=description content='All about &quot;legs&quot;.'>\
             <meta property=og:description content=\"{og}\"><meta name=twitter:description content=\"{og}\"><p>They hurt."
        ))
    };
    let told =
        |document: &Document| document.blocks.iter().map(|b| document.block_text(b).to_owned()).collect::<Vec<_>>();
    assert_eq!(told(&page("All  about &#34;legs&#34;.")), ["Legs", "All about \"legs\".", "They hurt."]);
    assert_eq!(told(&page("Why legs hurt.")), ["Legs", "All about \"legs\".", "Why legs hurt.", "They hurt."]);
}

#[test]
fn entities_of_an_attribute_are_decoded_and_mapped_exactly() {
    let source = "<meta name=description content=\"Caf&eacute;s sell 5&nbsp;mg &lt;pills&#62; &mdash; R&D &ampx; see ?a&copy=1, \
                  &copy 2026; inflam&shy;mation\"><p>End.";
    let document = html(source);
    let text = document.block_text(&document.blocks[0]);
    assert_eq!(text, "Cafés sell 5 mg <pills> — R&D &ampx; see ?a&copy=1, © 2026; inflammation");
    for (text, raw) in [
        ("é", "&eacute;"),
        ("5 mg", "5&nbsp;mg"),
        (">", "&#62;"),
        ("&copy=1", "&copy=1"),
        ("inflammation", "inflam&shy;mation"),
    ] {
        let at = document.text.find(text).expect("it is there");
        let span = document.map.to_raw(Span::new(at, at + text.len()));
        assert_eq!(source.get(span.range()), Some(raw));
    }
}

#[test]
fn an_attribute_is_decoded_as_the_tokenizer_of_html_decodes_it() {
    let parts = [
        "&amp", "&amp;", "&notit;", "&not;", "&not", "&lt", "&#233", "&#xe9;", "&", "&;", "=", "a", " ", "é", "&nope;",
        "&para", ".",
    ];
    for one in parts {
        for two in parts {
            for three in parts {
                let value = format!("x{one}{two}{three}z");
                let source = format!("<meta name=description content=\"{value}\">");
                let mut wanted = String::new();
                for token in html5gum::Tokenizer::new(&source) {
                    if let Ok(html5gum::Token::StartTag(tag)) = token {
                        wanted = String::from_utf8_lossy(&tag.attributes[b"content".as_slice()].value).into_owned();
                    }
                }
                let document = html(&source);
                let read = document.blocks.first().map_or("", |b| document.block_text(b));
                let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert_eq!(folded(read), folded(&wanted), "{value}");
            }
        }
    }
}

#[test]
fn what_is_no_description_of_the_page_gives_no_prose() {
    for other in [
        "<meta name=keywords content='back pain cure'>",
        "<meta name=description>",
        "<meta name=description content=''>",
        "<meta name=description content='{{ page.description }}'>",
        "<meta content='Rest is best.'>",
        "<link name=description content='Rest is best.'>",
        "<noscript><meta name=description content='Rest is best.'></noscript>",
        "<!-- <meta name=description content='Rest is best.'> -->",
    ] {
        let document = html(&format!("<title>Legs</title>{other}<p>They hurt.</p>"));
        assert_eq!(blocks(&document), [(Title, "Legs"), (Paragraph, "They hurt.")], "{other}");
    }
    // Microdata between the article's words, and HTML inside Markdown.
    let late = html("<h1>Legs</h1><p>They <meta name=description content='Rest is best.'>hurt.</p>");
    assert_eq!(blocks(&late), [(Title, "Legs"), (Paragraph, "They hurt.")]);
    let markdown = document::read("a.md", b"<meta name=description content='Rest is best.'>\n\nThey hurt.\n", None);
    assert_eq!(blocks(&markdown), [(Paragraph, "They hurt.")]);
}
