//! The one-way flow: what a module may use, read from the source. `ARCHITECTURE.md` says why.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules by layer. One may use those below it, and those of its own line.
const LAYERS: &[(u8, &[&str])] = &[
    (0, &["span", "severity", "diagnostic", "stored", "form"]),
    (1, &["document"]),
    // The article and the language do not know each other.
    (1, &["lexicon"]),
    (2, &["analyze"]),
    (3, &["rules"]),
    (4, &["database"]),
    (5, &["check", "contradiction", "standards"]),
    // A sentence is shown as examples are read.
    (6, &["coverage", "examples", "trace", "uncovered"]),
    (6, &["explain"]),
    (6, &["codes", "suppress"]),
    (6, &["embedded"]),
    (
        7,
        &["main", "baseline", "changes", "cli", "config", "walk", "exit", "interrupt", "commands", "output", "replace"],
    ),
];

/// Third-party crates and the only files that may use them; a path without ending stands for a folder or a family.
const HOMES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["document/boilerplate.rs"]),
    ("clap", &["cli.rs"]),
    ("clap_complete", &["cli.rs"]),
    ("clap_mangen", &["cli.rs"]),
    ("ctrlc", &["interrupt.rs"]),
    ("codespan_reporting", &["output/excerpt.rs"]),
    ("globset", &["config/glob.rs"]),
    ("html5gum", &["document/html"]),
    ("ignore", &["walk.rs"]),
    ("mimalloc", &["main.rs"]),
    ("postcard", &["stored/"]),
    ("pulldown_cmark", &["document/markdown"]),
    ("quick_xml", &["document/docx/xml.rs"]),
    ("rayon", &["walk.rs"]),
    ("regex", &["document/", "analyze/", "standards/"]),
    // Data says of itself how it is stored; reading it is the business of the homes of the formats.
    ("serde", &[""]),
    ("serde_json", &["baseline/file.rs", "document/json.rs", "output/json"]),
    ("terminal_size", &["output/terminal.rs"]),
    ("toml", &["form/", "lexicon/", "rules/", "database/", "config/"]),
    ("zip", &["document/archive.rs"]),
];

/// A file longer than this wants to be two.
const LONGEST: usize = 800;

/// The files of `src/` by their paths in it.
fn sources() -> BTreeMap<String, String> {
    fn collect(folder: &Path, root: &Path, files: &mut BTreeMap<String, String>) {
        let entries: Vec<PathBuf> =
            fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
        for path in entries {
            if path.is_dir() {
                collect(&path, root, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).expect("a source file"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    files
}

/// The lines that are code.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The names that follow a prefix such as `crate::`, also those of a `{…}` group.
fn names_after<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut names = Vec::new();
    for (at, _) in line.match_indices(prefix) {
        if line.get(..at).is_some_and(|before| before.ends_with(is_name)) {
            continue;
        }
        let rest = line.get(at + prefix.len()..).unwrap_or("");
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            for part in group.split(',') {
                if depth == 0 {
                    names.extend(part.trim().split(|c| !is_name(c)).next());
                }
                depth += part.matches('{').count();
                depth = depth.saturating_sub(part.matches('}').count());
            }
        } else {
            names.extend(rest.split(|c| !is_name(c)).next());
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The module at the top that a file belongs to.
fn module(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

fn line_of(module: &str) -> Option<&'static (u8, &'static [&'static str])> {
    LAYERS.iter().find(|(_, names)| names.contains(&module))
}

#[test]
fn a_module_uses_only_what_lies_below_it() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let user = module(&file);
        if user == "lib" {
            continue;
        }
        let Some(own) = line_of(user) else {
            wrong.push(format!("src/{file}: no layer is known for it; LAYERS in this test names them"));
            continue;
        };
        for (number, line) in code(&text) {
            for used in names_after(line, "crate::").into_iter().chain(names_after(line, "healthlint::")) {
                // `crate::CONSTANT` of main.rs and the like are no modules.
                let Some(other) = line_of(used) else { continue };
                if other.0 >= own.0 && other != own {
                    wrong
                        .push(format!("src/{file}:{number}: {user} (layer {}) uses {used} (layer {})", own.0, other.0));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_third_party_crate_has_one_home() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for (name, homes) in HOMES {
            if homes.iter().any(|home| file.starts_with(home)) {
                continue;
            }
            for (number, line) in code(&text) {
                let path = format!("{name}::");
                let used = line.match_indices(&path).any(|(at, _)| {
                    !line
                        .get(..at)
                        .is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
                });
                if used {
                    wrong.push(format!("src/{file}:{number}: {name} is at home in {}", homes.join(", ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_dependency_is_known_here() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("a manifest");
    let table: toml::Table = manifest.parse().expect("TOML");
    let dependencies: BTreeSet<String> =
        table["dependencies"].as_table().expect("a table").keys().map(|name| name.replace('-', "_")).collect();
    let known: BTreeSet<String> = HOMES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(dependencies, known, "a new crate needs a home, an old one must be in use");
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        if !text.starts_with("//! ") {
            wrong.push(format!("src/{file} does not open with //!"));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("src/{file} has {lines} lines; {LONGEST} are the most"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_output_layer_prints() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        if file.starts_with("output/") {
            continue;
        }
        for (number, line) in code(&text) {
            let prints = ["println!", "print!", "eprintln!", "eprint!", "dbg!", "io::stdout", "io::stderr"];
            if let Some(word) = prints.iter().find(|word| line.contains(**word)) {
                wrong.push(format!("src/{file}:{number}: {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_touches_neither_files_nor_clocks_nor_threads() {
    let outside =
        ["main", "baseline", "changes", "cli", "config", "walk", "exit", "interrupt", "commands", "output", "replace"];
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        if outside.contains(&module(&file)) {
            continue;
        }
        for (number, line) in code(&text) {
            // An archive is read from memory by the traits that files are read by.
            if file == "document/archive.rs" && line == "use std::io::{Cursor, Read, Write};" {
                continue;
            }
            let words = ["std::fs", "std::net", "std::process", "std::thread", "std::time", "std::env", "std::io"];
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                wrong.push(format!("src/{file}:{number}: {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_use_lines_reads_groups() {
    assert_eq!(names_after("use crate::{a::{b, c}, d};", "crate::"), ["a", "d"]);
    assert_eq!(names_after("    crate::check::check(&x); not_crate::y", "crate::"), ["check"]);
}
