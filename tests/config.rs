//! `healthlint.toml` as its writers meet it: what it sets, where it is found, what is told of its faults.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Raises `back-pain/bed-rest-for-back-pain` and nothing else.
const BED: &str = "Stay in bed for a week when you have back pain.\n";
const CLAIM: &str = "back-pain/bed-rest-for-back-pain";

struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

/// A repository of its own for a test, gone with it.
struct Site(PathBuf);

impl Site {
    fn new(name: &str, config: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("healthlint-config-{}-{name}", std::process::id()));
        fs::create_dir_all(path.join(".git")).unwrap();
        let site = Self(path);
        site.write("healthlint.toml", config);
        for (file, text) in files {
            site.write(file, text);
        }
        site
    }

    fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let file = self.0.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
        let output = command.current_dir(&self.0).args(args).env_remove("FORCE_COLOR").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The findings of a check, one a line.
    fn check(&self, args: &[&str]) -> Run {
        self.run(&[&["check", "--format", "short", "--today", "2026-11-21"], args].concat())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn severities_selection_and_fail_on_are_set_for_all_files() {
    let files = [("a.md", BED)];
    let weighed = Site::new("severity", &format!("severity = {{ \"{CLAIM}\" = \"error\" }}\n"), &files).check(&[]);
    assert!(weighed.out.contains("error[") && weighed.status == Some(1), "{}", weighed.out);
    let off = Site::new("off", "severity = { \"back-pain/*\" = \"off\" }\n", &files).check(&[]);
    assert!(off.out.is_empty() && off.status == Some(0), "{}", off.out);
    let ignored = Site::new("ignore", "ignore = [\"back-pain\"]\n", &files).check(&[]);
    assert!(ignored.out.is_empty(), "{}", ignored.out);
    let selected = Site::new("select", "select = [\"herpes/*\"]\n", &files).check(&[]);
    assert!(selected.out.is_empty(), "{}", selected.out);
    let of = selected.err.split(" of ").next().and_then(|before| before.rsplit(' ').next()).unwrap();
    assert!(of.parse::<usize>().is_ok_and(|on| on > 0), "only some claims were looked for: {}", selected.err);
    let sets = Site::new("sets", "select = [\"doses\"]\n", &files).check(&[]);
    assert!(sets.out.contains(CLAIM), "a set adds and takes nothing away: {}", sets.out);
    let strict = Site::new("fail", "fail-on = \"warning\"\n", &files);
    assert_eq!(strict.check(&[]).status, Some(1));
    assert_eq!(strict.check(&["--fail-on", "never"]).status, Some(0), "what is typed counts more");
    assert_eq!(strict.check(&["--no-config"]).status, Some(0));
}

#[test]
fn of_several_overrides_the_last_that_speaks_wins() {
    let config = "[[override]]\nfiles = [\"blog/**\"]\nseverity = { \"*\" = \"off\" }\n\
                  [[override]]\nfiles = [\"blog/new/**\"]\nseverity = { \"back-pain/*\" = \"info\" }\n";
    let site = Site::new("override", config, &[("a.md", BED), ("blog/b.md", BED), ("blog/new/c.md", BED)]);
    let found = site.check(&[]).out;
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 2, "{found}");
    assert!(lines[0].starts_with("a.md:1:1: warning") && lines[1].starts_with("blog/new/c.md:1:1: info"), "{found}");
}

#[test]
fn statements_of_myth_pages_are_quoted_and_what_is_missing_is_still_owed() {
    let article = "# Back pain at home\n\nLow back pain often gets better. Take a walk, keep warm and rest a little. \
                   Try exercises at home for your back pain.\n\nStay in bed for a week when you have back pain.\n";
    let config = "[[override]]\nfiles = [\"myths\"]\nstance = \"refuted\"\n";
    let site = Site::new("myths", config, &[("a.md", article), ("myths/b.md", article)]);
    let found = site.check(&[]).out;
    let of = |file: &str| found.lines().filter(|line| line.starts_with(file)).collect::<Vec<_>>();
    assert!(of("a.md").iter().any(|line| line.contains(CLAIM)), "{found}");
    assert!(!of("myths/").iter().any(|line| line.contains(CLAIM)), "{found}");
    assert_eq!(of("a.md").len() - 1, of("myths/").len(), "{found}");
    assert!(!of("myths/").is_empty());
}

