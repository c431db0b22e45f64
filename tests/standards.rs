//! The rules of published standards: each speaks on its own examples, and is silent on what only looks alike.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::format_push_string)] // a failure is the message

use healthlint::check::Finding;
use healthlint::document::{self, Format};
use healthlint::severity::Severity;
use healthlint::standards::{self, Choice, RULES, Rule, SETS};
use std::collections::BTreeSet;

fn only(code: &str) -> Choice {
    let mut choice = Choice::none();
    "2026-11-20".clone_into(&mut choice.today);
    choice.select([code]).expect("a known rule");
    choice
}

fn found(rule: &Rule, article: &str) -> Vec<Finding> {
    let document = document::read("example.md", article.as_bytes(), Some(Format::Markdown));
    standards::check(&document, &only(rule.code))
}

#[test]
fn every_rule_speaks_on_its_flags_and_is_silent_on_its_passes() {
    let mut wrong = String::new();
    for rule in RULES {
        assert!(rule.flags.len() >= 2 && rule.passes.len() >= 3, "{}: show more", rule.code);
        for flag in rule.flags {
            if found(rule, flag).is_empty() {
                wrong += &format!("{} is silent on: {flag}\n", rule.code);
            }
        }
        for (pass, why) in rule.passes {
            if let Some(finding) = found(rule, pass).first() {
                wrong += &format!("{} speaks ({why}) on: {pass}\n  {:?}\n", rule.code, finding.primary);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_is_told_in_full() {
    let mut codes = BTreeSet::new();
    for rule in RULES {
        assert!(codes.insert(rule.code), "{} twice", rule.code);
        assert!(!rule.sets.is_empty() && rule.sets.iter().all(|set| SETS.iter().any(|(name, _)| name == set)));
        assert_eq!(rule.cited().count(), rule.sources.len(), "{}: an unknown source", rule.code);
        assert!(!rule.sources.is_empty(), "{}: who asks for it?", rule.code);
        assert!(rule.title.len() <= 80 && !rule.title.ends_with('.'), "{}", rule.title);
        assert!(rule.why.ends_with('.') && !rule.instead.is_empty(), "{}", rule.code);
        assert!(rule.severity < Severity::Error, "{}: only false or harmful statements are errors", rule.code);
    }
    let sorted: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert!(sorted.is_sorted(), "{sorted:?}");
}

#[test]
fn a_replacement_leaves_a_text_that_the_rule_accepts() {
    for rule in RULES {
        for flag in rule.flags {
            let document = document::read("example.md", flag.as_bytes(), Some(Format::Markdown));
            let mut text = (*flag).to_owned();
            for finding in standards::check(&document, &only(rule.code)).iter().rev() {
                let Some(replacement) = &finding.replacement else { continue };
                text.replace_range(document.map.to_raw(finding.primary).range(), replacement);
            }
            assert!(text == *flag || found(rule, &text).is_empty(), "{text}");
        }
    }
}
