//! Concepts and sources that no claim uses: no fault, but nobody would miss them.

use super::Loaded;
use super::load::is_claim;
use crate::lexicon::load::{SourceFile, parse};
use crate::lexicon::open::FOLDER;
use crate::lexicon::tables::LexiconFile;
use crate::lexicon::{TermId, TermKind};
use std::collections::BTreeSet;

/// Things of one sort, and those of them that nobody uses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unused {
    /// How many there are.
    pub all: usize,
    /// Id, name and file of each that no claim uses.
    pub idle: Vec<[String; 3]>,
}

/// Sources that no claim cites.
pub fn sources(files: &[SourceFile], loaded: &Loaded) -> Unused {
    let database = &loaded.database;
    let cited: BTreeSet<u32> = database.claims.iter().flat_map(|c| &c.citations).map(|c| c.source).collect();
    let idle = database.sources.iter().zip(0..).filter(|(_, number)| !cited.contains(number)).map(|(source, _)| {
        let quoted = format!("\"{}\"", source.id);
        let file = files.iter().find(|f| f.path.starts_with("sources/") && f.text.contains(&quoted));
        [source.id.clone(), source.title.clone(), file.map_or_else(String::new, |f| f.path.clone())]
    });
    Unused { all: database.sources.len(), idle: idle.collect() }
}

/// Hand-written concepts that no claim and no topic names, and that lie neither above nor below one that is named.
pub fn concepts(files: &[SourceFile], loaded: &Loaded) -> Unused {
    let lexicon = &loaded.database.lexicon;
    let mut words = BTreeSet::new();
    for file in files.iter().filter(|f| is_claim(&f.path) || f.path.starts_with("topics/")) {
        if let Ok(table) = toml::from_str::<toml::Table>(&file.text) {
            let named = if is_claim(&file.path) { table.get("rule") } else { table.get("topic") };
            if let Some(value) = named {
                strings(value, &mut words);
            }
        }
    }
    let named: BTreeSet<TermId> =
        words.iter().filter_map(|w| lexicon.term(w.trim_start_matches('=').trim_end_matches('~'))).collect();
    // What lies below a named concept is meant by it, what lies above is there for its sake.
    let above: BTreeSet<TermId> = named.iter().flat_map(|t| lexicon.ancestors(*t).iter()).collect();
    let is_used = |term: TermId| above.contains(&term) || lexicon.ancestors(term).iter().any(|a| named.contains(&a));
    let mut out = Unused::default();
    for file in files.iter().filter(|f| f.path.starts_with("lexicon/") && !f.path.starts_with(FOLDER)) {
        let Some(table) = parse::<LexiconFile>(file, &mut Vec::new()) else { continue };
        out.all += table.concept.len();
        for concept in table.concept {
            let term = lexicon.term(concept.id.as_ref());
            if term.is_some_and(|t| lexicon.kind_of(t) == Some(TermKind::Concept) && !is_used(t)) {
                out.idle.push([concept.id.into_inner(), concept.name.into_inner(), file.path.clone()]);
            }
        }
    }
    out
}

/// All words of a value.
fn strings(value: &toml::Value, out: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(word) => {
            out.insert(word.clone());
        }
        toml::Value::Array(list) => list.iter().for_each(|v| strings(v, out)),
        toml::Value::Table(table) => table.iter().for_each(|(_, v)| strings(v, out)),
        _ => {}
    }
}
