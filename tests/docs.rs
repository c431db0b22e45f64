//! Every command that the README and docs/ show is run, in a folder with the files that it names.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use word_file::{Word, p};

#[path = "common/word_file.rs"]
mod word_file;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const ARTICLE: &str = "# Sore backs\n\nTake 1.0 mg of folic acid. Bed rest cures sciatica.\n";

/// A folder with articles, claims and a repository, as a reader of the docs may have it.
struct Site(PathBuf);

impl Site {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("healthlint-docs-{}-{name}", std::process::id()));
        fs::create_dir_all(root.join("content")).expect("a folder");
        fs::create_dir_all(root.join("site")).expect("a folder");
        for file in ["article.md", "draft.md", "draft.txt", "content/a.md", "site/a.md"] {
            fs::write(root.join(file), ARTICLE).expect("a file");
        }
        fs::write(root.join("draft.docx"), Word::new(&p("Bed rest cures sciatica.")).bytes()).expect("a file");
        for folder in ["claims", "fixtures"] {
            copy(&Path::new(ROOT).join(folder), &root.join(folder));
        }
        let site = Self(root);
        let git = "git init -q -b main . && git -c user.name=a -c user.email=a@b.c commit -q --allow-empty -m start";
        assert!(site.run(git).status.success(), "git is needed");
        site
    }

    /// Runs a line as a reader would, with the program of this build on the path.
    fn run(&self, line: &str) -> Output {
        self.shell(line).output().expect("a shell")
    }

    fn shell(&self, line: &str) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_healthlint")).parent().expect("a folder");
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        let mut shell = Command::new("sh");
        shell.current_dir(&self.0).env("PATH", path).args(["-c", line]).stdin(Stdio::null());
        shell
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { drop(fs::copy(entry.path(), target)) }
    }
}

/// The lines of the blocks marked `console`, without their comments.
fn commands(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut out = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if inside && !line.trim().is_empty() {
            out.push(line.split("  #").next().unwrap_or(line).trim().to_owned());
        }
    }
    out
}

/// The line as it runs here, or `None` for the line that runs these very tests.
fn runnable(line: &str) -> Option<String> {
    match line.strip_prefix("cargo ") {
        None => Some(line.to_owned()),
        Some(rest) if rest.starts_with("test") || rest.starts_with("bench") => None,
        Some(rest) => {
            let rest = rest.strip_prefix("run --release -- ").unwrap_or_else(|| panic!("no test knows `{line}`"));
            Some(format!("healthlint {rest}"))
        }
    }
}

/// Looks whether a line that runs until it is stopped is still at it after a while, and stops it.
fn keeps_running(site: &Site, line: &str) -> bool {
    let mut child = site.shell(&format!("exec {line}")).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(2) {
        if child.try_wait().expect("a child").is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().expect("it is stopped");
    child.wait().is_ok()
}

fn holds(name: &str) {
    let text = fs::read_to_string(Path::new(ROOT).join(name)).expect("the page");
    let lines = commands(&text);
    assert!(!lines.is_empty(), "{name} shows no command");
    let site = Site::new(&name.replace('/', "-"));
    for line in lines.iter().filter_map(|line| runnable(line)) {
        if line.contains("--watch") {
            assert!(keeps_running(&site, &line), "{name}: `{line}` ends by itself");
            continue;
        }
        let output = site.run(&line);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: `{line}` ends with {:?}\n{told}", output.status);
        assert!(!told.contains("panicked"), "{name}: `{line}`\n{told}");
    }
}

#[test]
fn the_commands_of_the_readme_run() {
    holds("README.md");
}

#[test]
fn the_commands_for_writers_run() {
    holds("docs/writers.md");
}

#[test]
fn the_commands_for_ci_run() {
    holds("docs/ci.md");
}

#[test]
fn the_commands_on_configuration_run() {
    holds("docs/configuration.md");
}

#[test]
fn the_commands_for_reviewers_run() {
    holds("docs/reviewers.md");
}

#[test]
fn the_commands_on_formats_and_streams_run() {
    holds("docs/formats.md");
    holds("docs/streams.md");
}

/// The lines of the blocks of shell that take too long to run here, without their comments.
fn long_commands(name: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(ROOT).join(name)).expect("the page").replace("```sh\n", "```console\n");
    commands(&text)
}

