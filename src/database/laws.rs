//! The laws of the database that need no run: evidence, examples, dates, ids.

use super::Database;
use super::claim::{Source, SourceKind};
use super::raw::ClaimFile;
use crate::diagnostic::Diagnostic;
use crate::lexicon::load::SourceFile;
use crate::lexicon::nearest;
use crate::severity::{Confidence, Severity};
use crate::span::Span;
use toml::Spanned;

/// Least number of sources.
pub(super) const SOURCES: usize = 1;
/// Least number of examples that must be flagged.
pub(super) const FLAGS: usize = 3;
/// Least number of examples that must pass.
pub(super) const PASSES: usize = 4;
/// Longest headline, in characters: it must fit beside its code on a terminal.
const HEADLINE: usize = 90;

/// Every law about one claim file.
pub(super) fn claim(file: &SourceFile, table: &ClaimFile, sources: &[Source], faults: &mut Vec<Diagnostic>) {
    let mut tell = |code: &str, place: std::ops::Range<usize>, message: &str, help: &str| {
        faults.push(
            Diagnostic::error(code, &file.path, message)
                .at(Span::new(place.start, place.end), "here")
                .note(format!("help: {help}")),
        );
    };
    let severity = *table.severity.as_ref();
    if table.source.len() < SOURCES {
        tell(
            "claims/no-source",
            table.title.span(),
            "a claim rests on at least one source",
            "add [[source]] and below it the id of a source; healthlint claims find WORD lists them",
        );
    }
    if severity == Severity::Error {
        if *table.confidence.as_ref() != Confidence::High {
            tell(
                "claims/weak-evidence",
                table.confidence.span(),
                "an error needs high confidence",
                "lower the severity to \"warning\", or find better evidence",
            );
        }
        let strong = table.source.iter().any(|c| {
            sources.iter().any(|s| {
                &s.id == c.id.as_ref()
                    && s.seen
                    && !matches!(s.kind, SourceKind::Other | SourceKind::Study | SourceKind::Trial)
            })
        });
        if !strong && !table.source.is_empty() {
            tell(
                "claims/weak-evidence",
                table.severity.span(),
                "an error needs a source that was read and is an agency, guideline, review, reference work or label",
                "lower the severity to \"warning\", or cite a stronger source",
            );
        }
        if table.contested.is_some() {
            tell(
                "claims/contested-error",
                table.severity.span(),
                "where authorities differ a claim is at most a warning",
                "lower the severity to \"warning\"",
            );
        }
    }
    if table.title.as_ref().chars().count() > HEADLINE {
        tell("claims/long-title", table.title.span(), "the headline is too long", "say it in under 80 characters");
    }
    if table.flag.len() < FLAGS {
        tell(
            "claims/missing-example",
            table.title.span(),
            "a claim needs at least three [[flag]] examples",
            "write sentences that must be flagged, with « » around the wrong words",
        );
    }
    if table.pass.len() < PASSES {
        tell(
            "claims/missing-example",
            table.title.span(),
            "a claim needs at least four [[pass]] examples",
            "one negated, one myth or question, one true neighbour, each with its why",
        );
    }
    if !is_id(file.path.trim_end_matches(".toml")) {
        tell(
            "claims/file-name",
            table.title.span(),
            "the file's name is the claim's id and has other signs than small letters, digits and hyphens",
            "rename the file, for example back-pain/bed-rest-cures.toml",
        );
    }
    if let Some(by) = &table.review_by
        && by.as_ref().to_string() <= table.reviewed.as_ref().to_string()
    {
        tell("claims/review-dates", by.span(), "the next review lies before the last one", "correct one of the dates");
    }
}

/// Whether a path without its ending may be a claim's id: folders and a name in small letters, digits and hyphens.
pub fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    id.contains('/') && id.split('/').all(|part| !part.is_empty() && part.chars().all(plain))
}

/// Laws about all claims together: ids that siblings and aliases name.
pub(super) fn whole(database: &Database, files: &[(&SourceFile, ClaimFile)], faults: &mut Vec<Diagnostic>) {
    let ids: Vec<&str> = database.claims.iter().map(|c| c.id.as_str()).collect();
    let mut aliases: Vec<(&str, &str)> = Vec::new();
    for (file, table) in files {
        for sibling in &table.siblings {
            if !ids.contains(&sibling.as_ref().as_str()) {
                unknown_claim(file, sibling, &ids, faults);
            }
        }
        for alias in &table.aliases {
            let name = alias.as_ref().as_str();
            let owner = aliases.iter().find(|(a, _)| *a == name).map(|(_, f)| *f);
            let taken = if ids.contains(&name) { Some(name) } else { owner };
            if let Some(taken) = taken {
                let span = alias.span();
                faults.push(
                    Diagnostic::error(
                        "claims/twice",
                        &file.path,
                        format!("the alias `{name}` already belongs to {taken}"),
                    )
                    .at(Span::new(span.start, span.end), "second owner")
                    .note("help: leave the alias to one of the two; it is an id that this claim had before"),
                );
            }
            aliases.push((name, &file.path));
        }
    }
}

fn unknown_claim(file: &SourceFile, word: &Spanned<String>, ids: &[&str], faults: &mut Vec<Diagnostic>) {
    let span = word.span();
    let fault = Diagnostic::error("claims/unknown-claim", &file.path, format!("there is no claim `{}`", word.as_ref()))
        .at(Span::new(span.start, span.end), "unknown");
    let same = ids.iter().find(|id| id.rsplit('/').next() == word.as_ref().rsplit('/').next()).copied();
    faults.push(match same.or_else(|| nearest(word.as_ref(), ids.iter().copied()).first().copied()) {
        Some(near) => fault.note(format!("help: did you mean `{near}`?")),
        None => fault.note("help: healthlint list shows all ids; a sibling is written folder/name"),
    });
}
