//! One article against the whole database.

mod gate;

use crate::analyze::Analysis;
use crate::analyze::scan::{Hit, Scan};
use crate::analyze::stance::Stance;
use crate::contradiction;
use crate::database::{Claim, Database, Hedged, Joiner};
use crate::document::Document;
use crate::lexicon::{TermId, TermKind};
use crate::rules::bits::width;
use crate::rules::proposition::clauses;
use crate::rules::{GROUPS, Match, Named, Place, Scope, Whereabouts};
use crate::severity::{Confidence, Severity, Verdict};
use crate::span::{Span, Text};
use crate::standards::{self, Choice};
use gate::Gate;
use std::cmp::{Ordering, Reverse};

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
    /// What the primary words may be replaced by without anybody looking; never medical wording.
    pub replacement: Option<String>,
}

/// A further place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingLabel {
    /// Where.
    pub span: Span<Text>,
    /// What the reader should see there.
    pub message: String,
}

/// What the check of an article comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// What was found, in reading order.
    pub findings: Vec<Finding>,
    /// Whether any claim was asked about it: somewhere it names together the things that one is about, or it is on the
    /// subject of a warning. Of an article that is not covered, silence says nothing at all.
    pub covered: bool,
}

/// Everything the database knows to be wrong or missing in the article, in reading order.
pub fn check(document: &Document, database: &Database) -> Vec<Finding> {
    judge(document, database).findings
}

/// The same, with what the chosen standards ask for besides.
pub fn check_with(document: &Document, database: &Database, choice: &Choice) -> Checked {
    let mut checked = judge(document, database);
    let mut asked = standards::check(document, choice);
    number(&mut asked);
    checked.findings.append(&mut asked);
    checked.findings.sort_by(in_reading_order);
    checked
}

fn judge(document: &Document, database: &Database) -> Checked {
    let mut analysis = Analysis::glanced(document, &database.lexicon);
    let mut gate = Gate::new(&analysis, database);
    let read: Vec<u32> = (0..analysis.scans.len() as u32).filter(|sentence| gate.reads(&analysis, *sentence)).collect();
    analysis.read(database.grammar(), read.into_iter());
    judge_through(gate, &analysis, database)
}

/// The same for an article that is already analysed.
pub fn check_analysis(analysis: &Analysis<'_>, database: &Database) -> Vec<Finding> {
    judge_analysis(analysis, database).findings
}

/// The same with whether any claim was asked.
pub fn judge_analysis(analysis: &Analysis<'_>, database: &Database) -> Checked {
    judge_through(Gate::new(analysis, database), analysis, database)
}

fn judge_through(mut gate: Gate<'_>, analysis: &Analysis<'_>, database: &Database) -> Checked {
    let Asking { raised, asked, .. } = ask(&mut gate, analysis, database);
    let mut folded = Folded::default();
    let mut findings: Vec<(usize, Option<u32>, Finding)> = raised
        .into_iter()
        .filter_map(|(number, found)| {
            let claim = database.claims.get(number)?;
            let sentence = found.sentence;
            finding(analysis, claim, found, &mut folded).map(|f| (number, sentence, f))
        })
        .collect();
    drop_siblings(&mut findings, database);
    let mut out: Vec<Finding> = findings.into_iter().map(|(_, _, f)| f).collect();
    contradiction::check(analysis, &mut out);
    out.sort_by(in_reading_order);
    out.dedup_by(|b, a| a.claim == b.claim && a.primary == b.primary);
    number(&mut out);
    Checked { findings: out, covered: asked }
}

/// By place; the worse one first where two stand at one.
fn in_reading_order(a: &Finding, b: &Finding) -> Ordering {
    (a.primary, Reverse(a.severity), &a.claim).cmp(&(b.primary, Reverse(b.severity), &b.claim))
}

/// What the rules raise, by claim, before claims that say the same are sorted out: every rule is asked about the places
/// that name enough of its terms, and about no other.
pub fn raise(analysis: &Analysis<'_>, database: &Database) -> Vec<(usize, Match)> {
    ask(&mut Gate::new(analysis, database), analysis, database).raised
}

