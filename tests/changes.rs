//! `--diff`: what changed in git is told, and nothing else. Skipped, and said so, where git is not installed.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failure is the message

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const WRONG: &str = "Herpes can be cured with antibiotics.";
const OTHER: &str = "Do not panic: a drop foot during sciatica recovers without any help.";

struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

struct Repository(PathBuf);

impl Repository {
    /// A repository with these files committed on the branch `main`; `None` without git.
    fn new(name: &str, files: &[(&str, &str)]) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            println!("skipped: git is not installed");
            return None;
        }
        let path = std::env::temp_dir().join(format!("healthlint-changes-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        let repository = Self(path);
        repository.git(&["init", "-q", "-b", "main"]);
        for (file, text) in files {
            repository.write(file, text);
        }
        repository.commit();
        Some(repository)
    }

    fn git(&self, args: &[&str]) {
        git(&self.0, args);
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "as it was"]);
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn check(&self, args: &[&str]) -> Run {
        check(&self.0, args)
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.args([
        "-c",
        "user.name=A Writer",
        "-c",
        "user.email=writer@example.org",
        "-c",
        "protocol.file.allow=always",
    ]);
    let output = command.args(args).output().expect("git runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn check(folder: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
    let output = command.current_dir(folder).args(["check", "--format", "short"]).args(args).output().expect("it runs");
    Run {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn only_changed_lines_are_told() {
    let Some(repository) =
        Repository::new("lines", &[("a.md", &format!("# Page\n\n{WRONG}\n\nMore.\n")), ("b.md", WRONG)])
    else {
        return;
    };
    let quiet = repository.check(&["--diff", "main"]);
    assert_eq!((quiet.status, quiet.out.as_str()), (Some(0), ""));
    assert!(quiet.err.contains("no article changed since main"), "{}", quiet.err);
    repository.write("a.md", &format!("# Page\n\nA new line.\n\n{WRONG}\n\nMore.\n\n{OTHER}\n"));
    let told = repository.check(&["--diff", "main"]);
    assert_eq!(told.status, Some(1));
    assert!(told.out.lines().all(|line| line.starts_with("a.md:9:")) && !told.out.is_empty(), "{}", told.out);
    // Committed or not is the same, as long as the revision is an older one.
    repository.git(&["checkout", "-q", "-b", "work"]);
    repository.commit();
    assert_eq!(repository.check(&["--diff", "main"]).out, told.out);
    assert_eq!(repository.check(&["--diff", "HEAD"]).status, Some(0));
}

#[test]
fn a_sentence_over_several_lines_is_told_if_one_of_them_changed_or_went() {
    let before = "# Herpes\n\nHerpes cannot\nbe cured\nwith\nantibiotics.\n";
    let Some(repository) = Repository::new("wrapped", &[("a.md", before)]) else { return };
    repository.write("a.md", &before.replace("cannot", "can"));
    assert_eq!(repository.check(&["--diff", "main"]).status, Some(1));
    let before = "# Herpes\n\nHerpes can\n<!-- x -->\nbe cured\nwith antibiotics.\n\nEnd.\n";
    repository.write("a.md", before);
    repository.commit();
    repository.write("a.md", &before.replace("<!-- x -->\n", ""));
    assert_eq!(repository.check(&["--diff", "main"]).status, Some(1));
    repository.write("a.md", &before.replace("End.\n", ""));
    assert_eq!(repository.check(&["--diff", "main"]).status, Some(0));
}

#[test]
fn new_and_renamed_files_and_odd_names_are_known() {
    let odd = "a \"b\"\nc é.md";
    let long = format!("{}{WRONG}\n", "The library opens at nine.\n\n".repeat(20));
    let line = format!("{WRONG}\n");
    let Some(repository) = Repository::new("names", &[("old.md", &long), (odd, &line), ("x y.md", &line)]) else {
        return;
    };
    repository.git(&["mv", "old.md", "new name.md"]);
    assert_eq!(repository.check(&["--diff", "main"]).out, "", "a renamed file has no changed line");
    repository.write("new name.md", &format!("{long}\n{OTHER}\n"));
    repository.write(odd, &format!("{WRONG}\n\n{OTHER}\n"));
    repository.write("x y.md", &format!("{WRONG}\n\n{OTHER}\n"));
    repository.write("untracked/page.md", WRONG);
    let told = repository.check(&["--diff", "main"]).out;
    for start in ["a \"b\"", "new name.md:43:", "x y.md:3:", "untracked/page.md:1:"] {
        assert!(told.lines().any(|line| line.starts_with(start)), "{start}\n{told}");
    }
    assert!(!told.contains("x y.md:1:") && !told.contains("new name.md:41:"), "{told}");
    // From a folder of the repository it is the same.
    let below = check(&repository.0.join("untracked"), &["--diff", "main", "."]);
    assert!(below.out.starts_with("page.md:1:"), "{}", below.out);
}

#[test]
fn what_others_did_meanwhile_is_not_told() {
    let Some(repository) = Repository::new("ancestor", &[("a.md", WRONG), ("b.md", "The library.\n")]) else { return };
    repository.git(&["checkout", "-q", "-b", "work"]);
    repository.write("b.md", "The library opens at nine.\n");
    repository.commit();
    repository.git(&["checkout", "-q", "main"]);
    repository.write("a.md", "The error is mended here.\n");
    repository.commit();
    repository.git(&["checkout", "-q", "work"]);
    assert_eq!(repository.check(&["--diff", "main"]).out, "");
}

#[test]
fn a_shallow_clone_works_or_says_what_to_fetch() {
    let Some(repository) = Repository::new("shallow", &[("a.md", WRONG)]) else { return };
    repository.git(&["checkout", "-q", "-b", "work"]);
    repository.write("b.md", OTHER);
    repository.commit();
    let clone = repository.0.join("clone");
    let from = format!("file://{}", repository.0.display());
    repository.git(&["clone", "-q", "--depth=1", "--branch", "work", &from, "clone"]);
    let unknown = check(&clone, &["--diff", "origin/main"]);
    assert_eq!(unknown.status, Some(2));
    assert!(unknown.err.contains("git fetch --depth=1 origin main:refs/remotes/origin/main"), "{}", unknown.err);
    git(&clone, &["fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main"]);
    let known = check(&clone, &["--diff", "origin/main"]);
    assert_eq!(known.status, Some(1), "{}", known.err);
    assert!(known.out.starts_with("b.md:1:") && !known.out.contains("a.md"), "{}", known.out);
    assert!(known.err.contains("compared with origin/main itself"), "{}", known.err);
}

#[test]
fn what_cannot_be_asked_is_a_clear_fault() {
    let Some(repository) = Repository::new("faults", &[("a.md", WRONG)]) else { return };
    for (revision, word) in [
        ("no-such-branch", "git knows no revision \"no-such-branch\""),
        ("--output=stolen", "git knows no revision"),
        ("-x", "git knows no revision"),
        ("main..work", "git knows no revision"),
        ("", "git knows no revision"),
    ] {
        let run = repository.check(&["--diff", revision]);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{revision}: {}", run.err);
        assert!(run.err.contains(word) && run.err.contains("help: "), "{revision}: {}", run.err);
    }
    assert!(!repository.0.join("stolen").exists());
    assert_eq!(repository.check(&["--diff", "main", "-"]).status, Some(2));
    let bare = std::env::temp_dir().join(format!("healthlint-changes-{}-bare", std::process::id()));
    fs::create_dir_all(&bare).unwrap();
    fs::write(bare.join("a.md"), WRONG).unwrap();
    let run = check(&bare, &["--diff", "main"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("no git repository"), "{}", run.err);
    let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
    let run = command.current_dir(&repository.0).env("PATH", "").args(["check", "--diff", "main"]).output().unwrap();
    fs::remove_dir_all(&bare).unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("git is not installed"));
}

#[test]
fn windows_line_ends_and_the_writers_own_git_settings_change_nothing() {
    let Some(repository) = Repository::new("settings", &[("a.md", &format!("{WRONG}\r\n\r\nMore.\r\n"))]) else {
        return;
    };
    for (key, value) in [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("color.ui", "always"),
        ("diff.external", "false"),
        ("diff.context", "9"),
        ("diff.interHunkContext", "9"),
        ("diff.relative", "true"),
        ("core.quotePath", "true"),
    ] {
        repository.git(&["config", key, value]);
    }
    repository.write("a.md", &format!("{WRONG}\r\n\r\nMore.\r\n\r\n{OTHER}\r\n"));
    let told = repository.check(&["--diff", "main"]).out;
    assert!(told.starts_with("a.md:5:") && !told.contains("a.md:1:"), "{told}");
}
