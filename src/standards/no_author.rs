//! `document/no-author`: nobody stands by the article.

use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "document/no-author",
    sets: &["jama"],
    severity: Severity::Info,
    verdict: Verdict::Missing,
    title: "the article names nobody who wrote or reviewed it",
    why: "Readers cannot weigh advice whose author they do not know.",
    instead: "Written by Ann Example, MD",
    sources: &["jama-benchmarks"],
    flags: &[
        "# Back pain\n\nMost back pain passes.",
        "# Back pain\n\nPain by Night is worse.\n\nPublished by the clinic",
    ],
    passes: &[
        ("---\nauthor: Ann Example\n---\n# Back pain\n\nMost back pain passes.", "front matter"),
        ("# Back pain\n\nBy Ann Example, MD\n\nMost back pain passes.", "a byline"),
        ("# Back pain\n\nMost back pain passes.\n\n*Medically reviewed by Dr. Ann Example*", "a reviewer"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    if page.traces().people.is_empty() {
        seen.extend(page.at_title("no byline, no author in the page's data"));
    }
}