#[test]
fn a_single_finding_is_silent_for_its_reason_until_its_day() {
    let ignore =
        format!("[[ignore]]\nclaim = \"{CLAIM}\"\nfile = \"a.md\"\nquote = \"stay  in BED\"\nreason = \"history\"\n");
    let site = Site::new("single", &ignore, &[("a.md", BED), ("b.md", BED)]);
    let found = site.check(&[]);
    assert!(found.out.starts_with("b.md:") && found.out.lines().count() == 1, "{}", found.out);
    assert!(found.err.contains("1 suppressed"), "{}", found.err);
    site.write("healthlint.toml", format!("{ignore}until = 2026-11-20\n"));
    let late = site.check(&["a.md"]).out;
    assert!(late.contains("suppression/expired") && late.contains(CLAIM), "{late}");
    site.write("healthlint.toml", ignore.replace("BED", "hospital"));
    let idle = site.check(&["a.md"]).out;
    assert!(idle.contains("suppression/unused") && idle.contains("healthlint.toml:1"), "{idle}");
}

#[test]
fn folders_give_what_files_and_exclude_leave_and_named_files_are_checked_anyway() {
    let config = "files = [\"content/**\"]\nexclude = [\"drafts/\"]\n";
    let site = Site::new("files", config, &[("a.md", BED), ("content/b.md", BED), ("content/drafts/c d.md", BED)]);
    let found = site.check(&[]).out;
    assert!(found.starts_with("content/b.md:") && found.lines().count() == 1, "{found}");
    assert!(site.check(&["content/drafts/c d.md"]).out.contains(CLAIM));
    let hook = site.check(&["content/drafts/c d.md", "--force-exclude"]);
    assert_eq!((hook.status, hook.out.as_str()), (Some(0), ""), "{}", hook.err);
    assert!(hook.err.contains("leaves out 1 file"), "{}", hook.err);
}

#[test]
fn the_nearest_file_holds_alone_and_the_root_of_the_repository_ends_the_search() {
    let site = Site::new(
        "nearest",
        "severity = { \"*\" = \"off\" }\n",
        &[("a.md", BED), ("sub/b.md", BED), ("own/c.md", BED)],
    );
    site.write("sub/.healthlint.toml", "fail-on = \"info\"\n");
    fs::create_dir_all(site.0.join("own/.git")).unwrap();
    let found = site.check(&[]);
    assert_eq!(found.out.lines().count(), 2, "{}", found.out);
    assert!(found.out.contains("own/c.md") && found.out.contains("sub/b.md"), "{}", found.out);
    assert_eq!(site.check(&["a.md"]).status, Some(0));
    assert_eq!(site.check(&["sub/b.md"]).status, Some(1));
    let one = site.check(&["--config", "healthlint.toml"]);
    assert_eq!(one.out, "", "one for all files");
    site.write("sub/healthlint.toml", "");
    let two = site.check(&["sub/b.md"]);
    assert!(two.status == Some(2) && two.err.contains("sub/healthlint.toml: two configurations"), "{}", two.err);
}

