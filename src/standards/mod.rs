//! What published standards ask of health information besides being right: dates, names, sources, safely written doses.
//!
//! Layer 5. A rule is one file with a `RULE` and one line in `RULES`. Only traces in the text are looked for; there is no
//! score, for standards grade judgement and process, which no program sees.

mod amount;
mod choice;
mod latin_abbreviation;
mod leading_zero;
mod microgram_sign;
mod morphine_abbreviation;
mod no_author;
mod no_credentials;
mod no_date;
mod no_disclosure;
mod no_sources;
mod relative_risk_only;
mod review_overdue;
mod sources;
mod stale_sources;
mod traces;
mod trailing_zero;
mod unit_abbreviation;
mod wording;

use crate::analyze::stance::Stance;
use crate::check::{Finding, fingerprint};
use crate::database::Source;
use crate::document::Document;
use crate::severity::{Confidence, Severity, Verdict};
use crate::span::{Span, Text};
use amount::Amount;
pub use choice::Choice;
use std::cell::OnceCell;
use traces::Traces;

/// The sets in which rules are chosen; the first one is on unless it is switched off.
pub const SETS: &[(&str, &str)] = &[
    ("doses", "doses written so that nobody misreads them"),
    ("jama", "who wrote it, from what, when, and who gains: the four benchmarks of JAMA"),
    ("discern", "what DISCERN asks of sources and dates"),
    ("pif", "risks told as the Patient Information Forum asks"),
];

/// One thing a standard asks for, and how its want is found.
pub struct Rule {
    /// The code printed in brackets, such as `doses/trailing-zero`.
    pub code: &'static str,
    /// The sets it is part of.
    pub sets: &'static [&'static str],
    /// How much it matters.
    pub severity: Severity,
    /// The judgement: missing content, or words that mislead.
    pub verdict: Verdict,
    /// The headline.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to write; a finding may bring words of its own.
    pub instead: &'static str,
    /// Ids of the standards that ask for it.
    pub sources: &'static [&'static str],
    /// Articles it speaks on.
    pub flags: &'static [&'static str],
    /// Articles it is silent on, each with the reason.
    pub passes: &'static [(&'static str, &'static str)],
    look: fn(&Page<'_>, &mut Vec<Sighting>),
}

/// All rules, in the order of their codes.
pub const RULES: &[Rule] = &[
    no_author::RULE,
    no_credentials::RULE,
    no_date::RULE,
    no_disclosure::RULE,
    no_sources::RULE,
    relative_risk_only::RULE,
    review_overdue::RULE,
    stale_sources::RULE,
    latin_abbreviation::RULE,
    leading_zero::RULE,
    microgram_sign::RULE,
    morphine_abbreviation::RULE,
    trailing_zero::RULE,
    unit_abbreviation::RULE,
];

impl Rule {
    /// The standards that ask for it.
    pub fn cited(&self) -> impl Iterator<Item = &'static Source> {
        self.sources.iter().filter_map(|id| sources::source(id))
    }
}

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// An article as the rules see it.
struct Page<'a> {
    document: &'a Document,
    choice: &'a Choice,
    /// What the page says of itself, read at the first question.
    traces: OnceCell<Traces>,
    /// Amounts with a unit, in reading order.
    amounts: Vec<Amount>,
}

impl Page<'_> {
    /// What the page says of itself.
    fn traces(&self) -> &Traces {
        self.traces.get_or_init(|| Traces::of(self.document))
    }

    /// What is said of the whole article stands at its title; an article without a word has none.
    fn at_title(&self, message: &str) -> Option<Sighting> {
        let title = self.document.title()?;
        Some(Sighting {
            span: title.text,
            message: message.to_owned(),
            instead: String::new(),
            replacement: None,
            whole: true,
        })
    }
}

/// One place where a rule has something to say.
struct Sighting {
    span: Span<Text>,
    /// What to say under it.
    message: String,
    /// Words to use instead; empty for those of the rule.
    instead: String,
    /// What the place may be replaced by without anybody looking.
    replacement: Option<String>,
    /// Whether the whole article is meant.
    whole: bool,
}

/// What the chosen standards find missing or written unsafely, in reading order.
pub fn check(document: &Document, choice: &Choice) -> Vec<Finding> {
    let amounts = amount::amounts(&document.text);
    let page = Page { document, choice, traces: OnceCell::new(), amounts };
    let mut findings = Vec::new();
    for rule in RULES.iter().filter(|rule| choice.has(rule)) {
        let mut seen = Vec::new();
        (rule.look)(&page, &mut seen);
        findings.extend(seen.into_iter().map(|sighting| finding(rule, document, sighting)));
    }
    findings
}

fn finding(rule: &Rule, document: &Document, sighting: Sighting) -> Finding {
    let around = sentence(document, sighting.span).unwrap_or(sighting.span);
    Finding {
        claim: rule.code.to_owned(),
        severity: rule.severity,
        confidence: Confidence::High,
        verdict: rule.verdict,
        stance: if sighting.whole { Stance::Missing } else { Stance::Asserted },
        cue: String::new(),
        message: rule.title.to_owned(),
        primary: sighting.span,
        primary_message: sighting.message,
        labels: Vec::new(),
        fact: rule.why.to_owned(),
        contested: String::new(),
        notes: Vec::new(),
        instead: if sighting.instead.is_empty() { rule.instead.to_owned() } else { sighting.instead },
        sources: Vec::new(),
        reviewed: String::new(),
        fingerprint: fingerprint(rule.code, around.of(&document.text)),
        replacement: sighting.replacement,
    }
}

/// The sentence around a place.
fn sentence(document: &Document, place: Span<Text>) -> Option<Span<Text>> {
    let after = document.sentences.partition_point(|sentence| sentence.text.start <= place.start);
    let sentence = document.sentences.get(after.checked_sub(1)?)?;
    (place.start < sentence.text.end).then_some(sentence.text)
}
