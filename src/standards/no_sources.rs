//! `document/no-sources`: the article does not say where its knowledge comes from.

use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "document/no-sources",
    sets: &["jama", "discern"],
    severity: Severity::Info,
    verdict: Verdict::Missing,
    title: "the article names no sources",
    why: "Readers and editors cannot check advice whose sources they do not know.",
    instead: "Sources: publisher, title, year and address of each",
    sources: &["jama-benchmarks", "discern"],
    flags: &["# Back pain\n\nMost back pain passes.", "# Back pain\n\nStudies show that most back pain passes."],
    passes: &[
        (
            "# Back pain\n\nMost back pain passes.\n\n## References\n\n1. A guideline on back pain. 2024.",
            "a list of references",
        ),
        ("# Back pain\n\nMost back pain passes (doi 10.1000/example.1).", "an identifier"),
        (
            "# Back pain\n\n[Most](https://guideline.example.org/a) back pain [passes](https://journal.example.com/b).",
            "links to two other places",
        ),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    if !page.traces().sources {
        seen.extend(page.at_title("no list of references, no DOI or PMID, fewer than two links to other sites"));
    }
}
