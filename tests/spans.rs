//! The promise that spans survive every format: whatever the input, each block and sentence leads back to its bytes.
//!
//! Random texts, random markup soup and spoiled articles go through all readers of text.

#![allow(clippy::expect_used, clippy::string_slice)] // a test may stop where the library may not

use healthlint::document::{self, Format};
use proptest::prelude::*;

#[path = "common/scraps.rs"]
mod scraps;
#[path = "common/sound.rs"]
mod sound;
use scraps::SCRAPS;
use sound::check;

const FORMATS: [Format; 4] = [Format::Markdown, Format::Mdx, Format::Html, Format::Plain];

fn check_all(source: &str) {
    for format in FORMATS {
        check(&document::read("a", source.as_bytes(), Some(format)));
        let marked = format!("\u{feff}{source}");
        check(&document::read("a", marked.as_bytes(), Some(format)));
    }
}

/// Pieces that mean something to one reader or another.
fn soup() -> impl Strategy<Value = String> {
    let scraps = prop::sample::select(SCRAPS);
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
