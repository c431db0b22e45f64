//! The table of frames: every frame reads its own examples, and the frame that says so is the one that is meant.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "a test may stop, and tells that it skipped"
)]

use healthlint::analyze::Analysis;
use healthlint::document::{self, Format};
use std::path::Path;

#[derive(serde::Deserialize)]
struct Table {
    frame: Vec<Frame>,
}

#[derive(serde::Deserialize)]
struct Frame {
    id: String,
    #[serde(default)]
    examples: Vec<String>,
}

#[test]
fn every_frame_reads_its_own_examples() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("claims/language/frames.toml");
    let table: Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let database = healthlint::embedded::database().unwrap();
    let mut wrong = Vec::new();
    for (number, frame) in table.frame.iter().enumerate() {
        if frame.examples.is_empty() {
            wrong.push(format!("{}: no example", frame.id));
        }
        for example in &frame.examples {
            let document = document::read("a.md", example.as_bytes(), Some(Format::Markdown));
            let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
            if !analysis.assertions.iter().any(|a| a.frame == number) {
                let seen: Vec<usize> = analysis.assertions.iter().map(|a| a.frame).collect();
                wrong.push(format!("{}: not read in \"{example}\" (frames {seen:?})", frame.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
