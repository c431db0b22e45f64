//! `healthlint explain ID`: everything about one claim, or one rule of a standard.

use super::{claims, colour, embedded_database, refuse};
use crate::cli::ExplainArgs;
use crate::exit::Exit;
use crate::output::{Examples, Terminal, claim_page, rule_page};
use healthlint::database::{Database, Loaded};
use healthlint::embedded;
use healthlint::lexicon::nearest;
use healthlint::standards::{self, RULES};
use std::io;

/// Prints the page of a claim or of a rule.
pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    if let Some(rule) = standards::rule(&args.id) {
        return terminal.print(&rule_page(rule, colour(&args.colour)));
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
        flags: known.flags.iter().map(|(text, _)| text.as_str()).collect(),
        passes: known.passes.iter().map(|pass| (pass.text.0.as_str(), pass.why.0.as_str())).collect(),
    });
    terminal.print(&claim_page(claim, &loaded.database, &examples, colour(&args.colour)))
}

/// Which id may have been meant: a near one, or one that ends or goes on as what was typed.
fn advice(id: &str, database: &Database) -> String {
    let ids = || {
        let codes = RULES.iter().map(|rule| rule.code);
        database.claims.iter().map(|claim| claim.id.as_str()).chain(codes)
    };
    let mut near = nearest(id, ids());
    if near.is_empty() && !id.is_empty() {
        near = ids().filter(|known| known.contains(id)).take(3).collect();
    }
    if near.is_empty() {
        // Often only the name is remembered, not its folder.
        let names = ids().filter_map(|known| known.rsplit('/').next());
        let names = nearest(id.rsplit('/').next().unwrap_or(id), names);
        near = ids().filter(|known| names.iter().any(|name| known.rsplit('/').next() == Some(*name))).take(3).collect();
    }
    if near.is_empty() {
        "healthlint list shows all ids".to_owned()
    } else {
        format!("did you mean {}?", near.join(" or "))
    }
}
