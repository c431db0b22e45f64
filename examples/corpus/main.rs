//! Writes a site to measure on: `cargo run --release --example corpus -- 10MB target/site`.
//!
//! Articles in Markdown, HTML and plain text, made of the database's own facts and examples; the same bytes every time.
//! With `--phrases` it writes `phrases.txt` beside them: five hundred names of things, for comparison with a search tool.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for developers, not part of the program")]

mod site;

use healthlint::database::Database;
use healthlint::lexicon::TermKind;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).filter(|a| *a != "--phrases").collect();
    let [size, folder] = words.as_slice() else {
        eprintln!("usage: corpus SIZE FOLDER [--phrases], for example: corpus 10MB target/site");
        return ExitCode::from(2);
    };
    let Some(size) = bytes(size) else {
        eprintln!("{size} is no size; write for example 500KB, 10MB or 1GB");
        return ExitCode::from(2);
    };
    let folder = PathBuf::from(folder);
    let written = healthlint::embedded::database().map_err(std::io::Error::other).and_then(|database| {
        if args.len() > words.len() {
            phrases(&database, &folder)?;
        }
        site(&database, size, &folder)
    });
    match written {
        Ok((files, bytes)) => {
            println!("{files} articles, {bytes} bytes");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the site cannot be written: {error}");
            ExitCode::from(2)
        }
    }
}

/// "10MB" in bytes.
fn bytes(size: &str) -> Option<usize> {
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match size.get(digits.len()..)? {
        "" | "B" => 1,
        "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        _ => return None,
    };
    digits.parse::<usize>().ok()?.checked_mul(unit)
}

fn site(database: &Database, size: usize, folder: &Path) -> std::io::Result<(u64, usize)> {
    let material = site::Material::new(database);
    let (mut files, mut written) = (0, 0);
    while written < size {
        let (ending, text) = material.article(files);
        let section = folder.join(format!("{:03}", files / 100));
        fs::create_dir_all(&section)?;
        fs::write(section.join(format!("{files:06}.{ending}")), &text)?;
        files += 1;
        written += text.len();
    }
    Ok((files, written))
}

/// Five hundred names of hand-written things, evenly chosen.
fn phrases(database: &Database, folder: &Path) -> std::io::Result<()> {
    let lexicon = &database.lexicon;
    let things = lexicon.terms.by_hand().filter(|t| lexicon.kind_of(*t) == Some(TermKind::Concept));
    let names: Vec<&str> = things.map(|t| lexicon.name_of(t)).filter(|n| n.len() > 3 && !n.contains(':')).collect();
    let chosen: Vec<&str> = names.iter().step_by((names.len() / 500).max(1)).take(500).copied().collect();
    fs::create_dir_all(folder)?;
    fs::write(folder.join("phrases.txt"), chosen.join("\n") + "\n")
}
