//! From the files of `claims/` to a database, with every fault of every file in one run.

use super::claim::{Citation, Claim, Source, Topic};
use super::raw::{ClaimFile, SourceTables, TopicTables};
use super::{Database, laws};
use crate::diagnostic::Diagnostic;
use crate::lexicon::load::{SourceFile, parse};
use crate::lexicon::{self, Lexicon, nearest};
use crate::rules::required::TopicRef;
use crate::rules::{Names, Rule, RuleFault};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// A loaded database with what only reviewers need.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What `check` needs.
    pub database: Database,
    /// The examples of every claim, in claim order.
    pub examples: Vec<ClaimExamples>,
    /// Everything that is wrong with the files.
    pub faults: Vec<Diagnostic>,
}

/// The examples of one claim with their places in its file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ClaimExamples {
    /// The claim's id.
    pub claim: String,
    /// Its file below `claims/`.
    pub file: String,
    /// Texts that must be flagged, with « » around the words.
    pub flags: Vec<(String, std::ops::Range<usize>)>,
    /// Texts that must pass.
    pub passes: Vec<Pass>,
    /// The sentence offered instead, and its place.
    pub instead: (String, std::ops::Range<usize>),
    /// Whether the claim is about missing content: its examples are whole articles.
    pub whole_articles: bool,
}

/// A text that must pass, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pass {
    /// The text and its place.
    pub text: (String, std::ops::Range<usize>),
    /// The reason and its place.
    pub why: (String, std::ops::Range<usize>),
}

/// Folders of `claims/` that hold no claims.
const NO_CLAIMS: [&str; 4] = ["language/", "lexicon/", "sources/", "topics/"];

/// Loads a whole database; files may come in any order.
pub fn load(files: &[SourceFile]) -> Loaded {
    let mut files: Vec<SourceFile> = files.iter().filter(|f| is_read(&f.path)).cloned().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut faults = Vec::new();
    let claim_files: Vec<(&SourceFile, ClaimFile)> = files
        .iter()
        .filter(|f| is_claim(&f.path))
        .filter_map(|f| parse::<ClaimFile>(f, &mut faults).map(|c| (f, c)))
        .collect();
    let mut guards: Vec<String> = claim_files.iter().flat_map(|(_, c)| c.rule.as_ref().guards()).collect();
    guards.sort();
    guards.dedup();
    let lexicon = lexicon::load::load(&files, &guards, &mut faults);
    check_frames(&files, &lexicon, &mut faults);
    let sources = sources(&files, &mut faults);
    let topics = topics(&files, &lexicon, &mut faults);
    let topic_ids: Vec<String> = topics.iter().map(|t| t.id.clone()).collect();
    let mut loaded = Loaded::default();
    let (mut claims, mut rules) = (Vec::new(), Vec::new());
    for (file, table) in &claim_files {
        let names = Names { lexicon: &lexicon, topics: &topic_ids };
        let mut wrong = Vec::new();
        let mut rule = table.rule.as_ref().compile(&names, &mut wrong);
        faults.extend(wrong.into_iter().map(|f| rule_fault(file, f)));
        fill_topics(&mut rule, &topics);
        laws::claim(file, table, &sources, &mut faults);
        if table.withdrawn.is_some() {
            continue;
        }
        let citations = citations(file, table, &sources, &mut faults);
        let id = file.path.trim_end_matches(".toml").to_owned();
        loaded.examples.push(examples(&id, file, table, &rule));
        claims.push(claim(id, table, citations, rule.kind()));
        rules.push(rule);
    }
    loaded.database.claims = claims.into_iter().collect();
    loaded.database.rules = rules.into_iter().collect();
    laws::whole(&loaded.database, &claim_files, &mut faults);
    loaded.database.lexicon = lexicon;
    loaded.database.sources = sources.into_iter().collect();
    loaded.database.topics = topics.into_iter().collect();
    loaded.database.index();
    loaded.faults = faults;
    loaded
}

/// Whether a file of the database is a claim.
pub fn is_claim(path: &str) -> bool {
    !NO_CLAIMS.iter().any(|folder| path.starts_with(folder)) && path.contains('/')
}

/// Whether a file is part of the database: TOML that is no template, or a table of the open vocabularies.
fn is_read(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(stem, end)| {
        end == "toml" && !stem.starts_with('_') && !stem.contains("/_")
            || end == "tsv" && stem.starts_with(lexicon::open::FOLDER)
    })
}

fn rule_fault(file: &SourceFile, fault: RuleFault) -> Diagnostic {
    let mut span = fault.word.span();
    if span.is_empty() {
        // A lone word of `relation` carries no place; find it as written, quotes included.
        let quoted = format!("\"{}\"", fault.word.as_ref());
        if let Some(at) = file.text.find(&quoted) {
            span = at..at + quoted.len();
        }
    }
    let told = Diagnostic::error(fault.code, &file.path, fault.message).at(Span::new(span.start, span.end), "here");
    match fault.near {
        Some(near) => told.note(format!("help: did you mean `{near}`?")),
        None => told,
    }
}

fn check_frames(files: &[SourceFile], lexicon: &Lexicon, faults: &mut Vec<Diagnostic>) {
    if let Err((index, word)) = crate::analyze::frame::compile(lexicon) {
        let pattern = lexicon.frames.get(index).map_or("", |f| f.pattern.as_str());
        let file = files.iter().find(|f| f.path == "language/frames.toml");
        let text = file.map_or("", |f| f.text.as_str());
        let at = text.find(pattern).unwrap_or(0);
        faults.push(
            Diagnostic::error("claims/frame", "language/frames.toml", format!("`{word}` is no symbol of a frame"))
                .at(Span::new(at, at + pattern.len()), "this pattern"),
        );
    }
}

