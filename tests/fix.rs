//! `--fix` writes figures and never a word; `--watch` looks again whenever a draft is written.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use word_file::{Word, p};

#[path = "common/word_file.rs"]
mod word_file;

struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("healthlint-fix-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    fn check(&self, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
        let output = command.current_dir(&self.0).arg("check").args(args).output().expect("it runs");
        Run {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Marks, line ends and entities of all sorts; what may be mended, what looks alike, and what may not.
const BEFORE: &str = "\u{feff}# Doses\r\n\r\nTake **1.0 mg** at é night, or .5&nbsp;mg.\r\n\r\n\
    Inject 10 U of insulin. See version 1.0.\r\n\r\nHerpes can be cured with antibiotics.\r\n";
const AFTER: &str = "\u{feff}# Doses\r\n\r\nTake **1 mg** at é night, or 0.5&nbsp;mg.\r\n\r\n\
    Inject 10 U of insulin. See version 1.0.\r\n\r\nHerpes can be cured with antibiotics.\r\n";

#[test]
fn zeros_of_doses_are_mended_and_nothing_else() {
    let folder = Folder::new("zeros");
    folder.write("a \"draft\".md", BEFORE);
    folder.write("b.md", "The library opens at nine.\n");
    let run = folder.check(&["--fix", "--format", "short"]);
    assert_eq!(folder.read("a \"draft\".md"), AFTER);
    assert_eq!(run.status, Some(1), "the wrong sentence is still told: {}", run.err);
    assert!(run.out.contains("md:7:1: error[herpes/") && run.out.contains("doses/unit-abbreviation"), "{}", run.out);
    assert!(!run.out.contains("-zero") && run.err.contains("fixed 2 places in 1 file"), "{}{}", run.out, run.err);
    assert!(folder.check(&["--fix", "--quiet"]).status == Some(1) && folder.read("a \"draft\".md") == AFTER);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "nothing is left beside them");
}

#[test]
fn comments_for_the_linter_take_their_common_form_and_mean_the_same() {
    let folder = Folder::new("comments");
    let wrong = "Herpes can be cured with antibiotics.";
    let before = format!(
        "<!--Healthlint-Ignore: herpes/*,back-pain/bed-rest-for-back-pain UNTIL 2099-01-31 — quotes a “leaflet”-->\n{wrong}\n\n\
         ```\n<!-- Healthlint-ignore: herpes/* — shown only -->\n```\n"
    );
    let form =
        "<!--healthlint-ignore herpes/*, back-pain/bed-rest-for-back-pain until 2099-01-31 -- quotes a “leaflet”-->";
    folder.write("a.md", &before);
    folder.write("b.mdx", &format!("{{/* healthlint-ignore herpes/* – why */}}\n\n{wrong}\n"));
    folder.write("fine.md", &format!("<!-- healthlint-ignore\n     herpes/* -- why -->\n{wrong}\n"));
    let was = folder.check(&["--format", "short", "-q"]);
    let run = folder.check(&["--fix", "--format", "short"]);
    assert!(run.err.contains("fixed 2 places in 2 files"), "{}", run.err);
    let after = folder.read("a.md");
    assert!(after.starts_with(&format!("{form}\n")) && after.contains("<!-- Healthlint-ignore: herpes"), "{after}");
    assert!(folder.read("b.mdx").starts_with("{/* healthlint-ignore herpes/* -- why */}"));
    assert!(folder.read("fine.md").contains("ignore\n     herpes"));
    assert_eq!(was.out, folder.check(&["--format", "short", "-q"]).out);
    assert!(folder.check(&["--fix"]).err.contains("nothing to fix"));
}

#[test]
fn a_dry_run_shows_a_patch_and_writes_nothing() {
    let folder = Folder::new("dry");
    folder.write("a.md", BEFORE);
    let run = folder.check(&["--fix", "--dry-run"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(folder.read("a.md"), BEFORE);
    assert!(run.out.starts_with("--- a/a.md\n+++ b/a.md\n@@ -1,6 +1,6 @@\n"), "{}", run.out);
    assert!(
        run.out.contains("-Take **1.0 mg** at é night, or .5&nbsp;mg.\r\n+Take **1 mg** at é night"),
        "{}",
        run.out
    );
    // Git takes it.
    let mut git = Command::new("git");
    git.current_dir(&folder.0).args(["apply", "--unsafe-paths", "-"]).stdin(std::process::Stdio::piped());
    if let Ok(mut child) = git.spawn() {
        use std::io::Write;
        child.stdin.take().unwrap().write_all(run.out.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        assert_eq!(folder.read("a.md"), AFTER);
    } else {
        folder.write("a.md", AFTER);
    }
    let clean = folder.check(&["--fix", "--dry-run"]);
    assert_eq!((clean.status, clean.out.as_str()), (Some(0), ""), "{}", clean.err);
}

#[test]
fn what_is_silenced_or_known_is_left_as_it_is() {
    let folder = Folder::new("silenced");
    let text =
        "<!-- healthlint-ignore doses/trailing-zero -- as printed on the box -->\nTake 1.0 mg.\n\nTake 2.0 mg.\n";
    folder.write("a.md", text);
    folder.check(&["--fix"]);
    assert_eq!(folder.read("a.md"), text.replace("2.0", "2"));
}

#[test]
fn word_files_are_left_as_they_are_and_that_is_said() {
    let folder = Folder::new("word");
    let bytes = Word::new(&p("Take .5 mg of it.")).bytes();
    fs::write(folder.0.join("a.docx"), &bytes).expect("a file");
    for args in [&["--fix", "a.docx"][..], &["--fix", "--dry-run", "a.docx"]] {
        let run = folder.check(args);
        assert!(run.err.contains("nothing to fix; 1 place in Word files to mend there"), "{}", run.err);
        assert_eq!(fs::read(folder.0.join("a.docx")).expect("a file"), bytes);
    }
}

#[test]
fn what_cannot_be_fixed_is_refused() {
    let folder = Folder::new("refused");
    folder.write("a.md", BEFORE);
    for args in [&["--fix", "-"][..], &["--dry-run"], &["--fix", "--watch"], &["--fix", "--jsonl"], &["--watch", "-"]] {
        let run = folder.check(args);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{args:?} {}", run.err);
    }
    assert_eq!(folder.read("a.md"), BEFORE);
}

#[test]
#[cfg(unix)]
fn an_article_that_may_not_be_written_is_told_with_its_findings() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("readonly");
    folder.write("a.md", BEFORE);
    fs::set_permissions(folder.0.join("a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let run = folder.check(&["--fix"]);
    assert_eq!(run.status, Some(2));
    assert!(run.out.contains("article/unwritable") && run.out.contains("doses/trailing-zero"), "{}", run.out);
    assert_eq!(folder.read("a.md"), BEFORE);
}

#[test]
#[cfg(unix)]
fn a_draft_is_checked_whenever_it_is_written_until_somebody_ends_it() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let folder = Folder::new("watch");
    folder.write("draft.md", "Herpes can be cured with antibiotics.\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
    command.current_dir(&folder.0).args(["check", "--watch", "--format", "short", "draft.md"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut until = |word: &str| told.by_ref().find(|line| line.contains(word)).unwrap();
    assert!(until(" in 1 article").contains("error"));
    until("watching; Ctrl-C ends");
    folder.write("draft.md", "The library opens at nine.\n");
    assert!(until(" in 1 article").starts_with("no known errors"));
    until("watching; Ctrl-C ends");
    // As editors do: another file is put in its place.
    folder.write("draft.new", "Take 1.0 mg, and .5 mg more.\n");
    fs::rename(folder.0.join("draft.new"), folder.0.join("draft.md")).unwrap();
    assert!(until(" in 1 article").starts_with("2 warnings"));
    until("watching; Ctrl-C ends");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut out = String::new();
    std::io::Read::read_to_string(child.stdout.as_mut().unwrap(), &mut out).unwrap();
    assert!(!out.contains('\u{1b}'), "no screen is cleared where none is: {out}");
}
