//! What the engine saw of a sentence, and why each near claim spoke or was silent: the text of `healthlint show`.

use crate::analyze::Analysis;
use crate::analyze::chunk::chunks;
use crate::check::check_analysis;
use crate::database::Database;
use crate::examples::read;
use crate::lexicon::TermKind;
use crate::rules::Scope;
use std::fmt::Write;

/// The trace of a text, read as a small Markdown article.
pub fn show(text: &str, database: &Database) -> String {
    let document = read(text);
    let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
    let mut out = String::new();
    let lexicon = &database.lexicon;
    for (i, scan) in analysis.scans.iter().enumerate() {
        let Some(sentence) = document.sentences.get(i) else { continue };
        let _ = writeln!(out, "sentence   {}", sentence.text.of(&document.text));
        for hit in
            scan.hits.iter().filter(|h| h.kind != TermKind::Word || h.word() == Some(crate::lexicon::WordClass::Not))
        {
            let words = scan.span(hit.start as usize, hit.end as usize).of(&document.text);
            let weak = match (hit.weak, hit.shadowed) {
                (true, _) => " (weak)",
                (_, true) => " (inside a longer wording)",
                _ => "",
            };
            let kind = format!("{:?}", hit.kind).to_lowercase();
            let _ = writeln!(out, "  {kind:<10} {:<32} {words}{weak}", lexicon.id_of(hit.term));
        }
        let row = chunks(scan);
        let shape: Vec<String> = row
            .iter()
            .map(|c| {
                let syms: Vec<String> = c.readings.iter().map(|r| format!("{:?}", r.sym)).collect();
                let words = scan.span(c.start, c.end).of(&document.text);
                let name = if c.skipped {
                    "-".to_owned()
                } else if syms.is_empty() {
                    "?".to_owned()
                } else {
                    syms.join("/")
                };
                format!("{name}[{words}]")
            })
            .collect();
        let _ = writeln!(out, "  phrases    {}", shape.join(" "));
        for q in analysis.quantities(i as u32) {
            let words = scan.span(q.start as usize, q.end as usize).of(&document.text);
            let (low, high) = q.meant();
            let per = q.per.map_or_else(String::new, |hours| format!(" in {hours:.0} h"));
            let doubt = if q.doubtful { " doubtful" } else { "" };
            let kind = format!("{:?}", q.dimension).to_lowercase();
            let _ = writeln!(out, "  quantity   {kind} {low:.4} to {high:.4}{per}{doubt}  \"{words}\"");
        }
        for assertion in analysis.assertions.iter().filter(|a| a.sentence as usize == i) {
            let frame = lexicon.frames.get(assertion.frame).map_or("list or answer", |f| f.id.as_str());
            let cue = assertion.cue.map_or_else(String::new, |c| format!(" by \"{}\"", c.of(&document.text)));
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
    let all = [Scope::Assertion, Scope::Sentence, Scope::Figure, Scope::Article];
    let mut silent = 0;
    for (claim, reasons) in candidates(&analysis, database, &all) {
        if findings.iter().any(|f| f.claim == claim) {
            continue;
        }
        if is_near(&reasons) {
            let _ = writeln!(out, "silent     {claim}: {}", reasons.join(", "));
        } else {
            silent += 1;
        }
    }
    if findings.is_empty() {
        let _ = writeln!(out, "raises nothing");
    }
    if silent > 0 {
        let _ = writeln!(out, "{silent} more claims share a word with it and say something else");
    }
    out
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

/// Every claim that shares a thing with the article, with its reasons for silence.
fn candidates(analysis: &Analysis<'_>, database: &Database, scopes: &[Scope]) -> Vec<(String, Vec<String>)> {
    let lexicon = analysis.lexicon;
    let mut terms: Vec<u32> = analysis
        .scans
        .iter()
        .flat_map(|s| &s.hits)
        .filter(|h| h.kind == TermKind::Concept)
        .flat_map(|h| lexicon.ancestors(h.term).iter())
        .collect();
    terms.sort_unstable();
    terms.dedup();
    let mut joiner = database.joiner();
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
