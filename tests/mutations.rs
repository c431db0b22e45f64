//! Every flag example, turned about: named a myth, asked, put under "Myths" → silent; bold, broken, commented → still found.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "a test may stop, and tells that it skipped"
)]

mod common;

use common::shipped;
use healthlint::check::check;
use healthlint::database::{Database, Loaded};
use healthlint::document::{self, Format};
use healthlint::examples::unmark;

/// The flag examples that are one plain sentence, without their marks, each with its claim.
fn sentences(loaded: &Loaded) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for examples in loaded.examples.iter().filter(|e| !e.whole_articles) {
        for text in examples.flags.iter().map(|flag| &flag.text.0) {
            let (plain, _) = unmark(text);
            let inner = plain.trim_end_matches('.');
            if plain.contains('\n') || inner.contains(['.', '?', '!', ':']) || inner.starts_with(['#', '-']) {
                continue;
            }
            out.push((examples.claim.clone(), plain.trim().to_owned()));
        }
    }
    out
}

fn raises(database: &Database, claim: &str, text: &str) -> bool {
    let document = document::read("a.md", text.as_bytes(), Some(Format::Markdown));
    let named = |id: &str| {
        let own = database.claim(claim).is_some_and(|c| c.siblings.iter().any(|s| s == id));
        id == claim || own || database.claim(id).is_some_and(|c| c.siblings.iter().any(|s| s == claim))
    };
    check(&document, database).iter().any(|f| named(&f.claim))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().unwrap_or(' ');
    // "HSV …" keeps its capitals.
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// Fails with the sentences for which `turned` is (not) flagged, if there are more than `allowed` in a hundred.
fn all(wanted: bool, allowed: usize, turn: impl Fn(&str) -> String) {
    let loaded = shipped();
    let sentences = sentences(&loaded);
    assert!(sentences.len() > 300, "{} sentences", sentences.len());
    let wrong: Vec<String> = sentences
        .iter()
        .map(|(claim, text)| (claim, turn(text)))
        .filter(|(claim, text)| raises(&loaded.database, claim, text) != wanted)
        .map(|(claim, text)| format!("{claim}: {text}"))
        .collect();
    assert!(
        wrong.len() * 100 <= sentences.len() * allowed,
        "{} of {}:\n{}",
        wrong.len(),
        sentences.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_is_called_a_myth_is_silent() {
    all(false, 0, |text| format!("It is a myth that {}", lower_first(text)));
}

#[test]
fn what_stands_behind_a_myth_label_is_silent() {
    all(false, 0, |text| format!("Myth: {text}"));
}

#[test]
fn what_stands_under_a_heading_of_myths_is_silent() {
    all(false, 0, |text| format!("# Health\n\n## Common myths\n\n- {text}\n"));
}

#[test]
fn what_is_taken_back_in_the_next_sentence_is_silent() {
    all(false, 0, |text| format!("{text} This is not true."));
}

#[test]
fn what_was_once_believed_is_silent() {
    all(false, 0, |text| format!("Until the 1980s doctors thought that {}", lower_first(text)));
}

#[test]
fn what_is_asked_is_silent() {
    all(false, 0, |text| format!("Is it true that {}?", lower_first(text.trim_end_matches('.'))));
}

#[test]
fn what_nobody_has_shown_is_silent() {
    all(false, 0, |text| format!("There is no evidence that {}", lower_first(text)));
}

#[test]
fn bold_words_are_read_like_others() {
    all(true, 0, |text| text.split_once(' ').map_or(text.to_owned(), |(a, b)| format!("**{a}** {b}")));
}

#[test]
fn a_line_break_is_a_space() {
    all(true, 0, |text| match text.char_indices().filter(|(_, c)| *c == ' ').map(|(i, _)| i).nth(2) {
        Some(at) => format!("{}\n{}", &text[..at], &text[at + 1..]),
        None => text.to_owned(),
    });
}

#[test]
fn a_sentence_among_others_is_found() {
    all(true, 0, |text| format!("The weather was fine in spring. {text} Many readers write to us every week."));
}
