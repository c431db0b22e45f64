//! What reviewers should look at beside the faults of single files: claims that say the same or the contrary, reviews
//! that are overdue.

use super::load::is_claim;
use super::{Claim, Loaded};
use crate::diagnostic::Diagnostic;
use crate::form::is_slip;
use crate::lexicon::load::SourceFile;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a headline that do not tell it from another.
const SMALL: &[&str] = &["a", "an", "the", "is", "are", "of", "in", "to", "for", "and", "or", "on", "by", "that", "it"];

/// A folder with more claims than this is no slip of the pen.
const FEW: usize = 2;

/// Everything of this sort, by file; `today` is a date such as `2026-11-20`.
pub fn review(files: &[SourceFile], loaded: &Loaded, today: &str) -> Vec<Diagnostic> {
    let file_of: BTreeMap<&str, &SourceFile> = files.iter().map(|f| (f.path.as_str(), f)).collect();
    let claims: Vec<Reviewed<'_>> = loaded
        .database
        .claims
        .iter()
        .filter_map(|claim| {
            let file = *file_of.get(format!("{}.toml", claim.id).as_str())?;
            let table: toml::Table = toml::from_str(&file.text).ok()?;
            Some(Reviewed { claim, file, rule: canonical(table.get("rule")?) })
        })
        .collect();
    let mut out = Vec::new();
    folders(files, &mut out);
    same_rules(&claims, &mut out);
    same_titles(&claims, &mut out);
    contradictions(&claims, loaded, &mut out);
    overdue(&claims, today, &mut out);
    out.sort_by(|a, b| (&a.file, &a.code).cmp(&(&b.file, &b.code)));
    out
}

struct Reviewed<'a> {
    claim: &'a Claim,
    file: &'a SourceFile,
    /// Its rule table, in an order of its own.
    rule: String,
}

impl Reviewed<'_> {
    /// The line of the file that begins with these words; the first line if there is none.
    fn line(&self, start: &str) -> Span<crate::span::Raw> {
        let mut at = 0;
        for line in self.file.text.split_inclusive('\n') {
            if line.starts_with(start) {
                return Span::new(at, at + line.trim_end().len());
            }
            at += line.len();
        }
        Span::new(0, self.file.text.lines().next().map_or(0, str::len))
    }

    fn related(&self, other: &Self) -> bool {
        let names = |a: &Claim, b: &Claim| a.siblings.contains(&b.id);
        names(self.claim, other.claim) || names(other.claim, self.claim)
    }
}

/// A value with its lists sorted, so that two tables that say the same are the same text.
fn canonical(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let mut parts: Vec<String> =
                table.iter().map(|(key, value)| format!("{key}={}", canonical(value))).collect();
            parts.sort();
            format!("{{{}}}", parts.join(","))
        }
        toml::Value::Array(list) => {
            let mut parts: Vec<String> = list.iter().map(canonical).collect();
            parts.sort();
            format!("[{}]", parts.join(","))
        }
        other => other.to_string(),
    }
}

/// Folders with a claim or two that are called nearly like a larger one.
fn folders(files: &[SourceFile], out: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&str, Vec<&SourceFile>> = BTreeMap::new();
    for file in files.iter().filter(|file| is_claim(&file.path)) {
        let folder = file.path.split_once('/').map_or("", |(folder, _)| folder);
        known.entry(folder).or_default().push(file);
    }
    for (folder, claims) in known.iter().filter(|(_, claims)| claims.len() <= FEW) {
        let larger = known.iter().filter(|(_, others)| others.len() > FEW).map(|(name, _)| *name);
        let Some(near) = misspelt(folder, larger) else { continue };
        out.extend(claims.iter().map(|file| {
            let message = format!("{folder}/ is a new folder, and there is {near}/");
            Diagnostic::error("claims/new-folder", &file.path, message)
                .note(format!("help: move it to {near}/ unless a new subject is meant"))
                .warning()
        }));
    }
}

