//! Every code that the program can print is explained, and stands in `docs/codes.md` in the same words.
//!
//! `UPDATE=1 cargo test --test codes` writes the tables of that page anew.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use healthlint::codes::OWN_CODES;
use healthlint::standards::RULES;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The areas of codes that no claim has, and what they are about.
const AREAS: &[(&str, &str)] = &[
    ("document", "What an article is found to be, whatever it is about"),
    ("doses", "Doses written so that they are misread (`--select none` switches these off)"),
    ("suppression", "Silences that are not in order"),
    ("article", "Files that cannot be read, or not as meant"),
    ("config", "Faults of `healthlint.toml`"),
    ("stream", "Lines of `check --jsonl` that are no request"),
    ("claims", "Faults of a folder of claims, told by `healthlint claims check`"),
];

/// All codes with the line that explains them.
fn explained() -> BTreeMap<&'static str, String> {
    let own = OWN_CODES.iter().map(|own| (own.code, format!("| `{}` | {}: {} |", own.code, own.means, own.help)));
    let rule = RULES.iter().map(|rule| (rule.code, format!("| `{}` | {} |", rule.code, rule.title)));
    own.chain(rule).collect()
}

/// Codes as they are written in the source, outside of its tests.
fn written() -> BTreeSet<String> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
            if path.is_dir() { collect(&path, files) } else { files.push(path) }
        }
    }
    let mut files = Vec::new();
    collect(&Path::new(ROOT).join("src"), &mut files);
    let areas: Vec<&str> = AREAS.iter().map(|(area, _)| *area).collect();
    let code = Regex::new(&format!("\"((?:{})/[a-z0-9-]+)\"", areas.join("|"))).unwrap();
    let mut codes = BTreeSet::new();
    for file in files.iter().filter(|file| !file.ends_with("codes/own.rs")) {
        let text = fs::read_to_string(file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or("");
        codes.extend(code.captures_iter(text).map(|found| found[1].to_owned()));
    }
    codes
}

#[test]
fn every_code_in_the_source_is_explained_and_every_explained_code_is_in_use() {
    let explained: BTreeSet<String> = explained().into_keys().map(str::to_owned).collect();
    assert_eq!(written(), explained, "src/codes/own.rs and src/standards/ explain codes");
}

#[test]
fn the_page_of_codes_tells_them_all_in_the_same_words() {
    let mut page = "# Every code that is not a claim\n\n\
        Claims are explained by `healthlint explain ID` and listed by `healthlint list`. These codes are the program's own;\n\
        `healthlint explain CODE` tells the same.\n"
        .to_owned();
    let all = explained();
    for (area, about) in AREAS {
        let _ = write!(page, "\n## {about}\n\n| Code | What it means, and what to do |\n|---|---|\n");
        for (_, line) in all.iter().filter(|(code, _)| code.split('/').next() == Some(area)) {
            let _ = writeln!(page, "{line}");
        }
    }
    let path = Path::new(ROOT).join("docs/codes.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), page, "UPDATE=1 cargo test --test codes writes it anew");
}

#[test]
fn every_code_can_be_asked_about() {
    for code in explained().into_keys() {
        let run = Command::new(env!("CARGO_BIN_EXE_healthlint")).args(["explain", code]).output().unwrap();
        let told = String::from_utf8(run.stdout).unwrap();
        assert!(run.status.success() && told.starts_with(code) && told.lines().count() > 3, "{code}: {told}");
    }
    let near = Command::new(env!("CARGO_BIN_EXE_healthlint")).args(["explain", "article/empt"]).output().unwrap();
    assert!(String::from_utf8(near.stderr).unwrap().contains("did you mean article/empty"));
}