fn sources(files: &[SourceFile], faults: &mut Vec<Diagnostic>) -> Vec<Source> {
    let mut out: Vec<Source> = Vec::new();
    for file in files.iter().filter(|f| f.path.starts_with("sources/")) {
        let Some(table) = parse::<SourceTables>(file, faults) else { continue };
        for source in table.source {
            let span = source.id.span();
            let place = Span::new(span.start, span.end);
            if out.iter().any(|s| &s.id == source.id.as_ref()) {
                let message = format!("the source `{}` is already there", source.id.as_ref());
                faults.push(Diagnostic::error("claims/twice", &file.path, message).at(place, "second use"));
                continue;
            }
            if source.url.trim().is_empty() {
                let message = format!("the source `{}` has no url or identifier", source.id.as_ref());
                faults.push(
                    Diagnostic::error("claims/source-without-url", &file.path, message)
                        .at(place, "this source")
                        .note("help: give an address, a DOI or an ISBN; readers must be able to look it up"),
                );
            }
            out.push(Source {
                id: source.id.into_inner(),
                title: source.title,
                publisher: source.publisher,
                url: source.url,
                kind: source.kind,
                published: source.published,
                seen: source.seen,
            });
        }
    }
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out
}

fn topics(files: &[SourceFile], lexicon: &Lexicon, faults: &mut Vec<Diagnostic>) -> Vec<Topic> {
    let mut out: Vec<Topic> = Vec::new();
    for file in files.iter().filter(|f| f.path.starts_with("topics/")) {
        let Some(table) = parse::<TopicTables>(file, faults) else { continue };
        for topic in table.topic {
            let names = Names { lexicon, topics: &[] };
            let mut wrong = Vec::new();
            let concepts = names.group(&topic.concepts, &mut wrong);
            let with = names.group(&topic.with, &mut wrong);
            faults.extend(wrong.into_iter().map(|f| rule_fault(file, f)));
            if out.iter().any(|t| &t.id == topic.id.as_ref()) {
                let span = topic.id.span();
                let message = format!("the topic `{}` is already there", topic.id.as_ref());
                faults.push(
                    Diagnostic::error("claims/twice", &file.path, message)
                        .at(Span::new(span.start, span.end), "second use"),
                );
                continue;
            }
            out.push(Topic {
                id: topic.id.into_inner(),
                name: topic.name,
                concepts,
                enough: topic.enough,
                with,
                dense: topic.dense,
            });
        }
    }
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out
}

fn fill_topics(rule: &mut Rule, topics: &[Topic]) {
    let Rule::Required(required) = rule else { return };
    for place in &mut required.topics {
        if let Some(topic) = topics.get(place.index as usize) {
            *place = TopicRef {
                index: place.index,
                name: topic.name.clone(),
                concepts: topic.concepts.clone(),
                with: topic.with.clone(),
                enough: topic.enough,
                dense: topic.dense,
            };
        }
    }
}

fn citations(file: &SourceFile, table: &ClaimFile, sources: &[Source], faults: &mut Vec<Diagnostic>) -> Vec<Citation> {
    let mut out = Vec::new();
    for citation in &table.source {
        if let Ok(index) = sources.binary_search_by(|s| s.id.as_str().cmp(citation.id.as_ref())) {
            out.push(Citation { source: index as u32, supports: citation.supports.clone() });
            continue;
        }
        let span = citation.id.span();
        let message = format!("there is no source `{}`", citation.id.as_ref());
        let fault = Diagnostic::error("claims/unknown-source", &file.path, message)
            .at(Span::new(span.start, span.end), "unknown");
        let near = nearest(citation.id.as_ref(), sources.iter().map(|s| s.id.as_str()));
        faults.push(match near.first() {
            Some(near) => fault.note(format!("help: did you mean `{near}`?")),
            None => fault.note("help: add it to a file of claims/sources/"),
        });
    }
    out
}

fn claim(id: String, table: &ClaimFile, citations: Vec<Citation>, kind: &str) -> Claim {
    let text = |s: &Option<Spanned<String>>| s.as_ref().map_or_else(String::new, |s| s.as_ref().clone());
    Claim {
        id,
        title: table.title.as_ref().clone(),
        fact: table.fact.as_ref().clone(),
        verdict: table.verdict,
        severity: *table.severity.as_ref(),
        confidence: *table.confidence.as_ref(),
        contested: text(&table.contested),
        instead: table.instead.as_ref().clone(),
        citations,
        reviewed: table.reviewed.as_ref().to_string(),
        review_by: table.review_by.as_ref().map_or_else(String::new, |d| d.as_ref().to_string()),
        siblings: table.siblings.iter().map(|s| s.as_ref().clone()).collect(),
        aliases: table.aliases.iter().map(|s| s.as_ref().clone()).collect(),
        hedged: table.hedged,
        kind: kind.to_owned(),
    }
}

fn examples(id: &str, file: &SourceFile, table: &ClaimFile, rule: &Rule) -> ClaimExamples {
    let with_place = |s: &Spanned<String>| (s.as_ref().clone(), s.span());
    ClaimExamples {
        claim: id.to_owned(),
        file: file.path.clone(),
        flags: table.flag.iter().map(|f| with_place(&f.text)).collect(),
        passes: table.pass.iter().map(|p| Pass { text: with_place(&p.text), why: with_place(&p.why) }).collect(),
        instead: with_place(&table.instead),
        whole_articles: matches!(rule, Rule::Required(_)),
    }
}
