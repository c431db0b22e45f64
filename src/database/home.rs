//! Files that lie in another folder than the one for what they hold: told once, not field by field.

use crate::diagnostic::Diagnostic;
use crate::lexicon::load::SourceFile;
use crate::span::Span;
use toml::de::{DeTable, DeValue};

/// Fields at the top of a file that only claims have; two of them make a claim, or a rule.
const OF_CLAIMS: [&str; 6] = ["title", "fact", "verdict", "severity", "confidence", "instead"];
/// What is no claim: the table's name, its folder, what it is called.
const TABLES: [(&str, &str, &str); 4] = [
    ("source", "sources/", "sources"),
    ("concept", "lexicon/", "concepts"),
    ("topic", "topics/", "topics"),
    ("class", "language/", "classes of wordings"),
];
/// Fields that a source has where it is described, not where it is cited.
const OF_SOURCES: [&str; 3] = ["publisher", "url", "seen"];

/// The fault of a file that lies in the wrong folder.
pub(super) fn misplaced(file: &SourceFile) -> Option<Diagnostic> {
    // Tables of open vocabularies are no TOML.
    file.path.strip_suffix(".toml")?;
    let (folder, name) = file.path.split_once('/')?;
    let (table, _) = DeTable::parse_recoverable(&file.text);
    let table = table.get_ref();
    let own = TABLES.iter().find(|(_, home, _)| home.strip_suffix('/') == Some(folder));
    let fields = OF_CLAIMS.iter().filter(|field| table.contains_key(**field)).count();
    let (first, message, help) = if fields > 1 || table.contains_key("rule") {
        own?;
        (
            OF_CLAIMS.into_iter().chain(["rule"]).find(|field| table.contains_key(*field))?,
            format!("this is a claim, and {folder}/ holds none"),
            format!("help: move it to the folder of its subject, for example back-pain/{name}"),
        )
    } else {
        let held = TABLES.iter().find(|(kind, ..)| is_described(table, kind))?;
        if own.is_some_and(|own| table.contains_key(own.0)) || folder == held.1.trim_end_matches('/') {
            return None;
        }
        (
            held.0,
            format!("this file holds {}, and {folder}/ is not for them", held.2),
            format!("help: move it to {}", held.1),
        )
    };
    let place = table.get_key_value(first).map_or(0..0, |(key, _)| key.span());
    Some(
        Diagnostic::error("claims/wrong-folder", &file.path, message)
            .at(Span::new(place.start, place.end), "belongs elsewhere")
            .note(help),
    )
}

/// Whether a file holds words that claims elsewhere may be made of.
pub(super) fn holds_words(file: &SourceFile) -> bool {
    let (table, _) = DeTable::parse_recoverable(&file.text);
    ["concept", "class"].iter().any(|kind| is_described(table.get_ref(), kind))
}

/// Whether a file describes things of a kind, and does not only name them.
fn is_described(table: &DeTable<'_>, kind: &str) -> bool {
    let Some(value) = table.get(kind) else { return false };
    let has = |inner: &DeValue<'_>| {
        let inner = inner.as_table();
        inner.is_some_and(|inner| kind != "source" || OF_SOURCES.iter().any(|field| inner.contains_key(*field)))
    };
    match value.get_ref() {
        DeValue::Array(list) => list.iter().any(|inner| has(inner.get_ref())),
        other => has(other),
    }
}