fn ask<'a>(gate: &mut Gate<'_>, analysis: &'a Analysis<'a>, database: &'a Database) -> Asking<'a> {
    let mut asking = Asking { analysis, database, joiner: database.joiner(), raised: Vec::new(), asked: false };
    let above = |term: TermId| analysis.lexicon.ancestors(term).iter();
    for assertion in &analysis.assertions {
        let terms = above(assertion.subject.term).chain(above(assertion.object.term));
        asking.ask(Scope::Assertion, Place::Assertion(assertion), terms);
    }
    for sentence in 0..analysis.scans.len() as u32 {
        if gate.asks(analysis, sentence)
            && let Some(scan) = analysis.scans.get(sentence as usize)
        {
            asking.ask_sentence(gate, sentence, scan);
        }
    }
    for (claim, places) in gate.whole(analysis) {
        asking.ask_whole(claim, &places);
    }
    asking
}

/// Rules being asked, and what they raised so far.
struct Asking<'a> {
    analysis: &'a Analysis<'a>,
    database: &'a Database,
    joiner: Joiner<'a>,
    raised: Vec<(usize, Match)>,
    asked: bool,
}

impl Asking<'_> {
    fn ask(&mut self, scope: Scope, place: Place<'_>, terms: impl Iterator<Item = TermId>) {
        for claim in self.joiner.candidates(scope, terms) {
            self.check(claim, place);
        }
    }

    /// Asks a claim on whole articles, if it is about this one.
    fn ask_whole(&mut self, claim: u32, places: &Whereabouts) {
        if self.database.rules.get(claim as usize).is_some_and(|rule| rule.concerns(self.analysis, places)) {
            self.check(claim, Place::Article(places));
        }
    }

    fn ask_sentence(&mut self, gate: &mut Gate<'_>, sentence: u32, scan: &Scan) {
        let analysis = self.analysis;
        let hits = |sentence: Option<u32>| {
            sentence.and_then(|s| analysis.scans.get(s as usize)).map_or(&[][..], |scan| &scan.hits)
        };
        // "Foot drop? No need to see a doctor.": the question names what the next sentence speaks of.
        let question = analysis.question_before(sentence);
        let asked = hits(question);
        let referred = analysis.referred(sentence);
        let own = gate.named(analysis, question.or(referred).into_iter().chain([sentence]));
        let (mut context, holds) = (analysis.context_of(sentence), analysis.glances.may(sentence));
        let lending = gate.lending(&own, holds, context.iter().copied().chain(referred).collect());
        context.retain(|lender| lending.contains(lender));
        let referred = hits(referred.filter(|lender| lending.contains(lender)));
        let lenders = context.iter().filter_map(|s| analysis.scans.get(*s as usize));
        let around = gate.numbers(lenders.flat_map(Scan::concepts).chain(referred));
        let narrow = &mut gate.narrow;
        for place in narrow.figures.candidates(&own, &around, holds) {
            self.check(narrow.figures.claim(place), Place::Sentence(sentence, None));
        }
        let candidates = narrow.places.candidates(&own, &around, holds);
        if candidates.is_empty() {
            return;
        }
        let lexicon = (self.joiner, analysis.lexicon);
        let (clauses, width) = (clauses(scan), width(scan.hits.len()));
        let named = narrow.named(&candidates, &scan.hits, lexicon);
        let [asked, referred] = [asked, referred].map(|hits| narrow.groups(&candidates, hits, lexicon, |_| true));
        // What another sentence denies or warns of is no topic for this one.
        let lent: Vec<(u32, usize, &Hit)> = context.iter().flat_map(|s| things(analysis, *s)).collect();
        let lent = narrow.groups(&candidates, lent.iter().map(|(_, _, hit)| *hit), lexicon, |at| {
            lent.get(at).is_some_and(|(sentence, place, _)| !analysis.denies(*sentence, *place))
        });
        let before = asked.into_iter().zip(referred).zip(lent);
        for ((place, ((asked, referred), lent)), hits) in
            candidates.into_iter().zip(before).zip(named.chunks(GROUPS * width.max(1)))
        {
            let named = Named { hits, clauses: &clauses, width, before: [asked, referred, lent] };
            self.check(narrow.places.claim(place), Place::Sentence(sentence, Some(named)));
        }
    }

    fn check(&mut self, claim: u32, place: Place<'_>) {
        let Some(rule) = self.database.rules.get(claim as usize) else { return };
        self.asked = true;
        let mut found = Vec::new();
        rule.check(self.analysis, place, &mut found);
        self.raised.extend(found.into_iter().map(|m| (claim as usize, m)));
    }
}

