//! What the engine saw of a sentence, and why each near claim spoke or was silent: the text of `healthlint show`.

use crate::analyze::Analysis;
use crate::analyze::chunk::chunks;
use crate::analyze::scan::Scan;
use crate::check::check_analysis;
use crate::database::Database;
use crate::examples::read;
use crate::lexicon::{TermKind, WordClass};
use crate::rules::{REASONS, Scope};
use std::collections::BTreeSet;
use std::fmt::Write;

/// So many claims that share words are named where none speaks or comes near.
const FEW: usize = 5;

/// The trace of a text, read as a small Markdown article; `all` shows loose wordings, phrases and every claim too.
pub fn show(text: &str, database: &Database, all: bool) -> String {
    let document = read(text);
    let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
    let mut out = String::new();
    let mut loose = 0;
    for (number, scan) in analysis.scans.iter().enumerate() {
        let Some(sentence) = document.sentences.get(number) else { continue };
        let _ = writeln!(out, "sentence   {}", sentence.text.of(&document.text));
        loose += wordings(&mut out, scan, &analysis, all);
        if all {
            let _ = writeln!(out, "  phrases    {}", phrases(scan, &document.text));
        }
        said(&mut out, number, scan, &analysis);
    }
    let findings = check_analysis(&analysis, database);
    for finding in &findings {
        let _ = writeln!(
            out,
            "raises     {} ({}, {}) under \"{}\"",
            finding.claim,
            finding.severity,
            finding.stance,
            finding.primary.of(&document.text)
        );
    }
    if findings.is_empty() {
        let _ = writeln!(out, "raises nothing");
    }
    let scopes = [Scope::Assertion, Scope::Sentence, Scope::Figure, Scope::Article];
    let silent = candidates(&analysis, database, &scopes)
        .into_iter()
        .filter(|(claim, _)| findings.iter().all(|finding| finding.claim != *claim));
    let (near, mut others): (Vec<_>, Vec<_>) = silent.partition(|(_, reasons)| is_near(reasons));
    // What whole articles owe is no matter of a sentence.
    others.sort_by_key(|(_, reasons)| reasons.iter().any(|reason| reason == "topic"));
    for (claim, reasons) in &near {
        let _ = writeln!(out, "silent     {claim}: {}", meant(reasons));
    }
    let shown = match (all, findings.is_empty() && near.is_empty()) {
        (true, _) => others.len(),
        (false, true) => others.len().min(FEW),
        (false, false) => 0,
    };
    for (claim, reasons) in others.iter().take(shown) {
        let _ = writeln!(out, "other      {claim}: {}", reasons.join(", "));
    }
    let left = [(loose, "loose wording"), (others.len() - shown, "silent claim")];
    let left = left.iter().filter(|(count, _)| *count > 0);
    let left: Vec<String> = left.map(|(n, what)| format!("{n} {what}{}", if *n == 1 { "" } else { "s" })).collect();
    if !left.is_empty() {
        let _ = writeln!(out, "--all shows also {}", left.join(" and "));
    }
    out
}

/// Reasons with what they mean.
fn meant(reasons: &[String]) -> String {
    let told = |reason: &String| {
        let known = REASONS.iter().find(|(name, _)| name == reason);
        known.map_or_else(|| reason.clone(), |(name, means)| format!("{name} ({means})"))
    };
    reasons.iter().map(told).collect::<Vec<_>>().join(", ")
}

/// The wordings of a sentence, one a line, equal ones once; gives how many loose ones were left out.
fn wordings(out: &mut String, scan: &Scan, analysis: &Analysis<'_>, all: bool) -> usize {
    let text = &analysis.document.text;
    let (mut told, mut left) = (BTreeSet::new(), BTreeSet::new());
    for hit in &scan.hits {
        let is_loose = match hit.kind {
            TermKind::Word => hit.word() != Some(WordClass::Not),
            TermKind::Guard | TermKind::Theme | TermKind::Part | TermKind::Friend => true,
            _ => false,
        };
        // The closed word classes say nothing about health, however much is asked for.
        if hit.kind == TermKind::Word && is_loose {
            continue;
        }
        let words = scan.span(hit.start as usize, hit.end as usize).of(text);
        let weak = match (hit.weak, hit.shadowed) {
            (true, _) => " (weak)",
            (_, true) => " (inside a longer wording)",
            _ => "",
        };
        let kind = format!("{:?}", hit.kind).to_lowercase();
        let line = format!("  {kind:<10} {:<32} {words}{weak}", analysis.lexicon.id_of(hit.term));
        if is_loose && !all {
            left.insert(line);
        } else if told.insert(line.clone()) {
            let _ = writeln!(out, "{line}");
        }
    }
    left.len()
}

