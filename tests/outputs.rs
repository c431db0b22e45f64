//! Where reports go: files, several at once, whole or not at all.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use word_file::{Word, p};

#[path = "common/word_file.rs"]
mod word_file;

const WRONG: &str = "Herpes can be cured with antibiotics.\n";
const FORMATS: [&str; 9] = ["text", "short", "json", "github", "sarif", "gitlab", "rdjsonl", "junit", "html"];

/// A folder of its own for a test, gone with it.
struct Folder(PathBuf);

/// What a run came to.
struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("healthlint-outputs-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        for (file, text) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        Self(path)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "RAYON_NUM_THREADS", "GITHUB_STEP_SUMMARY"] {
            command.env_remove(name);
        }
        command.current_dir(&self.0).args(args).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        finish(&mut self.command(args))
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .expect("a folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn finish(command: &mut Command) -> Run {
    let output = command.output().expect("it runs");
    Run {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn site() -> Vec<(&'static str, &'static str)> {
    vec![
        ("a.md", WRONG),
        ("b/c.txt", "Herpes can be cured with antibiotics. Bed rest cures sciatica.\n"),
        (
            "b/d.html",
            "<h1>Herpes</h1><p>It is a virus.</p><ul><li>Herpes can be <b>cured</b> with antibiotics.</li></ul>",
        ),
        ("clean.md", "The library opens at nine.\n"),
    ]
}

#[test]
fn several_formats_of_one_run_are_those_of_single_runs() {
    let folder = Folder::new("several", &site());
    let mut args = vec!["-q".to_owned(), "--format".to_owned(), "short".to_owned()];
    for format in FORMATS {
        args.extend(["--output".to_owned(), format!("{format}:{format}.out")]);
    }
    let all = folder.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(all.status, Some(1), "{}", all.err);
    for format in FORMATS {
        let single = folder.run(&["-q", "--format", format]);
        assert_eq!(folder.read(&format!("{format}.out")), single.out, "{format}");
        assert!(!single.out.is_empty(), "{format}");
        if format == "short" {
            assert_eq!(all.out, single.out);
        }
    }
}

#[test]
fn every_format_gives_the_same_bytes_whatever_the_threads() {
    let names: Vec<String> = (0..130).map(|n| format!("part{}/{n}.md", n % 3)).collect();
    let folder = Folder::new("threads", &names.iter().map(|name| (name.as_str(), WRONG)).collect::<Vec<_>>());
    for format in FORMATS {
        let with = |threads| finish(folder.command(&["-q", "--format", format]).env("RAYON_NUM_THREADS", threads)).out;
        let one = with("1");
        assert!(!one.is_empty() && one == with("7"), "{format}");
    }
}

#[test]
fn a_file_takes_the_place_of_standard_output_and_a_format_with_a_file_adds_to_it() {
    let folder = Folder::new("place", &site());
    let moved = folder.run(&["--format", "sarif", "-o", "r.sarif"]);
    assert!(moved.out.is_empty() && moved.status == Some(1) && folder.read("r.sarif").contains("\"2.1.0\""));
    let added = folder.run(&["-o", "junit:r.xml"]);
    assert!(added.out.contains("error[") && folder.read("r.xml").contains("<testsuite "));
    // A file of that name, with and without a folder in front.
    let plain = folder.run(&["-o", "./text:r"]);
    assert!(plain.out.is_empty() && folder.read("text:r").contains("error["));
    assert_eq!(folder.run(&["-o", "json:-", "-o", "s.txt"]).out.lines().next().map(|l| l.starts_with('{')), Some(true));
    assert!(
        !folder.run(&["--color", "auto", "-o", "t.log"]).out.contains('\u{1b}')
            && !folder.read("t.log").contains('\u{1b}')
    );
}

#[test]
fn what_cannot_be_followed_is_refused_before_anything_is_written() {
    let folder = Folder::new("misuse", &site());
    let before = folder.names();
    for (args, words) in [
        (&["-o", "none/r.sarif"][..], "there is no such folder"),
        (&["-o", "b"], "it is a folder"),
        (&["-o", "sarf:r"], "did you mean sarif:r?"),
        (&["-o", "qqqqqq:r"], "formats are text, short"),
        (&["-o", "sarif:"], "names no file"),
        (&["-o", "x", "-o", "y"], "given twice"),
        (&["-o", "json:x", "-o", "sarif:./x"], "the same place"),
        (&["-o", "json:-"], "the same place"),
        (&["-o", "a.md"], "one of the articles"),
        (&["-o", "html:b/../b/d.html"], "one of the articles"),
        (&["--jsonl", "-o", "x"], "cannot be used with"),
        (&["--uncovered", "-o", "sarif:x"], "--uncovered writes lines"),
    ] {
        let run = folder.run(args);
        assert_eq!(run.status, Some(2), "{args:?}: {}", run.err);
        assert!(run.err.contains(words) && run.out.is_empty(), "{args:?}: {}{}", run.out, run.err);
        assert_eq!(folder.names(), before, "{args:?}");
    }
    assert_eq!(folder.read("a.md"), WRONG);
}

#[test]
fn a_report_among_the_articles_is_written_anew_and_never_checked() {
    let folder = Folder::new("own", &site());
    let args = ["-q", "--format", "html", "-o", "report.html"];
    folder.run(&args);
    let first = folder.read("report.html");
    let second = folder.run(&args);
    assert_eq!((folder.read("report.html"), second.status), (first, Some(1)), "{}", second.err);
    let later = folder.run(&["--format", "short"]);
    let lines: Vec<&str> = later.out.lines().filter(|line| line.contains("report.html")).collect();
    assert_eq!(lines.len(), 1, "{}", later.out);
    assert!(lines[0].contains("warning[article/own-report]"), "{}", later.out);
    assert_eq!(later.status, Some(1));
}

#[test]
fn a_file_that_was_there_keeps_its_permissions_and_a_link_stays_a_link() {
    let folder = Folder::new("replace", &site());
    fs::write(folder.0.join("old.xml"), "old").expect("a file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        fs::set_permissions(folder.0.join("old.xml"), fs::Permissions::from_mode(0o640)).expect("they are set");
        symlink("old.xml", folder.0.join("link.xml")).expect("a link");
        folder.run(&["-q", "-o", "junit:link.xml"]);
        let mode = fs::metadata(folder.0.join("old.xml")).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert!(fs::symlink_metadata(folder.0.join("link.xml")).expect("it is there").is_symlink());
    }
    folder.run(&["-q", "-o", "junit:old.xml"]);
    assert!(folder.read("old.xml").ends_with("</testsuites>\n"));
    assert!(folder.names().iter().all(|name| !name.contains(".part")));
}

#[test]
fn whoever_stops_reading_does_not_stop_the_files() {
    let names: Vec<String> = (0..300).map(|n| format!("{n}.md")).collect();
    let folder = Folder::new("pipe", &names.iter().map(|name| (name.as_str(), WRONG)).collect::<Vec<_>>());
    for format in FORMATS {
        let mut child = folder
            .command(&["--format", format, "-q", "-o", "json:all.jsonl", "-o", &format!("{format}:-")])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        // Two formats on one place are refused; the format alone is not.
        assert_eq!(output.status.code(), Some(2));
        let mut child = folder
            .command(&["--format", format, "-q", "-o", "json:all.jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(1), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(folder.read("all.jsonl").lines().count() >= 300, "{format}");
        fs::remove_file(folder.0.join("all.jsonl")).expect("it goes");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_leaves_nothing() {
    let folder = Folder::new("full", &site());
    let run = folder.run(&["-q", "--format", "html", "-o", "/dev/full"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("/dev/full"), "{}", run.err);
    // A pipe and a device are written to as they are.
    assert_eq!(folder.run(&["-q", "--format", "html", "-o", "/dev/null"]).status, Some(1));
}

#[test]
fn github_gets_the_ten_worst_of_each_level_and_a_table_in_the_summary_of_the_step() {
    let text = "Herpes can be cured with antibiotics.\n\n".repeat(14);
    let folder = Folder::new("github", &[("a.md", text.as_str()), ("b.md", text.as_str())]);
    fs::write(folder.0.join("summary"), "before\n").expect("a file");
    let run = finish(
        folder.command(&["--format", "github"]).env("GITHUB_STEP_SUMMARY", folder.0.join("summary").as_os_str()),
    );
    let all = folder.run(&["--format", "short"]).out.lines().count();
    let commands = run.out.lines().filter(|line| line.starts_with("::error file=a.md,line=")).count();
    assert_eq!((commands, run.out.lines().count()), (10, 11), "{}", run.out);
    let rest = format!("not shown: {} errors; ", all - 10);
    assert!(run.out.lines().last().is_some_and(|line| line.starts_with(&rest)), "{}", run.out);
    let summary = folder.read("summary");
    assert!(summary.starts_with(&format!("before\n### healthlint\n\n{all} errors in 2 articles")), "{summary}");
    assert_eq!(summary.matches("| error | ").count(), all, "{summary}");
    // Nothing of it without GitHub or in another format.
    folder.run(&["--format", "github", "-q"]);
    finish(folder.command(&["--format", "short"]).env("GITHUB_STEP_SUMMARY", folder.0.join("summary").as_os_str()));
    assert_eq!(folder.read("summary"), summary);
}

#[test]
fn junit_agrees_with_the_exit_status() {
    let folder = Folder::new("junit", &[("mild.md", "Persistent tingling is a typical sign of herpes.\n")]);
    let gentle = folder.run(&["--format", "junit"]);
    assert!(gentle.status == Some(0) && gentle.out.contains("<skipped ") && gentle.out.contains("failures=\"0\""));
    let strict = folder.run(&["--format", "junit", "--fail-on", "info"]);
    assert!(strict.status == Some(1) && strict.out.contains("<failure ") && strict.out.contains("skipped=\"0\""));
    let unread = folder.run(&["--format", "junit", "none.md"]);
    assert!(unread.status == Some(2) && unread.out.contains("errors=\"1\""), "{}", unread.out);
}

#[cfg(unix)]
#[test]
fn no_file_name_breaks_a_format() {
    let name = "a b\n::error file=x::\u{1b}[31m \"q' <i>&,:%.md";
    let folder = Folder::new(
        "names",
        &[(name, "# ]]> </style><script>alert(1)</script>\n\nHerpes can be cured with antibiotics.\n")],
    );
    let out = |format: &str| folder.run(&["-q", "--format", format, name]).out;
    assert!(out("github").lines().all(|line| line.starts_with("::error file=a b%0A%3A%3Aerror")), "{}", out("github"));
    let sarif: serde_json::Value = serde_json::from_str(&out("sarif")).expect("JSON");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
    assert!(uri.starts_with("a%20b%0A%3A%3Aerror") && uri.bytes().all(|b| b.is_ascii_graphic()), "{uri}");
    for format in ["json", "rdjsonl"] {
        for line in out(format).lines() {
            let _: serde_json::Value = serde_json::from_str(line).expect("JSON");
        }
    }
    for format in ["junit", "html"] {
        let text = out(format);
        assert!(!text.contains("<script") && !text.contains("<i>") && !text.contains("]]>"), "{text}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{format}");
    }
    for format in ["text", "short"] {
        assert!(out(format).chars().all(|c| c == '\n' || !c.is_control()), "{format}");
    }
}

#[test]
fn services_are_told_in_words_where_in_a_word_file_and_replace_nothing_there() {
    let folder = Folder::new("word", &[]);
    let body = p("The library opens at nine.") + &p("Take .5 mg of it. Herpes can be cured with antibiotics.");
    fs::write(folder.0.join("a.docx"), Word::new(&body).bytes()).expect("a file");
    let of = |format: &str| folder.run(&["a.docx", "-q", "--format", format]).out;
    for format in ["github", "gitlab", "rdjsonl", "sarif"] {
        assert_eq!(of(format).matches("Paragraph 2").count(), 2, "{format}: {}", of(format));
    }
    assert!(of("junit").contains("doses/leading-zero in paragraph 2"), "{}", of("junit"));
    assert!(!of("rdjsonl").contains("suggestions") && !of("sarif").contains("fixes"));
}
