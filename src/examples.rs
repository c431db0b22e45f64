//! Runs every claim's own examples: the laws of the database that need a run.

use crate::analyze::Analysis;
use crate::check::{Finding, check_analysis};
use crate::database::{ClaimExamples, Database, Loaded};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Document, Format};
use crate::span::Span;
use std::ops::Range;

/// Runs the examples of every claim and of its suggested wording; gives one diagnostic for each that does not hold.
pub fn run(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for examples in &loaded.examples {
        run_claim(examples, &loaded.database, &mut faults);
    }
    faults
}

/// Runs the examples of one claim.
pub fn run_claim(examples: &ClaimExamples, database: &Database, faults: &mut Vec<Diagnostic>) {
    for (text, place) in &examples.flags {
        flag(examples, database, text, place, faults);
    }
    for pass in &examples.passes {
        let document = read(&pass.text.0);
        let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
        let findings = check_analysis(&analysis, database);
        if findings.iter().any(|f| f.claim == examples.claim) {
            faults.push(
                fault(
                    examples,
                    "claims/pass-example-flagged",
                    &pass.text.1,
                    "this text must pass, but the claim flags it",
                )
                .note("help: narrow the rule (guards, degree, concepts), or teach the language the missing cue"),
            );
            continue;
        }
        let reasons = reasons(examples, database, &analysis);
        if !reasons.iter().any(|r| r == &pass.why.0) {
            let mut known = reasons;
            known.sort();
            known.dedup();
            faults.push(
                fault(examples, "claims/pass-for-another-reason", &pass.why.1, "it passes, but not for this reason")
                    .note(format!("note: the engine's reasons are: {}", known.join(", "))),
            );
        }
    }
    if !examples.whole_articles {
        let document = read(&examples.instead.0);
        let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
        for finding in check_analysis(&analysis, database) {
            faults.push(
                fault(
                    examples,
                    "claims/suggestion-flagged",
                    &examples.instead.1,
                    &format!("the sentence offered instead raises {}", finding.claim),
                )
                .note("help: reword it so that no claim speaks on it"),
            );
        }
    }
}

fn flag(examples: &ClaimExamples, database: &Database, text: &str, place: &Range<usize>, faults: &mut Vec<Diagnostic>) {
    let (plain, marks) = unmark(text);
    let document = read(&plain);
    let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
    let findings = check_analysis(&analysis, database);
    // Siblings speak once about the same words: whichever of them did, the words are flagged.
    let mut own: Vec<&Finding> = findings.iter().filter(|f| f.claim == examples.claim).collect();
    if own.is_empty() {
        own = findings.iter().filter(|f| named(database, &examples.claim, &f.claim)).collect();
    }
    if own.is_empty() {
        let mut known = reasons(examples, database, &analysis);
        known.sort();
        known.dedup();
        let shadow = findings.first().map_or_else(String::new, |f| format!("; it raised {} instead", f.claim));
        faults.push(
            fault(examples, "claims/flag-example-silent", place, "this text must be flagged, but the claim is silent")
                .note(format!("note: the engine's reasons are: {}{shadow}", known.join(", "))),
        );
        return;
    }
    if !examples.whole_articles {
        for mark in &marks {
            let under = own.iter().any(|f| f.primary.overlaps(*mark));
            if !under {
                let words = own.first().map_or("", |f| f.primary.of(&document.text)).to_owned();
                faults.push(
                    fault(examples, "claims/flag-example-elsewhere", place, "flagged, but not under the marked words")
                        .note(format!("note: the words underlined are \"{words}\"")),
                );
                break;
            }
        }
        for finding in findings.iter().filter(|f| f.claim != examples.claim && !f.claim.starts_with("document/")) {
            if !named(database, &examples.claim, &finding.claim) {
                faults.push(
                    fault(examples, "claims/overlap", place, &format!("this text also raises {}", finding.claim))
                        .note("help: name it in `siblings`, or narrow one of the two"),
                );
            }
        }
    }
}

fn named(database: &Database, one: &str, other: &str) -> bool {
    let names = |a: &str, b: &str| database.claim(a).is_some_and(|c| c.siblings.iter().any(|s| s == b));
    names(one, other) || names(other, one)
}

fn reasons(examples: &ClaimExamples, database: &Database, analysis: &Analysis<'_>) -> Vec<String> {
    let index = database.claims.iter().position(|c| c.id == examples.claim);
    index.and_then(|i| database.rules.get(i)).map(|rule| rule.declines(analysis)).unwrap_or_default()
}

fn fault(examples: &ClaimExamples, code: &str, place: &Range<usize>, message: &str) -> Diagnostic {
    Diagnostic::error(code, &examples.file, message).at(Span::new(place.start, place.end), "this example")
}

/// An example read as a small Markdown article.
pub fn read(text: &str) -> Document {
    document::read("example.md", text.as_bytes(), Some(Format::Markdown))
}

/// Takes the « » out of a text and gives the marked stretches of what is left.
pub fn unmark(text: &str) -> (String, Vec<Span<crate::span::Text>>) {
    let mut plain = String::with_capacity(text.len());
    let mut marks = Vec::new();
    let mut open = None;
    for c in text.chars() {
        match c {
            '«' => open = Some(plain.len()),
            '»' => {
                if let Some(start) = open.take() {
                    marks.push(Span::new(start, plain.len()));
                }
            }
            c => plain.push(c),
        }
    }
    (plain, marks)
}
