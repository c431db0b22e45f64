//! `document/stale-sources`: even the newest source is old.

use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "document/stale-sources",
    sets: &["discern"],
    severity: Severity::Info,
    verdict: Verdict::Outdated,
    title: "the newest source is old",
    why: "What the newest source could not know yet, the article does not know either.",
    instead: "a source of the last few years",
    sources: &["discern"],
    flags: &[
        "# Back pain\n\nMost back pain passes.\n\n## References\n\n1. A guideline on back pain. 1998.\n2. A review. 2001;12:3.",
        "# Back pain\n\nMost back pain passes.\n\n## Sources\n\n- A trial. J Pain 2004. PMID: 12345678",
    ],
    passes: &[
        (
            "# Back pain\n\nMost back pain passes.\n\n## References\n\n1. A guideline. 1998.\n2. A review. 2025.",
            "one is new",
        ),
        ("# Back pain\n\nIn 1998 most back pain passed.", "no sources: another rule"),
        ("# Back pain\n\nMost passes.\n\n## References\n\n1. A guideline on back pain.", "no year is told"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    let today = page.choice.today.get(..4).and_then(|year| year.parse::<u32>().ok());
    // A year to come is a number of another kind.
    let newest = page.traces().years.iter().copied().filter(|year| today.is_some_and(|today| *year <= today)).max();
    if let (Some(newest), Some(today)) = (newest, today)
        && newest + page.choice.source_years < today
    {
        let years = page.choice.source_years;
        seen.extend(
            page.at_title(&format!("the newest year in its references is {newest}, more than {years} years ago")),
        );
    }
}