/// The folder that was meant, if a name is spelt as good as rightly: its first letter is right, and two others are not.
pub fn misspelt<'a>(folder: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = folder.chars().next();
    let mut known = known.filter(|name| *name != folder && name.chars().next() == first);
    known.find(|name| is_slip(folder, name))
}

fn same_rules(claims: &[Reviewed<'_>], out: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&str, &Claim> = BTreeMap::new();
    for reviewed in claims {
        if let Some(other) = known.get(reviewed.rule.as_str()) {
            out.push(
                Diagnostic::error(
                    "claims/same-rule",
                    &reviewed.file.path,
                    format!("the rule says the same as that of {}", other.id),
                )
                .at(reviewed.line("[rule."), "this rule")
                .note("help: make one claim of the two and keep the other's id as an alias"),
            );
        } else {
            known.insert(&reviewed.rule, reviewed.claim);
        }
    }
}

fn same_titles(claims: &[Reviewed<'_>], out: &mut Vec<Diagnostic>) {
    let key = |title: &str| {
        let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        let words: BTreeSet<String> = words
            .filter(|w| !w.is_empty() && !SMALL.contains(&w.as_str()))
            .map(|w| w.trim_end_matches('s').to_owned())
            .collect();
        words.into_iter().collect::<Vec<_>>().join(" ")
    };
    let mut known: BTreeMap<String, Vec<&Reviewed<'_>>> = BTreeMap::new();
    for reviewed in claims {
        let group = known.entry(key(&reviewed.claim.title)).or_default();
        // A claim in two rules names its other half as its sibling.
        if let Some(other) = group.iter().find(|o| !o.related(reviewed) && o.rule != reviewed.rule) {
            out.push(
                Diagnostic::error(
                    "claims/same-title",
                    &reviewed.file.path,
                    format!("the headline says the same as that of {}", other.claim.id),
                )
                .at(reviewed.line("title"), "this headline")
                .note("help: name it in `siblings` if both are one claim in two rules; otherwise tell them apart")
                .warning(),
            );
        }
        group.push(reviewed);
    }
}

fn contradictions(claims: &[Reviewed<'_>], loaded: &Loaded, out: &mut Vec<Diagnostic>) {
    let database = &loaded.database;
    let rule = |claim: &Claim| database.rules.get(database.number(&claim.id)?);
    let slots: Vec<_> = claims
        .iter()
        .filter(|r| r.claim.kind == "superlative")
        .filter_map(|r| rule(r.claim).map(|rule| (r, rule)))
        .collect();
    for (number, (reviewed, own)) in slots.iter().enumerate() {
        let against = slots.iter().take(number).find(|(_, other)| own.contradicts(other, &database.lexicon));
        if let Some((other, _)) = against {
            out.push(
                Diagnostic::error(
                    "claims/contradiction",
                    &reviewed.file.path,
                    format!("{} gives another answer to the same question", other.claim.id),
                )
                .at(reviewed.line("answers"), "these answers")
                .note("help: one of the two is wrong, or one of them means a narrower object"),
            );
        }
    }
}

fn overdue(claims: &[Reviewed<'_>], today: &str, out: &mut Vec<Diagnostic>) {
    for reviewed in claims.iter().filter(|r| !today.is_empty() && r.claim.reviewed.as_str() > today) {
        out.push(
            Diagnostic::error(
                "claims/review-dates",
                &reviewed.file.path,
                format!("{} has not come yet", reviewed.claim.reviewed),
            )
            .at(reviewed.line("reviewed"), "in the future")
            .note("help: write the day on which the sources were read")
            .warning(),
        );
    }
    for reviewed in claims.iter().filter(|r| is_due(r.claim, today)) {
        out.push(
            Diagnostic::error(
                "claims/overdue",
                &reviewed.file.path,
                format!("the review was due on {}", reviewed.claim.review_by),
            )
            .at(reviewed.line("review_by"), "past")
            .note("help: read the sources again, then set `reviewed` and `review_by`")
            .warning(),
        );
    }
}

/// Whether a claim's review is due on a date.
pub fn is_due(claim: &Claim, date: &str) -> bool {
    !claim.review_by.is_empty() && claim.review_by.as_str() < date
}
