//! The first stage: from what was named to an article, or to the fault that kept it from being read.

use crate::cli::commands;
use crate::config::Settings;
use crate::output::BEGINNING;
use crate::walk::Entry;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::{self, Document, Format};
use healthlint::lexicon::nearest;
use std::borrow::Cow;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// One article to be checked.
pub(super) enum Input {
    Stdin { name: String, format: Option<Format>, bytes: Vec<u8>, trouble: Option<String>, settings: Settings },
    File(Entry, Settings),
}

impl Input {
    /// Where it is opened, if it is a file.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin { .. } => None,
            Self::File(entry, _) => Some(&entry.path),
        }
    }

    /// What the configuration sets for it.
    pub(super) fn settings(&self) -> &Settings {
        match self {
            Self::Stdin { settings, .. } | Self::File(_, settings) => settings,
        }
    }

    /// The path it is known by; `None` if it has no name.
    pub(super) fn known_by(&self) -> Option<&Path> {
        match self {
            Self::Stdin { format: Some(_), .. } => None,
            Self::Stdin { name, .. } => Some(Path::new(name)),
            Self::File(Entry { path, .. }, _) => Some(path),
        }
    }

    /// The name it is shown under.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Stdin { name, .. } | Self::File(Entry { name, .. }, _) => name,
        }
    }
}

/// The article of an input with the size of its file, or why it cannot be read.
pub(super) fn read(input: &Input) -> Result<(Document, u64), Diagnostic> {
    if let Input::Stdin { name, format, trouble: None, bytes, .. } = input {
        return Ok((document::read(name, bytes, *format), bytes.len() as u64));
    }
    let (name, bytes) = (input.name(), bytes(input)?);
    if bytes.starts_with(BEGINNING.as_bytes()) {
        return Err(Diagnostic::error("article/own-report", name, "this is a report of healthlint, not an article")
            .warning()
            .note("help: keep reports outside the articles, or name them in .gitignore"));
    }
    Ok((document::read(name, &bytes, None), bytes.len() as u64))
}

/// The bytes of an input, or why it cannot be read.
pub(super) fn bytes(input: &Input) -> Result<Cow<'_, [u8]>, Diagnostic> {
    match input {
        Input::Stdin { name, trouble: Some(trouble), .. }
        | Input::File(Entry { name, trouble: Some(trouble), .. }, _) => Err(unreadable(name, trouble)),
        Input::Stdin { bytes, .. } => Ok(bytes.into()),
        Input::File(Entry { name, path, .. }, _) => {
            fs::read(path).map(Cow::from).map_err(|error| unopened(name, path, &error))
        }
    }
}

/// What is wrong with the file of an article, its want of words included.
pub(in crate::commands) fn faults(document: &Document) -> Vec<Diagnostic> {
    let mut faults: Vec<Diagnostic> = document.faults.clone();
    if faults.is_empty() && document.blocks.is_empty() {
        let empty = document.source.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty();
        let fault = if empty {
            Diagnostic::error("article/empty", &document.name, "the file is empty")
                .note("help: write the article, or leave the file out")
        } else {
            Diagnostic::error("article/no-prose", &document.name, "no prose was found in the file")
                .note("note: code, navigation, link lists and references are not read as prose")
                .note("help: check that the ending of the file's name fits its format")
        };
        faults.push(fault.warning());
    }
    faults
}

/// Why a file cannot be opened, and what to do.
fn unopened(name: &str, path: &Path, error: &io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => {
            let target =
                fs::read_link(path).map_or_else(|_| "nowhere".to_owned(), |target| target.display().to_string());
            Diagnostic::error("article/broken-link", name, "the link leads to nothing")
                .note(format!("note: it points to {target}"))
                .note("help: mend or remove the link")
        }
        ErrorKind::NotFound => {
            let commands = commands();
            let near = nearest(name, commands.iter().map(String::as_str));
            let help = near.first().map_or_else(
                || {
                    "help: check the spelling and the folder you are in; healthlint --help lists the commands"
                        .to_owned()
                },
                |near| format!("help: did you mean the command {near}?"),
            );
            Diagnostic::error("article/not-found", name, "there is no such file or folder").note(help)
        }
        ErrorKind::PermissionDenied => {
            Diagnostic::error("article/unreadable", name, "the file may not be read: permission denied")
                .note("help: grant permission to read it, or leave it out")
        }
        _ => unreadable(name, &error.to_string()),
    }
}

fn unreadable(name: &str, trouble: &str) -> Diagnostic {
    Diagnostic::error("article/unreadable", name, format!("cannot be read: {trouble}"))
        .note("help: check the disk and the permissions, or leave it out")
}
