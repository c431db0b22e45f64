//! From the files of `claims/` to a database, with every fault of every file in one run.

use super::claim::{Citation, Claim, Source, Topic};
use super::raw::{ClaimFile, SourceTables, TopicTables};
use super::{Database, home, laws, marks};
use crate::diagnostic::Diagnostic;
use crate::form::{self, Field, Form};
use crate::lexicon::load::{SourceFile, parse};
use crate::lexicon::tables::FrameFile;
use crate::lexicon::{self, Lexicon, nearest};
use crate::rules::required::TopicRef;
use crate::rules::{Names, Rule, RuleFault, Sort};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
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
    /// Files of which more may be told when these faults are mended: a part of the law was not asked of them.
    pub unjudged: BTreeSet<String>,
}

/// The examples of one claim with their places in its file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ClaimExamples {
    /// The claim's id.
    pub claim: String,
    /// Its file below `claims/`.
    pub file: String,
    /// Texts that must be flagged.
    pub flags: Vec<Flag>,
    /// Texts that must pass.
    pub passes: Vec<Pass>,
    /// The sentence offered instead, and its place.
    pub instead: (String, std::ops::Range<usize>),
    /// Whether the claim is about missing content: its examples are whole articles.
    pub whole_articles: bool,
}

/// A text that must be flagged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Flag {
    /// The text, with « » around the words, and its place.
    pub text: (String, std::ops::Range<usize>),
    /// The places of the marked words.
    pub marks: Vec<std::ops::Range<usize>>,
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
    let mut faults: Vec<Diagnostic> = files.iter().filter_map(home::misplaced).collect();
    let mut unjudged: BTreeSet<String> = faults.iter().map(|fault| fault.file.clone()).collect();
    let (strays, files): (Vec<SourceFile>, Vec<SourceFile>) =
        files.into_iter().partition(|file| unjudged.contains(&file.path));
    let claim_files: Vec<(&SourceFile, ClaimFile)> = files
        .iter()
        .filter(|f| is_claim(&f.path))
        .filter_map(|f| parse::<ClaimFile>(f, &mut faults).map(|c| (f, c)))
        .collect();
    for file in files.iter().filter(|f| !f.path.contains('/')) {
        faults.push(
            Diagnostic::error("claims/file-name", &file.path, "this file lies in no folder and is not read").note(
                "help: put it into the folder of its subject, for example back-pain/; the path without .toml is the id",
            ),
        );
    }
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
        let is_sound = wrong.is_empty();
        faults.extend(wrong.into_iter().map(|f| rule_fault(file, ClaimFile::FIELDS, "rule", f)));
        fill_topics(&mut rule, &topics);
        laws::claim(file, table, &sources, &mut faults);
        marks::check(file, table, &mut faults);
        if table.withdrawn.is_some() {
            continue;
        }
        let citations = citations(file, table, &sources, &mut faults);
        let id = file.path.trim_end_matches(".toml").to_owned();
        // The examples of a faulty rule would only tell its fault again.
        if is_sound {
            loaded.examples.push(examples(&id, file, table, &rule));
        } else {
            unjudged.insert(file.path.clone());
        }
        claims.push(claim(id, table, citations, rule.kind()));
        rules.push(rule);
    }
    loaded.database.claims = claims.into_iter().collect();
    loaded.database.rules = rules.into_iter().collect();
    laws::whole(&loaded.database, &claim_files, &mut faults);
    let mut unread = unread(&files, &faults);
    let spoilt = unread.iter().any(|f| f.path.starts_with("language/") || f.path.starts_with("lexicon/"))
        || strays.iter().any(home::holds_words);
    unread.extend(&strays);
    unjudged.extend(unread.iter().map(|file| file.path.clone()));
    if spoilt {
        // Without a part of the language no example says anything about its claim.
        unjudged.extend(loaded.examples.iter().map(|examples| examples.file.clone()));
        loaded.examples.clear();
    }
    faults.retain(|fault| !follows(fault, &files, &unread));
    loaded.database.lexicon = lexicon;
    loaded.database.sources = sources.into_iter().collect();
    loaded.database.topics = topics.into_iter().collect();
    loaded.database.index();
    loaded.faults = faults;
    loaded.unjudged = unjudged;
    loaded
}

