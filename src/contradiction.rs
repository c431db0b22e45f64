//! Two statements of one article that cannot both hold, claim or no claim.
//!
//! What is found: a plainly asserted relation, and right behind it a sentence that denies the evidence for it.

use crate::analyze::scan::{Hit, Scan};
use crate::analyze::stance::Stance;
use crate::analyze::{Analysis, Assertion};
use crate::check::{Finding, FindingLabel, fingerprint};
use crate::lexicon::keys::may;
use crate::lexicon::{Effect, Reach, TermKind, WordClass};
use crate::severity::{Confidence, Severity, Verdict};

/// The code of these findings.
pub(crate) const CODE: &str = "document/contradiction";
/// Relations whose evidence can be denied; names and kinds have none.
const PROVABLE: [&str; 9] = [
    "rel:cause",
    "rel:complication-of",
    "rel:treats",
    "rel:relieves",
    "rel:cures",
    "rel:prevents",
    "rel:risk-factor",
    "rel:lowers-risk",
    "rel:worsens",
];
/// Statements weaker than this ("may") do not clash with a lack of evidence.
const FIRM: u8 = 40;

/// Pushes every contradiction of the article.
pub(crate) fn check(analysis: &Analysis<'_>, out: &mut Vec<Finding>) {
    for assertion in &analysis.assertions {
        let provable = PROVABLE.contains(&analysis.lexicon.id_of(assertion.relation));
        let firm = assertion.stance == Stance::Asserted && assertion.degree >= FIRM;
        if !provable || !firm || assertion.heading || assertion.listed {
            continue;
        }
        let Some(denial) = denied_next(analysis, assertion) else { continue };
        let text = &analysis.document.text;
        let Some(sentence) = analysis.document.sentences.get(assertion.sentence as usize) else { continue };
        // Assertions come in order: one contradiction a sentence.
        if out.last().is_some_and(|f| f.claim == CODE && sentence.text.contains(f.primary)) {
            continue;
        }
        out.push(Finding {
            claim: CODE.to_owned(),
            severity: Severity::Warning,
            confidence: Confidence::High,
            verdict: Verdict::Misleading,
            stance: Stance::Asserted,
            cue: denial.of(text).to_owned(),
            message: "the next sentence takes back what this one states".to_owned(),
            primary: assertion.span,
            primary_message: "stated here".to_owned(),
            labels: vec![FindingLabel { span: denial, message: "and taken back here".to_owned() }],
            fact: "Both cannot hold: a reader who sees only the first sentence takes it as settled.".to_owned(),
            contested: String::new(),
            notes: Vec::new(),
            instead: String::new(),
            sources: Vec::new(),
            reviewed: String::new(),
            fingerprint: fingerprint(CODE, sentence.text.of(text)),
            replacement: None,
        });
    }
}

/// The sentence behind this one in its block, if it denies the evidence for something, with its words that do.
pub(crate) fn denial_behind<'a>(analysis: &'a Analysis<'_>, sentence: u32) -> Option<(&'a Scan, &'a Hit)> {
    let (_, block) = analysis.block_of(sentence)?;
    let next =
        Some(sentence + 1).filter(|next| *next < block.sentences.1 && analysis.glances.could(*next, may::REFUTE))?;
    let scan = analysis.scans.get(next as usize)?;
    let cue = scan.hits.iter().find(|h| {
        let strong =
            h.cue().is_some_and(|(e, r)| e == Effect::Refuted && matches!(r, Reach::Forward | Reach::Backward));
        strong && analysis.lexicon.denies_evidence(h.term)
    })?;
    Some((scan, cue))
}

/// The words of the next sentence that deny evidence for the same thing.
fn denied_next(analysis: &Analysis<'_>, assertion: &Assertion) -> Option<crate::span::Span<crate::span::Text>> {
    let (scan, cue) = denial_behind(analysis, assertion.sentence)?;
    // "This is not supported" takes back what stands before; "it has not been shown to prevent Y" speaks of Y.
    let refers = scan
        .hits
        .iter()
        .take_while(|h| h.start < 3)
        .any(|h| matches!(h.word(), Some(WordClass::Pronoun | WordClass::BackReference)));
    let clause = |at: u32| scan.clause.get(at as usize);
    let names_other = scan.concepts().any(|h| !h.weak && clause(h.start) == clause(cue.start));
    let shares = scan.hits.iter().any(|h| {
        h.kind == TermKind::Concept
            && (analysis.lexicon.is_a(h.term, assertion.object.term)
                || analysis.lexicon.is_a(assertion.object.term, h.term))
    });
    (refers && !names_other || shares).then(|| scan.span(cue.start as usize, cue.end as usize))
}
