//! `doses/trailing-zero`: "1.0 mg" is read as 10 mg where the point is faint.

use super::amount::{Amount, Kind};
use super::wording::{is_mentioned, tells_taking};
use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "doses/trailing-zero",
    sets: &["doses"],
    severity: Severity::Warning,
    verdict: Verdict::Misleading,
    title: "a whole dose is written with a point and a zero",
    why: "Where the decimal point is missed, \"1.0 mg\" is read as 10 mg, ten times the dose.",
    instead: "1 mg",
    sources: &["jc-do-not-use", "ismp-abbreviations", "nhs-medication-line"],
    flags: &[
        "Take 1.0 mg of the tablets at night.",
        "The usual dose is 5.0 to 10 mg a day.",
        "A 2.0-mg tablet is enough.",
        "Adults take 1.0 g of paracetamol every six hours.",
        "The starting dose is 10.00 micrograms.",
    ],
    passes: &[
        ("Take 1 mg at night, or 2.5 mg.", "no trailing zero"),
        ("A level above 5.0 mg/dL is high.", "a laboratory value"),
        ("The bar has 5.0 g of fat.", "no medicine"),
        ("See version 1.0 of the leaflet.", "no unit"),
        ("Write 1 mg, not 1.0 mg.", "only spoken of"),
        ("Take 10 mg or 1,000 mg.", "the zeros count"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    for amount in &page.amounts {
        let written = page.words(&amount.number);
        let Some((whole, rest)) = written.split_once('.') else { continue };
        let idle = !whole.is_empty() && !rest.is_empty() && rest.bytes().all(|digit| digit == b'0');
        if !idle || !is_dose(page, amount) || is_mentioned(&page.document.text, &amount.number) {
            continue;
        }
        let unit = page.words(&amount.unit);
        seen.push(Sighting {
            span: Span::new(amount.number.start, amount.number.end),
            message: format!("may be read as {whole}{rest}"),
            instead: format!("{whole} {unit}"),
            replacement: Some(whole.to_owned()),
            whole: false,
        });
    }
}

/// Whether an amount is one of a medicine.
fn is_dose(page: &Page<'_>, amount: &Amount) -> bool {
    let sure = matches!(amount.kind, Kind::Small | Kind::Activity | Kind::Piece);
    !amount.concentration && (sure || tells_taking(page.document, &amount.number))
}
