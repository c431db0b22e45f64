//! What is known of the database as a whole: figures, what is due, what no example exercises, a catalogue.

use super::clean;
use super::summary::counted;
use healthlint::coverage::Part;
use healthlint::database::review::is_due;
use healthlint::database::{Claim, Database, Loaded};
use healthlint::explain::short_name;
use healthlint::lexicon::{Lexicon, TermKind};
use healthlint::severity::Severity;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Claims whose review is due, one a line; `next` is the first date after today.
pub(crate) fn due(claims: &[&Claim], today: &str, next: Option<&str>) -> String {
    let mut out = String::new();
    let widest = claims.iter().map(|claim| claim.id.len()).max().unwrap_or(0);
    for claim in claims {
        let _ = writeln!(
            out,
            "{}  {:widest$}  {:7}  {}",
            claim.review_by,
            claim.id,
            claim.severity.name(),
            clean::line(&claim.title)
        );
    }
    if claims.is_empty() {
        let next = next.map_or_else(String::new, |date| format!("; the next is due on {date}"));
        let _ = writeln!(out, "no review is due on {today}{next}");
    } else {
        let _ = writeln!(out, "{} due on {today}", counted(claims.len(), "review"));
    }
    out
}

/// The folder of a claim.
fn area(claim: &Claim) -> &str {
    claim.id.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Claims by their folders.
fn by_area<'a>(claims: impl Iterator<Item = &'a Claim>) -> BTreeMap<&'a str, Vec<&'a Claim>> {
    let mut areas: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        areas.entry(area(claim)).or_default().push(claim);
    }
    areas
}

/// How many claims, sources, examples and names there are.
pub(crate) fn stats(loaded: &Loaded, today: &str) -> String {
    let database = &loaded.database;
    let claims = &database.claims;
    let mut out = String::new();
    let grades = [Severity::Error, Severity::Warning, Severity::Info];
    let of = |severity: Severity| claims.iter().filter(|c| c.severity == severity).count();
    let by_grade: Vec<String> = grades.iter().map(|s| format!("{} {}", of(*s), s.name())).collect();
    let _ = writeln!(out, "claims    {} ({})", claims.len(), by_grade.join(", "));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in claims {
        *kinds.entry(&claim.kind).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, number)| format!("{number} {kind}")).collect();
    let _ = writeln!(out, "kinds     {}", kinds.join(", "));
    let cited: std::collections::BTreeSet<u32> = claims.iter().flat_map(|c| &c.citations).map(|c| c.source).collect();
    let _ = writeln!(out, "sources   {} ({} cited)", database.sources.len(), cited.len());
    let (flags, passes) = loaded.examples.iter().fold((0, 0), |(f, p), e| (f + e.flags.len(), p + e.passes.len()));
    let _ = writeln!(out, "examples  {} ({flags} flag, {passes} pass)", flags + passes);
    let (by_hand, open) = names(&database.lexicon);
    let _ = writeln!(out, "names     {} ({by_hand} by hand, {open} of open vocabularies)", by_hand + open);
    let late = claims.iter().filter(|c| is_due(c, today)).count();
    let _ = writeln!(out, "reviews   {late} due on {today}");
    let areas = by_area(claims.iter());
    let widest = areas.keys().map(|name| name.len()).max().unwrap_or(0).max(4);
    let _ = writeln!(out, "\n{:widest$}  claims  error  warning  info  due", "area");
    for (name, claims) in &areas {
        let of = |severity: Severity| claims.iter().filter(|c| c.severity == severity).count();
        let late = claims.iter().filter(|c| is_due(c, today)).count();
        let _ = writeln!(
            out,
            "{name:widest$}  {:6}  {:5}  {:7}  {:4}  {late:3}",
            claims.len(),
            of(Severity::Error),
            of(Severity::Warning),
            of(Severity::Info)
        );
    }
    out
}

/// How many names of things are written by hand, and how many come from open vocabularies.
fn names(lexicon: &Lexicon) -> (usize, usize) {
    let names = || lexicon.entries.iter().filter(|e| lexicon.kind_of(e.term) == Some(TermKind::Concept));
    (names().filter(|e| !e.open).count(), names().filter(|e| e.open).count())
}

/// What no example exercises: counts, and on request every wording.
pub(crate) fn coverage(parts: &[Part], all: bool) -> String {
    let mut out = String::new();
    for part in parts {
        let _ = writeln!(out, "{:24} {:5} of {:5} in use", part.name, part.all - part.silent.len(), part.all);
        for silent in part.silent.iter().filter(|_| all) {
            let _ = writeln!(out, "  {}: {} ({})", clean::line(&silent.id), clean::line(&silent.wording), silent.file);
        }
    }
    if !all {
        out.push_str("healthlint claims coverage --all lists what no example or claim uses\n");
    }
    out
}

/// The claims as a Markdown catalogue, by folder.
pub(crate) fn catalogue(claims: &[&Claim], database: &Database) -> String {
    let mut out = String::from("# What healthlint checks\n");
    let areas = by_area(claims.iter().copied());
    let _ = writeln!(out, "\n{}. Silence is no approval.", counted(claims.len(), "claim"));
    for (name, claims) in &areas {
        let _ = writeln!(out, "\n## {name} ({})", claims.len());
        for claim in claims {
            let _ = writeln!(
                out,
                "\n### {}\n\n`{}` · {} · {} · confidence {}\n\n{}",
                clean::line(&claim.title),
                claim.id,
                claim.severity,
                claim.verdict.name(),
                claim.confidence.name(),
                clean::line(&claim.fact)
            );
            if !claim.contested.is_empty() {
                let _ = writeln!(out, "\nAuthorities differ: {}", clean::line(&claim.contested));
            }
            let sources: Vec<String> = claim
                .citations
                .iter()
                .filter_map(|c| database.sources.get(c.source as usize))
                .map(|source| {
                    let name = short_name(source).replace(['[', ']'], "");
                    if source.url.starts_with("http") {
                        format!("[{name}](<{}>)", source.url)
                    } else {
                        format!("{name} ({})", source.url)
                    }
                })
                .collect();
            let _ = writeln!(out, "\nSources: {}; reviewed {}.", sources.join(", "), claim.reviewed);
        }
    }
    out
}
