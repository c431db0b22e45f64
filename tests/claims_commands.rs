//! The commands for those who keep the claims: new, due, stats, coverage, schema, the catalogue.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::path::{Path, PathBuf};
use std::process::Command;

const CLAIMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/claims");

struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

fn run_in(folder: &Path, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_healthlint")).current_dir(folder).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn run(args: &[&str]) -> Run {
    run_in(Path::new("."), args)
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_new_claim_is_written_once_and_the_next_step_is_told() {
    let folder = Folder(std::env::temp_dir().join(format!("healthlint-new-{}", std::process::id())));
    std::fs::create_dir_all(folder.0.join("claims")).unwrap();
    let new = |path: &str, kind: &str| run_in(&folder.0, &["claims", "new", path, kind, "--today", "2026-11-21"]);
    let first = new("knee/ice-cures", "proposition");
    assert_eq!(first.status, Some(0), "{}", first.err);
    assert!(
        first.out.contains("claims/knee/ice-cures.toml") && first.out.contains("healthlint claims check"),
        "{}",
        first.out
    );
    let path = folder.0.join("claims/knee/ice-cures.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("[rule.proposition]") && text.contains("reviewed   = 2026-11-21"), "{text}");
    std::fs::write(&path, "mine").unwrap();
    let second = new("knee/ice-cures.toml", "dose");
    assert_eq!(second.status, Some(2));
    assert!(second.err.contains("is there already"), "{}", second.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    for wrong in ["no-folder", "../knee/x", "knee/Ice Cures", "lexicon/ice", ""] {
        assert_eq!(new(wrong, "dose").status, Some(2), "{wrong}");
    }
    assert_eq!(new("knee/x", "poem").status, Some(2));
    assert!(!folder.0.join("claims/knee/x.toml").exists());
}

#[test]
fn reviews_that_are_due_are_listed_and_make_the_status_1() {
    let early = run(&["claims", "due", CLAIMS, "--today", "2020-01-01"]);
    assert_eq!(early.status, Some(0), "{}", early.err);
    assert!(early.out.starts_with("no review is due on 2020-01-01; the next is due on 20"), "{}", early.out);
    let late = run(&["claims", "due", CLAIMS, "--today", "2099-01-01"]);
    assert_eq!(late.status, Some(1));
    let dates: Vec<&str> = late.out.lines().filter_map(|line| line.split("  ").next()).collect();
    let listed = dates.split_last().unwrap().1;
    assert!(listed.len() > 100 && listed.is_sorted(), "{}", late.out);
    assert_eq!(run(&["claims", "due", CLAIMS, "--today", "tomorrow"]).status, Some(2));
}

#[test]
fn figures_and_coverage_are_told() {
    let stats = run(&["claims", "stats", CLAIMS, "--today", "2026-11-21"]);
    assert_eq!(stats.status, Some(0), "{}", stats.err);
    for part in ["claims    ", "kinds     ", "sources   ", "examples  ", "names     ", "reviews   ", "back-pain"] {
        assert!(stats.out.contains(part), "{part} is not in {}", stats.out);
    }
    let short = run(&["claims", "coverage", CLAIMS]);
    let long = run(&["claims", "coverage", CLAIMS, "--all"]);
    assert_eq!((short.status, long.status), (Some(0), Some(0)), "{}", short.err);
    assert!(short.out.contains("wordings of relations") && short.out.lines().count() == 5, "{}", short.out);
    assert!(long.out.lines().count() > short.out.lines().count());
}

#[test]
fn the_catalogue_and_the_page_of_a_claim_show_its_sources() {
    let all = run(&["list", "--format", "md", "--topic", "back-pain"]);
    assert_eq!(all.status, Some(0), "{}", all.err);
    assert!(all.out.starts_with("# What healthlint checks\n"), "{}", all.out);
    assert!(all.out.contains("\n## back-pain (") && all.out.contains("`back-pain/bed-rest-for-back-pain` · "));
    assert!(all.out.contains("Sources: [") && all.out.contains("](<https://"));
    let page = run(&["explain", "back-pain/bed-rest-for-back-pain"]).out;
    for part in ["Why ", "Source ", "https://", "Flags ", "Passes ", "Reviewed "] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let schema = run(&["claims", "schema"]).out;
    assert!(serde_json::from_str::<serde_json::Value>(&schema).is_ok());
}
