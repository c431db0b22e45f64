//! A baseline as a file: JSON, one entry a line, sorted, so that changes to it are read and merged line by line.

use super::{Baseline, Key};
use crate::replace::Replacement;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// The version of the file; a newer one is refused.
const VERSION: u64 = 1;

/// Why a baseline cannot be used, and what to do.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) help: String,
}

#[derive(Deserialize)]
struct Versioned {
    version: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "version")]
    _version: u64,
    entries: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    claim: String,
    sentence: String,
    count: usize,
}

/// Reads a baseline; `None` if there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<Baseline>, Fault> {
    let shown = path.display();
    let fault = |message: String, help: &str| Fault { message, help: help.to_owned() };
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(fault(
                format!("the baseline {shown} cannot be read: {error}"),
                "check the path and its permissions, or use --no-baseline",
            ));
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    parse(text.trim_start_matches('\u{feff}')).map(Some).map_err(|trouble| match trouble {
        Trouble::Newer(version) => fault(
            format!("the baseline {shown} has version {version}; this healthlint knows version {VERSION}"),
            "use a newer healthlint, or make the baseline anew with healthlint baseline create --force",
        ),
        Trouble::Damaged(why) => fault(
            format!("the baseline {shown} is damaged: {why}"),
            "bring it back from version control, or make it anew with healthlint baseline create --force",
        ),
    })
}

/// What is wrong with the text of a baseline.
enum Trouble {
    Newer(String),
    Damaged(String),
}

fn parse(text: &str) -> Result<Baseline, Trouble> {
    let damaged = |error: serde_json::Error| Trouble::Damaged(error.to_string());
    // The version is asked first: what a newer one holds nobody can know.
    let versioned: Versioned = serde_json::from_str(text).map_err(damaged)?;
    match versioned.version {
        Some(version) if version.as_u64() == Some(VERSION) => {}
        Some(version) if version.is_u64() => return Err(Trouble::Newer(version.to_string())),
        _ => return Err(Trouble::Damaged("it does not tell its version".to_owned())),
    }
    let written: Written = serde_json::from_str(text).map_err(damaged)?;
    let mut baseline = Baseline::default();
    for Entry { path, claim, sentence, count } in written.entries {
        baseline.raise(Key { path, claim, sentence }, count);
    }
    Ok(baseline)
}

/// Writes a baseline whole or not at all.
pub(crate) fn write(path: &Path, baseline: &Baseline) -> io::Result<()> {
    let mut new = Replacement::create(path)?;
    new.write_all(text(baseline)?.as_bytes())?;
    new.commit()
}

fn text(baseline: &Baseline) -> io::Result<String> {
    let mut lines = Vec::new();
    for (key, count) in baseline.entries() {
        let Key { path, claim, sentence } = key.clone();
        let entry = serde_json::to_string(&Entry { path, claim, sentence, count }).map_err(io::Error::other)?;
        lines.push(format!("    {entry}"));
    }
    let entries = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) };
    Ok(format!("{{\n  \"version\": {VERSION},\n  \"entries\": {entries}\n}}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(path: &str) -> Key {
        Key { path: path.to_owned(), claim: "herpes/x".to_owned(), sentence: "0123456789abcdef".to_owned() }
    }

    #[test]
    fn what_is_written_is_read_and_every_entry_has_its_line() {
        let mut baseline = Baseline::default();
        for path in ["b.md", "a \"quoted\"\nname.md"] {
            baseline.add(key(path), 2);
        }
        let text = text(&baseline).unwrap();
        assert_eq!(text.lines().count(), 7, "{text}");
        assert!(parse(&text).is_ok_and(|read| read == baseline));
        let empty = super::text(&Baseline::default()).unwrap();
        assert!(parse(&empty).is_ok_and(|read| read == Baseline::default()), "{empty}");
    }

    #[test]
    fn a_newer_version_and_half_a_file_are_faults() {
        assert!(matches!(parse(r#"{"version": 2, "pages": {}}"#), Err(Trouble::Newer(version)) if version == "2"));
        for half in ["", "{", "{\"version\": 1, \"entries\": [{\"path\"", "[]", "{}", "{\"version\": \"1\"}"] {
            assert!(matches!(parse(half), Err(Trouble::Damaged(_))), "{half}");
        }
    }

    #[test]
    fn of_two_lines_for_one_entry_the_greater_count_holds() {
        let line = |count: usize| {
            format!("{{\"path\":\"a.md\",\"claim\":\"herpes/x\",\"sentence\":\"0123456789abcdef\",\"count\":{count}}}")
        };
        let merged = format!("{{\"version\":1,\"entries\":[{},{}]}}", line(1), line(3));
        assert!(parse(&merged).is_ok_and(|read| read.total() == 3));
    }
}
