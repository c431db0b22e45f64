//! Measures the linter on labelled sentences or on documents that ought to be right.
//!
//! `cargo run --release --example suite -- fixtures/suites/blind-1.txt` prints found, hedged, false and precision; lines
//! are `LABEL|CLAIM|TEXT` with label 1 (asserts), h (hedges, attributes) or 0 (must stay silent), `\n` for a line break.
//! A TOML file of evidence gives the `wordings` (to be found) and `near_misses` (to stay silent) of its misconceptions.
//! A file of JSON lines holds trusted Markdown documents (`text`: every finding is printed), answers to questions
//! (`context`, `text`, `label` refuted or supported) or sentences with a `target` that is negated or not.
//! `--misses` prints what was not found as well. Missing-content findings are counted apart.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::similar_names,
    reason = "a tool for developers, not part of the program"
)]

use healthlint::analyze::Analysis;
use healthlint::analyze::context::denies;
use healthlint::analyze::stance::Stance;
use healthlint::check::{Finding, check};
use healthlint::database::Database;
use healthlint::document::{self, Document, Format};
use healthlint::lexicon::token::Token;
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
            Ok(text) if path.ends_with("jsonl") => lines(&text, &database, misses),
            Ok(text) if path.ends_with("toml") => evidence(&text, &database, misses),
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

/// JSON lines of one of three kinds, told by their fields.
fn lines(text: &str, database: &Database, misses: bool) {
    let first = text.lines().find_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()).unwrap_or_default();
    if first.get("target").is_some() {
        targets(text, database, misses);
    } else if first.get("context").is_some() {
        answers(text, database, misses);
    } else {
        documents(text, database);
    }
}

fn field<'a>(object: &'a serde_json::Value, name: &str) -> &'a str {
    object.get(name).and_then(serde_json::Value::as_str).unwrap_or("")
}

/// Answers below their question as a heading: refuted ones are wrong, supported ones right.
fn answers(text: &str, database: &Database, misses: bool) {
    let mut counts: BTreeMap<(bool, bool), u32> = BTreeMap::new();
    for object in text.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()) {
        let (question, answer) = (field(&object, "context"), field(&object, "text"));
        let wrong = field(&object, "label") == "refuted";
        let findings = said(&read(&format!("# {question}\n\n{answer}")), database);
        *counts.entry((wrong, !findings.is_empty())).or_insert(0) += 1;
        match findings.first() {
            Some(finding) if !wrong => println!("FALSE {} | {question} | {answer}", finding.claim),
            None if wrong && misses => println!("MISS {question} | {answer}"),
            _ => {}
        }
    }
    let count = |wrong: bool, hit: bool| counts.get(&(wrong, hit)).copied().unwrap_or(0);
    println!(
        "refuted answers found {}/{}, supported answers flagged {}/{}",
        count(true, true),
        count(true, true) + count(true, false),
        count(false, true),
        count(false, true) + count(false, false)
    );
}

/// Sentences with a target: whether its denial is seen.
fn targets(text: &str, database: &Database, misses: bool) {
    let (mut hit, mut wrong, mut missed) = (0, 0, 0);
    for object in text.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()) {
        let (sentence, target) = (field(&object, "text"), field(&object, "target"));
        let negated = field(&object, "label") == "negated";
        let document = document::read("suite.txt", sentence.as_bytes(), Some(Format::Plain));
        let Some(at) = document.text.to_lowercase().find(&target.to_lowercase()) else { continue };
        let seen = denied(&document, database, at, at + target.len());
        match (negated, seen) {
            (true, true) => hit += 1,
            (false, true) => wrong += 1,
            (true, false) => missed += 1,
            (false, false) => continue,
        }
        if negated != seen && misses {
            println!("{} {target} | {sentence}", if seen { "FALSE" } else { "MISS" });
        }
    }
    let f1 = 2.0 * f64::from(hit) / f64::from((2 * hit + wrong + missed).max(1));
    println!("negated targets: seen {hit}, missed {missed}, wrongly seen {wrong}, F1 {f1:.3}");
}

/// Whether the words at bytes `from..to` of the document's text are denied where they stand.
fn denied(document: &Document, database: &Database, from: usize, to: usize) -> bool {
    let analysis = Analysis::new(document, &database.lexicon, database.grammar());
    for (number, scan) in analysis.scans.iter().enumerate() {
        let inside = |t: &Token| (t.start as usize) < to && from < t.end as usize;
        let Some(first) = scan.tokens.iter().position(inside) else { continue };
        let last = scan.tokens.iter().rposition(inside).unwrap_or(first);
        return denies(scan, analysis.next_scan(number as u32), first, last + 1);
    }
    false
}

/// The wordings and near misses of a file of evidence whose ids (or aliases) the database has.
fn evidence(text: &str, database: &Database, misses: bool) {
    let Ok(table) = text.parse::<toml::Table>() else { return eprintln!("not TOML") };
    let list = |value: &toml::Value, name: &str| -> Vec<String> {
        let all = value.get(name).and_then(toml::Value::as_array).cloned().unwrap_or_default();
        all.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
    };
    let last = |id: &str| id.rsplit('/').next().unwrap_or(id).to_owned();
    let own = |claim: &str, id: &str| claim == id || claim.starts_with(&format!("{id}-"));
    let known =
        |id: &str| database.claims.iter().any(|c| own(&last(&c.id), id) || c.aliases.iter().any(|a| own(&last(a), id)));
    let (mut found, mut other, mut missed, mut near, mut flagged, mut absent) = (0, 0, 0, 0, 0, 0);
    for item in table.get("misconception").and_then(toml::Value::as_array).into_iter().flatten() {
        let id = item.get("id").and_then(toml::Value::as_str).unwrap_or("");
        if !known(id) {
            absent += 1;
            println!("ABSENT {id}");
        }
        for wording in list(item, "wordings") {
            let findings = said(&read(&wording), database);
            if findings.iter().any(|f| own(&last(&f.claim), id)) {
                found += 1;
            } else if findings.is_empty() {
                missed += 1;
                if misses {
                    println!("MISS {id} | {wording}");
                }
            } else {
                other += 1;
            }
        }
        for wording in list(item, "near_misses") {
            near += 1;
            if let Some(finding) = said(&read(&wording), database).first() {
                flagged += 1;
                println!("FALSE {id} -> {} [{}] | {wording}", finding.claim, finding.stance);
            }
        }
    }
    println!(
        "wordings found {found} and {other} by another claim of {}, near misses flagged {flagged}/{near}, items without a claim {absent}",
        found + other + missed
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
