//! Five real articles: what must be found in them, and what must not. Skipped where the articles are not at hand.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "a test may stop, and tells that it skipped"
)]

use healthlint::check::{Finding, check};
use healthlint::document::{self, Document};
use healthlint::severity::Severity;
use std::path::PathBuf;

fn seed(number: &str) -> Option<(Document, Vec<Finding>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: the five real articles are not at hand");
        return None;
    };
    let path = entries
        .flatten()
        .map(|e| e.path())
        .find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number)))?;
    let document = document::read(&path.to_string_lossy(), &std::fs::read(&path).ok()?, None);
    let findings = check(&document, &healthlint::embedded::database().ok()?);
    Some((document, findings))
}

fn has(findings: &[Finding], severity: Severity, claim: &str) -> bool {
    findings.iter().any(|f| f.severity == severity && f.claim.ends_with(claim))
}

/// Findings under a sentence that holds these words, missing content aside.
fn under<'a>(document: &Document, findings: &'a [Finding], words: &str) -> Vec<&'a Finding> {
    let folded = document.text.to_lowercase();
    let at = folded.find(&words.to_lowercase()).unwrap_or_else(|| panic!("the article lacks \"{words}\"")) as u32;
    let sentence = document.sentences.iter().find(|s| s.text.start <= at && at < s.text.end).unwrap();
    findings
        .iter()
        .filter(|f| f.stance != healthlint::analyze::stance::Stance::Missing)
        .filter(|f| f.primary.overlaps(sentence.text))
        .collect()
}

#[test]
fn herpes_leg_pain_owes_emergency_signs_and_is_left_alone_where_it_is_right() {
    let Some((document, findings)) = seed("000") else { return };
    assert!(has(&findings, Severity::Error, "cauda-equina"));
    for right in [
        "hours or a day or two before",
        "known as a dermatome",
        "only one side of the body",
        "may recommend suppressive therapy",
        "lasting for a few hours",
    ] {
        assert_eq!(under(&document, &findings, right), Vec::<&Finding>::new(), "{right}");
    }
}

#[test]
fn herpes_back_pain_is_caught_on_hhv8_headline_and_contradiction() {
    let Some((document, findings)) = seed("001") else { return };
    let hhv8 = findings.iter().find(|f| f.claim.ends_with("hhv8-common-and-back-pain")).unwrap();
    assert_eq!(hhv8.severity, Severity::Error);
    assert_eq!(hhv8.primary.of(&document.text), "human herpesvirus 8 (HHV-8)");
    assert!(findings.iter().any(|f| f.claim.ends_with("fever-headache-stiff-neck")));
    assert!(findings.iter().any(|f| f.claim.ends_with("herpes-virus-causes-back-pain-headline")));
    let turn = under(&document, &findings, "can in turn reduce the incidence");
    assert!(turn.iter().any(|f| f.claim == "document/contradiction"));
    for right in [
        "is varicella-zoster virus (VZV), which",
        "In rare cases, HSV can",
        "There are several types of herpes viruses, including",
    ] {
        assert_eq!(under(&document, &findings, right), Vec::<&Finding>::new(), "{right}");
    }
}

#[test]
fn herpes_lower_back_pain_is_caught_on_the_list_of_common_causes() {
    let Some((document, findings)) = seed("002") else { return };
    let listed: Vec<&str> = findings
        .iter()
        .filter(|f| f.severity == Severity::Error && f.claim.ends_with("serious-disease-common-cause-of-back-pain"))
        .map(|f| f.primary.of(&document.text))
        .collect();
    assert_eq!(listed, ["osteomyelitis", "epidural abscess", "cancer"]);
    assert!(has(&findings, Severity::Error, "cauda-equina"));
    let known = under(&document, &findings, "known complications of herpes");
    assert!(known.iter().any(|f| f.claim == "document/contradiction"));
    assert!(findings.iter().any(|f| f.claim.ends_with("cold-relaxes-muscle-loosens-tissue")));
    for right in ["Does Herpes Cause Lower Back Pain?", "Keeping yourself moving"] {
        assert_eq!(under(&document, &findings, right), Vec::<&Finding>::new(), "{right}");
    }
}

#[test]
fn leg_nerve_pain_owes_emergency_signs_and_is_not_another_word_for_sciatica() {
    let Some((document, findings)) = seed("003") else { return };
    assert!(has(&findings, Severity::Error, "cauda-equina"));
    let named = under(&document, &findings, "also known as sciatica");
    assert!(
        named.iter().any(|f| f.severity == Severity::Warning && f.claim.ends_with("leg-nerve-pain-equals-sciatica"))
    );
    for right in [
        "antidepressants or anticonvulsants",
        "Benign or malignant tumors",
        "such as vitamin B12",
        "Sharp, shooting pain in the leg",
        "Muscle weakness or difficulty",
        "Burning or shooting pain",
    ] {
        assert_eq!(under(&document, &findings, right), Vec::<&Finding>::new(), "{right}");
    }
}

#[test]
fn a_good_article_on_leg_pain_has_no_error_and_its_links_are_no_prose() {
    let Some((document, findings)) = seed("004") else { return };
    let errors: Vec<&Finding> = findings.iter().filter(|f| f.severity == Severity::Error).collect();
    assert_eq!(errors, Vec::<&Finding>::new());
    assert!(!document.text.contains("doi:"));
    assert!(!document.text.contains("Watch Cauda Equina"));
}
