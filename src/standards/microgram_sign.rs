//! `doses/microgram-sign`: "µg" is read as "mg", a thousand times the dose.

use super::wording::is_mentioned;
use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "doses/microgram-sign",
    sets: &["doses"],
    severity: Severity::Warning,
    verdict: Verdict::Misleading,
    title: "micrograms are written with a sign that is mistaken for milligrams",
    why: "\"µg\" and \"ug\" have been read as \"mg\", a thousand times the dose.",
    instead: "micrograms",
    sources: &["ismp-abbreviations", "jc-do-not-use"],
    flags: &["Take 400 µg of folic acid a day.", "The tablets hold 50ug of levothyroxine."],
    passes: &[
        ("Take 400 micrograms of folic acid a day.", "the unit is spelt out"),
        ("Take 400 mcg of folic acid a day.", "the abbreviation that is not mistaken"),
        ("A level above 5 µg/dL is high.", "a laboratory value"),
        ("Take 400 micrograms (400 µg) of folic acid.", "the article spells the unit out as well"),
        ("Write mcg, not 400 µg.", "only spoken of"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    let text = &page.document.text;
    let signs = page.amounts.iter().filter(|a| !a.concentration && matches!(page.words(&a.unit), "µg" | "μg" | "ug"));
    let mut signs = signs.filter(|a| !is_mentioned(text, &a.number)).peekable();
    if signs.peek().is_none() || text.to_lowercase().contains("microgram") {
        return;
    }
    for amount in signs {
        seen.push(Sighting {
            span: Span::new(amount.unit.start, amount.unit.end),
            message: "may be read as mg".to_owned(),
            instead: format!("{} micrograms", page.words(&amount.number)),
            replacement: None,
            whole: false,
        });
    }
}
