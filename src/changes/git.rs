//! Git, asked as a program. Whatever its configuration says, the answers have the same form.

use super::patch::{hunks, names};
use super::{Change, Changes};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Why git cannot be asked, and what to do.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// What changed since a revision in the repository around a folder.
pub(super) fn changes(revision: &str, folder: &Path) -> Result<Changes, Fault> {
    let root = root(folder)?;
    let git = Git { root: &root };
    let commit = git.commit(revision)?;
    let (base, remark) = git.base(revision, &commit);
    let mut files: BTreeMap<Vec<u8>, Change> = hunks(&git.diff(&["--unified=0", "--inter-hunk-context=0"], &base)?)
        .into_iter()
        .map(|(name, hunks)| (name, Change::Lines(hunks)))
        .collect();
    for (name, binary) in names(&git.diff(&["--numstat", "-z"], &base)?) {
        if binary {
            files.insert(name, Change::Whole);
        }
    }
    let (tracked, modules) = git.tracked()?;
    let root = fs::canonicalize(&root).unwrap_or(root);
    Ok(Changes { root, files, tracked, modules, remark })
}

/// The root of the repository around a folder.
fn root(folder: &Path) -> Result<PathBuf, Fault> {
    let output = run(folder, &["rev-parse", "--show-toplevel"])?;
    if !output.status.success() {
        let said = first_line(&output.stderr);
        if said.contains("not a git repository") {
            return Err(Fault {
                message: format!("{} is in no git repository, so nothing is known of changes", folder.display()),
                help: "run healthlint inside the repository, or leave out --diff".to_owned(),
            });
        }
        return Err(Fault { message: format!("git cannot be asked: {said}"), help: HELP.to_owned() });
    }
    let path = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
    Ok(path_of(path))
}

/// What to do about a fault that git tells itself.
const HELP: &str = "see what git status says in that folder, or leave out --diff";

/// The files that git knows, and the repositories among them.
type Listing = (BTreeSet<Vec<u8>>, Vec<Vec<u8>>);

/// A repository.
struct Git<'a> {
    root: &'a Path,
}

impl Git<'_> {
    /// The commit that a revision names.
    fn commit(&self, revision: &str) -> Result<String, Fault> {
        let asked = format!("{revision}^{{commit}}");
        // What begins with a dash would be an option to git.
        if !revision.starts_with('-') && !revision.is_empty() {
            let output = run(self.root, &["rev-parse", "--verify", "--quiet", &asked])?;
            if output.status.success() {
                return Ok(first_line(&output.stdout));
            }
        }
        let help = match revision.split_once('/') {
            _ if !self.is_shallow() => "check its spelling; git branch --all lists what is known here".to_owned(),
            Some((remote, branch)) => format!(
                "this clone is shallow; fetch it first: git fetch --depth=1 {remote} {branch}:refs/remotes/{remote}/{branch}"
            ),
            None => format!("this clone is shallow; fetch it first: git fetch --depth=1 origin {revision}:{revision}"),
        };
        Err(Fault { message: format!("git knows no revision \"{revision}\""), help })
    }

    /// The common ancestor of a commit and the present state; the commit itself where none is known.
    fn base(&self, revision: &str, commit: &str) -> (String, Option<String>) {
        match run(self.root, &["merge-base", commit, "HEAD"]) {
            Ok(output) if output.status.success() => (first_line(&output.stdout), None),
            _ => {
                let why = if self.is_shallow() { "this clone is shallow" } else { "they share no history" };
                let remark =
                    format!("no common ancestor with {revision} is known ({why}); compared with {revision} itself");
                (commit.to_owned(), Some(remark))
            }
        }
    }

    fn is_shallow(&self) -> bool {
        run(self.root, &["rev-parse", "--is-shallow-repository"])
            .is_ok_and(|output| first_line(&output.stdout) == "true")
    }

    /// The difference between a commit and the files as they lie there.
    fn diff(&self, form: &[&str], base: &str) -> Result<Vec<u8>, Fault> {
        let plain = [
            "-c",
            "core.quotePath=false",
            "diff",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-relative",
            "--find-renames",
            "--diff-algorithm=myers",
            "--ignore-submodules=all",
            "--src-prefix=a/",
            "--dst-prefix=b/",
        ];
        self.answer(&[&plain[..], form, &[base, "--"]].concat())
    }

    /// The files that git knows, and the repositories among them.
    fn tracked(&self) -> Result<Listing, Fault> {
        let answer = self.answer(&["ls-files", "--stage", "-z"])?;
        let (mut files, mut modules) = (BTreeSet::new(), Vec::new());
        for record in answer.split(|byte| *byte == 0) {
            let Some(tab) = record.iter().position(|byte| *byte == b'\t') else { continue };
            let name = record.get(tab + 1..).unwrap_or_default().to_vec();
            if record.starts_with(b"160000 ") {
                modules.push(name);
            } else {
                files.insert(name);
            }
        }
        Ok((files, modules))
    }

    fn answer(&self, args: &[&str]) -> Result<Vec<u8>, Fault> {
        let output = run(self.root, args)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let message = format!("git cannot tell what changed: {}", first_line(&output.stderr));
        Err(Fault { message, help: HELP.to_owned() })
    }
}

/// Runs git in a folder, whatever its language and without writing anything.
fn run(folder: &Path, args: &[&str]) -> Result<Output, Fault> {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(args)
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env_remove("GIT_DIFF_OPTS");
    command.output().map_err(|error| {
        if error.kind() == ErrorKind::NotFound && folder.is_dir() {
            let help = "install git, or leave out --diff";
            return Fault { message: "git is not installed, and --diff asks it".to_owned(), help: help.to_owned() };
        }
        Fault { message: format!("git cannot be run in {}: {error}", folder.display()), help: HELP.to_owned() }
    })
}

/// The first line of an answer, as text.
fn first_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
