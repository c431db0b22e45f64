//! The command line as its users meet it: arguments in, text and exit status out.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// An article with an error, one with a warning at most, one without anything to say on health.
const WRONG: &str = "Herpes can be cured with antibiotics.\n";
const MILD: &str = "Persistent tingling is a typical sign of herpes.\n";
const CLEAN: &str = "The library opens at nine.\n";

/// What a run came to.
struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

fn healthlint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "RAYON_NUM_THREADS"] {
        command.env_remove(name);
    }
    command
}

fn finish(command: &mut Command, stdin: &str) -> Run {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // A run that ends before it has read everything is no fault of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    Run {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn run(args: &[&str], stdin: &str) -> Run {
    finish(healthlint().args(args), stdin)
}

/// A folder of its own for a test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("healthlint-cli-{}-{name}", std::process::id()));
        for (file, text) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        Self(path)
    }

    fn run(&self, args: &[&str]) -> Run {
        finish(healthlint().current_dir(&self.0).args(args), "")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

#[test]
fn an_article_is_checked_without_naming_the_command() {
    let folder = Folder::new("default", &[("a.md", WRONG)]);
    let short = folder.run(&["a.md", "--format", "short"]);
    assert!(short.out.starts_with("a.md:1:"), "{}", short.out);
    assert_eq!(short.out, folder.run(&["check", "a.md", "--format", "short"]).out);
}

#[test]
fn the_exit_status_tells_whether_something_grave_enough_was_found() {
    let folder = Folder::new("exit", &[("wrong.md", WRONG), ("mild.md", MILD), ("clean.md", CLEAN)]);
    assert_eq!(folder.run(&["clean.md"]).status, Some(0));
    assert_eq!(folder.run(&["wrong.md"]).status, Some(1));
    assert_eq!(folder.run(&["wrong.md", "--fail-on", "never"]).status, Some(0));
    assert_eq!(folder.run(&["mild.md"]).status, Some(0));
    assert_eq!(folder.run(&["mild.md", "--fail-on", "info"]).status, Some(1));
    assert_eq!(folder.run(&["clean.md", "--fail-on", "info"]).status, Some(0));
}

#[test]
fn wrong_usage_ends_with_two() {
    for args in [
        &["--no-such-option"][..],
        &["--format", "yaml"],
        &["--fail-on", "nothing"],
        &["--jsonl", "a.md"],
        &["--jsonl", "--format", "json"],
        &["--stdin-filename", "a.md", "b.md"],
        &["explain"],
        &["claims"],
    ] {
        let run = run(args, "");
        assert_eq!(run.status, Some(2), "{args:?}: {}", run.err);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn findings_go_to_standard_output_and_the_summary_to_standard_error() {
    let found = run(&["-"], WRONG);
    assert!(found.out.contains("error[") && !found.out.contains("silence"), "{}", found.out);
    assert!(
        found.err.contains(" in 1 article (38 bytes; ") && found.err.contains(" claims, newest review 20"),
        "{}",
        found.err
    );
    assert!(found.err.contains("healthlint finds known errors; silence is no approval."));
    let clean = run(&["-"], CLEAN);
    assert!(clean.out.is_empty());
    assert!(clean.err.starts_with("no known errors in 1 article ("), "{}", clean.err);
    assert!(clean.err.contains("silence is no approval"));
    let quiet = run(&["-", "--quiet"], WRONG);
    assert_eq!((quiet.out, quiet.err.as_str()), (found.out, ""));
}

#[test]
fn articles_that_no_claim_was_asked_about_are_counted_and_named() {
    let none = "; 1 not covered by any claim";
    assert!(run(&["-"], CLEAN).err.contains(none));
    assert!(!run(&["-"], WRONG).err.contains(none));
    // A claim was asked and is silent.
    assert!(!run(&["-"], "Herpes cannot be cured with antibiotics.\n").err.contains(none));
    let named = run(&["-", "-q", "--uncovered"], CLEAN);
    assert_eq!(named.out, "<stdin>:1:1: uncovered: no claim is about what this article says\n");
    let stream = format!("{}\n{}\n", serde_json::json!({"text": CLEAN}), serde_json::json!({"text": WRONG}));
    let covered: Vec<bool> =
        run(&["check", "--jsonl"], &stream).out.lines().map(|line| json(line)["covered"] == true).collect();
    assert_eq!(covered, [false, true]);
}

#[test]
fn all_formats_name_the_same_places() {
    let article = format!("# Herpes\n\nFirst the café. {WRONG}\n");
    let args = |format| ["-", "--stdin-filename", "a.md", "--quiet", "--format", format];
    let short = run(&args("short"), &article);
    let json_lines = run(&args("json"), &article);
    let text = run(&args("text"), &article);
    assert_eq!(short.out.lines().count(), json_lines.out.lines().count());
    for (line, object) in short.out.lines().zip(json_lines.out.lines().map(json)) {
        let place = format!("a.md:{}:{}", object["start"]["line"], object["start"]["column"]);
        assert!(line.starts_with(&format!("{place}: ")), "{line} against {place}");
        assert!(text.out.contains(&format!("─ {place}\n")), "{place} is not in {}", text.out);
        let header = format!("{}[{}]: ", object["severity"].as_str().unwrap(), object["claim"].as_str().unwrap());
        assert!(line.contains(&header) && text.out.contains(&header));
    }
}

#[test]
fn a_json_finding_keeps_the_contract() {
    let article = format!("Überall café.\r\n\r\nAnd so: {WRONG}");
    let run = run(&["-", "--stdin-filename", "dir/a.md", "--format", "json"], &article);
    assert!(!run.out.is_empty());
    for object in run.out.lines().map(json) {
        assert_eq!((object["schema"].as_u64(), object["file"].as_str()), (Some(1), Some("dir/a.md")));
        for field in ["claim", "severity", "confidence", "verdict", "stance", "message", "quote", "fact", "instead"] {
            assert!(object[field].is_string(), "{field} of {object}");
        }
        assert!(matches!(object["severity"].as_str(), Some("error" | "warning" | "info")));
        let offset = |end: &str| usize::try_from(object[end]["byte"].as_u64().unwrap()).unwrap();
        let quote = article.get(offset("start")..offset("end")).expect("on character boundaries");
        assert_eq!(object["quote"], quote);
        let before = article.get(..offset("start")).unwrap();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        assert_eq!(object["start"]["line"], before.matches('\n').count() + 1);
        assert_eq!(object["start"]["column"], before.get(line_start..).unwrap().chars().count() + 1);
        for source in object["sources"].as_array().unwrap() {
            for field in ["id", "title", "publisher", "url", "published"] {
                assert!(source[field].is_string(), "{field} of {source}");
            }
        }
        assert!(object["labels"].is_array());
        assert_eq!(object["reviewed"].as_str().unwrap().len(), "2026-11-20".len());
        assert!(object["fingerprint"].as_str().unwrap().contains(':'));
    }
}

#[test]
fn a_folder_gives_the_articles_that_no_ignore_file_names() {
    let folder = Folder::new(
        "walk",
        &[
            ("site/b/wrong.md", WRONG),
            ("site/a.html", "<p>Herpes can be cured with antibiotics.</p>"),
            ("site/c.txt", WRONG),
            ("site/d.MDX", WRONG),
            ("site/skipped/wrong.md", WRONG),
            ("site/code.rs", WRONG),
            ("site/.gitignore", "skipped/\n"),
        ],
    );
    let files = |run: &Run| -> Vec<String> {
        let mut files: Vec<String> = run.out.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect();
        files.dedup();
        files
    };
    let whole = folder.run(&["site", "--format", "short"]);
    assert_eq!(files(&whole), ["site/a.html", "site/b/wrong.md", "site/c.txt", "site/d.MDX"]);
    let named = folder.run(&["./site/code.rs", "site/skipped/wrong.md", "--format", "short"]);
    assert_eq!(files(&named), ["site/code.rs", "site/skipped/wrong.md"]);
}

#[test]
fn the_same_bytes_come_out_whatever_the_threads_and_the_order_of_arguments() {
    let names: Vec<String> = (0..200).map(|n| format!("part{}/{n}.md", n % 3)).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), WRONG)).collect();
    let folder = Folder::new("order", &files);
    let one = finish(healthlint().current_dir(&folder.0).env("RAYON_NUM_THREADS", "1"), "");
    let many = finish(healthlint().current_dir(&folder.0).env("RAYON_NUM_THREADS", "7"), "");
    let turned = folder.run(&["part2", "part0/", "./part1", "part2/5.md"]);
    assert!(one.out.matches("error[").count() >= 200);
    assert_eq!(one.out, many.out);
    assert_eq!(one.out, turned.out);
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    let html = "<p>Herpes can be cured with <b>antibiotics</b>.</p>";
    let named = run(&["--stdin-filename", "page.html", "--format", "json"], html);
    assert_eq!(json(named.out.lines().next().expect("a finding"))["file"], "page.html");
    let unnamed = run(&["-", "--format", "short"], WRONG);
    assert!(unnamed.out.starts_with("<stdin>:1:"), "{}", unnamed.out);
}

