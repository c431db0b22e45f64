//! `healthlint claims check`: the database linted like an article, and the loading of `--claims`.

pub(super) mod coverage;
pub(super) mod due;
pub(super) mod find;
pub(super) mod new;
pub(super) mod schema;
pub(super) mod stats;

use super::{colour, refuse, today};
use crate::cli::ClaimsCheckArgs;
use crate::exit::Exit;
use crate::output::{self, Terminal};
use crate::walk;
use healthlint::database::review::review;
use healthlint::database::{ClaimExamples, Loaded, load};
use healthlint::diagnostic::Diagnostic;
use healthlint::examples;
use healthlint::form::nearest;
use healthlint::lexicon::load::SourceFile;
use healthlint::severity::Severity;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Checks a folder of claims and runs their examples.
pub(super) fn run(args: &ClaimsCheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(files) = collect(&args.claims.folder, terminal, exit) else { return Ok(()) };
    let only = match &args.only {
        None => None,
        Some(path) => match file_of(path, &args.claims.folder, &files) {
            Ok(file) => Some(file),
            Err(help) => {
                let message = format!("there is no file {} in {}", path.display(), args.claims.folder.display());
                refuse(terminal, exit, &message, &help);
                return Ok(());
            }
        },
    };
    let mut loaded = load(&files);
    let mut faults = Vec::new();
    let run = |examples: &ClaimExamples| {
        let mut faults = Vec::new();
        examples::run_claim(examples, &loaded.database, &mut faults);
        faults
    };
    walk::in_order(&loaded.examples, run, |mut some| {
        faults.append(&mut some);
        Ok(())
    })?;
    loaded.faults.append(&mut faults);
    loaded.faults.extend(review(&files, &loaded, &today::or_today(args.date.today.as_deref())));
    let place = |fault: &Diagnostic| fault.primary.as_ref().map_or(0, |label| label.span.start);
    loaded.faults.sort_by(|a, b| (&a.file, place(a)).cmp(&(&b.file, place(b))));
    let all = loaded.faults.len();
    if let Some(file) = only {
        // What two claims have against each other may be told at the other.
        loaded.faults.retain(|fault| fault.file == file.path || is_named(&fault.message, id(file)));
    }
    terminal.print(&told(&args.claims.folder, &files, &loaded.faults, colour(&args.colour)))?;
    if loaded.faults.iter().any(|fault| fault.severity == Severity::Error) {
        *exit = Exit::Fault;
    }
    if !args.quiet {
        terminal.remark(&match only {
            None => output::claims_summary(&loaded.database, files.len(), &loaded.faults, !loaded.unjudged.is_empty()),
            Some(file) => {
                let more = loaded.unjudged.contains(&file.path);
                output::claim_summary(&file.path, &loaded.faults, all - loaded.faults.len(), more)
            }
        });
    }
    Ok(())
}

/// The id of a claim's file.
fn id(file: &SourceFile) -> &str {
    file.path.trim_end_matches(".toml")
}

/// Whether a message names an id, and not only a longer one.
fn is_named(message: &str, id: &str) -> bool {
    message.split(|c: char| c.is_whitespace() || "`;,".contains(c)).any(|word| word == id)
}

/// The file that was named: by its path, by its path in the folder of claims, or by the claim's id.
fn file_of<'a>(path: &Path, folder: &Path, files: &'a [SourceFile]) -> Result<&'a SourceFile, String> {
    let typed = walk::name_below(path, folder);
    let typed = typed.trim_start_matches("./");
    let found = files.iter().find(|file| file.path == typed || id(file) == typed);
    found.ok_or_else(|| {
        let last = typed.rsplit('/').next().unwrap_or(typed).trim_end_matches(".toml");
        let same = files.iter().map(id).find(|id| id.rsplit('/').next() == Some(last));
        match same.or_else(|| nearest(typed.trim_end_matches(".toml"), files.iter().map(id)).first().copied()) {
            Some(near) => format!("did you mean {}/{near}.toml?", folder.display()),
            None => "name a file, or the id of a claim: folder/name".to_owned(),
        }
    })
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
    for entry in walk::every_file(folder, &["toml", "tsv", "txt"]).into_iter().filter(|entry| !is_template(&entry.path))
    {
        if let Some(name) = entry.name.strip_suffix(".txt") {
            // Editors that hide endings add one of their own.
            if Path::new(name).extension().is_some_and(|ending| ending == "toml") {
                let message = format!("{} is no claim: its name ends in .txt", entry.name);
                refuse(terminal, exit, &message, &format!("rename it to {name}"));
                sound = false;
            }
            continue;
        }
        let text = match entry.trouble {
            Some(trouble) => Err((trouble, "claim files are UTF-8 TOML")),
            None => fs::read(&entry.path).map_err(|error| (error.to_string(), "")).and_then(|bytes| {
                String::from_utf8(bytes).map_err(|error| {
                    (
                        encoding(error.as_bytes(), error.utf8_error().valid_up_to()),
                        "save it as UTF-8, in Notepad by Save as, Encoding: UTF-8",
                    )
                })
            }),
        };
        match text {
            Ok(text) => files.push(SourceFile { path: walk::name_below(&entry.path, folder), text }),
            Err((trouble, help)) => {
                refuse(terminal, exit, &format!("{} cannot be read: {trouble}", entry.name), help);
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

/// In which encoding a file is that is not UTF-8, as far as can be told; `at` is the first byte that does not fit.
fn encoding(bytes: &[u8], at: usize) -> String {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return "it is UTF-16, not UTF-8".to_owned();
    }
    let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    format!("it is not UTF-8; the first letter that is not stands in line {line}")
}

/// Whether a file is a pattern for new ones, as its leading underscore says.
fn is_template(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_'))
}
