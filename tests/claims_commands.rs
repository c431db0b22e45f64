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
        first.out.contains("claims/knee/ice-cures.toml")
            && first.out.contains("healthlint claims check claims --only claims/knee"),
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
    assert!(first.out.contains("note: knee/ is a new folder\n"), "{}", first.out);
    assert!(new("knees/ice-cures", "dose").out.contains("note: knees/ is a new folder; did you mean knee/?"));
    assert!(!new("knee/heat-cures", "dose").out.contains("note:"));
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
    assert!(short.out.contains("wordings of relations") && short.out.lines().count() == 7, "{}", short.out);
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
    for part in ["Why ", "Source ", "https://", "id: cochrane-bedrest", "Flags ", "Passes ", "Reviewed "] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let schema = run(&["claims", "schema"]).out;
    assert!(serde_json::from_str::<serde_json::Value>(&schema).is_ok());
}

#[test]
fn ids_are_found_by_any_name_and_told_with_their_files() {
    let find = |words: &[&str]| run(&[&["claims", "find", "--claims", CLAIMS], words].concat());
    let found = find(&["lumbago"]);
    assert_eq!(found.status, Some(0), "{}", found.err);
    assert!(found.out.contains("low-back-pain") || found.out.contains("lumbago"), "{}", found.out);
    let found = find(&["bed", "rest"]).out;
    for part in
        ["concepts\n  bed-rest", "act:stay-in-bed", "cochrane-bedrest", "lexicon/tests-procedures.toml:", "\nclaims\n"]
    {
        assert!(found.contains(part), "{part} is not in {found}");
    }
    assert!(find(&["ninds", "bells"]).out.contains("\n      agency; read; "), "{}", find(&["ninds", "bells"]).out);
    assert!(find(&["cause"]).out.contains("\nrelations\n  rel:cause  "));
    assert!(find(&["unlikely", "wordless"]).out.starts_with("nothing is called"));
    let misspelt = find(&["shingels"]);
    assert_eq!(misspelt.status, Some(1));
    assert!(misspelt.out.contains("near are ") && misspelt.out.contains("shingles"), "{}", misspelt.out);
    let (few, all) = (find(&["pain"]).out, find(&["pain", "--all"]).out);
    assert!(few.contains(" more: say more words, or --all") && all.lines().count() > few.lines().count());
}

#[test]
fn one_file_is_checked_by_its_path_or_its_id_and_others_are_not_told_of() {
    let folder = Folder(std::env::temp_dir().join(format!("healthlint-only-{}", std::process::id())));
    copy(Path::new(CLAIMS), &folder.0.join("claims"));
    std::fs::write(folder.0.join("claims/back-pain/broken.toml"), "title = broken\n").unwrap();
    let own = folder.0.join("claims/medicines/aspirin-too-much.toml");
    let text = std::fs::read_to_string(&own).unwrap();
    std::fs::write(&own, text.replacen("[[flag]]", "zzz = 1\n\n[[flag]]", 1)).unwrap();
    for name in
        ["claims/medicines/aspirin-too-much.toml", "medicines/aspirin-too-much.toml", "medicines/aspirin-too-much"]
    {
        let only = run_in(&folder.0, &["claims", "check", "--only", name]);
        assert_eq!(only.status, Some(2), "{name}");
        assert!(only.out.contains("zzz") && !only.out.contains("broken.toml"), "{}", only.out);
        let summary = "1 error in medicines/aspirin-too-much.toml; 1 of other files not shown\nmore may follow";
        assert!(only.err.contains(summary), "{}", only.err);
    }
    let wrong = run_in(&folder.0, &["claims", "check", "--only", "aspirin-too-much"]);
    assert_eq!(wrong.status, Some(2));
    assert!(wrong.err.contains("did you mean claims/medicines/aspirin-too-much.toml"), "{}", wrong.err);
    let sound = run_in(&folder.0, &["claims", "check", "--only", "medicines/loperamide-too-much"]);
    assert_eq!(sound.status, Some(0), "{}", sound.out);
    assert!(!sound.err.contains("more may follow"), "{}", sound.err);
    let all = run_in(&folder.0, &["claims", "check"]);
    assert!(all.err.ends_with("\nmore may follow when these are mended\n"), "{}", all.err);
}

#[test]
fn files_of_other_programs_are_told_with_what_to_do() {
    let folder = Folder(std::env::temp_dir().join(format!("healthlint-notepad-{}", std::process::id())));
    let claims = folder.0.join("claims");
    std::fs::create_dir_all(claims.join("knee")).unwrap();
    std::fs::write(claims.join("knee/ice.toml.txt"), "title = 1\n").unwrap();
    std::fs::write(claims.join("knee/utf16.toml"), b"\xff\xfet\0i\0").unwrap();
    std::fs::write(claims.join("knee/latin.toml"), b"title = \"a\"\nfact = \"caf\xe9\"\n").unwrap();
    let told = run_in(&folder.0, &["claims", "check"]);
    assert_eq!(told.status, Some(2));
    for part in [
        "ice.toml.txt is no claim: its name ends in .txt",
        "rename it to claims/knee/ice.toml",
        "utf16.toml cannot be read: it is UTF-16, not UTF-8",
        "latin.toml cannot be read: it is not UTF-8; the first letter that is not stands in line 2",
        "Encoding: UTF-8",
    ] {
        assert!(told.err.contains(part), "{part} is not in {}", told.err);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (path, name) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &name);
        } else {
            std::fs::copy(&path, &name).unwrap();
        }
    }
}