#[test]
fn the_stream_filter_gives_one_answer_a_line_in_order() {
    let stream = format!(
        "{}\n{}\nno json\n{}\n{}\n\n{}\n",
        serde_json::json!({"id": "a", "text": WRONG, "format": "md"}),
        serde_json::json!({"id": 7, "text": CLEAN, "more": [1, 2]}),
        serde_json::json!({"id": "c", "format": "md"}),
        serde_json::json!({"id": "d", "text": CLEAN, "format": "pdf"}),
        serde_json::json!({"id": "e", "text": "<p>Herpes can be cured with antibiotics.</p>", "format": "html"}),
    );
    let run = run(&["check", "--jsonl"], &stream);
    let answers: Vec<serde_json::Value> = run.out.lines().map(json).collect();
    let ids: Vec<&serde_json::Value> = answers.iter().map(|answer| &answer["id"]).collect();
    let null = serde_json::Value::Null;
    assert_eq!(ids, [&"a".into(), &7.into(), &null, &"c".into(), &"d".into(), &null, &"e".into()]);
    for (number, answer) in answers.iter().enumerate() {
        let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["covered", "fault", "findings", "id"]);
        let faulty = [2, 3, 4, 5].contains(&number);
        assert_eq!(answer["fault"].is_null(), !faulty, "{answer}");
        assert_eq!(answer["findings"].as_array().unwrap().is_empty(), ![0, 6].contains(&number), "{answer}");
        if faulty {
            assert!(answer["fault"]["code"].is_string() && answer["fault"]["message"].is_string(), "{answer}");
        }
    }
    let finding = answers[0]["findings"][0].as_object().unwrap();
    assert!(!finding.contains_key("file") && finding["schema"] == 1 && finding["claim"].is_string());
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("4 texts could not be read"), "{}", run.err);
}

