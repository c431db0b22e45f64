//! `healthlint explain ID`: everything about one claim, one rule of a standard, or one code of the program's own.

use super::{claims, colour, embedded_database, refuse};
use crate::cli::ExplainArgs;
use crate::exit::Exit;
use crate::output::{Examples, Terminal, claim_page, own_page, rule_page};
use healthlint::codes::{Codes, OWN_CODES, own_code};
use healthlint::database::{Database, Loaded};
use healthlint::embedded;
use healthlint::lexicon::nearest;
use healthlint::standards;
use std::io;

/// Prints the page of a claim, of a rule or of a code.
pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    if let Some(rule) = standards::rule(&args.id) {
        return terminal.print(&rule_page(rule, colour(&args.colour)));
    }
    if let Some(own) = own_code(&args.id) {
        return terminal.print(&own_page(own, colour(&args.colour)));
    }
    let loaded = match &args.claims.folder {
        Some(folder) => claims::load_sound(folder, terminal, exit),
        None => embedded_database(terminal, exit).map(|database| Loaded {
            database,
            examples: embedded::examples().unwrap_or_default(),
            ..Loaded::default()
        }),
    };
    let Some(loaded) = loaded else { return Ok(()) };
    let Some(claim) = loaded.database.claim(&args.id) else {
        refuse(terminal, exit, &format!("there is no claim \"{}\"", args.id), &advice(&args.id, &loaded.database));
        return Ok(());
    };
    let known = loaded.examples.iter().find(|examples| examples.claim == claim.id);
    let examples = known.map_or_else(Examples::default, |known| Examples {
        flags: known.flags.iter().map(|flag| flag.text.0.as_str()).collect(),
        passes: known.passes.iter().map(|pass| (pass.text.0.as_str(), pass.why.0.as_str())).collect(),
    });
    terminal.print(&claim_page(claim, &loaded.database, &examples, colour(&args.colour)))
}

/// Which id may have been meant.
fn advice(id: &str, database: &Database) -> String {
    let is_told = |id: &str| database.claim(id).is_some() || standards::rule(id).is_some();
    let codes = Codes::new(database);
    let mut near: Vec<String> =
        nearest(id, OWN_CODES.iter().map(|own| own.code)).into_iter().map(str::to_owned).collect();
    if near.is_empty() {
        near = codes.near(id).into_iter().filter(|id| is_told(id)).collect();
    }
    match near.as_slice() {
        [] => "healthlint list shows all ids".to_owned(),
        near => format!("did you mean {}?", near.join(" or ")),
    }
}