#[test]
fn every_fault_is_told_in_one_run_with_its_line_and_the_nearest_name() {
    let config = "\u{feff}fiels = []\r\nfail_on = \"error\"\r\nexclude = 3\r\nfiles = [\"a[\"]\r\n\
                  ignore = [\"herpse/*\", \"suppression/*\"]\r\nseverity = { \"herpes\" = \"eror\" }\r\n\
                  [[override]]\r\nstance = \"myth\"\r\n[[ignore]]\r\n";
    let site = Site::new("faults", &config.replace("[[ignore]]\r\n", ""), &[("a.md", BED)]);
    let run = site.check(&[]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{}", run.err);
    for told in [
        "there is no key `fiels`",
        "did you mean `files`?",
        "did you mean `fail-on`?",
        "`exclude` must be a list",
        "found a number",
        "\"a[\" is no pattern",
        "did you mean `herpes/*`?",
        "always holds",
        "did you mean \"error\"?",
        "`files` is missing",
        "`stance` cannot be \"myth\"",
        "healthlint.toml:3:11",
        "^^^^^^",
    ] {
        assert!(run.err.contains(told), "{told} is not in {}", run.err);
    }
    site.write("healthlint.toml", "ignore = [\"herpes\"]\n[[ignore]]\nclaim = \"herpes\"\n");
    assert!(site.check(&[]).err.contains("cannot stand in one file"));
    site.write(
        "healthlint.toml",
        "[[ignore]]\nclaim = \"herpes\"\nreason = \" \"\nuntil = \"soon\"\n[[input]]\nfield = \"a..b\"\n",
    );
    let err = site.check(&[]).err;
    for told in ["`reason` is empty", "a date such as", "is no path to a field", "`files` is missing"] {
        assert!(err.contains(told), "{told} is not in {err}");
    }
    site.write("healthlint.toml", b"\xff\xfef\0");
    let utf16 = site.check(&[]);
    assert!(utf16.status == Some(2) && utf16.err.contains("is not UTF-8"), "{}", utf16.err);
    let none = site.check(&["--config", "none.toml"]);
    assert!(none.status == Some(2) && none.err.contains("is not there"), "{}", none.err);
}

#[test]
fn config_tells_what_holds_for_a_file_and_which_line_says_so() {
    let config =
        "exclude = [\"drafts\"]\nselect = [\"herpes\"]\n[[override]]\nfiles = [\"*.txt\"]\nstance = \"refuted\"\n";
    let site = Site::new("told", config, &[("a.txt", BED)]);
    let told = site.run(&["config", "a.txt"]).out;
    for part in ["only herpes (healthlint.toml:2)", "\"*.txt\" (healthlint.toml:4)", "refuted", "checked        yes"] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    let draft = site.run(&["config", "drafts/b.md"]).out;
    assert!(draft.contains("left out by \"drafts\" (healthlint.toml:1)"), "{draft}");
    assert!(site.run(&["config", "--no-config", "a.txt"]).out.contains("none from here up"));
}

#[test]
fn config_tells_sets_as_they_were_written_and_whole_ones_only() {
    let config = "select = [\"document/no-date\", \"doses/*\"]\n";
    let told = Site::new("sets-told", config, &[]).run(&["config", "a.txt"]).out;
    assert!(told.contains("doses/* (healthlint.toml:1)") && !told.contains("doses/leading-zero"), "{told}");
    assert!(told.contains("  standards      doses, document/no-date\n"), "{told}");
}

#[test]
fn suggestions_are_written_for_the_country_that_is_set() {
    let text = "# Chest pain\n\nChest pain is harmless. If the pain spreads to your arm, drive yourself to work.\n\n\
        If you have crushing chest pain, wait until morning.\n";
    let config = "locale = \"en-GB\"\n[[override]]\nfiles = [\"us/**\"]\nlocale = \"en-US\"\n";
    let site = Site::new("locale", config, &[("uk/a.md", text), ("us/a.md", text)]);
    let told = site.run(&["check", "--format", "json", "-q"]).out;
    let of = |folder: &str| -> String {
        told.lines().filter(|line| line.contains(&format!("\"file\":\"{folder}/"))).collect()
    };
    assert!(of("uk").contains("999") && !of("uk").contains("call the emergency number"), "{told}");
    assert!(of("us").contains("911") && !of("us").contains("999"), "{told}");
    assert!(site.run(&["config", "us/a.md"]).out.contains("en-US (healthlint.toml:4)"));
    site.write("healthlint.toml", "locale = \"en-UK\"\n");
    let wrong = site.check(&[]);
    assert!(wrong.status == Some(2) && wrong.err.contains("en-GB"), "{}", wrong.err);
}

#[test]
fn an_article_in_a_field_of_an_export_is_found_at_its_place_in_the_file() {
    let config = "[[input]]\nfiles = [\"export/*.json\"]\nfield = \"content.rendered\"\n\
        [[input]]\nfiles = [\"posts.json\"]\nfield = \"posts.body\"\nas = \"md\"\n";
    let one = "{\n  \"title\": \"x\",\n  \"content\": {\"rendered\": \"<p>Caf\\u00e9.<\\/p>\\n<p>Stay in bed for a week when you have back pain.<\\/p>\"}\n}\n";
    let all = "{\"posts\":[{\"body\":\"# A\\n\\nThe library opens.\"},\n{\"body\":\"Stay in bed for a week when you have back pain.\"}]}\n";
    let site = Site::new("input", config, &[("export/1.json", one), ("posts.json", all), ("other.json", one)]);
    let told = site.check(&[]);
    let lines: Vec<&str> = told.out.lines().collect();
    assert!(lines.len() == 2 && told.err.contains("3 articles"), "{}{}", told.out, told.err);
    assert!(lines[0].starts_with("export/1.json:3:") && lines[0].contains(CLAIM), "{}", told.out);
    assert!(lines[1].starts_with("posts.json:2:") && lines[1].contains(CLAIM), "{}", told.out);
    for line in site.run(&["check", "--format", "json", "-q"]).out.lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = fs::read_to_string(site.0.join(finding["file"].as_str().unwrap())).unwrap();
        let byte = |end: &str| usize::try_from(finding[end]["byte"].as_u64().unwrap()).unwrap();
        assert_eq!(file.get(byte("start")..byte("end")), finding["quote"].as_str());
    }
    // What is no export, or has nothing there, is told.
    site.write("export/2.json", "{\"content\": {}}");
    site.write("export/3.json", "{\"content\": ");
    let faulty = site.check(&[]);
    assert_eq!(faulty.status, Some(2), "{}", faulty.out);
    assert!(faulty.out.contains("article/no-field") && faulty.out.contains("article/not-json"), "{}", faulty.out);
    assert_eq!(faulty.out.lines().filter(|line| line.contains(CLAIM)).count(), 2);
    assert!(site.run(&["config", "posts.json"]).out.contains("md in the field posts.body (healthlint.toml:4)"));
}