#[test]
fn the_stream_filter_answers_before_the_next_line_comes() {
    let mut child = healthlint()
        .args(["check", "--jsonl", "-q"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    for id in 0..3 {
        writeln!(input, "{}", serde_json::json!({"id": id, "text": CLEAN})).expect("it reads");
        let mut answer = String::new();
        output.read_line(&mut answer).expect("it answers");
        assert_eq!(json(&answer)["id"], id);
    }
    drop(input);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let names: Vec<String> = (0..300).map(|n| format!("{n}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), WRONG)).collect();
    let folder = Folder::new("pipe", &files);
    let mut child =
        healthlint().current_dir(&folder.0).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn colour_is_decided_by_the_flag_then_the_environment_then_the_terminal() {
    let coloured = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = healthlint();
        command.args(["-", "-q"]).args(args).envs(env.iter().copied());
        finish(&mut command, WRONG).out.contains("\u{1b}[")
    };
    assert!(!coloured(&[], &[]), "a pipe is no terminal");
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&[], &[("FORCE_COLOR", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")]));
    assert!(coloured(&[], &[("NO_COLOR", ""), ("FORCE_COLOR", "1")]), "an empty NO_COLOR says nothing");
}

#[test]
fn every_claim_that_is_reported_can_be_explained() {
    let found = run(&["-", "--format", "json", "-q"], WRONG);
    let object = json(found.out.lines().next().expect("a finding"));
    let id = object["claim"].as_str().unwrap();
    let page = run(&["explain", id], "");
    assert_eq!(page.status, Some(0));
    assert!(page.out.starts_with(id) && page.out.contains("Source      [1] "), "{}", page.out);
    assert!(page.out.lines().all(|line| line.chars().count() <= 120), "{}", page.out);

    let mut near = id.to_owned();
    near.pop();
    let missed = run(&["explain", &near], "");
    assert_eq!(missed.status, Some(2));
    assert!(missed.err.contains(&format!("did you mean {id}")), "{}", missed.err);
}

#[test]
fn claims_are_listed_by_topic_kind_and_severity() {
    let all = run(&["list"], "").out;
    let errors = run(&["list", "--severity", "error"], "").out;
    let herpes = run(&["list", "--topic", "herpes"], "").out;
    assert!(all.lines().count() > errors.lines().count() && !errors.is_empty());
    assert!(errors.lines().all(|line| line.contains(" error ")));
    assert!(!herpes.is_empty() && herpes.lines().all(|line| line.starts_with("herpes/")));
    let unknown = run(&["list", "--kind", "no-such-kind"], "");
    assert_eq!(unknown.status, Some(2));
    assert!(unknown.err.contains("known are: "), "{}", unknown.err);
}

#[test]
fn show_tells_what_was_seen_in_a_sentence() {
    let shown = run(&["show", WRONG.trim()], "");
    assert_eq!(shown.status, Some(0));
    assert!(shown.out.contains("herpes"), "{}", shown.out);
}

#[test]
fn show_keeps_to_what_claims_are_made_of_unless_all_is_wanted() {
    let sentence = "Bell's palsy is caused by draughts.";
    let (few, all) = (run(&["show", sentence], "").out, run(&["show", sentence, "--all"], "").out);
    for part in ["  concept    bells-palsy ", "  relation   rel:cause ", "\nraises nothing\nother      "] {
        assert!(few.contains(part), "{part} is not in {few}");
    }
    assert!(!few.contains("  guard ") && !few.contains("  theme ") && !few.contains("  phrases "), "{few}");
    assert!(few.lines().count() < 12 && few.contains("--all shows also ") && few.contains(" loose wordings"), "{few}");
    assert!(all.contains("  guard ") && all.contains("  phrases ") && !all.contains("--all"), "{all}");
    let mut lines: Vec<&str> = all.lines().collect();
    let told = lines.len();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), told, "a line is told twice: {all}");
    // Why a claim that came near is silent, in words.
    let near = run(&["show", "Bed rest does not cure sciatica."], "").out;
    assert!(near.contains("negated (it is denied"), "{near}");
}

#[test]
fn the_version_tells_the_state_of_the_database() {
    let version = run(&["--version"], "").out;
    assert!(version.starts_with(&format!("healthlint {} (", env!("CARGO_PKG_VERSION"))), "{version}");
    assert!(version.contains(" claims, newest review 20"), "{version}");
}

#[test]
fn another_folder_of_claims_can_take_the_place_of_the_built_in_one() {
    let claims = Path::new(env!("CARGO_MANIFEST_DIR")).join("claims");
    let built_in = run(&["-", "-q", "--format", "json"], WRONG);
    let named = run(&["-", "-q", "--format", "json", "--claims", claims.to_str().unwrap()], WRONG);
    assert_eq!(named.out, built_in.out, "{}", named.err);
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("a README");
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a diagnostic");
    let file = shown.split("─ ").nth(1).and_then(|rest| rest.split(':').next()).expect("its file");
    let printed = finish(healthlint().current_dir(root).args([file, "--quiet"]), "").out;
    assert!(printed.contains(shown.trim_end()), "{shown}\nis not in\n{printed}");
    for id in readme.split("healthlint explain ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
        assert_eq!(run(&["explain", id], "").status, Some(0), "{id}");
    }
}

#[test]
fn shells_and_man_are_told_of_every_command() {
    for args in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_healthlint")).args(args).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{args:?}");
        for command in ["check", "explain", "baseline", "claims"] {
            assert!(text.contains(command), "{args:?} does not know {command}");
        }
    }
}
