//! `doses/morphine-abbreviation`: "MS", "MSO4" and `MgSO4` are taken for each other.

use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    code: "doses/morphine-abbreviation",
    sets: &["doses"],
    severity: Severity::Warning,
    verdict: Verdict::Misleading,
    title: "a medicine is abbreviated by letters that stand for two",
    why: "\"MS\", \"MSO4\" and \"MgSO4\" have been taken for each other: morphine sulfate for magnesium sulfate.",
    instead: "morphine sulfate",
    sources: &["jc-do-not-use", "ismp-abbreviations"],
    flags: &["He was given 10 mg MSO4.", "Give 2 g MgSO4 over an hour.", "She takes MS 10 mg for the pain."],
    passes: &[
        ("He was given 10 mg of morphine sulfate.", "spelt out"),
        ("Morphine sulfate (MSO4) 10 mg is given.", "the article says what it means"),
        ("People with MS take 10 mg of the tablets.", "multiple sclerosis"),
        ("MgSO4 dissolves in water.", "no dose"),
    ],
    look,
};

/// The abbreviations, and what they may stand for.
const ABBREVIATIONS: &[(&str, &str)] =
    &[("MS", "morphine sulfate"), ("MSO4", "morphine sulfate"), ("MgSO4", "magnesium sulfate")];

/// No gap between an abbreviation and its amount is wider.
const WIDEST: usize = " of ".len();

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    let gap = |from: usize, to: usize| page.document.text.get(from..to).is_some_and(|gap| matches!(gap, " " | " of "));
    let touches = |place: &Range<usize>| {
        let (before, behind) = page.amounts_around(place.start);
        let mut last = before.iter().rev().take_while(|a| place.start <= a.unit.end + WIDEST);
        behind.first().is_some_and(|a| gap(place.end, a.number.start)) || last.any(|a| gap(a.unit.end, place.start))
    };
    // "MS" is a disease as well: only right beside an amount it is a medicine.
    let is_dose = |written: &str, place: &Range<usize>| {
        if written == "MS" { touches(place) } else { page.is_beside_amount(place) }
    };
    seen.extend(page.abbreviated(ABBREVIATIONS, "stands for two medicines", is_dose));
}
