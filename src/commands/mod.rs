//! One file per command. What they print goes through `output`, how they end through `exit`.

mod baseline;
mod check;
mod claims;
mod config;
mod explain;
mod list;
mod show;
mod stream;
mod today;
mod watch;

use crate::cli::{self, BaselineCommand, ClaimsCommand, ClaimsOption, Cli, ColourOption, Command, When};
use crate::exit::Exit;
use crate::output::{self, Terminal};
use healthlint::database::Database;
use healthlint::embedded;
use std::io::{self, ErrorKind};

/// Runs what was asked for.
pub(crate) fn run(cli: &Cli) -> Exit {
    let mut terminal = Terminal::new();
    let mut exit = Exit::Clean;
    let outcome = dispatch(cli, &mut terminal, &mut exit).and_then(|()| terminal.flush());
    match outcome {
        Ok(()) => exit,
        // Whoever reads has seen enough; what was found so far still counts.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => exit,
        Err(error) => {
            terminal.remark(&output::complaint(&format!("the output cannot be written: {error}"), ""));
            Exit::Fault
        }
    }
}

fn dispatch(cli: &Cli, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    if cli.version {
        return version(terminal, exit);
    }
    match &cli.command {
        None => check::run(&cli.check, terminal, exit),
        Some(Command::Check(args)) => check::run(args, terminal, exit),
        Some(Command::Explain(args)) => explain::run(args, terminal, exit),
        Some(Command::Config(args)) => config::run(args, terminal, exit),
        Some(Command::List(args)) => list::run(args, terminal, exit),
        Some(Command::Show(args)) => show::run(args, terminal, exit),
        Some(Command::Baseline(command)) => match command {
            BaselineCommand::Create(args) => baseline::create(args, terminal, exit),
            BaselineCommand::Prune(args) => baseline::prune(args, terminal, exit),
            BaselineCommand::Status(args) => baseline::status(args, terminal, exit),
        },
        Some(Command::Claims(command)) => match command {
            ClaimsCommand::Check(args) => claims::run(args, terminal, exit),
            ClaimsCommand::Find(args) => claims::find::run(args, terminal, exit),
            ClaimsCommand::New(args) => claims::new::run(args, terminal, exit),
            ClaimsCommand::Due(args) => claims::due::run(args, terminal, exit),
            ClaimsCommand::Stats(args) => claims::stats::run(args, terminal, exit),
            ClaimsCommand::Coverage(args) => claims::coverage::run(args, terminal, exit),
            ClaimsCommand::Schema => claims::schema::run(terminal),
        },
        Some(Command::Completions(args)) => terminal.print(&cli::completions(args)),
        Some(Command::Man) => terminal.print(&cli::manual()?),
    }
}

/// The program's version and what its database knows.
fn version(terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(database) = embedded_database(terminal, exit) else { return Ok(()) };
    terminal.print(&format!("healthlint {} ({})\n", env!("CARGO_PKG_VERSION"), output::state(&database)))
}

/// The database that is asked for; `None` if it is faulty, which has been told then.
fn database(option: &ClaimsOption, terminal: &mut Terminal, exit: &mut Exit) -> Option<Database> {
    match &option.folder {
        None => embedded_database(terminal, exit),
        Some(folder) => claims::load_sound(folder, terminal, exit).map(|loaded| loaded.database),
    }
}

fn embedded_database(terminal: &mut Terminal, exit: &mut Exit) -> Option<Database> {
    embedded::database()
        .map_err(|fault| {
            let message = format!("the built-in claims database cannot be read: {fault}");
            refuse(terminal, exit, &message, "build healthlint anew, or name a folder with --claims");
        })
        .ok()
}

/// Tells why the run cannot go on.
fn refuse(terminal: &mut Terminal, exit: &mut Exit, message: &str, help: &str) {
    terminal.remark(&output::complaint(message, help));
    *exit = Exit::Fault;
}

/// Whether to use colour: what was typed decides, then the environment.
fn colour(option: &ColourOption) -> bool {
    match option.when {
        When::Always => true,
        When::Never => false,
        When::Auto => output::wants_colour(),
    }
}
