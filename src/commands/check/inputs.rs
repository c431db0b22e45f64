//! What is to be checked: the paths that were named, seen through the configuration.

use super::read::Input;
use crate::cli::{CheckArgs, ConfigOption, ScopeArgs};
use crate::commands::refuse;
use crate::config::{Finder, Settings};
use crate::exit::Exit;
use crate::output::{self, Terminal};
use crate::walk;
use healthlint::codes::Codes;
use healthlint::document::Format;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The argument that means standard input, and the name it is shown under if none is given.
pub(super) const STDIN: &str = "-";
const STDIN_NAME: &str = "<stdin>";

/// The paths that are meant; `None` if the arguments contradict each other, which has been told then.
pub(super) fn paths(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> Option<Vec<PathBuf>> {
    let named = &args.scope.paths;
    let reads_stdin = named.iter().any(|path| path.as_os_str() == STDIN);
    if args.jsonl {
        if named.iter().any(|path| path.as_os_str() != STDIN) {
            refuse(
                terminal,
                exit,
                "--jsonl reads standard input and takes no files",
                "pipe the stream into healthlint check --jsonl",
            );
            return None;
        }
        return Some(Vec::new());
    }
    if args.stdin_filename.is_some() && !reads_stdin {
        if !named.is_empty() {
            refuse(
                terminal,
                exit,
                "--stdin-filename names standard input, which is not read",
                "name - among the paths",
            );
            return None;
        }
        return Some(vec![STDIN.into()]);
    }
    Some(if named.is_empty() { vec![".".into()] } else { named.clone() })
}

/// Where configuration is looked for.
pub(in crate::commands) fn finder<'a>(option: &ConfigOption, codes: &'a Codes) -> Finder<'a> {
    match &option.file {
        _ if option.without => Finder::none(codes),
        Some(file) => Finder::one(codes, file),
        None => Finder::nearest(codes),
    }
}

/// Tells what is wrong with the configurations that were read; whether there was anything.
pub(in crate::commands) fn complain(finder: &Finder<'_>, terminal: &mut Terminal, exit: &mut Exit) -> bool {
    if finder.faults.is_empty() {
        return false;
    }
    let texts: BTreeMap<&str, &str> = finder.texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    terminal.remark(&output::faults(&finder.faults, &texts, output::wants_colour()));
    *exit = Exit::Fault;
    true
}

/// What is to be checked, in the order of its names, standard input first; and how many files the configuration leaves
/// out.
pub(super) fn inputs(
    scope: &ScopeArgs,
    named: Option<&str>,
    paths: &[PathBuf],
    finder: &mut Finder<'_>,
) -> (Vec<Input>, usize) {
    let (stdin, files): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|path| path.as_os_str() == STDIN);
    let files: Vec<PathBuf> = files.into_iter().cloned().collect();
    let mut inputs = Vec::new();
    if !stdin.is_empty() {
        let settings = finder.settings(Path::new(named.unwrap_or(STDIN_NAME)));
        let mut bytes = Vec::new();
        let trouble = io::stdin().lock().read_to_end(&mut bytes).err().map(|error| error.to_string());
        // Bytes without a name are plain text.
        let format = if named.is_some() { None } else { Some(Format::Plain) };
        let name = named.unwrap_or(STDIN_NAME).to_owned();
        inputs.push(Input::Stdin { name, format, bytes, trouble, settings });
    }
    let mut left_out = 0;
    let mut wanted = |settings: &Settings, known: bool, named: bool| {
        let wanted = settings.wants(known || named);
        left_out += usize::from(wanted.is_err() && (!named || scope.force_exclude));
        matches!(wanted, Ok(true)) || named && !scope.force_exclude
    };
    let entries = walk::files(&files, |path, known, named| wanted(&finder.settings(path), known, named));
    for entry in entries {
        let settings = finder.settings(&entry.path);
        inputs.push(Input::File(entry, settings));
    }
    (inputs, left_out)
}
