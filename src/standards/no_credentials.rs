//! `document/no-credentials`: the authors are named and nothing says what they know of it.

use super::{Page, Rule, Sighting};
use crate::document::Pattern;
use crate::severity::{Severity, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "document/no-credentials",
    sets: &["jama"],
    severity: Severity::Info,
    verdict: Verdict::Missing,
    title: "nothing says what its authors know of medicine",
    why: "A name alone does not tell readers whether a clinician, a journalist or a salesman speaks to them.",
    instead: "Reviewed by Ann Example, MD, specialist in internal medicine",
    sources: &["jama-benchmarks"],
    flags: &[
        "# Back pain\n\nBy Ann Example\n\nMost back pain passes.",
        "---\nauthor: Ann Example\n---\n# Back pain\n\nMost back pain passes.",
    ],
    passes: &[
        ("# Back pain\n\nBy Ann Example, MD\n\nMost back pain passes.", "a degree"),
        ("# Back pain\n\nWritten by Ann Example, registered nurse\n\nMost back pain passes.", "a profession"),
        ("# Back pain\n\nMost back pain passes.", "no author: another rule"),
    ],
    look,
};

static CREDENTIALS: Pattern = Pattern::new(
    r"(?x)\b(?:MD|M\.D\.|DO|D\.O\.|MBBS|MBChB|MB\ BCh|BMBS|MRCP|MRCGP|FRCP|FRCS|FACP|FAAP|RN|BSN|MSN|DNP|NP|PA-C|PharmD
        |RPh|BPharm|MPharm|PhD|Ph\.D\.|DPhil|ScD|MPH|DrPH|RD|RDN|LD|DPT|PT|MCSP|DDS|DMD|DVM|PsyD|LCSW|Dr\.?|Prof\.?)(?:\W|$)
      |(?i:\b(?:professor|physician|doctor|surgeon|consultant|nurse|midwife|pharmacist|dietiti?an|dietician|physiotherapist
        |physical\ therapist|psychologist|psychiatrist|neurologist|dermatologist|epidemiologist|paediatrician|pediatrician
        |general\ practitioner|clinician|medical\ (?:director|team|board|editor|student)|specialist)s?\b)",
);

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    let people = &page.traces().people;
    if !people.is_empty() && !people.iter().any(|person| CREDENTIALS.is_match(person)) {
        seen.extend(page.at_title("a name without a degree or a profession"));
    }
}
