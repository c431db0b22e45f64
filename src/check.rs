//! One article against the whole database.

use crate::analyze::Analysis;
use crate::analyze::stance::Stance;
use crate::contradiction;
use crate::database::{Claim, Database, Hedged};
use crate::document::Document;
use crate::rules::Match;
use crate::severity::{Confidence, Severity, Verdict};
use crate::span::{Span, Text};

/// One thing found in one article. Plain data: equal inputs give equal findings in equal order.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The claim's id, or a code of our own such as `document/contradiction`.
    pub claim: String,
    /// How bad it is here: a hedged form is one step lower than its claim.
    pub severity: Severity,
    /// How sure the evidence is.
    pub confidence: Confidence,
    /// The judgement on the statement.
    pub verdict: Verdict,
    /// What the article does with the statement.
    pub stance: Stance,
    /// The words that set the stance; empty if none did.
    pub cue: String,
    /// The headline: what is wrong in the article.
    pub message: String,
    /// The wrong words, or the title for missing content.
    pub primary: Span<Text>,
    /// What to say under them; may be empty.
    pub primary_message: String,
    /// Further places.
    pub labels: Vec<FindingLabel>,
    /// What is true.
    pub fact: String,
    /// Where authorities differ; may be empty.
    pub contested: String,
    /// Further lines for the reader, such as what was looked for.
    pub notes: Vec<String>,
    /// Words to use instead; may be empty.
    pub instead: String,
    /// Indices into `Database::sources`.
    pub sources: Vec<u32>,
    /// Date of the claim's review; may be empty.
    pub reviewed: String,
    /// Stable name of this finding: hash of claim and folded sentence, and a count.
    pub fingerprint: String,
}

/// A further place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingLabel {
    /// Where.
    pub span: Span<Text>,
    /// What the reader should see there.
    pub message: String,
}

/// Everything the database knows to be wrong or missing in the article, in reading order.
pub fn check(document: &Document, database: &Database) -> Vec<Finding> {
    let analysis = Analysis::new(document, &database.lexicon, database.grammar());
    check_analysis(&analysis, database)
}

/// The same for an article that is already analysed.
pub fn check_analysis(analysis: &Analysis<'_>, database: &Database) -> Vec<Finding> {
    let mut raised: Vec<(usize, Match)> = Vec::new();
    for number in candidates(analysis, database) {
        let mut found = Vec::new();
        if let Some(rule) = database.rules.get(number as usize) {
            rule.check(analysis, &mut found);
        }
        raised.extend(found.into_iter().map(|m| (number as usize, m)));
    }
    let mut findings: Vec<(usize, Option<u32>, Finding)> = raised
        .into_iter()
        .filter_map(|(number, found)| {
            let claim = database.claims.get(number)?;
            let sentence = found.sentence;
            finding(analysis, claim, found).map(|f| (number, sentence, f))
        })
        .collect();
    drop_siblings(&mut findings, database);
    let mut out: Vec<Finding> = findings.into_iter().map(|(_, _, f)| f).collect();
    contradiction::check(analysis, &mut out);
    out.sort_by(|a, b| {
        (a.primary, std::cmp::Reverse(a.severity), &a.claim).cmp(&(b.primary, std::cmp::Reverse(b.severity), &b.claim))
    });
    out.dedup_by(|b, a| a.claim == b.claim && a.primary == b.primary);
    number(&mut out);
    out
}

/// The claims that could speak: those with a key term, or a kind of it, named in the article.
fn candidates(analysis: &Analysis<'_>, database: &Database) -> Vec<u32> {
    let mut terms: Vec<u32> = analysis
        .scans
        .iter()
        .flat_map(|s| &s.hits)
        .flat_map(|h| analysis.lexicon.ancestors(h.term).iter().copied())
        .collect();
    terms.sort_unstable();
    terms.dedup();
    database.candidates(terms.into_iter())
}

fn finding(analysis: &Analysis<'_>, claim: &Claim, found: Match) -> Option<Finding> {
    let softened = matches!(found.stance, Stance::Hedged | Stance::Attributed);
    let mut severity = claim.severity;
    match claim.hedged {
        Hedged::Silent if softened => return None,
        Hedged::Lower if softened => severity = severity.lower(),
        _ => {}
    }
    for _ in 0..found.milder {
        severity = severity.lower();
    }
    let text = &analysis.document.text;
    let sentence = found.sentence.and_then(|s| analysis.document.sentences.get(s as usize)).map(|s| s.text);
    Some(Finding {
        claim: claim.id.clone(),
        severity,
        confidence: claim.confidence,
        verdict: claim.verdict,
        stance: found.stance,
        cue: found.cue.map_or_else(String::new, |c| c.of(text).to_owned()),
        message: claim.title.clone(),
        primary: found.span,
        primary_message: found.message,
        labels: found.labels.into_iter().map(|(span, message)| FindingLabel { span, message }).collect(),
        fact: claim.fact.clone(),
        contested: claim.contested.clone(),
        notes: found.notes,
        instead: claim.instead.clone(),
        sources: claim.citations.iter().map(|c| c.source).collect(),
        reviewed: claim.reviewed.clone(),
        fingerprint: fingerprint(&claim.id, sentence.unwrap_or(found.span).of(text)),
    })
}

/// Claims that name each other speak once about the same sentence: the more severe, then the first by id.
fn drop_siblings(findings: &mut Vec<(usize, Option<u32>, Finding)>, database: &Database) {
    let related = |a: usize, b: usize| {
        let (Some(x), Some(y)) = (database.claims.get(a), database.claims.get(b)) else { return false };
        x.siblings.contains(&y.id) || y.siblings.contains(&x.id)
    };
    let snapshot: Vec<(usize, Option<u32>, Severity, Span<Text>)> =
        findings.iter().map(|(n, s, f)| (*n, *s, f.severity, f.primary)).collect();
    findings.retain(|(number, sentence, finding)| {
        !snapshot.iter().any(|(other, other_sentence, severity, _)| {
            other != number
                && other_sentence == sentence
                && (*severity, std::cmp::Reverse(*other)) > (finding.severity, std::cmp::Reverse(*number))
                && related(*number, *other)
        })
    });
    // One claim says one thing about a sentence: of nested stretches the shortest, list members each.
    let spans: Vec<(usize, Option<u32>, Span<Text>)> = findings.iter().map(|(n, s, f)| (*n, *s, f.primary)).collect();
    findings.retain(|(number, sentence, finding)| {
        !spans.iter().any(|(n, s, span)| {
            n == number && s == sentence && *span != finding.primary && finding.primary.contains(*span)
        })
    });
}

/// FNV-1a over the claim and the folded sentence: stable over moves of lines and edits elsewhere.
fn fingerprint(claim: &str, sentence: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    claim.bytes().for_each(&mut eat);
    eat(0);
    let folded = sentence.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    folded.bytes().for_each(&mut eat);
    format!("{hash:016x}")
}

/// Equal fingerprints are told apart by their order.
fn number(findings: &mut [Finding]) {
    let mut seen: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_insert(0);
        *count += 1;
        finding.fingerprint = format!("{}:{count}", finding.fingerprint);
    }
}
