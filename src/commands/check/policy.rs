//! What the configuration makes of the findings of one article.

use crate::config::{Ignore, Layer, Settings};
use healthlint::check::Finding;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::Document;
use healthlint::span::Span;
use healthlint::suppress::{Means, Suppressed};
use std::collections::BTreeSet;

/// The kind of claims that ask for content, which a refutation owes its readers all the same.
const REQUIRED: &str = "required";
/// What statements of the article itself are found to be.
const CONTRADICTION: &str = "document/contradiction";

/// Drops findings that are switched off and gives others the severity that is asked for.
pub(in crate::commands) fn settle(settings: &Settings, database: &Database, findings: &mut Vec<Finding>) {
    if settings.config.is_none() {
        return;
    }
    let refuted = settings.refuted().is_some();
    let locale = settings.locale();
    findings.retain_mut(|finding| {
        let of_claim = database.claim(&finding.claim).is_some_and(|claim| claim.kind != REQUIRED);
        if refuted && (of_claim || finding.claim == CONTRADICTION) || !settings.is_on(&finding.claim) {
            return false;
        }
        finding.severity = settings.severity(&finding.claim).unwrap_or(finding.severity);
        if let Some((locale, _)) = locale {
            finding.instead = locale.told(&finding.instead);
        }
        true
    });
}

/// How many claims are looked for in any of some articles; `None` if all are.
pub(in crate::commands) fn applied<'s>(
    all: impl IntoIterator<Item = &'s Settings>,
    database: &Database,
) -> Option<usize> {
    let mut on: BTreeSet<&str> = BTreeSet::new();
    let mut asked: BTreeSet<Vec<*const Layer>> = BTreeSet::new();
    for settings in all {
        let layers: Vec<&Layer> = settings.layers().collect();
        if !layers.iter().any(|layer| layer.narrows()) {
            return None;
        }
        // Most articles of a site go by the same sections.
        if asked.insert(layers.into_iter().map(std::ptr::from_ref).collect()) {
            on.extend(database.names().ids().filter(|id| settings.is_on(id)));
        }
    }
    Some(on.len()).filter(|on| *on < database.claims.len())
}

/// Takes out what an `[[ignore]]` silences, and tells which of those that name the article no longer hold or do nothing.
pub(in crate::commands) fn ignore(
    settings: &Settings,
    document: &Document,
    today: &str,
    findings: &mut Vec<Finding>,
) -> (Vec<Suppressed>, Vec<Diagnostic>) {
    let (mut suppressed, mut faults) = (Vec::new(), Vec::new());
    for ignore in settings.ignores() {
        let place = format!("{}:{}", settings.name(), ignore.line);
        let meets = |finding: &Finding| ignore.pattern.matches(&finding.claim) && quotes(ignore, finding, document);
        let met = findings.iter().any(meets);
        let named = ignore.file.as_ref().is_some_and(|glob| glob.is_literal() && glob.names(&settings.path));
        let tell = |code: &str, message: String, help: &str| {
            Diagnostic::error(code, &document.name, message).warning().note(format!("help: {help}"))
        };
        let over = !ignore.until.is_empty() && ignore.until.as_str() < today;
        if over && (met || named) {
            let message = format!("the [[ignore]] at {place} ended on {}", ignore.until);
            let fault = tell("suppression/expired", message, "mend the text and take it out, or give it a new date");
            faults.push(fault.note(format!("note: its reason was: {}", ignore.reason)));
        } else if !over && !met && named && settings.is_on(&ignore.pattern.written) {
            let message = format!("the [[ignore]] at {place} silences nothing in this file");
            faults.push(tell("suppression/unused", message, "take it out, or mend its quote"));
        } else if !over && met {
            let (silent, left) = std::mem::take(findings).into_iter().partition(meets);
            *findings = left;
            let by = || Means::Config(settings.name().to_owned(), ignore.line);
            let silent: Vec<Finding> = silent;
            let reason = || ignore.reason.clone();
            suppressed.extend(silent.into_iter().map(|finding| Suppressed { finding, by: by(), reason: reason() }));
        }
    }
    (suppressed, faults)
}

/// Whether the sentence of a finding holds the words that are quoted.
fn quotes(ignore: &Ignore, finding: &Finding, document: &Document) -> bool {
    if ignore.quote.is_empty() {
        return true;
    }
    let around = document.sentences.iter().map(|sentence| sentence.text).filter(|text| text.overlaps(finding.primary));
    let around = around.fold(finding.primary, Span::join);
    folded(around.of(&document.text)).contains(&folded(&ignore.quote))
}

/// Words as they are compared: small letters, single spaces, straight quotation marks.
fn folded(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words.replace(['“', '”', '„', '«', '»'], "\"").replace(['’', '‘'], "'")
}
