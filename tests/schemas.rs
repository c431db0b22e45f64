//! Each format is held against its published schema or read by a program that other people wrote.
//!
//! `.ci/tools` installs these from the package registries; what is missing is skipped, and said so:
//! `cargo test --test schemas -- --nocapture` shows it. The checks themselves are in `tests/schemas/validate.py`.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message
#![allow(clippy::print_stdout, reason = "the test tells what it skipped")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The formats and the names of their reports.
const REPORTS: [(&str, &str); 6] = [
    ("json", "report.jsonl"),
    ("sarif", "report.sarif"),
    ("gitlab", "report.gitlab.json"),
    ("rdjsonl", "report.rdjsonl"),
    ("junit", "report.xml"),
    ("html", "report.html"),
];

/// Articles besides those of `fixtures/`, with names and texts that tempt formats to break.
const AWKWARD: [(&str, &[u8]); 8] = [
    ("clean.md", b"The library opens at nine.\n"),
    ("empty.md", b""),
    ("not utf-8.txt", b"caf\xe9"),
    ("same.md", b"Herpes can be cured with antibiotics.\n\nHerpes can be cured with antibiotics.\n"),
    ("twin.md", b"Herpes can be cured with antibiotics.\n\nHerpes can be cured with antibiotics.\n"),
    ("q\"uo'te & <b>.md", b"::error::x ]]> Herpes\x07 can be <!-- -->cured \xe2\x80\xae with antibiotics. {0} [a](b)\n"),
    ("caf\u{e9} 100%25 #?.md", "\u{feff}\u{dc}berall: Herpes can be cured with antibiotics.\r\n".as_bytes()),
    ("table.md", b"| Herpes | Fact |\n|---|---|\n| one | Herpes can be cured with antibiotics. |\n\n- Herpes can be cured with antibiotics.\n"),
];

#[test]
fn every_format_keeps_its_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("healthlint-schemas-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("site")).expect("a folder");
    for (name, bytes) in AWKWARD {
        // Some systems know fewer names.
        let _ = fs::write(folder.join("site").join(name), bytes);
    }
    for entry in fs::read_dir(root.join("fixtures")).expect("a folder").flatten() {
        if entry.path().extension().is_some_and(|ending| ["md", "html", "txt"].iter().any(|known| ending == *known)) {
            fs::copy(entry.path(), folder.join("site").join(entry.file_name())).expect("a copy");
        }
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
    command.current_dir(&folder).args(["site", "-q", "-o", "text.txt"]).env_remove("GITHUB_STEP_SUMMARY");
    for (format, name) in REPORTS {
        command.arg("--output").arg(format!("{format}:{name}"));
    }
    let run = command.output().expect("it runs");
    assert_eq!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));

    let tools = root.join("target/format-tools");
    let own = tools.join("venv/bin/python");
    let python = if own.exists() { own.as_path() } else { Path::new("python3") };
    let validated = Command::new(python)
        .arg(root.join("tests/schemas/validate.py"))
        .args([folder.as_path(), tools.as_path(), root])
        .output();
    match validated {
        Err(_) => println!("all formats: skipped, there is no Python"),
        Ok(done) => {
            println!("{}", String::from_utf8_lossy(&done.stdout));
            assert!(
                done.status.success(),
                "{}{}",
                String::from_utf8_lossy(&done.stdout),
                String::from_utf8_lossy(&done.stderr)
            );
        }
    }
    fs::remove_dir_all(&folder).expect("it goes");
}
