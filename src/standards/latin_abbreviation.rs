//! `doses/latin-abbreviation`: "QD" is read as "QID", once a day as four times.

use super::wording::{is_explained, is_mentioned};
use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "doses/latin-abbreviation",
    sets: &["doses"],
    severity: Severity::Warning,
    verdict: Verdict::Misleading,
    title: "how often a dose is taken is told by an abbreviation that is misread",
    why: "\"QD\" (every day) and \"QOD\" (every other day) have been taken for each other and for \"QID\", four times a day.",
    instead: "daily",
    sources: &["jc-do-not-use", "ismp-abbreviations"],
    flags: &["Take 5 mg QD.", "Take 10 mg q.o.d. with food.", "The dose is 20 mg q.d."],
    passes: &[
        ("Take 5 mg once daily.", "spelt out"),
        ("Take 5 mg once daily (QD).", "the article says what it means"),
        ("QD: once a day. QOD: every other day.", "a list of abbreviations"),
        ("The QD display has 4K.", "no dose"),
    ],
    look,
};

/// The abbreviations as they are written, and what they mean.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("QD", "daily"),
    ("qd", "daily"),
    ("Q.D.", "daily"),
    ("q.d.", "daily"),
    ("o.d.", "daily"),
    ("QOD", "every other day"),
    ("qod", "every other day"),
    ("Q.O.D.", "every other day"),
    ("q.o.d.", "every other day"),
];

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    // Only sentences with an amount are asked, and most articles have few.
    if page.amounts.is_empty() {
        return;
    }
    let text = &page.document.text;
    for (written, meaning) in ABBREVIATIONS {
        for (at, _) in text.match_indices(written) {
            let place = at..at + written.len();
            let inside = |c: char| c.is_alphanumeric() || c == '.';
            let whole = !text.get(..at).is_some_and(|before| before.ends_with(inside))
                && !text.get(place.end..).is_some_and(|behind| behind.starts_with(char::is_alphanumeric));
            if !whole || !page.is_beside_amount(&place) || is_mentioned(text, &place) || is_explained(text, written) {
                continue;
            }
            seen.push(Sighting {
                span: Span::new(place.start, place.end),
                message: "may be read as another frequency".to_owned(),
                instead: (*meaning).to_owned(),
                replacement: None,
                whole: false,
            });
        }
    }
}