/// The files that could not be read for faults of their form.
fn unread<'a>(files: &'a [SourceFile], faults: &[Diagnostic]) -> Vec<&'a SourceFile> {
    const FORM: [&str; 6] = [
        "claims/syntax",
        "claims/unknown-field",
        "claims/missing-field",
        "claims/wrong-type",
        "claims/unknown-word",
        "claims/blank",
    ];
    let spoilt = |file: &&SourceFile| faults.iter().any(|f| f.file == file.path && FORM.contains(&f.code.as_str()));
    files.iter().filter(spoilt).collect()
}

/// Whether a fault only tells that another file could not be read.
fn follows(fault: &Diagnostic, files: &[SourceFile], unread: &[&SourceFile]) -> bool {
    if unread.is_empty() {
        return false;
    }
    if fault.code == "claims/weak-evidence" {
        return unread.iter().any(|file| file.path.starts_with("sources/"));
    }
    let unknown = ["claims/unknown-source", "claims/unknown-concept", "claims/unknown-topic", "claims/unknown-claim"];
    let text = files.iter().find(|f| f.path == fault.file).map_or("", |f| f.text.as_str());
    let place = fault.primary.as_ref().map_or(0..0, |label| label.span.start as usize..label.span.end as usize);
    let word = text.get(place).unwrap_or_default().trim_matches(['"', '\'', '=', '~']);
    let there = |file: &&SourceFile| {
        if is_claim(&file.path) && home::misplaced(file).is_none() {
            file.path.trim_end_matches(".toml") == word
        } else {
            file.text.contains(&format!("\"{word}\""))
        }
    };
    unknown.contains(&fault.code.as_str()) && !word.is_empty() && unread.iter().any(there)
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

/// A fault of a rule with its place, what was meant, and what belongs into its field.
fn rule_fault(file: &SourceFile, fields: &'static [Field], table: &str, fault: RuleFault) -> Diagnostic {
    // A lone word carries no place of its own.
    let known = form::place_of(&file.text, fields, table, fault.word.as_ref(), &fault.word.span());
    let span = known.as_ref().map_or(fault.word.span(), |(_, span)| span.clone());
    let mut told = Diagnostic::error(fault.code, &file.path, fault.message).at(Span::new(span.start, span.end), "here");
    told.notes.push(match fault.near {
        Some(near) => format!("help: did you mean `{near}`?"),
        None if fault.code == "claims/unknown-concept" => {
            "help: healthlint claims find WORD lists concepts and classes; a new concept goes into a file of claims/lexicon/".to_owned()
        }
        None => String::new(),
    });
    told.notes.retain(|note| !note.is_empty());
    if let Some((field, _)) = known {
        told.notes.push(format!("note: {}: {}; for example {}", field.name, field.says, field.line(field.sample)));
    }
    told
}

fn check_frames(files: &[SourceFile], lexicon: &Lexicon, faults: &mut Vec<Diagnostic>) {
    if let Err((index, word)) = crate::analyze::frame::compile(lexicon) {
        let file = files.iter().find(|f| f.path == "language/frames.toml");
        let table = file.and_then(|file| parse::<FrameFile>(file, &mut Vec::new()));
        let pattern = table.as_ref().and_then(|table| table.frame.get(index)).map(|frame| frame.pattern.span());
        let place = pattern.unwrap_or_default();
        faults.push(
            Diagnostic::error("claims/frame", "language/frames.toml", format!("`{word}` is no symbol of a frame"))
                .at(Span::new(place.start, place.end), "this pattern"),
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
            let concepts = names.group(&topic.concepts, Sort::Any, &mut wrong);
            let with = names.group(&topic.with, Sort::Any, &mut wrong);
            faults.extend(wrong.into_iter().map(|f| rule_fault(file, TopicTables::FIELDS, "topic", f)));
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
            None => fault
                .note("help: healthlint claims find WORD lists sources; a new one goes into a file of claims/sources/"),
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
        flags: table
            .flag
            .iter()
            .map(|f| Flag { text: with_place(&f.text), marks: marks::places(&file.text, &f.text.span()) })
            .collect(),
        passes: table.pass.iter().map(|p| Pass { text: with_place(&p.text), why: with_place(&p.why) }).collect(),
        instead: with_place(&table.instead),
        whole_articles: matches!(rule, Rule::Required(_)),
    }
}