#[test]
fn the_schema_is_the_one_in_the_repository() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/healthlint.schema.json");
    let printed = Site::new("schema", "", &[]).run(&["config", "--schema"]).out;
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), printed, "UPDATE=1 cargo test --test config writes it anew");
    assert!(serde_json::from_str::<serde_json::Value>(&printed).is_ok());
}

#[test]
fn a_stream_is_held_to_a_configuration_only_if_it_is_named() {
    use std::io::Write;
    let site = Site::new("stream", "severity = { \"*\" = \"off\" }\n", &[]);
    let answer = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
        command.current_dir(&site.0).args(["--jsonl", "-q"]).args(args);
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(format!("{{\"text\":{BED:?}}}\n").as_bytes()).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    assert!(answer(&[]).contains(CLAIM));
    assert!(answer(&["--config", "healthlint.toml"]).contains("\"findings\":[]"));
}

#[test]
fn who_tries_it_in_an_empty_folder_or_mistypes_a_command_is_told_how_to_go_on() {
    let site = Site::new("first", "", &[]);
    let first = site.run(&[]);
    assert!(first.status == Some(2) && first.err.contains("no article found in this folder"), "{}", first.err);
    assert!(first.err.contains("healthlint draft.md"), "{}", first.err);
    let mistyped = site.run(&["explian", "x"]);
    assert!(
        mistyped.status == Some(2) && mistyped.out.contains("did you mean the command explain"),
        "{}",
        mistyped.out
    );
}
