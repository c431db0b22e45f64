//! Ids by a word: concepts, classes, relations, sources, topics and claims, with the files that they are in.

use super::load::is_claim;
use crate::form::nearest;
use crate::lexicon::load::SourceFile;
use crate::lexicon::open::FOLDER;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeTable, DeValue};

/// The sorts of things that have ids, in the order in which they are told.
pub const SORTS: [&str; 9] = [
    "concepts",
    "acts and judgements",
    "relations",
    "tiers of care",
    "sources",
    "topics",
    "claims",
    "themes",
    "open vocabularies",
];

/// The sort of what is not written by hand.
const OPEN: usize = 8;
/// The sort of loose phrases around one matter; it and what follows are seldom what is looked for.
pub const THEMES: usize = 7;

/// Something with an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Index into `SORTS`.
    pub sort: usize,
    /// What is written in claims.
    pub id: String,
    /// Its name, title or meaning.
    pub name: String,
    /// Further names or wordings.
    pub others: Vec<String>,
    /// What else a reviewer asks of it: of a source who stands behind it, whether it was read, what it says.
    pub about: String,
    /// Its file below the folder of claims.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// By sort, the best first; each with the further name that was met, where neither id nor name was.
    pub entries: Vec<(Entry, Option<String>)>,
    /// Near names with their ids, if nothing was found.
    pub near: Vec<(String, String)>,
}

/// By what an entry is put in order, the entry, and the further name that was met.
type Ranked = ((usize, u8, usize), Entry, Option<String>);

/// Everything whose id or names hold all the words, in files that may be faulty elsewhere.
pub fn find(files: &[SourceFile], words: &str) -> Found {
    let asked = folded(words);
    let parts: Vec<&str> = asked.split_whitespace().collect();
    let mut all: Vec<Entry> = files.iter().flat_map(entries).collect();
    // A row that has the name of a concept is that concept.
    let by_hand: BTreeSet<String> =
        all.iter().filter(|e| e.sort == 0).flat_map(|e| e.others.iter().chain([&e.name])).map(|n| folded(n)).collect();
    all.retain(|entry| entry.sort != OPEN || !by_hand.contains(&folded(&entry.name)));
    let has = |text: &str| parts.iter().all(|part| text.contains(part));
    let mut ranked: Vec<Ranked> = all
        .iter()
        .filter(|_| !parts.is_empty())
        .filter_map(|entry| {
            let (id, name) = (folded(&entry.id), folded(&entry.name));
            let by_other = || entry.others.iter().find(|other| has(&folded(other))).cloned();
            let bare = id.split_once(':').map_or(id.as_str(), |(_, bare)| bare);
            let (rank, other) = if bare == asked || name == asked {
                (0, None)
            } else if has(&format!("{id} {name}")) {
                (2, None)
            } else {
                let other = by_other()?;
                (if folded(&other) == asked { 1 } else { 3 }, Some(other))
            };
            Some(((entry.sort, rank, entry.id.len()), entry.clone(), other))
        })
        .collect();
    ranked.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    let entries: Vec<(Entry, Option<String>)> = ranked.into_iter().map(|(_, entry, other)| (entry, other)).collect();
    let near = if entries.is_empty() { near(&all, &asked) } else { Vec::new() };
    Found { entries, near }
}

/// Near names, and whose they are.
fn near(all: &[Entry], asked: &str) -> Vec<(String, String)> {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for entry in all.iter().filter(|entry| SORTS.get(entry.sort) != Some(&"claims")) {
        for name in std::iter::once(&entry.id).chain([&entry.name]).chain(&entry.others) {
            names.entry(folded(name)).or_insert(&entry.id);
        }
    }
    let found = nearest(asked, names.keys().map(String::as_str)).into_iter();
    found.filter_map(|name| names.get(name).map(|id| (name.to_owned(), (*id).to_owned()))).collect()
}

/// Lower case, hyphens as spaces.
fn folded(text: &str) -> String {
    text.to_lowercase().replace(['-', '_'], " ")
}

fn entries(file: &SourceFile) -> Vec<Entry> {
    if file.path.starts_with(FOLDER) {
        return rows(file);
    }
    let (table, _) = DeTable::parse_recoverable(&file.text);
    let table = table.into_inner();
    if is_claim(&file.path) {
        let Some(title) = table.get("title").and_then(|title| title.get_ref().as_str()) else { return Vec::new() };
        let id = file.path.trim_end_matches(".toml").to_owned();
        return vec![Entry {
            sort: 6,
            id,
            name: title.to_owned(),
            others: Vec::new(),
            about: String::new(),
            file: file.path.clone(),
            line: 1,
        }];
    }
    let sorts =
        [("concept", 0), ("class", 1), ("degree", 1), ("relation", 2), ("tier", 3), ("source", 4), ("topic", 5)];
    let mut out = Vec::new();
    for (name, sort) in sorts {
        let Some(list) = table.get(name).and_then(|list| list.get_ref().as_array()) else { continue };
        for inner in list {
            out.extend(inner.get_ref().as_table().and_then(|table| entry(table, sort, file)));
        }
    }
    out
}

/// A table with an id.
fn entry(table: &DeTable<'_>, sort: usize, file: &SourceFile) -> Option<Entry> {
    let id = table.get("id")?;
    let at = id.span().start;
    let text = |name: &str| table.get(name).and_then(|value| value.get_ref().as_str()).unwrap_or_default().to_owned();
    let name = ["name", "title", "meaning"].iter().map(|name| text(name)).find(|name| !name.is_empty());
    let mut name = name.unwrap_or_default();
    let mut about = String::new();
    if SORTS.get(sort) == Some(&"sources") {
        for part in [text("publisher"), text("published")].iter().filter(|part| !part.is_empty()) {
            name.push_str(", ");
            name.push_str(part);
        }
        let read = match table.get("seen").and_then(|seen| seen.get_ref().as_bool()) {
            Some(false) => "not read",
            _ => "read",
        };
        let parts = [text("kind"), read.to_owned(), text("supports")];
        about = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    }
    let shown = ["names", "weak", "words", "verbs", "nouns", "adjectives", "prepositions", "near"];
    let others = shown.iter().filter_map(|name| table.get(*name)).flat_map(|value| strings(value.get_ref())).collect();
    let id = id.get_ref().as_str()?.to_owned();
    let sort = if id.starts_with("top:") || id.starts_with("who:") { THEMES } else { sort };
    let line = file.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    Some(Entry { sort, id, name, others, about, file: file.path.clone(), line })
}

fn strings(value: &DeValue<'_>) -> Vec<String> {
    value.as_array().map_or_else(Vec::new, |list| {
        list.iter().filter_map(|inner| inner.get_ref().as_str()).map(str::to_owned).collect()
    })
}

/// The rows of an open vocabulary: id, preferred name, further names.
fn rows(file: &SourceFile) -> Vec<Entry> {
    let mut lines = file.text.lines().enumerate();
    let header = lines.next().map(|(_, line)| line).unwrap_or_default();
    if !header.starts_with("id\tpreferred\t") {
        return Vec::new();
    }
    lines
        .filter_map(|(number, line)| {
            let mut cells = line.split('\t');
            let (id, name, others) = (cells.next()?, cells.next()?, cells.next()?);
            Some(Entry {
                sort: OPEN,
                id: id.to_owned(),
                name: name.to_owned(),
                others: others.split('|').filter(|other| !other.is_empty()).map(str::to_owned).collect(),
                about: String::new(),
                file: file.path.clone(),
                line: number + 1,
            })
        })
        .collect()
}
