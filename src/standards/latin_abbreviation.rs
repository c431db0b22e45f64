//! `doses/latin-abbreviation`: "QD" is read as "QID", once a day as four times.

use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};

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
    let beside = |_: &str, place: &_| page.is_beside_amount(place);
    seen.extend(page.abbreviated(ABBREVIATIONS, "may be read as another frequency", beside));
}
