//! The command line of healthlint: reads files, walks folders, prints. What is known and found lives in the library.

mod baseline;
mod changes;
mod cli;
mod commands;
mod config;
mod exit;
mod interrupt;
mod output;
mod replace;
mod walk;

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Many small pieces of memory are taken and given back for each sentence.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    commands::run(&cli::parse()).into()
}