/// The things that a sentence names, with the sentence and the places of the hits.
fn things<'a>(analysis: &'a Analysis<'_>, sentence: u32) -> impl Iterator<Item = (u32, usize, &'a Hit)> {
    let hits = analysis.scans.get(sentence as usize).into_iter().flat_map(|scan| scan.hits.iter().enumerate());
    hits.filter(|(_, hit)| hit.kind == TermKind::Concept).map(move |(place, hit)| (sentence, place, hit))
}

fn finding(analysis: &Analysis<'_>, claim: &Claim, found: Match, folded: &mut Folded) -> Option<Finding> {
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
        fingerprint: folded.fingerprint(&claim.id, sentence.unwrap_or(found.span), text),
        replacement: None,
    })
}

/// Claims that name each other speak once about the same sentence: the more severe, then the first by id. And one claim
/// says one thing about a sentence: of nested stretches the shortest, list members each.
fn drop_siblings(findings: &mut Vec<(usize, Option<u32>, Finding)>, database: &Database) {
    findings.sort_by_key(|(number, sentence, finding)| (*sentence, finding.primary, *number));
    let mut dropped = vec![false; findings.len()];
    let mut from = 0;
    while let Some((_, sentence, _)) = findings.get(from) {
        let length = findings.iter().skip(from).take_while(|(_, s, _)| s == sentence).count();
        let group = findings.get(from..from + length).unwrap_or_default();
        for (i, (number, _, finding)) in group.iter().enumerate() {
            let beaten = group.iter().enumerate().any(|(j, (other, _, rival))| {
                let nested =
                    number == other && rival.primary != finding.primary && finding.primary.contains(rival.primary);
                let rank = |n: usize, f: &Finding| (f.severity, Reverse(n));
                let sibling = number != other
                    && rank(*other, rival) > rank(*number, finding)
                    && related(database, *number, *other);
                i != j && (nested || sibling)
            });
            if let Some(place) = dropped.get_mut(from + i) {
                *place = beaten;
            }
        }
        from += length.max(1);
    }
    let mut at = 0;
    findings.retain(|_| {
        at += 1;
        !dropped.get(at - 1).copied().unwrap_or(false)
    });
}

/// Whether one of two claims names the other as its sibling.
fn related(database: &Database, one: usize, other: usize) -> bool {
    let (Some(x), Some(y)) = (database.claims.get(one), database.claims.get(other)) else { return false };
    x.siblings.contains(&y.id) || y.siblings.contains(&x.id)
}

/// The sentence that was last folded: many findings may stand in one.
#[derive(Default)]
struct Folded {
    span: Option<Span<Text>>,
    text: String,
}

impl Folded {
    fn fingerprint(&mut self, claim: &str, sentence: Span<Text>, text: &str) -> String {
        if self.span != Some(sentence) {
            *self = Self { span: Some(sentence), text: fold(sentence.of(text)) };
        }
        hash(claim, &self.text)
    }
}

/// Names a finding by its claim and its sentence: stable over moves of lines and edits elsewhere.
pub fn fingerprint(claim: &str, sentence: &str) -> String {
    hash(claim, &fold(sentence))
}

fn fold(sentence: &str) -> String {
    sentence.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// FNV-1a over the claim and the folded sentence.
fn hash(claim: &str, folded: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    claim.bytes().for_each(&mut eat);
    eat(0);
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
