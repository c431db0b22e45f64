//! `healthlint claims new PATH KIND`: a claim file to be filled in.

use crate::cli::ClaimsNewArgs;
use crate::commands::refuse;
use crate::commands::today::{or_today, years_later};
use crate::exit::Exit;
use crate::output::Terminal;
use healthlint::database::is_id;
use healthlint::database::load::is_claim;
use healthlint::database::review::misspelt;
use healthlint::database::schema::template;
use std::fs;
use std::io;
use std::path::Path;

/// A claim is read again after so many years unless its author knows better.
const YEARS: u32 = 2;

/// Writes the file and tells what to do next; never over another one.
pub(in crate::commands) fn run(args: &ClaimsNewArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let id = args.path.trim_end_matches(".toml").trim_matches('/');
    if !is_id(id) || !is_claim(&format!("{id}.toml")) {
        refuse(
            terminal,
            exit,
            &format!("\"{}\" is no place for a claim", args.path),
            "write folder/name in small letters, digits and hyphens, such as back-pain/bed-rest-cures",
        );
        return Ok(());
    }
    if !args.folder.is_dir() {
        let message = format!("there is no folder of claims at {}", args.folder.display());
        refuse(terminal, exit, &message, "go to where claims/ is, or name the folder with --claims");
        return Ok(());
    }
    let path = args.folder.join(format!("{id}.toml"));
    let shown = path.display().to_string();
    if path.exists() {
        refuse(terminal, exit, &format!("{shown} is there already"), "choose another name, or edit that file");
        return Ok(());
    }
    let today = or_today(args.date.today.as_deref());
    let Some(text) = template(&args.kind, &today, &years_later(&today, YEARS)) else { return Ok(()) };
    let news = new_folder(id, &args.folder);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if let Err(error) = fs::write(&path, text) {
        refuse(terminal, exit, &format!("{shown} cannot be written: {error}"), "check the disk and the permissions");
        return Ok(());
    }
    terminal.print(&format!(
        "wrote {shown}\n{news}next: fill it in (claims/README.md tells how; healthlint claims find WORD knows the ids), then run\n      healthlint claims check {} --only {shown}\n",
        args.folder.display()
    ))
}

/// A line about the claim's folder if nobody has used it before: it may be another one that is misspelt.
fn new_folder(id: &str, claims: &Path) -> String {
    let folder = id.split('/').next().unwrap_or_default();
    if claims.join(folder).is_dir() {
        return String::new();
    }
    let entries = fs::read_dir(claims).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let known: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let near = misspelt(folder, known.iter().map(String::as_str)).map(|near| format!("; did you mean {near}/?"));
    format!("note: {folder}/ is a new folder{}\n", near.unwrap_or_default())
}
