//! `healthlint config`: what holds for a file, and which line says so.

use super::check::inputs::{complain, finder};
use super::today::or_today;
use super::{database, refuse};
use crate::cli::{ConfigArgs, FailOn};
use crate::config::{Glob, Settings, schema};
use crate::exit::Exit;
use crate::output::{Terminal, entry_list};
use crate::walk;
use healthlint::codes::Codes;
use healthlint::document::READERS;
use healthlint::standards::{RULES, Rule, SETS};
use std::io;

/// Prints the settings of a path, or the schema.
pub(super) fn run(args: &ConfigArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    if args.schema {
        return terminal.print(&schema());
    }
    let Some(database) = database(&args.claims, terminal, exit) else { return Ok(()) };
    let codes = Codes::new(&database);
    let mut finder = finder(&args.config, &codes);
    // A folder is told by what would hold for a file in it.
    let is_folder = args.path.is_dir();
    let file = if is_folder { args.path.join("*") } else { args.path.clone() };
    let mut settings = finder.settings(&file);
    if is_folder {
        settings.path.truncate(settings.path.trim_end_matches(['*', '/']).len());
    }
    if complain(&finder, terminal, exit) {
        return Ok(());
    }
    if !args.path.exists() && args.path.extension().is_none() {
        refuse(terminal, exit, &format!("there is no file {}", args.path.display()), "name a file or a folder");
        return Ok(());
    }
    let claims: Vec<&str> = database.names().ids().collect();
    let on = claims.iter().filter(|id| settings.is_on(id)).count();
    let mut told = entries(&settings, &or_today(args.date.today.as_deref()));
    told.push(("checked", checked(&settings, walk::is_known(&file) || is_folder)));
    told.push(("claims", format!("{on} of {}", claims.len())));
    terminal.print(&entry_list(&args.path.display().to_string(), &told))
}

/// Everything that is set, each with its place.
fn entries(settings: &Settings, today: &str) -> Vec<(&'static str, String)> {
    let Some(config) = &settings.config else {
        return vec![("configuration", "none from here up to the root of the repository".to_owned())];
    };
    let at = |line: usize| format!("({}:{line})", config.name);
    let listed = |globs: &[Glob]| {
        let globs = globs.iter().map(|glob| format!("\"{}\" {}", glob.written, at(glob.line)));
        globs.collect::<Vec<_>>().join(", ")
    };
    let mut told = vec![("configuration", config.name.clone())];
    told.push(match settings.fail_on() {
        Some((fail_on, line)) => ("fail-on", format!("{} {}", word(fail_on), at(line))),
        None => ("fail-on", "error (the default)".to_owned()),
    });
    for layer in settings.layers() {
        if let Some(files) = &layer.files {
            let met: Vec<Glob> = files.iter().filter(|glob| glob.matches(&settings.path)).cloned().collect();
            told.push(("override", format!("for {}", listed(&met))));
        }
        for chosen in &layer.standards {
            told.push(("select", format!("{} {}", chosen.written, at(chosen.line))));
        }
        for named in &layer.select {
            told.push(("select", format!("only {} {}", named.pattern.written, at(named.line))));
        }
        for named in &layer.ignore {
            told.push(("ignore", format!("{} {}", named.pattern.written, at(named.line))));
        }
        for (named, level) in &layer.severity {
            let level = level.map_or("off", healthlint::severity::Severity::name);
            told.push(("severity", format!("{} = {level} {}", named.pattern.written, at(named.line))));
        }
        if let Some((locale, line)) = layer.locale {
            told.push(("locale", format!("{} {}", locale.name, at(line))));
        }
        if let Some(line) = layer.refuted {
            told.push(("stance", format!("refuted: statements are only quoted here {}", at(line))));
        }
    }
    for ignore in settings.ignores() {
        let quote = if ignore.quote.is_empty() { String::new() } else { format!(" on \"{}\"", ignore.quote) };
        let over = if !ignore.until.is_empty() && ignore.until.as_str() < today { "; has ended" } else { "" };
        let until = if ignore.until.is_empty() { String::new() } else { format!(" until {}{over}", ignore.until) };
        let written = &ignore.pattern.written;
        told.push(("ignore", format!("{written}{quote}{until}: {} {}", ignore.reason, at(ignore.line))));
    }
    if let Some(input) = settings.input() {
        let reader = READERS.iter().find(|reader| reader.format == input.format);
        let format = reader.map_or("", |reader| reader.name);
        told.push(("input", format!("{format} in the field {} {}", input.field, at(input.line))));
    }
    told.push(("standards", standards(settings)));
    told
}

/// The sets that are asked about as a whole, and single rules of others.
fn standards(settings: &Settings) -> String {
    let choice = settings.standards(&[], "");
    let is_on = |rule: &&Rule| choice.has(rule) && settings.is_on(rule.code);
    let of = |set: &'static str| RULES.iter().filter(move |rule| rule.sets.contains(&set));
    let sets = SETS.iter().map(|(name, _)| *name);
    let whole: Vec<&str> = sets.filter(|set| of(set).all(|rule| is_on(&rule))).collect();
    let single = RULES.iter().filter(is_on).filter(|rule| !rule.sets.iter().any(|set| whole.contains(set)));
    let told: Vec<&str> = whole.iter().copied().chain(single.map(|rule| rule.code)).collect();
    if told.is_empty() { "none".to_owned() } else { told.join(", ") }
}

/// Whether the file is checked when its folder is.
fn checked(settings: &Settings, known: bool) -> String {
    let place = |glob: &Glob| format!("\"{}\" ({}:{})", glob.written, settings.name(), glob.line);
    match settings.wants(known) {
        Err(glob) => format!("only if it is named: left out by {}", place(glob)),
        Ok(true) => "yes".to_owned(),
        Ok(false) if known => format!("only if it is named: not among the files of {}", settings.name()),
        Ok(false) => "only if it is named: no reader is known for its ending".to_owned(),
    }
}

fn word(fail_on: FailOn) -> &'static str {
    fail_on.mildest().map_or("never", healthlint::severity::Severity::name)
}
