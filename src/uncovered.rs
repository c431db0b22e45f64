//! What an article asserts and no claim covers, and which claims came near and kept silent: the way to more recall.

use crate::analyze::Analysis;
use crate::check::{Checked, judge_analysis};
use crate::database::Database;
use crate::document::Document;
use crate::examples::read;
use crate::rules::Scope;
use crate::span::{Span, Text};
use crate::trace::near;
use std::collections::BTreeSet;

/// One thing that was understood and led to no finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// Its sentence.
    pub span: Span<Text>,
    /// What it is.
    pub kind: Kind,
}

/// Why nothing was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// No claim was asked about the article at all.
    Article,
    /// The article asserts a relation that no claim speaks of: relation, subject and object by name.
    Assertion(String, String, String),
    /// A claim found all its parts and kept silent: its id and its reasons.
    Silenced(String, String),
}

/// Every assertion of the author's own that no finding covers, and every claim that came near, in reading order.
pub fn uncovered(document: &Document, database: &Database) -> Vec<Uncovered> {
    let lexicon = &database.lexicon;
    let analysis = Analysis::new(document, lexicon, database.grammar());
    let Checked { findings, covered } = judge_analysis(&analysis, database);
    let found = |span: Span<Text>| findings.iter().any(|f| span.contains(f.primary) || span.overlaps(f.primary));
    let mut out = Vec::new();
    if let Some(title) = document.title().filter(|_| !covered) {
        out.push(Uncovered { span: title.text, kind: Kind::Article });
    }
    let mut told: BTreeSet<(u32, u32, u32, u32)> = BTreeSet::new();
    for assertion in analysis.assertions.iter().filter(|a| a.stance.is_said()) {
        let Some(sentence) = document.sentences.get(assertion.sentence as usize) else { continue };
        let (subject, object) = (assertion.subject.term, assertion.object.term);
        if found(sentence.text) || !told.insert((assertion.sentence, assertion.relation, subject, object)) {
            continue;
        }
        let name = |term: u32| lexicon.name_of(term).to_owned();
        let relation = lexicon.id_of(assertion.relation).trim_start_matches("rel:").to_owned();
        out.push(Uncovered { span: sentence.text, kind: Kind::Assertion(relation, name(subject), name(object)) });
    }
    let joiner = database.joiner();
    for (scan, sentence) in analysis.scans.iter().zip(&document.sentences) {
        let silent = !found(sentence.text) && !scan.hits.is_empty();
        let terms: Vec<u32> = scan.hits.iter().flat_map(|h| lexicon.ancestors(h.term).iter()).collect();
        // Most sentences name the things of no claim at all.
        if !silent || joiner.candidates(Scope::Sentence, terms.iter().copied()).is_empty() {
            continue;
        }
        let alone = read(sentence.text.of(&document.text));
        let own = Analysis::new(&alone, lexicon, database.grammar());
        for (claim, reasons) in near(&own, database, &[Scope::Assertion, Scope::Sentence]) {
            out.push(Uncovered { span: sentence.text, kind: Kind::Silenced(claim, reasons.join(", ")) });
        }
    }
    out.sort_by_key(|u| u.span);
    out
}
