//! The baseline as a site lives with it: made once, silent on what was known, loud on what is new.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const WRONG: &str = "Herpes can be cured with antibiotics.";
const OTHER: &str = "Do not panic: a drop foot during sciatica recovers without any help.";
const FILE: &str = "healthlint-baseline.json";

struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

struct Site(PathBuf);

impl Site {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("healthlint-baseline-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    fn run(&self, args: &[&str]) -> Run {
        self.run_in(".", args)
    }

    fn run_in(&self, folder: &str, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
        let output = command.current_dir(self.0.join(folder)).args(args).output().expect("it runs");
        Run {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// The status of a check, which must be what is expected.
    fn check(&self, status: i32, args: &[&str]) -> Run {
        let run = self.run(&[&["check"], args].concat());
        assert_eq!(run.status, Some(status), "{args:?}\n{}\n{}", run.out, run.err);
        run
    }

    fn create(&self) {
        let run = self.run(&["baseline", "create"]);
        assert_eq!(run.status, Some(0), "{}", run.err);
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_large_old_site_is_adopted_in_three_commands_and_only_new_errors_fail() {
    let site = Site::new("site");
    for page in 0..2000 {
        let mut text = format!("# Page {page}\n\nThe library of ward {page} opens at nine.\n\n");
        for line in 0..page % 5 {
            let _ = writeln!(text, "Line {line} of the page says nothing on health.\n");
        }
        if page % 3 == 0 {
            text.push_str(WRONG);
        }
        site.write(&format!("content/{}/page {page}.md", page % 7), &text);
    }
    site.check(1, &[]);
    site.create();
    let green = site.check(0, &[]);
    assert!(green.out.is_empty() && green.err.contains(" in the baseline"), "{}\n{}", green.out, green.err);
    // A moved old one does not fail: within its file, and with its file.
    let old = site.read("content/0/page 0.md");
    site.write(
        "content/0/page 0.md",
        &format!("# Page\n\nA new first paragraph.\n\n{WRONG}\n\n{}", "More.\n\n".repeat(9)),
    );
    site.check(0, &[]);
    fs::rename(site.0.join("content/3/page 3.md"), site.0.join("content/renamed page.md")).unwrap();
    site.check(0, &[]);
    // A new one does, and it alone is told.
    site.write("content/1/page 1.md", &format!("# Page 1\n\n{OTHER}\n"));
    let red = site.check(1, &["--format", "short"]);
    assert!(red.out.contains("content/1/page 1.md:3:1: error[") && !red.out.contains("page 0"), "{}", red.out);
    // So does a second copy of a known one in the same file.
    site.write("content/1/page 1.md", "");
    site.write("content/0/page 0.md", &format!("{old}\n\n{WRONG}\n"));
    let copy = site.check(1, &["--format", "short"]);
    assert!(copy.out.starts_with("content/0/page 0.md:7:1: error[herpes/"), "{}", copy.out);
}

#[test]
fn entries_are_sorted_lines_and_the_same_on_every_run() {
    let site = Site::new("lines");
    site.write("b.md", WRONG).write("a \"b\".md", &format!("{WRONG}\n\n{OTHER}\n\n{WRONG}\n"));
    site.create();
    let text = site.read(FILE);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("\"sentence\"")).collect();
    assert!(lines.len() >= 3 && lines.is_sorted(), "{text}");
    assert!(lines[0].starts_with(r#"    {"path":"a \"b\".md","claim":""#), "{text}");
    assert!(lines.iter().any(|line| line.contains("\"count\":2")), "{text}");
    assert_eq!(site.run(&["baseline", "create", "--force"]).status, Some(0));
    assert_eq!(site.read(FILE), text);
    assert_eq!(fs::read_dir(&site.0).unwrap().count(), 3, "nothing is left beside it");
}

#[test]
fn it_is_found_from_below_the_root_of_the_repository_and_can_be_left_aside() {
    let site = Site::new("found");
    fs::create_dir_all(site.0.join(".git")).unwrap();
    site.write("content/en/a.md", WRONG);
    site.create();
    for (folder, path) in
        [(".", "content"), ("content/en", "a.md"), ("content", "."), ("content/en", "../../content/en")]
    {
        let run = site.run_in(folder, &["check", path]);
        assert_eq!(run.status, Some(0), "{folder} {path}: {}", run.out);
    }
    site.check(1, &["--no-baseline"]);
    fs::rename(site.0.join(FILE), site.0.join("old.json")).unwrap();
    site.check(1, &[]);
    site.check(0, &["--baseline", "old.json"]);
    site.check(2, &["--baseline", "none.json"]);
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    use std::io::Write;
    let site = Site::new("stdin");
    site.write("a.md", WRONG);
    site.create();
    for (name, status) in [("a.md", 0), ("b.md", 1)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
        command.current_dir(&site.0).args(["check", "-", "--stdin-filename", name]);
        let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(WRONG.as_bytes()).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(status), "{name}");
    }
}

#[test]
fn what_is_mended_is_stale_until_it_is_pruned() {
    let site = Site::new("stale");
    site.write("a.md", WRONG).write("b.md", OTHER).write("c.md", WRONG);
    site.create();
    site.write("a.md", "The library opens at nine.\n");
    let calm = site.check(0, &[]);
    assert!(calm.err.contains("healthlint baseline prune"), "{}", calm.err);
    let strict = site.check(1, &["--fail-on-stale", "--quiet"]);
    assert!(strict.err.contains("stale: a.md: herpes/"), "{}", strict.err);
    // What was not looked at is not stale.
    site.check(0, &["--fail-on-stale", "b.md"]);
    let status = site.run(&["baseline", "status"]);
    assert_eq!(status.status, Some(0));
    assert!(status.out.contains(" in 2 files") && status.out.contains("stale: a.md: herpes/"), "{}", status.out);
    let partial = site.run(&["baseline", "prune", "b.md"]);
    assert!(partial.err.contains("nothing to drop"), "{}", partial.err);
    fs::rename(site.0.join("c.md"), site.0.join("d.md")).unwrap();
    let pruned = site.run(&["baseline", "prune"]);
    assert!(pruned.out.contains("dropped: a.md: herpes/") && pruned.out.contains("renamed: c.md is d.md now"));
    let text = site.read(FILE);
    assert!(text.contains("\"d.md\"") && text.contains("\"b.md\"") && !text.contains("\"a.md\""), "{text}");
    site.check(0, &["--fail-on-stale"]);
}

#[test]
fn a_baseline_is_never_overwritten_unasked() {
    let site = Site::new("kept");
    site.write("a.md", WRONG);
    site.create();
    let text = site.read(FILE);
    site.write("a.md", OTHER);
    let again = site.run(&["baseline", "create"]);
    assert_eq!(again.status, Some(2));
    assert!(again.err.contains("--force"), "{}", again.err);
    assert_eq!(site.read(FILE), text);
}

#[test]
fn a_baseline_that_cannot_be_used_is_told_and_left_as_it_is() {
    let site = Site::new("damaged");
    site.write("a.md", WRONG);
    for (text, word) in [
        ("{\"version\": 7, \"pages\": []}", "version 7"),
        ("{\"version\": 1, \"entries\": [{\"path\":\"a.md\",\"cl", "damaged"),
        ("", "damaged"),
        ("<<<<<<< HEAD\n", "damaged"),
        (
            "{\"version\": 1, \"entries\": [{\"path\":\"a.md\",\"claim\":\"x\",\"sentence\":\"y\",\"count\":-1}]}",
            "damaged",
        ),
    ] {
        site.write(FILE, text);
        for args in [&["check"][..], &["baseline", "prune"], &["baseline", "status"], &["baseline", "create"]] {
            let run = site.run(args);
            assert_eq!(run.status, Some(2), "{args:?} {text}");
            assert!(run.out.is_empty() && run.err.contains("help: "), "{}", run.err);
            assert!(args.contains(&"create") || run.err.contains(word), "{}", run.err);
            assert_eq!(site.read(FILE), text);
        }
    }
    // A byte-order mark and Windows line ends are the editor's, not a fault.
    site.run(&["baseline", "create", "--force"]);
    let windows = format!("\u{feff}{}", site.read(FILE).replace('\n', "\r\n"));
    site.write(FILE, &windows);
    site.check(0, &[]);
}

#[test]
fn an_article_that_cannot_be_read_keeps_its_entries() {
    let site = Site::new("unread");
    site.write("a.md", WRONG).write("b.md", OTHER);
    site.create();
    fs::write(site.0.join("a.md"), [0xff, 0xfe, 0, 0]).unwrap();
    site.write("b.md", "");
    let pruned = site.run(&["baseline", "prune"]);
    assert_eq!(pruned.status, Some(2), "{}", pruned.err);
    assert!(pruned.out.contains("article/not-utf8") && pruned.out.contains("dropped: b.md"), "{}", pruned.out);
    assert!(site.read(FILE).contains("\"a.md\""));
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new("readonly");
    site.write("a.md", WRONG);
    fs::set_permissions(&site.0, fs::Permissions::from_mode(0o555)).unwrap();
    let run = site.run(&["baseline", "create"]);
    fs::set_permissions(&site.0, fs::Permissions::from_mode(0o755)).unwrap();
    // Whoever may do everything may write there as well.
    if run.status == Some(0) {
        return;
    }
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("healthlint-baseline.json cannot be written"), "{}", run.err);
}
