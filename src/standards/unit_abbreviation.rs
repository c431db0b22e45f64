//! `doses/unit-abbreviation`: "10 U" is read as 100, "IU" as IV or 10.

use super::wording::{is_mentioned, tells_taking};
use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "doses/unit-abbreviation",
    sets: &["doses"],
    severity: Severity::Warning,
    verdict: Verdict::Misleading,
    title: "units are abbreviated by a letter that is mistaken for a figure",
    why: "\"U\" has been read as 0, as 4 or as \"cc\", \"IU\" as \"IV\" or as 10.",
    instead: "units",
    sources: &["jc-do-not-use", "ismp-abbreviations"],
    flags: &["Inject 10 U of insulin before breakfast.", "She takes 6u of insulin.", "Take 400 IU of vitamin D daily."],
    passes: &[
        ("Inject 10 units of insulin before breakfast.", "the unit is spelt out"),
        ("Take 400 international units (IU) a day, or 800 IU in winter.", "the article says what IU means"),
        ("An ALT of 40 U/L is normal.", "a laboratory value"),
        ("In 10 U.S. states the law differs.", "no unit"),
        ("It is 4 u to decide.", "no dose"),
        ("Use U-100 insulin.", "the name of a product"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    let text = &page.document.text;
    let mut told = None;
    for amount in page.amounts.iter().filter(|amount| !amount.concentration) {
        let written = page.words(&amount.unit);
        let glued = amount.number.end == amount.unit.start;
        let (fits, unit, read_as) = match written {
            "U" => (glued || tells_taking(page.document, &amount.unit), "units", "0 or 4"),
            "u" => (tells_taking(page.document, &amount.unit), "units", "0 or 4"),
            "IU" => (true, "international units", "IV or 10"),
            _ => continue,
        };
        let told = *told.get_or_insert_with(|| text.to_lowercase().contains("international unit"));
        if !fits || written == "IU" && told || is_mentioned(text, &amount.number) {
            continue;
        }
        seen.push(Sighting {
            span: Span::new(amount.unit.start, amount.unit.end),
            message: format!("may be read as {read_as}"),
            instead: format!("{} {unit}", page.words(&amount.number)),
            replacement: None,
            whole: false,
        });
    }
}
