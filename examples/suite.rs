//! Measures the linter on labelled sentences or on documents that ought to be right.
//!
//! `cargo run --release --example suite -- fixtures/suites/blind-1.txt` prints found, hedged, false and precision; lines
//! are `LABEL|CLAIM|TEXT` with label 1 (asserts), h (hedges, attributes) or 0 (must stay silent), `\n` for a line break.
//! A file of JSON lines with `"text"` holds trusted Markdown documents: every finding in it is printed.
//! `--misses` prints what was not found as well. Missing-content findings are counted apart.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for developers, not part of the program")]

use healthlint::analyze::stance::Stance;
use healthlint::check::{Finding, check};
use healthlint::database::Database;
use healthlint::document::{self, Document, Format};
use std::collections::BTreeMap;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let misses = args.iter().any(|a| a == "--misses");
    let Ok(database) = healthlint::embedded::database() else {
        eprintln!("the built-in database is damaged");
        std::process::exit(2);
    };
    for path in args.iter().filter(|a| !a.starts_with("--")) {
        match std::fs::read_to_string(path) {
            Ok(text) if path.ends_with("jsonl") => documents(&text, &database),
            Ok(text) => suite(&text, &database, misses),
            Err(error) => eprintln!("{path}: {error}"),
        }
    }
}

fn read(text: &str) -> Document {
    document::read("suite.md", text.as_bytes(), Some(Format::Markdown))
}

/// Findings about what is said, without those about what is missing.
fn said(document: &Document, database: &Database) -> Vec<Finding> {
    let mut findings = check(document, database);
    findings.retain(|f| f.stance != Stance::Missing && !f.claim.starts_with("document/"));
    findings
}

fn suite(text: &str, database: &Database, misses: bool) {
    let mut counts: BTreeMap<(&str, bool), u32> = BTreeMap::new();
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let mut parts = line.splitn(3, '|');
        let (Some(label), Some(claim)) = (parts.next(), parts.next()) else { continue };
        // Suites about one claim leave its name out: `LABEL|TEXT`.
        let text = parts.next().unwrap_or(claim);
        let text = text.replace("\\n", "\n");
        let findings = said(&read(&text), database);
        let label = if label == "0" || label == "h" { label } else { "1" };
        *counts.entry((label, !findings.is_empty())).or_insert(0) += 1;
        match findings.first() {
            Some(finding) if label == "0" => {
                println!("FALSE {claim} -> {} [{}] | {text}", finding.claim, finding.stance);
            }
            None if label != "0" && misses => println!("MISS {claim} | {text}"),
            _ => {}
        }
    }
    let count = |label: &str, hit: bool| counts.iter().find(|((l, h), _)| *l == label && *h == hit).map_or(0, |c| *c.1);
    let (found, hedged, wrong) = (count("1", true), count("h", true), count("0", true));
    let raised = f64::from(found + hedged + wrong);
    println!(
        "found {found}/{}, hedged {hedged}/{}, false {wrong}/{}, precision {:.1} %",
        found + count("1", false),
        hedged + count("h", false),
        wrong + count("0", false),
        f64::from(found + hedged) * 100.0 / raised.max(1.0)
    );
}

fn documents(text: &str, database: &Database) {
    let (mut number, mut missing) = (0, BTreeMap::new());
    let mut levels: BTreeMap<&str, u32> = BTreeMap::new();
    for line in text.lines() {
        let Ok(object) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let Some(text) = object.get("text").and_then(serde_json::Value::as_str) else { continue };
        let document = read(text);
        number += 1;
        for finding in check(&document, database) {
            if finding.stance == Stance::Missing {
                *missing.entry((finding.severity.name(), finding.claim)).or_insert(0) += 1;
                continue;
            }
            *levels.entry(finding.severity.name()).or_insert(0) += 1;
            let sentence = document.sentences.iter().find(|s| s.text.overlaps(finding.primary));
            let words = sentence.map_or("", |s| s.text.of(&document.text));
            println!("{} {} [{}] | {words}", finding.severity, finding.claim, finding.stance);
        }
    }
    println!("{number} documents, said: {levels:?}");
    for ((severity, claim), count) in missing {
        println!("missing: {severity} {claim} {count}");
    }
}