/// How a sentence was cut into phrases.
fn phrases(scan: &Scan, text: &str) -> String {
    let shape = chunks(scan).into_iter().map(|chunk| {
        let syms: Vec<String> = chunk.readings.iter().map(|reading| format!("{:?}", reading.sym)).collect();
        let words = scan.span(chunk.start, chunk.end).of(text);
        let name = match (chunk.skipped, syms.is_empty()) {
            (true, _) => "-".to_owned(),
            (false, true) => "?".to_owned(),
            (false, false) => syms.join("/"),
        };
        format!("{name}[{words}]")
    });
    shape.collect::<Vec<_>>().join(" ")
}

/// The figures and assertions of a sentence.
fn said(out: &mut String, number: usize, scan: &Scan, analysis: &Analysis<'_>) {
    let (text, lexicon) = (&analysis.document.text, analysis.lexicon);
    for q in analysis.quantities(number as u32) {
        let words = scan.span(q.start as usize, q.end as usize).of(text);
        let (low, high) = q.meant();
        let per = q.per.map_or_else(String::new, |hours| format!(" in {hours:.0} h"));
        let doubt = if q.doubtful { " doubtful" } else { "" };
        let kind = format!("{:?}", q.dimension).to_lowercase();
        let _ = writeln!(out, "  quantity   {kind} {low:.4} to {high:.4}{per}{doubt}  \"{words}\"");
    }
    for assertion in analysis.assertions.iter().filter(|a| a.sentence as usize == number) {
        let frame = lexicon.frames.get(assertion.frame).map_or("list or answer", |f| f.id.as_str());
        let cue = assertion.cue.map_or_else(String::new, |c| format!(" by \"{}\"", c.of(text)));
        let _ = writeln!(
            out,
            "  asserts    {}({}, {}) degree {} {}{cue}{}{} [{frame}]",
            lexicon.id_of(assertion.relation),
            lexicon.id_of(assertion.subject.term),
            lexicon.id_of(assertion.object.term),
            assertion.degree,
            assertion.stance,
            if assertion.narrowed { " narrowed" } else { "" },
            if assertion.carried { " carried" } else { "" },
        );
    }
}

/// The claims that found all their parts in an article and kept silent, with their reasons.
pub fn near(analysis: &Analysis<'_>, database: &Database, scopes: &[Scope]) -> Vec<(String, Vec<String>)> {
    candidates(analysis, database, scopes).into_iter().filter(|(_, reasons)| is_near(reasons)).collect()
}

/// Claims about other things are no news; what came near is.
fn is_near(reasons: &[String]) -> bool {
    let apart = ["about", "element", "topic", "relation", "object", "subject"];
    !reasons.iter().any(|r| apart.contains(&r.as_str()))
}

/// Every claim whose parts are named in the article, with its reasons for silence.
fn candidates(analysis: &Analysis<'_>, database: &Database, scopes: &[Scope]) -> Vec<(String, Vec<String>)> {
    let lexicon = analysis.lexicon;
    let mut terms: Vec<u32> =
        analysis.scans.iter().flat_map(|s| &s.hits).flat_map(|h| lexicon.ancestors(h.term).iter()).collect();
    terms.sort_unstable();
    terms.dedup();
    let joiner = database.joiner();
    let mut numbers: Vec<u32> =
        scopes.iter().flat_map(|scope| joiner.candidates(*scope, terms.iter().copied())).collect();
    numbers.sort_unstable();
    let claim = |number: &u32| {
        let (claim, rule) = (database.claims.get(*number as usize)?, database.rules.get(*number as usize)?);
        let mut reasons = rule.declines(analysis);
        reasons.sort();
        reasons.dedup();
        Some((claim.id.clone(), reasons))
    };
    numbers.iter().filter_map(claim).collect()
}
