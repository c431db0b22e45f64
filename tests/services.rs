//! The steps of the GitHub action and the job for GitLab, run as their runners would run them.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const OLD: &str = "# Old page\n\nHerpes can be cured with antibiotics.\n";
const NEW: &str =
    "# New page\n\nThe library opens.\n\nStay in bed for a week when you have back pain. Bed rest cures sciatica.\n";

/// A repository whose branch `main` holds an old error, and whose working branch adds a new page.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("healthlint-services-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("the content")).unwrap();
        let repository = Self(path);
        fs::write(repository.0.join("the content/old.md"), OLD).unwrap();
        repository.git("init -q -b main .");
        repository.git("add .");
        repository.git("commit -q -m old");
        // A checkout knows the base by its remote name only.
        repository.git("update-ref refs/remotes/origin/main HEAD");
        repository.git("checkout -q -b work");
        fs::write(repository.0.join("the content/new.md"), NEW).unwrap();
        repository.git("add .");
        repository.git("commit -q -m new");
        repository
    }

    fn git(&self, words: &str) {
        let mut git = Command::new("git");
        git.current_dir(&self.0).args(["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]);
        assert!(git.args(words.split(' ')).output().unwrap().status.success(), "git {words}");
    }

    /// Runs a script as runners do, with nothing of this environment but the path.
    fn bash(&self, script: &str, variables: &[(&str, &str)]) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_healthlint")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        let mut bash = Command::new("bash");
        bash.current_dir(&self.0).args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]);
        bash.env_clear().env("PATH", path).env("HOME", &self.0).envs(variables.iter().copied()).output().unwrap()
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The scripts of a file: what stands indented below `run: |`.
fn scripts(file: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines().peekable();
    let mut scripts = Vec::new();
    while let Some(line) = lines.next() {
        if line.trim() != "run: |" {
            continue;
        }
        let mut script = String::new();
        while let Some(next) = lines.next_if(|next| next.is_empty() || indent(next) > indent(line)) {
            script.push_str(next);
            script.push('\n');
        }
        scripts.push(script);
    }
    scripts
}

#[test]
fn the_action_tells_at_the_lines_of_a_pull_request_what_it_adds() {
    let scripts = scripts("action.yml");
    let [install, check] = scripts.as_slice() else { panic!("the action has two steps") };
    let repository = Repository::new("action");
    // A program that is there already is taken.
    let installed = repository.bash(install, &[("RUNNER_TEMP", "/nowhere"), ("GITHUB_PATH", "/nowhere/path")]);
    assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));

    let told = |variables: &[(&str, &str)]| {
        let all = [("PATHS", "the content\n"), ("ARGS", ""), ("CHANGED", "true"), ("SARIF", ""), ("BASE", "main")];
        let all: Vec<_> = all
            .iter()
            .map(|(key, value)| variables.iter().find(|(k, _)| k == key).map_or((*key, *value), |v| *v))
            .collect();
        let step = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", "summary.md")];
        let output = repository.bash(check, &[all.as_slice(), &step].concat());
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (status, out) = told(&[("ARGS", "--fail-on=warning\n"), ("SARIF", "out file.sarif")]);
    assert_eq!(status, Some(1), "{out}");
    assert!(out.contains("file=the content/new.md,line=5") && !out.contains("old.md"), "{out}");
    assert!(fs::read_to_string(repository.0.join("out file.sarif")).unwrap().contains("\"version\":\"2.1.0\""));
    assert!(fs::read_to_string(repository.0.join("summary.md")).unwrap().contains("new.md"));
    // Outside of pull requests there is no base, and all is told.
    let (status, out) = told(&[("BASE", "")]);
    assert!(status == Some(1) && out.contains("old.md"), "{out}");
    assert!(told(&[("CHANGED", "false")]).1.contains("old.md"));
    // What a pull request writes into names is no code of the shell.
    let (status, _) = told(&[("PATHS", "$(touch harm)\n`touch harm`; touch harm\n")]);
    assert!(status == Some(2) && !repository.0.join("harm").exists());
}

#[test]
fn the_job_for_gitlab_leaves_its_report_although_it_fails() {
    let text = fs::read_to_string(Path::new(ROOT).join("docs/ci/gitlab.yml")).unwrap();
    let script = text.split("  script:\n").nth(1).unwrap().lines().map_while(|line| line.trim().strip_prefix("- "));
    let script = script.collect::<Vec<_>>().join("\n").replace("content", "\"the content\"");
    let repository = Repository::new("gitlab");
    let output = repository.bash(&script, &[("CI", "true")]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("error[herpes/"));
    let report = text.split("codequality: ").nth(1).unwrap().trim();
    let report = fs::read_to_string(repository.0.join(report)).unwrap();
    let findings: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert!(findings.as_array().unwrap().iter().any(|one| one["location"]["path"] == "the content/new.md"));
}
