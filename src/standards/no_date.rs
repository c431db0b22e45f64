//! `document/no-date`: nobody can tell how old the article is.

use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "document/no-date",
    sets: &["jama", "discern"],
    severity: Severity::Info,
    verdict: Verdict::Missing,
    title: "the article tells no date",
    why: "Medical advice ages; without a date nobody can tell whether this was written before or after it changed.",
    instead: "Last reviewed: 20 November 2026",
    sources: &["jama-benchmarks", "discern"],
    flags: &[
        "# Back pain\n\nMost back pain passes.",
        "# Back pain\n\nIn May 2024 the guideline on back pain was changed.",
    ],
    passes: &[
        ("---\nlastmod: 2026-01-02\n---\n# Back pain\n\nMost back pain passes.", "front matter"),
        ("# Back pain\n\nMost back pain passes.\n\nLast reviewed: 3 May 2026", "a line at the end"),
        ("# Back pain\n\nMay 3, 2026\n\nMost back pain passes.", "a line of its own"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    if page.traces().dates.is_empty() {
        seen.extend(page.at_title("no line \"Last reviewed\" or \"Published\", no date in the page's data"));
    }
}
