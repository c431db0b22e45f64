//! Findings that the article or its configuration asks to be silent about, with the reason given for it.
//!
//! Layer 6. A suppressed finding is not lost: it is handed on with its reason, to be counted and exported. What is said
//! in a comment must earn its keep: one without reason, of everything, of an unknown claim or of nothing is told itself.

mod directive;
mod scope;
mod silence;
mod told;

use crate::check::Finding;
use crate::codes::{Codes, Pattern};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Remark};
use crate::span::{Raw, Span};
pub use directive::is_date;
use directive::{Directive, Kind};
use scope::{Scope, scopes};
use silence::silence;
use std::collections::BTreeMap;

/// A finding that is not reported, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppressed {
    /// What was found all the same.
    pub finding: Finding,
    /// What silenced it.
    pub by: Means,
    /// The reason that was given; never empty.
    pub reason: String,
}

/// What silences a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// A comment of the article, and where it stands.
    Comment(Span<Raw>),
    /// An `[[ignore]]` of a configuration file: the file as it is shown, and the line, from 1.
    Config(String, usize),
}

/// What comments are read against.
pub struct Context<'a> {
    /// What may be named.
    pub codes: &'a Codes,
    /// The day it is, as 2026-11-20.
    pub today: &'a str,
    /// Whether a code is looked for in this article at all; what is not cannot be missed.
    pub is_on: &'a dyn Fn(&str) -> bool,
}

/// An instruction that holds.
struct Active {
    names: Vec<(Pattern, bool)>,
    reason: String,
    scope: Scope,
    raw: Span<Raw>,
}

/// The comments of an article that say clearly what they silence, but not in the common form: where each stands, its words
/// as they are, and in that form, which means the same.
pub fn untidy<'d>(document: &'d Document, codes: &Codes) -> Vec<(Span<Raw>, &'d str, String)> {
    let of = |remark: &'d Remark| {
        let directive = directive::parse(remark)?.ok()?;
        let written = directive.written(|name| codes.current(name));
        let same = remark.words.split_whitespace().eq(written.split_whitespace());
        (!same).then_some((remark.raw, remark.words.as_str(), written))
    };
    document.remarks.iter().filter_map(of).collect()
}

/// Takes out of the findings what comments of the article silence, and tells which comments are not in order.
pub fn by_comments(
    document: &Document,
    findings: &mut Vec<Finding>,
    context: &Context<'_>,
) -> (Vec<Suppressed>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut active = read(document, context, &mut faults);
    let by = silence(&mut active, findings, document);
    let mut suppressed = Vec::new();
    let mut left = Vec::new();
    for (finding, by) in findings.drain(..).zip(by) {
        match by.and_then(|number| active.get(number)) {
            Some(one) => {
                suppressed.push(Suppressed { finding, by: Means::Comment(one.raw), reason: one.reason.clone() });
            }
            None => left.push(finding),
        }
    }
    *findings = left;
    let mut known = BTreeMap::new();
    for one in &active {
        let mut elsewhere = None;
        let mut idle = Vec::new();
        for (pattern, _) in one.names.iter().filter(|(_, used)| !used) {
            let (is_on, first) = *known.entry(pattern.written.as_str()).or_insert_with(|| {
                let is_on = context.codes.met(pattern).any(|code| (context.is_on)(code));
                (is_on, findings.iter().position(|finding| pattern.matches(&finding.claim)))
            });
            if is_on {
                idle.push(pattern);
                elsewhere = [elsewhere, first].into_iter().flatten().min();
            }
        }
        if !idle.is_empty() {
            let elsewhere = elsewhere.and_then(|number| findings.get(number));
            faults.push(told::unused(&idle, elsewhere, document, one.raw));
        }
    }
    faults.sort_by_key(|fault| fault.primary.as_ref().map(|label| label.span));
    (suppressed, faults)
}

/// The instructions that hold; what is wrong with the others is told.
fn read(document: &Document, context: &Context<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Active> {
    let mut directives: Vec<(Directive, Span<Raw>)> = Vec::new();
    for remark in &document.remarks {
        match directive::parse(remark) {
            None => {}
            Some(Ok(directive)) => directives.push((directive, remark.raw)),
            Some(Err(fault)) => faults.push(told::misread(&fault, document, remark.raw)),
        }
    }
    let places: Vec<(Kind, Span<Raw>)> = directives.iter().map(|(directive, raw)| (directive.kind, *raw)).collect();
    let (scopes, halves) = scopes(document, &places);
    faults.extend(halves.into_iter().filter_map(|number| {
        let (kind, raw) = places.get(number)?;
        Some(told::half(*kind, document, *raw))
    }));
    let effective = directives.into_iter().zip(scopes).filter(|((directive, _), _)| directive.kind != Kind::End);
    let mut active = Vec::new();
    // A name is looked up once.
    let mut known: BTreeMap<String, Result<Pattern, Vec<String>>> = BTreeMap::new();
    for ((directive, raw), scope) in effective {
        if directive.is_blanket() {
            faults.push(told::blanket(document, raw));
            continue;
        }
        let mut names = Vec::new();
        for name in &directive.names {
            match known.entry(name.clone()).or_insert_with(|| context.codes.pattern(name)) {
                Ok(pattern) => names.push((pattern.clone(), false)),
                Err(near) => faults.push(told::unknown(name, near, document, raw)),
            }
        }
        if directive.reason.is_empty() {
            faults.push(told::no_reason(document, raw));
        } else if !directive.until.is_empty() && directive.until.as_str() < context.today {
            faults.push(told::expired(&directive, document, raw));
        } else {
            active.push(Active { names, reason: directive.reason, scope, raw });
        }
    }
    active
}
