//! `healthlint list`: what the database knows, one claim a line.

use super::{database, refuse};
use crate::cli::{ListArgs, ListFormat};
use crate::exit::Exit;
use crate::output::{Terminal, catalogue, list};
use healthlint::database::{Claim, Database};
use healthlint::severity::Severity;
use healthlint::standards::{RULES, Rule};
use std::collections::BTreeSet;
use std::io;

/// The kind that rules of standards go by beside those of claims.
const STANDARD: &str = "standard";

/// Prints the claims that fit, and the rules of standards.
pub(super) fn run(args: &ListArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(database) = database(&args.claims, terminal, exit) else { return Ok(()) };
    let questions = [("topic", &args.topic, topics(&database)), ("kind", &args.kind, kinds(&database))];
    for (option, asked, known) in questions {
        if let Some(asked) = asked
            && !known.contains(asked.trim_end_matches('/'))
        {
            let known: Vec<&str> = known.into_iter().collect();
            refuse(
                terminal,
                exit,
                &format!("no claim has the {option} \"{asked}\""),
                &format!("known are: {}", known.join(", ")),
            );
            return Ok(());
        }
    }
    let severity = args.severity.map(Severity::from);
    let fits = |claim: &&Claim| {
        args.topic.as_deref().is_none_or(|topic| folders(&claim.id).any(|folder| folder == topic.trim_end_matches('/')))
            && args.kind.as_ref().is_none_or(|kind| claim.kind == *kind)
            && severity.is_none_or(|severity| claim.severity == severity)
    };
    let claims: Vec<&Claim> = database.claims.iter().filter(fits).collect();
    let fits = |rule: &&Rule| {
        args.topic.as_deref().is_none_or(|topic| folders(rule.code).any(|folder| folder == topic.trim_end_matches('/')))
            && args.kind.as_ref().is_none_or(|kind| kind == STANDARD)
            && severity.is_none_or(|severity| rule.severity == severity)
    };
    let rules: Vec<&Rule> = RULES.iter().filter(fits).collect();
    terminal.print(&match args.format {
        ListFormat::Text => list(&claims, &rules),
        ListFormat::Md => catalogue(&claims, &database),
    })
}

/// The folders a claim is in, from the innermost.
fn folders(id: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(id.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/')).map(|(folder, _)| folder)
}

fn topics(database: &Database) -> BTreeSet<&str> {
    let codes = RULES.iter().map(|rule| rule.code);
    database.claims.iter().map(|claim| claim.id.as_str()).chain(codes).flat_map(folders).collect()
}

fn kinds(database: &Database) -> BTreeSet<&str> {
    database.claims.iter().map(|claim| claim.kind.as_str()).chain([STANDARD]).collect()
}
