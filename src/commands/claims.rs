//! `healthlint claims check`: the database linted like an article, and the loading of `--claims`.

pub(super) mod coverage;
pub(super) mod due;
pub(super) mod new;
pub(super) mod schema;
pub(super) mod stats;

use super::{colour, refuse, today};
use crate::cli::ClaimsCheckArgs;
use crate::exit::Exit;
use crate::output::{self, Terminal};
use crate::walk;
use healthlint::database::review::review;
use healthlint::database::{Loaded, load};
use healthlint::diagnostic::Diagnostic;
use healthlint::examples;
use healthlint::lexicon::load::SourceFile;
use healthlint::severity::Severity;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Checks a folder of claims and runs their examples.
pub(super) fn run(args: &ClaimsCheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(files) = collect(&args.claims.folder, terminal, exit) else { return Ok(()) };
    let mut loaded = load(&files);
    loaded.faults.extend(examples::run(&loaded));
    loaded.faults.extend(review(&files, &loaded, &today::or_today(args.date.today.as_deref())));
    terminal.print(&told(&args.claims.folder, &files, &loaded.faults, colour(&args.colour)))?;
    if loaded.faults.iter().any(|fault| fault.severity == Severity::Error) {
        *exit = Exit::Fault;
    }
    if !args.quiet {
        terminal.remark(&output::claims_summary(&loaded.database, files.len(), &loaded.faults));
    }
    Ok(())
}

/// The database of a folder; `None` if it has faults, which have been told then, every one with its caret.
pub(super) fn load_sound(folder: &Path, terminal: &mut Terminal, exit: &mut Exit) -> Option<Loaded> {
    let files = collect(folder, terminal, exit)?;
    sound(folder, &files, terminal, exit)
}

/// The database of these files; `None` if it has faults, which have been told then.
fn sound(folder: &Path, files: &[SourceFile], terminal: &mut Terminal, exit: &mut Exit) -> Option<Loaded> {
    let loaded = load(files);
    let errors: Vec<Diagnostic> =
        loaded.faults.iter().filter(|fault| fault.severity == Severity::Error).cloned().collect();
    if errors.is_empty() {
        return Some(loaded);
    }
    terminal.remark(&told(folder, files, &errors, output::wants_colour()));
    let message = format!("the claims of {} have {}", folder.display(), output::counted(errors.len(), "fault"));
    refuse(
        terminal,
        exit,
        &message,
        &format!("healthlint claims check {} shows them with all warnings", folder.display()),
    );
    None
}

/// The faults with carets under the TOML; files go by the names under which they can be opened.
fn told(folder: &Path, files: &[SourceFile], faults: &[Diagnostic], colour: bool) -> String {
    let name = |path: &str| format!("{}/{path}", folder.display().to_string().trim_end_matches('/'));
    let names: Vec<String> = files.iter().map(|file| name(&file.path)).collect();
    let sources: BTreeMap<&str, &str> =
        names.iter().map(String::as_str).zip(files.iter().map(|file| file.text.as_str())).collect();
    let faults: Vec<Diagnostic> =
        faults.iter().map(|fault| Diagnostic { file: name(&fault.file), ..fault.clone() }).collect();
    output::faults(&faults, &sources, colour)
}

/// The files of a folder of claims; `None` if there are none or one cannot be read, which has been told then.
fn collect(folder: &Path, terminal: &mut Terminal, exit: &mut Exit) -> Option<Vec<SourceFile>> {
    if !folder.is_dir() {
        let message = format!("there is no folder of claims at {}", folder.display());
        refuse(terminal, exit, &message, "name the folder that holds language/, lexicon/, sources/ and the claims");
        return None;
    }
    let mut files = Vec::new();
    let mut sound = true;
    for entry in walk::every_file(folder, &["toml", "tsv"]).into_iter().filter(|entry| !is_template(&entry.path)) {
        let text = match entry.trouble {
            Some(trouble) => Err(trouble),
            None => fs::read_to_string(&entry.path).map_err(|error| error.to_string()),
        };
        match text {
            Ok(text) => files.push(SourceFile { path: walk::name_below(&entry.path, folder), text }),
            Err(trouble) => {
                refuse(
                    terminal,
                    exit,
                    &format!("{} cannot be read: {trouble}", entry.name),
                    "claim files are UTF-8 TOML",
                );
                sound = false;
            }
        }
    }
    if files.is_empty() && sound {
        let message = format!("there are no claims in {}", folder.display());
        refuse(terminal, exit, &message, "looked for files ending in .toml in it and its folders");
        return None;
    }
    sound.then_some(files)
}

/// Whether a file is a pattern for new ones, as its leading underscore says.
fn is_template(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_'))
}
