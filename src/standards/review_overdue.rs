//! `document/review-overdue`: the article was looked over long ago.

use super::traces::years_after;
use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "document/review-overdue",
    sets: &["jama", "discern"],
    severity: Severity::Info,
    verdict: Verdict::Outdated,
    title: "the article was last looked over long ago",
    why: "Medical advice ages; its readers should be able to rely on somebody looking it over every few years.",
    instead: "Last reviewed: 20 November 2026",
    sources: &["jama-benchmarks", "discern"],
    flags: &[
        "# Back pain\n\nMost back pain passes.\n\nLast reviewed: 3 May 2009",
        "---\ndate: 2010-05-01\nlastmod: 2012-05-01\n---\n# Back pain\n\nMost back pain passes.",
    ],
    passes: &[
        ("# Back pain\n\nMost back pain passes.\n\nLast reviewed: 3 May 2026", "looked over lately"),
        ("---\ndate: 2010-05-01\nlastmod: 2026-05-01\n---\n# Back pain\n\nMost back pain passes.", "changed lately"),
        ("# Back pain\n\nMost back pain passes.", "no date: another rule"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    let Some(newest) = page.traces().dates.iter().max() else { return };
    let due = years_after(newest, page.choice.review_years);
    if due.is_some_and(|due| !page.choice.today.is_empty() && due < page.choice.today) {
        let years = page.choice.review_years;
        seen.extend(page.at_title(&format!("its newest date is {}, more than {years} years ago", newest.0)));
    }
}
