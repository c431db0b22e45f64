//! `doses/leading-zero`: ".5 mg" is read as 5 mg where the point is faint.

use super::wording::is_mentioned;
use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "doses/leading-zero",
    sets: &["doses"],
    severity: Severity::Warning,
    verdict: Verdict::Misleading,
    title: "a dose below one is written without the zero before its point",
    why: "Where the decimal point is missed, \".5 mg\" is read as 5 mg, ten times the dose.",
    instead: "0.5 mg",
    sources: &["jc-do-not-use", "ismp-abbreviations", "nhs-medication-line"],
    flags: &[
        "Take .5 mg at night.",
        "The dose (.25 mg) is doubled after a week.",
        "Begin with .5-1 mg a day.",
        "Give .5 ml of the syrup.",
    ],
    passes: &[
        ("Take 0.5 mg at night.", "the zero is there"),
        ("The result was clear (p < .05).", "no unit"),
        ("A .22 calibre wound needs care.", "no unit"),
        ("Take 1 .5 mg tablet.", "the number may have lost a digit"),
        ("Write 0.5 mg, never .5 mg.", "only spoken of"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    for amount in &page.amounts {
        let written = page.words(&amount.number);
        let naked = written.starts_with('.') && written.bytes().skip(1).all(|byte| byte.is_ascii_digit());
        if !naked || is_mentioned(&page.document.text, &amount.number) {
            continue;
        }
        let unit = page.words(&amount.unit);
        let read_as = written.trim_start_matches(['.', '0']);
        seen.push(Sighting {
            span: Span::new(amount.number.start, amount.number.end),
            message: if read_as.is_empty() { String::new() } else { format!("may be read as {read_as}") },
            instead: format!("0{written} {unit}"),
            replacement: Some(format!("0{written}")),
            whole: false,
        });
    }
}
