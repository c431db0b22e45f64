//! Checks the claims database and compiles it into the blob that the binary embeds.
//!
//! The modules below are the library's own lower layers, compiled once more for the build; the readers of article
//! formats are not needed here, only the article's types.

// The same code is linted as part of the library.
#![allow(dead_code, unused_imports, unreachable_pub, missing_docs, clippy::all, clippy::pedantic, clippy::restriction)]

#[path = "src/analyze/mod.rs"]
mod analyze;
#[path = "src/document/article.rs"]
mod article;
#[path = "src/database/mod.rs"]
mod database;
#[path = "src/diagnostic.rs"]
mod diagnostic;
mod document {
    //! The article's types without the readers.
    pub use crate::article::*;
}
#[path = "src/form/mod.rs"]
mod form;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/rules/mod.rs"]
mod rules;
#[path = "src/severity.rs"]
mod severity;
#[path = "src/span.rs"]
mod span;
#[path = "src/stored/mod.rs"]
mod stored;

use lexicon::load::SourceFile;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=claims");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let mut files = Vec::new();
    collect(&Path::new(&root).join("claims"), "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let loaded = database::load(&files);
    for fault in &loaded.faults {
        let place = fault.primary.as_ref().map_or(String::new(), |p| {
            let text = files.iter().find(|f| f.path == fault.file).map_or("", |f| f.text.as_str());
            let line = text.bytes().take(p.span.start as usize).filter(|b| *b == b'\n').count() + 1;
            format!(":{line}")
        });
        println!("cargo::warning=claims/{}{place}: {} [{}]", fault.file, fault.message, fault.code);
    }
    let broken = loaded.faults.iter().any(|f| f.severity == severity::Severity::Error);
    assert!(!broken, "the claims database has faults; see the warnings above or run `healthlint claims check`");
    let (working, texts) = loaded.database.to_stored().expect("the database is plain data");
    // Only `explain` shows examples: `check` never touches them.
    let examples = stored::to_bytes(&loaded.examples).expect("examples are plain data");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for (name, bytes) in [("database.bin", working), ("claims.bin", texts), ("examples.bin", examples)] {
        std::fs::write(Path::new(&out).join(name), bytes).expect("OUT_DIR is writable");
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).expect("claims/ is there").flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if entry.path().is_dir() {
            collect(&entry.path(), &path, files);
        } else if (name.ends_with(".toml") || name.ends_with(".tsv")) && !name.starts_with('_') {
            let text = std::fs::read_to_string(entry.path()).expect("a claim file is readable");
            files.push(SourceFile { path, text });
        }
    }
}
