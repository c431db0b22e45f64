//! Runs every claim's own examples: the laws of the database that need a run.

use crate::analyze::Analysis;
use crate::check::{Finding, check_analysis};
use crate::database::{ClaimExamples, Database, Flag, Loaded};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Document, Format};
use crate::lexicon::TermKind;
use crate::rules::{REASONS, Scope};
use crate::span::{Raw, Span};
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
    for example in &examples.flags {
        flag(examples, database, example, faults);
    }
    for pass in &examples.passes {
        let document = read(&pass.text.0);
        let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
        let findings = check_analysis(&analysis, database);
        if let Some(own) = findings.iter().find(|f| f.claim == examples.claim) {
            let message = "this text must pass, but the claim flags it";
            faults.push(
                fault(examples, "claims/pass-example-flagged", &pass.text.1, message)
                    .note(format!("note: the words underlined are \"{}\"", own.primary.of(&document.text)))
                    .note("help: narrow the rule (guards, degree, concepts), or teach the language the missing cue"),
            );
            continue;
        }
        let reasons = reasons(examples, database, &analysis);
        if !reasons.iter().any(|r| r == &pass.why.0) {
            let message = format!("it passes, but not because it is `{}`", pass.why.0);
            faults.push(
                fault(examples, "claims/pass-for-another-reason", &pass.why.1, &message)
                    .note(told(&reasons))
                    .note("help: write the reason you mean it to pass for; if that is not among them, reword the text"),
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
                .note(format!("note: the words underlined are \"{}\"", finding.primary.of(&document.text)))
                .note("help: reword it so that no claim speaks on it"),
            );
        }
    }
}

/// Reasons with what they mean, each once.
fn told(reasons: &[String]) -> String {
    let known = REASONS.iter().filter(|(name, _)| reasons.iter().any(|reason| reason == name));
    let lines: Vec<String> = known.map(|(name, means)| format!("{name} ({means})")).collect();
    if lines.is_empty() {
        return "note: the engine has no reason: nothing in the text comes near the claim".to_owned();
    }
    format!("note: the engine's reasons are: {}", lines.join(", "))
}

fn flag(examples: &ClaimExamples, database: &Database, example: &Flag, faults: &mut Vec<Diagnostic>) {
    let (plain, marks) = unmark(&example.text.0);
    let document = read(&plain);
    let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
    let findings = check_analysis(&analysis, database);
    // Siblings speak once about the same words: whichever of them did, the words are flagged.
    let mut own: Vec<&Finding> = findings.iter().filter(|f| f.claim == examples.claim).collect();
    if own.is_empty() {
        own = findings.iter().filter(|f| named(database, &examples.claim, &f.claim)).collect();
    }
    if own.is_empty() {
        let reasons = reasons(examples, database, &analysis);
        let message = "this text must be flagged, but the claim is silent";
        let mut silent = fault(examples, "claims/flag-example-silent", &example.text.1, message).note(told(&reasons));
        if let Some(other) = findings.first() {
            silent = silent.note(format!("note: it raised {} instead", other.claim));
        }
        faults.push(silent.note("help: healthlint show \"the sentence\" tells what is understood of it"));
        return;
    }
    if examples.whole_articles {
        return;
    }
    let wrong = marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| !mark.is_empty())
        .find(|(_, mark)| !own.iter().any(|f| spoken(&examples.claim, database, &analysis, f, **mark)));
    if let Some((number, _)) = wrong {
        let place = example.marks.get(number).unwrap_or(&example.text.1);
        let found = own.iter().map(|f| format!("\"{}\"", f.primary.of(&document.text))).collect::<Vec<_>>().join(", ");
        let message = "the claim does not speak of the marked words";
        let span = Span::new(place.start, place.end);
        faults.push(
            Diagnostic::error("claims/flag-example-elsewhere", &examples.file, message)
                .at(span, "marked")
                .note(format!("note: the words underlined are {found}"))
                .note("help: move « » to them, or mend the rule so that it speaks of the marked words"),
        );
    }
    for finding in findings.iter().filter(|f| f.claim != examples.claim && !f.claim.starts_with("document/")) {
        if !named(database, &examples.claim, &finding.claim) {
            faults.push(
                fault(examples, "claims/overlap", &example.text.1, &format!("this text also raises {}", finding.claim))
                    .note(format!("note: the words underlined are \"{}\"", finding.primary.of(&document.text)))
                    .note(format!("help: add siblings = [\"{}\"], or narrow one of the two", finding.claim)),
            );
        }
    }
}

/// Whether a finding speaks of marked words: it lies over them, and they hold one whole of the things that its rule asks
/// for; small words such as "is" are none.
fn spoken(claim: &str, database: &Database, analysis: &Analysis<'_>, finding: &Finding, mark: Span<Raw>) -> bool {
    let map = &analysis.document.map;
    if !map.to_raw(finding.primary).overlaps(mark) {
        return false;
    }
    let rule = database.number(&finding.claim).and_then(|number| database.rules.get(number));
    let Some(rule) = rule else { return true };
    // A sibling asks for other things; a figure is underlined itself.
    if finding.claim != claim {
        return true;
    }
    if matches!(rule.scope(), Scope::Figure | Scope::Article) {
        return true;
    }
    let groups = rule.join().groups;
    analysis.scans.iter().any(|scan| {
        let is_small = |token: u32| scan.hits.iter().any(|hit| hit.kind == TermKind::Word && hit.owns(token));
        let things = scan.hits.iter().filter(|hit| {
            // What fills the slot of a superlative is in no group.
            rule.scope() == Scope::Assertion && hit.kind == TermKind::Concept
                || groups.iter().any(|group| group.has(hit.term, analysis.lexicon))
        });
        let mut said = things.filter(|hit| (hit.start..hit.end).any(|token| hit.owns(token) && !is_small(token)));
        said.any(|hit| mark.contains(map.to_raw(scan.span(hit.start as usize, hit.end as usize))))
    })
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

/// Takes the « » out of a text and gives the marked stretches of what is left, as places of the article's own bytes.
pub fn unmark(text: &str) -> (String, Vec<Span<Raw>>) {
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