/// What is wrong with a line that is not run: a program, a benchmark, an example or an option that there is not.
fn trouble(line: &str) -> Option<String> {
    let root = Path::new(ROOT);
    let words: Vec<&str> = line.split_whitespace().collect();
    let words: Vec<&str> =
        words.into_iter().skip_while(|word| word.contains('=') || *word == "/usr/bin/time").collect();
    let words: Vec<&str> = words.into_iter().skip_while(|word| *word == "-v").collect();
    let after = |flag: &str| words.iter().skip_while(|word| **word != flag).nth(1).copied();
    let there = |found: bool, what: &str| (!found).then(|| format!("there is no {what}"));
    match words.first().copied()? {
        "cargo" => match (after("--example"), after("--bench")) {
            (Some(name), _) => {
                let example = root.join("examples").join(name);
                there(example.is_dir() || example.with_extension("rs").is_file(), &format!("example {name}"))
            }
            (_, Some(name)) => {
                let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("the manifest");
                let known = manifest.contains(&format!("[[bench]]\nname = \"{name}\""));
                there(
                    known && root.join("benches").join(name).with_extension("rs").is_file(),
                    &format!("benchmark {name}"),
                )
            }
            _ => Some("no test knows it".to_owned()),
        },
        "valgrind" => {
            trouble(&words.into_iter().skip_while(|word| !word.ends_with("healthlint")).collect::<Vec<_>>().join(" "))
        }
        program if program.ends_with("/healthlint") => {
            let help = |args: &[&str]| {
                let output = Command::new(env!("CARGO_BIN_EXE_healthlint")).args(args).arg("--help").output();
                String::from_utf8_lossy(&output.expect("it runs").stdout).into_owned()
            };
            let command = words.get(1).copied().unwrap_or_default();
            // A word that is no command is taken for a file.
            if !help(&[]).lines().any(|line| line.split_whitespace().next() == Some(command)) {
                return Some(format!("there is no command {command}"));
            }
            let help = help(&[command]);
            let known = |flag: &&str| help.split([' ', ',', '\n', '[', '=']).any(|word| word == *flag);
            let unknown = words.iter().filter(|word| word.starts_with('-')).find(|flag| !known(flag));
            unknown.map(|flag| format!("{command} has no option {flag}"))
        }
        program if program.starts_with(".ci/") || program.starts_with("fuzz/") => {
            there(root.join(program).is_file(), program)
        }
        "rg" | "typos" => None,
        _ => Some("no test knows it".to_owned()),
    }
}

#[test]
fn what_the_page_on_performance_names_is_there() {
    let lines = long_commands("docs/performance.md");
    assert!(lines.len() > 5, "{lines:?}");
    for line in lines {
        assert_eq!(trouble(&line), None, "`{line}`");
    }
    for wrong in [
        "cargo bench --bench stage",
        "cargo run --release --example corpora -- 1MB x",
        "target/release/healthlint check --quite site",
        "RAYON_NUM_THREADS=1 target/release/healthlint chek site",
        "valgrind --tool=callgrind target/release/healthlint check --frobnicate draft.md",
        ".ci/ratio",
        "hyperfine x",
    ] {
        assert!(trouble(wrong).is_some(), "`{wrong}` is taken for right");
    }
}

#[test]
fn the_jobs_of_ci_run_programs_that_are_there_and_say_what_they_skip() {
    let workflow = fs::read_to_string(Path::new(ROOT).join(".github/workflows/ci.yml")).expect("the workflow");
    let told = fs::read_to_string(Path::new(ROOT).join("CONTRIBUTING.md")).expect("the page");
    let programs = workflow.split_whitespace().filter(|word| word.starts_with(".ci/"));
    let programs: Vec<&str> = programs.collect();
    assert_eq!(programs, [".ci/run", ".ci/msrv", ".ci/deny", ".ci/ratios"]);
    for program in programs {
        let text = fs::read_to_string(Path::new(ROOT).join(program)).expect("the program");
        assert!(text.starts_with("#!/usr/bin/env bash\n"), "{program}");
        assert!(text.contains("skipped: ") && told.contains(program), "{program}");
    }
}

/// Ray itself is large: what runs here is the recipe on a stand-in that works in one process.
#[test]
fn the_recipe_for_ray_gives_what_the_filter_gives() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/streams.md")).expect("the page");
    let recipe = page.split("```python\n").map(|rest| rest.split("```").next().unwrap_or(""));
    let recipe = recipe.into_iter().find(|code| code.contains("import ray")).expect("a recipe");
    let site = Site::new("ray");
    let stand_in = "class remote:\n    def __init__(self, call):\n        self.call = call\n\
        \n    def remote(self, *given):\n        return self.call(*given)\n\n\ndef init():\n    pass\n\n\ndef get(all):\n    return all\n";
    fs::write(site.0.join("ray.py"), stand_in).expect("a file");
    fs::write(site.0.join("recipe.py"), recipe).expect("a file");
    let line = |number: usize| {
        let text = if number.is_multiple_of(2) { "Bed rest cures sciatica." } else { "The caf\u{e9} opens at nine." };
        format!("{{\"id\":{number},\"text\":\"{text}\"}}\n")
    };
    fs::write(site.0.join("crawl.jsonl"), (0..2500).map(line).collect::<String>()).expect("a file");
    if site.run("command -v python3").stdout.is_empty() {
        return;
    }
    let run = site.run("python3 recipe.py");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let filtered = site.run("healthlint check --jsonl --quiet < crawl.jsonl").stdout;
    assert_eq!(fs::read(site.0.join("findings.jsonl")).expect("findings"), filtered);
}

#[test]
fn the_configuration_that_the_docs_show_is_accepted() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/configuration.md")).expect("the page");
    let shown = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block of TOML");
    let site = Site::new("configuration-shown");
    fs::write(site.0.join("healthlint.toml"), shown).expect("a file");
    let output = site.run("healthlint config article.md");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
